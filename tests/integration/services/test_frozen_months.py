"""Freezing a month: one moment among many writers, never changed by what comes after."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from threading import Barrier

import pytest
from sqlalchemy import insert

from ddci_tracker.briefing.changes import ActKind
from ddci_tracker.briefing.frozen import VERSION, FrozenMonth, checksum_of
from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.lights import LightCounts
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.policy import AdoptedPolicy, Policy
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.views import Board
from ddci_tracker.services import boards, frozen_months, illustration
from ddci_tracker.services.frozen_months import KeptMonth
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.commands import append
from ddci_tracker.store.engine import writing
from ddci_tracker.store.errors import UnknownPlan
from ddci_tracker.store.kinds import POLICY, POLICY_KEY
from ddci_tracker.store.months import MONTH
from ddci_tracker.words.catalogue import Language, Words
from tests.integration.services.made import (
    NEXT_YEAR,
    NOW,
    OWNER,
    PLAN,
    Q2,
    Q3,
    act,
    enter,
    estimated,
    load,
    look,
    published,
    say,
    step,
    take,
    word,
)
from tests.unit.domain.build import make_plan, make_sub_index, make_task

# Enough to be still writing while months are frozen, few enough that nobody waits too long.
WRITERS, WORDS_EACH = 10, 10

MAY, JUNE, JULY = (Period.month(2021, number) for number in (5, 6, 7))
AUGUST = datetime(2021, 8, 2, 2, tzinfo=UTC)


def freeze(
    tracker: Tracker,
    month: Period = JUNE,
    *,
    now: datetime = NOW,
    as_of: date | None = None,
    plan_id: str = PLAN.id,
) -> KeptMonth:
    return frozen_months.freeze(tracker, OWNER, plan_id, month, now=now, as_of=as_of)


def document(tracker: Tracker, month: Period = JUNE, edition: int | None = None) -> bytes:
    return frozen_months.read_document(tracker, OWNER, PLAN.id, month, edition)


def read(tracker: Tracker, month: Period = JUNE, edition: int | None = None) -> FrozenMonth:
    return frozen_months.read(tracker, OWNER, PLAN.id, month, edition)


def looked_back(tracker: Tracker, kept: KeptMonth, now: datetime = NEXT_YEAR) -> Board:
    """The board of today, looked at as the month was frozen."""
    return look(tracker, now=now, as_of=kept.as_of, known_at=kept.known_at, plan_id=kept.plan_id)


def change_policy(tracker: Tracker) -> None:
    with writing(tracker.engine) as session:
        append(
            session,
            POLICY,
            PLAN.agency.code,
            AdoptedPolicy(policy=Policy(amber_places=1, red_share=Decimal("0.5")), basis="QĐ 12"),
            key=POLICY_KEY,
            on=date(2021, 1, 1),
            by="office",
            at=AUGUST,
        )


def without(plan: Plan, task: str) -> Plan:
    (part,) = plan.sub_indices
    kept = tuple(each for each in part.tasks if each.code != task)
    return replace(plan, sub_indices=(replace(part, tasks=kept),))


def corrected(plan: Plan) -> Plan:
    """The same plan with a target, a title and a unit's name corrected."""
    (part,) = plan.sub_indices
    target = replace(part.targets[0], value=Decimal("8.50"), text="trên 8,50")
    task = replace(part.tasks[0], title="Nhiệm vụ đã sửa", due=date(2021, 6, 1))
    part = replace(part, targets=(target,), tasks=(task, *part.tasks[1:]))
    units = tuple(replace(unit, name=f"{unit.name} (mới)") for unit in plan.units)
    return replace(plan, sub_indices=(part,), units=units)


def fill(tracker: Tracker) -> None:
    """What there is before the month is frozen."""
    say(tracker, word("T1", Q2, percent=40), act(on=date(2021, 6, 3)))
    say(tracker, word("T2", Q2, TaskStatus.BEHIND, unit="A"), act(on=date(2021, 6, 4)))
    take(tracker, step(unit="B"), act(on=date(2021, 6, 5)))
    enter(tracker, estimated("7.5"), act(on=date(2021, 6, 20)))


def edit_200_times(tracker: Tracker) -> None:
    statuses = (TaskStatus.ON_TRACK, TaskStatus.BEHIND, TaskStatus.DONE)
    for number in range(200):
        said = word(f"T{number % 4 + 1}", Q2, statuses[number % 3], note=f"sửa {number}")
        say(tracker, said, act(now=AUGUST, on=date(2021, 6, 1 + number % 30)))


