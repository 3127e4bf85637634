"""The versioned tables: every fact that a screen shows, as chains of versions.

A table carries the columns of ``Versioned`` and one column for each field of the domain's value
that it keeps, by the same name (``kinds`` pairs them). A value's columns are nullable, because a
closing version has no value; what must be there otherwise is checked by the database.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Field

from ddci_tracker.domain.acts import ReportStep, TaskStatus
from ddci_tracker.domain.block_tables import BlockRow
from ddci_tracker.domain.meetings import AgendaItem, MeetingState
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import (
    Cadence,
    DayOfYear,
    Dispute,
    DueRule,
    Kpi,
    Lines,
    ListRank,
    Members,
    RankList,
    ResultKind,
    ScoreBand,
    Signer,
    SubIndexGroup,
    TargetKind,
    TargetOf,
    UnitKind,
    Years,
)
from ddci_tracker.domain.policy import Band
from ddci_tracker.domain.unit_changes import RegisteredUnit, UnitChangeKind
from ddci_tracker.store.tables import StoredRow
from ddci_tracker.store.types import Json, Moment, PeriodText, PrintedDecimal, one_of

Codes = tuple[str, ...]


def _column(sa_type: Any) -> Any:
    return Field(default=None, sa_type=sa_type)


class Versioned(StoredRow):
    """One version of the thing that ``key`` names within its ``owner``.

    ``on`` is the day it counts for, ``recorded_at`` the moment it was recorded; ``replaces`` is
    the revision whose day it corrects; ``closed``: the thing is gone from ``on``.
    """

    row_id: int | None = Field(default=None, primary_key=True)
    owner: str
    key: str
    revision: int
    on: date
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: str
    replaces: int | None = None
    closed: bool


class OfPlan(Versioned):
    """Owned by a plan."""

    owner: str = Field(foreign_key="plan.id")


class OfAgency(Versioned):
    """Owned by an agency, by its code: it outlives the plan of one year."""


class OfInstallation(Versioned):
    """Owned by the installation as a whole."""


class ContentRow(OfPlan):
    """Part of a plan's content: where it stands in the plan.

    ``parent`` is the key of the sub-index or index that it belongs to. ``position`` orders it
    among its like; gaps mean nothing.
    """

    parent: str | None = None
    position: int


class PlanHeaderRow(ContentRow, table=True):
    __tablename__ = "plan_header"

    source: str | None = None
    complete: bool | None = None
    indices: Codes | None = _column(Json(Codes))
    today: date | None = None


class PlanAgencyRow(ContentRow, table=True):
    __tablename__ = "plan_agency"

    code: str | None = None
    name: str | None = None
    short_name: str | None = None
    province: str | None = None
    block: str | None = None


class PlanDocumentRow(ContentRow, table=True):
    __tablename__ = "plan_document"

    title: str | None = None
    year: int | None = None
    number: str | None = None
    symbol: str | None = None
    issued_on: date | None = None
    issued_not_before: date | None = None
    signer: Signer | None = _column(Json(Signer))
    years: Years | None = _column(Json(Years))


class LegalBasisRow(ContentRow, table=True):
    __tablename__ = "legal_basis"

    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    about: str | None = None
    note: str | None = None


class UnitRow(ContentRow, table=True):
    __tablename__ = "unit"

    code: str | None = None
    name: str | None = None
    kind: UnitKind | None = _column(one_of(UnitKind))
    aliases: Codes | None = _column(Json(Codes))
    members: Members | None = _column(Json(Members))


class PersonRow(ContentRow, table=True):
    __tablename__ = "person"

    code: str | None = None
    name: str | None = None
    role: str | None = None


class OwnSubIndexRow(ContentRow, table=True):
    __tablename__ = "own_sub_index"

    index: str | None = None
    code: str | None = None
    name: str | None = None
    aliases: Codes | None = _column(Json(Codes))


class OverallRow(ContentRow, table=True):
    __tablename__ = "overall"

    index: str | None = None
    minimum: Decimal | None = _column(PrintedDecimal)
    maximum: Decimal | None = _column(PrintedDecimal)
    bands: tuple[ScoreBand, ...] | None = _column(Json(tuple[ScoreBand, ...]))


class SubIndexRow(ContentRow, table=True):
    __tablename__ = "sub_index"

    index: str | None = None
    code: str | None = None
    printed_name: str | None = None
    minimum: Decimal | None = _column(PrintedDecimal)
    maximum: Decimal | None = _column(PrintedDecimal)
    section: str | None = None
    group: SubIndexGroup | None = _column(one_of(SubIndexGroup))
    person: str | None = None
    lead: Codes | None = _column(Json(Codes))
    with_units: Codes | None = _column(Json(Codes))


class TargetRow(ContentRow, table=True):
    __tablename__ = "target"

    kind: TargetKind | None = _column(one_of(TargetKind))
    value: Decimal | None = _column(PrintedDecimal)
    low: Decimal | None = _column(PrintedDecimal)
    high: Decimal | None = _column(PrintedDecimal)
    rank: int | None = None
    of: TargetOf | None = _column(one_of(TargetOf))
    base_year: int | None = None
    margin: Decimal | None = _column(PrintedDecimal)
    strict: bool | None = None
    band: str | None = None
    list: RankList | None = _column(one_of(RankList))
    out_of: int | None = None
    year: int | None = None
    text: str | None = None
    lines: Lines | None = _column(Json(Lines))


class ResultColumns(StoredRow):
    """The fields of a result, printed in a plan or entered for an agency."""

    year: int | None = None
    kind: ResultKind | None = _column(one_of(ResultKind))
    score: Decimal | None = _column(PrintedDecimal)
    rank: int | None = None
    out_of: int | None = None
    score_change: Decimal | None = _column(PrintedDecimal)
    rank_change: int | None = None
    previous_rank: int | None = None
    improvement_rank: int | None = None
    best_score: Decimal | None = _column(PrintedDecimal)
    ranks: tuple[ListRank, ...] | None = _column(Json(tuple[ListRank, ...]))
    rank_over: int | None = None
    of: str | None = None
    median: Decimal | None = _column(PrintedDecimal)
    mean: Decimal | None = _column(PrintedDecimal)
    disputed_by: tuple[Dispute, ...] | None = _column(Json(tuple[Dispute, ...]))
    derived: bool | None = None
    published_on: date | None = None
    source: str | None = None
    text: str | None = None
    lines: Lines | None = _column(Json(Lines))


class ResultRow(ResultColumns, ContentRow, table=True):
    __tablename__ = "result"


class TaskRow(ContentRow, table=True):
    __tablename__ = "task"

    code: str | None = None
    title: str | None = None
    section: str | None = None
    lines: Lines | None = _column(Json(Lines))
    lead: Codes | None = _column(Json(Codes))
    with_units: Codes | None = _column(Json(Codes))
    cadence: Cadence | None = _column(one_of(Cadence))
    start: date | None = None
    due: date | None = None
    kpi: Kpi | None = _column(Json(Kpi))


class ReportDutyRow(ContentRow, table=True):
    __tablename__ = "report_duty"

    code: str | None = None
    from_units: Codes | None = _column(Json(Codes))
    to_units: Codes | None = _column(Json(Codes))
    cadence: Cadence | None = _column(one_of(Cadence))
    due: DueRule | None = _column(Json(DueRule))
    periods: Codes | None = _column(Json(Codes))
    text: str | None = None
    lines: Lines | None = _column(Json(Lines))


class RecipientRow(ContentRow, table=True):
    __tablename__ = "recipient"

    name: str | None = None
    mark: str | None = None


class NoteRow(ContentRow, table=True):
    __tablename__ = "note"

    kind: str | None = None
    text: str | None = None
    lines: Lines | None = _column(Json(Lines))


class TaskUpdateRow(OfPlan, table=True):
    __tablename__ = "task_update"

    task: str | None = None
    quarter: Period | None = _column(PeriodText)
    unit: str | None = None
    status: TaskStatus | None = _column(one_of(TaskStatus))
    percent: int | None = None
    actual: Decimal | None = _column(PrintedDecimal)
    done_on: date | None = None
    note: str | None = None
    difficulty: str | None = None
    needs_help: bool | None = None
    recovery: str | None = None


class ReportActRow(OfPlan, table=True):
    __tablename__ = "report_act"

    duty: str | None = None
    unit: str | None = None
    period: Period | None = _column(PeriodText)
    step: ReportStep | None = _column(one_of(ReportStep))
    note: str | None = None
    entered_on: date | None = None


class ExtensionRow(OfPlan, table=True):
    __tablename__ = "extension"

    duty: str | None = None
    unit: str | None = None
    period: Period | None = _column(PeriodText)
    last_day: date | None = None
    approver: str | None = None
    basis: str | None = None


class DueDayRow(OfPlan, table=True):
    """A due rule that the Office set for a duty whose print has none."""

    __tablename__ = "due_day"

    inclusive: bool | None = None
    day: int | None = None
    month_of_quarter: int | None = None
    month_of_half: int | None = None
    month: int | None = None
    of_next_period: bool | None = None
    of_next_year: bool | None = None
    weekday: int | None = None
    working_days: int | None = None
    after_day: int | None = None
    days: tuple[DayOfYear, ...] | None = _column(Json(tuple[DayOfYear, ...]))


class PlanCloseRow(OfPlan, table=True):
    """The day on which the Office closes a plan."""

    __tablename__ = "plan_close"

    day: date | None = None


class ConclusionColumns(StoredRow):
    """The columns of a conclusion."""

    id: str | None = None
    about: str | None = None
    text: str | None = None
    units: Codes | None = _column(Json(Codes))
    due: date | None = None
    done_on: date | None = None
    met_on: date | None = None
    with_units: Codes | None = _column(Json(Codes))
    person: str | None = None
    authority: str | None = None
    product: str | None = None
    first_due: date | None = None
    approver: str | None = None
    basis: str | None = None
    status: TaskStatus | None = _column(one_of(TaskStatus))
    said_by: str | None = None
    note: str | None = None
    accepted: bool | None = None
    returned: str | None = None
    meeting: str | None = None
    item: str | None = None
    ongoing: bool | None = None


class ConclusionRow(ConclusionColumns, OfPlan, table=True):
    __tablename__ = "conclusion"


class MeetingConclusionRow(ConclusionColumns, OfPlan, table=True):
    """A conclusion while its meeting has not ended: nobody's task yet."""

    __tablename__ = "meeting_conclusion"


