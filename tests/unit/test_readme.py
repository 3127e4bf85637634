"""What README.md and the guides name is there: make targets, commands, files, folders, pictures.

That the commands do what they say, ``tests/integration/cli/test_guides.py`` holds.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PAGES = (README, *sorted((ROOT / "docs").glob("*.md")))

# Where paths may start from.
ROOTS = (ROOT, ROOT / "ddci_tracker")


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def named_in_backquotes(page: Path) -> set[str]:
    """What stands in backquotes, outside of blocks of commands."""
    return set(re.findall("`([^`\n]+)`", re.sub("```.*?```", "", read(page), flags=re.DOTALL)))


def test_every_make_target_that_is_named_exists_and_is_listed_by_make() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", read(ROOT / "Makefile"), re.MULTILINE)
    named = {name for page in PAGES for name in re.findall(r"\bmake ([a-z]+)", read(page))}

    assert {"run", "test", "lint", "bench", "words"} <= named
    assert named <= set(targets)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", read(page))

    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_is_named_exists(page: Path) -> None:
    paths = {name for name in named_in_backquotes(page) if re.fullmatch(r"[\w./-]*/[\w./-]*", name)}
    files = {name for name in named_in_backquotes(page) if re.fullmatch(r"\w+\.(md|py|toml)", name)}

    missing = {path for path in paths | files if not any((root / path).exists() for root in ROOTS)}
    assert missing - {"data/state/"} == set()  # Made by the first start.


def test_every_part_of_the_map_is_there() -> None:
    block = read(README).split("## Where things are")[1].split("```")[1]
    parts = re.findall(r"^( *)((?:[\w.]+(?:/|\.py) +)+)", block, re.MULTILINE)

    assert len(parts) > 10
    for indent, names in parts:
        for name in names.split():
            assert (ROOTS[bool(indent)] / name).exists(), name


def test_the_guides_are_named_in_the_readme() -> None:
    assert {f"docs/{page.name}" for page in PAGES[1:]} <= set(
        re.findall(r"\]\(([^)\s]+)\)", read(README))
    )
