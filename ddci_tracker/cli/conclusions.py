"""Commands on conclusions of meetings: ``conclusion add|update|accept|return|extend|list``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from typer import Argument, Typer

from ddci_tracker.cli.board import AsOf, Json, PlanId
from ddci_tracker.cli.context import (
    VIETNAMESE,
    prepared,
    print_json,
    print_list,
    say_recorded_in,
    text,
)
from ddci_tracker.cli.options import (
    About,
    Answering,
    Approver,
    Authority,
    Basis,
    ConcludedText,
    DoneNote,
    DoneOn,
    DueDay,
    NamedPerson,
    NewLastDay,
    On,
    Ongoing,
    Product,
    Reason,
    Revision,
    Speaker,
    Status,
    Supporting,
)
from ddci_tracker.domain.acts import Conclusion
from ddci_tracker.domain.conclusions import ConclusionView, conclusion_views
from ddci_tracker.domain.plan import Plan
from ddci_tracker.services import conclusions
from ddci_tracker.services.boards import look_at
from ddci_tracker.services.conclusions import ConclusionWord
from ddci_tracker.services.documents import conclusion_document
from ddci_tracker.words import formats
from ddci_tracker.words.marking import N_
from ddci_tracker.words.meetings import meeting_day
from ddci_tracker.words.progress import progress, timing

Key = Annotated[str, Argument(metavar="ID", help=text(N_("The id of a conclusion")))]


def add_to(app: Typer) -> None:
    """Register the commands."""
    conclusion = Typer(help=text(N_("What meetings concluded")), no_args_is_help=True)
    conclusion.command("add", help=text(N_("Write down what a meeting concluded")))(add)
    conclusion.command("update", help=text(N_("Say how far a conclusion is")))(update)
    conclusion.command("accept", help=text(N_("Accept that a conclusion is done")))(accept)
    conclusion.command("return", help=text(N_("Return a conclusion with a reason")))(send_back)
    conclusion.command("extend", help=text(N_("Give a conclusion a later due day")))(extend)
    conclusion.command("list", help=text(N_("The conclusions of a plan, the worst first")))(
        list_conclusions
    )
    app.add_typer(conclusion, name="conclusion")


def add(
    plan: PlanId,
    said: ConcludedText,
    unit: Answering,
    with_unit: Supporting = None,
    person: NamedPerson = None,
    authority: Authority = None,
    due: DueDay = None,
    ongoing: Ongoing = False,
    product: Product = None,
    about: About = None,
    on: On = None,
    as_json: Json = False,
) -> None:
    concluded = Conclusion(
        id="",
        about=about,
        text=said,
        units=tuple(unit),
        due=due,
        ongoing=ongoing,
        met_on=on,
        with_units=tuple(with_unit or ()),
        person=person,
        authority=authority,
        product=product,
    )
    here = prepared()
    version = conclusions.conclude(here.tracker, plan, concluded, here.act(on))
    if not as_json:
        say_recorded_in(plan, version)
        return
    (view,) = conclusion_views((version,), day=version.on, due_soon_days=0)
    print_json({"conclusion": version.key, "missing": [str(part) for part in view.missing]})


def update(
    plan: PlanId,
    key: Key,
    status: Status,
    unit: Speaker = "",
    note: DoneNote = None,
    done_on: DoneOn = None,
    on: On = None,
    revision: Revision = None,
) -> None:
    here = prepared()
    word = ConclusionWord(
        unit=unit or _answering(plan, key), status=status, note=note, done_on=done_on
    )
    say_recorded_in(plan, conclusions.say_of(here.tracker, plan, key, word, here.act(on, revision)))


def accept(plan: PlanId, key: Key, on: On = None, revision: Revision = None) -> None:
    here = prepared()
    say_recorded_in(plan, conclusions.accept(here.tracker, plan, key, here.act(on, revision)))


def send_back(
    plan: PlanId,
    key: Key,
    note: Reason,
    on: On = None,
    revision: Revision = None,
) -> None:
    here = prepared()
    say_recorded_in(
        plan, conclusions.send_back(here.tracker, plan, key, note, here.act(on, revision))
    )


def extend(
    plan: PlanId,
    key: Key,
    due: NewLastDay,
    approver: Approver,
    basis: Basis,
    on: On = None,
    revision: Revision = None,
) -> None:
    here, act = prepared(), prepared().act(on, revision)
    say_recorded_in(
        plan,
        conclusions.move_due(here.tracker, plan, key, due, approver=approver, basis=basis, act=act),
    )


def list_conclusions(plan: PlanId, as_of: AsOf = None, as_json: Json = False) -> None:
    here = prepared()
    board = look_at(here.tracker, here.actor, plan, now=here.now, as_of=as_of)
    none = N_("No meeting has concluded anything")
    document = (lambda view: conclusion_document(view, board.plan, VIETNAMESE)) if as_json else None
    print_list(board.followed, document, partial(_line, board.plan), none)


def _answering(plan: str, key: str) -> str:
    """The unit that answers for a conclusion; none where there is no such conclusion."""
    here = prepared()
    board = look_at(here.tracker, here.actor, plan, now=here.now)
    return next((view.said.units[0] for view in board.followed if view.said.id == key), "")


def _line(plan: Plan, view: ConclusionView) -> str:
    units = ", ".join(view.said.units)
    state = formats.capital(timing(view, VIETNAMESE))
    said = progress(view, plan, VIETNAMESE)
    met = VIETNAMESE.text("meeting of {day}", day=meeting_day(view.called, VIETNAMESE))
    return f"{view.said.id}  {state}  {units}  {view.said.text}  ({said}; {met})"
