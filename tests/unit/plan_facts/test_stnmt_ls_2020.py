"""What the plan STNMT-LS-2020 prints, kept as literal tables against its plan file.

Written from the printed text; nothing here is computed from the plan file.
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ddci_tracker.domain.plan import DueRule, Plan, Target, Task
from ddci_tracker.plans import read_plan

ROOT = Path(__file__).resolve().parents[3]

# Every line of the text that gives tasks, with how many; a sentence broken over two lines counts
# from the line where it begins.
TASKS_PER_FIRST_LINE = {
    "II.1": {45: 6, 47: 6},
    "II.2": {55: 5, 57: 2, 61: 1},
    "II.3.a": {69: 1, 71: 2, 73: 1},
    "II.3.b": {77: 2, 79: 2, 81: 1, 85: 1},
    "II.4": {91: 2},
    "II.5": {97: 1, 99: 2, 101: 3},
    "II.6": {107: 2, 111: 1, 113: 4},
    "II.7": {121: 9, 123: 2},
    "II.8": {129: 3},
    "III.1": {135: 3},
}
TASKS_PER_SECTION = {
    "II.1": 12,
    "II.2": 8,
    "II.3.a": 4,
    "II.3.b": 6,
    "II.4": 2,
    "II.5": 6,
    "II.6": 7,
    "II.7": 11,
    "II.8": 3,
    "III.1": 3,
}
BROKEN_OVER_LINES = {"II.2-07": (57, 59), "II.3.b-05": (81, 83), "II.6-02": (107, 109)}

# Code, printed name, section, lead units, coordinating units.
SUB_INDICES = [
    (
        "transparency",
        "Tính minh bạch và tiếp cận thông tin",
        "II.1",
        ("VP",),
        ("TTCNTT", "PDV"),
    ),
    (
        "time_cost",
        "Chi phí thời gian",
        "II.2",
        ("CCBVMT", "VPDKDD", "QLDD", "TNNKS"),
        ("PDV",),
    ),
    ("informal_cost", "Chi phí không chính thức", "II.3", ("VP", "TTr"), ("PDV",)),
    ("fair_competition", "Cạnh tranh bình đẳng", "II.4", ("PDV",), ()),
    ("business_support", "Dịch vụ hỗ trợ doanh nghiệp", "II.5", ("KHTC",), ()),
    (
        "legal_institutions",
        "Thiết chế pháp lý",
        "II.6",
        ("VP", "TTr", "QLDD", "TNNKS", "CCBVMT"),
        ("PDV",),
    ),
    ("leadership", "Vai trò người đứng đầu", "II.7", ("VP",), ("PDV",)),
    (
        "dynamism",
        "Tính năng động và hiệu lực của hệ thống",
        "II.8",
        ("QLDD", "TNNKS", "CCBVMT", "VPDKDD"),
        (),
    ),
]

# The score to pass ("đạt trên") and the line of the text that prints it.
SCORE_TARGETS = {
    "transparency": ("7.80", (39, 39)),
    "time_cost": ("7.70", (51, 51)),
    "informal_cost": ("6.50", (65, 65)),
    "fair_competition": ("6.0", (89, 89)),
    "business_support": ("7.5", (95, 95)),
    "legal_institutions": ("7.0", (105, 105)),
    "leadership": ("6.3", (117, 117)),
    "dynamism": ("7.4", (127, 127)),
}
BELOW_THE_MEDIAN = [
    "transparency",
    "time_cost",
    "informal_cost",
    "fair_competition",
    "business_support",
    "legal_institutions",
    "leadership",
]

# Score and rank of 2019, of 23 units; ranks stand on line 13, scores beside the targets.
RESULTS_OF_2019 = {
    "transparency": ("6.77", 16, (13, 39)),
    "time_cost": ("6.83", 18, (13, 51)),
    "informal_cost": ("5.53", 16, (13, 65)),
    "fair_competition": ("2.65", 23, (13, 89)),
    "business_support": ("4.50", 20, (13, 95)),
    "legal_institutions": ("6.78", 14, (13, 105)),
    "leadership": ("4.69", 14, (13, 117)),
    "dynamism": ("6.26", 10, (13, 127)),
}

SPECIALIST_ROOMS = ("QLDD", "TNNKS", "CCBVMT")
ROOMS_AND_INSPECTORATE = ("QLDD", "TNNKS", "TTr", "CCBVMT")

# Tasks that do not simply take lead and coordinating units from their sub-index; the two parts
# of II.3 have a lead of their own each.
OWN_LEADS = {
    "II.1-04": (("VP",), ("TTCNTT", "PDV", "MCHX")),
    "II.1-07": (("TTCNTT",), ()),
    "II.1-08": (("TTCNTT",), ()),
    "II.1-09": (("TTCNTT",), ()),
    "II.1-10": (("TTCNTT",), ()),
    "II.1-11": (("TTCNTT",), ()),
    "II.1-12": (("TTCNTT",), ()),
    "II.2-06": (("TTr",), ()),
    "II.2-07": (("TTr",), ()),
    "II.2-08": (("VPDKDD",), ()),
    "II.3.a-01": (("VP",), ("PDV",)),
    "II.3.a-02": (("VP",), ("PDV",)),
    "II.3.a-03": (("VP",), ("PDV",)),
    "II.3.a-04": (("VP",), ("PDV",)),
    "II.3.b-01": (("TTr",), ("PDV",)),
    "II.3.b-02": (("TTr",), ("PDV",)),
    "II.3.b-03": (("TTr",), ("PDV",)),
    "II.3.b-04": (("TTr",), ("PDV",)),
    "II.3.b-05": (("TTr",), ("PDV",)),
    "II.3.b-06": (("TTr",), ("PDV", "TTT", "HHDN")),
    "II.5-02": (SPECIALIST_ROOMS, ("CQLQ",)),
    "II.5-03": (SPECIALIST_ROOMS, ("CQLQ",)),
    "II.5-04": (("TTCNTT",), ("PDV",)),
    "II.5-05": (("PDV",), ("TTCNTT",)),
    "II.5-06": (("TTCNTT",), ()),
    "II.6-01": (("VP",), ("PDV",)),
    "II.6-02": (("VP",), ("TTCNTT",)),
    "II.6-03": (("TTr",), ("PDV",)),
    "II.6-04": (ROOMS_AND_INSPECTORATE, ()),
    "II.6-05": (ROOMS_AND_INSPECTORATE, ()),
    "II.6-06": (ROOMS_AND_INSPECTORATE, ()),
    "II.6-07": (ROOMS_AND_INSPECTORATE, ()),
    "II.7-01": (("LDS",), ()),
    "II.7-02": (("LDS",), ()),
    "II.7-03": (("LDS",), ()),
    "II.7-04": (("LDS",), ()),
    "II.7-05": (("LDS",), ()),
    "II.7-06": (("GD",), ()),
    "II.7-07": (("GD",), ()),
    "II.7-08": (("GD",), ()),
    "II.7-09": (("PGD",), ()),
    "II.7-10": (("TPDV",), ()),
    "II.7-11": (("TPDV",), ()),
}
GENERAL_TASKS = [
    ("III.1-01", (135, 135), ("PDV",), None),
    ("III.1-02", (135, 135), ("VP",), "monthly"),
    ("III.1-03", (135, 135), ("KHTC", "VP"), None),
]

PRINTED_CADENCES = {
    "II.1-07": "continuous",
    "II.1-11": "continuous",
    "II.1-12": "continuous",
    "II.2-01": "continuous",
    "II.3.b-06": "continuous",
    "II.5-02": "quarterly",
    "III.1-02": "monthly",
}

# Value, unit and direction of the figures printed for tasks; the service levels are no amount.
PRINTED_KPIS = {
    "II.2-03": (Decimal(30), "%", "down"),
    "II.7-05": (None, "mức độ", "up"),
}

NAMED_UNITS = {
    "VP": "office",
    "TTCNTT": "centre",
    "CCBVMT": "branch",
    "VPDKDD": "other",
    "QLDD": "division",
    "TNNKS": "division",
    "TTr": "inspectorate",
    "KHTC": "division",
}
OTHER_UNITS = {
    "PDV": "group",
    "LDS": "leadership",
    "GD": "leadership",
    "PGD": "leadership",
    "TPDV": "leadership",
    "TTT": "external",
    "HHDN": "external",
    "MCHX": "external",
    "CQLQ": "external",
    "UBND": "external",
    "SKHDT": "external",
}

# The results of 2019 are cited without number, day or issuer.
LEGAL_BASES = [
    ("40/KH-UBND", date(2020, 3, 7), "UBND tỉnh"),
    ("78/KH-UBND", date(2019, 4, 26), "UBND tỉnh"),
    ("02/NQ-CP", date(2019, 1, 1), "Chính phủ"),
    ("54/UBND-KTTH", date(2020, 1, 21), "UBND tỉnh"),
    (None, None, None),
    ("10/CT-TTg", date(2019, 4, 22), "Thủ tướng Chính phủ"),
]

RECIPIENTS = [
    ("UBND tỉnh", "B/c"),
    ("Sở Kế hoạch và Đầu tư", None),
    ("Hiệp hội Doanh nghiệp tỉnh Lạng Sơn", None),
    ("Lãnh đạo Sở", None),
    ("Các phòng, đơn vị trực thuộc", "Thực hiện"),
    ("Lưu VT", "NDN"),
]

NOTE_KINDS_AND_LINES = [
    ("missing", (13, 13)),
    ("reading", (13, 13)),
    ("suspected_misprint", (13, 13)),
    ("reading", (13, 127)),
    ("reading", (21, 21)),
    ("reading", (21, 21)),
    ("suspected_misprint", (21, 127)),
    ("reading", (29, 33)),
    ("missing", (31, 135)),
    ("reading", (41, 135)),
    ("reading", (45, 45)),
    ("inferred", (47, 47)),
    ("reading", (55, 55)),
    ("reading", (57, 57)),
    ("reading", (67, 75)),
    ("reading", (79, 79)),
    ("suspected_misprint", (83, 83)),
    ("suspected_misprint", (85, 85)),
    ("reading", (91, 91)),
    ("reading", (99, 99)),
    ("suspected_misprint", (101, 101)),
    ("reading", (101, 101)),
    ("reading", (107, 113)),
    ("reading", (113, 113)),
    ("reading", (119, 119)),
    ("reading", (121, 123)),
    ("reading", (135, 135)),
    ("reading", (135, 135)),
    ("reading", (135, 135)),
    ("reading", (137, 137)),
    ("suspected_misprint", (139, 139)),
    ("reading", (139, 139)),
]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(ROOT / "data" / "plans" / "STNMT-LS-2020.yaml")


def _tasks(plan: Plan) -> list[Task]:
    return [task for _, task in plan.all_tasks()]


def test_the_document_has_its_number_day_and_signer(plan: Plan) -> None:
    document = plan.document
    assert (plan.source, plan.complete) == ("002_d9575d17c7b090a9.txt", True)
    assert (document.number, document.symbol, document.year) == ("60/KH-STNMT", "KH-STNMT", 2020)
    assert (document.issued_on, document.issued_not_before) == (date(2020, 6, 11), None)
    assert document.signer is not None
    assert (document.signer.name, document.signer.role) == ("Bùi Văn Côi", "Giám đốc")
    assert document.signer.on_behalf_of is None


def test_the_department_of_natural_resources_of_lang_son_issued_it(plan: Plan) -> None:
    agency = plan.agency
    assert (agency.code, agency.name) == ("STNMT-LS", "Sở Tài nguyên và Môi trường")
    assert (agency.province, agency.block) == ("Lạng Sơn", "departments")
    assert list(plan.indices) == ["DDCI"]


def test_every_cited_document_is_kept(plan: Plan) -> None:
    cited = [(basis.number, basis.issued_on, basis.issuer) for basis in plan.legal_bases]
    assert cited == LEGAL_BASES


def test_units_and_their_kinds(plan: Plan) -> None:
    assert {unit.code: unit.kind for unit in plan.units} == NAMED_UNITS | OTHER_UNITS


def test_rooms_and_units_are_all_eight_named_ones(plan: Plan) -> None:
    group = plan.unit("PDV")
    assert group is not None
    assert group.members is not None
    assert set(group.members.units) == set(NAMED_UNITS)
    assert len(group.members.units) == 8
    assert group.members.basis == "inferred"


def test_no_leader_in_charge_is_named(plan: Plan) -> None:
    assert list(plan.people) == []
    assert [sub.person for sub in plan.sub_indices] == [None] * 8


def test_sub_indices_with_their_leads_in_the_printed_order(plan: Plan) -> None:
    printed = [
        (sub.code, sub.printed_name, sub.section, sub.lead, sub.with_units)
        for sub in plan.sub_indices
    ]
    assert printed == SUB_INDICES
    assert {(sub.index, sub.group) for sub in plan.sub_indices} == {("DDCI", None)}


def test_each_score_target_keeps_the_printed_places(plan: Plan) -> None:
    first_targets = {sub.code: sub.targets[0] for sub in plan.sub_indices}
    assert {target.kind for target in first_targets.values()} == {"above"}
    printed = {code: (str(t.value), t.lines) for code, t in first_targets.items()}
    assert printed == SCORE_TARGETS


def test_the_seven_below_the_median_shall_reach_the_top_ten(plan: Plan) -> None:
    ranks = {
        sub.code: [(t.rank, t.lines) for t in sub.targets if t.kind == "rank_at_most"]
        for sub in plan.sub_indices
    }
    assert [code for code, found in ranks.items() if found] == BELOW_THE_MEDIAN
    assert [found for found in ranks.values() if found] == [[(10, (21, 21))]] * 7


def test_all_eight_shall_improve_without_a_figure(plan: Plan) -> None:
    further = [[t for t in sub.targets if t.kind == "qualitative"] for sub in plan.sub_indices]
    assert [[(t.text, t.lines) for t in targets] for targets in further] == [
        [("cải thiện tích cực 08 chỉ số thành phần DDCI", (21, 21))]
    ] * 8


def test_overall_at_least_70_points_and_top_ten(plan: Plan) -> None:
    def shape(target: Target) -> tuple[str, str | None, int | None, tuple[int, int] | None]:
        value = None if target.value is None else str(target.value)
        return (target.kind, value, target.rank, target.lines)

    (overall,) = plan.overall
    assert overall.index == "DDCI"
    assert [shape(target) for target in overall.targets] == [
        ("at_least", "70", None, (21, 21)),
        ("rank_at_most", None, 10, (21, 21)),
    ]


def test_overall_2019_has_a_rank_four_places_down_but_no_score(plan: Plan) -> None:
    before, result = plan.overall[0].results
    assert (before.year, before.kind, before.score) == (2018, "published", None)
    assert (before.rank, before.out_of, before.lines) == (16, 21, (13, 13))
    assert (result.year, result.kind, result.score) == (2019, "published", None)
    assert (result.rank, result.out_of) == (20, 23)
    assert (result.rank_change, result.previous_rank) == (-4, 16)
    assert result.lines == (13, 13)


def test_results_of_2019_per_sub_index(plan: Plan) -> None:
    results = {sub.code: sub.results for sub in plan.sub_indices}
    assert {code: len(found) for code, found in results.items()} == dict.fromkeys(
        RESULTS_OF_2019, 1
    )
    printed = {code: (str(r.score), r.rank, r.lines) for code, (r,) in results.items()}
    assert printed == RESULTS_OF_2019
    kinds = {(r.year, r.kind, r.out_of, r.derived) for (r,) in results.values()}
    assert kinds == {(2019, "published", 23, False)}


def test_number_of_tasks_per_section(plan: Plan) -> None:
    assert Counter(task.section for task in _tasks(plan)) == TASKS_PER_SECTION
    assert len(_tasks(plan)) == 62


def test_number_of_tasks_per_line_of_the_text(plan: Plan) -> None:
    first_lines: dict[str | None, Counter[int]] = {}
    for task in _tasks(plan):
        assert task.lines is not None
        first_lines.setdefault(task.section, Counter())[task.lines.first] += 1
    assert first_lines == TASKS_PER_FIRST_LINE
    broken = {t.code: t.lines for t in _tasks(plan) if t.lines and t.lines.first != t.lines.last}
    assert broken == BROKEN_OVER_LINES


def test_task_codes_run_within_their_section(plan: Plan) -> None:
    expected = {
        f"{section}-{n:02d}"
        for section, count in TASKS_PER_SECTION.items()
        for n in range(1, count + 1)
    }
    codes = [task.code for task in _tasks(plan)]
    assert set(codes) == expected
    assert len(codes) == len(expected)


def test_a_task_takes_its_sub_index_lead_unless_one_is_named(plan: Plan) -> None:
    inherited = {sub[2]: (sub[3], sub[4]) for sub in SUB_INDICES}
    for sub_index in plan.sub_indices:
        for task in sub_index.tasks:
            expected = OWN_LEADS.get(task.code, inherited[sub_index.section or ""])
            assert (task.code, task.lead, task.with_units) == (task.code, *expected)


def test_tasks_outside_the_sub_indices(plan: Plan) -> None:
    found = [(task.code, task.lines, task.lead, task.cadence) for task in plan.general_tasks]
    assert found == GENERAL_TASKS
    assert [task.with_units for task in plan.general_tasks] == [()] * 3


def test_only_printed_cadences_figures_and_no_dates(plan: Plan) -> None:
    tasks = _tasks(plan)
    assert {t.code: t.cadence for t in tasks if t.cadence is not None} == PRINTED_CADENCES
    figures = {t.code: (t.kpi.value, t.kpi.unit, t.kpi.direction) for t in tasks if t.kpi}
    assert figures == PRINTED_KPIS
    assert all(task.start is None and task.due is None for task in tasks)


def test_units_report_monthly_without_a_day_and_yearly_before_15_december(plan: Plan) -> None:
    monthly, yearly, on_request = plan.report_duties
    assert (monthly.code, monthly.from_units, monthly.to_units) == ("R1", ("PDV",), ("VP",))
    assert (monthly.cadence, monthly.due, monthly.lines) == ("monthly", None, (135, 135))
    assert (yearly.code, yearly.from_units, yearly.to_units) == ("R2", ("PDV",), ("KHTC", "VP"))
    assert yearly.cadence == "yearly"
    assert yearly.due == DueRule(inclusive=False, day=15, month=12)
    assert yearly.lines == (135, 135)
    assert (on_request.code, on_request.from_units) == ("R3", ("VP",))
    assert on_request.to_units == ("SKHDT", "UBND")
    assert (on_request.cadence, on_request.due, on_request.lines) == (None, None, (139, 139))


def test_recipients_with_their_marks(plan: Plan) -> None:
    assert [(recipient.name, recipient.mark) for recipient in plan.recipients] == RECIPIENTS


def test_notes_of_the_reader(plan: Plan) -> None:
    assert [(note.kind, note.lines) for note in plan.notes] == NOTE_KINDS_AND_LINES