LATER: dict[str, Callable[[Tracker], object]] = {
    "200 edits": edit_200_times,
    "a policy change": change_policy,
    "a retired task": lambda tracker: load(tracker, without(PLAN, "T4"), AUGUST),
    "a corrected plan": lambda tracker: load(tracker, corrected(PLAN), AUGUST),
    "a result and another month": lambda tracker: (
        frozen_months.freeze(tracker, OWNER, PLAN.id, JULY, now=AUGUST),
        enter(tracker, published(on=date(2021, 6, 15)), act(now=AUGUST)),
    ),
}


@pytest.mark.parametrize("later", LATER.values(), ids=LATER.keys())
def test_nothing_that_comes_later_changes_a_frozen_month(
    tracker: Tracker, later: Callable[[Tracker], object]
) -> None:
    fill(tracker)
    kept = freeze(tracker)
    before, board = document(tracker), read(tracker).board
    later(tracker)
    assert document(tracker) == before
    assert read(tracker).board == board
    assert looked_back(tracker, kept) == board
    assert frozen_months.list_months(tracker, OWNER, PLAN.id)[0] == kept


def test_the_board_as_of_the_month_known_at_its_freezing_equals_it(tracker: Tracker) -> None:
    fill(tracker)
    kept = freeze(tracker)
    frozen = read(tracker)
    assert frozen.board == looked_back(tracker, kept)
    assert (kept.as_of, kept.known_at) == (date(2021, 6, 30), frozen.board.known_at)
    assert (kept.frozen_by, kept.edition, kept.checksum) == (OWNER.name, 1, frozen.checksum)


def test_a_month_is_frozen_as_of_its_last_day_or_of_an_earlier_one(tracker: Tracker) -> None:
    assert freeze(tracker).as_of == date(2021, 6, 30)
    assert freeze(tracker, as_of=date(2021, 6, 25)).as_of == date(2021, 6, 25)
    assert freeze(tracker, JULY, as_of=date(2021, 7, 15)).as_of == date(2021, 7, 15)


def test_a_second_freeze_is_another_edition_and_the_first_remains(tracker: Tracker) -> None:
    fill(tracker)
    first = freeze(tracker)
    body = document(tracker)
    say(tracker, word("T3", Q2), act(on=date(2021, 6, 30)))
    second = freeze(tracker)
    assert (first.edition, second.edition) == (1, 2)
    assert second.known_at > first.known_at
    assert frozen_months.list_months(tracker, OWNER, PLAN.id) == (first, second)
    assert document(tracker, edition=1) == body
    assert document(tracker) == document(tracker, edition=2) != body
    assert read(tracker).checksum == second.checksum


def test_many_writers_do_not_blur_the_moment(tracker: Tracker) -> None:
    """Ten people write while months are frozen: each month is of one moment."""
    fill(tracker)
    together = Barrier(WRITERS + 1)

    def write(writer: int) -> None:
        together.wait()
        for number in range(WORDS_EACH):
            status = (TaskStatus.ON_TRACK, TaskStatus.BEHIND)[number % 2]
            said = word(f"T{writer % 4 + 1}", Q2, status, note=f"{writer}-{number}")
            say(tracker, said, act(now=datetime.now(UTC), on=date(2021, 6, 30)))

    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write, writer) for writer in range(WRITERS)]
        together.wait()
        months = [freeze(tracker, now=datetime.now(UTC)) for _ in range(5)]
        for writer in writers:
            writer.result()
    for kept in months:
        frozen = read(tracker, edition=kept.edition)
        assert frozen.board == looked_back(tracker, kept, datetime.now(UTC))
        views = [view for part in frozen.board.sub_indices for view in part.tasks]
        views += frozen.board.general
        assert frozen.board.counts == LightCounts.of(view.light for view in views)
        held = {view.word.key: view.word for view in views if view.word}
        last = {each.key: each for each in frozen.acts.updates}
        assert held == {key: last[key] for key in held}
        assert all(each.recorded_at < kept.known_at for each in frozen.acts.updates)
    assert [kept.edition for kept in months] == [1, 2, 3, 4, 5]


def test_two_may_freeze_a_month_at_once(tracker: Tracker) -> None:
    fill(tracker)
    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(lambda _: freeze(tracker), range(4)))
    assert sorted(each.edition for each in kept) == [1, 2, 3, 4]
    assert len({each.known_at for each in kept}) == 4


