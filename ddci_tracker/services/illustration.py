"""The illustration plan: shown to a newcomer, and gone at one command."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import groupby
from operator import attrgetter
from typing import Any

from ddci_tracker.domain.acts import (
    Conclusion,
    Extension,
    ReportAct,
    ResultEntry,
    TaskUpdate,
)
from ddci_tracker.domain.meetings import Meeting
from ddci_tracker.domain.moments import VIETNAM, vietnamese_day
from ddci_tracker.domain.plan import DueRule
from ddci_tracker.plans.illustration import FrozenOn, Illustration, read_illustration
from ddci_tracker.services import security_log
from ddci_tracker.services.frozen_months import freeze_in
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.commands import append, remove_illustration
from ddci_tracker.store.engine import reading, writing
from ddci_tracker.store.kinds import (
    CONCLUSION,
    DUE_DAY,
    EXTENSION,
    MEETING,
    REPORT_ACT,
    RESULT_ENTRY,
    TASK_UPDATE,
    Kind,
    Scope,
)
from ddci_tracker.store.loading import store_plan

_KIND_OF: dict[type, Kind[Any]] = {
    TaskUpdate: TASK_UPDATE,
    ReportAct: REPORT_ACT,
    Extension: EXTENSION,
    DueRule: DUE_DAY,
    ResultEntry: RESULT_ENTRY,
    Meeting: MEETING,
    Conclusion: CONCLUSION,
}
_MORNING = time(hour=9)


def add_illustration(tracker: Tracker, actor: Actor, *, now: datetime) -> str:
    """Add the illustration of the current year; one that is there already stays as it is.

    Returns its plan id. Its acts are recorded on the mornings of their own days, as far as those
    have come.
    """
    template = tracker.data_dir / "templates" / "illustration.yaml"
    year = vietnamese_day(now).year
    illustration = read_illustration(template, year, tracker.catalog)
    plan = illustration.plan
    require(actor, Action.MANAGE_ILLUSTRATION, agency=plan.agency.code)
    with writing(tracker.engine) as session:
        issued = _morning_of(plan.document.counts_from, now)
        is_there = any(entry.id == plan.id for entry in queries.plans(session))
        # Of two who add it at the same time, one finds nothing left to load.
        is_mine = not is_there and store_plan(session, plan, at=issued, by=actor.name)
    if is_mine:
        _record_acts(tracker, illustration, now)
    return plan.id


def _record_acts(tracker: Tracker, illustration: Illustration, now: datetime) -> None:
    """Record the acts morning by morning: a transaction has one moment."""
    plan = illustration.plan
    for day, acts in groupby(illustration.acts, key=attrgetter("on")):
        with writing(tracker.engine) as session:
            for act in acts:
                at = _morning_of(day, now)
                if isinstance(act.value, FrozenOn):
                    month, as_of = act.value.month, act.value.as_of
                    freeze_in(tracker, session, plan.id, month, by=act.by, now=at, as_of=as_of)
                    continue
                kind = _KIND_OF[type(act.value)]
                append(
                    session,
                    kind,
                    plan.agency.code if kind.scope is Scope.AGENCY else plan.id,
                    act.value,
                    key=act.key,
                    on=act.on,
                    by=act.by,
                    at=at,
                )


def _morning_of(day: date, now: datetime) -> datetime:
    return min(datetime.combine(day, _MORNING, VIETNAM).astimezone(UTC), now)


def list_illustrations(tracker: Tracker, actor: Actor) -> tuple[str, ...]:
    """The ids of the illustration plans that the actor may remove."""
    with reading(tracker.engine) as session:
        return tuple(
            entry.id
            for entry in queries.plans(session)
            if entry.illustration and actor.may(Action.MANAGE_ILLUSTRATION, agency=entry.agency)
        )


def remove_illustrations(tracker: Tracker, actor: Actor, *, now: datetime) -> tuple[str, ...]:
    """Remove every illustration plan with its history; returns their ids."""
    with writing(tracker.engine) as session:
        found = [entry for entry in queries.plans(session) if entry.illustration]
        for entry in found:
            require(actor, Action.MANAGE_ILLUSTRATION, agency=entry.agency)
            remove_illustration(session, entry.id, at=now)
            # Its own history goes with it.
            security_log.note(
                session, Event.ILLUSTRATION_REMOVED, by=actor.name, detail=entry.id, at=now
            )
    return tuple(entry.id for entry in found)
