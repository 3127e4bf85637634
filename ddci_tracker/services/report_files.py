"""One report with all that became of it, and what whoever looks may do with it now.

Also the same of a report duty whose due day the Office may set. Reading only: ``reports`` acts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ddci_tracker.domain.acts import Extension, ReportAct, ReportStep
from ddci_tracker.domain.deadlines import periods_of
from ddci_tracker.domain.plan import DueRule, Plan, ReportDuty
from ddci_tracker.domain.reports import ReportRow, Timeliness
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.acts import today_of
from ddci_tracker.services.boards import look_at
from ddci_tracker.services.permissions import Action, Actor
from ddci_tracker.services.reports import may_follow
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import reading
from ddci_tracker.store.kinds import DUE_DAY, EXTENSION, REPORT_ACT


class ReportAction(StrEnum):
    """What somebody may do with a report."""

    HAND_IN = "hand_in"
    ACCEPT = "accept"
    RETURN = "return"
    WITHDRAW = "withdraw"
    EXTEND = "extend"
    CANCEL_EXTENSION = "cancel_extension"


class Happening(StrEnum):
    """What an entry in the history of a report, or of a due day, tells."""

    HANDED_IN = "handed_in"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    UNDONE = "undone"
    EXTENDED = "extended"
    EXTENSION_CANCELLED = "extension_cancelled"
    DUE_SET = "due_set"
    DUE_UNSET = "due_unset"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """Something that was recorded, by whom, when (a UTC moment), and for which day it counts.

    ``undoes`` is the step that was taken back. ``corrected``: a later entry took this one back or
    gave it another day.
    """

    what: Happening
    by: str
    at: datetime
    on: date
    note: str | None = None
    extension: Extension | None = None
    rule: DueRule | None = None
    undoes: ReportStep | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """A report as of a look, its history (the newest first), and the revisions to build on.

    ``revision`` counts the steps, ``extension_revision`` the extensions; 0: none yet. ``last`` is
    the step that could be undone. ``entries`` is None for who may not read the history.
    ``today`` is the day that an act counts for unless told otherwise.
    """

    plan: Plan
    duty: ReportDuty
    row: ReportRow
    revision: int
    extension_revision: int
    last: ReportAct | None
    entries: tuple[FileEntry, ...] | None
    actions: tuple[ReportAction, ...]
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFile:
    """A report duty with the due day that holds, the history of it, and the revision.

    ``rule`` is as printed or, where the print has none, as the Office set it. ``may_set``: whoever
    looks may set, change or take back the day. ``entries`` is None for who may not read them.
    """

    plan: Plan
    duty: ReportDuty
    rule: DueRule | None
    set_by_office: bool
    revision: int
    entries: tuple[FileEntry, ...] | None
    may_set: bool


def report_file(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    key: str,
    *,
    now: datetime,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> ReportFile | None:
    """The report with this key, as ``look_at`` sees it; None where no such report is owed.

    ``UnknownPlan`` or ``Forbidden``. The history is told whole, whatever the day looked at.
    """
    board = look_at(tracker, actor, plan_id, now=now, as_of=as_of, known_at=known_at)
    row = next((row for row in board.reports if row.key == key), None)
    if row is None:
        return None
    with reading(tracker.engine) as session:
        steps = queries.chain(session, REPORT_ACT, plan_id, key)
        extensions = queries.chain(session, EXTENSION, plan_id, key)
    last = steps[-1] if steps else None
    entries = [*_steps(steps), *_extensions(extensions)]
    return ReportFile(
        plan=board.plan,
        duty=_duty(board.plan, row.duty),
        row=row,
        revision=len(steps),
        extension_revision=len(extensions),
        last=last.value if last and last.replaces is None else None,
        entries=_told(entries, actor, board.plan),
        actions=actions_on(row, actor, board.plan),
        today=today_of(board.plan, now),
    )


def duty_file(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    code: str,
    *,
    now: datetime,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> DutyFile | None:
    """The report duty with this code, as ``look_at`` sees it; None where the plan has none.

    ``UnknownPlan`` or ``Forbidden``.
    """
    board = look_at(tracker, actor, plan_id, now=now, as_of=as_of, known_at=known_at)
    plan = board.plan
    duty = next((duty for duty in plan.named_duties if duty.code == code), None)
    if duty is None:
        return None
    with reading(tracker.engine) as session:
        rules = queries.chain(session, DUE_DAY, plan_id, code)
    row = next((row for row in board.reports if row.duty == code), None)
    open_in_print = duty.due is None and bool(periods_of(duty, plan.year))
    return DutyFile(
        plan=plan,
        duty=duty,
        rule=row.rule if row else duty.due,
        set_by_office=row is not None and row.set_by_office,
        revision=len(rules),
        entries=_told(list(_rules(rules)), actor, plan),
        may_set=open_in_print and actor.may(Action.REVIEW_REPORT, agency=plan.agency.code),
    )


def actions_on(row: ReportRow, actor: Actor, plan: Plan) -> tuple[ReportAction, ...]:
    """What somebody may do with a report as it stands, in the order of its life."""
    if row.timeliness is Timeliness.NOT_APPLICABLE:
        return ()
    agency = plan.agency.code
    sends = actor.may(Action.HAND_IN_REPORT, agency=agency, units=(row.from_unit,))
    reviews = actor.may(Action.REVIEW_REPORT, agency=agency)
    possible = {
        ReportAction.HAND_IN: sends and may_follow(ReportStep.HANDED_IN, row.acceptance),
        ReportAction.ACCEPT: reviews and may_follow(ReportStep.ACCEPTED, row.acceptance),
        ReportAction.RETURN: reviews and may_follow(ReportStep.RETURNED, row.acceptance),
        ReportAction.WITHDRAW: sends and may_follow(ReportStep.WITHDRAWN, row.acceptance),
        ReportAction.EXTEND: reviews and row.general_day is not None,
        ReportAction.CANCEL_EXTENSION: reviews and row.extension is not None,
    }
    return tuple(action for action, is_possible in possible.items() if is_possible)


def _told(entries: list[FileEntry], actor: Actor, plan: Plan) -> tuple[FileEntry, ...] | None:
    """The entries for who may read the history, the newest first."""
    if not actor.may(Action.READ_HISTORY, agency=plan.agency.code):
        return None
    return tuple(sorted(entries, key=lambda entry: entry.at, reverse=True))


def _duty(plan: Plan, code: str) -> ReportDuty:
    return next(duty for duty in plan.named_duties if duty.code == code)


def _steps(versions: tuple[Version[ReportAct], ...]) -> Iterator[FileEntry]:
    said = {version.revision: version.value for version in versions}
    corrected = {version.replaces for version in versions}
    for version in versions:
        act = version.value
        before = said.get(version.replaces) if version.replaces else None
        undoes = before.step if before and (act is None or before.step is not act.step) else None
        if act is None and undoes is None:
            continue
        yield FileEntry(
            what=Happening.UNDONE if act is None or undoes else Happening(act.step),
            by=version.recorded_by,
            at=version.recorded_at,
            on=version.on,
            note=None if act is None or undoes else act.note,
            undoes=undoes,
            corrected=version.revision in corrected,
        )


def _extensions(versions: tuple[Version[Extension], ...]) -> Iterator[FileEntry]:
    for version in versions:
        yield FileEntry(
            what=Happening.EXTENDED if version.value else Happening.EXTENSION_CANCELLED,
            by=version.recorded_by,
            at=version.recorded_at,
            on=version.on,
            extension=version.value,
        )


def _rules(versions: tuple[Version[DueRule], ...]) -> Iterator[FileEntry]:
    for version in versions:
        yield FileEntry(
            what=Happening.DUE_SET if version.value else Happening.DUE_UNSET,
            by=version.recorded_by,
            at=version.recorded_at,
            on=version.on,
            rule=version.value,
        )