def test_a_clock_that_goes_back_does_not_hide_what_was_recorded(tracker: Tracker) -> None:
    ahead = datetime(2021, 7, 15, 9, tzinfo=UTC)
    said = say(tracker, word("T1", Q2), act(now=ahead, on=date(2021, 6, 30)))
    kept = freeze(tracker, now=NOW)
    assert kept.known_at > said.recorded_at
    assert said in read(tracker).acts.updates


def test_acts_entered_later_for_earlier_days_show_in_the_next_month(tracker: Tracker) -> None:
    fill(tracker)
    freeze(tracker)
    say(tracker, word("T3", Q2), act(now=AUGUST, on=date(2021, 6, 28)))
    take(tracker, step(unit="A"), act(now=AUGUST, on=date(2021, 6, 30)))
    say(tracker, word("T3", Q3), act(now=AUGUST, on=date(2021, 7, 1)))
    freeze(tracker, JULY, now=AUGUST)
    found = frozen_months.diff(tracker, OWNER, PLAN.id, JUNE, JULY)
    assert [(each.kind, each.new.key) for each in found.changes.afterwards] == [
        (ActKind.UPDATE, "T3@2021-Q2"),
        (ActKind.REPORT, "R1/A/2021-Q2"),
    ]
    told = found.told(Words.of(Language("vi")))
    assert sum(row.sentence.startswith("Bổ sung sau chốt") for row in told) == 2


def test_a_month_names_the_one_before_it_and_keeps_to_that_edition(tracker: Tracker) -> None:
    may = freeze(tracker, MAY)
    freeze(tracker)
    freeze(tracker, MAY)
    june = read(tracker)
    assert june.since is not None
    assert (june.since.month, june.since.edition, june.since.checksum) == (MAY, 1, may.checksum)
    found = frozen_months.since_last(tracker, OWNER, june)
    assert found is not None
    assert found.old.edition == 1
    assert frozen_months.since_last(tracker, OWNER, read(tracker, MAY)) is None


def test_a_corrected_plan_shows_as_edited_targets_and_moved_days(tracker: Tracker) -> None:
    freeze(tracker)
    load(tracker, corrected(PLAN), AUGUST)
    change_policy(tracker)
    freeze(tracker, JULY, now=AUGUST)
    found = frozen_months.diff(tracker, OWNER, PLAN.id, JUNE, JULY).changes
    assert [(each.old and each.old.text, each.new and each.new.text) for each in found.targets] == [
        ("trên 7,80", "trên 8,50")
    ]
    assert [(each.task, each.old, each.new) for each in found.due_days] == [
        ("T1", None, date(2021, 6, 1))
    ]
    assert [each.field for each in found.thresholds] == ["amber_places", "red_share"]


def test_an_empty_plan_can_be_frozen(empty: Tracker) -> None:
    load(empty, make_plan(sub_indices=(), duties=()))
    kept = freeze(empty)
    assert read(empty).board == looked_back(empty, kept)


def test_a_plan_that_nobody_tracks_can_be_frozen(tracker: Tracker) -> None:
    freeze(tracker)
    board = read(tracker).board
    assert not board.tracked
    assert board.sub_indices[0].execution.reason.code == ReasonCode.NOT_TRACKED


def test_300_tasks_can_be_frozen(empty: Tracker) -> None:
    tasks = tuple(make_task(f"T{number}") for number in range(300))
    load(empty, make_plan(sub_indices=(make_sub_index(tasks=tasks),)))
    kept = freeze(empty)
    assert read(empty).board == looked_back(empty, kept)


def test_an_illustration_has_a_today_of_its_own_and_takes_its_months_along(
    empty: Tracker,
) -> None:
    now = datetime(2026, 9, 1, 2, tzinfo=UTC)
    plan_id = illustration.add_illustration(empty, OWNER, now=now)
    today = boards.read_content(empty, OWNER, plan_id, now=now).today
    assert today is not None
    month = Period.month(2026, 6)
    frozen_months.freeze(empty, OWNER, plan_id, month, now=now)
    assert frozen_months.read(empty, OWNER, plan_id, month).illustration
    with pytest.raises(Refused):
        frozen_months.freeze(empty, OWNER, plan_id, Period.month(today.year, today.month), now=now)
    illustration.remove_illustrations(empty, OWNER, now=now)
    with pytest.raises(UnknownPlan):
        frozen_months.list_months(empty, OWNER, plan_id)


