"""Who may do what: every service against every role, and nothing that asks for no permission."""

import ast
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import FunctionType
from typing import get_type_hints

import pytest

from ddci_tracker import services
from ddci_tracker.domain.acts import ReportStep
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import DueRule, Target, TargetKind
from ddci_tracker.services import (
    accounts,
    calendars,
    correcting,
    drafts,
    exporting,
    filing,
    freezing,
    freezing_by_itself,
    housekeeping,
    illustrating,
    keeping,
    links,
    looking,
    planning,
    publishing,
    remembering,
    reporting,
    restoring,
    sessions,
    templates,
    throttling,
    updating,
    watching,
    working,
)
from ddci_tracker.services.accounts import Place
from ddci_tracker.services.acting import Act
from ddci_tracker.services.permissions import ALLOWED, Action, Actor, Forbidden, Role
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import Session
from ddci_tracker.store.errors import NotEmpty
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import (
    AGENCY,
    LOADED,
    NEXT_YEAR,
    NOW,
    OWNER,
    PLAN,
    Q1,
    Q2,
    Q3,
    Q4,
    TODAY,
    act,
    enter,
    extension,
    load,
    person,
    published,
    say,
    step,
    take,
    word,
)

pytestmark = pytest.mark.usefixtures("quick_hashing")


@dataclass(frozen=True)
class Service:
    """A service, what it is to whoever asks, and how somebody calls it with good input."""

    function: Callable[..., object]
    action: Action
    call: Callable[[Tracker, Actor], object]
    prepare: Callable[[Tracker], object] = lambda _: None
    of_an_agency: bool = True


def _step(what: ReportStep, period: Period) -> Service:
    """A step of a report of its own, so that all can be tried on one plan."""
    by_sender = what in (ReportStep.HANDED_IN, ReportStep.WITHDRAWN)
    taken = step(what, period=period, note="lý do")
    handed_in = step(period=period)
    return Service(
        reporting.take_step,
        Action.HAND_IN_REPORT if by_sender else Action.REVIEW_REPORT,
        lambda tracker, actor: take(tracker, taken, act(actor)),
        prepare=lambda tracker: taken.step is handed_in.step or take(tracker, handed_in),
    )


TO_WITHDRAW = published(sub_index=None)
WITH_A_TOP_GROUP = replace(
    PLAN,
    sub_indices=(
        replace(PLAN.sub_indices[0], targets=(Target(kind=TargetKind.TOP_GROUP, text="nhóm đầu"),)),
    ),
)
MAY, JUNE = Period.month(2021, 5), Period.month(2021, 6)
YEARLY = step(duty="R4", period=Period.whole_year(2021))


def freeze(tracker: Tracker, actor: Actor = OWNER, month: Period = JUNE) -> object:
    return freezing.freeze(tracker, actor, PLAN.id, month, now=NOW)


def make_administrator(tracker: Tracker) -> None:
    """The first account, without which there is no other."""
    if not accounts.list_accounts(tracker, OWNER):
        place = Place(role=Role.ADMINISTRATOR)
        accounts.add_account(tracker, OWNER, name="quan-tri", place=place, now=NOW)


def add_account(tracker: Tracker, name: str, actor: Actor = OWNER) -> object:
    """Somebody of unit A; the first account is made before."""
    make_administrator(tracker)
    place = Place(role=Role.STAFF, agencies=(AGENCY,), unit="A")
    return accounts.add_account(tracker, actor, name=name, place=place, now=NOW)


def newest_link(tracker: Tracker) -> str:
    return links.list_links(tracker, OWNER, AGENCY)[0].token_hash


