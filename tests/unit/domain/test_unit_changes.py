"""Units that are merged, split or renamed: what a plan says of them from that day on."""

from dataclasses import replace
from datetime import date

from ddci_tracker.domain.acts import Conclusion
from ddci_tracker.domain.plan import Plan, UnitKind
from ddci_tracker.domain.unit_changes import (
    RegisteredUnit,
    UnitChange,
    UnitChangeKind,
    concerns,
    conclusion_after,
    with_change,
)
from tests.unit.domain.build import day, make_duty, make_plan, make_task

JULY = day("2021-07-01")
PLAN = make_plan(
    tasks=(
        make_task("T1", lead=("A",), with_units=("B",)),
        make_task("T2", lead=("B", "A")),
        make_task("T3", lead=("ROOMS",), with_units=("A",)),
    ),
    duties=(make_duty(), make_duty("R2", from_units=("A", "VP"), to_units=("B",))),
)


def change(
    kind: UnitChangeKind,
    before: tuple[str, ...],
    *after: tuple[str, str],
    tasks: tuple[tuple[str, str], ...] = (),
    on: date = JULY,
) -> UnitChange:
    return UnitChange(
        kind=kind,
        before=before,
        after=tuple(
            RegisteredUnit(code=code, name=name, kind=UnitKind.DIVISION) for code, name in after
        ),
        decided_on=on,
        in_force_on=on,
        basis="Quyết định 10",
        tasks=tasks,
    )


def units(plan: Plan) -> dict[str, str]:
    return {unit.code: unit.name for unit in plan.units}


def leads(plan: Plan) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {task.code: (task.lead, task.with_units) for _, task in plan.all_tasks()}


def test_a_merger_into_a_new_unit_puts_it_in_the_place_of_the_first() -> None:
    merged = with_change(PLAN, change(UnitChangeKind.MERGED, ("A", "B"), ("N", "Phòng N")))
    assert list(units(merged))[:3] == ["VP", "N", "ROOMS"]
    assert leads(merged) == {"T1": (("N",), ()), "T2": (("N",), ()), "T3": (("ROOMS",), ("N",))}
    assert merged.expand(("ROOMS",)) == ("N",)
    assert [duty.from_units for duty in merged.report_duties] == [("ROOMS",), ("N", "VP")]
    assert merged.report_duties[1].to_units == ("N",)


def test_a_merger_into_one_of_them_keeps_that_one() -> None:
    merged = with_change(PLAN, change(UnitChangeKind.MERGED, ("B", "A"), ("A", "Phòng A")))
    assert "B" not in units(merged)
    assert leads(merged)["T2"] == (("A",), ())
    assert merged.expand(("ROOMS",)) == ("A",)


def test_the_first_part_of_a_split_takes_over_and_each_part_reports() -> None:
    parts = change(
        UnitChangeKind.SPLIT, ("A",), ("A1", "Phòng A1"), ("A2", "Phòng A2"), tasks=(("T1", "A2"),)
    )
    split = with_change(PLAN, parts)
    assert leads(split) == {
        "T1": (("A2",), ("B",)),
        "T2": (("B", "A1"), ()),
        "T3": (("ROOMS",), ("A1",)),
    }
    assert split.expand(("ROOMS",)) == ("A1", "A2", "B")
    assert split.report_duties[1].from_units == ("A1", "A2", "VP")


def test_a_unit_that_goes_on_as_a_part_of_itself_keeps_its_work() -> None:
    split = with_change(
        PLAN, change(UnitChangeKind.SPLIT, ("A",), ("A", "Phòng A"), ("A2", "Phòng A2"))
    )
    assert leads(split) == leads(PLAN)
    assert split.report_duties[1].from_units == ("A", "A2", "VP")


def test_a_renaming_changes_the_name_alone() -> None:
    renamed = with_change(PLAN, change(UnitChangeKind.RENAMED, ("A",), ("A", "Phòng Mới")))
    assert units(renamed) == {**units(PLAN), "A": "Phòng Mới"}
    assert leads(renamed) == leads(PLAN)
    assert renamed.report_duties == PLAN.report_duties


def test_only_an_open_conclusion_passes_on() -> None:
    merged = change(UnitChangeKind.MERGED, ("A", "B"), ("N", "Phòng N"))
    open_one = Conclusion(id="K1", about=None, text="x", units=("B", "VP", "A"), due=None)
    assert conclusion_after(open_one, merged).units == ("N", "VP")
    done = replace(open_one, done_on=JULY)
    assert conclusion_after(done, merged) == done


def test_a_plan_that_names_none_of_them_is_not_concerned() -> None:
    assert concerns(PLAN, change(UnitChangeKind.RENAMED, ("A",), ("A", "x")))
    assert not concerns(PLAN, change(UnitChangeKind.RENAMED, ("Z",), ("Z", "x")))
