"""Which value is kept in which versioned table: the one mapping between the two.

A kind pairs a domain value with its table. Fields and columns go by the same name; a nested
value without a column of its own is spread over the columns of its fields; a field without any
(the tasks of a sub-index) is kept elsewhere and left at its default.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, Generic, TypeVar, get_args

from sqlalchemy import CheckConstraint, Column, Index, Table, UniqueConstraint

from ddci_tracker.domain import acts, plan
from ddci_tracker.domain.agency_changes import Succession
from ddci_tracker.domain.block_tables import BlockTable
from ddci_tracker.domain.evidence import Evidence
from ddci_tracker.domain.meetings import Meeting
from ddci_tracker.domain.month_summary import MonthSummary
from ddci_tracker.domain.plain import type_hints
from ddci_tracker.domain.policy import AdoptedPolicy
from ddci_tracker.domain.unit_changes import UnitChange
from ddci_tracker.domain.working_days import SpecialDay
from ddci_tracker.store import versioned
from ddci_tracker.store.tables import METADATA as METADATA

T = TypeVar("T")


class Scope(Enum):
    """Who owns a thing, and so which plans look different once it changes."""

    PLAN = auto()
    # A plan's content: its results are also looked at by the agency's other plans.
    CONTENT = auto()
    AGENCY = auto()
    INSTALLATION = auto()


# The owner of what belongs to the whole installation.
INSTALLATION = "installation"
# The key of an agency's only policy.
POLICY_KEY = "policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHeader:
    """What of a plan stands beside its document, its agency and its parts."""

    source: str | None
    complete: bool
    indices: tuple[str, ...]
    today: date | None


class _Shape:
    """How a value's fields lie in a table's columns, nested values spread out."""

    def __init__(self, cls: type, table: Table) -> None:
        self.cls = cls
        self.members: list[tuple[str, _Shape | None]] = []
        hints = type_hints(cls)
        for field in fields(cls):
            if field.name in table.c:
                self.members.append((field.name, None))
            elif is_dataclass(hints[field.name]):
                self.members.append((field.name, _Shape(hints[field.name], table)))

    def columns(self) -> Iterator[str]:
        for name, nested in self.members:
            if nested:
                yield from nested.columns()
            else:
                yield name

    def required(self) -> Iterator[str]:
        """The columns that every value fills."""
        hints = type_hints(self.cls)
        for name, nested in self.members:
            if nested:
                yield from nested.required()
            elif type(None) not in get_args(hints[name]):
                yield name

    def spread(self, value: Any) -> Iterator[Any]:
        for name, nested in self.members:
            if nested:
                yield from nested.spread(getattr(value, name))
            else:
                yield getattr(value, name)

    def gather(self, cells: Iterator[Any]) -> Any:
        return self.cls(
            **{
                name: nested.gather(cells) if nested else next(cells)
                for name, nested in self.members
            }
        )


class Kind(Generic[T]):
    """A kind of versioned thing: its value, its table, its owner."""

    def __init__(self, row: type[versioned.Versioned], value: type[T], scope: Scope) -> None:
        self.name = str(row.__tablename__)
        self.table: Table = METADATA.tables[self.name]
        self.scope = scope
        self._shape = _Shape(value, self.table)
        self.value_columns: tuple[str, ...] = tuple(self._shape.columns())
        _hold_to_the_rules_of_history(self.table, tuple(self._shape.required()))

    def cells(self, value: T) -> dict[str, Any]:
        """A value as its columns."""
        return dict(zip(self.value_columns, self._shape.spread(value), strict=True))

    def value(self, cells: Sequence[Any]) -> T:
        """The value whose columns were read in the order of ``value_columns``."""
        return self._shape.gather(iter(cells))  # type: ignore[no-any-return]

    def columns(self, *names: str) -> list[Column[Any]]:
        """Columns of the table by name."""
        return [self.table.c[name] for name in names]

    def __repr__(self) -> str:
        return f"<Kind {self.name}>"


def _hold_to_the_rules_of_history(table: Table, required: tuple[str, ...]) -> None:
    """Let the database itself refuse a second version of one revision, or half a value."""
    table.append_constraint(UniqueConstraint("owner", "key", "revision"))
    if required:
        filled = " AND ".join(f'"{name}" IS NOT NULL' for name in required)
        table.append_constraint(CheckConstraint(f"closed OR ({filled})", name="complete"))
    order = "revision > 0 AND (replaces IS NULL OR replaces < revision)"
    table.append_constraint(CheckConstraint(order, name="revision"))
    # Finds the versions of an owner that hold on a day. It registers itself with the table.
    Index(None, *(table.c[name] for name in ("owner", "key", "on", "revision")))


HEADER = Kind(versioned.PlanHeaderRow, PlanHeader, Scope.CONTENT)
AGENCY = Kind(versioned.PlanAgencyRow, plan.Agency, Scope.CONTENT)
DOCUMENT = Kind(versioned.PlanDocumentRow, plan.Document, Scope.CONTENT)
LEGAL_BASIS = Kind(versioned.LegalBasisRow, plan.LegalBasis, Scope.CONTENT)
UNIT = Kind(versioned.UnitRow, plan.Unit, Scope.CONTENT)
PERSON = Kind(versioned.PersonRow, plan.Person, Scope.CONTENT)
OWN_SUB_INDEX = Kind(versioned.OwnSubIndexRow, plan.OwnSubIndex, Scope.CONTENT)
OVERALL = Kind(versioned.OverallRow, plan.Overall, Scope.CONTENT)
SUB_INDEX = Kind(versioned.SubIndexRow, plan.SubIndex, Scope.CONTENT)
TARGET = Kind(versioned.TargetRow, plan.Target, Scope.CONTENT)
RESULT = Kind(versioned.ResultRow, plan.Result, Scope.CONTENT)
TASK = Kind(versioned.TaskRow, plan.Task, Scope.CONTENT)
REPORT_DUTY = Kind(versioned.ReportDutyRow, plan.ReportDuty, Scope.CONTENT)
RECIPIENT = Kind(versioned.RecipientRow, plan.Recipient, Scope.CONTENT)
NOTE = Kind(versioned.NoteRow, plan.Note, Scope.CONTENT)

TASK_UPDATE = Kind(versioned.TaskUpdateRow, acts.TaskUpdate, Scope.PLAN)
REPORT_ACT = Kind(versioned.ReportActRow, acts.ReportAct, Scope.PLAN)
EXTENSION = Kind(versioned.ExtensionRow, acts.Extension, Scope.PLAN)
DUE_DAY = Kind(versioned.DueDayRow, plan.DueRule, Scope.PLAN)
PLAN_CLOSE = Kind(versioned.PlanCloseRow, acts.PlanClose, Scope.PLAN)
CONCLUSION = Kind(versioned.ConclusionRow, acts.Conclusion, Scope.PLAN)
MEETING = Kind(versioned.MeetingRow, Meeting, Scope.PLAN)
MEETING_CONCLUSION = Kind(versioned.MeetingConclusionRow, acts.Conclusion, Scope.PLAN)
MONTH_SUMMARY = Kind(versioned.MonthSummaryRow, MonthSummary, Scope.PLAN)
EVIDENCE = Kind(versioned.EvidenceRow, Evidence, Scope.PLAN)
AMENDMENT = Kind(versioned.AmendmentRow, acts.Amendment, Scope.PLAN)
UNIT_CHANGE = Kind(versioned.UnitChangeRow, UnitChange, Scope.AGENCY)
SUCCESSION = Kind(versioned.SuccessionRow, Succession, Scope.AGENCY)
RESULT_ENTRY = Kind(versioned.ResultEntryRow, acts.ResultEntry, Scope.AGENCY)
BLOCK_TABLE = Kind(versioned.BlockTableRow, BlockTable, Scope.AGENCY)
POLICY = Kind(versioned.PolicyRow, AdoptedPolicy, Scope.AGENCY)
SPECIAL_DAY = Kind(versioned.SpecialDayRow, SpecialDay, Scope.INSTALLATION)

KINDS: tuple[Kind[Any], ...] = (
    *(HEADER, AGENCY, DOCUMENT, LEGAL_BASIS, UNIT, PERSON, OWN_SUB_INDEX, OVERALL, SUB_INDEX),
    *(TARGET, RESULT, TASK, REPORT_DUTY, RECIPIENT, NOTE),
    *(TASK_UPDATE, REPORT_ACT, EXTENSION, DUE_DAY, PLAN_CLOSE, CONCLUSION, AMENDMENT),
    *(MEETING, MEETING_CONCLUSION, MONTH_SUMMARY, EVIDENCE),
    *(UNIT_CHANGE, SUCCESSION, RESULT_ENTRY, BLOCK_TABLE, POLICY, SPECIAL_DAY),
)
# What people do while a plan runs, each for the day on which they do it or an earlier one.
ACTS: tuple[Kind[Any], ...] = (
    *(TASK_UPDATE, REPORT_ACT, EXTENSION, DUE_DAY, PLAN_CLOSE, CONCLUSION),
    *(RESULT_ENTRY, BLOCK_TABLE, POLICY),
)
CONTENT: tuple[Kind[Any], ...] = tuple(each for each in KINDS if each.scope is Scope.CONTENT)
