"""Holds who may import whom. A room is a folder or module of ``ddci_tracker``, or the screens.

Only what is written in a file counts, wherever it stands: at the top, inside a function or for
type checking alone. A room that the table does not know is refused, so that a new one gets its
place on purpose. Inside ``ui`` each screen is a room of its own that no other screen enters, and
no modules anywhere import each other in a circle.
"""

import ast
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.sources import (
    PACKAGE,
    ROOT,
    files_of,
    imports_among,
    modules_imported,
    room_of_file,
    room_of_module,
    screen_of,
    sources,
)

# Each room and the other rooms it may import. The first block is the rules and what surrounds
# them, the second what a person or a job meets. PACKAGE is the version in ddci_tracker/__init__.py.
MAY_IMPORT: dict[str, set[str]] = {
    PACKAGE: set(),
    "settings": set(),
    # What the two rooms that people and programs meet count of themselves.
    "measures": set(),
    # What is not promised of Streamlit, named in one place for the two rooms that know it.
    "streamlit_inside": set(),
    "domain": set(),
    "plans": {"domain"},
    "store": {"domain"},
    # A frozen month keeps the sentence of every reason, and its changes are read aloud.
    "briefing": {"domain", "words"},
    "words": {"domain"},
    "office": {"domain", "words", "briefing"},
    "services": {"domain", "plans", "store", "briefing", "office", "words", PACKAGE},
    #
    "ui": {"services", "words", "domain", "streamlit_inside", "measures"},
    "web": {"services", "words", "domain", "streamlit_inside", "measures", PACKAGE},
    "pages": {"services", "words", "domain", "ui"},
    "dashboard": {"ui", "web", "services", "settings"},
    "cli": {"services", "words", "domain", "settings", "web", PACKAGE},
    "__main__": {"cli"},
}

# What only some rooms may know, by the names of the libraries.
ONLY_FOR: list[tuple[set[str], set[str]]] = [
    ({"streamlit"}, {"ui", "pages", "web", "dashboard", "streamlit_inside"}),
    ({"sqlmodel", "sqlalchemy", "alembic", "psycopg", "sqlite3"}, {"store"}),
    ({"docx", "docxtpl", "pptx", "openpyxl", "xlsxwriter", "typst"}, {"office"}),
]

# The domain is pure: standard library only, and none of it that reads the world or its clock.
WORLD = {"io", "os", "pathlib", "random", "secrets", "socket", "sqlite3", "subprocess", "time"}
CLOCKS = {"now", "today", "utcnow"}

# What the screens in ``ui`` share, and what each of these may import of the others.
SHARED_BY_SCREENS: dict[str, set[str]] = {
    "core": set(),
    "shared": {"core"},
    "frame": {"core", "shared"},
}
# How many files lie beside the rooms of the screens; a new screen is a new folder.
FILES_BESIDE_THE_SCREENS = 9
# The one place that offers a file and notes it, and the copies, which their service notes.
NOTE_WHAT_IS_TAKEN = {
    Path(f"{PACKAGE}/ui/shared/downloads.py"),
    Path(f"{PACKAGE}/ui/administration/backups.py"),
}


