"""Entering all results of a year at once on Kết quả, as a table that takes a paste from Excel.

Each row is saved by itself: what is refused stays typed, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from ddci_tracker.domain.acts import ResultEntry, result_key
from ddci_tracker.domain.plan import Result, ResultKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.services import publishing
from ddci_tracker.services.acting import Act, today_of
from ddci_tracker.services.failures import Conflict, sentences_for
from ddci_tracker.services.publishing import EnteredResult, Line, Outcome
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.typed import decimal, whole
from ddci_tracker.ui import acting, drawing, ranked, state
from ddci_tracker.ui.look import Look
from ddci_tracker.ui.people import known_names
from ddci_tracker.ui.ranked import Ranked
from ddci_tracker.ui.result_words import FIRST_DAY, labels, stands_of, years_of
from ddci_tracker.ui.seen import Seen
from ddci_tracker.words import formats, names
from ddci_tracker.words.catalogue import Words

NAME, STANDS, SCORE, RANK = "name", "stands", "score", "rank"
_SEEN = "list-seen"
_OUT_OF, _DAY, _SOURCE = "list-out-of", "list-day", "list-source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The table of one index, year and kind, with what was entered when it was drawn."""

    look: Look
    things: tuple[Ranked, ...]
    year: int
    kind: ResultKind
    known: Mapping[str, EnteredResult]

    @property
    def words(self) -> Words:
        return self.look.words

    @property
    def key(self) -> str:
        """Names the table, so that each keeps what is typed into it."""
        return f"list:{self.things[0].index}:{self.year}:{self.kind}"

    def known_of(self, thing: Ranked) -> EnteredResult | None:
        return self.known.get(result_key(thing.index, thing.code, self.year, self.kind))

    def held(self, thing: Ranked) -> Version[ResultEntry] | None:
        known = self.known_of(thing)
        return known.held if known else None


def forget() -> None:
    """Forget which revisions were seen, once the table is closed."""
    st.session_state.pop(_SEEN, None)


def draw_list(look: Look) -> None:
    """Draw the table with what goes for all of its rows."""
    words = look.words
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        sheet = _sheet(look)
        _draw_common(sheet)
    drawing.put("result_list.html", words)
    st.data_editor(
        _rows(sheet),
        key=sheet.key,
        hide_index=True,
        num_rows="fixed",
        height="content",
        column_config={
            NAME: st.column_config.TextColumn(
                words.text("Index, sub-index"), disabled=True, width="large"
            ),
            STANDS: st.column_config.TextColumn(
                words.text("Stands now"), disabled=True, width="medium"
            ),
            SCORE: st.column_config.TextColumn(words.text("Score"), width="small"),
            RANK: st.column_config.TextColumn(words.text("Rank"), width="small"),
        },
    )
    acting.draw_told(words, labels(words))
    st.button(words.text("Save the list"), type="primary", on_click=_save, args=(sheet,))


def _sheet(look: Look) -> Sheet:
    """The table that is chosen by index, year and kind."""
    words, board = look.words, look.board
    things = ranked.all_of(Seen(look))
    indices = list(dict.fromkeys(thing.index for thing in things))
    index: str | None = indices[0]
    if len(indices) > 1:
        index = st.segmented_control(
            words.text("Index"), indices, default=index, key="list-index", required=True
        )
    year = st.selectbox(
        words.text("Year of the results"), years_of(look), key="list-year", width=140
    )
    kind = st.segmented_control(
        words.text("Kind"),
        [str(kind) for kind in ResultKind],
        default=str(ResultKind.PUBLISHED),
        format_func=lambda each: formats.capital(names.label(ResultKind(each), words)),
        key="list-kind",
        required=True,
    )
    return Sheet(
        look=look,
        things=tuple(thing for thing in things if thing.index == index),
        year=year,
        kind=ResultKind(kind or ResultKind.PUBLISHED),
        known=publishing.entered_results(state.tracker(), state.actor(), board.plan.id),
    )


def _draw_common(sheet: Sheet) -> None:
    """What goes for every row."""
    words, today = sheet.words, today_of(sheet.look.board.plan, state.now())
    published = sheet.kind is ResultKind.PUBLISHED
    st.date_input(
        words.text("Day of publication") if published else words.text("Day of the estimate"),
        value=None if published else today,
        min_value=FIRST_DAY,
        max_value=today,
        format="DD/MM/YYYY",
        key=f"{_DAY}-{sheet.kind}",
        width=170,
    )
    st.text_input(words.text("Of how many"), key=_OUT_OF, width=150)
    st.text_input(words.text("Source, such as the number of the decision"), key=_SOURCE, width=320)


def _rows(sheet: Sheet) -> list[dict[str, str]]:
    words, called = sheet.words, known_names()
    rows = []
    for thing in sheet.things:
        held = sheet.held(thing)
        stands = stands_of(thing, sheet.year, sheet.kind, held, called, words)
        score, rank = _typed_before(held, words)
        shown = stands.entered or (
            words.text("{figures} (print)", figures=stands.printed) if stands.printed else ""
        )
        rows.append({NAME: thing.name, STANDS: shown, SCORE: score, RANK: rank})
    seen: dict[str, list[int]] = st.session_state.setdefault(_SEEN, {})
    seen.setdefault(sheet.key, _revisions(sheet))
    return rows


