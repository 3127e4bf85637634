"""Cần xử lý: every matter to act on, the worst first, with what is behind it.

Which matters there are and how bad each is comes from the board; units and kinds only narrow it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.views import AttentionKind, AttentionRow, SubIndexView, TaskView
from ddci_tracker.services.table_files import attention_file
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.ui.shared import downloads, filters
from ddci_tracker.ui.shared.attention_rows import (
    AttentionItem,
    attention_items,
    report_link,
    task_link,
)
from ddci_tracker.words import formats, labels, plan_names, reasons
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import NP_

# How the rows of a kind and colour are counted in words; no colour: all of the kind together.
_OWED: tuple[tuple[AttentionKind, Colour | None, tuple[str, str]], ...] = (
    (AttentionKind.REPORT, Colour.RED, NP_("{count} report overdue", "{count} reports overdue")),
    (
        AttentionKind.REPORT,
        Colour.AMBER,
        NP_("{count} report returned", "{count} reports returned"),
    ),
    (AttentionKind.TASK, Colour.RED, NP_("{count} task behind", "{count} tasks behind")),
    (AttentionKind.TASK, Colour.AMBER, NP_("{count} task at risk", "{count} tasks at risk")),
    (
        AttentionKind.SILENCE,
        None,
        NP_("{count} task lacks an update", "{count} tasks lack an update"),
    ),
    (
        AttentionKind.OWNER,
        None,
        NP_("{count} task without a lead unit", "{count} tasks without a lead unit"),
    ),
    (
        AttentionKind.CONCLUSION,
        None,
        NP_("{count} meeting conclusion", "{count} meeting conclusions"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionChoice:
    """Which rows are asked for; None: of every one."""

    unit: str | None = None
    kind: str | None = None
    level: str | None = None

    def admits(self, look: Look, row: AttentionRow) -> bool:
        """Whether a row is one of them."""
        return (
            self.kind in (None, row.kind)
            and self.level in (None, row.colour)
            and (self.unit is None or self.unit in _units_of(look, row))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskBehind:
    """A task behind a row that stands for several."""

    view: TaskView
    where: str
    short: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionEntry:
    """A row with where it leads; one that stands for several tasks opens instead."""

    item: AttentionItem
    where: str
    link: str | None
    tasks: tuple[TaskBehind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourGroup:
    """The rows of one colour."""

    colour: Colour
    entries: tuple[AttentionEntry, ...]


def draw_attention(look: Look) -> None:
    """Draw what to act on."""
    drawing.put("attention/title.html", look.words, board=look.board)
    asked = _choose(look)
    drawing.put_block(attention_block(Seen(look), asked))
    rows = [row for row in look.board.attention if asked.admits(look, row)]
    if rows:
        now = state.now()
        downloads.offer_table(
            look.words,
            lambda: attention_file(look.board, rows, made=now, words=look.words),
            file_name=f"{look.board.plan.id}-can-xu-ly.xlsx",
            key="attention-file",
        )


@lru_cache(maxsize=KEPT)
def attention_block(seen: Seen, asked: AttentionChoice) -> str:
    look = seen.look
    board, words = look.board, look.words
    rows = [row for row in board.attention if asked.admits(look, row)]
    unit = asked.unit
    entries = _entries(look, rows)
    return drawing.block(
        "attention/rows.html",
        words,
        filtered=asked != AttentionChoice(),
        unit=plan_names.unit_name(board.plan, unit) if unit else None,
        owed=[
            (said, look.link(paths.ATTENTION, unit=unit, kind=kind, level=level or asked.level))
            for kind, level, said in owed_counts(rows, words)
        ],
        reports=look.link(paths.REPORTS, unit=unit),
        groups=[
            ColourGroup(colour=colour, entries=of_colour)
            for colour in sorted(Colour, key=lambda each: -each.severity)
            if (of_colour := tuple(each for each in entries if each.item.it.colour is colour))
        ],
    )


def _choose(look: Look) -> AttentionChoice:
    """What is asked for, by controls that offer what there is."""
    board, words = look.board, look.words
    with st.container(horizontal=True, gap="small", key="attention-filters"):
        by_unit = _rows_by_unit(Seen(look))
        asked = st.query_params.get("unit")
        units = {
            each.code: f"{each.name} ({by_unit[each.code]})"
            for each in board.plan.named_units
            if by_unit[each.code] or each.code == asked
        }
        unit = None
        if units:
            unit = filters.pick(
                "unit", words.text("Unit"), units, everything=words.text("All units"), width=360
            )
        of_unit = AttentionChoice(unit=unit)
        rows = [row for row in board.attention if of_unit.admits(look, row)]
        by_kind = Counter(row.kind for row in rows)
        kind = filters.pick_pill(
            "kind",
            words.text("Kind"),
            {
                str(each): f"{labels.label(each, words)} {by_kind[each]}"
                for each in AttentionKind
                if by_kind[each]
            },
        )
        of_kind = AttentionChoice(unit=unit, kind=kind)
        by_colour = Counter(row.colour for row in rows if of_kind.admits(look, row))
        level = filters.pick_pill(
            "level",
            words.text("Level"),
            {
                str(each): f"{formats.capital(labels.label(each, words))} {by_colour[each]}"
                for each in sorted(by_colour, key=lambda each: -each.severity)
            },
        )
    return AttentionChoice(unit=unit, kind=kind, level=level)


@lru_cache(maxsize=KEPT)
def _rows_by_unit(seen: Seen) -> Counter[str]:
    look = seen.look
    return Counter(code for row in look.board.attention for code in _units_of(look, row))


def _units_of(look: Look, row: AttentionRow) -> frozenset[str]:
    """The units that a row is about; a group with its members."""
    return frozenset((*row.units, *look.board.plan.expand(row.units)))


def owed_counts(
    rows: Iterable[AttentionRow], words: Words
) -> list[tuple[AttentionKind, Colour | None, str]]:
    """What rows amount to, by kind and level: 1 báo cáo quá hạn, 2 nhiệm vụ quá hạn cập nhật."""
    counts: Counter[tuple[AttentionKind, Colour | None]] = Counter()
    for row in rows:
        for_tasks = row.kind in (AttentionKind.SILENCE, AttentionKind.OWNER)
        number = len(row.tasks) if for_tasks else 1
        counts[row.kind, row.colour] += number
        counts[row.kind, None] += number
    return [
        (kind, colour, words.plural(*message, count=counts[kind, colour]))
        for kind, colour, message in _OWED
        if counts[kind, colour]
    ]


def _entries(look: Look, rows: Iterable[AttentionRow]) -> list[AttentionEntry]:
    views = {view.task.code: view for _, view in look.board.all_tasks()}
    return [
        AttentionEntry(
            item=item,
            where=_where(look, item.it),
            link=_link(look, item.it),
            tasks=tuple(_behind(look, views[code]) for code in _stood_for(item.it)),
        )
        for item in attention_items(look, rows)
    ]


def _stood_for(row: AttentionRow) -> tuple[str, ...]:
    return () if row.kind is AttentionKind.TASK else row.tasks


def _behind(look: Look, view: TaskView) -> TaskBehind:
    return TaskBehind(
        view=view,
        where=_part_name(look, view.index, view.sub_index),
        short=reasons.short(view.light.reason, look.words, look.board.plan.year),
        link=task_link(look, view.index, view.sub_index, view.task.code),
    )


def _where(look: Look, row: AttentionRow) -> str:
    """What a row belongs to, a sub-index or report duty; of silence, how long it has lasted."""
    match row.kind:
        case AttentionKind.TASK:
            return _part_name(look, row.index, row.sub_index)
        case AttentionKind.CONCLUSION:
            part = _concluded_about(look, row)
            about = f", {plan_names.sub_index_name(part, look.words)}" if part else ""
            return labels.label(row.kind, look.words) + about
        case AttentionKind.REPORT if row.report:
            return look.words.text("Report duty {duty}", duty=_duty_of(row.report))
        case AttentionKind.SILENCE if row.days:
            return look.words.plural("{count} day ago", "{count} days ago", count=row.days)
    return ""


def _part_name(look: Look, index: str | None, code: str | None) -> str:
    part = look.board.sub_index(index, code) if index and code else None
    return plan_names.part_name(part, look.words)


def _link(look: Look, row: AttentionRow) -> str | None:
    """Where a row leads; None for one that opens or has nothing behind it."""
    match row.kind:
        case AttentionKind.TASK:
            return task_link(look, row.index, row.sub_index, row.tasks[0])
        case AttentionKind.REPORT if row.report:
            return report_link(look, row)
        case AttentionKind.CONCLUSION:
            return look.link(paths.CONCLUSIONS, conclusion=row.conclusion)
        case AttentionKind.SILENCE if row.reason.code == ReasonCode.PLAN_NOT_TRACKED:
            return look.link(paths.PLAN)
    return None


def _duty_of(report: str) -> str:
    """The duty in the key of a report."""
    return report.partition("/")[0]


def _concluded_about(look: Look, row: AttentionRow) -> SubIndexView | None:
    """The sub-index that a conclusion is about, where it says so."""
    for version in look.board.conclusions:
        said = version.value
        if said and said.about and (said.text, said.units) == (row.what["text"], row.units):
            index, _, code = said.about.partition("/")
            return look.board.sub_index(index, code)
    return None
