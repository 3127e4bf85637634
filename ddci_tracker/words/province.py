"""What the agencies of a province are counted by, in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ddci_tracker.domain.whole_province import AgencyPart, ProvinceFigure
from ddci_tracker.words import labels, plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_OTHER: Mapping[ProvinceFigure, str] = MappingProxyType(
    {
        ProvinceFigure.SHORT: N_("Total short of its target"),
        ProvinceFigure.MISSING: N_("Reports missing"),
        ProvinceFigure.UNSPOKEN: N_("No word this quarter"),
    }
)


def figure_label(figure: ProvinceFigure, words: Words) -> str:
    """What a figure is called where it is chosen, and above the agencies that it counts."""
    if figure.axis is None:
        return words.text(_OTHER[figure])
    if figure.axis == "execution":
        light = labels.execution_label(figure.colour, words)
        return words.text("Execution: {light}", light=light.lower())
    light = labels.result_label(figure.colour, words)
    return words.text("Result: {light}", light=light.lower())


def part_result(part: AgencyPart, words: Words) -> str:
    """The word of the result light of a sub-index, as its own screen says it."""
    if not part.judged:
        return words.text("Not judged")
    return plan_names.result_word(part.result, part.why, words)
