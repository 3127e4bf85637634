"""Cells that a browser kept come back into their table, after what the page still held of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ddci_tracker.domain.my_work import owed_by
from ddci_tracker.domain.views import Board
from ddci_tracker.services.drafts import drafts_of
from ddci_tracker.services.installation import current_user
from ddci_tracker.services.permissions import Actor
from ddci_tracker.ui.shared import kept_cells
from ddci_tracker.ui.shared.typed import Typed
from tests.patience import PATIENCE_SECONDS
from tests.screens.conftest import tracker_in
from tests.screens.seeing import Screen
from tests.screens.test_my_work import PAGE, UNIT, edit

ME = Actor.owner(current_user())

See = Callable[..., Screen]
BoardOf = Callable[[str], Board]


@pytest.fixture
def plan(plan_ids: tuple[str, ...]) -> str:
    return next(each for each in plan_ids if each.startswith("SKHCN-MH-"))


def bring_back(screen: Screen, form: str, **texts: str) -> None:
    """As the page does when it connects again."""
    bring_back_held(screen, form, frozenset(), texts)


def bring_back_held(
    screen: Screen, form: str, held: frozenset[str], texts: Mapping[str, str]
) -> None:
    """The same of a page that still holds these choices itself."""
    screen.app.session_state["typed.shown"] = {}
    screen.app.session_state["typed.back"] = {form: Typed(revision=9, texts=texts, held=held)}
    screen.run()


def test_what_was_typed_last_goes_over_what_was_finished_before(
    see_own: See, own_state: Path, plan: str, board_of: BoardOf
) -> None:
    board = board_of(plan)
    code = owed_by(board, UNIT).tasks[0].view.task.code
    screen = see_own(PAGE, plan=plan, unit=UNIT, many="1")
    edit(screen.app, {0: {"status": "Đang chậm", "note": "xong"}})
    texts = {"note": "xong, và đang gõ", "recovery": "Lan: làm tiếp (05/09/2026)", "gone": "x"}
    bring_back(screen, f"{plan}/task/{code}@{board.quarter}", **texts)
    (draft,) = drafts_of(tracker_in(own_state), ME, plan).values()
    for part in ('"status": "behind"', '"note": "xong, và đang gõ"', '"who": "Lan"', "2026-09-05"):
        assert part in draft.body
    (table,) = screen.app.data_editor
    assert next(iter(table.value["note"])) == "xong, và đang gõ"
    assert "Đã lấy lại nội dung vừa gõ" in screen.text
    # The table is another one: what was edited in the one before is edited no more.
    assert table.key is not None
    assert screen.app.session_state[table.key]["edited_rows"] == {}


def test_cells_of_results_come_back_into_their_rows_and_no_others(
    see_own: See, own_state: Path, plan: str
) -> None:
    screen = see_own("office/results.py", plan=plan, enter="list")
    (table,) = screen.app.data_editor
    names = list(table.value["name"])
    edit(screen.app, {0: {"score": "70", "rank": "4"}})
    form = f"{plan}/results/list:DDCI:{plan.rpartition('-')[2]}:published"
    bring_back(screen, form, **{"rank@DDCI": "5", "score@DDCI.time_cost": "6,1", "score@no": "1"})
    (table,) = screen.app.data_editor
    rows = {row["name"]: (row["score"], row["rank"]) for row in table.value.to_dict("records")}
    assert rows[names[0]] == ("70", "5")
    assert rows["Chi phí thời gian"] == ("6,1", "")
    (draft,) = drafts_of(tracker_in(own_state), ME, plan).values()
    assert '"no"' not in draft.body
    # What belongs to no row any more is heard of as well, so that it is not told for ever.
    assert screen.app.session_state["typed.arrived"][form]["score@no"] == "1"


def sheet(folder: Path, *came: Mapping[str, str]) -> AppTest:
    """A table that a page comes back to as often as this before it is drawn."""
    app = AppTest.from_function(
        _draw, default_timeout=PATIENCE_SECONDS, args=(str(folder), list(came))
    )
    app.run()
    assert not app.exception, app.exception[0].value
    return app


def _draw(folder: str, came: list[dict[str, str]]) -> None:
    from pathlib import Path

    import streamlit as st

    from ddci_tracker.ui.core import state
    from ddci_tracker.ui.shared import typed
    from ddci_tracker.ui.shared.draft_form import Opening
    from ddci_tracker.ui.shared.sheet_form import SheetForm
    from tests.screens.conftest import tracker_in

    class Sheet(SheetForm):
        PREFIX, COLUMNS = "sheet", ("score",)
        FIELDS, CHOICES = ("reason", "rows"), ("rows",)
        row_keys = ("a", "b")

    state.begin(tracker_in(Path(folder)))
    form = Sheet(plan="STTTT-LS-2023", name="sheet")
    for texts in came:
        sent = {"revision": 1, "fields": texts}
        typed.bring_back({form.id: sent}, drafts={form.id: "none"})
        form.open(lambda _: Opening(base={"reason": "", "rows": {}}, revision=1))
    st.session_state["before"] = dict(typed.all_arrived()[form.id])
    form.gather()
    st.session_state["after"] = dict(typed.all_arrived()[form.id])
    st.session_state["rows"] = form.cells()
    state.end()


def test_cells_wait_for_their_table_and_the_browser_keeps_them_until_it_is_drawn(
    own_state: Path,
) -> None:
    cells = {"score@a": "5", "score@b": "7", "score@gone": "9"}
    app = sheet(own_state, {"reason": "vì", **cells}, {"score@a": "6"})
    assert app.session_state["before"] == {"reason": "vì"}
    assert app.session_state["after"] == {"reason": "vì", **cells, "score@a": "6"}
    assert app.session_state["rows"] == {"a": {"score": "6"}, "b": {"score": "7"}}


def test_a_table_goes_on_with_cells_of_a_draft_that_its_page_did_not_know_yet(
    own_state: Path,
) -> None:
    sheet(own_state, {"score@a": "5", "score@b": "7"})
    app = sheet(own_state, {"score@a": "5,5"})
    assert app.session_state["rows"] == {"a": {"score": "5,5"}, "b": {"score": "7"}}


def test_a_table_of_other_rows_has_another_key() -> None:
    orders = [("a", "b"), ("b", "a"), ("a",), ("ab",), ()]
    assert len({kept_cells.order_of(order) for order in orders}) == len(orders)
