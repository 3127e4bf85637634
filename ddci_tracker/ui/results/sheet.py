"""The table of a year's results: what was typed into it, its draft, and what each row comes to.

Not here: how the table is drawn and saved.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from ddci_tracker.domain.acts import ResultEntry, result_key
from ddci_tracker.domain.plan import Result, ResultKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.acts import today_of
from ddci_tracker.services.drafts import KeptDraft, draft_of, drop_draft, keep_draft
from ddci_tracker.services.results import EnteredResult
from ddci_tracker.services.typed_numbers import decimal, whole
from ddci_tracker.ui.core import state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.results.wording import with_what_has_no_field
from ddci_tracker.ui.shared.ranked import Ranked
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words

SCORE, RANK = "score", "rank"
_BEGUN, _SEEN, _BASE, _KEPT = "list-begun", "list-seen", "list-base", "list-kept"
# Counts how often a table was emptied: an emptied one is a new one.
_EMPTIED = "list-emptied"

Cells = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSheet:
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

    @property
    def editor(self) -> str:
        """The key of the table itself."""
        return f"{self.key}:{st.session_state.get(_EMPTIED, 0)}"

    def common(self, field: str) -> str:
        """The key of a field that goes for every row."""
        return f"{self.key}:{field}"

    def typed(self, field: str) -> str:
        """What stands in such a field, without spaces around it."""
        return str(st.session_state.get(self.common(field)) or "").strip()

    @property
    def day(self) -> date | None:
        """The day that goes for every row."""
        value = st.session_state.get(self.common("on"))
        return value if isinstance(value, date) else None

    def known_of(self, thing: Ranked) -> EnteredResult | None:
        return self.known.get(result_key(thing.index, thing.code, self.year, self.kind))

    def held(self, thing: Ranked) -> Version[ResultEntry] | None:
        known = self.known_of(thing)
        return known.held if known else None


def forget() -> None:
    """Forget the table, once it is closed; its draft stays."""
    for key in (_BEGUN, _SEEN, _BASE, _KEPT):
        st.session_state.pop(key, None)


def restored(sheet: ResultSheet) -> KeptDraft | None:
    """The draft from which the table was filled."""
    kept: KeptDraft | None = st.session_state[_KEPT][sheet.key]
    return kept


def throw_away(sheet: ResultSheet) -> None:
    """Drop what was typed: the table says what was entered, and nothing else."""
    drop(sheet)
    st.session_state[_EMPTIED] = st.session_state.get(_EMPTIED, 0) + 1
    st.session_state[_BEGUN].discard(sheet.key)


def begin(sheet: ResultSheet) -> None:
    """Begin a table with what was entered and with what its draft has kept."""
    begun: set[str] = st.session_state.setdefault(_BEGUN, set())
    if sheet.key in begun and sheet.common("on") in st.session_state:
        return
    begun.add(sheet.key)
    name = _draft_name(sheet)
    kept = draft_of(state.tracker(), state.actor(), sheet.look.board.plan.id, name)
    st.session_state.setdefault(_KEPT, {})[sheet.key] = kept
    body: dict[str, Any] = json.loads(kept.body) if kept else {}
    st.session_state.setdefault(_BASE, {})[sheet.key] = body.get("rows", {})
    revisions = _revisions(sheet) | body.get("revisions", {})
    st.session_state.setdefault(_SEEN, {})[sheet.key] = revisions
    for field in ("out_of", "source"):
        st.session_state[sheet.common(field)] = body.get(field, "")
    usual = today_of(sheet.look.board.plan, state.now())
    on = None if sheet.kind is ResultKind.PUBLISHED else usual
    if body.get("on"):
        on = date.fromisoformat(body["on"])
    st.session_state[sheet.common("on")] = on


def _draft_name(sheet: ResultSheet) -> str:
    return f"results/{sheet.key}"


def keep(sheet: ResultSheet) -> None:
    """Keep what was typed, with the revisions that it builds on."""
    body = {
        "rows": typed(sheet),
        "revisions": seen(sheet),
        "out_of": sheet.typed("out_of"),
        "source": sheet.typed("source"),
        "on": sheet.day.isoformat() if sheet.day else None,
    }
    keep_draft(
        state.tracker(),
        state.actor(),
        sheet.look.board.plan.id,
        _draft_name(sheet),
        json.dumps(body, ensure_ascii=False),
        revision=0,
        now=state.now(),
    )


def typed(sheet: ResultSheet) -> Cells:
    """What was typed, now and before, by row and column; only where anything was."""
    edited: Mapping[int, Mapping[str, Any]] = st.session_state[sheet.editor]["edited_rows"]
    found = {thing: dict(cells) for thing, cells in base(sheet).items()}
    for number, cells in edited.items():
        row = found.setdefault(sheet.things[number].key, {})
        row.update({column: str(value or "") for column, value in cells.items()})
    return found


def drop(sheet: ResultSheet) -> None:
    """Drop the draft: everything that was typed is saved, or nobody wants it."""
    st.session_state[_KEPT][sheet.key] = None
    drop_draft(state.tracker(), state.actor(), sheet.look.board.plan.id, _draft_name(sheet))


def seen(sheet: ResultSheet) -> dict[str, int]:
    """The revision of each row that whoever types has seen; it moves when they are told."""
    revisions: dict[str, int] = st.session_state[_SEEN][sheet.key]
    return revisions


def base(sheet: ResultSheet) -> Cells:
    """What a draft has kept, by row and column."""
    cells: Cells = st.session_state[_BASE][sheet.key]
    return cells


def typed_before(held: Version[ResultEntry] | None, words: Words) -> tuple[str, str]:
    """The score and the rank that were entered, as somebody would type them."""
    result = held.value.result if held and held.value else None
    if result is None:
        return "", ""
    score = formats.decimal(result.score, words) if result.score is not None else ""
    return score, str(result.rank or "")


def _revisions(sheet: ResultSheet) -> dict[str, int]:
    known = {thing.key: sheet.known_of(thing) for thing in sheet.things}
    return {key: each.revision if each else 0 for key, each in known.items()}


def entry_of(sheet: ResultSheet, thing: Ranked, cells: Mapping[str, str]) -> ResultEntry | None:
    """What was typed into a row; None where nothing was, or nothing else than stands."""
    held = sheet.held(thing)
    before = held.value.result if held and held.value else None
    score, rank = (
        cells.get(column, stood).strip()
        for column, stood in zip((SCORE, RANK), typed_before(held, sheet.words), strict=True)
    )
    if not cells or not (score or rank):
        return None
    out_of = sheet.typed("out_of")
    typed = Result(
        year=sheet.year,
        kind=sheet.kind,
        score=decimal(score, field="score") if score else None,
        rank=whole(rank, field="rank") if rank else None,
        out_of=whole(out_of, field="out_of") if out_of else None,
        published_on=sheet.day if sheet.kind is ResultKind.PUBLISHED else None,
        source=sheet.typed("source") or None,
    )
    if before is not None:
        typed = replace(
            with_what_has_no_field(typed, before),
            out_of=typed.out_of or before.out_of,
            published_on=typed.published_on or before.published_on,
            source=typed.source or before.source,
        )
        if typed == before:
            return None
    return ResultEntry(index=thing.index, sub_index=thing.code, result=typed)
