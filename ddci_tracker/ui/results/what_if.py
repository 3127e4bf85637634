"""Kết quả, "Cần thêm gì": by how much sub-indices must rise for the total to reach its target.

What is tried stands in the address and nowhere else: nothing here is a result. All of it is an
estimate and says so. What follows from what ``domain.what_if`` decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import streamlit as st

from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.targets import Measure
from ddci_tracker.domain.views import Standing
from ddci_tracker.domain.what_if import IndexPart, NotTold, Tried, Way, WhatIf, start_of
from ddci_tracker.services.what_if import what_it_takes
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import filters
from ddci_tracker.words import formats, plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

INDEX, AIM, WAY, RISES = "of", "aim", "way", "rises"
# The way in which whoever looks moves each sub-index.
OWN = "own"
# How many steps a slider has from one end of a scale to the other.
_STEPS = 200
# No scale is as wide.
_MOST = 1000
# How many of those that rise most are named.
_NAMED = 2

_WAYS: Mapping[Way, str] = {
    Way.BY_ROOM: N_("Shared by what each can gain"),
    Way.NEAREST: N_("Nearest to its target first"),
    Way.FEWEST: N_("Fewest sub-indices"),
}
_NOT_TOLD: Mapping[NotTold, str] = {
    NotTold.PUBLISHED: N_(
        "The total of {year} is published, so nothing can be added to it. This part answers for "
        "a year whose results are still to come."
    ),
    NotTold.NO_MEAN: N_(
        "The total of {index} cannot be estimated by the mean of the sub-indices of this plan, so "
        "it cannot be told what a point in one of them brings."
    ),
    NotTold.NO_SCORES: N_(
        "Not every sub-index has a score yet. Enter an estimate of the total, or of the "
        "sub-indices without a score: {missing}."
    ),
    NotTold.NO_GOAL: N_(
        "The plan sets no total score for {year}, and no list is known that tells which score its "
        "rank would take. Enter the table of the block of the year before."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedLine:
    """A row of the table. Shares lie from 0 to 1 on the scale of the sub-index."""

    name: str
    part: IndexPart
    rise: Decimal
    becomes: Decimal | None
    adds: Decimal
    target: str | None
    shares: Mapping[str, float]
    apart: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AimCard:
    """What one aim asks for. ``sum``: of all rises in the way that is shown."""

    measure: Measure
    title: str
    missing: Decimal
    sum: Decimal
    reaches: bool


def draw_what_if(look: Look) -> None:
    """Draw what it would take, for the index that the address asks for."""
    words, board = look.words, look.board
    indices = {each.index: each.index for each in board.overall}
    chosen = next(iter(indices))
    if len(indices) > 1:
        chosen = filters.pick_segment(INDEX, words.text("Index"), indices)
    today = vietnamese_day(state.now())
    results_day = board.as_of if look.selection.as_of else max(today, board.as_of)
    found = what_it_takes(state.tracker(), state.actor(), board, chosen, results_day=results_day)
    if isinstance(found, NotTold):
        drawing.put("results/note.html", words, message=_why_not(look, chosen, found))
        return
    _draw_tried(look, found)


def _why_not(look: Look, index: str, why: NotTold) -> str:
    missing = [
        plan_names.short_sub_index_name(view, look.words)
        for view in look.board.sub_indices
        if view.index == index and start_of(view.standing) is None
    ]
    return look.words.text(
        _NOT_TOLD[why],
        year=look.board.plan.year,
        index=index,
        missing=formats.listed(missing, look.words),
    )


def _draw_tried(look: Look, found: WhatIf) -> None:
    words = look.words
    aims = {measure: aim for measure in Measure if (aim := found.aim(measure)) is not None}
    measure, way = _chosen_aim(aims), st.query_params.get(WAY, Way.BY_ROOM)
    shown = Way(way) if way in set(Way) else Way.BY_ROOM
    tried = (
        found.tried(_read_rises(), aims[measure])
        if way == OWN
        else found.spread(shown, aims[measure])
    )
    drawing.put(
        "results/what_if_cards.html",
        words,
        it=found,
        lead=_lead(found, tried, words),
        cards=[_card(found, each, aim, shown, words) for each, aim in aims.items()],
        block=_against_the_block(found.whole.standing),
        latest=found.whole.standing.latest,
        year=look.board.plan.year,
        placed=found.rank_of(found.total),
        partly=_partly(found),
    )
    with st.container(horizontal=True, vertical_alignment="center", key="results-ways"):
        if len(aims) > 1:
            captions = {str(card): _aim_caption(found, card, words) for card in aims}
            filters.pick_segment(AIM, words.text("To reach"), captions)
        ways = {str(each): words.text(said) for each, said in _WAYS.items()}
        fewest = found.spread(Way.FEWEST, aims[measure])
        ways[Way.FEWEST] = f"{ways[Way.FEWEST]} ({len(fewest.raised)})"
        filters.pick_segment(
            WAY, words.text("How to rise"), {**ways, OWN: words.text("Move them myself")}
        )
    if way == OWN:
        _draw_sliders(found, words)
    _draw_table(look, found, tried)


def _chosen_aim(aims: Mapping[Measure, Decimal]) -> Measure:
    asked = st.query_params.get(AIM)
    return next((each for each in aims if each == asked), next(iter(aims)))


def _aim_caption(found: WhatIf, measure: Measure, words: Words) -> str:
    goal = found.whole.standing.goals[measure]
    return formats.target(goal.standing.target, words)


def _card(found: WhatIf, measure: Measure, aim: Decimal, way: Way, words: Words) -> AimCard:
    would = found.spread(way, aim)
    return AimCard(
        measure=measure,
        title=_aim_caption(found, measure, words),
        missing=max(aim - found.total, Decimal(0)),
        sum=would.sum,
        reaches=would.reaches,
    )


def _lead(found: WhatIf, tried: Tried, words: Words) -> str:
    """The whole in one sentence."""
    raised = tried.raised
    if not raised:
        return words.text("Nothing raised: the total stays at {total}", total=found.total)
    names = {part.code: plan_names.short_sub_index_name(part.view, words) for part in found.parts}
    most = formats.listed(
        (f"{names[code]} ({formats.signed(tried.rises[code], words)})" for code in raised[:_NAMED]),
        words,
    )
    if len(raised) <= _NAMED:
        return words.text(
            "Raise {most}, and the estimated total is {total}", most=most, total=tried.total
        )
    return words.plural(
        "Raise {count} sub-index, most of all {most}, and the estimated total is {total}",
        "Raise {count} sub-indices, most of all {most}, and the estimated total is {total}",
        count=len(raised),
        most=most,
        total=tried.total,
    )


def _partly(found: WhatIf) -> bool:
    """Whether some sub-indices start from a published score for want of an estimate."""
    return any(part.start and not part.start.estimated for part in found.parts)


def _against_the_block(standing: Standing) -> list[tuple[str, Decimal, Decimal | None]]:
    """Median, mean and best of the block in the year last published, and how far apart."""
    names = (N_("Median of the block"), N_("Mean of the block"), N_("Best score"))
    known = zip(names, _figures_of_the_block(standing), _apart(standing), strict=True)
    return [(name, figure, apart) for name, figure, apart in known if figure is not None]


def _figures_of_the_block(standing: Standing) -> tuple[Decimal | None, ...]:
    latest = standing.latest
    return (latest.median, latest.mean, latest.best_score) if latest else (None, None, None)


def _apart(standing: Standing) -> tuple[Decimal | None, ...]:
    """How far the score last published is from the median, the mean and the best of the block."""
    score = standing.latest.score if standing.latest else None
    return tuple(
        None if figure is None or score is None else score - figure
        for figure in _figures_of_the_block(standing)
    )


def _draw_sliders(found: WhatIf, words: Words) -> None:
    """A slider a sub-index: by how much it rises."""
    given = _read_rises()
    movable = [part for part in found.parts if part.start and part.most > 0]
    with st.container(key="results-sliders"):
        columns = st.columns(4, gap="medium")
        for place, part in enumerate(movable):
            scale = part.view.standing.scale
            step = (scale.maximum - scale.minimum) / _STEPS
            steps = [step * each for each in range(int(part.most / step) + 1)]
            rise = given.get(part.code, Decimal(0))
            key = f"rise-{part.view.index}-{part.code}"
            st.session_state[key] = steps[min(round(rise / step), len(steps) - 1)]
            with columns[place % len(columns)]:
                st.select_slider(
                    plan_names.short_sub_index_name(part.view, words),
                    steps,
                    key=key,
                    format_func=_RiseCaption(part, words),
                    on_change=_keep_rise,
                    args=(part.code, key),
                )


@dataclass(frozen=True, slots=True)
class _RiseCaption:
    """What a slider says where it stands: the rise, and the score that it brings."""

    part: IndexPart
    words: Words

    def __call__(self, rise: Decimal) -> str:
        start = self.part.start.score if self.part.start else Decimal(0)
        places = max(start, rise, key=lambda each: -int(each.as_tuple().exponent))
        becomes = (start + rise).quantize(places)
        return f"{formats.signed(rise, self.words)} → {formats.decimal(becomes, self.words)}"


def _read_rises() -> dict[str, Decimal]:
    """The rises that the address holds; what makes no sense there counts as none."""
    found = {}
    for each in st.query_params.get(RISES, "").split(","):
        code, _, written = each.partition(":")
        try:
            rise = Decimal(written)
        except InvalidOperation:
            continue
        if rise.is_finite() and 0 < rise < _MOST:
            found[code] = rise
    return found


def _keep_rise(code: str, key: str) -> None:
    rises = {**_read_rises(), code: st.session_state[key]}
    written = ",".join(f"{each}:{rise}" for each, rise in rises.items() if rise)
    state.choose(RISES, written or None)


def _draw_table(look: Look, found: WhatIf, tried: Tried) -> None:
    parts = sorted(
        found.parts, key=lambda part: (-tried.rises.get(part.code, Decimal(0)), -part.room)
    )
    latest = found.whole.standing.latest
    drawing.put(
        "results/what_if.html",
        look.words,
        it=found,
        tried=tried,
        rows=[_line(part, tried, look.words) for part in parts],
        year=look.board.plan.year,
        published=latest.year if latest else None,
        totals=_apart(found.whole.standing),
        placed=found.rank_of(tried.total),
        best=max((part.best for part in parts if part.best is not None), default=None),
    )


def _line(part: IndexPart, tried: Tried, words: Words) -> TriedLine:
    rise, start = tried.rises.get(part.code, Decimal(0)), part.start
    standing, scale = part.view.standing, part.view.standing.scale
    marks = {"goal": part.goal, "best": part.best}
    shares = {name: scale.share(mark) for name, mark in marks.items() if mark is not None}
    if start is not None:
        shares["start"], shares["end"] = scale.share(start.score), scale.share(start.score + rise)
    targets = plan_names.target_texts(standing, words)
    return TriedLine(
        name=plan_names.tile_name(part.view, words),
        part=part,
        rise=rise,
        becomes=None if start is None else start.score + rise,
        adds=_adds(part, rise),
        target=targets[0] if targets else None,
        shares=shares,
        apart=_apart(standing),
    )


def _adds(part: IndexPart, rise: Decimal) -> Decimal:
    """What a rise adds to the total, to the hundredth."""
    exact = part.per_point.numerator * rise / part.per_point.denominator
    return exact.quantize(Decimal("0.01"))
