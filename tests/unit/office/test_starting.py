"""The libraries of office files are heavy and asked for seldom: no start may wait for them."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
HEAVY = {"docx", "docxtpl", "lxml", "openpyxl", "pptx", "typst", "xlsxwriter"}


@pytest.mark.parametrize("entry", ["dashboard", "ddci_tracker.cli"])
def test_nothing_of_office_files_is_loaded_at_the_start(entry: str) -> None:
    program = f"import sys, {entry}; print(*sorted({HEAVY} & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == ""
