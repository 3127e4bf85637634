"""Entering a result on Kết quả: one at a time, in a drawer beside what stands already.

Which drawer is open stands in the address, so that a link leads to it. What stands in the form is
looked after by ``result_form``; a whole list of a year is entered in ``result_list``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st
from markupsafe import Markup

from ddci_tracker.domain.acts import ResultEntry
from ddci_tracker.domain.plan import ResultKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.services import results
from ddci_tracker.services.acts import Act, today_of
from ddci_tracker.services.permissions import Action
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.people import known_names
from ddci_tracker.ui.results import form as result_form
from ddci_tracker.ui.results import sheet as result_sheet
from ddci_tracker.ui.results import year_list
from ddci_tracker.ui.results.form import ResultForm
from ddci_tracker.ui.results.wording import FIRST_DAY, field_labels, stands_of, years_of
from ddci_tracker.ui.shared import drawer_links, outcome
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Words

ENTER = "enter"
NEW, LIST = "new", "list"
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
    state.choose(ENTER, None)


def _forget() -> None:
    outcome.forget()
    result_form.forget()
    result_sheet.forget()


def _draw_one(look: Look, asked: str) -> None:
    form = result_form.begin(look, asked)
    words, place = look.words, form.place
    _draw_place(form)
    stands = stands_of(place.thing, place.year, place.kind, form.held, known_names(), words)
    drawing.put("results/stands.html", words, stands=stands, place=place)
    _draw_kept(form)
    _draw_fields(form)
    outcome.draw_told(words, field_labels(words))
    _draw_acts(form)


def _draw_place(form: ResultForm) -> None:
    """The three choices of what the result is of."""
    words, things = form.words, result_form.things_of(form.look)
    moved = partial(_move, form)
    st.selectbox(
        words.text("Index or sub-index"),
        list(things),
        format_func=lambda key: things[key].name,
        key=form.key("thing"),
        on_change=moved,
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            words.text("Year of the result"),
            years_of(form.look),
            key=form.key("year"),
            on_change=moved,
            width=140,
        )
        st.segmented_control(
            words.text("Kind"),
            [str(kind) for kind in ResultKind],
            format_func=lambda each: formats.capital(labels.label(ResultKind(each), words)),
            key=form.key("kind"),
            required=True,
            on_change=moved,
        )


def _move(form: ResultForm) -> None:
    outcome.forget()
    result_form.move(form.look, form.asked)


def _draw_kept(form: ResultForm) -> None:
    kept = result_form.restored()
    if kept is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        drawing.put("shared/entry_kept.html", form.words, kept=kept)
        st.button(
            form.words.text("Throw away what was typed"),
            on_click=result_form.throw_away,
            args=(form.look, form.asked),
        )


def _draw_fields(form: ResultForm) -> None:
    words, place = form.words, form.place
    today = today_of(form.look.board.plan, state.now())
    keep = partial(result_form.keep, form.look, form.asked)
    maximum = int(place.thing.standing.scale_max)
    with st.container(horizontal=True, gap="small"):
        for field, label in (
            ("score", words.text("Score, 0 to {maximum}", maximum=maximum)),
            ("rank", words.text("Rank")),
            ("out_of", words.text("Of how many")),
        ):
            st.text_input(label, key=form.key(field), on_change=keep)
    published = place.kind is ResultKind.PUBLISHED
    st.date_input(
        words.text("Day of publication") if published else words.text("Day of the estimate"),
        value=None,
        min_value=FIRST_DAY,
        max_value=today,
        format="DD/MM/YYYY",
        key=form.key("on"),
        on_change=keep,
    )
    label = words.text("Source, such as the number of the decision")
    st.text_input(label, key=form.key("source"), on_change=keep)


def _draw_acts(form: ResultForm) -> None:
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


def _save(form: ResultForm) -> None:
    def save(act: Act) -> Version[ResultEntry]:
        if form.place.kind is ResultKind.ESTIMATE:
            act = replace(act, on=form.day)
        return results.save_result(state.tracker(), _plan_id(form), form.entry(), act)

    _attempt(form, save, form.words.text("Saved: {name}, {year}", **_named(form)))


def _withdraw(form: ResultForm) -> None:
    def withdraw(act: Act) -> Version[ResultEntry]:
        return results.withdraw_result(state.tracker(), _plan_id(form), form.place.key, act)

    _attempt(form, withdraw, form.words.text("Withdrawn: {name}, {year}", **_named(form)))


def _plan_id(form: ResultForm) -> str:
    return form.look.board.plan.id


def _named(form: ResultForm) -> dict[str, str | int]:
    return {"name": form.place.thing.name, "year": form.place.year}


def _attempt(form: ResultForm, act: Callable[[Act], Version[ResultEntry]], done: str) -> None:
    """Do it from the revision that was seen; who came first is told, and may be overruled then."""
    key = form.place.key

    def record() -> Callable[[], object]:
        made = act(_act(result_form.seen()[key]))
        result_form.seen()[key] = made.revision
        result_form.settle(form)
        return partial(_bring_back, form, made.revision)

    outcome.attempt(record, done, form.words)
    what = outcome.told()
    if what is not None and what.ending is outcome.Ending.OVERTAKEN:
        _tell_who_came_first(form, form.words)


def _tell_who_came_first(form: ResultForm, words: Words) -> None:
    now = result_form.current(form.look, form.asked)
    result_form.seen()[form.place.key] = now.revision
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
    outcome.tell(outcome.Told(ending=outcome.Ending.OVERTAKEN, sentences=(first, kept)))


def _act(revision: int) -> Act:
    return Act(actor=state.actor(), now=state.now(), revision=revision)


def _bring_back(form: ResultForm, revision: int) -> None:
    """What stood before, as another version."""
    tracker, plan_id, held = state.tracker(), _plan_id(form), form.held
    act, key = _act(revision), form.place.key
    if held is None or held.value is None:
        made = results.withdraw_result(tracker, plan_id, key, act)
    else:
        on = held.on if form.place.kind is ResultKind.ESTIMATE else None
        made = results.save_result(tracker, plan_id, held.value, replace(act, on=on))
    result_form.seen()[key] = made.revision
