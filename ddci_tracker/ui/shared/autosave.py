"""Sends what is being typed in a form after a short pause, not only when a field is left.

So a draft is kept of it although the page is closed, loaded anew or cut off in the middle of a
sentence. The field itself stays as it is: focus, cursor and text. Until the server has a text the
browser keeps it (``typed``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import streamlit as st

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.ui.shared import typed

_KEY = "typing-kept"
# By form: what was kept of choices in it that are not drawn again yet, each with whether the page
# held it; and the choices that it offers.
_CHOSEN_BEFORE = "kept-choices.before"
_OFFERED = "kept-choices.offered"
# The keys of those that were drawn since something was closed, and of those that stood in it.
_DRAWN = "kept-choices.drawn"
_CLOSED = "kept-choices.closed"
# The fields send what they hold on these keys, as their own hints say.
_SCRIPT = (
    f"const FIELDS = {json.dumps(inside.TYPED_FIELDS)}\n"
    f"const DRAFTS = {json.dumps(typed.DRAFTS_SHOWN)}\n"
    """\
const PAUSE = 900
let waiting = null
const send = (field) => {
  if (!field.isConnected || document.activeElement !== field) return
  const keys = { key: "Enter", ctrlKey: field.tagName === "TEXTAREA", bubbles: true }
  field.dispatchEvent(new KeyboardEvent("keydown", keys))
}
// Which draft this tab shows in which form: two tabs of one person have each their own.
const shows = (form, draft) => {
  try {
    const all = JSON.parse(sessionStorage.getItem(DRAFTS)) ?? {}
    sessionStorage.setItem(DRAFTS, JSON.stringify({ ...all, [form]: draft }))
  } catch { /* A browser that keeps nothing says nothing of it. */ }
}
// Each run of a form listens anew; only the last one is told when the form goes.
const stops = {}
const classOf = (key) => "st-key-" + key.trim().replaceAll(/[^a-zA-Z0-9_-]/g, "-")
export default function ({ data }) {
  const { form, revision, keys, texts, draft, choices } = data
  const address = location.href
  const names = Object.fromEntries(Object.entries(keys).map(([name, key]) => [classOf(key), name]))
  window.ddciTyped?.sees(form, revision)
  const typed = ({ target }) => {
    const held = [...(target.closest?.('[class*="st-key-"]')?.classList ?? [])]
    const name = held.map((each) => names[each]).find((each) => each)
    if (name) window.ddciTyped?.note(form, revision, name, target.value)
    if (!target.matches(FIELDS)) return
    clearTimeout(waiting)
    waiting = setTimeout(() => send(target), PAUSE)
  }
  stops[form]?.()
  document.addEventListener("input", typed)
  const stop = stops[form] = () => document.removeEventListener("input", typed)
  window.ddciTyped?.stands(form, names)
  window.ddciTyped?.confirm(form, texts)
  if (draft !== undefined) shows(form, draft)
  for (const [name, choice] of Object.entries(choices)) {
    window.ddciTyped?.choose(data, name, choice)
  }
  window.ddciTyped?.goOn()
  return () => {
    window.ddciTyped?.leaves(form, address)
    shows(form)
    stop()
  }
}
"""
)


def keep_while_typing(
    form: str,
    keys: Mapping[str, str],
    *,
    revision: int,
    texts: Mapping[str, str],
    draft: str | None = None,
    choices: Mapping[str, str | None] | None = None,
) -> None:
    """Have the form that is being drawn do so; its name, and the keys of its fields of text.

    ``texts`` are those that the server has, ``revision`` the one that whoever types has seen, and
    ``draft`` the mark of the draft that it shows; None of a form that has none. ``choices`` are to
    be kept by the browser; None of one that stands as it began.
    """
    data = {"form": form, "keys": dict(keys), "revision": revision, "texts": dict(texts)}
    data |= {"choices": dict(choices or {}), "heard": typed.has_come_back()}
    data |= {} if draft is None else {"draft": draft}
    with st.container(key=f"{_KEY}-box:{form}"):
        _component()(key=f"{_KEY}:{form}", data=data)


@contextmanager
def kept_fields(
    form: str, keys: Mapping[str, str], *, revision: int = 0
) -> Iterator[tuple[str, ...]]:
    """Around fields of text by their keys, in a form that has no draft: the browser keeps them.

    It does so until ``let_go``, since the server has them no longer than its session; it also
    keeps which ``revision`` whoever fills them in has seen, and, as long as the form stands there,
    the choices that are offered within by ``kept_choice``. Yields the fields that came back.
    """
    came = typed.take(form, is_kept_here=False)
    texts = came.texts if came else {}
    back = {field: text for field, text in texts.items() if field in keys}
    for field, text in back.items():
        st.session_state[keys[field]] = text
    held = came.held if came else ()
    before = {field: (text, field in held) for field, text in texts.items() if field not in keys}
    _of(_CHOSEN_BEFORE, form).update(before)
    offered: dict[str, _Choice] = _of(_OFFERED, form)
    offered.clear()
    yield tuple(back)
    arrived = typed.all_arrived().get(form, {})
    choices = {field: each.written() for field, each in offered.items()}
    keep_while_typing(form, keys, revision=revision, texts=arrived, choices=choices)


def kept_choice(
    form: str, field: str, key: str, options: Sequence[Any] | None, *, stands: object
) -> str:
    """The key of a field of choice in ``kept_fields``, which holds again what was chosen in it.

    ``options`` None is a day; ``stands`` is what it begins with, a list where several can be
    chosen. Options are told apart by how they are written.
    """
    choice = _Choice(key=key, options=options, stands=stands)
    _of(_OFFERED, form)[field] = choice
    st.session_state.setdefault(_DRAWN, set()).add(key)
    closed: set[str] = st.session_state.get(_CLOSED, set())
    if key in closed:
        # A page that has not heard yet that it is closed sends along what stood in it.
        if key in st.session_state or inside.is_held_by_browser(key):
            st.session_state[key] = stands
        closed.discard(key)
    text, is_held = _of(_CHOSEN_BEFORE, form).pop(field, (None, False))
    if text is not None and not choice.is_newer(is_held=is_held):
        found = choice.read(text)
        if found is not None:
            st.session_state[key] = found
    return key


def let_go(form: str, keys: Mapping[str, str]) -> None:
    """What was typed into ``kept_fields`` is saved or given up. From a callback."""
    typed.arrived(
        form, {field: str(st.session_state.get(key) or "") for field, key in keys.items()}
    )


def choices_closed() -> None:
    """What stands over the screen is closed, and its choices with it. From a callback.

    Streamlit forgets them only once a run has gone by without them. Where the same is opened again
    before that, they would stand as they were left.
    """
    drawn = st.session_state.pop(_DRAWN, set())
    st.session_state[_CLOSED] = st.session_state.get(_CLOSED, set()) | drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """A field of choice: its key, what can be chosen, and what it begins with."""

    key: str
    options: Sequence[Any] | None
    stands: object

    def is_newer(self, *, is_held: bool) -> bool:
        """Whether what is chosen is newer than what the browser kept of it.

        So it is where the page held it when it came back, also to another session; else where
        something was chosen since the page was loaded anew.
        """
        if inside.is_held_by_browser(self.key):
            return True
        if self.key not in st.session_state:
            return False
        return is_held or st.session_state[self.key] != self.stands

    def written(self) -> str | None:
        """What is chosen, as the browser keeps it; None where it stands as it began."""
        chosen = st.session_state.get(self.key)
        if chosen is None or chosen == self.stands:
            return None
        several = isinstance(chosen, list)
        return json.dumps([str(each) for each in chosen]) if several else str(chosen)

    def read(self, text: str) -> object:
        """What ``written`` wrote; None where it can be chosen no more."""
        if self.options is None:
            return _day(text)
        if not isinstance(self.stands, list):
            return next((each for each in self.options if str(each) == text), None)
        try:
            names = json.loads(text)
        except ValueError:
            return None
        return [each for each in self.options if str(each) in names]


def _of(place: str, form: str) -> dict[str, Any]:
    """What this session knows in a place of a form."""
    found: dict[str, Any] = st.session_state.setdefault(place, {}).setdefault(form, {})
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("ddci_typing_kept", js=_SCRIPT)
