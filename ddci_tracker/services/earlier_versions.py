"""Bringing back what an earlier version said: as a new version, so that nothing is lost.

Whoever may record the thing may bring an earlier version of it back; the same checks hold. Not
here: a plan's content, which comes from its file, and the steps of a report, which are taken back
one by one (``reports``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from ddci_tracker.domain.versions import Version
from ddci_tracker.services import month_summaries, policies, reports, results, task_updates
from ddci_tracker.services.acts import Act
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import reading
from ddci_tracker.store.errors import NoSuchRevision
from ddci_tracker.store.kinds import (
    DUE_DAY,
    EXTENSION,
    MONTH_SUMMARY,
    POLICY,
    RESULT_ENTRY,
    TASK_UPDATE,
    Kind,
    Scope,
)
from ddci_tracker.store.queries import HistoryEntry
from ddci_tracker.words.marking import N_

# The tracker, the plan, the key of the thing, what it said, and the act.
_Record = Callable[[Tracker, str, str, Any, Act], Version[Any]]


def _update(tracker: Tracker, plan: str, _key: str, said: Any, act: Act) -> Version[Any]:
    return task_updates.update_task(tracker, plan, said, act)


def _extend(tracker: Tracker, plan: str, _key: str, said: Any, act: Act) -> Version[Any]:
    return reports.extend(tracker, plan, said, act)


def _set_due(tracker: Tracker, plan: str, key: str, said: Any, act: Act) -> Version[Any]:
    return reports.set_due(tracker, plan, key, said, act)


def _save_result(tracker: Tracker, plan: str, _key: str, said: Any, act: Act) -> Version[Any]:
    return results.save_result(tracker, plan, said, act)


def _write_summary(tracker: Tracker, plan: str, _key: str, said: Any, act: Act) -> Version[Any]:
    return month_summaries.write_summary(tracker, plan, said, act)


def _set_policy(tracker: Tracker, plan: str, _key: str, said: Any, act: Act) -> Version[Any]:
    # Also from the history of a past year: what an agency judges by, it judges by today.
    return policies.bring_policy_back(tracker, plan, said, replace(act, on=None))


_RECORDS: Mapping[str, tuple[Kind[Any], Action, _Record]] = MappingProxyType(
    {
        TASK_UPDATE.name: (TASK_UPDATE, Action.UPDATE_TASK, _update),
        EXTENSION.name: (EXTENSION, Action.REVIEW_REPORT, _extend),
        DUE_DAY.name: (DUE_DAY, Action.REVIEW_REPORT, _set_due),
        MONTH_SUMMARY.name: (MONTH_SUMMARY, Action.FREEZE_MONTH, _write_summary),
        RESULT_ENTRY.name: (RESULT_ENTRY, Action.ENTER_RESULT, _save_result),
        POLICY.name: (POLICY, Action.SET_POLICY, _set_policy),
    }
)


def may_restore(actor: Actor, agency: str, entry: HistoryEntry, newest: int) -> bool:
    """Whether somebody may bring this version back; ``newest`` is the last one of its thing."""
    if entry.what not in _RECORDS or entry.after is None or entry.revision == newest:
        return False
    _, action, _ = _RECORDS[entry.what]
    unit = entry.after.get("unit") if entry.what == TASK_UPDATE.name else None
    return actor.may(action, agency=agency, units=(unit,) if unit else None)


def restore_version(
    tracker: Tracker, plan_id: str, what: str, key: str, revision: int, act: Act
) -> Version[Any]:
    """Record anew what version ``revision`` of a thing said, for the day of the act.

    ``act.revision`` is the newest one that the author saw. ``Refused`` for a kind of thing that is
    not brought back, or a version that took the thing away, and whatever the act itself refuses;
    ``NoSuchRevision``, ``Forbidden``, ``Conflict``.
    """
    if what not in _RECORDS:
        raise Refused(N_("Earlier versions of this are not brought back here"), field="what")
    kind, action, record = _RECORDS[what]
    with reading(tracker.engine) as session:
        agency = queries.plan_row(session, plan_id).agency
        require(act.actor, action, agency=agency)
        owner = agency if kind.scope is Scope.AGENCY else plan_id
        chain = queries.chain(session, kind, owner, key)
    found = next((each for each in chain if each.revision == revision), None)
    if found is None:
        raise NoSuchRevision(key, revision)
    if found.value is None:
        raise Refused(N_("This version says nothing that could be brought back"), field="revision")
    return record(tracker, plan_id, key, found.value, act)
