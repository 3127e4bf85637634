"""What the things of a plan are called and how its figures read, long and short.

One place for every screen, document and command. Not here: labels of states, and sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.plan import (
    Dispute,
    ListRank,
    Plan,
    RankList,
    Result,
    ResultKind,
    SubIndex,
    Target,
)
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.views import Standing, SubIndexView, TaskView
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Words

# How many letters of a name fit on a tile.
_TILE_FITS = 34


def sub_index_name(view: SubIndexView, words: Words) -> str:
    """The full name of a sub-index in the language spoken."""
    return words.name(view.name, view.english_name)


def short_sub_index_name(view: SubIndexView, words: Words) -> str:
    """The shortest name of a sub-index, for the labels of a chart."""
    return words.name(view.short_name, view.english_name)


def tile_name(view: SubIndexView, words: Words) -> str:
    """The name of a sub-index where it fits a tile, else its short one."""
    fits = len(view.name) <= _TILE_FITS
    return sub_index_name(view, words) if fits else short_sub_index_name(view, words)


def part_name(view: SubIndexView | None, words: Words) -> str:
    """The name of a part of a plan: a sub-index, or the tasks outside of them."""
    return words.text("General tasks") if view is None else sub_index_name(view, words)


def unit_names(plan: Plan) -> Callable[[Iterable[str]], list[str]]:
    """The names of units by their codes, as this plan calls them."""
    known = {unit.code: unit.name for unit in plan.named_units}
    return lambda codes: [known.get(code, code) for code in codes]


def unit_name(plan: Plan, code: str) -> str:
    """The name of one unit; its code where the plan does not know it."""
    return unit_names(plan)([code])[0]


def quoted(plan: Plan, view: TaskView, text: str) -> str:
    """What was written with the last word on a task, under the name of the unit that wrote it.

    Without the name where that is the one that answers for the task, which every face names.
    """
    by = view.spoken_by_another
    return f"{unit_name(plan, by)}: {text}" if by and text else text


def in_charge(plan: Plan, part: SubIndex) -> str | None:
    """The leader in charge of a sub-index with the role, where the plan names one."""
    person = next((each for each in plan.people if each.code == part.person), None)
    if person is None:
        return None
    return person.name if person.role in (None, person.name) else f"{person.name}, {person.role}"


def rank_text(result: Result, words: Words) -> str | None:
    """A rank as it stands in a sentence: hạng 16/23, ngoài nhóm 30; None where it is not known."""
    if result.rank is not None:
        return words.text("rank {rank}", rank=formats.rank(result.rank, result.out_of))
    if result.rank_over is not None:
        return words.text("beyond place {over}", over=result.rank_over)
    return None


def place_text(
    result: Result, chosen: RankList | None, own: RankList | None, words: Words
) -> str | None:
    """The rank in the list that a target names: hạng 5/9 trong vùng; None where it is not known.

    ``chosen`` None: the index's ``own`` list, whose rank stands without its name.
    """
    if chosen in (None, own) and (said := rank_text(result, words)):
        return said
    placed = _placed(result, chosen or own)
    return None if placed is None else _list_rank(placed, words)


def place_in_brief(
    result: Result | None, chosen: RankList | None, own: RankList | None, words: Words
) -> str | None:
    """The same without the word for it: 5/9 trong vùng; > 30."""
    if result is None:
        return None
    if chosen in (None, own):
        if result.rank is not None:
            return formats.rank(result.rank, result.out_of)
        if result.rank_over is not None:
            return f"> {result.rank_over}"
    placed = _placed(result, chosen or own)
    if placed is None:
        return None
    return f"{formats.rank(placed.rank, placed.out_of)} {labels.label(placed.list, words)}"


def _placed(result: Result, chosen: RankList | None) -> ListRank | None:
    return next((each for each in result.ranks if each.list is chosen), None)


def list_ranks(result: Result, words: Words) -> list[str]:
    """The places in other lists than the index's own: hạng 12/34 toàn quốc."""
    return [_list_rank(each, words) for each in result.ranks]


