"""Every member of an enum that a screen shows has a label in both languages."""

import importlib
import pkgutil
from enum import StrEnum

import pytest

import ddci_tracker.domain
from ddci_tracker.domain.by_unit import UnitFigure
from ddci_tracker.domain.clock import ClockDoubt
from ddci_tracker.domain.findings import CheckCode
from ddci_tracker.domain.imported import DocumentKind, Doubt
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.meetings import AgendaKind
from ddci_tracker.domain.my_work import Nearness
from ddci_tracker.domain.plan_tables import PlanCellKind
from ddci_tracker.domain.policy import PolicyFlaw
from ddci_tracker.domain.policy_effects import LightOf
from ddci_tracker.domain.reasons import ReasonCode, Subject
from ddci_tracker.domain.reminders import Chase
from ddci_tracker.domain.report_lists import ReportList
from ddci_tracker.domain.what_if import NotTold, Way
from ddci_tracker.domain.whole_province import ProvinceFigure
from ddci_tracker.words.catalogue import Language, Words
from ddci_tracker.words.labels import (
    EXECUTION,
    LABELS,
    RESULT,
    execution_label,
    label,
    result_label,
)

VI, EN = Words.of(Language("vi")), Words.of(Language("en"))

SAID_AS_SENTENCES = {ReasonCode, Subject, CheckCode, PolicyFlaw, Doubt, DocumentKind, NotTold}
# Headings of one screen and of one letter, which stand beside what they head.
SAID_WHERE_THEY_HEAD = {
    *(Chase, Nearness, LightOf, ReportList, UnitFigure, ProvinceFigure, AgendaKind, Way),
    ClockDoubt,
}
# What a cell holds, which its heading says by an example.
SAID_BY_NOBODY = {PlanCellKind}


def enums_of_the_domain() -> set[type[StrEnum]]:
    modules = pkgutil.iter_modules(ddci_tracker.domain.__path__, "ddci_tracker.domain.")
    return {
        member
        for module in modules
        for member in vars(importlib.import_module(module.name)).values()
        if isinstance(member, type) and issubclass(member, StrEnum) and member is not StrEnum
    }


def test_every_enum_of_the_domain_is_labelled_or_said_as_sentences() -> None:
    said_elsewhere = SAID_AS_SENTENCES | SAID_WHERE_THEY_HEAD | SAID_BY_NOBODY
    assert set(LABELS) == enums_of_the_domain() - said_elsewhere


@pytest.mark.parametrize("enum", LABELS, ids=lambda enum: enum.__name__)
def test_every_member_has_its_own_label(enum: type[StrEnum]) -> None:
    assert set(LABELS[enum]) == set(enum)
    for words in (VI, EN):
        assert len({label(member, words) for member in enum}) == len(enum)


@pytest.mark.parametrize(
    ("colour", "execution", "result"),
    [
        (Colour.RED, "Chậm", "Chưa đạt"),
        (Colour.AMBER, "Có nguy cơ", "Gần đạt"),
        (Colour.GREY, "Chưa cập nhật", "Chưa công bố"),
        (Colour.GREEN, "Đúng tiến độ", "Đạt"),
    ],
)
def test_a_colour_has_one_word_for_each_light(colour: Colour, execution: str, result: str) -> None:
    assert execution_label(colour, VI) == execution
    assert result_label(colour, VI) == result


def test_every_colour_has_its_words_and_so_has_no_light_at_all() -> None:
    assert set(EXECUTION) == {*Colour, None}
    assert set(RESULT) == set(Colour)
    assert execution_label(None, VI) == "Không xét"


def test_an_enum_that_is_never_shown_has_no_label() -> None:
    with pytest.raises(KeyError):
        label(ReasonCode.BEHIND, VI)
