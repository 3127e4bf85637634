"""Packages without the moment of packing, and texts that XML can hold."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile, ZipInfo

from hypothesis import given
from hypothesis import strategies as st
from pptx.oxml import parse_xml

from ddci_tracker.office.packing import clean, one_line, steady


def packed(year: int) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as package:
        package.writestr(ZipInfo("a.xml", (year, 1, 1, 0, 0, 0)), "<a/>")
        package.writestr(ZipInfo("b/c.bin", (year, 2, 2, 0, 0, 0)), b"\x00\x01")
    return written.getvalue()


def test_the_same_contents_give_the_same_bytes_on_any_day() -> None:
    assert packed(2021) != packed(2026)
    assert steady(packed(2021)) == steady(packed(2026))


def test_packing_again_keeps_every_part() -> None:
    with ZipFile(BytesIO(steady(packed(2021)))) as package:
        assert {name: package.read(name) for name in package.namelist()} == {
            "a.xml": b"<a/>",
            "b/c.bin": b"\x00\x01",
        }


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_held_once_it_is_clean(text: str) -> None:
    held = parse_xml(f"<a>{escape(clean(text))}</a>".encode()).text or ""
    # Readers of XML take every end of a line for the same.
    assert held == clean(text).replace("\r\n", "\n").replace("\r", "\n")


def test_vietnamese_and_rare_characters_stay() -> None:
    text = "Đối thoại “mỗi quý”\n\t1 < 2 & 😀"
    assert clean(text) == text


def test_what_turns_letters_around_or_hides_among_them_never_leaves() -> None:
    assert (
        clean("mẫu \u202egnp.exe\u202c a\u200bb\ufeffc\u2066d\u2069 \u3164e")
        == "mẫu gnp.exe abcd e"
    )


def test_controls_and_lone_surrogates_go() -> None:
    assert clean("a\x00b\x0bc\ud800d\ufffee") == "abcde"


def test_one_line_has_single_blanks_and_keeps_those_that_do_not_break() -> None:
    assert one_line("a \n\t b\u00a0c") == "a b\u00a0c"
