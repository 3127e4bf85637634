"""What every form of a briefing is told from: the frozen month, what changed, and the words."""

from __future__ import annotations

from dataclasses import dataclass

from ddci_tracker.briefing.change_sentences import ToldChange
from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.domain.lights import Light
from ddci_tracker.domain.reasons import Reason
from ddci_tracker.domain.views import AttentionRow, Board
from ddci_tracker.words.catalogue import Shown, Words
from ddci_tracker.words.reasons import carried_note, dated
from ddci_tracker.words.report_names import report_on_paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A briefing that is being told; ``told`` is None where there is no earlier frozen month."""

    month: FrozenMonth
    told: tuple[ToldChange, ...] | None
    words: Words

    @property
    def board(self) -> Board:
        return self.month.board

    def text(self, message: str, /, **arguments: Shown) -> str:
        return self.words.text(message, **arguments)

    def said(self, reason: Reason) -> str:
        """A reason as it was said when the month was frozen; a day to come by its date alone."""
        return dated(reason, self.words) or self.month.said(reason, self.words)

    def matter(self, row: AttentionRow) -> str:
        """What to act on, as it was said when the month was frozen; a report as on any paper."""
        report = next((each for each in self.board.reports if each.key == row.report), None)
        if report is not None and (report.once or report.twin):
            return report_on_paper(report, self.board.plan, self.words)
        return self.said(row.what)

    def why(self, light: Light) -> str:
        """The reason of a light, and on whose word it rests where that is an earlier one's."""
        carried = carried_note(light, self.words)
        return f"{self.said(light.reason)} ({carried})" if carried else self.said(light.reason)
