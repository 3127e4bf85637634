"""The frozen month: freezing one, finding it again, and what changed between two.

A month is frozen in one transaction that first claims the plan, so that its figures are those of
one moment however many people write: whatever they record afterwards is known only later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from ddci_tracker.briefing.change_sentences import (
    SECTIONS,
    Section,
    ToldChange,
    changes_document,
    told,
)
from ddci_tracker.briefing.changes import Changes, changes_between
from ddci_tracker.briefing.frozen import (
    VERSION,
    Acts,
    DamagedMonth,
    Edition,
    FrozenMonth,
    NewerMonth,
    read_month,
    write_month,
)
from ddci_tracker.domain.board import decide_board, default_quarter
from ddci_tracker.domain.ledger import Viewpoint
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.views import Board
from ddci_tracker.services.acts import load_ledger, today_of
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import months, queries
from ddci_tracker.store.claims import claim
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.kinds import MONTH_SUMMARY, Scope
from ddci_tracker.store.months import KeptMonth
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

__all__ = [
    "SECTIONS",
    "Difference",
    "KeptMonth",
    "Section",
    "ToldChange",
    "diff",
    "freeze",
    "last_before",
    "list_months",
    "read",
    "read_document",
    "since_last",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two frozen months of one plan and what changed from the old to the new."""

    old: FrozenMonth
    new: FrozenMonth
    changes: Changes

    def told(self, words: Words) -> tuple[ToldChange, ...]:
        """The changes in a language, a row for each."""
        return told(self.changes, self.old, self.new, words)

    def document(self, words: Words) -> dict[str, Any]:
        """The changes as one JSON document."""
        return changes_document(self.changes, self.old, self.new, words)


def freeze(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    month: Period,
    *,
    now: datetime,
    as_of: date | None = None,
) -> KeptMonth:
    """Freeze a month as of a day in it, its last one by default, as known now.

    A month that was frozen before gets another edition; the earlier ones remain. ``Refused`` for
    a day to come, outside the month or before the plan's issue; ``UnknownPlan``, ``Forbidden``.
    """
    if month.kind is not PeriodKind.MONTH:
        raise Refused(N_("{period} is not a month; write 2021-06"), field="month", period=month)
    with writing(tracker.engine) as session:
        require(actor, Action.FREEZE_MONTH, agency=queries.plan_row(session, plan_id).agency)
        return freeze_in(tracker, session, plan_id, month, by=actor.name, now=now, as_of=as_of)


def freeze_in(
    tracker: Tracker,
    session: Session,
    plan_id: str,
    month: Period,
    *,
    by: str,
    now: datetime,
    as_of: date | None = None,
) -> KeptMonth:
    """Freeze a month within a writing session; the caller has asked for permission."""
    known_at = claim(session, Scope.PLAN, plan_id, now)
    frozen = month_to_freeze(
        tracker, session, plan_id, month, by=by, known_at=known_at, now=now, as_of=as_of
    )
    body, checksum = write_month(frozen)
    kept = KeptMonth(
        plan_id=plan_id,
        month=month,
        edition=frozen.edition,
        as_of=frozen.as_of,
        known_at=known_at,
        frozen_at=frozen.frozen_at,
        frozen_by=frozen.frozen_by,
        format_version=VERSION,
        checksum=checksum,
    )
    months.keep_month(session, kept, body)
    return kept


def month_to_freeze(
    tracker: Tracker,
    session: Session,
    plan_id: str,
    month: Period,
    *,
    by: str,
    known_at: datetime,
    now: datetime,
    as_of: date | None = None,
) -> FrozenMonth:
    """A month as it would be frozen, with the figures known at a moment; nothing is kept of it.

    For services that have asked for permission. ``Refused`` like ``freeze``.
    """
    day = as_of or month.last_day
    look = Viewpoint(as_of=day, known_at=known_at)
    ledger = load_ledger(tracker, session, plan_id, look).in_year(month.year)
    _check_day(ledger.plan, month, day, today_of(ledger.plan, now), given=as_of is not None)
    written = queries.newest(session, MONTH_SUMMARY, plan_id, str(month))
    return FrozenMonth(
        month=month,
        edition=months.next_edition(session, plan_id, month),
        frozen_at=known_at,
        frozen_by=by,
        since=_last_before(months.kept_months(session, plan_id), month),
        board=decide_board(ledger, look, default_quarter(ledger.plan, day)),
        acts=Acts.of(ledger),
        summary=written.value.written if written and written.value else {},
    )


def _check_day(plan: Plan, month: Period, day: date, today: date, *, given: bool) -> None:
    if not month.first_day <= day <= month.last_day:
        raise Refused(N_("{day} does not lie in {month}"), field="as_of", day=day, month=month)
    if day > today and not given:
        raise Refused(
            N_("{month} is not over yet; to freeze it earlier, say as of which day"),
            field="month",
            month=month,
        )
    if day > today:
        raise Refused(
            N_("{on} has not come yet; today is {today}"), field="as_of", on=day, today=today
        )
    if day < plan.document.counts_from:
        raise Refused(
            N_("The plan was issued on {issued} only"),
            field="month",
            issued=plan.document.counts_from,
        )


