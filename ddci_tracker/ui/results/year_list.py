"""Entering all results of a year at once on Kết quả, as a table that takes a paste from Excel.

Each row is saved by itself: what is refused stays typed, with the reason. What is typed is kept
as a draft until it is saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from ddci_tracker.domain.plan import ResultKind
from ddci_tracker.services import results
from ddci_tracker.services.acts import Act, today_of
from ddci_tracker.services.failures import Conflict, sentences_for
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.results import ResultLine, ResultOutcome
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.people import full_name, known_names
from ddci_tracker.ui.core.seen import Seen
from ddci_tracker.ui.results.about import choose_index_and_year
from ddci_tracker.ui.results.doubts import doubts_about
from ddci_tracker.ui.results.sheet import RANK, SCORE, ResultSheet, entry_of, typed_before
from ddci_tracker.ui.results.wording import FIRST_DAY, field_labels, stands_of
from ddci_tracker.ui.shared import draft_form, kept_cells, last_cell, lengths, outcome, ranked
from ddci_tracker.ui.shared.autosave import kept_choice, kept_fields
from ddci_tracker.ui.shared.kept_cells import CellsOfRow
from ddci_tracker.ui.shared.ranked import Ranked
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Words

NAME, STANDS = "name", "stands"
# A phone has room for a column to type into beside it.
_NAME_WIDTH = 240


def draw_list(look: Look) -> None:
    """Draw the table with what goes for all of its rows."""
    words = look.words
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        sheet = _sheet(look)
        sheet.open(sheet.start)
        _draw_common(sheet)
    with draft_form.frame(sheet, words):
        drawing.put("results/year_list.html", words)
        draft_form.draw_restored(sheet, words)
        _draw_editor(sheet)
        if sheet.gather():
            st.rerun()
        outcome.draw_told(words, field_labels(words))
        with draft_form.foot(sheet, words.text("Save the list"), partial(_save, sheet)):
            last_cell.send_before(draft_form.save_key(sheet))


def _draw_editor(sheet: ResultSheet) -> None:
    words, column = sheet.words, st.column_config.TextColumn
    st.data_editor(
        _rows(sheet),
        key=sheet.editor,
        on_change=sheet.keep,
        hide_index=True,
        num_rows="fixed",
        height="content",
        column_config={
            NAME: column(
                words.text("Index, sub-index"), disabled=True, width=_NAME_WIDTH, pinned=True
            ),
            SCORE: column(words.text("Score"), width=70),
            RANK: column(words.text("Rank"), width=70),
            STANDS: column(words.text("Stands now"), disabled=True),
        },
    )
    _keep_cells(sheet)


def _keep_cells(sheet: ResultSheet) -> None:
    words = sheet.words
    kept_cells.keep_cells(
        sheet.id,
        sheet.editor,
        number=sheet.opening.number,
        names=words.text("Index, sub-index"),
        rows={
            thing.name: CellsOfRow(
                form=sheet.id, revision=sheet.opening.revision, after=sheet.cell_name("", thing.key)
            )
            for thing in sheet.things
        },
        columns={words.text("Score"): SCORE, words.text("Rank"): RANK},
    )


def _sheet(look: Look) -> ResultSheet:
    """The table that is chosen by index, year and kind."""
    words, board = look.words, look.board
    things = ranked.all_of(Seen(look))
    indices = list(dict.fromkeys(thing.index for thing in things))
    about = f"list-about/{board.plan.id}"
    kinds, usual = [str(kind) for kind in ResultKind], str(ResultKind.PUBLISHED)
    with kept_fields(about, {}):
        index, year = choose_index_and_year(look, about, indices)
        kind = st.segmented_control(
            words.text("Kind"),
            kinds,
            default=usual,
            format_func=lambda each: formats.capital(labels.label(ResultKind(each), words)),
            key=kept_choice(about, "kind", "list-kind", kinds, stands=usual),
            required=True,
        )
    return ResultSheet.of(
        look,
        tuple(thing for thing in things if thing.index == index),
        year,
        ResultKind(kind),
        results.entered_results(state.tracker(), state.actor(), board.plan.id),
    )


def _draw_common(sheet: ResultSheet) -> None:
    """What goes for every row."""
    words, keep = sheet.words, sheet.keep
    published = sheet.kind is ResultKind.PUBLISHED
    st.date_input(
        words.text("Day of publication") if published else words.text("Day of the estimate"),
        value=None,
        min_value=FIRST_DAY,
        max_value=today_of(sheet.look.board.plan, state.now()),
        format="DD/MM/YYYY",
        key=sheet.key("on"),
        width=170,
        on_change=keep,
    )
    st.text_input(words.text("Of how many"), key=sheet.key("out_of"), width=150, on_change=keep)
    st.text_input(
        words.text("Source, such as the number of the decision"),
        key=sheet.key("source"),
        width=320,
        on_change=keep,
    )
    lengths.draw_excess(sheet.typed("source"), "source", words)


def _rows(sheet: ResultSheet) -> list[dict[str, str]]:
    words, called = sheet.words, known_names()
    kept, rows = sheet.value("rows"), []
    for thing in sheet.things:
        held = sheet.held(thing)
        stands = stands_of(thing, sheet.year, sheet.kind, held, called, words)
        score, rank = typed_before(held, words)
        shown = stands.entered or (
            words.text("{figures} (print)", figures=stands.printed) if stands.printed else ""
        )
        row = {NAME: thing.name, SCORE: score, RANK: rank, STANDS: shown}
        rows.append(row | kept.get(thing.key, {}))
    return rows


def _save(sheet: ResultSheet) -> None:
    """Save what was typed; tells how many rows came in, and why others did not."""
    words = sheet.words
    problems: dict[str, list[str]] = {}
    lines: list[ResultLine] = []
    things: list[Ranked] = []
    cells = sheet.cells()
    for thing in sheet.things:
        try:
            entry = entry_of(sheet, thing, cells.get(thing.key, {}))
        except Refused as refused:
            problems.setdefault(_said(refused, words), []).append(thing.name)
            continue
        if entry is not None:
            lines.append(ResultLine(entry=entry, revision=sheet.seen(thing)))
            things.append(thing)
    outcomes = _recorded(sheet, lines)
    seen: dict[str, int] = {}
    for thing, made in zip(things, outcomes, strict=True):
        if made.version is not None:
            seen[thing.key] = made.version.revision
        elif made.problem is not None:
            problems.setdefault(_said(made.problem, words), []).append(thing.name)
            if isinstance(made.problem, Conflict):
                # They are told who came first; saved once more, it takes the place of that.
                seen[thing.key] = made.problem.revision_now
    sheet.see(seen)
    sheet.keep()
    if not problems:
        sheet.settle()
    came_in = tuple(
        thing for thing, made in zip(things, outcomes, strict=True) if made.version is not None
    )
    doubts = tuple(doubts_about(sheet.look, came_in, sheet.year))
    _tell(words, saved=len(came_in), problems=problems, doubts=doubts)


def _recorded(sheet: ResultSheet, lines: list[ResultLine]) -> tuple[ResultOutcome, ...]:
    on = sheet.day("on") if sheet.kind is ResultKind.ESTIMATE else None
    act = Act(actor=state.actor(), now=state.now(), on=on)
    return results.save_results(state.tracker(), sheet.look.board.plan.id, lines, act)


def _said(problem: Refused | Conflict, words: Words) -> str:
    if isinstance(problem, Conflict):
        said = words.text(
            "{by} came first, at {moment}. Save once more to put yours in its place.",
            by=full_name(problem.by),
            moment=problem.recorded_at,
        )
    else:
        label = field_labels(words).get(problem.field or "")
        (said,) = sentences_for(problem, words)
        said = f"{label}: {said}" if label else said
    return said


def _tell(
    words: Words, *, saved: int, problems: Mapping[str, list[str]], doubts: tuple[str, ...]
) -> None:
    counted = words.plural("{count} row saved", "{count} rows saved", count=saved)
    if problems:
        # The same reason is said once, with the rows that it is about.
        told = tuple(f"{', '.join(of_rows)}: {said}" for said, of_rows in problems.items())
        sentences = (f"{counted}.", *told, *doubts) if saved else told
        outcome.tell(outcome.Told(ending=outcome.Ending.REFUSED, sentences=sentences))
    elif saved:
        sentences = (f"{counted}.", *doubts)
        outcome.tell(outcome.Told(ending=outcome.Ending.DONE, sentences=sentences))
    else:
        nothing = words.text("Nothing new was typed.")
        outcome.tell(outcome.Told(ending=outcome.Ending.REFUSED, sentences=(nothing,)))
    if saved:
        st.rerun()
