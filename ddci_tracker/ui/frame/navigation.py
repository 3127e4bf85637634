"""The script behind every screen: navigation, what leaders read first, then the page."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from functools import cache
from time import perf_counter
from types import MappingProxyType
from typing import NamedTuple

import streamlit as st

from ddci_tracker.measures import LOOKS
from ddci_tracker.services.permissions import Action, Actor
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.whole_province import sees_several
from ddci_tracker.ui.core import paths, state
from ddci_tracker.ui.frame import account, coming_back
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_


class _Screen(NamedTuple):
    """A screen: its file in ``pages``, its address, its title, and what its readers may do.

    ``offered``: what those may do besides whom the navigation offers it to; others follow a link.
    ``of_several``: it is offered to those alone who may read several agencies.
    """

    file: str
    path: str
    title: str
    needs: Action
    offered: Action | None = None
    of_several: bool = False


_OVERVIEW = _Screen(
    "leaders/overview.py",
    paths.OVERVIEW,
    N_("Overview"),
    Action.READ_PLAN,
)
_READERS = ""
_GROUPS: Mapping[str, tuple[_Screen, ...]] = MappingProxyType(
    {
        _READERS: (
            _OVERVIEW,
            _Screen(
                "leaders/sub_index.py",
                paths.SUB_INDEX,
                N_("Sub-indices"),
                Action.READ_PLAN,
            ),
            _Screen(
                "leaders/attention.py",
                paths.ATTENTION,
                N_("To act on"),
                Action.READ_PLAN,
            ),
            _Screen(
                "leaders/units.py",
                paths.UNITS,
                N_("Units"),
                Action.READ_PLAN,
            ),
            _Screen(
                "leaders/over_the_year.py",
                paths.OVER_THE_YEAR,
                N_("Over the year"),
                Action.READ_PLAN,
            ),
            _Screen("office/results.py", paths.RESULTS, N_("Results"), Action.READ_PLAN),
            _Screen(
                "leaders/conclusions.py",
                paths.CONCLUSIONS,
                N_("Meeting conclusions"),
                Action.READ_PLAN,
            ),
            _Screen("office/briefing.py", paths.BRIEFING, N_("Monthly briefing"), Action.READ_PLAN),
            _Screen("staff/my_work.py", paths.MY_WORK, N_("My work"), Action.UPDATE_TASK),
            _Screen("office/reports.py", paths.REPORTS, N_("Reports"), Action.READ_PLAN),
            _Screen(
                "leaders/province.py",
                paths.PROVINCE,
                N_("Whole province"),
                Action.READ_PLAN,
                of_several=True,
            ),
        ),
        N_("Office"): (
            _Screen(
                "office/meetings.py",
                paths.MEETINGS,
                N_("Meetings"),
                Action.READ_PLAN,
                Action.RUN_MEETING,
            ),
            _Screen("office/plan.py", paths.PLAN, N_("Plan"), Action.READ_PLAN),
            _Screen("office/history.py", paths.HISTORY, N_("History"), Action.READ_HISTORY),
            _Screen(
                "office/administration.py",
                paths.ADMINISTRATION,
                N_("Administration"),
                Action.MAKE_LINK,
            ),
        ),
    }
)


def run(tracker: Tracker) -> None:
    """Draw the screen that the address names."""
    with tracker.one_look():
        try:
            state.begin(tracker)
            _draw(tracker)
        finally:
            state.end()


def _draw(tracker: Tracker) -> None:
    words = state.selection().words
    page = st.navigation(_pages(tracker, words), position="top")
    st.set_page_config(page_title=f"{page.title} · {words.text('DDCI tracker')}", layout="wide")
    coming_back.listen()
    account.draw_menu(words)
    began = perf_counter()
    try:
        page.run()
    except Refused as refused:
        # Screens tell what was typed wrong beside its field; here the address says it.
        st.error(refused.said(words))
    finally:
        LOOKS.add(perf_counter() - began, page.url_path)


def _pages(tracker: Tracker, words: Words) -> dict[str, list[st.Page]]:
    """The screens that somebody may open, by group; the others are as if they were not there."""
    actor = state.actor()
    several = sees_several(tracker, actor)
    pages = {
        words.text(group) if group else group: [
            _page(screen, words, is_offered=_is_offered(screen, actor, several=several))
            for screen in screens
            if screen.needs in actor.actions
        ]
        for group, screens in _GROUPS.items()
    }
    overview = _page(_OVERVIEW, words)
    # The start has an address of its own, so the default page only leads there.
    start = st.Page(
        lambda: st.switch_page(overview), title="DDCI", default=True, visibility="hidden"
    )
    pages[_READERS].insert(0, start)
    return {group: each for group, each in pages.items() if each}


def _is_offered(screen: _Screen, actor: Actor, *, several: bool) -> bool:
    return screen.offered in (None, *actor.actions) and (several or not screen.of_several)


def _page(screen: _Screen, words: Words, *, is_offered: bool = True) -> st.Page:
    # A page remembers that it has been run, so each run has copies of its own.
    return copy(_made(screen.file, screen.path, words.text(screen.title), is_offered))


@cache
def _made(file: str, path: str, title: str, is_offered: bool) -> st.Page:
    """A page as it is made once: looking for its file costs more than all the rest of it."""
    return st.Page(
        f"pages/{file}",
        title=title,
        url_path=path.removeprefix("/"),
        visibility="visible" if is_offered else "hidden",
    )
