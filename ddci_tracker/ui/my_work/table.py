"""Many tasks in one table with one save.

A row is saved or says why not, each for itself: what was saved leaves nothing behind, the rest
stays as it was typed. What is changed in a row is at once the draft of that task's form, so that
the drawer and the table go on where the other was left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.my_work import Owed
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Task
from ddci_tracker.services.acts import Act
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.failures import Conflict, sentences_for
from ddci_tracker.services.my_work import open_tasks
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.task_form import Filled, Recovery, asks_for_a_figure, differing
from ddci_tracker.services.task_updates import Saving, update_many
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.my_work.drawer import undo
from ddci_tracker.ui.my_work.form import (
    FIELDS,
    TaskForm,
    field_label,
    filled_of,
    opening_of,
    values_of,
)
from ddci_tracker.ui.shared import last_cell, outcome
from ddci_tracker.words import formats, labels, reasons
from ddci_tracker.words.catalogue import Words

_TABLE = "work.table"
_EDITOR = "work-table"
_SAVE = "work-save-all"
_ROW_HEIGHT = 40
_ROWS_SHOWN = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A task in the table: what stood in its form at ``revision``, and what is shown to begin."""

    task: Task
    form: TaskForm
    stands: str
    revision: int
    base: Filled
    start: Filled

    def edited(self, cells: Mapping[str, Any], statuses: Mapping[str, TaskStatus]) -> Filled:
        """The form after cells were changed; those of a table come by column."""
        typed = self.start
        for column, value in cells.items():
            match column:
                case "status":
                    typed = replace(typed, status=statuses.get(value))
                case "percent":
                    typed = replace(typed, percent=value or "")
                case "actual":
                    typed = replace(typed, actual=value or "")
                case "needs_help":
                    typed = replace(typed, needs_help=bool(value))
                case "recovery":
                    typed = replace(typed, recovery=Recovery.read(value))
                case "note":
                    typed = replace(typed, note=value or "")
                case "difficulty":
                    typed = replace(typed, difficulty=value or "")
        return typed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """The rows as they stood when the table was opened; ``of`` tells one table from another."""

    of: tuple[str, Period, str | None, int]
    rows: tuple[_Row, ...]

    @property
    def plan(self) -> str:
        return self.of[0]

    @property
    def key(self) -> str:
        """The key of the editor; a table that is opened anew has nothing edited."""
        return f"{_EDITOR}:{self.of}"

    def typed(self, words: Words) -> list[tuple[_Row, Filled]]:
        """The rows that differ from what stood, with what stands in them now."""
        edits = st.session_state.get(self.key, {}).get("edited_rows", {})
        statuses = {labels.label(each, words): each for each in TaskStatus}
        now = [
            (row, row.edited(edits.get(number, {}), statuses))
            for number, row in enumerate(self.rows)
        ]
        return [(row, filled) for row, filled in now if differing(row.base, filled)]


def draw_table(look: Look, unit: str | None, owed: Owed, drafts: Mapping[str, KeptDraft]) -> None:
    """Draw the tasks that a unit owes as a table; ``drafts`` are those of whoever types."""
    words = look.words
    table = _table(look, unit, owed, drafts)
    if not table.rows:
        drawing.put(
            "shared/say.html", words, said=words.text("There is no task here to be updated.")
        )
        return
    drawing.put(
        "shared/say.html",
        words,
        said=words.text("Change what has changed and save once. What you type is kept as a draft."),
    )
    _draw_editor(table, words)
    # Where the button is that was pressed; above a long table nobody would see it.
    outcome.draw_refusal(words)
    st.button(
        words.text("Save all that was changed"),
        type="primary",
        key=_SAVE,
        on_click=partial(_save, table, words),
    )
    last_cell.send_before(_SAVE)


def _table(look: Look, unit: str | None, owed: Owed, drafts: Mapping[str, KeptDraft]) -> _Table:
    """The table that is open, or a new one where another is asked for or nothing is edited."""
    before = st.session_state.get(_TABLE)
    number = before.of[3] if isinstance(before, _Table) else 0
    of = (look.board.plan.id, look.board.quarter, unit, number)
    if isinstance(before, _Table) and before.of == of and before.key in st.session_state:
        return before
    table = _Table(of=(*of[:3], number + 1), rows=_rows(look, owed, drafts))
    st.session_state[_TABLE] = table
    return table


def _rows(look: Look, owed: Owed, drafts: Mapping[str, KeptDraft]) -> tuple[_Row, ...]:
    board, words = look.board, look.words
    if board.quarter.first_day > board.as_of:
        return ()
    views = {each.view.task.code: each.view for each in owed.tasks}
    opened = open_tasks(
        state.tracker(), state.actor(), board.plan.id, views, board.quarter, now=state.now()
    )
    rows = []
    for each in opened:
        if not each.may_speak:
            continue
        form = TaskForm.of(board.plan.id, each.task.code, board.quarter)
        draft = drafts.get(form.name)
        begun = opening_of(each, draft)
        view = views[each.task.code]
        rows.append(
            _Row(
                task=view.task,
                form=form,
                stands=formats.capital(reasons.short(view.light.reason, words)),
                revision=begun.revision,
                base=filled_of(begun.base),
                start=filled_of(form.read(draft.body)) if draft else each.filled,
            )
        )
    return tuple(rows)


