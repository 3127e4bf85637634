"""A whole text of a department that does not exist, and papers that are no plans. All made up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ddci_tracker.domain.imported import DocumentKind, Doubt
from ddci_tracker.domain.plan import Cadence, DueRule, TargetKind
from ddci_tracker.domain.printed import text_of
from ddci_tracker.plans.importing.reading import read_text
from tests.integration.services.made import CATALOG

PLAN = [
    "",
    "Số: 12/KH-SXD",
    "",
    "Hà Giang, ngày 05 tháng 3 năm 2024",
    "",
    "KẾ HOẠCH",
    "Nâng cao chỉ số DDCI của Sở Xây dựng năm 2024",
    "",
    "Căn cứ Kế hoạch số 15/KH-UBND ngày 20/02/2024 của UBND tỉnh về nâng cao chỉ số DDCI năm 2024;",
    "",
    "I. MỤC TIÊU",
    "- Phấn đấu chỉ số DDCI năm 2024 đạt từ 75 điểm trở lên.",
    "",
    "II. NHIỆM VỤ, GIẢI PHÁP",
    "1. Chỉ số Chi phí thời gian",
    "- Chỉ tiêu: đạt trên 8,20 điểm (Năm 2023 được 7,15 điểm).",
    "- Giao Văn phòng Sở chủ trì phối hợp với Phòng Quản lý nhà thực hiện:",
    "+ Rà soát thủ tục cấp giấy phép xây dựng.",
    "+ Công khai hồ sơ chậm trên trang thông tin của Sở; xin lỗi người dân khi trễ hẹn.",
    "",
    "2. Chỉ số Thiết chế pháp lý",
    "- Chỉ tiêu: nằm trong nhóm 05 đơn vị dẫn đầu.",
    "- Thanh tra Sở chủ trì thực hiện: Kiểm tra việc trả lời kiến nghị của doanh nghiệp.",
    "",
    "III. TỔ CHỨC THỰC HIỆN",
    (
        "1. Phòng Quản lý nhà báo cáo kết quả thực hiện hằng quý trước ngày 10 tháng cuối quý "
        "gửi Văn phòng Sở."
    ),
    "",
    "Nơi nhận:",
    "- UBND tỉnh (b/c);",
    "- Lưu: VT.",
    "",
    "GIÁM ĐỐC",
    "",
    "Nguyễn Văn Mẫu",
    "",
]


def test_a_plan_is_read_from_its_text() -> None:
    read = read_text(text_of("ke-hoach.txt", PLAN), CATALOG)
    plan = read.plan
    assert plan is not None
    assert (plan.id, plan.agency.name, plan.document.number) == (
        "SXD-HG-2024",
        "Sở Xây dựng",
        "12/KH-SXD",
    )
    assert [each.code for each in plan.sub_indices] == ["time_cost", "legal_institutions"]
    time_cost = plan.sub_indices[0]
    assert time_cost.lead == ("VP",)
    assert [str(each.value) for each in time_cost.targets] == ["8.20"]
    assert [(each.year, str(each.score)) for each in time_cost.results] == [(2023, "7.15")]
    assert len(time_cost.tasks) == 3
    (duty,) = plan.report_duties
    assert (duty.cadence, duty.due) == (
        Cadence.QUARTERLY,
        DueRule(inclusive=False, day=10, month_of_quarter=3),
    )


def test_every_fact_knows_its_lines() -> None:
    read = read_text(text_of("ke-hoach.txt", PLAN), CATALOG)
    facts = {each.path: each for each in read.facts}
    target = facts["sub_indices[0].targets[0]"]
    assert "8,20" in PLAN[target.lines.first - 1]
    assert target.sure


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (
            ["QUYẾT ĐỊNH", "Về việc phê duyệt kết quả chấm điểm DDCI năm 2023"],
            DocumentKind.DECISION,
        ),
        (["THÔNG BÁO", "Kết luận của Giám đốc Sở tại cuộc họp giao ban"], DocumentKind.NOTICE),
        (["THƯ CHÚC MỪNG", "Nhân dịp Ngày Doanh nhân Việt Nam"], DocumentKind.LETTER),
    ],
)
def test_what_is_no_plan_is_called_by_what_it_is(lines: list[str], kind: DocumentKind) -> None:
    read = read_text(text_of("van-ban.txt", lines), CATALOG)
    assert (read.plan, read.refused) == (None, kind)


def test_what_lies_off_the_scale_is_kept_as_text_without_a_value_and_is_to_be_looked_at() -> None:
    printed = [
        line.replace("75 điểm", "105 điểm").replace("Năm 2023 được 7,15", "Năm 2023 được 71,5")
        for line in PLAN
    ]
    read = read_text(text_of("ke-hoach.txt", printed), CATALOG)
    assert read.plan is not None
    (whole,), time_cost = read.plan.overall, read.plan.sub_indices[0]
    assert [(each.kind, each.value) for each in whole.targets] == [(TargetKind.QUALITATIVE, None)]
    assert "105" in (whole.targets[0].text or "")
    assert [each.value for each in time_cost.targets] == [Decimal("8.20")]
    (result,) = time_cost.results
    assert (result.year, result.score) == (2023, None)
    assert "71,5" in (result.text or "")
    looked_at = {each.path for each in read.facts if each.doubt is Doubt.OFF_SCALE}
    assert looked_at == {"overall[0].targets[0]", "sub_indices[0].results[0]"}
    assert [each.kind for each in read.plan.notes] == ["suspected_misprint"] * 2
    as_printed = read_text(text_of("ke-hoach.txt", PLAN), CATALOG)
    assert not [each for each in as_printed.facts if each.doubt is Doubt.OFF_SCALE]
