"""Holds who may import whom. A room is a folder or module of ``ddci_tracker``, or the screens.

Only what is written in a file counts, wherever it stands: at the top, inside a function or for
type checking alone. A room that the table does not know is refused, so that a new one gets its
place on purpose. Not here: how a room is divided inside.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "ddci_tracker"
SCREENS = ("pages", "dashboard")

# Each room and the other rooms it may import. The first block is the rules and what surrounds
# them, the second what a person or a job meets. PACKAGE is the version in ddci_tracker/__init__.py.
MAY_IMPORT: dict[str, set[str]] = {
    PACKAGE: set(),
    "settings": set(),
    "domain": set(),
    "plans": {"domain"},
    "store": {"domain"},
    # A frozen month keeps the sentence of every reason, and its changes are read aloud.
    "briefing": {"domain", "words"},
    "words": {"domain"},
    "office": {"domain", "words", "briefing"},
    "services": {"domain", "plans", "store", "briefing", "office", "words", PACKAGE},
    #
    "ui": {"services", "words", "domain"},
    "web": {"services", "words", "domain", PACKAGE},
    "pages": {"services", "words", "domain", "ui"},
    "dashboard": {"ui", "web", "services", "settings"},
    "cli": {"services", "words", "domain", "settings", "web", PACKAGE},
    "__main__": {"cli"},
}

# What only some rooms may know, by the names of the libraries.
ONLY_FOR: list[tuple[set[str], set[str]]] = [
    ({"streamlit"}, {"ui", "pages", "web", "dashboard"}),
    ({"sqlmodel", "sqlalchemy", "alembic", "psycopg", "sqlite3"}, {"store"}),
    ({"docx", "docxtpl", "pptx", "openpyxl", "xlsxwriter", "typst"}, {"office"}),
]

# The domain is pure: standard library only, and none of it that reads the world or its clock.
WORLD = {"io", "os", "pathlib", "random", "secrets", "socket", "sqlite3", "subprocess", "time"}
CLOCKS = {"now", "today", "utcnow"}


def room_of_file(path: Path) -> str:
    """The room of a source file, given its path from the root."""
    name = path.with_suffix("").parts
    if name[0] != PACKAGE:
        return name[0]
    return PACKAGE if name[1] == "__init__" else name[1]


def room_of_module(module: str) -> str | None:
    """The room of a dotted module, or None when it is not ours."""
    first, *rest = module.split(".")
    if first in SCREENS:
        return first
    if first != PACKAGE:
        return None
    return rest[0] if rest and rest[0] in MAY_IMPORT else PACKAGE


def modules_imported(tree: ast.AST, path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every module that a file imports, relative ones made absolute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            above = path.parts[: -node.level] if node.level else ()
            source = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                # `from ddci_tracker import store` imports a room, other names stay inside theirs.
                yield node.lineno, f"{source}.{alias.name}"


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
        other = room_of_module(module)
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
    files = [
        *root.glob(f"{PACKAGE}/**/*.py"),
        *root.glob("pages/**/*.py"),
        *root.glob("dashboard.py"),
    ]
    return [
        breach
        for path in sorted(files)
        for breach in broken_in_file(path.relative_to(root), path.read_text(encoding="utf-8"))
    ]


def test_every_room_imports_only_what_it_may() -> None:
    assert broken_rules(ROOT) == []


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
