"""Each problem of a plan file is named with its exact field and line.

A case takes the sample, changes one place of it, and expects one problem there.
"""

from pathlib import Path

import pytest

from ddci_tracker.plans import (
    PlanFileError,
    Problem,
    ProblemCode,
    parse_plan,
    read_catalog,
    read_plan,
)
from ddci_tracker.plans.problems import MESSAGES, PLACE_WITH_FIELD

HERE = Path(__file__).parent
SAMPLE = (HERE / "files" / "sample.yaml").read_text(encoding="utf-8")
CATALOG = read_catalog(HERE.parents[2] / "data" / "catalog")

# what stands in the sample | what it is changed to | the problem | its field | how many lines
# below the change it is named
Case = tuple[str, str, str, str, int]

VALUES: list[Case] = [
    (
        'above, value: "7.80"',
        "above, value: 7.80",
        "decimal_unquoted",
        "sub_indices[1].targets[0].value",
        0,
    ),
    ('score: "9.82"', "score: 9", "decimal_unquoted", "sub_indices[0].results[0].score", 0),
    ('score: "9.82"', "score: .9", "decimal_unquoted", "sub_indices[0].results[0].score", 0),
    ('score: "9.82"', 'score: "9,82"', "decimal_comma", "sub_indices[0].results[0].score", 0),
    ('score: "9.82"', 'score: "-9"', "negative", "sub_indices[0].results[0].score", 0),
    ('score: "9.82"', 'score: "09"', "no_decimal", "sub_indices[0].results[0].score", 0),
    ('score: "9.82"', 'score: "1e1"', "no_decimal", "sub_indices[0].results[0].score", 0),
    ('score: "9.82"', 'score: "NaN"', "no_decimal", "sub_indices[0].results[0].score", 0),
    ('score: "9.82"', 'score: "9.82 "', "no_decimal", "sub_indices[0].results[0].score", 0),
    ('score: "9.82"', 'score: ["9"]', "expected_decimal", "sub_indices[0].results[0].score", 0),
    ('section: "2.1"', "section: 2.1", "text_unquoted", "sub_indices[1].section", 0),
    ("source: mau.txt", "source: no", "text_unquoted", "source", 0),
    ("source: mau.txt", "source: 2023-04-13", "text_unquoted", "source", 0),
    ("source: mau.txt", "source: [a]", "expected_text", "source", 0),
    ("source: mau.txt", 'source: " "', "text_blank", "source", 0),
    ("source: mau.txt", 'source: "a\\nb"', "text_lines", "source", 0),
    ("source: mau.txt", 'source: "a\\u0007b"', "control_character", "source", 0),
    ("source: mau.txt", 'source: "\\u200B\\u3164"', "text_blank", "source", 0),
    ("source: mau.txt", "source: " + "a" * 501, "text_too_long", "source", 0),
    ("text: theo yêu cầu", "text: " + "a" * 4001, "text_too_long", "report_duties[2].text", 0),
    ("short_name: Sở TT&TT", "short_name: null", "missing_value", "agency.short_name", 0),
    ("short_name: Sở TT&TT", "short_name:", "missing_value", "agency.short_name", 0),
    ("{code: VP,", "{code: V P,", "bad_code", "units[0].code", 0),
    ("{code: VP,", "{code: V/P,", "bad_code", "units[0].code", 0),
    ("code: I.2-01", "code: " + "a" * 65, "bad_code", "general_tasks[0].code", 0),
    ("complete: true", "complete: yes", "expected_truth", "complete", 0),
    ("complete: true", 'complete: "true"', "expected_truth", "complete", 0),
    ("year: 2023", 'year: "2023"', "expected_whole", "document.year", 0),
    ("year: 2023", "year: 2_023", "expected_whole", "document.year", 0),
    ("year: 2023", "year: 1023", "out_of_range", "document.year", 0),
    ("rank: 5,", "rank: 0,", "out_of_range", "overall[0].targets[0].rank", 0),
    ("rank: 5,", "rank: 05,", "expected_whole", "overall[0].targets[0].rank", 0),
    ("rank: 5,", "rank: 5.0,", "expected_whole", "overall[0].targets[0].rank", 0),
    ("issued_on: 2023-04-13", "issued_on: 13/4/2023", "expected_day", "document.issued_on", 0),
    ("issued_on: 2023-04-13", "issued_on: 2023-4-13", "expected_day", "document.issued_on", 0),
    ("issued_on: 2023-04-13", "issued_on: 2023-02-29", "no_such_day", "document.issued_on", 0),
    (
        "issued_on: 2023-04-13",
        "issued_on: 2023-04-13 07:00:00",
        "expected_day",
        "document.issued_on",
        0,
    ),
    ("kind: office", "kind: room", "bad_choice", "units[0].kind", 0),
    ("kind: office", "kind: 1", "bad_choice", "units[0].kind", 0),
    ("kind: office", "kind: [office]", "expected_text", "units[0].kind", 0),
    ("cadence: continuous", "cadence: often", "bad_choice", "sub_indices[0].tasks[0].cadence", 0),
    ("of: next_period", "of: next", "bad_choice", "report_duties[1].due.by.of", 0),
    ("day: 6,", "day: 32,", "out_of_range", "report_duties[0].due.before.day", 0),
    (
        "month_of_quarter: 3",
        "month_of_quarter: 4",
        "out_of_range",
        "report_duties[0].due.before.month_of_quarter",
        0,
    ),
    ("lines: [11, 11]", "lines: 11", "expected_lines", "notes[0].lines", 0),
    ("lines: [11, 11]", "lines: [11]", "expected_lines", "notes[0].lines", 0),
    ("lines: [11, 11]", 'lines: ["11", 12]', "expected_whole", "notes[0].lines", 0),
    ("lines: [11, 11]", "lines: [0, 12]", "out_of_range", "notes[0].lines", 0),
    ("lines: [11, 11]", "lines: [12, 11]", "lines_reversed", "notes[0].lines", 0),
    ("indices: [DDCI, PCI]", "indices: DDCI", "expected_list", "indices", 0),
    ("aliases: [Văn phòng]", "aliases: null", "expected_list", "units[0].aliases", 0),
    ("from: [VP]", "from: []", "empty_list", "report_duties[2].from", 0),
    ("lead: [TTCNS]\n        with", "lead: [TTCNS, TTCNS]\n        with", "repeated_item",
     "sub_indices[0].tasks[0].lead[1]", 0),
    ("signer: {name: Nguyễn Văn A, role: Phó Giám đốc, on_behalf_of: KT. GIÁM ĐỐC}",
     "signer: Nguyễn Văn A", "expected_map", "document.signer", 0),
    ("  - {code: LHY, name: Lê Thị B, role: Phó Giám đốc}\n",
     "  - LHY\n", "expected_map", "people[0]", 0),
    ("due: {by: {day: 5, of: next_period}}", "due: 5", "expected_map", "report_duties[1].due", 0),
    ("due: {by: {day: 5, of: next_period}}", "due: {by: 5}", "expected_map",
     "report_duties[1].due.by", 0),
    ("due: {by: {day: 5, of: next_period}}", "due: {}", "expected_due", "report_duties[1].due", 0),
    ("due: {by: {day: 5, of: next_period}}", "due: {by: {day: 5}, before: {day: 5}}",
     "expected_due", "report_duties[1].due", 0),
]  # fmt: skip

