"""Writing down what a meeting concludes, without leaving the step: as a draft, anew, or struck.

A text that was begun stays with its item when the meeting moves on. Not here: what is talked about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

import streamlit as st

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.domain.acts import Conclusion
from ddci_tracker.domain.conclusions import ConclusionView
from ddci_tracker.domain.meetings import AgendaItem, AgendaKind, overdue_reports
from ddci_tracker.services import conclusions, meetings
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.meetings import MeetingView
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.meeting.acting import EDIT, MEETING, OPEN, act_on
from ddci_tracker.ui.shared import (
    act_remarks,
    draft_form,
    drawer_links,
    outcome,
    template_form,
    written_conclusion,
)
from ddci_tracker.ui.shared.draft_form import Opening
from ddci_tracker.ui.shared.written_conclusion import (
    WRITTEN,
    WrittenForm,
    as_written,
    nothing_written,
)
from ddci_tracker.words import formats, plan_names, report_names
from ddci_tracker.words.marking import N_
from ddci_tracker.words.meetings import item_name
from ddci_tracker.words.progress import dated_timing, progress, unclear

_ITEM, _ABOUT = N_("Item of the agenda"), N_("What it is about")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenConclusion:
    """A conclusion in words, as a meeting shows it; ``opens`` leads to its form."""

    it: ConclusionView
    number: int
    units: str
    timing: str
    progress: str
    unclear: tuple[str, ...]
    link: str
    opens: str | None = None


def rows_of(
    look: Look, view: MeetingView, shown: tuple[ConclusionView, ...], *, editable: bool
) -> list[WrittenConclusion]:
    """Conclusions of a meeting in words, by their number in it."""
    words, named = look.words, plan_names.unit_names(look.board.plan)
    numbers = {each.said.id: number for number, each in enumerate(view.conclusions, start=1)}
    return [
        WrittenConclusion(
            it=each,
            number=numbers.get(each.said.id, 0),
            units=", ".join(named(each.said.units)),
            timing=formats.capital(dated_timing(each, words)),
            progress=progress(each, look.board.plan, words),
            unclear=tuple(unclear(each, words)),
            link=look.link(paths.CONCLUSIONS, conclusion=each.said.id),
            opens=_opens(look, view, each.said.id) if editable else None,
        )
        for each in shown
    ]


def _opens(look: Look, view: MeetingView, key: str) -> str:
    address = look.link(paths.MEETINGS, **{MEETING: view.meeting.id, EDIT: key})
    return drawer_links.attributes(address, **{EDIT: key})


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingConclusionForm(WrittenForm):
    """A conclusion of a meeting; ``edited`` None for one that is yet to be written down."""

    PREFIX: ClassVar[str] = "meeting-conclusion"
    FIELDS: ClassVar[tuple[str, ...]] = (*WRITTEN, "item", "about")
    CHOICES: ClassVar[tuple[str, ...]] = (*WrittenForm.CHOICES, "item", "about")
    COMPANIONS: ClassVar[tuple[str, ...]] = ("item", "about")

    view: MeetingView
    edited: ConclusionView | None
    step: AgendaItem | None

    @classmethod
    def of(
        cls, look: Look, view: MeetingView, step: AgendaItem | None, edited: ConclusionView | None
    ) -> MeetingConclusionForm:
        name = f"meeting/{view.meeting.id}/{edited.said.id if edited else 'new'}"
        plan = look.board.plan.id
        return cls(plan=plan, name=name, look=look, view=view, edited=edited, step=step)

    def start(self, _draft: KeptDraft | None) -> Opening:
        if self.edited is not None:
            said = self.edited.said
            base = {**as_written(said), "item": said.item, "about": said.about}
            return Opening(base=base, revision=self.edited.revision)
        return Opening(base={**nothing_written(), **self.of_step()}, revision=0)

    def of_step(self) -> dict[str, str | None]:
        """What a conclusion belongs to that is begun on the step that is talked about."""
        if self.step is None:
            return {"item": None, "about": None}
        is_part = self.step.kind is AgendaKind.SUB_INDEX
        return {"item": self.step.key, "about": self.step.about if is_part else None}

    def follow(self) -> None:
        """Belong to the step that is talked about now, while nothing is typed."""
        base, step = self.opening.base, self.of_step()
        begun = self.changed().keys() - set(self.COMPANIONS)
        if self.edited is None and not begun and base.get("item") != step["item"]:
            self.build_on({**base, **step}, revision=0)
            self.fill(step)

    def said(self) -> Conclusion:
        """What is typed."""
        return replace(
            self.concluded(),
            id=self.edited.said.id if self.edited else "",
            item=self.value("item"),
            about=self.value("about"),
        )


def may_be_struck(view: MeetingView, edited: ConclusionView | None) -> bool:
    """Whether a conclusion may still go without a trace on anybody's work."""
    return edited is not None and edited.said.id not in view.published


