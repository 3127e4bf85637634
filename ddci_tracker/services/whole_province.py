"""Toàn tỉnh: the agencies of a province that somebody may read, by the boards of their plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ddci_tracker.domain.provinces import province
from ddci_tracker.domain.views import Board
from ddci_tracker.domain.whole_province import WholeProvince, whole_province
from ddci_tracker.services.boards import list_plans, look_at, read_content
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.tracker import Tracker


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceView:
    """A province in one index and year.

    ``blocks`` are the codes of all blocks in it, ``without`` the names of the agencies that have
    no plan for this index and year.
    """

    table: WholeProvince
    blocks: tuple[str, ...]
    without: tuple[str, ...]


def sees_several(tracker: Tracker, actor: Actor) -> bool:
    """Whether somebody may read the plans of more than one agency."""
    if actor.agencies is not None and len(actor.agencies) < 2:
        return False
    return len({entry.agency for entry in list_plans(tracker, actor)}) > 1


def province_of(
    tracker: Tracker,
    actor: Actor,
    board: Board,
    index: str,
    *,
    now: datetime,
    block: str | None = None,
    as_of: date | None = None,
) -> ProvinceView:
    """The agencies in the province of a board, in its year and quarter; one line an agency.

    Illustrations stand among illustrations only. ``block`` narrows them to one block, ``as_of``
    is the day looked at where one was asked for. ``Forbidden``.
    """
    require(actor, Action.READ_PLAN, agency=board.plan.agency.code)
    here = province(board.plan.agency.province)
    found: dict[str, Board] = {}
    blocks: set[str] = set()
    names: dict[str, tuple[str, str]] = {}
    for entry in list_plans(tracker, actor):
        plan = read_content(tracker, actor, entry.id, now=now)
        agency = plan.agency
        if entry.illustration is not board.plan.illustration or province(agency.province) != here:
            continue
        names.setdefault(agency.code, (agency.block, agency.name))
        blocks.add(agency.block)
        if agency.code in found or index not in plan.indices or not plan.covers(board.plan.year):
            continue
        found[agency.code] = look_at(
            tracker, actor, entry.id, now=now, as_of=as_of, quarter=board.quarter
        )
    shown = [each for each in found.values() if block in (None, each.plan.agency.block)]
    return ProvinceView(
        table=whole_province(shown, index),
        blocks=tuple(sorted(blocks)),
        without=tuple(
            sorted(
                name
                for code, (of, name) in names.items()
                if code not in found and block in (None, of)
            )
        ),
    )
