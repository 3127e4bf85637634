"""What changed between two frozen months: as data, in sentences, the worse first."""

import json
from dataclasses import fields, replace
from decimal import Decimal

import pytest

from ddci_tracker.briefing.change_sentences import Section, changes_document, told
from ddci_tracker.briefing.changes import (
    ActKind,
    Changes,
    LightKind,
    TaskChangeKind,
    Turn,
    changes_between,
    turn_of,
)
from ddci_tracker.briefing.frozen import FrozenMonth, read_month
from ddci_tracker.briefing.turned_words import told_turn
from ddci_tracker.domain.acts import ReportStep, TaskStatus
from ddci_tracker.domain.ledger import Ledger
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Cadence, Plan, Target, TargetKind, Task
from ddci_tracker.domain.policy import Policy
from ddci_tracker.words.catalogue import Language, Words
from ddci_tracker.words.recorded import threshold_name
from tests.unit.briefing.made import (
    ABOVE_7_80,
    PLAN,
    POLICY,
    SPRING,
    changes,
    frozen,
    kept,
    with_acts,
    with_plan,
)
from tests.unit.briefing.test_frozen import OLD
from tests.unit.domain.build import (
    adopted,
    concluded,
    day,
    entered,
    ledger_of,
    make_task,
    noon,
    published,
    said,
    step,
)

VIETNAMESE = Words.of(Language("vi"))


def became(found: Changes) -> dict[str, TaskChangeKind]:
    return {change.task: change.kind for change in found.tasks}


def sentences(
    found: tuple[Changes, FrozenMonth, FrozenMonth], section: Section, words: Words = VIETNAMESE
) -> list[str]:
    return [row.sentence for row in told(*found, words) if row.section is section]


def with_tasks(*tasks: Task) -> Plan:
    first, second = PLAN.sub_indices
    return replace(PLAN, sub_indices=(replace(first, tasks=tasks), second))


TASKS = PLAN.sub_indices[0].tasks


def test_a_month_does_not_differ_from_itself() -> None:
    same = kept()
    found = changes_between(same, same)
    assert not found
    assert told(found, same, same, VIETNAMESE) == ()


@pytest.mark.parametrize(
    ("old", "new", "turn"),
    [
        ("green", "amber", Turn.WORSE),
        ("green", "red", Turn.WORSE),
        ("amber", "red", Turn.WORSE),
        ("red", "amber", Turn.BETTER),
        ("amber", "green", Turn.BETTER),
        ("grey", "red", Turn.WORSE),
        ("grey", "amber", Turn.WORSE),
        ("grey", "green", Turn.BETTER),
        ("green", "grey", Turn.OTHER),
        ("red", "grey", Turn.OTHER),
        (None, "red", Turn.WORSE),
        ("red", None, Turn.OTHER),
        ("grey", None, Turn.OTHER),
    ],
)
def test_grey_is_neither_worse_nor_better_but_red_is_always_worse(
    old: str | None, new: str | None, turn: Turn
) -> None:
    assert turn_of(old and Colour(old), new and Colour(new)) is turn  # type: ignore[arg-type]


def test_a_task_is_done_newly_late_or_recovered() -> None:
    june = ledger_of(
        PLAN,
        updates=(
            said(TaskStatus.DONE, "2021-06-02", done_on="2021-06-01", revision=2),
            said(TaskStatus.ON_TRACK, "2021-06-03", task="T3", revision=2),
        ),
    )
    plan = with_tasks(TASKS[0], replace(TASKS[1], due=day("2021-06-10")), *TASKS[2:])
    both = changes(with_plan(with_acts(SPRING, june), plan))
    found = both[0]
    assert became(found) == {
        "T1": TaskChangeKind.DONE,
        "T2": TaskChangeKind.NEWLY_LATE,
        "T3": TaskChangeKind.RECOVERED,
        "T5": TaskChangeKind.WORSE,
    }
    assert found.tasks[0].kind is TaskChangeKind.NEWLY_LATE
    assert sentences(both, Section.TASKS)[0] == (
        "Nhiệm vụ “Nhiệm vụ T2” mới quá hạn (Quá hạn 20 ngày, hạn 10/06/2021)"
    )
    assert "Nhiệm vụ “Nhiệm vụ T1” đã hoàn thành (Hoàn thành ngày 01/06/2021, trễ 12 ngày)" in (
        sentences(both, Section.TASKS)
    )


