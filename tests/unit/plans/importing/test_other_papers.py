"""Papers of other bodies and kinds, each with what has trapped a reader before. All made up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

from docx import Document
from docx.table import Table

from ddci_tracker.domain.imported import ReadText
from ddci_tracker.domain.plan import Cadence, DueRule, Plan, Target, TargetKind
from ddci_tracker.domain.printed import text_of
from ddci_tracker.office.printed.opening import open_text
from ddci_tracker.plans.importing.reading import read_text
from tests.integration.services.made import CATALOG

STAGED = """ỦY BAN NHÂN DÂN TỈNH CÀ MAU
SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG
Số: 77/KH-SNNMT
Cà Mau, ngày 02 tháng 02 năm 2026

KẾ HOẠCH
Nâng cao Chỉ số DDCI của Sở Nông nghiệp và Môi trường giai đoạn 2026 - 2030

Căn cứ Công văn số 233/STC-KTĐN ngày 12 tháng 01 năm 2026 của Sở Tài chính về chỉ số DDCI;

I. MỤC TIÊU
1. Đến năm 2026: Chỉ số DDCI đạt 72 điểm, vào nhóm 10.
2. Đến năm 2030: đạt từ 85 điểm trở lên, giữ vững trong nhóm 5 dẫn đầu.
3. Có 05/08 chỉ số thành phần xếp hạng trong top 5.

II. NHIỆM VỤ TRỌNG TÂM
1. Chỉ số “Hỗ trợ doanh nghiệp” (năm 2025: 7,05 điểm; hạng 6/20)
1.1. Đơn vị chủ trì: Phòng Quản lý đất đai. Đơn vị phối hợp: Văn phòng Đăng ký đất đai.
1.2. Nội dung:
- Công bố quỹ đất sạch trước ngày 31/3/2026.
- Niêm yết công khai thủ tục giao đất; danh mục dự án còn đất trống; kịp thời phát hiện vi phạm.

III. TỔ CHỨC THỰC HIỆN
1. Các phòng, chi cục, trung tâm định kỳ báo cáo kết quả trước ngày 15 tháng cuối quý, gửi \
Văn phòng Sở; Văn phòng Sở tổng hợp trình Giám đốc Sở trước ngày 20.
2. Báo cáo năm gửi trước ngày 05/12.
3. Chi cục Kiểm lâm phối hợp rà

Nơi nhận:
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Trần Thị Bích
"""
DIRECTIVE = """ỦY BAN NHÂN DÂN
TỈNH HÀ TĨNH
Số: 05/CT-UBND
Hà Tĩnh, ngày 12 tháng 5 năm 2022

