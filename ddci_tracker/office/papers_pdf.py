"""The papers for a meeting as PDF."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from ddci_tracker.office.layout import Layout
from ddci_tracker.office.papers import (
    AGENDA_WIDTHS,
    ASKED_WIDTHS,
    EARLIER_WIDTHS,
    OVERDUE_WIDTHS,
    Papers,
)
from ddci_tracker.office.papers_words import papers_headings
from ddci_tracker.office.pdf import typeset
from ddci_tracker.words.catalogue import Words


def write(papers: Papers, words: Words, layout: Layout, template: Path) -> bytes:
    """The PDF, by a template in the typesetter's language. The same arguments give the same."""
    data = {
        **asdict(papers),
        "language": words.language.locale.language,
        "made_on": papers.made_on.timetuple()[:3],
        "words": papers_headings(words),
        "widths": {
            "agenda": AGENDA_WIDTHS,
            "earlier": EARLIER_WIDTHS,
            "overdue": OVERDUE_WIDTHS,
            "asked": ASKED_WIDTHS,
        },
    }
    return typeset(data, layout, template)
