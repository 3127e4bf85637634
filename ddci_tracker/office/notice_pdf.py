"""The notice of a meeting as PDF, for archiving and to be sent."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from ddci_tracker.office.layout import Layout
from ddci_tracker.office.notice import Notice
from ddci_tracker.office.notice_words import notice_headings
from ddci_tracker.office.pdf import typeset
from ddci_tracker.words.catalogue import Words


def write(notice: Notice, words: Words, layout: Layout, template: Path) -> bytes:
    """The PDF of a notice, by a template in the typesetter's language.

    The same arguments give the same bytes.
    """
    data = {
        **asdict(notice),
        "language": words.language.locale.language,
        "made_on": notice.made_on.timetuple()[:3],
        "words": notice_headings(notice, words),
    }
    return typeset(data, layout, template)
