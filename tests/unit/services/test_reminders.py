"""The text of a reminder: who owes what since when, and nothing that typed text could upset."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document

from ddci_tracker.domain.acts import ReportStep
from ddci_tracker.domain.plan import Cadence, DueRule, Plan
from ddci_tracker.domain.views import Board
from ddci_tracker.office import reminder_word
from ddci_tracker.office.layout import read_layout
from ddci_tracker.office.reminder import reminder_of
from ddci_tracker.services.reminders import reminder
from ddci_tracker.settings import load_settings
from ddci_tracker.words.catalogue import Language, Words
from ddci_tracker.words.reasons import sentence
from ddci_tracker.words.report_names import report_of
from tests.unit.domain.build import (
    BEFORE_6TH_OF_LAST_MONTH,
    board_of,
    day,
    extended,
    ledger_of,
    make_duty,
    make_plan,
    step,
)

# The plan has not closed yet.
KNOWN = datetime(2021, 12, 31, tzinfo=UTC)
WORDS = Words.of(Language("vi"))
ACTS = (
    step(ReportStep.HANDED_IN, "2021-03-05", of="2021-Q1"),
    step(ReportStep.RETURNED, "2021-03-09", of="2021-Q1", note="thiếu phụ lục", revision=2),
    step(ReportStep.HANDED_IN, "2021-03-05", of="2021-Q1", unit="B"),
)


def board(as_of: str = "2021-06-08", plan: Plan | None = None, **acts: object) -> Board:
    ledger = ledger_of(plan or make_plan(), **{"report_acts": ACTS, **acts})  # type: ignore[arg-type]
    return board_of(ledger, as_of, known_at=KNOWN)


def text(looked_at: Board, unit: str | None = None) -> str:
    found = reminder(looked_at, WORDS, unit)
    assert found is not None
    return found


def test_one_unit_is_told_each_report_with_its_last_day_and_the_days_since() -> None:
    said = text(board(), "A")
    assert "Kính gửi: Phòng A" in said
    assert "V/v đôn đốc nộp báo cáo định kỳ năm 2021" in said
    assert "Báo cáo quý II/2021: hạn cuối 05/06/2021, quá hạn 3 ngày." in said
    assert "nộp 05/03/2021, trả lại ngày 09/03/2021: thiếu phụ lục." in said
    assert "Phòng B" not in said
    assert "trước ngày …/…/…" in said


def test_the_leaders_are_called_as_those_of_the_agency() -> None:
    assert "- Lãnh đạo Sở (để báo cáo);" in text(board())
    ward = replace(make_plan().agency, name="UBND phường Hòa An", short_name="UBND phường")
    said = text(board(plan=replace(make_plan(), agency=ward)))
    assert "để tổng hợp, báo cáo Lãnh đạo UBND phường." in said
    assert "- Lãnh đạo UBND phường (để báo cáo);" in said


def test_reports_are_grouped_by_why_they_are_asked_for() -> None:
    lines = text(board(), "A").splitlines()
    overdue = lines.index("1. Quá hạn, chưa nộp")
    returned = lines.index("2. Văn phòng trả lại, cần hoàn thiện và nộp lại")
    assert "quý II" in lines[overdue + 1]
    assert "quý I/" in lines[returned + 1]


@pytest.mark.parametrize("day", ["2021-06-03", "2021-06-05"])
def test_a_report_about_to_fall_due_is_told_by_its_day_whenever_the_letter_is_read(
    day: str,
) -> None:
    said = text(board(day), "B")
    assert "hạn cuối 05/06/2021." in said
    assert "hôm nay" not in said
    assert "còn " not in said


def test_an_extended_report_names_the_first_day_approver_and_basis_as_well() -> None:
    extensions = (extended("2021-06-07", "2021-06-01"),)
    said = text(board(extensions=extensions), "A")
    by = "gia hạn từ ngày 05/06/2021 do Giám đốc Sở duyệt (Công văn 12/SX-VP)"
    assert f"hạn cuối 07/06/2021, {by}, quá hạn 1 ngày" in said


def test_all_units_are_told_in_one_text_each_under_its_name() -> None:
    lines = text(board()).splitlines()
    assert lines.index("- Phòng B.") == lines.index("- Phòng A;") + 1
    assert lines.index("1. Phòng A") < lines.index("2. Phòng B")


def test_who_owes_nothing_is_sent_nothing() -> None:
    assert reminder(board("2021-04-01"), WORDS, "B") is None
    assert reminder(board(report_acts=(), as_of="2021-02-01"), WORDS) is None


def test_a_printed_number_cites_the_plan_else_its_title_does() -> None:
    numbered = make_plan()
    document = replace(numbered.document, number="12/KH-SX", issued_on=day("2021-01-04"))
    said = text(board(plan=replace(numbered, document=document)))
    assert "Kế hoạch số 12/KH-SX ngày 04/01/2021" in said
    assert "“Kế hoạch”" in text(board())


def test_an_illustration_says_so() -> None:
    said = text(board(plan=make_plan(illustration=True)))
    assert "SỐ LIỆU MINH HỌA" in said
    assert "MINH HỌA" not in text(board())


def test_a_reason_that_ends_in_a_full_stop_brings_no_second_one() -> None:
    returned = step(ReportStep.RETURNED, "2021-03-09", of="2021-Q1", note="Bổ sung.", revision=2)
    assert "ngày 09/03/2021: Bổ sung.\n" in text(board(report_acts=(ACTS[0], returned)), "A")


def test_what_somebody_typed_stays_on_its_line() -> None:
    typed = "xong\n\nTrân trọng./.\u202e\nNơi nhận:\x07 {unit} <b>"
    acts = (ACTS[0], step(ReportStep.RETURNED, "2021-03-09", of="2021-Q1", note=typed, revision=2))
    plain = text(board(), "A")
    said = text(board(report_acts=acts), "A")
    assert "xong Trân trọng./. Nơi nhận: {unit} <b>." in said
    assert len(said.splitlines()) == len(plain.splitlines())


def test_no_code_of_a_duty_or_a_unit_leaves_and_whoever_signs_is_named_by_office() -> None:
    said = text(board())
    assert "R1" not in said
    assert said.endswith("- Lưu: VT, VP.\n\nCHÁNH VĂN PHÒNG\n")


def test_as_a_letter_it_says_the_same_as_the_text() -> None:
    found = reminder_of(board(), WORDS)
    assert found is not None
    layout = read_layout(load_settings({}).data_dir / "templates" / "briefing-layout.toml")
    body = reminder_word.write(found, WORDS, layout)
    assert body == reminder_word.write(found, WORDS, layout)
    document = Document(BytesIO(body))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    papers = [*(line.text for line in document.paragraphs), *"\n".join(cells).split("\n")]
    written = {line.removeprefix("- ").removeprefix("Kính gửi: ") for line in papers}
    said = {
        line.removeprefix("- ").removeprefix("Kính gửi: ") for line in text(board()).split("\n")
    }
    assert said <= written | {""}
    assert {"DỰ THẢO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"} <= written


def test_of_a_plan_that_nobody_follows_it_asks_who_handed_in_elsewhere() -> None:
    asked = "Hệ thống chưa có ghi nhận nào; đơn vị đã nộp báo cáo bằng cách khác"
    assert asked in text(board(report_acts=()))
    assert asked not in text(board())


def twins(
    *duties: tuple[str, str | None], to: tuple[str, ...] = ("VP", "VP"), once: bool = False
) -> Plan:
    """A plan with two duties of one period, each with its code and how it is worded."""
    cadence = Cadence.ONCE if once else Cadence.QUARTERLY
    rule = DueRule(inclusive=True, day=5, month=6) if once else BEFORE_6TH_OF_LAST_MONTH
    return make_plan(
        duties=tuple(
            replace(make_duty(code, to_units=(unit,), cadence=cadence, due=rule), text=printed)
            for (code, printed), unit in zip(duties, to, strict=True)
        )
    )


DDCI, PAR = ("R1", "báo cáo DDCI hằng quý"), ("R2", "báo cáo cải cách hành chính hằng quý")


@pytest.mark.parametrize(
    ("plan", "named"),
    [
        (
            twins(DDCI, PAR),
            ("quý II/2021 (“báo cáo DDCI hằng quý”)", "quý II/2021 (“báo cáo cải cách hành chính"),
        ),
        (
            twins(DDCI, PAR, once=True),
            (
                "Báo cáo theo Kế hoạch (“báo cáo DDCI hằng quý”)",
                "Báo cáo theo Kế hoạch (“báo cáo cải cách hành chính",
            ),
        ),
        (
            twins(DDCI, ("R2", DDCI[1]), to=("VP", "B")),
            ("quý II/2021 gửi Văn phòng", "quý II/2021 gửi Phòng B"),
        ),
        # Where the print says nothing that tells them apart only their places in it are left.
        (
            twins(("R1", None), ("R2", None)),
            ("quý II/2021 (chế độ báo cáo thứ 1", "quý II/2021 (chế độ báo cáo thứ 2"),
        ),
    ],
)
def test_two_reports_for_one_period_are_told_apart_by_what_they_are(
    plan: Plan, named: tuple[str, str]
) -> None:
    looked_at = board(plan=plan, report_acts=())
    lines = [line for line in text(looked_at, "A").splitlines() if line.startswith("- Báo cáo")]
    for each in named:
        assert [each in line for line in lines].count(True) == 1, lines
    rows = [row for row in looked_at.reports if row.from_unit == "A"]
    assert len({report_of(row, WORDS) for row in rows}) == len(rows)
    called = [sentence(row.what, WORDS) for row in looked_at.attention if row.units == ("A",)]
    assert len(set(called)) == len(called)


def test_a_report_that_is_alone_is_told_by_its_period() -> None:
    plan = make_plan(duties=(replace(make_duty(), text="báo cáo DDCI hằng quý"),))
    assert "Báo cáo quý II/2021: hạn cuối" in text(board(plan=plan), "A")
