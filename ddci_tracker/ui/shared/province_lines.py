"""A line of Toàn tỉnh in words, for the screen and for its quick face."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from ddci_tracker.domain.whole_province import (
    AgencyLine,
    AgencyPart,
    AgencyStanding,
    AgencyTotal,
)
from ddci_tracker.ui.core import paths
from ddci_tracker.ui.core.look import Look
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceCell:
    """A sub-index of an agency. ``shade`` is its share of the largest shortfall, from 0 to 1."""

    it: AgencyPart
    shade: float
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceLine:
    """An agency in words."""

    it: AgencyStanding
    total: AgencyTotal
    rank: str | None
    cells: tuple[ProvinceCell | None, ...]
    silence: str
    own: bool
    link: str
    reports: str


def line_of(look: Look, line: AgencyLine, largest: Decimal, index: str) -> ProvinceLine:
    """A line of the table, with where its parts lead."""
    of, total = line.of, line.total
    at = partial(look.link, plan=of.plan)
    return ProvinceLine(
        it=of,
        total=total,
        rank=formats.rank(total.rank, total.out_of) if total.rank else None,
        cells=tuple(
            _cell(cell, largest, at(paths.SUB_INDEX, index=index, sub=cell.code)) if cell else None
            for cell in line.cells
        ),
        silence=_silence(of, look.words),
        own=of.plan == look.board.plan.id,
        link=at(paths.OVERVIEW),
        reports=at(paths.REPORTS),
    )


def _cell(part: AgencyPart, largest: Decimal, link: str) -> ProvinceCell:
    short = -part.gap if part.gap is not None and part.gap < 0 else Decimal(0)
    return ProvinceCell(it=part, shade=float(short / largest) if largest else 0.0, link=link)


def _silence(of: AgencyStanding, words: Words) -> str:
    """How long ago somebody of the agency last recorded anything."""
    days = of.silent_days
    if days is None:
        return words.text("never")
    if days == 0:
        return words.text("today")
    return words.plural("{days} day", "{days} days", count=days, days=days)
