"""Numbers as people type and paste them: read exactly, or refused with the field named."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.typed_numbers import HIGHEST_SCORE, decimal, percent, whole

NO_NUMBER = "{typed} is not a number; write 7,80 or 7.80"
TWO_WAYS = "{typed} can be read in two ways; write {thousands} or {places}"
NOT_WHOLE = "{typed} is not a whole number"
NO_PERCENTAGE = "A percentage is a whole number from 0 to 100, not {typed}"

DECIMALS = [
    ("7,5", "7.5"),
    ("7.5", "7.5"),
    ("7,80", "7.80"),
    ("37,5", "37.5"),
    ("12.5", "12.5"),
    ("0,654", "0.654"),
    ("1,2345", "1.2345"),
    ("1.234,5", "1234.5"),
    ("1,234.5", "1234.5"),
    ("1 234,5", "1234.5"),
    ("1\u00a0234", "1234"),
    ("1.234.567", "1234567"),
    ("1.234.567,89", "1234567.89"),
    (" \u00a07,80\u200b ", "7.80"),
    ("７，８０", "7.80"),
    ("-3", "-3"),
    ("\u22123,5", "-3.5"),
    ("–3", "-3"),
    ("+2", "2"),
]
NO_NUMBERS = [
    *("", " ", "7,8o", "7,8,9", "7 5", "7 ,5", "1.23.456", "12.345.67", "1.234,", ",5", "1e5"),
    *("½", "7²", "٧", "75%", "--3", "nan", "∞", "0x10", "1_000", "7.80đ"),
]


@pytest.mark.parametrize(("typed", "read"), DECIMALS)
def test_a_number_is_read_with_the_places_it_was_typed_with(typed: str, read: str) -> None:
    assert str(decimal(typed)) == read


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_is_no_number_is_refused_with_its_field(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        decimal(typed, field="score")
    assert (refused.value.message, refused.value.field) == (NO_NUMBER, "score")


@pytest.mark.parametrize("typed", ["1234567890", "1" * 400, "7,1234567890", "1.234.567.890"])
def test_a_number_of_too_many_digits_is_told_so(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        decimal(typed, field="score")
    assert refused.value.message.startswith("{typed} has too many digits")
    assert (refused.value.field, refused.value.arguments["most"]) == ("score", 9)


@pytest.mark.parametrize("typed", ["1.234", "1,234", "12.345", "100,000"])
def test_a_number_of_two_readings_is_refused_and_never_guessed(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        decimal(typed, field="score")
    assert (refused.value.message, refused.value.field) == (TWO_WAYS, "score")
    with pytest.raises(Refused):
        whole(typed)


@pytest.mark.parametrize(("typed", "read"), [("7.123", "7.123"), ("65,120", "65.120")])
def test_where_one_reading_exceeds_the_scale_the_other_is_meant(typed: str, read: str) -> None:
    assert str(decimal(typed, highest=HIGHEST_SCORE)) == read


def test_even_on_a_scale_a_thousand_can_be_one() -> None:
    with pytest.raises(Refused) as refused:
        decimal("1.000", highest=HIGHEST_SCORE)
    assert refused.value.message == TWO_WAYS


@pytest.mark.parametrize(("typed", "read"), [("16", 16), ("16,0", 16), ("−3", -3), ("1 234", 1234)])
def test_a_whole_number_is_read(typed: str, read: int) -> None:
    assert whole(typed) == read


@pytest.mark.parametrize("typed", ["1,5", "1.5", "", "a", "75%", "1/2"])
def test_what_is_no_whole_number_is_refused_and_not_rounded(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        whole(typed, field="rank")
    assert (refused.value.message, refused.value.field) == (NOT_WHOLE, "rank")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0", 0),
        ("75", 75),
        ("75%", 75),
        ("75 %", 75),
        ("75,00\u00a0%", 75),
        ("７５％", 75),
        ("100", 100),
    ],
)
def test_a_percentage_is_read_with_or_without_its_sign(typed: str, read: int) -> None:
    assert percent(typed) == read


@pytest.mark.parametrize(
    "typed", ["7,5", "37,5", "12.5", "150", "101%", "-1", "0,75", "%", "", "a"]
)
def test_another_percentage_is_refused_and_neither_rounded_nor_cut(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        percent(typed)
    assert (refused.value.message, refused.value.field) == (NO_PERCENTAGE, "percent")


@given(st.decimals(min_value=0, max_value=1000, allow_nan=False, places=2))
def test_a_score_is_read_alike_with_a_comma_and_with_a_point(score: Decimal) -> None:
    with_point = f"{score:f}"
    assert decimal(with_point.replace(".", ",")) == decimal(with_point) == score


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    for read in (decimal, whole, percent):
        try:
            read(typed)
        except Refused as refused:
            assert "typed" in refused.arguments  # noqa: PT017
