"""What somebody looks at: plan, quarter, day and language, kept over pages and in the address.

The address says all of it, so that a link shows what its sender saw. Values that make no sense
are dropped, as if they had not been given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

import streamlit as st

from ddci_tracker.domain import texts
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.services.accounts import AccountView
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui.core import drawing, who
from ddci_tracker.words.catalogue import Language, Words

T = TypeVar("T")

# Nothing was recorded before and nobody plans beyond; a moment near the first or the last one that
# there is has no day in Vietnam, and no day after it.
_YEARS = range(2000, 2200)

_TRACKER = "ddci.tracker"
_KEPT = "ddci.selection"
PARAMETERS = ("plan", "quarter", "as_of", "known_at", "lang")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What the address asks for; None is whatever the plan and the day suggest.

    ``known_at``: with what was recorded by that moment only, as a frozen month looked at it.
    """

    plan: str | None
    quarter: Period | None
    as_of: date | None
    known_at: datetime | None
    language: Language

    @property
    def words(self) -> Words:
        return Words.of(self.language)

    def parameters(self) -> dict[str, str]:
        """As written in an address; the default language and today go without saying."""
        written = {
            "plan": self.plan,
            "quarter": str(self.quarter) if self.quarter else None,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "known_at": written_moment(self.known_at) if self.known_at else None,
            "lang": self.language.parameter,
        }
        return {name: value for name, value in written.items() if value is not None}

    def link(self, path: str, **parameters: str | None) -> str:
        """The address of another screen that looks at the same."""
        return drawing.link(path, **{**self.parameters(), **parameters})


@dataclass(slots=True)
class _ScriptRun:
    """A run of the script: its tracker, and what it looks at once that has been asked for.

    Reading the address and the session costs as much as a query each time.
    """

    tracker: Tracker
    selection: Selection | None = None


_SCRIPT_RUN: ContextVar[_ScriptRun | None] = ContextVar("this run of the script", default=None)


def begin(tracker: Tracker) -> None:
    """Start a run: make the tracker known to the pages, complete the address, ask who looks.

    Ends the run where it is nobody. A page that is opened from the navigation comes without
    parameters and gets those of the page before.
    """
    st.session_state[_TRACKER] = tracker
    _put_in_form()
    given = {name: st.query_params[name] for name in PARAMETERS if name in st.query_params}
    if not given:
        given = st.session_state.get(_KEPT, {})
        st.query_params.update(given)
    st.session_state[_KEPT] = given
    _SCRIPT_RUN.set(_ScriptRun(tracker))
    who.begin(tracker, selection().words)


def _put_in_form() -> None:
    """Let the address say what it says in the one form of texts: a code is found however typed."""
    for name, written in st.query_params.items():
        plain = texts.line(written)
        if plain != written:
            st.query_params[name] = plain


def shown() -> dict[str, str]:
    """What the screens of this session look at, as an address says it."""
    kept: dict[str, str] = st.session_state.get(_KEPT, {})
    return kept


def look_as_before(parameters: Mapping[str, object]) -> None:
    """Look at what a page that comes back looked at, where its address says nothing of it."""
    if any(name in st.query_params for name in PARAMETERS):
        return
    for name in PARAMETERS:
        value = parameters.get(name)
        if isinstance(value, str):
            choose(name, texts.line(value))


def end() -> None:
    """End a run, however it ends."""
    who.end()
    _SCRIPT_RUN.set(None)


def tracker() -> Tracker:
    """The tracker that this run looks at."""
    if (run := _SCRIPT_RUN.get()) is not None:
        return run.tracker
    found = st.session_state[_TRACKER]
    if not isinstance(found, Tracker):
        raise TypeError("begin was not called")
    return found


def actor() -> Actor:
    """Who looks: while there is no account, the owner of this computer.

    Ends the run where nobody does: the session has ended.
    """
    return _viewer().actor


def account() -> AccountView | None:
    """The account of who looks; None for the owner of this computer."""
    return _viewer().account


def _viewer() -> who.Viewer:
    return who.known() or who.asked(tracker(), selection().words)


def now() -> datetime:
    """The moment of this run."""
    return datetime.now(UTC)


def selection() -> Selection:
    """What the address asks for."""
    run = _SCRIPT_RUN.get()
    if run is None:
        return _asked_for()
    if run.selection is None:
        run.selection = _asked_for()
    return run.selection


def _asked_for() -> Selection:
    return Selection(
        plan=st.query_params.get("plan"),
        quarter=_read("quarter", _quarter),
        as_of=_read("as_of", read_day),
        known_at=_read("known_at", _moment),
        language=Language.asked(st.query_params.get("lang")),
    )


def choose(name: str, value: str | None) -> None:
    """Change one parameter of the address; None takes it out."""
    if value is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value
    if (run := _SCRIPT_RUN.get()) is not None:
        run.selection = None
    st.session_state[_KEPT] = {
        each: st.query_params[each] for each in PARAMETERS if each in st.query_params
    }


def read_day(written: str) -> date:
    """A day as an address says it; ValueError for anything else and for one out of reach."""
    read = date.fromisoformat(written)
    if read.year not in _YEARS:
        raise ValueError(written)
    Period.containing(PeriodKind.QUARTER, read)  # ValueError for a year that no period has.
    return read


def written_moment(moment: datetime) -> str:
    """A moment as an address says it, to the microsecond: a frozen month is found by it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _moment(written: str) -> datetime:
    read = datetime.fromisoformat(written)
    if read.tzinfo is None or read.year not in _YEARS:
        raise ValueError(written)
    return read.astimezone(UTC)


def _quarter(written: str) -> Period:
    read = Period.parse(written)
    if read.kind is not PeriodKind.QUARTER:
        raise ValueError(written)
    return read


def _read(name: str, reader: Callable[[str], T]) -> T | None:
    written = st.query_params.get(name)
    if written is None:
        return None
    try:
        return reader(written)
    except ValueError:
        return None
