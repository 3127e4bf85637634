"""What the plan SNGV-LS-2024 prints, kept as literal tables against its plan file.

Written from the printed text; nothing here is computed from the plan file.
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ddci_tracker.domain.plan import Overall, Plan, Result, SubIndex
from ddci_tracker.plans import read_plan

ROOT = Path(__file__).resolve().parents[3]

TASKS_PER_SECTION = {
    "III.1.1": 13,
    "III.1.2": 3,
    "III.2.1": 5,
    "III.3": 6,
    "III.4": 2,
    "III.5.1": 11,
    "III.6": 5,
    "III.7": 6,
    "III.8": 5,
    "IV.1": 6,
}
TASKS_PER_SUB_INDEX = {
    "transparency": 16,
    "time_cost": 5,
    "informal_cost": 6,
    "fair_competition": 2,
    "business_support": 11,
    "legal_institutions": 5,
    "leadership": 6,
    "dynamism": 5,
}

# First and last line of every paragraph that gives tasks, with how many begin in it.
TASKS_PER_PARAGRAPH = {
    (228, 238): 2,
    (240, 248): 2,
    (250, 258): 3,
    (260, 268): 2,
    (270, 276): 2,
    (278, 280): 2,
    (288, 290): 1,
    (292, 300): 1,
    (302, 306): 1,
    (311, 315): 1,
    (317, 323): 3,
    (325, 327): 1,
    (347, 355): 2,
    (357, 363): 1,
    (367, 375): 2,
    (377, 385): 1,
    (394, 398): 1,
    (400, 408): 1,
    (426, 432): 2,
    (434, 448): 2,
    (450, 460): 5,
    (462, 475): 2,
    (489, 497): 2,
    (503, 511): 3,
    (525, 531): 2,
    (533, 539): 3,
    (541, 545): 1,
    (556, 564): 2,
    (566, 574): 2,
    (576, 582): 1,
    (592, 600): 3,
    (602, 610): 3,
}

# Code, printed name, section, group, lead units, coordinating units.
SUB_INDICES = [
    (
        "transparency",
        "Tính minh bạch và tiếp cận thông tin",
        "III.1",
        "improve",
        ("TTTTDVDN", "PCM", "CBPT", "LSHTQT"),
        (),
    ),
    ("time_cost", "Chi phí thời gian", "III.2", None, ("VP",), ("LSHTQT", "PCM")),
    (
        "informal_cost",
        "Chi phí không chính thức",
        "III.3",
        "improve",
        ("VP", "CPDV", "CNTX"),
        ("TTr",),
    ),
    ("fair_competition", "Cạnh tranh bình đẳng", "III.4", None, ("LSHTQT",), ("TTTTDVDN", "PCM")),
    (
        "business_support",
        "Dịch vụ hỗ trợ doanh nghiệp",
        "III.5",
        "improve",
        ("LSHTQT",),
        ("TTTTDVDN", "PCM"),
    ),
    (
        "legal_institutions",
        "Thiết chế pháp lý",
        "III.6",
        None,
        ("LSHTQT", "VP", "TTr", "PCM"),
        ("TTTTDVDN", "CNHD"),
    ),
    ("leadership", "Vai trò người đứng đầu", "III.7", None, ("VP",), ()),
    (
        "dynamism",
        "Tính năng động và hiệu lực của hệ thống",
        "III.8",
        "improve",
        ("LSHTQT",),
        ("TTTTDVDN", "PCM"),
    ),
]

# Tasks whose parties are not simply those of their sub-index: the "Đơn vị chủ trì" lines that
# stand under a part of it, and the bullets that make somebody else answerable.
OWN_LEADS = {
    **dict.fromkeys(
        [f"III.1.1-{number:02d}" for number in range(1, 14)], (("TTTTDVDN", "PCM", "CBPT"), ())
    ),
    **dict.fromkeys(
        [f"III.1.2-{number:02d}" for number in range(1, 4)], (("LSHTQT", "TTTTDVDN"), ())
    ),
    "III.3-04": (("VP",), ("TTr",)),
    "III.3-05": (("VP",), ("TTr",)),
    "III.3-06": (("CPDV", "CNTX"), ()),
    "III.6-01": (("LSHTQT", "VP", "TTr", "PCM"), ()),
    "III.6-02": (("LSHTQT", "VP", "TTr", "PCM"), ()),
    "III.6-03": (("TTr",), ("VP", "TTTTDVDN", "PCM", "CNHD")),
    "III.6-04": (("TTr",), ("VP", "TTTTDVDN", "PCM", "CNHD")),
    "III.6-05": (("TTr",), ("VP", "TTTTDVDN", "PCM", "CNHD")),
}
GENERAL_TASKS = [
    ("IV.1-01", (592, 594), ("VP",), ()),
    ("IV.1-02", (594, 596), ("VP",), ()),
    ("IV.1-03", (596, 598), ("VP",), ()),
    ("IV.1-04", (602, 604), ("VP",), ("TTr",)),
    ("IV.1-05", (604, 610), ("VP",), ("TTr",)),
    ("IV.1-06", (604, 610), ("VP",), ("TTr",)),
]

# "thường xuyên", "duy trì"; the main harvest; "khi có yêu cầu", "nếu có", "đột xuất".
PRINTED_CADENCES = {
    "III.1.1-12": "continuous",
    "III.3-02": "continuous",
    "III.3-03": "continuous",
    "III.3-05": "continuous",
    "III.5.1-11": "seasonal",
    "III.6-01": "ad_hoc",
    "III.6-05": "ad_hoc",
    "III.7-03": "continuous",
    "IV.1-05": "ad_hoc",
}

# Of 2023: score, rank, out of, change of score, change of rank, previous rank, rank by
# improvement, best score, lines.
OVERALL_RESULT = ("80.45", 15, 25, "5.82", None, None, 10, "87.77", (72, 78))
RESULTS = {
    "transparency": (None, 17, 25, "-1.92", None, 2, None, None, (110, 114)),
    "time_cost": (None, 2, 25, "-1.29", None, None, 18, None, (84, 86)),
    "informal_cost": (None, 23, 25, "-1.18", None, None, None, None, (116, 118)),
    "fair_competition": ("10", None, None, "5.20", 23, None, None, None, (88, 92)),
    "business_support": (None, 25, 25, "1.15", None, None, 13, None, (120, 171)),
    "legal_institutions": (None, 5, 25, "1.48", None, 12, None, None, (100, 104)),
    "leadership": ("10", 1, None, None, None, 3, None, None, (94, 98)),
    "dynamism": (None, 20, 25, "0.86", 0, None, None, None, (124, 126)),
}

# Code, kind, members of a group.
UNITS = [
    ("TTTTDVDN", "centre", None),
    ("LSHTQT", "division", None),
    ("VP", "office", None),
    ("TTr", "inspectorate", None),
    ("PCM", "group", ("LSHTQT", "TTr")),
    ("CPDV", "group", ("VP", "LSHTQT", "TTr", "TTTTDVDN")),
    ("CBPT", "other", None),
    ("CNTX", "other", None),
    ("CNHD", "other", None),
]

NOTE_KINDS_AND_LINES = [
    ("missing", (1, 3)),
    ("reading", (7, 9)),
    ("reading", (23, 25)),
    ("reading", (45, 67)),
    ("reading", (72, 74)),
    ("suspected_misprint", (74, 76)),
    ("reading", (84, 86)),
    ("missing", (88, 92)),
    ("reading", (94, 98)),
    ("reading", (112, 114)),
    ("reading", (116, 118)),
    ("reading", (120, 171)),
    ("reading", (124, 126)),
    ("contradiction", (130, 203)),
    ("reading", (151, 203)),
    ("suspected_misprint", (167, 169)),
    ("contradiction", (205, 209)),
    ("contradiction", (207, 390)),
    ("reading", (209, 213)),
    ("reading", (223, 280)),
    ("suspected_misprint", (228, 228)),
    ("reading", (274, 276)),
    ("reading", (288, 306)),
    ("reading", (296, 448)),
    ("suspected_misprint", (298, 300)),
    ("reading", (311, 315)),
    ("reading", (331, 586)),
    ("reading", (335, 363)),
    ("suspected_misprint", (379, 379)),
    ("reading", (394, 408)),
    ("missing", (416, 416)),
    ("reading", (434, 479)),
    ("reading", (466, 475)),
    ("suspected_misprint", (495, 495)),
    ("reading", (513, 517)),
    ("inferred", (533, 533)),
    ("reading", (592, 600)),
    ("reading", (612, 622)),
    ("reading", (625, 633)),
]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(ROOT / "data" / "plans" / "SNGV-LS-2024.yaml")


def figures(result: Result) -> tuple[object, ...]:
    """The printed figures; decimals as text, so that 5.20 is not 5.2."""
    score, change, best = (
        None if value is None else str(value)
        for value in (result.score, result.score_change, result.best_score)
    )
    return (
        score,
        result.rank,
        result.out_of,
        change,
        result.rank_change,
        result.previous_rank,
        result.improvement_rank,
        best,
        result.lines,
    )


def test_the_text_has_no_number_and_no_day_of_issue(plan: Plan) -> None:
    document = plan.document
    assert plan.source == "004_e9e9787fa2f71a7b.txt"
    assert plan.complete is True
    assert (document.number, document.symbol, document.issued_on) == (None, None, None)
    assert document.year == 2024


def test_the_earliest_day_of_issue_is_that_of_the_newest_dated_document(plan: Plan) -> None:
    assert plan.document.issued_not_before == date(2024, 2, 6)
    days = [basis.issued_on for basis in plan.legal_bases if basis.issued_on]
    assert days == [date(2024, 2, 6)]


def test_one_numbered_basis_and_four_that_the_text_cites_without_a_number(plan: Plan) -> None:
    assert [(basis.number, basis.issuer, basis.about) for basis in plan.legal_bases] == [
        ("36/KH-UBND", "UBND tỉnh", "Khắc phục hạn chế năm 2023 và đánh giá DDCI năm 2024"),
        (None, None, "Kết quả công bố DDCI năm 2023"),
        (None, None, "Đề án Ngoại giao kinh tế tỉnh Lạng Sơn giai đoạn 2021-2025"),
        (None, "Sở Ngoại vụ", "Chương trình, kế hoạch công tác năm 2024 của Sở"),
        (None, "Sở Ngoại vụ", "Kế hoạch kiểm tra kỷ luật, kỷ cương hành chính của cơ quan"),
    ]


def test_the_director_of_foreign_affairs_of_lang_son_signed(plan: Plan) -> None:
    signer = plan.document.signer
    assert signer is not None
    assert (signer.name, signer.role, signer.on_behalf_of) == ("Trịnh Tuyết Mai", "Giám đốc", None)
    agency = plan.agency
    assert (agency.code, agency.name, agency.province) == ("SNGV-LS", "Sở Ngoại vụ", "Lạng Sơn")
    assert agency.block == "departments"


def test_units_and_the_members_of_groups(plan: Plan) -> None:
    units = [(unit.code, unit.kind, unit.members and unit.members.units) for unit in plan.units]
    assert units == UNITS
    assert {unit.members.basis for unit in plan.units if unit.members} == {"inferred"}


def test_no_leader_is_put_in_charge_of_a_sub_index(plan: Plan) -> None:
    assert list(plan.people) == []
    assert [sub.code for sub in plan.sub_indices if sub.person] == []


def test_sub_indices_with_their_leads_as_printed(plan: Plan) -> None:
    printed = [
        (sub.code, sub.printed_name, sub.section, sub.group, sub.lead, sub.with_units)
        for sub in plan.sub_indices
    ]
    assert printed == SUB_INDICES
    assert list(plan.indices) == ["DDCI"]
    assert {sub.index for sub in plan.sub_indices} == {"DDCI"}


def test_number_of_tasks_per_section(plan: Plan) -> None:
    assert Counter(task.section for _, task in plan.all_tasks()) == TASKS_PER_SECTION
    assert {sub.code: len(sub.tasks) for sub in plan.sub_indices} == TASKS_PER_SUB_INDEX
    assert len(list(plan.all_tasks())) == 62


def test_number_of_tasks_per_paragraph_of_the_text(plan: Plan) -> None:
    begun: Counter[tuple[int, int]] = Counter()
    for _, task in plan.all_tasks():
        assert task.lines is not None
        for first, last in TASKS_PER_PARAGRAPH:
            if first <= task.lines.first <= task.lines.last <= last:
                begun[first, last] += 1
    assert begun == TASKS_PER_PARAGRAPH


def test_task_codes_run_within_their_section(plan: Plan) -> None:
    expected = [
        f"{section}-{number:02d}"
        for section, count in TASKS_PER_SECTION.items()
        for number in range(1, count + 1)
    ]
    assert sorted(task.code for _, task in plan.all_tasks()) == expected


def test_tasks_take_their_own_lead_where_the_text_names_one(plan: Plan) -> None:
    def parties_of(sub: SubIndex, code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return OWN_LEADS.get(code, (sub.lead, sub.with_units))

    for sub in plan.sub_indices:
        parties = {task.code: (task.lead, task.with_units) for task in sub.tasks}
        assert parties == {code: parties_of(sub, code) for code in parties}


def test_general_tasks_of_the_office(plan: Plan) -> None:
    tasks = [(task.code, task.lines, task.lead, task.with_units) for task in plan.general_tasks]
    assert tasks == GENERAL_TASKS


def test_tasks_found_only_in_headings_and_lead_lines_are_kept(plan: Plan) -> None:
    lines = {task.code: task.lines for _, task in plan.all_tasks()}
    assert lines["III.1.2-01"] == (288, 290)  # publish the results of advice: heading of 1.2
    assert lines["III.1.2-03"] == (304, 306)  # keep the files: the "Đơn vị chủ trì" line
    assert lines["III.2.1-01"] == (311, 315)  # public postal service: heading of 2.1


def test_only_printed_cadences_and_no_dates(plan: Plan) -> None:
    tasks = [task for _, task in plan.all_tasks()]
    cadences = {task.code: task.cadence for task in tasks if task.cadence is not None}
    assert cadences == PRINTED_CADENCES
    assert all(task.start is None and task.due is None for task in tasks)


def test_the_only_printed_figure_of_a_task_is_four_procedures(plan: Plan) -> None:
    figures_of_tasks = {task.code: task.kpi for _, task in plan.all_tasks() if task.kpi}
    assert list(figures_of_tasks) == ["III.1.1-07"]
    kpi = figures_of_tasks["III.1.1-07"]
    assert (kpi.text, kpi.value, kpi.unit) == ("04 TTHC của Sở", Decimal(4), "TTHC")


def test_targets_are_words_without_a_number(plan: Plan) -> None:
    (overall,) = plan.overall
    assert [(target.kind, target.lines) for target in overall.targets] == [
        ("qualitative", (23, 25))
    ]
    assert {
        sub.code: [(target.kind, target.lines) for target in sub.targets]
        for sub in plan.sub_indices
    } == {
        "transparency": [("qualitative", (106, 108))],
        "time_cost": [],
        "informal_cost": [("qualitative", (106, 108))],
        "fair_competition": [],
        "business_support": [("qualitative", (106, 108))],
        "legal_institutions": [],
        "leadership": [],
        "dynamism": [("qualitative", (106, 108))],
    }


def test_the_overall_result_of_2023(plan: Plan) -> None:
    (overall,) = plan.overall
    assert [figures(result) for result in overall.results] == [OVERALL_RESULT]


def test_one_published_result_of_2023_per_sub_index(plan: Plan) -> None:
    printed = {sub.code: [figures(result) for result in sub.results] for sub in plan.sub_indices}
    assert printed == {code: [row] for code, row in RESULTS.items()}
    parts: list[Overall | SubIndex] = [*plan.overall, *plan.sub_indices]
    results = [result for part in parts for result in part.results]
    assert {(r.year, r.kind, r.derived) for r in results} == {(2023, "published", False)}


def test_two_units_report_every_quarter_and_no_day_is_printed(plan: Plan) -> None:
    duties = [
        (duty.code, duty.from_units, duty.to_units, duty.cadence, duty.due, duty.lines)
        for duty in plan.report_duties
    ]
    assert duties == [("R1", ("LSHTQT", "TTTTDVDN"), ("VP",), "quarterly", None, (616, 622))]


def test_recipients(plan: Plan) -> None:
    assert [(recipient.name, recipient.mark) for recipient in plan.recipients] == [
        ("UBND tỉnh", "b/c"),
        ("Sở Kế hoạch và Đầu tư", None),
        ("Hiệp hội Doanh nghiệp tỉnh", None),
        ("Lãnh đạo Sở", None),
        ("Các phòng CM,NV, Trung tâm", None),
        ("Trang TTĐT của Sở", None),
        ("Lưu: VT, VP", None),
    ]


def test_notes_of_the_reader(plan: Plan) -> None:
    assert [(note.kind, note.lines) for note in plan.notes] == NOTE_KINDS_AND_LINES
