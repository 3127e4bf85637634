"""Opens a file by what it holds, not by what it is called."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from ddci_tracker.domain.printed import PrintedText
from ddci_tracker.office.file_kinds import DAMAGED_PACKAGE
from ddci_tracker.office.printed import converting, portable, word
from ddci_tracker.office.printed.lines import LineGatherer
from ddci_tracker.office.printed.unfit import LARGEST_FILE, UnfitText
from ddci_tracker.words.marking import N_

__all__ = ["UnfitText", "open_text"]

_OLD_OFFICE, _PACKAGE, _PDF, _RICH = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"%PDF-", b"{\\rtf"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"


def open_text(name: str, body: bytes) -> PrintedText:
    """The lines of a file; ``UnfitText`` with a sentence for one that is not read."""
    if len(body) > LARGEST_FILE:
        raise UnfitText(N_("The file is larger than {megabytes} MB"), megabytes=20)
    if body.startswith(_PACKAGE):
        return _from_package(name, body)
    if body.startswith(_OLD_OFFICE):
        if _LOCKED in body:
            raise UnfitText(N_("The file is locked by a password; save it without one"))
        return word.read(name, converting.to_docx(body, ".doc"))
    if body.startswith(_RICH):
        return word.read(name, converting.to_docx(body, ".rtf"))
    if body[:1024].lstrip().startswith(_PDF):
        return portable.read(name, body)
    return _plain(name, body)


def _from_package(name: str, body: bytes) -> PrintedText:
    try:
        with ZipFile(BytesIO(body)) as package:
            if word.is_word(package):
                return word.read(name, body)
            kind = package.infolist()[:1]
            first = kind[0] if kind else None
            named = first and first.filename == "mimetype" and first.file_size < 200
            if first and named and package.read(first).startswith(_OPEN_DOCUMENT):
                _refuse_swollen(package)
                return word.read(name, converting.to_docx(body, ".odt"))
    except DAMAGED_PACKAGE as error:
        raise UnfitText(N_("The file is damaged and cannot be read; save it anew")) from error
    raise UnfitText(N_("The file is neither Word, OpenDocument, PDF nor plain text"))


def _refuse_swollen(package: ZipFile) -> None:
    """Nothing swollen is handed to another program."""
    if sum(each.file_size for each in package.infolist()) > 5 * LARGEST_FILE:
        raise UnfitText(N_("Unpacked, the file is larger than any plan"))


def _plain(name: str, body: bytes) -> PrintedText:
    wide = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = body.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise UnfitText(N_("The file is neither Word, OpenDocument, PDF nor plain text"))
    lines = LineGatherer()
    for line in text.split("\n"):
        lines.add(line)
    return lines.finish(name)
