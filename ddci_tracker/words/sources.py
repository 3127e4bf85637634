"""Where a fact comes from, in words: its place in a printed plan, or how it was entered."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from ddci_tracker.domain.plan import Lines, Result

if TYPE_CHECKING:
    from ddci_tracker.words.catalogue import Words


def printed_lines(lines: Lines, words: Words) -> str:
    """Lines of the text that a fact was read from: dòng 39, dòng 13–39."""
    if lines.first == lines.last:
        return words.text("line {number}", number=str(lines.first))
    return words.text("lines {span}", span=f"{lines.first}–{lines.last}")


def place(section: str | None, lines: Lines | None, words: Words) -> str | None:
    """Where a fact stands in its document: mục II.1, dòng 39; None where nobody noted it."""
    parts = [
        words.text("section {section}", section=section) if section else None,
        printed_lines(lines, words) if lines else None,
    ]
    return ", ".join(part for part in parts if part) or None


def origin(result: Result, printed: Collection[Result], words: Words) -> str:
    """Where a result comes from; ``printed`` are those that the plan looked at prints itself."""
    if result.derived:
        return words.text("computed here, as the mean of the sub-indices")
    if result in printed:
        return _after(words.text("printed in the plan"), result.lines, words)
    if result.source and (result.text or result.lines):
        said = words.text("printed in the plan {plan}", plan=result.source)
        return _after(said, result.lines, words)
    parts = [words.text("entered")]
    if result.published_on is not None:
        parts.append(words.text("published on {day}", day=result.published_on))
    if result.source:
        parts.append(words.text("source: {source}", source=result.source))
    return "; ".join(parts)


def _after(said: str, lines: Lines | None, words: Words) -> str:
    return f"{said}, {printed_lines(lines, words)}" if lines else said
