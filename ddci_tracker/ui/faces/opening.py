"""What a quick face shows: a plan as it stands now, for whoever asks, by what the address names.

A face always shows today; going back in time is for the full screens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ddci_tracker.domain import texts
from ddci_tracker.services.boards import PlanEntry, list_plans, look_at, plan_to_show
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.words.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceAsked:
    """Who asks for a face, when, and what the address says.

    ``old_after``: from which age on figures that cannot be renewed are called old.
    """

    tracker: Tracker
    actor: Actor
    query: Mapping[str, str]
    now: datetime
    old_after: timedelta

    @property
    def language(self) -> Language:
        return Language.asked(self.query.get("lang"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceShown:
    """The look that a face draws, the other plans there are, and a plan that is not among them.

    ``look`` None: there is no plan that whoever asks may read.
    """

    look: Look | None
    plans: tuple[PlanEntry, ...]
    unknown: str | None


def opened(asked: FaceAsked) -> FaceShown:
    """The plan that the address names, else the one that is shown where none is named."""
    plans = list_plans(asked.tracker, asked.actor)
    named = texts.line(asked.query.get("plan") or "")
    found = next((each for each in plans if each.id == named), None)
    entry = found or plan_to_show(asked.tracker, asked.actor, plans, now=asked.now)
    unknown = named if named and found is None else None
    if entry is None:
        return FaceShown(look=None, plans=plans, unknown=unknown)
    board = look_at(asked.tracker, asked.actor, entry.id, now=asked.now)
    selection = Selection(
        plan=entry.id, quarter=None, as_of=None, known_at=None, language=asked.language
    )
    return FaceShown(look=Look(board=board, selection=selection), plans=plans, unknown=unknown)
