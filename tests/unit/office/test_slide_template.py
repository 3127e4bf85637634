"""The template of the slides that is kept is the one that its maker makes."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from pptx import Presentation

from ddci_tracker.office.slide_template import SUBTITLE, make

KEPT = Path(__file__).resolve().parents[3] / "data" / "templates" / "briefing.pptx"


def parts(package: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_kept_template_is_the_made_one() -> None:
    assert parts(KEPT.read_bytes()) == parts(make())


def test_it_is_wide_and_has_one_layout_with_the_places_that_slides_ask_for() -> None:
    deck: Any = Presentation(str(KEPT))
    assert round(deck.slide_width / deck.slide_height, 2) == 1.78
    assert len(deck.slide_layouts) == 1
    kinds = [place.placeholder_format for place in deck.slide_layouts[0].placeholders]
    assert [kind.type.name for kind in kinds] == ["TITLE", "BODY", "FOOTER", "SLIDE_NUMBER"]
    assert SUBTITLE in [kind.idx for kind in kinds]


def test_it_names_a_font_with_vietnamese_letters_that_every_windows_has() -> None:
    theme = next(text for name, text in parts(KEPT.read_bytes()).items() if "theme1" in name)
    assert theme.count(b'typeface="Arial"') == 2
    assert b"Calibri" not in theme
