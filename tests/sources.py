"""What the sources import, read from their text: for the rules about it and for the picture of it.

A room is a folder or module of ``ddci_tracker``, or the screens. Only what is written in a file
counts, wherever it stands: at the top, inside a function or for type checking alone.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "ddci_tracker"
SCREENS = ("pages", "dashboard")


def files_of(root: Path) -> list[Path]:
    """Every source file under a root folder, by its path from there."""
    patterns = (f"{PACKAGE}/**/*.py", "pages/**/*.py", "dashboard.py")
    return sorted(file.relative_to(root) for each in patterns for file in root.glob(each))


def room_of_file(path: Path) -> str:
    """The room of a source file, given its path from the root."""
    name = path.with_suffix("").parts
    if name[0] != PACKAGE:
        return name[0]
    return PACKAGE if name[1] == "__init__" else name[1]


def room_of_module(module: str, rooms: Collection[str]) -> str | None:
    """Which of the rooms a dotted module is in, or None when it is not ours."""
    first, *rest = module.split(".")
    if first in SCREENS:
        return first
    if first != PACKAGE:
        return None
    return rest[0] if rest and rest[0] in rooms else PACKAGE


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


def sources(root: Path) -> dict[str, Path]:
    """Every module of the package by its dotted name, with its path from the root."""
    found = {}
    for file in sorted(root.glob(f"{PACKAGE}/**/*.py")):
        path = file.relative_to(root)
        parts = path.with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports_among(root: Path) -> dict[str, dict[str, int]]:
    """For every module the modules of ours that it imports, each with the line."""
    known = sources(root)
    found: dict[str, dict[str, int]] = {}
    for module, path in known.items():
        tree = ast.parse((root / path).read_text(encoding="utf-8"))
        found[module] = {}
        for line, name in modules_imported(tree, path):
            # What is imported is a module, or a name inside of one.
            other = name if name in known else name.rpartition(".")[0]
            if other in known and other != module:
                found[module].setdefault(other, line)
    return found


def screen_of(module: str) -> str | None:
    """The room inside ``ui`` that a module lies in; None outside of them."""
    within = module.removeprefix(f"{PACKAGE}.ui.")
    return within.split(".")[0] if within != module else None