@pytest.mark.parametrize(
    ("month", "as_of", "said"),
    [
        (JULY, None, "Chưa hết tháng 7/2021; muốn chốt sớm, hãy nêu ngày chốt trong tháng"),
        (JULY, date(2021, 7, 16), "16/07/2021"),
        (JUNE, date(2021, 7, 1), "Ngày 01/07/2021 không nằm trong tháng 6/2021"),
        (JUNE, date(2021, 5, 31), "Ngày 31/05/2021 không nằm trong tháng 6/2021"),
        (Period.month(2020, 12), None, "Đến 04/01/2021 kế hoạch mới được ban hành"),
        (Q2, None, "“quý II/2021” không phải là tháng; hãy viết dạng 2021-06"),
    ],
)
def test_a_day_that_cannot_be_frozen_is_refused_and_leaves_nothing(
    tracker: Tracker, month: Period, as_of: date | None, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        freeze(tracker, month, as_of=as_of)
    assert said in refused.value.said(Words.of(Language("vi")))
    assert frozen_months.list_months(tracker, OWNER, PLAN.id) == ()


def test_what_was_never_frozen_is_refused(tracker: Tracker) -> None:
    vietnamese = Words.of(Language("vi"))
    with pytest.raises(Refused) as refused:
        read(tracker)
    assert refused.value.said(vietnamese) == (
        f"Chưa chốt số liệu tháng 6/2021 của kế hoạch {PLAN.id}"
    )
    freeze(tracker)
    with pytest.raises(Refused) as refused:
        read(tracker, edition=2)
    assert refused.value.said(vietnamese) == (
        "Số liệu tháng 6/2021 có 1 lần chốt, đánh số từ 1; không có lần 2"
    )
    with pytest.raises(Refused):
        frozen_months.diff(tracker, OWNER, PLAN.id, JUNE, JUNE)
    with pytest.raises(UnknownPlan):
        freeze(tracker, plan_id="KHONG-CO-2021")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda body: body.replace(b"7.80", b"7.20", 1), id="a figure"),
        pytest.param(lambda body: body[:-100], id="cut short"),
    ],
)
def test_a_damaged_month_is_told_and_never_shown(
    tracker: Tracker, damage: Callable[[bytes], bytes]
) -> None:
    """The guards keep it from being changed in place, so it is put there as damaged."""
    kept = freeze(tracker, MAY)
    body = damage(document(tracker, MAY))
    damaged = replace(kept, month=JUNE)
    row = {name: getattr(damaged, name) for name in KeptMonth.__dataclass_fields__}
    with writing(tracker.engine) as session:
        session.connection().execute(insert(MONTH), {**row, "body": body})
    for ask in (read, document):
        with pytest.raises(Refused) as refused:
            ask(tracker)
        assert refused.value.said(Words.of(Language("vi"))) == (
            f"Số liệu tháng 6/2021, chốt lần 1, đã hỏng: không khớp mã kiểm {kept.checksum}; "
            "hãy khôi phục từ bản sao lưu"
        )


def test_a_whole_month_in_the_place_of_another_is_told(tracker: Tracker) -> None:
    kept = freeze(tracker, MAY)
    row = {name: getattr(kept, name) for name in KeptMonth.__dataclass_fields__}
    elsewhere = {**row, "month": JUNE, "checksum": "00", "body": document(tracker, MAY)}
    with writing(tracker.engine) as session:
        session.connection().execute(insert(MONTH), elsewhere)
    with pytest.raises(Refused):
        read(tracker)


def test_a_month_of_a_newer_tracker_is_told(tracker: Tracker) -> None:
    kept = freeze(tracker, MAY)
    newer = json.loads(document(tracker, MAY)) | {"version": VERSION + 1}
    newer["checksum"] = checksum_of(newer)
    row = {name: getattr(kept, name) for name in KeptMonth.__dataclass_fields__}
    later = {**row, "month": JUNE, "format_version": VERSION + 1, "checksum": newer["checksum"]}
    with writing(tracker.engine) as session:
        session.connection().execute(insert(MONTH), {**later, "body": json.dumps(newer).encode()})
    with pytest.raises(Refused) as refused:
        read(tracker)
    assert refused.value.said(Words.of(Language("vi"))) == (
        f"Số liệu tháng 6/2021 do phiên bản phần mềm mới hơn chốt (định dạng {VERSION + 1}); "
        "hãy cập nhật phần mềm"
    )
