"""The briefing as PDF, for archiving: set from data, tagged, with its fonts inside.

The data reach the typesetter as JSON, so that nothing that anybody typed is ever read as a command.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any, Final

from ddci_tracker.office import measuring
from ddci_tracker.office.annex_texts import in_cell, passages
from ddci_tracker.office.glyphs import FONTS, faces_beyond, shown
from ddci_tracker.office.labels import labels_of
from ddci_tracker.office.layout import Layout
from ddci_tracker.office.letter import addressed
from ddci_tracker.office.material import Material
from ddci_tracker.words.catalogue import Words

# Inches of the columns of the first annex that hold what was typed; points of most of a page.
_ROOM: Final = {
    **{"title": 1.5, "units": 0.75, "done": 1.1},
    **{"difficulty": 0.85, "proposal": 0.75},
}
_MOST_KEPT: Final = 330
# For archives: everything inside the file, tagged for those who hear it.
_STANDARD: Final = "a-2a"


def write(material: Material, words: Words, layout: Layout, template: Path) -> bytes:
    """The PDF of a briefing, by a template in the typesetter's language.

    The same arguments give the same bytes.
    """
    labels = labels_of(material, words)
    said = asdict(material)
    for number, (task, row) in enumerate(zip(said["annex"], material.annex, strict=True), 1):
        told = passages(number, row, labels["annex_columns"], words)
        task["passages"] = [each._asdict() for each in told]
        for name in ("title", "done", "difficulty", "proposal"):
            task[name] = in_cell(task[name], words)
        task["tall"] = _may_fill_a_page(task, layout)
    data = {
        **said,
        "addressed": addressed(material.letter),
        "language": words.language.locale.language,
        "frozen_on": material.frozen_on.timetuple()[:3],
        "words": labels,
    }
    return typeset(data, layout, template)


def _may_fill_a_page(task: Mapping[str, Any], layout: Layout) -> bool:
    """Whether a row of the first annex is so high that it may go over two pages."""
    size = layout.font.annex
    lines = max(measuring.rough_lines(task[name], room, size) for name, room in _ROOM.items())
    return lines * size * measuring.LINE_HEIGHT > _MOST_KEPT


def typeset(data: Mapping[str, Any], layout: Layout, template: Path) -> bytes:
    """A PDF of data, by a template in the typesetter's language."""
    from typst import TypstError

    said = json.dumps(data, ensure_ascii=False)
    faces = faces_beyond(said)
    try:
        return _compiled(said, faces, layout, template)
    except TypstError:
        if not faces:
            raise
        # A face of this machine that no archive takes: what only it has becomes a box.
        return _compiled(said, (), layout, template)


def _compiled(said: str, faces: tuple[Path, ...], layout: Layout, template: Path) -> bytes:
    import typst

    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "main.typ").write_bytes(template.read_bytes())
        (place / "data.json").write_text(shown(said, faces), encoding="utf-8")
        (place / "faces").mkdir()
        for number, face in enumerate(faces):
            copyfile(face, place / "faces" / f"{number}{face.suffix}")
        (place / "layout.json").write_text(json.dumps(asdict(layout)), encoding="utf-8")
        return bytes(
            typst.compile(
                place / "main.typ",
                root=place,
                font_paths=[FONTS, place / "faces"],
                ignore_system_fonts=True,
                pdf_standards=[_STANDARD],
                timestamp=0,
            )
        )
