"""Answers for people: plain text that says everything in words, none of it too wide."""

from pathlib import Path

import pytest

from ddci_tracker.cli.text import SHAPES, WIDTH
from ddci_tracker.domain.lights import Colour
from ddci_tracker.store.kinds import KINDS
from ddci_tracker.words.recorded import KIND_NAMES
from tests.integration.cli.terminal import ILLUSTRATION, SHIPPED, Terminal


@pytest.mark.parametrize("plan", [*SHIPPED, ILLUSTRATION])
def test_a_board_says_all_that_its_document_says(terminal: Terminal, plan: str) -> None:
    told = terminal.does("board", plan).out
    board = terminal.json("board", plan)
    joined = " ".join(told.split())
    for part in board["sub_indices"]:
        assert part["name"] in joined
        assert part["result_light"]["reason"] in joined
        assert part["execution_light"]["reason"] in joined
    for row in board["attention"]:
        assert " ".join(row["what"].split()) in joined
        # Where more of the unit's words follow, the stop of the first is left out.
        assert " ".join(row["reason"].split()).rstrip(".") in joined
    assert max(map(len, told.splitlines())) <= WIDTH
    assert "None" not in told
    assert "{" not in told


def test_the_illustration_says_that_it_is_one(terminal: Terminal) -> None:
    assert "Số liệu minh họa" in terminal.does("board", ILLUSTRATION).out
    assert "Số liệu minh họa" in terminal.does("reports", ILLUSTRATION).out
    assert "Số liệu minh họa" not in terminal.does("board", "SNGV-LS-2021").out


def test_a_light_is_a_shape_and_a_word(terminal: Terminal) -> None:
    told = terminal.does("board", ILLUSTRATION).out
    for said in (
        "■ Thực hiện: Chậm (",
        "▲ Thực hiện: Có nguy cơ (",
        "● Thực hiện: Đúng tiến độ (",
        "○ Thực hiện: Chưa cập nhật (",
        "■ Kết quả: Chưa đạt, ",
        "▲ Kết quả: Gần đạt, ",
        "● Kết quả: Đạt, ",
        "○ Kết quả: Chưa có kết quả",
    ):
        assert said in told
    assert len(set(SHAPES.values())) == len(SHAPES) == len(Colour) + 1


def test_a_light_that_rests_on_an_estimate_or_an_earlier_word_says_so(terminal: Terminal) -> None:
    told = terminal.does("board", ILLUSTRATION).out
    assert "(ước tính)" in told
    assert "theo quý trước" in told


def test_a_plan_that_nobody_follows_says_so(terminal: Terminal) -> None:
    for asked in ("board", "reports"):
        assert "Chưa theo dõi trên hệ thống" in terminal.does(asked, "STNMT-LS-2020").out


def test_reports_are_told_by_duty_and_sender(terminal: Terminal) -> None:
    told = terminal.does("reports", "SNGV-LS-2021", "--as-of", "2021-06-06").out
    assert "R1  TTr → VP" in told
    assert "■ 2021-Q2  Quá hạn 1 ngày, hạn cuối 05/06/2021" in told
    assert "· 2021-Q1  Không phải nộp" in told
    assert "Kế hoạch không quy định" in terminal.does("reports", "SCT-KG-2021").out
    extended = terminal.does("reports", ILLUSTRATION).out
    assert "Gia hạn từ 05/06/2026 đến 20/06/2026; người duyệt: Phó Giám đốc" in extended
    assert "Văn bản đề nghị" in extended


def test_every_kind_of_thing_in_a_history_has_a_name(terminal: Terminal) -> None:
    assert set(KIND_NAMES) == {kind.name for kind in KINDS}
    assert terminal.does("history", ILLUSTRATION).out.count("\n") == len(
        terminal.json("history", ILLUSTRATION)
    )


def test_a_reminder_is_printed_alone_for_one_unit_or_for_all(
    terminal: Terminal, tmp_path: Path
) -> None:
    everybody = terminal.does("remind", ILLUSTRATION)
    assert everybody.out.startswith("SỞ KHOA HỌC VÀ CÔNG NGHỆ\n")
    assert "- Phòng Chuyển đổi số;" in everybody.out
    one = terminal.does("remind", ILLUSTRATION, "CDS", "--as-of", "2026-06-06")
    assert "Kính gửi: Phòng Chuyển đổi số" in one.out
    assert "quá hạn 1 ngày" in one.out
    letter = tmp_path / "don-doc.docx"
    assert terminal.does("remind", ILLUSTRATION, "CDS", "--out", letter).out == ""
    assert letter.read_bytes().startswith(b"PK")
    nobody = terminal.does("remind", ILLUSTRATION, "TTr", "--as-of", "2026-02-10")
    assert (nobody.out, nobody.err.strip()) == ("", "Không đơn vị nào được hỏi còn nợ báo cáo")
    assert terminal("remind", ILLUSTRATION, "KHONG-CO").code == 2


def test_no_reminder_is_written_once_the_plan_has_closed(terminal: Terminal) -> None:
    """But from a day of its life, as the guide to the commands shows it."""
    letter = terminal.does("remind", "SNGV-LS-2021", "--as-of", "2021-06-08")
    assert "tính đến ngày 08/06/2021" in letter.out
    told = terminal.does("remind", "SNGV-LS-2021")
    assert told.out == ""
    assert told.err.startswith("Kế hoạch đã đóng ngày ")
    assert "không lập công văn đôn đốc" in told.err


def test_what_was_entered_since_is_no_last_update_of_a_past_day(terminal: Terminal) -> None:
    """On that day nobody had: it says for which day it counts and when it was entered."""
    said = ("task", "update", "STTTT-LS-2023", "II.1.1-01", "--quarter", "2023-Q2")
    terminal.does(*said, "--status", "on_track", "--on", "2023-06-20")
    look = ("board", "STTTT-LS-2023", "--as-of")
    assert "Cập nhật gần nhất" not in terminal(*look, "2023-06-19").out
    late = "Cập nhật gần nhất tính cho 20/06/2023, nhập 11/09/2026"
    assert late in terminal(*look, "2023-06-30").out.splitlines()
    assert late in terminal("reports", *look[1:], "2023-06-30").out.splitlines()
