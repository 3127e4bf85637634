"""Rows of the tables of a plan that are changed, added and taken out, and how that is undone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddci_tracker.domain.plan_edits import (
    IdentityChanged,
    KeyedRow,
    NoSuchRow,
    RowAdded,
    RowChanged,
    RowEdit,
    RowRemoved,
    apply,
    free_code,
    merge_tasks,
    split_task,
)
from ddci_tracker.domain.plan_tables import Tables


def task(code: str, sub: str = "time_cost", **more: str) -> KeyedRow:
    cells = {"index": "DDCI", "sub": sub, "code": code, "title": f"Việc {code}", **more}
    return KeyedRow(key=code, cells={name: text for name, text in cells.items() if text})


PARTS = tuple(
    KeyedRow(key=f"DDCI/{code}", cells={"index": "DDCI", "code": code})
    for code in ("time_cost", "transparency")
)
CODES = ("1-01", "1-02", "2-01")
TABLES = {
    "sub_indices": PARTS,
    "tasks": (
        task("1-01", lead="VP", **{"with": "TTr"}),
        task("1-02", lead="KHTC"),
        task("2-01", "transparency", lead="TTr"),
    ),
}


def said(tables: Tables) -> list[tuple[str, str]]:
    return [(row.cells["code"], row.cells["title"]) for row in tables["tasks"]]


def keyed(tables: Tables) -> dict[str, tuple[KeyedRow, ...]]:
    """As the history would call the rows."""
    return {
        name: tuple(KeyedRow(key=row.cells["code"], cells=row.cells) for row in rows)
        for name, rows in tables.items()
        if name in TABLES
    }


edits = st.one_of(
    st.builds(
        lambda key, title: RowChanged(table="tasks", key=key, cells={"title": title}),
        st.sampled_from(CODES),
        st.sampled_from(["Một", "Hai"]),
    ),
    st.builds(
        lambda key, sub: RowChanged(table="tasks", key=key, cells={"sub": sub}),
        st.sampled_from(CODES),
        st.sampled_from(["time_cost", "transparency"]),
    ),
    st.builds(lambda key: RowRemoved(table="tasks", key=key), st.sampled_from(CODES)),
    st.just(RowAdded(table="tasks", cells={**task("1-03").cells})),
)


@given(edits)
def test_every_edit_is_undone(edit: RowEdit) -> None:
    stood = apply(TABLES, ()).tables

    edited = apply(TABLES, (edit,))
    now = keyed(edited.tables)

    assert apply(now, edited.undo(now)).tables == stood


def test_a_row_that_is_added_goes_behind_its_like() -> None:
    new = RowAdded(table="tasks", cells=task("1-03").cells)

    edited = apply(TABLES, (new,))

    assert [code for code, _ in said(edited.tables)] == ["1-01", "1-02", "1-03", "2-01"]
    assert edited.rows == {("tasks", 3)}


def test_a_blank_cell_is_cleared_and_all_others_stay() -> None:
    edited = apply(TABLES, (RowChanged(table="tasks", key="1-01", cells={"with": ""}),))

    assert dict(edited.tables["tasks"][0].cells) == dict(task("1-01", lead="VP").cells)


def test_a_code_names_what_was_recorded_and_stays() -> None:
    with pytest.raises(IdentityChanged):
        apply(TABLES, (RowChanged(table="tasks", key="1-01", cells={"code": "1-09"}),))


def test_what_is_not_there_is_not_edited() -> None:
    with pytest.raises(NoSuchRow):
        apply(TABLES, (RowRemoved(table="tasks", key="9-99"),))


def test_a_task_is_split_beside_itself_under_codes_of_their_own() -> None:
    edited = apply(TABLES, split_task(TABLES, "1-01", ["Một", "Hai", "Ba"]))

    assert said(edited.tables)[:3] == [("1-01", "Một"), ("1-03", "Hai"), ("1-04", "Ba")]
    assert edited.tables["tasks"][2].cells["lead"] == "VP"


def test_who_led_a_merged_task_goes_along() -> None:
    edited = apply(TABLES, merge_tasks(TABLES, ["1-01", "1-02", "2-01"], "Tất cả"))

    assert said(edited.tables) == [("1-01", "Tất cả")]
    cells = edited.tables["tasks"][0].cells
    assert (cells["lead"], cells["with"]) == ("VP", "TTr, KHTC")


@pytest.mark.parametrize(
    ("codes", "like", "code"),
    [
        ((), "II.1-01", "II.1-01"),
        (("II.1-01", "II.1-07"), "II.1-01", "II.1-08"),
        (("II.1-99",), "II.1-99", "II.1-100"),
        (("II.2-05",), "II.1-01", "II.1-01"),
        (("A",), "A", "A-01"),
        (("A-²",), "A-1", "A-1"),
    ],
)
def test_a_free_code_is_numbered_on(codes: tuple[str, ...], like: str, code: str) -> None:
    assert free_code(codes, like) == code