CHỈ THỊ
Về việc nâng cao Chỉ số năng lực cạnh tranh cấp tỉnh (PCI) năm 2022
Năm 2021, chỉ số PCI của tỉnh đạt 64,87 điểm, xếp thứ 27/63, giảm 6 bậc so với năm 2020.
1. Các sở, ban, ngành:
a) Phấn đấu năm 2022 chỉ số PCI đạt trên 67 điểm.
2. Sở Kế hoạch và Đầu tư:
a) Rà soát thủ tục đăng ký doanh nghiệp.
b) Công khai danh mục dự án kêu gọi đầu tư.
c) Tổng hợp báo cáo UBND tỉnh trước ngày 25 tháng cuối quý.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Võ Trọng Mẫu
"""
COMMUNE = """UBND XÃ TÂN THÀNH
Số: 45/KH-UBND
Tân Thành, ngày 20 tháng 8 năm 2025
KẾ HOẠCH
Nâng cao chỉ số cải cách hành chính (PAR INDEX), chỉ số hài lòng (SIPAS) xã Tân Thành năm 2025
I. CHỈ TIÊU
- Chỉ số PAR INDEX đạt 90% trở lên, xếp loại Tốt.
- Chỉ số SIPAS đạt trên 92%.
II. NHIỆM VỤ
1. Văn phòng HĐND và UBND xã: Số hóa hồ sơ thủ tục hành chính.
2. Phòng Kinh tế: Hỗ trợ hộ kinh doanh chuyển đổi thành doanh nghiệp.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn An
"""
DISTRICT = """ỦY BAN NHÂN DÂN
HUYỆN MƯỜNG LA
Số: 1123/KH-UBND
Mường La, ngày 06 tháng 5 năm 2024
KẾ HOẠCH
Cải thiện chỉ số DDCI huyện Mường La năm 2024
I. KẾT QUẢ NĂM 2023
Theo công bố, huyện đạt 64,1 điểm (năm 2022: 63 điểm), xếp thứ 10/12. Chỉ số thấp điểm: Tính năng \
động (6,45 điểm).
II. NHIỆM VỤ
1. Chỉ số chi phí thời gian: phấn đấu đạt 7,2 điểm (năm 2023: 6,3 điểm).
Phòng Nội vụ chủ trì, UBND các xã, thị trấn phối hợp:
- Công khai quy trình, hoàn thành trong tháng 6/2024.
- Rút ngắn thời gian cấp giấy chứng nhận.
2. Về hỗ trợ doanh nghiệp: Thanh tra huyện chủ trì:
- Tiếp nhận kiến nghị của doanh nghiệp.
3. Chỉ số chi phí không chính thức
Ban Tiếp dân của huyện chủ trì:
- Kiểm tra đột xuất bộ phận một cửa.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Cầm Văn Mẫu
"""

TARGETS = (
    ("STT", "Chỉ số thành phần", "Năm 2023", "", "Mục tiêu năm 2024", "Đơn vị chủ trì"),
    ("", "", "Điểm", "Hạng", "", ""),
    ("1", "Chi phí thời gian", "6,80", "12/20", "7,5 điểm trở lên", "Phòng Hành chính tư pháp"),
)
TASKS = (
    ("TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành"),
    ("I", "Chỉ số Tính minh bạch và tiếp cận thông tin", "", "", ""),
    ("1", "Công khai bảng giá", "Phòng Xây dựng và kiểm tra văn bản", "Văn phòng Sở", "30/4/2024"),
    ("II", "Chỉ số Chi phí thời gian", "", "", ""),
    ("1", "Cắt giảm 30% thời gian cấp phiếu", "Phòng Hành chính tư pháp", "", "Quý II/2024"),
    ("2", "Tập huấn cán bộ một cửa", "Văn phòng Sở", "", "Hằng quý"),
)


def annexed() -> bytes:
    """A plan in Word: head and foot laid out in tables, targets in one, tasks annexed below."""
    document = Document()

    def table(rows: tuple[tuple[str, ...], ...]) -> Table:
        made: Table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, cells in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        return made

    table((("UBND TỈNH SƠN LA\nSỞ TƯ PHÁP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),))
    table((("Số: 31/KH-STP", "Sơn La, ngày 14 tháng 3 năm 2024"),))
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Nâng cao Chỉ số DDCI của Sở Tư pháp năm 2024")
    document.add_paragraph("I. MỤC TIÊU")
    document.add_paragraph("Chỉ tiêu cụ thể từng chỉ số thành phần:")
    heads = table(TARGETS)
    heads.cell(0, 2).merge(heads.cell(0, 3))
    table((("Nơi nhận:\n- Lưu: VT.", "GIÁM ĐỐC\n\nNguyễn Huy Mẫu"),))
    document.add_paragraph("PHỤ LỤC")
    document.add_paragraph("PHÂN CÔNG NHIỆM VỤ CẢI THIỆN CHỈ SỐ DDCI NĂM 2024")
    document.add_paragraph("(Kèm theo Kế hoạch số 31/KH-STP ngày 14/3/2024 của Sở Tư pháp)")
    table(TASKS)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def read(text: str, *, word: bool = False) -> tuple[ReadText, Plan]:
    """What is read of a text: as it stands, or out of a Word file without its blank lines."""
    if word:
        document, file = Document(), BytesIO()
        for line in filter(str.strip, text.splitlines()):
            document.add_paragraph(line)
        document.save(file)
        found = read_text(open_text("ke-hoach.docx", file.getvalue()), CATALOG)
    else:
        found = read_text(text_of("ke-hoach.txt", text.splitlines()), CATALOG)
    assert found.plan is not None
    return found, found.plan


def sure(found: ReadText) -> set[str]:
    return {each.path for each in found.facts if each.sure}


def said(targets: tuple[Target, ...]) -> list[tuple[TargetKind, Decimal | int | None, int | None]]:
    return [(each.kind, each.value or each.rank, each.year) for each in targets]


def test_targets_in_stages_are_each_of_their_year() -> None:
    for word in (False, True):
        _, plan = read(STAGED, word=word)
        assert plan.document.title.endswith("giai đoạn 2026 - 2030")
        assert said(plan.overall[0].targets) == [
            (TargetKind.REACH, Decimal(72), 2026),
            (TargetKind.RANK_AT_MOST, 10, 2026),
            (TargetKind.AT_LEAST, Decimal(85), 2030),
            (TargetKind.RANK_AT_MOST, 5, 2030),
        ]


def test_what_is_said_of_some_sub_indices_is_kept_to_be_placed() -> None:
    found, _ = read(STAGED)
    assert any("05/08" in each.text for each in found.unplaced)


def test_a_heading_names_its_sub_index_in_short_and_where_it_stood() -> None:
    found, plan = read(STAGED)
    (part,) = plan.sub_indices
    assert part.code == "business_support"
    assert "sub_indices[0]" not in sure(found)
    assert [(each.year, str(each.score), each.rank, each.out_of) for each in part.results] == [
        (2025, "7.05", 6, 20)
    ]
    units = {each.code: each.name for each in plan.units}
    assert [units[code] for code in part.lead] == ["Phòng Quản lý đất đai"]
    assert [units[code] for code in part.with_units] == ["Văn phòng Đăng ký đất đai"]


def test_a_bullet_with_several_deliverables_is_offered_as_several() -> None:
    found, plan = read(STAGED)
    first, second, third = plan.sub_indices[0].tasks
    assert first.due == date(2026, 3, 30)
    assert second.title == "Niêm yết công khai thủ tục giao đất"
    assert third.title == "Niêm yết công khai danh mục dự án còn đất trống"
    # The first is as certain as one that stands alone; whether a second was meant is asked.
    assert {"sub_indices[0].tasks[1]", "sub_indices[0].tasks[2]"} - sure(found) == {
        "sub_indices[0].tasks[2]"
    }


def test_two_tiers_of_a_report_are_two_duties_and_a_third_inherits_its_senders() -> None:
    found, plan = read(STAGED)
    rooms, office, yearly = plan.report_duties
    units = {each.code: each.name for each in plan.units}
    assert [units[code] for code in office.from_units] == ["Văn phòng Sở"]
    assert (rooms.cadence, rooms.due) == (
        Cadence.QUARTERLY,
        DueRule(inclusive=False, day=15, month_of_quarter=3),
    )
    assert (office.cadence, office.due) == (
        Cadence.QUARTERLY,
        DueRule(inclusive=False, day=20, month_of_quarter=3),
    )
    assert (yearly.cadence, yearly.due) == (
        Cadence.YEARLY,
        DueRule(inclusive=False, day=5, month=12),
    )
    assert not {"report_duties[1]", "report_duties[2]"} & sure(found)


def test_a_directive_is_the_committees_and_its_addressees_lead() -> None:
    for word in (False, True):
        found, plan = read(DIRECTIVE, word=word)
        assert (plan.agency.name, plan.agency.province) == ("UBND tỉnh Hà Tĩnh", "Hà Tĩnh")
        assert plan.document.title.endswith("(PCI) năm 2022")
        assert said(plan.overall[0].targets) == [(TargetKind.ABOVE, Decimal(67), None)]
        (result,) = plan.overall[0].results
        assert (result.year, result.rank, result.rank_change) == (2021, 27, -6)
        units = {each.code: each.name for each in plan.units}
        assert len(plan.general_tasks) == 2
        assert {units[code] for task in plan.general_tasks for code in task.lead} == {
            "Sở Kế hoạch và Đầu tư"
        }
        (duty,) = plan.report_duties
        assert [units[code] for code in duty.from_units] == ["Sở Kế hoạch và Đầu tư"]
        assert found.refused is None


def test_a_commune_has_percent_and_no_province_of_its_own() -> None:
    found, plan = read(COMMUNE)
    assert plan.agency.name == "UBND xã Tân Thành"
    assert "agency.province" not in sure(found)
    par, sipas = plan.overall
    assert said(par.targets)[0] == (TargetKind.AT_LEAST, Decimal(90), None)
    assert said(sipas.targets) == [(TargetKind.ABOVE, Decimal(92), None)]
    names = {each.name for each in plan.units}
    assert {"Văn phòng HĐND và UBND xã", "Phòng Kinh tế"} <= names
    assert plan.complete


def test_tables_and_what_is_annexed_below_the_signature_are_read_and_never_sure() -> None:
    found = read_text(open_text("ke-hoach.docx", annexed()), CATALOG)
    plan = found.plan
    assert plan is not None
    units = {each.code: each.name for each in plan.units}
    by_code = {each.code: each for each in plan.sub_indices}
    part = by_code["time_cost"]
    assert said(part.targets) == [(TargetKind.AT_LEAST, Decimal("7.5"), None)]
    (result,) = part.results
    assert (result.year, str(result.score), result.rank, result.out_of) == (2023, "6.80", 12, 20)
    assert [units[code] for code in part.lead] == ["Phòng Hành chính tư pháp"]
    cut, trained = part.tasks
    assert (cut.due, trained.cadence) == (date(2024, 6, 30), Cadence.QUARTERLY)
    (opened,) = by_code["transparency"].tasks
    assert opened.due == date(2024, 4, 30)
    assert [units[code] for code in opened.lead] == ["Phòng Xây dựng và kiểm tra văn bản"]
    assert [units[code] for code in opened.with_units] == ["Văn phòng Sở"]
    assert plan.document.signer is not None
    # That this very paper is cited in its annex makes it no basis of its own.
    assert (plan.general_tasks, plan.legal_bases) == ((), ())
    figures = ("targets", "results", "tasks")
    assert not [each for each in sure(found) if each.split(".")[-1].startswith(figures)]


def test_a_heading_goes_on_with_figures_and_with_who_leads() -> None:
    found, plan = read(DISTRICT)
    units = {each.code: each.name for each in plan.units}
    whole = plan.overall[0].results
    assert [(each.year, str(each.score), each.rank) for each in whole] == [(2023, "64.1", 10)]
    time_cost, support, informal = (each for each in plan.sub_indices if each.tasks)
    codes = [each.code for each in (time_cost, support, informal)]
    assert codes == ["time_cost", "business_support", "informal_cost"]
    assert said(time_cost.targets) == [(TargetKind.REACH, Decimal("7.2"), None)]
    assert [str(each.score) for each in time_cost.results] == ["6.3"]
    assert [units[code] for code in time_cost.lead] == ["Phòng Nội vụ"]
    assert [units[code] for code in time_cost.with_units] == ["UBND các xã, thị trấn"]
    assert [each.due for each in time_cost.tasks] == [date(2024, 6, 30), None]
    assert [units[code] for code in support.lead] == ["Thanh tra huyện"]
    # Somebody is named in words that no rule knows: what they do is not sure.
    assert informal.lead == ()
    at = plan.sub_indices.index(informal)
    assert f"sub_indices[{at}].tasks[0]" not in sure(found)
