"""The drawer of one task: how far it is, said in a form, saved once, with a way back.

Which task is open stands in the address, so that other screens lead to it. Closing the drawer
loses nothing: what was typed is a draft. What happens when somebody else came first is for
``conflict``.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from ddci_tracker.domain.acts import TaskUpdate, update_key
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import Board, TaskView
from ddci_tracker.services.acts import Act
from ddci_tracker.services.my_work import OpenedTask, RecordedUpdate, open_task
from ddci_tracker.services.task_form import Filled, differing
from ddci_tracker.services.task_updates import undo_update, update_task
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.markdown import literal
from ddci_tracker.ui.core.people import full_name
from ddci_tracker.ui.my_work import form as task_form
from ddci_tracker.ui.my_work.conflict import draw_settling
from ddci_tracker.ui.my_work.form import FIELDS, TaskForm, opening_of, values_of
from ddci_tracker.ui.shared import act_remarks, draft_form, drawer_links, evidence, outcome
from ddci_tracker.words import plan_names
from ddci_tracker.words.catalogue import Words

TASK = "task"
_ASKED_TO_COPY = "work.asked-to-copy"
_WIDTH = 660


def draw_drawer(look: Look) -> None:
    """Draw the drawer that the address asks for, if any, and listen to what opens one."""
    drawer_links.listen(TASK)
    code = st.query_params.get(TASK)
    view = next((each for _, each in look.board.all_tasks() if each.task.code == code), None)
    if view is None or look.read_only:
        TaskForm.close()
        return
    title = literal(view.task.title)
    st.dialog(title, width=_WIDTH, position="right", on_dismiss=_close)(lambda: _draw(look, view))()


def _close() -> None:
    outcome.forget()
    TaskForm.close()
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

    form = TaskForm.of(plan.id, view.task.code, quarter)
    form.open(partial(opening_of, opened))
    _bring_up_to_date(form, opened)
    settling = form.opening.aside is not None
    _draw_head(form, look.board, view, None if settling else opened.earlier, words)
    labels = {name: words.text(label) for name, label in FIELDS.items()}
    if settling:
        outcome.draw_refusal(words, labels)
        draw_settling(
            form,
            opened,
            words,
            send=lambda filled, at: _save(form, opened, filled, at, words),
            close=_close,
        )
        return
    if form.opening.revision < opened.revision:
        _draw_overtaken(opened, words)
    with draft_form.frame(form, words):
        task_form.draw_fields(form, opened, words)
        outcome.draw_refusal(words, labels)
        _draw_foot(form, opened, words)
    unit = actor.unit or ""
    evidence.draw(plan.id, update_key(view.task.code, quarter), unit, words, may_add=True)


def _bring_up_to_date(form: TaskForm, opened: OpenedTask) -> None:
    """Where somebody came first: settle it at once, unless nothing was typed or nothing differs."""
    if form.opening.revision >= opened.revision or form.waits_for_browser:
        return
    if not form.changed() or not differing(opened.filled, form.filled):
        stands = values_of(opened.filled)
        form.build_on(stands, opened.revision)
        form.fill(stands)


def _draw_head(
    form: TaskForm, board: Board, view: TaskView, earlier: RecordedUpdate | None, words: Words
) -> None:
    """What the task is and where it stands; ``earlier`` is the update to begin with."""
    part = board.sub_index(view.index, view.sub_index) if view.index and view.sub_index else None
    drawing.put(
        "my_work/head.html",
        words,
        view=view,
        part=plan_names.part_name(part, words),
        earlier=earlier.value if earlier else None,
        said_on=earlier.on if earlier else None,
        said_by=_another(board, view, earlier.value) if earlier and earlier.value else None,
    )
    if earlier is not None and earlier.value is not None:
        st.button(
            words.text("Begin with the text of {quarter}", quarter=earlier.value.quarter),
            icon=":material/content_copy:",
            key="work-copy",
            on_click=_ask_to_copy,
            args=(form, earlier.value),
        )
        if st.session_state.get(_ASKED_TO_COPY) == form.name:
            _draw_question(form, earlier.value, words)


def _another(board: Board, view: TaskView, said: TaskUpdate) -> str | None:
    """The unit that said it, where it is not the one that answers for the task."""
    return plan_names.unit_name(board.plan, said.unit) if said.unit != view.answering else None


def _ask_to_copy(form: TaskForm, earlier: TaskUpdate) -> None:
    """Take the text at once where nothing is typed that it would replace; else ask."""
    if form.filled.has_text_beside(earlier):
        st.session_state[_ASKED_TO_COPY] = form.name
    else:
        _copy(form, form.filled.with_text_of(earlier))


def _draw_question(form: TaskForm, earlier: TaskUpdate, words: Words) -> None:
    """Draw what becomes of the text that is typed already."""
    drawing.put(
        "shared/say.html",
        words,
        said=words.text(
            "Something is typed already. Is the text of {quarter} to take its place?",
            quarter=earlier.quarter,
        ),
    )
    with st.container(horizontal=True, gap="small", key="work-copy-question"):
        st.button(
            words.text("Replace what was typed"),
            key="work-copy-replace",
            on_click=_copy,
            args=(form, form.filled.replaced_by_text_of(earlier)),
        )
        st.button(
            words.text("Only fill what is empty"),
            key="work-copy-fill",
            on_click=_copy,
            args=(form, form.filled.with_text_of(earlier)),
        )
        st.button(
            words.text("Leave it as it is"),
            key="work-copy-leave",
            type="tertiary",
            on_click=_copy,
            args=(form, None),
        )


def _copy(form: TaskForm, filled: Filled | None) -> None:
    st.session_state.pop(_ASKED_TO_COPY, None)
    if filled is not None:
        form.fill(values_of(filled))
        form.change()


def _draw_overtaken(opened: OpenedTask, words: Words) -> None:
    if opened.newest is None:
        return
    drawing.put(
        "my_work/overtaken.html",
        words,
        by=full_name(opened.newest.recorded_by),
        at=opened.newest.recorded_at,
    )


def _draw_foot(form: TaskForm, opened: OpenedTask, words: Words) -> None:
    kept = form.opening.kept
    send = partial(_send, form, opened, words)
    with draft_form.foot(form, words.text("Save the update"), send):
        st.button(
            words.text("Close, keep the draft"), key="work-close", on_click=_leave, args=(form,)
        )
        if kept is not None:
            drawing.put("my_work/draft.html", words, kept=kept)
            st.button(
                words.text("Throw the draft away"),
                key="work-drop",
                type="tertiary",
                on_click=_drop,
                args=(form,),
            )


def _leave(form: TaskForm) -> None:
    form.keep()
    _close()
    st.rerun()


def _drop(form: TaskForm) -> None:
    outcome.forget()
    form.throw_away()


def _send(form: TaskForm, opened: OpenedTask, words: Words) -> None:
    _save(form, opened, form.filled, form.opening.revision, words)


def _save(form: TaskForm, opened: OpenedTask, filled: Filled, revision: int, words: Words) -> None:
    """Save what was filled in on the revision that its author saw, from a callback."""

    made: list[Version[TaskUpdate]] = []

    def record() -> partial[object]:
        update = filled.update(opened.task, form.quarter)
        act = Act(actor=state.actor(), now=state.now(), revision=revision)
        saved = update_task(state.tracker(), form.plan, update, act)
        made.append(saved)
        return partial(undo, form.plan, update, saved.revision)

    form.send(
        record,
        words.text("Saved: {task}", task=opened.task.title),
        words,
        # What was typed stays, and it is settled what becomes of it.
        overtaken=lambda: form.set_aside(values_of(filled)),
        then=_close,
        besides=lambda: act_remarks.of_all(form.plan, made, words),
    )


def undo(plan_id: str, update: TaskUpdate, revision: int) -> object:
    """Take an update back that was saved as a revision."""
    act = Act(actor=state.actor(), now=state.now(), revision=revision)
    return undo_update(state.tracker(), plan_id, update.task, update.quarter, act)
