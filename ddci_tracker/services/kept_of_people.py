"""All that is kept of one person, on demand: every row of every table that is about them.

Not in it: frozen months, Word templates and files of evidence, which are documents; secrets; and
copies that were made before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ddci_tracker.services import security_log
from ddci_tracker.services.accounts import find_account
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.security_log import Event
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import people
from ddci_tracker.store.engine import reading, writing


def kept_of(
    tracker: Tracker, actor: Actor, name: str, *, now: datetime
) -> Mapping[str, list[dict[str, Any]]]:
    """The rows about an account by the name of their table; that it was asked for is noted.

    ``Refused`` for an unknown account, ``Forbidden``.
    """
    account = find_account(tracker, actor, name)
    with reading(tracker.engine) as session:
        found = people.rows_about(session, account.id, account.name, account.full_name)
    with writing(tracker.engine) as session:
        security_log.note(session, Event.KEPT_GATHERED, account.name, by=actor.name, at=now)
    return found