def _draw_editor(table: _Table, words: Words) -> None:
    import pandas as pd  # only here: it takes long to load

    asked = any(asks_for_a_figure(row.task) for row in table.rows)
    shown = pd.DataFrame(
        {
            "task": [row.task.title for row in table.rows],
            "stands": [row.stands for row in table.rows],
            "status": [
                labels.label(row.start.status, words) if row.start.status else None
                for row in table.rows
            ],
            "percent": [row.start.percent for row in table.rows],
            # Only where a task asks for a figure that could be reached.
            **({"actual": [row.start.actual for row in table.rows]} if asked else {}),
            "note": [row.start.note for row in table.rows],
            "difficulty": [row.start.difficulty for row in table.rows],
            "needs_help": [row.start.needs_help for row in table.rows],
            "recovery": [row.start.recovery.written() or "" for row in table.rows],
        }
    )
    column = st.column_config
    st.data_editor(
        shown,
        key=table.key,
        on_change=_keep,
        args=(table, words),
        hide_index=True,
        row_height=_ROW_HEIGHT,
        height=_ROW_HEIGHT * (min(len(table.rows), _ROWS_SHOWN) + 1),
        disabled=["task", "stands"],
        placeholder="",
        column_config={
            "task": column.TextColumn(words.text("Task"), width=220, pinned=True),
            "stands": column.TextColumn(words.text("Stands at"), width=150),
            "status": column.SelectboxColumn(
                field_label("status", words),
                options=[labels.label(each, words) for each in TaskStatus],
                width=130,
            ),
            # A column for numbers would drop a comma and cut to its bounds without a word.
            "percent": column.TextColumn("%", width=80),
            "actual": column.TextColumn(field_label("actual", words), width=120),
            "note": column.TextColumn(field_label("note", words), width=320),
            "difficulty": column.TextColumn(field_label("difficulty", words), width=240),
            "needs_help": column.CheckboxColumn(field_label("needs_help", words), width=120),
            "recovery": column.TextColumn(
                words.text("Recovery: who: what (day/month/year)"), width=300
            ),
        },
    )


def _keep(table: _Table, words: Words) -> None:
    """Keep what stands in the changed rows as the drafts of their forms."""
    outcome.forget()
    typed = {row.task.code: filled for row, filled in table.typed(words)}
    for number in st.session_state.get(table.key, {}).get("edited_rows", {}):
        row = table.rows[number]
        if row.task.code in typed:
            row.form.store(values_of(typed[row.task.code]), row.revision)
        else:
            row.form.drop()


def _save(table: _Table, words: Words) -> None:
    """Save every changed row, from a callback; those that are refused stay as they were typed."""
    _keep(table, words)
    refused: list[str] = []
    fitting: list[tuple[_Row, Filled, Saving]] = []
    for row, filled in table.typed(words):
        try:
            update = filled.update(row.task, row.form.quarter)
        except Refused as error:
            refused.append(_refusal(row, error, words))
        else:
            fitting.append((row, filled, Saving(update=update, revision=row.revision)))
    outcomes = update_many(
        state.tracker(),
        table.plan,
        (saving for *_, saving in fitting),
        Act(actor=state.actor(), now=state.now()),
    )
    ways_back: list[Callable[[], object]] = []
    for (row, filled, _), made in zip(fitting, outcomes, strict=True):
        if made.error is not None:
            refused.append(_refusal(row, made.error, words))
        elif made.version is not None:
            row.form.drop(only=values_of(filled))
            ways_back.append(partial(undo, table.plan, made.update, made.version.revision))
    _tell(table, ways_back, refused, words)


def _tell(
    table: _Table, ways_back: list[Callable[[], object]], refused: list[str], words: Words
) -> None:
    done = words.plural("Saved {count} task", "Saved {count} tasks", count=len(ways_back))
    if not ways_back and not refused:
        done = words.text("Nothing was changed.")
    outcome.tell(
        outcome.Told(
            ending=outcome.Ending.REFUSED if refused else outcome.Ending.DONE,
            sentences=(done, *refused),
            undo=(lambda: [undo() for undo in reversed(ways_back)]) if ways_back else None,
        )
    )
    # Opened anew: what was saved shows as it stands, what was refused as its draft.
    st.session_state.pop(table.key, None)


def _refusal(row: _Row, error: Exception, words: Words) -> str:
    sentences = sentences_for(error, words)
    if isinstance(error, Refused) and error.field in FIELDS:
        sentences = [f"{field_label(error.field, words)}: {said}" for said in sentences]
    if isinstance(error, Conflict):
        sentences.append(words.text("Open the task by itself to put both side by side"))
    return f"{row.task.title}: {'. '.join(sentences)}"
