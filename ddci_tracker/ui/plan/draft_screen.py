"""A draft of a plan on the screen: its tables, which keep every change at once, and its checks.

What is typed is kept as it is typed, right or wrong; the checks beside say what it comes to. What
a colleague changed of a table meanwhile stays; of a cell that both change, whoever comes second is
told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.domain.findings import Level
from ddci_tracker.domain.plan_tables import (
    TABLES,
    TARGETS,
    PlanCellKind,
    PlanTable,
    TableColumn,
    TableRow,
    rows_of,
    table,
)
from ddci_tracker.domain.table_merge import Clash, merge
from ddci_tracker.services import plan_drafts, table_problems
from ddci_tracker.services.failures import Conflict
from ddci_tracker.services.plan_drafts import DraftVersion, DraftView, UnknownDraft
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.people import full_name
from ddci_tracker.ui.shared import downloads, kept_cells, outcome, typed, uploads
from ddci_tracker.ui.shared.autosave import kept_choice, kept_fields
from ddci_tracker.ui.shared.kept_cells import CellsOfRow
from ddci_tracker.ui.shared.outcome import Ending, Told
from ddci_tracker.ui.shared.typed import Typed
from ddci_tracker.words import formats, plan_tables, reasons
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

OPEN: Final = "draft"
LIST: Final = "list"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TABLE, _BASE, _REPLACED = "draft-table", "draft-base", "draft-replaced"
_TAKES_ALL = "draft-takes-all"
# Between column and row in the name that a browser calls a cell by.
_OF: Final = "@"
# A session that has opened a table knows better than the page which one it shows.
_KNOWS: Final = "draft-tables-opened"
_ROWS_SHOWN, _ROW, _CLASHES_TOLD = 12, 35, 3
_WAYS: Mapping[str, str] = {
    "empty": N_("begun with nothing"),
    "workbook": N_("begun with a workbook"),
    "file": N_("begun with a plan file"),
    "last_year": N_("begun with last year's plan"),
    "text": N_("begun with a printed text"),
    "changed": N_("changed"),
    "replaced": N_("read from a workbook again"),
    "restored": N_("put back as it was"),
    "reviewed": N_("changed beside its text"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """The rows that an editor was opened on: it shows its own changes to them by itself.

    ``number`` is the revision of the draft then; ``stands`` is what the draft says now of this
    table, as far as is known here. ``by_page``: a page shows it that came back to another session,
    and what was changed in it may not have arrived.
    """

    draft: str
    table: str
    number: int
    rows: tuple[TableRow, ...]
    stands: tuple[TableRow, ...]
    by_page: bool = False

    @property
    def key(self) -> str:
        """The key of the editor."""
        return f"draft-editor-{self.draft}-{self.table}-{self.number}"

    @property
    def form(self) -> str:
        """What the browser calls it."""
        return f"plan-draft/{self.draft}/{self.table}"


def open_draft(name: str) -> None:
    """Let the address name a draft."""
    st.session_state.pop(_BASE, None)
    for each in ("place", "does", "still", "bang"):
        state.choose(each, None)
    state.choose(OPEN, name)


def draw(view: DraftView, words: Words, *, beside: Callable[[], None] | None) -> None:
    """Draw a draft; ``beside`` leads to the text that it was read from, where there is one."""
    name = view.entry.id
    _draw_head(view, words, beside)
    outcome.draw_told(words)
    problems = _count_by_table(view)
    counts = {each.key: len(view.tables.get(each.key, ())) for each in TABLES}
    _draw_end(view, words)
    about, tables = f"draft-part/{name}", [each.key for each in TABLES]
    with kept_fields(about, {}):
        key = st.pills(
            words.text("Part of the plan"),
            tables,
            default=tables[0],
            format_func=lambda key: _part(key, counts[key], problems.get(key, 0), words),
            key=kept_choice(about, "part", f"{_TABLE}-{name}", tables, stands=tables[0]),
            required=True,
        )
    _draw_table(view, table(key or TABLES[0].key), words)
    if key == TARGETS.key:
        _draw_targets_before(view, words)
    _draw_checks(view, words)


def _draw_head(view: DraftView, words: Words, beside: Callable[[], None] | None) -> None:
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
        if beside is not None:
            st.button(
                words.text("Beside its text"), icon=":material/vertical_split:", on_click=beside
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
        st.file_uploader(
            words.text("Put the workbook back as filled in"), type="xlsx", key=_REPLACED
        )
        st.checkbox(
            words.text("Where somebody changed the same sheet meanwhile, the workbook counts"),
            key=_TAKES_ALL,
        )
        st.button(
            words.text("Read the workbook"),
            on_click=_replace,
            args=(view, words),
        )


def _replace(view: DraftView, words: Words) -> None:
    def act() -> Any:
        entry, file = view.entry, uploads.chosen(_REPLACED)
        tracker, actor, now = state.tracker(), state.actor(), state.now()
        revision = plan_drafts.replace_by_workbook(
            tracker,
            actor,
            entry.id,
            file.name,
            file.getvalue(),
            revision=entry.revision,
            now=now,
            takes_all=bool(st.session_state.get(_TAKES_ALL)),
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

    opened = _opened(view, of)
    rows, key, column = opened.rows, opened.key, st.column_config
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
    if typed.was_taken_back(opened.form):
        drawing.put("shared/taken_back.html", words)
    st.data_editor(
        shown,
        key=key,
        num_rows="fixed" if of.upright else "dynamic",
        on_change=_keep,
        args=(view, of, words),
        hide_index=of.upright,
        disabled=["name", "rule"] if of.upright else False,
        height=_ROW * (min(len(shown), _ROWS_SHOWN) + 2),
        column_config=config,
        placeholder="",
    )
    _keep_cells(opened, of, words)
    if _take_back(view, opened, of, words):
        st.rerun()


def _draw_targets_before(view: DraftView, words: Words) -> None:
    """What the plan before aimed at, beside the targets that are to be typed."""
    before = plan_drafts.targets_before(
        state.tracker(), state.actor(), view.entry.id, now=state.now()
    )
    if before:
        drawing.put("plan/targets_before.html", words, before=before)


def _opened(view: DraftView, of: PlanTable) -> _Opened:
    """The table as it was opened; one that a page goes on showing is opened as it was there."""
    before: _Opened | None = st.session_state.get(_BASE)
    if before is not None and (before.draft, before.table) == (view.entry.id, of.key):
        return before
    rows = view.tables.get(of.key, ())
    opened = _Opened(
        draft=view.entry.id, table=of.key, number=view.entry.revision, rows=rows, stands=rows
    )
    shown = 0 if _KNOWS in st.session_state else typed.shown_opening(opened.form)
    if shown:
        with suppress(UnknownDraft):
            tables = plan_drafts.tables_at(state.tracker(), state.actor(), opened.draft, shown)
            then = tables.get(of.key, ())
            opened = replace(opened, number=shown, rows=then, by_page=True)
    st.session_state[_KNOWS] = True
    st.session_state[_BASE] = opened
    return opened


def _keep_cells(opened: _Opened, of: PlanTable, words: Words) -> None:
    """Have the browser keep the cell that is being typed in."""
    if of.upright:
        names, columns = words.text("Field"), {words.text("Value"): "value"}
        rows = {plan_tables.heading(of, each, words): each.key for each in of.columns}
    else:
        # The numbers of the rows have no heading; the next row is one that is just begun.
        added = len(_edits(opened).get("added_rows", ()))
        names, columns = "", {plan_tables.heading(of, each, words): each.key for each in of.columns}
        rows = {str(number + 1): str(number + 1) for number in range(len(opened.rows) + added + 1)}
    kept_cells.keep_cells(
        opened.form,
        opened.key,
        number=opened.number,
        names=names,
        rows={
            name: CellsOfRow(form=opened.form, revision=opened.number, after=f"{_OF}{row}")
            for name, row in rows.items()
        },
        columns=columns,
    )


def _edits(opened: _Opened) -> Mapping[str, Any]:
    found: Mapping[str, Any] = st.session_state.get(opened.key, {})
    return found


@inside.uninterrupted()
def _take_back(view: DraftView, opened: _Opened, of: PlanTable, words: Words) -> bool:
    """Once the table is drawn, take in what did not arrive; whether to draw it anew.

    What the page still held of the table is known only then, and cells that came were typed after.
    """
    came = typed.take(opened.form)
    if came is None and not opened.by_page:
        return False
    edits, cells = _edits(opened), _where_they_are(opened, of, came) if came else {}
    typed_over = with_cells(edits, cells, len(opened.rows), of)
    rows = with_changes(opened.rows, typed_over, of, words)
    newest = view.tables.get(of.key, ())
    if rows == newest or not (cells or _is_edited(edits)):
        st.session_state.pop(_BASE)
        return True
    try:
        _save(view, of, rows, words)
    except Overtaken as first:
        _tell_overtaken(first, of, words)
        return True
    st.session_state.pop(_BASE, None)
    typed.tell_taken_back(opened.form)
    return True


def _who_came_first(opened: _Opened, stands: tuple[TableRow, ...]) -> DraftVersion | None:
    """The last version that changed the table, where the one who types does not know of it.

    Of what a page held that came back, own changes may be among those that it knows.
    """
    if not opened.by_page and stands == opened.stands:
        return None
    tracker, actor = state.tracker(), state.actor()
    changes = plan_drafts.changes_of(
        tracker, actor, opened.draft, opened.table, since=opened.number
    )
    foreign = (each for each in changes if not opened.by_page or each.saved_by != actor.name)
    return next(reversed(tuple(foreign)), None)


def _is_edited(edits: Mapping[str, Any]) -> bool:
    return any(edits.get(kind) for kind in ("edited_rows", "added_rows", "deleted_rows"))


def _where_they_are(opened: _Opened, of: PlanTable, came: Typed) -> Mapping[str, str]:
    """Cells that were typed into an earlier opening, by where their rows stand in this one."""
    if of.upright or came.revision == opened.number:
        return came.texts
    try:
        tables = plan_drafts.tables_at(state.tracker(), state.actor(), opened.draft, came.revision)
    except UnknownDraft:
        return {}
    first = of.columns[0].key
    then = {str(row.number): row.cells.get(first) for row in tables.get(of.key, ())}
    now = {str(row.number): row.cells.get(first) for row in opened.rows}
    found = {}
    for name, text in came.texts.items():
        column, _, row = name.partition(_OF)
        is_there = row not in then or now.get(row) == then[row]
        other = next((each for each in now if now[each] == then.get(row)), None)
        place = row if is_there else other
        if place is not None:
            found[f"{column}{_OF}{place}"] = text
    return found


def with_cells(
    edits: Mapping[str, Any], cells: Mapping[str, str], count: int, of: PlanTable
) -> Mapping[str, Any]:
    """What an editor of so many rows tells, with cells that were typed over it."""
    edited = {int(row): dict(change) for row, change in edits.get("edited_rows", {}).items()}
    added = [dict(row) for row in edits.get("added_rows", ())]
    numbers = {each.key: number for number, each in enumerate(of.columns)}
    for name, text in cells.items():
        column, _, row = name.partition(_OF)
        if of.upright and row in numbers:
            edited.setdefault(numbers[row], {})[column] = text
        elif column in numbers and row.isdecimal() and 1 <= int(row) <= count:
            edited.setdefault(int(row) - 1, {})[column] = text
        elif column in numbers and row.isdecimal() and count < int(row) <= count + len(added) + 1:
            added += [{}] * (int(row) - count - len(added))
            added[int(row) - count - 1][column] = text
    return {**edits, "edited_rows": edited, "added_rows": added}


def _arrived(opened: _Opened, of: PlanTable) -> None:
    """The draft has what was changed in the editor."""
    edits, count = _edits(opened), len(opened.rows)
    rows = {
        **{int(row): change for row, change in edits.get("edited_rows", {}).items()},
        **{count + number: row for number, row in enumerate(edits.get("added_rows", ()))},
    }
    typed.arrived(
        opened.form,
        {
            f"{column}{_OF}{of.columns[row].key if of.upright else row + 1}": str(value or "")
            for row, change in rows.items()
            for column, value in change.items()
        },
    )


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


def _keep(view: DraftView, of: PlanTable, words: Words) -> None:
    """Keep the table as it stands now."""
    outcome.forget()
    typed.tell_no_more()
    opened: _Opened = st.session_state[_BASE]
    rows = with_changes(opened.rows, _edits(opened), of, words)
    try:
        _save(view, of, rows, words)
    except Overtaken as first:
        _tell_overtaken(first, of, words)
        return
    _arrived(opened, of)


class Overtaken(Exception):
    """A colleague changed the very cells that were typed into; what was typed is not kept yet."""

    def __init__(self, first: DraftVersion, clashes: tuple[Clash, ...]) -> None:
        super().__init__(first, clashes)
        self.first, self.clashes = first, clashes


@inside.uninterrupted()
def _save(view: DraftView, of: PlanTable, mine: tuple[TableRow, ...], words: Words) -> None:
    """Keep rows as the table, with what colleagues changed of it meanwhile.

    ``Overtaken``, once, where they changed the same cells: these are shown as they were typed, and
    kept with the next change. A table that others changed is opened anew.
    """
    tracker, actor, name = state.tracker(), state.actor(), view.entry.id
    opened: _Opened = st.session_state[_BASE]
    now = plan_drafts.draft_of(tracker, actor, name)
    stands = now.tables.get(of.key, ())
    first, rows = _who_came_first(opened, stands), mine
    if first is not None:
        base = opened.rows if opened.by_page else opened.stands
        merged = merge(of, base, mine, stands)
        if merged.clashes:
            st.session_state[_BASE] = replace(
                opened,
                number=now.entry.revision,
                rows=merged.rows,
                stands=stands,
                by_page=False,
            )
            raise Overtaken(first, merged.clashes)
        rows = merged.rows
    tables = {**now.tables, of.key: rows}
    try:
        plan_drafts.save(tracker, actor, name, tables, revision=now.entry.revision, now=state.now())
    except Conflict:
        # Somebody came between looking and keeping.
        _save(view, of, mine, words)
        return
    if first is None:
        st.session_state[_BASE] = replace(opened, stands=rows)
        return
    st.session_state.pop(_BASE)
    both = words.text(
        "{by} also changed this table, at {moment}; what both of you changed is kept.",
        by=full_name(first.saved_by),
        moment=first.saved_at,
    )
    outcome.tell(Told(ending=Ending.DONE, sentences=(both,)))


def _tell_overtaken(overtaken: Overtaken, of: PlanTable, words: Words) -> None:
    first = words.text(
        "{by} changed the same at {moment}: {places}. Your last change is not kept yet.",
        by=full_name(overtaken.first.saved_by),
        moment=overtaken.first.saved_at,
        places=tuple(_said(each, of, words) for each in overtaken.clashes[:_CLASHES_TOLD]),
    )
    outcome.tell_overtaken(
        first, words, words.text(N_("Change it once more to keep yours, or open it anew."))
    )


def _said(clash: Clash, of: PlanTable, words: Words) -> str:
    """A cell or row of which both say something else, and what stands there now."""
    if clash.column is None:
        said = clash.theirs or words.text("the line is gone")
        return words.text("{place}: {said}", place=clash.row, said=said)
    column = of.column(clash.column)
    heading = plan_tables.heading(of, column, words)
    now = plan_tables.shown(column, clash.theirs, words) or words.text("blank")
    place = heading if of.upright else f"{clash.row}, {heading}"
    return words.text("{place}: {said}", place=place, said=now)


def with_changes(
    rows: tuple[TableRow, ...], edits: Mapping[str, Any], of: PlanTable, words: Words
) -> tuple[TableRow, ...]:
    """The rows with what was typed over them, taken away and added."""
    if of.upright:
        cells = dict(rows[0].cells) if rows else {}
        for number, change in edits.get("edited_rows", {}).items():
            column = of.columns[int(number)]
            cells[column.key] = _meant(column, change.get("value"), words)
        return rows_of([cells])
    kept = [dict(row.cells) for row in rows]
    columns = {each.key: each for each in of.columns}
    for number, change in edits.get("edited_rows", {}).items():
        for key, value in change.items():
            if key in columns:
                kept[int(number)][key] = _meant(columns[key], value, words)
    gone = set(edits.get("deleted_rows", ()))
    added = [
        {key: _meant(columns[key], value, words) for key, value in row.items() if key in columns}
        for row in edits.get("added_rows", ())
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
            on_click=adopt,
            args=(view, words),
        )


def _discard(view: DraftView, words: Words) -> None:
    name = view.entry.id

    def act() -> Any:
        plan_drafts.discard(state.tracker(), state.actor(), name)
        open_draft(LIST)
        return lambda: plan_drafts.restore(state.tracker(), state.actor(), name)

    outcome.attempt(act, words.text("The draft is thrown away"), words)


def adopt(view: DraftView, words: Words) -> None:
    """Take a draft into tracking. From a callback."""

    def act() -> None:
        entry = view.entry
        plan, _ = plan_drafts.adopt(
            state.tracker(), state.actor(), entry.id, revision=entry.revision, now=state.now()
        )
        st.session_state.pop(_BASE, None)
        state.choose(OPEN, None)
        state.choose("plan", plan)

    outcome.attempt(act, words.text("The plan is tracked from now on"), words)
