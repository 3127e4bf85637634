"""Bringing an installation to this version: nobody else at it, a copy before, and back if it fails.

Of the program and its libraries ``deploy/upgrade`` takes care; here it is the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from ddci_tracker.services import identity, private
from ddci_tracker.services.ailments import Ailment
from ddci_tracker.services.boards import list_plans, look_at
from ddci_tracker.services.evidence import folder_of
from ddci_tracker.services.installation import (
    Initialised,
    examine,
    examine_database,
    initialise,
)
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import copies, health, migrations
from ddci_tracker.store.copies import Copy
from ddci_tracker.store.errors import StoreUnavailable
from ddci_tracker.words.marking import N_

# The database as it was, page by page; gone once the upgrade is done or undone.
_AS_IT_WAS = "before-upgrade.sqlite3"


class UpgradeStage(StrEnum):
    """How far an upgrade came that failed, and what became of the database."""

    UNTOUCHED = "untouched"  # on a copy already: the database was not touched
    AS_BEFORE = "as_before"  # the database is as it was
    STAYS_NEW = "stays_new"  # it was brought to the new version, and cannot be put back from here


_SAID = {
    UpgradeStage.UNTOUCHED: N_(
        "The upgrade was tried on a copy and failed there, so nothing was changed: go on with the "
        "version before"
    ),
    UpgradeStage.AS_BEFORE: N_(
        "The upgrade failed, and the database was put back as it was: go on with the version "
        "before. A copy of before stands in {copy}"
    ),
    UpgradeStage.STAYS_NEW: N_(
        "The upgrade failed after the database had been changed. To go back, install the version "
        "before and restore {copy} into an empty place"
    ),
}


class UpgradeFailed(Refused):
    """An upgrade that did not come to its end; the error that ended it is its cause."""

    def __init__(self, stage: UpgradeStage, copy: Copy | None = None) -> None:
        super().__init__(_SAID[stage], copy=str(copy.file) if copy else "")
        self.stage = stage


class NotWell(Exception):
    """After the upgrade the doctor found the database other than it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgraded:
    """What an upgrade did: the revisions of the database, its copy of before, and how all is."""

    before: str
    now: str
    copy: Copy
    initialised: Initialised
    checks: tuple[Ailment, ...]

    @property
    def well(self) -> bool:
        """Whether everything is as it should be."""
        return all(each.well for each in self.checks)


def upgrade(tracker: Tracker, actor: Actor, *, now: datetime) -> Upgraded:
    """Bring the database to this version, and look whether it serves.

    It is copied first, and the copy is brought to this version for trial. ``Refused`` while a
    server has the database open. ``UpgradeFailed`` where it could not be done, with the database
    as it was: SQLite is put back page by page, PostgreSQL undoes its own transaction.
    ``StoreUnavailable`` where there is no database, ``NewerDatabase``, ``Forbidden``.
    """
    require(actor, Action.KEEP_INSTALLATION, agency=None)
    identity.refuse_another(tracker)
    if health.is_open_elsewhere(tracker.engine):
        raise Refused(
            N_("A server or another program has the database open; stop it, then upgrade again")
        )
    before = _revision_to_leave(tracker)
    private.close_state_folder(tracker)
    folder = tracker.state_dir / copies.FOLDER
    try:
        copy = _copied(tracker, folder / copies.name_for(now, f"{before}-"), now)
    except OSError:
        raise  # no room, or no folder: said as everywhere
    except Exception as error:
        raise UpgradeFailed(UpgradeStage.UNTOUCHED) from error
    exact = folder / _AS_IT_WAS
    is_kept = copies.keep_exact(tracker.engine, exact)
    try:
        migrations.upgrade(tracker.engine)
        initialised = initialise(tracker, actor, now=now)
        _refuse_what_serves_nobody(tracker, actor, now)
    except Exception as error:
        raise UpgradeFailed(_undone(tracker, exact if is_kept else None, before), copy) from error
    exact.unlink(missing_ok=True)
    return Upgraded(
        before=before,
        now=migrations.head(),
        copy=copy,
        initialised=initialised,
        checks=examine(tracker, actor, now=now),
    )


def _revision_to_leave(tracker: Tracker) -> str:
    """The revision of the database; ``NewerDatabase``, ``StoreUnavailable`` where none stands."""
    before = migrations.current(tracker.engine)
    try:
        migrations.require_head(tracker.engine)
    except StoreUnavailable:
        if before is None:
            raise
    return str(before)


def _copied(tracker: Tracker, file: Path, now: datetime) -> Copy:
    return copies.back_up(tracker.engine, file, made_at=now, evidence=folder_of(tracker))


def _undone(tracker: Tracker, exact: Path | None, before: str) -> UpgradeStage:
    if exact is not None:
        copies.put_back(tracker.engine, exact)
        return UpgradeStage.AS_BEFORE
    return (
        UpgradeStage.AS_BEFORE
        if migrations.current(tracker.engine) == before
        else UpgradeStage.STAYS_NEW
    )


def _refuse_what_serves_nobody(tracker: Tracker, actor: Actor, now: datetime) -> None:
    """Pass where the database is sound and every plan can be looked at."""
    for each in examine_database(tracker):
        if not each.well:
            raise NotWell(each.name) from each.error
    for plan in list_plans(tracker, actor):
        look_at(tracker, actor, plan.id, now=now)
