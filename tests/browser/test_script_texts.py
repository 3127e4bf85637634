"""Texts that want to be scripts, in every field that somebody may fill: they show as texts.

Each field says its own name in front, so that what is not shown anywhere, or not whole, is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ddci_tracker.domain.acts import (
    Conclusion,
    Extension,
    ReportAct,
    ReportStep,
    ResultEntry,
    TaskStatus,
    TaskUpdate,
)
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Plan, Result, ResultKind
from ddci_tracker.services import (
    boards,
    drafts,
    frozen_months,
    installation,
    links,
    plan_files,
    reports,
    results,
    task_updates,
)
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.acts import Act
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.task_form import Filled, Recovery
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.commands import append
from ddci_tracker.store.engine import writing
from ddci_tracker.store.kinds import CONCLUSION
from tests.browser.people import ADMINISTRATOR, OWNER, join, token_of, tracker_in
from tests.browser.reading import DESK, ILLUSTRATION, YEAR, Reader, Sight
from tests.browser.serving import Server, running_server

HOSTILE = (
    "<img src=x onerror=hit=1><script>hit=2</script>[x](javascript:hit=3) $y$ :red[z] **w** {{7*7}}"
)
Q3 = Period.quarter(YEAR, 3)
AGENCY, _, _ = ILLUSTRATION.rpartition("-")
BLOCKED, DRAFTED = "II.3-01", "II.3-02"
OVERDUE, WAITING = f"BC1/CDS/{YEAR}-Q2", f"BC1/TDC/{YEAR}-Q3"

# Where each is to be read: a screen and what its address says.
PLACES: dict[str, tuple[str, dict[str, str]]] = {
    "overview": ("tong-quan", {}),
    "sub-index": ("chi-so", {"index": "DDCI", "sub": "informal_cost", "task": BLOCKED}),
    "to act on": ("can-xu-ly", {}),
    "my work": ("viec-cua-toi", {"unit": "all"}),
    "a task": ("viec-cua-toi", {"unit": "all", "task": BLOCKED}),
    "a draft": ("viec-cua-toi", {"unit": "all", "task": DRAFTED}),
    "many tasks": ("viec-cua-toi", {"unit": "all", "many": "1"}),
    "reports": ("bao-cao", {}),
    "an extended report": ("bao-cao", {"report": OVERDUE}),
    "a returned report": ("bao-cao", {"report": WAITING}),
    "accepting many": ("bao-cao", {"panel": "accept"}),
    "a reminder": ("bao-cao", {"panel": "remind"}),
    "results": ("ket-qua", {}),
    "a result": ("ket-qua", {"enter": f"DDCI//{YEAR - 1}/estimate"}),
    "plan": ("ke-hoach", {}),
    "what a plan leaves open": ("ke-hoach", {"open": "all"}),
    "briefing": ("ban-tin", {}),
    "history": ("lich-su", {}),
}
DRAWERS = {
    *("a task", "a draft", "an extended report", "a returned report"),
    *("accepting many", "a reminder", "a result", "what a plan leaves open"),
}

FIELDS = (
    *("note", "difficulty", "recovery"),
    *("typed note", "typed difficulty", "typed who", "typed what"),
    *("note of handed_in", "note of returned", "approver", "basis"),
    *("source", "full name", "conclusion"),
)

_TAKEN_FOR_MARKUP = """() => {
const where = it => {
    const part = it.closest('[data-testid]:not([data-testid=stMarkdownContainer])')
    return `${part.dataset.testid}: ${part.textContent.slice(0, 60)}`
}
return [
    ...(window.hit ? [`a script ran: ${window.hit}`] : []),
    ...[...document.querySelectorAll('img[src=x], [onerror]')].map(it => it.outerHTML),
    ...[...document.querySelectorAll('#root script')].map(it => it.outerHTML),
    ...[...document.querySelectorAll('[href^="javascript:"]')].map(it => it.outerHTML),
    ...[...document.querySelectorAll('.katex')].map(it => `formula in ${where(it)}`),
    ...[...document.querySelectorAll('strong, b')]
        .filter(it => it.textContent === 'w').map(it => `bold in ${where(it)}`),
    ...(document.body.textContent.includes('[x](javascript:hit=3) $y$ :red[z] **w** 49')
        ? ['a template was filled in'] : []),
]}"""
_ALL_TEXT = """() => [
    document.body.textContent,
    ...[...document.querySelectorAll('input, textarea')].map(it => it.value),
    ...[...document.querySelectorAll('[title]')].map(it => it.title),
].join('\\n')"""


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder in which every text field of everything says something hostile."""
    folder = tmp_path_factory.mktemp("script-texts")
    tracker = tracker_in(folder)
    installation.prepare(tracker)
    now = datetime.now(UTC)
    plan = boards.read_content(tracker, OWNER, ILLUSTRATION, now=now)
    plan_files.load_plan(tracker, OWNER, everywhere_hostile(plan), now=now)
    join(folder, "quan-tri", ADMINISTRATOR, full_name=hostile("administrator"))
    office = AccountPlace(role=Role.COORDINATOR, agencies=(AGENCY,))
    join(folder, "lan", office, full_name=hostile("full name"))
    links.make_display_link(tracker, OWNER, AGENCY, hostile("place of a screen"), now=now)
    act_in_every_field(tracker, Act(actor=replace(OWNER, name="lan"), now=now))
    return folder


@pytest.fixture(scope="module")
def server(state: Path) -> Iterator[Server]:
    with running_server(environment={"DDCI_STATE_DIR": str(state), "DDCI_DATABASE_URL": ""}) as it:
        yield it


def hostile(field: str) -> str:
    return f"{field} {HOSTILE}"


