"""The Word template of the briefing on its screen: taken, put back, refused, given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest

from ddci_tracker.domain.periods import Period
from ddci_tracker.services import frozen_months, templates
from ddci_tracker.services.boards import list_plans, look_at
from ddci_tracker.words.catalogue import Language, Words
from tests.markup import elements
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PAGE = "office/briefing.py"
OPEN, USE, BACK = "Mẫu Word…", "Dùng mẫu này", "Trở về mẫu có sẵn"

See = Callable[..., Screen]


@pytest.fixture
def plan(own_state: Path) -> str:
    """The illustration, with a frozen month."""
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    found = next(each.id for each in list_plans(tracker, OWNER) if each.illustration)
    year = look_at(tracker, OWNER, found, now=now).plan.year
    frozen_months.freeze(tracker, OWNER, found, Period.month(year, 6), now=now)
    return found


def press(screen: Screen, label: str) -> Screen:
    next(each for each in screen.app.button if each.label == label).click()
    return screen.run()


def in_use(own_state: Path, plan: str) -> bytes:
    agency = plan.rpartition("-")[0]
    words = Words.of(Language("vi"))
    return templates.current_body(tracker_in(own_state), OWNER, agency, words=words)


def with_a_line(template: bytes, text: str) -> bytes:
    document, written = docx.Document(BytesIO(template)), BytesIO()
    document.add_paragraph(text)
    document.save(written)
    return written.getvalue()


def upload(screen: Screen, name: str, body: bytes) -> Screen:
    opened = press(screen, OPEN)
    opened.app.file_uploader[0].upload(name, body)
    return press(opened.run(), USE)


def test_an_edited_template_is_put_in_use_and_given_up_again(
    see_own: See, own_state: Path, plan: str
) -> None:
    shipped = in_use(own_state, plan)
    edited = with_a_line(shipped, "Văn phòng đã sửa")

    after = upload(see_own(PAGE, plan=plan), "mau-moi.docx", edited)

    assert "Bản tin từ nay dùng mẫu này" in after.text
    assert in_use(own_state, plan) == edited
    again = press(after, OPEN)
    assert "Đang dùng: mau-moi.docx" in again.text
    press(again, BACK)
    assert in_use(own_state, plan) == shipped


def test_a_template_with_an_unknown_field_is_refused_by_name_and_the_old_one_stays(
    see_own: See, own_state: Path, plan: str
) -> None:
    shipped = in_use(own_state, plan)

    after = upload(see_own(PAGE, plan=plan), "sai.docx", with_a_line(shipped, "{{ ten_co_quan }}"))

    assert "ten_co_quan" in after.text
    assert in_use(own_state, plan) == shipped


def test_a_file_that_is_no_document_is_refused(see_own: See, own_state: Path, plan: str) -> None:
    shipped = in_use(own_state, plan)

    after = upload(see_own(PAGE, plan=plan), "la.docx", b"khong phai Word")

    assert len(elements(after.html, ".ddci.told.refused")) == 1
    assert in_use(own_state, plan) == shipped
