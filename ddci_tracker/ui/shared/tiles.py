"""What a tile of a sub-index says, wherever one is drawn: the overview, a wall, a phone.

Every light and figure comes from the board; here they get the few words that a tile has room for.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ddci_tracker.domain.arithmetic import in_places
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.standing import TargetStanding
from ddci_tracker.domain.targets import Measure, threshold_of
from ddci_tracker.domain.views import Goal, Standing, SubIndexView
from ddci_tracker.ui.core import paths
from ddci_tracker.ui.core.look import Look
from ddci_tracker.words import formats, labels, plan_names, reasons
from ddci_tracker.words.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class TileGoal:
    """What a sub-index or index is to reach, as far as a tile has room to say it.

    ``other_text`` is the kind of a target without figures, ``print`` all that the plan prints,
    ``milestone`` the targets of the nearest later year. ``place`` is the last published rank in
    the list that the target of ranks names; where only the one of the index's own list is known,
    with its name. ``moved`` is how it changed, which is known of the own list alone (``own_list``).
    """

    score: Decimal | None
    score_text: str | None
    rank: int | None
    rank_text: str | None
    rank_gap: str | None
    place: str | None
    moved: int | None
    own_list: bool
    other_text: str | None
    print: str
    verdict: bool
    milestone: str | None

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


def goal_of(standing: Standing, words: Words) -> TileGoal:
    """What is to be reached by score and by rank, and what is said without figures."""
    goals = standing.goals
    score, rank = goals.get(Measure.POINTS), goals.get(Measure.PLACES)
    results = standing.results
    own_list = rank is None or standing.in_own_list(rank.threshold)
    other = next(
        (each for each in standing.current if not threshold_of(each.target, results)), None
    )
    return TileGoal(
        score=score.threshold.at if score else None,
        score_text=formats.target(score.target, words) if score else None,
        rank=int(rank.threshold.at) if rank and own_list else None,
        rank_text=formats.target(rank.target, words) if rank else None,
        rank_gap=_rank_gap(rank.standing, words) if rank else None,
        place=_place(standing, rank, words),
        moved=standing.rank_change if own_list else None,
        own_list=own_list,
        other_text=labels.label(other.target.kind, words) if other else None,
        print="; ".join(each.target.text or "" for each in standing.targets),
        # A light that speaks of places stands with the rank, not with the score.
        verdict=bool(standing.current)
        and dict(standing.light.reason.arguments).get("measure") != Measure.PLACES
        and "over" not in dict(standing.light.reason.arguments),
        milestone=_milestone(standing, words),
    )


def _place(standing: Standing, goal: Goal | None, words: Words) -> str | None:
    latest, own = standing.latest, standing.results.own_list
    asked = goal.threshold.list if goal else None
    placed = plan_names.place_in_brief(latest, asked, own, words)
    if placed is None and own is not None:
        stands = plan_names.place_in_brief(latest, own, own, words)
        placed = stands and f"{stands} {labels.label(own, words)}"
    return placed


def _rank_gap(standing: TargetStanding, words: Words) -> str | None:
    """How far the last published rank is from the target, where it is short of it."""
    if standing.gap is None or standing.gap >= 0 or standing.met is not None:
        return None
    return words.text("At the start {count} places short", count=in_places(-standing.gap))


def tile_of(look: Look, view: SubIndexView) -> Tile:
    """The words of a tile."""
    words, standing = look.words, view.standing
    called = plan_names.unit_names(look.board.plan)
    goal = goal_of(standing, words)
    red = (view.execution.colour, standing.light.colour) == (Colour.RED, Colour.RED)
    return Tile(
        view=view,
        name=plan_names.tile_name(view, words),
        leads=", ".join(called(view.sub_index.lead)),
        link=look.link(paths.SUB_INDEX, index=view.index, sub=view.code),
        goal=goal,
        result_label=plan_names.verdict(standing, words),
        result_reason=reasons.short(standing.light.reason, words),
        both_red=red,
        alternative=_alternative(standing, goal, words),
    )


def _milestone(standing: Standing, words: Words) -> str | None:
    """The targets of the nearest later year: mốc 2028: 85; top 20 toàn quốc."""
    later = standing.milestones
    if not later:
        return None
    return words.text(
        "milestone {year}: {target}",
        year=later[0].target.year,
        target="; ".join(formats.target(each.target, words) for each in later),
    )


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
