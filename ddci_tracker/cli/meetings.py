"""Commands on meetings: ``meeting open|agenda|start|conclude|close|reopen|list|show|export``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option, Typer

from ddci_tracker.cli import inputs
from ddci_tracker.cli.board import Json, PlanId
from ddci_tracker.cli.context import (
    VIETNAMESE,
    prepared,
    print_json,
    print_list,
    say,
    say_closed,
    say_recorded,
    show,
    text,
)
from ddci_tracker.cli.options import (
    About,
    Answering,
    Authority,
    ConcludedText,
    DueDay,
    NamedPerson,
    Ongoing,
    Product,
    Revision,
    Supporting,
)
from ddci_tracker.domain.acts import Conclusion
from ddci_tracker.domain.conclusions import CalledMeeting, ConclusionView, conclusion_views
from ddci_tracker.domain.meetings import AgendaItem, AgendaKind, Meeting, moved_item
from ddci_tracker.domain.versions import Version
from ddci_tracker.services import meeting_papers, meetings, notices, security_log
from ddci_tracker.services.act_remarks import CLOSED_MEETING
from ddci_tracker.services.documents import conclusion_document
from ddci_tracker.services.meetings import MeetingDetails, MeetingView, agenda_item
from ddci_tracker.services.notices import NoticeFormat
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words import labels
from ddci_tracker.words.marking import N_
from ddci_tracker.words.meetings import dated_meeting, item_name, meeting_name
from ddci_tracker.words.progress import dated_timing, progress, unclear


class PaperKind(StrEnum):
    """The papers of a meeting: what it ends with, and what is sent out before it."""

    NOTICE = "notice"
    PAPERS = "papers"


_MAKERS = {
    PaperKind.NOTICE: notices.export_notice,
    PaperKind.PAPERS: meeting_papers.export_papers,
}
Key = Annotated[str, Argument(metavar="MEETING", help=text(N_("The id of a meeting")))]


def add_to(app: Typer) -> None:
    """Register the commands."""
    meeting = Typer(help=text(N_("Meetings on a plan")), no_args_is_help=True)
    meeting.command("open", help=text(N_("Begin to prepare a meeting")))(open_)
    meeting.command("agenda", help=text(N_("Show and change the agenda of a meeting")))(agenda)
    meeting.command("start", help=text(N_("Begin a meeting: its figures stand from now on")))(start)
    meeting.command("conclude", help=text(N_("Write down what a meeting concludes")))(conclude)
    meeting.command("close", help=text(N_("End a meeting: what it concluded is followed")))(close)
    meeting.command("reopen", help=text(N_("Open a meeting again that has ended")))(reopen)
    meeting.command("list", help=text(N_("The meetings of a plan, the newest first")))(
        list_meetings
    )
    meeting.command("show", help=text(N_("A meeting with what it and earlier ones concluded")))(
        show_meeting
    )
    exported = N_("The notice of a meeting or the papers for it as a file to take away")
    meeting.command("export", help=text(exported))(export)
    app.add_typer(meeting, name="meeting")


def open_(
    plan: PlanId,
    on: Annotated[
        date, Option("--on", parser=inputs.day, metavar="DAY", help=text(N_("The day it is held")))
    ],
    chair: Annotated[str | None, Option(metavar="TEXT", help=text(N_("Who chairs it")))] = None,
    title: Annotated[str | None, Option(metavar="TEXT", help=text(N_("What it is called")))] = None,
    unit: Annotated[
        list[str] | None, Option(metavar="UNIT", help=text(N_("A unit that attends")))
    ] = None,
    others: Annotated[
        str | None, Option(metavar="TEXT", help=text(N_("Posts and guests that attend")))
    ] = None,
    as_json: Json = False,
) -> None:
    here = prepared()
    details = MeetingDetails(
        met_on=on, title=title, chair=chair, units=tuple(unit or ()), others=others
    )
    _say(meetings.open_meeting(here.tracker, plan, details, here.act()), as_json=as_json)
    if not as_json:
        say_closed(plan, on, told=CLOSED_MEETING)


def agenda(
    plan: PlanId,
    meeting: Key,
    renew: Annotated[
        bool, Option("--renew", help=text(N_("Bring it up to what the board gives now")))
    ] = False,
    add: Annotated[
        list[str] | None, Option(metavar="TEXT", help=text(N_("Add an item of one's own")))
    ] = None,
    skip: Annotated[list[str] | None, Option(metavar="ITEM", help=text(N_("Skip an item")))] = None,
    take: Annotated[
        list[str] | None, Option(metavar="ITEM", help=text(N_("Take a skipped item in again")))
    ] = None,
    ask: Annotated[
        list[str] | None,
        Option(metavar="ITEM=TEXT", help=text(N_("The question that an item is to answer"))),
    ] = None,
    up: Annotated[
        list[str] | None, Option(metavar="ITEM", help=text(N_("Move an item one place up")))
    ] = None,
    revision: Revision = None,
    as_json: Json = False,
) -> None:
    asked = [_question(written) for written in ask or ()]
    here = prepared()
    if renew:
        meetings.renew_agenda(here.tracker, plan, meeting, here.act(revision=revision))
        revision = None
    view = meetings.look_at_meeting(here.tracker, here.actor, plan, meeting, now=here.now)
    changed = _changed(view.meeting, add or [], skip or [], take or [], asked)
    for key in up or ():
        changed = moved_item(changed, agenda_item(view.meeting, key).key, -1)
    if changed != view.meeting.agenda:
        seen = view.revision if revision is None else revision
        meetings.set_agenda(here.tracker, plan, meeting, changed, here.act(revision=seen))
        view = meetings.look_at_meeting(here.tracker, here.actor, plan, meeting, now=here.now)
    items = [_item_document(view, item) for item in view.meeting.agenda]
    if as_json:
        print_json(items)
        return
    for item in items:
        mark = "-" if item["skipped"] else "*"
        question = f"  ({item['question']})" if item["question"] else ""
        show(f"{mark} {item['key']}  {item['what']}{question}")


def start(plan: PlanId, meeting: Key, revision: Revision = None, as_json: Json = False) -> None:
    here = prepared()
    act = here.act(revision=revision)
    _say(meetings.start(here.tracker, plan, meeting, act), as_json=as_json)


def conclude(
    plan: PlanId,
    meeting: Key,
    said: ConcludedText,
    unit: Answering,
    with_unit: Supporting = None,
    person: NamedPerson = None,
    authority: Authority = None,
    due: DueDay = None,
    ongoing: Ongoing = False,
    product: Product = None,
    about: About = None,
    item: Annotated[
        str | None, Option(metavar="ITEM", help=text(N_("The item of the agenda it is of")))
    ] = None,
    conclusion: Annotated[
        str, Option("--id", metavar="ID", help=text(N_("A conclusion that is written anew")))
    ] = "",
    revision: Revision = None,
    as_json: Json = False,
) -> None:
    here = prepared()
    concluded = Conclusion(
        id=conclusion,
        about=about,
        text=said,
        units=tuple(unit),
        due=due,
        ongoing=ongoing,
        with_units=tuple(with_unit or ()),
        person=person,
        authority=authority,
        product=product,
        item=item,
    )
    act = here.act(revision=revision)
    version = meetings.conclude_in(here.tracker, plan, meeting, concluded, act)
    if not as_json:
        say_recorded(version)
        if version.value is not None:
            say_closed(plan, version.value.met_on, told=CLOSED_MEETING)
        return
    (view,) = conclusion_views((version,), day=version.on, due_soon_days=0)
    print_json(_missing(view))


def close(plan: PlanId, meeting: Key, revision: Revision = None, as_json: Json = False) -> None:
    here = prepared()
    before = meetings.look_at_meeting(here.tracker, here.actor, plan, meeting, now=here.now)
    for view in () if as_json else before.unclear:
        say(
            N_("Conclusion {key}: {what}"),
            key=view.said.id,
            what=tuple(unclear(view, VIETNAMESE)),
        )
    act = here.act(revision=revision)
    version = meetings.close(here.tracker, plan, meeting, act)
    _say(version, as_json=as_json, missing=[_missing(view) for view in before.unclear])
    if not as_json:
        say_closed(plan, before.meeting.met_on, told=CLOSED_MEETING)


def reopen(plan: PlanId, meeting: Key, revision: Revision = None, as_json: Json = False) -> None:
    here = prepared()
    act = here.act(revision=revision)
    _say(meetings.reopen(here.tracker, plan, meeting, act), as_json=as_json)


def list_meetings(plan: PlanId, as_json: Json = False) -> None:
    here = prepared()
    found = [
        version.value
        for version in meetings.meetings_of(here.tracker, here.actor, plan)
        if version.value is not None
    ]
    called = meetings.called_of(here.tracker, here.actor, plan)
    none = N_("No meeting has been opened yet")
    print_list(
        found,
        (lambda each: _head(each, called[each.id])) if as_json else None,
        lambda each: _line(each, called[each.id]),
        none,
    )


def show_meeting(plan: PlanId, meeting: Key, as_json: Json = False) -> None:
    here = prepared()
    view = meetings.look_at_meeting(here.tracker, here.actor, plan, meeting, now=here.now)
    if as_json:
        print_json(_document(view))
        return
    show(_line(view.meeting, view.called))
    for item in view.meeting.steps:
        show(f"  {item_name(view.board, item, VIETNAMESE)}")
    for concluded in view.conclusions:
        show(_concluded(concluded))
    if view.previous:
        show(VIETNAMESE.text(N_("Conclusions of earlier meetings")))
    for earlier in view.previous:
        show(f"{_concluded(earlier)}  ({dated_meeting(earlier.called, VIETNAMESE)})")


def export(
    plan: PlanId,
    meeting: Key,
    out: Annotated[Path, Option(metavar="FILE", help=text(N_("The file to write")))],
    form: Annotated[
        NoticeFormat,
        Option(
            "--format",
            parser=inputs.one_of(NoticeFormat),
            metavar="FORM",
            help=" | ".join(NoticeFormat),
        ),
    ] = NoticeFormat.DOCX,
    kind: Annotated[
        PaperKind,
        Option(
            "--kind",
            parser=inputs.one_of(PaperKind),
            metavar="KIND",
            help=" | ".join(PaperKind),
        ),
    ] = PaperKind.NOTICE,
) -> None:
    here = prepared()
    make = _MAKERS[kind]
    exported = make(here.tracker, here.actor, plan, meeting, form, words=VIETNAMESE, now=here.now)
    out.write_bytes(exported.body)
    security_log.note_taken(here.tracker, here.actor.name, exported.name)
    say(N_("Wrote {path}"), path=str(out))


def _changed(
    meeting: Meeting, add: list[str], skip: list[str], take: list[str], ask: list[tuple[str, str]]
) -> tuple[AgendaItem, ...]:
    """The agenda of a meeting with what is asked for done to its items."""
    changed = {item.key: item for item in meeting.agenda}
    for keys, skipped in ((skip, True), (take, False)):
        for key in keys:
            found = changed[agenda_item(meeting, key).key]
            changed[found.key] = replace(found, skipped=skipped)
    for key, question in ask:
        found = changed[agenda_item(meeting, key).key]
        changed[found.key] = replace(found, question=question)
    own = (AgendaItem(kind=AgendaKind.OWN, title=title) for title in add)
    return (*changed.values(), *own)


def _concluded(view: ConclusionView) -> str:
    return f"{view.said.id}  {dated_timing(view, VIETNAMESE)}  {view.said.text}"


def _question(written: str) -> tuple[str, str]:
    key, mark, question = written.partition("=")
    if not mark:
        raise Refused(N_("{typed} says no question; write ITEM=TEXT"), typed=written)
    return key, question


def _say(version: Version[Meeting], *, as_json: bool, **more: Any) -> None:
    if as_json and version.value is not None:
        head = {"meeting": version.key, "state": str(version.value.state)}
        print_json({**head, "revision": version.revision, **more})
    else:
        say_recorded(version)


def _missing(view: ConclusionView) -> dict[str, Any]:
    return {"conclusion": view.said.id, "missing": [str(part) for part in view.missing]}


def _head(meeting: Meeting, called: CalledMeeting) -> dict[str, Any]:
    return {
        "meeting": meeting.id,
        "on": meeting.met_on.isoformat(),
        "state": str(meeting.state),
        "title": meeting.title,
        "name": meeting_name(called, VIETNAMESE),
        "chair": meeting.chair,
        "units": list(meeting.units),
        "others": meeting.others,
        "as_of": meeting.as_of.isoformat() if meeting.as_of else None,
        "known_at": meeting.known_at.isoformat() if meeting.known_at else None,
        "edition": meeting.edition,
    }


def _document(view: MeetingView) -> dict[str, Any]:
    return {
        **_head(view.meeting, view.called),
        "revision": view.revision,
        "step": view.stage.item if view.stage else None,
        "agenda": [_item_document(view, item) for item in view.meeting.agenda],
        "conclusions": [
            {**conclusion_document(each, view.board.plan, VIETNAMESE), "item": each.said.item}
            for each in view.conclusions
        ],
        "previous": [
            {
                **conclusion_document(each, view.board.plan, VIETNAMESE),
                "result": progress(each, view.board.plan, VIETNAMESE),
                "progress": dated_timing(each, VIETNAMESE),
            }
            for each in view.previous
        ],
    }


def _item_document(view: MeetingView, item: AgendaItem) -> dict[str, Any]:
    return {
        "kind": str(item.kind),
        "what": item_name(view.board, item, VIETNAMESE),
        "question": item.question,
        "key": item.key,
        "skipped": item.skipped,
    }


def _line(meeting: Meeting, called: CalledMeeting) -> str:
    state = labels.label(meeting.state, VIETNAMESE)
    return f"{meeting.id}  {state}  {meeting_name(called, VIETNAMESE)}"
