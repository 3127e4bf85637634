"""What meetings and the items of their agendas are called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ddci_tracker.domain.meetings import AgendaItem, AgendaKind, Meeting
from ddci_tracker.domain.views import Board
from ddci_tracker.words import plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_NAMES: Mapping[AgendaKind, str] = MappingProxyType(
    {
        AgendaKind.PREVIOUS: N_("Conclusions of earlier meetings"),
        AgendaKind.OVERVIEW: N_("Overview"),
        AgendaKind.ASKED: N_("What units ask for"),
    }
)


def meeting_name(meeting: Meeting, words: Words) -> str:
    """What a meeting is called: by its title, else by its day."""
    return meeting.title or words.text("Meeting of {day}", day=meeting.met_on)


def item_name(board: Board, item: AgendaItem, words: Words) -> str:
    """What an item is called."""
    match item.kind:
        case AgendaKind.OWN:
            return item.title or ""
        case AgendaKind.SUB_INDEX:
            index, _, code = (item.about or "").partition("/")
            view = board.sub_index(index, code)
            return plan_names.sub_index_name(view, words) if view else item.about or ""
        case AgendaKind.REPORTS:
            unit = plan_names.unit_name(board.plan, item.about or "")
            return words.text("Overdue reports of {unit}", unit=unit)
        case _:
            return words.text(_NAMES[item.kind])
