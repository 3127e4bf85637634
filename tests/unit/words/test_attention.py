"""Why a row of "Cần xử lý" is there: in the unit's own words, and nothing twice."""

from dataclasses import replace

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.plan import Cadence, Plan, Task
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import AttentionKind, Board
from ddci_tracker.words.attention import why, why_in_full
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.reasons import short
from tests.unit.domain.build import board_of, day, ledger_of, make_plan, make_task, said

WORDS = Words.of()


def with_words(update: Version[TaskUpdate], **told: object) -> Version[TaskUpdate]:
    """An update with more in it."""
    assert update.value is not None
    return replace(update, value=replace(update.value, **told))  # type: ignore[arg-type]


BLOCKED, BEHIND, ON_TRACK = TaskStatus.BLOCKED, TaskStatus.BEHIND, TaskStatus.ON_TRACK


def without_reports(*tasks: Task) -> Plan:
    return make_plan(tasks=tasks, duties=())


def reasons_of(board: Board) -> list[str]:
    return list(map(why(board, WORDS), board.attention))


def test_what_the_state_says_is_not_said_again() -> None:
    plan = without_reports(make_task("T", cadence=Cadence.ONCE, due=day("2021-05-10")))
    update = with_words(said(ON_TRACK, "2021-05-02", task="T"), percent=85, difficulty="Chờ phí.")
    board = board_of(ledger_of(plan, updates=[update]), "2021-05-31")
    (row,) = board.attention

    assert short(row.reason, WORDS) == "quá hạn 21 ngày"
    assert why(board, WORDS)(row) == "Hạn 10/05/2021; xong 85%; Chờ phí"
    assert why_in_full(board, WORDS)(row) == ("Quá hạn 21 ngày, hạn 10/05/2021; xong 85%; Chờ phí")


def test_a_recovery_is_told_once() -> None:
    update = with_words(
        said(BLOCKED, "2021-05-02", task="T"), recovery="Thanh tra trình ký trước 05/6"
    )
    ledger = ledger_of(without_reports(make_task("T")), updates=[update])
    (told,) = reasons_of(board_of(ledger, "2021-05-31"))

    assert told.count("Thanh tra trình ký trước 05/6") == 1


def test_the_recovery_of_one_that_is_behind_follows_what_stands_in_its_way() -> None:
    update = with_words(
        said(BEHIND, "2021-05-02", task="T"), note="Thiếu người", recovery="Bổ sung hai người"
    )
    ledger = ledger_of(without_reports(make_task("T")), updates=[update])
    (told,) = reasons_of(board_of(ledger, "2021-05-31"))

    assert told.endswith("Thiếu người; khắc phục: Bổ sung hai người")


def test_a_silent_unit_says_when_it_last_spoke() -> None:
    plan = without_reports(make_task("T", lead=("A",)), make_task("U", lead=("B",)))
    ledger = ledger_of(plan, updates=[said(ON_TRACK, "2021-03-20", task="T")])
    board = board_of(ledger, "2021-07-10")
    told = {
        row.units: why(board, WORDS)(row)
        for row in board.attention
        if row.kind is AttentionKind.SILENCE
    }

    assert told[("A",)].endswith("cập nhật gần nhất 20/03/2021")
    assert told[("B",)].endswith("chưa cập nhật lần nào")


def test_the_days_of_a_silent_unit_are_those_of_one_task() -> None:
    plan = without_reports(make_task("T", lead=("A",)), make_task("U", lead=("A",)))
    spoken = [said(ON_TRACK, "2021-01-20", task="T")]
    spoken.append(said(ON_TRACK, "2021-05-20", task="U"))
    board = board_of(ledger_of(plan, updates=spoken), "2021-10-10")
    (row,) = [row for row in board.attention if row.kind is AttentionKind.SILENCE]

    # T has been silent since the second quarter; what was said of U comes after that.
    assert why_in_full(board, WORDS)(row).endswith("cập nhật gần nhất 20/01/2021")
    assert row.reason["day"] == day("2021-06-30")


def test_reports_of_a_plan_that_nobody_tracks_say_so() -> None:
    board = board_of(ledger_of(make_plan(tasks=(make_task("T"),))), "2021-12-31")
    rows = [row for row in board.attention if row.kind is AttentionKind.REPORT]

    assert rows
    assert all(why(board, WORDS)(row).endswith("chưa theo dõi") for row in rows)


def test_a_plan_that_nobody_tracks_is_named_so_once() -> None:
    board = board_of(ledger_of(without_reports(make_task("T"))), "2021-05-31")

    assert reasons_of(board) == ["Chưa đơn vị nào ghi nhận trên hệ thống"]
