"""Every place where the tracker leans on the inside of Streamlit, and the test that would notice.

What is named here is promised by no documentation of Streamlit's, so whoever moves to another
release reads this page first. One page for the screens and the transport, which are the two that
may know Streamlit; nothing is imported until it is asked for. What is documented (``st.App``,
``st.dialog``, components, ``st.user``) is not listed.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, RLock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFileRec


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliance:
    """Something that Streamlit promises nobody.

    ``what`` it is, ``breaks`` what goes wrong without it, ``used_in`` the files of ours that lean
    on it, ``noticed_by`` the tests that fail then.
    """

    what: str
    breaks: str
    used_in: tuple[str, ...]
    noticed_by: tuple[str, ...]


# The index page: what is replaced in it, as regular expressions.
INDEX_LANGUAGE = '<html lang="en">'
INDEX_TITLE = "<title>.*?</title>"
INDEX_SERVICE = '<link rel="service-desc".*?/>'
INDEX_NOSCRIPT = "<noscript>.*?</noscript>"
INDEX_SCRIPT = "<script>"
INDEX_END = "</body>"
INDEX_NOTES = r"<!--.*?-->\s*"
# Before its scripts run. Otherwise they look for their server below the address of the screen
# first: two requests in vain, two errors in the console, and a tenth of a second.
FIND_THE_SERVER = "window.__streamlit = {BACKEND_BASE_URL: location.origin + '/'};"

# Addresses that its scripts ask for, whatever the page says.
ICON = "/favicon.png"
HEALTH = "/_stcore/health"
# Figures about itself, and a run of the screens for programs: nobody here asks for either.
NOBODY_ASKS = frozenset({"/_stcore/metrics", "/_stcore/script-health-check"})
# Where files lie, and where uploads go, and what its own pages ask for there; it answers much else,
# such as the same file under any ending.
FILES = ("/media/", "/_stcore/upload_file/")
MEDIA = r"/media/([0-9a-f]+)\.?\w*"
UPLOAD = r"/_stcore/upload_file/([\w-]+)/[\w-]+"
# Whatever else is asked for it answers with its index page.
NOT_ITS_ADDRESS = r"(?!(?:_stcore|static|media|component|app)/).+"
# Its scripts and style sheets; their names carry a hash of what they hold.
ASSETS = r"/static/((?:js|css)/[\w.@-]+\.(js|css))"

# It logs the error of a script under this name and text before it asks us.
ERROR_LOGGER = "streamlit.error_util"
ERROR_LOGGED = "Uncaught app execution"

# Its Plotly theme keeps these colours; the browser puts those of the theme in their place, light
# or dark, without another run.
CHART_LINES = tuple(f"#{number:06d}" for number in range(1, 9))  # chartCategoricalColors
CHART_SCALE = tuple(f"#{number:06d}" for number in range(11, 21))  # chartSequentialColors
CHART_TEXT, CHART_SURFACE = "#000037", "#000040"
# Where one is drawn.
CHARTS = ".stPlotlyChart .svg-container"

# Where fields are that hold what is being typed, and what they stand in: a drawer, or a part of the
# page that says so by its key.
TYPED_ON_PAGE = "typed-on-page"
TYPED_FIELDS = ", ".join(
    f"{place} {field}"
    for place in ("[role=dialog]", f".st-key-{TYPED_ON_PAGE}")
    for field in ("textarea", "[data-testid=stTextInput] input")
)

# Where texts stand that are ours, of plans or of people, among those that it fixes in English; the
# cells of a table are its canvas. And where it has its own in such a place.
NOT_ITS_OWN = (
    ".ddci, canvas, textarea, code, pre, style, script,"
    " [data-testid=stMarkdownContainer], [data-testid=stHtml]"
)
ITS_OWN_INSIDE = "[data-testid=stFileUploaderDropzone], [data-testid=stTopNavSection]"

# What is pressed to have something done, not to choose.
BUTTONS = ".stButton button"
# ... and what records something, makes it or takes it away, where the one stands out for that.
ACTS = f"{BUTTONS}[data-testid=stBaseButton-primary]"
# There is this once a run has ended and all that it drew stands.
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"

# So long after a cell of a table was left its browser sends it.
CELL_SENT_AFTER_MS = 150
# What is being typed into one stands here; and in this table, behind the picture of it, stand all
# cells that are in sight, with the chosen one marked so long after it was chosen.
TYPED_CELL = "#portal textarea"
GRID = "[role=grid]"
CELL_TOLD_AFTER_MS = 200

# What style sheets of ours select: test ids and classes that its elements carry.
TEST_IDS = frozenset(
    {
        *(
            "stDialog",
            "stElementToolbar",
            "stHeader",
            "stLayoutWrapper",
            "stMarkdownContainer",
            "stPopoverBody",
            "stTextInput",
        ),
        *("stSidebar", "stSidebarNavLink", "stSkipToContent", "stToolbar"),
        *("stTopNavLink", "stTopNavSection", "stWidgetLabel"),
    }
)
CLASSES = frozenset(
    {
        *("stApp", "stAppHeader", "stAppViewContainer", "stButton", "stButtonGroup"),
        *(
            "stColumn",
            "stDateInput",
            "stDownloadButton",
            "stElementContainer",
            "stExpander",
            "stFileUploader",
            "stHorizontalBlock",
            "stMain",
            "stMainBlockContainer",
        ),
        *("stMarkdown", "stNumberInput", "stPlotlyChart", "stPopover", "stSelectbox"),
        *("stTextArea", "stTextInput", "stVerticalBlock"),
    }
)
# The same for the roles of its elements, and for the states that say what is chosen.
ROLES = frozenset({"dialog", "heading", "radiogroup"})
STATES = frozenset({"aria-checked", "aria-pressed"})


def static_folder() -> Path:
    """Where its index page, scripts and style sheets lie."""
    from streamlit.file_util import get_static_dir

    return Path(get_static_dir())


def take_screens_from_the_navigation_alone() -> None:
    """Before the navigation has run once, it would take a file of ``pages/`` for a screen of its
    own, past every gate of a screen, and know none of the addresses of ours.
    """
    from streamlit.runtime.pages_manager import PagesManager

    PagesManager.uses_pages_directory = False


def read_its_settings(entry: Path) -> None:
    """Those beside the entry, wherever the server is started from; and now, because reading them
    switches uvicorn's access log on, and what comes after switches it off.
    """
    from streamlit import config

    config._main_script_path = str(entry)
    config.get_config_options(force_reparse=True)


def load_what_tables_need() -> None:
    """pandas and Arrow, which it imports only when the first table is shown."""
    import pandas as pd
    from streamlit.dataframe_util import convert_pandas_df_to_arrow_bytes

    convert_pandas_df_to_arrow_bytes(pd.DataFrame({"score": [7.8], "unit": ["Văn phòng Sở"]}))


# It sends what scripts have drawn, pauses so long, and sends what they have drawn since. The first
# message of a look goes out at once; a script that ends within the pause waits for its end. Its
# own pause of 5 ms is longer than an empty page takes; fifty who look at once cost as much CPU time
# with this one.
_SEND_AFTER_SECONDS = 0.002


def send_what_is_drawn_soon() -> None:
    """Let a look that is ready wait less for the next time that something is sent."""
    from streamlit.runtime import runtime

    runtime.MESSAGE_FLUSH_INTERVAL_SECS = _SEND_AFTER_SECONDS  # type: ignore[attr-defined]


def remember_who_makes_files() -> None:
    """From now on ``makers_of`` knows by whom a file below /media was made.

    It serves such a file to whoever knows its address, and does not say itself whose it is.
    """
    from streamlit.runtime.media_file_manager import MediaFileManager

    if getattr(MediaFileManager.add, "is_ours", False):
        return
    add, add_deferred = MediaFileManager.add, MediaFileManager.add_deferred
    execute_deferred = MediaFileManager.execute_deferred

    def remembering_add(self: MediaFileManager, *given: Any, **named: Any) -> str:
        address = add(self, *given, **named)
        _remember(_file_in(address), _who_runs())
        return address

    def remembering_add_deferred(self: MediaFileManager, *given: Any, **named: Any) -> str:
        placeholder = add_deferred(self, *given, **named)
        _remember(placeholder, _who_runs())
        return placeholder

    def remembering_execute(self: MediaFileManager, file_id: str) -> str:
        address = execute_deferred(self, file_id)
        for maker in makers_of(file_id):
            _remember(_file_in(address), maker)
        return address

    remembering_add.is_ours = True  # type: ignore[attr-defined]
    MediaFileManager.add = remembering_add  # type: ignore[method-assign]
    MediaFileManager.add_deferred = remembering_add_deferred  # type: ignore[method-assign]
    MediaFileManager.execute_deferred = remembering_execute  # type: ignore[method-assign]


def makers_of(file_id: str) -> frozenset[str | None]:
    """By whom a file was made, as the gate told it; None is the owner of this computer."""
    return frozenset(_MAKERS.get(file_id, ()))


_MAKERS: OrderedDict[str, set[str | None]] = OrderedDict()
# It keeps a file no longer than the screen that shows it; this is many times as many.
_MAKERS_KEPT = 20_000


def _remember(file_id: str, maker: str | None) -> None:
    _MAKERS.setdefault(file_id, set()).add(maker)
    _MAKERS.move_to_end(file_id)
    while len(_MAKERS) > _MAKERS_KEPT:
        _MAKERS.popitem(last=False)


def _file_in(address: str) -> str:
    return address.rpartition("/")[2].partition(".")[0]


def _who_runs() -> str | None:
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context = get_script_run_ctx()
    return context.user_info.get("sid") if context else None  # type: ignore[return-value]


def is_open(session_id: str) -> bool:
    """Whether a page of this process stands open under an id."""
    from streamlit.runtime import get_instance

    return get_instance().is_active_session(session_id)


def bytes_uploaded(session_id: str) -> tuple[int, int]:
    """How much it holds in memory of what was uploaded: by one session, and by all of them."""
    from streamlit.runtime import get_instance

    sizes = sizes_of(get_instance().uploaded_file_mgr)
    return sizes.get(session_id, 0), sum(sizes.values())


def sizes_of(uploads: object) -> dict[str, int]:
    """How many bytes each session has uploaded, of what its manager of uploads holds."""
    stored: dict[str, dict[str, UploadedFileRec]] = uploads.file_storage  # type: ignore[attr-defined]
    return {
        session: sum(len(file.data) for file in list(files.values()))
        for session, files in list(stored.items())
    }


def is_held_by_browser(key: str) -> bool:
    """Whether the browser sent what a widget holds that this session has not drawn yet.

    So it is where a page goes on in another session than the one that drew it.
    """
    from streamlit.runtime.scriptrunner import get_script_run_ctx
    from streamlit.runtime.state.common import user_key_from_element_id

    context = get_script_run_ctx()
    if context is None:
        return False
    sent = context.session_state._state._new_widget_state
    return any(
        user_key_from_element_id(widget) == key and widget not in sent.widget_metadata
        for widget in list(sent.states)
    )


def take_in_whole_what_was_pressed() -> None:
    """From now on no run is stopped for a newer one before all that came with it is done.

    It would be forgotten: the page sends what was pressed but once. Every callback is called, and
    whole; what they ask for themselves, such as another run, they get afterwards.
    """
    from streamlit.runtime.state.safe_session_state import SafeSessionState

    take_in = SafeSessionState.on_script_will_rerun
    if getattr(take_in, "is_ours", False):
        return

    def taking_in(self: SafeSessionState, *given: Any, **named: Any) -> None:
        stop_if_asked: Any = self._yield_callback
        runner = stop_if_asked.__self__
        was, runner._execing = runner._execing, False
        try:
            take_in(self, *given, **named)
        finally:
            runner._execing = was

    taking_in.is_ours = True  # type: ignore[attr-defined]
    SafeSessionState.on_script_will_rerun = taking_in  # type: ignore[method-assign]


@contextmanager
def uninterrupted() -> Iterator[None]:
    """What is done within is done whole, though a newer run of the same session waits.

    It would be stopped wherever it asks the session for something or draws: just after something
    was recorded, and before the session knows of it. Where the newer run has begun by then, in a
    thread of its own, only one at a time is within; and one that is to stop begins nothing more
    while it draws, which is the newer one's.
    """
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        yield
        return
    stop_if_asked: Any = context.session_state._yield_callback
    runner = stop_if_asked.__self__
    was = runner._execing
    with _lock_of(context.session_id):
        stop_if_asked()
        runner._execing = False
        try:
            yield
        finally:
            runner._execing = was


def _lock_of(session_id: str) -> RLock:
    with _LOCKS_LOCK:
        lock = _LOCKS.get(session_id)
        if lock is None:
            lock = _LOCKS[session_id] = RLock()
        return lock


# As long as somebody holds or waits for one.
_LOCKS: WeakValueDictionary[str, RLock] = WeakValueDictionary()
_LOCKS_LOCK = Lock()


def leave_errors_of_scripts_to_us() -> None:
    """It would log them once more, without the reference number that the reader is told."""
    logging.getLogger(ERROR_LOGGER).addFilter(_is_not_ours_to_report)


def _is_not_ours_to_report(record: logging.LogRecord) -> bool:
    return record.msg != ERROR_LOGGED


_EVERY_SCREEN = "tests/browser/test_every_screen.py"
_ANSWERS = "tests/integration/web/test_answers.py"
_INSIDE = "tests/integration/web/test_streamlit_inside.py"
_IN_ITS_SCRIPTS = f"{_INSIDE}::test_what_style_sheets_select_is_in_its_scripts"

RELIANCES = MappingProxyType(
    {
        "index page": Reliance(
            what="the marks of its index page that are replaced, and the one script before its own",
            breaks="the tracker does not start: a mark that is gone is an error; words of another "
            "language stand on the page; two requests in vain before each first look",
            used_in=("ddci_tracker/web/shell.py",),
            noticed_by=(
                f"{_ANSWERS}::test_a_screen_has_no_word_of_streamlits_own",
                f"{_ANSWERS}::test_a_screen_keeps_every_script_of_streamlit",
                "tests/browser/test_first_visit.py"
                "::test_a_page_opens_in_vietnamese_and_asks_nobody_else",
            ),
        ),
        "static folder": Reliance(
            what="where its files lie, and that the names of scripts carry a hash",
            breaks="scripts are sent uncompressed, or old ones after an upgrade",
            used_in=("ddci_tracker/web/shell.py", "ddci_tracker/web/compression.py"),
            noticed_by=(
                f"{_ANSWERS}::test_a_script_is_sent_compressed",
                f"{_INSIDE}::test_names_of_its_scripts_carry_a_hash",
            ),
        ),
        "icon": Reliance(
            what="the address of the icon that its script asks for",
            breaks="its own mark stands in the browser's tab",
            used_in=("ddci_tracker/web/shell.py",),
            noticed_by=(f"{_ANSWERS}::test_the_mark_is_ours", f"{_INSIDE}::test_it_asks_for_icon"),
        ),
        "health": Reliance(
            what="the address that answers while it runs, and its connection by window.WebSocket",
            breaks="whoever is cut off is not told why",
            used_in=("ddci_tracker/web/shell.py", "ddci_tracker/web/static/connection.js"),
            noticed_by=(
                f"{_INSIDE}::test_it_asks_for_its_health_at_our_address",
                "tests/browser/test_signing_in.py::test_signing_out_cuts_off_the_other_tab_which"
                "_comes_back_after_signing_in_again",
            ),
        ),
        "figures about itself": Reliance(
            what="the addresses at which it tells how it is",
            breaks="whoever is signed in reads how many sessions and files it holds",
            used_in=("ddci_tracker/web/closed.py",),
            noticed_by=(
                f"{_INSIDE}::test_addresses_that_are_closed_are_its_own",
                "tests/integration/web/test_files.py::test_its_figures_are_for_nobody",
            ),
        ),
        "dialogs and inertness": Reliance(
            what="the attribute data-react-aria-top-layer, which keeps its dialogs from making "
            "others inert",
            breaks="the words about a lost connection cannot be clicked over an open drawer",
            used_in=("ddci_tracker/web/templates/connection.html",),
            noticed_by=(f"{_INSIDE}::test_its_dialogs_spare_what_is_marked",),
        ),
        "pause before sending": Reliance(
            what="runtime.MESSAGE_FLUSH_INTERVAL_SECS, the pause between two times that it sends",
            breaks="a short look takes up to 5 ms longer",
            used_in=("ddci_tracker/web/starting.py",),
            noticed_by=(f"{_INSIDE}::test_it_pauses_between_sending_as_we_say",),
        ),
        "pages folder": Reliance(
            what="PagesManager.uses_pages_directory, which is one for the whole process",
            breaks="a fresh server runs a file of pages/ without the entry, and without its gate",
            used_in=("ddci_tracker/web/starting.py",),
            noticed_by=(
                "tests/integration/web/test_serving.py"
                "::test_no_page_of_a_fresh_server_runs_without_the_entry",
            ),
        ),
        "entry": Reliance(
            what="that it finds st.App by reading the entry, so the call stands there literally",
            breaks="`streamlit run` serves the screens without the gate",
            used_in=("dashboard.py",),
            noticed_by=(
                "tests/integration/web/test_serving.py"
                "::test_streamlit_finds_the_application_by_reading_the_entry",
            ),
        ),
        "hidden settings": Reliance(
            what="server.trustedUserHeaders and runner.postScriptGC, which are not documented",
            breaks="nobody is known to a screen; every look takes a tenth of a second longer",
            used_in=(".streamlit/config.toml",),
            noticed_by=(f"{_INSIDE}::test_it_knows_the_settings_that_we_make",),
        ),
        "settings and uvicorn": Reliance(
            what="that reading its settings switches uvicorn's access log on",
            breaks="the terminal fills with a line for each request",
            used_in=("ddci_tracker/web/serving.py",),
            noticed_by=(
                "tests/integration/web/test_serving.py"
                "::test_a_server_says_nothing_whatever_it_is_sent_and_ends_when_told",
            ),
        ),
        "stopping of runs": Reliance(
            what="SafeSessionState._yield_callback, which belongs to what runs a script, and its "
            "_execing, without which it stops no run for a newer one",
            breaks="what is recorded as somebody goes on typing is not known to have been: it "
            "stands in its form as if it were another window's, or not saved",
            used_in=(
                "ddci_tracker/ui/frame/coming_back.py",
                "ddci_tracker/ui/meeting/stage.py",
                "ddci_tracker/ui/my_work/table.py",
                "ddci_tracker/ui/plan/draft_screen.py",
                "ddci_tracker/ui/shared/draft_form.py",
                "ddci_tracker/ui/shared/outcome.py",
                "ddci_tracker/ui/shared/sheet_form.py",
                "ddci_tracker/web/starting.py",
            ),
            noticed_by=(
                f"{_INSIDE}::test_what_was_pressed_is_done_although_a_newer_run_waits",
                f"{_INSIDE}::test_what_is_done_whole_is_not_stopped_for_a_newer_run",
                "tests/screens/test_draft_form.py"
                "::test_what_is_kept_is_known_to_be_although_a_newer_run_waits",
            ),
        ),
        "tables": Reliance(
            what="the function that turns a table into Arrow",
            breaks="the tracker does not start; without it the first table takes half a second",
            used_in=("ddci_tracker/web/starting.py",),
            noticed_by=(f"{_INSIDE}::test_what_tables_need_is_loaded",),
        ),
        "files of sessions": Reliance(
            what="the methods by which a file gets below /media, and where it holds what was "
            "uploaded by whom",
            breaks="no download and no picture is answered; or uploads fill the memory",
            used_in=("ddci_tracker/web/files.py", "ddci_tracker/web/starting.py"),
            noticed_by=(
                "tests/integration/web/test_files.py"
                "::test_a_file_is_for_the_session_that_made_it_alone",
                "tests/integration/web/test_files.py"
                "::test_uploads_have_an_end_for_a_session_and_for_all",
            ),
        ),
        "errors of scripts": Reliance(
            what="name and text under which it logs the error of a script",
            breaks="every error stands twice in the log, once without its number",
            used_in=("ddci_tracker/web/log.py",),
            noticed_by=(f"{_INSIDE}::test_it_logs_errors_of_scripts_as_we_expect",),
        ),
        "colours of charts": Reliance(
            what="colours that its Plotly theme replaces by those of the theme",
            breaks="charts are black on every surface",
            used_in=("ddci_tracker/ui/shared/charts.py",),
            noticed_by=(f"{_EVERY_SCREEN}::test_every_word_stands_out_from_what_is_behind_it",),
        ),
        "figures": Reliance(
            what="that it asks a figure for its plain form by to_dict",
            breaks="a chart that is kept is made anew at every look, which only costs time",
            used_in=("ddci_tracker/ui/shared/charts.py",),
            noticed_by=("tests/unit/ui/test_charts.py::test_a_kept_chart_is_made_plain_once",),
        ),
        "pages that have run": Reliance(
            what="that a page remembers having been run, so each run gets a copy",
            breaks="the second look at a screen is refused",
            used_in=("ddci_tracker/ui/frame/navigation.py",),
            noticed_by=(
                "tests/screens/test_frame.py"
                "::test_another_screen_looks_at_the_same_unless_its_address_says_otherwise",
            ),
        ),
        "fields": Reliance(
            what="the place of typed fields, and the keys on which they send what they hold",
            breaks="what is typed is kept only when a field is left",
            used_in=("ddci_tracker/ui/shared/autosave.py",),
            noticed_by=(
                "tests/browser/test_my_work.py"
                "::test_what_is_typed_is_kept_in_the_middle_of_a_sentence",
            ),
        ),
        "fixed words": Reliance(
            what="the words that no setting of it changes, and where others stand that may be "
            "the same",
            breaks="they are English again; or a word of a person is taken for one of its own",
            used_in=(
                "ddci_tracker/web/fixed_words.py",
                "ddci_tracker/web/static/words.js",
            ),
            noticed_by=(
                "tests/integration/web/test_fixed_words.py"
                "::test_what_is_said_instead_is_what_streamlit_says",
                "tests/browser/test_first_visit.py"
                "::test_what_streamlit_fixes_in_english_is_vietnamese",
            ),
        ),
        "coming back": Reliance(
            what="that a page which connects to another session runs its script again only where "
            "its last run was a fragment's, and sends what its widgets hold with the next run, by "
            "their keys",
            breaks="an open drawer is dead after a restart; a choice that was made just before is "
            "lost; or, should it run by itself one day, every screen is drawn twice",
            used_in=(
                "ddci_tracker/ui/frame/coming_back.py",
                "ddci_tracker/ui/shared/draft_form.py",
                "ddci_tracker/web/static/connection.js",
            ),
            noticed_by=(
                "tests/browser/test_lasting.py::test_every_form_outlasts_one_thing_after_the_other",
            ),
        ),
        "cells": Reliance(
            what="how long after it was left a cell of a table is sent, where a button with a "
            "key stands, where a cell is typed in, and the table for screen readers that tells "
            "which it is",
            breaks="the last cell before a click on saving is not saved with the others; a cell "
            "that is being typed is lost with the server",
            used_in=(
                "ddci_tracker/ui/shared/kept_cells.py",
                "ddci_tracker/ui/shared/last_cell.py",
            ),
            noticed_by=(
                f"{_INSIDE}::test_it_sends_a_cell_as_soon_as_we_expect",
                f"{_INSIDE}::test_it_tells_which_cell_is_chosen_as_soon_as_we_expect",
                "tests/browser/test_my_work.py::test_many_tasks_in_one_table",
                "tests/browser/test_lasting.py::test_every_form_outlasts_one_thing_after_the_other",
            ),
        ),
        "test ids and classes": Reliance(
            what="test ids, classes, roles, states, and how its elements stand in each other",
            breaks="looks: places, sizes and colours of its elements are its own again",
            used_in=(
                "ddci_tracker/ui/administration/administration.css",
                "ddci_tracker/ui/briefing/briefing.css",
                "ddci_tracker/ui/core/connection.css",
                "ddci_tracker/ui/core/tokens.css",
                "ddci_tracker/ui/core/tracker.css",
                "ddci_tracker/ui/frame/account.css",
                "ddci_tracker/ui/frame/taking_away.css",
                "ddci_tracker/ui/frame/time_machine.css",
                "ddci_tracker/ui/history/history.css",
                "ddci_tracker/ui/meeting/meeting.css",
                "ddci_tracker/ui/my_work/my_work.css",
                "ddci_tracker/ui/plan/plan.css",
                "ddci_tracker/ui/plan/review.css",
                "ddci_tracker/ui/plan/row.css",
                "ddci_tracker/ui/results/results.css",
                "ddci_tracker/ui/sub_index/sub_index.css",
            ),
            noticed_by=(
                _IN_ITS_SCRIPTS,
                f"{_EVERY_SCREEN}::test_a_screen_fits_every_window_speaks_vietnamese_and_leads_on",
                "tests/browser/test_my_work.py::test_the_drawer_fits_a_phone",
            ),
        ),
    }
)
