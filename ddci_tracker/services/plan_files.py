"""Plans as files: loading, exporting, checking, and what loading one again would change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ddci_tracker.domain.checks import check_plan
from ddci_tracker.domain.findings import CheckCode, Finding, Level
from ddci_tracker.domain.plan import Plan
from ddci_tracker.plans import key_of, plan_schema, read_with_lines, write_inline, write_plan
from ddci_tracker.services.acts import Act, counted_day, enter, says_nothing
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.plan_workbooks import SheetCell, plan_with_cells
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import read
from ddci_tracker.store import queries
from ddci_tracker.store.engine import reading, writing
from ddci_tracker.store.loading import PlanChanges, amend_plan, store_plan
from ddci_tracker.words.marking import N_

__all__ = [
    "CheckedFile",
    "FileFinding",
    "PlanChanges",
    "SheetCell",
    "amend",
    "export_plan",
    "key_of",
    "load_plan",
    "load_shipped",
    "read_file",
    "schema",
    "write_inline",
]


WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
"""Endings of files that somebody means as a workbook; not all of them are taken."""


def schema() -> dict[str, Any]:
    """The JSON Schema of a plan file."""
    return plan_schema()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFinding:
    """A finding on a plan file, with the lines of the file, or the cells of a workbook, that it is
    about."""

    finding: Finding
    file_lines: tuple[int, ...] = ()
    cells: tuple[SheetCell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A plan file without problems: its plan, and what looks wrong or is worth knowing."""

    plan: Plan
    findings: tuple[FileFinding, ...]

    @property
    def doubtful(self) -> tuple[FileFinding, ...]:
        """What looks wrong: without what is only worth knowing, or was noted in the file itself."""
        return tuple(
            each
            for each in self.findings
            if each.finding.level is not Level.NOTE
            and each.finding.reason.code is not CheckCode.WRITTEN_NOTE
        )


def read_file(tracker: Tracker, path: Path) -> CheckedFile:
    """A plan file or the workbook of a plan, checked against the catalogue; it need not be loaded.

    ``PlanFileError`` or ``WrongCells`` name every problem.
    """
    if path.suffix.lower() in WORKBOOKS:
        plan, cells_of = plan_with_cells(tracker.catalog, path.name, path.read_bytes())
        found = check_plan(plan, tracker.catalog, calendar=tracker.calendar)
        return CheckedFile(
            plan=plan,
            findings=tuple(FileFinding(finding=each, cells=cells_of(each)) for each in found),
        )
    plan, lines = read_with_lines(path, tracker.catalog)
    found = check_plan(plan, tracker.catalog, calendar=tracker.calendar)
    return CheckedFile(
        plan=plan,
        findings=tuple(FileFinding(finding=each, file_lines=lines.of(each)) for each in found),
    )


def load_plan(
    tracker: Tracker, actor: Actor, plan: Plan, *, now: datetime, drop_recorded: bool = False
) -> PlanChanges:
    """Load a plan, or correct the one that was loaded before, on all looks.

    ``ActsWouldBeLost`` when what somebody recorded would be hidden and that was not meant;
    ``PlanIdentityChanged``; ``Forbidden``. An equal plan changes nothing.
    """
    require(actor, Action.LOAD_PLAN, agency=plan.agency.code)
    with writing(tracker.engine) as session:
        return store_plan(session, plan, at=now, by=actor.name, drop_recorded=drop_recorded)


def amend(
    tracker: Tracker, plan_id: str, plan: Plan, act: Act, *, basis: str, drop_recorded: bool = False
) -> PlanChanges:
    """Record that a plan says something else from the day of an act on; ``plan`` is all of it.

    Quarters and deadlines before that day are judged as they were. ``Refused`` without a basis,
    for another plan, or for a day up to its issue or to come; ``ActsWouldBeLost``,
    ``PlanIdentityChanged``, ``UnknownPlan`` or ``Forbidden``. An equal plan changes nothing.
    """
    with writing(tracker.engine) as session:
        held = enter(session, plan_id, act, Action.LOAD_PLAN)
        if plan.id != plan_id:
            raise Refused(
                N_("The file holds plan {other}, not {plan}"),
                field="file",
                other=plan.id,
                plan=plan_id,
            )
        basis = read(basis, "basis")
        if says_nothing(basis):
            raise Refused(N_("Say on what basis the plan is amended"), field="basis")
        on, issued = counted_day(held, act), held.document.counts_from
        if on <= issued:
            raise Refused(
                N_("An amendment counts from a day after the plan's issue, {issued}"),
                field="on",
                issued=issued,
            )
        return amend_plan(
            session,
            plan,
            on=on,
            basis=basis,
            at=act.now,
            by=act.actor.name,
            drop_recorded=drop_recorded,
        )


def load_shipped(tracker: Tracker, actor: Actor, plan: Plan, *, now: datetime) -> PlanChanges:
    """Load a plan that comes with the tracker, unless it was corrected here since.

    A file that says what the plan has said before is older than what was made of it; one that
    says something new is loaded. Like ``load_plan`` in all else.
    """
    require(actor, Action.LOAD_PLAN, agency=plan.agency.code)
    with writing(tracker.engine) as session:
        if plan in queries.earlier_contents(session, plan.id):
            return PlanChanges()
        return store_plan(session, plan, at=now, by=actor.name)


def export_plan(
    tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime, as_of: date | None = None
) -> str:
    """The plan file of a stored plan as it holds on a day; None: today.

    Before it was amended that is the file it was loaded from. ``UnknownPlan``, ``Forbidden``.
    """
    if as_of is None:
        return write_plan(read_content(tracker, actor, plan_id, now=now))
    with reading(tracker.engine) as session:
        require(actor, Action.READ_PLAN, agency=queries.plan_row(session, plan_id).agency)
        plan = queries.load_plan(session, plan_id, as_of=as_of, known_at=queries.EVER)
    return write_plan(plan)
