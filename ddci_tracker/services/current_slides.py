"""Slides of what is seen right now, by the same makers as those of a frozen month.

They say on each slide that nobody has frozen their figures. Not here: frozen months.
"""

from __future__ import annotations

from datetime import datetime

from ddci_tracker.briefing.change_sentences import told
from ddci_tracker.briefing.changes import changes_between
from ddci_tracker.briefing.frozen import Acts, FrozenMonth
from ddci_tracker.domain.board import decide_board
from ddci_tracker.domain.ledger import Viewpoint
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.views import Board
from ddci_tracker.services import frozen_months
from ddci_tracker.services.acts import load_ledger
from ddci_tracker.services.exports import FORMS, Exported, ExportFormat
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import reading
from ddci_tracker.words.catalogue import Words

_UNFROZEN = 0  # the edition of what nobody has kept


def name_of_slides(board: Board) -> str:
    """The name of a file that every system takes: plan and day."""
    return f"{board.plan.id}_{board.as_of}.{ExportFormat.PPTX}"


def export_current(
    tracker: Tracker, actor: Actor, board: Board, *, words: Words, now: datetime
) -> Exported:
    """Slides of a board as it is looked at, with what changed since the last frozen month.

    ``UnknownPlan`` or ``Forbidden``.
    """
    plan_id = board.plan.id
    look = Viewpoint(as_of=board.as_of, known_at=board.known_at)
    with reading(tracker.engine) as session:
        require(actor, Action.READ_PLAN, agency=queries.plan_row(session, plan_id).agency)
        ledger = load_ledger(tracker, session, plan_id, look).in_year(board.plan.year)
    last = frozen_months.last_before(tracker, actor, board)
    before = frozen_months.read(tracker, actor, plan_id, last.month, last.edition) if last else None
    seen = FrozenMonth(
        month=Period.containing(PeriodKind.MONTH, board.as_of),
        edition=_UNFROZEN,
        frozen_at=now,
        frozen_by=actor.name,
        since=before.named if before else None,
        board=decide_board(ledger, look, board.quarter),
        acts=Acts.of(ledger),
    )
    changes = told(changes_between(before, seen), before, seen, words) if before else None
    from ddci_tracker.office import slides  # heavy, and asked for seldom

    template = (tracker.data_dir / "templates" / "briefing.pptx").read_bytes()
    return Exported(
        name=name_of_slides(board),
        media_type=FORMS[ExportFormat.PPTX].media_type,
        body=slides.write(seen, changes, words, template),
    )
