"""The thresholds of an agency: those that hold, what others would turn, and setting them.

They count from a day of the quarter that runs, so that no quarter that is over is ever judged
anew. How thresholds are typed is read here as well, for every way in; what each of them means is
said in ``words.policies``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from ddci_tracker.domain import texts
from ddci_tracker.domain.board import decide_board, default_day, default_quarter
from ddci_tracker.domain.closing import close_of
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Agency, Plan
from ddci_tracker.domain.policy import (
    MOST_DAYS,
    MOST_PLACES,
    SHARES,
    AdoptedPolicy,
    BadPolicy,
    Band,
    Policy,
    PolicyFlaw,
)
from ddci_tracker.domain.policy_effects import TurnedLight, turned_lights
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import Board
from ddci_tracker.services.acts import (
    Act,
    counted_day,
    enter,
    load_ledger,
    record,
    refuse_if_overtaken,
    says_nothing,
    today_of,
)
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_numbers import decimal, whole
from ddci_tracker.services.typed_texts import tidy
from ddci_tracker.store import queries
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.kinds import POLICY, POLICY_KEY
from ddci_tracker.words.marking import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyView:
    """The thresholds of an agency today.

    ``held`` is what the agency set, None while the usual ones hold. ``revision`` is the newest
    one, on which the next act builds. A change counts from ``first_day`` to ``today``.
    """

    agency: Agency
    policy: Policy
    held: Version[AdoptedPolicy] | None
    revision: int
    first_day: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEffect:
    """The lights of one plan that would turn; ``board`` is how it looks without that."""

    board: Board
    turned: tuple[TurnedLight, ...]


def policy_of(tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime) -> PolicyView:
    """The thresholds that the agency of a plan judges by. ``UnknownPlan`` or ``Forbidden``."""
    plan = read_content(tracker, actor, plan_id, now=now)
    require(actor, Action.READ_PLAN, agency=plan.agency.code)
    with reading(tracker.engine) as session:
        return _view(session, plan, now)


def preview(tracker: Tracker, plan_id: str, policy: Policy, act: Act) -> tuple[PlanEffect, ...]:
    """Which lights would turn if these thresholds held from the day of the act.

    The agency's plans as they are usually looked at, those in which nothing turns left out.
    ``Refused`` for a day that thresholds cannot count from; ``UnknownPlan``, ``Forbidden``.
    """
    plan = read_content(tracker, act.actor, plan_id, now=act.now)
    agency = plan.agency.code
    require(act.actor, Action.SET_POLICY, agency=agency)
    with reading(tracker.engine) as session:
        view = _view(session, plan, act.now)
        would = Version(
            key=POLICY_KEY,
            revision=view.revision + 1,
            on=_day(view, plan, act),
            recorded_at=act.now,
            recorded_by=act.actor.name,
            value=AdoptedPolicy(policy=policy),
        )
        effects = [
            _effect(tracker, session, each.id, would)
            for each in queries.plans(session)
            if each.agency == agency
        ]
    return tuple(effect for effect in effects if effect.turned)


def set_policy(
    tracker: Tracker, plan_id: str, policy: Policy, basis: str, act: Act
) -> Version[AdoptedPolicy]:
    """Have an agency judge by these thresholds from the day of the act.

    ``Refused`` without a basis, where nothing differs, and for a day that thresholds cannot count
    from; ``UnknownPlan``, ``Forbidden``, ``Conflict``.
    """

    def checked(view: PolicyView) -> AdoptedPolicy:
        if says_nothing(basis):
            raise Refused(N_("Say why the thresholds change, or on what basis"), field="basis")
        if policy == view.policy:
            raise Refused(N_("These thresholds hold already"), field="policy")
        return AdoptedPolicy(policy=policy, basis=basis)

    return _record(tracker, plan_id, checked, act)


def bring_policy_back(
    tracker: Tracker, plan_id: str, adopted: AdoptedPolicy | None, act: Act
) -> Version[AdoptedPolicy]:
    """Let thresholds hold again that held before; None: the usual ones, as if none were set.

    ``Refused`` for a day that they cannot count from; ``UnknownPlan``, ``Forbidden``, ``Conflict``.
    """
    return _record(tracker, plan_id, lambda _: adopted, act)


def _record(
    tracker: Tracker,
    plan_id: str,
    checked: Callable[[PolicyView], AdoptedPolicy | None],
    act: Act,
) -> Version[AdoptedPolicy]:
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.SET_POLICY)
        agency = plan.agency.code
        refuse_if_overtaken(session, POLICY, agency, POLICY_KEY, act)
        view = _view(session, plan, act.now)
        on = _day(view, plan, act)
        adopted = tidy(checked(view))
        return record(session, POLICY, agency, adopted, key=POLICY_KEY, on=on, act=act)


def _view(session: Session, plan: Plan, now: datetime) -> PolicyView:
    agency, today = plan.agency.code, today_of(plan, now)
    known = queries.versions(session, POLICY, agency, as_of=today, known_at=queries.EVER)
    last = known[-1] if known else None
    newest = queries.newest(session, POLICY, agency, POLICY_KEY)
    quarter = Period.containing(PeriodKind.QUARTER, today)
    return PolicyView(
        agency=plan.agency,
        policy=last.value.policy if last and last.value else Policy(),
        held=last if last and last.value else None,
        revision=newest.revision if newest else 0,
        # What was set from a later day would hold all the same.
        first_day=max(quarter.first_day, last.on if last else quarter.first_day),
        today=today,
    )


def _day(view: PolicyView, plan: Plan, act: Act) -> date:
    """The day that thresholds count from; one that would turn what is over is refused."""
    day = counted_day(plan, act)
    if day < view.first_day:
        raise Refused(
            N_(
                "Thresholds count from {first} at the earliest: a quarter that is over, and a "
                "change made since, keep theirs"
            ),
            field="on",
            first=view.first_day,
        )
    return day


def _effect(
    tracker: Tracker, session: Session, plan_id: str, would: Version[AdoptedPolicy]
) -> PlanEffect:
    plan = queries.load_plan(session, plan_id, as_of=would.on, known_at=queries.EVER)
    today = today_of(plan, would.recorded_at)
    plan = plan.in_year(today.year)
    # What was recorded under a clock that ran ahead is known as well.
    known_at = max(would.recorded_at, queries.plan_row(session, plan_id).changed_at)
    now = Viewpoint(as_of=today, known_at=known_at, results_as_of=today)
    closes_on = close_of(load_ledger(tracker, session, plan_id, now).in_year(plan.year), now)
    look = replace(now, as_of=default_day(plan, today, closes_on))
    ledger = load_ledger(tracker, session, plan_id, look).in_year(plan.year)
    before = _board(ledger, look)
    after = _board(replace(ledger, policies=(*ledger.policies, would)), look)
    return PlanEffect(board=before, turned=turned_lights(before, after))


def _board(ledger: Ledger, look: Viewpoint) -> Board:
    return decide_board(ledger, look, default_quarter(ledger.plan, look.as_of))


# Reading what people type.

_WHOLE = ("amber_places", "green_lag", "amber_lag", "due_soon_days")
FIELDS = (
    *("amber_share", "amber_places", "green_lag", "amber_lag"),
    *("red_share", "amber_task_share", "spoken_share", "green_share", "due_soon_days", "bands"),
)
# What may stand between the first score of a band and its name.
_BETWEEN = " \t:;=≥-–—"

_FLAWS: Mapping[PolicyFlaw, str] = {
    PolicyFlaw.SHARE: N_("A share lies above 0% and is at most 100%"),
    PolicyFlaw.PLACES: N_("Places are counted from 0 to {places}"),
    PolicyFlaw.DAYS: N_("Days are counted from 0 to {days}"),
    PolicyFlaw.LAG: N_("A lag lies between 0 and 100 points"),
    PolicyFlaw.LAG_ORDER: N_(
        "The lag that is still amber is longer than the one that is still green, "
        "else no lag would be amber"
    ),
    PolicyFlaw.BANDS_START: N_("The lowest band begins at 0, else the scores below it had none"),
    PolicyFlaw.BANDS_ORDER: N_(
        "Each band begins above the one before, else two of them would share a score"
    ),
    PolicyFlaw.BANDS_END: N_("No band begins above 100"),
    PolicyFlaw.BANDS_NAMES: N_("Every band has a name of its own"),
}


def read_policy(typed: Mapping[str, str], base: Policy) -> Policy:
    """The thresholds that were typed, by field; those that were not are as in ``base``.

    Shares are typed as percentages; bands one a line, each by its first score and its name, or
    nothing. ``Refused``, with the field named, for what is no number or makes no sense.
    """
    changed: dict[str, int | Decimal | tuple[Band, ...]] = {}
    for field, text in typed.items():
        if field == "bands":
            changed[field] = tuple(map(_band, filter(str.strip, text.splitlines())))
        elif field in SHARES:
            changed[field] = _share(text, field)
        elif field in _WHOLE:
            changed[field] = whole(text, field=field)
    try:
        return replace(base, **changed)  # type: ignore[arg-type]
    except BadPolicy as bad:
        raise Refused(
            _FLAWS[bad.flaw], field=bad.field, places=MOST_PLACES, days=MOST_DAYS
        ) from None


def _share(typed: str, field: str) -> Decimal:
    """A percentage as a share: 25 and 25% are 0.25."""
    return decimal(
        texts.figures(typed).removesuffix("%"), field=field, highest=Decimal(100)
    ).scaleb(-2)


def _band(line: str) -> Band:
    score, _, name = line.strip().partition(" ")
    low = decimal(score.rstrip(_BETWEEN), field="bands", highest=Decimal(100))
    return Band(name=texts.line(name).lstrip(_BETWEEN), low=low)
