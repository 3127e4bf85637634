"""Where the facts that were read stand in the tables of the draft that begins with them."""

from __future__ import annotations

import re
from itertools import count

from ddci_tracker.domain.imported import ImportedFact, ReadText
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.plan_tables import table
from ddci_tracker.domain.reviewed import LeftOver, PlacedFact, Review
from ddci_tracker.plans.tables import cells_of

_LISTED = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+)(?:\[(\d+)\])?)?")
_COLUMNS = {"document.signer": "document.signer.name"}


def placed(read: ReadText, plan: Plan) -> Review:
    """The facts of a text by the rows of its plan, in the order of its lines."""
    place = _Places(plan)
    keys = count(1)
    facts = sorted(read.facts, key=lambda each: each.lines)
    return Review(
        facts=tuple(place.fact(next(keys), each) for each in facts),
        left=tuple(LeftOver(key=next(keys), lines=each.lines) for each in read.unplaced),
        announced=read.announced,
    )


class _Places:
    """Counts the rows of a plan as its tables do, part after part."""

    def __init__(self, plan: Plan) -> None:
        self._bases = [bool(cells_of(table("legal_bases"), each)) for each in plan.legal_bases]
        self._first: dict[tuple[str, str, int], int] = {}
        for name in ("targets", "results", "tasks"):
            rows = 0
            for of, parts in (("overall", plan.overall), ("sub_indices", plan.sub_indices)):
                for number, part in enumerate(parts):
                    self._first[name, of, number] = rows
                    rows += len(getattr(part, name, ()))
            self._first[name, "general_tasks", 0] = rows

    def fact(self, key: int, fact: ImportedFact) -> PlacedFact:
        """A fact in its row."""
        where, row, column = self._where(fact.path)
        return PlacedFact(
            key=key, table=where, row=row, column=column, lines=fact.lines, doubt=fact.doubt
        )

    def _where(self, path: str) -> tuple[str, int, str | None]:
        found = _LISTED.fullmatch(path)
        if found is None:
            return "document", 1, _COLUMNS.get(path, path)
        of, number, inner, at = found[1], int(found[2]), found[3], found[4]
        if at is not None:
            return inner, self._first[inner, of, number] + int(at) + 1, None
        if of == "general_tasks":
            return "tasks", self._first["tasks", of, 0] + number + 1, None
        if of == "legal_bases":
            return of, sum(self._bases[:number]) + 1, None
        if of == "sub_indices":
            return of, number + 1, inner or "printed_name"
        return of, number + 1, None
