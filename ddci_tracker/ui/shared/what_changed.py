"""What changed since the last figures that were reported: one sentence with three counts, and its
list, on *Tổng quan* and on *Bản tin*."""

from __future__ import annotations

from dataclasses import dataclass

from ddci_tracker.services.what_changed import ChangedSince, ToldTurn, changed_since
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared.attention_rows import task_link
from ddci_tracker.words import formats, plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.meetings import meeting_day


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnLine:
    """A row with where it leads."""

    it: ToldTurn
    link: str


def since_last(look: Look) -> ChangedSince | None:
    """What changed on the board that is looked at; None where there is nothing to compare with."""
    return changed_since(state.tracker(), state.actor(), look.board, now=state.now())


def since_meeting(look: Look) -> ChangedSince | None:
    """What changed since the last meeting; None where none concluded anything before."""
    return changed_since(
        state.tracker(), state.actor(), look.board, now=state.now(), of_meeting=True
    )


def since_when(changed: ChangedSince, words: Words) -> str:
    """What the board is compared with: số liệu chốt tháng 6/2026, ngày 30/06/2026."""
    if changed.meeting:
        day = meeting_day(changed.meeting, words)
        return words.text("Against the meeting of {day}", day=day)
    if changed.frozen is None:
        return words.text("Against the end of the month, {day}", day=changed.day)
    month = formats.period(changed.frozen.month, words)
    return words.text("Against {month} as it was frozen, {day}", month=month, day=changed.day)


def changes_block(look: Look, changed: ChangedSince, *, close: str | None = None) -> str:
    """The list of what changed; ``close`` is the address of the screen without it."""
    words, told = look.words, changed.told(look.words)
    return drawing.block(
        "shared/what_changed.html",
        words,
        title=since_when(changed, words),
        groups={
            name: [TurnLine(it=each, link=_link(look, each)) for each in rows]
            for name, rows in told.items()
        },
        still_red=formats.listed(
            (plan_names.tile_name(view, words) for view in changed.changed.still_red), words
        ),
        kept=formats.listed(
            (plan_names.tile_name(view, words) for view in changed.changed.kept), words
        ),
        still_red_count=len(changed.changed.still_red),
        kept_count=len(changed.changed.kept),
        close=close,
    )


def _link(look: Look, turned: ToldTurn) -> str:
    if turned.report is not None:
        return look.link(paths.REPORTS, report=turned.report)
    if turned.task is not None:
        return task_link(look, turned.index, turned.sub_index, turned.task)
    if turned.sub_index is not None:
        return look.link(paths.SUB_INDEX, index=turned.index, sub=turned.sub_index)
    return look.link(paths.RESULTS)
