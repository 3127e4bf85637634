"""Duties to report as papers print them, with how often and by when; all made up."""

import pytest

from ddci_tracker.domain.plan import Cadence, DayOfYear, DueRule
from ddci_tracker.domain.printed import text_of
from ddci_tracker.plans.importing.duties import duties_in
from ddci_tracker.plans.importing.outline import outline_of
from ddci_tracker.plans.importing.paragraphs import paragraphs_of
from ddci_tracker.plans.importing.units import UnitBook

BEFORE_15 = DueRule(inclusive=False, day=15, month_of_quarter=3)


@pytest.mark.parametrize(
    ("said", "owed"),
    [
        (
            "Văn phòng Sở tổng hợp, báo cáo UBND tỉnh trước ngày 15 của tháng cuối quý; báo cáo "
            "năm trước ngày 10/12.",
            [
                (Cadence.QUARTERLY, BEFORE_15),
                (Cadence.YEARLY, DueRule(inclusive=False, day=10, month=12)),
            ],
        ),
        (
            "Văn phòng Sở báo cáo UBND tỉnh kết quả hằng quý trước ngày 15 tháng cuối quý.",
            [(Cadence.QUARTERLY, BEFORE_15)],
        ),
        (
            "Trưởng các phòng, đơn vị thuộc Sở tổ chức thực hiện kế hoạch; báo cáo kết quả trước "
            "ngày 01/6 và 01/12 về Văn phòng Sở.",
            [
                (
                    Cadence.HALF_YEARLY,
                    DueRule(
                        inclusive=False,
                        days=(
                            DayOfYear(inclusive=False, day=1, month=6),
                            DayOfYear(inclusive=False, day=1, month=12),
                        ),
                    ),
                )
            ],
        ),
        (
            "Các sở, ngành, địa phương gửi báo cáo kết quả về Sở Tài chính trước ngày 15 của tháng "
            "cuối quý.",
            [(Cadence.QUARTERLY, BEFORE_15)],
        ),
    ],
)
def test_how_often_and_by_when(said: str, owed: list[tuple[Cadence, DueRule]]) -> None:
    book = UnitBook(outline_of(paragraphs_of(text_of("a.txt", [said]))), "Sở Du lịch")
    found = duties_in(said, book, ())
    assert [(each.cadence, each.due) for each in found] == owed
    assert all(each.senders for each in found)
