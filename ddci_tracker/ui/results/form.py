"""The form of one result: of what it is, what stands in its fields, and the draft that keeps it.

What is typed is kept as a draft until it is saved: over closing, loading anew and a restart. Not
here: how the form is drawn and what its buttons do.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from ddci_tracker.domain.acts import ResultEntry, result_key
from ddci_tracker.domain.plan import Result, ResultKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.services import results
from ddci_tracker.services.acts import today_of
from ddci_tracker.services.drafts import KeptDraft, draft_of, drop_draft, keep_draft
from ddci_tracker.services.results import EnteredResult
from ddci_tracker.services.typed_numbers import decimal, whole
from ddci_tracker.ui.core import state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.seen import Seen
from ddci_tracker.ui.results.wording import with_what_has_no_field, years_of
from ddci_tracker.ui.shared import ranked
from ddci_tracker.ui.shared.ranked import Ranked
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words

TEXTS = ("score", "rank", "out_of", "source")
PLACE = ("thing", "year", "kind")
_BEGUN, _FILLED, _SEEN, _KEPT = "entry-begun", "entry-filled", "entry-seen", "entry-kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPlace:
    """Of what a result is: an index or sub-index, a year, published or an estimate."""

    thing: Ranked
    year: int
    kind: ResultKind

    @property
    def key(self) -> str:
        return result_key(self.thing.index, self.thing.code, self.year, self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultForm:
    """The form that an address asks for, with what was entered of its place when it was drawn."""

    look: Look
    asked: str
    place: ResultPlace
    known: EnteredResult | None

    @property
    def words(self) -> Words:
        return self.look.words

    @property
    def held(self) -> Version[ResultEntry] | None:
        return self.known.held if self.known else None

    @property
    def revision(self) -> int:
        return self.known.revision if self.known else 0

    def key(self, field: str) -> str:
        """The key of a field."""
        return field_key(self.asked, field)

    def typed(self, field: str) -> str:
        """What stands in a field, without spaces around it."""
        return str(st.session_state.get(self.key(field)) or "").strip()

    @property
    def day(self) -> date | None:
        """The day that stands in its field."""
        value = st.session_state.get(self.key("on"))
        return value if isinstance(value, date) else None

    def entry(self) -> ResultEntry:
        """What was typed; ``Refused`` for what is no number."""
        place = self.place
        score, rank, out_of = (self.typed(field) for field in ("score", "rank", "out_of"))
        result = Result(
            year=place.year,
            kind=place.kind,
            score=decimal(score, field="score") if score else None,
            rank=whole(rank, field="rank") if rank else None,
            out_of=whole(out_of, field="out_of") if out_of else None,
            published_on=self.day if place.kind is ResultKind.PUBLISHED else None,
            source=self.typed("source") or None,
        )
        before = self.held.value.result if self.held and self.held.value else None
        if before is not None:
            result = with_what_has_no_field(result, before)
        return ResultEntry(index=place.thing.index, sub_index=place.thing.code, result=result)


def field_key(asked: str, field: str) -> str:
    """The key of a field of the form that an address asks for."""
    return f"entry-{field}:{asked}"


def things_of(look: Look) -> dict[str, Ranked]:
    """What may be chosen, by what an address calls it."""
    return {thing.key: thing for thing in ranked.all_of(Seen(look))}


def begin(look: Look, asked: str) -> ResultForm:
    """The form as it was left: open already, from its draft, or from what was entered."""
    if st.session_state.get(_BEGUN) != asked or field_key(asked, "thing") not in st.session_state:
        st.session_state[_BEGUN] = asked
        _put_place(asked, _asked_for(look, asked))
        form = current(look, asked)
        _fill(form)
        _restore(form)
    form = current(look, asked)
    seen().setdefault(form.place.key, form.revision)
    return form


def current(look: Look, asked: str) -> ResultForm:
    """The form of the place that is chosen now, with what is entered of it now."""
    things = things_of(look)
    place = ResultPlace(
        thing=things[st.session_state[field_key(asked, "thing")]],
        year=st.session_state[field_key(asked, "year")],
        kind=ResultKind(st.session_state[field_key(asked, "kind")] or ResultKind.PUBLISHED),
    )
    known = results.entered_results(state.tracker(), state.actor(), look.board.plan.id)
    return ResultForm(look=look, asked=asked, place=place, known=known.get(place.key))


def forget() -> None:
    """Forget the form, once it is closed; its draft stays."""
    for key in (_BEGUN, _FILLED, _SEEN, _KEPT):
        st.session_state.pop(key, None)


def seen() -> dict[str, int]:
    """The revision of each place that whoever types has seen; it moves when they are told."""
    revisions: dict[str, int] = st.session_state.setdefault(_SEEN, {})
    return revisions


def restored() -> KeptDraft | None:
    """The draft from which the form was filled."""
    kept = st.session_state.get(_KEPT)
    return kept if isinstance(kept, KeptDraft) else None


def move(look: Look, asked: str) -> None:
    """Another place was chosen: fields that nobody has touched say what was entered there."""
    form = current(look, asked)
    if _typed(form) == st.session_state.get(_FILLED):
        _fill(form)
    else:
        keep(look, asked)


def keep(look: Look, asked: str) -> None:
    """Keep what stands in the fields as a draft; a form that nobody has touched needs none."""
    form = current(look, asked)
    typed = _typed(form)
    if typed == st.session_state.get(_FILLED):
        return
    place = {field: st.session_state[form.key(field)] for field in PLACE}
    body = {**place, **typed, "on": form.day.isoformat() if form.day else None}
    keep_draft(
        state.tracker(),
        state.actor(),
        look.board.plan.id,
        _draft_name(asked),
        json.dumps(body, ensure_ascii=False),
        revision=seen().get(form.place.key, form.revision),
        now=state.now(),
    )


def settle(form: ResultForm) -> None:
    """What stands in the fields is saved: nothing is left to be kept."""
    st.session_state[_FILLED] = _typed(form)
    st.session_state.pop(_KEPT, None)
    drop_draft(state.tracker(), state.actor(), form.look.board.plan.id, _draft_name(form.asked))


def throw_away(look: Look, asked: str) -> None:
    """Empty the fields to what was entered, and drop the draft."""
    form = current(look, asked)
    _fill(form)
    settle(form)


def _draft_name(asked: str) -> str:
    return f"result/{asked}"


def _asked_for(look: Look, asked: str) -> ResultPlace:
    """The place whose key is asked for; else the newest year of the first index."""
    things, years = list(things_of(look).values()), years_of(look)
    for thing in things:
        for year in years:
            for kind in ResultKind:
                place = ResultPlace(thing=thing, year=year, kind=kind)
                if place.key == asked:
                    return place
    return ResultPlace(thing=things[0], year=years[0], kind=ResultKind.PUBLISHED)


def _put_place(asked: str, place: ResultPlace) -> None:
    chosen = (place.thing.key, place.year, str(place.kind))
    for field, value in zip(PLACE, chosen, strict=True):
        st.session_state[field_key(asked, field)] = value


def _typed(form: ResultForm) -> dict[str, str]:
    return {field: form.typed(field) for field in TEXTS}


def _fill(form: ResultForm) -> None:
    """Let the fields say what was entered; blank where nothing was."""
    result = form.held.value.result if form.held and form.held.value else None
    score = result.score if result else None
    filled = {
        "score": formats.decimal(score, form.words) if score is not None else "",
        "rank": str(result.rank or "") if result else "",
        "out_of": str(result.out_of or "") if result else "",
        "source": (result.source or "") if result else "",
    }
    for field, text in filled.items():
        st.session_state[form.key(field)] = text
    st.session_state[_FILLED] = filled
    today = today_of(form.look.board.plan, state.now())
    usual = today if form.place.kind is ResultKind.ESTIMATE else None
    st.session_state[form.key("on")] = min(form.held.on, today) if form.held else usual


def _restore(form: ResultForm) -> None:
    """Bring back what was typed before, at another time or in another window."""
    name = _draft_name(form.asked)
    kept = draft_of(state.tracker(), state.actor(), form.look.board.plan.id, name)
    if kept is None:
        return
    body: dict[str, Any] = json.loads(kept.body)
    possible = body["thing"] in things_of(form.look) and body["year"] in years_of(form.look)
    for field in PLACE if possible else ():
        st.session_state[form.key(field)] = body[field]
    for field in TEXTS:
        st.session_state[form.key(field)] = body[field]
    st.session_state[form.key("on")] = date.fromisoformat(body["on"]) if body["on"] else None
    st.session_state[_KEPT] = kept
    seen()[current(form.look, form.asked).place.key] = kept.revision