SERVICES = {
    "look at a board": Service(
        looking.look_at,
        Action.READ_PLAN,
        lambda tracker, actor: looking.look_at(tracker, actor, PLAN.id, now=NOW),
    ),
    "read the usual day of a plan": Service(
        looking.usual_day,
        Action.READ_PLAN,
        lambda tracker, actor: looking.usual_day(tracker, actor, PLAN.id, now=NOW),
    ),
    "read a plan": Service(
        looking.read_content,
        Action.READ_PLAN,
        lambda tracker, actor: looking.read_content(tracker, actor, PLAN.id, now=NOW),
    ),
    "check a plan": Service(
        looking.check,
        Action.READ_PLAN,
        lambda tracker, actor: looking.check(tracker, actor, PLAN.id, now=NOW),
    ),
    "export a plan": Service(
        planning.export_plan,
        Action.READ_PLAN,
        lambda tracker, actor: planning.export_plan(tracker, actor, PLAN.id, now=NOW),
    ),
    "read the history": Service(
        remembering.history_of,
        Action.READ_HISTORY,
        lambda tracker, actor: remembering.history_of(tracker, actor, PLAN.id, now=NOW),
    ),
    "see how fresh a plan is": Service(
        watching.freshness_of,
        Action.READ_HISTORY,
        lambda tracker, actor: watching.freshness_of(tracker, actor, PLAN.id, now=NOW),
    ),
    "look back": Service(
        remembering.look_back,
        Action.READ_HISTORY,
        lambda tracker, actor: remembering.look_back(
            tracker, actor, PLAN.id, remembering.Question()
        ),
    ),
    "see the versions of a thing": Service(
        remembering.versions_of,
        Action.READ_HISTORY,
        lambda tracker, actor: remembering.versions_of(tracker, actor, PLAN.id, "task", "T1"),
    ),
    "bring an earlier version back": Service(
        restoring.restore_version,
        Action.UPDATE_TASK,
        lambda tracker, actor: restoring.restore_version(
            tracker, PLAN.id, "task_update", "T1@2021-Q2", 1, act(actor)
        ),
        prepare=lambda tracker: say(tracker, word(quarter=Q2)),
    ),
    "update a task": Service(
        updating.update_task,
        Action.UPDATE_TASK,
        lambda tracker, actor: updating.update_task(tracker, PLAN.id, word(), act(actor)),
    ),
    "update many tasks": Service(
        updating.update_many,
        Action.UPDATE_TASK,
        lambda tracker, actor: updating.update_many(
            tracker, PLAN.id, [updating.Saving(update=word("T1", Q2))], act(actor)
        ),
    ),
    "take an update back": Service(
        updating.undo_update,
        Action.UPDATE_TASK,
        lambda tracker, actor: updating.undo_update(tracker, PLAN.id, "T2", Q2, act(actor)),
        prepare=lambda tracker: say(tracker, word("T2", Q2, unit="A")),
    ),
    "open a task": Service(
        working.open_task,
        Action.UPDATE_TASK,
        lambda tracker, actor: working.open_task(tracker, actor, PLAN.id, "T1", Q3, now=NOW),
    ),
    "read a form as it was": Service(
        working.filled_at,
        Action.UPDATE_TASK,
        lambda tracker, actor: working.filled_at(tracker, actor, PLAN.id, "T1", Q3, 1, now=NOW),
    ),
    "keep a draft": Service(
        drafts.keep_draft,
        Action.UPDATE_TASK,
        lambda tracker, actor: drafts.keep_draft(
            tracker, actor, PLAN.id, "form", "{}", revision=0, now=NOW
        ),
    ),
    "read a draft": Service(
        drafts.draft_of,
        Action.UPDATE_TASK,
        lambda tracker, actor: drafts.draft_of(tracker, actor, PLAN.id, "form"),
    ),
    "read the own drafts": Service(
        drafts.drafts_of,
        Action.UPDATE_TASK,
        lambda tracker, actor: drafts.drafts_of(tracker, actor, PLAN.id),
    ),
    "throw a draft away": Service(
        drafts.drop_draft,
        Action.UPDATE_TASK,
        lambda tracker, actor: drafts.drop_draft(tracker, actor, PLAN.id, "form"),
    ),
    "hand a report in": _step(ReportStep.HANDED_IN, Q1),
    "withdraw a report": _step(ReportStep.WITHDRAWN, Q2),
    "accept a report": _step(ReportStep.ACCEPTED, Q3),
    "return a report": _step(ReportStep.RETURNED, Q4),
    "extend a report": Service(
        reporting.extend,
        Action.REVIEW_REPORT,
        lambda tracker, actor: reporting.extend(tracker, PLAN.id, extension(), act(actor)),
    ),
    "set a due day": Service(
        reporting.set_due,
        Action.REVIEW_REPORT,
        lambda tracker, actor: reporting.set_due(
            tracker, PLAN.id, "R2", DueRule(inclusive=True, day=20), act(actor)
        ),
    ),
    "undo the handing in of a report": Service(
        reporting.undo_step,
        Action.HAND_IN_REPORT,
        lambda tracker, actor: reporting.undo_step(tracker, PLAN.id, YEARLY, act(actor)),
        prepare=lambda tracker: take(tracker, YEARLY),
    ),
    "take an extension back": Service(
        reporting.cancel_extension,
        Action.REVIEW_REPORT,
        lambda tracker, actor: reporting.cancel_extension(
            tracker, PLAN.id, "R1", "B", Q2, act(actor)
        ),
        prepare=lambda tracker: reporting.extend(tracker, PLAN.id, extension(unit="B"), act()),
    ),
    "take a due day back": Service(
        reporting.unset_due,
        Action.REVIEW_REPORT,
        lambda tracker, actor: reporting.unset_due(tracker, PLAN.id, "R2", act(actor)),
        prepare=lambda tracker: reporting.set_due(
            tracker, PLAN.id, "R2", DueRule(inclusive=True, day=20), act()
        ),
    ),
    "read the file of a report": Service(
        filing.report_file,
        Action.READ_PLAN,
        lambda tracker, actor: filing.report_file(tracker, actor, PLAN.id, "R1/A/2021-Q2", now=NOW),
    ),
    "read the file of a report duty": Service(
        filing.duty_file,
        Action.READ_PLAN,
        lambda tracker, actor: filing.duty_file(tracker, actor, PLAN.id, "R2", now=NOW),
    ),
    "enter a result": Service(
        publishing.enter_result,
        Action.ENTER_RESULT,
        lambda tracker, actor: publishing.enter_result(
            tracker, PLAN.id, published(), act(actor, now=NEXT_YEAR)
        ),
    ),
    "save a result": Service(
        publishing.save_result,
        Action.ENTER_RESULT,
        lambda tracker, actor: publishing.save_result(
            tracker, PLAN.id, published(year=2020), act(actor, now=NEXT_YEAR)
        ),
    ),
    "save a list of results": Service(
        publishing.save_results,
        Action.ENTER_RESULT,
        lambda tracker, actor: publishing.save_results(
            tracker, PLAN.id, [], act(actor, now=NEXT_YEAR)
        ),
    ),
    "withdraw a result": Service(
        publishing.withdraw_result,
        Action.ENTER_RESULT,
        lambda tracker, actor: publishing.withdraw_result(
            tracker, PLAN.id, TO_WITHDRAW.key, act(actor, now=NEXT_YEAR)
        ),
        prepare=lambda tracker: enter(tracker, TO_WITHDRAW),
    ),
    "read what was entered": Service(
        publishing.entered_results,
        Action.READ_PLAN,
        lambda tracker, actor: publishing.entered_results(tracker, actor, PLAN.id),
    ),
    "set the members of a group": Service(
        correcting.set_members,
        Action.COMPLETE_PLAN,
        lambda tracker, actor: correcting.set_members(
            tracker, PLAN.id, "ROOMS", ("A", "B"), act(actor)
        ),
    ),
    "set the size of a top group": Service(
        correcting.size_top_group,
        Action.COMPLETE_PLAN,
        lambda tracker, actor: correcting.size_top_group(
            tracker, PLAN.id, "DDCI/transparency#1", 5, act(actor)
        ),
        prepare=lambda tracker: load(tracker, WITH_A_TOP_GROUP),
    ),
    "read what a plan leaves open": Service(
        correcting.left_open,
        Action.READ_PLAN,
        lambda tracker, actor: correcting.left_open(tracker, actor, PLAN.id, as_of=TODAY),
    ),
    "freeze a month": Service(freezing.freeze, Action.FREEZE_MONTH, freeze),
    "set the day of the automatic freeze": Service(
        freezing_by_itself.set_freeze_day,
        Action.FREEZE_MONTH,
        lambda tracker, actor: freezing_by_itself.set_freeze_day(
            tracker, actor, PLAN.id, 25, now=NOW
        ),
    ),
    "read the day of the automatic freeze": Service(
        freezing_by_itself.freeze_day_of,
        Action.READ_PLAN,
        lambda tracker, actor: freezing_by_itself.freeze_day_of(tracker, actor, PLAN.id),
    ),
    "list frozen months": Service(
        freezing.list_months,
        Action.READ_PLAN,
        lambda tracker, actor: freezing.list_months(tracker, actor, PLAN.id),
    ),
    "read a frozen month": Service(
        freezing.read,
        Action.READ_PLAN,
        lambda tracker, actor: freezing.read(tracker, actor, PLAN.id, JUNE),
        prepare=freeze,
    ),
    "read the document of a frozen month": Service(
        freezing.read_document,
        Action.READ_PLAN,
        lambda tracker, actor: freezing.read_document(tracker, actor, PLAN.id, JUNE),
        prepare=freeze,
    ),
    "compare two frozen months": Service(
        freezing.diff,
        Action.READ_PLAN,
        lambda tracker, actor: freezing.diff(tracker, actor, PLAN.id, MAY, JUNE),
        prepare=lambda tracker: (freeze(tracker, month=MAY), freeze(tracker)),
    ),
    "compare with the month before": Service(
        freezing.since_last,
        Action.READ_PLAN,
        lambda tracker, actor: freezing.since_last(
            tracker, actor, freezing.read(tracker, OWNER, PLAN.id, JUNE)
        ),
        prepare=lambda tracker: (freeze(tracker, month=MAY), freeze(tracker)),
    ),
    "take a month away as a file": Service(
        exporting.export,
        Action.READ_PLAN,
        lambda tracker, actor: exporting.export(
            tracker, actor, PLAN.id, JUNE, exporting.Form.JSON, words=Words.of()
        ),
        prepare=freeze,
    ),
    "see whose template the briefing has": Service(
        templates.template_of,
        Action.EDIT_BRIEFING,
        lambda tracker, actor: templates.template_of(tracker, actor, AGENCY),
    ),
    "take the template of the briefing": Service(
        templates.current_body,
        Action.EDIT_BRIEFING,
        lambda tracker, actor: templates.current_body(tracker, actor, AGENCY, words=Words.of()),
    ),
    "put a template of the briefing back": Service(
        templates.upload,
        Action.EDIT_BRIEFING,
        lambda tracker, actor: templates.upload(
            tracker,
            actor,
            AGENCY,
            "mau.docx",
            templates.current_body(tracker, OWNER, AGENCY, words=Words.of()),
            now=NOW,
        ),
    ),
    "give the own template of the briefing up": Service(
        templates.restore_default,
        Action.EDIT_BRIEFING,
        lambda tracker, actor: templates.restore_default(tracker, actor, AGENCY),
    ),
    "load a plan": Service(
        planning.load_plan,
        Action.LOAD_PLAN,
        lambda tracker, actor: planning.load_plan(
            tracker, actor, replace(PLAN, general_tasks=()), now=NOW
        ),
    ),
    "load a shipped plan": Service(
        planning.load_shipped,
        Action.LOAD_PLAN,
        lambda tracker, actor: planning.load_shipped(
            tracker, actor, replace(PLAN, general_tasks=()), now=NOW
        ),
    ),
    "add the illustration": Service(
        illustrating.add_illustration,
        Action.MANAGE_ILLUSTRATION,
        lambda tracker, actor: illustrating.add_illustration(tracker, actor, now=NOW),
    ),
    "remove illustrations": Service(
        illustrating.remove_illustrations,
        Action.MANAGE_ILLUSTRATION,
        lambda tracker, actor: illustrating.remove_illustrations(tracker, actor, now=NOW),
        prepare=lambda tracker: illustrating.add_illustration(tracker, OWNER, now=LOADED),
    ),
    "make a calendar link": Service(
        links.make_calendar_link,
        Action.MAKE_LINK,
        lambda tracker, actor: links.make_calendar_link(tracker, actor, AGENCY, "A", now=NOW),
    ),
    "make a link for a screen": Service(
        links.make_display_link,
        Action.MAKE_LINK,
        lambda tracker, actor: links.make_display_link(
            tracker, actor, AGENCY, "Phòng họp", now=NOW
        ),
        prepare=make_administrator,
    ),
    "list links": Service(
        links.list_links,
        Action.MAKE_LINK,
        lambda tracker, actor: links.list_links(tracker, actor, AGENCY),
    ),
    "revoke a link": Service(
        links.revoke_link,
        Action.MAKE_LINK,
        lambda tracker, actor: links.revoke_link(tracker, actor, newest_link(tracker)),
        prepare=lambda tracker: links.make_calendar_link(tracker, OWNER, AGENCY, now=NOW),
    ),
    "list accounts": Service(
        accounts.list_accounts,
        Action.MANAGE_ACCOUNTS,
        accounts.list_accounts,
        of_an_agency=False,
    ),
    "find an account": Service(
        accounts.find_account,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: accounts.find_account(tracker, actor, "quan-tri"),
        prepare=make_administrator,
        of_an_agency=False,
    ),
    "add an account": Service(
        accounts.add_account,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: add_account(tracker, "moi", actor),
        prepare=make_administrator,
        of_an_agency=False,
    ),
    "change an account": Service(
        accounts.change_account,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: accounts.change_account(
            tracker, actor, "doi", Place(role=Role.LEADER, agencies=(AGENCY,))
        ),
        prepare=lambda tracker: add_account(tracker, "doi"),
        of_an_agency=False,
    ),
    "disable an account": Service(
        accounts.disable_account,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: accounts.disable_account(tracker, actor, "nghi"),
        prepare=lambda tracker: add_account(tracker, "nghi"),
        of_an_agency=False,
    ),
    "enable an account": Service(
        accounts.enable_account,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: accounts.enable_account(tracker, actor, "lai"),
        prepare=lambda tracker: add_account(tracker, "lai"),
        of_an_agency=False,
    ),
    "set a password": Service(
        accounts.set_password,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: accounts.set_password(tracker, actor, "quen"),
        prepare=lambda tracker: add_account(tracker, "quen"),
        of_an_agency=False,
    ),
    "copy everything into a file": Service(
        keeping.back_up,
        Action.KEEP_INSTALLATION,
        lambda tracker, actor: keeping.back_up(
            tracker, actor, tracker.state_dir / "copy.zip", now=NOW, overwrite=True
        ),
        of_an_agency=False,
    ),
    "keep a copy": Service(
        keeping.keep_copy,
        Action.KEEP_INSTALLATION,
        lambda tracker, actor: keeping.keep_copy(tracker, actor, now=NOW + timedelta(days=1)),
        of_an_agency=False,
    ),
    "list the copies": Service(
        keeping.list_copies,
        Action.KEEP_INSTALLATION,
        keeping.list_copies,
        of_an_agency=False,
    ),
    "read a copy": Service(
        keeping.read_copy,
        Action.KEEP_INSTALLATION,
        lambda tracker, actor: keeping.read_copy(
            tracker, actor, keeping.list_copies(tracker, OWNER)[0].name
        ),
        prepare=lambda tracker: keeping.keep_copy(tracker, OWNER, now=NOW),
        of_an_agency=False,
    ),
    "examine the installation": Service(
        housekeeping.examine,
        Action.KEEP_INSTALLATION,
        housekeeping.examine,
        of_an_agency=False,
    ),
}
# Tried apart: one concerns all agencies at once, the others leave out what is not to be read.
ALSO_IN_THE_TABLE: set[Callable[..., object]] = {
    housekeeping.initialise,
    looking.list_plans,
    accounts.full_names,
    links.list_every_link,
    keeping.restore,
}

