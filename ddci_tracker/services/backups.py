"""Safe copies: making one while people write, listing them, restoring one into an empty place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.services import identity, private, security_log
from ddci_tracker.services.boards import list_plans, look_at
from ddci_tracker.services.evidence import folder_of
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import copies
from ddci_tracker.store.copies import Copy
from ddci_tracker.store.engine import writing
from ddci_tracker.store.errors import BadCopy, StoreError
from ddci_tracker.words.marking import N_

__all__ = ["Copy", "DailyCopy", "KeptFile", "Moved"]

# Copies that are made by a schedule, one a day; only these are ever removed by it.
_DAILY = re.compile(rf"ddci-daily-(\d{{4}}-\d{{2}}-\d{{2}}){re.escape(copies.SUFFIX)}")
# The first one of each month stays longer, and the newest stay whatever the clock says.
_MONTHLY_DAYS = 400
_NEWEST = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file in the folder of copies; ``error`` says why nothing can be restored from it."""

    name: str
    copy: Copy | None
    error: BadCopy | None


def back_up(
    tracker: Tracker, actor: Actor, file: Path, *, now: datetime, overwrite: bool = False
) -> Copy:
    """Copy everything into a file, opened and tried out before it gets its name.

    ``Refused`` where the file is there already, unless it is to be overwritten; ``Forbidden``;
    ``StoreUnavailable`` without a database; OSError where the file cannot be written.
    """
    require(actor, Action.KEEP_INSTALLATION, agency=None)
    if file.is_dir():
        raise Refused(N_("{file} is a folder; name a file in it"), field="file", file=str(file))
    if file.exists() and not overwrite:
        raise Refused(
            N_("{file} is there already; name another one, or say --overwrite"),
            field="file",
            file=str(file),
        )
    copy = copies.back_up(tracker.engine, file, made_at=now, evidence=folder_of(tracker))
    # One that may only be read can still be copied.
    with suppress(StoreError), writing(tracker.engine) as session:
        security_log.note(session, Event.COPIED, by=actor.name, detail=file.name, at=now)
    return copy