def everywhere_hostile(plan: Plan) -> Plan:
    """The plan with something hostile behind each text of words; codes stay."""

    def of(value: Any) -> Any:
        if isinstance(value, str):
            return f"{value} {HOSTILE}" if " " in value else value
        if isinstance(value, tuple):
            return tuple(map(of, value))
        if is_dataclass(value) and not isinstance(value, (type, Period)):
            return replace(
                value, **{each.name: of(getattr(value, each.name)) for each in fields(value)}
            )
        return value

    whole: Plan = of(plan)
    return whole


def act_in_every_field(tracker: Tracker, act: Act) -> None:
    """One of each act, with every text field filled in."""
    update = TaskUpdate(
        task=BLOCKED,
        quarter=Q3,
        unit="",
        status=TaskStatus.BLOCKED,
        difficulty=hostile("difficulty"),
        needs_help=True,
        recovery=hostile("recovery"),
    )
    for note in ("earlier note", "note"):
        update = replace(update, note=hostile(note))
        task_updates.update_task(tracker, ILLUSTRATION, update, act)
    typed = Filled(
        status=TaskStatus.BLOCKED,
        note=hostile("typed note"),
        difficulty=hostile("typed difficulty"),
        recovery=Recovery(who=hostile("typed who"), what=hostile("typed what")),
    )
    drafts.keep_draft(
        tracker,
        act.actor,
        ILLUSTRATION,
        f"task/{DRAFTED}@{Q3}",
        typed.to_json(),
        revision=0,
        now=act.now,
    )
    returned, handed_in = (
        ReportAct(**sent_by(key), step=step, note=hostile(f"note of {step}"))
        for key, step in ((WAITING, ReportStep.RETURNED), (OVERDUE, ReportStep.HANDED_IN))
    )
    reports.take_step(tracker, ILLUSTRATION, returned, act)
    extension = Extension(
        **sent_by(OVERDUE),
        last_day=date(YEAR, 12, 30),
        approver=hostile("approver"),
        basis=hostile("basis"),
    )
    reports.extend(tracker, ILLUSTRATION, extension, act)
    reports.take_step(tracker, ILLUSTRATION, handed_in, act)
    result = Result(
        year=YEAR - 1,
        kind=ResultKind.ESTIMATE,
        score=Decimal("70.50"),
        source=hostile("source"),
    )
    entry = ResultEntry(index="DDCI", sub_index=None, result=result)
    results.enter_result(tracker, ILLUSTRATION, entry, act)
    with writing(tracker.engine) as session:
        concluded = Conclusion(
            id="KL1", about=None, text=hostile("conclusion"), units=("VP",), due=None
        )
        on = date(YEAR, 8, 1)
        append(session, CONCLUSION, ILLUSTRATION, concluded, key="KL1", on=on, by="lan", at=act.now)
    frozen_months.freeze(tracker, act.actor, ILLUSTRATION, Period.month(YEAR, 7), now=act.now)


def sent_by(key: str) -> dict[str, Any]:
    duty, unit, period = key.split("/")
    return {"duty": duty, "unit": unit, "period": Period.parse(period)}


@contextmanager
def signed_in(server: Server, state: Path, browser: Browser, name: str) -> Iterator[Reader]:
    with Reader.at(server, browser, Sight(DESK)) as somebody:
        token = token_of(state, name)
        somebody.page.context.add_cookies(
            [{"name": "ddci_session", "value": token, "url": server.address}]
        )
        yield somebody


def test_every_field_shows_as_text_on_every_screen(
    server: Server, state: Path, browser: Browser
) -> None:
    found: list[str] = []
    missing = set(FIELDS)
    with signed_in(server, state, browser, "lan") as somebody:
        for place, (screen, parameters) in PLACES.items():
            page = somebody.open(screen, plan=ILLUSTRATION, **parameters)
            if place in DRAWERS:
                expect(page.get_by_role("dialog"), place).to_be_visible()
            found += [f"{place}: {each}" for each in taken_for_markup(page)]
            found += [f"{place}: {each}" for each in somebody.complaints()]
            shown = all_text(page)
            missing -= {field for field in missing if hostile(field) in shown}
    assert found == []
    assert missing == set()


def test_a_version_that_is_brought_back_shows_as_text(
    server: Server, state: Path, browser: Browser
) -> None:
    with signed_in(server, state, browser, "lan") as somebody:
        page = somebody.open("lich-su", plan=ILLUSTRATION, task=BLOCKED)
        page.locator('a[data-opens^="restore="]').first.click()
        expect(page.get_by_role("dialog")).to_contain_text(hostile("earlier note"))
        assert taken_for_markup(page) == []
        assert somebody.complaints() == []


def test_names_of_people_and_of_screens_are_texts_in_the_administration(
    server: Server, state: Path, browser: Browser
) -> None:
    found: list[str] = []
    seen = ""
    with signed_in(server, state, browser, "quan-tri") as keeper:
        for parameters in ({"part": "accounts"}, {"account": "lan"}, {"part": "links"}):
            page = keeper.open("quan-tri", **parameters)
            found += taken_for_markup(page) + keeper.complaints()
            seen += all_text(page)
    assert found == []
    names = ("administrator", "full name", "place of a screen")
    assert [name for name in names if hostile(name) not in seen] == []


def taken_for_markup(page: Page) -> list[str]:
    """What of a hostile text was read as HTML, as Markdown, as an address or as a template."""
    found: list[str] = page.evaluate(_TAKEN_FOR_MARKUP)
    return found


def all_text(page: Page) -> str:
    """What the page says, also in its fields and behind its shortened texts."""
    text: str = page.evaluate(_ALL_TEXT)
    return text
