"""Writes ``docs/reliability.md``: each fault, what people are told, what is kept, how it recovers.

``make reliability`` runs it. What is told is taken from the catalogue, so the table says what the
tracker says. Each line names the tests that inject its fault; a line without one is not written.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ddci_tracker.words.catalogue import DEFAULT, Words
from ddci_tracker.words.marking import N_

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "docs" / "reliability.md"

_STORE = "tests/integration/store"
_SERVICES = "tests/integration/services"
_WEB = "tests/integration/web"
_BROWSER = "tests/browser"

_LOST = N_("The server cannot be reached.")
_ENDED = N_("Your session has ended.")
_AWAY = N_("The database cannot be reached; tell your administrator")
_BUSY = N_(
    "The database is busy; try again in a moment, and if it stays so, look which program "
    "holds its file"
)
_FULL = N_("The disk is full, so nothing was recorded; make room on it and try again")
_GONE = N_(
    "The database that was here is gone; tell your administrator to put its file back or to "
    "restore a copy"
)
_REPLACED = N_(
    "In the place of the database stands another or an empty one; tell your administrator to "
    "put the right file back or to restore a copy"
)
_DAMAGED = N_(
    "The database is damaged; restore the newest copy, with the command restore, into an "
    "empty place"
)
_EVIDENCE = N_("The file {name} is missing or was altered; tell your administrator")
_AHEAD = N_("Acts for days to come")
_BAD_COPY = N_("{file} is damaged or incomplete; nothing was restored")
_READ_ONLY = N_(
    "The database cannot be written, so nothing was recorded; check who may write its file "
    "and folder"
)

_ALL = "mọi điều đã báo *đã ghi*; chữ đang gõ còn trong biểu mẫu"
_BY_ITSELF = (
    "trang tự nối lại và đi tiếp khi máy chủ trở lại, không phải tải lại, không phải đăng nhập lại"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One line: the fault, what is kept and how it recovers, in Vietnamese.

    ``told`` is a message of the catalogue, empty where people notice nothing. ``proofs`` are tests,
    ``file::function``.
    """

    name: str
    told: str
    kept: str
    recovers: str
    proofs: tuple[str, ...]

    def said(self) -> str:
        """What people read, with its places left open."""
        return Words.of(DEFAULT).translate(self.told) if self.told else "không thấy gì"


