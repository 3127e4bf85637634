"""Drafts: what somebody has typed is kept until it is saved or thrown away.

Each person has their own, one per form; nobody else sees them. They survive everything that the
database survives. Two windows of one person that type into the same form have each their own:
neither types over what the other has not shown. A form says itself what its draft means. Of a text
that is longer than any may be only the beginning is kept, and found of one that an earlier version
kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from ddci_tracker.domain import texts
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import drafts, queries
from ddci_tracker.store.drafts import KeptDraft
from ddci_tracker.store.engine import Session, reading, writing

__all__ = ["KeptDraft", "draft_of", "drafts_of", "drafts_of_form", "drop_draft", "keep_draft"]


def keep_draft(
    tracker: Tracker,
    actor: Actor,
    plan_id: str,
    form: str,
    body: str,
    *,
    revision: int,
    now: datetime,
    over: KeptDraft | None = None,
) -> KeptDraft:
    """Keep what was typed into a form that was opened on a revision of its thing.

    It takes the place of ``over``, the draft that its window knew last; where another window of
    the same person has typed there since, both are kept. ``UnknownPlan`` or ``Forbidden``.
    """
    kept = KeptDraft(form=form, revision=revision, body=_bounded(body), saved_at=now)
    with writing(tracker.engine) as session:
        _require(session, actor, plan_id)
        return drafts.keep(session, actor.name, plan_id, kept, over=over)


def draft_of(tracker: Tracker, actor: Actor, plan_id: str, form: str) -> KeptDraft | None:
    """The actor's own newest draft of a form. ``UnknownPlan`` or ``Forbidden``."""
    return next(iter(drafts_of_form(tracker, actor, plan_id, form)), None)


def drafts_of_form(
    tracker: Tracker, actor: Actor, plan_id: str, form: str
) -> tuple[KeptDraft, ...]:
    """The actor's own drafts of a form, the newest first: one by window that typed into it.

    ``UnknownPlan`` or ``Forbidden``.
    """
    with reading(tracker.engine) as session:
        _require(session, actor, plan_id)
        found = drafts.of_form(session, actor.name, plan_id, form)
    return tuple(map(_with_bounds, reversed(found)))


def drafts_of(tracker: Tracker, actor: Actor, plan_id: str) -> Mapping[str, KeptDraft]:
    """The actor's own newest drafts on a plan, by form. ``UnknownPlan`` or ``Forbidden``."""
    with reading(tracker.engine) as session:
        _require(session, actor, plan_id)
        found = drafts.of_author(session, actor.name, plan_id)
    return {each.form: _with_bounds(each) for each in found}


def drop_draft(tracker: Tracker, actor: Actor, plan_id: str, form: str, *, only: str) -> None:
    """Throw the actor's own draft away just where it still says that.

    A form that was saved drops what it saved: what another window typed since stays.
    ``UnknownPlan`` or ``Forbidden``.
    """
    with writing(tracker.engine) as session:
        _require(session, actor, plan_id)
        drafts.drop(session, actor.name, plan_id, form, only=_bounded(only))


def _with_bounds(found: KeptDraft) -> KeptDraft:
    body = _bounded(found.body)
    return found if body == found.body else replace(found, body=body)


def _bounded(body: str) -> str:
    """A body as its form wrote it, with no more of each text than is kept."""
    if len(body) <= texts.LONGEST_TYPED:
        return body
    return json.dumps(_beginnings(json.loads(body)), ensure_ascii=False, sort_keys=True)


def _beginnings(value: Any) -> Any:
    match value:
        case str():
            return texts.beginning(value)
        case list():
            return [_beginnings(each) for each in value]
        case dict():
            return {key: _beginnings(each) for key, each in value.items()}
        case _:
            return value


def _require(session: Session, actor: Actor, plan_id: str) -> None:
    """Only who may record something on a plan types anything there."""
    require(actor, Action.KEEP_DRAFT, agency=queries.plan_row(session, plan_id).agency)
