"""What an uploaded template may be: a plain Word document, small, with known fields and no more."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from ddci_tracker.office import template_check
from ddci_tracker.office.default_template import default_template
from ddci_tracker.office.layout import Layout, read_layout
from ddci_tracker.office.template_check import UnfitTemplate, refuse_unfit
from ddci_tracker.settings import load_settings
from ddci_tracker.words.catalogue import Language, Words, languages

NAME = "mau.docx"
TYPES, BODY, RELATIONS = (
    "[Content_Types].xml",
    "word/document.xml",
    "word/_rels/document.xml.rels",
)
RELATION = (
    '<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
)

Change = Callable[[str], str]


@cache
def layout() -> Layout:
    return read_layout(load_settings({}).data_dir / "templates" / "briefing-layout.toml")


def shipped() -> bytes:
    return default_template(layout(), Language("vi"))


def packed(parts: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return written.getvalue()


def unpacked(body: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(body)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_part(name: str, body: bytes = b"x") -> bytes:
    return packed({**unpacked(shipped()), name: body})


def changed(part: str, change: Change) -> bytes:
    parts = unpacked(shipped())
    text = change(parts[part].decode())
    assert text != parts[part].decode(), "the change changes something"
    return packed({**parts, part: text.encode()})


def put(old: str, new: str) -> bytes:
    """The shipped template with another text in its body."""
    return changed(BODY, lambda text: text.replace(old, new))


def related(kind: str, target: str) -> bytes:
    relation = RELATION.format(kind=kind, target=target)
    return changed(RELATIONS, lambda text: text.replace("</Relationships>", relation))


def refused(body: bytes, name: str = NAME) -> str:
    """The sentence in which a template is refused, with its arguments."""
    with pytest.raises(UnfitTemplate) as raised:
        refuse_unfit(name, body, layout())
    return Words.of(Language("en")).text(raised.value.message, **raised.value.arguments)


@pytest.mark.parametrize("language", languages())
def test_the_shipped_template_fits(language: Language) -> None:
    refuse_unfit(NAME, default_template(layout(), language), layout())


def test_a_template_that_was_opened_and_saved_elsewhere_fits() -> None:
    document = Document(BytesIO(shipped()))
    document.add_paragraph("Điện thoại: 0123. {{ co_quan }}")
    written = BytesIO()
    document.save(written)
    refuse_unfit("Mẫu của Văn phòng.DOCX", written.getvalue(), layout())


def test_a_template_of_before_the_five_sections_still_fits() -> None:
    refuse_unfit(NAME, (Path(__file__).parent / "old" / "template-1.docx").read_bytes(), layout())


@pytest.mark.parametrize("name", ["mau.docm", "mau.doc", "mau.dotx", "mau"])
def test_another_kind_of_file_is_refused_by_its_name(name: str) -> None:
    assert "(.docx)" in refused(shipped(), name)


def test_a_document_with_macros_is_refused_under_any_name() -> None:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    body = changed(TYPES, lambda text: text.replace(template_check._DOCUMENT, kind))
    assert "without macros" in refused(body)


@pytest.mark.parametrize(
    "part", ["word/vbaProject.bin", "word/embeddings/a.xml", "word/activeX/activeX1.xml", "x.exe"]
)
def test_what_could_be_run_is_refused(part: str) -> None:
    assert part in refused(with_part(part))


def test_a_large_file_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(template_check, "ZipFile")
    assert "5 MB" in refused(bytes(template_check.LARGEST_FILE + 1))


def test_what_unpacks_to_far_more_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = with_part("word/media/image1.png", bytes(template_check.LARGEST_UNPACKED))
    many = packed({f"word/{number}.xml": b"<a/>" for number in range(500)})
    thick = with_part("word/footnotes.xml", b"<a>" + bytes(template_check.LARGEST_XML) + b"</a>")
    monkeypatch.delattr(ZipFile, "read")
    for body in (bomb, many, thick):
        assert "unpacks to far more" in refused(body)


@pytest.mark.parametrize(
    "body", [b"", b"PK", b"\xd0\xcf\x11\xe0" * 100, packed({"a.xml": b"<a/>"})]
)
def test_what_is_no_word_document_is_refused(body: bytes) -> None:
    assert "cannot be opened" in refused(body)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_types_are_refused_in_any_encoding(encoding: str) -> None:
    text = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    assert "word/x.xml" in refused(with_part("word/x.xml", text))


@pytest.mark.parametrize("kind", ["image", "attachedTemplate", "oleObject", "aFChunk"])
def test_what_is_fetched_from_elsewhere_is_refused(kind: str) -> None:
    assert "http://x.example/y" in refused(related(kind, "http://x.example/y"))


def test_a_link_to_click_is_none_of_that() -> None:
    refuse_unfit(NAME, related("hyperlink", "http://x.example/"), layout())


@pytest.mark.parametrize("command", ["DDEAUTO c:\\x", "includepicture http://x", "INCLUDETEXT x"])
def test_a_command_that_reads_other_files_is_refused(command: str) -> None:
    run = f"<w:r><w:instrText>{command}</w:instrText></w:r></w:p>"
    body = changed(BODY, lambda text: text.replace("</w:p>", run, 1))
    assert command.split()[0].upper() in refused(body)


# Fields


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        (
            "{{ trich_yue }}",
            "{{ trich_yeu }}",
            "trich_yue, which does not exist; nearest to it: g",
        ),
        ("{{ cs.muc_tieo }}", "{{ cs.muc_tieu }}", "cs.muc_tieo, which does not exist; nearest"),
        ("{{ qqqq }}", "{{ tinh_den }}", "qqqq, which does not exist; there are: bao_cao, "),
        (
            "in kien_nghis %}",
            "in kien_nghi %}",
            "kien_nghis, which does not exist; nearest",
        ),
        ("{{ quy[4] }}", "{{ quy[3] }}", "quy[4], which does not exist"),
    ],
)
def test_an_unknown_field_is_named_with_the_nearest_one(wrong: str, right: str, said: str) -> None:
    assert said in refused(put(right, wrong))


def test_every_unknown_field_is_named_at_once() -> None:
    body = put("{{ trich_yeu }}", "{{ mot }} {{ hai }}")
    assert "mot, hai" in refused(body)


@pytest.mark.parametrize("name", ["trich_yeu", "tinh_den", "co_quan"])
def test_a_field_that_a_briefing_needs_may_not_be_left_out(name: str) -> None:
    assert f"leaves out {name}" in refused(put(f"{{{{ {name} }}}}", "x"))


def test_the_mark_of_an_illustration_and_the_stamp_may_not_be_left_out() -> None:
    parts = unpacked(put("{{ minh_hoa }}", ""))
    for name in parts:
        if name.startswith("word/footer"):
            parts[name] = parts[name].replace(b"{{ minh_hoa }}", b"").replace(b"{{ dau_vet }}", b"")
    assert "leaves out dau_vet, minh_hoa" in refused(packed(parts))


def test_a_needed_field_may_not_hang_on_whether_there_are_tasks() -> None:
    body = put("{{ trich_yeu }}", "{% if phu_luc %}{{ trich_yeu }}{% endif %}")
    assert "leaves out trich_yeu" in refused(body)


@pytest.mark.parametrize(
    "wrong", ["{{ trich_yeu }", "{{ trich_yeu", "{% if trich_yeu %}", "{{ trich yeu }}", "{% zz %}"]
)
def test_a_mark_written_wrongly_is_refused_with_the_place(wrong: str) -> None:
    assert "near “" in refused(put("{{ trich_yeu }}", "{{ trich_yeu }} " + wrong))


@pytest.mark.parametrize(
    "evil",
    [
        "{{ trich_yeu.__class__.__mro__ }}",
        "{{ co_quan._x }}",
        "{{ cycler.__init__.__globals__ }}",
    ],
)
def test_nothing_is_reached_beyond_the_fields(evil: str) -> None:
    assert "does not exist" in refused(put("{{ tinh_den }}", "{{ tinh_den }}" + evil))


@pytest.mark.parametrize(
    "evil",
    [
        "{{ range(999999999) }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'x' * 999999999 }}",
        "{{ 1 }}",
        "{% for a in range(9) %}{% endfor %}",
        "{% for a in phu_luc %}{% for b in phu_luc %}{% endfor %}{% endfor %}",
        "{% for co_quan in phu_luc %}{% endfor %}",
        "{% set a = 1 %}",
        "{% include 'x' %}",
        "{% macro a() %}{% endmacro %}",
        "{{ trich_yeu | upper }}",
        "{{ lipsum() }}",
        "{{ co_quan ~ co_quan }}",
    ],
)
def test_a_template_does_nothing_but_name_repeat_and_leave_out(evil: str) -> None:
    said = refused(put("{{ tinh_den }}", "{{ tinh_den }}" + evil))
    assert said.startswith("A template names fields, repeats rows (for) and leaves parts out (if)")


def test_a_list_is_no_value_and_a_value_no_list() -> None:
    assert "chi_so is no single value" in refused(put("{{ tinh_den }}", "{{ chi_so }}"))
    loop = "{% for a in tinh_den %}{% endfor %}"
    assert "tinh_den is a single value" in refused(put("{{ tinh_den }}", loop))


def test_lists_can_be_repeated_within_rows_and_rows_counted() -> None:
    loop = "{% for a in thay_doi %}{{ loop.index }}{% for b in a.dong %}{{ b.nay }}{% endfor %}"
    refuse_unfit(NAME, put("{{ tinh_den }}", "{{ tinh_den }}" + loop + "{% endfor %}"), layout())


def test_one_item_of_a_list_that_a_month_may_have_empty_is_refused() -> None:
    said = refused(put("{{ tinh_den }}", "{{ tinh_den }}{{ tinh_hinh_chung[0] }}"))
    assert said.startswith("The template names one item of a list, which a month may have empty")


def test_a_light_without_its_r_would_make_a_document_that_word_does_not_open() -> None:
    assert "written with an r" in refused(put("{{r cs.ket_qua }}", "{{ cs.ket_qua }}"))
    assert "written with an r" in refused(put("{{ cs.muc_tieu }}", "{{r cs.muc_tieu }}"))


def test_a_cell_keeps_a_line_whatever_is_left_out() -> None:
    document = Document(BytesIO(shipped()))
    cell = next(
        cell
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        if cell.text == "{{ cs.muc_tieu }}"
    )
    for text in ("{%p if khong_chi_so %}", "x", "{%p endif %}"):
        cell.add_paragraph(text)
    cell._tc.remove(cell.paragraphs[0]._p)
    written = BytesIO()
    document.save(written)
    assert "A cell of a table stays empty" in refused(written.getvalue())