def draw_writing(look: Look, view: MeetingView, step: AgendaItem | None) -> None:
    """Draw the form of a new conclusion, or of the one that the address names."""
    words = look.words
    asked = st.query_params.get(EDIT)
    edited = next((each for each in view.conclusions if each.said.id == asked), None)
    form = MeetingConclusionForm.of(look, view, step, edited)
    form.open(form.start)
    form.follow()
    said = {name: words.text(label) for name, label in WRITTEN.items()}
    said |= {"item": words.text(_ITEM), "about": words.text(_ABOUT)}
    with (
        st.container(key=inside.TYPED_ON_PAGE),
        draft_form.frame(form, words),
    ):
        number = len(view.conclusions) + 1
        if edited is not None:
            number = view.conclusions.index(edited) + 1
        drawing.put("meeting/writing.html", words, number=number, is_new=edited is None)
        # A drawer that is open tells what became of its own act.
        if OPEN not in st.query_params and not template_form.is_open():
            outcome.draw_told(words, said)
        written_conclusion.draw_needed(form)
        label = words.text("Write conclusion {number} down", number=number)
        with draft_form.foot(form, label, partial(_save, form)):
            if edited is not None:
                st.button(words.text("Cancel"), on_click=_leave, args=(form,))
            if may_be_struck(view, edited):
                st.button(words.text("Strike it"), on_click=_strike, args=(form,))
            if form.opening.kept is not None:
                drawing.put("shared/entry_kept.html", words, kept=form.opening.kept)
        label = words.text("More clearly: who supports, what comes of it, who decides")
        with draft_form.fold(form, label, (*written_conclusion.FURTHER, "item", "about")):
            written_conclusion.draw_rest(form)
            _draw_belonging(form)


def _draw_belonging(form: MeetingConclusionForm) -> None:
    words, board = form.words, form.look.board
    items = {item.key: item_name(board, item, words) for item in form.view.meeting.steps}
    item = form.view.meeting.item(form.value("item"))
    st.selectbox(
        words.text(_ITEM),
        list(items),
        format_func=lambda key: items.get(key, key),
        key=form.key("item"),
        index=None,
        placeholder=words.text("No item"),
        persist_state="session",
        on_change=form.keep,
    )
    matters = _matters(form.look, item)
    about = form.value("about")
    st.selectbox(
        words.text(_ABOUT),
        list({**matters, **({about: about} if about and about not in matters else {})}),
        format_func=lambda key: matters.get(key, key),
        key=form.key("about"),
        index=None,
        placeholder=words.text("Nothing in particular"),
        persist_state="session",
        on_change=form.keep,
    )


def _matters(look: Look, item: AgendaItem | None) -> dict[str, str]:
    """What a conclusion under an item may be about, by key."""
    board, words = look.board, look.words
    match item:
        case AgendaItem(kind=AgendaKind.SUB_INDEX, about=str(about)):
            index, _, code = about.partition("/")
            part = board.sub_index(index, code)
            tasks = part.tasks if part else ()
            whole = {about: item_name(board, item, words)}
            return whole | {each.task.code: each.task.title for each in tasks}
        case AgendaItem(kind=AgendaKind.REPORTS, about=str(unit)):
            rows = overdue_reports(board, unit)
            return {row.key: report_names.report_of(row, words) for row in rows}
        case _:
            return {each.task.code: each.task.title for _, each in board.all_tasks()}


def _save(form: MeetingConclusionForm) -> None:
    tracker, plan, key = state.tracker(), form.plan, form.view.meeting.id
    seen = form.opening.revision if form.edited else None

    def record() -> Callable[[], object]:
        made = meetings.conclude_in(tracker, plan, key, form.said(), act_on(plan, seen))
        is_followed = made.key in form.view.published
        take_back = conclusions.take_back if is_followed else meetings.take_back_in
        return lambda: take_back(tracker, plan, made.key, act_on(plan, made.revision))

    def then() -> None:
        form.close()
        state.choose(EDIT, None)

    form.send(
        record,
        form.words.text("The conclusion is written down"),
        form.words,
        then=then,
        besides=lambda: act_remarks.of_meeting(plan, form.view.meeting.met_on, form.words),
    )


def _strike(form: MeetingConclusionForm) -> None:
    tracker, plan = state.tracker(), form.plan
    edited = form.edited
    if edited is None:
        return

    def act() -> Callable[[], object]:
        struck = meetings.strike(tracker, plan, edited.said.id, act_on(plan, edited.revision))
        form.throw_away()
        state.choose(EDIT, None)
        key = edited.said.id
        return lambda: meetings.take_back_in(tracker, plan, key, act_on(plan, struck.revision))

    outcome.attempt(act, form.words.text("The conclusion is struck"), form.words)


def _leave(form: MeetingConclusionForm) -> None:
    form.throw_away()
    outcome.forget()
    state.choose(EDIT, None)
