"""What a unit asks for: by its mark, or in so many words."""

import pytest

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.requests import asked


def told(*, note: str = "", difficulty: str = "", needs_help: bool = False) -> TaskUpdate:
    return TaskUpdate(
        task="T1",
        quarter=Period.quarter(2026, 2),
        unit="A",
        status=TaskStatus.BEHIND,
        note=note or None,
        difficulty=difficulty or None,
        needs_help=needs_help,
    )


@pytest.mark.parametrize(
    ("difficulty", "asks_for"),
    [
        ("Đề nghị Lãnh đạo Sở làm việc với Thanh tra tỉnh.", True),
        ("Doanh nghiệp ít phản hồi, đề nghị Hiệp hội phối hợp đôn đốc.", True),
        ("Kính đề nghị UBND tỉnh bổ sung kinh phí", True),
        ("Xin ý kiến chỉ đạo về thời hạn", True),
        ("Các đề nghị của doanh nghiệp trả lời chậm", False),
        ("Chưa trả lời đề nghị của Hiệp hội", False),
        ("Thiếu cán bộ chuyên trách", False),
    ],
)
def test_a_difficulty_that_asks_in_words_is_a_request(difficulty: str, asks_for: bool) -> None:
    assert (asked(told(difficulty=difficulty)) is not None) is asks_for


@pytest.mark.parametrize(
    ("note", "found"),
    [
        (
            "Giải quyết 8/11 kiến nghị; Đề nghị Sở Xây dựng có ý kiến.",
            "Đề nghị Sở Xây dựng có ý kiến",
        ),
        ("Kiến nghị 3 nội dung đã được trả lời", None),
        ("Rà soát 18 văn bản, đề xuất bãi bỏ 2 văn bản", None),
        ("Hoàn thành 1.250 hồ sơ", None),
    ],
)
def test_a_note_asks_only_where_a_clause_of_it_does(note: str, found: str | None) -> None:
    assert asked(told(note=note)) == found


def test_with_the_mark_the_difficulty_is_what_is_asked_else_the_note() -> None:
    assert asked(told(difficulty="Thiếu máy", note="Xong một nửa", needs_help=True)) == "Thiếu máy"
    assert asked(told(note="Xong một nửa", needs_help=True)) == "Xong một nửa"
    assert asked(told(needs_help=True)) == ""