def _last_before(kept: tuple[KeptMonth, ...], month: Period) -> Edition | None:
    """The newest edition of the last month frozen before this one."""
    earlier = [each for each in kept if each.month < month]
    if not earlier:
        return None
    last = earlier[-1]
    return Edition(month=last.month, edition=last.edition, checksum=last.checksum)


def list_months(tracker: Tracker, actor: Actor, plan_id: str) -> tuple[KeptMonth, ...]:
    """Every edition of every frozen month of a plan, the oldest month first."""
    with reading(tracker.engine) as session:
        return _kept(session, actor, plan_id)


def last_before(tracker: Tracker, actor: Actor, board: Board) -> KeptMonth | None:
    """The last figures of a year that were frozen as of a day before that of a board."""
    kept = [
        each
        for each in list_months(tracker, actor, board.plan.id)
        if each.as_of < board.as_of and each.month.year == board.plan.year
    ]
    return kept[-1] if kept else None


def read(
    tracker: Tracker, actor: Actor, plan_id: str, month: Period, edition: int | None = None
) -> FrozenMonth:
    """A frozen month, its newest edition unless told otherwise.

    ``Refused`` where there is none or where its bytes are not those that were frozen.
    """
    with reading(tracker.engine) as session:
        return _opened(*_find(session, actor, plan_id, month, edition))


def read_document(
    tracker: Tracker, actor: Actor, plan_id: str, month: Period, edition: int | None = None
) -> bytes:
    """The document of a frozen month, byte for byte as it was frozen. Like ``read`` in all else."""
    with reading(tracker.engine) as session:
        kept, body = _find(session, actor, plan_id, month, edition)
    _opened(kept, body)
    return body


def diff(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    earlier: Period,
    later: Period,
    *,
    earlier_edition: int | None = None,
    later_edition: int | None = None,
) -> Difference:
    """What changed between two frozen months, the newest edition of each unless told otherwise.

    ``Refused`` unless ``earlier`` comes first; like ``read`` in all else.
    """
    if not earlier < later:
        raise Refused(
            N_("Name the earlier month first: {earlier} does not come before {later}"),
            earlier=earlier,
            later=later,
        )
    with reading(tracker.engine) as session:
        old = _opened(*_find(session, actor, plan_id, earlier, earlier_edition))
        new = _opened(*_find(session, actor, plan_id, later, later_edition))
    return Difference(old=old, new=new, changes=changes_between(old, new))


def since_last(tracker: Tracker, actor: Actor, frozen: FrozenMonth) -> Difference | None:
    """What changed since the frozen month that a later one names as the one before it.

    None for the first one of a plan. Later editions of the earlier month change nothing here.
    """
    since = frozen.since
    if since is None:
        return None
    old = read(tracker, actor, frozen.plan_id, since.month, since.edition)
    return Difference(old=old, new=frozen, changes=changes_between(old, frozen))


def _kept(session: Session, actor: Actor, plan_id: str) -> tuple[KeptMonth, ...]:
    require(actor, Action.READ_PLAN, agency=queries.plan_row(session, plan_id).agency)
    return months.kept_months(session, plan_id)


def _find(
    session: Session, actor: Actor, plan_id: str, month: Period, edition: int | None
) -> tuple[KeptMonth, bytes]:
    of_month = [each for each in _kept(session, actor, plan_id) if each.month == month]
    if not of_month:
        raise Refused(
            N_("{month} of plan {plan} has not been frozen"),
            field="month",
            month=month,
            plan=plan_id,
        )
    chosen = [each for each in of_month if edition in (None, each.edition)]
    if not chosen:
        raise Refused(
            N_("{month} has {count} editions, numbered from 1; there is no edition {edition}"),
            field="edition",
            month=month,
            count=len(of_month),
            edition=edition,
        )
    return chosen[-1], months.body_of(session, chosen[-1])


# Whoever asks for a month asks for all its forms, and each form for the month before it as well.
# The same bytes say the same and are still compared with what was frozen.
_MONTHS_IN_MEMORY = 4
_read_once = lru_cache(maxsize=_MONTHS_IN_MEMORY)(read_month)


def _opened(kept: KeptMonth, body: bytes) -> FrozenMonth:
    """What the bytes say; refused where they are not the ones that were frozen."""
    try:
        frozen = _read_once(body)
    except NewerMonth as error:
        raise Refused(
            N_("{month} was frozen by a newer tracker (format {version}); update the tracker"),
            month=kept.month,
            version=error.version,
        ) from error
    except DamagedMonth as error:
        raise _damaged(kept) from error
    if frozen.checksum != kept.checksum:
        raise _damaged(kept)
    return frozen


def _damaged(kept: KeptMonth) -> Refused:
    return Refused(
        N_(
            "Edition {edition} of {month} is damaged: it does not match its checksum {checksum}; "
            "restore it from a backup"
        ),
        edition=kept.edition,
        month=kept.month,
        checksum=kept.checksum,
    )
