"""The published schema says what the reader does, for programs that have only the schema."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from ddci_tracker.domain.plan import Plan, TargetKind
from ddci_tracker.plans import PlanFileError, parse_plan, plan_schema, write_plan
from ddci_tracker.plans.problems import ProblemCode
from tests.strategies import plans

SAMPLE = (Path(__file__).parent / "files" / "sample.yaml").read_text(encoding="utf-8")
VALIDATOR = jsonschema.Draft202012Validator(
    plan_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


class DaysAsTexts(yaml.CSafeLoader):
    """Reads YAML as JSON would have it: a day is a text."""


DaysAsTexts.yaml_implicit_resolvers = {
    first: [(tag, found) for tag, found in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}

# Problems that take more than one value to see. All others lie in the form of the file alone,
# which the published schema describes too.
CONTRADICTIONS = frozenset(
    code
    for place, code in enumerate(ProblemCode)
    if place >= list(ProblemCode).index(ProblemCode.LINES_REVERSED)
)


def as_data(text: str) -> Any:
    """A YAML text as plain data."""
    return yaml.load(text, DaysAsTexts)  # noqa: S506


def is_taken(data: Any) -> bool:
    """Whether the reader finds nothing wrong in the form of a file with this data."""
    # Every JSON text is YAML.
    text = json.dumps(data, ensure_ascii=False)
    try:
        parse_plan(text, "x.yaml")
    except PlanFileError as error:
        return all(problem.code in CONTRADICTIONS for problem in error.problems)
    return True


def test_the_schema_is_sound_itself() -> None:
    jsonschema.Draft202012Validator.check_schema(plan_schema())


def test_the_sample_fits_the_schema() -> None:
    assert [error.message for error in VALIDATOR.iter_errors(as_data(SAMPLE))] == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_every_written_plan_fits_the_schema(plan: Plan) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(as_data(write_plan(plan)))] == []


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value in data, one for each kind of place (the first of a list)."""
    if path:
        yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from places(value, (*path, number))


def kinds_of_places(data: Any) -> list[tuple[Any, ...]]:
    """The path of one value for each place that a plan file has, whatever its number in lists."""
    found = {re.sub(r"\d+", "#", json.dumps(path)): path for path in places(data)}
    return list(found.values())


def changed(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The data with another value at a path."""
    copied = copy.deepcopy(data)
    inner = copied
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return copied


def without(data: Any, path: tuple[Any, ...]) -> Any:
    """The data without what stands at a path."""
    copied = copy.deepcopy(data)
    inner = copied
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return copied


DATA = as_data(SAMPLE)
WRONG: list[Any] = [None, True, 3, -1, 9.5, "", "7.80", "vàng", "2023-02-30"]
WRONG += [[], ["VP", "VP"], [7, 9], {}]


@pytest.mark.parametrize("path", kinds_of_places(DATA), ids=str)
def test_schema_and_reader_agree_on_a_file_with_one_place_changed(path: tuple[Any, ...]) -> None:
    files = [without(DATA, path), *(changed(DATA, path, value) for value in WRONG)]
    if isinstance(path[-1], str):
        files.append(changed(DATA, (*path[:-1], "khac"), 1))
    for data in files:
        assert VALIDATOR.is_valid(data) == is_taken(data), json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize("kind", TargetKind)
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"value": "7.80"},
        {"low": "2", "high": "3"},
        {"low": "2"},
        {"low": "2", "of": "points"},
        {"rank": 3},
        {"rank": 3, "out_of": 25},
        {"text": "cải thiện"},
        {"text": "cải thiện", "value": None, "rank": None},
    ],
    ids=str,
)
def test_schema_and_reader_agree_on_the_fields_of_each_kind_of_target(
    kind: TargetKind, fields: dict[str, Any]
) -> None:
    data = changed(DATA, ("overall", 0, "targets"), [{"kind": str(kind), **fields}])
    assert VALIDATOR.is_valid(data) == is_taken(data)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('value: "7.80"', "value: 7.80"),
        ('section: "2.10"', "section: 2.10"),
        ("kind: office", "kind: room"),
        ("complete: true\n", ""),
        ("complete: true", "complete: true\nextra: 1"),
        ("due: {by: {day: 5, of: next_period}}", "due: {day: 5}"),
        ("lead: [VP]\n    with: []\n    targets", "lead: VP\n    with: []\n    targets"),
    ],
)
def test_the_schema_refuses_a_bad_file(before: str, after: str) -> None:
    assert before in SAMPLE
    assert not VALIDATOR.is_valid(as_data(SAMPLE.replace(before, after)))
