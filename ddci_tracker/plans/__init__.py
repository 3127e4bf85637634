"""The plan file: the contract between the printed document, the importers and the store.

Reads plan files and the catalogue of indices into the domain's shapes, writes plans back, and
describes their form for other programs. It keeps nothing, and decides nothing about plans.
"""

from ddci_tracker.plans.catalogs import read_catalog
from ddci_tracker.plans.files import normalise, parse_plan, read_plan, read_with_lines, write_plan
from ddci_tracker.plans.form import key_of
from ddci_tracker.plans.illustration import DatedAct, Illustration, read_illustration
from ddci_tracker.plans.problems import PlanFileError, Problem, ProblemCode
from ddci_tracker.plans.schema import plan_schema
from ddci_tracker.plans.writing import write_inline

__all__ = [
    "DatedAct",
    "Illustration",
    "PlanFileError",
    "Problem",
    "ProblemCode",
    "key_of",
    "normalise",
    "parse_plan",
    "plan_schema",
    "read_catalog",
    "read_illustration",
    "read_plan",
    "read_with_lines",
    "write_inline",
    "write_plan",
]