def test_a_recurring_task_may_be_done_again() -> None:
    plan = with_tasks(replace(TASKS[0], cadence=Cadence.QUARTERLY, due=None))
    once = ledger_of(plan, updates=(said(TaskStatus.DONE, "2021-05-03"),))
    again = with_acts(once, ledger_of(plan, updates=(said(TaskStatus.DONE, "2021-08-03"),)))
    found, *_ = changes(again, "2021-08-31", earlier=once)
    assert became(found)["T1"] is TaskChangeKind.DONE
    found, *_ = changes(once, "2021-06-30", earlier=once)
    assert "T1" not in became(found)


def test_a_task_that_came_and_one_that_went_are_told() -> None:
    plan = with_tasks(*TASKS[1:], make_task("T9"))
    both = changes(with_plan(SPRING, plan))
    found = both[0]
    assert became(found)["T9"] is TaskChangeKind.ADDED
    assert became(found)["T1"] is TaskChangeKind.DROPPED
    assert sentences(both, Section.TASKS)[-2:] == [
        "Bổ sung nhiệm vụ “Nhiệm vụ T9”",
        "Bỏ nhiệm vụ “Nhiệm vụ T1”",
    ]


def test_a_late_task_does_not_recover_unseen_when_its_due_day_is_moved() -> None:
    plan = with_tasks(replace(TASKS[0], due=day("2021-12-31")), *TASKS[1:])
    found = changes(with_plan(SPRING, plan))
    assert sentences(found, Section.DUE_DAYS) == [
        "Nhiệm vụ “Nhiệm vụ T1”: thời hạn sửa từ 20/05/2021 thành 31/12/2021"
    ]


def test_lights_of_sub_indices_turn_with_the_worse_first() -> None:
    june = ledger_of(
        PLAN,
        results=(entered(published(2021, "8.10"), "2021-06-15"),),
        updates=(said(TaskStatus.ON_TRACK, "2021-06-15", task="T5", unit="B"),),
    )
    found, old, new = changes(with_acts(SPRING, june))
    turns = [change.turn for change in found.lights]
    assert turns == sorted(turns, key=list(Turn).index)
    result = next(each for each in found.lights if each.kind is LightKind.RESULT)
    assert (result.old.colour, result.new.colour) == (Colour.AMBER, Colour.GREEN)
    assert result.turn is Turn.BETTER
    said_of_result = [
        row.sentence for row in told(found, old, new, VIETNAMESE) if row.change is result
    ]
    assert said_of_result == [
        "Time_cost: kết quả trước đó là Gần đạt, nay: Đạt, vượt 0,30 điểm",
    ]


@pytest.mark.parametrize(
    "targets", [(Target(kind=TargetKind.TOP_GROUP, text="nhóm đứng đầu"),), ()]
)
def test_a_result_that_nobody_can_judge_any_more_is_not_called_unpublished(
    targets: tuple[Target, ...],
) -> None:
    first, second = PLAN.sub_indices
    plan = replace(PLAN, sub_indices=(replace(first, targets=targets), second))
    june = ledger_of(plan, results=(entered(published(2021, "8.10"), "2021-06-15"),))
    found, old, new = changes(with_plan(with_acts(SPRING, june), plan))
    result = next(each for each in found.lights if each.kind is LightKind.RESULT)
    assert (result.old.colour, result.new.colour) == (Colour.AMBER, Colour.GREY)
    (row,) = (row for row in told(found, old, new, VIETNAMESE) if row.change is result)
    assert (row.old, row.new) == ("Gần đạt", "Không xét")
    turned = told_turn(result, new.board, VIETNAMESE)
    assert (turned.old, turned.new) == ("Gần đạt", "Không xét")


