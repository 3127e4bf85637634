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
        (
            "Phòng Công chức, viên chức xây dựng kế hoạch đào tạo năm 2026.",
            "Phòng Công chức, viên chức",
        ),
        (
            "Trung tâm Đào tạo, sát hạch lái xe hỗ trợ doanh nghiệp đào tạo lái xe.",
            "Trung tâm Đào tạo, sát hạch lái xe",
        ),
        (
            "Phòng Quản lý chất lượng công trình giao thông chủ trì:",
            "Phòng Quản lý chất lượng công trình giao thông",
        ),
        ("Thanh tra Sở kiểm tra việc chấp hành kỷ luật.", "Thanh tra Sở"),
        ("Trưởng phòng Kế hoạch chịu trách nhiệm:", "Phòng Kế hoạch"),
        ("Chánh Văn phòng Sở tham mưu đánh giá các phòng.", "Văn phòng Sở"),
        ("Trách nhiệm: Phòng Kiểm tra nội bộ.", "Phòng Kiểm tra nội bộ"),
        ("Trung tâm Phục vụ hành chính công xã:", "Trung tâm Phục vụ hành chính công xã"),
        (
            "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam phường giám sát việc thực hiện.",
            "Ủy ban Mặt trận Tổ quốc Việt Nam phường",
        ),
        ("Văn phòng UBND tỉnh chủ trì:", "Văn phòng UBND tỉnh"),
    ],
)
def test_the_name_of_who_leads_is_whole(said: str, lead: str) -> None:
    blocks = outline_of(paragraphs_of(text_of("a.txt", [said])))
    book = UnitBook(blocks, "Sở Du lịch")
    found = assignment_in(said, book)
    assert found is not None
    assert [book.units[code].name for code in found.lead] == [lead]


@pytest.mark.parametrize(
    ("said", "leads"),
    [
        (
            "Giao Phòng Nội vụ, Phòng Tài chính và Kế hoạch chủ trì:",
            ["Phòng Nội vụ", "Phòng Tài chính và Kế hoạch"],
        ),
        (
            "Phòng Quản lý vận tải, phương tiện và người lái, Văn phòng Sở chủ trì:",
            ["Phòng Quản lý vận tải, phương tiện và người lái", "Văn phòng Sở"],
        ),
        ("Phòng Nghiệp vụ, các đơn vị chủ trì:", ["Phòng Nghiệp vụ", "Các đơn vị"]),
        (
            "Trưởng các phòng, Thủ trưởng các đơn vị trực thuộc tham mưu Phòng Nội vụ.",
            ["Trưởng các phòng, Thủ trưởng các đơn vị trực thuộc"],
        ),
    ],
)
def test_units_in_a_row_stay_several(said: str, leads: list[str]) -> None:
    book = UnitBook(outline_of(paragraphs_of(text_of("a.txt", [said]))), "Sở Du lịch")
    found = assignment_in(said, book)
    assert found is not None
    assert [book.units[code].name for code in found.lead] == leads


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
