"""The drawer of one task: how far it is, said in a form, saved once, with a way back.

Which task is open stands in the address, so that other screens lead to it. Closing the drawer
loses nothing: what was typed is a draft. What happens when somebody else came first is
``my_work_conflict``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from ddci_tracker.domain.acts import TaskUpdate
from ddci_tracker.domain.my_work import all_tasks
from ddci_tracker.domain.views import Board, TaskView
from ddci_tracker.services.acts import Act
from ddci_tracker.services.drafts import drop_draft
from ddci_tracker.services.failures import Conflict, sentences_for
from ddci_tracker.services.my_work import OpenedTask, Said, filled_at, open_task
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.task_form import Filled, differing
from ddci_tracker.services.task_updates import undo_update, update_task
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.markdown import literal
from ddci_tracker.ui.core.people import known_names
from ddci_tracker.ui.my_work import form as task_form
from ddci_tracker.ui.my_work.conflict import draw_settling
from ddci_tracker.ui.my_work.form import FIELDS, OpenForm
from ddci_tracker.ui.shared import drawer_links, outcome, parts
from ddci_tracker.ui.shared.autosave import keep_while_typing
from ddci_tracker.words.catalogue import Words

TASK = "task"
_WIDTH = 660


def draw_drawer(look: Look) -> None:
    """Draw the drawer that the address asks for, if any, and listen to what opens one."""
    drawer_links.listen(TASK)
    code = st.query_params.get(TASK)
    view = next((each for each in all_tasks(look.board) if each.task.code == code), None)
    if view is None or look.read_only:
        task_form.remember(None)
        return
    title = literal(view.task.title)
    st.dialog(title, width=_WIDTH, position="right", on_dismiss=_close)(lambda: _draw(look, view))()


def _close() -> None:
    outcome.forget()
    task_form.remember(None)
    state.choose(TASK, None)


def _draw(look: Look, view: TaskView) -> None:
    words, plan = look.words, look.board.plan
    tracker, actor, quarter = state.tracker(), state.actor(), look.board.quarter
    opened = open_task(tracker, actor, plan.id, view.task.code, quarter, now=state.now())
    if not opened.may_speak:
        drawing.put(
            "shared/say.html", words, said=words.text("Your unit has no part in this task.")
        )
        return

    def base_at(revision: int) -> Filled:
        return filled_at(
            tracker, actor, plan.id, view.task.code, quarter, revision, now=state.now()
        )

    form = _brought_up_to_date(task_form.opened_form(plan.id, opened, base_at), opened)
    settling = form.settling is not None
    _draw_head(look.board, view, None if settling else opened.earlier, words)
    if settling:
        _draw_refusal(words)
        draw_settling(
            form,
            opened,
            words,
            send=lambda filled, at: _save(form, opened, filled, at, words),
            close=_close,
        )
        return
    if form.revision < opened.revision:
        _draw_overtaken(opened, words)
    task_form.draw_fields(form, opened, words)
    _draw_refusal(words)
    _draw_foot(form, opened, words)
    keep_while_typing()


def _brought_up_to_date(form: OpenForm, opened: OpenedTask) -> OpenForm:
    """Where somebody came first: settle it at once, unless nothing was typed or nothing differs."""
    if form.revision >= opened.revision:
        return form
    typed = form.typed
    if not differing(form.base, typed) or not differing(opened.filled, typed):
        form = replace(form, revision=opened.revision, base=opened.filled, settling=None)
        task_form.fill(form, opened.filled)
        task_form.remember(form)
    return form


def _draw_head(board: Board, view: TaskView, earlier: Said | None, words: Words) -> None:
    """What the task is and where it stands; ``earlier`` is the word to begin with."""
    part = board.sub_index(view.index, view.sub_index) if view.index and view.sub_index else None
    drawing.put(
        "my_work/head.html",
        words,
        view=view,
        part=parts.full_name(part, words) if part else words.text("General tasks"),
        earlier=earlier.value if earlier else None,
        said_on=earlier.on if earlier else None,
    )
    if earlier is not None and earlier.value is not None:
        st.button(
            words.text("Begin with the text of {quarter}", quarter=earlier.value.quarter),
            icon=":material/content_copy:",
            key="work-copy",
            on_click=_copy,
            args=(earlier.value,),
        )


def _copy(earlier: TaskUpdate) -> None:
    form = task_form.current()
    if form is not None and form.settling is None:
        task_form.fill(form, form.typed.with_text_of(earlier))
        task_form.keep()


def _draw_overtaken(opened: OpenedTask, words: Words) -> None:
    if opened.newest is None:
        return
    by = opened.newest.recorded_by
    drawing.put(
        "my_work/overtaken.html",
        words,
        by=known_names().get(by, by),
        at=opened.newest.recorded_at,
    )


def _draw_refusal(words: Words) -> None:
    told = outcome.told()
    if told is not None and told.ending is not outcome.Ending.DONE:
        outcome.draw_told(words, {name: words.text(label) for name, label in FIELDS.items()})


def _draw_foot(form: OpenForm, opened: OpenedTask, words: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="work-foot"):
        st.button(
            words.text("Save the update"),
            type="primary",
            key="work-save",
            on_click=_send,
            args=(opened, words),
        )
        st.button(words.text("Close, keep the draft"), key="work-close", on_click=_leave)
        if form.kept is not None:
            drawing.put("my_work/draft.html", words, kept=form.kept)
            st.button(
                words.text("Throw the draft away"),
                key="work-drop",
                type="tertiary",
                on_click=_drop,
                args=(opened,),
            )


def _leave() -> None:
    task_form.keep()
    _close()
    st.rerun()


def _drop(opened: OpenedTask) -> None:
    form = task_form.current()
    if form is None:
        return
    outcome.forget()
    drop_draft(state.tracker(), state.actor(), form.plan, form.name)
    task_form.fill(form, opened.filled)
    task_form.remember(
        replace(form, revision=opened.revision, base=opened.filled, kept=None, settling=None)
    )


def _send(opened: OpenedTask, words: Words) -> None:
    form = task_form.current()
    if form is not None:
        task_form.keep()
        _save(form, opened, form.typed, form.revision, words)


def _save(form: OpenForm, opened: OpenedTask, filled: Filled, revision: int, words: Words) -> None:
    """Save what was filled in on the revision that its author saw, from a callback."""
    outcome.forget()
    tracker, actor = state.tracker(), state.actor()
    try:
        update = filled.update(opened.task, form.quarter)
        act = Act(actor=actor, now=state.now(), revision=revision)
        version = update_task(tracker, form.plan, update, act)
    except Conflict:
        # Somebody came first: what was typed stays, and it is settled what becomes of it.
        task_form.remember(replace(form, settling=filled))
        task_form.keep()
        return
    except Exception as error:
        sentences = sentences_for(error, words)
        if not sentences:
            raise
        field = error.field if isinstance(error, Refused) else None
        outcome.tell(
            outcome.Told(ending=outcome.Ending.REFUSED, sentences=tuple(sentences), field=field)
        )
        return
    # What another window typed since is a draft of its own.
    drop_draft(tracker, actor, form.plan, form.name, only=form.typed.to_json())
    _close()
    outcome.tell(
        outcome.Told(
            ending=outcome.Ending.DONE,
            sentences=(words.text("Saved: {task}", task=opened.task.title),),
            undo=_way_back(form, version.revision),
        )
    )
    st.rerun()


def _way_back(form: OpenForm, revision: int) -> Callable[[], object]:
    def undo() -> object:
        act = Act(actor=state.actor(), now=state.now(), revision=revision)
        return undo_update(state.tracker(), form.plan, form.task, form.quarter, act)

    return undo