KEYS: list[Case] = [
    ("complete: true\n", "", "missing_key", "complete", -2),
    ("  symbol: KH-STTTT\n", "", "missing_key", "document.symbol", -3),
    ("{code: VP, name: Văn phòng Sở, ", "{code: VP, ", "missing_key", "units[0].name", 0),
    ("    title: Phổ biến kế hoạch\n", "", "missing_key", "general_tasks[0].title", -1),
    ("{day: 6, month_of_quarter: 3}", "{month_of_quarter: 3}", "missing_key",
     "report_duties[0].due.before.day", 0),
    ("symbol: KH-STTTT", "symbol: KH-STTTT\n  simbol: KH", "unknown_key_near",
     "document.simbol", 1),
    ("symbol: KH-STTTT", "symbol: KH-STTTT\n  zzz: KH", "unknown_key", "document.zzz", 1),
    ("symbol: KH-STTTT", "symbol: KH-STTTT\n  <<: {a: b}", "unknown_key", "document.<<", 1),
    ("symbol: KH-STTTT", "symbol: KH-STTTT\n  symbol: KH", "duplicate_key", "document.symbol", 1),
    ("symbol: KH-STTTT", "symbol: KH-STTTT\n  [a]: KH", "key_not_text", "document.?", 1),
    ("role: Phó Giám đốc, on", "role: Phó, Giám đốc, on", "comma_in_braces",
     "document.signer.Giám đốc", 0),
    ("{by: {day: 5, of: next_period}}", "{bye: {day: 5}}", "unknown_key_near",
     "report_duties[1].due.bye", 0),
]  # fmt: skip

