"""Meetings: prepared, held, ended and reopened, and what they conclude on the way.

What is concluded before a meeting has ended is nobody's task yet: it becomes one when the meeting
ends, all at once. Not here: what is talked about right now, and the notice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from ddci_tracker.domain.acts import Conclusion
from ddci_tracker.domain.conclusions import CalledMeeting, ConclusionView, conclusion_views
from ddci_tracker.domain.meetings import (
    AgendaItem,
    AgendaKind,
    Meeting,
    MeetingState,
    Stage,
    agenda_anew,
    agenda_of,
    called_meetings,
    earlier_ones,
    held_from,
    item_about,
    opened_as,
)
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import Board
from ddci_tracker.services.acts import (
    Act,
    acting_day,
    enter,
    record,
    refuse_if_overtaken,
    says_nothing,
    today_of,
)
from ddci_tracker.services.boards import look_at, today_in, usual_day
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.plan_edits import RowChanged, edit_in
from ddci_tracker.services.plan_things import content_on
from ddci_tracker.services.refusals import Refused, first_unknown
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import tidy
from ddci_tracker.services.written_conclusions import checked, next_id, rewritten
from ddci_tracker.store import meeting_stages, queries
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.kinds import CONCLUSION, MEETING, MEETING_CONCLUSION
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.meetings import meeting_day


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDetails:
    """What people say of a meeting: its day, what it is called, who chairs, who attends."""

    met_on: date
    title: str | None = None
    chair: str | None = None
    units: tuple[str, ...] = ()
    others: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """A meeting with its figures, with what it concluded (in the order of writing) and what earlier
    ones did.

    ``called`` is what tells it from every other. ``published`` are the ids of those conclusions
    that are followed: its meeting ended once.
    """

    meeting: Meeting
    called: CalledMeeting
    revision: int
    board: Board
    conclusions: tuple[ConclusionView, ...]
    published: frozenset[str]
    previous: tuple[ConclusionView, ...]
    stage: Stage | None

    def concluded_under(self, item: AgendaItem) -> tuple[ConclusionView, ...]:
        """What was concluded under an item of the agenda."""
        return tuple(view for view in self.conclusions if view.said.item == item.key)

    @property
    def unclear(self) -> tuple[ConclusionView, ...]:
        """The conclusions that do not say all that they should."""
        return tuple(view for view in self.conclusions if view.missing)


def meetings_of(tracker: Tracker, actor: Actor, plan_id: str) -> tuple[Version[Meeting], ...]:
    """The meetings of a plan, the newest first. ``UnknownPlan`` or ``Forbidden``."""
    with reading(tracker.engine) as session:
        _require_reading(session, actor, plan_id)
        return _standing(session, plan_id)


def called_of(tracker: Tracker, actor: Actor, plan_id: str) -> dict[str, CalledMeeting]:
    """What each meeting of a plan is known by, by its id. ``UnknownPlan`` or ``Forbidden``."""
    with reading(tracker.engine) as session:
        _require_reading(session, actor, plan_id)
        return _called(session, plan_id)


def _standing(session: Session, plan_id: str) -> tuple[Version[Meeting], ...]:
    held = {
        version.key: version
        for version in queries.versions(
            session, MEETING, plan_id, as_of=queries.ALWAYS, known_at=queries.EVER
        )
    }
    standing = [version for version in held.values() if version.value is not None]
    return tuple(sorted(standing, key=_newest_first, reverse=True))


def _newest_first(version: Version[Meeting]) -> tuple[date, tuple[str, int]]:
    return (version.value.met_on if version.value else date.min), opened_as(version.key)


def _called(session: Session, plan_id: str) -> dict[str, CalledMeeting]:
    """By the days of all conclusions too: a meeting may share one with some that was not here."""
    concluded = queries.versions(
        session, CONCLUSION, plan_id, as_of=queries.ALWAYS, known_at=queries.EVER
    )
    elsewhere = (
        each.value.met_on or each.on
        for each in concluded
        if each.value is not None and each.value.meeting is None
    )
    known = (each.value for each in _standing(session, plan_id) if each.value is not None)
    return called_meetings(known, elsewhere)


def meeting_of(tracker: Tracker, actor: Actor, plan_id: str, key: str) -> Meeting:
    """A meeting as it stands, without its figures. Errors as ``look_at_meeting``."""
    with reading(tracker.engine) as session:
        _require_reading(session, actor, plan_id)
        return _newest(session, plan_id, key)[1]


def look_at_meeting(
    tracker: Tracker, actor: Actor, plan_id: str, key: str, *, now: datetime
) -> MeetingView:
    """A meeting with its figures: those of its beginning, while it is prepared those of now.

    ``Refused`` where there is none of this id; ``UnknownPlan`` or ``Forbidden``.
    """
    with reading(tracker.engine) as session:
        _require_reading(session, actor, plan_id)
        version, meeting = _newest(session, plan_id, key)
        drafts = _drafts(session, plan_id, key)
        published = frozenset(queries.chains(session, CONCLUSION, plan_id, drafts))
        called = _called(session, plan_id)
        stage = meeting_stages.stage_of(session, plan_id, key)
    current = look_at(tracker, actor, plan_id, now=now)
    board = figures_of(tracker, actor, plan_id, meeting, now=now)
    followed = {view.said.id: view for view in current.followed if view.said.meeting == key}
    still_drafts = (drafts[each] for each in drafts if each not in published)
    day = today_in(tracker, actor, plan_id, now=now)
    drafted = conclusion_views(still_drafts, day=day, due_soon_days=current.policy.due_soon_days)
    return MeetingView(
        meeting=meeting,
        called=called[key],
        revision=version.revision,
        board=board,
        conclusions=tuple(sorted((*followed.values(), *drafted), key=_as_written)),
        published=frozenset(followed),
        previous=earlier_ones(board.followed, meeting),
        stage=stage,
    )


def figures_of(
    tracker: Tracker, actor: Actor, plan_id: str, meeting: Meeting, *, now: datetime
) -> Board:
    """The board that a meeting looks at. ``UnknownPlan`` or ``Forbidden``."""
    return look_at(tracker, actor, plan_id, now=now, as_of=meeting.as_of, known_at=meeting.known_at)


def has_newer_figures(
    tracker: Tracker, actor: Actor, plan_id: str, view: MeetingView, *, now: datetime
) -> bool:
    """Whether somebody has reported since the moment that a meeting's figures are of."""
    if view.meeting.known_at is None:
        return False
    current = look_at(tracker, actor, plan_id, now=now).freshness.last_update
    seen = view.board.freshness.last_update
    return current is not None and (seen is None or current > seen)


