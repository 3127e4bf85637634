"""Where a fact comes from, in words: its place in a printed plan, or how it was entered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from ddci_tracker.domain.plan import Lines, Result
from ddci_tracker.domain.results import Entered
from ddci_tracker.words import formats
from ddci_tracker.words.language import Translator


def printed_lines(lines: Lines, words: Translator) -> str:
    """Lines of the text that a fact was read from: dòng 39, dòng 13–39."""
    if lines.first == lines.last:
        return words.text("line {number}", number=str(lines.first))
    return words.text("lines {span}", span=f"{lines.first}–{lines.last}")


def place(section: str | None, lines: Lines | None, words: Translator) -> str | None:
    """Where a fact stands in its document: mục II.1, dòng 39; None where nobody noted it."""
    parts = [
        words.text("section {section}", section=section) if section else None,
        printed_lines(lines, words) if lines else None,
    ]
    return ", ".join(part for part in parts if part) or None


def origin(
    result: Result,
    printed: Collection[Result],
    entered: Entered | None,
    people: Mapping[str, str],
    words: Translator,
) -> str:
    """Where a result comes from: who entered it when, or the print.

    ``printed`` are those that the plan looked at prints itself, ``people`` are full names by the
    name of the account.
    """
    if entered is not None:
        return "; ".join(_of_entered(result, entered, printed, people, words))
    if result.derived:
        return words.text("computed here, as the mean of the sub-indices")
    return of_printed(result, printed, words)


def set_by(by: str, at: datetime, people: Mapping[str, str], words: Translator) -> str:
    """Who recorded something at which moment: Nguyễn Văn A, 08:30 ngày 11/09/2026."""
    return f"{people.get(by, by)}, {formats.moment(at, words)}"


def of_printed(result: Result, printed: Collection[Result], words: Translator) -> str:
    """Where a printed result stands: in this plan, or in another one of the agency."""
    if result in printed:
        said = words.text("printed in the plan")
    else:
        said = words.text("printed in the plan {plan}", plan=result.source)
    return _after(said, result.lines, words)


def _of_entered(
    result: Result,
    entered: Entered,
    printed: Collection[Result],
    people: Mapping[str, str],
    words: Translator,
) -> Iterator[str]:
    version = entered.version
    who = set_by(version.recorded_by, version.recorded_at, people, words)
    yield words.text("entered by {who}", who=who)
    if result.published_on is not None:
        yield words.text("published on {day}", day=result.published_on)
    if result.source:
        yield words.text("source: {source}", source=result.source)
    if entered.printed is None or version.value is None:
        return
    said = version.value.result
    kept = [
        name
        for name, figure, typed in (
            (words.text("the score"), result.score, said.score),
            (words.text("the rank"), result.rank, said.rank),
        )
        if figure is not None and typed is None
    ]
    if kept:
        where = of_printed(entered.printed, printed, words)
        yield f"{formats.listed(kept, words)}: {where}"


def _after(said: str, lines: Lines | None, words: Translator) -> str:
    return f"{said}, {printed_lines(lines, words)}" if lines else said