KINDS: list[Case] = [
    ('kind: above, value: "7.80"', "kind: above", "missing_for_kind",
     "sub_indices[1].targets[0].value", 0),
    ('kind: above, value: "7.80"', "kind: above, value: null", "missing_for_kind",
     "sub_indices[1].targets[0].value", 0),
    ('kind: above, value: "7.80"', 'kind: above, value: "7.80", rank: 3', "forbidden_for_kind",
     "sub_indices[1].targets[0].rank", 0),
    ('kind: range, low: "7", high: "8"', 'kind: range, low: "7"', "missing_for_kind",
     "sub_indices[1].targets[1].high", 0),
    ('kind: rank_range, low: "10", high: "15"', 'kind: rank_range, high: "15"',
     "missing_for_kind", "sub_indices[1].targets[2].low", 0),
    ("of: places, ", "", "missing_for_kind", "sub_indices[1].targets[3].of", 0),
    ("kind: qualitative, text: cải thiện rõ rệt", "kind: qualitative", "missing_for_kind",
     "sub_indices[1].targets[4].text", 0),
    ("kind: hold_rank, rank: 1", 'kind: hold_rank, rank: 1, high: "1"', "forbidden_for_kind",
     "sub_indices[0].targets[0].high", 0),
    ("kind: rank_at_most, rank: 5", "kind: rank_at_most", "missing_for_kind",
     "overall[0].targets[0].rank", 0),
    ("kind: external,", "kind: group,", "missing_for_kind", "units[4].members", 0),
    ("kind: group\n", "kind: other\n", "forbidden_for_kind", "units[3].members", 2),
]  # fmt: skip

