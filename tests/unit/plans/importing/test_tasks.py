"""Tasks of a bullet as papers print them; the sentences are made up."""

from datetime import date

import pytest

from ddci_tracker.domain.imported import Doubt
from ddci_tracker.domain.plan import Cadence
from ddci_tracker.plans.importing.cadence import cadence_of
from ddci_tracker.plans.importing.tasks import due_of, tasks_in

LONG = (
    "Rà soát toàn bộ quy trình nội bộ đang áp dụng tại các phòng chuyên môn và đơn vị sự nghiệp "
    "trực thuộc của cơ quan từ khâu tiếp nhận hồ sơ đến khâu trả kết quả cho tổ chức"
)


@pytest.mark.parametrize(
    ("said", "titles", "doubts"),
    [
        ("Công khai bảng giá đất.", ["Công khai bảng giá đất"], [None]),
        (
            "Công khai bảng giá đất; niêm yết quy hoạch chi tiết.",
            ["Công khai bảng giá đất", "Niêm yết quy hoạch chi tiết"],
            [None, Doubt.SPLIT],
        ),
        (
            "Công khai danh mục dự án; kết quả xếp hạng cơ sở lưu trú; bản đồ quy hoạch mạng lưới.",
            [
                "Công khai danh mục dự án",
                "Công khai kết quả xếp hạng cơ sở lưu trú",
                "Công khai bản đồ quy hoạch mạng lưới",
            ],
            [None, Doubt.SPLIT, Doubt.SPLIT],
        ),
        (
            "Công khai, niêm yết, phổ biến thủ tục cấp phép; trả lời kiến nghị của doanh nghiệp.",
            [
                "Công khai, niêm yết, phổ biến thủ tục cấp phép",
                "Trả lời kiến nghị của doanh nghiệp",
            ],
            [Doubt.SPLIT, Doubt.SPLIT],
        ),
        (
            "Cần nâng cao trách nhiệm quản lý.",
            ["Cần nâng cao trách nhiệm quản lý"],
            [Doubt.SEVERAL],
        ),
        ("Chủ trì thực hiện các nhiệm vụ sau:", [], []),
        (LONG, [LONG[:138].strip()], [Doubt.WORDS]),
    ],
)
def test_a_bullet_is_one_task_or_several(
    said: str, titles: list[str], doubts: list[Doubt | None]
) -> None:
    found = tasks_in(said, whole=False)
    assert [each.title for each in found] == titles
    assert [each.doubt for each in found] == doubts


def test_what_follows_the_name_of_a_unit_begins_small_and_is_as_certain() -> None:
    said = "tham mưu tiêu chí đánh giá người đứng đầu"
    assert [each.doubt for each in tasks_in(said, whole=False)] == [Doubt.SEVERAL]
    assert [each.doubt for each in tasks_in(said, whole=False, named=True)] == [None]


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("công bố danh sách, hoàn thành cuối tháng 6/2026", date(2026, 6, 30)),
        ("khảo sát doanh nghiệp vào cuối tháng 9", date(2026, 9, 30)),
        ("ban hành quy chế trong tháng 2/2026.", date(2026, 2, 28)),
        ("đối thoại với doanh nghiệp vào cuối tháng 6 và cuối tháng 11", None),
        ("trả lời kiến nghị trước ngày cuối tháng", None),
    ],
)
def test_the_month_that_ends_a_clause_is_its_last_day_in_time(said: str, due: date | None) -> None:
    assert due_of(said, 2026) == due


@pytest.mark.parametrize(
    ("said", "cadence"),
    [
        ("trả lời kiến nghị trước ngày cuối tháng", Cadence.MONTHLY),
        ("trước ngày cuối tháng 6", None),
        ("cập nhật thường xuyên danh mục dự án", Cadence.CONTINUOUS),
    ],
)
def test_how_often_is_printed_in_many_ways(said: str, cadence: Cadence | None) -> None:
    assert cadence_of(said) == cadence
