"""What the plan STTTT-LS-2023 prints, kept as literal tables against its plan file.

Written from the printed text; nothing here is computed from the plan file.
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ddci_tracker.domain.plan import Plan, SubIndex, Target, Task
from ddci_tracker.plans import read_plan

ROOT = Path(__file__).resolve().parents[3]

# Every line of the text that gives tasks of a sub-index, with how many; a sentence broken over
# two lines counts from the line where it begins.
TASKS_PER_FIRST_LINE = {
    "II.1.1": {69: 2, 71: 4, 73: 1, 75: 2},
    "II.1.2": {87: 1, 89: 1, 91: 1, 93: 2, 95: 1, 97: 1, 99: 3},
    "II.1.3": {113: 1, 115: 1, 119: 1, 121: 1},
    "II.1.4": {134: 1, 136: 3, 138: 1},
    "II.1.5": {150: 1, 152: 1, 154: 2, 156: 1, 158: 1},
    "II.2.1": {174: 3, 178: 1, 180: 1, 184: 1, 188: 2},
    "II.2.2": {202: 2, 204: 1, 206: 2},
    "II.2.3": {218: 2, 222: 1, 226: 1, 228: 1},
}
TASKS_PER_SECTION = {
    "II.1.1": 9,
    "II.1.2": 10,
    "II.1.3": 4,
    "II.1.4": 5,
    "II.1.5": 6,
    "II.2.1": 8,
    "II.2.2": 5,
    "II.2.3": 5,
}
GENERAL_TASKS: list[tuple[str, tuple[int, int], tuple[str, ...]]] = [("I.2-01", (51, 51), ())]

# Code, printed name, section, group, leader in charge, lead units, coordinating units.
SUB_INDICES = [
    (
        "transparency",
        "Tinh minh bạch và tiếp cận thông tin",
        "II.1.1",
        "maintain",
        "LHY",
        ("TTCNS",),
        ("VP", "PCM"),
    ),
    (
        "leadership",
        "Vai trò người đứng đầu",
        "II.1.2",
        "maintain",
        "NTH",
        ("VP",),
        ("PCM", "TTCNS"),
    ),
    (
        "fair_competition",
        "Cạnh tranh bình đẳng",
        "II.1.3",
        "maintain",
        "PTHL",
        ("TTr",),
        ("PCM", "TTCNS"),
    ),
    (
        "legal_institutions",
        "Thiết chế pháp lý",
        "II.1.4",
        "maintain",
        "PTHL",
        ("TTr",),
        ("VP", "PCM", "TTCNS"),
    ),
    (
        "dynamism",
        "Tính năng động và hiệu lực của hệ thống",
        "II.1.5",
        "maintain",
        "NTH",
        ("VP",),
        ("PCM",),
    ),
    ("time_cost", "Chi phí thời gian", "II.2.1", "improve", "LHY", ("VP",), ("PCM",)),
    (
        "informal_cost",
        "Chi phí không chính thức",
        "II.2.2",
        "improve",
        "PTHL",
        ("TTr",),
        ("PCM",),
    ),
    (
        "business_support",
        "Dịch vụ hỗ trợ doanh nghiệp",
        "II.2.3",
        "improve",
        "NTH",
        ("HTS",),
        ("PCM", "TTCNS"),
    ),
]

# Kind, value, rank and line of the one target of each sub-index.
TARGETS = {
    "transparency": ("hold_rank", None, 1, (61, 61)),
    "leadership": ("hold_rank", None, 1, (79, 79)),
    "fair_competition": ("top_group", None, None, (103, 103)),
    "legal_institutions": ("at_least", "8.0", None, (126, 126)),
    "dynamism": ("reach", "8.5", None, (142, 142)),
    "time_cost": ("reach", "8.0", None, (164, 164)),
    "informal_cost": ("reach", "8.5", None, (192, 192)),
    "business_support": ("reach", "8.0", None, (210, 210)),
}
OVERALL_TARGETS = [("top_group", None, None, (21, 21)), ("rank_at_most", None, 5, (23, 23))]

# Score, rank, places won, rank of 2021 and line of the published result of 2022, of 25 units.
RESULTS_OF_2022 = {
    "transparency": ("9.82", 1, None, None, (61, 61)),
    "leadership": ("9.75", 1, None, None, (79, 79)),
    "fair_competition": ("6.85", 3, None, None, (103, 103)),
    "legal_institutions": ("8.01", 5, 4, 9, (125, 125)),
    "dynamism": ("7.28", 15, 8, 23, (142, 142)),
    "time_cost": ("6.79", 24, -19, 5, (164, 164)),
    "informal_cost": ("6.79", 24, -23, 1, (192, 192)),
    "business_support": ("4.81", 23, -16, 7, (210, 210)),
}

# Tasks that do not simply take lead and coordinating units from their sub-index.
OWN_LEADS = {
    "II.1.1-03": (("VP",), ("PCM",)),
    "II.1.1-04": (("VP",), ("PCM",)),
    "II.1.1-05": (("VP",), ("PCM",)),
    "II.1.1-06": (("VP",), ("PCM",)),
    "II.1.1-07": (("TTBCXB",), ()),
    "II.1.1-08": (("TTr",), ()),
    "II.1.1-09": (("TTr",), ()),
    "II.1.2-08": (("LDS",), ()),
    "II.1.2-09": (("LDS",), ()),
    "II.1.2-10": (("LDS",), ()),
    "II.1.3-03": (("PCM", "TTCNS"), ()),
    "II.1.3-04": (("PCM", "TTCNS"), ()),
    "II.2.1-06": (("PCM",), ()),
    "II.2.1-07": (("TTr",), ()),
    "II.2.1-08": (("TTr",), ()),
    "II.2.2-03": (("TTr",), ("TTT",)),
    "II.2.2-04": (("TTr",), ("VP",)),
    "II.2.3-01": (("HTS",), ("PCM",)),
    "II.2.3-02": (("HTS",), ("PCM",)),
    "II.2.3-03": (("VP",), ()),
    "II.2.3-04": (("PCM", "TTCNS"), ()),
    "II.2.3-05": (("PCM", "TTCNS"), ()),
}

PRINTED_CADENCES = {
    "II.1.1-01": "continuous",
    "II.1.1-08": "continuous",
    "II.1.2-03": "half_yearly",
    "II.1.2-06": "continuous",
    "II.1.3-01": "continuous",
    "II.1.4-01": "continuous",
    "II.1.5-01": "continuous",
    "II.1.5-02": "quarterly",
    "II.2.1-04": "continuous",
    "II.2.2-03": "continuous",
    "II.2.3-03": "half_yearly",
}

# Value, unit and direction of the figures printed for tasks.
PRINTED_KPIS = {
    "II.1.2-02": (Decimal(3), "nhiệm vụ", "up"),
    "II.2.1-03": (Decimal(100), "%", "up"),
    "II.2.1-06": (Decimal(100), "%", "up"),
}

UNITS = {
    "TTCNS": "centre",
    "VP": "office",
    "TTr": "inspectorate",
    "TTBCXB": "division",
    "HTS": "division",
    "PCM": "group",
    "CPDV": "group",
    "LDS": "leadership",
    "TTT": "external",
    "UBND": "external",
    "CQTQ": "external",
}

NOTE_KINDS_AND_LINES = [
    ("missing", (3, 3)),
    ("suspected_misprint", (11, 11)),
    ("reading", (21, 23)),
    ("reading", (27, 33)),
    ("reading", (47, 53)),
    ("suspected_misprint", (57, 57)),
    ("suspected_misprint", (59, 59)),
    ("reading", (65, 224)),
    ("reading", (69, 218)),
    ("inferred", (75, 178)),
    ("contradiction", (91, 222)),
    ("reading", (117, 224)),
    ("suspected_misprint", (121, 121)),
    ("reading", (121, 226)),
    ("suspected_misprint", (130, 130)),
    ("suspected_misprint", (164, 192)),
    ("suspected_misprint", (174, 176)),
    ("reading", (214, 214)),
    ("reading", (232, 236)),
    ("reading", (234, 234)),
    ("reading", (238, 238)),
]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(ROOT / "data" / "plans" / "STTTT-LS-2023.yaml")


def first_lines(tasks: tuple[Task, ...]) -> dict[int, int]:
    return dict(Counter(task.lines.first for task in tasks if task.lines))


def target_facts(target: Target) -> tuple[str, str | None, int | None, tuple[int, int] | None]:
    value = None if target.value is None else str(target.value)
    return (target.kind.value, value, target.rank, target.lines)


def by_code(plan: Plan) -> dict[str, SubIndex]:
    return {sub_index.code: sub_index for sub_index in plan.sub_indices}


def test_the_document_has_its_day_but_no_serial(plan: Plan) -> None:
    document = plan.document
    assert plan.source == "001_370bdc1799234f97.txt"
    assert plan.complete
    assert plan.indices == ("DDCI",)
    assert (document.number, document.symbol, document.year) == (None, "KH-STTTT", 2023)
    assert (document.issued_on, document.issued_not_before) == (date(2023, 4, 13), None)
    assert document.signer is not None
    assert (document.signer.name, document.signer.role, document.signer.on_behalf_of) == (
        "Nguyễn Trọng Hùng",
        "Phó Giám đốc",
        "KT. GIÁM ĐỐC",
    )


def test_the_doubtful_date_of_a_legal_basis_is_kept_as_printed(plan: Plan) -> None:
    assert [(basis.number, basis.issued_on, basis.issuer) for basis in plan.legal_bases] == [
        ("31/KH-UBND", date(2022, 2, 10), "UBND tỉnh"),
        ("20/KH-UBND", date(2023, 1, 18), "UBND tỉnh"),
        (None, None, None),  # the results of DDCI 2022, cited without a number
    ]
    assert plan.legal_bases[0].note


def test_units_and_the_members_of_groups(plan: Plan) -> None:
    assert {unit.code: unit.kind.value for unit in plan.units} == UNITS
    members = {unit.code: unit.members for unit in plan.units if unit.members}
    assert {code: (each.units, each.basis.value) for code, each in members.items()} == {
        "PCM": (("TTBCXB", "HTS"), "inferred"),
        "CPDV": (("TTCNS", "VP", "TTr", "TTBCXB", "HTS"), "inferred"),
    }


def test_three_leaders_are_in_charge(plan: Plan) -> None:
    assert [(person.code, person.name, person.role) for person in plan.people] == [
        ("LHY", "Lê Hải Yến", "Phó Giám đốc"),
        ("NTH", "Nguyễn Trọng Hùng", "Phó Giám đốc phụ trách sở"),
        ("PTHL", "Phương Thị Hương Lan", "Phó Giám đốc"),
    ]


def test_sub_indices_in_printed_order_with_leader_and_leads(plan: Plan) -> None:
    assert [
        (
            each.code,
            each.printed_name,
            each.section,
            each.group,
            each.person,
            each.lead,
            each.with_units,
        )
        for each in plan.sub_indices
    ] == SUB_INDICES
    assert {each.index for each in plan.sub_indices} == {"DDCI"}


def test_the_whole_index_has_two_rank_targets_and_no_printed_result(plan: Plan) -> None:
    (overall,) = plan.overall
    assert overall.index == "DDCI"
    assert [target_facts(target) for target in overall.targets] == OVERALL_TARGETS
    assert overall.results == ()


@pytest.mark.parametrize("code", TARGETS)
def test_each_sub_index_has_its_one_printed_target(plan: Plan, code: str) -> None:
    (target,) = by_code(plan)[code].targets
    assert target_facts(target) == TARGETS[code]


@pytest.mark.parametrize("code", RESULTS_OF_2022)
def test_each_sub_index_has_its_printed_result_of_2022(plan: Plan, code: str) -> None:
    (result,) = by_code(plan)[code].results
    assert (result.year, result.kind.value, result.out_of) == (2022, "published", 25)
    assert (
        str(result.score),
        result.rank,
        result.rank_change,
        result.previous_rank,
        result.lines,
    ) == RESULTS_OF_2022[code]
    assert (result.score_change, result.improvement_rank, result.best_score) == (None, None, None)
    assert not result.derived


def test_number_of_tasks_per_section(plan: Plan) -> None:
    assert {each.section: len(each.tasks) for each in plan.sub_indices} == TASKS_PER_SECTION
    assert len(list(plan.all_tasks())) == 53


@pytest.mark.parametrize("section", TASKS_PER_FIRST_LINE)
def test_every_line_with_tasks_is_covered(plan: Plan, section: str) -> None:
    (sub_index,) = [each for each in plan.sub_indices if each.section == section]
    assert first_lines(sub_index.tasks) == TASKS_PER_FIRST_LINE[section]


def test_tasks_are_numbered_within_their_section(plan: Plan) -> None:
    for sub_index in plan.sub_indices:
        expected = [f"{sub_index.section}-{n:02d}" for n in range(1, len(sub_index.tasks) + 1)]
        assert [task.code for task in sub_index.tasks] == expected
        assert {task.section for task in sub_index.tasks} == {sub_index.section}


def test_obligations_outside_the_sub_indices(plan: Plan) -> None:
    assert [(task.code, task.lines, task.lead) for task in plan.general_tasks] == GENERAL_TASKS


def test_tasks_take_the_leads_of_their_sub_index_unless_a_bullet_names_its_own(plan: Plan) -> None:
    differing = {
        task.code: (task.lead, task.with_units)
        for sub_index in plan.sub_indices
        for task in sub_index.tasks
        if (task.lead, task.with_units) != (sub_index.lead, sub_index.with_units)
    }
    assert differing == OWN_LEADS


def test_only_printed_cadences_and_no_printed_days(plan: Plan) -> None:
    tasks = [task for _, task in plan.all_tasks()]
    assert {task.code: task.cadence for task in tasks if task.cadence} == PRINTED_CADENCES
    assert {(task.start, task.due) for task in tasks} == {(None, None)}


def test_figures_printed_for_tasks(plan: Plan) -> None:
    kpis = {task.code: task.kpi for _, task in plan.all_tasks() if task.kpi}
    assert {
        code: (kpi.value, kpi.unit, kpi.direction) for code, kpi in kpis.items()
    } == PRINTED_KPIS


def test_monthly_reports_have_no_day_and_the_office_reports_on_without_cadence(plan: Plan) -> None:
    assert [
        (duty.code, duty.from_units, duty.to_units, duty.cadence, duty.due, duty.lines)
        for duty in plan.report_duties
    ] == [
        ("R1", ("CPDV",), ("VP",), "monthly", None, (234, 234)),
        ("R2", ("VP",), ("UBND", "CQTQ"), None, None, (238, 238)),
    ]


def test_recipients(plan: Plan) -> None:
    assert [(recipient.name, recipient.mark) for recipient in plan.recipients] == [
        ("UBND tỉnh", "b/c"),
        ("Sở KH&ĐT", None),
        ("Lãnh đạo sở", None),
        ("Các phòng CM, đơn vị thuộc sở", "thực hiện"),
        ("Lưu: VT, VP", "NNT"),
    ]


def test_notes_on_the_print(plan: Plan) -> None:
    assert [(note.kind, note.lines) for note in plan.notes] == NOTE_KINDS_AND_LINES