def _as_written(view: ConclusionView) -> tuple[str, int]:
    day, _, number = view.said.id.rpartition("-")
    return (day, int(number)) if number.isdigit() else (view.said.id, 0)


def _drafts(session: Session, plan_id: str, key: str) -> dict[str, Version[Conclusion]]:
    """What a meeting has written down, by id, whether it is followed by now or not."""
    held = {
        version.key: version
        for version in queries.versions(
            session, MEETING_CONCLUSION, plan_id, as_of=queries.ALWAYS, known_at=queries.EVER
        )
    }
    return {
        each: version
        for each, version in held.items()
        if version.value is not None and version.value.meeting == key
    }


def open_meeting(
    tracker: Tracker, plan_id: str, details: MeetingDetails, act: Act
) -> Version[Meeting]:
    """Begin to prepare a meeting; its agenda comes from the board as it stands.

    ``Refused`` for units that the plan does not have or a day before the plan's issue;
    ``UnknownPlan``, ``Forbidden``.
    """
    details = tidy(details)
    board = look_at(tracker, act.actor, plan_id, now=act.now)
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.RUN_MEETING)
        _check(plan, details)
        taken = queries.versions(
            session, MEETING, plan_id, as_of=queries.ALWAYS, known_at=queries.EVER
        )
        keys, number = {each.key for each in taken}, 1
        while f"{details.met_on}-{number}" in keys:
            number += 1
        meeting = _described(
            Meeting(
                id=f"{details.met_on}-{number}", met_on=details.met_on, agenda=agenda_of(board)
            ),
            details,
        )
        on = acting_day(plan, act)
        return record(session, MEETING, plan_id, meeting, key=meeting.id, on=on, act=act)


def describe(
    tracker: Tracker, plan_id: str, key: str, details: MeetingDetails, act: Act
) -> Version[Meeting]:
    """Say anew when a meeting is, who chairs it and who attends. Errors as above; ``Conflict``."""
    details = tidy(details)

    def described(plan: Plan, before: Meeting) -> Meeting:
        _refuse_ended(before)
        _check(plan, details)
        return _described(before, details)

    return _change(tracker, plan_id, key, act, described)


