"""On which line of its file each fact of a plan stands, so that what is found on it can say so."""

from __future__ import annotations

from collections.abc import Iterator

from ddci_tracker.domain.findings import Fact, Finding
from ddci_tracker.domain.plan import Plan
from ddci_tracker.plans.places import Places, item, join


class FactLines:
    """The lines of the facts of one plan as it was read from a file."""

    def __init__(self, plan: Plan, places: Places) -> None:
        self._places = places
        # Two facts may say the same on different lines: each is known by itself.
        self._paths = {id(fact): path for path, fact in _facts(plan)}
        # They are known for as long as they live.
        self._plan = plan

    def of(self, finding: Finding) -> tuple[int, ...]:
        """The lines of what a finding is about, in their order; none of what is not in the file."""
        paths = (self._paths.get(id(fact)) for fact in finding.about)
        field = finding.field
        lines = (
            self._places.line(join(path, field) if field else path)
            for path in paths
            if path is not None
        )
        return tuple(sorted(set(lines)))


def _facts(plan: Plan) -> Iterator[tuple[str, Fact]]:
    yield "document", plan.document
    yield "agency", plan.agency
    for key, facts in (
        ("legal_bases", plan.legal_bases),
        ("general_tasks", plan.general_tasks),
        ("report_duties", plan.report_duties),
        ("notes", plan.notes),
    ):
        yield from _listed(key, facts)
    for number, whole in enumerate(plan.overall):
        path = item("overall", number)
        yield from _listed(join(path, "targets"), whole.targets)
        yield from _listed(join(path, "results"), whole.results)
    for number, part in enumerate(plan.sub_indices):
        path = item("sub_indices", number)
        yield from _listed(join(path, "targets"), part.targets)
        yield from _listed(join(path, "results"), part.results)
        yield from _listed(join(path, "tasks"), part.tasks)


def _listed(path: str, facts: tuple[Fact, ...]) -> Iterator[tuple[str, Fact]]:
    for number, fact in enumerate(facts):
        yield item(path, number), fact
