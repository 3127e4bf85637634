"""Links that open a drawer on the same screen, without loading the page anew.

Such a link is a real one: its address shows the screen with the drawer open, in another tab or
sent to somebody else. A plain click (or Enter) is taken up here, so that whoever works through a
long list stays where they are. Only the parameters that a screen names are taken from a click.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from markupsafe import Markup

from ddci_tracker.ui.core import state

_KEY = "opener"
_SCRIPT = """\
export default function ({ setTriggerValue }) {
  const open = (event) => {
    const link = event.target.closest("a[data-opens]")
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey
    if (!link || elsewhere || event.altKey) return
    event.preventDefault()
    setTriggerValue("opened", link.dataset.opens)
  }
  document.addEventListener("click", open)
  return () => document.removeEventListener("click", open)
}
"""


def attributes(address: str, **parameters: str) -> Markup:
    """The attributes of a link that sets these parameters; ``address`` has them all."""
    return Markup('target="_self" href="{}" data-opens="{}"').format(address, urlencode(parameters))


def listen(*names: str) -> None:
    """Take up clicks on such links: they set the parameters with these names."""
    with st.container(key=f"{_KEY}-box"):
        _component()(key=_KEY, on_opened_change=lambda: _open(names))


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("ddci_opener", js=_SCRIPT)


def _open(names: tuple[str, ...]) -> None:
    opened = st.session_state[_KEY].opened
    given = dict(parse_qsl(opened)) if isinstance(opened, str) else {}
    for name in names:
        state.choose(name, given.get(name))
