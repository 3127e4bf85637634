"""What one act did to a plan, taken back thing by thing; what changed otherwise since stays.

Pure: three contents of one plan come in, the one without the act goes out. Not here: who may take
an act back, and what was recorded that rests on it.
"""

from __future__ import annotations

from typing import Any

from ddci_tracker.domain.plan import Plan
from ddci_tracker.store.content import ContentItem, Items, assemble, flatten
from ddci_tracker.store.kinds import CONTENT, Kind
from ddci_tracker.store.loading import Thing


def without_the_act(before: Plan, after: Plan, now: Plan) -> tuple[Plan, tuple[Thing, ...]]:
    """``now`` without what made ``after`` of ``before``, and the things that changed again since.

    Of a thing only the fields that the act changed go back.
    """
    items: Items = {}
    overtaken: list[Thing] = []
    was, became, is_now = flatten(before), flatten(after), flatten(now)
    for kind in CONTENT:
        items[kind], changed = _of_kind(kind, was[kind], became[kind], is_now[kind])
        overtaken += changed
    plan = assemble(now.id, illustration=now.illustration, items=items)
    return plan, tuple(overtaken)


def _of_kind(
    kind: Kind[Any], was: list[ContentItem], became: list[ContentItem], now: list[ContentItem]
) -> tuple[list[ContentItem], list[Thing]]:
    old, new = ({each.key: each for each in items} for items in (was, became))
    kept: list[ContentItem] = []
    overtaken: list[Thing] = []
    for each in now:
        before, after = old.get(each.key), new.get(each.key)
        if after is None:
            kept.append(each)
        elif before is None:
            if kind.cells(after.value) != kind.cells(each.value):
                overtaken.append(Thing(what=kind.name, key=each.key))
        else:
            merged = _without(kind, before, after, each)
            if merged is None:
                overtaken.append(Thing(what=kind.name, key=each.key))
            kept.append(merged or each)
    there = {each.key for each in kept}
    for number, each in enumerate(was):
        if each.key not in new and each.key not in there:
            stands = {item.key: place for place, item in enumerate(kept)}
            earlier = [stands[item.key] for item in was[:number] if item.key in stands]
            kept.insert(max(earlier, default=-1) + 1, each)
    return kept, overtaken


def _without(
    kind: Kind[Any], before: ContentItem, after: ContentItem, now: ContentItem
) -> ContentItem | None:
    """A thing with the fields that the act changed as they were; None where one changed again."""
    was, became, cells = (kind.cells(each.value) for each in (before, after, now))
    for name in kind.value_columns:
        if was[name] == became[name]:
            continue
        if cells[name] not in (was[name], became[name]):
            return None
        cells[name] = was[name]
    value = kind.value([cells[name] for name in kind.value_columns])
    return ContentItem(now.key, value, now.parent)
