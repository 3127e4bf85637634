"""What the doctor mends: each fault is brought about, named, set right, and named no more."""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, text

from ddci_tracker.services import (
    backups,
    evidence,
    faults,
    history,
    identity,
    installation,
    private,
    searches,
)
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import evidence_files
from ddci_tracker.store.engine import sqlite_file
from ddci_tracker.store.kinds import METADATA
from tests.integration.services.made import NOW, OWNER, PLAN, act, say, word

PDF = b"%PDF-1.7\n%%EOF\n"
OLD = NOW - timedelta(days=9)


@pytest.fixture(autouse=True)
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of its own, so that nobody else's trials are met."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def lived_in(tracker: Tracker) -> Tracker:
    """A tracker with a word, a piece of evidence to it, and a daily copy of both."""
    said = word(note="Nghiệm thu cổng dịch vụ")
    say(tracker, said)
    evidence.add_file(tracker, PLAN.id, said.key, "A", "bien-ban.pdf", PDF, act(now=NOW))
    identity.remember(tracker)
    private.close_state_folder(tracker)
    backups.keep_daily(tracker, OWNER, None, now=NOW, keep_days=None)
    return tracker


def aged(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"half")
    path.chmod(0o600)
    os.utime(path, (OLD.timestamp(), OLD.timestamp()))
    return path


def open_to_others(tracker: Tracker) -> None:
    tracker.state_dir.chmod(0o750)
    (tracker.state_dir / "backups").chmod(0o755)


def begun(tracker: Tracker) -> None:
    aged(tracker.state_dir / "backups" / "ddci-1.zip.part")
    aged(tracker.state_dir / "evidence" / "ab" / ".part-1")
    trial = Path(tempfile.gettempdir()) / "ddci-trial-1"
    aged(trial / "ddci.sqlite3")
    os.utime(trial, (OLD.timestamp(), OLD.timestamp()))


def without_guards(tracker: Tracker) -> None:
    with tracker.engine.begin() as connection:
        of_table = "" if sqlite_file(tracker.engine) else " ON task_update"
        connection.execute(text(f"DROP TRIGGER keep_task_update_on_update{of_table}"))


def without_words(tracker: Tracker) -> None:
    with tracker.engine.begin() as connection:
        connection.execute(delete(METADATA.tables["search_text"]))


def altered_evidence(tracker: Tracker) -> None:
    path = evidence_files.path_of(evidence.folder_of(tracker), evidence_files.digest_of(PDF))
    path.write_bytes(b"altered")


def missing_evidence(tracker: Tracker) -> None:
    evidence_files.path_of(evidence.folder_of(tracker), evidence_files.digest_of(PDF)).unlink()


def no_copy_for_days(tracker: Tracker) -> None:
    folder = tracker.state_dir / "backups"
    for each in folder.glob("ddci-daily-*"):
        each.rename(folder / "ddci-daily-2021-01-02.zip")


@pytest.fixture
def database_kind() -> str:
    """Files and what SQLite keeps in one; what is PostgreSQL's own stands at the end."""
    return "sqlite"


@dataclass(frozen=True)
class Case:
    """A fault, and what the doctor calls it."""

    happens: Callable[[Tracker], None]
    name: str


CASES = [
    Case(open_to_others, "Open to other users of this computer"),
    Case(begun, "Begun and never ended"),
    Case(without_guards, "Guards of the history that do not stand"),
    Case(without_words, "Things that the search does not find"),
    Case(altered_evidence, "Files of evidence that are missing or altered"),
    Case(missing_evidence, "Files of evidence that are missing or altered"),
    Case(no_copy_for_days, "Daily copy that was missed"),
]


def unwell(tracker: Tracker) -> list[str]:
    return [each.name for each in installation.examine(tracker, OWNER, now=NOW) if not each.well]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.happens.__name__)
