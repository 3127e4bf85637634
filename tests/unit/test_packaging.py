"""What is installed: the command, and everything that lies beside the package."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from ddci_tracker import settings

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SHIPPED = PROJECT["tool"]["setuptools"]["data-files"]


def shipped_files() -> dict[Path, Path]:
    """Every file that is put beside the package, by where it lands below ``HOME``."""
    return {
        Path(folder).relative_to("share/ddci") / file.name: file
        for folder, globs in SHIPPED.items()
        for glob in globs
        for file in ROOT.glob(glob)
    }


def test_the_command_is_there() -> None:
    module, _, function = PROJECT["project"]["scripts"]["ddci"].partition(":")
    assert callable(getattr(import_module(module), function))


@pytest.mark.parametrize("folder", ["pages", "data", ".streamlit"])
def test_everything_beside_the_package_is_installed_where_it_stands_here(folder: str) -> None:
    written = {"state", "evidence", "backups", "__pycache__"}
    here = {
        path.relative_to(ROOT)
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not written & set(path.parts) and path.name != "secrets.toml"
    }
    landed = {place for place, file in shipped_files().items() if place.parts[0] == folder}
    assert here == landed
    assert all(file == ROOT / place for place, file in shipped_files().items())


def test_the_entry_is_found_from_the_folder_of_the_sources() -> None:
    assert settings.HOME == ROOT
    assert Path("dashboard.py") in shipped_files()