# Roles that act for one unit do so for unit A, whose task and report it is in the calls above.
AGENCIES = frozenset({AGENCY, "SKHCN-MH"})


@pytest.fixture
def database_kind() -> str:
    """Permission is asked before the database; one kind of it is enough."""
    return "sqlite"


def actor_of(role: Role) -> Actor:
    return replace(person(role, "A"), agencies=AGENCIES)


@pytest.mark.parametrize("role", Role)
def test_a_role_does_what_the_table_allows_and_nothing_else(tracker: Tracker, role: Role) -> None:
    for service in SERVICES.values():
        service.prepare(tracker)
    before = recorded(tracker)
    for name, service in SERVICES.items():
        if service.action not in ALLOWED[role]:
            with pytest.raises(Forbidden):
                service.call(tracker, actor_of(role))
            assert recorded(tracker) == before, name
    for service in SERVICES.values():
        if service.action in ALLOWED[role]:
            service.call(tracker, actor_of(role))


@pytest.mark.parametrize("agencies", [frozenset({"KHAC"}), frozenset[str]()])
def test_nobody_reaches_into_another_agency(tracker: Tracker, agencies: frozenset[str]) -> None:
    for service in SERVICES.values():
        service.prepare(tracker)
    before = recorded(tracker)
    for role in Role:
        for service in SERVICES.values():
            if service.of_an_agency:
                with pytest.raises(Forbidden):
                    service.call(tracker, replace(person(role, "A"), agencies=agencies))
    assert recorded(tracker) == before


