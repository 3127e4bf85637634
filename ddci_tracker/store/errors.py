"""What the store refuses, and why. Each carries what a person must be told; no sentences here."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from ddci_tracker.domain.lost_acts import LostAct
from ddci_tracker.domain.plan import Plan


class StoreError(Exception):
    """Anything that the store refuses or cannot do."""


class BadAddress(StoreError):
    """The database's address cannot be read, or names a database that is not supported.

    The address itself is not told: it may hold a password.
    """


class Trouble(StrEnum):
    """Why a database cannot be used."""

    MISSING = "missing"  # there is no file yet
    GONE = "gone"  # there was one, and it is not there any more
    FOREIGN = "foreign"  # it is that of another program
    REPLACED = "replaced"  # another database, or an empty one, stands in its place
    NOT_PREPARED = "not_prepared"  # tables or columns of this tracker are not there
    BUSY = "busy"  # somebody else kept it for too long
    DAMAGED = "damaged"  # corrupt, or no database at all
    FULL = "full"  # no room on the disk
    UNREACHABLE = "unreachable"  # it cannot be opened, or the server does not answer


class StoreUnavailable(StoreError):
    """The database cannot be used: it is missing, not prepared, busy, damaged or out of reach.

    The text of the error is what the driver said.
    """

    def __init__(self, detail: str, trouble: Trouble = Trouble.UNREACHABLE) -> None:
        super().__init__(detail)
        self.trouble = trouble


class ReadOnlyStore(StoreError):
    """The database may be read but not written."""


class NewerDatabase(StoreError):
    """The database was brought to ``revision`` by a newer tracker; this one must not touch it."""

    def __init__(self, revision: str) -> None:
        super().__init__(f"the database is at {revision}, which this tracker does not know")
        self.revision = revision


class Flaw(StrEnum):
    """Why nothing can be restored from a file."""

    NO_COPY = "no_copy"  # it is something else than a copy of a tracker
    DAMAGED = "damaged"  # bytes were changed or are missing
    NEWER = "newer"  # it was made by a newer tracker


class BadCopy(StoreError):
    """Nothing can be restored from ``file``, which should be a copy of a tracker."""

    def __init__(self, file: Path, flaw: Flaw) -> None:
        super().__init__(f"{file}: {flaw}")
        self.file = file
        self.flaw = flaw


class NotEmpty(StoreError):
    """A copy is restored into an empty place only; in this one something stands already."""


class UnknownPlan(StoreError):
    """No such plan, or none that was known at the moment asked for."""

    def __init__(self, plan_id: str) -> None:
        super().__init__(f"no plan {plan_id}")
        self.plan_id = plan_id


class NoSuchRevision(StoreError):
    """An act builds on, or corrects, a revision that was never recorded."""

    def __init__(self, key: str, revision: int) -> None:
        super().__init__(f"{key} has no revision {revision}")
        self.key = key
        self.revision = revision


class Conflict(StoreError):
    """Somebody came first: the thing is at ``revision_now``, recorded by ``by`` at a UTC moment."""

    def __init__(self, key: str, revision_now: int, by: str, recorded_at: datetime) -> None:
        super().__init__(
            f"{key} is at revision {revision_now}, by {by} at {recorded_at.isoformat()}"
        )
        self.key = key
        self.revision_now = revision_now
        self.by = by
        self.recorded_at = recorded_at


class ActsWouldBeLost(StoreError):
    """A plan loaded again or amended would hide what somebody recorded; ``plan`` as it was."""

    def __init__(self, plan: Plan, lost: tuple[LostAct, ...]) -> None:
        super().__init__(f"{plan.id} would lose {', '.join(each.key for each in lost)}")
        self.plan = plan
        self.lost = lost


class PlanIdentityChanged(StoreError):
    """A plan keeps its agency, its year and whether it is an illustration; ``field`` differs.

    An amendment keeps the day of issue, too.
    """

    def __init__(self, plan_id: str, field: str) -> None:
        super().__init__(f"{plan_id}: {field} may not change")
        self.plan_id = plan_id
        self.field = field


class NotAnIllustration(StoreError):
    """Only an illustration can be removed; a real plan stays."""

    def __init__(self, plan_id: str) -> None:
        super().__init__(f"{plan_id} is not an illustration")
        self.plan_id = plan_id
