"""The briefing as PDF, for archiving: set from data, tagged, with its fonts inside.

The data reach the typesetter as JSON, so that nothing that anybody typed is ever read as a command.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from ddci_tracker.office.glyphs import FONTS, shown
from ddci_tracker.office.labels import labels_of
from ddci_tracker.office.layout import Layout
from ddci_tracker.office.letter import addressed
from ddci_tracker.office.material import Material
from ddci_tracker.words.catalogue import Words

# For archives: everything inside the file, tagged for those who hear it.
_STANDARD: Final = "a-2a"


def write(material: Material, words: Words, layout: Layout, template: Path) -> bytes:
    """The PDF of a briefing, by a template in the typesetter's language.

    The same arguments give the same bytes.
    """
    data = {
        **asdict(material),
        "addressed": addressed(material.letter),
        "language": words.language.locale.language,
        "frozen_on": material.frozen_on.timetuple()[:3],
        "words": labels_of(material, words),
    }
    return typeset(data, layout, template)


def typeset(data: Mapping[str, Any], layout: Layout, template: Path) -> bytes:
    """A PDF of data, by a template in the typesetter's language."""
    import typst

    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "main.typ").write_bytes(template.read_bytes())
        said = shown(json.dumps(data, ensure_ascii=False))
        (place / "data.json").write_text(said, encoding="utf-8")
        (place / "layout.json").write_text(json.dumps(asdict(layout)), encoding="utf-8")
        return bytes(
            typst.compile(
                place / "main.typ",
                root=place,
                font_paths=[FONTS],
                ignore_system_fonts=True,
                pdf_standards=[_STANDARD],
                timestamp=0,
            )
        )
