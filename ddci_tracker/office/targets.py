"""Targets as documents say them: places as the plan prints them, whatever else in few words.

"top 5" is no word of an official paper. Not here: what screens, which have less room, call them.
"""

from __future__ import annotations

from ddci_tracker.domain.plan import Target, TargetKind
from ddci_tracker.domain.views import Standing
from ddci_tracker.office.packing import clean
from ddci_tracker.words import formats, labels, plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.sentences import shortened

TARGET = 200  # characters of one, where there is room
_PLACES = (TargetKind.RANK_AT_MOST, TargetKind.TOP_GROUP)


def target_in_brief(target: Target, words: Words) -> str:
    """A target for a narrow place: hạng 5 trở lên, trên 7,80."""
    if target.kind in _PLACES and target.rank is not None and target.rank > 1:
        said = words.text(N_("rank {rank} or better"), rank=target.rank)
        return said if target.list is None else f"{said} {labels.label(target.list, words)}"
    return formats.target(target, words)


def target_as_printed(target: Target, words: Words, most: int) -> str:
    """A target for a paper: places as the plan prints them, whatever else in few words."""
    if target.kind in _PLACES and target.text:
        return shortened(clean(target.text), most)
    if target.kind is TargetKind.QUALITATIVE:
        # It goes on within a sentence: "mục tiêu tiếp tục duy trì …".
        said = shortened(clean(formats.target(target, words)), most)
        return f"{said[:1].lower()}{said[1:]}" if said[1:2].islower() else said
    return shortened(clean(formats.target(target, words)), most)


def targets_as_printed(standing: Standing, words: Words, most: int) -> str:
    """The targets in one text, each once; one of another year last, with its year."""
    said = [target_as_printed(each.target, words, most) for each in standing.current]
    year = standing.results.year
    said += [
        plan_names.for_other_year(
            target_as_printed(each.target, words, most), each.target, year, words
        )
        for each in standing.targets
        if each not in standing.current
    ]
    return "; ".join(dict.fromkeys(said)) or words.text("no target")
