"""The plan file as a whole: read into a plan, written from a plan, rewritten as canonical.

How it is read and written stands in the modules beside this one.
"""

from __future__ import annotations

import os
from pathlib import Path

from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.plan import Plan
from ddci_tracker.plans.contradictions import check_plan
from ddci_tracker.plans.fact_lines import FactLines
from ddci_tracker.plans.form import PLAN_FORM
from ddci_tracker.plans.nodes import compose, read_text
from ddci_tracker.plans.places import Places
from ddci_tracker.plans.reading import read_value
from ddci_tracker.plans.writing import write_value


def read_plan(path: Path, catalog: Catalog | None = None) -> Plan:
    """The plan in a file; raises PlanFileError with all its problems, and then gives nothing."""
    return parse_plan(read_text(path), path.as_posix(), catalog)


def read_with_lines(path: Path, catalog: Catalog | None = None) -> tuple[Plan, FactLines]:
    """Like ``read_plan``, with the lines of the file that its facts stand on."""
    return _parse(read_text(path), path.as_posix(), catalog)


def parse_plan(text: str, name: str, catalog: Catalog | None = None) -> Plan:
    """The plan in a YAML text; ``name`` is what problems call the file.

    With a catalogue, indices, sub-indices and scales are checked against it too. Raises
    PlanFileError with all problems.
    """
    plan, _ = _parse(text, name, catalog)
    return plan


def _parse(text: str, name: str, catalog: Catalog | None) -> tuple[Plan, FactLines]:
    places = Places(name)
    plan: Plan = read_value(compose(text, name), PLAN_FORM, places)
    check_plan(plan, places, catalog)
    places.raise_problems()
    return plan, FactLines(plan, places)


def write_plan(plan: Plan) -> str:
    """The canonical YAML text of a plan.

    Reading it gives an equal plan with the same printed places; writing that, the same text.
    """
    return write_value(plan, PLAN_FORM)


def normalise(path: Path) -> bool:
    """Rewrite a plan file in its canonical form; whether anything changed.

    Comments are lost. Raises PlanFileError, and leaves the file alone, where it has problems.
    """
    before = path.read_bytes()
    after = write_plan(read_plan(path)).encode("utf-8")
    if after == before:
        return False
    written = path.with_name(path.name + ".new")
    written.write_bytes(after)
    os.replace(written, path)
    return True
