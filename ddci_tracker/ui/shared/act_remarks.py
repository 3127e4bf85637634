"""What is told beside "saved" of an act on a plan: where it will not be seen, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ddci_tracker.domain.versions import Version
from ddci_tracker.services import act_remarks
from ddci_tracker.services.boards import today_in
from ddci_tracker.ui.core import state
from ddci_tracker.words.catalogue import Words


def of_all(plan: str, made: Iterable[Version[object]], words: Words) -> tuple[str, ...]:
    """What there is to know of acts that were recorded, each said once."""
    found = (
        remark.said(words)
        for version in made
        for remark in act_remarks.act_remarks(
            state.tracker(), state.actor(), plan, version, now=state.now()
        )
    )
    return tuple(dict.fromkeys(found))


def of_day(
    plan: str,
    words: Words,
    *,
    on: date | None = None,
    year: int | None = None,
    told: str = act_remarks.CLOSED,
) -> tuple[str, ...]:
    """The same of what was recorded for a day, today unless told, in one of a plan's years."""
    tracker, actor, now = state.tracker(), state.actor(), state.now()
    day = on or today_in(tracker, actor, plan, now=now)
    found = act_remarks.after_the_close(tracker, actor, plan, day, now=now, year=year, told=told)
    return tuple(each.said(words) for each in found)


def of_meeting(plan: str, met_on: date, words: Words) -> tuple[str, ...]:
    """What there is to know of what a meeting concludes."""
    return of_day(plan, words, on=met_on, told=act_remarks.CLOSED_MEETING)


def of_evidence(plan: str, about: str, words: Words) -> tuple[str, ...]:
    """What there is to know of evidence that was added to a word on a task, or to a report."""
    year = act_remarks.year_of(about)
    return of_day(plan, words, year=year, told=act_remarks.CLOSED_EVIDENCE)
