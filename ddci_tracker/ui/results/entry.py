"""Entering a result on Kết quả: one at a time, in a drawer beside what stands already.

Which drawer is open stands in the address, so that a link leads to it. What stands in the form is
looked after by ``form``; a whole list of a year is entered in ``year_list``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st
from markupsafe import Markup

from ddci_tracker.domain.acts import ResultEntry
from ddci_tracker.domain.plan import RankList, ResultKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.services import results
from ddci_tracker.services.acts import Act, today_of
from ddci_tracker.services.permissions import Action
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.people import known_names
from ddci_tracker.ui.results import block_form, year_list
from ddci_tracker.ui.results.block_form import BlockForm
from ddci_tracker.ui.results.doubts import doubts_about
from ddci_tracker.ui.results.form import ResultForm, ResultPlace, open_form
from ddci_tracker.ui.results.sheet import ResultSheet
from ddci_tracker.ui.results.wording import (
    FIRST_DAY,
    field_labels,
    rank_field,
    stands_of,
    years_of,
)
from ddci_tracker.ui.shared import draft_form, drawer_links, lengths, outcome
from ddci_tracker.ui.shared.autosave import choices_closed
from ddci_tracker.words import formats, labels

ENTER = "enter"
NEW, LIST, BLOCK = "new", "list", "block"
_DRAWER_WIDTH = 560


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
        words.text("Enter the table of a block"),
        icon=":material/leaderboard:",
        on_click=_open,
        args=(BLOCK,),
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
    drawer_links.listen(ENTER)
    asked, words = st.query_params.get(ENTER), look.words
    if asked == LIST:
        title = words.text("Results of a year")
        st.dialog(title, width="large", on_dismiss=_close)(year_list.draw_list)(look)
    elif asked == BLOCK:
        title = words.text("The table of a block")
        st.dialog(title, width="large", on_dismiss=_close)(block_form.draw_block)(look)
    elif asked is not None:
        title = words.text("Enter a result")
        drawer = st.dialog(title, width=_DRAWER_WIDTH, position="right", on_dismiss=_close)
        drawer(_draw_one)(look, asked)


def opens(look: Look, key: str) -> Markup:
    """The attributes of a link that opens what was entered under a key, to be corrected."""
    return drawer_links.attributes(look.link(paths.RESULTS, **{ENTER: key}), **{ENTER: key})


def _open(which: str) -> None:
    _forget()
    state.choose(ENTER, which)


def _close() -> None:
    _forget()
    choices_closed()
    state.choose(ENTER, None)


def _forget() -> None:
    outcome.forget()
    ResultForm.close()
    ResultSheet.close()
    BlockForm.close()


def _draw_one(look: Look, asked: str) -> None:
    form = open_form(look, asked)
    words, place = look.words, form.place
    with draft_form.frame(form, words):
        _draw_place(form)
        stands = stands_of(place.thing, place.year, place.kind, form.held, known_names(), words)
        drawing.put("results/stands.html", words, stands=stands, place=place)
        draft_form.draw_restored(form, words)
        _draw_fields(form)
        outcome.draw_told(words, field_labels(words))
        _draw_acts(form)


def _draw_place(form: ResultForm) -> None:
    """The three choices of what the result is of."""
    words, things = form.words, form.things
    st.selectbox(
        words.text("Index or sub-index"),
        list(things),
        format_func=lambda key: things[key].name,
        key=form.key("thing"),
        on_change=outcome.forget,
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            words.text("Year of the result"),
            years_of(form.look),
            key=form.key("year"),
            on_change=outcome.forget,
            width=140,
        )
        st.segmented_control(
            words.text("Kind"),
            [str(kind) for kind in ResultKind],
            format_func=lambda each: formats.capital(labels.label(ResultKind(each), words)),
            key=form.key("kind"),
            required=True,
            on_change=outcome.forget,
        )
    st.text_input(
        words.text("Predecessor, where it is the result of an agency merged into this one"),
        key=form.key("of"),
        on_change=outcome.forget,
    )


def _draw_fields(form: ResultForm) -> None:
    words, place = form.words, form.place
    today = today_of(form.look.board.plan, state.now())
    scale = place.thing.standing.scale
    with st.container(horizontal=True, gap="small"):
        for field, label in (
            (
                "score",
                words.text(
                    "Score, {minimum} to {maximum}", minimum=scale.minimum, maximum=scale.maximum
                ),
            ),
            ("rank", words.text("Rank")),
            ("out_of", words.text("Of how many")),
        ):
            st.text_input(label, key=form.key(field), on_change=form.keep)
    _draw_further(form)
    published = place.kind is ResultKind.PUBLISHED
    st.date_input(
        words.text("Day of publication") if published else words.text("Day of the estimate"),
        value=None,
        min_value=FIRST_DAY,
        max_value=today,
        format="DD/MM/YYYY",
        key=form.key("on"),
        on_change=form.keep,
    )
    label = words.text("Source, such as the number of the decision")
    st.text_input(label, key=form.key("source"), on_change=form.keep)
    lengths.draw_excess(form.typed("source"), "source", words)


def _draw_further(form: ResultForm) -> None:
    """The figures of the block, and places in other lists than the index's own."""
    words, named = form.words, field_labels(form.words)
    own = form.place.thing.standing.results.own_list
    lists = [rank_field(each) for each in RankList if each is not own]
    places = ("rank_over", *lists)
    label = words.text("The block and other lists")
    with draft_form.fold(form, label, (*form.OF_THE_BLOCK, *places)):
        for fields in (form.OF_THE_BLOCK, places):
            with st.container(horizontal=True, gap="small"):
                for field in fields:
                    st.text_input(
                        named[field],
                        key=form.key(field),
                        on_change=form.keep,
                        placeholder="12/34" if field in lists else None,
                    )
    with draft_form.fold(form, words.text("Another source says otherwise"), form.DISPUTE):
        with st.container(horizontal=True, gap="small"):
            for field in form.DISPUTE[:3]:
                st.text_input(named[field], key=form.key(field), on_change=form.keep)
        why = form.DISPUTE[-1]
        st.text_input(named[why], key=form.key(why), on_change=form.keep)


