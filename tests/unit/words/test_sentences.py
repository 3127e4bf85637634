"""What every reason, subject and finding says, in full and in short."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest

from ddci_tracker.domain.findings import CheckCode
from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.reasons import Reason, ReasonCode, Subject
from ddci_tracker.words.catalogue import Language, Words
from ddci_tracker.words.reason_templates import SENTENCES, SHORT
from ddci_tracker.words.reasons import carried_note, sentence, short
from tests.unit.words.examples import EXAMPLES, Example

VI, EN = Words.of(Language("vi")), Words.of(Language("en"))

CODES: list[StrEnum] = [*ReasonCode, *Subject, *CheckCode]


def test_every_code_has_a_template_and_no_two_codes_are_written_alike() -> None:
    assert len(set(CODES)) == len(CODES)
    assert set(SENTENCES) == set(CODES)


def test_every_reason_can_be_said_in_short() -> None:
    assert set(SHORT) == set(ReasonCode)


def test_every_code_has_an_example() -> None:
    assert {example.reason.code for example in EXAMPLES} == set(CODES)
    assert {e.reason.code for e in EXAMPLES if e.short is not None} == set(ReasonCode)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.vietnamese)
def test_a_reason_says(example: Example) -> None:
    assert sentence(example.reason, VI) == example.vietnamese
    assert sentence(example.reason, EN) == example.english
    if example.short is not None:
        assert short(example.reason, VI) == example.short


def test_every_template_has_an_example() -> None:
    taken = set()
    for example in EXAMPLES:
        arguments = dict(example.reason.arguments)
        templates = SENTENCES[example.reason.code]
        taken.add(next(template for template in templates if template.fits(arguments)))
    assert taken == {template for templates in SENTENCES.values() for template in templates}


@pytest.mark.parametrize(
    "example", [e for e in EXAMPLES if e.short is not None], ids=lambda e: e.vietnamese
)
def test_few_words_begin_small_and_are_fewer(example: Example) -> None:
    for words in (VI, EN):
        few = short(example.reason, words)
        assert not few[0].isupper()
        assert len(few) <= len(sentence(example.reason, words))


def test_a_reason_without_what_it_must_say_is_an_error() -> None:
    with pytest.raises(KeyError, match="past_due"):
        sentence(Reason.of(ReasonCode.PAST_DUE, days=3), VI)
    with pytest.raises(TypeError, match="no gap"):
        sentence(Reason.of(ReasonCode.TARGET_MET, gap=None, measure=None), VI)
    with pytest.raises(TypeError, match="no count"):
        sentence(Reason.of(ReasonCode.PAST_DUE, days="3", due=date(2021, 6, 30)), VI)


def test_braces_and_signs_that_people_typed_stay_as_they_are() -> None:
    typed = "100% {xong} <b>"
    assert sentence(Reason.of(Subject.TASK, title=typed), VI) == typed
    assert sentence(Reason.of(ReasonCode.BLOCKED, recovery=typed), VI).endswith(typed)


def test_a_long_gap_keeps_its_places_and_its_sign_is_said_in_words() -> None:
    reason = Reason.of(ReasonCode.TARGET_MISSED, gap=Decimal("-12.30"), measure="points")
    assert sentence(reason, VI) == "Chưa đạt, thiếu 12,30 điểm"


def test_a_carried_light_names_the_quarter_whose_word_it_shows() -> None:
    reason = Reason.of(ReasonCode.ON_TRACK)
    own = Light(colour=Colour.GREEN, reason=reason)
    carried = Light(colour=Colour.GREEN, reason=reason, carried=Period.quarter(2021, 2))
    assert carried_note(own, VI) is None
    assert carried_note(carried, VI) == "theo quý II"
    assert carried_note(carried, EN) == "by Q2"