CONTRADICTIONS: list[Case] = [
    ("id: STTTT-LS-2023", "id: STTTT-LS-2024", "bad_id", "id", 0),
    ("id: STTTT-LS-2023", "id: STTTT-LS-2023-par", "bad_id", "id", 0),
    ("{code: UBND,", "{code: VP,", "duplicate_code", "units[4].code", 0),
    ("code: II.1.1-02", "code: II.1.1-01", "duplicate_code", "sub_indices[0].tasks[1].code", 0),
    ("code: I.2-01", "code: II.1.1-01", "duplicate_code", "general_tasks[0].code", 0),
    ("code: R2", "code: R1", "duplicate_code", "report_duties[1].code", 0),
    ("code: time_cost", "code: transparency", "duplicate_sub_index", "sub_indices[1].code", 0),
    ("own_sub_indices:\n",
     "own_sub_indices:\n  - {index: DDCI, code: green_growth, name: a, aliases: []}\n",
     "duplicate_sub_index", "own_sub_indices[1].code", 2),
    ("sub_indices:\n  - index: DDCI\n    code: transparency",
     "  - {index: DDCI}\nsub_indices:\n  - index: DDCI\n    code: transparency",
     "duplicate_sub_index", "overall[1].index", 0),
    ("- {year: 2021, kind", "- {year: 2022, kind", "duplicate_result",
     "sub_indices[1].results[1].year", 1),
    ("    with: [VP]\n    targets", "    with: [VB]\n    targets", "unknown_unit",
     "sub_indices[0].with[0]", 0),
    ("with: [CPDV]", "with: [CPDV, XYZ]", "unknown_unit", "sub_indices[0].tasks[1].with[1]", 0),
    ("lead: [VP]\n    with: []\n    cadence: null\n    start", "lead: [VPS]\n    with: []\n"
     "    cadence: null\n    start", "unknown_unit", "general_tasks[0].lead[0]", 0),
    ("to: []", "to: [SKHDT]", "unknown_unit", "report_duties[2].to[0]", 0),
    ("units: [VP, TTCNS, TTr]", "units: [VP, TTB]", "unknown_unit", "units[3].members.units[1]", 0),
    ("units: [VP, TTCNS, TTr]", "units: [VP, CPDV]", "group_in_group",
     "units[3].members.units[1]", 0),
    ("person: LHY", "person: VP", "unknown_person", "sub_indices[0].person", 0),
    ("indices: [DDCI, PCI]\n", "indices: [PCI, DDCI, PCX]\n", "unknown_index", "indices[2]", 0),
    ("  - index: DDCI\n    code: time_cost", "  - index: PAR\n    code: time_cost",
     "index_not_listed", "sub_indices[1].index", 0),
    ("code: time_cost", "code: land_access", "unknown_sub_index", "sub_indices[1].code", 0),
    ('low: "7", high: "8"', 'low: "9", high: "8"', "low_above_high",
     "sub_indices[1].targets[1].low", 0),
    ('low: "10", high: "15"', 'low: "10.5", high: "15"', "rank_not_whole",
     "sub_indices[1].targets[2].low", 0),
    ('low: "10", high: "15"', 'low: "0", high: "15"', "rank_not_whole",
     "sub_indices[1].targets[2].low", 0),
    ('low: "2", high: "3"', 'low: "2", high: "2.5"', "rank_not_whole",
     "sub_indices[1].targets[3].high", 0),
    ('high: "15", out_of: 25', 'high: "26", out_of: 25', "rank_beyond_list",
     "sub_indices[1].targets[2].high", 0),
    ("rank: 5, out_of: 25", "rank: 26, out_of: 25", "rank_beyond_list",
     "overall[0].targets[0].rank", 0),
    ("rank: 24\n        out_of: 25", "rank: 26\n        out_of: 25", "rank_beyond_list",
     "sub_indices[1].results[1].rank", 0),
    ('score: "9.82"', 'score: "50"', "out_of_scale", "sub_indices[0].results[0].score", 0),
    ('best_score: "9.90"', 'best_score: "10.01"', "out_of_scale",
     "sub_indices[1].results[1].best_score", 0),
    ('value: "7.80"', 'value: "78.0"', "out_of_scale", "sub_indices[1].targets[0].value", 0),
    ('score: "64.5"', 'score: "100.1"', "out_of_scale", "overall[0].results[0].score", 0),
    ("cadence: quarterly\n    due", "cadence: null\n    due", "due_without_cadence",
     "report_duties[0].due", 1),
    ("cadence: quarterly\n    due", "cadence: seasonal\n    due", "due_without_cadence",
     "report_duties[0].due", 1),
    ("cadence: quarterly\n    due", "cadence: yearly\n    due", "due_month_misfit",
     "report_duties[0].due", 1),
    ("{day: 6, month_of_quarter: 3}", "{day: 6, month: 12}", "due_month_misfit",
     "report_duties[0].due", 0),
    ("{day: 6, month_of_quarter: 3}", "{day: 6, month_of_quarter: 3, of: next_period}",
     "due_several_months", "report_duties[0].due", 0),
    ("issued_not_before: null", "issued_not_before: 2023-04-01", "issued_twice",
     "document.issued_not_before", 0),
    ("complete: true\n", "complete: true\ntoday: 2023-08-20\n", "today_of_real_plan", "today", 1),
    ("complete: true\n", "complete: true\nillustration: true\n", "illustration_without_today",
     "illustration", 1),
]  # fmt: skip


def problems_of(text: str) -> tuple[Problem, ...]:
    """The problems of a file that must not be taken."""
    with pytest.raises(PlanFileError) as refused:
        parse_plan(text, "x.yaml", CATALOG)
    return refused.value.problems


@pytest.mark.parametrize(
    ("before", "after", "code", "field", "below"), [*VALUES, *KEYS, *KINDS, *CONTRADICTIONS]
)
def test_a_problem_is_named_with_its_field_and_line(
    before: str, after: str, code: str, field: str, below: int
) -> None:
    assert before in SAMPLE
    place = SAMPLE.index(before)
    changed = SAMPLE[:place] + after + SAMPLE[place + len(before) :]
    line = SAMPLE[:place].count("\n") + 1 + below
    found = [(str(problem.code), problem.field, problem.line) for problem in problems_of(changed)]
    assert found == [(code, field, line)]


