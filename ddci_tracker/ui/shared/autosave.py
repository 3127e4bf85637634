"""Sends what is being typed in a drawer after a short pause, not only when a field is left.

So a draft is kept of it although the page is closed, loaded anew or cut off in the middle of a
sentence. The field itself stays as it is: focus, cursor and text.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from ddci_tracker import streamlit_inside as inside

_KEY = "typing-kept"
# The fields send what they hold on these keys, as their own hints say.
_SCRIPT = (
    f"const FIELDS = {json.dumps(inside.TYPED_FIELDS)}\n"
    """\
const PAUSE = 900
export default function () {
  let waiting = null
  const send = (field) => {
    if (!field.isConnected || document.activeElement !== field) return
    const keys = { key: "Enter", ctrlKey: field.tagName === "TEXTAREA", bubbles: true }
    field.dispatchEvent(new KeyboardEvent("keydown", keys))
  }
  const typed = (event) => {
    const field = event.target
    if (!field.matches(FIELDS)) return
    clearTimeout(waiting)
    waiting = setTimeout(() => send(field), PAUSE)
  }
  document.addEventListener("input", typed)
  return () => {
    clearTimeout(waiting)
    document.removeEventListener("input", typed)
  }
}
"""
)


def keep_while_typing() -> None:
    """Have the drawer that is being drawn do so."""
    with st.container(key=f"{_KEY}-box"):
        _component()(key=_KEY)


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("ddci_typing_kept", js=_SCRIPT)
