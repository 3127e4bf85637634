"""A draft of a plan on the screen: its tables, which keep every change at once, and its checks.

What is typed is kept as it is typed, right or wrong; the checks beside say what it comes to. A
table that a colleague has changed since is not overwritten without a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from ddci_tracker.domain.findings import Level
from ddci_tracker.domain.plan_tables import (
    TABLES,
    PlanCellKind,
    PlanTable,
    TableColumn,
    TableRow,
    rows_of,
    table,
)
from ddci_tracker.services import plan_drafts, table_problems
from ddci_tracker.services.failures import Conflict
from ddci_tracker.services.plan_drafts import DraftView, UnknownDraft
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.people import full_name
from ddci_tracker.ui.shared import downloads, outcome
from ddci_tracker.words import formats, plan_tables, reasons
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

OPEN: Final = "draft"
LIST: Final = "list"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TABLE, _BASE, _REPLACED = "draft-table", "draft-base", "draft-replaced"
_ROWS_SHOWN, _ROW = 12, 35
_WAYS: Mapping[str, str] = {
    "empty": N_("begun with nothing"),
    "workbook": N_("begun with a workbook"),
    "file": N_("begun with a plan file"),
    "last_year": N_("begun with last year's plan"),
    "changed": N_("changed"),
    "replaced": N_("read from a workbook again"),
    "restored": N_("put back as it was"),
}


def open_draft(name: str) -> None:
    """Let the address name a draft."""
    st.session_state.pop(_BASE, None)
    state.choose(OPEN, name)


def draw(name: str, words: Words) -> bool:
    """Draw a draft; False where there is none of this name any more."""
    try:
        view = plan_drafts.draft_of(state.tracker(), state.actor(), name)
    except UnknownDraft:
        return False
    _draw_head(view, words)
    outcome.draw_told(words)
    problems = _count_by_table(view)
    counts = {each.key: len(view.tables.get(each.key, ())) for each in TABLES}
    _draw_end(view, words)
    key = st.pills(
        words.text("Part of the plan"),
        [each.key for each in TABLES],
        default=TABLES[0].key,
        format_func=lambda key: _part(key, counts[key], problems.get(key, 0), words),
        key=f"{_TABLE}-{name}",
        required=True,
    )
    _draw_table(view, table(key or TABLES[0].key), words)
    _draw_checks(view, words)
    return True


def _draw_head(view: DraftView, words: Words) -> None:
    entry, actor = view.entry, state.actor()
    holder = full_name(entry.holder) if entry.holder != actor.name else None
    by = full_name(entry.saved_by)
    with st.container(horizontal=True, vertical_alignment="center", key="draft-head"):
        drawing.put("plan/draft_head.html", words, entry=entry, by=by, holder=holder)
        if holder:
            st.button(
                words.text("Take it over"),
                on_click=plan_drafts.take_over,
                args=(state.tracker(), actor, entry.id),
            )
        _draw_files(view, words)
        st.button(
            words.text("All drafts"),
            icon=":material/arrow_back:",
            on_click=open_draft,
            args=(LIST,),
        )


def _draw_files(view: DraftView, words: Words) -> None:
    tracker, actor, now, name = state.tracker(), state.actor(), state.now(), view.entry.id
    with st.popover(words.text("Workbook"), icon=":material/table_view:"):
        downloads.offer(
            words.text("Download the workbook"),
            lambda: plan_drafts.draft_book(tracker, actor, name, words, now=now),
            file_name=f"{name}.xlsx",
            media_type=_XLSX,
            key="draft-workbook-out",
        )
        if view.plan is not None:
            downloads.offer(
                words.text("Download the plan file (YAML)"),
                lambda: plan_drafts.draft_file(tracker, actor, name),
                file_name=f"{name}.yaml",
                media_type="application/yaml",
                key="draft-file-out",
            )
        file = st.file_uploader(
            words.text("Put the workbook back as filled in"), type="xlsx", key=_REPLACED
        )
        st.button(
            words.text("Read the workbook"),
            disabled=file is None,
            on_click=_replace,
            args=(view, words),
        )


def _replace(view: DraftView, words: Words) -> None:
    file = st.session_state[_REPLACED]
    if file is None:
        return

    def act() -> Any:
        entry = view.entry
        tracker, actor, now = state.tracker(), state.actor(), state.now()
        revision = plan_drafts.replace_by_workbook(
            tracker, actor, entry.id, file.name, file.getvalue(), revision=entry.revision, now=now
        )
        st.session_state.pop(_BASE, None)
        return lambda: _put_back(entry.id, entry.revision, revision)

    outcome.attempt(act, words.text("The draft says what the workbook says"), words)


def _put_back(name: str, wanted: int, revision: int) -> None:
    st.session_state.pop(_BASE, None)
    plan_drafts.restore_version(
        state.tracker(), state.actor(), name, wanted, revision=revision, now=state.now()
    )


def _part(key: str, count: int, wrong: int, words: Words) -> str:
    name = plan_tables.table_name(key, words)
    said = f"{name} ({count})" if not table(key).upright else name
    if not wrong:
        return said
    errors = words.plural("{count} error", "{count} errors", count=wrong)
    return f"{said} – {errors}"


def _count_by_table(view: DraftView) -> dict[str, int]:
    counts: dict[str, int] = {}
    for problem in view.problems:
        counts[problem.table] = counts.get(problem.table, 0) + 1
    return counts


def _draw_table(view: DraftView, of: PlanTable, words: Words) -> None:
    """The rows of one table in an editor that keeps each change at once."""
    import pandas as pd  # only here: it takes long to load

    rows = _base(view, of)
    key = f"draft-editor-{view.entry.id}-{of.key}-{st.session_state[_BASE][2]}"
    column = st.column_config
    if of.upright:
        cells = rows[0].cells if rows else {}
        names = [plan_tables.heading(of, each, words) for each in of.columns]
        shown = pd.DataFrame(
            {
                "name": names,
                "value": [_shown(view, each, cells, words) for each in of.columns],
                "rule": [plan_tables.rule(of, each, words) for each in of.columns],
            }
        )
        config: dict[str, Any] = {
            "name": column.TextColumn(words.text("Field"), width=220),
            "value": column.TextColumn(words.text("Value"), width=420),
            "rule": column.TextColumn(words.text("How to fill in"), width=420),
        }
    else:
        shown = pd.DataFrame(
            {
                each.key: [_shown(view, each, row.cells, words) for row in rows]
                for each in of.columns
            },
            index=range(1, len(rows) + 1),
            dtype=object,
        )
        config = {
            each.key: _config(view, of, each, {str(text) for text in shown[each.key]}, words)
            for each in of.columns
        }
    st.data_editor(
        shown,
        key=key,
        num_rows="fixed" if of.upright else "dynamic",
        on_change=_keep,
        args=(view, of, key, words),
        hide_index=of.upright,
        disabled=["name", "rule"] if of.upright else False,
        height=_ROW * (min(len(shown), _ROWS_SHOWN) + 2),
        column_config=config,
        placeholder="",
    )


def _base(view: DraftView, of: PlanTable) -> tuple[TableRow, ...]:
    """The rows that the editor was opened on: it shows its own changes to them by itself."""
    base = st.session_state.get(_BASE)
    if base is None or base[:2] != (view.entry.id, of.key):
        rows = view.tables.get(of.key, ())
        base = (view.entry.id, of.key, view.entry.revision, rows, rows)
        st.session_state[_BASE] = base
    rows = base[3]
    return tuple(rows)


def _config(
    view: DraftView, of: PlanTable, each: TableColumn, present: set[str], words: Words
) -> Any:
    heading, rule = plan_tables.heading(of, each, words), plan_tables.rule(of, each, words)
    options = list(plan_tables.choices(each, words).values())
    if each.kind is PlanCellKind.SUB_INDEX:
        options = list(dict.fromkeys(view.names.values()))
    if not options:
        return st.column_config.TextColumn(heading, help=rule)
    options += sorted(present - {"", *options})
    return st.column_config.SelectboxColumn(heading, help=rule, options=options)


def _shown(
    view: DraftView, column: TableColumn, cells: Mapping[str, str], words: Words
) -> str | None:
    text = cells.get(column.key, "")
    name = view.names.get((cells.get("index", ""), text), text)
    return plan_tables.shown(column, text, words, {text: name}) or None


def _keep(view: DraftView, of: PlanTable, key: str, words: Words) -> None:
    """Keep the table as it stands now."""
    outcome.forget()
    typed = st.session_state.get(key, {})
    name, base = view.entry.id, st.session_state[_BASE]
    rows = with_changes(base[3], typed, of, words)
    tracker, actor = state.tracker(), state.actor()
    try:
        now = plan_drafts.draft_of(tracker, actor, name)
        if now.tables.get(of.key, ()) != base[4]:
            raise Conflict(name, now.entry.revision, now.entry.saved_by, now.entry.saved_at)
        tables = {**now.tables, of.key: rows}
        plan_drafts.save(tracker, actor, name, tables, revision=now.entry.revision, now=state.now())
    except Conflict as first:
        said = words.text(
            N_("{by} changed this table at {moment}; your last change is not kept yet."),
            by=full_name(first.by),
            moment=first.recorded_at,
        )
        outcome.tell_overtaken(
            said, words, words.text(N_("Change it once more to keep yours, or open it anew."))
        )
        newest = plan_drafts.draft_of(tracker, actor, name)
        st.session_state[_BASE] = (*base[:4], newest.tables.get(of.key, ()))
        return
    st.session_state[_BASE] = (*base[:4], rows)


def with_changes(
    rows: tuple[TableRow, ...], typed: Mapping[str, Any], of: PlanTable, words: Words
) -> tuple[TableRow, ...]:
    """The rows with what was typed over them, taken away and added."""
    if of.upright:
        cells = dict(rows[0].cells) if rows else {}
        for number, change in typed.get("edited_rows", {}).items():
            column = of.columns[int(number)]
            cells[column.key] = _meant(column, change.get("value"), words)
        return rows_of([cells])
    kept = [dict(row.cells) for row in rows]
    columns = {each.key: each for each in of.columns}
    for number, change in typed.get("edited_rows", {}).items():
        for key, value in change.items():
            if key in columns:
                kept[int(number)][key] = _meant(columns[key], value, words)
    gone = set(typed.get("deleted_rows", ()))
    added = [
        {key: _meant(columns[key], value, words) for key, value in row.items() if key in columns}
        for row in typed.get("added_rows", ())
    ]
    return rows_of([row for number, row in enumerate(kept) if number not in gone] + added)


def _meant(column: TableColumn, value: object, words: Words) -> str:
    return "" if value is None else plan_tables.meant(column, str(value), words)


def _draw_checks(view: DraftView, words: Words) -> None:
    by_level: dict[Level, list[str]] = {level: [] for level in Level}
    by_level[Level.ERROR] += table_problems.in_a_draft(view.problems, words)
    for finding in view.findings:
        by_level[finding.level].append(reasons.sentence(finding.reason, words))
    drawing.put(
        "plan/draft_checks.html",
        words,
        errors=by_level[Level.ERROR],
        questions=by_level[Level.QUESTION],
        notes=by_level[Level.NOTE],
    )
    with st.expander(words.text("History of the draft")):
        for version in plan_drafts.draft_versions(state.tracker(), state.actor(), view.entry.id):
            _draw_version(view, version, words)


def _draw_version(view: DraftView, version: plan_drafts.DraftVersion, words: Words) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"draft-version-{version.revision}"
    ):
        moment = formats.moment(version.saved_at, words)
        what = words.text(_WAYS[version.what])
        st.text(f"{moment} · {full_name(version.saved_by)}: {what}", width="stretch")
        if version.revision < view.entry.revision:
            st.button(
                words.text("Restore"),
                key=f"draft-restore-{version.revision}",
                on_click=_restore,
                args=(view, version.revision, words),
            )


def _restore(view: DraftView, wanted: int, words: Words) -> None:
    def act() -> None:
        _put_back(view.entry.id, wanted, view.entry.revision)

    outcome.attempt(act, words.text("The draft says again what it said"), words)


def _draw_end(view: DraftView, words: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="draft-end"):
        left = words.plural(
            "Draft: {count} place still to be mended",
            "Draft: {count} places still to be mended",
            count=view.blocking,
        )
        ready = words.text("Draft: nothing keeps it out of tracking")
        st.text(left if view.blocking else ready, width="stretch")
        st.button(
            words.text("Discard the draft of the plan"), on_click=_discard, args=(view, words)
        )
        st.button(
            words.text("Take into tracking"),
            type="primary",
            disabled=view.blocking > 0,
            on_click=_adopt,
            args=(view, words),
        )


def _discard(view: DraftView, words: Words) -> None:
    name = view.entry.id

    def act() -> Any:
        plan_drafts.discard(state.tracker(), state.actor(), name)
        open_draft(LIST)
        return lambda: plan_drafts.restore(state.tracker(), state.actor(), name)

    outcome.attempt(act, words.text("The draft is thrown away"), words)


def _adopt(view: DraftView, words: Words) -> None:
    def act() -> None:
        entry = view.entry
        plan, _ = plan_drafts.adopt(
            state.tracker(), state.actor(), entry.id, revision=entry.revision, now=state.now()
        )
        st.session_state.pop(_BASE, None)
        state.choose(OPEN, None)
        state.choose("plan", plan)

    outcome.attempt(act, words.text("The plan is tracked from now on"), words)
