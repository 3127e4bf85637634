"""Telling while somebody types that a text is longer than can be kept.

Not by the browser's own limit: that one ignores a whole paste, or cuts it, without a word. What is
too long stays in its field, and the service refuses to save it; of what is longer than anything may
be, only the beginning stays (``web/static/typed.js``), and that is told here, too.
"""

from __future__ import annotations

from ddci_tracker.domain.texts import LONGEST_TYPED
from ddci_tracker.services import typed_texts
from ddci_tracker.services.refusals import Refused
from ddci_tracker.ui.core import drawing
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

CUT = N_("This was longer than {most} characters; only its beginning stands here")


def draw_excess(typed: str, field: str, words: Words) -> None:
    """Draw by how much a text exceeds the limit of its field; nothing while it does not."""
    try:
        typed_texts.read(typed, field)
    except Refused as refused:
        is_cut = len(typed) >= LONGEST_TYPED
        said = [refused.said(words), *([words.text(CUT, most=LONGEST_TYPED)] if is_cut else [])]
        drawing.put("shared/too_long.html", words, said=said)
