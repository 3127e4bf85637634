"""Writing the sentences of a month's report before it is frozen: its opening and its closings.

Every field begins with what is proposed from the figures; one that is left so follows them until
the month is frozen. What is typed is kept as a draft until it is saved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import ClassVar

import streamlit as st

from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.versions import Version
from ddci_tracker.services import month_summaries
from ddci_tracker.services.acts import Act
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.frozen_months import KeptMonth
from ddci_tracker.services.month_summaries import MonthSummary, Sentences, SummaryPart
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui.briefing.freeze_form import likely_month, months_to_freeze, today_in_plan
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.people import full_name
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.ui.shared import draft_form, lengths, outcome
from ddci_tracker.ui.shared.draft_form import DraftForm, Opening, Values
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Words

# The parameter of the address that names the month which is written about.
_OPEN = "wording"
_MONTH = "wording-month"
_HEIGHTS = {SummaryPart.OPENING: 160}
_HEIGHT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryForm(DraftForm):
    """The sentences of one month; ``stands`` is what was saved, ``proposed`` what the figures say.

    Only what was changed belongs to its draft: the rest follows the figures.
    """

    PREFIX: ClassVar[str] = "summary"
    FIELDS: ClassVar[tuple[str, ...]] = tuple(SummaryPart)

    month: Period
    words: Words
    stands: Version[MonthSummary] | None
    proposed: Sentences

    @classmethod
    def of(cls, look: Look, kept: tuple[KeptMonth, ...], month: Period) -> SummaryForm:
        tracker, actor, plan = state.tracker(), state.actor(), look.board.plan.id
        return cls(
            plan=plan,
            name=f"summary/{month}",
            month=month,
            words=look.words,
            stands=month_summaries.summary_of(tracker, actor, plan, month),
            proposed=_proposed(tracker, actor, Seen(look), month, kept),
        )

    @property
    def saved(self) -> MonthSummary:
        """What was saved last; nothing is written where nothing was."""
        found = self.stands.value if self.stands else None
        return found or MonthSummary(month=self.month)

    @property
    def revision(self) -> int:
        return self.stands.revision if self.stands else 0

    def start(self, _draft: KeptDraft | None) -> Opening:
        base = {str(part): text for part, text in {**self.proposed, **self.saved.written}.items()}
        return Opening(base=base, revision=self.revision)

    def written(self, values: Values) -> str:
        base = self.opening.base
        changed = {field: text for field, text in values.items() if text != base.get(field)}
        return super(SummaryForm, self).written(changed)

    def summary(self) -> MonthSummary:
        """What is typed, over what was saved; what is as proposed, or blank, is not written."""
        typed = {SummaryPart(field): self.typed(field) for field in self.changed()}
        return self.saved.rewritten(
            {part: text if text != self.proposed[part] else None for part, text in typed.items()}
        )

    def take_proposed(self) -> None:
        """Put what is proposed into every field."""
        self.fill({str(part): text for part, text in self.proposed.items()})
        self.keep()


def is_open() -> bool:
    """Whether the form stands over the screen."""
    return _OPEN in st.query_params


def draw_button(look: Look, kept: tuple[KeptMonth, ...]) -> None:
    """Draw the button that opens the form, and the form where it is open."""
    words, months = look.words, months_to_freeze(look)
    if not months:
        return
    likely = likely_month(months, kept, today_in_plan(look))
    st.button(
        words.text("Wording of the report…"),
        icon=":material/edit_note:",
        on_click=_open,
        args=(str(likely),),
    )
    asked = st.query_params.get(_OPEN)
    if asked is not None:
        month = next((each for each in months if str(each) == asked), likely)
        title = words.text("Wording of the report")
        st.dialog(title, width="large", on_dismiss=_close)(_draw)(look, kept, month)


def _open(month: str) -> None:
    outcome.forget()
    state.choose(_OPEN, month)


def _close() -> None:
    state.choose(_OPEN, None)


@lru_cache(maxsize=KEPT)
def _proposed(
    tracker: Tracker, actor: Actor, seen: Seen, month: Period, _kept: tuple[KeptMonth, ...]
) -> Sentences:
    """What is proposed follows from the figures that are seen and the months that are frozen."""
    look = seen.look
    plan, words = look.board.plan.id, look.words
    return month_summaries.proposed_sentences(
        tracker, actor, plan, month, words=words, now=state.now()
    )


def _draw(look: Look, kept: tuple[KeptMonth, ...], month: Period) -> None:
    words, months = look.words, {str(each): each for each in reversed(months_to_freeze(look))}
    # Another month is another field, which has its own place in the address.
    key = f"{_MONTH}-{month}"
    st.selectbox(
        words.text("Month"),
        list(months),
        index=list(months).index(str(month)),
        format_func=lambda name: formats.capital(formats.period(months[name], words)),
        key=key,
        on_change=lambda: _open(st.session_state[key]),
    )
    form = SummaryForm.of(look, kept, month)
    form.open(form.start)
    said = {str(part): labels.label(part, words) for part in SummaryPart}
    editions = [each for each in kept if each.month == month]
    stands = form.stands if form.stands and form.stands.value else None
    drawing.put(
        "briefing/summary_form.html",
        words,
        stands=stands,
        by=full_name(stands.recorded_by) if stands else "",
        last=editions[-1] if editions else None,
    )
    with draft_form.frame(form, words):
        draft_form.draw_restored(form, words)
        for part in SummaryPart:
            _draw_part(form, part, said[part])
        outcome.draw_refusal(words, said)
        with draft_form.foot(form, words.text("Save the wording"), partial(_save, form)):
            st.button(words.text("Take what is proposed"), on_click=form.take_proposed)


def _draw_part(form: SummaryForm, part: SummaryPart, label: str) -> None:
    words = form.words
    st.text_area(
        label,
        key=form.key(part),
        placeholder="" if form.proposed[part] else words.text("Nothing is proposed here"),
        height=_HEIGHTS.get(part, _HEIGHT),
        persist_state="session",
        on_change=form.keep,
    )
    typed = form.typed(part)
    lengths.draw_excess(typed, part, words)
    saved = form.saved.written.get(part)
    drawing.put(
        "briefing/sentences.html",
        words,
        saved=saved if saved != typed else None,
        proposed=form.proposed[part] if form.proposed[part] != typed else None,
    )


def _save(form: SummaryForm) -> None:
    tracker, plan, month = state.tracker(), form.plan, form.month

    def act_on(revision: int) -> Act:
        return Act(actor=state.actor(), now=state.now(), revision=revision)

    def record() -> Callable[[], object]:
        act = act_on(form.opening.revision)
        made = month_summaries.write_summary(tracker, plan, form.summary(), act)
        return lambda: month_summaries.take_back(tracker, plan, month, act_on(made.revision))

    def then() -> None:
        form.close()
        _close()

    words = form.words
    form.send(record, words.text("The wording is saved"), words, then=then)