def recorded(tracker: Tracker) -> object:
    """Everything on record, and which plans there are."""
    entries = remembering.history_of(tracker, OWNER, PLAN.id, now=NEXT_YEAR)
    return entries, looking.list_plans(tracker, OWNER)


@pytest.mark.parametrize("role", Role)
def test_the_list_of_plans_holds_those_of_the_own_agencies(tracker: Tracker, role: Role) -> None:
    other = replace(PLAN, id="KHAC-2021", agency=replace(PLAN.agency, code="KHAC"))
    load(tracker, other)
    assert [entry.id for entry in looking.list_plans(tracker, person(role))] == [PLAN.id]
    assert looking.list_plans(tracker, person(role, agency="NOWHERE")) == ()
    assert len(looking.list_plans(tracker, OWNER)) == 2


@pytest.mark.parametrize("role", Role)
def test_an_installation_is_made_by_those_who_keep_it(empty: Tracker, role: Role) -> None:
    actor = replace(person(role), agencies=None)
    if Action.KEEP_INSTALLATION in ALLOWED[role]:
        assert housekeeping.initialise(empty, actor, now=NOW).loaded
    else:
        with pytest.raises(Forbidden):
            housekeeping.initialise(empty, actor, now=NOW)


@pytest.mark.parametrize("role", Role)
def test_a_copy_is_restored_by_those_who_keep_the_installation(
    tracker: Tracker, role: Role
) -> None:
    copy = keeping.keep_copy(tracker, OWNER, now=NOW)
    actor = replace(person(role), agencies=None)
    # Not over what stands: whoever may restore is told so.
    allowed = Action.KEEP_INSTALLATION in ALLOWED[role]
    with pytest.raises(NotEmpty if allowed else Forbidden):
        keeping.restore(tracker, actor, copy.file)


