"""The table of faults says what the tracker says, and each of its lines is proved by tests."""

from __future__ import annotations

import ast
from functools import cache

import pytest

from ddci_tracker.words.catalogue import DEFAULT, Words
from docs.make_reliability import FAULTS, ROOT, TABLE, Fault, table


@cache
def functions_of(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(each.name for each in tree.body if isinstance(each, ast.FunctionDef))


def test_the_table_is_the_one_that_is_made_now() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(), "run make reliability"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_is_injected_by_tests_that_there_are(fault: Fault) -> None:
    assert fault.proofs
    for proof in fault.proofs:
        file, _, name = proof.partition("::")
        assert name in functions_of(file), proof


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_what_people_are_told_is_vietnamese(fault: Fault) -> None:
    """A message that the catalogue has not, or no longer, would stand here in English."""
    assert fault.kept
    assert fault.recovers
    if fault.told:
        assert Words.of(DEFAULT).translate(fault.told) != fault.told
