"""Where things are, as the environment says. Decides nothing else: no thresholds, no words.

``DDCI_STATE_DIR`` moves what the tracker writes (database, evidence, backups), ``DDCI_DATA_DIR``
what it ships (plans, catalogue, templates). ``DDCI_DATABASE_URL`` names another database, SQLite
or PostgreSQL. ``DDCI_ALLOWED_HOSTS`` lists the names by which browsers reach the tracker,
``DDCI_TRUSTED_PROXIES`` the addresses of the proxies before it whose word is taken for who asks;
both separate by commas, and ``web.network`` reads them. ``DDCI_TEMPORARY_PASSWORD_DAYS`` is how
long a password that an administrator set may wait for its owner, ``DDCI_OLD_AFTER_MINUTES`` how
long the quick faces show figures that they cannot renew before calling them old.
``DDCI_API_PER_MINUTE`` switches ``/api/v1`` on and says how often a minute a system may ask.
``DDCI_SECOND_FACTOR`` lists of whom a second factor is required (administrators, outside,
everybody), ``DDCI_INSIDE_NETWORKS`` the networks that are not outside; ``services.sign_in_rules``
reads both. A session ends after ``DDCI_IDLE_MINUTES`` without use, an account is switched off after
``DDCI_UNUSED_ACCOUNT_DAYS`` without a sign-in, 0: never. A daily copy stays
``DDCI_KEEP_COPIES_DAYS``. ``DDCI_METRICS_TOKEN`` switches
``/metrics`` on for whoever brings it. ``DDCI_LOG=json`` makes each line of the log a JSON document.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

_MINUTES_A_DAY = 24 * 60
_MOST_A_MINUTE = 100_000

_Otherwise = TypeVar("_Otherwise", int, None)

_BESIDE = Path(__file__).resolve().parents[1]
_RUNS_FROM_ITS_FOLDER = (_BESIDE / "dashboard.py").exists()
# What is shipped beside the package: the entry, the pages, the data and the settings of Streamlit.
HOME = _BESIDE if _RUNS_FROM_ITS_FOLDER else Path(sys.prefix, "share", "ddci")
# An upgrade may replace what is installed, so nothing is written there.
_STATE = HOME / "data" / "state" if _RUNS_FROM_ITS_FOLDER else Path.home() / "ddci"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The places of one installation. The database's address may hold a password: not shown."""

    database_url: str = field(repr=False)
    state_dir: Path
    data_dir: Path
    allowed_hosts: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    temporary_password_days: int = 7
    old_after_minutes: int = 10
    api_per_minute: int | None = None
    second_factor_for: tuple[str, ...] = ()
    inside_networks: tuple[str, ...] = ()
    idle_minutes: int = 480
    unused_account_days: int | None = 45
    keep_copies_days: int = 35
    log_as_json: bool = False
    metrics_token: str | None = field(default=None, repr=False)

    @property
    def evidence_dir(self) -> Path:
        """Where the files live that units attach."""
        return self.state_dir / "evidence"


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that an environment asks for; an empty variable counts as unset."""
    data_dir = Path(environment.get("DDCI_DATA_DIR") or HOME / "data").absolute()
    state_dir = Path(environment.get("DDCI_STATE_DIR") or _STATE).absolute()
    default = f"sqlite:///{(state_dir / 'ddci.sqlite3').as_posix()}"
    return Settings(
        database_url=environment.get("DDCI_DATABASE_URL") or default,
        state_dir=state_dir,
        data_dir=data_dir,
        allowed_hosts=_listed(environment.get("DDCI_ALLOWED_HOSTS")),
        trusted_proxies=_listed(environment.get("DDCI_TRUSTED_PROXIES")),
        temporary_password_days=_whole(
            environment.get("DDCI_TEMPORARY_PASSWORD_DAYS"), most=365, otherwise=7
        ),
        old_after_minutes=_whole(
            environment.get("DDCI_OLD_AFTER_MINUTES"), most=_MINUTES_A_DAY, otherwise=10
        ),
        api_per_minute=_whole(
            environment.get("DDCI_API_PER_MINUTE"), most=_MOST_A_MINUTE, otherwise=None
        ),
        metrics_token=environment.get("DDCI_METRICS_TOKEN") or None,
        second_factor_for=_listed(environment.get("DDCI_SECOND_FACTOR")),
        inside_networks=_listed(environment.get("DDCI_INSIDE_NETWORKS")),
        idle_minutes=_whole(environment.get("DDCI_IDLE_MINUTES"), most=12 * 60, otherwise=480),
        unused_account_days=None
        if environment.get("DDCI_UNUSED_ACCOUNT_DAYS") == "0"
        else _whole(environment.get("DDCI_UNUSED_ACCOUNT_DAYS"), most=3650, otherwise=45),
        keep_copies_days=_whole(environment.get("DDCI_KEEP_COPIES_DAYS"), most=3650, otherwise=35),
        log_as_json=environment.get("DDCI_LOG") == "json",
    )


def _whole(written: str | None, *, most: int, otherwise: _Otherwise) -> int | _Otherwise:
    """A whole number from 1 to the most; anything else is as if it were not set."""
    read = int(written) if written and written.isascii() and written.isdigit() else 0
    return read if 1 <= read <= most else otherwise


def _listed(written: str | None) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, (written or "").split(","))))
