"""Where in its file each fact of a plan stands, so that what is found on it can say so."""

from __future__ import annotations

from collections.abc import Iterator

from ddci_tracker.domain.findings import Fact, Finding
from ddci_tracker.domain.plan import Plan
from ddci_tracker.plans.places import Places, item, join


class FactPaths:
    """The paths in its file of the facts of one plan."""

    def __init__(self, plan: Plan) -> None:
        # Two facts may say the same at different places: each is known by itself.
        self._paths = {id(fact): path for path, fact in _facts(plan)}
        # They are known for as long as they live.
        self._plan = plan

    def of(self, finding: Finding) -> Iterator[str]:
        """The paths of what a finding is about; none of what is not in the file."""
        for fact in finding.about:
            path = self._paths.get(id(fact))
            if path is not None:
                yield join(path, finding.field) if finding.field else path


class FactLines:
    """The lines of the facts of one plan as it was read from a file."""

    def __init__(self, plan: Plan, places: Places) -> None:
        self._places, self._paths = places, FactPaths(plan)

    def of(self, finding: Finding) -> tuple[int, ...]:
        """The lines of what a finding is about, in their order."""
        return tuple(sorted({self._places.line(path) for path in self._paths.of(finding)}))


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
