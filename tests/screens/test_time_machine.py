"""Looking back: to the end of a month, and to a month exactly as it was frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.periods import Period
from ddci_tracker.services import frozen_months, task_updates
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import look_at
from ddci_tracker.services.frozen_months import KeptMonth
from ddci_tracker.ui.core.state import written_moment
from tests.markup import texts, values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PLAN = "STNMT-LS-2020"
OVERVIEW, SUB_INDEX = "leaders/overview.py", "leaders/sub_index.py"
JUNE, JULY = Period.month(2020, 6), Period.month(2020, 7)
PAST = "Đang xem lại quá khứ"

See = Callable[..., Screen]


@pytest.fixture
def frozen(own_state: Path) -> KeptMonth:
    """June, frozen; afterwards a unit says for a day of June that a task is blocked."""
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    kept = frozen_months.freeze(tracker, OWNER, PLAN, JUNE, now=now)
    task = look_at(tracker, OWNER, PLAN, now=now).sub_indices[0].tasks[0].task.code
    said = TaskUpdate(
        task=task,
        quarter=Period.quarter(2020, 2),
        unit="VP",
        status=TaskStatus.BLOCKED,
        recovery="Văn phòng làm việc với đơn vị trước 15/7",
    )
    act = Act(actor=OWNER, now=now + timedelta(seconds=1), on=date(2020, 6, 20))
    task_updates.update_task(tracker, PLAN, said, act)
    return kept


def at(kept: KeptMonth) -> dict[str, str]:
    """What an address says that looks at a frozen month."""
    return {"as_of": str(kept.as_of), "known_at": written_moment(kept.known_at)}


def test_the_board_at_a_frozen_month_is_the_one_that_was_frozen(
    own_state: Path, frozen: KeptMonth
) -> None:
    tracker, now = tracker_in(own_state), datetime.now(UTC) + timedelta(seconds=2)
    read = frozen_months.read(tracker, OWNER, PLAN, JUNE).board
    again = look_at(tracker, OWNER, PLAN, now=now, as_of=frozen.as_of, known_at=frozen.known_at)
    later = look_at(tracker, OWNER, PLAN, now=now, as_of=frozen.as_of)

    assert again == read
    assert replace(later, known_at=read.known_at) != read


def test_a_frozen_month_shows_nothing_that_was_entered_after_it(
    see_own: See, frozen: KeptMonth
) -> None:
    as_frozen = see_own(OVERVIEW, plan=PLAN, **at(frozen))
    with_what_came_later = see_own(OVERVIEW, plan=PLAN, as_of="2020-06-30")

    assert "Chưa theo dõi trên hệ thống" in as_frozen.text
    assert "Chưa theo dõi trên hệ thống" not in with_what_came_later.text
    assert "Tháng 6/2020 như đã chốt" in as_frozen.text
    assert "gồm cả những gì nhập bổ sung sau đó" in with_what_came_later.text


def test_the_past_is_visibly_the_past_on_every_screen(see_own: See, frozen: KeptMonth) -> None:
    for page in (OVERVIEW, SUB_INDEX, "office/reports.py", "office/results.py", "office/plan.py"):
        assert PAST in see_own(page, plan=PLAN, **at(frozen)).text
        assert PAST not in see_own(page, plan=PLAN).text


def test_today_given_by_hand_is_not_the_past(see_own: See) -> None:
    at_its_close = see_own(OVERVIEW, plan=PLAN, as_of="2021-01-31").text
    assert PAST not in at_its_close
    assert "Kế hoạch năm đã qua" in at_its_close
    day_before = see_own(OVERVIEW, plan=PLAN, as_of="2021-01-30").text
    assert PAST in day_before
    assert "Kế hoạch năm đã qua" not in day_before, "it was running then"


def links(screen: Screen) -> dict[str, str]:
    """The months that can be looked at, with the query of each."""
    leads = ".months a[target=_self][title]"
    months, queries = texts(screen.html, leads), values(screen.html, leads, "href")
    return {month: query.removeprefix("?") for month, query in zip(months, queries, strict=True)}


def test_the_months_lead_back_and_the_frozen_ones_bear_a_mark(
    see_own: See, frozen: KeptMonth
) -> None:
    months = links(see_own(OVERVIEW, plan=PLAN))

    assert (
        f"as_of=2020-06-30&known_at={written_moment(frozen.known_at).replace(':', '%3A')}"
        in (months["tháng 6"])
    )
    assert "as_of=2020-07-31" in months["tháng 7"]
    assert "known_at" not in months["tháng 7"]
    # Before the plan was issued there is nothing to see; it stood open beyond its year.
    assert "tháng 1" not in months
    assert "as_of=2020-12-31" in months["tháng 12"]


def test_the_way_back_to_today_forgets_day_and_moment(see_own: See, frozen: KeptMonth) -> None:
    screen = see_own(OVERVIEW, plan=PLAN, **at(frozen))
    button = next(each for each in screen.app.button if each.label == "Về hôm nay")

    button.click()
    after = screen.run()

    assert PAST not in after.text
    assert "known_at" not in after.app.query_params


@pytest.mark.parametrize("written", ["gần đây", "2020-06-30T00:00:00", "0001-01-01T00:00:00Z"])
def test_a_moment_that_is_none_is_left_out(see_own: See, written: str) -> None:
    assert PAST not in see_own(OVERVIEW, plan=PLAN, known_at=written).text


def test_a_moment_to_come_is_refused_in_words(see_own: See) -> None:
    screen = see_own(OVERVIEW, plan=PLAN, known_at="2100-01-01T00:00:00Z")

    assert "Chưa đến" in screen.app.error[0].value
    screen.app.button[0].click()
    assert PLAN in screen.run().app.query_params["plan"]
    assert not screen.app.error


def test_a_press_on_a_month_opens_its_board_or_what_was_reported_then(
    see_own: See, frozen: KeptMonth
) -> None:
    today = see_own(OVERVIEW, plan=PLAN)
    assert texts(today.html, ".frozen .more") == ["T6"]
    board, report = (dict(parse_qsl(urlsplit(link).query)) for link in _doors(today.html))
    assert {"plan": PLAN, **at(frozen)}.items() <= board.items()
    assert (report["month"], "as_of" in report) == (frozen.name, False)
    # Looked at as it stood, it says which month it is and still leads to what was reported.
    then = see_own(OVERVIEW, **board)
    assert texts(then.html, ".frozen .here .more") == ["T6"]
    assert f"month={frozen.name}" in values(then.html, ".looking-back a.more", "href")[0]


def _doors(html: str) -> list[str]:
    """Where a month leads to: its board, and its report."""
    return values(html, ".frozen a", "href")
