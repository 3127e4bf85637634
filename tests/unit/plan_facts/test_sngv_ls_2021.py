"""What the plan SNGV-LS-2021 prints, kept as literal tables against its plan file.

Written from the printed text; nothing here is computed from the plan file.
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ddci_tracker.domain.plan import DueRule, Plan, Result, SubIndex, Target
from ddci_tracker.plans import read_plan

ROOT = Path(__file__).resolve().parents[3]

TASKS_PER_SECTION = {
    "II.1": 7,
    "II.2.1": 8,
    "II.2.2": 2,
    "II.2.3": 2,
    "II.2.4": 3,
    "II.2.5": 2,
    "II.2.6": 2,
    "II.2.7": 7,
    "II.2.8": 5,
    "III.1": 1,
}
# Every line of the text that gives tasks, with how many; a sentence broken over two lines
# counts from the line where the task begins.
TASKS_PER_FIRST_LINE = {
    35: 1,
    37: 1,
    39: 4,
    41: 1,
    53: 2,
    55: 2,
    59: 1,
    61: 3,
    69: 1,
    73: 1,
    81: 1,
    83: 1,
    89: 3,
    95: 1,
    97: 1,
    102: 2,
    108: 5,
    109: 2,
    114: 2,
    115: 2,
    117: 1,
    121: 1,
}
TASKS_OVER_SEVERAL_LINES = {
    "II.1-07": (41, 43),
    "II.2.2-01": (69, 71),
    "II.2.8-04": (115, 117),
}

# Code, printed name, section, lead units, coordinating units.
SUB_INDICES = [
    (
        "transparency",
        "Tính minh bạch và tiếp cận thông tin",
        "II.2.1",
        ("VP",),
        ("PCMTT",),
    ),
    (
        "time_cost",
        "Chi phí thời gian",
        "II.2.2",
        ("VP",),
        ("LSHTQT", "TTr", "TTTTDVDN"),
    ),
    ("informal_cost", "Chi phí không chính thức", "II.2.3", ("TTr",), ("PCMTT",)),
    ("fair_competition", "Cạnh tranh bình đẳng", "II.2.4", ("PCMTT",), ()),
    (
        "business_support",
        "Dịch vụ hỗ trợ doanh nghiệp",
        "II.2.5",
        ("LSHTQT",),
        ("TTTTDVDN", "PCM"),
    ),
    ("legal_institutions", "Thiết chế pháp lý", "II.2.6", ("TTr",), ("PCMTT",)),
    ("leadership", "Vai trò người đứng đầu", "II.2.7", ("VP",), ("PCMTT",)),
    ("dynamism", "Tính năng động và hiệu lực của hệ thống", "II.2.8", ("TTTTDVDN",), ()),
]

# Tasks of sub-indices that do not simply take their sub-index's lead and coordinating units.
OWN_LEADS = {
    "II.2.1-05": (("TTTTDVDN",), ()),
    "II.2.1-06": (("TTTTDVDN",), ()),
    "II.2.1-07": (("TTTTDVDN",), ()),
    "II.2.1-08": (("TTTTDVDN",), ()),
    "II.2.3-02": (("TTr",), ("TTT", "HHDN")),
    "II.2.5-02": (("TTr",), ("PCMTT",)),
    "II.2.7-01": (("VP", "TTr"), ()),
    "II.2.7-02": (("VP", "TTr"), ()),
    "II.2.7-03": (("VP", "TTr"), ()),
    "II.2.7-04": (("VP", "TTr"), ()),
    "II.2.7-05": (("VP", "TTr"), ()),
    "II.2.7-06": (("GD", "PGD"), ()),
    "II.2.7-07": (("GD", "PGD"), ()),
    "II.2.8-05": (("TTTTDVDN",), ("TCDV",)),
}
GENERAL_TASKS = {
    "II.1-01": (("VP",), ("TTTTDVDN",)),
    "II.1-02": (("VP",), ("TTTTDVDN",)),
    "II.1-03": (("LSHTQT",), ()),
    "II.1-04": (("LSHTQT",), ("TTTTDVDN", "CQLQ")),
    "II.1-05": (("LSHTQT",), ("TTTTDVDN", "CQLQ")),
    "II.1-06": (("LSHTQT",), ("TTTTDVDN", "CQLQ")),
    "II.1-07": (("TTTTDVDN",), ("HHDN",)),
    "III.1-01": (("VP",), ()),
}

# Kind, value, low, high, rank and line.
TARGETS = {
    "transparency": [("range", None, "7", "8", None, (49, 49))],
    "time_cost": [("reach", "10", None, None, None, (65, 65))],
    "informal_cost": [
        ("at_least", "8", None, None, None, (77, 77)),
        ("hold_rank", None, None, None, None, (79, 79)),
    ],
    "fair_competition": [("at_least", "9", None, None, None, (87, 87))],
    "business_support": [("above", "6", None, None, None, (93, 93))],
    "legal_institutions": [("at_least", "7", None, None, None, (101, 101))],
    "leadership": [("above", "5", None, None, None, (106, 106))],
    "dynamism": [("above", "5", None, None, None, (113, 113))],
}
OVERALL_TARGETS = {
    "DDCI": [
        ("at_least", "60", None, None, None, (19, 19)),
        ("hold_rank", None, None, None, None, (19, 19)),
        ("qualitative", None, None, None, None, (19, 19)),
    ],
    "PCI": [("qualitative", None, None, None, None, (9, 9))],
}

PRINTED_CADENCES = {
    "II.1-06": "continuous",
    "II.2.1-07": "continuous",
    "II.2.3-02": "continuous",
    "II.2.7-03": "monthly",
    "II.2.8-01": "continuous",
}

UNITS = {
    "VP": "office",
    "LSHTQT": "division",
    "TTr": "inspectorate",
    "TTTTDVDN": "centre",
    "PCM": "group",
    "PCMTT": "group",
    "GD": "leadership",
    "PGD": "leadership",
    "TTT": "external",
    "HHDN": "external",
    "CQLQ": "external",
    "TCDV": "external",
}

NOTE_KINDS_AND_LINES = [
    ("missing", (3, 5)),
    ("reading", (9, 25)),
    ("reading", (19, 19)),
    ("reading", (19, 19)),
    ("missing", (19, 79)),
    ("reading", (19, 49)),
    ("reading", (25, 29)),
    ("reading", (27, 117)),
    ("reading", (33, 33)),
    ("suspected_misprint", (35, 71)),
    ("inferred", (37, 37)),
    ("reading", (39, 117)),
    ("suspected_misprint", (49, 113)),
    ("reading", (51, 121)),
    ("reading", (57, 97)),
    ("suspected_misprint", (79, 79)),
    ("inferred", (89, 89)),
    ("reading", (95, 107)),
    ("reading", (102, 102)),
    ("suspected_misprint", (108, 108)),
    ("suspected_misprint", (108, 115)),
    ("reading", (111, 111)),
    ("inferred", (114, 114)),
    ("reading", (121, 121)),
    ("reading", (121, 123)),
    ("suspected_misprint", (123, 123)),
]

TargetFacts = tuple[str, str | None, str | None, str | None, int | None, tuple[int, int] | None]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(ROOT / "data" / "plans" / "SNGV-LS-2021.yaml")


def as_printed(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def target_facts(target: Target) -> TargetFacts:
    return (
        target.kind.value,
        as_printed(target.value),
        as_printed(target.low),
        as_printed(target.high),
        target.rank,
        target.lines,
    )


def by_code(plan: Plan) -> dict[str, SubIndex]:
    return {sub_index.code: sub_index for sub_index in plan.sub_indices}


def test_serial_and_day_are_blank_but_not_before_the_newest_cited_document(plan: Plan) -> None:
    document = plan.document
    assert plan.source == "000_ac31e32f67c359d7.txt"
    assert plan.complete
    assert plan.indices == ("DDCI", "PCI")
    assert (document.number, document.symbol, document.year) == (None, "KH-SNgV", 2021)
    assert (document.issued_on, document.issued_not_before) == (None, date(2021, 3, 11))
    assert document.signer is not None
    assert (document.signer.name, document.signer.role, document.signer.on_behalf_of) == (
        "Trịnh Tuyết Mai",
        "Giám đốc",
        None,
    )


def test_legal_bases(plan: Plan) -> None:
    assert [(basis.number, basis.issued_on, basis.issuer) for basis in plan.legal_bases] == [
        ("17/KH-UBND", date(2021, 1, 16), "UBND tỉnh"),
        ("02/NQ-CP", date(2021, 1, 1), "Chính phủ"),
        ("60/KH-UBND", date(2021, 3, 11), "UBND tỉnh"),
        ("1954/QĐ-UBND", date(2020, 10, 6), "Chủ tịch UBND tỉnh"),
        ("01/CT-UBND", date(2021, 1, 5), "UBND tỉnh"),
    ]


def test_units_and_groups_that_leave_out_the_office(plan: Plan) -> None:
    assert {unit.code: unit.kind.value for unit in plan.units} == UNITS
    members = {unit.code: unit.members for unit in plan.units if unit.members}
    assert {code: (each.units, each.basis.value) for code, each in members.items()} == {
        "PCM": (("LSHTQT", "TTr"), "inferred"),
        "PCMTT": (("LSHTQT", "TTr", "TTTTDVDN"), "inferred"),
    }


def test_the_inspection_room_is_one_unit_under_two_names(plan: Plan) -> None:
    inspectorate = plan.unit("TTr")
    assert inspectorate is not None
    assert (inspectorate.name, inspectorate.aliases) == ("Phòng Thanh tra", ("Thanh tra Sở",))


def test_codes_shared_with_the_plan_of_2024_mean_the_same_bodies(plan: Plan) -> None:
    later = read_plan(ROOT / "data" / "plans" / "SNGV-LS-2024.yaml")
    units = {unit.code: unit for unit in plan.units}
    shared = {unit.code: unit for unit in later.units if unit.code in units}
    assert set(shared) == {"VP", "LSHTQT", "TTr", "TTTTDVDN", "PCM"}
    assert {code: (unit.kind, unit.members) for code, unit in shared.items()} == {
        code: (units[code].kind, units[code].members) for code in shared
    }


def test_nobody_is_named_in_charge_of_a_sub_index(plan: Plan) -> None:
    assert plan.people == ()
    assert {(each.person, each.group) for each in plan.sub_indices} == {(None, None)}


def test_sub_indices_in_printed_order_with_leads(plan: Plan) -> None:
    assert [
        (each.code, each.printed_name, each.section, each.lead, each.with_units)
        for each in plan.sub_indices
    ] == SUB_INDICES
    assert {each.index for each in plan.sub_indices} == {"DDCI"}


def test_targets_of_the_whole_indices(plan: Plan) -> None:
    assert {
        overall.index: [target_facts(target) for target in overall.targets]
        for overall in plan.overall
    } == OVERALL_TARGETS


@pytest.mark.parametrize("code", TARGETS)
def test_targets_of_each_sub_index(plan: Plan, code: str) -> None:
    assert [target_facts(target) for target in by_code(plan)[code].targets] == TARGETS[code]


def test_the_only_printed_result_is_the_score_of_2020(plan: Plan) -> None:
    ddci, pci = plan.overall
    (result,) = ddci.results
    assert result == Result(
        year=2020,
        kind=result.kind,
        score=Decimal("57.63"),
        text=result.text,
        lines=result.lines,
    )
    assert (result.kind.value, result.lines) == ("published", (19, 19))
    assert result.text is not None
    assert "57.63 điểm (năm 2020)" in result.text
    assert pci.results == ()
    assert {each.results for each in plan.sub_indices} == {()}


def test_number_of_tasks_per_section(plan: Plan) -> None:
    tasks = [task for _, task in plan.all_tasks()]
    assert dict(Counter(task.section for task in tasks)) == TASKS_PER_SECTION
    assert len(tasks) == 39


def test_every_line_with_tasks_is_covered(plan: Plan) -> None:
    tasks = {task.code: task.lines for _, task in plan.all_tasks() if task.lines}
    assert dict(Counter(lines.first for lines in tasks.values())) == TASKS_PER_FIRST_LINE
    assert {
        code: lines for code, lines in tasks.items() if lines.first != lines.last
    } == TASKS_OVER_SEVERAL_LINES


def test_tasks_are_numbered_within_their_section(plan: Plan) -> None:
    assert sorted(task.code for _, task in plan.all_tasks()) == [
        f"{section}-{number:02d}"
        for section, count in sorted(TASKS_PER_SECTION.items())
        for number in range(1, count + 1)
    ]


def test_tasks_take_the_leads_of_their_sub_index_unless_a_bullet_names_its_own(plan: Plan) -> None:
    assert {
        task.code: (task.lead, task.with_units)
        for sub_index in plan.sub_indices
        for task in sub_index.tasks
        if (task.lead, task.with_units) != (sub_index.lead, sub_index.with_units)
    } == OWN_LEADS


def test_tasks_outside_the_sub_indices_with_their_leads(plan: Plan) -> None:
    assert {task.code: (task.lead, task.with_units) for task in plan.general_tasks} == GENERAL_TASKS


def test_only_printed_cadences_and_no_printed_days(plan: Plan) -> None:
    tasks = [task for _, task in plan.all_tasks()]
    assert {task.code: task.cadence for task in tasks if task.cadence} == PRINTED_CADENCES
    assert {(task.start, task.due) for task in tasks} == {(None, None)}


def test_the_four_procedures_are_the_only_figure_printed_for_a_task(plan: Plan) -> None:
    kpis = {task.code: task.kpi for _, task in plan.all_tasks() if task.kpi}
    assert {code: (kpi.value, kpi.unit, kpi.direction) for code, kpi in kpis.items()} == {
        "II.1-01": (Decimal(4), "TTHC", "up")
    }


def test_quarterly_and_yearly_reports_of_the_rooms_and_the_centre(plan: Plan) -> None:
    before_the_6th = DueRule(inclusive=False, day=6, month_of_quarter=3)
    before_6_december = DueRule(inclusive=False, day=6, month=12)
    assert [
        (duty.code, duty.from_units, duty.to_units, duty.cadence, duty.due, duty.lines)
        for duty in plan.report_duties
    ] == [
        ("R1", ("PCMTT",), ("VP",), "quarterly", before_the_6th, (121, 121)),
        ("R2", ("PCMTT",), ("VP",), "yearly", before_6_december, (121, 121)),
    ]


def test_recipients(plan: Plan) -> None:
    assert [(recipient.name, recipient.mark) for recipient in plan.recipients] == [
        ("UBND tỉnh", "B/c"),
        ("Sở Kế hoạch và Đầu tư", None),
        ("Hiệp hội Doanh nghiệp tỉnh", None),
        ("Lãnh đạo Sở", None),
        ("Các phòng CM, NV", None),
        ("Trung tâm TTDVĐN", None),
        ("Trang TTĐT của Sở", None),
        ("Lưu: VT, VP", None),
    ]


def test_notes_on_the_print(plan: Plan) -> None:
    assert [(note.kind, note.lines) for note in plan.notes] == NOTE_KINDS_AND_LINES