def keep_copy(tracker: Tracker, actor: Actor, *, now: datetime) -> Copy:
    """Copy everything into the tracker's own folder of copies; ``Forbidden``."""
    file = _folder(tracker) / copies.name_for(now)
    return back_up(tracker, actor, file, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyCopy:
    """The copy of a day, and the names of those that were too old to stay beside it."""

    copy: Copy
    removed: tuple[str, ...]


def keep_daily(
    tracker: Tracker, actor: Actor, folder: Path | None, *, now: datetime, keep_days: int | None
) -> DailyCopy:
    """Copy everything into the file of this day, then remove copies of days that are long gone.

    ``folder`` None: the tracker's own; ``keep_days`` None: none goes. Run again on the same day it
    replaces the file of the day. Nothing is removed before the new copy was opened and tried out.
    The rest as ``back_up``.
    """
    require(actor, Action.KEEP_INSTALLATION, agency=None)
    identity.refuse_another(tracker)
    folder = folder or _folder(tracker)
    today = day_of(now)
    file = folder / f"ddci-daily-{today.isoformat()}{copies.SUFFIX}"
    copy = back_up(tracker, actor, file, now=now, overwrite=True)
    if keep_days is None:
        return DailyCopy(copy=copy, removed=())
    files = {each: day for each in folder.iterdir() if (day := _day_named(each.name)) is not None}
    staying = days_to_keep(files.values(), today=today, keep_days=keep_days)
    gone = sorted(each for each, day in files.items() if day not in staying)
    for each in gone:
        each.unlink(missing_ok=True)
    return DailyCopy(copy=copy, removed=tuple(each.name for each in gone))


def newest_day(tracker: Tracker) -> date | None:
    """The day of the newest daily copy in the tracker's own folder; None where there is none."""
    days = [_day_named(each.name) for each in _folder(tracker).glob(f"*{copies.SUFFIX}")]
    return max((day for day in days if day is not None), default=None)


def day_of(now: datetime) -> date:
    """The day whose copy is made at a moment: that in Viet Nam."""
    return vietnamese_day(now)


def days_to_keep(days: Iterable[date], *, today: date, keep_days: int) -> Collection[date]:
    """Of the days that have a copy, those whose copy stays.

    The last ``keep_days``, the first of each month for 400, and the newest seven in any case: a
    clock that ran ahead makes all of them look old.
    """
    known = sorted(set(days))
    monthly = [next(of_month) for _, of_month in groupby(known, key=_month_of)]
    return {
        *(day for day in known if day > today - timedelta(days=keep_days)),
        *(day for day in monthly if day > today - timedelta(days=_MONTHLY_DAYS)),
        *known[-_NEWEST:],
    }


def _month_of(day: date) -> tuple[int, int]:
    return day.year, day.month


def _day_named(name: str) -> date | None:
    found = _DAILY.fullmatch(name)
    if found is None:
        return None
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        return None


def list_copies(tracker: Tracker, actor: Actor) -> tuple[KeptFile, ...]:
    """What stands in the tracker's own folder of copies, the newest first; ``Forbidden``."""
    require(actor, Action.KEEP_INSTALLATION, agency=None)
    files = [_kept(file) for file in _folder(tracker).glob(f"*{copies.SUFFIX}")]
    return tuple(sorted(files, key=_age, reverse=True))


def newest_made_at(tracker: Tracker) -> datetime | None:
    """When the newest copy in the tracker's own folder was made; None without one."""
    made = []
    for file in _folder(tracker).glob(f"*{copies.SUFFIX}"):
        with suppress(OSError):
            made.append(file.stat().st_mtime)
    return datetime.fromtimestamp(max(made), UTC) if made else None


def read_copy(tracker: Tracker, actor: Actor, name: str) -> bytes:
    """The bytes of a copy in the tracker's own folder, to be kept elsewhere; ``Forbidden``.

    ``Refused`` for a name that is not in the list.
    """
    if name not in {each.name for each in list_copies(tracker, actor)}:
        raise Refused(N_("There is no copy {name}"), field="name", name=name)
    with suppress(StoreError), writing(tracker.engine) as session:
        security_log.note(session, Event.COPIED, by=actor.name, detail=name)
    return (_folder(tracker) / name).read_bytes()


def restore(tracker: Tracker, actor: Actor, file: Path) -> Copy:
    """Make the database anew from a copy, in an empty place; an older one is brought up to date.

    Wholly or not at all. ``BadCopy``, ``NotEmpty``, ``Forbidden``; OSError without such a file.
    """
    require(actor, Action.KEEP_INSTALLATION, agency=None)
    copy = copies.open_copy(file)
    private.close_state_folder(tracker)
    copies.restore(tracker.engine, copy, evidence=folder_of(tracker))
    identity.remember(tracker)
    return copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What stands in another place now as it stands here: rows by table, and boards of plans."""

    rows: Mapping[str, int]
    boards: int


def move(tracker: Tracker, actor: Actor, to: Tracker, *, now: datetime) -> Moved:
    """Copy the database into an empty place, SQLite or PostgreSQL, and prove that it is the same.

    Every table has as many rows with the same checksum, and every plan the same board. ``to`` has
    the same state folder, where the files of evidence stay. ``Refused`` where something differs,
    which is for nobody to use then; ``NotEmpty``, ``StoreUnavailable``, ``Forbidden``.
    """
    require(actor, Action.KEEP_INSTALLATION, agency=None)
    private.close_state_folder(to)
    before, after = copies.move(tracker.engine, to.engine, made_at=now)
    for table, content in before.items():
        if after.get(table) != content:
            raise Refused(_DIFFERS, place=table)
    plans = list_plans(tracker, actor)
    for plan in plans:
        boards = [look_at(each, actor, plan.id, now=now) for each in (tracker, to)]
        if boards[0] != boards[1]:
            raise Refused(_DIFFERS, place=plan.id)
    return Moved(rows={name: each.rows for name, each in before.items()}, boards=len(plans))


_DIFFERS = N_(
    "What was copied is not the same in {place}; leave it alone, and copy again while nobody writes"
)


def _folder(tracker: Tracker) -> Path:
    """The tracker's own folder of copies."""
    return tracker.state_dir / copies.FOLDER


def _kept(file: Path) -> KeptFile:
    stat = file.stat()
    found = _opened(file, stat.st_mtime_ns, stat.st_size)
    if isinstance(found, BadCopy):
        return KeptFile(name=file.name, copy=None, error=found)
    return KeptFile(name=file.name, copy=found, error=None)


@lru_cache(maxsize=256)
def _opened(file: Path, _changed: int, _size: int) -> Copy | BadCopy:
    """A file looked through once, as long as it stays the same."""
    try:
        return copies.open_copy(file)
    except BadCopy as error:
        return error


def _age(kept: KeptFile) -> tuple[str, str]:
    made_at = kept.copy.made_at.isoformat() if kept.copy else ""
    return made_at, kept.name