FAULTS: tuple[Fault, ...] = (
    Fault(
        name="Tiến trình bị giết (kill -9) đúng lúc đang ghi",
        told=_LOST,
        kept=_ALL,
        recovers=f"dịch vụ tự chạy lại; {_BY_ITSELF}",
        proofs=(
            f"{_SERVICES}/test_killed.py::"
            "test_what_was_told_to_be_recorded_is_there_after_every_writer_was_killed",
            f"{_BROWSER}/test_killed.py::test_a_killed_server_lost_nothing_that_it_said_was_saved",
            f"{_BROWSER}/test_killed.py::"
            "test_what_was_said_to_be_saved_is_saved_and_the_rest_is_in_the_form_again",
        ),
    ),
    Fault(
        name="Một trong hai tiến trình sau nginx bị giết khi đang có tải",
        told=_LOST,
        kept=_ALL,
        recovers="nginx chuyển sang tiến trình còn lại; đi tiếp ở đó, không đăng nhập lại",
        proofs=(
            f"{_BROWSER}/test_two_processes.py::"
            "test_people_go_on_at_the_other_process_when_one_is_killed",
        ),
    ),
    Fault(
        name="Đầy đĩa chứa thư mục dữ liệu",
        told=_FULL,
        kept="mọi điều đã báo *đã ghi*; không có gì được báo là đã ghi khi chưa ghi",
        recovers="dọn chỗ trống là dùng được ngay, không phải khởi động lại",
        proofs=(
            f"{_WEB}/test_sick_installations.py::test_a_full_disk_is_told_and_nothing_is_confirmed",
        ),
    ),
    Fault(
        name="Đầy đĩa chứa thư mục tạm",
        told=_FULL,
        kept="tất cả",
        recovers="dọn chỗ trống là dùng được ngay",
        proofs=(f"{_WEB}/test_sick_installations.py::test_a_full_temporary_folder_is_told",),
    ),
    Fault(
        name="Cơ sở dữ liệu bị chương trình khác khóa (SQLite, 30 giây hoặc lâu hơn)",
        told=_BUSY,
        kept=_ALL,
        recovers="người ghi được chờ đến 10 giây; quá thì báo câu này; hết khóa là dùng được ngay",
        proofs=(f"{_WEB}/test_sick_installations.py::test_a_database_that_somebody_holds_is_told",),
    ),
    Fault(
        name="Cơ sở dữ liệu hoặc thư mục chỉ đọc được",
        told=_READ_ONLY,
        kept="tất cả; vẫn xem được",
        recovers="trả lại quyền ghi là dùng được ngay",
        proofs=(
            f"{_WEB}/test_sick_installations.py::test_a_read_only_folder_is_told",
            f"{_STORE}/test_engine.py::"
            "test_a_database_that_may_only_be_read_can_be_looked_at_but_not_written",
        ),
    ),
    Fault(
        name="Tệp cơ sở dữ liệu bị xóa",
        told=_GONE,
        kept="bản sao lưu gần nhất",
        recovers="đặt lại tệp là đi tiếp; hoặc lệnh restore vào chỗ trống",
        proofs=(
            f"{_WEB}/test_sick_installations.py::"
            "test_a_database_that_went_is_told_by_everything_that_runs",
            f"{_WEB}/test_sick_installations.py::"
            "test_nothing_begins_in_silence_in_the_place_of_what_was_there",
        ),
    ),
    Fault(
        name="Cơ sở dữ liệu khác, hoặc tệp trống, nằm ở chỗ cũ",
        told=_REPLACED,
        kept="cả hai tệp; không mở trang nào cho ai khi chưa đúng cơ sở dữ liệu",
        recovers="đặt lại đúng tệp rồi khởi động lại; hoặc lệnh restore",
        proofs=(
            f"{_WEB}/test_sick_installations.py::"
            "test_a_database_that_went_is_told_by_everything_that_runs",
            f"{_WEB}/test_sick_installations.py::"
            "test_an_installation_with_accounts_never_opens_without_them",
        ),
    ),
    Fault(
        name="Trang dữ liệu hỏng trong tệp",
        told=_DAMAGED,
        kept="bản sao lưu gần nhất",
        recovers="lệnh restore vào chỗ trống; ddci doctor chỉ ra trước khi có người gặp",
        proofs=(
            f"{_WEB}/test_sick_installations.py::"
            "test_a_database_that_is_damaged_while_it_serves_is_told",
            f"{_WEB}/test_sick_installations.py::"
            "test_a_damaged_page_is_told_from_the_moment_that_somebody_meets_it",
        ),
    ),
    Fault(
        name="Thiếu hoặc hỏng tệp minh chứng",
        told=_EVIDENCE,
        kept="mọi số liệu; chỉ tệp ấy không mở được",
        recovers="ddci doctor nêu tên tệp; khôi phục tệp từ bản sao lưu",
        proofs=(
            f"{_SERVICES}/test_evidence.py::"
            "test_the_doctor_names_a_file_that_is_missing_or_altered",
            f"{_SERVICES}/test_evidence.py::test_a_copy_holds_the_files_and_brings_them_back",
        ),
    ),
    Fault(
        name="Bản sao lưu hỏng hoặc đứt đoạn",
        told=_BAD_COPY,
        kept="cơ sở dữ liệu đang chạy; không khôi phục dở dang",
        recovers="dùng bản sao khác; mỗi bản được khôi phục thử ngay khi làm",
        proofs=(
            f"{_STORE}/test_copies.py::test_a_changed_byte_is_found_wherever_it_is",
            f"{_STORE}/test_copies.py::test_a_restore_that_fails_leaves_nothing_behind",
        ),
    ),
    Fault(
        name="Sao lưu trong lúc nhiều người đang ghi",
        told="",
        kept="bản sao là của đúng một thời điểm; không ai phải chờ",
        recovers="không cần làm gì",
        proofs=(
            f"{_STORE}/test_copies.py::"
            "test_a_copy_is_of_one_moment_though_ten_write_while_it_is_made",
        ),
    ),
    Fault(
        name="Đồng hồ máy chủ chạy lùi",
        told="",
        kept="tất cả, đúng thứ tự đã ghi; tháng đã chốt không đổi",
        recovers="không cần làm gì; lần ghi sau vẫn đứng sau lần ghi trước",
        proofs=(
            f"{_SERVICES}/test_frozen_months.py::"
            "test_a_clock_that_goes_back_does_not_hide_what_was_recorded",
            f"{_SERVICES}/test_year_end.py::test_a_clock_that_lagged_leaves_no_act_in_doubt",
        ),
    ),
    Fault(
        name="Đồng hồ máy chủ chạy trước",
        told=_AHEAD,
        kept="tất cả; việc ghi cho ngày chưa đến không được tính và không tự sống lại khi đến ngày",
        recovers="ddci doctor và màn hình Lịch sử liệt kê; nói ngày đúng hoặc bỏ qua từng việc",
        proofs=(
            f"{_SERVICES}/test_year_end.py::"
            "test_one_word_under_a_clock_that_ran_ahead_moves_nothing",
            f"{_SERVICES}/test_year_end.py::test_no_act_under_a_fast_clock_comes_alive_on_its_day",
            "tests/screens/test_history.py::"
            "test_an_act_of_a_clock_that_ran_ahead_is_marked_and_settled",
        ),
    ),
    Fault(
        name="Hai máy chủ trên cùng một tệp SQLite",
        told="",
        kept="mọi điều đã báo *đã ghi* ở cả hai",
        recovers="không cần làm gì; từ hai máy khác nhau thì dùng PostgreSQL",
        proofs=(
            f"{_BROWSER}/test_two_processes.py::"
            "test_two_servers_on_one_sqlite_file_lose_nothing_nor_does_whoever_leaves_mid_save",
            "tests/integration/cli/test_processes.py::test_two_processes_may_set_up_one_tracker",
        ),
    ),
    Fault(
        name="Trình duyệt tắt đúng lúc đang gửi",
        told="",
        kept="đã ghi trọn vẹn, hoặc còn nguyên trong bản nháp; không bao giờ một nửa",
        recovers="mở lại biểu mẫu: chữ đã gõ còn đó, hoặc lịch sử có lần ghi ấy",
        proofs=(
            f"{_BROWSER}/test_two_processes.py::"
            "test_two_servers_on_one_sqlite_file_lose_nothing_nor_does_whoever_leaves_mid_save",
        ),
    ),
    Fault(
        name="Nâng cấp bị ngắt ở bất cứ bước nào",
        told="",
        kept="cơ sở dữ liệu y như trước khi nâng cấp, kèm một bản sao lưu tự làm",
        recovers="chạy lại: nâng cấp làm lại từ đầu, trọn vẹn hoặc không gì cả",
        proofs=(
            f"{_STORE}/test_migrations.py::"
            "test_an_upgrade_that_is_interrupted_after_any_step_has_changed_nothing",
            f"{_STORE}/test_migrations.py::test_a_database_that_cannot_be_copied_is_not_migrated",
        ),
    ),
    Fault(
        name="PostgreSQL khởi động lại khi đang có tải",
        told=_AWAY,
        kept=_ALL,
        recovers="kết nối cũ được thử trước khi dùng nên tự thay; không phải khởi động lại dịch vụ",
        proofs=(
            f"{_BROWSER}/test_postgres_away.py::"
            "test_nothing_that_was_saved_is_lost_whatever_becomes_of_the_database_server",
        ),
    ),
    Fault(
        name="PostgreSQL vắng mặt một phút",
        told=_AWAY,
        kept=_ALL,
        recovers="/healthz trả lời 503 với câu này; trang tự đi tiếp khi PostgreSQL trở lại",
        proofs=(
            f"{_BROWSER}/test_postgres_away.py::"
            "test_nothing_that_was_saved_is_lost_whatever_becomes_of_the_database_server",
        ),
    ),
    Fault(
        name="Máy chủ PostgreSQL chính mất hẳn, máy dự phòng lên thay",
        told=_AWAY,
        kept=f"{_ALL} (với sao chép đồng bộ như hướng dẫn triển khai)",
        recovers="tự tìm máy đang nhận ghi trong các máy nêu ở DDCI_DATABASE_URL",
        proofs=(
            f"{_BROWSER}/test_postgres_away.py::"
            "test_nothing_that_was_saved_is_lost_whatever_becomes_of_the_database_server",
        ),
    ),
    Fault(
        name="Đứt mạng giữa trình duyệt và máy chủ",
        told=_LOST,
        kept=_ALL,
        recovers=_BY_ITSELF,
        proofs=(
            f"{_BROWSER}/test_lasting.py::test_every_form_outlasts_one_thing_after_the_other",
            f"{_BROWSER}/test_lasting.py::"
            "test_whoever_types_goes_on_typing_while_the_page_comes_back",
        ),
    ),
    Fault(
        name="Phiên đăng nhập hết hạn khi đang gõ",
        told=_ENDED,
        kept=_ALL,
        recovers="đăng nhập lại ở thẻ mới; trang cũ tự đi tiếp với chữ đang gõ",
        proofs=(f"{_BROWSER}/test_lasting.py::test_every_form_outlasts_one_thing_after_the_other",),
    ),
    Fault(
        name="Người dùng của dịch vụ không đọc được thư mục HOME",
        told="",
        kept="tất cả",
        recovers="không cần làm gì: hệ thống không đọc gì ở HOME",
        proofs=(f"{_WEB}/test_sick_installations.py::test_nothing_is_read_from_anybodys_home",),
    ),
)

_HEAD = """\
# Sự cố: người dùng thấy gì, còn gì, trở lại thế nào

Bảng này do `make reliability` viết ra; câu người dùng thấy lấy đúng từ hệ thống. Mỗi dòng có phép
thử gây ra đúng sự cố ấy, chạy trong `make test`. Cách triển khai để chịu được sự cố: [hướng dẫn
triển khai](huong-dan-trien-khai.md); sao lưu: [kế hoạch sao lưu](ke-hoach-sao-luu.md).

Trong mọi sự cố: điều gì đã báo là *đã ghi* thì còn; người dùng không gặp câu tiếng Anh hay dấu vết
chương trình.

| sự cố | câu người dùng thấy | còn gì | trở lại thế nào | phép thử |
|---|---|---|---|---|
"""


def table() -> str:
    """The whole document."""
    return _HEAD + "".join(_line(fault) for fault in FAULTS)


def _line(fault: Fault) -> str:
    proofs = "<br>".join(_shown(proof) for proof in fault.proofs)
    cells = (fault.name, fault.said(), fault.kept, fault.recovers, proofs)
    return f"| {' | '.join(cells)} |\n"


def _shown(proof: str) -> str:
    file, _, name = proof.partition("::")
    return f"[`{name}`](../{file})"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
