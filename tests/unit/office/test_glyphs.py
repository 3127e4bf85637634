"""Characters that the bundled faces show, and what stands for the others."""

from hypothesis import given
from hypothesis import strategies as st

from ddci_tracker.office.glyphs import BOX, shown
from ddci_tracker.office.light_styles import SHAPES

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


@given(st.text())
def test_what_is_shown_stays_as_it_is(text: str) -> None:
    assert shown(shown(text)) == shown(text)
