"""Evidence: links and files of what a unit says, kept by content, for who may see them alone."""

import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from ddci_tracker.services import backups, evidence, history
from ddci_tracker.services.evidence import Held
from ddci_tracker.services.failures import sentences_for
from ddci_tracker.services.installation import examine
from ddci_tracker.services.permissions import Actor, Forbidden, Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import make_engine
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import NOW, OWNER, PLAN, STAFF_A, STAFF_B, act, person

UPDATE, REPORT = "T1@2021-Q3", "R1/A/2021-Q3"
PDF = b"%PDF-1.7\n" + bytes(200)
STRANGER = person(Role.STAFF, "A", agency="SY-TP")


def office(part: str, *others: str) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for name in (part, *others):
            package.writestr(name, "<a/>")
    return saved.getvalue()


FILES = {
    "pdf": PDF,
    "png": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "jpg": b"\xff\xd8\xff\xe0" + bytes(20),
    "docx": office("word/document.xml"),
    "xlsx": office("xl/workbook.xml"),
    "pptx": office("ppt/presentation.xml"),
}


def add(
    tracker: Tracker,
    body: bytes = PDF,
    name: str = "Biên bản họp.pdf",
    *,
    about: str = UPDATE,
    actor: Actor = STAFF_A,
) -> Held:
    return evidence.add_file(tracker, PLAN.id, about, "A", name, body, act(actor))


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_told_by_what_it_holds_and_comes_back_the_same(
    tracker: Tracker, kind: str
) -> None:
    held = add(tracker, FILES[kind], "../../etc/Biên bản <1>.html")
    assert held.value.file_name == f"Biên bản -1.{kind}"
    (found,) = evidence.evidence_of(tracker, STAFF_B, PLAN.id, UPDATE)
    assert (found.key, found.by, found.sound) == (f"{UPDATE}#1", STAFF_A.name, True)
    assert evidence.fetch(tracker, STAFF_B, PLAN.id, held.key) == (
        held.value.file_name,
        FILES[kind],
    )


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><script>alert(1)</script>",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"MZ" + bytes(100),
        b"",
        b"GIF89a" + bytes(10),
        b"PK\x03\x04" + bytes(100),
        office("word/document.xml", "word/vbaProject.bin"),
        office("index.html"),
    ],
    ids=["html", "svg", "program", "nothing", "gif", "torn", "macros", "other archive"],
)
def test_another_kind_of_file_is_refused_whatever_it_is_called(
    tracker: Tracker, body: bytes
) -> None:
    with pytest.raises(Refused) as refused:
        add(tracker, body, "minh chứng.pdf")
    assert "pdf" in sentences_for(refused.value, Words.of())[0]
    assert evidence.evidence_of(tracker, OWNER, PLAN.id) == ()
    assert not list(evidence.folder_of(tracker).rglob("*"))


def test_a_file_of_more_than_20_mb_is_refused(tracker: Tracker) -> None:
    largest = PDF + bytes(20 * 1024 * 1024 - len(PDF))
    assert add(tracker, largest).value.size == len(largest)
    with pytest.raises(Refused, match="at most"):
        add(tracker, largest + b"\0")


def test_a_link_is_the_address_of_a_page(tracker: Tracker) -> None:
    def link(url: str, name: str = "") -> Held:
        return evidence.add_link(tracker, PLAN.id, REPORT, "A", url, name, act(STAFF_A))

    held = link(" https://sx.gov.vn/bao-cao?id=1 ")
    assert (held.value.name, held.value.url) == ("sx.gov.vn", "https://sx.gov.vn/bao-cao?id=1")
    for typed in ("javascript:alert(1)", "data:text/html,x", "sx.gov.vn", "file:///etc/passwd", ""):
        with pytest.raises(Refused, match="no address"):
            link(typed)
    with pytest.raises(Refused, match="no file"):
        evidence.fetch(tracker, OWNER, PLAN.id, held.key)


