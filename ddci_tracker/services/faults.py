"""Faults that an installation comes to by itself, and that can be mended without losing a thing.

The doctor names them; ``mend`` sets them right, and says what it did. What needs a decision (an act
for a day to come, a key that is not here, another database) stays with people.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir
from zipfile import ZipFile

from ddci_tracker.office.file_kinds import DAMAGED_PACKAGE
from ddci_tracker.services import backups, identity, private
from ddci_tracker.services.ailments import Ailment
from ddci_tracker.services.evidence import folder_of, unsound
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import copies, evidence_files, repairs
from ddci_tracker.store.errors import StoreError
from ddci_tracker.words.marking import N_

_MEND = N_("The command doctor --mend sets it right")
# Longer than anything takes that writes a file or tries a copy.
_HALF_WRITTEN_FOR = timedelta(hours=6)
_TRIALS = ("ddci-copy-*", "ddci-move-*", "ddci-trial-*")
# Many times what SQLite lets it grow to before it empties it by itself.
_LONG_LOG = 256 * 1024**2
_MEBIBYTE = 1024**2
# The schedule makes one a night; a night may be lost.
_A_COPY_EVERY = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class MendableFault:
    """What may be wrong: ``look`` names it, nothing where all is well; ``mend`` sets it right.

    ``look`` is None for what the doctor names elsewhere. ``mend`` says what it did, as a message
    with ``what``; it may find that nothing can be done.
    """

    name: str
    look: Callable[[Tracker, datetime], list[str]] | None
    mend: Callable[[Tracker, Actor, datetime], list[str]]
    done: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A fault that was set right: its name, and the message of what was done with its ``what``."""

    name: str
    done: str
    what: str


def look(tracker: Tracker, now: datetime) -> Iterator[Ailment]:
    """The faults as the doctor names them; nothing of a database that does not answer."""
    for fault in FAULTS:
        if fault.look is None:
            continue
        try:
            found = fault.look(tracker, now)
        except StoreError:
            continue  # told with the database
        yield Ailment(
            name=fault.name,
            found=", ".join(found) or "0",
            well=not found,
            what_to_do=_MEND if found else "",
        )


def mend(tracker: Tracker, actor: Actor, *, now: datetime) -> tuple[Mended, ...]:
    """Set right what can be set right without losing a thing; ``Forbidden``.

    May be done while a server runs. What a database that does not answer would have to take part
    in is left: the doctor says why it does not. OSError where something cannot be written.
    """
    require(actor, Action.KEEP_INSTALLATION, agency=None)
    if identity.is_foreign(tracker):
        return ()  # another program's: told with the database
    done = []
    for fault in FAULTS:
        try:
            what = fault.mend(tracker, actor, now)
        except StoreError:
            continue  # told with the database
        if what:
            done.append(Mended(name=fault.name, done=fault.done, what=", ".join(what)))
    return tuple(done)


def _open_to_others(tracker: Tracker, _now: datetime) -> list[str]:
    """Files and folders that other users of the computer may open; on Windows nothing is known."""
    if os.name == "nt":
        return []
    return [
        str(path)
        for path in private.kept_closed(tracker)
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]


def _close(tracker: Tracker, _actor: Actor, now: datetime) -> list[str]:
    found = _open_to_others(tracker, now)
    private.close_state_folder(tracker)
    still = _open_to_others(tracker, now)
    return [each for each in found if each not in still]


def _half_written(tracker: Tracker, now: datetime) -> list[str]:
    return [str(path) for path in _leftovers(tracker, now)]


def _leftovers(tracker: Tracker, now: datetime) -> list[Path]:
    """What was begun and never ended, since whoever wrote it was killed: nothing reads it again."""
    backups_folder = tracker.state_dir / copies.FOLDER
    candidates = (
        *tracker.state_dir.glob("*.part"),
        *backups_folder.glob("*.part"),
        *folder_of(tracker).glob("*/.part-*"),
        *(path for pattern in _TRIALS for path in Path(gettempdir()).glob(pattern)),
    )
    return sorted(path for path in candidates if _is_old_and_ours(path, now))


def _is_old_and_ours(path: Path, now: datetime) -> bool:
    try:
        found = path.stat()
    except OSError:
        return False
    ours = os.name == "nt" or found.st_uid == os.getuid()
    return ours and now.timestamp() - found.st_mtime > _HALF_WRITTEN_FOR.total_seconds()


def _remove_leftovers(tracker: Tracker, _actor: Actor, now: datetime) -> list[str]:
    removed = []
    for path in _leftovers(tracker, now):
        with suppress(OSError):
            if path.is_dir():
                rmtree(path)
            else:
                path.unlink()
            removed.append(str(path))
    return removed


def _guards(tracker: Tracker, _now: datetime) -> list[str]:
    return list(repairs.guards_lacking(tracker.engine))


