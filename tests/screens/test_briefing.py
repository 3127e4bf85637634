"""Bản tin tháng: the frozen months, what changed between them, and freezing one more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ddci_tracker.domain.periods import Period
from ddci_tracker.services import freeze_schedule, frozen_months, month_summaries
from ddci_tracker.services.boards import list_plans, look_at
from ddci_tracker.services.frozen_months import KeptMonth
from ddci_tracker.services.month_summaries import MonthSummary, SummaryPart
from ddci_tracker.words.catalogue import Language, Words
from tests.markup import elements, texts
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen
from tests.thawed import forget_months

PAGE = "office/briefing.py"
WORDS = Words.of(Language("vi"))
MONTHS = (4, 5, 6)

See = Callable[..., Screen]


@pytest.fixture
def illustration(own_state: Path) -> str:
    """The illustration without the months that it comes with."""
    tracker = tracker_in(own_state)
    found = next(each.id for each in list_plans(tracker, OWNER) if each.illustration)
    forget_months(tracker, found)
    return found


@pytest.fixture
def frozen(own_state: Path, illustration: str) -> tuple[KeptMonth, ...]:
    """April, May and June of the illustration, and June once more."""
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    year = look_at(tracker, OWNER, illustration, now=now).plan.year
    months = [Period.month(year, number) for number in (*MONTHS, MONTHS[-1])]
    return tuple(
        frozen_months.freeze(tracker, OWNER, illustration, month, now=now) for month in months
    )


def listed(screen: Screen) -> list[tuple[str, str]]:
    """Month and edition of each line of the list, from top to bottom."""
    months, editions = (texts(screen.html, f".frozen-list a > {part}") for part in ("b", "span"))
    return list(zip(months, editions, strict=True))


def press(screen: Screen, label: str) -> Screen:
    next(each for each in screen.app.button if each.label == label).click()
    return screen.run()


def test_without_a_frozen_month_the_screen_says_what_one_is(see_own: See) -> None:
    text = see_own(PAGE, plan="STTTT-LS-2023").text
    assert "Chưa chốt tháng nào" in text
    assert "ghi là bổ sung sau chốt" in text


def test_every_edition_is_listed_the_newest_first(
    see_own: See, frozen: tuple[KeptMonth, ...], illustration: str
) -> None:
    year = frozen[0].month.year
    assert listed(see_own(PAGE, plan=illustration)) == [
        (f"Tháng 6/{year}", "lần 2"),
        (f"Tháng 6/{year}", "lần 1"),
        (f"Tháng 5/{year}", "lần 1"),
        (f"Tháng 4/{year}", "lần 1"),
    ]


def test_the_newest_month_is_told_against_the_one_before(
    see_own: See, own_state: Path, frozen: tuple[KeptMonth, ...], illustration: str
) -> None:
    _, may, _, june = frozen
    told = frozen_months.diff(
        tracker_in(own_state), OWNER, illustration, may.month, june.month
    ).told(WORDS)

    text = see_own(PAGE, plan=illustration).text

    assert told
    for change in told:
        assert change.sentence in text


def test_the_table_strikes_the_old_value_through(
    see_own: See, own_state: Path, frozen: tuple[KeptMonth, ...], illustration: str
) -> None:
    _, may, _, june = frozen
    told = frozen_months.diff(
        tracker_in(own_state), OWNER, illustration, may.month, june.month
    ).told(WORDS)

    rows = elements(see_own(PAGE, plan=illustration, view="table").html, "tbody tr")

    drawn = {
        tuple(" ".join(texts(row, part)) for part in ("th[scope=row]", "del", "ins"))
        for row in rows
    }
    assert drawn == {
        tuple(
            " ".join(each.split())
            for each in (change.what, "" if change.old == "–" else change.old, change.new)
        )
        for change in told
    }


def test_another_month_can_be_compared_with(
    see_own: See, own_state: Path, frozen: tuple[KeptMonth, ...], illustration: str
) -> None:
    april, _, _, june = frozen
    told = frozen_months.diff(
        tracker_in(own_state), OWNER, illustration, april.month, june.month
    ).told(WORDS)

    screen = see_own(PAGE, plan=illustration, since=f"{april.month}.1")

    assert len(elements(screen.html, ".changes li")) == len(told)
    for change in told:
        assert change.sentence in screen.text


def test_a_month_that_is_asked_for_stands_before_what_changed_since(
    see_own: See, illustration: str, frozen: tuple[KeptMonth, ...]
) -> None:
    html = see_own(PAGE, plan=illustration).html
    assert html.index("what-changed") < html.index("frozen-list")
    html = see_own(PAGE, plan=illustration, month=frozen[1].name).html
    assert html.index("frozen-list") < html.index("what-changed")


def test_the_first_month_has_none_to_compare_with(
    see_own: See, frozen: tuple[KeptMonth, ...], illustration: str
) -> None:
    text = see_own(PAGE, plan=illustration, month=f"{frozen[0].month}.1").text
    assert "tháng chốt đầu tiên của kế hoạch" in text


def test_an_edition_that_another_one_follows_says_so(
    see_own: See, frozen: tuple[KeptMonth, ...], illustration: str
) -> None:
    june = frozen[-1].month
    later = "Tháng này đã có lần chốt sau"
    assert later in see_own(PAGE, plan=illustration, month=f"{june}.1").text
    assert later not in see_own(PAGE, plan=illustration, month=f"{june}.2").text


def test_a_month_is_freezed_by_hand_and_then_shown(
    see_own: See, own_state: Path, illustration: str
) -> None:
    opened = press(see_own(PAGE, plan=illustration), "Chốt số liệu tháng…")
    year = Period.parse(str(opened.app.selectbox(key="freezing-month").value)).year
    assert opened.app.selectbox(key="freezing-month").value == f"{year}-07", "the last one over"

    after = press(opened, f"Chốt số liệu tháng 7/{year}")

    (kept,) = frozen_months.list_months(tracker_in(own_state), OWNER, illustration)
    assert (kept.month, kept.edition) == (Period.month(year, 7), 1)
    assert listed(after) == [(f"Tháng 7/{year}", "lần 1")]
    assert f"Đã chốt tháng 7/{year}" in after.text


def test_a_month_that_runs_is_frozen_as_of_today_and_says_so(
    see_own: See, own_state: Path, frozen: tuple[KeptMonth, ...], illustration: str
) -> None:
    screen = press(see_own(PAGE, plan=illustration), "Chốt số liệu tháng…")
    year = frozen[0].month.year
    screen.app.selectbox(key="freezing-month").set_value(f"{year}-08")
    screen = screen.run()
    assert f"Tháng chưa kết thúc: số liệu tính đến 20/08/{year}." in screen.text

    press(screen, f"Chốt số liệu tháng 8/{year}")

    kept = frozen_months.list_months(tracker_in(own_state), OWNER, illustration)[-1]
    assert str(kept.as_of) == f"{year}-08-20"


def test_another_edition_of_a_month_says_that_the_first_remains(
    see_own: See, frozen: tuple[KeptMonth, ...], illustration: str
) -> None:
    screen = press(see_own(PAGE, plan=illustration), "Chốt số liệu tháng…")
    screen.app.selectbox(key="freezing-month").set_value(str(frozen[-1].month))
    assert "Đây sẽ là lần chốt thứ 3." in screen.run().text


def test_the_wording_of_a_report_is_kept_while_it_is_typed_saved_and_frozen(
    see_own: See, own_state: Path, frozen: tuple[KeptMonth, ...], illustration: str
) -> None:
    july = Period.month(frozen[0].month.year, 7)
    key = f"summary-opening:{illustration}:summary/{july}"
    screen = press(see_own(PAGE, plan=illustration), "Lời văn báo cáo…")
    proposed = str(screen.app.text_area(key=key).value)
    assert "đúng tiến độ" in proposed
    assert f"So với tháng 6/{july.year}" in proposed
    screen.app.text_area(key=key).input("Tháng 7, toàn Sở tăng tốc.").run()

    again = see_own(PAGE, plan=illustration, wording=str(july))
    assert again.app.text_area(key=key).value == "Tháng 7, toàn Sở tăng tốc."
    assert f"Đề xuất: {proposed}" in again.text
    saved = press(again, "Lưu lời văn")
    assert "Đã lưu lời văn" in saved.text
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    frozen_months.freeze(tracker, OWNER, illustration, july, now=now)
    month = frozen_months.read(tracker, OWNER, illustration, july)
    assert month.summary == {SummaryPart.OPENING: "Tháng 7, toàn Sở tăng tốc."}

    opened = see_own(PAGE, plan=illustration, wording=f"{july.year}-08")
    assert "Tháng này đã chốt" not in opened.text
    opened.app.selectbox(key=f"wording-month-{july.year}-08").set_value(str(july))
    opened = opened.run()
    assert "Tháng này đã chốt lần 1" in opened.text
    assert "đã lưu lúc" in opened.text
    press(opened, "Lấy câu đề xuất")
    press(opened, "Lưu lời văn")
    stands = month_summaries.summary_of(tracker, OWNER, illustration, july)
    assert stands is not None
    assert stands.value == MonthSummary(month=july)


def test_the_day_of_the_automatic_freeze_is_set_and_taken_back(
    see_own: See, own_state: Path, illustration: str
) -> None:
    def stands() -> int | None:
        found = freeze_schedule.freeze_day_of(tracker_in(own_state), OWNER, illustration)
        return found.day if found else None

    for day in (25, 0):
        screen = press(see_own(PAGE, plan=illustration), "Tự chốt…")
        screen.app.selectbox(key="freezing-set-day").set_value(day)
        press(screen.run(), "Lưu")
        assert stands() == (day or None)


def test_nothing_is_frozen_while_looking_at_the_past(
    see_own: See, frozen: tuple[KeptMonth, ...], illustration: str
) -> None:
    screen = see_own(PAGE, plan=illustration, as_of=str(frozen[0].as_of))
    assert not [each for each in screen.app.button if "hốt" in each.label]