def test_nobody_of_another_agency_finds_a_file_by_guessing(tracker: Tracker) -> None:
    held = add(tracker)
    with pytest.raises(Forbidden):
        evidence.fetch(tracker, STRANGER, PLAN.id, held.key)
    with pytest.raises(Forbidden):
        evidence.evidence_of(tracker, STRANGER, PLAN.id)
    with pytest.raises(Forbidden):
        add(tracker, actor=STRANGER)
    with pytest.raises(Forbidden):
        evidence.add_file(tracker, PLAN.id, UPDATE, "A", "a.pdf", PDF, act(STAFF_B))
    with pytest.raises(Forbidden):
        evidence.remove(tracker, PLAN.id, held.key, act(STAFF_B))


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("T9@2021-Q3", "no task"),
        ("T1@quý 3", "not a quarter"),
        ("R9/A/2021-Q3", "no report"),
        ("R2/B/2021-07", "no report"),
        ("R1/A/x", "no report"),
        ("R1", "no report"),
    ],
)
def test_evidence_for_what_the_plan_does_not_ask_is_refused(
    tracker: Tracker, about: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        add(tracker, about=about, actor=OWNER)


def test_what_is_taken_away_stays_in_the_history_and_comes_back(tracker: Tracker) -> None:
    held = add(tracker)
    evidence.remove(tracker, PLAN.id, held.key, act(STAFF_A))
    assert evidence.evidence_of(tracker, OWNER, PLAN.id) == ()
    with pytest.raises(Refused, match="no file"):
        evidence.fetch(tracker, OWNER, PLAN.id, held.key)
    told = history.history_of(tracker, OWNER, PLAN.id, now=NOW)
    assert [each.what for each in told if each.what == "evidence"] == ["evidence"] * 2
    assert add(tracker).key == f"{UPDATE}#2", "a number is never given twice"
    evidence.bring_back(tracker, PLAN.id, held.key, act(STAFF_A))
    assert len(evidence.evidence_of(tracker, OWNER, PLAN.id, UPDATE)) == 2
    with pytest.raises(Refused, match="no evidence"):
        evidence.bring_back(tracker, PLAN.id, held.key, act(STAFF_A))


def ailment(tracker: Tracker) -> tuple[bool, str]:
    name = "Files of evidence that are missing or altered"
    (line,) = (each for each in examine(tracker, OWNER) if each.name == name)
    return line.well, line.found


def test_the_doctor_names_a_file_that_is_missing_or_altered(tracker: Tracker) -> None:
    held = add(tracker)
    assert ailment(tracker) == (True, "0")
    (file,) = (each for each in evidence.folder_of(tracker).rglob("*") if each.is_file())
    file.write_bytes(PDF + b"altered")
    assert ailment(tracker) == (False, f"Biên bản họp.pdf ({PLAN.id}, {UPDATE})")
    with pytest.raises(Refused, match="altered"):
        evidence.fetch(tracker, OWNER, PLAN.id, held.key)
    file.unlink()
    assert not ailment(tracker)[0]
    assert not evidence.evidence_of(tracker, OWNER, PLAN.id)[0].sound
    add(tracker)
    assert ailment(tracker)[0], "the same file, kept again, is whole"


def test_a_copy_holds_the_files_and_brings_them_back(tracker: Tracker, tmp_path: Path) -> None:
    held = add(tracker)
    copy = backups.back_up(
        tracker, OWNER, tmp_path / "ddci.zip", now=datetime(2021, 8, 1, tzinfo=UTC)
    )
    assert copy.files == (held.value.sha256,)
    place = tmp_path / "anew"
    place.mkdir()
    anew = replace(
        tracker, engine=make_engine(f"sqlite:///{place / 'ddci.sqlite3'}"), state_dir=place
    )
    backups.restore(anew, OWNER, copy.file)
    assert evidence.fetch(anew, OWNER, PLAN.id, held.key) == (held.value.file_name, PDF)
    assert ailment(anew)[0]
    anew.engine.dispose()
