"""A plan that is edited where it is read: corrected for all looks, or amended from a day on."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Plan, Task
from ddci_tracker.plans import read_plan
from ddci_tracker.services import (
    boards,
    plan_edit_previews,
    plan_edits,
    plan_files,
    plan_things,
    task_updates,
)
from ddci_tracker.services.permissions import Forbidden, Role
from ddci_tracker.services.plan_edits import Edited, RowAdded, RowChanged, RowEdit, RowRemoved
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.table_problems import WrongEdit
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.errors import ActsWouldBeLost, Conflict
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import CATALOG, OWNER, act, person

PLAN = read_plan(Path(__file__).resolve().parents[2] / "cases" / "sdl-mh-2026.yaml", CATALOG)
TASK = "II.1-01"
Q1, Q2, Q3, _ = Period.all_in(Period.quarter(2026, 1).kind, 2026)
LOADED = datetime(2026, 1, 21, 2, tzinfo=UTC)
NOW = datetime(2026, 9, 11, 2, tzinfo=UTC)
BASIS = "Thông báo 45/TB-SDL"
WORDS = Words.of()


@pytest.fixture
def here(empty: Tracker) -> Tracker:
    plan_files.load_plan(empty, OWNER, PLAN, now=LOADED)
    return empty


def edit(tracker: Tracker, *edits: RowEdit, on: str | None = None, drop: bool = False) -> Edited:
    """A correction, or an amendment from a day."""
    day = date.fromisoformat(on) if on else None
    basis = BASIS if on else None
    return plan_edits.edit(
        tracker, PLAN.id, edits, act(now=NOW, on=day), basis=basis, drop_recorded=drop
    )


def undo(tracker: Tracker, made: Edited, on: str | None = None) -> None:
    edit(tracker, *made.undo, on=on)


def content(tracker: Tracker, as_of: str) -> Plan:
    text = plan_files.export_plan(tracker, OWNER, PLAN.id, now=NOW, as_of=date.fromisoformat(as_of))
    path = tracker.state_dir / f"{as_of}.yaml"
    path.write_text(text, encoding="utf-8")
    return read_plan(path, CATALOG)


def tasks(tracker: Tracker, as_of: str) -> dict[str, Task]:
    return {task.code: task for _, task in content(tracker, as_of).all_tasks()}


def title(words: str, key: str = TASK) -> RowChanged:
    return RowChanged(table="tasks", key=key, cells={"title": words})


def update(tracker: Tracker, task: str, quarter: Period, on: str) -> None:
    said = TaskUpdate(task=task, quarter=quarter, unit="QLLH", status=TaskStatus.ON_TRACK)
    task_updates.update_task(tracker, PLAN.id, said, act(now=NOW, on=date.fromisoformat(on)))


def lights(tracker: Tracker, as_of: str, quarter: Period) -> list[tuple[str, object]]:
    board = boards.look_at(
        tracker, OWNER, PLAN.id, now=NOW, as_of=date.fromisoformat(as_of), quarter=quarter
    )
    return [(view.task.code, view.light) for _, view in board.all_tasks()]


def test_a_typo_mended_shows_in_every_look_back(here: Tracker) -> None:
    edit(here, title("Đăng thủ tục lữ hành"))

    for day in ("2026-01-20", "2026-04-01", "2026-09-11"):
        assert tasks(here, day)[TASK].title == "Đăng thủ tục lữ hành"


def test_a_typo_mended_shows_in_what_was_amended_too(here: Tracker) -> None:
    due = RowChanged(table="tasks", key="II.1-02", cells={"due": "2026-10-31"})
    edit(here, due, on="2026-06-01")

    edit(here, title("Số hóa hồ sơ hướng dẫn viên", "II.1-02"))

    before, after = tasks(here, "2026-05-31")["II.1-02"], tasks(here, "2026-06-01")["II.1-02"]
    assert before.title == after.title == "Số hóa hồ sơ hướng dẫn viên"
    assert (before.due, after.due) == (date(2026, 9, 30), date(2026, 10, 31))


def test_a_correction_may_say_again_what_the_print_says(here: Tracker) -> None:
    """The amendment was entered wrongly: today's content is corrected, not the nearest one."""
    due = RowChanged(table="tasks", key="II.1-02", cells={"due": "2026-10-31"})
    edit(here, due, on="2026-06-01")

    edit(here, RowChanged(table="tasks", key="II.1-02", cells={"due": "2026-09-30"}))

    assert tasks(here, "2026-09-11")["II.1-02"].due == date(2026, 9, 30)


