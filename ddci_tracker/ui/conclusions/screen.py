"""Kết luận họp: every conclusion of every meeting with where it stands, to search and to narrow.

Where each stands comes from the board. The address may name one (``conclusion``), which is then
open; meetings, units and states only narrow what is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from ddci_tracker.domain.conclusions import (
    CalledMeeting,
    ConclusionCounts,
    ConclusionState,
    ConclusionView,
)
from ddci_tracker.domain.plan import Task
from ddci_tracker.domain.views import SubIndexView
from ddci_tracker.services.table_files import conclusions_file
from ddci_tracker.ui.conclusions.drawer import NEW, draw_drawer
from ddci_tracker.ui.conclusions.forms import actions_on, may_conclude
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.search import Search
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.ui.shared import downloads, drawer_links, filters, outcome
from ddci_tracker.ui.shared.attention_rows import task_link
from ddci_tracker.words import formats, plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.meetings import dated_meeting
from ddci_tracker.words.progress import progress, timing, unclear

_STATES: dict[str, tuple[str, Callable[[ConclusionView], bool]]] = {
    "open": (N_("Open {count}"), lambda view: not view.done),
    "overdue": (
        N_("Overdue {count}"),
        lambda view: view.state is ConclusionState.OVERDUE,
    ),
    "due": (
        N_("Due soon {count}"),
        lambda view: view.state in (ConclusionState.DUE_SOON, ConclusionState.DUE_TODAY),
    ),
    "silent": (
        N_("Not reported {count}"),
        lambda view: not view.done and view.said_on is None,
    ),
    "done": (N_("Done {count}"), lambda view: view.done),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """A conclusion in words: where it stands, who answers, what it is about and lacks.

    ``meeting`` leads to the meeting that wrote it down, where it was held here.
    """

    it: ConclusionView
    timing: str
    progress: str
    units: str
    with_units: str
    about: str
    link: str | None
    meeting: str | None
    unclear: tuple[str, ...]
    open: bool
    opens: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedMeeting:
    """A meeting with what came of its conclusions."""

    called: CalledMeeting
    views: tuple[ConclusionView, ...]

    @property
    def counts(self) -> ConclusionCounts:
        return ConclusionCounts.of(self.views)


def draw_conclusions(look: Look) -> None:
    """Draw the conclusions of a plan's meetings."""
    views = look.board.followed
    drawing.put(
        "conclusions/title.html",
        look.words,
        counts=ConclusionCounts.of(views),
        all=len(views),
        meetings=len(_meetings(views)),
    )
    if may_conclude(look):
        address = look.link(paths.CONCLUSIONS, say=NEW)
        opens = drawer_links.attributes(address, say=NEW)
        drawing.put("conclusions/new.html", look.words, opens=opens)
    if outcome.ending() is outcome.Ending.DONE:
        outcome.draw_told(look.words)
    if views:
        chosen = _choose(look, views)
        asked = st.query_params.get("conclusion")
        acted_on = frozenset(view.said.id for view in views if actions_on(look, view))
        drawing.put_block(conclusions_block(Seen(look), *chosen, asked, acted_on))
        _offer_file(look, _chosen(Seen(look), *chosen))
    else:
        drawing.put("conclusions/none.html", look.words)
    draw_drawer(look)


def _choose(
    look: Look, views: tuple[ConclusionView, ...]
) -> tuple[str | None, str | None, str | None, str]:
    words = look.words
    with st.container(horizontal=True, gap="small", key="conclusion-filters"):
        typed = filters.search("q", words.text("Search"), hint=words.text("Search conclusions"))
        by_unit = Counter(code for view in views for code in _units_of(view))
        unit = filters.pick(
            "unit",
            words.text("Unit"),
            {
                each.code: f"{each.name} ({by_unit[each.code]})"
                for each in look.board.plan.named_units
                if by_unit[each.code]
            },
            everything=words.text("All units"),
        )
        meeting = filters.pick(
            "meeting",
            words.text("Meeting"),
            {
                _named(each.called): f"{dated_meeting(each.called, words)} ({len(each.views)})"
                for each in _meetings(views)
            },
            everything=words.text("All meetings"),
        )
        state = filters.pick_pill(
            "state",
            words.text("State"),
            {
                code: words.text(caption, count=sum(map(holds, views)))
                for code, (caption, holds) in _STATES.items()
            },
        )
    return state, unit, meeting, typed