def test_every_role_and_every_action_stands_in_the_table() -> None:
    assert set(ALLOWED) == set(Role)
    assert set().union(*ALLOWED.values()) == set(Action)


def test_an_actor_without_agencies_may_nothing() -> None:
    nobody = Actor(name="ai đó", role=Role.OWNER)
    assert not any(nobody.may(action, agency=AGENCY) for action in Action)


def test_what_belongs_to_agencies_is_never_allowed_without_naming_one() -> None:
    of_no_agency = {action for action in Action if OWNER.may(action, agency=None)}
    assert of_no_agency == {Action.KEEP_INSTALLATION, Action.MANAGE_ACCOUNTS}


@pytest.mark.parametrize("role", Role)
def test_nobody_may_anything_before_a_temporary_password_is_changed(role: Role) -> None:
    held = Actor(name="ai đó", role=role, agencies=None, held=True)
    assert not any(held.may(action, agency=AGENCY) for action in Action)
    assert not any(held.may(action, agency=None) for action in Action)


def test_staff_without_a_unit_act_for_none(tracker: Tracker) -> None:
    for name in ("update a task", "hand a report in"):
        with pytest.raises(Forbidden):
            SERVICES[name].call(tracker, person(Role.STAFF))


# Deny by default: what reaches data asks who is there. The exceptions, and why they are none.