def test_a_new_score_is_told_with_its_kind_and_year() -> None:
    june = ledger_of(PLAN, results=(entered(published(2021, "8.10", rank=3), "2021-06-15"),))
    both = changes(with_acts(SPRING, june))
    found = both[0]
    (score,) = found.scores
    assert (score.old, score.new and score.new.score) == (None, Decimal("8.10"))
    assert sentences(both, Section.SCORES) == ["Time_cost, 2021, công bố: 8,10 điểm, hạng 3"]


def test_reports_are_told_once_something_became_of_them() -> None:
    june = ledger_of(PLAN, report_acts=(step(ReportStep.HANDED_IN, "2021-06-14"),))
    both = changes(with_acts(SPRING, june))
    found = both[0]
    told_of = {(change.unit, str(change.period)) for change in found.reports}
    assert told_of == {("A", "2021-Q2"), ("B", "2021-Q2")}
    assert sentences(both, Section.REPORTS) == [
        "Báo cáo của Phòng A kỳ quý II/2021: Nộp ngày 14/06/2021, trễ 2 ngày, hạn cuối 12/06/2021",
        "Báo cáo của Phòng B kỳ quý II/2021: Quá hạn 25 ngày, hạn cuối 05/06/2021",
    ]


def test_an_edited_target_shows_the_old_and_the_new() -> None:
    first, second = PLAN.sub_indices
    lower = replace(ABOVE_7_80, value=Decimal("7.00"), text="trên 7,00")
    plan = replace(PLAN, sub_indices=(replace(first, targets=(lower,)), second))
    both = changes(with_plan(SPRING, plan))
    found = both[0]
    (target,) = found.targets
    assert (target.old, target.new) == (ABOVE_7_80, lower)
    assert sentences(both, Section.TARGETS) == [
        "Time_cost: mục tiêu sửa từ trên 7,80 thành trên 7,00"
    ]


def test_edited_thresholds_show_the_old_and_the_new() -> None:
    stricter = Policy(amber_places=1, due_soon_days=5)
    both = changes(replace(SPRING, policies=adopted(stricter)))
    found = both[0]
    assert [(each.field, each.old, each.new) for each in found.thresholds] == [
        ("amber_places", 3, 1),
        ("due_soon_days", 3, 5),
        ("bands", POLICY.bands, ()),
    ]
    assert sentences(both, Section.THRESHOLDS) == [
        "Ngưỡng “Số bậc còn coi là gần đạt” sửa từ 3 thành 1",
        "Ngưỡng “Số ngày trước hạn coi là sắp đến hạn” sửa từ 3 thành 5",
        "Ngưỡng “Mức xếp loại” sửa từ Kém ≥ 0; Tốt ≥ 70 thành –",
    ]


def test_every_threshold_that_was_edited_is_called_as_on_its_screen() -> None:
    """Each raised a little; the bands go, since the other month has some."""
    stricter = Policy(
        amber_share=Decimal("0.06"),
        amber_places=4,
        green_lag=11,
        amber_lag=26,
        red_share=Decimal("0.26"),
        amber_task_share=Decimal("0.26"),
        spoken_share=Decimal("0.76"),
        green_share=Decimal("0.51"),
        due_soon_days=4,
    )
    said = sentences(changes(replace(SPRING, policies=adopted(stricter))), Section.THRESHOLDS)
    names = [threshold_name(each.name, Words.of()) for each in fields(Policy)]
    assert [each.split("”")[0] for each in said] == [f"Ngưỡng “{name}" for name in names]


