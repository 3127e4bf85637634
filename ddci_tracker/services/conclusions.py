"""Conclusions of meetings: writing one down, saying how far it is, accepting, returning, extending.

A conclusion is one chain of versions: each act builds on the newest, so that of two who act at the
same time the second is told. Not here: the meeting itself, and how a conclusion stands on a day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from ddci_tracker.domain.acts import Conclusion, TaskStatus
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.acts import (
    Act,
    acting_day,
    enter,
    record,
    refuse_if_overtaken,
    says_nothing,
)
from ddci_tracker.services.permissions import Action, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import read, tidy
from ddci_tracker.services.written_conclusions import checked, next_id, rewritten
from ddci_tracker.store import queries
from ddci_tracker.store.engine import Session, writing
from ddci_tracker.store.kinds import CONCLUSION
from ddci_tracker.words.marking import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionWord:
    """What a unit says of a conclusion; ``done_on`` None is the day that the act counts for."""

    unit: str
    status: TaskStatus
    note: str | None = None
    done_on: date | None = None


def conclude(
    tracker: Tracker, plan_id: str, concluded: Conclusion, act: Act
) -> Version[Conclusion]:
    """Write down what a meeting decided, or change what was written; an empty id gets one.

    It counts from the day of the meeting, ``met_on`` (None: that of the act). What became of it
    since stays when it is changed. ``Refused`` without a text or a unit, for units or a matter that
    the plan does not have, a due day before the meeting, or one of a standing duty; ``Forbidden``;
    ``Conflict``.
    """
    concluded = tidy(concluded)
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.CONCLUDE)
        on = acting_day(plan, replace(act, on=concluded.met_on or act.on))
        concluded = checked(plan, concluded, on)
        key = concluded.id or next_id(session, plan_id, on)
        last = refuse_if_overtaken(session, CONCLUSION, plan_id, key, act)
        before = last.value if last else None
        value = replace(concluded, id=key, met_on=on)
        if last is not None and before is not None:
            on = max(last.on, acting_day(plan, act))
            value = rewritten(before, concluded, met_on=before.met_on or last.on)
        return record(session, CONCLUSION, plan_id, value, key=key, on=on, act=act)


def say_of(
    tracker: Tracker, plan_id: str, key: str, word: ConclusionWord, act: Act
) -> Version[Conclusion]:
    """Say how far a conclusion is; by a unit that answers for it or supports it.

    ``Refused`` for another unit, for a day it was done on before the meeting or to come, or
    without the reason why it does not arise; ``Forbidden``; ``Conflict``.
    """
    with writing(tracker.engine) as session:
        return say_in(session, plan_id, key, word, act)


def say_in(
    session: Session, plan_id: str, key: str, word: ConclusionWord, act: Act
) -> Version[Conclusion]:
    """As ``say_of``, within what a service does."""
    word = tidy(word)

    def said(plan: Plan, before: Conclusion, on: date) -> Conclusion:
        require(act.actor, Action.UPDATE_CONCLUSION, agency=plan.agency.code, units=(word.unit,))
        units = before.units + before.with_units
        if word.unit not in units:
            raise Refused(
                N_("{unit} has no part in this conclusion; {units} have"),
                field="unit",
                unit=word.unit,
                units=units,
            )
        if word.status is TaskStatus.NOT_APPLICABLE and says_nothing(word.note):
            raise Refused(N_("Say why it does not arise"), field="note")
        done_on = (word.done_on or on) if word.status is TaskStatus.DONE else None
        if done_on is not None and not (before.met_on or date.min) <= done_on <= on:
            raise Refused(N_("It was done between the meeting and {on}"), field="done_on", on=on)
        return replace(
            before,
            status=word.status,
            said_by=word.unit,
            note=word.note,
            done_on=done_on,
            accepted=False,
            returned=None,
        )

    return _change_in(session, plan_id, key, act, Action.UPDATE_CONCLUSION, said)


def accept(tracker: Tracker, plan_id: str, key: str, act: Act) -> Version[Conclusion]:
    """Accept that a conclusion is done; ``Refused`` where nobody said so, ``Forbidden``."""

    def accepted(_plan: Plan, before: Conclusion, _on: date) -> Conclusion:
        _refuse_open(before)
        return replace(before, accepted=True)

    return _change(tracker, plan_id, key, act, Action.CONCLUDE, accepted)


def send_back(
    tracker: Tracker, plan_id: str, key: str, reason: str, act: Act
) -> Version[Conclusion]:
    """Return a conclusion that was said to be done, with a reason: it is open again."""
    reason = read(reason, "note")

    def returned(_plan: Plan, before: Conclusion, _on: date) -> Conclusion:
        _refuse_open(before)
        if says_nothing(reason):
            raise Refused(N_("Say why it is returned"), field="note")
        again = replace(before, done_on=None, status=TaskStatus.ON_TRACK, accepted=False)
        return replace(again, returned=reason)

    return _change(tracker, plan_id, key, act, Action.CONCLUDE, returned)


def move_due(
    tracker: Tracker, plan_id: str, key: str, due: date, *, approver: str, basis: str, act: Act
) -> Version[Conclusion]:
    """Give a conclusion a later due day; the first one stays on show.

    ``Refused`` without an approver and a basis, where it has no due day, or for one that is not
    later; ``Forbidden``; ``Conflict``.
    """

    def moved(_plan: Plan, before: Conclusion, _on: date) -> Conclusion:
        if before.due is None:
            raise Refused(N_("A conclusion without a due day cannot be extended"), field="due")
        if due <= before.due:
            raise Refused(N_("The new last day must come after {day}"), field="due", day=before.due)
        for field, typed in (("approver", approver), ("basis", basis)):
            if says_nothing(typed):
                raise Refused(
                    N_("An extension names who approved it and on what basis"), field=field
                )
        first = before.first_due or before.due
        return tidy(replace(before, due=due, first_due=first, approver=approver, basis=basis))

    return _change(tracker, plan_id, key, act, Action.CONCLUDE, moved)


def take_back(tracker: Tracker, plan_id: str, key: str, act: Act) -> Version[Conclusion]:
    """Take the last act on a conclusion back: what stood before stands again.

    ``act.revision`` is that of the act. Whoever recorded it may, and who writes conclusions.
    ``Refused`` where there is nothing to take back, ``Forbidden``, ``Conflict``.
    """
    writes = Action.CONCLUDE in act.actor.actions
    with writing(tracker.engine) as session:
        action = Action.CONCLUDE if writes else Action.UPDATE_CONCLUSION
        plan = enter(session, plan_id, act, action)
        last = refuse_if_overtaken(session, CONCLUSION, plan_id, key, act)
        if last is None or last.recorded_by != act.actor.name:
            require(act.actor, Action.CONCLUDE, agency=plan.agency.code)
        if last is None or last.value is None:
            raise Refused(N_("There is nothing to take back here"), field="revision")
        on = max(last.on, acting_day(plan, act))
        value = queries.value_before(session, CONCLUSION, plan_id, last)
        return record(session, CONCLUSION, plan_id, value, key=key, on=on, act=act)


def _change(
    tracker: Tracker,
    plan_id: str,
    key: str,
    act: Act,
    action: Action,
    changed: Callable[[Plan, Conclusion, date], Conclusion],
) -> Version[Conclusion]:
    with writing(tracker.engine) as session:
        return _change_in(session, plan_id, key, act, action, changed)


def _change_in(
    session: Session,
    plan_id: str,
    key: str,
    act: Act,
    action: Action,
    changed: Callable[[Plan, Conclusion, date], Conclusion],
) -> Version[Conclusion]:
    plan = enter(session, plan_id, act, action)
    on = acting_day(plan, act)
    last = refuse_if_overtaken(session, CONCLUSION, plan_id, key, act)
    if last is None or last.value is None:
        raise Refused(N_("Plan {plan} has no conclusion {key}"), plan=plan_id, key=key)
    if on < last.on:
        raise Refused(
            N_(
                "The last act on this conclusion counts for {day}; an earlier day changes it no"
                " more"
            ),
            field="on",
            day=last.on,
        )
    value = changed(plan, last.value, on)
    return record(session, CONCLUSION, plan_id, value, key=key, on=on, act=act)


def _refuse_open(before: Conclusion) -> None:
    if before.done_on is None:
        raise Refused(N_("Nobody has said yet that this is done"), field="status")