NEEDS_NO_ACTOR: dict[Callable[..., object], str] = {
    planning.read_file: "reads a file that the caller names, and nothing of the database",
    planning.check_file: "the same",
    freezing_by_itself.freeze_what_is_due: "acts for whoever set the day, and tells nobody",
    housekeeping.prepare: "what a process does before it answers anybody, as the owner",
    housekeeping.tend: "acts for whoever set a day, and tells nobody",
    housekeeping.is_current: "asked before anybody can be known",
    housekeeping.is_reachable: "tells whoever watches the server yes or no",
    housekeeping.accounts_exist: "decides whether anybody can sign in at all",
    housekeeping.refuse_another_revision: "tells nothing but that the database is another's",
    sessions.sign_in: "asks for a name and a password",
    sessions.session_of: "asks for a token, and says who is there",
    sessions.sign_out: "ends nothing but the session whose token is known",
    sessions.change_password: "asks for a token and for the password",
    sessions.first_account_link: "answers whoever starts the server, while nobody can sign in",
    sessions.refuse_bad_first_link: "tells nothing but whether a secret is right",
    sessions.create_first_account: "asks for a secret",
    sessions.open_display: "the same",
    links.calendar_of: "the same",
    calendars.calendar_feed: "the same",
    throttling.begin_attempt: "counts attempts, and tells nothing but how long to wait",
}

