"""Trying a copy: restored into a place that is thrown away, examined, and held against what runs.

A copy that nobody has restored is a hope. What was found stands in the security log.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from ddci_tracker.services import backups, identity, security_log
from ddci_tracker.services.ailments import Ailment
from ddci_tracker.services.boards import list_plans, look_at
from ddci_tracker.services.installation import examine
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.copies import Copy
from ddci_tracker.store.engine import make_engine, writing
from ddci_tracker.store.errors import StoreError
from ddci_tracker.words.marking import N_

# A copy takes no key along, and disk and clock are those of this computer, not of the copy.
_NOT_OF_A_COPY = frozenset(
    {N_("Second factors whose key is not here"), N_("Free space"), N_("Begun and never ended")}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyTrial:
    """What came of trying a copy: the copy, and what was looked at, each well or not."""

    copy: Copy
    checks: tuple[Ailment, ...]

    @property
    def well(self) -> bool:
        """Whether everything was as it should be."""
        return all(each.well for each in self.checks)


def try_copy(tracker: Tracker, actor: Actor, file: Path, *, now: datetime) -> CopyTrial:
    """Restore a copy into a place of its own, look at everything there, and throw it away.

    The boards of its plans must be those that the database which runs here shows for the moment
    of the copy; where none runs here, or another one, that is left out and said. ``BadCopy``,
    ``Forbidden``; OSError without such a file or without room.
    """
    require(actor, Action.KEEP_INSTALLATION, agency=None)
    with TemporaryDirectory(prefix="ddci-trial-") as place:
        folder = Path(place)
        engine = make_engine(f"sqlite:///{(folder / 'ddci.sqlite3').as_posix()}")
        trial = replace(tracker, engine=engine, state_dir=folder)
        try:
            copy = backups.restore(trial, actor, file)
            found = [
                each for each in examine(trial, actor, now=now) if each.name not in _NOT_OF_A_COPY
            ]
            found += _boards(tracker, trial, actor, copy, now)
        finally:
            engine.dispose()
    done = CopyTrial(copy=copy, checks=tuple(found))
    failed = [each.name for each in found if not each.well]
    detail = f"{file.name}: {', '.join(failed) or 'OK'}"
    # A copy is tried as well where nothing runs yet.
    with suppress(StoreError), writing(tracker.engine) as session:
        security_log.note(session, Event.COPY_TRIED, by=actor.name, detail=detail, at=now)
    return done


def _boards(
    running: Tracker, trial: Tracker, actor: Actor, copy: Copy, now: datetime
) -> Iterator[Ailment]:
    """Each plan's board as it stood, by the copy and by what runs."""
    plans = list_plans(trial, actor)
    try:
        is_same = identity.is_of(running, trial)
    except StoreError:
        is_same = False
    if not is_same:
        yield Ailment(
            name=N_("Boards"),
            found=str(len(plans)),
            what_to_do=N_("They are held against nothing: the database of the copy is not here"),
        )
        return
    for entry in plans:
        shown = [
            look_at(
                each,
                actor,
                entry.id,
                now=now,
                known_at=copy.made_at,
            )
            for each in (trial, running)
        ]
        yield Ailment(name=N_("Board"), found=entry.id, well=shown[0] == shown[1])
