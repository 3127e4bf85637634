"""The catalogue is complete, and a language belongs to whoever speaks, not to the process."""

import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from string import Formatter

import pytest

from ddci_tracker.domain.periods import Period
from ddci_tracker.plans.problems import Problem, ProblemCode
from ddci_tracker.words.catalogue import (
    Language,
    Words,
    ids_of,
    read_catalogue,
    translations_of,
)
from ddci_tracker.words.extract import ROOT, messages_in
from ddci_tracker.words.language import DEFAULT, catalogue_of

MESSAGES = [message for message in read_catalogue(catalogue_of(DEFAULT)) if message.id]

SAID = {ids_of(message)[0]: translations_of(message)[0] for message in MESSAGES}

# Said the same way in both languages.
THE_SAME = {"{file}: {problem}", "top {rank}", "Python"}

VI, EN = Words.of(Language("vi")), Words.of(Language("en"))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_message_of_the_sources_is_in_the_catalogue_and_no_other() -> None:
    assert set(messages_in(ROOT)) == {ids_of(message) for message in MESSAGES}


def test_every_message_has_one_certain_translation() -> None:
    assert [message.id for message in MESSAGES if message.fuzzy] == []
    assert [message.id for message in MESSAGES if len(translations_of(message)) != 1] == []
    assert [message_id for message_id, said in SAID.items() if not said.strip()] == []


def test_a_translation_has_the_placeholders_of_its_message() -> None:
    unlike = [
        (message_id, said)
        for (_, said), message in zip(SAID.items(), MESSAGES, strict=True)
        for message_id in ids_of(message)
        if placeholders(said) != placeholders(message_id)
    ]
    assert unlike == []


def test_no_translation_is_left_in_english() -> None:
    assert {message_id for message_id, said in SAID.items() if said == message_id} == THE_SAME


def test_a_translation_is_written_with_composed_letters() -> None:
    assert [said for said in SAID.values() if not unicodedata.is_normalized("NFC", said)] == []


def test_a_translation_begins_and_ends_like_its_message() -> None:
    assert [said for said in SAID.values() if said != said.strip()] == []
    stops = [(i, said) for i, said in SAID.items() if i.endswith(".") != said.endswith(".")]
    assert stops == []
    sentences = {i: said for i, said in SAID.items() if i[0].isupper() and i[1].islower()}
    assert [said for said in sentences.values() if said[0].islower()] == []


def test_vietnamese_is_the_default() -> None:
    assert Words.of().text("Overdue") == "Quá hạn"
    assert Words.of(Language("en")).text("Overdue") == "Overdue"


def test_an_argument_is_written_by_its_type_and_language() -> None:
    issued = date(2021, 6, 5)
    assert VI.text("Begins on {start}", start=issued) == "Bắt đầu từ ngày 05/06/2021"
    assert EN.text("Begins on {start}", start=issued) == "Begins on 5 Jun 2021"
    assert VI.text("above {score}", score=Decimal("7.80")) == "trên 7,80"
    assert VI.text("Report of {period}", period=Period.quarter(2021, 2)) == "Báo cáo quý II/2021"


def test_a_year_is_no_quantity() -> None:
    assert VI.text("year {year}", year=2021) == "năm 2021"
    assert VI.plural("{count} task lacks an update", "", count=2021) == (
        "2.021 nhiệm vụ quá hạn cập nhật"
    )


@pytest.mark.parametrize(
    ("count", "vietnamese", "english"),
    [
        (0, "0 bậc", "0 places"),
        (1, "1 bậc", "1 place"),
        (2, "2 bậc", "2 places"),
    ],
)
def test_a_number_has_its_form(count: int, vietnamese: str, english: str) -> None:
    assert VI.plural("{count} place", "{count} places", count=count) == vietnamese
    assert EN.plural("{count} place", "{count} places", count=count) == english


def test_what_people_typed_is_no_template() -> None:
    typed = "{note} {0} {a.b} 100% <b>"
    assert VI.text("Returned on {on}: {note}", on="hôm qua", note=typed).endswith(typed)


def test_a_placeholder_without_an_argument_is_an_error() -> None:
    with pytest.raises(KeyError, match="day"):
        VI.text("Begins on {day}")


def test_an_unknown_message_is_said_as_it_stands() -> None:
    assert VI.text("Nobody says {what}", what="this") == "Nobody says this"


def test_two_languages_are_spoken_side_by_side() -> None:
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda n: (VI, EN)[n % 2].text("Overdue"), range(200)))
    assert said == ["Quá hạn", "Overdue"] * 100


PROBLEM = Problem(
    code=ProblemCode.DUPLICATE_KEY,
    file="STNMT-LS-2020.yaml",
    line=12,
    field="units[0]",
    arguments=(("key", "name"), ("first_line", 9)),
)


def test_a_problem_of_a_plan_file_is_said_in_the_language_asked_for() -> None:
    assert PROBLEM.sentence(VI.translate) == (
        "STNMT-LS-2020.yaml, dòng 12, units[0]: trường name có hai lần, lần đầu ở dòng 9"
    )
    assert PROBLEM.sentence(EN.translate) == PROBLEM.sentence()


def test_a_percentage_is_written_without_a_space_on_every_way_out() -> None:
    apart = re.compile(r"[0-9}]\s+%")
    said = {text for message in MESSAGES for text in (*ids_of(message), *translations_of(message))}
    assert sorted(each for each in said if apart.search(each)) == []
    guides = (ROOT / "docs").glob("huong-dan-*.md")
    texts = {guide.name: guide.read_text(encoding="utf-8") for guide in guides}
    assert texts
    assert [name for name, text in texts.items() if apart.search(text)] == []
