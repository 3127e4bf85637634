"""Toàn tỉnh: the agencies of a province that somebody may read, by the boards of their plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic

from ddci_tracker.domain.catalog import BLOCKS
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.provinces import province
from ddci_tracker.domain.views import Board
from ddci_tracker.domain.whole_province import AgencyStanding, WholeProvince, whole_province
from ddci_tracker.services.boards import list_plans, look_at, read_content
from ddci_tracker.services.kept_standings import KeptPlan, PlanPlace, keep, kept
from ddci_tracker.services.permissions import Action, Actor, Role, require
from ddci_tracker.services.tracker import Tracker

# Whoever reads them all, to have them ready and to show nobody.
_NOBODY = Actor(name="", role=Role.PROVINCE, agencies=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceView:
    """A province in one index and year.

    ``blocks`` are all blocks in it in the order of the field, each with its number of agencies that
    have a plan for this index and year; ``without`` the names of those that have none.
    """

    table: WholeProvince
    blocks: Mapping[str, int]
    without: tuple[str, ...]


def sees_several(tracker: Tracker, actor: Actor) -> bool:
    """Whether somebody may read the plans of more than one agency."""
    if actor.agencies is not None and len(actor.agencies) < 2:
        return False
    return len({entry.agency for entry in list_plans(tracker, actor)}) > 1


def keep_at_hand(
    tracker: Tracker, *, now: datetime, pause: Callable[[float], object] = lambda _: None
) -> None:
    """Decide what a province is looked at by, before anybody waits for all of its boards.

    The first look of a day, or after many changes, would decide every one of them by itself.
    ``pause`` is called after each with the seconds that it took, so that whoever looks at
    something meanwhile gets as much of the processor.
    """
    if not sees_several(tracker, _NOBODY):
        return
    today = vietnamese_day(now)
    plans: dict[str, KeptPlan] = {}
    for entry in list_plans(tracker, _NOBODY):
        found = kept(tracker, entry, today)
        if found is None:
            begun = monotonic()
            place = PlanPlace.of(read_content(tracker, _NOBODY, entry.id, now=now))
            board = look_at(tracker, _NOBODY, entry.id, now=now)
            found = KeptPlan(
                plan=entry.id,
                version=entry.data_version,
                day=today,
                place=place,
                standing=AgencyStanding.of(board),
            )
            pause(monotonic() - begun)
        plans[entry.id] = found
    keep(tracker, plans)


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

    Illustrations stand among illustrations only. ``block`` narrows them to one block that there
    is, ``as_of`` is the day looked at where one was asked for. ``Forbidden``.
    """
    require(actor, Action.READ_PLAN, agency=board.plan.agency.code)
    here, today = province(board.plan.agency.province), vietnamese_day(now)
    found: dict[str, AgencyStanding] = {}
    names: dict[str, tuple[str, str]] = {}
    for entry in list_plans(tracker, actor):
        if entry.illustration is not board.plan.illustration:
            continue
        known = kept(tracker, entry, today)
        place = (
            known.place if known else PlanPlace.of(read_content(tracker, actor, entry.id, now=now))
        )
        if province(place.province) != here:
            continue
        names.setdefault(place.agency, (place.block, place.name))
        if place.agency in found or index not in place.indices or not place.covers(board.plan.year):
            continue
        standing = known.standing if known and as_of is None else None
        if standing is None or standing.quarter != board.quarter:
            looked = look_at(tracker, actor, entry.id, now=now, as_of=as_of, quarter=board.quarter)
            standing = AgencyStanding.of(looked)
        found[place.agency] = standing
    blocks = {of for of, _ in names.values()}
    block = block if block in blocks else None
    return ProvinceView(
        table=whole_province(
            (each for each in found.values() if block in (None, each.block)), index
        ),
        blocks={
            code: sum(each.block == code for each in found.values())
            for code in sorted(blocks, key=_place_of_block)
        },
        without=tuple(
            sorted(
                name
                for code, (of, name) in names.items()
                if code not in found and block in (None, of)
            )
        ),
    )


def _place_of_block(code: str) -> tuple[bool, int, str]:
    """The blocks as the field counts them up; one of a plan's own comes last."""
    known = code in BLOCKS
    return not known, BLOCKS.index(code) if known else 0, code
