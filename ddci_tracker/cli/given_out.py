"""What the commands on addresses and on tokens have in common: both are secrets given out.

They are called by the beginning of their hash, and told with who made them and when they were
used last.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ddci_tracker.cli.context import text
from ddci_tracker.services.tokens import GivenOut
from ddci_tracker.words.marking import N_

# Enough of a hash to tell them apart, short enough to copy.
_ID = 12


def meant_by(beginning: str, given: Iterable[GivenOut]) -> str:
    """The hash of the only one that begins so; what was said, where there is none or several."""
    found = [each.token_hash for each in given if each.token_hash.startswith(beginning)]
    return found[0] if len(found) == 1 else beginning


def document_of(given: GivenOut, about: dict[str, Any]) -> dict[str, Any]:
    """A secret that was given out as a JSON document, ``about`` in the middle."""
    used = given.last_used_at
    return {
        "id": given.token_hash[:_ID],
        **about,
        "created_at": given.created_at.isoformat(),
        "created_by": given.created_by,
        "last_used_at": None if used is None else used.isoformat(),
    }


def line_of(given: GivenOut, *about: str) -> str:
    """A secret that was given out as a line."""
    made = text(
        N_("made by {by} {moment}, last used {used}"),
        by=given.created_by,
        moment=given.created_at,
        used=given.last_used_at,
    )
    return "  ".join((given.token_hash[:_ID], *about, made))
