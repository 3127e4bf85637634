"""What a meeting talks about right now: moved on by who runs it, followed by every screen.

It is kept in the database, so that it outlives a refresh, another browser and a restart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ddci_tracker.domain.meetings import Meeting, MeetingState, Stage
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import meeting_stages, queries
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.kinds import MEETING
from ddci_tracker.words.marking import N_

__all__ = ["CLOSING", "Pulse", "Stage", "move_to", "pulse_of", "steps_of"]

# The last step of every meeting: what it concluded, before it ends.
CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Pulse:
    """Differs from another where a screen that follows a meeting has something new to show."""

    stage: int
    plan: int

    def __str__(self) -> str:
        """As pages keep it, which compare it with that of now."""
        return f"{self.stage}-{self.plan}"


def steps_of(meeting: Meeting) -> tuple[str, ...]:
    """The steps of a meeting by their keys: its items, and the end."""
    return (*(item.key for item in meeting.steps), CLOSING)


def pulse_of(tracker: Tracker, actor: Actor, plan_id: str, key: str) -> Pulse:
    """Whether there is something new in a meeting. ``UnknownPlan`` or ``Forbidden``."""
    with reading(tracker.engine) as session:
        row = queries.plan_row(session, plan_id)
        require(actor, Action.READ_PLAN, agency=row.agency)
        stage = meeting_stages.stage_of(session, plan_id, key)
    return Pulse(stage.revision if stage else 0, row.data_version)


def move_to(
    tracker: Tracker, actor: Actor, plan_id: str, key: str, step: str, *, now: datetime
) -> Stage:
    """Let a meeting that is held talk about another step.

    Of two who move it at the same time the later one has it. ``Refused`` for a step that it does
    not have or where it is not held; ``UnknownPlan`` or ``Forbidden``.
    """
    with writing(tracker.engine) as session:
        meeting = _held(session, actor, plan_id, key)
        if step not in steps_of(meeting):
            raise Refused(N_("The meeting has no step {step}"), step=step)
        stage = meeting_stages.stage_of(session, plan_id, key)
        if stage is None:
            moved = Stage(revision=1, item=step, since=now, spent={}, moved_by=actor.name)
        else:
            moved = stage.moved(step, now, actor.name)
        meeting_stages.put_stage(session, plan_id, key, moved)
    return moved


def _held(session: Session, actor: Actor, plan_id: str, key: str) -> Meeting:
    require(actor, Action.RUN_MEETING, agency=queries.plan_row(session, plan_id).agency)
    version = queries.newest(session, MEETING, plan_id, key)
    if version is None or version.value is None:
        raise Refused(N_("Plan {plan} has no meeting {key}"), plan=plan_id, key=key)
    if version.value.state is not MeetingState.HELD:
        raise Refused(N_("The meeting is not being held"))
    return version.value
