"""An agency's own template: kept once it fits, used by its briefings alone, given up again."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shutil import copytree

import pytest
from docx import Document

from ddci_tracker.domain.periods import Period
from ddci_tracker.services import exports, frozen_months, templates
from ddci_tracker.services.exports import ExportFormat
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import templates as kept_templates
from ddci_tracker.store.engine import writing
from ddci_tracker.store.templates import KeptTemplate
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import AGENCY, DATA, LOADED, NOW, OFFICE, OWNER, PLAN, load

JUNE = Period.month(2021, 6)
PHONE = "Điện thoại: 0205 3812 345"


def current(tracker: Tracker) -> bytes:
    return templates.current_body(tracker, OFFICE, AGENCY, words=Words.of())


def edited(body: bytes, text: str = PHONE) -> bytes:
    """A template with one more line, as somebody adds it in Word."""
    document = Document(BytesIO(body))
    document.add_paragraph(text)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def put(tracker: Tracker, body: bytes, agency: str = AGENCY) -> KeptTemplate:
    return templates.upload(tracker, OWNER, agency, "mau.docx", body, now=NOW)


def briefing(tracker: Tracker, plan_id: str = PLAN.id) -> str:
    frozen_months.freeze(tracker, OWNER, plan_id, JUNE, now=NOW)
    made = exports.export(tracker, OWNER, plan_id, JUNE, ExportFormat.DOCX, words=Words.of())
    return "\n".join(line.text for line in Document(BytesIO(made.body)).paragraphs)


def test_an_agency_begins_with_the_shipped_template(tracker: Tracker) -> None:
    assert templates.template_of(tracker, OFFICE, AGENCY) is None
    assert "{{ trich_yeu }}" in "".join(
        line.text for line in Document(BytesIO(current(tracker))).paragraphs
    )
    assert PHONE not in briefing(tracker)


def test_what_is_put_back_is_kept_and_used(tracker: Tracker) -> None:
    body = edited(current(tracker))
    kept = put(tracker, body)
    assert templates.template_of(tracker, OFFICE, AGENCY) == kept
    assert (kept.file_name, kept.uploaded_at, kept.uploaded_by) == ("mau.docx", NOW, OWNER.name)
    assert current(tracker) == body
    assert PHONE in briefing(tracker)


def test_the_newest_one_takes_the_place_of_the_one_before(tracker: Tracker) -> None:
    put(tracker, edited(current(tracker)))
    put(tracker, edited(current(tracker), "Thư điện tử"))
    assert "Thư điện tử" in briefing(tracker)


def test_one_that_does_not_fit_leaves_the_one_before(tracker: Tracker) -> None:
    kept = put(tracker, edited(current(tracker)))
    with pytest.raises(Refused) as raised:
        put(tracker, edited(current(tracker), "{{ dien_thoai }}"))
    assert raised.value.field == "template"
    assert raised.value.said(Words.of()).startswith("Mẫu dùng trường không có: dien_thoai; ")
    assert templates.template_of(tracker, OFFICE, AGENCY) == kept


def test_the_shipped_one_can_be_had_again(tracker: Tracker) -> None:
    put(tracker, edited(current(tracker)))
    templates.restore_default(tracker, OFFICE, AGENCY)
    assert templates.template_of(tracker, OFFICE, AGENCY) is None
    assert PHONE not in briefing(tracker)
    templates.restore_default(tracker, OFFICE, AGENCY)


def test_another_agency_keeps_its_own(tracker: Tracker) -> None:
    other = replace(PLAN, id="KHAC-2021", agency=replace(PLAN.agency, code="KHAC"))
    load(tracker, other, LOADED)
    put(tracker, edited(current(tracker)))
    assert PHONE not in briefing(tracker, other.id)


def test_a_template_that_this_tracker_can_no_longer_fill_in_is_refused_in_words(
    tracker: Tracker,
) -> None:
    old = KeptTemplate(
        agency=AGENCY,
        file_name="cu.docx",
        body=edited(current(tracker), "{{ truong_cu }}"),
        uploaded_at=NOW,
        uploaded_by="ai đó",
    )
    with writing(tracker.engine) as session:
        kept_templates.put_template(session, old)
    with pytest.raises(Refused, match="which does not exist"):
        briefing(tracker)


def test_a_damaged_layout_is_refused_and_named(tracker: Tracker, tmp_path: Path) -> None:
    copytree(DATA / "templates", tmp_path / "templates")
    layout = tmp_path / "templates" / "briefing-layout.toml"
    layout.write_text(layout.read_text(encoding="utf-8").replace("body = 13", "body = 0"))
    broken = replace(tracker, data_dir=tmp_path)
    for ask in (lambda: current(broken), lambda: briefing(broken)):
        with pytest.raises(Refused) as raised:
            ask()
        assert raised.value.message == "The layout of the briefing is damaged: {why}"
        assert "body" in raised.value.said(Words.of())
