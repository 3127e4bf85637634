"""Sends what is being typed in a form after a short pause, not only when a field is left.

So a draft is kept of it although the page is closed, loaded anew or cut off in the middle of a
sentence. The field itself stays as it is: focus, cursor and text. Until the server has a text the
browser keeps it (``typed``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import streamlit as st

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.ui.shared import typed

_KEY = "typing-kept"
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
const classOf = (key) => "st-key-" + key.trim().replaceAll(/[^a-zA-Z0-9_-]/g, "-")
export default function ({ data }) {
  const { form, revision, keys, texts, draft } = data
  const names = Object.fromEntries(Object.entries(keys).map(([name, key]) => [classOf(key), name]))
  window.ddciTyped?.sees(form, revision)
  if (draft !== undefined) shows(form, draft)
  const typed = ({ target }) => {
    const held = [...(target.closest?.('[class*="st-key-"]')?.classList ?? [])]
    const name = held.map((each) => names[each]).find((each) => each)
    if (name) window.ddciTyped?.note(form, revision, name, target.value)
    if (!target.matches(FIELDS)) return
    clearTimeout(waiting)
    waiting = setTimeout(() => send(target), PAUSE)
  }
  document.addEventListener("input", typed)
  window.ddciTyped?.stands(form, names)
  window.ddciTyped?.confirm(form, texts)
  window.ddciTyped?.goOn()
  return () => {
    window.ddciTyped?.leaves(form)
    shows(form)
    document.removeEventListener("input", typed)
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
) -> None:
    """Have the form that is being drawn do so; its name, and the keys of its fields of text.

    ``texts`` are those that the server has, ``revision`` the one that whoever types has seen, and
    ``draft`` the mark of the draft that it shows; None of a form that has none.
    """
    data = {"form": form, "keys": dict(keys), "revision": revision, "texts": dict(texts)}
    data |= {} if draft is None else {"draft": draft}
    with st.container(key=f"{_KEY}-box:{form}"):
        _component()(key=f"{_KEY}:{form}", data=data)


@contextmanager
def kept_fields(
    form: str, keys: Mapping[str, str], *, revision: int = 0
) -> Iterator[tuple[str, ...]]:
    """Around fields of text by their keys, in a form that has no draft: the browser keeps them.

    It does so until ``let_go``, since the server has them no longer than its session; it also
    keeps which ``revision`` whoever fills them in has seen. Yields the fields that came back.
    """
    came = typed.take(form, is_kept_here=False)
    back = {field: text for field, text in (came.texts if came else {}).items() if field in keys}
    for field, text in back.items():
        st.session_state[keys[field]] = text
    yield tuple(back)
    keep_while_typing(form, keys, revision=revision, texts=typed.all_arrived().get(form, {}))


def let_go(form: str, keys: Mapping[str, str]) -> None:
    """What was typed into ``kept_fields`` is saved or given up. From a callback."""
    typed.arrived(
        form, {field: str(st.session_state.get(key) or "") for field, key in keys.items()}
    )


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("ddci_typing_kept", js=_SCRIPT)
