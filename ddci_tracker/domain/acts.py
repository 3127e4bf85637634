"""What people record while a plan runs: updates, hand-ins, extensions, conclusions.

Shapes only. Who may record them is a matter of the services; what follows from them, of the
rules. Each travels as the value of a ``Version``, which knows the day, the moment and the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Result, ResultKind


class TaskStatus(StrEnum):
    """What a unit declares of a task in a quarter."""

    NOT_STARTED = "not_started"  # chưa bắt đầu
    ON_TRACK = "on_track"  # đúng tiến độ
    BEHIND = "behind"  # chậm
    BLOCKED = "blocked"  # vướng
    DONE = "done"  # hoàn thành
    NOT_APPLICABLE = "not_applicable"  # không phát sinh


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskUpdate:
    """A unit's word on one task in one quarter.

    ``percent`` 0 to 100. ``actual`` is what the task's own figure (its KPI) has reached.
    ``recovery`` (who, what, when) is required when blocked, ``note`` when not applicable.
    ``done_on`` None means the day the act counts for.
    """

    task: str
    quarter: Period
    unit: str
    status: TaskStatus
    percent: int | None = None
    actual: Decimal | None = None
    done_on: date | None = None
    note: str | None = None
    difficulty: str | None = None
    needs_help: bool = False
    recovery: str | None = None

    @property
    def key(self) -> str:
        return update_key(self.task, self.quarter)


def update_key(task: str, quarter: Period) -> str:
    """The natural key of a task's status in a quarter: one per task and quarter."""
    return f"{task}@{quarter}"


class ReportStep(StrEnum):
    """What happened to a periodic report."""

    HANDED_IN = "handed_in"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAct:
    """One step of one report; ``note`` is the reason when returned.

    ``entered_on`` on a hand-in: the unit itself entered it on that later day, so that the day it
    counts for is a claim. On an acceptance: the report is accepted, the claim is not. None where
    the day of the step is out of question.
    """

    duty: str
    unit: str
    period: Period
    step: ReportStep
    note: str | None = None
    entered_on: date | None = None

    @property
    def key(self) -> str:
        return report_key(self.duty, self.unit, self.period)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A later last day for one report, with who approved it and on what basis."""

    duty: str
    unit: str
    period: Period
    last_day: date
    approver: str
    basis: str

    @property
    def key(self) -> str:
        return report_key(self.duty, self.unit, self.period)


def report_key(duty: str, unit: str, period: Period) -> str:
    """The natural key of a report: one per duty, sender and period."""
    return f"{duty}/{unit}/{period}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanClose:
    """The day on which the Office closes a plan, instead of the one that the rules give."""

    day: date


CLOSE_KEY = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What a meeting decided on one matter, and how far it has come since.

    ``units`` answer for it, ``with_units`` support them; ``person`` is the post or person named,
    ``authority`` who decided and who may decide next, ``product`` what must come of it. ``met_on``
    is the day of the meeting, ``meeting`` its id where it has one here, ``item`` the key of the
    item of its agenda under which it was written. ``ongoing``: it is a standing duty (thường xuyên)
    and has no ``due`` day. An extension moves ``due`` and keeps the ``first_due``, with who
    approved it and on what ``basis``. ``status`` and ``note`` are what
    ``said_by`` last said; ``accepted`` or ``returned`` (with the reason) is what became of that.
    """

    id: str
    about: str | None
    text: str
    units: tuple[str, ...]
    due: date | None
    done_on: date | None = None
    met_on: date | None = None
    with_units: tuple[str, ...] = ()
    person: str | None = None
    authority: str | None = None
    product: str | None = None
    first_due: date | None = None
    approver: str | None = None
    basis: str | None = None
    status: TaskStatus | None = None
    said_by: str | None = None
    note: str | None = None
    accepted: bool = False
    returned: str | None = None
    meeting: str | None = None
    item: str | None = None
    ongoing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """That a plan was changed from a day on (điều chỉnh); ``basis``: who decided it, and where."""

    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultEntry:
    """A result that a person entered for an agency; ``sub_index`` None is the whole index."""

    index: str
    sub_index: str | None
    result: Result

    @property
    def key(self) -> str:
        result = self.result
        return result_key(self.index, self.sub_index, result.year, result.kind, result.of)


def result_key(
    index: str, sub_index: str | None, year: int, kind: ResultKind, of: str | None = None
) -> str:
    """The natural key of a result within its agency: one per index, part, year and kind.

    One more for each predecessor (``of``) whose result it is.
    """
    key = f"{index}/{sub_index or ''}/{year}/{kind}"
    return f"{key}/{of}" if of else key