def _list_rank(placed: ListRank, words: Words) -> str:
    rank = words.text("rank {rank}", rank=formats.rank(placed.rank, placed.out_of))
    return f"{rank} {labels.label(placed.list, words)}"


def other_sources(result: Result, words: Words) -> list[str]:
    """What other sources say of a result, and why they are not the ones that are used."""
    return [_disputed(each, words) for each in result.disputed_by]


def _disputed(other: Dispute, words: Words) -> str:
    """What another source says, and why it is not the one that is used."""
    score = formats.decimal(other.score, words) if other.score is not None else None
    rank = words.text("rank {rank}", rank=other.rank) if other.rank is not None else None
    figures = ", ".join(part for part in (score, rank) if part) or formats.NOTHING
    said = words.text("another source ({source}): {figures}", source=other.source, figures=figures)
    return f"{said}, {other.why}" if other.why else said


def result_parts(result: Result, words: Words) -> list[str]:
    """What is known of a result, each figure for itself: 6,43 điểm; hạng 23/25."""
    score = words.text("{points} points", points=result.score) if result.score is not None else None
    return [part for part in (score, rank_text(result, words), *list_ranks(result, words)) if part]


def result_text(result: Result, words: Words, between: str = ", ") -> str:
    """A result in words: 6,43 điểm, hạng 23/25."""
    return between.join(result_parts(result, words)) or formats.NOTHING


def target_texts(standing: Standing, words: Words) -> list[str]:
    """The targets in few words: đạt 8,5; tăng 5 bậc; one of another year last, with its year."""
    texts = [formats.target(each.target, words) for each in standing.current]
    for each in standing.targets:
        if each not in standing.current:
            said = formats.target(each.target, words)
            texts.append(for_other_year(said, each.target, standing.results.year, words))
    return texts


def for_year(said: str, target: Target, words: Words) -> str:
    """What is said of a target, with the only year it is for: đạt 9,00 (năm 2021)."""
    return f"{said} ({words.text('year {year}', year=target.year)})"


def for_other_year(said: str, target: Target, year: int, words: Words) -> str:
    """The same where another year is looked at: a milestone that is past is not to come."""
    if target.year is None or target.year > year:
        return for_year(said, target, words)
    return words.text("{target} (year {year}, past)", target=said, year=target.year)


def targets_text(standing: Standing, words: Words) -> str:
    """The targets as one text: đạt 8,5; tăng 5 bậc."""
    return "; ".join(target_texts(standing, words)) or words.text("no target")


def verdict(standing: Standing, words: Words) -> str:
    """The word of a result light, or that there is nothing to judge."""
    if not standing.current:
        return words.text("Not judged")
    light = standing.light
    return result_word(light.colour, light.reason.code, words)


def result_word(colour: Colour | None, why: StrEnum, words: Words) -> str:
    """The word of a result light; a grey one is not always for want of a result."""
    match why:
        case ReasonCode.UNDECIDABLE | ReasonCode.NO_TARGET:
            return words.text("Not judged")
        case ReasonCode.MAXIMUM_UNKNOWN:
            return labels.result_label(Colour.RED, words)
    return labels.result_label(colour, words)


def light_word(light: Light, words: Words, *, by_tasks: bool) -> str:
    """The word of either light of a sub-index: of execution (``by_tasks``) or of its result."""
    if by_tasks:
        return labels.execution_label(light.colour, words)
    return result_word(light.colour, light.reason.code, words)


def marked_verdict(standing: Standing, words: Words) -> str:
    """The same with a mark where an estimate coloured the light."""
    said = verdict(standing, words)
    if not standing.light.estimated:
        return said
    return f"{said} ({labels.label(ResultKind.ESTIMATE, words)})"
