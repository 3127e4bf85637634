"""Characters that the bundled faces show, and what stands for the others."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from ddci_tracker.office import glyphs
from ddci_tracker.office.glyphs import BOX, shown
from ddci_tracker.office.light_styles import SHAPES
from ddci_tracker.office.pdf import typeset
from tests.unit.office.test_word import layout

EVERY_VIETNAMESE_LETTER = (
    "aàáảãạăằắẳẵặâầấẩẫậđeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
)


def test_vietnamese_and_the_shapes_of_lights_are_shown_as_they_are() -> None:
    text = f"{EVERY_VIETNAMESE_LETTER} {EVERY_VIETNAMESE_LETTER.upper()} “…” – − ≥ · {BOX}"
    assert shown(text) == text
    assert shown("".join(SHAPES.values())) == "".join(SHAPES.values())


def test_letters_and_signs_that_the_face_of_papers_lacks_are_shown_by_another() -> None:
    text = "✓ → ★ ☑ سلام 😀"
    assert shown(text) == text


def test_letters_typed_with_their_marks_apart_are_composed() -> None:
    assert shown("Tie\u0302\u0301n đo\u0302\u0323") == "Tiến độ"


def test_what_no_face_has_becomes_a_box_and_what_is_invisible_goes() -> None:
    assert shown("a🧮b中c") == f"a{BOX}b{BOX}c"
    assert shown("a\u200bb\u202ec\x00d\ufe0f") == "abcd"
    assert shown("\ue000") == BOX


def test_what_the_bundled_faces_lack_is_shown_by_one_of_this_machine_that_may_be_embedded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _face(tmp_path / "NotoSansCJK-Regular.ttf", "中", locked=False)
    _face(tmp_path / "NotoSansThai-Regular.ttf", "ภ", locked=True)
    (tmp_path / "NotoSansBroken.ttf").write_bytes(b"no face")
    monkeypatch.setattr(glyphs, "_FOLDERS", (str(tmp_path), str(tmp_path / "nowhere")))
    glyphs._of_machine.cache_clear()
    faces = glyphs.faces_beyond("a中ภ")
    assert [face.name for face in faces] == ["NotoSansCJK-Regular.ttf"]
    assert shown("a中ภ", faces) == f"a中{BOX}"
    written = typeset({"text": "a中ภ"}, layout(), _template(tmp_path))
    names = {
        font["/BaseFont"] for page in PdfReader(BytesIO(written)).pages for font in _fonts(page)
    }
    assert any("Sample" in name for name in names), names
    glyphs._of_machine.cache_clear()


def _fonts(page: Any) -> list[Any]:
    return [each.get_object() for each in page["/Resources"]["/Font"].values()]


def _template(folder: Path) -> Path:
    file = folder / "text.typ"
    file.write_text(
        '#set document(title: "x", date: datetime(year: 2026, month: 1, day: 1))\n'
        '#json("data.json").text'
    )
    return file


def _face(file: Path, character: str, *, locked: bool) -> None:
    """A face with one character, a square."""
    pen = TTGlyphPen(None)
    for point in ((0, 0), (0, 700), (700, 700), (700, 0)):
        (pen.lineTo if pen.points else pen.moveTo)(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "one"])
    builder.setupCharacterMap({ord(character): "one"})
    glyph = pen.glyph()
    builder.setupGlyf({".notdef": glyph, "one": glyph})
    builder.setupHorizontalMetrics({".notdef": (800, 0), "one": (800, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    names = {"familyName": "Sample", "styleName": "Regular", "psName": "Sample-Regular"}
    builder.setupNameTable({**names, "fullName": "Sample Regular"})
    builder.setupOS2(sTypoAscender=800, fsType=2 if locked else 0)
    builder.setupPost()
    builder.save(file)


@given(st.text())
def test_what_is_shown_stays_as_it_is(text: str) -> None:
    assert shown(shown(text)) == shown(text)
