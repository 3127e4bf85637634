"""Text in one form: what looks alike is alike, and what looks blank is blank."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddci_tracker.domain import texts

COMPOSED = "Phòng Quản lý lữ hành, Đồng Tháp"

PROSE = [
    (unicodedata.normalize("NFD", COMPOSED), COMPOSED),
    ("o\u200b\u0302", "ô"),
    ("hoà và hòa", "hoà và hòa"),
    ("a\u00a0b\u2009c\u3000d\te", "a b c d e"),
    ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
    ("\ufeffSở\u200b\u200d\u2060 \u00adCông", "Sở Công"),
    ("\u202eSở\u202c \u2066Công\u2069", "Sở Công"),
    ("Sở\x00\x07\x1b Công\ud800\ufffe", "Sở Công"),
    ("  hai dòng\n thứ hai \n", "hai dòng\n thứ hai"),
    ("13–15 – “nháy”", "13–15 – “nháy”"),
    ("😀", "😀"),
]
BLANK = ["", " ", "\u00a0\t\n", "\u200b", "\u3164", "\u2800", "\u115f\u1160", "\ufe0f", "\x00", "­"]


@pytest.mark.parametrize(("typed", "plain"), PROSE)
def test_a_text_has_one_form(typed: str, plain: str) -> None:
    assert texts.prose(typed) == plain
    assert texts.line(typed) == " ".join(plain.split())


@pytest.mark.parametrize("typed", BLANK)
def test_what_looks_blank_is_blank(typed: str) -> None:
    assert texts.prose(typed) == ""


@given(st.text())
def test_the_one_form_is_reached_at_once(typed: str) -> None:
    assert texts.prose(texts.prose(typed)) == texts.prose(typed)
    assert texts.line(texts.line(typed)) == texts.line(typed)


@given(st.text(st.sampled_from("a Ôố\u0301\u0323\u2800\u3164\ufe0f\u200b\u00a0–😀")) | st.text())
def test_a_text_without_a_break_is_read_like_one_with_a_break(typed: str) -> None:
    """What nothing has to be done to is found without asking for each letter."""
    assert texts.prose(typed) == texts.prose(f"{typed}\n")
    assert f"{texts.without_unseen(typed)}\n" == texts.without_unseen(f"{typed}\n")


@given(st.text())
def test_composed_or_not_a_text_is_the_same(typed: str) -> None:
    assert texts.prose(unicodedata.normalize("NFD", typed)) == texts.prose(typed)


def test_what_was_kept_before_there_was_a_limit_is_shown_shortened() -> None:
    assert texts.shortened("a" * texts.LONGEST_PROSE) == "a" * texts.LONGEST_PROSE
    shown = texts.shortened("a" * 1_000_000)
    assert (len(shown), shown[-1]) == (texts.LONGEST_PROSE, "…")
