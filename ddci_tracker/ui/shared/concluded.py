"""Conclusions of meetings in few words, wherever some of them stand beside other things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ddci_tracker.domain.conclusions import ConclusionView
from ddci_tracker.ui.core import paths
from ddci_tracker.ui.core.look import Look
from ddci_tracker.words import formats, plan_names
from ddci_tracker.words.progress import progress, timing


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortConclusion:
    """A conclusion: where its due day is, who answers, what was last said, and where it leads."""

    it: ConclusionView
    timing: str
    units: str
    progress: str
    link: str


def concluded(look: Look, views: Iterable[ConclusionView]) -> list[ShortConclusion]:
    """Conclusions in words."""
    named = plan_names.unit_names(look.board.plan)
    return [
        ShortConclusion(
            it=view,
            timing=formats.capital(timing(view, look.words)),
            units=", ".join(named(view.said.units)),
            progress=progress(view, look.board.plan, look.words),
            link=look.link(paths.CONCLUSIONS, conclusion=view.said.id),
        )
        for view in views
    ]
