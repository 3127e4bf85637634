"""A task's form: kept as it was typed, read as an update, compared with somebody else's."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Cadence
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.task_form import (
    FieldChoice,
    Filled,
    Recovery,
    Take,
    choices,
    differing,
    has_an_end,
    merged,
)
from tests.unit.domain.build import make_task

Q3 = Period.quarter(2021, 3)
ONCE = make_task(cadence=Cadence.ONCE)
FULL = Filled(
    status=TaskStatus.BLOCKED,
    percent="40",
    done_on=date(2021, 7, 1),
    note="Đã họp",
    difficulty="Thiếu người",
    needs_help=True,
    recovery=Recovery(who="Phòng A", what="ký quy chế", when=date(2021, 9, 18)),
)
TEXTS = st.text(max_size=40)
FORMS = st.builds(
    Filled,
    status=st.none() | st.sampled_from(TaskStatus),
    percent=TEXTS,
    done_on=st.none() | st.dates(),
    note=TEXTS,
    difficulty=TEXTS,
    needs_help=st.booleans(),
    recovery=st.builds(Recovery, who=TEXTS, what=TEXTS, when=st.none() | st.dates()),
)


@given(FORMS)
def test_a_draft_says_what_was_typed(form: Filled) -> None:
    assert Filled.from_json(form.to_json()) == form


def test_a_draft_of_another_time_keeps_what_still_makes_sense() -> None:
    body = '{"status": "dancing", "percent": "x", "note": "còn đây", "recovery": null}'
    assert Filled.from_json(body) == Filled(percent="x", note="còn đây")
    assert Filled.from_json('{"percent": 40}') == Filled(percent="40"), "a number, before"


def test_a_recovery_is_one_line_and_its_parts_are_found_again() -> None:
    assert FULL.recovery.written() == "Phòng A: ký quy chế (18/09/2021)"
    assert Recovery.read(FULL.recovery.written()) == FULL.recovery


@pytest.mark.parametrize("line", ["Xin ý kiến tỉnh", "A: ký (31/02/2021)", "trước 18/09/2021"])
def test_a_recovery_that_was_written_freely_is_what_is_done(line: str) -> None:
    assert Recovery.read(line) == Recovery(what=line)


def test_a_form_becomes_an_update_and_the_update_the_form() -> None:
    form = replace(FULL, done_on=None)
    update = form.update(ONCE, Q3)
    assert (update.task, update.quarter, update.unit) == (ONCE.code, Q3, "")
    assert update.recovery == "Phòng A: ký quy chế (18/09/2021)"
    assert Filled.of(update) == form


def test_a_day_of_being_done_belongs_to_what_is_done() -> None:
    """It may have been typed before another status was chosen."""
    assert replace(FULL, status=TaskStatus.DONE).update(ONCE, Q3).done_on == date(2021, 7, 1)
    assert replace(FULL, status=TaskStatus.ON_TRACK).update(ONCE, Q3).done_on is None


def test_empty_texts_say_nothing() -> None:
    update = Filled(status=TaskStatus.ON_TRACK, note=" ", difficulty="\n").update(ONCE, Q3)
    assert (update.note, update.difficulty, update.recovery) == (None, None, None)


@pytest.mark.parametrize(
    ("cadence", "due", "ends"),
    [
        (Cadence.ONCE, None, True),
        (None, None, True),
        (Cadence.CONTINUOUS, None, False),
        (Cadence.QUARTERLY, date(2021, 9, 30), True),
    ],
)
def test_only_what_has_an_end_has_a_percentage(
    cadence: Cadence | None, due: date | None, *, ends: bool
) -> None:
    assert has_an_end(make_task(cadence=cadence, due=due)) is ends


def test_the_text_of_the_last_quarter_fills_only_what_is_empty() -> None:
    last = TaskUpdate(
        task="T1",
        quarter=Period.quarter(2021, 2),
        unit="A",
        status=TaskStatus.BEHIND,
        note="quý trước",
        difficulty="khó",
    )
    filled = Filled(status=TaskStatus.ON_TRACK, note="quý này").with_text_of(last)
    assert filled == Filled(status=TaskStatus.ON_TRACK, note="quý này", difficulty="khó")


def test_text_that_would_be_replaced_is_told_and_replaced_where_that_is_meant() -> None:
    last = TaskUpdate(
        task="T1",
        quarter=Period.quarter(2021, 2),
        unit="A",
        status=TaskStatus.BEHIND,
        note="quý trước",
    )
    form = Filled(status=TaskStatus.ON_TRACK, note="quý này", difficulty="khó")
    assert form.has_text_beside(last)
    assert form.replaced_by_text_of(last) == replace(form, note="quý trước")
    assert not replace(form, note="\u200b ").has_text_beside(last), "blank means blank"
    assert not replace(form, note="quý trước ").has_text_beside(last), "it is that text"


@pytest.mark.parametrize(("typed", "read"), [("40", 40), ("75%", 75), (" ", None), ("100", 100)])
def test_a_percentage_is_read_as_it_was_typed(typed: str, read: int | None) -> None:
    assert Filled(status=TaskStatus.ON_TRACK, percent=typed).update(ONCE, Q3).percent == read


@pytest.mark.parametrize("typed", ["7,5", "37,5", "12.5", "150", "x"])
def test_a_percentage_that_is_none_stops_saving_with_its_field(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        Filled(status=TaskStatus.ON_TRACK, percent=typed).update(ONCE, Q3)
    assert refused.value.field == "percent"


def test_where_two_people_changed_a_form_each_change_is_to_be_decided() -> None:
    base = Filled(status=TaskStatus.ON_TRACK, note="cũ", percent="10")
    theirs = replace(base, percent="60", note="của họ")
    mine = replace(base, difficulty="khó", note="của tôi")
    assert choices(base, theirs, mine) == (
        FieldChoice(field="percent", suggested=Take.THEIRS, both_changed=False),
        FieldChoice(field="note", suggested=Take.MINE, both_changed=True),
        FieldChoice(field="difficulty", suggested=Take.MINE, both_changed=False),
    )


def test_what_both_changed_alike_is_nothing_to_decide() -> None:
    base = Filled(note="cũ")
    assert choices(base, Filled(note="mới"), Filled(note="mới ")) == ()


@given(FORMS, FORMS, FORMS)
def test_the_suggested_choices_lose_no_change_of_mine(
    base: Filled, theirs: Filled, mine: Filled
) -> None:
    suggested = {each.field: each.suggested for each in choices(base, theirs, mine)}
    result = merged(theirs, mine, suggested)
    for name in differing(base, mine):
        assert name not in differing(result, mine)


@given(FORMS, FORMS)
def test_all_of_theirs_or_all_of_mine(theirs: Filled, mine: Filled) -> None:
    fields = differing(theirs, mine)
    assert merged(theirs, mine, dict.fromkeys(fields, Take.THEIRS)) == theirs
    assert differing(merged(theirs, mine, dict.fromkeys(fields, Take.MINE)), mine) == ()


def test_of_texts_both_can_stand_one_after_the_other() -> None:
    theirs, mine = Filled(note="của họ "), Filled(note=" của tôi", percent="5")
    both = merged(theirs, mine, {"note": Take.BOTH, "percent": Take.THEIRS})
    assert both == Filled(note="của họ\ncủa tôi")
    by_field = {each.field: each.takes for each in choices(Filled(), theirs, mine)}
    assert Take.BOTH in by_field["note"]
    assert Take.BOTH not in by_field["percent"]
