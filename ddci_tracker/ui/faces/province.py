"""The quick face of Toàn tỉnh (``/nhanh/toan-tinh``): every agency that somebody may see, worst
first, to be read only."""

from __future__ import annotations

from ddci_tracker.domain.whole_province import ProvinceFigure
from ddci_tracker.services.whole_province import province_of
from ddci_tracker.ui.core import paths
from ddci_tracker.ui.faces.opening import FaceAsked, opened
from ddci_tracker.ui.faces.page import drawn
from ddci_tracker.ui.shared.province_lines import line_of

PROVINCE = "province"


def province_page(asked: FaceAsked) -> str:
    """The quick face of a province as a whole page."""
    shown = opened(asked)
    look = shown.look
    if look is None:
        return drawn(PROVINCE, asked, shown)
    board, words = look.board, look.words
    named = asked.query.get("of")
    index = named if named in board.plan.indices else board.plan.indices[0]
    table = province_of(asked.tracker, asked.actor, board, index, now=asked.now).table
    return drawn(
        PROVINCE,
        asked,
        shown,
        index=index,
        names=[words.name(each.short_name, each.english_name) for each in table.columns],
        rows=[line_of(look, line, table.largest_gap, index) for line in table.by_gap()],
        has_open_miss=table.has_open_miss,
        below=table.count(ProvinceFigure.SHORT),
        full=look.link(paths.PROVINCE, of=index),
    )
