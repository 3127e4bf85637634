"""What the plan SCT-KG-2021 prints, kept as literal tables against its plan file.

Written from the printed text; nothing here is computed from the plan file.
"""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ddci_tracker.domain.plan import Overall, Plan, SubIndex
from ddci_tracker.plans import read_plan

ROOT = Path(__file__).resolve().parents[3]

PCI_TASKS_PER_SECTION = {
    "III.1.1": 6,
    "III.1.2": 9,
    "III.1.3": 3,
    "III.1.4": 10,
    "III.1.5": 3,
    "III.1.6": 3,
    "III.1.7": 7,
    "III.1.8": 1,
}
PAR_TASKS_PER_SECTION = {"III.2.1": 1}
GENERAL_TASKS_PER_SECTION = {
    "I.2": 1,
    "II.1": 5,
    "II.2": 13,
    "II.3.a": 6,
    "II.3.b": 7,
    "II.3.c": 2,
    "II.3.d": 3,
    "II.3.e": 1,
    "II.3.g": 1,
    "II.4": 3,
}

# Every line of the text that gives tasks, with how many; a sentence broken over a page counts
# from the line where the action begins.
TASKS_PER_FIRST_LINE = {
    29: 1,
    37: 2,
    39: 1,
    41: 1,
    43: 1,
    47: 4,
    49: 3,
    51: 1,
    53: 2,
    55: 2,
    57: 1,
    63: 1,
    65: 2,
    67: 2,
    69: 1,
    73: 1,
    75: 1,
    77: 3,
    79: 2,
    81: 2,
    83: 3,
    85: 1,
    87: 1,
    91: 1,
    93: 2,
    101: 3,
    103: 3,
    107: 2,
    109: 4,
    111: 1,
    113: 2,
    117: 1,
    119: 2,
    123: 2,
    125: 4,
    127: 1,
    129: 2,
    131: 1,
    135: 2,
    137: 1,
    141: 1,
    143: 1,
    145: 1,
    149: 2,
    151: 3,
    153: 2,
    157: 1,
    163: 1,
}

SUB_INDICES = [
    ("PCI", "market_entry", "Chi phí gia nhập thị trường", "III.1.1"),
    ("PCI", "transparency", "Tính minh bạch trong tiếp cận thông tin", "III.1.2"),
    ("PCI", "time_cost", "Chi phí thời gian thực hiện các quy định của nhà nước", "III.1.3"),
    ("PCI", "informal_cost", "Chi phí không chính thức", "III.1.4"),
    ("PCI", "fair_competition", "Cạnh tranh bình đẳng", "III.1.5"),
    ("PCI", "proactivity", "Tính năng động và tiên phong của chính quyền", "III.1.6"),
    ("PCI", "business_support", "Dịch vụ hỗ trợ doanh nghiệp", "III.1.7"),
    ("PCI", "legal_security", "Thiết chế pháp lý và an ninh trật tự", "III.1.8"),
    ("PAR", "institutional_reform", "Cải cách thể chế", "III.2.1"),
]

# "thường xuyên", "hàng năm", and what the text ties to an event ("khi", "nếu").
PRINTED_CADENCES = {
    "II.2-04": "ad_hoc",
    "II.2-10": "ad_hoc",
    "II.3.a-03": "continuous",
    "II.3.b-04": "ad_hoc",
    "II.3.d-02": "ad_hoc",
    "III.1.1-03": "continuous",
    "III.1.4-05": "ad_hoc",
    "III.1.4-09": "continuous",
    "III.1.4-10": "yearly",
}

# The last three are plans to be carried out, named without number or day.
LEGAL_BASES = [
    ("174/KH-UBND", date(2021, 9, 20), "UBND tỉnh"),
    ("11/CT-UBND", date(2019, 7, 25), "UBND tỉnh"),
    ("61/2018/NĐ-CP", date(2018, 4, 23), "Chính phủ"),
    ("45/2020/NĐ-CP", date(2020, 4, 8), "Chính phủ"),
    (None, None, None),
    (None, None, "Sở Công Thương"),
    (None, None, "UBND tỉnh"),
]

NOTE_KINDS_AND_LINES = [
    ("reading", (17, 19)),
    ("suspected_misprint", (17, 17)),
    ("reading", (27, 27)),
    ("reading", (29, 29)),
    ("reading", (47, 47)),
    ("reading", (59, 59)),
    ("reading", (77, 77)),
    ("suspected_misprint", (83, 85)),
    ("reading", (91, 91)),
    ("missing", (97, 157)),
    ("reading", (111, 125)),
    ("reading", (159, 161)),
    ("breaks_off", (163, 163)),
]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(ROOT / "data" / "plans" / "SCT-KG-2021.yaml")


