"""How the targets of a plan of several years are named in one of them."""

from decimal import Decimal

from ddci_tracker.domain.plan import Target, TargetKind
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.plan_names import for_other_year

WORDS = Words.of()


def of_year(year: int) -> Target:
    return Target(kind=TargetKind.AT_LEAST, value=Decimal(8), year=year)


def test_a_milestone_that_is_past_is_not_told_as_one_to_come() -> None:
    assert for_other_year("từ 8", of_year(2028), 2026, WORDS) == "từ 8 (năm 2028)"
    assert for_other_year("từ 8", of_year(2025), 2026, WORDS) == "từ 8 (năm 2025, đã qua)"
