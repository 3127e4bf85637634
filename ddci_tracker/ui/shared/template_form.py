"""The Word template of a document: take it, edit it in Word, put it back, or give it up again."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import streamlit as st

from ddci_tracker.services import templates
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.templates import TemplateKind
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared import downloads, outcome, seen_revision, uploads
from ddci_tracker.ui.shared.autosave import kept_fields
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

# The parameter of the address that says that the form is open.
_OPEN = "template"
_FILE = "template-file"
# Word's own type; what is inside is looked at by the service.
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class TemplateTexts(NamedTuple):
    """What is said of the template of one kind: its title, and what was done with it."""

    title: str
    used: str


_TEXTS: Mapping[TemplateKind, TemplateTexts] = MappingProxyType(
    {
        TemplateKind.BRIEFING: TemplateTexts(
            N_("Word template of the briefing"), N_("The next briefing uses this template")
        ),
        TemplateKind.NOTICE: TemplateTexts(
            N_("Word template of the notice"), N_("The next notice uses this template")
        ),
        TemplateKind.PAPERS: TemplateTexts(
            N_("Word template of the papers for a meeting"),
            N_("The next papers use this template"),
        ),
    }
)


def draw_button(look: Look, kind: TemplateKind) -> None:
    """Draw the button for whoever may change the template, and what it has opened."""
    if look.read_only or not state.actor().may(
        Action.EDIT_BRIEFING, agency=look.board.plan.agency.code
    ):
        return
    words = look.words
    st.button(words.text("Word template…"), icon=":material/description:", on_click=_open)
    if is_open():
        st.dialog(words.text(_TEXTS[kind].title), on_dismiss=close)(_draw)(look, kind)


def is_open() -> bool:
    """Whether the form stands over the screen."""
    return _OPEN in st.query_params


def _open() -> None:
    outcome.forget()
    seen_revision.forget()
    state.choose(_OPEN, "1")


def close() -> None:
    """Close the form."""
    state.choose(_OPEN, None)


def _draw(look: Look, kind: TemplateKind) -> None:
    words, agency = look.words, look.board.plan.agency.code
    kept = templates.template_of(state.tracker(), state.actor(), agency, kind)
    form, mark = f"template/{agency}/{kind}", kept.mark if kept else 0
    drawing.put("shared/template_form.html", words, kept=kept)
    _draw_download(words, agency, kind)
    seen_revision.tell_if_overtaken(form, mark, words)
    with kept_fields(form, {}, revision=mark):
        st.file_uploader(
            words.text("Put back the edited template (.docx, at most 5 MB)"), type="docx", key=_FILE
        )
    outcome.draw_told(words)
    with st.container(horizontal=True):
        st.button(
            words.text("Use this template"),
            type="primary",
            on_click=_upload,
            args=(agency, kind, mark, words),
        )
        if kept is not None:
            st.button(
                words.text("Back to the shipped template"),
                on_click=_restore,
                args=(agency, kind, mark, words),
            )


def _draw_download(words: Words, agency: str, kind: TemplateKind) -> None:
    tracker, actor = state.tracker(), state.actor()
    downloads.offer(
        words.text("Download the template in use"),
        lambda: templates.current_body(tracker, actor, agency, words=words, kind=kind),
        file_name=f"{agency}_{kind}.docx",
        media_type=_MEDIA_TYPE,
        key="template-download",
    )


def _upload(agency: str, kind: TemplateKind, seen: int, words: Words) -> None:
    def act() -> None:
        file = uploads.chosen(_FILE)
        templates.upload(
            state.tracker(),
            state.actor(),
            agency,
            file.name,
            file.getvalue(),
            now=state.now(),
            kind=kind,
            seen=seen,
        )
        close()

    outcome.attempt(act, words.text(_TEXTS[kind].used), words)


def _restore(agency: str, kind: TemplateKind, seen: int, words: Words) -> None:
    def act() -> None:
        templates.restore_default(state.tracker(), state.actor(), agency, kind, seen=seen)
        close()

    outcome.attempt(act, words.text("The shipped template is in use again"), words)
