"""Drafts of plans on Kế hoạch: those that are open, and the ways to begin one.

Whoever may not bring a plan in sees nothing of it. A draft itself is drawn beside this module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Final

import streamlit as st

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.printed import ENDINGS
from ddci_tracker.services import (
    plan_drafts,
    plan_imports,
    plan_lists,
    plan_reviews,
    plan_workbooks,
)
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.plan_drafts import DraftEntry, OfferedTask, UnknownDraft
from ddci_tracker.services.plan_lists import FoundPlan
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.markdown import literal
from ddci_tracker.ui.core.people import full_name
from ddci_tracker.ui.plan import draft_screen, review_screen
from ddci_tracker.ui.shared import downloads, filters, outcome, uploads
from ddci_tracker.ui.shared.autosave import kept_choice, kept_fields, let_go
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.labels import BLOCKS
from ddci_tracker.words.marking import N_

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE, _PLAN_FILE, _PRINTED = "draft-workbook", "draft-plan-file", "draft-printed"
_IS_ASKED_TO_READ = "draft-printed.asked"
_TASKS_HEIGHT = 420
_WAYS = {
    "van-ban": N_("From the text of the plan"),
    "so-excel": N_("From a workbook"),
    "nam-truoc": N_("From last year's plan"),
    "trong": N_("Empty"),
    "tep": N_("From a plan file"),
}
# The fields of a plan that begins with nothing, with what they are called.
_FIELDS = {
    "agency.name": N_("Agency"),
    "agency.short_name": N_("Short name of the agency"),
    "agency.code": N_("Code of the agency"),
    "agency.province": N_("Name of the province"),
    "document.title": N_("Title of the plan"),
    "document.year": N_("Year of the plan"),
}
# What the browser calls the form that they stand in, and their keys.
_EMPTY, _LAST_YEAR = "draft-begin", "draft-from-plan"
_TEXTS = {field: f"{_EMPTY}-{field}" for field in _FIELDS}
_BLOCK, _INDICES = f"{_EMPTY}-agency.block", f"{_EMPTY}-indices"
_USUAL = ["DDCI"]


def may_begin() -> bool:
    """Whether whoever looks may bring plans in."""
    return Action.LOAD_PLAN in state.actor().actions


def is_open() -> bool:
    """Whether the address asks for drafts instead of the plan."""
    return draft_screen.OPEN in st.query_params and may_begin()


def draw_button(words: Words) -> None:
    """The way from the plan to the drafts."""
    if may_begin():
        st.button(
            words.text("Drafts of plans"),
            icon=":material/edit_document:",
            on_click=state.choose,
            args=(draft_screen.OPEN, draft_screen.LIST),
        )


def draw_drafts(look: Look | None) -> None:
    """Draw the draft that the address names, else the list and the ways to begin one."""
    if not may_begin():
        return
    chosen = state.selection()
    name = st.query_params.get(draft_screen.OPEN, draft_screen.LIST)
    if name != draft_screen.LIST and _draw_draft(name, chosen.words):
        return
    words = chosen.words
    drawing.put("plan/drafts.html", words, none_yet=look is None)
    outcome.draw_told(words)
    for entry in plan_drafts.list_drafts(state.tracker(), state.actor()):
        _draw_entry(entry, words)
    ways = {
        key: words.text(message)
        for key, message in _WAYS.items()
        if look is not None or key != "nam-truoc"
    }
    way = filters.pick_segment("begin", words.text("Begin a draft"), ways)
    if way == "nam-truoc" and look is not None:
        _draw_last_year(look, words)
    else:
        _DRAW[way](words)
    if look is not None:
        st.button(
            words.text("Back to the plan"),
            icon=":material/arrow_back:",
            on_click=state.choose,
            args=(draft_screen.OPEN, None),
        )


def _draw_draft(name: str, words: Words) -> bool:
    """Draw a draft beside its text, or its tables; False where there is none of this name."""
    tracker, actor = state.tracker(), state.actor()
    try:
        review = plan_reviews.review_of(tracker, actor, name)
        view = review.draft if review else plan_drafts.draft_of(tracker, actor, name)
    except UnknownDraft:
        return False
    if review is not None and review_screen.is_asked_for():
        review_screen.draw(review, words)
    else:
        draft_screen.draw(view, words, beside=review_screen.open_text if review else None)
    return True


def _draw_entry(entry: DraftEntry, words: Words) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", border=True, key=f"draft-{entry.id}"
    ):
        st.text(
            words.text(
                N_("{title} – kept {moment} by {by}"),
                title=entry.title,
                moment=formats.moment(entry.saved_at, words),
                by=full_name(entry.saved_by),
            ),
            width="stretch",
        )
        st.button(
            words.text("Open"),
            key=f"open-draft-{entry.id}",
            on_click=draft_screen.open_draft,
            args=(entry.id,),
        )


def _draw_text(words: Words) -> None:
    st.file_uploader(
        words.text(
            "The plan as it was issued: Word, OpenDocument, PDF or plain text, at most 20 MB"
        ),
        type=list(ENDINGS),
        key=_PRINTED,
    )
    # The callback only notes it: what is drawn there stands above the screen, and this may take
    # a while. Noted it must be: a run that an arriving file cuts short forgets what was pressed.
    st.button(words.text("Read the text"), type="primary", on_click=_ask_to_read)
    if _IS_ASKED_TO_READ in st.session_state:
        with st.spinner(words.text("The text is being read"), show_time=True):
            del st.session_state[_IS_ASKED_TO_READ]
            _begin_from_text(words)
        st.rerun()


def _ask_to_read() -> None:
    st.session_state[_IS_ASKED_TO_READ] = True


def _begin_from_text(words: Words) -> None:
    def act() -> None:
        file = uploads.chosen(_PRINTED)
        found = plan_imports.begin_from_text(
            state.tracker(), state.actor(), file.name, file.getvalue(), now=state.now()
        )
        draft_screen.open_draft(found.begun().id)

    outcome.attempt(act, words.text("The text was read: look it through, then track it"), words)


def _draw_workbook(words: Words) -> None:
    catalog, now = state.tracker().catalog, state.now()
    downloads.offer(
        words.text("Download the empty workbook"),
        lambda: plan_workbooks.empty_book(catalog, words, now=now),
        file_name="so-ke-hoach.xlsx",
        media_type=XLSX,
        key="empty-workbook",
    )
    st.file_uploader(
        words.text("The workbook as filled in (.xlsx, at most 5 MB)"), type="xlsx", key=_FILE
    )
    st.button(
        words.text("Read the workbook"),
        type="primary",
        on_click=_begin_from_workbook,
        args=(words,),
    )


def _begin_from_workbook(words: Words) -> None:
    def act() -> None:
        file = uploads.chosen(_FILE)
        entry = plan_drafts.begin_from_workbook(
            state.tracker(), state.actor(), file.name, file.getvalue(), now=state.now()
        )
        draft_screen.open_draft(entry.id)

    outcome.attempt(act, words.text("The workbook was read: look it through, then track it"), words)


def _draw_file(words: Words) -> None:
    st.file_uploader(words.text("A plan file (.yaml)"), type=["yaml", "yml"], key=_PLAN_FILE)
    st.button(
        words.text("Read the plan file"),
        type="primary",
        on_click=_begin_from_file,
        args=(words,),
    )


def _begin_from_file(words: Words) -> None:
    def act() -> None:
        file = uploads.chosen(_PLAN_FILE)
        written = file.getvalue().decode("utf-8-sig", errors="replace")
        entry = plan_drafts.begin_from_file(
            state.tracker(), state.actor(), written, now=state.now()
        )
        draft_screen.open_draft(entry.id)

    outcome.attempt(act, words.text("The plan file was read"), words)


def _draw_last_year(look: Look, words: Words) -> None:
    tracker, actor, now = state.tracker(), state.actor(), state.now()
    here = look.board.plan.id
    found = {
        each.entry.id: each
        for each in plan_lists.plans_by_name(tracker, actor, now=now, first=here)
    }
    with kept_fields(_LAST_YEAR, {}):
        plan = st.selectbox(
            words.text("The plan before"),
            list(found),
            index=list(found).index(here),
            format_func=lambda each: _called(found[each], words),
            key=kept_choice(_LAST_YEAR, "plan", "draft-from", list(found), stands=here),
        )
    offered = plan_drafts.going_on(tracker, actor, plan, now=now)
    drawing.put(
        "shared/say.html",
        words,
        said=words.text(
            "Tasks that are unfinished or recur go on unless you leave them out: {count} of {all}.",
            count=formats.whole(sum(each.goes_on for each in offered), words),
            all=formats.whole(len(offered), words),
        ),
    )
    form = f"{_LAST_YEAR}/{plan}"
    with kept_fields(form, {}), st.container(height=_TASKS_HEIGHT, gap="small", key="draft-tasks"):
        for part, tasks in groupby(offered, key=lambda each: each.part):
            st.markdown(f"**{literal(part or words.text('General tasks'))}**")
            for each in tasks:
                code, yes = each.task.code, each.goes_on
                key = kept_choice(form, code, _key_of(plan, code), (False, True), stands=yes)
                st.checkbox(_offer(each, words), value=yes, key=key)
    st.button(
        words.text("Begin next year's plan"),
        type="primary",
        on_click=_begin_from_plan,
        args=(plan, [each.task.code for each in offered], words),
    )


def _called(found: FoundPlan, words: Words) -> str:
    """A plan by its agency, its indices and its years."""
    years = "–".join(dict.fromkeys(str(found.years[place]) for place in (0, -1)))
    return f"{found.agency}, {formats.listed(found.indices, words)} {years}"


def _offer(each: OfferedTask, words: Words) -> str:
    """A task with who leads it, how often it is done, and that it is done."""
    about = [*each.lead]
    if each.task.cadence is not None:
        about.append(labels.label(each.task.cadence, words))
    if each.is_done:
        about.append(labels.label(TaskStatus.DONE, words))
    return literal(" · ".join((each.task.title, *about)))


def _key_of(plan: str, task: str) -> str:
    return f"draft-task-{plan}-{task}"


def _begin_from_plan(plan: str, offered: list[str], words: Words) -> None:
    tasks = [code for code in offered if st.session_state[_key_of(plan, code)]]

    def act() -> None:
        entry = plan_drafts.begin_from_plan(
            state.tracker(), state.actor(), plan, tasks=tasks, now=state.now()
        )
        draft_screen.open_draft(entry.id)

    outcome.attempt(act, words.text("Next year's plan has begun"), words)


def _draw_empty(words: Words) -> None:
    columns = st.columns(2)
    with kept_fields(_EMPTY, _TEXTS):
        for number, (field, message) in enumerate(_FIELDS.items()):
            columns[number % 2].text_input(words.text(message), key=_TEXTS[field])
        blocks, indices = list(BLOCKS), [index.code for index in state.tracker().catalog.indices]
        columns[0].selectbox(
            words.text("Block"),
            blocks,
            format_func=lambda block: words.text(BLOCKS[block]),
            key=kept_choice(_EMPTY, "block", _BLOCK, blocks, stands=blocks[0]),
        )
        columns[1].multiselect(
            words.text("Indices"),
            indices,
            default=_USUAL,
            key=kept_choice(_EMPTY, "indices", _INDICES, indices, stands=_USUAL),
            placeholder=words.text("None"),
            select_all=False,
        )
    st.button(words.text("Begin the plan"), type="primary", on_click=_begin_empty, args=(words,))


def _begin_empty(words: Words) -> None:
    cells = {field: st.session_state[key] for field, key in _TEXTS.items()}
    cells["agency.block"] = st.session_state[_BLOCK]
    cells["indices"] = ", ".join(st.session_state[_INDICES])

    def act() -> None:
        entry = plan_drafts.begin_empty(
            state.tracker(), state.actor(), cells=cells, now=state.now()
        )
        let_go(_EMPTY, _TEXTS)
        draft_screen.open_draft(entry.id)

    outcome.attempt(act, words.text("The plan has begun"), words)


_DRAW: Final[Mapping[str, Callable[[Words], None]]] = MappingProxyType(
    {"van-ban": _draw_text, "so-excel": _draw_workbook, "trong": _draw_empty, "tep": _draw_file}
)
