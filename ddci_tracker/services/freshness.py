"""Who keeps a plan current: each unit's last word, silent accounts, tasks without an owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ddci_tracker.domain.freshness import (
    NoOwner,
    Ownerless,
    UnitFreshness,
    ownerless_tasks,
    unit_freshness,
)
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.tasks import office_of
from ddci_tracker.services.account_rules import AccountView
from ddci_tracker.services.boards import look_at
from ddci_tracker.services.permissions import ALLOWED, Action, Actor, Role, require
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import accounts, queries
from ddci_tracker.store.engine import reading

__all__ = ["NoOwner", "Ownerless", "PlanFreshness", "UnitFreshness", "freshness_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFreshness:
    """How fresh the words on a plan are, and where none can be expected.

    ``silent`` are the active accounts of the agency that should record something and never did.
    """

    units: tuple[UnitFreshness, ...]
    silent: tuple[AccountView, ...]
    ownerless: tuple[Ownerless, ...]


def freshness_of(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    *,
    now: datetime,
    as_of: date | None = None,
    known_at: datetime | None = None,
    quarter: Period | None = None,
) -> PlanFreshness:
    """How fresh a plan is as ``look_at`` sees it; accounts are those of now.

    ``UnknownPlan``, ``Forbidden``, ``Refused`` as for a look.
    """
    board = look_at(
        tracker, actor, plan_id, now=now, as_of=as_of, known_at=known_at, quarter=quarter
    )
    agency = board.plan.agency.code
    require(actor, Action.READ_HISTORY, agency=agency)
    with reading(tracker.engine) as session:
        kept = tuple(AccountView.of(each) for each in accounts.accounts(session))
        authors = queries.authors(session, agency)
    writers = tuple(each for each in kept if _keeps_current(each, agency))
    return PlanFreshness(
        units=unit_freshness(board),
        silent=tuple(each for each in writers if each.name not in authors),
        ownerless=ownerless_tasks(board, _units_of(writers, board.plan) if kept else None),
    )


def _keeps_current(account: AccountView, agency: str) -> bool:
    """Whether somebody can sign in and is there to update tasks of this agency."""
    of_agency = account.agencies is None or agency in account.agencies
    return account.active and of_agency and Action.UPDATE_TASK in ALLOWED[account.role]


def _units_of(writers: tuple[AccountView, ...], plan: Plan) -> frozenset[str]:
    """The units of which somebody can sign in; coordinators are of the Office."""
    office = office_of(plan)
    coordinated = {office} if any(each.role is Role.COORDINATOR for each in writers) else set()
    units = {each.unit for each in writers} | coordinated
    return frozenset(unit for unit in units if unit is not None)
