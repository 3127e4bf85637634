"""Agencies over time: recording that one took the place of others, and taking that back.

From then on the predecessors' published results stand beside the successor's as their history.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ddci_tracker.domain.agency_changes import Succession
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.versions import holding
from ddci_tracker.services.acts import Act, OnlyTried, says_nothing
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import tidy
from ddci_tracker.store import commands, queries
from ddci_tracker.store.claims import lock
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.kinds import SUCCESSION, Scope
from ddci_tracker.words.marking import N_

__all__ = ["Inherited", "Succession", "agencies_here", "predecessors", "succeed", "take_back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inherited:
    """What a succession shows, or would: the years of published results, by index."""

    succession: Succession
    results: tuple[tuple[str, tuple[int, ...]], ...]


def agencies_here(tracker: Tracker, actor: Actor, agency: str) -> tuple[tuple[str, str], ...]:
    """The other agencies that have a plan here, by code, each with its name; ``Forbidden``."""
    require(actor, Action.LOAD_PLAN, agency=agency)
    with reading(tracker.engine) as session:
        codes = dict.fromkeys(
            each.agency for each in queries.plans(session) if not each.illustration
        )
        return tuple((code, _name(session, code) or code) for code in codes if code != agency)


def predecessors(tracker: Tracker, actor: Actor, agency: str) -> tuple[Succession, ...]:
    """Whose place an agency took, the latest first; ``Forbidden``."""
    require(actor, Action.READ_PLAN, agency=agency)
    with reading(tracker.engine) as session:
        return _held(session, agency)


def succeed(
    tracker: Tracker,
    agency: str,
    predecessor: str,
    *,
    decided_on: date,
    in_force_on: date,
    basis: str,
    act: Act,
    preview: bool = False,
) -> Inherited:
    """Record that an agency took the place of another; with ``preview`` nothing is recorded.

    ``Refused`` for an agency that is not here or itself a successor of this one, days to come or
    in the wrong order, or a missing basis; ``Forbidden``.
    """
    require(act.actor, Action.LOAD_PLAN, agency=agency)
    _check_days(decided_on, in_force_on, act)
    if says_nothing(basis):
        raise Refused(N_("Say on what basis the agencies change"), field="basis")
    found: list[Inherited] = []
    try:
        with writing(tracker.engine) as session:
            lock(session, Scope.AGENCY, agency)
            name = _name(session, predecessor)
            if name is None or predecessor == agency:
                raise Refused(
                    N_("No plan here is of agency {agency}; there are {agencies}"),
                    field="predecessor",
                    agency=predecessor,
                    agencies=tuple(dict.fromkeys(each.agency for each in queries.plans(session))),
                )
            if agency in _all_before(session, predecessor):
                raise Refused(
                    N_("{predecessor} took the place of {agency}, and not the other way round"),
                    field="predecessor",
                    predecessor=predecessor,
                    agency=agency,
                )
            value = tidy(
                Succession(
                    predecessor=predecessor,
                    name=name,
                    decided_on=decided_on,
                    in_force_on=in_force_on,
                    basis=basis,
                )
            )
            commands.append(
                session,
                SUCCESSION,
                agency,
                value,
                key=predecessor,
                on=in_force_on,
                by=act.actor.name,
                at=act.now,
            )
            found.append(_inherited(session, agency, value))
            if preview:
                raise OnlyTried
    except OnlyTried:
        pass
    return found[0]


def take_back(tracker: Tracker, agency: str, predecessor: str, act: Act) -> None:
    """Take a succession back; ``Refused`` where there is none, ``Forbidden``."""
    require(act.actor, Action.LOAD_PLAN, agency=agency)
    with writing(tracker.engine) as session:
        lock(session, Scope.AGENCY, agency)
        last = queries.newest(session, SUCCESSION, agency, predecessor)
        if last is None or last.value is None:
            raise Refused(
                N_("{agency} did not take the place of {predecessor}"),
                field="predecessor",
                agency=agency,
                predecessor=predecessor,
            )
        commands.append(
            session,
            SUCCESSION,
            agency,
            None,
            key=predecessor,
            on=last.on,
            by=act.actor.name,
            at=act.now,
        )


def _check_days(decided_on: date, in_force_on: date, act: Act) -> None:
    today = vietnamese_day(act.now)
    if in_force_on > today:
        raise Refused(
            N_("{on} has not come yet; today is {today}"),
            field="in_force_on",
            on=in_force_on,
            today=today,
        )
    if decided_on > in_force_on:
        raise Refused(
            N_("A change is decided on, not after, the day on which it is in force"),
            field="decided_on",
        )


def _held(session: Session, agency: str) -> tuple[Succession, ...]:
    known = queries.versions(
        session, SUCCESSION, agency, as_of=queries.ALWAYS, known_at=queries.EVER
    )
    held = holding(known, as_of=queries.ALWAYS, known_at=queries.EVER).values()
    values = [each.value for each in held if each.value is not None]
    return tuple(
        sorted(values, key=lambda each: (each.in_force_on, each.predecessor), reverse=True)
    )


def _all_before(session: Session, agency: str) -> set[str]:
    """An agency and everybody whose place it took, however far back."""
    found, to_ask = set[str](), [agency]
    while to_ask:
        code = to_ask.pop()
        if code not in found:
            found.add(code)
            to_ask += [each.predecessor for each in _held(session, code)]
    return found


def _name(session: Session, agency: str) -> str | None:
    """What an agency is called by its newest plan here; None where it has none."""
    of_agency = [each for each in queries.plans(session) if each.agency == agency]
    if not of_agency:
        return None
    newest = max(of_agency, key=lambda each: (each.year, each.id))
    plan = queries.load_plan(session, newest.id, as_of=queries.ALWAYS, known_at=queries.EVER)
    return plan.agency.short_name or plan.agency.name


def _inherited(session: Session, agency: str, value: Succession) -> Inherited:
    years: dict[str, set[int]] = {}
    for version in queries.results_of_predecessors(session, agency, queries.ALWAYS, queries.EVER):
        entry = version.value
        if entry is not None and entry.result.of == value.name:
            years.setdefault(entry.index, set()).add(entry.result.year)
    return Inherited(
        succession=value,
        results=tuple((index, tuple(sorted(found))) for index, found in sorted(years.items())),
    )
