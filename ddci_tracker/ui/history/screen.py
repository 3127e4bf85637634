"""Lịch sử: who did what and when, what stood before, and the way back to an earlier version.

What is asked for is in the address, so that other screens can ask about a task or a report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import streamlit as st
from markupsafe import Markup

from ddci_tracker.domain.conclusions import CalledMeeting
from ddci_tracker.domain.moments import VIETNAM, vietnamese_day
from ddci_tracker.services import meetings
from ddci_tracker.services.earlier_versions import may_restore
from ddci_tracker.services.history import (
    HistoryEntry,
    HistoryPage,
    Question,
    RecordedAct,
    asked_of_history,
    is_undoing,
    look_back,
)
from ddci_tracker.services.table_files import history_file
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.people import known_names
from ddci_tracker.ui.history import ahead_form, restore_form
from ddci_tracker.ui.history.freshness import draw_freshness
from ddci_tracker.ui.shared import downloads, drawer_links, filters
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.recorded import DOUBTS, Recorded, RecordedChange
from ddci_tracker.words.report_names import period_of

_ASKED = ("task", "report", "unit", "person", "since", "until")
_PAGE = "p"
_LAST = "history-asked"
_ACTS, _FRESHNESS = "acts", "freshness"
# What a plan file brings at once may be some hundred things.
_SHOWN_OF_ONE_ACT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryItem:
    """One act as it is drawn: who, at what time, what, and which fields changed how.

    ``remark`` is what is the matter with it; ``settle`` leads to the question when it was done.
    ``on`` is the day it counts for where that is another one. ``more`` are the acts behind one
    that stands for many, ``left`` how many of them are not listed. ``restore`` leads to the
    question whether this version is to stand again.
    """

    who: str
    time: str
    did: str
    remark: str | None
    about: str | None
    on: date | None
    changes: tuple[RecordedChange, ...]
    more: tuple[str, ...]
    left: int
    stands: bool
    settle: Markup | None
    restore: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryDay:
    """The acts of one day in Vietnam, the newest first."""

    day: date
    items: tuple[HistoryItem, ...]


def draw_history(look: Look) -> None:
    """Draw who did what, or how fresh the word of each unit is."""
    words = look.words
    views = {_ACTS: words.text("Who did what"), _FRESHNESS: words.text("Who keeps it current")}
    with st.container(horizontal=True, vertical_alignment="center", key="history-head"):
        drawing.put("history/title.html", words)
        view = filters.pick_segment("view", words.text("Show"), views)
    if view == _FRESHNESS:
        draw_freshness(look)
    else:
        _draw_acts(look)


def _draw_acts(look: Look) -> None:
    words = look.words
    called = known_names()
    asked = _asked()
    if st.session_state.get(_LAST, asked) != asked:
        state.choose(_PAGE, None)  # Another question begins at its first page.
    st.session_state[_LAST] = asked
    page = look_back(
        state.tracker(), state.actor(), look.board.plan.id, asked, now=state.now(), page=_page()
    )
    _choose(look, page, called)
    told = _Told(look, page, called)
    drawer_links.listen(restore_form.ASKED, ahead_form.ASKED)

    def name_of(account: str) -> str:
        return called.get(account, account)

    if not ahead_form.draw(look, told.recorded, name_of):
        restore_form.draw(look, told.recorded, name_of)
    drawing.put(
        "history/entries.html",
        words,
        days=[
            HistoryDay(day=day, items=tuple(told.item(act) for act in acts))
            for day, acts in groupby(page.acts, key=lambda act: vietnamese_day(act.at))
        ],
        page=page,
        asking=any(name in st.query_params for name in _ASKED),
        everything=look.link(paths.HISTORY),
        newer=_address(look, p=str(page.page - 1)) if page.page > 1 else None,
        older=_address(look, p=str(page.page + 1)) if page.page < page.pages else None,
    )
    if page.acts:
        _offer_file(look, asked, called)


def _offer_file(look: Look, asked: Question, called: Mapping[str, str]) -> None:
    """All that is asked for, every page of it."""
    tracker, actor, board, now = state.tracker(), state.actor(), look.board, state.now()

    def make() -> bytes:
        entries = asked_of_history(tracker, actor, board.plan.id, asked, now=now)
        return history_file(
            board, entries, called, meetings=_meetings(look), made=now, words=look.words
        )

    downloads.offer_table(
        look.words,
        make,
        file_name=f"{board.plan.id}-lich-su.xlsx",
        key="history-file",
    )


def _meetings(look: Look) -> Mapping[str, CalledMeeting]:
    return meetings.called_of(state.tracker(), state.actor(), look.board.plan.id)


class _Told:
    """Turns acts into what is drawn of them."""

    def __init__(self, look: Look, page: HistoryPage, called: Mapping[str, str]) -> None:
        self._look, self._page, self._called = look, page, called
        self.recorded = Recorded(look.board.plan, look.words, _meetings(look))

    def item(self, act: RecordedAct) -> HistoryItem:
        """A act; what a plan file brought at once is one."""
        if len(act.entries) == 1:
            return self._one(act, act.entries[0])
        basis, brought = (act.entries[0], act.entries[1:]) if act.amended else (None, act.entries)
        listed = [formats.capital(self._did(each)) for each in brought[:_SHOWN_OF_ONE_ACT]]
        return HistoryItem(
            who=self._called.get(act.by, act.by),
            time=_time(act.entries[0]),
            did=_loaded(act, self._look.words),
            remark=None,
            about=None,
            on=None,
            changes=()
            if basis is None
            else self.recorded.changes(basis.what, basis.key, None, basis.after),
            more=tuple(listed),
            left=len(brought) - len(listed),
            stands=True,
            settle=None,
            restore=None,
        )

    def _one(self, act: RecordedAct, entry: HistoryEntry) -> HistoryItem:
        newest = self._page.newest[entry.what, entry.key]
        agency = self._look.board.plan.agency.code
        may = not self._look.read_only and may_restore(state.actor(), agency, entry, newest)
        name = restore_form.name_of(entry)
        return HistoryItem(
            who=self._called.get(act.by, act.by),
            time=_time(entry),
            did=self._did(entry),
            remark=self._look.words.text(DOUBTS[entry.doubt]) if entry.doubt else None,
            about=self.recorded.about(entry.what, entry.key),
            on=entry.on if entry.on != vietnamese_day(entry.seen_at) else None,
            changes=self.recorded.changes(entry.what, entry.key, entry.before, entry.after),
            more=(),
            left=0,
            stands=entry.revision == newest,
            settle=_opening(self._look, **{ahead_form.ASKED: ahead_form.name_of(entry)})
            if ahead_form.may_say(self._look, entry)
            else None,
            restore=_opening(self._look, **{restore_form.ASKED: name}) if may else None,
        )

    def _did(self, entry: HistoryEntry) -> str:
        return self.recorded.act(
            entry.what, entry.key, entry.before, entry.after, undone=is_undoing(entry)
        )


def _loaded(act: RecordedAct, words: Words) -> str:
    """What a plan file or an amendment brought, in counts."""
    brought = act.entries[1:] if act.amended else act.entries
    added = sum(entry.before is None and entry.after is not None for entry in brought)
    removed = sum(entry.after is None for entry in brought)
    counts = {"added": added, "changed": len(brought) - added - removed, "removed": removed}
    if act.amended:
        return words.text(
            "amended the plan from {day} on: {added} added, {changed} changed, {removed} removed",
            day=act.amended,
            **counts,
        )
    return words.text(
        "loaded the plan: {added} added, {changed} changed, {removed} removed", **counts
    )


def _time(entry: HistoryEntry) -> str:
    """The time at which something was typed; nothing where nobody knows it."""
    return f"{entry.typed.astimezone(VIETNAM):%H:%M}" if entry.typed else ""


def _asked() -> Question:
    given = st.query_params
    return Question(
        task=given.get("task"),
        report=given.get("report"),
        unit=given.get("unit"),
        person=given.get("person"),
        since=_day("since"),
        until=_day("until"),
    )


def _day(name: str) -> date | None:
    try:
        return state.read_day(st.query_params.get(name, ""))
    except ValueError:
        return None


def _page() -> int:
    written = st.query_params.get(_PAGE, "1")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else 1


def _address(look: Look, **more: str) -> str:
    """This screen with the same question and something more."""
    asked = {name: st.query_params[name] for name in _ASKED if name in st.query_params}
    return look.link(paths.HISTORY, **{**asked, **more})


def _opening(look: Look, **asked: str) -> Markup:
    """The link to a question about a version."""
    return drawer_links.attributes(_address(look, **asked), **asked)


def _choose(look: Look, page: HistoryPage, called: Mapping[str, str]) -> None:
    """The controls that narrow the history."""
    words, plan = look.words, look.board.plan
    units = {unit.code: unit.name for unit in plan.named_units}
    tasks = {task.code: f"{task.code} · {task.title}" for _, task in plan.all_tasks()}
    reports = {
        row.key: f"{row.duty} · {units.get(row.from_unit, row.from_unit)} · {period_of(row, words)}"
        for row in look.board.reports
    } | {duty.code: duty.code for duty in plan.named_duties}
    people = {name: called.get(name, name) for name in page.people}
    with st.container(
        horizontal=True, vertical_alignment="bottom", gap="small", key="history-filters"
    ):
        for name, label, options, everything, width in (
            ("task", N_("Task"), tasks, N_("All tasks"), 260),
            ("report", N_("Report"), reports, N_("All reports"), 240),
            ("unit", N_("Unit"), units, N_("All units"), 200),
            ("person", N_("Person"), people, N_("Everybody"), 190),
        ):
            filters.pick(
                name, words.text(label), options, everything=words.text(everything), width=width
            )
        _choose_days(words)


def _choose_days(words: Words) -> None:
    for name, label in (("since", N_("From day")), ("until", N_("To day"))):
        stands = _day(name)
        key = f"history-{name}-{stands}"
        st.date_input(
            words.text(label),
            value=stands,
            format="DD/MM/YYYY",
            key=key,
            width=150,
            on_change=_keep_day,
            args=(name, key),
        )


def _keep_day(name: str, key: str) -> None:
    day = st.session_state[key]
    state.choose(name, day.isoformat() if day else None)