class MeetingRow(OfPlan, table=True):
    __tablename__ = "meeting"

    id: str | None = None
    met_on: date | None = None
    state: MeetingState | None = _column(one_of(MeetingState))
    title: str | None = None
    chair: str | None = None
    units: Codes | None = _column(Json(Codes))
    others: str | None = None
    agenda: tuple[AgendaItem, ...] | None = _column(Json(tuple[AgendaItem, ...]))
    as_of: date | None = None
    known_at: datetime | None = _column(Moment)
    started_at: datetime | None = _column(Moment)
    ended_at: datetime | None = _column(Moment)
    edition: int | None = None


class MonthSummaryRow(OfPlan, table=True):
    """What the Office wrote for the report of a month."""

    __tablename__ = "month_summary"

    month: Period | None = _column(PeriodText)
    opening: str | None = None
    achieved: str | None = None
    shortcomings: str | None = None
    causes: str | None = None
    upcoming: str | None = None
    requests: str | None = None


class AmendmentRow(OfPlan, table=True):
    """What the amendment of a day rests on; the content it brought has that day as its own."""

    __tablename__ = "amendment"

    basis: str | None = None


class EvidenceRow(OfPlan, table=True):
    """A link or a file for an update or a hand-in."""

    __tablename__ = "evidence"

    about: str | None = None
    unit: str | None = None
    name: str | None = None
    url: str | None = None
    sha256: str | None = None
    size: int | None = None
    ending: str | None = None


