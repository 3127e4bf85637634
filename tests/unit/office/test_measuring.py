"""How much room texts take: what slides rely on to never run over."""

import pytest

from ddci_tracker.office import measuring

TITLE = "Rà soát, sửa đổi, bổ sung hoặc bãi bỏ các quy định không còn phù hợp"


def test_a_letter_is_as_wide_as_without_its_marks() -> None:
    assert measuring.width("ệ", 16) == measuring.width("e", 16)
    assert measuring.width("Ắ", 16) == measuring.width("A", 16)


def test_a_letter_with_a_horn_is_wider_than_without() -> None:
    assert measuring.width("ự", 16) > measuring.width("u", 16)
    assert measuring.width("ợ", 16) > measuring.width("o", 16)


def test_width_grows_with_size_and_weight() -> None:
    assert measuring.width(TITLE, 32) == pytest.approx(2 * measuring.width(TITLE, 16))
    assert measuring.width(TITLE, 16, bold=True) > measuring.width(TITLE, 16)


def test_a_known_text_takes_about_its_true_width() -> None:
    # 12 digits of 556 thousandths at 36 points are 3.336 inches, before what is added for safety.
    assert measuring.width("0" * 12, 36) == pytest.approx(3.336, rel=0.03)


@pytest.mark.parametrize(
    ("letter", "regular", "bold"),
    [("W", 944, 944), ("i", 222, 278), ("đ", 556, 611), ("Ư", 854, 830), ("●", 604, 604)],
)
def test_letters_are_as_wide_as_those_of_arial(letter: str, regular: int, bold: int) -> None:
    thousandth = 1.02 / 72  # of a letter of a thousand points, in inches, with what is for safety
    assert measuring.width(letter, 1000) == pytest.approx(regular * thousandth)
    assert measuring.width(letter, 1000, bold=True) == pytest.approx(bold * thousandth)


def test_marks_that_are_typed_apart_take_no_room() -> None:
    assert measuring.width("e\u0302\u0323", 16) == measuring.width("e", 16)


def test_even_an_empty_text_takes_a_line() -> None:
    assert measuring.lines("", 2, 16) == 1


def test_a_text_takes_more_lines_in_less_room() -> None:
    counts = [measuring.lines(TITLE, room, 16) for room in (10, 5, 2.5, 1.25)]
    assert counts == sorted(counts)
    assert counts[0] == 1
    assert counts[-1] >= 6


def test_a_word_wider_than_a_line_is_broken() -> None:
    assert measuring.lines("x" * 100, 1, 16) > 5


def test_a_line_does_not_break_at_a_space_that_forbids_it() -> None:
    room = measuring.width("● Đúng", 16) + 0.01
    assert measuring.lines("● Đúng tiến", room, 16) == 2
    assert measuring.lines("●\u00a0Đúng", measuring.width("●", 16) + 0.3, 16) > 1


@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_text_that_is_cut_takes_no_more_lines_and_says_that_it_was_longer(most: int) -> None:
    shown = measuring.cut(TITLE * 5, 3, 16, most)
    assert measuring.lines(shown, 3, 16) == most
    assert shown.endswith("…")
    assert TITLE.startswith(shown[: min(len(shown) - 1, len(TITLE))])


def test_a_text_that_fits_is_not_cut() -> None:
    assert measuring.cut(TITLE, 10, 16, 1) == TITLE


def test_lines_stand_below_one_another() -> None:
    assert measuring.height(4, 18) == pytest.approx(4 * 18 * 1.2 / 72)
