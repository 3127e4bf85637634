"""Targets as papers print them, each with what it means; the sentences are made up."""

from decimal import Decimal

import pytest

from ddci_tracker.domain.imported import Doubt
from ddci_tracker.domain.plan import RankList, Target, TargetKind, TargetOf
from ddci_tracker.plans.importing.targets import targets_in

YEAR = 2024
D = Decimal


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Chỉ tiêu: đạt trên 7,80 điểm", Target(kind=TargetKind.ABOVE, value=D("7.80"))),
        ("Phấn đấu đạt 8 điểm trở lên", Target(kind=TargetKind.AT_LEAST, value=D("8"))),
        ("Chỉ tiêu đạt từ 8.0 điểm trở lên", Target(kind=TargetKind.AT_LEAST, value=D("8.0"))),
        ("Chỉ tiêu: tối thiểu 6,5 điểm", Target(kind=TargetKind.AT_LEAST, value=D("6.5"))),
        ("Phấn đấu đạt 8,5 điểm", Target(kind=TargetKind.REACH, value=D("8.5"))),
        ("Phấn đấu đạt khoảng 68,9 điểm", Target(kind=TargetKind.ABOUT, value=D("68.9"))),
        ("Đạt từ 7 – 8 điểm", Target(kind=TargetKind.RANGE, low=D("7"), high=D("8"))),
        ("Phấn đấu vào top 10", Target(kind=TargetKind.RANK_AT_MOST, rank=10)),
        ("Nằm trong nhóm 05 đơn vị dẫn đầu", Target(kind=TargetKind.RANK_AT_MOST, rank=5)),
        ("Phấn đấu từ hạng 10 trở lên", Target(kind=TargetKind.RANK_AT_MOST, rank=10)),
        ("Phấn đấu hạng 10–15", Target(kind=TargetKind.RANK_RANGE, low=D(10), high=D(15))),
        ("Giữ vững vị trí số 01", Target(kind=TargetKind.HOLD_RANK, rank=1)),
        ("Đứng trong nhóm dẫn đầu", Target(kind=TargetKind.TOP_GROUP)),
        ("Phấn đấu giữ hạng 2/21", Target(kind=TargetKind.HOLD_RANK, rank=2)),
        ("Vươn lên vị trí thứ nhất", Target(kind=TargetKind.RANK_AT_MOST, rank=1)),
        ("Phấn đấu thuộc nhóm “Rất tốt”", Target(kind=TargetKind.BAND, band="Rất tốt")),
        (
            "Phấn đấu tăng 2-3 bậc so với năm 2023",
            Target(kind=TargetKind.INCREASE, of=TargetOf.PLACES, low=D(2), high=D(3)),
        ),
        (
            "Phấn đấu tăng 5% so với năm 2019",
            Target(kind=TargetKind.INCREASE, of=TargetOf.PERCENT, low=D(5), base_year=2019),
        ),
        (
            "Chỉ tiêu: bằng hoặc cao hơn trung bình khối",
            Target(kind=TargetKind.VERSUS, of=TargetOf.MEAN),
        ),
        (
            "Chỉ tiêu: trên mức trung vị",
            Target(kind=TargetKind.VERSUS, of=TargetOf.MEDIAN, strict=True),
        ),
        (
            "Chỉ tiêu: kém đơn vị dẫn đầu khối không quá 3 điểm",
            Target(kind=TargetKind.VERSUS, of=TargetOf.BEST, margin=D(-3)),
        ),
        (
            "Phấn đấu không kém đơn vị đứng đầu quá 0,5 điểm",
            Target(kind=TargetKind.VERSUS, of=TargetOf.BEST, margin=D("-0.5")),
        ),
        (
            "Chỉ tiêu: thấp hơn trung bình khối dưới 2 điểm",
            Target(kind=TargetKind.VERSUS, of=TargetOf.MEAN, margin=D(-2), strict=True),
        ),
        (
            "Chỉ tiêu: không thấp hơn mức trung vị",
            Target(kind=TargetKind.VERSUS, of=TargetOf.MEDIAN),
        ),
        (
            "Phấn đấu xếp thứ 20 toàn quốc",
            Target(kind=TargetKind.RANK_AT_MOST, rank=20, list=RankList.NATIONAL),
        ),
    ],
)
def test_a_target_is_read(said: str, meant: Target) -> None:
    (found,) = targets_in(said, YEAR)
    assert _bare(found.target) == meant


def test_steps_over_several_years_are_targets_of_their_years() -> None:
    found = targets_in("Mục tiêu: năm 2024 đạt 7,5 điểm; đến năm 2030 đạt 9 điểm", YEAR)
    assert [(each.target.value, each.target.year) for each in found] == [
        (D("7.5"), None),
        (D("9"), 2030),
    ]


def test_the_result_of_last_year_is_no_target() -> None:
    (found,) = targets_in("Chỉ tiêu: đạt trên 7,4 điểm (Năm 2023 được 6,26 điểm)", YEAR)
    assert found.target.value == D("7.4")


@pytest.mark.parametrize(
    ("said", "doubt"),
    [
        ("Chỉ tiêu: phần đầu năm 2024 đạt trên 7,4 điểm", None),
        ("Chỉ tiêu: phần đầu xếp hạng 5", None),
        ("Chỉ tiêu: phần đầu của bảng trên 7,4 điểm", Doubt.MISPRINT),
    ],
)
def test_a_misprinted_word_is_looked_at_where_it_may_mean_what_it_says(
    said: str, doubt: Doubt | None
) -> None:
    (found,) = targets_in(said, YEAR)
    assert found.doubt is doubt


def _bare(target: Target) -> Target:
    return Target(
        **{
            name: getattr(target, name)
            for name in Target.__slots__
            if name not in ("text", "lines")
        }
    )
