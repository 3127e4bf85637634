"""Due rules are said as plans print them."""

from dataclasses import replace

import pytest

from ddci_tracker.domain.plan import Cadence, DueRule
from ddci_tracker.words.catalogue import Language, Words
from ddci_tracker.words.deadlines import due_rule

BEFORE_6 = DueRule(inclusive=False, day=6)
BY_20 = DueRule(inclusive=True, day=20)


@pytest.mark.parametrize(
    ("rule", "cadence", "vietnamese", "english"),
    [
        (
            replace(BEFORE_6, month_of_quarter=3),
            Cadence.QUARTERLY,
            "trước ngày 06 của tháng cuối quý",
            "before day 06 of the quarter's last month",
        ),
        (
            replace(BEFORE_6, month_of_quarter=1),
            Cadence.QUARTERLY,
            "trước ngày 06 của tháng thứ 1 trong quý",
            "before day 06 of month 1 of the quarter",
        ),
        (
            BEFORE_6,
            Cadence.QUARTERLY,
            "trước ngày 06 của tháng cuối quý",
            "before day 06 of the quarter's last month",
        ),
        (
            replace(BEFORE_6, month=12),
            Cadence.YEARLY,
            "trước ngày 06 tháng 12",
            "before day 06 of month 12",
        ),
        (
            BY_20,
            Cadence.YEARLY,
            "chậm nhất ngày 20 tháng 12",
            "by day 20 of month 12",
        ),
        (
            replace(BY_20, month=8),
            Cadence.ONCE,
            "chậm nhất ngày 20 tháng 8",
            "by day 20 of month 8",
        ),
        (
            BY_20,
            Cadence.MONTHLY,
            "chậm nhất ngày 20 hằng tháng",
            "by day 20 of each month",
        ),
        (
            replace(BY_20, of_next_period=True),
            Cadence.MONTHLY,
            "chậm nhất ngày 20 của tháng sau",
            "by day 20 of the following month",
        ),
        (
            replace(BY_20, of_next_period=True),
            Cadence.QUARTERLY,
            "chậm nhất ngày 20 của tháng đầu quý sau",
            "by day 20 of the first month of the following quarter",
        ),
        (
            replace(BY_20, month_of_half=6),
            Cadence.HALF_YEARLY,
            "chậm nhất ngày 20 của tháng cuối kỳ 6 tháng",
            "by day 20 of the half-year's last month",
        ),
        (
            replace(BY_20, month_of_half=2),
            Cadence.HALF_YEARLY,
            "chậm nhất ngày 20 của tháng thứ 2 trong kỳ 6 tháng",
            "by day 20 of month 2 of the half-year",
        ),
        (
            replace(BY_20, of_next_period=True),
            Cadence.HALF_YEARLY,
            "chậm nhất ngày 20 của tháng đầu kỳ 6 tháng sau",
            "by day 20 of the first month of the following half-year",
        ),
        (
            replace(BY_20, of_next_period=True),
            Cadence.YEARLY,
            "chậm nhất ngày 20 tháng 1 năm sau",
            "by day 20 of month 1 of the following year",
        ),
    ],
)
def test_a_due_rule_is_said_with_its_day_and_month(
    rule: DueRule, cadence: Cadence, vietnamese: str, english: str
) -> None:
    assert due_rule(rule, cadence, Words.of()) == vietnamese
    assert due_rule(rule, cadence, Words.of(Language("en"))) == english
