"""A page that connects again, perhaps to a session that knows nothing of it: drawn whole at once.

The script on the page asks for a run when its connection stands again, and sends along what the
server did not have yet. Each run says who it draws for and what has arrived. A page that was drawn
for somebody else, or by another version of the tracker, is loaded anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.shared import draft_form, typed

_KEY = "coming-back"
_RUN, _HANDLED = "coming-back.run", "coming-back.handled"
SCRIPT = (
    f"const DRAFTS = {json.dumps(typed.DRAFTS_SHOWN)}\n"
    """\
const drafts = () => {
  try { return JSON.parse(sessionStorage.getItem(DRAFTS)) ?? {} } catch { return {} }
}
// The run that took in what it was told may have been cut short by another one, before it had said
// so or filled it in; so a form with a draft that heard nothing is told of again.
const HEARS_WITHIN = 5000
const TRIES = 5
let listening = null
let tries = 0
// Each run listens anew; only the last one is told when the page goes.
let stop = null
export default function ({ data, setStateValue }) {
  const typed = window.ddciTyped
  if (!typed.belongsTo(data.account)) return location.reload()
  typed.forgetsClosed()
  // What has arrived and the draft that it is are told in one: cut off in between, the page would
  // come back with neither, and what was typed here would look like that of another window.
  for (const [form, texts] of Object.entries(data.arrived)) typed.confirm(form, texts)
  const shown = Object.entries(drafts()).map(([form, mark]) => [form, data.drafts[form] ?? mark])
  try {
    sessionStorage.setItem(DRAFTS, JSON.stringify(Object.fromEntries(shown)))
  } catch { /* A browser that keeps nothing says nothing of it. */ }
  const back = () => {
    const { openings, seen } = typed, forms = typed.tell()
    const sent = { forms, openings, seen, drafts: drafts(), looksAt: window.ddciLooksAt }
    setStateValue("back", { moment: Date.now(), account: data.account, ...sent })
  }
  stop?.()
  document.addEventListener("ddci-back", back)
  stop = () => document.removeEventListener("ddci-back", back)
  const listen = () => {
    clearTimeout(listening)
    listening = setTimeout(() => {
      const unheard = Object.keys(drafts()).some((form) => typed.isUnheard(form))
      if (!unheard) tries = 0
      else if (!window.ddciConnection.isSettled()) listen()
      else if ((tries += 1) <= TRIES) back()
    }, HEARS_WITHIN)
  }
  listen()
  // A link of the bar above that is pressed while nobody answers takes along nothing of it; and the
  // first run of a session that knows nothing of this page takes nothing away.
  if (data.run > 1 || Object.keys(data.looksAt).length) window.ddciLooksAt = data.looksAt
  const looks = document.querySelector("link[href^='/looks-']")
  const isNew = looks && !looks.getAttribute("href").includes(data.looks)
  const waits = Object.keys(typed.waiting).length > 0
  // Once, so that a server of two versions does not have the page load for ever.
  if (isNew && !waits && sessionStorage.getItem("ddci-looks") !== data.looks) {
    sessionStorage.setItem("ddci-looks", data.looks)
    return location.reload()
  }
  // The words around the screens are those of the page: another language is another page.
  const isOther = document.documentElement.lang !== data.language
  if (isOther && sessionStorage.getItem("ddci-language") !== data.language) {
    sessionStorage.setItem("ddci-language", data.language)
    return location.reload()
  }
  if (data.run === 1 && waits) back()
  window.ddciConnection.alive()
  return () => document.removeEventListener("ddci-back", back)
}
"""
)


def listen() -> None:
    """Have the page do so, and take in what it sent. Before the screen is drawn."""
    account = state.actor().name
    run = st.session_state[_RUN] = st.session_state.get(_RUN, 0) + 1
    data = {
        "account": account,
        "arrived": {form: dict(texts) for form, texts in typed.all_arrived().items()},
        "drafts": dict(draft_form.marks_of_this_window()),
        "language": state.selection().language.tag,
        "looks": drawing.looks_mark(),
        "looksAt": state.shown(),
        "run": run,
    }
    with st.container(key=f"{_KEY}-box"):
        sent = _component()(key=_KEY, data=data, default={"back": None}, on_back_change=_nothing)
    back = sent.back
    # It is sent with every run from then on; and what somebody else typed is theirs.
    if not isinstance(back, dict) or back.get("account") != account:
        return
    if back.get("moment") != st.session_state.get(_HANDLED) and isinstance(back.get("forms"), dict):
        _take_in(back)


@inside.uninterrupted()
def _take_in(back: dict[str, Any]) -> None:
    st.session_state[_HANDLED] = back.get("moment")
    typed.bring_back(back["forms"], back.get("openings"), back.get("seen"), back.get("drafts"))
    looked = back.get("looksAt")
    if isinstance(looked, dict) and not state.shown():
        state.look_as_before(looked)


def _nothing() -> None:
    """The run itself is all that is asked for."""


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("ddci_coming_back", js=SCRIPT)
