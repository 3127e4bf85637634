"""What somebody typed is kept for them alone, until it is saved or thrown away."""

import json
from dataclasses import replace
from datetime import timedelta
from itertools import count, permutations

import pytest

from ddci_tracker.domain.texts import LONGEST_TYPED
from ddci_tracker.services import boards, drafts
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import drafts as stored
from ddci_tracker.store.engine import writing
from ddci_tracker.store.errors import UnknownPlan
from tests.integration.services.made import NOW, OWNER, PLAN, STAFF_A, STAFF_B

FORM = "task/T1@2021-Q3"


def keep(tracker: Tracker, body: str, by: Actor = STAFF_A, revision: int = 0) -> KeptDraft:
    return drafts.keep_draft(tracker, by, PLAN.id, FORM, body, revision=revision, now=NOW)


def test_a_draft_is_found_again_as_it_was_typed(tracker: Tracker) -> None:
    typed = '{"note": "<script>alert(1)</script> đã họp"}'
    kept = keep(tracker, typed, revision=3)
    assert drafts.draft_of(tracker, STAFF_A, PLAN.id, FORM) == kept
    assert (kept.body, kept.revision, kept.saved_at) == (typed, 3, NOW)


def test_of_a_text_longer_than_any_may_be_only_the_beginning_is_kept(tracker: Tracker) -> None:
    def body(note: str) -> str:
        return json.dumps({"note": note, "rows": [{"text": note}]}, sort_keys=True)

    most = "đ" * LONGEST_TYPED
    pasted, held = body(most * 20), json.loads(body(most))
    assert json.loads(keep(tracker, pasted).body) == held
    drafts.drop_draft(tracker, STAFF_A, PLAN.id, FORM, only=pasted)
    assert drafts.draft_of(tracker, STAFF_A, PLAN.id, FORM) is None
    # An earlier version kept all of it.
    with writing(tracker.engine) as session:
        kept = KeptDraft(form=FORM, revision=0, body=pasted, saved_at=NOW)
        stored.keep(session, STAFF_A.name, PLAN.id, kept, over=None)
    found = drafts.draft_of(tracker, STAFF_A, PLAN.id, FORM)
    assert found is not None
    assert json.loads(found.body) == held
    assert drafts.drafts_of(tracker, STAFF_A, PLAN.id) == {FORM: found}


def test_the_later_draft_stands_in_the_place_of_the_one_before(tracker: Tracker) -> None:
    before = keep(tracker, "{}")
    later = drafts.keep_draft(
        tracker,
        STAFF_A,
        PLAN.id,
        FORM,
        "[]",
        revision=1,
        now=NOW + timedelta(seconds=5),
        over=before,
    )
    assert drafts.drafts_of(tracker, STAFF_A, PLAN.id) == {FORM: later}


def test_two_windows_of_one_person_type_into_one_form_and_nothing_is_lost(
    tracker: Tracker,
) -> None:
    """Every order in which a letter here and a letter there may be kept."""

    def later(body: str, over: KeptDraft | None) -> KeptDraft:
        moment = next(seconds)
        return drafts.keep_draft(
            tracker, STAFF_A, PLAN.id, FORM, body, revision=0, now=moment, over=over
        )

    for order in set(permutations("aaabbb")):
        seconds = (NOW + timedelta(seconds=each) for each in count())
        windows: dict[str, KeptDraft | None] = {"a": None, "b": None}
        typed = {"a": "", "b": ""}
        for window in order:
            typed[window] += window
            windows[window] = later(typed[window], windows[window])
        found = drafts.drafts_of_form(tracker, STAFF_A, PLAN.id, FORM)
        assert [each.body for each in found] in (["aaa", "bbb"], ["bbb", "aaa"]), order
        assert found[0].body[0] == order[-1], "the newest comes first"
        assert set(found) == set(windows.values())
        assert drafts.drafts_of(tracker, STAFF_A, PLAN.id) == {FORM: found[0]}
        for body in ("aaa", "bbb"):
            drafts.drop_draft(tracker, STAFF_A, PLAN.id, FORM, only=body)
        assert drafts.draft_of(tracker, STAFF_A, PLAN.id, FORM) is None


def test_a_window_goes_on_with_a_draft_that_it_took_up_until_another_one_types_there(
    tracker: Tracker,
) -> None:
    here = keep(tracker, "here")
    there = drafts.keep_draft(
        tracker, STAFF_A, PLAN.id, FORM, "here, there", revision=0, now=NOW, over=here
    )
    assert drafts.drafts_of_form(tracker, STAFF_A, PLAN.id, FORM) == (there,)
    again = drafts.keep_draft(
        tracker, STAFF_A, PLAN.id, FORM, "here again", revision=0, now=NOW, over=here
    )
    assert again.window != there.window
    assert set(drafts.drafts_of_form(tracker, STAFF_A, PLAN.id, FORM)) == {there, again}
    drafts.drop_draft(tracker, STAFF_A, PLAN.id, FORM, only=there.body)
    assert keep(tracker, "here again") == replace(again, window=""), "its place is free again"


def test_nobody_sees_the_draft_of_somebody_else(tracker: Tracker) -> None:
    keep(tracker, "{}")
    for other in (STAFF_B, OWNER):
        assert drafts.draft_of(tracker, other, PLAN.id, FORM) is None
        drafts.drop_draft(tracker, other, PLAN.id, FORM, only="{}")
    assert drafts.draft_of(tracker, STAFF_A, PLAN.id, FORM) is not None


def test_a_saved_form_drops_only_what_it_saved(tracker: Tracker) -> None:
    keep(tracker, "what another window typed since")
    drafts.drop_draft(tracker, STAFF_A, PLAN.id, FORM, only="what was saved")
    assert drafts.draft_of(tracker, STAFF_A, PLAN.id, FORM) is not None
    drafts.drop_draft(tracker, STAFF_A, PLAN.id, FORM, only="what another window typed since")
    assert drafts.draft_of(tracker, STAFF_A, PLAN.id, FORM) is None


def test_a_draft_changes_nothing_that_others_look_at(tracker: Tracker) -> None:
    before = boards.list_plans(tracker, OWNER)
    keep(tracker, "{}")
    assert boards.list_plans(tracker, OWNER) == before


def test_there_are_no_drafts_of_a_plan_that_is_none(tracker: Tracker) -> None:
    with pytest.raises(UnknownPlan):
        drafts.keep_draft(tracker, STAFF_A, "KHÔNG-CÓ", FORM, "{}", revision=0, now=NOW)
