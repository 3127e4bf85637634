"""What README.md and the pages beside it name is there: targets, modules, files, folders, pictures.

That the commands do what they say, ``tests/integration/cli/test_guides.py`` holds.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from docs.make_architecture import PICTURE, drawn_arrows, picture

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
GUIDES = tuple(sorted((ROOT / "docs").glob("*.md")))
DECISIONS = tuple(sorted((ROOT / "docs" / "decisions").glob("*.md")))
PAGES = (README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *GUIDES, *DECISIONS)

# Where paths may start from, and where a file may lie that is named alone.
ROOTS = (ROOT, ROOT / "ddci_tracker")
PLACES = (ROOT / "ddci_tracker", ROOT / "data")
FILE = re.compile(r"[\w-]+\.(?:md|py|toml|typ|pptx|css|html)")


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def at_the_root() -> set[str]:
    return {path.name for path in ROOT.iterdir()}


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
    files = {name for name in named_in_backquotes(page) if FILE.fullmatch(name)}

    missing = {path for path in paths if not any((root / path).exists() for root in ROOTS)}
    # A file alone is one of the root, or one that its sentence places: a screen's, a template.
    missing |= files - {path.name for root in PLACES for path in root.rglob("*")} - at_the_root()
    assert missing - {"data/state/"} == set()  # Made by the first start.


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_that_is_named_exists(page: Path) -> None:
    modules = set(re.findall(r"\b(?:ddci_tracker|docs)(?:\.\w+)+", read(page)))

    paths = {module: ROOT.joinpath(*module.split(".")) for module in modules}
    assert [
        module
        for module, path in paths.items()
        if not (path.with_suffix(".py").exists() or path.is_dir())
    ] == []


def test_every_part_of_the_map_is_there() -> None:
    block = read(README).split("## Where things are")[1].split("```")[1]
    parts = re.findall(r"^( *)((?:[\w.]+(?:/|\.py) +)+)", block, re.MULTILINE)

    assert len(parts) > 10
    for indent, names in parts:
        for name in names.split():
            assert (ROOTS[bool(indent)] / name).exists(), name


def test_the_guides_are_named_in_the_readme() -> None:
    linked = set(re.findall(r"\]\(([^)\s]+)\)", read(README)))

    assert {f"docs/{page.name}" for page in GUIDES} <= linked
    assert {"CONTRIBUTING.md", "CHANGELOG.md", "docs/decisions/README.md"} <= linked


def test_every_decision_is_listed_and_has_its_context_and_consequences() -> None:
    index, *records = sorted(DECISIONS, key=lambda page: page.name != "README.md")
    listed = re.findall(r"\]\(([^)\s]+)\)", read(index))

    assert listed == [record.name for record in records]
    for record in records:
        heads = re.findall("^## (.+)$", read(record), re.MULTILINE)
        assert heads == ["Context", "Decision", "Consequences"], record.name


def test_the_picture_of_the_rooms_is_that_of_the_sources() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(ROOT), "run make architecture"


def test_an_arrow_that_another_way_shows_is_not_drawn() -> None:
    imports = {"a": {"b", "c", "d"}, "b": {"c"}, "c": {"d"}, "d": set[str]()}

    assert drawn_arrows(imports) == {"a": {"b"}, "b": {"c"}, "c": {"d"}, "d": set()}


def test_what_make_lint_runs_is_run_before_a_commit() -> None:
    recipe = read(ROOT / "Makefile").split("\nlint:")[1].split("\n\n")[0]
    run = [
        line.strip().removeprefix("@").replace("$(IN_VENV)", ".venv/bin/python")
        for line in recipe.splitlines()[1:]
    ]

    hooks = yaml.safe_load(read(ROOT / ".pre-commit-config.yaml"))["repos"][0]["hooks"]
    assert [hook["entry"] for hook in hooks] == run


def test_every_setting_is_explained() -> None:
    variables = set(re.findall("DDCI_[A-Z_]+", read(ROOT / "ddci_tracker/settings.py")))
    explained = re.findall(
        r"^\| `(DDCI_[A-Z_]+)` \|", read(ROOT / "docs/commands.md"), re.MULTILINE
    )

    assert sorted(explained) == sorted(variables)
