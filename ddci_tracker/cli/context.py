"""What every command starts from: the open tracker, who acts, the moment, the language."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from ddci_tracker.services.housekeeping import current_user
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import Tracker, open_tracker
from ddci_tracker.settings import Settings, load_settings
from ddci_tracker.words.catalogue import Language, Shown, Words

# Sentences in JSON are Vietnamese whatever the terminal speaks: scripts rely on them.
VIETNAMESE = Words.of(Language.VI)


@dataclass(frozen=True, slots=True)
class Context:
    """One run of a command."""

    settings: Settings
    tracker: Tracker
    actor: Actor
    now: datetime


@cache
def context() -> Context:
    """The context of this process; the clock is read once, so that one command has one now."""
    settings = load_settings()
    tracker = open_tracker(
        settings.database_url, data_dir=settings.data_dir, state_dir=settings.state_dir
    )
    return Context(settings, tracker, Actor.owner(current_user()), datetime.now(UTC))


def text(message: str, /, **arguments: Shown) -> str:
    """A message in the language of the terminal."""
    return VIETNAMESE.text(message, **arguments)


def say(message: str, /, **arguments: Shown) -> None:
    """Tell whoever sits at the terminal; never in the way of a JSON document."""
    print(text(message, **arguments), file=sys.stderr)


def show(line: str = "") -> None:
    """Print a line of the answer."""
    print(line)


def print_json(document: Any) -> None:
    """Print one JSON document in UTF-8 and nothing else."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
