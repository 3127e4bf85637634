"""The illustration plan: added once, alive as of its own day, and gone without a trace."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from itertools import pairwise

from ddci_tracker.services import boards, frozen_months, history, security_log, what_changed
from ddci_tracker.services.illustration import (
    add_illustration,
    list_illustrations,
    remove_illustrations,
)
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.task_updates import update_task
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import NOW, OWNER, PLAN, act, word

NOVEMBER = datetime(2021, 11, 21, 2, tzinfo=UTC)


def ids(tracker: Tracker) -> list[str]:
    return [entry.id for entry in boards.list_plans(tracker, OWNER)]


def test_it_is_of_the_current_year_and_has_a_today_of_its_own(empty: Tracker) -> None:
    plan_id = add_illustration(empty, OWNER, now=NOVEMBER)
    board = boards.look_at(empty, OWNER, plan_id, now=NOVEMBER)
    assert plan_id == "SKHCN-MH-2021"
    assert (board.plan.illustration, board.plan.today) == (True, date(2021, 8, 20))
    assert board.as_of == date(2021, 8, 20)
    assert not board.past


def test_it_is_alive_before_its_day_has_come(empty: Tracker) -> None:
    """Set up in July, it shows August all the same."""
    plan_id = add_illustration(empty, OWNER, now=NOW)
    board = boards.look_at(empty, OWNER, plan_id, now=NOW)
    assert board.as_of == date(2021, 8, 20)
    assert board.attention
    assert board.freshness.last_update is not None


def test_added_twice_it_stays_as_it_is(empty: Tracker) -> None:
    plan_id = add_illustration(empty, OWNER, now=NOVEMBER)
    before = history.history_of(empty, OWNER, plan_id, now=NOVEMBER)
    assert add_illustration(empty, OWNER, now=NOVEMBER) == plan_id
    assert history.history_of(empty, OWNER, plan_id, now=NOVEMBER) == before


def test_two_who_add_it_at_once_add_it_once(empty: Tracker) -> None:
    with ThreadPoolExecutor(2) as pool:
        added = list(pool.map(lambda _: add_illustration(empty, OWNER, now=NOVEMBER), range(2)))
    assert len(set(added)) == 1
    entries = history.history_of(empty, OWNER, added[0], now=NOVEMBER)
    assert {entry.key for entry in entries if entry.what == "task"}
    assert {entry.revision for entry in entries if entry.what == "task"} == {1}


def test_its_acts_were_recorded_on_the_mornings_of_their_days(empty: Tracker) -> None:
    plan_id = add_illustration(empty, OWNER, now=NOVEMBER)
    updates = [
        entry
        for entry in history.history_of(empty, OWNER, plan_id, now=NOVEMBER)
        if entry.what == "task_update"
    ]
    assert updates
    assert all(entry.recorded_at.date() == entry.on for entry in updates)


def test_its_months_were_frozen_as_they_ended_and_what_changed_since_is_told(
    empty: Tracker,
) -> None:
    plan_id = add_illustration(empty, OWNER, now=NOVEMBER)
    kept = frozen_months.list_months(empty, OWNER, plan_id)
    assert [str(each.month) for each in kept] == [f"2021-{month:02}" for month in range(2, 9)]
    assert all(each.known_at.date() == each.frozen_at.date() for each in kept)
    july = frozen_months.read(empty, OWNER, plan_id, kept[-2].month)
    then = boards.look_at(
        empty, OWNER, plan_id, now=NOVEMBER, as_of=kept[-2].as_of, known_at=kept[-2].known_at
    )
    assert (july.board, july.board.plan.illustration) == (then, True)
    assert july.board.followed, "what the meetings concluded is kept"
    board = boards.look_at(empty, OWNER, plan_id, now=NOVEMBER)
    since = what_changed.changed_since(empty, OWNER, board, now=NOVEMBER)
    assert since is not None
    assert since.frozen == kept[-2]
    assert all((since.changed.worse, since.changed.better))
    for before, after in pairwise(kept):
        assert frozen_months.diff(empty, OWNER, plan_id, before.month, after.month).told(Words.of())


def test_a_word_on_it_counts_from_its_own_today(empty: Tracker) -> None:
    plan_id = add_illustration(empty, OWNER, now=NOVEMBER)
    task = next(boards.read_content(empty, OWNER, plan_id, now=NOVEMBER).all_tasks())[1]
    version = update_task(empty, plan_id, word(task.code), act(now=NOVEMBER))
    assert version.on == date(2021, 8, 20)


def test_it_goes_with_everything_that_hangs_on_it_and_real_plans_stay(tracker: Tracker) -> None:
    before = history.history_of(tracker, OWNER, PLAN.id, now=NOVEMBER)
    add_illustration(tracker, OWNER, now=NOVEMBER)
    assert remove_illustrations(tracker, OWNER, now=NOVEMBER) == ("SKHCN-MH-2021",)
    assert ids(tracker) == [PLAN.id]
    assert history.history_of(tracker, OWNER, PLAN.id, now=NOVEMBER) == before
    assert remove_illustrations(tracker, OWNER, now=NOVEMBER) == ()


def test_it_can_come_back(empty: Tracker) -> None:
    add_illustration(empty, OWNER, now=NOVEMBER)
    first = boards.look_at(empty, OWNER, "SKHCN-MH-2021", now=NOVEMBER)
    remove_illustrations(empty, OWNER, now=NOVEMBER)
    add_illustration(empty, OWNER, now=NOVEMBER)
    assert boards.look_at(empty, OWNER, "SKHCN-MH-2021", now=NOVEMBER) == first


def test_whoever_may_remove_it_finds_it_and_its_end_is_noted(empty: Tracker) -> None:
    plan_id = add_illustration(empty, OWNER, now=NOVEMBER)
    for role in Role:
        somebody = Actor(name="lan", role=role, agencies=None)
        may = role in {Role.ADMINISTRATOR, Role.OWNER}
        assert list_illustrations(empty, somebody) == ((plan_id,) if may else ())
    assert remove_illustrations(empty, OWNER, now=NOVEMBER) == (plan_id,)
    assert list_illustrations(empty, OWNER) == ()
    (noted,) = security_log.read_log(empty, OWNER)
    assert (noted.what, noted.by, noted.detail) == (
        Event.ILLUSTRATION_REMOVED,
        OWNER.name,
        plan_id,
    )
