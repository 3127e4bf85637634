"""Domain values as plain data and back: nothing lost, nothing guessed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plain import PlainForm
from ddci_tracker.domain.plan import Lines, Result, ResultKind
from ddci_tracker.domain.versions import Version
from tests.unit.domain.build import day, said

FORM = PlainForm()


@pytest.mark.parametrize(
    ("hint", "value", "plain"),
    [
        (Decimal, Decimal("7.80"), "7.80"),
        (Decimal, Decimal("1E+2"), "100"),
        (date, date(2021, 6, 5), "2021-06-05"),
        (datetime, datetime(2021, 6, 5, 1, tzinfo=UTC), "2021-06-05T01:00:00+00:00"),
        (Period, Period.quarter(2021, 2), "2021-Q2"),
        (TaskStatus, TaskStatus.DONE, "done"),
        (Lines, Lines(3, 4), [3, 4]),
        (tuple[str, ...], ("VP", "A"), ["VP", "A"]),
        (date | None, None, None),
        (date | None, date(2021, 6, 5), "2021-06-05"),
    ],
)
def test_a_value_comes_back_as_it_was(hint: object, value: object, plain: object) -> None:
    assert FORM.write(value) == plain
    assert FORM.read(hint, plain) == value


def test_a_version_comes_back_with_its_own_kind_of_value() -> None:
    version = said(TaskStatus.BLOCKED, "2021-05-13", percent=40)
    assert FORM.read(Version[TaskUpdate], FORM.write(version)) == version


def test_a_closing_version_comes_back_without_a_value() -> None:
    closing: Version[TaskUpdate] = Version(
        key="k",
        revision=2,
        on=day("2021-05-13"),
        recorded_at=datetime(2021, 6, 5, 1, tzinfo=UTC),
        recorded_by="lan",
        value=None,
    )
    assert FORM.read(Version[TaskUpdate], FORM.write(closing)) == closing


def test_a_field_with_a_default_may_be_missing() -> None:
    plain = {"year": 2021, "kind": "published", "score": "7.80"}
    expected = Result(year=2021, kind=ResultKind.PUBLISHED, score=Decimal("7.80"))
    assert FORM.read(Result, plain) == expected


def test_a_field_without_a_default_may_not() -> None:
    with pytest.raises(TypeError):
        FORM.read(Result, {"year": 2021})


@pytest.mark.parametrize("value", [1.5, {1}, object(), Decimal])
def test_what_has_no_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        FORM.write(value)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(value: Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        FORM.write(value)


@dataclass(frozen=True)
class Secret:
    word: str


def test_a_type_may_have_a_form_of_its_own() -> None:
    form = PlainForm(
        writers={Secret: lambda secret: secret.word[::-1]},
        readers={Secret: lambda data: Secret(data[::-1])},
    )
    assert form.write((Secret("abc"),)) == ["cba"]
    assert form.read(tuple[Secret, ...], ["cba"]) == (Secret("abc"),)
