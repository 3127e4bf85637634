"""Frozen months to write office files from: a bit of everything, nothing at all, and too much."""

from dataclasses import replace
from decimal import Decimal

from ddci_tracker.briefing.change_sentences import ToldChange, told
from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.domain.acts import ReportStep, TaskStatus
from ddci_tracker.domain.ledger import Ledger
from ddci_tracker.domain.plan import SubIndex, Target, TargetKind, TargetOf
from ddci_tracker.words.catalogue import Language, Words
from tests.unit.briefing.made import PLAN, SPRING, changes, kept, with_acts, with_plan
from tests.unit.domain.build import (
    day,
    estimated,
    ledger_of,
    make_plan,
    make_sub_index,
    make_task,
    published,
    said,
    step,
)

VIETNAMESE, ENGLISH = Words.of(Language("vi")), Words.of(Language("en"))

# What people type to see what happens.
TYPED = '=HYPERLINK("http://x") {{ 7*7 }} <b>&amp;</b> \x0b\x00'
STARTS = ("=1+1", "+1", "-1", "@SUM(A1)", "http://example.org", "{=1}")


def spring() -> FrozenMonth:
    """May, the first frozen month of its plan."""
    return kept()


def illustration() -> FrozenMonth:
    """The same of a plan whose figures are invented."""
    return kept(with_plan(SPRING, replace(PLAN, illustration=True, today=day("2021-05-31"))))


def june() -> tuple[FrozenMonth, tuple[ToldChange, ...]]:
    """June, and what changed since May: a task that was done and a report that came late."""
    more = ledger_of(
        PLAN,
        updates=(said(TaskStatus.DONE, "2021-06-20", task="T2"),),
        report_acts=(step(ReportStep.HANDED_IN, "2021-06-20"),),
    )
    found, old, new = changes(with_acts(SPRING, more))
    return replace(new, since=old.named), told(found, old, new, VIETNAMESE)


def nothing() -> FrozenMonth:
    """A plan without sub-indices, tasks and reports."""
    return kept(ledger_of(make_plan(sub_indices=(), duties=())))


def beside_the_median(rank: int) -> FrozenMonth:
    """A month whose first sub-index aims at the median place, with this rank among 20."""
    first, *rest = PLAN.sub_indices
    first = replace(
        first,
        targets=(Target(kind=TargetKind.VERSUS, of=TargetOf.MEDIAN, text="từ trung vị trở lên"),),
        results=(published(2020, rank=rank, out_of=20),),
    )
    return kept(with_plan(SPRING, replace(PLAN, sub_indices=(first, *rest))))


def typed() -> FrozenMonth:
    """A month whose texts begin like formulas and hold what no file may."""
    first, *rest = PLAN.sub_indices
    titles = [replace(task, title=text) for task, text in zip(first.tasks, STARTS, strict=False)]
    plan = replace(PLAN, sub_indices=(replace(first, tasks=tuple(titles)), *rest))
    update = said(TaskStatus.BEHIND, "2021-05-12", task="T3")
    assert update.value is not None
    said_badly = replace(update, value=replace(update.value, note=TYPED, difficulty=STARTS[0]))
    return kept(with_plan(ledger_of(PLAN, updates=(said_badly,)), plan))


def spoken(text: str) -> FrozenMonth:
    """A month in which a unit said this of a task that is behind."""
    update = said(TaskStatus.BEHIND, "2021-05-12", task="T3")
    assert update.value is not None
    return kept(ledger_of(PLAN, updates=(replace(update, value=replace(update.value, note=text)),)))


def of_300_tasks() -> FrozenMonth:
    """Eight sub-indices with long names and 300 tasks with long titles, all of them overdue."""
    return kept(_ledger_of_300())


def of_requests(count: int) -> FrozenMonth:
    """A month in which units ask for help with so many tasks."""
    ledger = _ledger_of_300()
    asked = [
        replace(
            update,
            value=replace(update.value, difficulty=f"Cần hỗ trợ việc {number}", needs_help=True),
        )
        for number, update in enumerate(ledger.updates[:count])
        if update.value is not None
    ]
    return kept(ledger_of(ledger.plan, updates=asked))


LONG = 152  # how many of them that is


def of_300_long() -> FrozenMonth:
    """The same with everything that a unit can say of a task said at length, and half asking."""
    ledger = _ledger_of_300()
    long = "Đã phối hợp các phòng chuyên môn rà soát, tổng hợp và báo cáo Lãnh đạo Sở, " * 26
    told = [
        replace(
            update,
            value=replace(
                update.value,
                status=(TaskStatus.DONE, TaskStatus.ON_TRACK, TaskStatus.BEHIND)[number % 3],
                note=f"{number} {long}",
                difficulty=f"{number} {long}",
                recovery=long if number % 3 == 2 else None,
                needs_help=True,
            ),
        )
        for number, update in enumerate(ledger.updates)
        if update.value is not None
    ]
    return kept(ledger_of(ledger.plan, updates=told))


def _ledger_of_300() -> Ledger:
    plan = make_plan(sub_indices=tuple(_long(number) for number in range(8)))
    updates = [
        said(TaskStatus.BEHIND, "2021-05-10", task=task.code)
        for part in plan.sub_indices
        for task in part.tasks[::2]
    ]
    return ledger_of(plan, updates=updates)


def _long(number: int) -> SubIndex:
    title = "Rà soát, sửa đổi, bổ sung hoặc bãi bỏ các quy định không còn phù hợp, "
    tasks = (
        make_task(f"T{each}", lead=("AB"[each % 2],), cadence=None, due=day("2021-03-01"))
        for each in range(number, 300, 8)
    )
    part = make_sub_index(
        f"part_{number}",
        tasks=tuple(replace(task, title=title * (1 + int(task.code[1:]) % 7)) for task in tasks),
        targets=(Target(kind=TargetKind.ABOVE, value=Decimal("7.80"), text="trên 7,80"),),
        results=(published(2020, "6.77", rank=16, out_of=23), estimated(2021, "7.5")),
    )
    name = f"Chỉ số thành phần số {number} có một cái tên dài hơn mọi tên từng thấy trong kế hoạch"
    return replace(part, printed_name=name)
