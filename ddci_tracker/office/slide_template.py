"""Makes the template of the slides, ``data/templates/briefing.pptx``: 16:9, one master, one layout.

Made once and kept in the repository; made again with ``python -m ddci_tracker.office.slide_template
FILE``. An Office may open the file and change the looks of master and layout: ``slides`` only asks
for the places named here.
"""

from __future__ import annotations

import sys
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.util import Inches

from ddci_tracker.office import light_styles
from ddci_tracker.office.packing import steady

FONT = "Arial"
WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.5  # inches, as everything here
TITLE_SIZE, SUBTITLE_SIZE, FOOTER_SIZE = 28, 18, 18

# The number of the place for the line below a title.
SUBTITLE = 13

_MADE = datetime(2026, 1, 1, tzinfo=UTC)
_BODY_WIDTH = WIDTH - 2 * MARGIN
_TITLE = (MARGIN, 0.3, _BODY_WIDTH, 0.6)
_SUBTITLE = (MARGIN, 0.9, _BODY_WIDTH, 0.36)
FOOTER_WIDTH = 11.0
_FOOTER = (MARGIN, 7.06, FOOTER_WIDTH, 0.32)
_NUMBER = (WIDTH - MARGIN - 1.0, 7.06, 1.0, 0.32)

_COLOURS = {
    "dk1": light_styles.INK,
    "lt1": light_styles.PAPER,
    "dk2": light_styles.SECOND,
    "lt2": light_styles.HAIR,
    "accent1": light_styles.ACCENT,
    "accent2": light_styles.BAR,
    "accent3": "007A5E",
    "accent4": "F4B223",
    "accent5": "C62B1F",
    "accent6": "5F6B76",
    "hlink": light_styles.ACCENT,
    "folHlink": light_styles.SECOND,
}
_LAYOUT_KEPT = "Title Only"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def make() -> bytes:
    """The template as a file."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in [each for each in deck.slide_layouts if each.name != _LAYOUT_KEPT]:
        deck.slide_layouts.remove(layout)
    _theme(deck)
    _without_what_the_machine_left(deck)
    _master(deck.slide_master)
    _layout(deck.slide_layouts[0])
    properties = deck.core_properties
    properties.title, properties.author = "Bản tin tháng", ""
    properties.last_modified_by = ""
    properties.created = properties.modified = _MADE.replace(tzinfo=None)
    written = BytesIO()
    deck.save(written)
    return steady(written.getvalue())


def _theme(deck: Any) -> None:
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = parse_xml(part.blob)
    theme.set("name", "DDCI")
    scheme = theme.find(f".//{_A}clrScheme")
    scheme.set("name", "DDCI")
    for name, colour in _COLOURS.items():
        place = scheme.find(f"{_A}{name}")
        place[:] = [place.makeelement(f"{_A}srgbClr", {"val": colour})]
    fonts = theme.find(f".//{_A}fontScheme")
    fonts.set("name", "DDCI")
    for kind in ("majorFont", "minorFont"):
        kept = fonts.find(f"{_A}{kind}")
        kept.find(f"{_A}latin").set("typeface", FONT)
        for script in kept.findall(f"{_A}font"):
            kept.remove(script)
    part._blob = serialize_part_xml(theme)


def _without_what_the_machine_left(deck: Any) -> None:
    """No printer settings, nothing of another file, no name of a narrower format."""
    size = deck.element.find("{*}sldSz")
    size.attrib.pop("type", None)
    for part in (deck.part, deck.part.package):
        for relation, target in list(part._rels.items()):
            if target.reltype.endswith(("/printerSettings", "/thumbnail", "/extended-properties")):
                part._rels.pop(relation)


def _master(master: Any) -> None:
    places = {"TITLE": _TITLE, "BODY": _SUBTITLE, "FOOTER": _FOOTER, "SLIDE_NUMBER": _NUMBER}
    for shape in list(master.placeholders):
        kind = shape.placeholder_format.type.name
        if kind in places:
            _put(shape, places[kind])
        else:
            shape._element.getparent().remove(shape._element)
    _stripe(master)
    styles = master._element.find(".//{*}txStyles")
    _style(styles.find("{*}titleStyle"), TITLE_SIZE, bold=True)
    _style(styles.find("{*}bodyStyle"), SUBTITLE_SIZE, bold=False)
    for shape in master.placeholders:
        if shape.placeholder_format.type.name in ("FOOTER", "SLIDE_NUMBER"):
            _small(shape, right=shape.placeholder_format.type.name == "SLIDE_NUMBER")
        _frame(shape)


def _layout(layout: Any) -> None:
    layout.name = "Bản tin"
    for shape in list(layout.placeholders):
        if shape.placeholder_format.type.name == "DATE":
            shape._element.getparent().remove(shape._element)
            continue
        # What stands on the master is not said again.
        properties = shape._element.spPr
        for child in list(properties):
            properties.remove(child)
    title = next(p for p in layout.placeholders if p.placeholder_format.type.name == "TITLE")
    subtitle = deepcopy(title._element)
    subtitle.nvSpPr.cNvPr.set("id", "9")
    subtitle.nvSpPr.cNvPr.set("name", "Subtitle")
    place = subtitle.nvSpPr.nvPr.find("{*}ph")
    place.attrib.clear()
    place.set("type", "body")
    place.set("sz", "quarter")
    place.set("idx", str(SUBTITLE))
    title._element.addnext(subtitle)
    _prompt(title._element, "Tiêu đề")
    _prompt(subtitle, "Dòng dưới tiêu đề")


def _prompt(place: Any, said: str) -> None:
    """What an empty place asks for."""
    paragraphs = place.txBody.findall(f"{_A}p")
    paragraphs[0].find(f"{_A}r/{_A}t").text = said


def _put(shape: Any, place: tuple[float, float, float, float]) -> None:
    shape.left, shape.top, shape.width, shape.height = map(Inches, place)


def _frame(shape: Any) -> None:
    """No room between the edge of a place and its text, which stands at the bottom of titles."""
    frame = shape.text_frame._txBody.bodyPr
    for side in ("lIns", "tIns", "rIns", "bIns"):
        frame.set(side, "0")
    title = shape.placeholder_format.type.name == "TITLE"
    frame.set("anchor", "b" if title else "ctr")
    for child in list(frame):
        frame.remove(child)


def _stripe(master: Any) -> None:
    """A stripe of the accent along the upper edge."""
    tree = master.shapes._spTree
    xml = (
        '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        f'xmlns:a="{_A[1:-1]}"><p:nvSpPr><p:cNvPr id="20" name="Stripe"/><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{Inches(WIDTH)}" cy="{Inches(0.1)}"/></a:xfrm><a:prstGeom prst="rect">'
        '<a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    tree.insert(2, parse_xml(xml))


def _style(style: Any, size: int, *, bold: bool) -> None:
    """The first level of a text style: left, of a size, without a bullet."""
    level = style.find("{*}lvl1pPr")
    level.set("algn", "l")
    level.set("marL", "0")
    level.set("indent", "0")
    for child in list(level):
        if not child.tag.endswith("defRPr"):
            level.remove(child)
    spacing = level.makeelement(f"{_A}spcBef", {})
    spacing.append(level.makeelement(f"{_A}spcPts", {"val": "0"}))
    level.insert(0, spacing)
    level.insert(1, level.makeelement(f"{_A}buNone", {}))
    run = level.find("{*}defRPr")
    run.set("sz", str(size * 100))
    run.set("b", "1" if bold else "0")
    if not bold:
        run.find("{*}solidFill")[0].set("val", "tx2")


def _small(shape: Any, *, right: bool) -> None:
    level = shape.text_frame._txBody.find(".//{*}lvl1pPr")
    level.set("algn", "r" if right else "l")
    run = level.find("{*}defRPr")
    run.set("sz", str(FOOTER_SIZE * 100))
    colour = run.find("{*}solidFill")[0]
    colour.set("val", "tx2")
    for child in list(colour):
        colour.remove(child)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(make())
