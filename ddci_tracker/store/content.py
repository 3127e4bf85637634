"""A plan taken apart into things with natural keys, and put together again.

Pure: knows the domain's plan and the kinds, no database. Everything that a plan holds is one
item of one kind; ``assemble(flatten(plan))`` is the plan again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from ddci_tracker.domain.acts import ResultEntry
from ddci_tracker.domain.plan import Plan, Result, Target, Task
from ddci_tracker.store.kinds import (
    AGENCY,
    DOCUMENT,
    HEADER,
    LEGAL_BASIS,
    NOTE,
    OVERALL,
    OWN_SUB_INDEX,
    PERSON,
    RECIPIENT,
    REPORT_DUTY,
    RESULT,
    SUB_INDEX,
    TARGET,
    TASK,
    UNIT,
    Kind,
    PlanHeader,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ContentItem:
    """One thing of a plan. ``parent`` is the key of the index or sub-index that it belongs to."""

    key: str
    value: Any
    parent: str | None = None


Items = dict[Kind[Any], list[ContentItem]]


def flatten(plan: Plan) -> Items:
    """Everything in a plan, by kind and in the order of the plan.

    Keys are what people call a thing (the code of a task), or where it stands (the first target
    of a sub-index: ``DDCI/transparency#1``). Two things of the same name are told apart by a
    number.
    """
    items: Items = {
        HEADER: [ContentItem(HEADER.name, _header(plan))],
        AGENCY: [ContentItem(AGENCY.name, plan.agency)],
        DOCUMENT: [ContentItem(DOCUMENT.name, plan.document)],
        LEGAL_BASIS: [
            ContentItem(
                " ".join(str(part) for part in (b.number, b.issuer, b.issued_on) if part), b
            )
            for b in plan.legal_bases
        ],
        UNIT: [ContentItem(unit.code, unit) for unit in plan.units],
        PERSON: [ContentItem(person.code, person) for person in plan.people],
        OWN_SUB_INDEX: [
            ContentItem(f"{own.index}/{own.code}", own) for own in plan.own_sub_indices
        ],
        OVERALL: [ContentItem(overall.index, overall) for overall in plan.overall],
        SUB_INDEX: [ContentItem(f"{part.index}/{part.code}", part) for part in plan.sub_indices],
        REPORT_DUTY: [ContentItem(duty.code, duty) for duty in plan.report_duties],
        RECIPIENT: [ContentItem(recipient.name, recipient) for recipient in plan.recipients],
        NOTE: [
            ContentItem(note.kind + ("@{}-{}".format(*note.lines) if note.lines else ""), note)
            for note in plan.notes
        ],
    }
    items = {kind: list(_told_apart(each)) for kind, each in items.items()}
    measured = [*items[OVERALL], *items[SUB_INDEX]]
    items[TARGET] = [child for each in measured for child in _targets(each)]
    items[RESULT] = [child for each in measured for child in _told_apart(_results(each))]
    items[TASK] = list(
        _told_apart(
            [
                *(
                    ContentItem(t.code, t, each.key)
                    for each in items[SUB_INDEX]
                    for t in each.value.tasks
                ),
                *(ContentItem(task.code, task) for task in plan.general_tasks),
            ]
        )
    )
    return items


def _header(plan: Plan) -> PlanHeader:
    return PlanHeader(
        source=plan.source, complete=plan.complete, indices=plan.indices, today=plan.today
    )


def _targets(parent: ContentItem) -> Iterator[ContentItem]:
    for number, target in enumerate(parent.value.targets, start=1):
        yield ContentItem(f"{parent.key}#{number}", target, parent.key)


def _results(parent: ContentItem) -> Iterator[ContentItem]:
    for result in parent.value.results:
        of = f"/{result.of}" if result.of else ""
        yield ContentItem(f"{parent.key}/{result.year}/{result.kind}{of}", result, parent.key)


def _told_apart(items: Iterable[ContentItem]) -> Iterator[ContentItem]:
    seen: dict[str, int] = {}
    for item in items:
        seen[item.key] = seen.get(item.key, 0) + 1
        again = seen[item.key] > 1
        yield replace(item, key=f"{item.key}#{seen[item.key]}") if again else item


def assemble(plan_id: str, *, illustration: bool, items: Items) -> Plan:
    """The plan that these things make up, each kind in its order.

    What belongs to an index or sub-index that is no longer there is left out.
    """
    header: PlanHeader = items[HEADER][0].value
    targets: dict[str | None, tuple[Target, ...]] = _by_parent(items[TARGET])
    results: dict[str | None, tuple[Result, ...]] = _by_parent(items[RESULT])
    tasks: dict[str | None, tuple[Task, ...]] = _by_parent(items[TASK])
    return Plan(
        id=plan_id,
        source=header.source,
        complete=header.complete,
        agency=items[AGENCY][0].value,
        document=items[DOCUMENT][0].value,
        indices=header.indices,
        legal_bases=_values(items[LEGAL_BASIS]),
        units=_values(items[UNIT]),
        people=_values(items[PERSON]),
        own_sub_indices=_values(items[OWN_SUB_INDEX]),
        overall=tuple(
            replace(
                each.value, targets=targets.get(each.key, ()), results=results.get(each.key, ())
            )
            for each in items[OVERALL]
        ),
        sub_indices=tuple(
            replace(
                each.value,
                targets=targets.get(each.key, ()),
                results=results.get(each.key, ()),
                tasks=tasks.get(each.key, ()),
            )
            for each in items[SUB_INDEX]
        ),
        general_tasks=tasks.get(None, ()),
        report_duties=_values(items[REPORT_DUTY]),
        recipients=_values(items[RECIPIENT]),
        notes=_values(items[NOTE]),
        illustration=illustration,
        today=header.today,
    )


def _values(items: list[ContentItem]) -> tuple[Any, ...]:
    return tuple(item.value for item in items)


def _by_parent(items: list[ContentItem]) -> dict[str | None, tuple[Any, ...]]:
    found: dict[str | None, list[Any]] = {}
    for item in items:
        found.setdefault(item.parent, []).append(item.value)
    return {parent: tuple(values) for parent, values in found.items()}


def as_entry(item: ContentItem) -> ResultEntry:
    """A printed result as an entry of its agency: its parent says of what it is the result."""
    index, _, sub_index = (item.parent or "").partition("/")
    return ResultEntry(index=index, sub_index=sub_index or None, result=item.value)