def late(ledger: Ledger) -> list[tuple[ActKind, str]]:
    found, *_ = changes(with_acts(SPRING, ledger))
    return [(each.kind, each.new.key) for each in found.afterwards]


def test_what_was_recorded_afterwards_for_an_earlier_day_is_told() -> None:
    in_june = noon(day("2021-06-04"))
    word = replace(
        said(TaskStatus.ON_TRACK, "2021-05-20", task="T3", revision=2), recorded_at=in_june
    )
    report = replace(step(ReportStep.HANDED_IN, "2021-03-02", of="2021-Q1", unit="B"))
    report = replace(report, recorded_at=in_june)
    found = changes(with_acts(SPRING, ledger_of(PLAN, updates=(word,), report_acts=(report,))))
    assert [(each.kind, each.new.key) for each in found[0].afterwards] == [
        (ActKind.UPDATE, "T3@2021-Q2"),
        (ActKind.REPORT, "R1/B/2021-Q1"),
    ]
    before = found[0].afterwards[0].old
    assert before is not None
    assert before.revision == 1
    assert sentences(found, Section.AFTERWARDS)[0] == (
        "Bổ sung sau chốt, tính cho ngày 20/05/2021: nhiệm vụ “Nhiệm vụ T3”, quý II/2021: "
        "Đang làm (van-thu ghi lúc 12:00 ngày 04/06/2021)"
    )


def test_what_was_recorded_for_a_later_day_is_no_afterthought() -> None:
    assert (
        late(ledger_of(PLAN, updates=(said(TaskStatus.ON_TRACK, "2021-06-01", task="T3"),))) == []
    )


def test_what_the_earlier_month_knew_is_no_afterthought() -> None:
    assert changes(SPRING)[0].afterwards == ()


def test_every_kind_of_act_can_be_told_afterwards() -> None:
    earlier = kept(ledger_of(PLAN))
    later = frozen(
        replace(SPRING, conclusions=(concluded(), replace(concluded(), revision=2, value=None))),
        "2021-06-30",
    )
    recorded_late = {
        name: tuple(
            replace(each, recorded_at=noon(day("2021-06-20"))) for each in getattr(later.acts, name)
        )
        for name in ("updates", "report_acts", "extensions", "results", "conclusions")
    }
    later = replace(later, acts=replace(later.acts, **recorded_late))
    found = changes_between(earlier, later)
    rows = told(found, earlier, later, Words.of(Language("en")))
    afterwards = [row.new for row in rows if row.section is Section.AFTERWARDS]
    assert "result of time_cost for 2021: 7.5 points" in afterwards
    assert "extension of the report of Phòng A for Q2 2021: 12 Jun 2021" in afterwards
    assert afterwards[-2:] == ["conclusion: Báo cáo lại", "“Báo cáo lại” was withdrawn"]


def test_changes_can_be_had_as_one_json_document() -> None:
    found, old, new = changes(with_plan(SPRING, with_tasks(*TASKS[1:])))
    document = json.loads(json.dumps(changes_document(found, old, new, VIETNAMESE)))
    assert document["since"] == {"month": "2021-05", "edition": 1, "checksum": old.checksum}
    assert document["until"]["month"] == "2021-06"
    rows = {row["what"]: row for row in document["changes"] if row["section"] == "tasks"}
    dropped = rows["Nhiệm vụ T1"]
    assert dropped["new"] == "–"
    assert dropped["data"]["kind"] == "dropped"
    assert dropped["data"]["old"]["reason"]["text"]["vi"] == "Quá hạn 11 ngày, hạn 20/05/2021"
    assert dropped["data"]["new"] is None


def test_a_month_of_version_1_can_be_compared_with_one_of_today() -> None:
    old = read_month((OLD / "version-1.json").read_bytes())
    found = changes_between(old, kept(SPRING, "2021-06-30"))
    assert found.tasks
    assert not found.afterwards
