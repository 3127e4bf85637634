"""Bản tin tháng: the frozen months of a plan, and what changed between two of them.

What is shown of a frozen month is read from its own document, never decided again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby

import streamlit as st

from ddci_tracker.services import exports, frozen_months
from ddci_tracker.services.exports import ExportFormat
from ddci_tracker.services.frozen_months import SECTIONS, KeptMonth, ToldChange
from ddci_tracker.services.permissions import Action, Actor
from ddci_tracker.services.templates import TemplateKind
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui.briefing import freeze_form, summary_form
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.seen import KEPT
from ddci_tracker.ui.frame.time_machine import look_at_frozen
from ddci_tracker.ui.shared import downloads, filters, outcome, template_form
from ddci_tracker.ui.shared.what_changed import changes_block, since_last
from ddci_tracker.words.catalogue import Language, Words

# A checksum is told from another by its beginning; the whole of it stands in the exports.
_CHECKSUM_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    """An edition in the list, with the way to it."""

    kept: KeptMonth
    link: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSection:
    """The changes of one section."""

    name: str
    changes: tuple[ToldChange, ...]


def draw_briefing(look: Look) -> None:
    """Draw the frozen months of a plan."""
    words = look.words
    kept = frozen_months.list_months(state.tracker(), state.actor(), look.board.plan.id)
    may_freeze = not look.read_only and state.actor().may(
        Action.FREEZE_MONTH, agency=look.board.plan.agency.code
    )
    with st.container(horizontal=True, vertical_alignment="center", key="briefing-head"):
        drawing.put("briefing/title.html", words)
        template_form.draw_button(look, TemplateKind.BRIEFING)
        if may_freeze:
            summary_form.draw_button(look, kept)
            freeze_form.draw_buttons(look, kept)
    if not (freeze_form.is_open() or template_form.is_open() or summary_form.is_open()):
        outcome.draw_told(words)
    # Who asks for a month came for what was reported then.
    asked = any(each.name == st.query_params.get("month") for each in kept)
    if not asked:
        _draw_changed(look)
    if not kept:
        drawing.put("briefing/none.html", words, may_freeze=may_freeze)
        return
    chosen = _chosen(kept)
    with st.container(key="briefing-columns"):
        left, right = st.columns([1, 3], gap="small")
    with left:
        _draw_list(look, kept, chosen)
    with right:
        _draw_month(look, kept, chosen)
    if asked:
        _draw_changed(look)


def _draw_changed(look: Look) -> None:
    """What changed from the last frozen month until today."""
    if (changed := since_last(look)) is not None:
        drawing.put_block(changes_block(look, changed))


def _chosen(kept: tuple[KeptMonth, ...]) -> KeptMonth:
    """The edition that the address names, else the newest of the last month."""
    named = st.query_params.get("month")
    return next((each for each in kept if each.name == named), kept[-1])


def _draw_list(look: Look, kept: tuple[KeptMonth, ...], chosen: KeptMonth) -> None:
    newest_first = sorted(kept, key=lambda each: (each.month, each.edition), reverse=True)
    lines = [
        MonthLine(
            kept=each,
            link=look.link("", month=each.name, since=None),
            here=each == chosen,
        )
        for each in newest_first
    ]
    drawing.put("briefing/months.html", look.words, editions=lines)


def _draw_month(look: Look, kept: tuple[KeptMonth, ...], chosen: KeptMonth) -> None:
    words = look.words
    newest = {each.month: each for each in kept}
    drawing.put(
        "briefing/month.html",
        words,
        kept=chosen,
        checksum=chosen.checksum[:_CHECKSUM_SHOWN],
        superseded=newest[chosen.month] != chosen,
        board=look_at_frozen(look, chosen, paths.OVERVIEW),
    )
    _draw_downloads(look, chosen)
    earlier = [each for each in kept if each.month < chosen.month]
    if not earlier:
        drawing.put("briefing/first.html", words)
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="briefing-filters"):
        since = _pick_since(chosen, earlier, words)
        as_table = filters.pick_segment("view", words.text("Show as"), _views(words)) == "table"
    groups = _groups(
        state.tracker(), state.actor(), look.board.plan.id, chosen, since, words.language
    )
    drawing.put("briefing/changes.html", words, groups=groups, as_table=as_table, since=since)


def _draw_downloads(look: Look, chosen: KeptMonth) -> None:
    """A button for each form; the file is made when it is asked for."""
    with st.container(horizontal=True, gap="small", key="briefing-downloads"):
        for form in ExportFormat:
            downloads.offer(
                exports.FORMS[form].name,
                partial(_made, state.tracker(), state.actor(), look.words, chosen, form),
                file_name=exports.name_of(chosen, form),
                media_type=exports.FORMS[form].media_type,
                key=f"briefing-{form}",
            )


def _made(
    tracker: Tracker, actor: Actor, words: Words, chosen: KeptMonth, form: ExportFormat
) -> bytes:
    """The bytes of a form. It is called outside of a run, where nothing of the screen is known."""
    made = exports.export(
        tracker,
        actor,
        chosen.plan_id,
        chosen.month,
        form,
        words=words,
        edition=chosen.edition,
    )
    return made.body


def _views(words: Words) -> Mapping[str, str]:
    return {"sentences": words.text("In sentences"), "table": words.text("As a table")}


def _pick_since(chosen: KeptMonth, earlier: list[KeptMonth], words: Words) -> KeptMonth:
    """What to compare with: what the briefing compares with, unless another one is chosen."""
    options = {each.name: _caption(each, words) for each in reversed(earlier)}
    known_then = [each for each in earlier if each.known_at < chosen.known_at]
    usual = (known_then or earlier)[-1].name
    picked = filters.pick(
        "since",
        words.text("Changes since"),
        {name: caption for name, caption in options.items() if name != usual},
        everything=words.text("Changes since {month}", month=options[usual]),
    )
    return next(each for each in earlier if each.name == (picked or usual))


def _caption(kept: KeptMonth, words: Words) -> str:
    return words.text("{month}, edition {edition}", month=kept.month, edition=kept.edition)


@lru_cache(maxsize=KEPT)
def _groups(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    chosen: KeptMonth,
    since: KeptMonth,
    language: Language,
) -> tuple[ChangeSection, ...]:
    """What changed, by section. Frozen months never change, nor does what lies between two."""
    words = Words.of(language)
    difference = frozen_months.diff(
        tracker,
        actor,
        plan_id,
        since.month,
        chosen.month,
        earlier_edition=since.edition,
        later_edition=chosen.edition,
    )
    by_section = groupby(difference.told(words), key=lambda row: row.section)
    return tuple(
        ChangeSection(name=words.text(SECTIONS[section]), changes=tuple(rows))
        for section, rows in by_section
    )