def test_an_amendment_leaves_the_quarters_before_it_as_they_were(here: Tracker) -> None:
    update(here, TASK, Q1, "2026-03-20")
    update(here, TASK, Q2, "2026-06-10")
    before = [lights(here, "2026-06-30", quarter) for quarter in (Q1, Q2)]

    edit(
        here,
        RowAdded(
            table="tasks",
            cells={
                "index": "DDCI",
                "sub": "transparency",
                "code": "II.1-04",
                "title": "Mở đường dây nóng",
                "lead": "VP",
                "due": "2026-08-31",
            },
        ),
        RowChanged(table="tasks", key=TASK, cells={"due": "2026-03-31", "cadence": "once"}),
        on="2026-07-10",
    )

    assert [lights(here, "2026-06-30", quarter) for quarter in (Q1, Q2)] == before
    assert "II.1-04" in dict(lights(here, "2026-09-11", Q3))
    assert "II.1-04" not in tasks(here, "2026-07-09")


@pytest.mark.parametrize("on", [None, "2026-07-10"])
@pytest.mark.parametrize(
    "edits",
    [
        (title("Khác"),),
        (RowAdded(table="people", cells={"code": "P1", "name": "Phó Giám đốc"}),),
        (RowAdded(table="targets", cells={"index": "DDCI", "kind": "reach", "value": "75"}),),
        (RowRemoved(table="tasks", key="II.1-03"),),
        (RowRemoved(table="report_duties", key="R2"),),
        (RowRemoved(table="results", key="DDCI/2025/published"),),
        (
            RowChanged(
                table="targets", key="DDCI/transparency#1", cells={"index": "DDCI", "sub": ""}
            ),
        ),
        (RowChanged(table="tasks", key=TASK, cells={"index": "", "sub": ""}),),
        (RowChanged(table="document", key="document", cells={"document.number": "13/KH-SDL"}),),
        (RowChanged(table="report_duties", key="R1", cells={"due.day": "10"}),),
    ],
    ids=lambda given: f"{type(given[0]).__name__} {given[0].table}" if given else "",
)
def test_every_edit_is_undone_by_what_it_returns(
    here: Tracker, edits: Sequence[RowEdit], on: str | None
) -> None:
    before = content(here, "2026-09-11")

    made = edit(here, *edits, on=on)
    changed = content(here, "2026-09-11")
    undo(here, made, on)

    assert changed != before
    assert content(here, "2026-09-11") == before


def test_an_undo_does_not_put_aside_what_somebody_did_since(here: Tracker) -> None:
    made = edit(here, title("Một"))
    edit(here, title("Hai"))

    with pytest.raises(Conflict):
        undo(here, made)
    assert tasks(here, "2026-09-11")[TASK].title == "Hai"


def test_of_two_who_edit_from_the_same_revision_the_second_is_told(here: Tracker) -> None:
    seen = plan_things.thing(here, OWNER, PLAN.id, "tasks", TASK, now=NOW).revision
    office = person(Role.COORDINATOR, "VP", agency=PLAN.agency.code)
    first = RowChanged(table="tasks", key=TASK, cells={"title": "Một"}, revision=seen)
    plan_edits.edit(here, PLAN.id, (first,), act(office, now=NOW))

    second = RowChanged(table="tasks", key=TASK, cells={"title": "Hai"}, revision=seen)
    with pytest.raises(Conflict) as told:
        plan_edits.edit(here, PLAN.id, (second,), act(now=NOW))

    assert told.value.by == office.name
    assert tasks(here, "2026-09-11")[TASK].title == "Một"


