"""A plan file's texts in one form, whatever wrote them and wherever they were copied from."""

import unicodedata
from pathlib import Path

import pytest

from ddci_tracker.domain.plan import Plan
from ddci_tracker.plans import PlanFileError, parse_plan, read_plan, write_plan

SAMPLE = (Path(__file__).parent / "files" / "sample.yaml").read_text(encoding="utf-8")
PLAN = parse_plan(SAMPLE, "x.yaml")


def with_note(written: str) -> Plan:
    """The sample with another text of its duty R3, as it is written in the file."""
    assert "text: theo yêu cầu" in SAMPLE
    return parse_plan(SAMPLE.replace("text: theo yêu cầu", f"text: {written}"), "x.yaml")


def text_of(plan: Plan) -> str:
    return next(each.text for each in plan.report_duties if each.code == "R3") or ""


@pytest.mark.parametrize(
    "same",
    [
        unicodedata.normalize("NFD", SAMPLE),
        "\ufeff" + SAMPLE.replace("\n", "\r\n"),
        SAMPLE.replace("\n", "\r"),
        # one half edited elsewhere
        SAMPLE[: len(SAMPLE) // 2].replace("\n", "\r") + SAMPLE[len(SAMPLE) // 2 :],
        SAMPLE.replace(": ", ":\u00a0"),
        SAMPLE.replace("Văn phòng", "Văn\u00a0phòng\u200b").replace("Sở", "\u2066Sở\u2069"),
        SAMPLE.replace("complete: true", "\u200bcomplete:\u200b true\u200b\u2028"),
    ],
)
def test_letters_and_spaces_that_look_alike_change_nothing(same: str) -> None:
    assert same != SAMPLE
    assert parse_plan(same, "x.yaml") == PLAN


def test_a_file_with_a_mark_first_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SAMPLE.encode())
    assert read_plan(path) == PLAN


@pytest.mark.parametrize("code", ["LỮHÀNH", "TTĐN", "PHÒNG-1"])
def test_a_code_is_the_same_however_its_letters_are_written(code: str) -> None:
    file = SAMPLE.replace("VP", code)
    assert parse_plan(unicodedata.normalize("NFD", file), "x") == parse_plan(file, "x")


@pytest.mark.parametrize("broken", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\r"])
@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_the_breaks_of_a_word_processor_become_line_breaks(broken: str, quote: str) -> None:
    plan = with_note(f"{quote}theo{broken}yêu cầu{quote}")
    assert text_of(plan) == "theo\nyêu cầu"
    assert parse_plan(write_plan(plan), "x.yaml") == plan


@pytest.mark.parametrize("broken", ["\x0b", "\u2028"])
def test_in_a_name_such_a_break_becomes_a_space(broken: str) -> None:
    file = SAMPLE.replace("name: Văn phòng Sở", f"name: Văn phòng{broken}Sở")
    assert parse_plan(file, "x.yaml") == PLAN


def test_a_break_moves_no_line_of_the_file() -> None:
    file = SAMPLE.replace("text: theo yêu cầu", 'text: "a\u2028b\x0bc"').replace(
        "lines: [11, 11]", "lines: [12, 11]"
    )
    line = SAMPLE[: SAMPLE.index("lines: [11, 11]")].count("\n") + 1
    with pytest.raises(PlanFileError) as refused:
        parse_plan(file, "x.yaml")
    assert [problem.line for problem in refused.value.problems] == [line]


def test_escapes_are_read_in_the_one_form_as_well() -> None:
    assert text_of(with_note('"theo\\u200b ye\\u0302u\\u00a0cầu\\t"')) == "theo yêu cầu"
