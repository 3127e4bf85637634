"""Đơn vị: a row a unit, the one with the most red first; every figure opens its list.

Units are compared, persons never. What a figure counts ``domain.by_unit`` decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial

import streamlit as st

from ddci_tracker.domain.by_unit import ByUnit, Matter, UnitFigure, UnitOverview, by_unit
from ddci_tracker.domain.conclusions import ConclusionCounts, ConclusionPart
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.reminders import Chase, chase_of
from ddci_tracker.services.table_files import units_file
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.ui.shared import downloads
from ddci_tracker.ui.shared.attention_rows import AttentionItem, attention_items, task_link
from ddci_tracker.words import formats, plan_names, report_names
from ddci_tracker.words.by_unit import FIGURES, matter_state
from ddci_tracker.words.catalogue import Words

FIGURE, UNIT = "figure", "unit"
# What an address calls the units that have not spoken.
SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitToldLine:
    """A row of the table in words. ``asked`` is what an address calls the unit."""

    it: UnitOverview
    asked: str | None
    name: str
    leads: str
    owed: tuple[tuple[Chase, int, str], ...]
    conclusions: ConclusionCounts
    unclear: int
    silence: str
    silence_since: str
    oldest: AttentionItem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterLine:
    """A matter of a list in words."""

    it: Matter
    colour: Colour | None
    what: str
    kind: str
    units: str
    due: str | None
    stands: str
    link: str


def draw_units(look: Look) -> None:
    """Draw the units of a board, under the list of a figure where one is asked for."""
    seen, words = Seen(look), look.words
    figure, unit = st.query_params.get(FIGURE), st.query_params.get(UNIT)
    if figure in set(UnitFigure):
        drawing.put_block(list_block(seen, UnitFigure(figure), unit))
    drawing.put_block(units_block(seen, silent=figure == SILENT))
    now = state.now()
    downloads.offer_table(
        words,
        lambda: units_file(look.board, _made(seen), made=now, words=words),
        file_name=f"{look.board.plan.id}-don-vi.xlsx",
        key="units-file",
    )


@lru_cache(maxsize=KEPT)
def _made(seen: Seen) -> ByUnit:
    return by_unit(seen.look.board)


@lru_cache(maxsize=KEPT)
def units_block(seen: Seen, *, silent: bool) -> str:
    """The table of units; ``silent``: only those that owe a word and have not spoken."""
    look, made = seen.look, _made(seen)
    shown = [row for row in made.units if row.silent] if silent else made.units
    return drawing.block(
        "units/table.html",
        look.words,
        board=look.board,
        agency=_line(look, made.whole),
        rows=[_line(look, row) for row in shown],
        shared=[] if silent else [_line(look, row) for row in made.shared],
        count=len(made.units),
        silent=silent,
        figure=UnitFigure,
        opened=partial(look.link, paths.UNITS),
        tasks=partial(look.link, paths.SUB_INDEX, sub=paths.ALL_TASKS),
        reports=partial(look.link, paths.REPORTS),
        concluded=partial(look.link, paths.CONCLUSIONS),
    )


def _line(look: Look, row: UnitOverview) -> UnitToldLine:
    words, board = look.words, look.board
    owed = [chase_of(each) for each in row.reports]
    return UnitToldLine(
        it=row,
        asked=row.unit,
        name=_name(look, row.unit),
        leads=formats.listed(
            (
                plan_names.short_sub_index_name(view, words)
                for index, code in row.leads
                if (view := board.sub_index(index, code))
            ),
            words,
        ),
        owed=tuple(
            (chase, count, _owed(row, chase, words))
            for chase in Chase
            if (count := owed.count(chase))
        ),
        conclusions=ConclusionCounts.of(row.conclusions),
        unclear=sum(ConclusionPart.DUE in view.missing for view in row.conclusions),
        silence=_silence(look, row),
        silence_since=words.text(
            "since {day}", day=formats.short_day(row.last.on, board.plan.year, words)
        )
        if row.last and row.last.on < board.as_of
        else "",
        oldest=next(iter(attention_items(look, [row.oldest] if row.oldest else [])), None),
    )


def _name(look: Look, unit: str | None) -> str:
    if unit is None:
        return look.words.text("The whole agency")
    return plan_names.unit_name(look.board.plan, unit) if unit else look.words.text("No unit")


def _owed(row: UnitOverview, chase: Chase, words: Words) -> str:
    """What is owed of a kind, with its days where it is one: quá hạn 76 ngày, sắp đến hạn."""
    days = [each.days or 0 for each in row.reports if chase_of(each) is chase]
    most, only = max(days), len(days) == 1
    match chase:
        case Chase.RETURNED:
            return words.text("returned")
        case Chase.OVERDUE if only:
            return words.plural("{days} day overdue", "{days} days overdue", count=most, days=most)
        case Chase.OVERDUE:
            return words.text("overdue")
        case Chase.DUE if most == 0:
            return words.text("due today")
        case Chase.DUE if only:
            return words.plural("{days} day left", "{days} days left", count=most, days=most)
    return words.text("due soon")


def _silence(look: Look, row: UnitOverview) -> str:
    """How long ago a unit last spoke: hôm nay, 14 ngày, chưa lần nào; cùng ngày of a past one."""
    words = look.words
    if row.last is None:
        return words.text("never") if row.silent else formats.NOTHING
    days = (look.board.as_of - row.last.on).days
    if days <= 0:
        return words.text("the same day") if look.read_only else words.text("today")
    return words.plural("{days} day", "{days} days", count=days, days=days)


@lru_cache(maxsize=KEPT)
def list_block(seen: Seen, figure: UnitFigure, unit: str | None) -> str:
    """What a figure of a unit counts, or of the whole."""
    look, row = seen.look, _made(seen).row(unit)
    matters = row.listed(figure) if row else ()
    return drawing.block(
        "units/list.html",
        look.words,
        name=_name(look, unit),
        title=look.words.text(FIGURES[figure]),
        matters=[_matter(look, each) for each in matters],
        ratio=row.ratio(figure) if row else None,
        red=figure is UnitFigure.RED,
        back=look.link(paths.UNITS),
    )


def _matter(look: Look, matter: Matter) -> MatterLine:
    words = look.words
    what, kind, colour, link = _named(look, matter)
    return MatterLine(
        it=matter,
        colour=colour,
        what=what,
        kind=kind,
        units=", ".join(plan_names.unit_names(look.board.plan)(matter.units)),
        due=formats.day(matter.due, words) if matter.due else None,
        stands=formats.capital(matter_state(matter, words)),
        link=link,
    )


def _named(look: Look, matter: Matter) -> tuple[str, str, Colour | None, str]:
    """What a matter is called, of which kind it is, its colour, and where it leads."""
    words = look.words
    if (view := matter.task) is not None:
        link = task_link(look, view.index, view.sub_index, view.task.code)
        return view.task.title, words.text("Task"), view.light.colour, link
    if (row := matter.report) is not None:
        link = look.link(paths.REPORTS, report=row.key)
        return report_names.report_of(row, words), words.text("Report"), row.colour, link
    if (concluded := matter.conclusion) is not None:
        link = look.link(paths.CONCLUSIONS, conclusion=concluded.said.id)
        kind = words.text("Meeting conclusion")
        return concluded.said.text, kind, concluded.colour, link
    raise ValueError("a matter of nothing")
