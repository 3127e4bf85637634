"""Frozen months to write office files from: a bit of everything, nothing at all, and too much."""

from dataclasses import replace
from decimal import Decimal

from ddci_tracker.briefing.change_sentences import ToldChange, told
from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.domain.acts import ReportStep, TaskStatus
from ddci_tracker.domain.ledger import Ledger
from ddci_tracker.domain.month_summary import SummaryPart
from ddci_tracker.domain.plan import (
    Cadence,
    DueRule,
    Overall,
    Recipient,
    SubIndex,
    Target,
    TargetKind,
    TargetOf,
    Unit,
    UnitKind,
)
from ddci_tracker.domain.texts import longest
from ddci_tracker.words.catalogue import Language, Words
from tests.unit.briefing.made import PLAN, SPRING, changes, kept, with_acts, with_plan
from tests.unit.domain.build import (
    concluded,
    day,
    estimated,
    ledger_of,
    make_duty,
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


def title_of(month: FrozenMonth, code: str) -> str:
    """What a task of a month is called."""
    return next(v.task.title for _, v in month.board.all_tasks() if v.task.code == code)


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


def of_a_standing_duty() -> FrozenMonth:
    """A month in which what a meeting concluded is a standing duty."""
    return kept(replace(SPRING, conclusions=(concluded(ongoing=True),)))


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


# Letters that turn around, hide, or that a face may lack.
ODD = "\u202egnp.exe\u202c 👩‍👩‍👧 漢字テスト ภาษาไทย e\u0302\u0301 \u200b\ufeff עברית"


def of_everything_at_length() -> FrozenMonth:
    """The fullest report there can be: each section has more than it has room for, all of it long.

    Thirty units with long names, four bodies to report to, two indices, meetings whose conclusions
    wait, requests, and every sentence that the Office may write, at its full length.
    """
    ledger = _ledger_of_300()
    plan = ledger.plan
    units = tuple(
        Unit(
            code=f"P{n}",
            name=f"Phòng Quản lý khoa học, công nghệ và hợp tác quốc tế số {n}",
            kind=UnitKind.DIVISION,
        )
        for n in range(30)
    )
    recipients = tuple(
        Recipient(
            name=f"Ban Chỉ đạo cải thiện môi trường đầu tư, kinh doanh của tỉnh số {n}",
            mark="b/c" if n < 4 else "để phối hợp thực hiện",
        )
        for n in range(9)
    )
    tasks = [task for part in plan.sub_indices for task in part.tasks]
    led = {task.code: units[n % 30].code for n, task in enumerate(tasks)}
    due = {task.code: day("2021-06-15") if n % 3 else task.due for n, task in enumerate(tasks)}
    aims = tuple(
        Target(
            kind=TargetKind.QUALITATIVE, text=f"Phấn đấu lọt vào nhóm các đơn vị dẫn đầu khối {n}"
        )
        for n in range(3)
    )
    parts = tuple(
        replace(
            part,
            lead=(units[n].code,),
            targets=(*part.targets, *aims),
            tasks=tuple(
                replace(task, lead=(led[task.code],), due=due[task.code]) for task in part.tasks
            ),
        )
        for n, part in enumerate(plan.sub_indices)
    )
    duties = tuple(
        make_duty(f"R{n}", from_units=tuple(unit.code for unit in units), due=rule)
        for n, rule in enumerate(DueRule(inclusive=True, day=at) for at in (20, 10, 25))
    )
    plan = replace(
        plan,
        agency=replace(
            plan.agency, name="Sở Khoa học, Công nghệ, Thông tin, Truyền thông và Chuyển đổi số"
        ),
        indices=("DDCI", "PAR INDEX"),
        overall=tuple(
            Overall(index=index, targets=aims, results=(published(2020, "61.50", rank=16),))
            for index in ("DDCI", "PAR INDEX")
        ),
        units=(*plan.units, *units),
        recipients=recipients,
        sub_indices=parts,
        report_duties=tuple(replace(duty, cadence=Cadence.MONTHLY) for duty in duties),
    )
    long = "Đã phối hợp các phòng chuyên môn rà soát, tổng hợp và báo cáo Lãnh đạo Sở, " * 26
    states = (TaskStatus.DONE, TaskStatus.ON_TRACK, TaskStatus.BEHIND, TaskStatus.BLOCKED)
    updates = []
    for number, task in enumerate(tasks[:250]):
        status = states[number % 4]
        made = said(status, "2021-05-10", task=task.code, unit=led[task.code])
        assert made.value is not None
        value = replace(
            made.value,
            note=f"{number} {long}",
            difficulty=f"{number} {long}",
            recovery=f"{number} {long}" if number % 4 > 1 else None,
            needs_help=True,
        )
        updates.append(replace(made, value=value))
    conclusions = []
    for number in range(12):
        meant = concluded(due="2021-05-25" if number % 2 else "2021-06-25")
        assert meant.value is not None
        text = replace(meant.value, id=f"K{number}", text=long, units=(units[number].code,))
        conclusions.append(replace(meant, key=f"K{number}", value=text))
    month = kept(
        ledger_of(plan, updates=updates, conclusions=tuple(conclusions)),
    )
    sentence = "Văn phòng Sở chủ trì, phối hợp các đơn vị rà soát lại toàn bộ nhiệm vụ. " * 40
    written = {part: sentence[: longest(part.value)].strip() for part in SummaryPart}
    return replace(month, summary=written)


def odd() -> FrozenMonth:
    """A month whose names and texts are made of odd letters."""
    first, *rest = PLAN.sub_indices
    tasks = tuple(replace(task, title=f"Nhiệm vụ {ODD}") for task in first.tasks)
    plan = replace(
        PLAN,
        agency=replace(PLAN.agency, name=f"Sở {ODD}"),
        sub_indices=(replace(first, tasks=tasks), *rest),
    )
    update = said(TaskStatus.BEHIND, "2021-05-12", task="T3")
    assert update.value is not None
    value = replace(update.value, note=ODD, difficulty=ODD, needs_help=True)
    return kept(ledger_of(plan, updates=(replace(update, value=value),)))


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
