"""Gathers the lines of a text, and stops where there are more than any plan has."""

from __future__ import annotations

from ddci_tracker.domain import texts
from ddci_tracker.domain.printed import PrintedLine, PrintedText
from ddci_tracker.office.printed.unfit import LONGEST_LINE, MOST_LETTERS, MOST_LINES, UnfitText
from ddci_tracker.words.marking import N_


class LineGatherer:
    """Takes lines one by one and numbers them."""

    def __init__(self) -> None:
        self._lines: list[PrintedLine] = []
        self._letters = 0

    def add(self, text: str, cells: tuple[str, ...] = (), *, footnote: bool = False) -> None:
        """Add a line; ``UnfitText`` where the text is too long to be a plan."""
        if len(text) > LONGEST_LINE:
            raise UnfitText(
                N_("A line of the text has more than {letters} letters, as no plan has"),
                letters=LONGEST_LINE,
            )
        self._letters += len(text)
        if len(self._lines) >= MOST_LINES or self._letters > MOST_LETTERS:
            raise UnfitText(
                N_("The text is longer than any plan: at most {lines} lines"), lines=MOST_LINES
            )
        line = PrintedLine(
            number=len(self._lines) + 1,
            text=texts.prose(text),
            cells=tuple(map(texts.prose, cells)),
            footnote=footnote,
        )
        self._lines.append(line)

    def finish(self, name: str, *, whole: bool = False) -> PrintedText:
        """The text; ``whole`` lines are paragraphs. ``UnfitText`` where none says anything."""
        if not any(line.text.strip() for line in self._lines):
            raise UnfitText(N_("There is no text in {file}"), file=name)
        return PrintedText(name=name, lines=tuple(self._lines), whole=whole)