def test_two_who_edit_different_things_do_not_meet(here: Tracker) -> None:
    seen = {
        each.key: each.revision
        for each in plan_things.things(here, OWNER, PLAN.id, "tasks", now=NOW)
    }
    for key in (TASK, "II.1-02"):
        change = RowChanged(table="tasks", key=key, cells={"section": "II"}, revision=seen[key])
        edit(here, change)

    assert {each.section for each in tasks(here, "2026-09-11").values()} == {"II", "II.1"}


def test_a_retired_task_leaves_from_its_day_with_what_was_said_on_it(here: Tracker) -> None:
    update(here, TASK, Q2, "2026-06-10")
    update(here, TASK, Q3, "2026-07-05")
    before = lights(here, "2026-06-30", Q2)

    edit(here, RowRemoved(table="tasks", key=TASK), on="2026-07-10")

    assert lights(here, "2026-06-30", Q2) == before
    assert TASK not in dict(lights(here, "2026-09-11", Q3))
    (gone,) = plan_things.retired(here, OWNER, PLAN.id, now=NOW)
    assert (gone.key, gone.since, gone.basis) == (TASK, date(2026, 7, 10), BASIS)


@pytest.mark.parametrize("on", [None, "2026-08-01"])
def test_a_retired_task_comes_back_as_it_was(here: Tracker, on: str | None) -> None:
    """As a correction it was never away; by another decision from that day."""
    stood = tasks(here, "2026-09-11")[TASK]
    edit(here, RowRemoved(table="tasks", key=TASK), on="2026-07-10")

    day = date.fromisoformat(on) if on else None
    plan_edits.bring_back(
        here, PLAN.id, "tasks", TASK, act(now=NOW, on=day), basis=BASIS if on else None
    )

    assert tasks(here, "2026-09-11")[TASK] == stood
    assert (TASK in tasks(here, "2026-07-15")) is (on is None)
    assert plan_things.retired(here, OWNER, PLAN.id, now=NOW) == ()


def test_a_code_that_a_task_has_had_is_never_given_to_another(here: Tracker) -> None:
    last = "II.1-03"
    edit(here, RowRemoved(table="tasks", key=last), on="2026-07-10")

    begun = plan_things.new_row(here, OWNER, PLAN.id, "tasks", "DDCI/transparency", now=NOW)
    plan_edits.split(here, PLAN.id, TASK, ["Một", "Hai"], act(now=NOW))

    assert begun["code"] == "II.1-04"
    assert tasks(here, "2026-09-11")["II.1-04"].title == "Hai"
    assert tasks(here, "2026-07-09")[last].title != "Hai"


def test_nothing_that_was_recorded_is_lost_by_a_correction(here: Tracker) -> None:
    update(here, TASK, Q2, "2026-06-10")

    with pytest.raises(ActsWouldBeLost):
        edit(here, RowRemoved(table="tasks", key=TASK))
    edit(here, RowRemoved(table="tasks", key=TASK), drop=True)

    assert TASK not in tasks(here, "2026-06-30")


def test_a_task_is_split_and_keeps_what_was_said_on_it(here: Tracker) -> None:
    update(here, TASK, Q2, "2026-06-10")

    plan_edits.split(
        here,
        PLAN.id,
        TASK,
        ["Đăng thủ tục", "Cập nhật thủ tục"],
        act(now=NOW, on=date(2026, 7, 10)),
        basis=BASIS,
    )

    after = tasks(here, "2026-09-11")
    assert list(after) == [TASK, "II.1-04", "II.1-02", "II.1-03"]
    assert after["II.1-04"].title == "Cập nhật thủ tục"
    assert after["II.1-04"].lead == after[TASK].lead == ("QLLH",)
    assert "II.1-04" not in tasks(here, "2026-07-09")


def test_tasks_are_merged_and_whoever_led_one_goes_along(here: Tracker) -> None:
    plan_edits.merge(
        here,
        PLAN.id,
        [TASK, "II.1-02"],
        "Đăng và số hóa",
        act(now=NOW, on=date(2026, 7, 10)),
        basis=BASIS,
    )

    after = tasks(here, "2026-09-11")
    assert list(after) == [TASK, "II.1-03"]
    assert (after[TASK].title, after[TASK].lead) == ("Đăng và số hóa", ("QLLH",))
    assert after[TASK].with_units == ("VP", "QHPT")
    assert "II.1-02" in tasks(here, "2026-07-09")


