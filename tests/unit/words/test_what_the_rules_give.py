"""The reasons that the rules really give can all be said: none lacks an argument.

Each look below is decided by the rules themselves; together they meet every reason there is.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ddci_tracker.domain.acts import ReportStep, TaskStatus
from ddci_tracker.domain.checks import check_plan
from ddci_tracker.domain.plan import Cadence, DueRule, Target, TargetKind, Years
from ddci_tracker.domain.reasons import Reason, ReasonCode, Subject
from ddci_tracker.domain.views import Board, Standing
from ddci_tracker.plans import read_catalog, read_plan
from ddci_tracker.words.catalogue import Language, Words, languages
from ddci_tracker.words.reasons import sentence, short
from tests.unit.domain.build import (
    DROPPING,
    amended,
    board_of,
    concluded,
    day,
    entered,
    estimated,
    extended,
    ledger_of,
    make_duty,
    make_plan,
    make_sub_index,
    make_task,
    of_own_maxima,
    published,
    said,
    step,
)
from tests.unit.words.examples import EXAMPLES

DATA = Path(__file__).resolve().parents[3] / "data"


def _reasons_of(board: Board) -> Iterator[Reason]:
    standings: list[Standing] = [each.standing for each in board.overall]
    for sub_index in board.sub_indices:
        standings.append(sub_index.standing)
        yield sub_index.execution.reason
        yield from (each.light.reason for each in sub_index.quarters)
    yield from (standing.light.reason for standing in standings)
    for sub_index in board.sub_indices:
        for task in sub_index.tasks:
            yield from (each.light.reason for each in task.quarters)
    for row in board.attention:
        yield row.what
        yield row.reason
    yield from (row.reason for row in board.reports)


def _tracked() -> Iterator[Board]:
    """Boards of one plan of 2021 on which units spoke, or fell silent, in every way there is."""
    tasks = (
        make_task("DONE", cadence=Cadence.ONCE, due=day("2021-06-30")),
        make_task("LATE", cadence=Cadence.ONCE, due=day("2021-02-01")),
        make_task("PAST", due=day("2021-04-30")),
        make_task("NONE"),
        make_task("BLOCKED"),
        make_task("BEHIND"),
        make_task("HELP"),
        make_task("ON_LINE", due=day("2021-12-31")),
        make_task("LAG", due=day("2021-12-31")),
        make_task("ON_TRACK"),
        make_task("NOT_STARTED"),
        make_task("UNOWNED", lead=()),
        make_task("NEXT", start=day("2021-10-01")),
        make_task("ONE"),
        make_task("MANY"),
    )
    updates = (
        said(TaskStatus.DONE, "2021-04-20", task="DONE"),
        said(TaskStatus.DONE, "2021-02-20", task="LATE"),
        said(TaskStatus.NOT_APPLICABLE, "2021-04-20", task="NONE"),
        said(TaskStatus.BLOCKED, "2021-04-20", task="BLOCKED"),
        said(TaskStatus.BEHIND, "2021-04-20", task="BEHIND"),
        said(TaskStatus.ON_TRACK, "2021-04-20", task="HELP", needs_help=True),
        said(TaskStatus.ON_TRACK, "2021-04-20", task="ON_LINE", percent=40),
        said(TaskStatus.ON_TRACK, "2021-04-20", task="LAG", percent=1),
        said(TaskStatus.ON_TRACK, "2021-04-20", task="ON_TRACK"),
        said(TaskStatus.NOT_STARTED, "2021-02-20", task="NOT_STARTED"),
        said(TaskStatus.NOT_STARTED, "2021-04-20", task="NOT_STARTED"),
        said(TaskStatus.ON_TRACK, "2021-02-20", task="ONE"),
    )
    plan = make_plan(tasks=tasks)
    conclusions = (concluded(due="2021-06-08"),)
    ledger = ledger_of(plan, updates=updates, conclusions=conclusions)
    for as_of in ("2021-02-25", "2021-05-01", "2021-06-07", "2021-06-10", "2021-12-31"):
        yield board_of(ledger, as_of)


def _sub_indices() -> Iterator[Board]:
    """Boards whose one sub-index is red, amber, green, grey and without a task."""
    tasks = tuple(make_task(f"T{number}") for number in range(1, 5))
    for status, spoken in (
        (TaskStatus.BLOCKED, 4),
        (TaskStatus.BEHIND, 4),
        (TaskStatus.ON_TRACK, 4),
        (TaskStatus.ON_TRACK, 1),
        (TaskStatus.NOT_STARTED, 4),
    ):
        updates = [said(status, "2021-01-20", task=task.code) for task in tasks[:spoken]]
        yield board_of(ledger_of(make_plan(tasks=tasks), updates=updates), "2021-02-01")
    yield board_of(ledger_of(make_plan(), conclusions=[concluded()]), "2021-02-01")


def _results() -> Iterator[Board]:
    """Boards of one sub-index with each kind of result light."""
    score = Target(kind=TargetKind.ABOVE, value=Decimal("7.80"))
    vague = Target(kind=TargetKind.QUALITATIVE)
    base, own = published(2020, "6.77"), published(2021, "7.90")
    for targets, results in (
        ((), (base,)),
        ((score,), (base,)),
        ((score,), ()),
        ((vague,), (own,)),
        ((score,), (own,)),
        ((score,), (published(2021, "7.80"),)),
        ((score,), (estimated(2021, "7.00"),)),
    ):
        sub_index = make_sub_index(targets=targets)
        acts = [entered(result, "2021-02-01") for result in results]
        ledger = ledger_of(make_plan(sub_indices=(sub_index,)), results=acts)
        yield board_of(ledger, "2021-03-01")
    short = [entered(estimated(2021, "7.00"), "2021-02-01")]
    yield board_of(of_own_maxima(make_sub_index(targets=(score,)), short), "2021-03-01")


def _reports() -> Iterator[Board]:
    """Boards with a report in every state."""
    undated = make_duty("R2", from_units=("A", "B"), due=None)
    late_issue = make_plan(issued_on=day("2021-03-11"), duties=(make_duty(), undated))
    acts = (
        step(ReportStep.HANDED_IN, "2021-06-03"),
        step(ReportStep.HANDED_IN, "2021-06-07", unit="B"),
        step(ReportStep.RETURNED, "2021-06-08", unit="B", note="thiếu", revision=2),
        step(ReportStep.HANDED_IN, "2021-09-07", of="2021-Q3"),
        step(ReportStep.HANDED_IN, "2021-06-07", duty="R2"),
    )
    ledger = ledger_of(
        late_issue, report_acts=acts, extensions=[extended("2021-09-06", "2021-09-01")]
    )
    for as_of in ("2021-06-04", "2021-09-03", "2021-09-05", "2021-12-31"):
        yield board_of(ledger, as_of)
    once = make_duty("R9", cadence=Cadence.ONCE, due=DueRule(inclusive=False, day=20, month=9))
    yield board_of(ledger_of(make_plan(duties=(once,))), "2021-10-01")


def _claims() -> Iterator[Board]:
    """Boards with hand-ins that a unit entered for an earlier day, confirmed or not."""
    undated = make_duty("R2", due=None)
    entered_later = (
        step(ReportStep.HANDED_IN, "2021-06-03", entered_on="2021-06-05"),
        step(ReportStep.HANDED_IN, "2021-06-03", unit="B", entered_on="2021-06-07"),
        step(ReportStep.HANDED_IN, "2021-06-03", duty="R2", entered_on="2021-06-07"),
    )
    confirmed = (
        step(ReportStep.ACCEPTED, "2021-06-09", revision=2),
        step(ReportStep.HANDED_IN, "2021-06-06", unit="B", entered_on="2021-06-07"),
        step(ReportStep.ACCEPTED, "2021-06-09", unit="B", revision=2),
    )
    plan = make_plan(duties=(make_duty(), undated))
    yield board_of(ledger_of(plan, report_acts=entered_later), "2021-06-10")
    yield board_of(ledger_of(plan, report_acts=(entered_later[0], *confirmed)), "2021-06-10")


def _amended() -> Iterator[Board]:
    """A board of a quarter before a task and a report came and another task went."""
    plan = make_plan(tasks=(make_task("OLD"),), duties=())
    other = make_plan(tasks=(make_task("NEW"),))
    ledger = amended(ledger_of(plan), "2021-07-01", other)
    yield board_of(ledger, "2021-08-01", quarter="2021-Q1")
    yield board_of(ledger, "2021-08-01")


def _dropped() -> Board:
    """A board of a year from which on the index does not have the sub-index."""
    plan = make_plan(sub_indices=(replace(make_sub_index("labour_training"), index="PCI"),))
    document = replace(plan.document, years=Years(2021, 2024))
    ledger = ledger_of(replace(plan, document=document))
    return board_of(replace(ledger, catalog=DROPPING).in_year(2023), "2023-06-01")


def _given() -> list[Reason]:
    boards = [*_tracked(), *_sub_indices(), *_results(), *_reports(), *_claims(), *_amended()]
    boards.append(_dropped())
    boards.append(board_of(ledger_of(make_plan(tasks=(make_task(),))), "2021-05-01"))
    return [reason for board in boards for reason in _reasons_of(board)]


def test_the_rules_give_every_reason_with_the_arguments_of_an_example() -> None:
    known = {(e.reason.code, frozenset(dict(e.reason.arguments))) for e in EXAMPLES}
    given = {(reason.code, frozenset(dict(reason.arguments))) for reason in _given()}
    assert given <= known
    assert {code for code, _ in given} == {*ReasonCode, *Subject}


@pytest.mark.parametrize("language", languages())
def test_every_reason_given_can_be_said(language: Language) -> None:
    words = Words.of(language)
    for reason in _given():
        assert sentence(reason, words)
        if isinstance(reason.code, ReasonCode):
            assert short(reason, words)


@pytest.mark.parametrize("path", sorted((DATA / "plans").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_finding_on_a_plan_can_be_said(path: Path) -> None:
    catalog = read_catalog(DATA / "catalog")
    findings = check_plan(read_plan(path, catalog), catalog)
    assert findings
    for finding in findings:
        assert sentence(finding.reason, Words.of(Language("vi")))
        assert sentence(finding.reason, Words.of(Language("en")))