def _draw_acts(form: ResultForm) -> None:
    words = form.words
    save = words.text("Save the correction") if form.held else words.text("Save")
    with draft_form.foot(form, save, partial(_save, form)):
        if form.held is not None:
            st.button(
                words.text("Withdraw what was entered"),
                icon=":material/undo:",
                on_click=_withdraw,
                args=(form,),
            )


def _save(form: ResultForm) -> None:
    def save(act: Act) -> Version[ResultEntry]:
        if form.place.kind is ResultKind.ESTIMATE:
            act = replace(act, on=form.day("on"))
        return results.save_result(state.tracker(), form.plan, form.entry(), act)

    _send(form, save, form.words.text("Saved: {name}, {year}", **_named(form)))


def _withdraw(form: ResultForm) -> None:
    def withdraw(act: Act) -> Version[ResultEntry]:
        return results.withdraw_result(state.tracker(), form.plan, form.place.key, act)

    _send(form, withdraw, form.words.text("Withdrawn: {name}, {year}", **_named(form)))


def _named(form: ResultForm) -> dict[str, str | int]:
    return {"name": form.place.thing.name, "year": form.place.year}


def _send(form: ResultForm, act: Callable[[Act], Version[ResultEntry]], done: str) -> None:
    """Do it from the revision that was seen; who came first is told, and may be overruled then."""
    stood = form.held

    def record() -> Callable[[], object]:
        made = act(_act(form.opening.revision))
        form.build_on(form.opening.base, made.revision)
        return partial(_bring_back, form, form.place, stood, made.revision)

    form.send(
        record,
        done,
        form.words,
        overtaken=partial(_tell_who_came_first, form),
        besides=partial(doubts_about, form.look, (form.place.thing,), form.place.year),
    )


def _tell_who_came_first(form: ResultForm) -> None:
    words, now = form.words, ResultForm.of(form.look, form.asked)
    stands = now.stands_at(now.place)
    form.build_on(stands.base, stands.revision)
    if now.held is None:
        first = words.text("Somebody else has withdrawn this result.")
    else:
        first = outcome.came_first(now.held, words)
    outcome.tell_overtaken(first, words)


def _act(revision: int) -> Act:
    return Act(actor=state.actor(), now=state.now(), revision=revision)


def _bring_back(
    form: ResultForm, place: ResultPlace, stood: Version[ResultEntry] | None, revision: int
) -> None:
    """What stood before, as another version."""
    act = _act(revision)
    if stood is None or stood.value is None:
        made = results.withdraw_result(state.tracker(), form.plan, place.key, act)
    else:
        on = stood.on if place.kind is ResultKind.ESTIMATE else None
        act = replace(act, on=on)
        made = results.save_result(state.tracker(), form.plan, stood.value, act)
    if form.is_open and form.place == place:
        form.build_on(form.opening.base, made.revision)