class UnitChangeRow(OfAgency, table=True):
    """Units of an agency that were merged, split or renamed."""

    __tablename__ = "unit_change"

    kind: UnitChangeKind | None = _column(one_of(UnitChangeKind))
    before: Codes | None = _column(Json(Codes))
    after: tuple[RegisteredUnit, ...] | None = _column(Json(tuple[RegisteredUnit, ...]))
    decided_on: date | None = None
    in_force_on: date | None = None
    basis: str | None = None
    tasks: tuple[tuple[str, str], ...] | None = _column(Json(tuple[tuple[str, str], ...]))


class SuccessionRow(OfAgency, table=True):
    """An agency that took the place of another."""

    __tablename__ = "succession"

    predecessor: str | None = None
    name: str | None = None
    decided_on: date | None = None
    in_force_on: date | None = None
    basis: str | None = None


class ResultEntryRow(ResultColumns, OfAgency, table=True):
    __tablename__ = "result_entry"

    index: str | None = None
    sub_index: str | None = None


class BlockTableRow(OfAgency, table=True):
    """The results of a block that an agency is ranked in."""

    __tablename__ = "block_table"

    index: str | None = None
    year: int | None = None
    rows: tuple[BlockRow, ...] | None = _column(Json(tuple[BlockRow, ...]))


class PolicyRow(OfAgency, table=True):
    """The thresholds that an agency set."""

    __tablename__ = "policy"

    amber_share: Decimal | None = _column(PrintedDecimal)
    amber_places: int | None = None
    green_lag: int | None = None
    amber_lag: int | None = None
    red_share: Decimal | None = _column(PrintedDecimal)
    amber_task_share: Decimal | None = _column(PrintedDecimal)
    spoken_share: Decimal | None = _column(PrintedDecimal)
    green_share: Decimal | None = _column(PrintedDecimal)
    due_soon_days: int | None = None
    bands: tuple[Band, ...] | None = _column(Json(tuple[Band, ...]))
    basis: str | None = None


class SpecialDayRow(OfInstallation, table=True):
    """A day that is worked, or not, although its weekday says otherwise."""

    __tablename__ = "special_day"

    day: date | None = None
    worked: bool | None = None
    name: str | None = None
