"""What is open outlasts the server, the network and the session: without being loaded anew.

Each form stands open in a tab of its own, with something typed in the middle of a sentence, when
it happens. When the tracker is back, every form must be where it was, with what was typed, and
its button must act or say why not.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Position, expect

from ddci_tracker.domain.acts import Conclusion, TaskStatus, TaskUpdate
from ddci_tracker.domain.periods import Period
from ddci_tracker.services import (
    conclusions,
    links,
    meetings,
    plan_imports,
    plan_reviews,
    sessions,
)
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import today_in
from ddci_tracker.services.history import history_of
from ddci_tracker.services.meetings import MeetingDetails
from ddci_tracker.services.my_work import open_task
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.sessions import hash_of
from ddci_tracker.services.task_updates import update_task
from ddci_tracker.words.catalogue import DEFAULT, Words
from tests.browser.lasting import Ground, standing_ground, taking_turns
from tests.browser.people import ADMINISTRATOR, OWNER, join, token_of, tracker_in
from tests.browser.reading import (
    DESK,
    ILLUSTRATION,
    SETTLED,
    YEAR,
    Sight,
    own_profile,
    wait_until,
    wait_until_still,
)
from tests.thawed import forget_months
from tests.unit.plans.importing.test_reading import PLAN as PRINTED_PLAN

NOW = datetime.now(UTC)
UNIT = "VP"
AGENCY, _, _ = ILLUSTRATION.rpartition("-")
OFFICE = AccountPlace(role=Role.COORDINATOR, agencies=(AGENCY,))
# Its print leaves the size of a group open.
WITH_A_GAP, GAP = "STTTT-LS-2023", "DDCI/fair_competition#1"
OFFICE_WITH_A_GAP = AccountPlace(role=Role.COORDINATOR, agencies=("STTTT-LS",))
SAY = Words.of(DEFAULT).text
BEGUN = "Đã gõ xong câu này"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of the product: whose, where it opens, what is typed into it, what it is sent by.

    ``field`` None: nothing is typed. ``ready`` is done before anything is typed.
    """

    by: str
    path: str
    query: dict[str, str]
    button: str
    field: str | None = None
    ready: Callable[[Page], None] | None = None
    drawer: bool = True
    # Without one, the browser alone keeps what is typed until it is saved.
    has_draft: bool = True

    def place(self, page: Page) -> Locator:
        return page.get_by_role("dialog") if self.drawer else page.get_by_role("main")

    def opened(self, page: Page) -> Locator:
        button = page.get_by_role("button", name=self.button, exact=True)
        return self.place(page).filter(has=button)

    def sends(self, page: Page) -> Locator:
        return self.opened(page).get_by_role("button", name=self.button, exact=True)

    def typed_into(self, page: Page) -> Locator:
        return self.place(page).get_by_label(self.field or "", exact=True)

    def type(self, page: Page, text: str) -> None:
        self.typed_into(page).click()
        page.keyboard.press("Control+a")
        page.keyboard.type(text)

    def assert_holds(self, page: Page, text: str) -> None:
        # While a page that has come back is drawn anew, it may stand there twice.
        expect(self.typed_into(page)).to_have_count(1)
        expect(self.typed_into(page)).to_have_value(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Form):
    """A form of which a cell is typed into, ``cell`` from the left and top of its table."""

    cell: Position

    def type(self, page: Page, text: str) -> None:
        table, typed = page.get_by_test_id("stDataFrame"), page.locator("#portal textarea")
        page.bring_to_front()
        # A table that took in what came back is another one; the old one goes at once.
        expect(table).to_have_count(1)
        wait_until_still(page)
        table.hover(position=self.cell)
        table.click(position=self.cell)
        expect(table.locator("td[aria-selected=true]")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(typed).to_be_focused()
        typed.fill(text)

    def assert_holds(self, page: Page, text: str) -> None:
        expect(page.locator("[role=gridcell]", has_text=text)).to_have_count(1)


def pick(act: str) -> Callable[[Page], None]:
    """Choose what to do with a report."""
    return lambda page: (
        page.get_by_role("dialog").get_by_role("radio", name=SAY(act), exact=True).click()
    )


def choose_status(page: Page) -> None:
    choice = page.get_by_role("radio", name="Đang làm", exact=True)
    choice.click()
    expect(choice).to_be_checked()


def unfold_evidence(page: Page) -> None:
    page.get_by_role("dialog").get_by_text(SAY("Evidence ({count})", count=0)).click()


def choose_amendment(page: Page) -> None:
    page.get_by_role("dialog").get_by_text(SAY("Change the plan"), exact=True).click()


def choose_role(page: Page) -> None:
    page.get_by_role("dialog").get_by_role("combobox").first.click()
    page.get_by_role("option", name=SAY("Leader")).click()
    expect(
        page.get_by_role("dialog").get_by_role("button", name=SAY("Add an account"))
    ).to_be_enabled()


def forms(state: Path) -> dict[str, Form]:
    plan = {"plan": ILLUSTRATION}

    def report(key: str, act: str, field: str | None = None) -> Form:
        return Form(
            by="lan",
            path="/bao-cao",
            query={**plan, "report": key},
            button=SAY(act),
            field=SAY(field) if field else None,
            ready=pick(act),
        )

    return {
        "task": Form(
            by="lan",
            path="/viec-cua-toi",
            query={**plan, "unit": "TTr", "task": "II.6-04"},
            button="Gửi cập nhật",
            field="Việc đã làm",
            ready=choose_status,
        ),
        "evidence": Form(
            by="lan",
            path="/viec-cua-toi",
            query={**plan, "unit": UNIT, "task": "II.1-01"},
            button=SAY("Add the evidence"),
            field=SAY("Or a link"),
            ready=unfold_evidence,
            has_draft=False,
        ),
        "hand in": Form(
            by="lan",
            path="/bao-cao",
            query={**plan, "report": f"BC1/TTr/{YEAR}-Q3"},
            button=SAY("Hand in"),
            field=SAY("Remark"),
        ),
        "accept": Form(
            by="lan",
            path="/bao-cao",
            query={**plan, "report": f"BC1/TDC/{YEAR}-Q3"},
            button=SAY("Accept"),
        ),
        "return": report(f"BC1/TTr/{YEAR}-Q1", "Return", "Reason for returning"),
        "extend": report(f"BC1/TTr/{YEAR}-Q2", "Extend", "Approved by"),
        "due day": Form(
            by="lan",
            path="/bao-cao",
            query={**plan, "report": "BC4"},
            button=SAY("Set the due day"),
        ),
        "result": Form(
            by="lan",
            path="/ket-qua",
            query={**plan, "enter": "new"},
            button=SAY("Save"),
            field=SAY("Source, such as the number of the decision"),
        ),
        "results of a year": Form(
            by="lan",
            path="/ket-qua",
            query={**plan, "enter": "list"},
            button=SAY("Save the list"),
            field=SAY("Source, such as the number of the decision"),
        ),
        "template": Form(
            by="lan",
            path="/ban-tin",
            query={**plan, "template": "1"},
            button=SAY("Download the template in use"),
        ),
        "freeze": Form(
            by="lan",
            path="/ban-tin",
            query={**plan, "freeze": "month"},
            button=SAY("Freeze {month}", month=Period.parse(f"{YEAR}-07")),
        ),
        "restore": Form(
            by="lan",
            path="/lich-su",
            query={**plan, "restore": an_earlier_version(state)},
            button=SAY("Bring this version back"),
        ),
        "account": Form(
            by="quan-tri",
            path="/quan-tri",
            query={**plan, "part": "accounts", "account": "+"},
            button=SAY("Add an account"),
            field=SAY("Full name"),
            ready=choose_role,
            has_draft=False,
        ),
    }


def an_earlier_version(state: Path) -> str:
    """A version of a task's word that may stand again, as an address names it."""
    entries = history_of(tracker_in(state), OWNER, ILLUSTRATION, now=datetime.now(UTC))
    entry = next(
        earlier
        for earlier in entries
        for later in entries
        if earlier.what == "task_update"
        and (earlier.what, earlier.key) == (later.what, later.key)
        and earlier.revision < later.revision
    )
    return f"{entry.what}~{entry.revision}~{entry.key}"


@pytest.fixture(scope="module")
def prepared_state(first_state: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with accounts, in which something was said twice of a task."""
    folder = Path(shutil.copytree(first_state, tmp_path_factory.mktemp("lasting") / "state"))
    tracker = tracker_in(folder)
    join(folder, "quan-tri", ADMINISTRATOR)
    join(folder, "lan", OFFICE)
    join(folder, "hoa", OFFICE_WITH_A_GAP)
    for status in (TaskStatus.ON_TRACK, TaskStatus.BEHIND):
        update = TaskUpdate(
            task="II.1-01",
            quarter=Period.parse(f"{YEAR}-Q3"),
            unit=UNIT,
            status=status,
            note=str(status),
        )
        opened = open_task(tracker, OWNER, ILLUSTRATION, update.task, update.quarter, now=NOW)
        act = Act(actor=OWNER, now=NOW, revision=opened.revision)
        update_task(tracker, ILLUSTRATION, update, act)
    forget_months(tracker, ILLUSTRATION)
    tracker.engine.dispose()
    return folder


@pytest.fixture
def state(prepared_state: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared_state, tmp_path / "state"))


@pytest.fixture
def ground(state: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    # Many tabs that come back at once keep two cores busy, so these journeys take turns.
    with taking_turns(tmp_path_factory.getbasetemp().parent), standing_ground(state) as standing:
        yield standing


class People:
    """The people at their browsers, each signed in with a profile of their own."""

    def __init__(self, ground: Ground, profiles: dict[str, BrowserContext]) -> None:
        self._ground, self._profiles = ground, profiles
        self._tokens: dict[str, str] = {}

    def sign_in(self, name: str) -> None:
        """In another tab, as far as the open ones can tell."""
        self._tokens[name] = token_of(self._ground.state, name)
        cookie = {"name": "ddci_session", "value": self._tokens[name]}
        self._profiles[name].add_cookies([{**cookie, "url": self._ground.address}])  # type: ignore[typeddict-item]

    def sessions_end(self, tokens: list[str] | None = None) -> None:
        tracker = tracker_in(self._ground.state)
        for token in tokens or self._tokens.values():
            sessions.sign_out(tracker, hash_of(token))
        tracker.engine.dispose()

    def sign_in_again(self) -> None:
        for name in self._profiles:
            self.sign_in(name)

    def open(self, form: Form) -> Page:
        page = self._profiles[form.by].new_page()
        page.goto(f"{self._ground.address}{form.path}?{urlencode(form.query)}")
        expect(form.place(page)).to_be_visible()
        if form.ready is not None:
            form.ready(page)
        expect(form.opened(page)).to_be_visible()
        return page


@pytest.fixture
def people(ground: Ground, browser: Browser) -> Iterator[People]:
    with ExitStack() as profiles:
        found = People(
            ground,
            {
                name: profiles.enter_context(own_profile(browser, Sight(DESK)))
                for name in ("lan", "hoa", "quan-tri")
            },
        )
        found.sign_in_again()
        yield found


def killed(ground: Ground, _people: People, _pages: list[Page]) -> None:
    ground.kill()
    ground.start()


def cut_off(ground: Ground, _people: People, _pages: list[Page]) -> None:
    ground.cut()
    ground.mend()


def signed_in_again(_ground: Ground, people: People, pages: list[Page]) -> None:
    people.sessions_end()
    for page in pages:
        # Whatever reaches the server next is refused.
        page.evaluate("document.dispatchEvent(new Event('ddci-back'))")
    for page in pages:
        expect(page.locator("#ddci-connection .ended").first).to_be_visible()
    people.sign_in_again()


def test_every_form_outlasts_one_thing_after_the_other(ground: Ground, people: People) -> None:
    outlast_one_thing_after_the_other(ground, people, forms(ground.state))


def test_choices_outlast_a_page_that_is_loaded_anew(ground: Ground, people: People) -> None:
    every = forms(ground.state)
    account = people.open(every["account"])
    role = account.get_by_role("dialog").get_by_role("combobox").first
    expect(role).to_have_value(SAY("Leader"))
    account.reload()
    expect(role).to_have_value(SAY("Leader"))
    account.wait_for_selector(SETTLED)
    account.keyboard.press("Escape")
    expect(account.get_by_role("dialog")).to_be_hidden()
    account.get_by_role("button", name=SAY("Add an account")).click()
    expect(role).to_have_value("")
    account.reload()
    expect(account.get_by_role("dialog")).to_be_visible()
    account.wait_for_selector(SETTLED)
    expect(role).to_have_value("")


def account_loaded_anew(ground: Ground, people: People) -> Page:
    """The form of a new account, with a role chosen, on a page that was loaded anew."""
    account = people.open(forms(ground.state)["account"])
    account.reload()
    role = account.get_by_role("dialog").get_by_role("combobox").first
    expect(role).to_have_value(SAY("Leader"))
    account.wait_for_selector(SETTLED)
    return account


def test_a_form_that_is_closed_and_opened_in_one_breath_begins_anew(
    ground: Ground, people: People
) -> None:
    account = account_loaded_anew(ground, people)
    dialog = account.get_by_role("dialog")
    dialog.get_by_label(SAY("Full name")).fill(BEGUN)
    dialog.get_by_label(SAY("Full name")).press("Tab")
    account.wait_for_selector(SETTLED)
    with ground.line.holding_back():
        account.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        account.get_by_role("button", name=SAY("Add an account")).click()
    account.wait_for_selector(SETTLED)
    expect(dialog.get_by_role("combobox").first).to_have_value("")
    expect(dialog.get_by_label(SAY("Full name"))).to_have_value("")


def test_a_form_that_is_opened_before_the_page_heard_of_its_closing_begins_anew(
    ground: Ground, people: People
) -> None:
    account = account_loaded_anew(ground, people)
    dialog = account.get_by_role("dialog")
    with ground.line.holding_answers_back():
        account.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        # The server has closed it by then.
        account.wait_for_timeout(1500)
        account.get_by_role("button", name=SAY("Add an account")).click()
        account.wait_for_timeout(100)
    expect(dialog).to_be_visible()
    account.wait_for_selector(SETTLED)
    expect(dialog.get_by_role("combobox").first).to_have_value("")


def record_ahead(state: Path) -> str:
    """A word of a clock that ran ahead, as an address names it that asks for its day."""
    tracker = tracker_in(state)
    word = TaskUpdate(
        task="II.1.1-01", quarter=Period.quarter(2023, 4), unit="", status=TaskStatus.ON_TRACK
    )
    act = Act(actor=OWNER, now=NOW + timedelta(days=40))
    key = update_task(tracker, WITH_A_GAP, word, act).key
    tracker.engine.dispose()
    return f"task_update~{key}"


def more_forms(ahead: str) -> dict[str, Form]:
    plan = {"plan": ILLUSTRATION}
    return {
        "many tasks": Table(
            by="lan",
            path="/viec-cua-toi",
            query={**plan, "unit": "TDC", "many": "1"},
            button=SAY("Save all that was changed"),
            cell={"x": 450, "y": 60},
            drawer=False,
        ),
        "results of a year": Table(
            by="lan",
            path="/ket-qua",
            query={**plan, "enter": "list"},
            button=SAY("Save the list"),
            cell={"x": 320, "y": 54},
        ),
        "table of a block": Form(
            by="lan",
            path="/ket-qua",
            query={**plan, "enter": "block"},
            button=SAY("Save the table"),
            field=SAY("The table with its head: agency, score, rank, and sub-indices if known"),
        ),
        "open point": Form(
            by="hoa",
            path="/ke-hoach",
            query={"plan": WITH_A_GAP, "open": GAP},
            button=SAY("Save"),
            field=SAY("How many places the group has"),
            has_draft=False,
        ),
        "thresholds": Form(
            by="lan",
            path="/quan-tri",
            query={**plan, "part": "thresholds"},
            button=SAY("Save the thresholds"),
            field=SAY("Reason or basis"),
            drawer=False,
        ),
        "wording of a report": Form(
            by="lan",
            path="/ban-tin",
            query={**plan, "wording": f"{YEAR}-07"},
            button=SAY("Save the wording"),
            field=SAY("Opening paragraph"),
        ),
        "freeze by itself": Form(
            by="lan",
            path="/ban-tin",
            query={**plan, "freeze": "schedule"},
            button=SAY("Save"),
            ready=choose_day,
        ),
        "screen": Form(
            by="lan",
            path="/quan-tri",
            query={**plan, "part": "links"},
            button=SAY("Make an address"),
            field=SAY("Where the screen hangs"),
            drawer=False,
            has_draft=False,
        ),
        "token": Form(
            by="quan-tri",
            path="/quan-tri",
            query={**plan, "part": "tokens"},
            button=SAY("Make a token"),
            field=SAY("System that reads"),
            drawer=False,
            has_draft=False,
        ),
        "form for Excel": Form(
            by="lan",
            path="/viec-cua-toi",
            query={**plan, "unit": "TTr", "excel": "1"},
            button=SAY("Download the form"),
            drawer=False,
        ),
        "day of an act": Form(
            by="hoa",
            path="/lich-su",
            query={"plan": WITH_A_GAP, "ahead": ahead},
            button=SAY("It does not count"),
        ),
        "calendar": Form(
            by="lan",
            path="/bao-cao",
            query={**plan, "panel": "calendar"},
            button=SAY("Make an address"),
        ),
        "template": Form(
            by="lan",
            path="/ban-tin",
            query={**plan, "template": "1"},
            button=SAY("Use this template"),
            ready=choose_file,
        ),
    }


def choose_day(page: Page) -> None:
    page.get_by_role("dialog").get_by_role("combobox").click()
    page.get_by_role("option", name=SAY("Day {day}", day=5), exact=True).click()
    expect(page.get_by_role("dialog").get_by_role("button", name=SAY("Save"))).to_be_enabled()


def choose_file(page: Page) -> None:
    file = {"name": "mau.docx", "mimeType": "application/octet-stream", "buffer": b"PK"}
    page.get_by_role("dialog").locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_role("dialog")).to_contain_text("mau.docx")


def prepare_plans_and_meetings(state: Path) -> dict[str, str]:
    """Drafts that were read from a text, a meeting that is prepared and one that is held: ids."""
    tracker = tracker_in(state)
    text = "\n".join(PRINTED_PLAN).encode()
    drafts = [
        plan_imports.begin_from_text(tracker, OWNER, "ke-hoach.txt", text, now=NOW).begun().id
        for _ in ("places", "tables")
    ]
    act, today = Act(actor=OWNER, now=NOW), today_in(tracker, OWNER, ILLUSTRATION, now=NOW)
    concluded = Conclusion(id="", about=None, text="Rà soát", units=(UNIT,), due=None)
    known = conclusions.conclude(tracker, ILLUSTRATION, concluded, act).key
    prepared, held = (
        meetings.open_meeting(tracker, ILLUSTRATION, MeetingDetails(met_on=today), act).key
        for _ in ("prepared", "held")
    )
    meetings.start(tracker, ILLUSTRATION, held, act)
    tracker.engine.dispose()
    return {
        "places": drafts[0],
        "tables": drafts[1],
        "conclusion": known,
        "prepared": prepared,
        "held": held,
    }


def forms_of_plans_and_meetings(ids: Mapping[str, str]) -> dict[str, Form]:
    plan = {"plan": ILLUSTRATION}

    def edit(opens: str, field: str, button: str = "Save") -> Form:
        return Form(
            by="lan",
            path="/ke-hoach",
            query={**plan, "edit": opens},
            button=SAY(button),
            field=SAY(field),
        )

    def review(does: str, field: str, button: str) -> Form:
        return Form(
            by="quan-tri",
            path="/ke-hoach",
            query={"draft": ids["places"], "place": ids["task"], "does": does},
            button=SAY(button),
            field=field,
            has_draft=False,
        )

    def meeting(button: str, field: str, **query: str) -> Form:
        return Form(
            by="lan", path="/hop", query={**plan, **query}, button=SAY(button), field=SAY(field)
        )

    return {
        "row of a plan": edit("tasks/II.1-03", "Nhiệm vụ *"),
        "new row": edit("tasks/+DDCI/transparency", "Nhiệm vụ *"),
        "split task": edit("split/tasks/II.1-04", "Titles of the tasks"),
        "merged tasks": edit("merge/tasks/II.1-05", "What the one task says"),
        "row taken out": replace(
            edit("retire/tasks/II.2-01", "Basis of the amendment", "Save the amendment"),
            ready=choose_amendment,
        ),
        "scale and bands": edit("overall/DDCI", "Score bands"),
        "predecessor": edit("agency", "Basis of the amendment", "Record the predecessor"),
        "renamed unit": edit("units-renamed", "New name", "Record the change of units"),
        "many rows": Table(
            by="lan",
            path="/ke-hoach",
            query={**plan, "edit": "many"},
            button=SAY("Save"),
            cell={"x": 250, "y": 54},
        ),
        "empty draft": Form(
            by="quan-tri",
            path="/ke-hoach",
            query={"draft": "list", "begin": "trong"},
            button=SAY("Begin the plan"),
            field=SAY("Title of the plan"),
            drawer=False,
            has_draft=False,
        ),
        "table of a draft": Table(
            by="quan-tri",
            path="/ke-hoach",
            query={"draft": ids["tables"], "bang": "1"},
            button=SAY("Discard the draft of the plan"),
            cell={"x": 320, "y": 54},
            drawer=False,
        ),
        "place of a text": review("edit", "Nhiệm vụ", "Save"),
        "split place": review("split", SAY("The tasks, one a line"), "Split it"),
        "new meeting": meeting(
            "Prepare the meeting", "What it is called", meeting="all", open="new"
        ),
        "described meeting": meeting(
            "Save", "What it is called", meeting=ids["prepared"], open="details"
        ),
        "prepared meeting": replace(
            meeting("Add", "Add an item of your own", meeting=ids["prepared"]),
            drawer=False,
            has_draft=False,
        ),
        "held meeting": replace(
            meeting("Ghi kết luận 1", "What is to be done", meeting=ids["held"]), drawer=False
        ),
        "word on a conclusion": replace(
            meeting("Say how far it is", "What was done", say=ids["conclusion"]), path="/ket-luan"
        ),
        "new conclusion": replace(
            meeting("Write it down", "What is to be done", say="new"), path="/ket-luan"
        ),
        "working days": Form(
            by="lan",
            path="/bao-cao",
            query={**plan, "panel": "workdays"},
            button=SAY("Record the day"),
            field=SAY("Why, with the notice"),
            has_draft=False,
        ),
    }


def first_task(state: Path, draft: str) -> str:
    """The place of the first task in the text that a draft was read from."""
    tracker = tracker_in(state)
    view = plan_reviews.review_of(tracker, OWNER, draft)
    tracker.engine.dispose()
    assert view is not None
    return str(next(each.key for each in view.facts if each.fact.table == "tasks"))


def test_forms_of_plans_and_meetings_outlast_one_thing_after_the_other(
    ground: Ground, people: People
) -> None:
    ids = prepare_plans_and_meetings(ground.state)
    ids["task"] = first_task(ground.state, ids["places"])
    outlast_one_thing_after_the_other(ground, people, forms_of_plans_and_meetings(ids))


def test_more_forms_outlast_one_thing_after_the_other(ground: Ground, people: People) -> None:
    ahead = record_ahead(ground.state)
    outlast_one_thing_after_the_other(ground, people, more_forms(ahead))


def outlast_one_thing_after_the_other(
    ground: Ground, people: People, every: Mapping[str, Form]
) -> None:
    pages = {name: people.open(form) for name, form in every.items()}
    typing = {
        name: form
        for name, form in every.items()
        if form.field is not None or isinstance(form, Table)
    }
    # A kill is a restart without a goodbye.
    for happens in (killed, cut_off, signed_in_again):
        for name, form in typing.items():
            page, text = pages[name], f"7 {happens.__name__}"
            form.type(page, text)
            wait_until(page, partial(has_noted, form, page, text), f"{text} is noted of {name}")
        happens(ground, people, list(pages.values()))
        for name, form in every.items():
            expect(form.opened(pages[name])).to_be_visible()
        for name, form in typing.items():
            form.assert_holds(pages[name], f"7 {happens.__name__}")
            if form.has_draft:
                wait_until_all_has_come(pages[name])
    for name, form in every.items():
        press(form, pages[name])


def test_a_choice_that_never_arrived_is_there_and_a_press_that_did_nothing_is_told(
    ground: Ground, people: People
) -> None:
    form = forms(ground.state)["task"]
    page = people.open(form)
    page.wait_for_selector(SETTLED)
    # Chosen before the page can know that its session has ended.
    with ground.line.holding_back():
        page.get_by_role("radio", name="Vướng", exact=True).click()
        people.sessions_end()
    expect(page.locator("#ddci-connection .ended").first).to_be_visible()
    people.sign_in_again()
    expect(page.locator("#ddci-connection")).to_be_hidden()
    expect(page.get_by_role("radio", name="Vướng", exact=True)).to_be_checked()
    # It has arrived now: what goes with it is asked for.
    expect(page.get_by_role("dialog").get_by_label("Làm gì")).to_be_visible()
    # It is kept once what it asks for is drawn whole.
    page.wait_for_selector(SETTLED)
    page.reload()
    expect(page.get_by_role("radio", name="Vướng", exact=True)).to_be_checked()
    choose_status(page)
    form.type(page, BEGUN)
    # Signed in anew elsewhere while the old session ended: this tab presses before it knows.
    old = list(people._tokens.values())
    people.sign_in_again()
    people.sessions_end(old)
    form.sends(page).click()
    expect(in_vain(page)).to_be_visible()
    page.get_by_role("button", name=SAY("Back to the page")).click()
    form.assert_holds(page, BEGUN)
    # Cut off, when its buttons are off; and connected again, before anything is drawn.
    for presses in (press_while_cut_off, press_when_just_connected):
        presses(ground, form, page)
        expect(in_vain(page)).to_be_visible()
        page.get_by_role("button", name=SAY("Back to the page")).click()
        form.assert_holds(page, BEGUN)
    # Nobody presses anything, and still it is told, in the one sentence of the illness.
    database = ground.state / "ddci.sqlite3"
    database.rename(ground.state / "away")
    sick = page.locator("#ddci-connection .sick")
    expect(sick).to_be_visible()
    expect(sick).to_contain_text("không còn ở chỗ cũ")
    (ground.state / "away").rename(database)
    expect(page.locator("#ddci-connection")).to_be_hidden()
    form.assert_holds(page, BEGUN)
    form.sends(page).click()
    expect(page.locator(".ddci.told.done")).to_be_visible()


def press_while_cut_off(ground: Ground, form: Form, page: Page) -> None:
    ground.line.cut()
    expect(form.sends(page)).to_be_disabled()
    form.sends(page).click(force=True)
    expect(page.locator("#ddci-connection .lost").first).to_be_visible()
    ground.mend()


def press_when_just_connected(ground: Ground, form: Form, page: Page) -> None:
    ground.cut()
    expect(form.sends(page)).to_be_disabled()
    form.sends(page).evaluate(
        """it => new MutationObserver((_, watch) => {
            if (it.disabled) return;
            watch.disconnect();
            it.click();
        }).observe(it, {attributes: true})"""
    )
    ground.mend()


def wait_until_all_has_come(page: Page) -> None:
    """Wait until the server keeps all that was typed, also over a page that is loaded anew."""
    page.wait_for_function(
        "() => window.ddciTyped && !Object.keys(window.ddciTyped.waiting).length"
    )


def has_noted(form: Form, page: Page, text: str) -> bool:
    """Whether the browser keeps a text; a field that was left may have arrived already."""
    kept = str(page.evaluate("JSON.stringify(window.ddciTyped.waiting)"))
    if isinstance(form, Table):
        # What is noted may be back in its cell already, where the page has just come back.
        return text in kept or page.locator("[role=gridcell]", has_text=text).count() == 1
    return text in kept or not unsent(page)


def unsent(page: Page) -> bool:
    """Whether the browser still keeps something that the server does not have."""
    return bool(page.evaluate("Object.keys(window.ddciTyped.waiting).length"))


def press(form: Form, page: Page) -> None:
    """Press the button of a form; once more where the page says that it did nothing."""
    if "Tải" in form.button:
        with page.expect_download() as download:
            form.sends(page).click()
        assert Path(download.value.path()).stat().st_size
        return
    form.sends(page).click()
    told = page.locator(".st-key-told").first
    expect(told.or_(in_vain(page))).to_be_visible()
    if in_vain(page).is_visible():
        page.get_by_role("button", name=SAY("Back to the page")).click()
        form.sends(page).click()
    expect(told).to_be_visible()


def in_vain(page: Page) -> Locator:
    """What is told of a button that was pressed while the page was away."""
    return page.get_by_role("heading", name=SAY("Please press the button once more."))


def test_whoever_types_goes_on_typing_while_the_page_comes_back(
    ground: Ground, people: People
) -> None:
    form = forms(ground.state)["task"]
    page = people.open(form)
    form.type(page, BEGUN)
    wait_until_all_has_come(page)
    cut_off(ground, people, [page])
    # It is drawn more than once, each time with a field of its own.
    letters = 0
    while letters < 12:
        if page.evaluate("document.activeElement.matches('textarea:enabled')"):
            page.keyboard.type("x")
            letters += 1
        page.wait_for_timeout(100)
    form.assert_holds(page, BEGUN + letters * "x")
    wait_until_all_has_come(page)
    page.reload()
    form.assert_holds(page, BEGUN + letters * "x")


def test_what_the_server_did_not_hear_is_told_again(ground: Ground, people: People) -> None:
    form = forms(ground.state)["task"]
    page = people.open(form)
    page.wait_for_selector(SETTLED)
    ground.cut()
    form.typed_into(page).evaluate(
        """(it, text) => {
            it.value = text;
            it.dispatchEvent(new Event('input', {bubbles: true}));
            // A run that is cut short takes in what comes, and says nothing of it.
            const {tell} = window.ddciTyped, until = Date.now() + 4500;
            window.ddciTyped.tell = () => {
                const told = tell();
                return Date.now() < until ? {} : told;
            };
        }""",
        BEGUN,
    )
    ground.mend()
    form.assert_holds(page, BEGUN)
    assert unsent(page)
    wait_until_all_has_come(page)
    page.reload()
    form.assert_holds(page, BEGUN)


def test_a_board_left_open_goes_on_where_it_was(ground: Ground, people: People) -> None:
    page = people._profiles["lan"].new_page()
    page.goto(f"{ground.address}/can-xu-ly?plan={ILLUSTRATION}&quarter={YEAR}-Q2")
    expect(page.locator(".ddci.header")).to_contain_text(f"Quý II/{YEAR}")
    app, connection = page.get_by_test_id("stApp"), "data-test-connection-state"
    ground.kill()
    # The page has noticed, so that what is hidden below is its word that the server is back.
    expect(app).not_to_have_attribute(connection, "CONNECTED")
    ground.start()
    expect(app).to_have_attribute(connection, "CONNECTED")
    expect(page.locator("#ddci-connection")).to_be_hidden()
    page.get_by_role("link", name="Chỉ số").first.click()
    expect(page).to_have_url(re.compile("/chi-so"))
    expect(page.locator(".ddci.header")).to_contain_text(f"Quý II/{YEAR}")


def test_what_was_typed_is_gone_when_somebody_signs_out(ground: Ground, people: People) -> None:
    form = forms(ground.state)["task"]
    page, other = people.open(form), people.open(form)
    ground.line.cut()
    form.typed_into(page).evaluate(
        "(it, text) => { it.value = text; it.dispatchEvent(new Event('input', {bubbles: true})) }",
        BEGUN,
    )
    assert unsent(page)
    other.evaluate("localStorage.setItem('ddci-signed-out', '1')")
    wait_until(page, lambda: not unsent(page), "the other tab forgets")
    assert BEGUN not in page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
    ground.mend()


def test_a_page_of_somebody_else_is_loaded_anew(ground: Ground, people: People) -> None:
    form = forms(ground.state)["task"]
    page = people.open(form)
    ground.line.cut()
    form.typed_into(page).evaluate(
        "(it, text) => { it.value = text; it.dispatchEvent(new Event('input', {bubbles: true})) }",
        "chỉ của chị Lan",
    )
    join(ground.state, "mai", OFFICE)
    token = token_of(ground.state, "mai")
    cookie = {"name": "ddci_session", "value": token, "url": ground.address}
    with page.expect_navigation():
        people._profiles["lan"].add_cookies([cookie])  # type: ignore[list-item]
        ground.mend()
    expect(form.opened(page)).to_be_visible()
    expect(form.typed_into(page)).not_to_have_value("chỉ của chị Lan")
    assert not unsent(page)


def test_a_screen_on_a_wall_goes_on_by_itself(
    ground: Ground, browser: Browser, state: Path
) -> None:
    tracker = tracker_in(state)
    token = links.make_display_link(
        tracker, OWNER, AGENCY, "Phòng họp tầng 2", now=datetime.now(UTC)
    )
    with own_profile(browser) as wall:
        page = wall.new_page()
        page.clock.install()
        page.goto(f"{ground.address}/man-hinh/{token}")
        shown = page.locator(".page.here")
        expect(shown).to_have_attribute("aria-label", SAY("All sub-indices"))
        assert wall.cookies() == [], "its link is all that it needs"
        page.clock.fast_forward(21_000)
        expect(shown).not_to_have_attribute("aria-label", SAY("All sub-indices"))
        page.keyboard.press("ArrowLeft")
        expect(shown).to_have_attribute("aria-label", SAY("All sub-indices"))
        expect(page.locator("body:not([data-state])")).to_be_visible()
        ground.kill()
        page.clock.fast_forward(61_000)
        age = page.locator(".age")
        expect(age).to_contain_text(SAY("The server does not answer"))
        page.clock.fast_forward(timedelta(hours=3).seconds * 1000)
        expect(age).to_contain_text(SAY("Figures {count} hours old", count="3"))
        expect(shown).to_be_visible()
        ground.start()
        page.clock.resume()
        expect(page.locator("body:not([data-state])")).to_be_visible()
        trouble = '<body class="trouble"></body>'
        page.route(
            "**/man-hinh/*",
            lambda route: route.fulfill(status=503, content_type="text/html", body=trouble),
        )
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(age).to_contain_text(SAY("The database does not answer"))
        page.unroute("**/man-hinh/*")
        page.keyboard.press("ArrowRight")
        assert page.locator(".page.here .panel .light span").first.evaluate(
            "(it) => { it.style.letterSpacing = '.6em';"
            " return it.scrollWidth <= it.closest('.light').clientWidth; }"
        ), "letters may be wider here than they were made for"
        links.revoke_link(tracker, OWNER, hash_of(token))
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.get_by_role("heading", name=SAY("This link opens nothing"))).to_be_visible()
    tracker.engine.dispose()
