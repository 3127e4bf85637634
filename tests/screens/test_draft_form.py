"""A form whose typing is kept: restoring, keeping, throwing away, saving, and who came first.

Tried with a form of its own, which saves into a list; the forms of the product are thin on top.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.scriptrunner_utils.script_requests import (
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.testing.v1 import AppTest

from ddci_tracker.services import drafts
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.installation import current_user
from ddci_tracker.services.permissions import Actor
from ddci_tracker.ui.shared import draft_form
from ddci_tracker.ui.shared.draft_form import mark_of
from ddci_tracker.ui.shared.typed import Typed
from tests.patience import PATIENCE_SECONDS
from tests.screens.conftest import tracker_in

PLAN, NOTE = "STTTT-LS-2023", "STTTT-LS-2023/note/1"
ME = Actor.owner(current_user())


def script(folder: str, stands: str, revision: int, outcome: str) -> None:
    from tests.screens.note_form import draw

    draw(folder, stands, revision, outcome)


class Form:
    """The form in a session of its own."""

    def __init__(
        self,
        folder: Path,
        *,
        stands: str = "",
        revision: int = 1,
        outcome: str = "done",
        page: Mapping[str, object] | None = None,
    ) -> None:
        self.app = AppTest.from_function(
            script,
            default_timeout=PATIENCE_SECONDS,
            args=(str(folder), stands, revision, outcome),
        )
        for name, value in (page or {}).items():
            self.app.session_state[name] = value
        self.run()

    def run(self) -> None:
        self.app.run()
        assert not self.app.exception, self.app.exception[0].value

    def write(self, text: str, on: date | None = None) -> None:
        self.app.text_area[0].set_value(text)
        if on is not None:
            self.app.date_input[0].set_value(on)
        self.run()

    def press(self, label: str) -> None:
        next(each for each in self.app.button if each.label == label).click()
        self.run()

    def show(self, *, shown: bool) -> None:
        self.app.checkbox[0].set_value(shown)
        self.run()

    @property
    def text(self) -> str | None:
        return self.app.text_area[0].value

    @property
    def revision(self) -> str:
        return str(self.app.text[-1].value)

    @property
    def said(self) -> str:
        return " ".join(each.value for each in self.app.markdown)


def kept(folder: Path) -> KeptDraft | None:
    return drafts.draft_of(tracker_in(folder), ME, PLAN, "note/1")


def _body(folder: Path) -> str:
    draft = kept(folder)
    assert draft is not None
    return draft.body


def keep_elsewhere(folder: Path, body: str, revision: int = 1) -> None:
    """As another window, or a version before, keeps it."""
    now = datetime.now(UTC)
    drafts.keep_draft(tracker_in(folder), ME, PLAN, "note/1", body, revision=revision, now=now)


def test_what_is_typed_is_there_again_in_another_session_until_it_is_thrown_away(
    own_state: Path,
) -> None:
    Form(own_state, stands="cũ").write("mới", date(2026, 3, 4))
    again = Form(own_state, stands="cũ")
    assert (again.text, again.app.date_input[0].value) == ("mới", date(2026, 3, 4))
    assert "chưa lưu" in again.said
    again.press("Drop")
    assert (again.text, again.app.date_input[0].value) == ("cũ", None)
    assert kept(own_state) is None
    assert "chưa lưu" not in again.said


def test_a_form_that_says_what_it_began_with_has_no_draft(own_state: Path) -> None:
    form = Form(own_state, stands="cũ")
    form.app.number_input[0].set_value(2027)
    form.run()
    assert kept(own_state) is None, "a companion alone is nothing typed"
    form.write("mới")
    assert kept(own_state) is not None
    form.write(" cũ ")
    assert kept(own_state) is None, "spaces do not count"


def test_a_draft_of_a_version_before_is_restored_with_what_it_has(own_state: Path) -> None:
    keep_elsewhere(own_state, '{"text": "mới", "on": "31/02", "gone": 1}')
    form = Form(own_state, stands="cũ")
    assert (form.text, form.app.date_input[0].value) == ("mới", None)
    assert form.app.number_input[0].value == 2026


def test_what_was_saved_leaves_no_draft_and_is_what_the_form_goes_on_from(own_state: Path) -> None:
    form = Form(own_state)
    form.write("mới")
    form.press("Save")
    assert form.app.session_state["saved"]["text"] == "mới"
    assert kept(own_state) is None
    assert "done" in form.said
    form.write("khác")
    form.write("mới")
    assert kept(own_state) is None


def test_a_field_that_sends_on_what_was_just_saved_makes_no_draft_of_it(
    own_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_form, "_SENDS_ON_FOR", timedelta(hours=1))
    form = Form(own_state, outcome="closed")
    form.write("mới")
    form.press("Save")
    assert form.text == "", "it stands open anew"
    form.write("mới")
    assert kept(own_state) is None
    form.write("mới hơn")
    assert kept(own_state) is not None
    form.write("mới")
    assert json.loads(_body(own_state))["text"] == "mới", "it was typed, not sent on"

    form.press("Save")
    monkeypatch.setattr(draft_form, "_SENDS_ON_FOR", timedelta(0))
    form.write("mới")
    assert json.loads(_body(own_state))["text"] == "mới", "it was typed once more, later"


def test_what_is_pressed_twice_is_saved_once(
    own_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_form, "_SENDS_ON_FOR", timedelta(hours=1))
    form = Form(own_state, outcome="closed")
    for times, text in ((1, "mới"), (2, "mới hơn")):
        form.write(text)
        form.press("Save")
        # The page that has not heard of it yet sends what still stands in its field along.
        form.app.text_area[0].set_value(text)
        form.press("Save")
        assert form.app.session_state["times-saved"] == times
        assert form.text == ""
        assert kept(own_state) is None

    monkeypatch.setattr(draft_form, "_SENDS_ON_FOR", timedelta(0))
    form.write("mới hơn")
    form.press("Save")
    assert form.app.session_state["times-saved"] == 3, "it was meant once more, later"


@pytest.mark.parametrize("outcome", ["refused", "overtaken"])
def test_what_was_not_saved_stays_typed_and_kept(own_state: Path, outcome: str) -> None:
    form = Form(own_state, outcome=outcome)
    form.write("mới")
    form.press("Save")
    assert form.text == "mới"
    draft = kept(own_state)
    assert draft is not None
    assert "mới" in draft.body
    assert "saved" not in form.app.session_state


def test_what_another_window_typed_meanwhile_outlasts_saving(
    own_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = Form(own_state)
    form.write("của cửa sổ này")
    drop: Callable[..., None] = drafts.drop_draft

    def meanwhile(*args: object, **only: object) -> None:
        keep_elsewhere(own_state, '{"text": "của cửa sổ kia"}')
        drop(*args, **only)

    monkeypatch.setattr("ddci_tracker.ui.shared.draft_form.drop_draft", meanwhile)
    form.press("Save")
    draft = kept(own_state)
    assert draft is not None
    assert "của cửa sổ kia" in draft.body


def test_a_form_builds_on_the_revision_that_was_seen_when_it_was_typed(own_state: Path) -> None:
    Form(own_state, revision=1).write("mới")
    assert Form(own_state, revision=3).revision == "revision 1"
    keep_elsewhere(own_state, '{"text": "mới"}', revision=9)
    assert Form(own_state, revision=3).revision == "revision 3", "a database put back knows fewer"


def test_a_form_that_a_page_brings_back_builds_on_the_revision_that_it_showed(
    own_state: Path,
) -> None:
    form = Form(own_state, revision=3)
    form.press("Close")
    form.show(shown=False)
    form.app.session_state["typed.seen"] = {f"{PLAN}/note/1": 2}
    form.show(shown=True)
    assert form.revision == "revision 2"
    form.press("Close")
    assert form.revision == "revision 3", "opened anew it shows what stands"


def test_saving_once_more_puts_what_was_typed_in_the_place_of_what_came_first(
    own_state: Path,
) -> None:
    form = Form(own_state, outcome="overtaken")
    form.write("mới")
    form.press("Save")
    assert form.revision == "revision 2"


def test_fields_that_were_not_drawn_for_a_while_come_back_as_they_were_typed_here(
    own_state: Path,
) -> None:
    form = Form(own_state)
    form.write("của cửa sổ này")
    form.show(shown=False)
    keep_elsewhere(own_state, '{"text": "của cửa sổ kia"}')
    form.show(shown=True)
    assert form.text == "của cửa sổ này"
    assert "của cửa sổ kia" in form.said


def test_what_two_windows_type_at_once_is_kept_and_told_in_both(own_state: Path) -> None:
    here, there = Form(own_state), Form(own_state)
    here.write("ở đây")
    there.write("ở kia")
    assert "cửa sổ khác" in there.said
    assert "ở đây" in there.said
    here.write("ở đây, viết tiếp")
    assert "ở kia" in here.said
    there.press("Save")
    assert "ở đây, viết tiếp" in there.said, "told, not filled in"
    draft = kept(own_state)
    assert draft is not None
    assert "ở đây, viết tiếp" in draft.body
    here.run()
    assert (here.text, "cửa sổ khác" in here.said) == ("ở đây, viết tiếp", False)


def all_kept(folder: Path) -> tuple[KeptDraft, ...]:
    return drafts.drafts_of_form(tracker_in(folder), ME, PLAN, "note/1")


def come_back(folder: Path, shown: KeptDraft | None, *, waits: str | None = None) -> Form:
    """A page of a session that is gone, in a new one: what it showed, and did not get through."""
    page: dict[str, object] = {"typed.shown": {}, "typed.drafts": {NOTE: mark_of(shown)}}
    if waits is not None:
        page["typed.back"] = {NOTE: Typed(revision=1, texts={"text": waits})}
    return Form(folder, page=page)


def shown_by(page: Form) -> KeptDraft | None:
    shown: KeptDraft | None = page.app.session_state["drafts-of-this-window"].get(NOTE)
    return shown


@pytest.mark.parametrize("waits", list(product((False, True), repeat=2)))
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("taken_up", [False, True])
def test_two_windows_that_come_back_after_a_restart_have_each_their_own_text(
    own_state: Path, taken_up: bool, turned: bool, waits: tuple[bool, bool]
) -> None:
    """In any order, with a last burst that did not arrive or without, and one from the other."""
    here = Form(own_state)
    if not taken_up:
        there = Form(own_state)
    here.write("ở đây")
    if taken_up:
        there = Form(own_state)
        assert there.text == "ở đây"
    there.write("bên kia")
    here.write("ở đây, tiếp")
    pages = [(here, "ở đây, tiếp", waits[0]), (there, "bên kia", waits[1])]
    if turned:
        pages.reverse()
    back = [
        (come_back(own_state, shown_by(page), waits=f"{text} nữa" if wait else None), text, wait)
        for page, text, wait in pages
    ]
    for page, text, wait in back:
        page.run()
        assert page.text == (f"{text} nữa" if wait else text)
        page.write(f"{page.text}.")
    said = {json.loads(each.body)["text"] for each in all_kept(own_state)}
    assert said == {f"{page.text}" for page, _, _ in back}


def test_a_page_whose_first_letters_did_not_arrive_takes_nothing_from_another_window(
    own_state: Path,
) -> None:
    Form(own_state).write("ở đây")
    back = come_back(own_state, None, waits="bên kia")
    assert back.text == "bên kia"
    assert "ở đây" in back.said, "told, not filled in"
    assert {json.loads(each.body)["text"] for each in all_kept(own_state)} == {"ở đây", "bên kia"}
    empty = come_back(own_state, None)
    assert empty.text == ""
    assert "ở đây" in empty.said


def test_a_page_cut_off_before_it_knew_its_newest_draft_goes_on_with_it(own_state: Path) -> None:
    """Although what it typed last stands in a field that was empty."""
    here = Form(own_state)
    here.write("", on=date(2026, 9, 1))
    known = shown_by(here)
    here.write("", on=date(2026, 9, 2))
    back = come_back(own_state, known, waits="mới")
    assert (back.text, back.app.date_input[0].value) == ("mới", date(2026, 9, 2))
    assert "cửa sổ khác" not in back.said
    assert len(all_kept(own_state)) == 1


def test_what_is_kept_is_known_to_be_although_a_newer_run_waits(
    own_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run is stopped for a newer one wherever it asks the session for something."""
    here = Form(own_state)
    stops: list[ScriptRequest] = []

    def keep(*given: Any, **named: Any) -> KeptDraft:
        kept = drafts.keep_draft(*given, **named)
        stops.append(ScriptRequest(ScriptRequestType.STOP))
        return kept

    with monkeypatch.context() as patch:
        patch.setattr(draft_form, "keep_draft", keep)
        patch.setattr(
            ScriptRequests, "on_scriptrunner_yield", lambda _: stops[0] if stops else None
        )
        here.app.text_area[0].set_value("vì")
        here.run()
    assert stops
    here.run()
    assert shown_by(here) == kept(own_state)
    assert "cửa sổ khác" not in here.said
    here.write("vì sao")
    assert len(all_kept(own_state)) == 1


