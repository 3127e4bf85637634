"""The figures of a unit in words, and how a matter that they count stands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ddci_tracker.domain.by_unit import Matter, UnitFigure
from ddci_tracker.words import labels
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.progress import timing
from ddci_tracker.words.reasons import short

FIGURES: Mapping[UnitFigure, str] = MappingProxyType(
    {
        UnitFigure.RED: N_("Red"),
        UnitFigure.QUANTITY: N_("Quantity"),
        UnitFigure.QUALITY: N_("Quality"),
        UnitFigure.TIMELINESS: N_("Timeliness"),
    }
)


def matter_state(matter: Matter, words: Words) -> str:
    """How a matter stands: its light or day, and what became of what was handed in."""
    if matter.task is not None:
        said = short(matter.task.light.reason, words)
    elif matter.report is not None:
        said = short(matter.report.reason, words)
    else:
        said = timing(matter.conclusion, words) if matter.conclusion else ""
    if matter.acceptance is None:
        return said
    return f"{said}, {labels.label(matter.acceptance, words).lower()}"