def test_a_fault_is_named_mended_and_named_no_more(lived_in: Tracker, case: Case) -> None:
    assert unwell(lived_in) == []
    before = history.history_of(lived_in, OWNER, PLAN.id, now=NOW)
    case.happens(lived_in)
    assert unwell(lived_in) == [case.name]
    (mended,) = faults.mend(lived_in, OWNER, now=NOW)
    assert mended.name == case.name
    assert mended.what
    assert unwell(lived_in) == []
    assert history.history_of(lived_in, OWNER, PLAN.id, now=NOW) == before
    assert faults.mend(lived_in, OWNER, now=NOW) == ()


def test_what_is_found_again_is_what_was_found(lived_in: Tracker) -> None:
    def found() -> object:
        return searches.search(lived_in, OWNER, "nghiem thu", now=NOW)

    before = found()
    assert before
    without_words(lived_in)
    assert found() != before
    faults.mend(lived_in, OWNER, now=NOW)
    assert found() == before


def test_a_file_that_was_altered_is_put_aside_and_not_thrown_away(lived_in: Tracker) -> None:
    altered_evidence(lived_in)
    faults.mend(lived_in, OWNER, now=NOW)
    folder = evidence.folder_of(lived_in)
    (aside,) = folder.glob("*/*.altered-*")
    assert aside.read_bytes() == b"altered"


def test_evidence_that_no_copy_holds_stays_missing(lived_in: Tracker) -> None:
    missing_evidence(lived_in)
    for each in (lived_in.state_dir / "backups").iterdir():
        each.write_bytes(each.read_bytes()[:200])
    assert faults.mend(lived_in, OWNER, now=NOW) == ()
    assert unwell(lived_in) == ["Files of evidence that are missing or altered"]


def test_what_needs_no_database_is_mended_where_that_is_of_another_version(
    lived_in: Tracker,
) -> None:
    with lived_in.engine.begin() as connection:
        connection.execute(text("DROP TABLE search_text"))
    open_to_others(lived_in)
    (mended,) = faults.mend(lived_in, OWNER, now=NOW)
    assert mended.name == "Open to other users of this computer"


def test_what_somebody_is_writing_now_is_left_alone(lived_in: Tracker) -> None:
    half = aged(lived_in.state_dir / "backups" / "ddci-1.zip.part")
    os.utime(half, (NOW.timestamp(), NOW.timestamp()))
    assert faults.mend(lived_in, OWNER, now=NOW) == ()
    assert half.exists()


def test_indexes_that_do_not_fit_their_table_are_made_anew(lived_in: Tracker) -> None:
    file = sqlite_file(lived_in.engine)
    assert file is not None
    lived_in.engine.dispose()
    with closing(sqlite3.connect(file)) as database:
        # An index that forgets its rows, as a torn page leaves it.
        database.execute("PRAGMA writable_schema=ON")
        database.execute("CREATE INDEX torn ON plan (agency) WHERE agency = 'KHÔNG'")
        database.execute(
            "UPDATE sqlite_master SET sql = 'CREATE INDEX torn ON plan (agency)'"
            " WHERE name = 'torn'"
        )
        database.commit()
    assert "Soundness" in unwell(lived_in)
    (mended,) = faults.mend(lived_in, OWNER, now=NOW)
    assert mended.name == "Soundness"
    assert Path(mended.what).exists()
    assert unwell(lived_in) == []


def test_a_log_that_has_grown_long_is_brought_into_the_database(
    lived_in: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "_LONG_LOG", 1)
    say(lived_in, word(note="thêm"), act(now=NOW, revision=1))
    assert unwell(lived_in) == ["Write-ahead log that has grown long"]
    (mended,) = faults.mend(lived_in, OWNER, now=NOW)
    assert mended.name == "Write-ahead log that has grown long"


class TestOnPostgresql:
    """Guards and words of search are kept by the database itself."""

    @pytest.fixture
    def database_kind(self) -> str:
        return "postgresql"

    def test_guards_and_words_come_back(self, lived_in: Tracker) -> None:
        without_guards(lived_in)
        without_words(lived_in)
        names = [
            "Guards of the history that do not stand",
            "Things that the search does not find",
        ]
        assert unwell(lived_in) == names
        assert [each.name for each in faults.mend(lived_in, OWNER, now=NOW)] == names
        assert unwell(lived_in) == []
