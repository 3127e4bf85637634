"""What to know about one part of a plan: weak points, the last change, what checks found.

Facts of the view model in sentences; which of them is worth a light is decided by the rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ddci_tracker.domain.findings import CheckCode, Finding
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Lines
from ddci_tracker.domain.views import Board, Standing, TaskView
from ddci_tracker.ui.shared import standings
from ddci_tracker.ui.shared.parts import PlanPart
from ddci_tracker.words import formats, plan_names, reasons, sources
from ddci_tracker.words.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """``points`` are for everybody, ``notes`` what the reader of the print wrote down."""

    points: tuple[str, ...]
    notes: tuple[str, ...]


def remarks_on(
    part: PlanPart,
    all_parts: Collection[PlanPart],
    board: Board,
    findings: Collection[Finding],
    words: Words,
) -> Remarks:
    """Everything to know about a part."""
    about = [finding for finding in findings if concerns(finding, part, all_parts)]
    checks = [each for each in about if each.reason.code is not CheckCode.WRITTEN_NOTE]
    notes = [each for each in about if each.reason.code is CheckCode.WRITTEN_NOTE]
    points = [reasons.sentence(each.reason, words) for each in checks]
    if part.view is not None:
        points.extend(_on_results(part.view.standing, words))
    points.extend(_on_tasks(part.tasks, board, words))
    return Remarks(
        points=tuple(formats.capital(point) for point in points),
        notes=tuple(_note(each, words) for each in notes),
    )


def _note(finding: Finding, words: Words) -> str:
    said = reasons.sentence(finding.reason, words)
    where = ", ".join(sources.printed_lines(lines, words) for lines in finding.lines)
    return f"{formats.capital(where)}: {said}" if where else said


def concerns(finding: Finding, part: PlanPart, all_parts: Collection[PlanPart]) -> bool:
    """Whether a finding is about a part: by the name it says, else by the lines it is about."""
    said = dict(finding.reason.arguments)
    if "names" in said or "name" in said:
        listed = said.get("names")
        named = {*(listed if isinstance(listed, tuple) else ()), said.get("name")}
        return not named.isdisjoint(_names(part))
    facts = _section(part, all_parts)
    return any(_overlap(lines, fact) for lines in finding.lines for fact in facts)


def _names(part: PlanPart) -> set[str | None]:
    return {part.view.name, part.view.sub_index.printed_name} if part.view else {None}


def _section(part: PlanPart, all_parts: Collection[PlanPart]) -> list[Lines]:
    """The lines that a part was read from, with those between them where they are its alone.

    A target that stands for several sub-indices counts by itself, and of a result that joins two
    distant lines only these two.
    """
    others = [each for each in all_parts if each.key != part.key]
    shared = {lines for other in others for lines in _targets(other)}
    own = [*_tasks(part), *(lines for lines in _targets(part) if lines not in shared)]
    apart = [*(lines for lines in _targets(part) if lines in shared), *_results(part)]
    if own:
        whole = Lines(min(lines.first for lines in own), max(lines.last for lines in own))
        foreign = (lines for other in others for lines in _tasks(other))
        if not any(_overlap(whole, lines) for lines in foreign):
            own = [whole]
    return own + apart


def _tasks(part: PlanPart) -> list[Lines]:
    return [view.task.lines for view in part.tasks if view.task.lines is not None]


def _targets(part: PlanPart) -> list[Lines]:
    targets = part.view.sub_index.targets if part.view else ()
    return [target.lines for target in targets if target.lines is not None]


def _results(part: PlanPart) -> list[Lines]:
    results = part.view.sub_index.results if part.view else ()
    return [Lines(line, line) for result in results for line in result.lines or ()]


def _overlap(one: Lines, other: Lines) -> bool:
    return one.first <= other.last and other.first <= one.last


def _on_results(standing: Standing, words: Words) -> Iterable[str]:
    latest = standing.latest
    if latest is None:
        return
    changes = [
        change
        for change in (_score_change(standing, words), _rank_change(standing, words))
        if change
    ]
    if changes:
        yield words.text(
            "{changes} against {year}", changes=", ".join(changes), year=latest.year - 1
        )
    known = [score for _, score in standings.scores(standing)]
    if len(known) > 2 and latest.score is not None and latest.score == min(known):
        yield words.text("The lowest score of {count} years", count=len(known))
    median = standings.median_gap(latest)
    if median is not None and median < 0:
        yield words.text(
            "{rank} of {year}: {median}",
            rank=plan_names.rank_text(latest, words),
            year=latest.year,
            median=standings.median_text(latest, words),
        )
    near = standings.neighbours_text(standing, words)
    if near:
        yield formats.capital(near)
    if standing.score_change is not None and standing.score_change < 0:
        yield words.text(
            "A score is relative to the other agencies: it may fall though the agency is no worse"
        )


def _score_change(standing: Standing, words: Words) -> str | None:
    change = standing.score_change
    if not change:
        return None
    if change > 0:
        return words.text("score {points} up", points=change)
    return words.text("score {points} down", points=-change)


def _rank_change(standing: Standing, words: Words) -> str | None:
    change = standing.rank_change
    if not change:
        return None
    if change > 0:
        return words.plural("rank {count} place up", "rank {count} places up", count=change)
    return words.plural("rank {count} place down", "rank {count} places down", count=-change)


def _on_tasks(tasks: tuple[TaskView, ...], board: Board, words: Words) -> Iterable[str]:
    late = Counter(view.answering for view in tasks if view.light.colour is Colour.RED)
    if late:
        called, nobody = plan_names.unit_names(board.plan), words.text("no unit")
        units = [
            f"{called([unit])[0] if unit else nobody} {count}" for unit, count in late.most_common()
        ]
        yield words.plural(
            "{count} task is behind: {units}",
            "{count} tasks are behind: {units}",
            count=late.total(),
            units=", ".join(units),
        )
    carried = sum(view.light.carried is not None for view in tasks)
    if carried:
        yield words.plural(
            "{count} light rests on an earlier quarter's word",
            "{count} lights rest on an earlier quarter's word",
            count=carried,
        )
