"""PDF files as lines, page by page; a scan holds pictures of lines and is told so."""

from __future__ import annotations

import logging
from io import BytesIO

from ddci_tracker.domain.printed import PrintedText
from ddci_tracker.office.printed.lines import LineGatherer
from ddci_tracker.office.printed.unfit import MOST_PAGES, UnfitText
from ddci_tracker.words.marking import N_

# Fewer letters than this on each page, and it is pictures that are printed.
_LETTERS_OF_A_PAGE = 40


def read(name: str, body: bytes) -> PrintedText:
    """The lines of a PDF file; ``UnfitText``."""
    # Most processes never read one.
    from pypdf import PdfReader

    # It remarks on every irregular file; the text is what matters.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pdf = PdfReader(BytesIO(body), strict=False)
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise UnfitText(N_("The file is locked by a password; save it without one"))
        if len(pdf.pages) > MOST_PAGES:
            raise UnfitText(N_("The file has more than {pages} pages"), pages=MOST_PAGES)
        pages = [page.extract_text() for page in pdf.pages]
    except UnfitText:
        raise
    # pypdf raises whatever occurs to it for a damaged file.
    except Exception as error:
        raise UnfitText(N_("The file is damaged and cannot be read; save it anew")) from error
    if sum(len(text.strip()) for text in pages) < _LETTERS_OF_A_PAGE * len(pages):
        raise UnfitText(
            N_("The file is a scan without text; use the Word file, or a PDF that was printed")
        )
    lines = LineGatherer()
    for text in pages:
        for line in text.splitlines():
            lines.add(line)
    return lines.finish(name)