def _typed_before(held: Version[ResultEntry] | None, words: Words) -> tuple[str, str]:
    """The score and the rank that were entered, as somebody would type them."""
    result = held.value.result if held and held.value else None
    if result is None:
        return "", ""
    score = formats.decimal(result.score, words) if result.score is not None else ""
    return score, str(result.rank or "")


def _revisions(sheet: Sheet) -> list[int]:
    known = (sheet.known_of(thing) for thing in sheet.things)
    return [each.revision if each else 0 for each in known]


def _save(sheet: Sheet) -> None:
    """Save what was typed; tells how many rows came in, and why others did not."""
    words = sheet.words
    problems: dict[str, list[str]] = {}
    lines, of_lines = [], []
    edited: Mapping[int, Mapping[str, Any]] = st.session_state[sheet.key]["edited_rows"]
    seen: list[int] = st.session_state[_SEEN][sheet.key]
    for number, thing in enumerate(sheet.things):
        try:
            entry = _entry(sheet, thing, edited.get(number, {}))
        except Refused as refused:
            problems.setdefault(_said(refused, words), []).append(thing.name)
            continue
        if entry is not None:
            lines.append(Line(entry=entry, revision=seen[number]))
            of_lines.append((number, thing))
    outcomes = _recorded(sheet, lines)
    for (number, thing), outcome in zip(of_lines, outcomes, strict=True):
        if outcome.version is not None:
            seen[number] = outcome.version.revision
        elif outcome.problem is not None:
            problems.setdefault(_said(outcome.problem, words), []).append(thing.name)
            if isinstance(outcome.problem, Conflict):
                # They are told who came first; saved once more, it takes the place of that.
                seen[number] = outcome.problem.revision_now
    _tell(words, saved=sum(each.version is not None for each in outcomes), problems=problems)


def _recorded(sheet: Sheet, lines: list[Line]) -> tuple[Outcome, ...]:
    day = st.session_state.get(f"{_DAY}-{sheet.kind}")
    act = Act(
        actor=state.actor(),
        now=state.now(),
        on=day if sheet.kind is ResultKind.ESTIMATE else None,
    )
    return publishing.save_results(state.tracker(), sheet.look.board.plan.id, lines, act)


def _entry(sheet: Sheet, thing: Ranked, edited: Mapping[str, Any]) -> ResultEntry | None:
    """What was typed into a row; None where nothing was, or nothing else than stands."""
    held = sheet.held(thing)
    before = held.value.result if held and held.value else None
    score, rank = (
        str(edited.get(field, stood) or "").strip()
        for field, stood in zip((SCORE, RANK), _typed_before(held, sheet.words), strict=True)
    )
    if not edited or not (score or rank):
        return None
    out_of = str(st.session_state.get(_OUT_OF) or "").strip()
    day: date | None = st.session_state.get(f"{_DAY}-{sheet.kind}")
    typed = Result(
        year=sheet.year,
        kind=sheet.kind,
        score=decimal(score, field="score") if score else None,
        rank=whole(rank, field="rank") if rank else None,
        out_of=whole(out_of, field="out_of") if out_of else None,
        published_on=day if sheet.kind is ResultKind.PUBLISHED else None,
        source=str(st.session_state.get(_SOURCE) or "").strip() or None,
    )
    if before is not None:
        typed = replace(
            typed,
            out_of=typed.out_of or before.out_of,
            published_on=typed.published_on or before.published_on,
            source=typed.source or before.source,
        )
        if typed == before:
            return None
    return ResultEntry(index=thing.index, sub_index=thing.code, result=typed)


def _said(problem: Refused | Conflict, words: Words) -> str:
    if isinstance(problem, Conflict):
        called = known_names()
        who = called.get(problem.by, problem.by)
        said = words.text(
            "{by} came first, at {moment}. Save once more to put yours in its place.",
            by=who,
            moment=problem.recorded_at,
        )
    else:
        label = labels(words).get(problem.field or "")
        (said,) = sentences_for(problem, words)
        said = f"{label}: {said}" if label else said
    return said


def _tell(words: Words, *, saved: int, problems: Mapping[str, list[str]]) -> None:
    counted = words.plural("{count} row saved", "{count} rows saved", count=saved)
    if problems:
        # The same reason is said once, with the rows that it is about.
        told = tuple(f"{', '.join(of_rows)}: {said}" for said, of_rows in problems.items())
        sentences = (f"{counted}.", *told) if saved else told
        acting.tell(acting.Told(ending=acting.Ending.REFUSED, sentences=sentences))
    elif saved:
        acting.tell(acting.Told(ending=acting.Ending.DONE, sentences=(f"{counted}.",)))
    else:
        nothing = words.text("Nothing new was typed.")
        acting.tell(acting.Told(ending=acting.Ending.REFUSED, sentences=(nothing,)))
    if saved:
        st.rerun()