def set_agenda(
    tracker: Tracker, plan_id: str, key: str, agenda: tuple[AgendaItem, ...], act: Act
) -> Version[Meeting]:
    """Put another agenda in the place of a meeting's: its order, questions, what is skipped.

    ``Refused`` for an item without a title or one that stands twice, or where it has ended;
    ``Conflict`` where somebody changed the meeting since ``act.revision``.
    """
    agenda = tuple(tidy(item) for item in agenda)

    def changed(_plan: Plan, before: Meeting) -> Meeting:
        _refuse_ended(before)
        _check_agenda(agenda)
        return replace(before, agenda=agenda)

    return _change(tracker, plan_id, key, act, changed)


def agenda_item(meeting: Meeting, key: str) -> AgendaItem:
    """An item of the agenda by its key; ``Refused`` where there is none."""
    found = meeting.item(key)
    if found is None:
        raise Refused(N_("The agenda has no item {key}"), field="item", key=key)
    return found


def renew_agenda(tracker: Tracker, plan_id: str, key: str, act: Act) -> Version[Meeting]:
    """Bring an agenda up to what the board gives now; what people did with it stays."""
    board = look_at(tracker, act.actor, plan_id, now=act.now)

    def renewed(_plan: Plan, before: Meeting) -> Meeting:
        _refuse_ended(before)
        return replace(before, agenda=agenda_anew(before.agenda, agenda_of(board)))

    return _change(tracker, plan_id, key, act, renewed)


def start(tracker: Tracker, plan_id: str, key: str, act: Act) -> Version[Meeting]:
    """Begin a meeting: from now on its figures are those of this moment.

    ``Refused`` where it has begun or ended already.
    """
    shown = usual_day(tracker, act.actor, plan_id, now=act.now)

    def held(plan: Plan, before: Meeting) -> Meeting:
        if before.state is not MeetingState.PREPARING:
            raise Refused(N_("The meeting has begun already"))
        return held_from(before, today=today_of(plan, act.now), usual_day=shown, now=act.now)

    return _change(tracker, plan_id, key, act, held, begins=True)


def take_newer_figures(tracker: Tracker, plan_id: str, key: str, act: Act) -> Version[Meeting]:
    """Let a meeting that is held look at the figures of now. ``Refused`` where it is not held."""
    shown = usual_day(tracker, act.actor, plan_id, now=act.now)

    def renewed(plan: Plan, before: Meeting) -> Meeting:
        if before.state is not MeetingState.HELD:
            raise Refused(N_("The meeting is not being held"))
        return held_from(before, today=today_of(plan, act.now), usual_day=shown, now=act.now)

    return _change(tracker, plan_id, key, act, renewed)


def close(tracker: Tracker, plan_id: str, key: str, act: Act) -> Version[Meeting]:
    """End a meeting: what it concluded is followed from now on, from the day of the meeting.

    One that nobody began ends as well, with the figures of now. A conclusion that gives a task a
    later day amends the plan from the day of the meeting. ``Refused`` where it has ended.
    """
    shown = usual_day(tracker, act.actor, plan_id, now=act.now)
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.RUN_MEETING)
        last = refuse_if_overtaken(session, MEETING, plan_id, key, act)
        before = _value(last, plan_id, key)
        _refuse_ended(before)
        if before.state is MeetingState.PREPARING:
            today = today_of(plan, act.now)
            before = held_from(before, today=today, usual_day=shown, now=act.now)
        ended = replace(
            before, state=MeetingState.ENDED, ended_at=act.now, edition=before.edition + 1
        )
        drafts = _drafts(session, plan_id, key)
        published = queries.chains(session, CONCLUSION, plan_id, drafts)
        alone = replace(act, revision=None, replaces=None)
        basis = _basis_of(ended, _called(session, plan_id)[key])
        for each, draft in drafts.items():
            if each not in published and draft.value is not None:
                said = replace(draft.value, met_on=ended.met_on)
                content = content_on(session, plan_id, ended.met_on)
                extended = _extended(content, said, ended, basis, alone)
                if extended is not None:
                    said = extended
                    _extend_task(tracker, session, plan_id, said, ended, basis, alone)
                record(session, CONCLUSION, plan_id, said, key=each, on=ended.met_on, act=alone)
        on = acting_day(plan, act)
        return record(session, MEETING, plan_id, ended, key=key, on=on, act=act)


