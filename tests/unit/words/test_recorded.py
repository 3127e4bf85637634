"""What was recorded, in words: for every kind of thing that the store keeps versions of."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ddci_tracker.domain.acts import ReportStep, TaskStatus
from ddci_tracker.domain.conclusions import CalledMeeting
from ddci_tracker.domain.plain import PlainForm
from ddci_tracker.domain.plan import Cadence
from ddci_tracker.domain.policy import Policy
from ddci_tracker.store.kinds import KINDS
from ddci_tracker.words.catalogue import Language, Words
from ddci_tracker.words.recorded import KIND_NAMES, Recorded, RecordedChange, thresholds
from tests.unit.domain.build import make_duty, make_plan, make_task, said

VI, EN = Words.of(Language("vi")), Words.of(Language("en"))
PLAN = make_plan(
    tasks=(make_task("II.1-01"),),
    duties=(
        make_duty("R2", from_units=("A",), cadence=Cadence.MONTHLY, due=None),
        make_duty("R3", from_units=("A",), cadence=Cadence.ONCE, due=None),
    ),
)
TOLD = Recorded(PLAN, VI)
KEY = "II.1-01@2021-Q3"


def plain(value: object) -> dict[str, Any]:
    written = PlainForm().write(value)
    assert isinstance(written, dict)
    return written


BLOCKED = plain(said(TaskStatus.BLOCKED, "2021-07-01").value)
ON_TRACK = plain(said(TaskStatus.ON_TRACK, "2021-07-02", percent=40).value)


def test_a_change_of_status_is_told_from_what_to_what() -> None:
    status, percent, recovery = TOLD.changes("task_update", KEY, BLOCKED, ON_TRACK)
    assert status == RecordedChange(name="Trạng thái", before="Vướng", after="Đang làm")
    assert percent == RecordedChange(name="Tỷ lệ hoàn thành", before=None, after="40%")
    assert recovery.before == "Phòng A, xin ý kiến, tháng 7"
    assert recovery.after is None


def test_of_a_first_version_only_what_it_says_is_told() -> None:
    changes = TOLD.changes("task_update", KEY, None, ON_TRACK)
    assert [each.name for each in changes] == ["Trạng thái", "Tỷ lệ hoàn thành"]
    assert TOLD.changes("task_update", KEY, ON_TRACK, ON_TRACK) == ()
    assert TOLD.changes("task_update", KEY, ON_TRACK, None) == ()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, ON_TRACK, "cập nhật nhiệm vụ II.1-01, quý III/2021"),
        (BLOCKED, ON_TRACK, "sửa cập nhật của nhiệm vụ II.1-01, quý III/2021"),
        (ON_TRACK, None, "rút cập nhật của nhiệm vụ II.1-01, quý III/2021"),
    ],
)
def test_a_word_is_given_changed_and_taken_back(
    before: dict[str, Any] | None, after: dict[str, Any] | None, told: str
) -> None:
    assert TOLD.act("task_update", KEY, before, after) == told


def test_every_step_of_a_report_has_words_of_its_own_and_so_has_its_undoing() -> None:
    key = "R1/A/2021-Q2"
    told = {TOLD.act("report_act", key, None, {"step": str(step)}) for step in ReportStep} | {
        TOLD.act("report_act", key, None, {"step": "accepted"}, undone=True)
    }
    assert len(told) == len(ReportStep) + 1
    assert all(each.endswith("báo cáo R1 của Phòng A, quý II/2021") for each in told)


def test_a_due_day_is_told_as_a_plan_would_print_it() -> None:
    rule = {
        "inclusive": True,
        "day": 20,
        "month_of_quarter": None,
        "month_of_half": None,
        "month": None,
        "of_next_period": False,
    }
    (change,) = TOLD.changes("due_day", "R2", rule, {**rule, "day": 25})
    assert (change.before, change.after) == (
        "chậm nhất ngày 20 hằng tháng",
        "chậm nhất ngày 25 hằng tháng",
    )


def test_the_due_day_of_a_printed_duty_is_told_with_its_own_cadence() -> None:
    quarterly = plain(make_duty("R1"))
    monthly = plain(make_duty("R1", cadence=Cadence.MONTHLY))
    told = {each.name: each for each in TOLD.changes("report_duty", "R1", quarterly, monthly)}
    assert told["Hạn"].before == "trước ngày 06 của tháng cuối quý"
    assert told["Hạn"].after == "trước ngày 06 hằng tháng"


def test_a_result_is_told_with_its_places_and_its_year_is_no_quantity() -> None:
    key = "DDCI//2021/published"
    assert TOLD.act("result_entry", key, None, {}) == "nhập kết quả DDCI năm 2021 (công bố)"
    (change,) = TOLD.changes("result_entry", key, {"score": "7.80"}, {"score": "7.90"})
    assert (change.before, change.after) == ("7,80", "7,90")


def test_units_are_told_by_name() -> None:
    (change,) = TOLD.changes("task", "II.1-01", {"lead": ["A"]}, {"lead": ["A", "B"]})
    assert (change.before, change.after) == ("Phòng A", "Phòng A và Phòng B")


def test_a_unit_or_task_that_is_gone_is_told_by_its_code() -> None:
    assert "của GONE" in TOLD.thing("report_act", "R1/GONE/2021-Q1")
    assert TOLD.about("task_update", "GONE@2021-Q1") is None
    assert TOLD.about("task_update", KEY) == "Nhiệm vụ II.1-01"


def test_every_kind_of_thing_has_a_name_in_both_languages() -> None:
    assert set(KIND_NAMES) == {kind.name for kind in KINDS}
    for name in KIND_NAMES.values():
        assert VI.text(name) != EN.text(name)


def test_every_threshold_is_told_and_shares_as_percentages() -> None:
    policy = replace(Policy(), red_share=Decimal("0.125"))
    told = {each.name: each.after for each in thresholds(policy, VI)}
    assert told["Tỷ lệ nhiệm vụ đỏ làm chỉ số đỏ"] == "12,5%"
    assert told["Phần thang điểm còn coi là gần đạt"] == "5%"
    # Bands are no thresholds of lights.
    assert len(told) == len(Policy.__dataclass_fields__) - 1


def test_a_text_from_before_there_was_a_limit_is_told_in_part() -> None:
    long = {**ON_TRACK, "note": "a" * 1_000_000}
    (note,) = TOLD.changes("task_update", KEY, ON_TRACK, long)
    assert note.after is not None
    assert len(note.after) == 4000


def test_a_report_that_is_owed_once_is_told_without_a_year() -> None:
    assert TOLD.thing("report_act", "R3/A/2021") == "báo cáo một lần R3 của Phòng A"
    assert TOLD.thing("extension", "R2/A/2021-06") == "báo cáo R2 của Phòng A, tháng 6/2021"


def test_meetings_and_conclusions_are_named_as_people_call_them() -> None:
    day, key = date(2021, 8, 21), "2021-08-21-2"
    named = Recorded(
        PLAN, VI, {key: CalledMeeting(key=key, met_on=day, number=2, title="Giao ban quý III")}
    )
    assert named.thing("meeting", key) == "cuộc họp 21/08/2021 (cuộc 2) “Giao ban quý III”"
    assert TOLD.thing("meeting", key) == "cuộc họp 21/08/2021"
    said = {"text": "Niêm yết đủ thủ tục"}
    (spoken,) = named.changes("conclusion", f"{key}-1", said, {**said, "said_by": "A"})
    assert spoken == RecordedChange(name="Đơn vị báo cáo", before=None, after="Phòng A")
    for what, called in (
        ("conclusion", "kết luận “Niêm yết đủ thủ tục”"),
        ("meeting_conclusion", "kết luận đang ghi “Niêm yết đủ thủ tục”"),
    ):
        assert named.act(what, f"{key}-1", None, said) == f"thêm {called}"
        assert named.act(what, f"{key}-1", said, None) == f"bỏ {called}"
