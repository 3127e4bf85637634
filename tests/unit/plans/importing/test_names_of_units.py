"""Names of units, of agencies and of sub-indices as papers print them; all made up."""

import pytest

from ddci_tracker.domain.printed import text_of
from ddci_tracker.plans.importing.leads import assignment_in
from ddci_tracker.plans.importing.names import NameReader, own_name
from ddci_tracker.plans.importing.outline import outline_of
from ddci_tracker.plans.importing.paragraphs import paragraphs_of
from ddci_tracker.plans.importing.units import UnitBook
from tests.integration.services.made import CATALOG


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("Phòng Việc làm - An toàn lao động chủ trì:", "Phòng Việc làm - An toàn lao động"),
        (
            "Giao Trung tâm Thông tin, Xúc tiến Du lịch chủ trì:",
            "Trung tâm Thông tin, Xúc tiến Du lịch",
        ),
        (
            "Phòng Kinh tế, Hạ tầng và Đô thị chủ trì:",
            "Phòng Kinh tế, Hạ tầng và Đô thị",
        ),
        ("Phòng Thanh tra - Kiểm tra chủ trì:", "Phòng Thanh tra - Kiểm tra"),
        ("Phòng Truyền thông làm đầu mối, chủ trì:", "Phòng Truyền thông"),
        ("Công an tỉnh chủ trì:", "Công an tỉnh"),
        ("Các sở, ban, ngành chủ trì:", "Các sở, ban, ngành"),
    ],
)
def test_the_name_of_who_leads_is_whole(said: str, lead: str) -> None:
    blocks = outline_of(paragraphs_of(text_of("a.txt", [said])))
    book = UnitBook(blocks, "Sở Du lịch")
    found = assignment_in(said, book)
    assert found is not None
    assert [book.units[code].name for code in found.lead] == [lead]


def test_two_units_in_a_row_stay_two() -> None:
    said = "Giao Phòng Nội vụ, Phòng Tài chính và Kế hoạch chủ trì:"
    book = UnitBook(outline_of(paragraphs_of(text_of("a.txt", [said]))), "Sở Du lịch")
    found = assignment_in(said, book)
    assert found is not None
    names = [book.units[code].name for code in found.lead]
    assert names == ["Phòng Nội vụ", "Phòng Tài chính và Kế hoạch"]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("Chỉ số Hỗ trợ doanh nghiệp: đạt 7 điểm", ["business_support"]),
        (
            "Chi phí thời gian (7,4 điểm), Hỗ trợ doanh nghiệp (6,9 điểm)",
            ["time_cost", "business_support"],
        ),
        ("Tăng cường hỗ trợ doanh nghiệp nhỏ và vừa", []),
    ],
)
def test_a_name_without_its_first_word_is_one_where_names_stand(
    said: str, codes: list[str]
) -> None:
    names = NameReader(CATALOG, ["DDCI"], 2024, "Thanh Hóa", "departments")
    assert [each.code for each in names.mentions(said, "DDCI")] == codes


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Chỉ số Chuyển đổi xanh", "Chuyển đổi xanh"),
        ("Nâng cao chỉ số “Chuyển đổi xanh”", "Chuyển đổi xanh"),
        ("Nâng cao chỉ số hài lòng của người dân", None),
    ],
)
def test_a_sub_index_that_no_catalogue_knows_keeps_its_name(title: str, name: str | None) -> None:
    assert own_name(title) == name