def _extended(
    plan: Plan, said: Conclusion, meeting: Meeting, basis: str, act: Act
) -> Conclusion | None:
    """A conclusion that gives a task of the plan a later day: the first one stays with it.

    None where it does not: an earlier day cannot be slipped in, and nothing is amended as of the
    day of issue.
    """
    task = next((task for _, task in plan.all_tasks() if task.code == said.about), None)
    if task is None or task.due is None or said.due is None or said.due <= task.due:
        return None
    if meeting.met_on <= plan.document.counts_from:
        return None
    return replace(
        said,
        first_due=task.due,
        approver=meeting.chair or act.actor.name,
        basis=basis,
    )


def _basis_of(meeting: Meeting, called: CalledMeeting) -> str:
    words = Words.of()
    held = replace(called, met_on=meeting.met_on, started_at=meeting.started_at)
    return words.text(N_("Conclusion of the meeting of {day}"), day=meeting_day(held, words))


def _extend_task(
    tracker: Tracker,
    session: Session,
    plan_id: str,
    said: Conclusion,
    meeting: Meeting,
    basis: str,
    act: Act,
) -> None:
    """Amend the plan from the day of the meeting: the task has the day that was concluded."""
    if said.about is None or said.due is None:
        return
    changed = RowChanged(table="tasks", key=said.about, cells={"due": said.due.isoformat()})
    amending = replace(act, on=meeting.met_on)
    edit_in(
        tracker.catalog,
        session,
        plan_id,
        (changed,),
        amending,
        basis,
        drop_recorded=False,
    )


def reopen(tracker: Tracker, plan_id: str, key: str, act: Act) -> Version[Meeting]:
    """Open a meeting again that has ended; ending it anew makes another edition of its notice.

    What it concluded stays followed. ``Refused`` where it has not ended.
    """

    def reopened(_plan: Plan, before: Meeting) -> Meeting:
        if before.state is not MeetingState.ENDED:
            raise Refused(N_("The meeting has not ended"))
        return replace(before, state=MeetingState.HELD, ended_at=None)

    return _change(tracker, plan_id, key, act, reopened, begins=True)


def conclude_in(
    tracker: Tracker, plan_id: str, key: str, concluded: Conclusion, act: Act
) -> Version[Conclusion]:
    """Write down what a meeting concludes, or change what it wrote; an empty id gets one.

    It may be prepared or held. ``Refused`` where it has ended, and as for any conclusion;
    ``Forbidden``; ``Conflict`` where somebody changed this conclusion since ``act.revision``.
    """
    concluded = tidy(concluded)
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.CONCLUDE)
        meeting = _value(queries.newest(session, MEETING, plan_id, key), plan_id, key)
        _refuse_ended(meeting)
        said = checked(plan, concluded, meeting.met_on)
        if said.item is not None:
            agenda_item(meeting, said.item)
        each = said.id or next_id(session, plan_id, meeting.met_on)
        on = acting_day(plan, act)
        followed = queries.newest(session, CONCLUSION, plan_id, each)
        kind = MEETING_CONCLUSION if followed is None else CONCLUSION
        last = refuse_if_overtaken(session, kind, plan_id, each, act)
        before = last.value if last else None
        if before is not None and before.meeting != key:
            raise Refused(N_("Conclusion {key} is of another meeting"), key=each)
        item = said.item or item_about(meeting, plan, said.about)
        value = replace(said, id=each, met_on=meeting.met_on, meeting=key, item=item)
        if last is not None and before is not None:
            anew = rewritten(before, said, met_on=before.met_on or meeting.met_on)
            value = replace(anew, item=item)
            on = max(last.on, on)
        return record(session, kind, plan_id, value, key=each, on=on, act=act)


def strike(tracker: Tracker, plan_id: str, conclusion: str, act: Act) -> Version[Conclusion]:
    """Strike what a meeting wrote down before it has ended. ``Refused`` where there is no such."""
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.CONCLUDE)
        last = _of_open_meeting(session, plan_id, conclusion, act)
        if last.value is None:
            raise Refused(N_("Plan {plan} has no conclusion {key}"), plan=plan_id, key=conclusion)
        on = max(last.on, acting_day(plan, act))
        return record(session, MEETING_CONCLUSION, plan_id, None, key=conclusion, on=on, act=act)


