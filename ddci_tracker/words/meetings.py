"""What meetings and the items of their agendas are called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ddci_tracker.domain.conclusions import CalledMeeting
from ddci_tracker.domain.meetings import AgendaItem, AgendaKind
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.views import Board
from ddci_tracker.words import formats, plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_NAMES: Mapping[AgendaKind, str] = MappingProxyType(
    {
        AgendaKind.PREVIOUS: N_("Conclusions of earlier meetings"),
        AgendaKind.OVERVIEW: N_("Overview"),
        AgendaKind.ASKED: N_("What units ask for"),
    }
)


def meeting_name(called: CalledMeeting, words: Words) -> str:
    """What a meeting is called: by its title, else by its day; of several on a day, each apart."""
    if called.title is None:
        return words.text("Meeting of {day}", day=meeting_day(called, words))
    apart = _apart(called, words)
    return f"{called.title} ({apart})" if apart else called.title


def meeting_day(called: CalledMeeting, words: Words) -> str:
    """The day of a meeting; of several on that day, which one: 21/08/2026 (cuộc 2, 14:30)."""
    day, apart = formats.day(called.met_on, words), _apart(called, words)
    return f"{day} ({apart})" if apart else day


def dated_meeting(called: CalledMeeting, words: Words) -> str:
    """A meeting in a list of several: its day, and of several on that day also its title."""
    day = words.text("Meeting of {day}", day=meeting_day(called, words))
    return f"{day}: {called.title}" if called.number is not None and called.title else day


def _apart(called: CalledMeeting, words: Words) -> str | None:
    """What tells a meeting from the others of its day: its number, and when it began that day."""
    if called.number is None:
        return None
    began = called.started_at
    if began is None or vietnamese_day(began) != called.met_on:
        return words.text("no. {number} of the day", number=called.number)
    return words.text(
        "no. {number} of the day, {time}", number=called.number, time=formats.clock(began)
    )


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
