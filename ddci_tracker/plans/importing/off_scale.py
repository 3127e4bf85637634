"""What a text prints off the scale of its index: kept as text with a note, and no value.

Most likely a misprint or a misread figure. Somebody looks at it; it is never judged by.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.plan import Note, Plan, Result, Target, TargetKind
from ddci_tracker.domain.scales import Scale, sub_index_scale, total_scale

_T = TypeVar("_T", Target, Result)
_SCORED = (TargetKind.ABOVE, TargetKind.AT_LEAST, TargetKind.REACH, TargetKind.ABOUT)


def kept_as_text(plan: Plan, catalog: Catalog) -> tuple[Plan, frozenset[str]]:
    """A plan without the scores that its indices do not have, and the paths of what said them."""
    reader = _OffScale()
    overall = tuple(
        replace(
            part,
            targets=reader.targets(f"overall[{number}]", part.targets, scale),
            results=reader.results(f"overall[{number}]", part.results, scale),
        )
        for number, part in enumerate(plan.overall)
        for scale in (total_scale(plan, catalog.index(part.index), part.index),)
    )
    sub_indices = tuple(
        replace(
            part,
            targets=reader.targets(f"sub_indices[{number}]", part.targets, scale),
            results=reader.results(f"sub_indices[{number}]", part.results, scale),
        )
        for number, part in enumerate(plan.sub_indices)
        for scale in (sub_index_scale(plan, catalog.index(part.index), part.index, part.code),)
    )
    notes = (*plan.notes, *reader.notes)
    kept = replace(plan, overall=overall, sub_indices=sub_indices, notes=notes)
    return kept, frozenset(reader.paths)


class _OffScale:
    """Takes the scores away that lie off a scale, and notes what was printed."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.paths: list[str] = []

    def targets(self, path: str, printed: tuple[Target, ...], scale: Scale) -> tuple[Target, ...]:
        return self._each(f"{path}.targets", printed, scale, _asked, _as_words)

    def results(self, path: str, printed: tuple[Result, ...], scale: Scale) -> tuple[Result, ...]:
        return self._each(f"{path}.results", printed, scale, _scored, _without_score)

    def _each(
        self,
        path: str,
        printed: tuple[_T, ...],
        scale: Scale,
        figures: Callable[[_T], Sequence[Decimal | None]],
        kept: Callable[[_T], _T],
    ) -> tuple[_T, ...]:
        found = []
        for number, each in enumerate(printed):
            is_off = any(
                figure is not None and not scale.minimum <= figure <= scale.maximum
                for figure in figures(each)
            )
            if not (is_off and each.text):
                found.append(each)
                continue
            self.paths.append(f"{path}[{number}]")
            told = f"{each.text} [{scale.minimum}–{scale.maximum}]"
            self.notes.append(Note(kind="suspected_misprint", text=told, lines=each.lines))
            found.append(kept(each))
        return tuple(found)


def _asked(target: Target) -> Sequence[Decimal | None]:
    if target.kind is TargetKind.RANGE:
        return target.low, target.high
    return (target.value,) if target.kind in _SCORED else ()


def _as_words(target: Target) -> Target:
    return Target(
        kind=TargetKind.QUALITATIVE, text=target.text, lines=target.lines, year=target.year
    )


def _scored(result: Result) -> Sequence[Decimal | None]:
    return (result.score,)


def _without_score(result: Result) -> Result:
    return replace(result, score=None, score_change=None)