def test_a_preview_tells_which_quarters_turn_and_keeps_nothing(here: Tracker) -> None:
    update(here, TASK, Q2, "2026-06-10")
    before = content(here, "2026-09-11")
    change = RowChanged(table="tasks", key=TASK, cells={"cadence": "once", "due": "2026-08-31"})

    amended = plan_edit_previews.preview(
        here, PLAN.id, (change,), act(now=NOW, on=date(2026, 9, 1)), basis=BASIS
    )

    turned = {str(each.quarter): [t.key for t in each.turned] for each in amended.quarters}
    assert TASK in turned["2026-Q3"]
    assert turned["2026-Q1"] == turned["2026-Q2"] == []
    assert content(here, "2026-09-11") == before


def test_what_was_recorded_is_told_with_its_basis(here: Tracker) -> None:
    edit(here, title("Đăng thủ tục lữ hành"))
    edit(here, RowChanged(table="tasks", key=TASK, cells={"start": "2026-06-01"}), on="2026-06-01")

    found = plan_things.thing(here, OWNER, PLAN.id, "tasks", TASK, now=NOW)

    assert [(each.on, each.basis) for each in found.versions] == [
        (date(2026, 6, 1), BASIS),
        (date(2026, 1, 20), None),
        (date(2026, 1, 20), None),
    ]
    assert found.versions[0].cells is not None
    assert found.versions[0].cells["start"] == "2026-06-01"
    assert found.cells["lead"] == "QLLH"


@pytest.mark.parametrize(
    ("table", "cells", "said"),
    [
        ("tasks", {"due": "31/02/2026"}, "Hạn – đây không phải ngày"),
        ("tasks", {"lead": "ABC"}, "Chủ trì"),
        ("tasks", {"title": ""}, "Nhiệm vụ – không được để trống"),
        ("report_duties", {"due.day": "41"}, "Ngày"),
    ],
)
def test_what_makes_no_plan_is_refused_with_its_field(
    here: Tracker, table: str, cells: dict[str, str], said: str
) -> None:
    key = TASK if table == "tasks" else "R1"
    before = content(here, "2026-09-11")

    with pytest.raises(WrongEdit) as refused:
        edit(here, RowChanged(table=table, key=key, cells=cells))

    (sentence,) = refused.value.said(WORDS)
    assert said in sentence
    assert content(here, "2026-09-11") == before


def tried(
    *edits: RowEdit, on: str | None = None, basis: str | None = None
) -> Callable[[Tracker], object]:
    day = date.fromisoformat(on) if on else None
    return lambda tracker: plan_edits.edit(
        tracker, PLAN.id, edits, act(now=NOW, on=day), basis=basis
    )


LATE = "An amendment counts from a day after the plan's issue, {issued}"
NAMED = "This names what was recorded and stays as it is: take the thing out and add another"
REFUSALS: dict[str, tuple[Callable[[Tracker], object], str]] = {
    "an amendment on the day of issue": (tried(title("Khác"), on="2026-01-20", basis=BASIS), LATE),
    "a day to come": (
        tried(title("Khác"), on="2026-09-12", basis=BASIS),
        "{on} has not come yet; today is {today}",
    ),
    "a basis that says nothing": (
        tried(title("Khác"), on="2026-07-10", basis=" \u200b"),
        "Say on what basis the plan is amended",
    ),
    "a correction with a day": (
        tried(title("Khác"), on="2026-07-10"),
        "A correction counts from the day of issue; an amendment needs its basis",
    ),
    "a task that is not there": (
        tried(title("Khác", "II.1-99")),
        "The plan had no {key} on that day; look at the list again",
    ),
    "what the plan says already": (
        tried(title("Đăng tải thủ tục lữ hành trên cổng thông tin")),
        "Nothing differs from what the plan says already",
    ),
    "another code": (tried(RowChanged(table="tasks", key=TASK, cells={"code": "II.1-09"})), NAMED),
    "another plan": (
        tried(RowChanged(table="document", key="document", cells={"id": "SDL-MH-2027"})),
        NAMED,
    ),
    "a table that is none": (
        tried(RowChanged(table="bands", key="x", cells={})),
        "{table} is no part of a plan that is edited; there are {tables}",
    ),
    "a split into one": (
        lambda tracker: plan_edits.split(tracker, PLAN.id, TASK, ["Một", " "], act(now=NOW)),
        "A task is split into at least two; write a title for each",
    ),
    "a merger of one": (
        lambda tracker: plan_edits.merge(tracker, PLAN.id, [TASK, TASK], "Một", act(now=NOW)),
        "At least two tasks are merged",
    ),
    "to bring back what is here": (
        lambda tracker: plan_edits.bring_back(tracker, PLAN.id, "tasks", TASK, act(now=NOW)),
        "Nothing called {key} was taken out of the plan",
    ),
}