def _set_guards(tracker: Tracker, _actor: Actor, now: datetime) -> list[str]:
    found = _guards(tracker, now)
    if found:
        repairs.set_guards_again(tracker.engine)
    return found


def _unfound(tracker: Tracker, _now: datetime) -> list[str]:
    count = repairs.without_words(tracker.engine)
    return [str(count)] if count else []


def _find_again(tracker: Tracker, _actor: Actor, now: datetime) -> list[str]:
    found = _unfound(tracker, now)
    if found:
        repairs.find_again(tracker.engine)
    return found


def _long_log(tracker: Tracker, _now: datetime) -> list[str]:
    size = repairs.size_of_log(tracker.engine)
    return [f"{size // _MEBIBYTE} MiB"] if size > _LONG_LOG else []


def _shorten_log(tracker: Tracker, _actor: Actor, now: datetime) -> list[str]:
    found = _long_log(tracker, now)
    if found:
        repairs.shorten_log(tracker.engine)
    return found if found != _long_log(tracker, now) else []


def _missed_copies(tracker: Tracker, now: datetime) -> list[str]:
    """The last copy of the schedule, where it has stopped; nothing where there never was one."""
    newest = backups.newest_day(tracker)
    late = newest is not None and backups.day_of(now) - newest > _A_COPY_EVERY
    return [newest.isoformat()] if newest and late else []


def _copy_now(tracker: Tracker, actor: Actor, now: datetime) -> list[str]:
    if not _missed_copies(tracker, now):
        return []
    # No other one goes: how long they stay is the schedule's to say.
    made = backups.keep_daily(tracker, actor, None, now=now, keep_days=None)
    return [made.copy.file.name]


def _make_indexes(tracker: Tracker, actor: Actor, now: datetime) -> list[str]:
    """After the file as it is was put aside: a damage may be larger than it looks."""
    if not repairs.only_indexes_are_damaged(tracker.engine):
        return []
    aside = tracker.state_dir / copies.FOLDER / f"damaged-{now:%Y%m%dT%H%M%SZ}.sqlite3"
    copies.keep_exact(tracker.engine, aside)
    repairs.make_indexes_anew(tracker.engine)
    return [str(aside)]


def _bring_evidence_back(tracker: Tracker, _actor: Actor, now: datetime) -> list[str]:
    """From copies in the tracker's own folder; a file that was altered is put aside, not away."""
    wanted = {value.sha256: value.file_name for _, value in unsound(tracker) if value.sha256}
    brought = []
    for file in sorted((tracker.state_dir / copies.FOLDER).glob(f"*{copies.SUFFIX}"), reverse=True):
        for digest, body in _evidence_in(file, wanted):
            path = evidence_files.path_of(folder_of(tracker), digest)
            if path.exists():
                path.rename(path.with_name(f"{digest}.altered-{now:%Y%m%dT%H%M%SZ}"))
            evidence_files.keep(folder_of(tracker), body)
            brought.append(wanted.pop(digest))
    return brought


def _evidence_in(file: Path, wanted: Iterable[str]) -> list[tuple[str, bytes]]:
    """What a copy holds of the files wanted, each as it should be."""
    found = []
    try:
        with ZipFile(file) as archive:
            members = set(archive.namelist())
            for digest in wanted:
                if (name := copies.evidence_member(digest)) in members:
                    body = archive.read(name)
                    if evidence_files.digest_of(body) == digest:
                        found.append((digest, body))
    except DAMAGED_PACKAGE:
        pass  # a damaged copy is told where copies are listed
    return found


FAULTS: tuple[MendableFault, ...] = (
    MendableFault(
        name=N_("Open to other users of this computer"),
        look=_open_to_others,
        mend=_close,
        done=N_("Closed to other users: {what}"),
    ),
    MendableFault(
        name=N_("Begun and never ended"),
        look=_half_written,
        mend=_remove_leftovers,
        done=N_("Removed: {what}"),
    ),
    MendableFault(
        name=N_("Soundness"),
        look=None,
        mend=_make_indexes,
        done=N_("Made the indexes of the database anew; as it was before it stands in {what}"),
    ),
    MendableFault(
        name=N_("Guards of the history that do not stand"),
        look=_guards,
        mend=_set_guards,
        done=N_("Set up again: {what}"),
    ),
    MendableFault(
        name=N_("Things that the search does not find"),
        look=_unfound,
        mend=_find_again,
        done=N_("The search finds again: {what}"),
    ),
    MendableFault(
        name=N_("Write-ahead log that has grown long"),
        look=_long_log,
        mend=_shorten_log,
        done=N_("Brought into the database: {what}"),
    ),
    MendableFault(
        name=N_("Files of evidence that are missing or altered"),
        look=None,
        mend=_bring_evidence_back,
        done=N_("Brought back from copies: {what}"),
    ),
    MendableFault(
        name=N_("Daily copy that was missed"),
        look=_missed_copies,
        mend=_copy_now,
        done=N_("Made the copy {what}; look why the schedule does not run"),
    ),
)
