"""Lines that belong together, and lines that do not; all made up."""

from ddci_tracker.domain.printed import text_of
from ddci_tracker.plans.importing.paragraphs import paragraphs_of

HEADING = (
    "2. Nâng cao chỉ số “Chi phí thời gian” (năm 2022 đạt 6,90 điểm, xếp thứ 8/18), phấn đấu "
    "năm 2023 đạt từ 7,5 điểm trở lên"
)


def test_a_line_of_any_length_is_a_paragraph_where_no_margin_broke_the_text() -> None:
    short = [f"- Việc thứ {number} của phòng" for number in range(25)]
    lines = [
        *short,
        "x" * 110,
        "y" * 112,
        "z" * 115,
        HEADING,
        "Giao Văn phòng Sở chủ trì",
        "Y" * 180,
    ]
    shown = [each.text for each in paragraphs_of(text_of("a.txt", lines))]
    assert shown[-3:] == [HEADING, "Giao Văn phòng Sở chủ trì", "Y" * 180]


def test_lines_that_a_margin_broke_are_joined() -> None:
    lines = []
    for number in range(12):
        lines += [
            f"- Phòng {number} rà soát quy trình nội bộ của các thủ tục thuộc",
            "Thanh tra Sở.",
        ]
    shown = [each.text for each in paragraphs_of(text_of("a.txt", lines))]
    assert len(shown) == 12
