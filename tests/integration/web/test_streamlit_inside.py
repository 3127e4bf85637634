"""What the tracker leans on of Streamlit's inside: all of it is listed, and still so."""

import ast
import inspect
import logging
import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from streamlit import config, error_util
from streamlit.runtime import runtime, runtime_util
from streamlit.runtime.scriptrunner_utils.script_requests import (
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette import starlette_routes as routes

from ddci_tracker import streamlit_inside as inside

ROOT = Path(__file__).resolve().parents[3]
LIST = ROOT / "ddci_tracker" / "streamlit_inside.py"
ENDINGS = {".py", ".js", ".css", ".html", ".svg"}
STYLE = "test ids and classes"

# What only the list may name, wherever else it stands.
INSIDE = re.compile(
    r"_stcore|PagesManager|error_util|Uncaught app execution|window\.__streamlit"
    r"|\bst[A-Z][a-zA-Z]+\b|data-testid|#0000\d\d\b|baseweb|\bgdg-|emotion-cache"
)
# Style sheets cannot ask the list: what they select is compared with it.
SELECTED = re.compile(
    r"\[data-testid=\"?(?P<test_id>\w+)\"?\]|\.(?P<class>st[A-Z]\w+)"
    r"|\[role=\"?(?P<role>\w+)\"?\]|\[(?P<state>aria-[a-z]+)\b"
)


def sources() -> Iterator[Path]:
    """Every file of the product that Streamlit could be named in, but for the list itself."""
    folders = (ROOT / "ddci_tracker", ROOT / "pages")
    yield ROOT / "dashboard.py"
    for path in chain.from_iterable(folder.rglob("*") for folder in folders):
        if path.suffix in ENDINGS and path != LIST:
            yield path


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


SHEETS = [path for path in sources() if path.suffix == ".css" and SELECTED.search(read(path))]
SCRIPTS = sorted((inside.static_folder() / "static" / "js").glob("*.js"))


@pytest.fixture(scope="module")
def scripts() -> str:
    return "".join(map(read, SCRIPTS))


@pytest.mark.parametrize("name", inside.RELIANCES)
def test_what_is_listed_names_files_and_tests_that_are_there(name: str) -> None:
    reliance = inside.RELIANCES[name]
    assert reliance.what
    assert reliance.breaks
    assert [file for file in reliance.used_in if not (ROOT / file).is_file()] == []
    assert reliance.noticed_by
    for test in reliance.noticed_by:
        file, _, function = test.partition("::")
        defined = {
            node.name
            for node in ast.parse(read(ROOT / file)).body
            if isinstance(node, ast.FunctionDef)
        }
        assert function in defined, test


def test_no_other_place_leans_on_it() -> None:
    found = [
        (named(path), match[0])
        for path in sources()
        if path not in SHEETS
        for match in INSIDE.finditer(read(path))
    ]
    assert found == []


def test_nothing_private_is_imported_elsewhere() -> None:
    found = [
        (named(path), node.module)
        for path in sources()
        if path.suffix == ".py"
        for node in ast.walk(ast.parse(read(path)))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("streamlit")
    ]
    found += [
        (named(path), alias.name)
        for path in sources()
        if path.suffix == ".py"
        for node in ast.walk(ast.parse(read(path)))
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name.startswith("streamlit.")
    ]
    assert found == []


def test_style_sheets_select_what_is_listed_and_nothing_else() -> None:
    matches = [match for path in SHEETS for match in SELECTED.finditer(read(path))]
    matches += SELECTED.finditer(inside.TYPED_FIELDS)
    selected = {
        kind: {match[kind] for match in matches if match[kind]}
        for kind in ("test_id", "class", "role", "state")
    }
    assert selected == {
        "test_id": inside.TEST_IDS,
        "class": inside.CLASSES,
        "role": inside.ROLES,
        "state": inside.STATES,
    }
    assert {named(path) for path in SHEETS} == set(inside.RELIANCES[STYLE].used_in)


def test_what_style_sheets_select_is_in_its_scripts(scripts: str) -> None:
    names = inside.TEST_IDS | inside.CLASSES
    gone = [each for each in names if not re.search(rf"\b{each}\b", scripts)]
    # Words as common as these count only as texts of their own.
    texts = inside.ROLES | inside.STATES
    gone += [each for each in texts if not re.search(rf"([`'\"]){each}\1", scripts)]
    assert gone == []


def test_its_dialogs_spare_what_is_marked(scripts: str) -> None:
    template = read(ROOT / "ddci_tracker/web/templates/connection.html")
    for text in (template, scripts):
        assert "data-react-aria-top-layer" in text


def test_it_asks_for_icon(scripts: str) -> None:
    assert inside.ICON.removeprefix("/") in scripts


def test_names_of_its_scripts_carry_a_hash() -> None:
    assert [path.name for path in SCRIPTS if not re.search(r"\.[\w-]{8}\.js$", path.name)] == []


def test_it_pauses_between_sending_as_we_say(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "MESSAGE_FLUSH_INTERVAL_SECS"
    # A tracker that started in this process has changed it, but not where it comes from.
    own = getattr(runtime_util, name)
    monkeypatch.setattr(runtime, name, own)
    inside.send_what_is_drawn_soon()
    assert getattr(runtime, name) < own
    # It is looked up each time that it sends.
    assert f"asyncio.sleep({name})" in inspect.getsource(runtime.Runtime)


def test_addresses_that_are_closed_are_its_own() -> None:
    own = {f"/{routes.ROUTE_METRICS}", f"/{routes.ROUTE_SCRIPT_HEALTH}"}
    assert own == inside.NOBODY_ASKS


def test_it_asks_for_its_health_at_our_address(scripts: str) -> None:
    assert "window.WebSocket" in scripts or "new WebSocket(" in scripts
    assert inside.HEALTH.removeprefix("/") in scripts


def test_it_knows_the_settings_that_we_make() -> None:
    made = tomllib.loads(read(ROOT / ".streamlit" / "config.toml"))
    known = config.get_config_options()
    assert [
        f"{section}.{name}"
        for section in ("global", "server", "browser", "client", "logger", "runner")
        for name in made[section]
        if f"{section}.{name}" not in known
    ] == []


def test_what_tables_need_is_loaded() -> None:
    inside.load_what_tables_need()


def test_it_sends_a_cell_as_soon_as_we_expect(scripts: str) -> None:
    # What changes the cells is put off by so many milliseconds.
    after = re.search(r"\{debouncedCallback:\w+,flush:\w+,cancel:\w+\}=\w+\(\w+,(\d+)\)", scripts)
    assert after is not None
    assert int(after[1]) == inside.CELL_SENT_AFTER_MS


def test_it_tells_which_cell_is_chosen_as_soon_as_we_expect(scripts: str) -> None:
    # The table for screen readers is drawn so many milliseconds after something in it changed.
    after = re.search(r"role:`gridcell`.{0,1500}?\],(\d+)\)", scripts)
    assert after is not None
    assert int(after[1]) == inside.CELL_TOLD_AFTER_MS


def test_it_logs_errors_of_scripts_as_we_expect(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger(inside.ERROR_LOGGER)
    logger.propagate = True
    logger.addHandler(caplog.handler)
    try:
        error_util.handle_uncaught_app_exception(ValueError("broken"))
    finally:
        logger.removeHandler(caplog.handler)
    assert inside.ERROR_LOGGED in {record.msg for record in caplog.records}


def test_what_is_done_whole_is_not_stopped_for_a_newer_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting: list[object] = []
    monkeypatch.setattr(
        ScriptRequests, "on_scriptrunner_yield", lambda _: waiting[0] if waiting else None
    )
    third: list[str] = []
    stop = ScriptRequest(ScriptRequestType.STOP)
    app = AppTest.from_function(do_whole, args=(waiting, stop, third)).run()
    kept = [name for name in ("first", "second") if name in app.session_state]
    assert [*kept, *third] == ["first", "second"]


def test_what_was_pressed_is_done_although_a_newer_run_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    take_in = SafeSessionState.on_script_will_rerun
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", take_in)
    inside.take_in_whole_what_was_pressed()
    done: list[str] = []
    app = AppTest.from_function(press_both, args=(done,)).run()
    stop = ScriptRequest(ScriptRequestType.STOP)
    monkeypatch.setattr(ScriptRequests, "on_scriptrunner_yield", lambda _: stop)
    app.button[0].click()
    app.text_input[0].set_value("typed")
    app.run()
    assert sorted(done) == ["pressed", "typed"]


def press_both(done: list[str]) -> None:
    """What is pressed and what is typed come with one run; each asks the session for something."""
    import streamlit as st

    def note(what: str) -> None:
        st.session_state[f"noted-{what}"] = True
        done.append(what)

    st.button("press", on_click=note, args=("pressed",))
    st.text_input("type", on_change=note, args=("typed",))


def do_whole(waiting: list[object], stop: object, third: list[str]) -> None:
    """Some of what a run does, all the while that a newer one waits."""
    import streamlit as st

    from ddci_tracker import streamlit_inside

    with streamlit_inside.uninterrupted():
        waiting.append(stop)
        with streamlit_inside.uninterrupted():
            st.session_state["first"] = True
        st.text("drawn")
        st.session_state["second"] = True
    # What was pressed since is the newer run's.
    with streamlit_inside.uninterrupted():
        third.append("third")
