"""What every sheet of a briefing has in common: the month, the words, and lights as words.

Not here: single sheets, and how they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.views import Standing
from ddci_tracker.office import figures
from ddci_tracker.office.sheets import Book, Cell, Lit, Paper, SheetField
from ddci_tracker.office.story import Story
from ddci_tracker.words import formats, labels, plan_names
from ddci_tracker.words.marking import N_

COLOURS = (Colour.RED, Colour.AMBER, Colour.GREY, Colour.GREEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetStory(Story):
    """A workbook that is being written, sheet by sheet."""

    book: Book

    def units(self, codes: Iterable[str | None]) -> str:
        """The names of units; empty for none."""
        called = plan_names.unit_names(self.board.plan)
        return ", ".join(called(code for code in codes if code is not None))

    def execution(self, colour: Colour | None) -> Lit:
        """The word of an execution light."""
        return Lit(labels.execution_label(colour, self.words), colour)

    def result(self, standing: Standing) -> Lit:
        """The word of a result light; it stands alone, so that a filter finds it."""
        colour = standing.light.colour if standing.current else None
        return Lit(plan_names.verdict(standing, self.words), colour)

    def all_lights(self) -> list[Lit]:
        """Every word of a light with its colour."""
        execution = [self.execution(colour) for colour in COLOURS]
        result = [Lit(labels.result_label(colour, self.words), colour) for colour in COLOURS]
        return [*execution, *result]

    def field(self, title: str, width: int, meaning: str) -> SheetField:
        """A column; ``title`` and ``meaning`` are messages."""
        return SheetField(
            title=formats.capital(self.text(title)), width=width, meaning=self.text(meaning)
        )

    def table(
        self,
        name: str,
        fields: Sequence[SheetField],
        rows: Iterable[Sequence[Cell]],
        *,
        frozen: int,
        words_of: Iterable[Lit] = (),
        empty: str,
        pages: int = 1,
    ) -> None:
        """A sheet with one table, named by a message, under the name of the briefing.

        It is printed on at most so many ``pages``.
        """
        self.book.table(
            self.text(name),
            f"{self.text(name)}, {self.named()}",
            self.stands(),
            fields,
            rows,
            frozen=frozen,
            words_of=words_of,
            empty=self.text(empty),
            paper=Paper(pages=pages, left_out=self._left_out),
        )

    def _left_out(self, rows: tuple[int, int], columns: tuple[int, int]) -> str:
        told = (
            (rows, N_("The first {shown} of {count} rows are printed")),
            (columns, N_("The first {shown} of {count} columns are printed")),
        )
        return "; ".join(
            self.text(message, shown=shown, count=count)
            for (shown, count), message in told
            if shown < count
        )

    def named(self) -> str:
        """The agency and the month: Sở X, tháng 8/2026, lần 1."""
        month = figures.month_text(self.month.month, self.month.edition, self.words)
        return f"{self.board.plan.agency.name}, {month}"

    def stands(self) -> str:
        """Of which day the figures are, and that they are invented where they are."""
        said = self.text(N_("figures as of {day}"), day=self.board.as_of)
        parts = [formats.capital(said)]
        if self.month.illustration:
            parts.append(self.text("Illustration: not the figures of any agency"))
        if not self.board.tracked:
            parts.append(self.text("Not yet tracked here: no unit has recorded anything"))
        return " · ".join(parts)