@lru_cache(maxsize=KEPT)
def conclusions_block(
    seen: Seen,
    state: str | None,
    unit: str | None,
    meeting: str | None,
    typed: str,
    asked: str | None,
    acted_on: frozenset[str],
) -> str:
    look, views = seen.look, seen.look.board.followed
    chosen = _chosen(seen, state, unit, meeting, typed)
    shown = [_told(look, view, asked, acted_on) for view in chosen]
    return drawing.block(
        "conclusions/list.html",
        look.words,
        meetings=_meetings(views),
        meeting_link=lambda called: look.link(paths.CONCLUSIONS, meeting=_named(called)),
        open=[told for told in shown if not told.it.done],
        done=[told for told in shown if told.it.done],
        m=Search(typed).marked,
        year=look.board.plan.year,
    )


@lru_cache(maxsize=KEPT)
def _chosen(
    seen: Seen, state: str | None, unit: str | None, meeting: str | None, typed: str
) -> tuple[ConclusionView, ...]:
    """The conclusions that the filters leave."""
    look, search = seen.look, Search(typed)
    return tuple(
        view
        for view in look.board.followed
        if (state is None or _STATES[state][1](view))
        and (unit is None or unit in _units_of(view))
        and (meeting is None or _named(view.called) == meeting)
        and search.finds(_texts(_told(look, view, None, frozenset())))
    )


def _named(called: CalledMeeting) -> str:
    """A meeting as an address names it: by its day, of several on that day by its id."""
    return called.met_on.isoformat() if called.number is None else called.key


def _meetings(views: tuple[ConclusionView, ...]) -> list[FollowedMeeting]:
    """The meetings that concluded something, the newest first."""
    found = {view.called.key: view.called for view in views}
    return [
        FollowedMeeting(
            called=called, views=tuple(view for view in views if view.called.key == called.key)
        )
        for called in sorted(
            found.values(), key=lambda each: (each.met_on, each.number or 0), reverse=True
        )
    ]


def _offer_file(look: Look, shown: tuple[ConclusionView, ...]) -> None:
    """What is shown, as a table to take away."""
    if shown:
        now = state.now()
        downloads.offer_table(
            look.words,
            lambda: conclusions_file(look.board, shown, made=now, words=look.words),
            file_name=f"{look.board.plan.id}-ket-luan.xlsx",
            key="conclusions-file",
        )


def _units_of(view: ConclusionView) -> tuple[str, ...]:
    """Those that answer for it; who supports them is found by searching."""
    return view.said.units


def _texts(told: Concluded) -> tuple[str | None, ...]:
    said = told.it.said
    return (
        said.text,
        said.note,
        said.person,
        said.authority,
        said.product,
        told.units,
        told.with_units,
        told.about,
    )


def _told(
    look: Look, view: ConclusionView, asked: str | None, acted_on: frozenset[str]
) -> Concluded:
    words, said = look.words, view.said
    named = plan_names.unit_names(look.board.plan)
    about, link = _about(look, said.about, words)
    return Concluded(
        it=view,
        timing=formats.capital(timing(view, words)),
        progress=progress(view, look.board.plan, words),
        units=", ".join(named(said.units)),
        with_units=", ".join(named(said.with_units)),
        about=about,
        link=link,
        meeting=look.link(paths.MEETINGS, meeting=said.meeting) if said.meeting else None,
        unclear=tuple(unclear(view, words)),
        open=said.id == asked,
        opens=_opens(look, said.id) if said.id in acted_on else None,
    )


def _opens(look: Look, key: str) -> Markup:
    """The attributes of a link to what may be done with a conclusion."""
    return drawer_links.attributes(look.link(paths.CONCLUSIONS, conclusion=key, say=key), say=key)


def _about(look: Look, key: str | None, words: Words) -> tuple[str, str | None]:
    """The sub-index or task that a conclusion is about, and where it is shown."""
    found = _matter(look, key) if key else None
    match found:
        case SubIndexView():
            name = plan_names.sub_index_name(found, words)
            return name, look.link(paths.SUB_INDEX, index=found.index, sub=found.code)
        case (part, task):
            index, code = (part.index, part.code) if part else (None, None)
            return task.title, task_link(look, index, code, task.code)
    return key or "", None


def _matter(look: Look, key: str) -> SubIndexView | tuple[SubIndexView | None, Task] | None:
    index, _, code = key.partition("/")
    part = look.board.sub_index(index, code)
    if part is not None:
        return part
    tasks = ((each, view.task) for each, view in look.board.all_tasks())
    return next(((each, task) for each, task in tasks if task.code == key), None)
