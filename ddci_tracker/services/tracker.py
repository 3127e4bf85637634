"""An open tracker: the database, the catalogue of indices, the table of days that are worked, and
the folders that go with them.

Made once per process and shared by every service call. It holds no session and no plan.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.working_days import EVERY_WEEKDAY, WorkCalendar
from ddci_tracker.plans import read_catalog
from ddci_tracker.plans.work_calendar import read_work_calendar
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.sign_in_rules import NO_RULES, SignInRules
from ddci_tracker.store.engine import Engine, make_engine, one_state
from ddci_tracker.words.marking import N_

# How long a password that somebody else has set may wait for its owner, unless a setting says so.
TEMPORARY_PASSWORD_DAYS = 7


@dataclass(frozen=True, slots=True, eq=False)
class Tracker:
    """What every service needs. Compared by identity, so that it can key a cache.

    ``api_per_minute`` is how often other systems may ask, None: not at all.
    """

    engine: Engine
    catalog: Catalog
    data_dir: Path
    state_dir: Path
    calendar: WorkCalendar = EVERY_WEEKDAY
    temporary_password_days: int = TEMPORARY_PASSWORD_DAYS
    api_per_minute: int | None = None
    rules: SignInRules = NO_RULES

    def one_look(self) -> AbstractContextManager[None]:
        """Let all that is asked within see one state of the database, until something is written.

        In this thread; it also saves each service the beginning of a session of its own.
        """
        return one_state(self.engine)


@cache
def open_tracker(
    database_url: str,
    *,
    data_dir: Path,
    state_dir: Path,
    temporary_password_days: int = TEMPORARY_PASSWORD_DAYS,
    api_per_minute: int | None = None,
    rules: SignInRules = NO_RULES,
) -> Tracker:
    """A tracker on a database that ``initialise`` has made; reads the catalogue.

    The same one for the same places, however often it is asked for in a process.
    ``PlanFileError`` when the catalogue is damaged, ``Refused`` when there is none,
    ``BadAddress`` for a database that is none. Nothing is opened until it is asked.
    """
    engine = make_engine(database_url)
    catalog = read_catalog(data_dir / "catalog")
    if not catalog.indices:
        raise Refused(
            N_("There is no catalogue of indices in {folder}; DDCI_DATA_DIR may name a wrong one"),
            folder=str(data_dir / "catalog"),
        )
    return Tracker(
        engine=engine,
        catalog=catalog,
        data_dir=data_dir,
        state_dir=state_dir,
        calendar=read_work_calendar(data_dir / "work_calendar"),
        temporary_password_days=temporary_password_days,
        api_per_minute=api_per_minute,
        rules=rules,
    )
