"""Entering a result on Kết quả: one at a time, in a drawer beside what stands already.

Which drawer is open stands in the address, so that a link leads to it and what was typed is
still there after the server was restarted. A whole list of a year is entered in ``result_list``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import streamlit as st
from markupsafe import Markup

from ddci_tracker.domain.acts import ResultEntry, result_key
from ddci_tracker.domain.plan import Result, ResultKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.services import publishing
from ddci_tracker.services.acting import Act, today_of
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.publishing import EnteredResult
from ddci_tracker.services.typed import decimal, whole
from ddci_tracker.ui import acting, drawing, opening, paths, ranked, result_list, state
from ddci_tracker.ui.look import Look
from ddci_tracker.ui.people import known_names
from ddci_tracker.ui.ranked import Ranked
from ddci_tracker.ui.result_words import FIRST_DAY, labels, stands_of, years_of
from ddci_tracker.ui.seen import Seen
from ddci_tracker.words import formats, names
from ddci_tracker.words.catalogue import Words

ENTER = "enter"
NEW, LIST = "new", "list"
_DRAWER_WIDTH = 560
_FILLED, _SEEN = "entry-filled", "entry-seen"
_FIELDS = ("score", "rank", "out_of", "on", "source")

Filled = dict[str, str | date | None]


def may_enter(look: Look) -> bool:
    """Whether whoever looks may enter results from here."""
    agency = look.board.plan.agency.code
    return not look.read_only and state.actor().may(Action.ENTER_RESULT, agency=agency)


def draw_buttons(look: Look) -> None:
    """Draw the buttons that open the drawers."""
    words = look.words
    st.button(
        words.text("Enter the list of a year"),
        icon=":material/table_rows:",
        on_click=_open,
        args=(LIST,),
    )
    st.button(
        words.text("Enter a result"),
        icon=":material/edit_square:",
        type="primary",
        on_click=_open,
        args=(NEW,),
    )


def draw_drawer(look: Look) -> None:
    """Draw the drawer that the address asks for, if any."""
    opening.listen(ENTER)
    asked, words = st.query_params.get(ENTER), look.words
    if asked == LIST:
        title = words.text("Results of a year")
        st.dialog(title, width="large", on_dismiss=_close)(result_list.draw_list)(look)
    elif asked is not None:
        title = words.text("Enter a result")
        drawer = st.dialog(title, width=_DRAWER_WIDTH, position="right", on_dismiss=_close)
        drawer(_draw_one)(look, asked)


def opens(look: Look, key: str) -> Markup:
    """The attributes of a link that opens what was entered under a key, to be corrected."""
    return opening.attributes(look.link(paths.RESULTS, **{ENTER: key}), **{ENTER: key})


def _open(which: str) -> None:
    _forget()
    state.choose(ENTER, which)


def _close() -> None:
    _forget()
    state.choose(ENTER, None)


def _forget() -> None:
    acting.forget()
    result_list.forget()
    for key in (_FILLED, _SEEN):
        st.session_state.pop(key, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Of what a result is: an index or sub-index, a year, published or an estimate."""

    thing: Ranked
    year: int
    kind: ResultKind

    @property
    def key(self) -> str:
        return result_key(self.thing.index, self.thing.code, self.year, self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form of one place, with what was entered of it when it was drawn."""

    look: Look
    asked: str
    place: Place
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
        return f"entry-{field}:{self.asked}"

    def typed(self, field: str) -> str:
        """What stands in a field, without spaces around it."""
        return str(st.session_state.get(self.key(field)) or "").strip()


def _draw_one(look: Look, asked: str) -> None:
    form = _form(look, asked, _draw_place(look, asked))
    words, place, today = look.words, form.place, today_of(look.board.plan, state.now())
    _seen().setdefault(place.key, form.revision)
    stands = stands_of(place.thing, place.year, place.kind, form.held, known_names(), words)
    drawing.put("result_stands.html", words, stands=stands, place=place)
    filled = _filled(form.held, words)
    st.session_state.setdefault(_FILLED, filled)
    maximum = int(place.thing.standing.scale_max)
    with st.container(horizontal=True, gap="small"):
        _text(form, "score", words.text("Score, 0 to {maximum}", maximum=maximum), filled)
        _text(form, "rank", words.text("Rank"), filled)
        _text(form, "out_of", words.text("Of how many"), filled)
    published = place.kind is ResultKind.PUBLISHED
    st.date_input(
        words.text("Day of publication") if published else words.text("Day of the estimate"),
        value=filled["on"] if published else filled["on"] or today,
        min_value=FIRST_DAY,
        max_value=today,
        format="DD/MM/YYYY",
        key=form.key("on"),
    )
    _text(form, "source", words.text("Source, such as the number of the decision"), filled)
    acting.draw_told(words, labels(words))
    _draw_acts(form)


def _text(form: Form, field: str, label: str, filled: Filled) -> None:
    st.text_input(label, value=str(filled[field] or ""), key=form.key(field))


def _draw_acts(form: Form) -> None:
    words = form.words
    with st.container(horizontal=True):
        st.button(
            words.text("Save the correction") if form.held else words.text("Save"),
            type="primary",
            on_click=_save,
            args=(form,),
        )
        if form.held is not None:
            st.button(
                words.text("Withdraw what was entered"),
                icon=":material/undo:",
                on_click=_withdraw,
                args=(form,),
            )


def _draw_place(look: Look, asked: str) -> Place:
    """The three choices; what is asked for in the address to begin with."""
    words = look.words
    things = {thing.key: thing for thing in ranked.all_of(Seen(look))}
    years = years_of(look)
    begin = _asked_for(asked, list(things.values()), years)
    moved = partial(_moved, look, asked)
    thing = st.selectbox(
        words.text("Index or sub-index"),
        list(things),
        index=list(things).index(begin.thing.key),
        format_func=lambda key: things[key].name,
        key=f"entry-thing:{asked}",
        on_change=moved,
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        year = st.selectbox(
            words.text("Year of the result"),
            years,
            index=years.index(begin.year),
            key=f"entry-year:{asked}",
            on_change=moved,
            width=140,
        )
        kind = st.segmented_control(
            words.text("Kind"),
            [str(kind) for kind in ResultKind],
            default=str(begin.kind),
            format_func=lambda each: formats.capital(names.label(ResultKind(each), words)),
            key=f"entry-kind:{asked}",
            required=True,
            on_change=moved,
        )
    return Place(thing=things[thing], year=year, kind=ResultKind(kind or begin.kind))


def _asked_for(asked: str, things: list[Ranked], years: list[int]) -> Place:
    """The place whose key is asked for; else the newest year of the first index."""
    for thing in things:
        for year in years:
            for kind in ResultKind:
                place = Place(thing=thing, year=year, kind=kind)
                if place.key == asked:
                    return place
    return Place(thing=things[0], year=years[0], kind=ResultKind.PUBLISHED)


def _form(look: Look, asked: str, place: Place) -> Form:
    known = publishing.entered_results(state.tracker(), state.actor(), look.board.plan.id)
    return Form(look=look, asked=asked, place=place, known=known.get(place.key))


def _filled(held: Version[ResultEntry] | None, words: Words) -> Filled:
    """What the fields say of what was entered; blank where nothing was."""
    if held is None or held.value is None:
        return {**dict.fromkeys(_FIELDS, ""), "on": None}
    result = held.value.result
    return {
        "score": formats.decimal(result.score, words) if result.score is not None else "",
        "rank": str(result.rank or ""),
        "out_of": str(result.out_of or ""),
        "on": held.on,
        "source": result.source or "",
    }


def _moved(look: Look, asked: str) -> None:
    """Another place was chosen: fields that nobody has touched say what was entered there."""
    things = {thing.key: thing for thing in ranked.all_of(Seen(look))}
    place = Place(
        thing=things[st.session_state[f"entry-thing:{asked}"]],
        year=st.session_state[f"entry-year:{asked}"],
        kind=ResultKind(st.session_state[f"entry-kind:{asked}"] or ResultKind.PUBLISHED),
    )
    form = _form(look, asked, place)
    before = st.session_state.get(_FILLED)
    texts = [field for field in _FIELDS if field != "on"]
    untouched = before is not None and all(
        form.typed(field) == str(before[field] or "") for field in texts
    )
    acting.forget()
    if untouched:
        filled = _filled(form.held, look.words)
        st.session_state[_FILLED] = filled
        for field in texts:
            st.session_state[form.key(field)] = str(filled[field] or "")
        st.session_state[form.key("on")] = filled["on"]


def _entry(form: Form) -> ResultEntry:
    """What was typed; ``Refused`` for what is no number."""
    place, day = form.place, st.session_state.get(form.key("on"))
    result = Result(
        year=place.year,
        kind=place.kind,
        score=decimal(form.typed("score"), field="score") if form.typed("score") else None,
        rank=whole(form.typed("rank"), field="rank") if form.typed("rank") else None,
        out_of=whole(form.typed("out_of"), field="out_of") if form.typed("out_of") else None,
        published_on=day if place.kind is ResultKind.PUBLISHED else None,
        source=form.typed("source") or None,
    )
    before = form.held.value.result if form.held and form.held.value else None
    if before is not None:
        result = _with_what_has_no_field(result, before)
    return ResultEntry(index=place.thing.index, sub_index=place.thing.code, result=result)


def _with_what_has_no_field(result: Result, before: Result) -> Result:
    """Keep the further figures of a press release, which the form does not ask for."""
    return replace(
        result,
        score_change=before.score_change if result.score == before.score else None,
        rank_change=before.rank_change if result.rank == before.rank else None,
        previous_rank=before.previous_rank,
        improvement_rank=before.improvement_rank,
        best_score=before.best_score,
    )


def _seen() -> dict[str, int]:
    """The revision of each place that whoever types has seen; it moves when they are told."""
    seen: dict[str, int] = st.session_state.setdefault(_SEEN, {})
    return seen


def _attempt(form: Form, act: Callable[[Act], Version[ResultEntry]], done: str) -> None:
    """Do it from the revision that was seen; who came first is told, and may be overruled then."""
    words, key = form.words, form.place.key

    def record() -> Callable[[], object]:
        made = act(_act(_seen()[key]))
        _seen()[key] = made.revision
        return partial(_bring_back, form, made.revision)

    acting.attempt(record, done, words)
    what = acting.told()
    if what is not None and what.ending is acting.Ending.OVERTAKEN:
        _tell_who_came_first(form)


def _tell_who_came_first(form: Form) -> None:
    words, now = form.words, _form(form.look, form.asked, form.place)
    _seen()[form.place.key] = now.revision
    if now.held is None:
        first = words.text("Somebody else has withdrawn this result.")
    else:
        called = known_names()
        first = words.text(
            "{by} came first, at {moment}.",
            by=called.get(now.held.recorded_by, now.held.recorded_by),
            moment=now.held.recorded_at,
        )
    kept = words.text(
        "What stands now is shown above; what you typed is still here. "
        "Save once more to put it in its place."
    )
    acting.tell(acting.Told(ending=acting.Ending.OVERTAKEN, sentences=(first, kept)))


def _save(form: Form) -> None:
    words, place = form.words, form.place

    def save(act: Act) -> Version[ResultEntry]:
        if place.kind is ResultKind.ESTIMATE:
            act = replace(act, on=st.session_state.get(form.key("on")))
        made = publishing.save_result(state.tracker(), form.look.board.plan.id, _entry(form), act)
        st.session_state.pop(_FILLED, None)
        return made

    _attempt(
        form, save, words.text("Saved: {name}, {year}", name=place.thing.name, year=place.year)
    )


def _withdraw(form: Form) -> None:
    words, place = form.words, form.place

    def withdraw(act: Act) -> Version[ResultEntry]:
        plan_id = form.look.board.plan.id
        return publishing.withdraw_result(state.tracker(), plan_id, place.key, act)

    done = words.text("Withdrawn: {name}, {year}", name=place.thing.name, year=place.year)
    _attempt(form, withdraw, done)


def _act(revision: int) -> Act:
    return Act(actor=state.actor(), now=state.now(), revision=revision)


def _bring_back(form: Form, revision: int) -> None:
    """What stood before, as another version."""
    tracker, plan_id, held = state.tracker(), form.look.board.plan.id, form.held
    act, key = _act(revision), form.place.key
    if held is None or held.value is None:
        made = publishing.withdraw_result(tracker, plan_id, key, act)
    else:
        on = held.on if form.place.kind is ResultKind.ESTIMATE else None
        made = publishing.save_result(tracker, plan_id, held.value, replace(act, on=on))
    _seen()[key] = made.revision
