"""How a form that changes a plan ends: tried before it is saved, then saved, with a way back.

The same for every such form. What changes is the form's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial

import streamlit as st

from ddci_tracker.services import plan_edit_previews, plan_edits
from ddci_tracker.services.acts import Act
from ddci_tracker.services.failures import ActsWouldBeLost, acts_touched, lost_things
from ddci_tracker.services.plan_edits import Edited
from ddci_tracker.services.plan_things import PlanThing
from ddci_tracker.services.refusals import Refused
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.people import full_name
from ddci_tracker.ui.plan import row_preview
from ddci_tracker.ui.plan.act_form import PlanActForm, Why
from ddci_tracker.ui.plan.row_preview import ChangedCell
from ddci_tracker.ui.shared import act_remarks, draft_form, outcome
from ddci_tracker.ui.shared.draft_form import DraftForm
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_MAY_LOSE = "row-may-lose"

# What becomes of a form once it is left, and once somebody else came first.
Then = Callable[[], None]


def forget() -> None:
    """Tell nothing any more of the last act."""
    outcome.forget()
    st.session_state.pop(_MAY_LOSE, None)


def draw_preview(
    form: PlanActForm, cells: Sequence[ChangedCell] = (), *, task: str | None = None
) -> None:
    """Draw what would change, where anything would; or what keeps it from being told.

    ``task`` is the one whose lights are shown quarter by quarter.
    """
    words = form.words
    if not form.differs():
        return
    try:
        found = plan_edit_previews.preview(
            state.tracker(), form.plan, form.edits(), form.act(), basis=_basis_to_try(form)
        )
    except Exception as error:
        row_preview.draw_unknown(error, words)
        return
    row_preview.draw(cells, found.quarters, words, task=task)
    for said in acts_touched(found.changes, words):
        drawing.put("shared/say.html", words, said=said)


def _basis_to_try(form: PlanActForm) -> str | None:
    """The basis, or what stands for one that is not typed yet: what turns does not depend on it."""
    if form.why is not Why.AMENDMENT:
        return None
    return form.basis or form.words.text("Basis of the amendment")


def draw_foot(form: PlanActForm, *, close: Then, catch_up: Then) -> None:
    """Draw the buttons that save the form and leave it."""
    words = form.words
    save = {
        Why.CORRECTION: words.text("Save what was mended"),
        Why.AMENDMENT: words.text("Save the amendment"),
        None: words.text("Save"),
    }[form.why]
    send = partial(_save, form, close, catch_up)
    with draft_form.foot(form, save, send):
        if may_lose(form):
            st.button(
                words.text("Save all the same"),
                key="row-save-losing",
                on_click=partial(send, drop=True),
            )
        st.button(
            words.text("Close, keep the draft"),
            key="row-close",
            on_click=_leave,
            args=(form, close),
        )


def _leave(form: PlanActForm, close: Then) -> None:
    form.keep()
    close()
    st.rerun()


def _save(form: PlanActForm, close: Then, catch_up: Then, *, drop: bool = False) -> None:
    amended_from: list[date | None] = []

    def record() -> Callable[[], object] | None:
        act, basis = form.act(), form.basis
        if basis is not None:
            amended_from.append(act.on)
        made = _recorded(form, act, basis, drop=drop)
        return partial(_undo, form.plan, made, act, basis) if made.undo else None

    def besides() -> Iterator[str]:
        for day in amended_from:
            yield from act_remarks.of_day(form.plan, form.words, on=day)

    done = form.words.text("Saved: {name}", name=form.saved_as())
    form.send(record, done, form.words, overtaken=catch_up, then=close, besides=besides)


def _recorded(form: PlanActForm, act: Act, basis: str | None, *, drop: bool) -> Edited:
    with losses_told(form, form.words):
        return plan_edits.edit(
            state.tracker(), form.plan, form.edits(), act, basis=basis, drop_recorded=drop
        )


@contextmanager
def losses_told(form: DraftForm, words: Words) -> Iterator[None]:
    """What would lose its thing is told, and may be saved all the same then."""
    st.session_state.pop(_MAY_LOSE, None)
    try:
        yield
    except ActsWouldBeLost as error:
        st.session_state[_MAY_LOSE] = form.name
        message = N_("What was recorded would lose what it is about: {acts}")
        raise Refused(message, acts=lost_things(error, words)) from None


def may_lose(form: DraftForm) -> bool:
    """Whether it was told that saving the form would lose something."""
    return bool(st.session_state.get(_MAY_LOSE) == form.name)


def _undo(plan: str, made: Edited, act: Act, basis: str | None) -> None:
    again = Act(actor=state.actor(), now=state.now(), on=act.on)
    plan_edits.edit(state.tracker(), plan, made.undo, again, basis=basis)


def tell_who_came_first(thing: PlanThing, words: Words) -> None:
    """Tell who changed a row meanwhile, and what became of what was typed."""
    newest = thing.versions[0]
    first = words.text(
        "{by} changed this at {moment}.", by=full_name(newest.by), moment=newest.recorded_at
    )
    kept = words.text(
        "The fields that you left alone say what stands now; what you typed is still here. "
        "Save once more to put it in its place."
    )
    outcome.tell_overtaken(first, words, kept)
