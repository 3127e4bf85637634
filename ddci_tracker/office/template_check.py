"""Whether an uploaded Word document can serve as a template, and is safe to keep.

Cheap questions come first: nothing is opened before its size is known, nothing unpacked before it
is known to what. Then made-up months are filled in, as the real ones will be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from types import MappingProxyType
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, fromstring
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

from jinja2.exceptions import UndefinedError

from ddci_tracker.office.file_kinds import DAMAGED_PACKAGE
from ddci_tracker.office.layout import Layout
from ddci_tracker.office.template_fields import UnfitTemplate, badly_written
from ddci_tracker.office.template_kinds import TemplateKind
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

__all__ = ["UnfitTemplate", "refuse_unfit"]

_MB = 1024 * 1024
LARGEST_FILE, LARGEST_XML, LARGEST_UNPACKED = 5 * _MB, 2 * _MB, 25 * _MB
MOST_PARTS, MOST_BRACES, MOST_PACKED = 400, 4000, 200  # packed: times smaller than unpacked

_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_XML = frozenset({"xml", "rels"})
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf"})
_PASSIVE = _XML | _PICTURES | {"odttf", "ttf"}
_ACTIVE_FOLDERS = frozenset({"activex", "embeddings", "vba"})
_LINK = "/hyperlink"
_ALIEN_CONTENT = "/aFChunk"
# Commands of Word that fetch something from elsewhere when the document is opened.
_FETCHING = re.compile(r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE|IMPORT)\b")
_PRINTED = ("word/document", "word/header", "word/footer")
_MARKS = (("{{", "}}"), ("{%", "%}"))
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SAYS_TOO_LITTLE: Mapping[TemplateKind, str] = MappingProxyType(
    {
        TemplateKind.BRIEFING: N_(
            "The template leaves out {fields}, without which a briefing says too little"
        ),
        TemplateKind.NOTICE: N_(
            "The template leaves out {fields}, without which a notice says too little"
        ),
        TemplateKind.PAPERS: N_(
            "The template leaves out {fields}, without which the papers say too little"
        ),
    }
)
_WITHOUT_TEXT = frozenset(_W + name for name in ("body", "hdr", "ftr", "p", "r", "tbl", "tr", "tc"))


def refuse_unfit(
    file_name: str, body: bytes, layout: Layout, kind: TemplateKind = TemplateKind.BRIEFING
) -> None:
    """Pass, or raise ``UnfitTemplate``: every document of its kind can be filled into this."""
    _refuse_other_files(file_name, body)
    try:
        with ZipFile(BytesIO(body)) as package:
            _refuse_swollen(package.infolist())
            _refuse_active(package)
            _refuse_unclosed(package)
    except (*DAMAGED_PACKAGE, expat.ExpatError, RuntimeError) as error:
        raise _unreadable() from error
    _try(body, layout, kind)


def _unreadable() -> UnfitTemplate:
    return UnfitTemplate(
        N_("The file cannot be opened as a Word document; save it anew from Word as .docx")
    )


def _refuse_other_files(file_name: str, body: bytes) -> None:
    if _ending(file_name) != "docx":
        raise UnfitTemplate(
            N_("A template is a Word document without macros (.docx), not {name}"), name=file_name
        )
    if len(body) > LARGEST_FILE:
        raise UnfitTemplate(
            N_("A template has at most {limit} MB; make its pictures smaller"),
            limit=LARGEST_FILE // _MB,
        )


def _refuse_swollen(parts: list[ZipInfo]) -> None:
    """Refuse what would unpack to far more than a document has, before it is unpacked."""
    names = {part.filename for part in parts}
    if len(names) < len(parts) or any(part.flag_bits & 1 for part in parts):
        raise _unreadable()
    is_swollen = (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > LARGEST_UNPACKED
        or any(part.file_size > LARGEST_XML for part in parts if _is_xml(part.filename))
        or any(part.file_size > MOST_PACKED * max(part.compress_size, 1) for part in parts)
    )
    if is_swollen:
        raise UnfitTemplate(
            N_("The template unpacks to far more than a document of a few pages holds")
        )


def _refuse_active(package: ZipFile) -> None:
    """Refuse what does something, or fetches something, when the document is opened."""
    for name in package.namelist():
        is_active = not _ACTIVE_FOLDERS.isdisjoint(name.lower().split("/"))
        if is_active or not (name.endswith("/") or _ending(name) in _PASSIVE):
            raise UnfitTemplate(
                N_("The template holds a macro or an embedded object ({part}); remove it in Word"),
                part=name,
            )
        if _is_xml(name):
            _read(name, package.read(name))
    types = package.read("[Content_Types].xml")
    package.getinfo("word/document.xml")
    if b"macroEnabled" in types or _DOCUMENT.encode() not in types:
        raise UnfitTemplate(
            N_("A template is a Word document without macros (.docx), not {name}"), name=".docm"
        )


def _refuse_unclosed(package: ZipFile) -> None:
    """Refuse a mark that its own paragraph does not close: it would swallow what follows."""
    for name in filter(_is_printed, package.namelist()):
        root = fromstring(package.read(name))  # noqa: S314 - declares no types: refused before
        for text in _paragraphs(root):
            if any(text.count(begin) != text.count(end) for begin, end in _MARKS):
                raise badly_written(text[-60:])


def _is_printed(name: str) -> bool:
    return name.startswith(_PRINTED) and _is_xml(name)


def _is_xml(name: str) -> bool:
    return _ending(name) in _XML


def _ending(name: str) -> str:
    return name.lower().rpartition(".")[2]


def _read(name: str, xml: bytes) -> None:
    """Read a part from beginning to end, refusing what a document needs not."""
    parser, commands = expat.ParserCreate(), list[str]()
    is_command = False

    def refuse_doctype(*_: Any) -> None:
        raise UnfitTemplate(
            N_("The template declares document types ({part}), which Word never does"), part=name
        )

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal is_command
        is_command = tag.endswith(":instrText") or tag == "instrText"
        if tag.endswith("fldSimple"):
            commands.append(next((v for k, v in attributes.items() if k.endswith("instr")), ""))
        if name.endswith(".rels"):
            _refuse_outside(attributes)

    def text(data: str) -> None:
        if is_command:
            commands.append(data)

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = begin
    parser.CharacterDataHandler = text
    parser.Parse(xml, True)
    if xml.count(b"{") > MOST_BRACES:
        raise UnfitTemplate(
            N_("The template unpacks to far more than a document of a few pages holds")
        )
    if found := _FETCHING.search("".join(commands).upper()):
        raise UnfitTemplate(
            N_("The template fetches something from elsewhere ({target}); remove that in Word"),
            target=found[0],
        )


def _refuse_outside(relation: Mapping[str, str]) -> None:
    """Refuse a part of the document that lies outside of it; links to click are none."""
    kind, target = relation.get("Type", ""), relation.get("Target", "")
    is_outside = relation.get("TargetMode") == "External" and not kind.endswith(_LINK)
    if is_outside or kind.endswith(_ALIEN_CONTENT):
        raise UnfitTemplate(
            N_("The template fetches something from elsewhere ({target}); remove that in Word"),
            target=target,
        )


def _try(body: bytes, layout: Layout, kind: TemplateKind) -> None:
    """Fill made-up documents in: one with everything, one with nothing."""
    for trial in _trials(layout, kind):
        roots = _filled(body, trial)
        said = "\n".join(text for root in roots for text in _paragraphs(root))
        missing = [name for name in sorted(trial.required) if trial.fields[name] not in said]
        if missing:
            raise UnfitTemplate(_SAYS_TOO_LITTLE[kind], fields=", ".join(missing))
        for root in roots:
            _refuse_broken(root)


class _Trial(NamedTuple):
    """A made-up document: how it is filled in, its fields, and those that it cannot do without."""

    fill_in: Callable[[bytes], bytes]
    fields: Mapping[str, Any]
    required: frozenset[str]


def _trials(layout: Layout, kind: TemplateKind) -> Iterator[_Trial]:
    from ddci_tracker.office import (
        notice_samples,
        notice_word,
        papers_samples,
        papers_word,
        samples,
        word,
    )

    words = Words.of()
    match kind:
        case TemplateKind.BRIEFING:
            for material in (samples.FULL, samples.EMPTY):
                yield _Trial(
                    partial(word.write, material, words, layout),
                    word.fields_of(material, words, layout),
                    word.REQUIRED,
                )
        case TemplateKind.NOTICE:
            for notice in (notice_samples.FULL, notice_samples.EMPTY):
                yield _Trial(
                    partial(notice_word.write, notice, words, layout),
                    notice_word.fields_of(notice, words, layout),
                    notice_word.REQUIRED,
                )
        case TemplateKind.PAPERS:
            for papers in (papers_samples.FULL, papers_samples.EMPTY):
                yield _Trial(
                    partial(papers_word.write, papers, words),
                    papers_word.fields_of(papers, words),
                    papers_word.REQUIRED,
                )


def _filled(body: bytes, trial: _Trial) -> list[Element]:
    """The roots of what a document by this template prints."""
    try:
        written = trial.fill_in(body)
        with ZipFile(BytesIO(written)) as package:
            return [
                fromstring(package.read(name))  # noqa: S314 - declares no types: refused before
                for name in package.namelist()
                if _is_printed(name)
            ]
    except UnfitTemplate:
        raise
    except UndefinedError as error:
        # Whatever is not known at all was refused before; what is left are lists that are empty.
        raise UnfitTemplate(
            N_(
                "The template names one item of a list, which a month may have empty; repeat the "
                "list with for, or ask for it with if first"
            )
        ) from error
    # python-docx, docxtpl and lxml raise whatever occurs to them for a damaged document.
    except Exception as error:
        raise _unreadable() from error


def _paragraphs(root: Element) -> Iterator[str]:
    """The text of each paragraph."""
    for paragraph in root.iter(f"{_W}p"):
        yield "".join(each.text or "" for each in paragraph.iter(f"{_W}t"))


def _refuse_broken(root: Element) -> None:
    """Refuse text where none may stand, and cells without a paragraph: Word would not open it."""
    for element in root.iter():
        strays = _strays(element)
        if strays:
            raise UnfitTemplate(
                N_(
                    "A field with a light is written with an r ({example}), every other without; "
                    "see “{near}”"
                ),
                example="{{r cs.ket_qua }}",
                near=strays[:60],
            )
        if element.tag == f"{_W}tc" and [each.tag for each in element][-1:] != [f"{_W}p"]:
            raise UnfitTemplate(
                N_("A cell of a table stays empty when there is nothing to say: add a line to it")
            )


def _strays(element: Element) -> str:
    if element.tag == f"{_W}t" and len(element):
        return "".join(element.itertext())
    if element.tag not in _WITHOUT_TEXT:
        return ""
    loose = (element.text, *(child.tail for child in element))
    return " ".join(filter(None, ((text or "").strip() for text in loose)))
