"""Plans brought in from their printed text: read, looked at, begun as a draft.

A text that is no plan is refused by what it seems to be, and nothing is kept of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from ddci_tracker.domain.imported import DocumentKind, ReadText
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.printed import PrintedText
from ddci_tracker.plans import write_plan
from ddci_tracker.plans.importing.placing import placed
from ddci_tracker.plans.tables import write_tables
from ddci_tracker.services import plan_drafts
from ddci_tracker.services.permissions import Action, Actor, Forbidden
from ddci_tracker.services.plan_drafts import DraftEntry, DraftWay
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.review_notes import written_review, written_text
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.words.import_doubts import SEEMS

__all__ = ["ImportedText", "begin_from_text", "printed_plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedText:
    """What was read of a file, and the draft that begins with it; None where it was refused."""

    read: ReadText
    draft: DraftEntry | None

    def begun(self) -> DraftEntry:
        """The draft; ``Refused`` by what the text seems to be where there is none."""
        if self.draft is None:
            raise Refused(SEEMS[self.read.refused or DocumentKind.OTHER])
        return self.draft


def _open(name: str, body: bytes) -> PrintedText:
    """The text of a file; ``Refused`` for one that cannot be opened."""
    # Most processes never open one.
    from ddci_tracker.office.printed.opening import UnfitText, open_text

    try:
        return open_text(name, body)
    except UnfitText as unfit:
        raise Refused(unfit.message, field=None, **unfit.arguments) from None


def begin_from_text(
    tracker: Tracker, actor: Actor, name: str, body: bytes, *, now: datetime
) -> ImportedText:
    """Read a file and begin a draft with it; without one where it is no plan.

    ``Refused`` for a file that cannot be opened, ``Forbidden``.
    """
    if Action.LOAD_PLAN not in actor.actions:
        raise Forbidden(actor, Action.LOAD_PLAN)
    from ddci_tracker.plans.importing.reading import read_text

    text = _open(name, body)
    read = read_text(text, tracker.catalog)
    if read.plan is None:
        return ImportedText(read=read, draft=None)
    plan = _of_own_agency(read.plan, actor)
    entry = plan_drafts.begin(
        tracker,
        actor,
        write_tables(plan),
        DraftWay.TEXT,
        now,
        text=written_text(text),
        review=written_review(placed(read, plan)),
    )
    return ImportedText(read=replace(read, plan=plan), draft=entry)


def _of_own_agency(plan: Plan, actor: Actor) -> Plan:
    """The plan under the code of the reader's own agency, which no text prints in full."""
    if actor.agencies is None or plan.agency.code in actor.agencies:
        return plan
    letters = plan.agency.code.split("-")[0]
    own = [code for code in actor.agencies if code.split("-")[0] == letters]
    if len(own) != 1:
        return plan
    return replace(
        plan, id=f"{own[0]}-{plan.document.year}", agency=replace(plan.agency, code=own[0])
    )


def printed_plan(plan: Plan) -> str:
    """A plan as far as it was read, in the shape of a plan file."""
    return write_plan(plan)
