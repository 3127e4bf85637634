"""The frozen month: the same bytes for the same figures, whole, and read for ever."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ddci_tracker.briefing.frozen import (
    VERSION,
    DamagedMonth,
    NewerMonth,
    checksum_of,
    read_month,
    write_month,
)
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.words import progress
from ddci_tracker.words.catalogue import Language, Words
from tests.unit.briefing.made import PLAN, SPRING, frozen, kept
from tests.unit.domain.build import day, ledger_of, make_plan, make_sub_index, make_task

OLD = Path(__file__).parent / "old"
VIETNAMESE, ENGLISH = Words.of(Language("vi")), Words.of(Language("en"))


def document() -> dict[str, Any]:
    body, _ = write_month(frozen())
    read: dict[str, Any] = json.loads(body)
    return read


def as_written(changed: dict[str, Any]) -> bytes:
    """A document under a checksum of its own."""
    return json.dumps({**changed, "checksum": checksum_of(changed)}).encode()


def values_at(data: Any, name: str) -> Iterator[Any]:
    """Every value of a name, wherever it stands in a document."""
    match data:
        case dict():
            for key, value in data.items():
                if key == name:
                    yield value
                yield from values_at(value, name)
        case list():
            for value in data:
                yield from values_at(value, name)


def test_what_is_read_back_is_what_was_frozen() -> None:
    before = frozen()
    body, checksum = write_month(before)
    after = read_month(body)
    assert after.board == before.board
    assert after.acts == before.acts
    assert replace(after, texts={}, checksum="") == replace(before, texts={})
    assert after.checksum == checksum


def test_the_same_figures_give_the_same_bytes() -> None:
    backwards = replace(SPRING, updates=SPRING.updates[::-1], conclusions=SPRING.conclusions[::-1])
    assert write_month(frozen()) == write_month(frozen(backwards))
    assert write_month(kept()) == write_month(frozen())


def test_every_reason_is_kept_in_code_arguments_and_both_languages() -> None:
    reasons = list(values_at(document(), "reason"))
    assert len(reasons) > 40
    for reason in reasons:
        assert set(reason) == {"code", "arguments", "text"}
        assert all(reason["text"][language] for language in ("vi", "en"))
    past_due = next(reason for reason in reasons if reason["code"] == "past_due")
    assert past_due["arguments"] == [["days", "whole", 11], ["due", "day", "2021-05-20"]]
    assert past_due["text"]["en"] == "11 days overdue, due on 20 May 2021"


def test_who_froze_what_and_when_stands_at_the_head() -> None:
    head = document()
    assert (head["format"], head["version"]) == ("ddci-frozen-month", VERSION)
    assert (head["plan"], head["month"], head["edition"]) == ("SX-TP-2021", "2021-05", 1)
    assert (head["as_of"], head["known_at"]) == ("2021-05-31", "2021-05-31T05:00:00+00:00")
    assert (head["frozen_by"], head["illustration"]) == ("văn thư", False)


def test_decimals_keep_their_printed_places() -> None:
    assert {"6.77", "61.50", "7.5"} <= set(values_at(document(), "score"))
    assert "7.80" in [value for value in values_at(document(), "value") if isinstance(value, str)]


def test_a_reason_is_said_in_the_words_of_its_day() -> None:
    changed = document()
    for reason in values_at(changed, "reason"):
        if reason["code"] == ReasonCode.PAST_DUE:
            reason["text"]["vi"] = "Trễ hạn như cách nói năm ấy"
    old = read_month(as_written(changed))
    late = old.board.sub_indices[0].tasks[0].light.reason
    assert old.said(late, VIETNAMESE) == "Trễ hạn như cách nói năm ấy"
    assert old.said(late, ENGLISH) == "11 days overdue, due on 20 May 2021"
    again, _ = write_month(old)
    assert read_month(again).texts == old.texts


def test_the_checksum_is_the_sha_256_of_the_sorted_document_without_it() -> None:
    said = document()
    checksum = said.pop("checksum")
    plain = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert checksum == hashlib.sha256(plain.encode()).hexdigest()


def test_a_figure_that_was_changed_afterwards_is_found_out() -> None:
    body, _ = write_month(frozen())
    assert body.count(b'"7.80"') > 0
    with pytest.raises(DamagedMonth):
        read_month(body.replace(b'"7.80"', b'"7.20"', 1))


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda body: body[:-1], id="cut short"),
        pytest.param(lambda body: body[: len(body) // 2], id="half"),
        pytest.param(lambda body: b"", id="empty"),
        pytest.param(lambda body: b"\xff" + body, id="no text"),
        pytest.param(lambda body: b"[]", id="another document"),
        pytest.param(lambda body: b'{"format":"ddci-frozen-month","version":1}', id="no sum"),
    ],
)
def test_damaged_bytes_are_refused(damage: Any) -> None:
    body, _ = write_month(frozen())
    with pytest.raises(DamagedMonth):
        read_month(damage(body))


def test_a_month_of_a_newer_tracker_is_refused() -> None:
    with pytest.raises(NewerMonth) as refused:
        read_month(as_written({**document(), "version": VERSION + 1}))
    assert refused.value.version == VERSION + 1


def test_a_field_that_the_tracker_has_no_more_is_passed_over() -> None:
    changed = document()
    changed["board"]["weather"] = "mưa"
    assert read_month(as_written(changed)).board == kept().board


def test_an_empty_plan_can_be_frozen() -> None:
    empty = kept(ledger_of(make_plan(sub_indices=(), duties=())))
    assert empty.board.sub_indices == ()
    assert not empty.board.tracked


def test_a_plan_that_nobody_tracks_is_frozen_as_such() -> None:
    silent = kept(ledger_of(PLAN))
    assert not silent.board.tracked
    assert {view.light.reason.code for view in silent.board.sub_indices[0].tasks} == {
        ReasonCode.NOT_TRACKED
    }


def test_an_illustration_says_so() -> None:
    invented = kept(ledger_of(replace(PLAN, illustration=True, today=day("2021-08-20"))))
    assert invented.illustration


def test_300_tasks_are_frozen_whole() -> None:
    tasks = tuple(make_task(f"T{number}") for number in range(300))
    many = kept(ledger_of(make_plan(sub_indices=(make_sub_index(tasks=tasks),))))
    assert len(many.board.sub_indices[0].tasks) == 300


def test_a_month_of_version_1_is_read_as_it_was_frozen() -> None:
    """The files in ``old/`` are months as that version wrote them. They never change."""
    old = read_month((OLD / "version-1.json").read_bytes())
    assert old.checksum == "ae560345ed5fa3f1b91e88640f4c7a01d5edb41d4f8371965065602865dbc096"
    assert (old.plan_id, str(old.month), old.edition) == ("SX-TP-2021", "2021-05", 1)
    assert (old.frozen_by, old.as_of, old.since) == ("văn thư", day("2021-05-31"), None)
    time_cost, transparency = old.board.sub_indices
    assert str(time_cost.standing.latest and time_cost.standing.latest.score) == "6.77"
    assert [str(each.gap) for each in time_cost.standing.targets] == ["-1.03"]
    assert time_cost.standing.light.colour is Colour.AMBER
    assert time_cost.standing.light.estimated
    assert time_cost.execution.colour is Colour.RED
    assert [view.light.colour for view in time_cost.tasks] == [
        Colour.RED,
        Colour.GREEN,
        Colour.AMBER,
        Colour.RED,
    ]
    assert [old.said(view.light.reason, VIETNAMESE) for view in time_cost.tasks] == [
        "Quá hạn 11 ngày, hạn 20/05/2021",
        "Đơn vị báo đúng tiến độ",
        "Đơn vị báo chậm tiến độ",
        "Vướng; khắc phục: Phòng A, xin ý kiến, tháng 7",
    ]
    assert transparency.execution.colour is not Colour.GREEN
    assert old.board.report_totals.expected == 2
    assert (old.board.report_totals.late, old.board.report_totals.missing) == (1, 1)
    assert [conclusion.value and conclusion.value.text for conclusion in old.board.conclusions] == [
        "Báo cáo lại"
    ]
    assert [band.name for band in old.board.policy.bands] == ["Kém", "Tốt"]
    assert [update.recorded_by for update in old.acts.updates] == ["van-thu"] * 4
    assert old.board.freshness.updated == ("A", "B")


def test_a_month_of_version_5_keeps_its_bytes_and_says_what_it_said_of_its_conclusions() -> None:
    body = (OLD / "version-5.json").read_bytes()
    old = read_month(body)
    assert old.checksum == "d44a25f74b7085ca39587d3f42aa73824bd7249bbccfd242c44abc9a7ed8883a"
    overdue, unclear = old.board.followed
    assert progress.dated(overdue, VIETNAMESE) == "quá hạn 6 ngày, hạn 25/05/2021"
    assert progress.dated(unclear, VIETNAMESE) == "chưa rõ thời gian"
    assert (unclear.said.product, unclear.said.ongoing) == ("Bảng niêm yết", False)


def test_a_month_says_what_is_a_standing_duty() -> None:
    (version,) = SPRING.conclusions
    assert version.value is not None
    always = replace(version, value=replace(version.value, due=None, ongoing=True))
    (view,) = kept(replace(SPRING, conclusions=(always,))).board.followed
    assert progress.dated(view, VIETNAMESE) == "thường xuyên"