PACKAGE = Path(services.__path__[0])


def public_functions() -> Iterator[FunctionType]:
    """Every function that a module of the services offers."""
    for info in iter_modules([str(PACKAGE)]):
        module = import_module(f"{services.__name__}.{info.name}")
        for name, value in vars(module).items():
            function = inspect.unwrap(value) if callable(value) else value
            if (
                isinstance(function, FunctionType)
                and function.__module__ == module.__name__
                and not name.startswith("_")
            ):
                yield function


def types_taken(function: FunctionType) -> set[object]:
    hints = get_type_hints(function)
    hints.pop("return", None)
    return set(hints.values())


def test_every_service_that_reaches_data_asks_who_is_there() -> None:
    exempt = {function.__qualname__ for function in NEEDS_NO_ACTOR}
    unasked = {
        function.__qualname__
        for function in public_functions()
        if Tracker in (taken := types_taken(function))
        and Session not in taken
        and not taken & {Actor, Act}
    }
    assert unasked == exempt


def test_every_service_that_asks_is_tried_against_every_role() -> None:
    tried = {service.function for service in SERVICES.values()} | ALSO_IN_THE_TABLE
    asking = {
        function
        for function in public_functions()
        if Tracker in (taken := types_taken(function)) and taken & {Actor, Act}
    }
    assert {function.__qualname__ for function in asking} == {
        inspect.unwrap(function).__qualname__
        for function in tried
        if isinstance(function, FunctionType)
    }


def test_what_takes_a_session_is_called_by_services_alone() -> None:
    """Such a function relies on the permission that its caller asked for."""
    kept = {f.__name__ for f in public_functions() if Session in types_taken(f)}
    assert kept, "there are such functions"
    for file in files_outside():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                inside = node.module.startswith(services.__name__)
                taken = {alias.name for alias in node.names} if inside else set()
                assert not taken & (kept | {"acting"}), file


def files_outside() -> list[Path]:
    """The sources of those who call services."""
    root = PACKAGE.parents[1]
    patterns = ("ddci_tracker/cli/*.py", "ddci_tracker/ui/**/*.py", "ddci_tracker/web/*.py")
    files = [file for pattern in patterns for file in root.glob(pattern)]
    return [*files, *root.glob("pages/**/*.py"), root / "dashboard.py"]