def test_all_problems_of_a_file_are_told_at_once_by_line() -> None:
    bad = (
        SAMPLE.replace("complete: true", "complete: maybe")
        .replace('section: "2.10"', "section: 2.10")
        .replace("person: LHY", "person: ABC")
        .replace("to: []", "to: [SKHDT]")
        .replace("lines: [11, 11]", "lines: [12, 11]")
    )
    found = problems_of(bad)
    assert [problem.code for problem in found] == [
        ProblemCode.EXPECTED_TRUTH,
        ProblemCode.UNKNOWN_PERSON,
        ProblemCode.TEXT_UNQUOTED,
        ProblemCode.UNKNOWN_UNIT,
        ProblemCode.LINES_REVERSED,
    ]
    lines = [problem.line or 0 for problem in found]
    assert lines == sorted(lines)


def test_one_mistake_is_told_once_and_not_again_through_what_hangs_on_it() -> None:
    bad = SAMPLE.replace("- {code: VP, name", "- {code: V P, name")
    assert [problem.field for problem in problems_of(bad)] == ["units[0].code"]
    bad = SAMPLE.replace("  year: 2023", "  year: hai nghìn")
    assert [problem.field for problem in problems_of(bad)] == ["document.year"]
    bad = SAMPLE.replace("indices: [DDCI, PCI]", "indices: [1, PCI]")
    assert [problem.field for problem in problems_of(bad)] == ["indices[0]"]


def test_a_file_that_is_no_map_is_refused_as_a_whole() -> None:
    (problem,) = problems_of("- a\n- b\n")
    assert (problem.code, problem.field, problem.line) == (ProblemCode.EXPECTED_MAP, None, 1)


def test_without_a_catalogue_codes_and_scales_are_taken_as_they_are() -> None:
    odd = SAMPLE.replace("code: time_cost", "code: land_access").replace('"9.82"', '"50"')
    plan = parse_plan(odd, "x.yaml")
    assert plan.sub_indices[1].code == "land_access"


def test_an_unquoted_number_is_refused_with_its_own_print_as_the_hint() -> None:
    problem = problems_of(SAMPLE.replace('"7.80"', "7.80"))[0]
    assert problem.sentence() == (
        "x.yaml, line 84, sub_indices[1].targets[0].value: "
        'a decimal number must be in quotes, such as "7.80"'
    )


def test_sentences_are_made_in_the_language_of_the_translation() -> None:
    vietnamese = {
        PLACE_WITH_FIELD: "{file}, dòng {line}, {field}: {problem}",
        MESSAGES[
            ProblemCode.DECIMAL_UNQUOTED
        ]: 'số thập phân phải đặt trong dấu nháy, ví dụ "{example}"',
    }
    problem = problems_of(SAMPLE.replace('"7.80"', "7.80"))[0]
    assert problem.sentence(lambda message: vietnamese[message]) == (
        "x.yaml, dòng 84, sub_indices[1].targets[0].value: "
        'số thập phân phải đặt trong dấu nháy, ví dụ "7.80"'
    )


def test_an_unknown_key_names_the_nearest_and_a_bad_choice_the_possible_ones() -> None:
    (problem,) = problems_of(SAMPLE.replace("printed_name: Chi", "printed_nam: Chi"))
    assert "did you mean printed_name?" in problem.sentence()
    (problem,) = problems_of(SAMPLE.replace("group: improve", "group: raise"))
    assert problem.sentence().endswith("choose one of: maintain, improve")


def test_a_second_key_names_the_line_of_the_first() -> None:
    (problem,) = problems_of(SAMPLE.replace("complete: true", "complete: true\ncomplete: false"))
    assert problem.sentence() == (
        "x.yaml, line 4, complete: complete stands here twice, first on line 3"
    )


def test_every_problem_has_a_sentence() -> None:
    assert set(MESSAGES) == set(ProblemCode)


def test_the_error_reads_as_all_its_sentences() -> None:
    bad = SAMPLE.replace("complete: true", "complete: 1").replace("person: LHY", "person: ABC")
    with pytest.raises(PlanFileError) as refused:
        parse_plan(bad, "x.yaml")
    assert str(refused.value).splitlines() == [
        problem.sentence() for problem in refused.value.problems
    ]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError) as refused:
        read_plan(tmp_path / "none.yaml")
    assert str(refused.value) == f"{(tmp_path / 'none.yaml').as_posix()}: there is no such file"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError) as refused:
        read_plan(tmp_path)
    assert refused.value.problems[0].code is ProblemCode.UNREADABLE_FILE
