"""Tổng quan: everything about a plan on one screen, the worst first.

HTML and SVG only, so that the first paint needs no chart library.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.standing import TargetStanding
from ddci_tracker.domain.targets import Measure, threshold_of
from ddci_tracker.domain.views import AttentionKind, AttentionRow, Standing, SubIndexView
from ddci_tracker.ui.core import drawing, paths
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.ui.frame.header import Look
from ddci_tracker.words import formats, labels, reasons
from ddci_tracker.words.catalogue import Words

TILES_A_ROW = 4
# What fits under the tiles on a projector without scrolling, by the number of rows of tiles.
ROWS_SHOWN = {1: 8, 2: 5, 3: 3}
NAME_FITS = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class TileGoal:
    """What a sub-index or index is to reach, as far as a tile has room to say it.

    ``other_text`` is the kind of a target without figures, ``print`` all that the plan prints.
    """

    score: Decimal | None
    score_text: str | None
    rank: int | None
    rank_text: str | None
    rank_gap: str | None
    other_text: str | None
    print: str
    verdict: bool

    @property
    def text(self) -> str | None:
        return self.score_text or self.rank_text or self.other_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A sub-index with the words of its tile."""

    view: SubIndexView
    name: str
    leads: str
    link: str
    goal: TileGoal
    result_label: str
    result_reason: str
    both_red: bool
    alternative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionItem:
    """A row of "Cần xử lý" in words."""

    it: AttentionRow
    short: str
    what: str
    units: str
    because: str
    link: str


def draw_overview(look: Look) -> None:
    """Draw the overview of a board."""
    drawing.put_block(_overview(Seen(look)))


@lru_cache(maxsize=KEPT)
def _overview(seen: Seen) -> str:
    look = seen.look
    board, words = look.board, look.words
    tiles = [_tile(look, view) for view in sorted(board.sub_indices, key=worst_first)]
    rows = min(max(-(-len(tiles) // TILES_A_ROW), 1), 3)
    return drawing.block(
        "overview/board.html",
        words,
        board=board,
        rows=rows,
        tiles=tiles,
        goals={view.index: goal_of(view.standing, words) for view in board.overall},
        # The band that says that it is the past takes the room of one.
        rows_shown=attention_items(look, board.attention[: ROWS_SHOWN[rows] - look.read_only]),
        links={
            "results": look.link(paths.RESULTS),
            "reports": look.link(paths.REPORTS),
            "sub_index": look.link(paths.SUB_INDEX),
            "attention": look.link(paths.ATTENTION),
        },
    )


def worst_first(view: SubIndexView) -> tuple[int, int, Decimal]:
    """How sub-indices are sorted: by execution light, by result light, by gap."""
    lights = (view.execution, view.standing.light)
    worst = [light.colour.severity if light.colour else -1 for light in lights]
    gaps = [each.gap for each in view.standing.targets if each.gap is not None]
    return (-worst[0], -worst[1], min(gaps, default=Decimal(0)))


def goal_of(standing: Standing, words: Words) -> TileGoal:
    """The first score target and the first rank target, and what is said without figures."""
    score = rank = other = None
    base = standing.results.base
    for each in standing.targets:
        threshold = threshold_of(each.target, base)
        if threshold is None:
            other = other or each
        elif threshold.measure is Measure.POINTS:
            score = score or (each, threshold.at)
        else:
            rank = rank or (each, int(threshold.at))
    return TileGoal(
        score=score[1] if score else None,
        score_text=formats.target(score[0].target, words) if score else None,
        rank=rank[1] if rank else None,
        rank_text=formats.target(rank[0].target, words) if rank else None,
        rank_gap=_rank_gap(rank[0], words) if rank else None,
        other_text=labels.label(other.target.kind, words) if other else None,
        print="; ".join(each.target.text or "" for each in standing.targets),
        # A light that speaks of places stands with the rank, not with the score.
        verdict=bool(standing.targets)
        and dict(standing.light.reason.arguments).get("measure") != Measure.PLACES,
    )


def _rank_gap(standing: TargetStanding, words: Words) -> str | None:
    """How far the last published rank is from the target, where it is short of it."""
    if standing.gap is None or standing.gap >= 0 or standing.met is not None:
        return None
    return words.text("At the start {count} places short", count=int(-standing.gap))


def _tile(look: Look, view: SubIndexView) -> Tile:
    words, standing = look.words, view.standing
    called = drawing.unit_names(look.board.plan)
    goal = goal_of(standing, words)
    red = (view.execution.colour, standing.light.colour) == (Colour.RED, Colour.RED)
    return Tile(
        view=view,
        name=short_name(view, words),
        leads=", ".join(called(view.sub_index.lead)),
        link=look.link(paths.SUB_INDEX, index=view.index, sub=view.code),
        goal=goal,
        result_label=result_label(standing, words),
        result_reason=reasons.short(standing.light.reason, words),
        both_red=red,
        alternative=_alternative(standing, goal, words),
    )


def short_name(view: SubIndexView, words: Words) -> str:
    """The name of a sub-index where it fits a tile, else its short one."""
    printed = view.name if len(view.name) <= NAME_FITS else view.short_name
    return words.name(printed, view.english_name)


def result_label(standing: Standing, words: Words) -> str:
    """The word beside a result light."""
    if not standing.targets:
        return words.text("Not judged")
    return labels.result_label(standing.light.colour, words)


def _alternative(standing: Standing, goal: TileGoal, words: Words) -> str:
    """What a bullet shows, in words."""
    parts = []
    if standing.latest is not None and standing.latest.score is not None:
        parts.append(
            words.text(
                "Score of {year}: {score}",
                year=standing.latest.year,
                score=standing.latest.score,
            )
        )
    if standing.estimate is not None and standing.estimate.score is not None:
        parts.append(words.text("Estimate: {score}", score=standing.estimate.score))
    if goal.score_text:
        parts.append(words.text("Target: {target}", target=goal.score_text))
    return ". ".join(parts)


def attention_items(look: Look, rows: Iterable[AttentionRow]) -> list[AttentionItem]:
    """Rows of "Cần xử lý" with their words and where each leads."""
    return [_attention_item(look, row) for row in rows]


def _attention_item(look: Look, row: AttentionRow) -> AttentionItem:
    words = look.words
    called = drawing.unit_names(look.board.plan)
    return AttentionItem(
        it=row,
        short=formats.capital(reasons.short(row.reason, words)),
        what=reasons.sentence(row.what, words),
        units=", ".join(called(row.units)),
        because=reasons.sentence(row.reason, words),
        link=_link_behind(look, row),
    )


def _link_behind(look: Look, row: AttentionRow) -> str:
    match row.kind:
        case AttentionKind.REPORT:
            return look.link(paths.REPORTS, report=row.report)
        case AttentionKind.TASK:
            part = row.sub_index or paths.GENERAL_TASKS
            return look.link(paths.SUB_INDEX, index=row.index, sub=part, task=row.tasks[0])
        case AttentionKind.SILENCE | AttentionKind.OWNER:
            return look.link(paths.ATTENTION, unit=row.units[0] if row.units else None)
        case AttentionKind.CONCLUSION:
            return look.link(paths.ATTENTION)
