"""Entering a result on Kết quả: what stands is shown, what is refused stays typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ddci_tracker.domain.acts import ResultEntry
from ddci_tracker.domain.plan import Result, ResultKind
from ddci_tracker.services import results
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import look_at
from ddci_tracker.services.permissions import Actor
from tests.markup import values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PAGE = "office/results.py"
PLAN = "STNMT-LS-2020"
KEY = "DDCI//2019/published"
OF_2019 = ResultEntry(
    index="DDCI",
    sub_index=None,
    result=Result(
        year=2019,
        kind=ResultKind.PUBLISHED,
        score=Decimal("55.20"),
        published_on=date(2020, 1, 15),
        best_score=Decimal("80.10"),
    ),
)

See = Callable[..., Screen]


def enter(folder: Path, entry: ResultEntry = OF_2019, by: Actor = OWNER) -> None:
    act = Act(actor=by, now=datetime.now(UTC))
    results.save_result(tracker_in(folder), PLAN, entry, act)


def known(folder: Path) -> Result | None:
    """What the board knows of the whole index in 2019."""
    board = look_at(tracker_in(folder), OWNER, PLAN, now=datetime.now(UTC))
    published = board.overall[0].standing.results.published
    return next((result for result in published if result.year == 2019), None)


def field(screen: Screen, label: str) -> Any:
    return next(each for each in screen.app.text_input if each.label.startswith(label))


def type_in(screen: Screen, **texts: str) -> None:
    labels = {"score": "Điểm", "rank": "Hạng", "out_of": "Trên tổng số", "source": "Nguồn, ví dụ"}
    for name, text in texts.items():
        field(screen, labels[name]).set_value(text)


def published_on(screen: Screen, day: date) -> None:
    next(each for each in screen.app.date_input if each.label == "Ngày công bố").set_value(day)


def press(screen: Screen, label: str) -> Screen:
    next(button for button in screen.app.button if button.label == label).click()
    return screen.run()


def test_what_stands_is_shown_before_anything_is_typed(see: See) -> None:
    text = see(PAGE, plan=PLAN, enter=KEY).text
    assert "hạng 20/23 in trong kế hoạch, dòng 13" in text
    assert "ô để trống thì giữ theo bản in" in text


def test_a_score_with_a_comma_is_saved_and_leaves_the_printed_rank(
    see_own: See, own_state: Path
) -> None:
    screen = see_own(PAGE, plan=PLAN, enter=KEY)
    type_in(screen, score="55,20", source="QĐ 12/QĐ-UBND")
    published_on(screen, date(2020, 1, 15))
    press(screen, "Lưu")
    assert "Đã lưu: Điểm tổng hợp DDCI, năm 2019" in screen.text
    found = known(own_state)
    assert found is not None
    assert (str(found.score), found.rank, found.out_of) == ("55.20", 20, 23)
    assert "công bố ngày 15/01/2020; nguồn: QĐ 12/QĐ-UBND; hạng: in trong kế hoạch" in screen.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"score": "155,2"}, "Điểm: Điểm phải trong khoảng 0 đến 100, không phải 155,2"),
        ({"score": "năm mươi"}, "Điểm: năm mươi không phải là số; hãy viết 7,80 hoặc 7.80"),
        (
            {"rank": "24", "out_of": "23"},
            "Trên tổng số đơn vị: Không thể có hạng 24 trong 23 đơn vị",
        ),
        ({"source": "báo"}, "Điểm: Kết quả phải có điểm hoặc hạng"),
    ],
)
def test_what_is_refused_names_the_field_and_stays_typed(
    see_own: See, typed: dict[str, str], said: str
) -> None:
    screen = see_own(PAGE, plan=PLAN, enter=KEY)
    type_in(screen, **typed)
    published_on(screen, date(2020, 1, 15))
    press(screen, "Lưu")
    assert said in screen.text
    labels = {"score": "Điểm", "rank": "Hạng", "out_of": "Trên tổng số", "source": "Nguồn, ví dụ"}
    assert {name: field(screen, labels[name]).value for name in typed} == typed


def test_what_is_typed_into_a_folded_field_is_not_folded_away_when_the_form_comes_back(
    see_own: See,
) -> None:
    def unfolded(screen: Screen) -> list[bool]:
        return [each.proto.expanded for each in screen.app.expander]

    screen = see_own(PAGE, plan=PLAN, enter=KEY)
    assert unfolded(screen) == [False, False]
    field(screen, "Trung vị").set_value("61,20")
    assert unfolded(screen.run()) == [True, False]
    # Another session knows only the draft.
    again = see_own(PAGE, plan=PLAN, enter=KEY)
    assert unfolded(again) == [True, False]
    field(again, "Trung vị").set_value("")
    assert unfolded(again.run()) == [True, False], "not under the hands of whoever types"


def test_a_published_result_without_its_day_is_refused(see_own: See) -> None:
    screen = see_own(PAGE, plan=PLAN, enter=KEY)
    type_in(screen, score="55,20")
    press(screen, "Lưu")
    assert "Ngày công bố: Cần ghi ngày công bố kết quả" in screen.text


def test_a_correction_begins_with_what_was_entered_and_keeps_what_has_no_field(
    see_own: See, own_state: Path
) -> None:
    enter(own_state)
    screen = see_own(PAGE, plan=PLAN, enter=KEY)
    assert field(screen, "Điểm").value == "55,20"
    type_in(screen, score="56,10")
    press(screen, "Lưu phần sửa")
    found = known(own_state)
    assert found is not None
    assert (str(found.score), found.best_score) == ("56.10", Decimal("80.10"))


def test_a_withdrawn_result_lets_the_print_show_again_and_comes_back_by_undo(
    see_own: See, own_state: Path
) -> None:
    before = known(own_state)
    enter(own_state)
    screen = press(see_own(PAGE, plan=PLAN, enter=KEY), "Rút kết quả đã nhập")
    assert "Đã rút: Điểm tổng hợp DDCI, năm 2019" in screen.text
    assert known(own_state) == before
    press(screen, "Hoàn tác")
    found = known(own_state)
    assert found is not None
    assert found.score == Decimal("55.20")


def test_who_came_first_is_told_and_overruled_only_by_saving_once_more(
    see_own: See, own_state: Path
) -> None:
    enter(own_state)
    screen = see_own(PAGE, plan=PLAN, enter=KEY)
    type_in(screen, score="57,00")
    result = replace(OF_2019.result, score=Decimal("56.10"))
    enter(own_state, replace(OF_2019, result=result), replace(OWNER, name="Trần B"))
    press(screen, "Lưu phần sửa")
    assert "Trần B đã nhập trước, lúc" in screen.text
    assert "56,10 điểm nhập bởi Trần B" in screen.text
    assert field(screen, "Điểm").value == "57,00"
    found = known(own_state)
    assert found is not None
    assert found.score == Decimal("56.10")
    press(screen, "Lưu phần sửa")
    found = known(own_state)
    assert found is not None
    assert found.score == Decimal("57.00")


def test_an_estimate_counts_from_its_own_day_and_has_no_day_of_publication(
    see_own: See, own_state: Path
) -> None:
    screen = see_own(PAGE, plan=PLAN, enter="DDCI//2020/estimate")
    type_in(screen, score="71,5")
    next(day for day in screen.app.date_input if day.label == "Ngày ước tính").set_value(
        date(2020, 9, 30)
    )
    press(screen, "Lưu")
    board = look_at(tracker_in(own_state), OWNER, PLAN, now=datetime.now(UTC))
    (entered,) = board.overall[0].standing.results.entered
    assert entered.version.on == date(2020, 9, 30)
    assert board.overall[0].standing.estimate is not None


def test_another_place_empties_what_nobody_touched_and_keeps_what_was_typed(
    see_own: See, own_state: Path
) -> None:
    enter(own_state)
    screen = see_own(PAGE, plan=PLAN, enter=KEY)
    year = next(box for box in screen.app.selectbox if box.label == "Năm của kết quả")
    year.set_value(2018)
    screen.run()
    assert field(screen, "Điểm").value == ""
    type_in(screen, score="50,00")
    next(box for box in screen.app.selectbox if box.label == "Năm của kết quả").set_value(2019)
    screen.run()
    assert field(screen, "Điểm").value == "50,00"


def test_what_was_typed_is_there_again_until_it_is_saved_or_thrown_away(see_own: See) -> None:
    screen = see_own(PAGE, plan=PLAN, enter="new")
    year = next(box for box in screen.app.selectbox if box.label == "Năm của kết quả")
    year.set_value(2019)
    screen.run()
    type_in(screen, score="55,20", source="QĐ 12")
    published_on(screen, date(2020, 1, 15))
    screen.run()
    again = see_own(PAGE, plan=PLAN, enter="new")
    assert "chưa lưu" in again.text
    assert [field(again, label).value for label in ("Điểm", "Nguồn, ví dụ")] == ["55,20", "QĐ 12"]
    press(again, "Lưu")
    assert "Đã lưu: Điểm tổng hợp DDCI, năm 2019" in again.text
    assert field(see_own(PAGE, plan=PLAN, enter="new"), "Điểm").value == ""


def test_what_was_typed_can_be_thrown_away(see_own: See) -> None:
    type_in(screen := see_own(PAGE, plan=PLAN, enter=KEY), score="55,20")
    screen.run()
    again = press(see_own(PAGE, plan=PLAN, enter=KEY), "Bỏ nội dung đã gõ")
    assert field(again, "Điểm").value == ""
    assert field(see_own(PAGE, plan=PLAN, enter=KEY), "Điểm").value == ""


def test_a_draft_from_before_somebody_corrected_the_result_is_told(
    see_own: See, own_state: Path
) -> None:
    enter(own_state)
    type_in(screen := see_own(PAGE, plan=PLAN, enter=KEY), score="57,00")
    screen.run()
    result = replace(OF_2019.result, score=Decimal("56.10"))
    enter(own_state, replace(OF_2019, result=result), replace(OWNER, name="Trần B"))
    again = press(see_own(PAGE, plan=PLAN, enter=KEY), "Lưu phần sửa")
    assert "Trần B đã nhập trước, lúc" in again.text


def test_what_was_entered_has_a_link_to_correct_it(see_own: See, own_state: Path) -> None:
    enter(own_state)
    screen = see_own(PAGE, plan=PLAN)
    assert (
        values(screen.html, "[data-opens]", "data-opens").count("enter=DDCI%2F%2F2019%2Fpublished")
        == 1
    )


def test_nothing_is_entered_from_the_past(see: See) -> None:
    screen = see(PAGE, plan=PLAN, known_at="2020-06-30T00:00:00+00:00", enter=KEY)
    assert not screen.app.text_input
    assert "Nhập kết quả" not in [button.label for button in screen.app.button]


def test_the_table_of_a_block_is_pasted_and_what_contradicts_it_is_told(
    see_own: See, own_state: Path
) -> None:
    enter(own_state)
    screen = see_own(PAGE, plan=PLAN, enter="block")
    next(each for each in screen.app.selectbox if "Năm" in each.label).set_value(2019)
    screen.run()
    table = "Đơn vị\tĐiểm\tHạng\nSở Tài nguyên và Môi trường\t55,30\t2\nSở Y tế\t80,10\t1"
    screen.app.text_area[0].set_value(table)
    press(screen, "Lưu bảng")
    assert "Đã lưu bảng của khối, DDCI năm 2019" in screen.text
    assert "ghi Sở Tài nguyên và Môi trường được 55,30 điểm, còn kết quả là 55,20" in screen.text
    assert "Đang có: 2 đơn vị" in screen.text
    assert screen.app.text_area[0].value == ""
    press(screen, "Hoàn tác")
    assert "Chưa có bảng." in screen.text


def test_another_source_and_a_predecessor_are_entered_on_the_screen(
    see_own: See, own_state: Path
) -> None:
    enter(own_state)
    screen = see_own(PAGE, plan=PLAN, enter=KEY)
    field(screen, "Điểm theo nguồn này").set_value("56,1")
    press(screen, "Lưu phần sửa")
    assert "Cần ghi tên nguồn khác" in screen.text
    field(screen, "Nguồn khác").set_value("Báo Lạng Sơn")
    press(screen, "Lưu phần sửa")
    result = known(own_state)
    assert result is not None
    assert [(each.source, str(each.score)) for each in result.disputed_by] == [
        ("Báo Lạng Sơn", "56.1")
    ]
    field(screen, "Cơ quan tiền thân").set_value("Sở Địa chính")
    screen.run()
    assert field(screen, "Điểm,").value == ""
    type_in(screen, score="50")
    published = next(each for each in screen.app.date_input if each.label == "Ngày công bố")
    published.set_value(date(2020, 1, 15))
    press(screen, "Lưu")
    kept = look_at(tracker_in(own_state), OWNER, PLAN, now=datetime.now(UTC))
    assert [each.of for each in kept.overall[0].standing.results.predecessors] == ["Sở Địa chính"]
    assert known(own_state) == result