def clock_and_file_reads(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of every call that asks for today or opens a file."""
    days = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "datetime"
        for alias in node.names
    } | {"date", "datetime"}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name) if (
                owner in days and name in CLOCKS
            ):
                yield node.lineno, f"{owner}.{name}"
            case ast.Call(func=ast.Name(id="open")):
                yield node.lineno, "open"


def broken_in_file(path: Path, source: str) -> Iterator[str]:
    """Every breach in one file, as `path:line: reason`; the path counts from the root."""
    room = room_of_file(path)
    if room not in MAY_IMPORT:
        yield f"{path.as_posix()}:1: '{room}' is a room without a place in the architecture"
        return
    tree = ast.parse(source)
    for line, module in modules_imported(tree, path):
        where = f"{path.as_posix()}:{line}:"
        other = room_of_module(module, MAY_IMPORT)
        library = module.split(".")[0]
        if other is not None:
            if other != room and other not in MAY_IMPORT[room]:
                yield f"{where} {room} may not import {other}"
        elif room == "domain" and library not in sys.stdlib_module_names - WORLD:
            yield f"{where} domain may not import {library}"
        else:
            for libraries, rooms in ONLY_FOR:
                if library in libraries and room not in rooms:
                    yield f"{where} {room} may not import {library}"
    if room == "domain":
        for line, call in clock_and_file_reads(tree):
            yield f"{path.as_posix()}:{line}: domain may not call {call}"


def broken_rules(root: Path) -> list[str]:
    """Every breach in the sources under a root folder."""
    return [
        breach
        for path in files_of(root)
        for breach in broken_in_file(path, (root / path).read_text(encoding="utf-8"))
    ]


def broken_between_screens(root: Path) -> list[str]:
    """Every import by which a screen enters another, or what they share knows a screen."""
    paths = sources(root)
    breaches = []
    for module, others in imports_among(root).items():
        for other, line in others.items():
            here, there = screen_of(module), screen_of(other)
            if not here or not there or here == there:
                continue
            may = SHARED_BY_SCREENS.get(here, set(SHARED_BY_SCREENS))
            if there not in may:
                where = f"{paths[module].as_posix()}:{line}"
                breaches.append(f"{where}: {here} may not import {there}")
    return breaches


def sleeps(root: Path) -> list[str]:
    """Every wait in the scripts of the screens: whoever looks would wait with it."""
    return [
        f"{path.as_posix()}:{node.lineno}"
        for path in files_of(root)
        if room_of_file(path) in {"ui", "pages"}
        for node in ast.walk(ast.parse((root / path).read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr == "sleep")
        or (isinstance(node, ast.alias) and node.name == "sleep")
    ]


def runs_by_itself(root: Path) -> list[str]:
    """Every part of a screen that is run again every so often, with no one asking for it.

    Its page sends it with whatever was pressed just before, and sends that once more by itself:
    it would be done twice.
    """
    return [
        f"{path.as_posix()}:{node.value.lineno}"
        for path in files_of(root)
        if room_of_file(path) in {"ui", "pages"}
        for node in ast.walk(ast.parse((root / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "run_every"
    ]


def downloads_past_the_log(root: Path) -> list[str]:
    """Every button of a screen that gives a file away without having it noted."""
    return [
        f"{path.as_posix()}:{node.lineno}"
        for path in files_of(root)
        if room_of_file(path) in {"ui", "pages"} and path not in NOTE_WHAT_IS_TAKEN
        for node in ast.walk(ast.parse((root / path).read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr == "download_button")
        or (isinstance(node, ast.alias) and node.name == "download_button")
    ]


def classes_of_one_name(root: Path) -> list[str]:
    """Every name that two classes of the product share."""
    names = Counter(
        node.name
        for path in files_of(root)
        for node in ast.walk(ast.parse((root / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    return sorted(name for name, times in names.items() if times > 1)


def circle_among(imports: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The modules of a circle of imports, in order; empty where there is none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return [str(module) for module in error.args[1]]
    return []


def files_beside_the_screens(root: Path) -> int:
    """How many files lie in ``ui`` itself."""
    return sum(path.is_file() for path in (root / PACKAGE / "ui").iterdir())


def test_every_room_imports_only_what_it_may() -> None:
    assert broken_rules(ROOT) == []


def test_no_screen_imports_a_screen() -> None:
    assert broken_between_screens(ROOT) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle_among(imports_among(ROOT)) == []


def test_no_screen_sleeps() -> None:
    assert sleeps(ROOT) == []


def test_no_part_of_a_screen_runs_by_itself() -> None:
    assert runs_by_itself(ROOT) == []


def test_no_screen_gives_a_file_away_past_the_log() -> None:
    assert downloads_past_the_log(ROOT) == []


def test_no_two_classes_share_a_name() -> None:
    assert classes_of_one_name(ROOT) == []


def test_screens_lie_in_rooms_of_their_own() -> None:
    assert files_beside_the_screens(ROOT) <= FILES_BESIDE_THE_SCREENS


def test_the_sources_are_found() -> None:
    assert (ROOT / PACKAGE / "domain").is_dir()


def write(root: Path, path: str, source: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(source, encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "source", "breach"),
    [
        ("domain/a.py", "import ddci_tracker.store", "domain may not import store"),
        ("domain/a.py", "from ..words import reasons", "domain may not import words"),
        ("domain/deep/a.py", "from ...plans import read", "domain may not import plans"),
        ("domain/a.py", "import pandas as pd", "domain may not import pandas"),
        ("domain/a.py", "from pydantic import BaseModel", "domain may not import pydantic"),
        ("domain/a.py", "from pathlib import Path", "domain may not import pathlib"),
        ("domain/a.py", "from time import time", "domain may not import time"),
        (
            "domain/a.py",
            "from datetime import date\ndate.today()",
            "domain may not call date.today",
        ),
        ("domain/a.py", "import datetime\ndatetime.date.today()", "may not call date.today"),
        ("domain/a.py", "from datetime import datetime as D\nD.now()", "may not call D.now"),
        ("domain/a.py", "open('plan.yaml')", "domain may not call open"),
        ("plans/a.py", "from ddci_tracker import store", "plans may not import store"),
        ("store/a.py", "from ..services import acts", "store may not import services"),
        ("briefing/a.py", "from ddci_tracker.store import Store", "briefing may not import store"),
        ("words/a.py", "from ddci_tracker.services import acts", "words may not import services"),
        ("office/a.py", "from ddci_tracker.ui import theme", "office may not import ui"),
        ("services/a.py", "from ddci_tracker.ui import tiles", "services may not import ui"),
        ("services/a.py", "from ddci_tracker.settings import load", "may not import settings"),
        ("services/a.py", "from sqlmodel import Session", "services may not import sqlmodel"),
        ("plans/a.py", "import sqlite3", "plans may not import sqlite3"),
        ("cli.py", "def run():\n    import streamlit.web", "cli may not import streamlit"),
        ("cli.py", "from ddci_tracker.store import engine", "cli may not import store"),
        ("ui/a.py", "from ddci_tracker.store import engine", "ui may not import store"),
        ("ui/a.py", "import docx", "ui may not import docx"),
        ("web/a.py", "from sqlalchemy.orm import Session", "web may not import sqlalchemy"),
        ("services/a.py", "from pages.lead import board", "services may not import pages"),
        ("services/a.py", "import dashboard", "services may not import dashboard"),
        (
            "../pages/lead/a.py",
            "from ddci_tracker.store import engine",
            "pages may not import store",
        ),
        ("../dashboard.py", "from ddci_tracker.store import engine", "may not import store"),
        ("helpers/a.py", "", "'helpers' is a room without a place"),
        ("helpers.py", "", "'helpers' is a room without a place"),
        (
            "plans/a.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import streamlit",
            "plans may not import streamlit",
        ),
    ],
)
def test_a_breach_is_found(tmp_path: Path, path: str, source: str, breach: str) -> None:
    write(tmp_path, f"{PACKAGE}/{path}", source)
    found = broken_rules(tmp_path)
    assert len(found) == 1
    assert breach in found[0]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("domain/a.py", "from datetime import date, datetime, time\nfrom .periods import Quarter"),
        ("domain/a.py", "def light(look): return look.today"),
        ("domain/deep/a.py", "from ..plan import Plan\nfrom ... import domain"),
        ("store/a.py", "import sqlmodel\nfrom ..domain.plan import Plan\nfrom . import tables"),
        ("office/a.py", "import docx\nfrom ddci_tracker.words import say"),
        ("services/a.py", "from ddci_tracker import store, plans, words, briefing, office"),
        ("ui/a.py", "import streamlit as st\nfrom ddci_tracker.services import board"),
        ("cli.py", "from ddci_tracker import __version__, services, settings"),
        ("__main__.py", "from ddci_tracker.cli import app"),
        ("../pages/lead/a.py", "import streamlit\nfrom ddci_tracker.ui import tiles"),
        ("../dashboard.py", "import streamlit\nfrom ddci_tracker import web, ui"),
    ],
)
def test_what_is_allowed_passes(tmp_path: Path, path: str, source: str) -> None:
    write(tmp_path, f"{PACKAGE}/{path}", source)
    assert broken_rules(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "source", "breach"),
    [
        (
            "attention/screen.py",
            "from ddci_tracker.ui.overview.screen import worst_first",
            "attention may not import overview",
        ),
        (
            "attention/screen.py",
            "def draw():\n    from ..overview import screen",
            "attention may not import overview",
        ),
        (
            "attention/screen.py",
            "from ddci_tracker.ui import overview",
            "attention may not import overview",
        ),
        ("shared/parts.py", "import ddci_tracker.ui.overview.screen", "shared may not import over"),
        (
            "shared/parts.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
            "    from ddci_tracker.ui.frame.header import Look",
            "shared may not import frame",
        ),
        ("core/look.py", "from ddci_tracker.ui.shared import parts", "core may not import shared"),
        ("core/look.py", "from ddci_tracker.ui.frame import header", "core may not import frame"),
        (
            "core/look.py",
            "from ddci_tracker.ui.overview import screen",
            "core may not import overview",
        ),
        (
            "frame/header.py",
            "from ddci_tracker.ui.overview.screen import draw",
            "frame may not import overview",
        ),
    ],
)
def test_a_screen_that_enters_another_is_found(
    tmp_path: Path, path: str, source: str, breach: str
) -> None:
    for known in ("overview/screen", "frame/header", "shared/parts", "core/look"):
        write(tmp_path, f"{PACKAGE}/ui/{known}.py", "")
    write(tmp_path, f"{PACKAGE}/ui/overview/__init__.py", "")
    write(tmp_path, f"{PACKAGE}/ui/{path}", source)
    (found,) = broken_between_screens(tmp_path)
    assert breach in found


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("overview/screen.py", "from ddci_tracker.ui.overview import tiles"),
        ("overview/screen.py", "from . import tiles"),
        ("overview/screen.py", "from ddci_tracker.ui.core.look import Look"),
        ("overview/screen.py", "from ddci_tracker.ui.shared import parts"),
        ("overview/screen.py", "from ddci_tracker.ui.frame.header import open_board"),
        ("frame/header.py", "from ddci_tracker.ui.shared import parts"),
        ("shared/parts.py", "from ddci_tracker.ui.core.look import Look"),
    ],
)
def test_what_screens_share_may_be_imported(tmp_path: Path, path: str, source: str) -> None:
    for known in ("overview/tiles", "frame/header", "shared/parts", "core/look"):
        write(tmp_path, f"{PACKAGE}/ui/{known}.py", "")
    write(tmp_path, f"{PACKAGE}/ui/{path}", source)
    assert broken_between_screens(tmp_path) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("from ddci_tracker.words import labels", "from ddci_tracker.words import formats"),
        ("from .labels import label", "import ddci_tracker.words.formats"),
        (
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from . import labels",
            "def label():\n    from ddci_tracker.words.formats import capital",
        ),
    ],
)
def test_a_circle_is_found(tmp_path: Path, one: str, other: str) -> None:
    write(tmp_path, f"{PACKAGE}/words/formats.py", one)
    write(tmp_path, f"{PACKAGE}/words/labels.py", other)
    first, *_, last = circle = circle_among(imports_among(tmp_path))
    assert first == last
    assert set(circle) == {"ddci_tracker.words.formats", "ddci_tracker.words.labels"}


def test_a_circle_over_a_third_module_is_found(tmp_path: Path) -> None:
    for here, there in (("a", "b"), ("b", "c"), ("c", "a")):
        write(tmp_path, f"{PACKAGE}/domain/{here}.py", f"from .{there} import thing")
    assert len(set(circle_among(imports_among(tmp_path)))) == 3


def test_two_ways_to_one_module_are_no_circle(tmp_path: Path) -> None:
    write(tmp_path, f"{PACKAGE}/domain/a.py", "from . import b, c")
    write(tmp_path, f"{PACKAGE}/domain/b.py", "from . import c")
    write(tmp_path, f"{PACKAGE}/domain/c.py", "from datetime import date")
    assert circle_among(imports_among(tmp_path)) == []


@pytest.mark.parametrize(
    "source", ["import time\ntime.sleep(1)", "from time import sleep", "from asyncio import sleep"]
)
def test_a_screen_that_sleeps_is_found(tmp_path: Path, source: str) -> None:
    write(tmp_path, "ddci_tracker/ui/plan/screen.py", source)
    assert len(sleeps(tmp_path)) == 1


def test_a_part_of_a_screen_that_runs_by_itself_is_found(tmp_path: Path) -> None:
    source = "@st.fragment(run_every=0.25)\ndef follow() -> None: ..."
    write(tmp_path, "ddci_tracker/ui/meeting/stage.py", source)
    assert runs_by_itself(tmp_path) == ["ddci_tracker/ui/meeting/stage.py:1"]


@pytest.mark.parametrize(
    "source", ["st.download_button('a', b'')", "from streamlit import download_button"]
)
def test_a_file_given_away_past_the_log_is_found(tmp_path: Path, source: str) -> None:
    write(tmp_path, "ddci_tracker/ui/my_work/screen.py", source)
    write(tmp_path, "ddci_tracker/ui/shared/downloads.py", source)
    assert downloads_past_the_log(tmp_path) == ["ddci_tracker/ui/my_work/screen.py:1"]


def test_classes_of_one_name_are_found(tmp_path: Path) -> None:
    write(tmp_path, "ddci_tracker/ui/plan/screen.py", "class Page: ...\nclass Other: ...")
    write(tmp_path, "ddci_tracker/web/pages.py", "class Page: ...")
    assert classes_of_one_name(tmp_path) == ["Page"]


def test_a_file_too_many_beside_the_screens_is_found(tmp_path: Path) -> None:
    for number in range(FILES_BESIDE_THE_SCREENS + 1):
        write(tmp_path, f"{PACKAGE}/ui/screen_{number}.py", "")
    write(tmp_path, f"{PACKAGE}/ui/overview/screen.py", "")
    assert files_beside_the_screens(tmp_path) == FILES_BESIDE_THE_SCREENS + 1
