"""Two people change one table of a draft: what each changed stays, and a clash names its cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ddci_tracker.domain.plan_tables import DOCUMENT, TASKS, TableRow, rows_of
from ddci_tracker.domain.table_merge import Clash, merge

Rows = tuple[TableRow, ...]


def tasks(*lines: str) -> Rows:
    """Tasks as "code title lead"."""
    keys = ("code", "title", "lead")
    return rows_of([dict(zip(keys, line.split(), strict=False)) for line in lines])


def said(rows: Rows) -> list[str]:
    return [" ".join(row.cells.values()) for row in rows]


BASE = tasks("1 A VP", "2 B VP", "3 C VP")


def test_two_cells_of_one_row_and_rows_that_came_and_went_are_all_kept() -> None:
    theirs = tasks("1 A TTr", "2 B VP", "4 D VP")
    mine = tasks("1 Anh VP", "3 C VP", "5 E VP")
    merged = merge(TASKS, BASE, mine, theirs)
    assert said(merged.rows) == ["1 Anh TTr", "4 D VP", "5 E VP"]
    assert merged.clashes == ()


def test_the_same_cell_clashes_and_says_what_the_second_wants() -> None:
    merged = merge(TASKS, BASE, tasks("1 Anh VP", "2 B VP", "3 C VP"), tasks("1 Ba VP", "2 B X"))
    assert said(merged.rows) == ["1 Anh VP", "2 B X"]
    assert merged.clashes == (Clash(row="1", column="title", theirs="Ba", mine="Anh"),)


def test_a_row_that_one_took_out_and_the_other_changed_clashes() -> None:
    without, changed = tasks("1 A VP", "2 B VP"), tasks("1 A VP", "2 B VP", "3 Ca VP")
    gone = merge(TASKS, BASE, changed, without)
    assert said(gone.rows) == ["1 A VP", "2 B VP", "3 Ca VP"]
    assert gone.clashes == (Clash(row="3", column=None, theirs="", mine="3"),)
    taken = merge(TASKS, BASE, without, changed)
    assert said(taken.rows) == ["1 A VP", "2 B VP"]
    assert taken.clashes == (Clash(row="3", column=None, theirs="3", mine=""),)


def test_the_single_row_of_the_document_is_the_same_whatever_it_says() -> None:
    def head(**cells: str) -> Rows:
        return rows_of([cells])

    merged = merge(DOCUMENT, head(id="A"), head(id="A", source="S"), head(id="B"))
    assert [dict(row.cells) for row in merged.rows] == [{"id": "B", "source": "S"}]
    assert merge(DOCUMENT, (), head(id="A"), ()).rows == head(id="A")


_ROWS = st.lists(
    st.tuples(st.sampled_from("123456"), st.sampled_from("AB"), st.sampled_from("xy")),
    max_size=5,
    unique_by=lambda row: row[0],
).map(lambda rows: tasks(*(" ".join(row) for row in rows)))


@given(_ROWS, _ROWS)
def test_who_changed_alone_is_right(base: Rows, changed: Rows) -> None:
    one, other = merge(TASKS, base, base, changed), merge(TASKS, base, changed, base)
    assert (one.rows, one.clashes, other.clashes) == (changed, (), ())
    assert sorted(said(other.rows)) == sorted(said(changed))
    assert merge(TASKS, base, changed, changed).clashes == ()


_SAME_ROWS = st.lists(st.sampled_from("ABC"), min_size=8, max_size=8).map(
    lambda cells: tasks(*(f"{n} {cells[n]} {cells[n + 4]}" for n in range(4)))
)


@given(_SAME_ROWS, _SAME_ROWS, _SAME_ROWS)
def test_every_cell_says_what_was_typed_into_it(base: Rows, mine: Rows, theirs: Rows) -> None:
    merged = merge(TASKS, base, mine, theirs)
    clashes = {(each.row, each.column) for each in merged.clashes}
    for was, one, other, now in zip(base, mine, theirs, merged.rows, strict=True):
        for column in ("code", "title", "lead"):
            before, first, second = (row.cells[column] for row in (was, other, one))
            assert now.cells[column] == (first if second == before else second)
            both = len({before, first, second} - {before}) == 2
            assert ((was.cells["code"], column) in clashes) == both
