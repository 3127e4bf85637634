"""What is written is what is read: plans survive their file, and a file has one canonical text."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from ddci_tracker.domain.plan import (
    Cadence,
    DayOfYear,
    DueRule,
    Person,
    Plan,
    Target,
    TargetKind,
    Years,
)
from ddci_tracker.plans import (
    PlanFileError,
    normalise,
    parse_plan,
    read_catalog,
    read_plan,
    write_inline,
    write_plan,
)
from tests.strategies import plans

HERE = Path(__file__).parent
SAMPLE = HERE / "files" / "sample.yaml"
DATA = HERE.parents[2] / "data"
CATALOG = read_catalog(DATA / "catalog")

# Whole plans take long to draw; the machine's load is not what is tested.
whole_plans = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@whole_plans
@given(plans())
def test_a_plan_survives_its_file_with_every_printed_place(plan: Plan) -> None:
    text = write_plan(plan)
    again = parse_plan(text, "x.yaml", CATALOG)
    assert again == plan
    # Decimals are equal whatever their places, their representations are not.
    assert repr(again) == repr(plan)
    assert write_plan(again) == text


@whole_plans
@given(plans())
def test_both_parsers_of_yaml_read_the_same_from_what_is_written(plan: Plan) -> None:
    text = write_plan(plan)
    assert yaml.load(text, yaml.SafeLoader) == yaml.load(text, yaml.CSafeLoader)


def test_the_sample_is_canonical() -> None:
    assert write_plan(read_plan(SAMPLE)) == SAMPLE.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted((DATA / "plans").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_shipped_plan_fits_the_catalogue_and_is_canonical(path: Path) -> None:
    assert write_plan(read_plan(path, CATALOG)) == path.read_text(encoding="utf-8")


def test_a_file_is_made_canonical_once(tmp_path: Path) -> None:
    canonical = SAMPLE.read_text(encoding="utf-8")
    path = tmp_path / "plan.yaml"
    careless = canonical.replace("section: II.1.1\n", "section: 'II.1.1'  # nine tasks\n")
    careless = careless.replace("indices: [DDCI, PCI]", "indices:\n- DDCI\n- PCI")
    path.write_text(careless, encoding="utf-8")
    assert normalise(path) is True
    assert path.read_bytes() == canonical.encode()
    assert normalise(path) is False
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_with_problems_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("id: x\n", encoding="utf-8")
    with pytest.raises(PlanFileError):
        normalise(path)
    assert path.read_text(encoding="utf-8") == "id: x\n"


@pytest.mark.parametrize(
    ("text", "in_lines", "in_braces"),
    [
        ("II.1.1", "II.1.1", "II.1.1"),
        ("2.10", '"2.10"', '"2.10"'),
        ("2.1.1", '"2.1.1"', '"2.1.1"'),
        ("08", '"08"', '"08"'),
        ("31/KH-UBND", "31/KH-UBND", "31/KH-UBND"),
        ("no", '"no"', '"no"'),
        ("2023-04-13", '"2023-04-13"', '"2023-04-13"'),
        ("Cập nhật: trang", '"Cập nhật: trang"', '"Cập nhật: trang"'),
        ("Rà soát, niêm yết", "Rà soát, niêm yết", '"Rà soát, niêm yết"'),
        ("KT. GIÁM ĐỐC", "KT. GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
        ("Sở TT&TT", "Sở TT&TT", "Sở TT&TT"),
        ("“Tính minh bạch”", "“Tính minh bạch”", "“Tính minh bạch”"),
        ('"Nhanh"', '"\\"Nhanh\\""', '"\\"Nhanh\\""'),
        ("– Rà soát", '"– Rà soát"', '"– Rà soát"'),
        ("một\nhai", '"một\\nhai"', '"một\\nhai"'),
    ],
)
def test_a_text_is_quoted_where_it_could_be_taken_for_something_else(
    text: str, in_lines: str, in_braces: str
) -> None:
    plan = read_plan(SAMPLE)
    person = Person(code="A", name=text, role=None)
    written = write_plan(replace(plan, source=text, people=(person,))).splitlines()
    assert f"source: {in_lines}" in written
    assert f"  - {{code: A, name: {in_braces}, role: null}}" in written


def test_a_map_stands_in_braces_up_to_a_hundred_characters() -> None:
    plan = read_plan(SAMPLE)
    around = len("  - {code: A, name: , role: null}")
    fits = Person(code="A", name="a" * (100 - around), role=None)
    written = write_plan(replace(plan, people=(fits,))).splitlines()
    assert f"  - {{code: A, name: {fits.name}, role: null}}" in written
    longer = replace(fits, name=fits.name + "a")
    written = write_plan(replace(plan, people=(longer,))).splitlines()
    place = written.index("people:")
    assert written[place + 1 : place + 4] == [
        "  - code: A",
        f"    name: {longer.name}",
        "    role: null",
    ]


def test_days_that_fill_more_than_a_line_stand_one_under_another() -> None:
    plan = read_plan(SAMPLE)
    months = (1, 4, 7, 10)
    days = tuple(
        DayOfYear(inclusive=False, day=1, month=month, of_next_year=True) for month in months
    )
    duty = replace(
        plan.report_duties[0],
        cadence=Cadence.QUARTERLY,
        due=DueRule(inclusive=True, days=days),
    )
    edited = replace(plan, report_duties=(duty,))
    written = write_plan(edited)
    place = written.splitlines().index("    due:")
    assert written.splitlines()[place + 1 : place + 5] == [
        f"      - {{before: {{day: 1, month: {month}, of: next_year}}}}" for month in months
    ]
    assert parse_plan(written, "x.yaml", CATALOG) == edited


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (DueRule(inclusive=True, day=5, of_next_period=True), "{by: {day: 5, of: next_period}}"),
        (
            DueRule(inclusive=True, days=(DayOfYear(inclusive=False, day=1, month=6),)),
            "[{before: {day: 1, month: 6}}]",
        ),
        (
            Target(kind=TargetKind.ABOVE, value=Decimal("7.80"), text="trên 7,80"),
            '{kind: above, value: "7.80", text: "trên 7,80"}',
        ),
        (Years(2025, 2030), "[2025, 2030]"),
    ],
)
def test_a_part_is_written_on_one_line_as_in_the_file(value: object, written: str) -> None:
    assert write_inline(value) == written
