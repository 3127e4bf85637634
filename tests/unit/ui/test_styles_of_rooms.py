"""The style sheets of all screens are sent together, so each keeps to its own blocks."""

import re
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[3] / "ddci_tracker" / "ui"
SHEETS = sorted(each for each in UI.glob("*/*.css") if each.parent.name != "core")
# A block of a screen by its own name, not everything that the tracker draws.
OWN_BLOCK = re.compile(r"\.ddci(\.|:is\()|\.st-key-")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.parent.name}/{sheet.name}")
def test_what_it_says_of_bars_is_said_of_its_own(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = (each.strip() for each in re.findall(r"([^{}]+)\{", rules))
    of_bars = [each for each in selectors if re.search(r"\.bar\b", each)]
    assert [each for each in of_bars if not OWN_BLOCK.match(each)] == []
