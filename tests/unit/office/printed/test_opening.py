"""Files are opened by what they hold; what is made to harm is refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from ddci_tracker.office.printed.opening import UnfitText, open_text
from ddci_tracker.office.printed.unfit import LARGEST_PART, MOST_LINES

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body: str, **parts: str) -> bytes:
    """A Word file of this body, with other parts by name."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        package.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", text)
    return file.getvalue()


def lines(body: bytes, name: str = "ke-hoach.docx") -> list[str]:
    return [line.text for line in open_text(name, body).lines]


def test_automatic_numbers_stand_before_their_paragraphs() -> None:
    document = Document()
    document.add_paragraph("Mục đích", "List Number")
    document.add_paragraph("Yêu cầu", "List Number")
    document.add_paragraph("Văn phòng Sở", "List Bullet")
    file = BytesIO()
    document.save(file)
    assert lines(file.getvalue()) == ["1. Mục đích", "2. Yêu cầu", "- Văn phòng Sở"]


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>Đạt </w:t></w:r><w:del><w:r><w:delText>7</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>8</w:t></w:r></w:ins><w:r><w:t> điểm</w:t></w:r></w:p>"
    )
    assert lines(word(body)) == ["Đạt 8 điểm"]


def test_a_cell_over_several_rows_stands_in_each() -> None:
    def cell(text: str, merge: str = "") -> str:
        properties = f"<w:tcPr>{merge}</w:tcPr>" if merge else ""
        return f"<w:tc>{properties}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    first, second = cell("Văn phòng", '<w:vMerge w:val="restart"/>'), cell("", "<w:vMerge/>")
    body = f"<w:tbl><w:tr>{first}{cell('a')}</w:tr><w:tr>{second}{cell('b')}</w:tr></w:tbl>"
    found = open_text("a.docx", word(body)).lines
    assert [line.cells for line in found] == [("Văn phòng", "a"), ("Văn phòng", "b")]


def test_footnotes_stand_apart() -> None:
    body = "<w:p><w:r><w:t>Giao</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
    notes = (
        f"<w:footnotes {W}><w:footnote w:id='1'><w:p><w:r><w:t>Theo Quyết định</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>"
    )
    found = open_text("a.docx", word(body, footnotes=notes)).lines
    assert [(line.text, line.footnote) for line in found] == [
        ("Giao", False),
        ("Theo Quyết định", True),
    ]


def _circular() -> bytes:
    styles = (
        f"<w:styles {W}><w:style w:styleId='A'><w:basedOn w:val='B'/></w:style>"
        "<w:style w:styleId='B'><w:basedOn w:val='A'/></w:style></w:styles>"
    )
    return word("<w:p/>", styles=styles)


def _entities() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            f"<w:document {W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>",
        )
    return file.getvalue()


def _macros() -> bytes:
    file = BytesIO(word("<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>"))
    with ZipFile(file, "a") as package:
        package.writestr("word/vbaProject.bin", b"x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("make", "because"),
    [
        (lambda: b"a\n" * 1_000_000, "longer than any plan"),
        (lambda: "Rà soát, ".encode() * 20_000, "more than {letters} letters"),
        (lambda: word("<w:p/>" + " " * LARGEST_PART), "larger than any plan"),
        (lambda: word("<w:r/>" * 1_100_000), "larger than any plan"),
        (_circular, "circle"),
        (_entities, "entities"),
        (_macros, "macros"),
        (lambda: word("<w:p>")[:-30], "damaged"),
        (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (lambda: b"%PDF-1.7\nnothing", "damaged"),
        (lambda: b"\x00\x01\x02", "neither"),
        (lambda: b"\n \n", "no text"),
    ],
)
def test_what_is_no_text_is_refused(make: Callable[[], bytes], because: str) -> None:
    with pytest.raises(UnfitText, match=because):
        open_text("ke-hoach.docx", make())


def test_a_text_of_the_most_lines_is_read() -> None:
    assert len(open_text("a.txt", b"a\n" * (MOST_LINES - 1)).lines) == MOST_LINES
