"""The drawer of Kế hoạch in which a change of units is taken back, with what would go back.

Which change it is stands in the address. Where something rests on it, that is named instead.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from ddci_tracker.services import unit_reversals
from ddci_tracker.services.acts import Act
from ddci_tracker.services.failures import acts_touched, sentences_for
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.people import full_name
from ddci_tracker.ui.plan.unit_drawer import counted
from ddci_tracker.ui.shared import outcome
from ddci_tracker.words.recorded import Recorded

# Before the key of the change in the address.
UNDO: Final = "units-undo/"


def asked(address: str) -> str | None:
    """The key of the change that an address asks to take back, if any."""
    key = address.removeprefix(UNDO)
    return key if address.startswith(UNDO) and key else None


def draw(look: Look, key: str, close: Callable[[], None]) -> None:
    """Draw what would go back, or what keeps it from that; ``close`` leaves the drawer."""
    words, agency = look.words, look.board.plan.agency.code
    told = Recorded(look.board.plan, words)
    try:
        found = unit_reversals.take_back(state.tracker(), agency, key, _act(), preview=True)
    except Exception as error:
        sentences = sentences_for(error, words)
        if not sentences:
            raise
        drawing.put("shared/say.html", words, said=" ".join(sentences))
        return
    drawing.put("plan/row_head.html", words, part=told.thing("unit_change", key), printed=None)
    passing = [
        (words.text("Conclusions"), [told.thing("conclusion", each) for each in found.conclusions]),
        (words.text("Extensions"), [told.thing("extension", each) for each in found.extensions]),
        (words.text("Updates since"), [told.thing("task_update", each) for each in found.updates]),
        (
            words.text("Reports handed in since"),
            [told.thing("report_act", each) for each in found.handed_in],
        ),
        (words.text("Accounts"), [full_name(each) for each in found.accounts]),
    ]
    drawing.put(
        "plan/unit_preview.html",
        words,
        plans=[(plan, list(counted(changes, words))) for plan, changes in found.plans],
        touched=[said for _, changes in found.plans for said in acts_touched(changes, words)],
        passing=[each for each in passing if each[1]],
        calendars=found.calendars,
        goes_back=True,
    )
    outcome.draw_refusal(words)
    st.button(
        words.text("Undo the change of units"),
        type="primary",
        key="units-undo",
        on_click=partial(_undo, look, key, close),
    )


def _undo(look: Look, key: str, close: Callable[[], None]) -> None:
    words = look.words

    def act() -> None:
        unit_reversals.take_back(state.tracker(), look.board.plan.agency.code, key, _act())
        close()

    named = Recorded(look.board.plan, words).thing("unit_change", key)
    outcome.attempt(act, words.text("Undone: {what}", what=named), words)


def _act() -> Act:
    return Act(actor=state.actor(), now=state.now())
