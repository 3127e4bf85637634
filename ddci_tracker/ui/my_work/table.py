"""Many tasks in one table with one save.

A row is saved or says why not, each for itself: what was saved leaves nothing behind, the rest
stays as it was typed. What is changed in a row is at once the draft of that task's form, so that
the drawer and the table go on where the other was left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.my_work import Owed
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Task
from ddci_tracker.services.acts import Act
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.failures import Conflict, sentences_for_anybody
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
    values_in,
    values_of,
)
from ddci_tracker.ui.shared import act_remarks, kept_cells, last_cell, outcome, typed
from ddci_tracker.ui.shared.kept_cells import CellsOfRow
from ddci_tracker.words import formats, labels, reasons
from ddci_tracker.words.catalogue import Words

_TABLE, _NUMBER = "work.table", "work.table-number"
_EDITOR = "work-table"
_SAVE = "work-save-all"
# From here on texts are wrapped: a phone has room for a column to type into beside a whole title.
_ROW_HEIGHT = 66
_ROWS_SHOWN = 8
# What is typed letter by letter.
_TEXTS = ("percent", "actual", "note", "difficulty", "recovery")


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
        filled = self.start
        for column, value in cells.items():
            match column:
                case "status":
                    filled = replace(filled, status=statuses.get(value))
                case "percent":
                    filled = replace(filled, percent=value or "")
                case "actual":
                    filled = replace(filled, actual=value or "")
                case "needs_help":
                    filled = replace(filled, needs_help=bool(value))
                case "recovery":
                    filled = replace(filled, recovery=Recovery.read(value))
                case "note":
                    filled = replace(filled, note=value or "")
                case "difficulty":
                    filled = replace(filled, difficulty=value or "")
        return filled


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """The rows as they stood when the table was opened; ``of`` tells one table from another."""

    of: tuple[str, Period, str | None]
    number: int
    rows: tuple[_Row, ...]

    @property
    def plan(self) -> str:
        return self.of[0]

    @property
    def key(self) -> str:
        """The key of the editor; a table that is opened anew has nothing edited."""
        order = kept_cells.order_of(row.task.code for row in self.rows)
        return f"{_EDITOR}:{self.of}:{self.number}:{order}"

    @property
    def edits(self) -> Mapping[int, Mapping[str, Any]]:
        """The cells that were changed, by row and column."""
        found: Mapping[int, Mapping[str, Any]]
        found = st.session_state.get(self.key, {}).get("edited_rows", {})
        return found

    @property
    def titles(self) -> tuple[str, ...]:
        """What the rows are called, each differently."""
        count = Counter(row.task.title for row in self.rows)
        return tuple(
            row.task.title if count[row.task.title] == 1 else f"{row.task.title} ({row.task.code})"
            for row in self.rows
        )

    def filled(self, words: Words) -> list[tuple[_Row, Filled]]:
        """The rows with what stands in them now."""
        statuses = {labels.label(each, words): each for each in TaskStatus}
        return [
            (row, row.edited(self.edits.get(number, {}), statuses))
            for number, row in enumerate(self.rows)
        ]

    def typed(self, words: Words) -> list[tuple[_Row, Filled]]:
        """The rows that differ from what stood, with what stands in them now."""
        return [(row, filled) for row, filled in self.filled(words) if differing(row.base, filled)]


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
    if typed.was_taken_back(_EDITOR):
        drawing.put("shared/taken_back.html", words)
    _draw_elsewhere(table, drafts, words)
    _draw_editor(table, words)
    if _gather(table, words):
        st.rerun()
    # Where the button is that was pressed; above a long table nobody would see it.
    outcome.draw_refusal(words)
    st.button(
        words.text("Save all that was changed"),
        type="primary",
        key=_SAVE,
        on_click=partial(_save, table, words),
    )
    last_cell.send_before(_SAVE)


def _draw_elsewhere(table: _Table, drafts: Mapping[str, KeptDraft], words: Words) -> None:
    """Draw in which rows the same person typed in another window as well."""
    twice = [
        title
        for title, row in zip(table.titles, table.rows, strict=True)
        if row.form.name in drafts and row.form.elsewhere()
    ]
    if twice:
        said = words.text(
            "You also typed into these rows in another window. Both are kept; open the task by"
            " itself to see the other one: {tasks}.",
            tasks="; ".join(twice),
        )
        drawing.put("shared/say.html", words, said=said)


def _table(look: Look, unit: str | None, owed: Owed, drafts: Mapping[str, KeptDraft]) -> _Table:
    """The table that is open, or a new one where another is asked for or nothing is edited."""
    of = look.board.plan.id, look.board.quarter, unit
    before: _Table | None = st.session_state.get(_TABLE)
    if before is not None and before.of != of:
        before = None
    if before is not None and before.edits:
        return before
    rows = _rows(look, owed, drafts)
    if before is not None and before.rows == rows:
        return before
    known = st.session_state.get(_NUMBER)
    number = typed.shown_opening(_EDITOR) or 1 if known is None else known + 1
    st.session_state[_NUMBER] = number
    table = st.session_state[_TABLE] = _Table(of=of, number=number, rows=rows)
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
        draft = form.take_up() if form.name in drafts else None
        begun = opening_of(each, draft)
        view = views[each.task.code]
        rows.append(
            _Row(
                task=view.task,
                form=form,
                stands=formats.capital(reasons.short(view.light.reason, words, board.plan.year)),
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
            "task": table.titles,
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
            "stands": [row.stands for row in table.rows],
            "recovery": [row.start.recovery.written() or "" for row in table.rows],
        }
    )
    column = st.column_config
    texts = {
        # A column for numbers would drop a comma and cut to its bounds without a word.
        "percent": column.TextColumn("%", width=64),
        "actual": column.TextColumn(field_label("actual", words), width=100),
        "note": column.TextColumn(field_label("note", words), width=280),
        "difficulty": column.TextColumn(field_label("difficulty", words), width=220),
        "recovery": column.TextColumn(
            words.text("Recovery: who: what (day/month/year)"), width=300
        ),
    }
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
            "task": column.TextColumn(words.text("Task"), width=150, pinned=True),
            "stands": column.TextColumn(words.text("Stands at"), width=120),
            "status": column.SelectboxColumn(
                field_label("status", words),
                options=[labels.label(each, words) for each in TaskStatus],
                width=120,
            ),
            "needs_help": column.CheckboxColumn(field_label("needs_help", words), width=110),
            **texts,
        },
    )
    kept_cells.keep_cells(
        _EDITOR,
        table.key,
        number=table.number,
        names=words.text("Task"),
        rows={
            title: CellsOfRow(form=row.form.id, revision=row.revision)
            for title, row in zip(table.titles, table.rows, strict=True)
        },
        columns={str(each["label"]): name for name, each in texts.items()},
    )


@inside.uninterrupted()
def _gather(table: _Table, words: Words) -> bool:
    """Once the table is drawn, take in the cells that came back; whether to draw it anew.

    What the page still held of the table is known only then, and these came after it.
    """
    if not typed.has_come_back():
        return False
    _keep_edited(table, words)
    found = False
    for row, filled in table.filled(words):
        came = typed.take(row.form.id)
        if came is not None:
            now = {**values_of(filled), **values_in(came.texts)}
            row.form.store(now, min(row.revision, came.revision))
            found = True
    if found:
        typed.tell_taken_back(_EDITOR)
        st.session_state.pop(_TABLE)
    return found


@inside.uninterrupted()
def _keep(table: _Table, words: Words) -> None:
    """Keep what stands in the changed rows as the drafts of their forms.

    Which of them were refused is told until they are saved once more.
    """
    if outcome.ending() is outcome.Ending.DONE:
        outcome.forget()
    typed.tell_no_more()
    _keep_edited(table, words)


def _keep_edited(table: _Table, words: Words) -> None:
    changed = {row.task.code: filled for row, filled in table.typed(words)}
    for number, cells in table.edits.items():
        row = table.rows[number]
        typed.arrived(row.form.id, {name: cells[name] or "" for name in _TEXTS if name in cells})
        if row.task.code in changed:
            row.form.store(values_of(changed[row.task.code]), row.revision)
        else:
            row.form.drop()


@inside.uninterrupted()
def _save(table: _Table, words: Words) -> None:
    """Save every changed row, from a callback; those that are refused stay as they were typed."""
    _keep(table, words)
    refused: list[str] = []
    fitting: list[tuple[_Row, Saving]] = []
    for row, filled in table.typed(words):
        try:
            update = filled.update(row.task, row.form.quarter)
        except Refused as error:
            refused.append(_refusal(row, error, words))
        else:
            fitting.append((row, Saving(update=update, revision=row.revision)))
    outcomes = update_many(
        state.tracker(),
        table.plan,
        (saving for _, saving in fitting),
        Act(actor=state.actor(), now=state.now()),
    )
    ways_back: list[Callable[[], object]] = []
    made = [each.version for each in outcomes if each.version is not None]
    for (row, _), ended in zip(fitting, outcomes, strict=True):
        if ended.error is not None:
            refused.append(_refusal(row, ended.error, words))
        elif ended.version is not None:
            row.form.drop()
            ways_back.append(partial(undo, table.plan, ended.update, ended.version.revision))
    _tell(table, ways_back, refused, act_remarks.of_all(table.plan, made, words), words)


def _tell(
    table: _Table,
    ways_back: list[Callable[[], object]],
    refused: list[str],
    remarks: tuple[str, ...],
    words: Words,
) -> None:
    done = words.plural("Saved {count} task", "Saved {count} tasks", count=len(ways_back))
    if not ways_back and not refused:
        done = words.text("Nothing was changed.")
    outcome.tell(
        outcome.Told(
            ending=outcome.Ending.REFUSED if refused else outcome.Ending.DONE,
            sentences=(done, *remarks, *refused),
            undo=(lambda: [undo() for undo in reversed(ways_back)]) if ways_back else None,
        )
    )
    # Opened anew: what was saved shows as it stands, what was refused as its draft.
    st.session_state.pop(_TABLE)


def _refusal(row: _Row, error: Exception, words: Words) -> str:
    sentences = sentences_for_anybody(error, words)
    if isinstance(error, Refused) and error.field in FIELDS:
        sentences = [f"{field_label(error.field, words)}: {said}" for said in sentences]
    if isinstance(error, Conflict):
        sentences.append(words.text("Open the task by itself to put both side by side"))
    return f"{row.task.title}: {'. '.join(sentences)}"