def test_the_document_has_its_number_and_day_but_no_signer(plan: Plan) -> None:
    document = plan.document
    assert plan.source == "003_83d0ed46adf3c75a.txt"
    assert (document.number, document.symbol, document.year) == ("326/KH-SCT", "KH-SCT", 2021)
    assert document.issued_on == date(2021, 10, 27)
    assert document.issued_not_before is None
    assert document.signer is None


def test_the_department_of_industry_and_trade_of_kien_giang_issued_it(plan: Plan) -> None:
    agency = plan.agency
    assert (agency.code, agency.name, agency.short_name) == (
        "SCT-KG",
        "Sở Công Thương",
        "Sở Công Thương",
    )
    assert (agency.province, agency.block) == ("Kiên Giang", "departments")


def test_four_indices_in_the_printed_order(plan: Plan) -> None:
    assert list(plan.indices) == ["PCI", "PAR", "PAPI", "SIPAS"]


def test_every_cited_document_is_kept(plan: Plan) -> None:
    cited = [(basis.number, basis.issued_on, basis.issuer) for basis in plan.legal_bases]
    assert cited == LEGAL_BASES


def test_sub_indices_as_printed(plan: Plan) -> None:
    printed = [(sub.index, sub.code, sub.printed_name, sub.section) for sub in plan.sub_indices]
    assert printed == SUB_INDICES


def test_number_of_tasks_per_section(plan: Plan) -> None:
    per_sub_index = {sub.section: len(sub.tasks) for sub in plan.sub_indices}
    assert per_sub_index == PCI_TASKS_PER_SECTION | PAR_TASKS_PER_SECTION
    assert Counter(task.section for task in plan.general_tasks) == GENERAL_TASKS_PER_SECTION
    assert len(list(plan.all_tasks())) == 85


def test_number_of_tasks_per_line_of_the_text(plan: Plan) -> None:
    first_lines = Counter(task.lines.first for _, task in plan.all_tasks() if task.lines)
    assert first_lines == TASKS_PER_FIRST_LINE


def test_task_codes_run_within_their_section(plan: Plan) -> None:
    sections = PCI_TASKS_PER_SECTION | PAR_TASKS_PER_SECTION | GENERAL_TASKS_PER_SECTION
    expected = [
        f"{section}-{n:02d}" for section, count in sections.items() for n in range(1, count + 1)
    ]
    assert [task.code for _, task in plan.all_tasks()] == expected


def test_only_printed_cadences_and_no_dates_or_figures(plan: Plan) -> None:
    tasks = [task for _, task in plan.all_tasks()]
    cadences = {task.code: task.cadence for task in tasks if task.cadence is not None}
    assert cadences == PRINTED_CADENCES
    assert all(task.start is None and task.due is None and task.kpi is None for task in tasks)


def test_each_index_has_the_two_printed_aims_and_no_number(plan: Plan) -> None:
    aims = [
        ("qualitative", "nâng cao 4 chỉ số PCI, PAR INDEX, PAPI, SIPAS tại Sở", (17, 17)),
        (
            "qualitative",
            "nâng cao kết quả xếp hạng của 4 chỉ số PCI, PAR INDEX, PAPI, SIPAS của tỉnh",
            (19, 19),
        ),
    ]
    printed = {
        overall.index: [(target.kind, target.text, target.lines) for target in overall.targets]
        for overall in plan.overall
    }
    assert printed == {"PCI": aims, "PAR": aims, "PAPI": aims, "SIPAS": aims}
    targets = [target for overall in plan.overall for target in overall.targets]
    assert all((t.value, t.low, t.high, t.rank) == (None, None, None, None) for t in targets)


def test_no_sub_index_has_a_target_and_no_result_is_printed(plan: Plan) -> None:
    assert {sub.code: list(sub.targets) for sub in plan.sub_indices if sub.targets} == {}
    parts: list[Overall | SubIndex] = [*plan.overall, *plan.sub_indices]
    assert [part.index for part in parts if part.results] == []


def test_no_unit_is_named_so_no_sub_index_or_task_has_a_lead(plan: Plan) -> None:
    assert list(plan.units) == []
    assert list(plan.people) == []
    led: list[str] = [sub.code for sub in plan.sub_indices if sub.lead or sub.with_units]
    led += [task.code for _, task in plan.all_tasks() if task.lead or task.with_units]
    assert led == []


def test_the_text_ends_before_any_report_duty_or_recipient(plan: Plan) -> None:
    assert plan.complete is False
    assert list(plan.report_duties) == []
    assert list(plan.recipients) == []


def test_notes_of_the_reader(plan: Plan) -> None:
    assert [(note.kind, note.lines) for note in plan.notes] == NOTE_KINDS_AND_LINES