def take_back_in(tracker: Tracker, plan_id: str, conclusion: str, act: Act) -> Version[Conclusion]:
    """Take the last change of what a meeting wrote down back, also that it was struck."""
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.CONCLUDE)
        last = _of_open_meeting(session, plan_id, conclusion, act)
        on = max(last.on, acting_day(plan, act))
        value = queries.value_before(session, MEETING_CONCLUSION, plan_id, last)
        return record(session, MEETING_CONCLUSION, plan_id, value, key=conclusion, on=on, act=act)


def _of_open_meeting(
    session: Session, plan_id: str, conclusion: str, act: Act
) -> Version[Conclusion]:
    """What a meeting wrote down that is not followed yet."""
    last = refuse_if_overtaken(session, MEETING_CONCLUSION, plan_id, conclusion, act)
    if last is None:
        raise Refused(N_("Plan {plan} has no conclusion {key}"), plan=plan_id, key=conclusion)
    if queries.newest(session, CONCLUSION, plan_id, conclusion) is not None:
        raise Refused(N_("The meeting has ended with this conclusion; it is followed by now"))
    return last


def _change(
    tracker: Tracker,
    plan_id: str,
    key: str,
    act: Act,
    changed: Callable[[Plan, Meeting], Meeting],
    *,
    begins: bool = False,
) -> Version[Meeting]:
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.RUN_MEETING)
        last = refuse_if_overtaken(session, MEETING, plan_id, key, act)
        value = changed(plan, _value(last, plan_id, key))
        if begins:
            _begin(session, plan_id, value, act)
        on = acting_day(plan, act)
        return record(session, MEETING, plan_id, value, key=key, on=on, act=act)


def _begin(session: Session, plan_id: str, meeting: Meeting, act: Act) -> None:
    """Talk about the first item, or go on with the one that was talked about."""
    stage = meeting_stages.stage_of(session, plan_id, meeting.id)
    first = meeting.steps[0].key if meeting.steps else ""
    if stage is None:
        stage = Stage(revision=1, item=first, since=act.now, spent={}, moved_by=act.actor.name)
    else:
        stage = replace(stage, revision=stage.revision + 1, since=act.now)
    meeting_stages.put_stage(session, plan_id, meeting.id, stage)


def _newest(session: Session, plan_id: str, key: str) -> tuple[Version[Meeting], Meeting]:
    version = queries.newest(session, MEETING, plan_id, key)
    meeting = _value(version, plan_id, key)
    assert version is not None  # noqa: S101 - it has a value
    return version, meeting


def _value(version: Version[Meeting] | None, plan_id: str, key: str) -> Meeting:
    if version is None or version.value is None:
        raise Refused(N_("Plan {plan} has no meeting {key}"), plan=plan_id, key=key)
    return version.value


def _require_reading(session: Session, actor: Actor, plan_id: str) -> None:
    require(actor, Action.READ_PLAN, agency=queries.plan_row(session, plan_id).agency)


def _refuse_ended(meeting: Meeting) -> None:
    if meeting.state is MeetingState.ENDED:
        raise Refused(N_("The meeting has ended; reopen it to change it"))


def _described(meeting: Meeting, details: MeetingDetails) -> Meeting:
    return replace(
        meeting,
        met_on=details.met_on,
        title=details.title,
        chair=details.chair,
        units=details.units,
        others=details.others,
    )


def _check(plan: Plan, details: MeetingDetails) -> None:
    stranger = first_unknown(details.units, tuple(unit.code for unit in plan.units))
    if stranger is not None:
        raise Refused(
            N_("Plan {plan} has no unit {unit}"), field="units", plan=plan.id, unit=stranger
        )
    issued = plan.document.counts_from
    if details.met_on < issued:
        raise Refused(
            N_("The plan counts from {issued}; no meeting on it was held before"),
            field="met_on",
            issued=issued,
        )


def _check_agenda(agenda: tuple[AgendaItem, ...]) -> None:
    for item in agenda:
        if item.kind is AgendaKind.OWN and says_nothing(item.title):
            raise Refused(N_("Say what is to be talked about"), field="title")
    keys = [item.key for item in agenda]
    if len(set(keys)) < len(keys):
        raise Refused(N_("This stands on the agenda already"), field="title")
