"""What every slide of a briefing has in common: the month, the words, and tables that go on.

Not here: single slides, and how they are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ddci_tracker.office.slide_parts import (
    BODY,
    CELL_LINES,
    FEW_LINES,
    TEXT,
    Deck,
    Page,
    Run,
    Runs,
    Slide,
    SlideColumn,
    SlidePlace,
)
from ddci_tracker.office.slide_parts import pages as pages_of
from ddci_tracker.office.slide_template import MARGIN
from ddci_tracker.office.story import Story
from ddci_tracker.words import plan_names
from ddci_tracker.words.marking import N_

TOP, BOTTOM = 1.4, 6.98  # inches
_LEFT_OUT = 0.32  # the height of the line that says what a table leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideRow:
    """A row of a table with the sentence that the notes say of it."""

    cells: tuple[Runs, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideStory(Story):
    """A briefing that is being told, slide by slide."""

    deck: Deck

    def units(self, codes: Iterable[str | None]) -> str:
        """The names of units; a dash for none."""
        called = plan_names.unit_names(self.board.plan)
        return ", ".join(called(code for code in codes if code is not None)) or "–"

    def table(
        self,
        title: str,
        subtitle: str,
        columns: Sequence[SlideColumn],
        rows: Sequence[SlideRow],
        *,
        said: str,
        most: int,
        notes: Iterable[str] = (),
        above: Callable[[Slide], float] | None = None,
        room_above: float = 0,
    ) -> None:
        """A table over at most ``most`` slides, with what ``above`` draws on the first.

        ``said`` describes the table, ``notes`` open the notes of the first slide; ``above``
        returns where it ends, which is no lower than ``room_above`` inches below ``TOP``.
        """
        shown = _paged(columns, rows, most, room_above)
        left = len(rows) - sum(len(page.rows) for page in shown)
        begin = 0
        for number, page in enumerate(shown):
            end = begin + len(page.rows)
            of_page = [row.note for row in rows[begin:end]]
            slide = self.deck.slide(
                title,
                subtitle,
                of_page if number else [*notes, *of_page],
                tail=self.text(N_("(continued)")) if number else "",
            )
            top = above(slide) if above and number == 0 else TOP
            last = number == len(shown) - 1
            self._page(slide, page, columns, top, said, left if last else 0)
            begin = end

    def fits(self, columns: Sequence[SlideColumn], rows: Sequence[SlideRow], *, most: int) -> bool:
        """Whether a table leaves no row out."""
        return sum(len(page.rows) for page in _paged(columns, rows, most, 0)) == len(rows)

    def _page(
        self,
        slide: Slide,
        page: Page,
        columns: Sequence[SlideColumn],
        top: float,
        said: str,
        left: int,
    ) -> None:
        end = slide.table(page, columns, top, said)
        if left:
            more = self.words.plural(
                "{count} more, in the Excel form of this briefing",
                "{count} more, in the Excel form of this briefing",
                count=left,
            )
            slide.text(SlidePlace(MARGIN, end + 0.02, BODY, _LEFT_OUT), [[Run(more)]], size=TEXT)


def _paged(
    columns: Sequence[SlideColumn], rows: Sequence[SlideRow], most: int, room_above: float
) -> list[Page]:
    """The pages of a table, with cells cut to few lines where it would take more than ``most``.

    Where it still would, the last of them has room for the line that says what is left out.
    """
    cells = [row.cells for row in rows]
    room = BOTTOM - TOP
    for lines, kept_free in ((CELL_LINES, 0.0), (FEW_LINES, 0.0), (FEW_LINES, _LEFT_OUT)):
        further = room - kept_free
        made = pages_of(columns, cells, first=further - room_above, further=further, lines=lines)
        shown = list(islice(made, most + 1))
        if len(shown) <= most:
            break
    return shown[:most]


def plain(text: str) -> Runs:
    """A cell of plain text."""
    return (Run(text),)


def bold(text: str) -> Runs:
    """A cell of bold text."""
    return (Run(text, bold=True),)


def struck(text: str, colour: str) -> Runs:
    """A cell of text that holds no longer."""
    return (replace(Run(text), struck=True, colour=colour),)
