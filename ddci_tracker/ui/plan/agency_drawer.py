"""The drawer of Kế hoạch that says whose place the agency took, records one more and undoes it.

What was typed is a draft until it is recorded. What follows from it is for the services.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import ClassVar, Final

import streamlit as st

from ddci_tracker.services import agencies
from ddci_tracker.services.acts import Act, today_of
from ddci_tracker.services.agencies import Inherited, Succession
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.refusals import Refused
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.plan import row_preview
from ddci_tracker.ui.shared import draft_form, outcome
from ddci_tracker.ui.shared.draft_form import DraftForm, Opening
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

# What the address says.
AGENCY: Final = "agency"
_PREDECESSOR, _DECIDED, _IN_FORCE, _BASIS = "predecessor", "decided_on", "in_force_on", "basis"
_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        _PREDECESSOR: N_("Agency whose place it took"),
        _DECIDED: N_("Decided on"),
        _IN_FORCE: N_("In force from"),
        _BASIS: N_("Basis of the amendment"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionForm(DraftForm):
    """The form of one more predecessor; ``known`` are the other agencies here, by code."""

    PREFIX: ClassVar[str] = "agency"
    FIELDS: ClassVar[tuple[str, ...]] = tuple(_FIELDS)
    DAYS: ClassVar[tuple[str, ...]] = (_DECIDED, _IN_FORCE)
    CHOICES: ClassVar[tuple[str, ...]] = (_PREDECESSOR,)
    ANCHOR: ClassVar[str | None] = _BASIS

    known: Mapping[str, str]
    agency: str
    today: date
    words: Words

    def start(self, _draft: KeptDraft | None) -> Opening:
        """A form in which nothing is typed yet."""
        base = {_PREDECESSOR: None, _DECIDED: None, _IN_FORCE: None, _BASIS: ""}
        return Opening(base=base, revision=0)

    def succeed(self, *, preview: bool = False) -> Inherited:
        """Record what was typed, or try it; ``Refused`` while something is missing."""
        decided, in_force = self._said_day(_DECIDED), self._said_day(_IN_FORCE)
        return agencies.succeed(
            state.tracker(),
            self.agency,
            str(self.value(_PREDECESSOR) or ""),
            decided_on=decided,
            in_force_on=in_force,
            basis=self.typed(_BASIS),
            act=_act(),
            preview=preview,
        )

    def _said_day(self, field: str) -> date:
        day = self.day(field)
        if day is None:
            raise Refused(N_("Say on which day"), field=field)
        return day

    def draw_fields(self) -> None:
        """Draw the choice, the two days and the basis."""
        words = self.words
        st.selectbox(
            words.text(_FIELDS[_PREDECESSOR]),
            list(self.known),
            index=None,
            format_func=lambda code: f"{self.known.get(code, code)} ({code})",
            key=self.key(_PREDECESSOR),
            placeholder=words.text("None"),
            on_change=self.keep,
        )
        with st.container(horizontal=True, gap="small"):
            for field in self.DAYS:
                st.date_input(
                    words.text(_FIELDS[field]),
                    value=None,
                    min_value=date(2000, 1, 1),
                    max_value=self.today,
                    format="DD/MM/YYYY",
                    key=self.key(field),
                    on_change=self.keep,
                )
        st.text_input(words.text(_FIELDS[_BASIS]), key=self.key(_BASIS), on_change=self.keep)


def draw(look: Look, close: Callable[[], None]) -> None:
    """Draw whose place the agency took, and the form of one more; ``close`` leaves the drawer."""
    words, plan = look.words, look.board.plan
    held = agencies.predecessors(state.tracker(), state.actor(), plan.agency.code)
    drawing.put("plan/agency.html", words, agency=plan.agency)
    for each in held:
        _draw_held(look, each, close)
    form = SuccessionForm(
        plan=plan.id,
        name="plan/agency",
        known=dict(agencies.agencies_here(state.tracker(), state.actor(), plan.agency.code)),
        agency=plan.agency.code,
        today=today_of(plan, state.now()),
        words=words,
    )
    form.open(form.start)
    draft_form.draw_restored(form, words)
    with draft_form.frame(form, words):
        form.draw_fields()
        _draw_preview(form)
        outcome.draw_refusal(words, {name: words.text(said) for name, said in _FIELDS.items()})
        send = partial(_save, form, close)
        with draft_form.foot(form, words.text("Record the predecessor"), send):
            st.button(words.text("Close, keep the draft"), key="agency-close", on_click=close)


def _draw_held(look: Look, held: Succession, close: Callable[[], None]) -> None:
    words = look.words
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        drawing.put("plan/agency_held.html", words, held=held)
        st.button(
            words.text("Undo"),
            key=f"agency-undo:{held.predecessor}",
            type="tertiary",
            on_click=_undo,
            args=(look.board.plan.agency.code, held, close, words),
        )


def _draw_preview(form: SuccessionForm) -> None:
    words = form.words
    if not form.changed():
        return
    try:
        found = form.succeed(preview=True)
    except Exception as error:
        row_preview.draw_unknown(error, words)
        return
    drawing.put("plan/agency_preview.html", words, found=found)


def _save(form: SuccessionForm, close: Callable[[], None]) -> None:
    def record() -> partial[None]:
        made = form.succeed()
        tracker, agency = state.tracker(), form.agency
        return partial(agencies.take_back, tracker, agency, made.succession.predecessor, _act())

    form.send(record, form.words.text("The predecessor was recorded"), form.words, then=close)


def _undo(agency: str, held: Succession, close: Callable[[], None], words: Words) -> None:
    def act() -> None:
        agencies.take_back(state.tracker(), agency, held.predecessor, _act())
        close()

    outcome.attempt(act, words.text("Undone: {what}", what=held.name), words)


def _act() -> Act:
    return Act(actor=state.actor(), now=state.now())
