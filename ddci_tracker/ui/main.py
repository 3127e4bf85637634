"""The script behind every screen: navigation in groups by who uses it, then the page."""

from __future__ import annotations

from copy import copy
from functools import cache

import streamlit as st

from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui import paths, state
from ddci_tracker.words.catalogue import Words


def run(tracker: Tracker) -> None:
    """Draw the screen that the address names."""
    state.begin(tracker)
    words = state.selection().words
    page = st.navigation(_screens(words), position="top")
    st.set_page_config(page_title=f"{page.title} · {words.text('DDCI tracker')}", layout="wide")
    page.run()


def _screens(words: Words) -> dict[str, list[st.Page]]:
    overview = _screen("leaders/overview.py", paths.OVERVIEW, words.text("Overview"))
    return {
        "": [
            # The start has an address of its own, so the default page only leads there.
            st.Page(
                lambda: st.switch_page(overview), title="DDCI", default=True, visibility="hidden"
            ),
            overview,
            _screen("leaders/sub_index.py", paths.SUB_INDEX, words.text("Sub-indices")),
            _screen("leaders/attention.py", paths.ATTENTION, words.text("To act on")),
        ],
        words.text("Office"): [
            _screen("office/reports.py", paths.REPORTS, words.text("Reports")),
            _screen("office/results.py", paths.RESULTS, words.text("Results")),
            _screen("office/plan.py", paths.PLAN, words.text("Plan")),
        ],
    }


def _screen(file: str, path: str, title: str) -> st.Page:
    # A page remembers that it has been run, so each run has copies of its own.
    return copy(_made(file, path, title))


@cache
def _made(file: str, path: str, title: str) -> st.Page:
    """A page as it is made once: looking for its file costs more than all the rest of it."""
    return st.Page(f"pages/{file}", title=title, url_path=path.removeprefix("/"))