def test_a_form_that_was_saved_begins_anew_beside_what_another_window_types(
    own_state: Path,
) -> None:
    here, there = Form(own_state), Form(own_state)
    here.write("ở đây")
    there.write("ở kia")
    here.press("Save")
    here.press("Close")
    assert here.text == ""
    assert "ở kia" in here.said
    here.press("Viết tiếp bản kia")
    assert here.text == "ở kia"
    here.write("ở kia, viết tiếp ở đây")
    there.write("ở kia, viết tiếp ở kia")
    assert len(drafts.drafts_of_form(tracker_in(own_state), ME, PLAN, "note/1")) == 2
    assert "viết tiếp ở đây" in there.said
    there.press("Bỏ bản kia")
    there.run()
    assert "cửa sổ khác" not in there.said
    assert there.text == "ở kia, viết tiếp ở kia"


def test_emptying_a_form_leaves_what_another_window_typed(own_state: Path) -> None:
    here, there = Form(own_state), Form(own_state)
    here.write("ở đây")
    there.write("ở kia")
    here.write("")
    draft = kept(own_state)
    assert draft is not None
    assert "ở kia" in draft.body


def test_closing_keeps_the_draft_and_opens_as_things_stand(own_state: Path) -> None:
    form = Form(own_state, stands="cũ")
    form.write("mới")
    form.press("Close")
    assert form.text == "mới", "drawn again, it was opened again"
    assert "chưa lưu" in form.said
