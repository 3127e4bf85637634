"""Keeping an installation in order: making it, bringing it up to date, telling how it is."""

from __future__ import annotations

import getpass
import os
import platform
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from time import sleep

import ddci_tracker
from ddci_tracker.domain import texts
from ddci_tracker.domain.clock import ClockDoubt
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.services import faults, identity, private, whole_province
from ddci_tracker.services.ailments import Ailment
from ddci_tracker.services.boards import list_plans, look_at
from ddci_tracker.services.evidence import folder_of, unsound
from ddci_tracker.services.freeze_schedule import freeze_what_is_due
from ddci_tracker.services.illustration import add_illustration
from ddci_tracker.services.left_units import stranded_accounts
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.plan_files import load_shipped, read_file
from ddci_tracker.services.second_factor import without_key
from ddci_tracker.services.soundness import Soundness
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.unused_accounts import switch_off_unused
from ddci_tracker.store import copies, health, migrations, queries
from ddci_tracker.store.claims import claim
from ddci_tracker.store.engine import reading, sqlite_file, writing
from ddci_tracker.store.errors import ActsWouldBeLost, StoreError, StoreUnavailable, Trouble
from ddci_tracker.store.kinds import Scope
from ddci_tracker.store.loading import PlanChanges
from ddci_tracker.words.marking import N_