@pytest.mark.parametrize(("does", "message"), REFUSALS.values(), ids=REFUSALS)
def test_what_cannot_be_meant_is_refused(
    here: Tracker, does: Callable[[Tracker], object], message: str
) -> None:
    with pytest.raises(Refused) as refused:
        does(here)

    assert refused.value.message == message
    assert "{" not in refused.value.said(WORDS)


@pytest.mark.parametrize("role", [Role.LEADER, Role.STAFF, Role.DISPLAY, Role.PROVINCE])
def test_only_the_office_and_the_administrator_edit_a_plan(here: Tracker, role: Role) -> None:
    somebody = person(role, "QLLH", agency=PLAN.agency.code)

    with pytest.raises(Forbidden):
        plan_edits.edit(here, PLAN.id, (title("Khác"),), act(somebody, now=NOW))


def test_a_result_of_the_print_keeps_its_places(here: Tracker) -> None:
    key = "DDCI/transparency/2025/published"
    edit(here, RowChanged(table="results", key=key, cells={"score": "7.12"}))

    (part,) = content(here, "2026-01-20").sub_indices
    assert (part.results[0].score, part.results[0].rank) == (Decimal("7.12"), 14)


def test_the_scale_of_a_whole_index_is_corrected_amended_and_undone(here: Tracker) -> None:
    def scale(as_of: str) -> tuple[Decimal | None, list[tuple[str, str]]]:
        (whole,) = content(here, as_of).overall
        return whole.maximum, [(band.name, str(band.from_score)) for band in whole.bands]

    def bands(lines: str, revision: int | None = None) -> RowChanged:
        cells = {"maximum": "75", "bands": lines}
        return RowChanged(table="overall", key="DDCI", cells=cells, revision=revision)

    edit(here, bands("60.5 Tốt\n50 Khá"))
    assert scale("2026-01-20") == (Decimal(75), [("Tốt", "60.5"), ("Khá", "50")])
    amended = edit(here, bands("65 Tốt\n50 Khá\n0 Đạt"), on="2026-06-01")
    assert scale("2026-05-31")[1] == [("Tốt", "60.5"), ("Khá", "50")]
    assert scale("2026-06-01")[1] == [("Tốt", "65"), ("Khá", "50"), ("Đạt", "0")]

    found = plan_things.thing(here, OWNER, PLAN.id, "overall", "DDCI", now=NOW)
    lines = [each.cells["bands"] for each in found.versions if each.cells]
    assert lines[:2] == ["65 Tốt\n50 Khá\n0 Đạt", "60.5 Tốt\n50 Khá"]
    with pytest.raises(Conflict):
        edit(here, bands("", revision=1))
    for typed, said in (
        ("cao Tốt\n50 Khá", "Mức xếp loại, dòng 1: Từ điểm – không được để trống"),
        ("60 Tốt\n60 Khá", "mức Khá và Tốt trùng nhau"),
        ("90 Tốt", "90"),
    ):
        with pytest.raises(WrongEdit) as refused:
            edit(here, bands(typed))
        assert said in "; ".join(refused.value.said(WORDS))

    undo(here, amended, on="2026-06-01")
    assert scale("2026-06-01")[1] == [("Tốt", "60.5"), ("Khá", "50")]
