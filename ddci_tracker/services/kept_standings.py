"""What a province sees of each plan, kept in a file between starts, so that a first look waits for
no board. It can be deleted at any time: what it lacks is decided again.

What is kept holds for one state of its plan, one day, and the rules and tables it was decided by.
A plan that has closed looks on every later day as it did on the first.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from ddci_tracker import domain
from ddci_tracker.domain.plain import PlainForm
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.whole_province import AgencyStanding
from ddci_tracker.services.boards import PlanEntry
from ddci_tracker.services.tracker import Tracker

FILE = "toan-tinh.json"
_FORM = PlainForm()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPlace:
    """Where a plan belongs: its agency, the province and block of that, and its years."""

    agency: str
    name: str
    block: str
    province: str
    indices: tuple[str, ...]
    first_year: int
    last_year: int

    @classmethod
    def of(cls, plan: Plan) -> PlanPlace:
        return cls(
            agency=plan.agency.code,
            name=plan.agency.name,
            block=plan.agency.block,
            province=plan.agency.province,
            indices=plan.indices,
            first_year=plan.document.first_year,
            last_year=plan.document.last_year,
        )

    def covers(self, year: int) -> bool:
        """Whether a year is one of the plan's."""
        return self.first_year <= year <= self.last_year


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan:
    """A plan in one state, and how it is looked at by itself on one day."""

    plan: str
    version: int
    day: date
    place: PlanPlace
    standing: AgencyStanding

    def holds(self, version: int, day: date) -> bool:
        """Whether a plan in this state is looked at on a day as it is kept."""
        had_closed = self.standing.as_of < self.day
        return self.version == version and (self.day == day or (had_closed and self.day < day))


def kept(tracker: Tracker, entry: PlanEntry, day: date) -> KeptPlan | None:
    """What is kept of a plan as it is now, on a day; None where it was another state or day."""
    found = _memory(tracker).plans.get(entry.id)
    return found if found is not None and found.holds(entry.data_version, day) else None


def keep(tracker: Tracker, plans: Mapping[str, KeptPlan]) -> None:
    """Keep these and no others, here and in the file; where that cannot be written, here alone."""
    memory = _memory(tracker)
    if memory.plans == plans:
        return
    memory.plans = dict(plans)
    written = {"edition": _edition(tracker), "plans": _FORM.write(tuple(plans.values()))}
    with suppress(OSError):
        _replace(tracker.state_dir / FILE, json.dumps(written, ensure_ascii=False).encode())


class _Memory:
    """What one process knows of the file."""

    def __init__(self, plans: dict[str, KeptPlan]) -> None:
        self.plans = plans


@lru_cache(maxsize=4)
def _memory(tracker: Tracker) -> _Memory:
    # A file of another edition, or half of one, holds nothing.
    with suppress(OSError, ValueError, KeyError, TypeError):
        data = json.loads((tracker.state_dir / FILE).read_bytes())
        if data["edition"] == _edition(tracker):
            read: tuple[KeptPlan, ...] = _FORM.read(tuple[KeptPlan, ...], data["plans"])
            return _Memory({each.plan: each for each in read})
    return _Memory({})


def _replace(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".part-", delete=False) as half:
        try:
            half.write(body)
            half.flush()
            os.replace(half.name, path)
        except BaseException:
            Path(half.name).unlink(missing_ok=True)
            raise


@cache
def _edition(tracker: Tracker) -> str:
    """Tells apart by which rules, catalogue and table of days something was decided."""
    found = sha256()
    for folder in (Path(domain.__file__).parent, tracker.data_dir):
        for file in sorted(folder.rglob("*.py" if folder != tracker.data_dir else "*.yaml")):
            if tracker.data_dir / "plans" not in file.parents:
                found.update(file.read_bytes())
    return found.hexdigest()
