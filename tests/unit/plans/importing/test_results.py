"""Results of earlier years as papers print them; the sentences are made up."""

from decimal import Decimal
from typing import Any

import pytest

from ddci_tracker.plans.importing.results import result_in


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("(Năm 2023 được 6,26 điểm)", {"score": "6.26"}),
        ("Năm 2023 đạt 9.12 điểm đứng vị trí 02", {"score": "9.12", "rank": 2}),
        (
            "Năm 2023 đạt 6.70 điểm đứng 20/24 tụt 9 bậc so với năm 2022 (năm 2022 xếp thứ 11)",
            {
                "score": "6.70",
                "rank": 20,
                "out_of": 24,
                "rank_change": -9,
                "previous_rank": 11,
            },
        ),
        (
            "Xếp hạng 17/24, từ vị trí thứ 2 xuống vị trí 17, mức độ cải thiện – 1.92 điểm",
            {"rank": 17, "out_of": 24, "previous_rank": 2, "score_change": "-1.92"},
        ),
        ("Xếp hạng 20/24 không có sự thay đổi so với năm 2022", {"rank": 20, "rank_change": 0}),
        ("Nằm ngoài nhóm 30", {"rank_over": 30}),
    ],
)
def test_a_result_is_read(said: str, figures: dict[str, Any]) -> None:
    found = result_in(said, 2023, 2024)
    assert found is not None
    assert found.result.year == 2023
    for name, value in figures.items():
        wanted = Decimal(value) if isinstance(value, str) else value
        assert getattr(found.result, name) == wanted, name


@pytest.mark.parametrize("said", ["Phấn đấu cải thiện thứ hạng", "Năm 2024 đạt 8 điểm"])
def test_what_is_no_earlier_result_is_none(said: str) -> None:
    assert result_in(said, None, 2024) is None
