"""Wide digits and printed dashes mean what they look like, on every way a figure can come in.

Raised digits and those of other scripts are no figures anywhere.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ddci_tracker.cli import inputs
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan_tables import REPORT_DUTIES, RESULTS
from ddci_tracker.plans import PlanFileError, parse_plan
from ddci_tracker.services import typed_numbers
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words import plan_tables
from ddci_tracker.words.catalogue import Words

SAMPLE = (Path(__file__).parent / "plans" / "files" / "sample.yaml").read_text(encoding="utf-8")
RESULT = '{year: 2022, kind: published, score: "64.5", rank: 9, out_of: 25}'
VI = Words.of()


def in_a_file(field: str) -> Callable[[str], Any]:
    """What a plan file says of a result, where this is written into it."""

    def read(written: str) -> Any:
        usual = {"score": '"64.5"', "rank": "9", "year": "2022"}[field]
        assert SAMPLE.count(RESULT) == 1
        result = RESULT.replace(f"{field}: {usual}", f"{field}: {written}")
        plan = parse_plan(SAMPLE.replace(RESULT, result), "x.yaml")
        (found,) = (each for whole in plan.overall for each in whole.results)
        return getattr(found, field)

    return read


def in_a_cell(column: str) -> Callable[[str], Any]:
    """What is kept of a cell of a workbook, or of a table of a draft."""
    table = REPORT_DUTIES if column.startswith("due") else RESULTS
    return lambda typed: plan_tables.meant(table.column(column), typed, VI)


@pytest.mark.parametrize(
    ("read", "typed", "meant"),
    [
        (typed_numbers.decimal, "７，８０", Decimal("7.80")),
        (typed_numbers.score, "７．８", Decimal("7.8")),
        (typed_numbers.whole, "１２", 12),
        (typed_numbers.percent, "５０％", 50),
        (inputs.revision, "３", 3),
        (inputs.port, "８０", 80),
        (inputs.day, "２０２１-06-05", date(2021, 6, 5)),
        (inputs.day, "05／06／2021", date(2021, 6, 5)),
        (inputs.period, "２０２１-Q2", Period.quarter(2021, 2)),
        (inputs.period, "2021–06", Period.month(2021, 6)),
        (inputs.quarter, "2021-Q２", Period.quarter(2021, 2)),
        (in_a_file("score"), '"６４.5"', Decimal("64.5")),
        (in_a_file("rank"), "９", 9),
        (in_a_file("year"), "２０２２", 2022),
        (in_a_cell("score"), "６４，5", "64.5"),
        (in_a_cell("rank"), "９", "9"),
        (in_a_cell("score_change"), "−0,5", "-0.5"),
        (in_a_cell("due.days"), "trước ０１/06", "before 01-06"),
    ],
)
def test_wide_digits_and_dashes_are_read(
    read: Callable[[str], Any], typed: str, meant: object
) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (typed_numbers.decimal, "7²"),
        (typed_numbers.whole, "١٠"),
        (typed_numbers.percent, "½"),
        (inputs.day, "٢٠٢١-06-05"),
        (inputs.period, "٢٠٢١"),
        (inputs.quarter, "2021-Q٢"),
        (in_a_file("score"), '"6٤.5"'),
        (in_a_file("rank"), "٩"),
        (in_a_file("rank"), "9²"),
    ],
)
def test_what_only_resembles_a_figure_is_refused(read: Callable[[str], Any], typed: str) -> None:
    with pytest.raises((Refused, PlanFileError)):
        read(typed)
