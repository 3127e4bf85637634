"""Evidence of one update or hand-in in a drawer: seen and saved by readers, added by its unit; and
what stands behind the tasks of a list.

A file is saved under a safe name and never shown by the tracker itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

import streamlit as st

from ddci_tracker.domain.evidence import LARGEST_FILE, MB
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.periods import Period
from ddci_tracker.services import evidence
from ddci_tracker.services.acts import Act
from ddci_tracker.services.evidence import Held
from ddci_tracker.services.refusals import Refused
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.people import full_name
from ddci_tracker.ui.shared import act_remarks, downloads, outcome, typed, uploads
from ddci_tracker.ui.shared.autosave import kept_fields, let_go
from ddci_tracker.words import formats, plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_FILE, _URL, _NAME = "evidence-file", "evidence-url", "evidence-name"
_TEXTS: Final = {"url": _URL, "name": _NAME}
_MOST_SHOWN: Final = 40
_ENDINGS: Final = ["pdf", "docx", "xlsx", "pptx", "png", "jpg", "jpeg"]


def draw(plan: str, about: str, unit: str, words: Words, *, may_add: bool) -> None:
    """Draw the evidence of an update or a report by its key; nothing where there can be none."""
    found = evidence.evidence_of(state.tracker(), state.actor(), plan, about)
    if not (found or may_add):
        return
    title = words.text("Evidence ({count})", count=len(found))
    opens = bool(found) or _is_begun(about)
    with st.expander(title, expanded=opens, icon=":material/attach_file:"):
        for held in found:
            _draw_held(plan, held, words, may_remove=may_add)
        if may_add:
            _draw_adding(plan, about, unit, words)


def draw_of_tasks(look: Look, tasks: Mapping[str, str]) -> None:
    """Draw what units brought forward for these tasks (titles by code), the newest first.

    Of the past what was brought by then; the day of an illustration is no day of its files.
    """
    board, words = look.board, look.words
    found = [
        held
        for held in evidence.evidence_of(state.tracker(), state.actor(), board.plan.id)
        if held.value.about.rpartition("@")[0] in tasks
        and not (look.read_only and vietnamese_day(held.at) > board.as_of)
    ]
    if not found:
        return
    found.sort(key=lambda held: held.at, reverse=True)
    title = words.text("Evidence ({count})", count=len(found))
    with st.expander(title, icon=":material/attach_file:", key="evidence-of-tasks"):
        for held in found[:_MOST_SHOWN]:
            code, _, quarter = held.value.about.rpartition("@")
            of = ", ".join(
                (
                    formats.period(Period.parse(quarter), words),
                    plan_names.unit_name(board.plan, held.value.unit),
                )
            )
            _draw_held(board.plan.id, held, words, may_remove=False, matter=tasks[code], of=of)
        if len(found) > _MOST_SHOWN:
            st.caption(words.text("and {count} more", count=len(found) - _MOST_SHOWN))


def _draw_held(
    plan: str,
    held: Held,
    words: Words,
    *,
    may_remove: bool,
    matter: str | None = None,
    of: str | None = None,
) -> None:
    """``matter`` and ``of`` say what it is for, where that does not stand around it."""
    value = held.value
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        drawing.put(
            "shared/evidence.html",
            words,
            value=value,
            matter=matter,
            of=of,
            by=full_name(held.by),
            at=held.at,
            sound=held.sound,
            kilobytes=max((value.size or 0) // 1024, 1),
        )
        if value.sha256 is not None and held.sound:
            tracker, actor, key = state.tracker(), state.actor(), held.key
            downloads.offer(
                words.text("Save the file"),
                lambda: evidence.fetch(tracker, actor, plan, key)[1],
                file_name=value.file_name,
                # Whatever it is, a browser saves it and runs nothing.
                media_type="application/octet-stream",
                key=f"evidence-save:{held.key}",
            )
        if may_remove:
            st.button(
                words.text("Take away"),
                key=f"evidence-remove:{held.key}",
                type="tertiary",
                on_click=_remove,
                args=(plan, held, words),
            )


def _draw_adding(plan: str, about: str, unit: str, words: Words) -> None:
    st.file_uploader(
        words.text(
            "A file: {kinds}, at most {limit} MB",
            kinds="PDF, Word, Excel, PowerPoint, PNG, JPG",
            limit=LARGEST_FILE // MB,
        ),
        type=_ENDINGS,
        key=_FILE,
    )
    with kept_fields(_form(about), _TEXTS), st.container(horizontal=True, gap="small"):
        st.text_input(words.text("Or a link"), key=_URL, placeholder="https://")
        st.text_input(words.text("Name of the link"), key=_NAME)
    st.button(
        words.text("Add the evidence"),
        key="evidence-add",
        on_click=_add,
        args=(plan, about, unit, words),
    )


def _form(about: str) -> str:
    return f"evidence/{about}"


def _is_begun(about: str) -> bool:
    """Whether something was typed, here or in a session that is gone."""
    here = any(st.session_state.get(key) for key in _TEXTS.values())
    return here or typed.waits(_form(about))


def _add(plan: str, about: str, unit: str, words: Words) -> None:
    tracker, url = state.tracker(), str(st.session_state.get(_URL) or "").strip()

    def act() -> partial[None]:
        if url:
            name = str(st.session_state.get(_NAME) or "")
            held = evidence.add_link(tracker, plan, about, unit, url, name, _act())
            let_go(_form(about), _TEXTS)
            for key in _TEXTS.values():
                st.session_state[key] = ""
        elif st.session_state.get(_FILE) is None:
            raise Refused(
                N_("Choose a file and wait until it is uploaded, or write a link"), field="url"
            )
        else:
            file = uploads.chosen(_FILE)
            body = file.getvalue()
            held = evidence.add_file(tracker, plan, about, unit, file.name, body, _act())
        return partial(evidence.remove, tracker, plan, held.key, _act())

    outcome.attempt(
        act,
        words.text("The evidence was added"),
        words,
        besides=lambda: act_remarks.of_evidence(plan, about, words),
    )


def _remove(plan: str, held: Held, words: Words) -> None:
    tracker = state.tracker()

    def act() -> partial[None]:
        evidence.remove(tracker, plan, held.key, _act())
        return partial(evidence.bring_back, tracker, plan, held.key, _act())

    outcome.attempt(act, words.text("The evidence was taken away"), words)


def _act() -> Act:
    return Act(actor=state.actor(), now=state.now())