# Less free space than this is worth a warning: room for a backup and a year of evidence.
ENOUGH_SPACE = 500 * 1024**2
# So much must fit wherever the tracker writes.
_PROBE_BYTES = 256 * 1024
# By less than this two computers may differ.
_CLOCK_IS_AHEAD = timedelta(minutes=5)
# Often enough to show how time went by, although the server rests at night and on Sundays.
_READ_EVERY = timedelta(hours=12)
_ACTS_AHEAD = {
    ClockDoubt.TO_COME: N_("Acts for days to come"),
    ClockDoubt.SET_ASIDE: N_("Acts that do not count, since their day had not come"),
    ClockDoubt.UNSURE: N_("Acts whose day had perhaps not come"),
}
_SAY_WHEN = N_(
    "Say on the screen Lịch sử, or with the commands act done-on and act leave-out, when they were "
    "done or that they do not count"
)
_WORDS_OF_SETTINGS = N_(
    "DDCI_SECOND_FACTOR takes administrators, outside, everybody; DDCI_INSIDE_NETWORKS takes "
    "networks such as 10.0.0.0/8; write other words in neither"
)
_BRING_THE_KEY = N_(
    "Bring second-factor.key from the state folder of before, or run user reset-second-factor for "
    "each; recovery codes still work"
)
_NOT_ITS_OWN = frozenset({Trouble.GONE, Trouble.REPLACED, Trouble.FOREIGN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Initialised:
    """What making an installation did: the plans it loaded, and the illustration it added.

    ``kept`` are plans left as they are, since their file would hide what was recorded.
    """

    loaded: tuple[tuple[str, PlanChanges], ...]
    kept: tuple[tuple[str, ActsWouldBeLost], ...]
    illustration: str | None


def initialise(
    tracker: Tracker, actor: Actor, *, now: datetime, illustration: bool = True
) -> Initialised:
    """Make or update the database and load every shipped plan file.

    A database of an older tracker is copied into the folder of copies before it is changed. Run
    again this changes nothing: what the Office has corrected since a file was loaded stays
    corrected, and the illustration is added to a new installation only, so that it stays away
    once it was removed. ``PlanFileError`` before anything is loaded, when a file is damaged;
    ``Forbidden``.
    """
    require(actor, Action.KEEP_INSTALLATION, agency=None)
    plans = [read_file(tracker, path).plan for path in shipped_plans(tracker.data_dir)]
    identity.refuse_another(tracker)
    was_here = identity.is_known(tracker)
    private.close_state_folder(tracker)
    folder = tracker.state_dir / copies.FOLDER
    copies.upgrade(tracker.engine, folder, now=now, evidence=folder_of(tracker))
    with reading(tracker.engine) as session:
        is_new = not was_here and not queries.plans(session)
    # The illustration comes first: whoever is interrupted here is not new any more.
    added = add_illustration(tracker, actor, now=now) if illustration and is_new else None
    identity.remember(tracker)
    loaded: list[tuple[str, PlanChanges]] = []
    kept: list[tuple[str, ActsWouldBeLost]] = []
    for plan in plans:
        try:
            loaded.append((plan.id, load_shipped(tracker, actor, plan, now=now)))
        except ActsWouldBeLost as error:
            kept.append((plan.id, error))
    return Initialised(loaded=tuple(loaded), kept=tuple(kept), illustration=added)


def prepare(tracker: Tracker) -> None:
    """Before the first request: make or update what is due, and look once.

    However the tracker was started, it then answers its first reader quickly.
    """
    owner = Actor.owner(current_user())
    now = datetime.now(UTC)
    initialise(tracker, owner, now=now)
    freeze_what_is_due(tracker, now=now)
    for entry in list_plans(tracker, owner)[:1]:
        look_at(tracker, owner, entry.id, now=now)


def tend(tracker: Tracker) -> None:
    """See to what falls due by itself while the server runs, and have ready what many look at."""
    now = datetime.now(UTC)
    note_clocks_ahead(tracker, now=now)
    freeze_what_is_due(tracker, now=now)
    switch_off_unused(tracker, now=now)
    whole_province.keep_at_hand(tracker, now=now, pause=sleep)


def note_clocks_ahead(tracker: Tracker, *, now: datetime) -> None:
    """Keep what the clock says while plans are recorded as changed later than that.

    What was recorded for a day to come, under a clock that ran ahead, then does not count on that
    day either.
    """
    with reading(tracker.engine) as session:
        ahead = queries.plans_ahead_of(session, now + _CLOCK_IS_AHEAD, since=now - _READ_EVERY)
    for plan_id in ahead:
        with writing(tracker.engine) as session:
            claim(session, Scope.PLAN, plan_id, now)


def note_clock_of_looker(tracker: Tracker, *, now: datetime) -> None:
    """The same for whoever only looks, where it can be kept: no look fails because it cannot."""
    with suppress(StoreError):
        note_clocks_ahead(tracker, now=now)


def current_user() -> str:
    """The name to record while there are no accounts: who is signed in to this computer."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "owner"


def shipped_plans(data_dir: Path) -> tuple[Path, ...]:
    """The plan files that come with the tracker."""
    return tuple(sorted((data_dir / "plans").glob("*.yaml")))


def accounts_exist(tracker: Tracker) -> bool:
    """Whether anybody can sign in yet.

    ``StoreUnavailable`` where somebody could before: without its accounts it is another database.
    """
    exist = health.has_accounts(tracker.engine)
    if exist:
        identity.remember_accounts(tracker)
    elif identity.has_had_accounts(tracker):
        raise StoreUnavailable("the accounts are gone", Trouble.REPLACED)
    return exist


def why_sick(tracker: Tracker) -> Exception | None:
    """What keeps the tracker from working, None for nothing; ``sentences_for`` says it.

    For whoever watches over it: looks at everything that people need, in little time.
    """
    try:
        identity.refuse_another(tracker)
        health.reach(tracker.engine)
        health.try_writing(tracker.engine)
        for folder in _written_folders(tracker):
            _try_folder(folder)
    except (StoreError, OSError) as error:
        return error
    return _soundness(tracker).trouble()


@lru_cache(maxsize=1)
def _soundness(tracker: Tracker) -> Soundness:
    return Soundness(tracker.engine)


def _written_folders(tracker: Tracker) -> tuple[Path, ...]:
    """Where the tracker writes: beside its database, and what it makes for a moment."""
    file = sqlite_file(tracker.engine)
    return tuple(dict.fromkeys((tracker.state_dir, *([file.parent] if file else []), _temporary())))


def _temporary() -> Path:
    return Path(gettempdir())


def _try_folder(folder: Path) -> None:
    """Pass where a file can be written; OSError, which names the folder, where none can."""
    try:
        with TemporaryFile(dir=folder) as probe:
            probe.write(b"\0" * _PROBE_BYTES)
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from error


def refuse_another_database(tracker: Tracker) -> None:
    """Pass when the database is the one that was here, at this tracker's revision.

    ``NewerDatabase``, or ``StoreUnavailable`` for one that is not there, gone, another or not up to
    date: no command works on it, as no screen does.
    """
    identity.refuse_another(tracker)
    migrations.require_head(tracker.engine)


def examine(tracker: Tracker, actor: Actor, *, now: datetime | None = None) -> tuple[Ailment, ...]:
    """Look at everything that an installation needs, without changing it; ``Forbidden``."""
    require(actor, Action.KEEP_INSTALLATION, agency=None)
    moment = now or datetime.now(UTC)
    with suppress(StoreError):  # told with the database
        if identity.is_foreign(tracker):
            # What opens it for anything else would change it.
            return tuple(examine_database(tracker))
    return (
        *_examine(tracker, moment),
        *faults.look(tracker, moment),
        *_units_of_accounts(tracker, actor, moment),
        *_second_factors(tracker, actor),
    )


def _examine(tracker: Tracker, now: datetime) -> Iterator[Ailment]:
    libraries = ("streamlit", "pandas", "plotly", "sqlmodel")
    versions = [f"{name} {version(name)}" for name in libraries]
    yield Ailment(name=N_("Tracker"), found=ddci_tracker.__version__)
    yield Ailment(name=N_("Python"), found=platform.python_version())
    yield Ailment(name=N_("Libraries"), found=", ".join(versions))
    yield from examine_database(tracker)
    for folder in _written_folders(tracker):
        yield _attempt(N_("Folder"), str(folder), partial(_try_folder, folder))
    yield _free_space(tracker)
    yield from _clock(tracker, now)
    yield from _codes_out_of_form(tracker)
    yield from _files_of_evidence(tracker)


def examine_database(tracker: Tracker) -> Iterator[Ailment]:
    """The database; another one in its place is told alone, since the rest would mislead."""
    own = _attempt(N_("Identity"), "OK", lambda: identity.refuse_another(tracker))
    if isinstance(own.error, StoreUnavailable) and own.error.trouble in _NOT_ITS_OWN:
        yield own
        return
    address = tracker.engine.url.render_as_string(hide_password=True)
    yield _attempt(N_("Database"), address, lambda: health.reach(tracker.engine))
    head = migrations.head()
    yield _attempt(N_("Migrations"), head, lambda: migrations.require_head(tracker.engine))
    yield own
    yield _attempt(N_("Soundness"), "OK", lambda: migrations.refuse_a_damaged(tracker.engine))
    yield _attempt(N_("Write test"), "OK", lambda: health.try_writing(tracker.engine))


def _clock(tracker: Tracker, now: datetime) -> Iterator[Ailment]:
    """Acts that a clock which ran ahead has their day from, and what is to be done about them."""
    try:
        with reading(tracker.engine) as session:
            ahead = queries.acts_ahead(session, vietnamese_day(now))
    except StoreError:
        return  # told above
    for doubt, name in _ACTS_AHEAD.items():
        # Of a thing that was recorded twice the newest stands for both.
        acts = {(each.owner, each.what, each.key): each for each in ahead if each.doubt is doubt}
        told = (f"{act.owner} {act.key} ({act.on.isoformat()}, {act.by})" for act in acts.values())
        if acts or doubt is ClockDoubt.TO_COME:
            yield Ailment(
                name=name,
                found="; ".join(told) or "0",
                well=not acts,
                what_to_do=_SAY_WHEN if acts else "",
            )


def _units_of_accounts(tracker: Tracker, actor: Actor, now: datetime) -> Iterator[Ailment]:
    """Who signs in for a unit that has left; nothing where the database does not answer."""
    try:
        stranded = stranded_accounts(tracker, actor, now=now)
    except StoreError:
        return  # told above
    found = [f"{each.account.name} ({each.left.name}, {each.left.agency})" for each in stranded]
    yield Ailment(
        name=N_("Accounts of units that left the plan"),
        found=", ".join(found) or "0",
        well=not found,
    )


def _second_factors(tracker: Tracker, actor: Actor) -> Iterator[Ailment]:
    """Of whom one is required, and whose codes cannot be checked any more."""
    rules = tracker.rules
    yield Ailment(
        name=N_("Second factor is required of"),
        found=", ".join(sorted((*rules.asked, *rules.not_understood))) or "–",
        well=not rules.not_understood,
        what_to_do=_WORDS_OF_SETTINGS if rules.not_understood else "",
    )
    try:
        found = without_key(tracker, actor)
    except (StoreError, OSError):
        return  # told above
    yield Ailment(
        name=N_("Second factors whose key is not here"),
        found=", ".join(found) or "0",
        well=not found,
        what_to_do=_BRING_THE_KEY if found else "",
    )


def _codes_out_of_form(tracker: Tracker) -> Iterator[Ailment]:
    """Units whose code is written like another one's; nothing where the database is not there."""
    try:
        with reading(tracker.engine) as session:
            found = queries.codes_out_of_form(session)
    except StoreError:
        return  # told above
    told = ", ".join(f"{texts.line(code)} ({plan})" for plan, code in found)
    yield Ailment(
        name=N_("Unit codes that are written in two ways"), found=told or "0", well=not found
    )


def _files_of_evidence(tracker: Tracker) -> Iterator[Ailment]:
    """Files of evidence that are missing or altered; nothing where the database is not there."""
    try:
        found = [f"{value.file_name} ({plan}, {value.about})" for plan, value in unsound(tracker)]
    except StoreError:
        return  # told above
    yield Ailment(
        name=N_("Files of evidence that are missing or altered"),
        found="; ".join(found) or "0",
        well=not found,
    )


def _attempt(name: str, found: str, look: Callable[[], None]) -> Ailment:
    try:
        look()
    except (StoreError, OSError) as error:
        return Ailment(name=name, error=error, well=False)
    return Ailment(name=name, found=found)


def _free_space(tracker: Tracker) -> Ailment:
    file = sqlite_file(tracker.engine)
    folder = file.parent if file else tracker.state_dir
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    writable = os.access(folder, os.W_OK)
    found = f"{free // 1024**2} MiB, {folder}"
    return Ailment(name=N_("Free space"), found=found, well=free >= ENOUGH_SPACE and writable)
