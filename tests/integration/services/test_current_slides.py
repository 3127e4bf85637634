"""Slides of what is seen right now: like those of a frozen month, and said not to be frozen."""

from __future__ import annotations

from io import BytesIO

import pytest
from pptx import Presentation

from ddci_tracker.domain.periods import Period
from ddci_tracker.services import boards, frozen_months
from ddci_tracker.services.current_slides import export_current
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import NOW, OFFICE, PLAN, say, word


@pytest.fixture
def tracker(store_with_plan: Tracker) -> Tracker:
    return store_with_plan


def slides_of(tracker: Tracker) -> list[str]:
    board = boards.look_at(tracker, OFFICE, PLAN.id, now=NOW)
    made = export_current(tracker, OFFICE, board, words=Words.of(), now=NOW)
    assert made.name == f"{PLAN.id}_{board.as_of}.pptx"
    return [
        "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in Presentation(BytesIO(made.body)).slides
    ]


def test_every_slide_says_that_nobody_has_frozen_its_figures(tracker: Tracker) -> None:
    say(tracker, word(recovery="ai: làm gì"))
    slides = slides_of(tracker)
    assert slides
    assert all("Số liệu chưa chốt" in text for text in slides)
    assert all("chưa chốt, số liệu lúc" in text for text in slides)
    assert frozen_months.list_months(tracker, OFFICE, PLAN.id) == (), "nothing is kept"


def test_they_tell_what_changed_since_the_last_frozen_month(tracker: Tracker) -> None:
    frozen_months.freeze(tracker, OFFICE, PLAN.id, Period.parse("2021-06"), now=NOW)
    say(tracker, word(recovery="ai: làm gì"))
    assert any("Thay đổi so với tháng 6/2021" in text for text in slides_of(tracker))
