"""What it would take for the total of an index to reach its target, by the lists of its block."""

from __future__ import annotations

from datetime import date

from ddci_tracker.domain.versions import holding
from ddci_tracker.domain.views import Board
from ddci_tracker.domain.what_if import NotTold, WhatIf, what_if
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import reading
from ddci_tracker.store.kinds import BLOCK_TABLE


def what_it_takes(
    tracker: Tracker, actor: Actor, board: Board, index: str, *, results_day: date
) -> WhatIf | NotTold:
    """What is known for trying on a board, by the lists recorded up to its moment.

    ``results_day`` is the day up to which results count there. ``Forbidden``.
    """
    agency = board.plan.agency.code
    require(actor, Action.READ_PLAN, agency=agency)
    with reading(tracker.engine) as session:
        known = queries.versions(
            session, BLOCK_TABLE, agency, as_of=results_day, known_at=board.known_at
        )
    held = holding(known, as_of=results_day, known_at=board.known_at)
    tables = (held[key].value for key in sorted(held))
    return what_if(
        board,
        index,
        tracker.catalog.index(index),
        [table for table in tables if table is not None],
    )
