"""Plans brought in from their printed text: read, looked at, begun as a draft.

A text that is no plan is refused by what it seems to be, and nothing is kept of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from ddci_tracker.domain.imported import DocumentKind, ReadText
from ddci_tracker.domain.plan import Plan
from ddci_tracker.plans import write_plan
from ddci_tracker.plans.tables import write_tables
from ddci_tracker.services import plan_drafts
from ddci_tracker.services.permissions import Action, Actor, Forbidden
from ddci_tracker.services.plan_drafts import DraftEntry, DraftWay
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.words.import_doubts import SEEMS

__all__ = ["ImportedText", "begin_from_text", "printed_plan", "read_file"]


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


def read_file(tracker: Tracker, name: str, body: bytes) -> ReadText:
    """What a file says of a plan; ``Refused`` for one that cannot be opened."""
    # Most processes never open one.
    from ddci_tracker.office.printed.opening import UnfitText, open_text
    from ddci_tracker.plans.importing.reading import read_text

    try:
        text = open_text(name, body)
    except UnfitText as unfit:
        raise Refused(unfit.message, field=None, **unfit.arguments) from None
    return read_text(text, tracker.catalog)


def begin_from_text(
    tracker: Tracker, actor: Actor, name: str, body: bytes, *, now: datetime
) -> ImportedText:
    """Read a file and begin a draft with it; without one where it is no plan.

    ``Refused`` for a file that cannot be opened, ``Forbidden``.
    """
    if Action.LOAD_PLAN not in actor.actions:
        raise Forbidden(actor, Action.LOAD_PLAN)
    read = read_file(tracker, name, body)
    if read.plan is None:
        return ImportedText(read=read, draft=None)
    read = replace(read, plan=_of_own_agency(read.plan, actor))
    tables = write_tables(read.plan) if read.plan else {}
    entry = plan_drafts.begin(tracker, actor, tables, DraftWay.TEXT, now)
    return ImportedText(read=read, draft=entry)


def _of_own_agency(plan: Plan | None, actor: Actor) -> Plan | None:
    """The plan under the code of the reader's own agency, which no text prints in full."""
    if plan is None or actor.agencies is None or plan.agency.code in actor.agencies:
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
