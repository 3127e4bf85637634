"""Next year's plan, as far as this year's says it: what goes on, and what has to be said anew.

Units, people and report duties are carried over; tasks that were chosen too, a year later; targets
are empty, and the newest published result of each part is the base. What the paper will say
(number, day of issue, targets) is left open.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.plan import Overall, Plan, Result, ResultKind, SubIndex, Task


def next_plan(plan: Plan, year: int, tasks: Collection[str], catalog: Catalog) -> Plan:
    """The plan of a year that follows; ``tasks`` are the codes of those that go on.

    Sub-indices are those of the year's set in the catalogue, in its order, with what this year's
    plan says of them; those that the plan defines itself stay.
    """
    years = year - plan.document.last_year
    document = replace(
        plan.document,
        title=plan.document.title.replace(str(plan.year), str(year)),
        year=year,
        years=None,
        number=None,
        issued_on=None,
        issued_not_before=None,
    )
    parts = tuple(
        replace(
            part,
            targets=(),
            results=_base(part.results),
            tasks=_going_on(part.tasks, tasks, years),
            section=part.section,
        )
        for index in plan.indices
        for part in _parts(plan, index, year, catalog)
    )
    return replace(
        plan,
        id=f"{plan.agency.code}-{year}",
        source=None,
        complete=True,
        illustration=False,
        today=None,
        document=document,
        legal_bases=(),
        overall=tuple(
            replace(whole, targets=(), results=_base(whole.results)) for whole in plan.overall
        ),
        sub_indices=parts,
        general_tasks=_going_on(plan.general_tasks, tasks, years),
        notes=(),
    )


def new_plan_parts(
    index: str, year: int, province: str, block: str, catalog: Catalog
) -> tuple[Overall | SubIndex, ...]:
    """The whole index and its sub-indices of a year, before anything is said of them."""
    entry = catalog.index(index)
    chosen = entry.set_for(year, province, block) if entry else None
    known = chosen.sub_indices if chosen else ()
    parts = (SubIndex(index=index, code=each.code, printed_name=each.name) for each in known)
    return (Overall(index=index), *parts)


def _parts(plan: Plan, index: str, year: int, catalog: Catalog) -> list[SubIndex]:
    before = {part.code: part for part in plan.sub_indices if part.index == index}
    new = new_plan_parts(index, year, plan.agency.province, plan.agency.block, catalog)
    own = {each.code for each in plan.own_sub_indices if each.index == index}
    found = [before.get(each.code, each) for each in new if isinstance(each, SubIndex)]
    return [*found, *(part for code, part in before.items() if code in own)]


def _base(results: tuple[Result, ...]) -> tuple[Result, ...]:
    """The newest published result, to count from."""
    published = [each for each in results if each.kind is ResultKind.PUBLISHED and each.of is None]
    newest = max(published, key=lambda each: each.year, default=None)
    return () if newest is None else (replace(newest, lines=None),)


def _going_on(tasks: tuple[Task, ...], chosen: Collection[str], years: int) -> tuple[Task, ...]:
    return tuple(
        replace(task, lines=None, start=None, due=_later(task.due, years))
        for task in tasks
        if task.code in chosen
    )


def _later(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
