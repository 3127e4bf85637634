"""Why a fact that was read from a text is to be looked at, and what a text seems to be."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ddci_tracker.domain.imported import DocumentKind, Doubt
from ddci_tracker.words.marking import N_

DOUBTS: Mapping[Doubt, str] = MappingProxyType(
    {
        Doubt.MISPRINT: N_("Printed “phần đầu”: understood as “phấn đấu”"),
        Doubt.SPLIT: N_("One paragraph seems to name several"),
        Doubt.WORDS: N_("The title is cut from a longer sentence"),
        Doubt.INHERITED: N_("Who leads is taken from elsewhere in the text"),
        Doubt.INFERRED: N_("Inferred: the print does not say it in words"),
        Doubt.COPIED: N_("Printed once for several sub-indices"),
        Doubt.NAME: N_("The name is not quite that of the catalogue"),
        Doubt.OWN: N_("The catalogue knows no sub-index of this name"),
        Doubt.LEFT_BLANK: N_("The print leaves something blank"),
        Doubt.NO_DAY: N_("No day is printed"),
        Doubt.NO_PERIOD: N_("No period is printed"),
        Doubt.TABLE: N_("From a table: what its columns mean is a guess"),
        Doubt.SEVERAL: N_("The words can be read in more than one way"),
        Doubt.NO_FIGURE: N_("A wish without a figure"),
        Doubt.OFF_SCALE: N_("A score off the scale of its index; kept as text, without a value"),
    }
)

# What a text seems to be instead of a plan.
SEEMS: Mapping[DocumentKind, str] = MappingProxyType(
    {
        DocumentKind.DECISION: N_("This seems to be a decision, not a plan"),
        DocumentKind.NOTICE: N_("This seems to be a notice, not a plan"),
        DocumentKind.REPORT: N_("This seems to be a report, not a plan"),
        DocumentKind.LETTER: N_("This seems to be a letter, not a plan"),
        DocumentKind.INVITATION: N_("This seems to be an invitation, not a plan"),
        DocumentKind.OTHER: N_("No plan can be read from this text"),
    }
)
