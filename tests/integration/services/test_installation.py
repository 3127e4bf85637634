"""Setting a tracker up, again and again, and telling how it is."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from ddci_tracker.plans import PlanFileError, write_plan
from ddci_tracker.services import boards, history, installation, plan_files, task_updates
from ddci_tracker.services.illustration import remove_illustrations
from ddci_tracker.services.installation import Initialised, initialise
from ddci_tracker.services.tracker import Tracker, open_tracker
from ddci_tracker.store import migrations
from ddci_tracker.store.engine import make_engine, sqlite_file
from ddci_tracker.store.errors import NewerDatabase, StoreUnavailable, Trouble
from ddci_tracker.words.catalogue import Language, Words
from tests.integration.services.made import CATALOG, DATA, NOW, OWNER, act, word

LATER = NOW + timedelta(days=1)
REAL = ["SCT-KG-2021", "SNGV-LS-2021", "SNGV-LS-2024", "STNMT-LS-2020", "STTTT-LS-2023"]
VI = Words.of(Language("vi"))


@pytest.fixture
def bare(database_url: str, tmp_path: Path) -> Iterator[Tracker]:
    """A tracker whose database has still to be made."""
    engine = make_engine(database_url)
    yield Tracker(engine=engine, catalog=CATALOG, data_dir=DATA, state_dir=tmp_path)
    engine.dispose()


@pytest.fixture
def own_data(tmp_path: Path) -> Path:
    """A folder of shipped data with one plan, to be changed by a test."""
    folder = tmp_path / "data"
    for part in ("catalog", "templates"):
        shutil.copytree(DATA / part, folder / part)
    (folder / "plans").mkdir()
    shutil.copy(DATA / "plans" / "SNGV-LS-2021.yaml", folder / "plans")
    return folder


def ids(tracker: Tracker) -> list[str]:
    return sorted(entry.id for entry in boards.list_plans(tracker, OWNER))


def everything(tracker: Tracker) -> object:
    return {plan: history.history_of(tracker, OWNER, plan, now=LATER) for plan in ids(tracker)}


def is_current(tracker: Tracker) -> bool:
    """Whether the database is there, at the revision that this tracker works with."""
    file = sqlite_file(tracker.engine)
    is_there = file is None or file.exists()
    return is_there and migrations.current(tracker.engine) == migrations.head()


def test_a_new_tracker_has_the_five_plans_and_the_illustration(bare: Tracker) -> None:
    done = initialise(bare, OWNER, now=NOW)
    assert [plan for plan, changes in done.loaded if changes.is_new] == REAL
    assert done.illustration == "SKHCN-MH-2021"
    assert ids(bare) == sorted([*REAL, "SKHCN-MH-2021"])
    assert is_current(bare)


def test_set_up_again_nothing_changes(bare: Tracker) -> None:
    initialise(bare, OWNER, now=NOW)
    before = everything(bare)
    done = initialise(bare, OWNER, now=LATER)
    assert done == Initialised(
        loaded=tuple((plan, plan_files.PlanChanges()) for plan in REAL), kept=(), illustration=None
    )
    assert everything(bare) == before


@pytest.mark.parametrize("asked_again", [True, False])
def test_an_illustration_that_was_removed_or_never_wanted_stays_away(
    bare: Tracker, asked_again: bool
) -> None:
    initialise(bare, OWNER, now=NOW, illustration=asked_again)
    remove_illustrations(bare, OWNER, now=NOW)
    initialise(bare, OWNER, now=LATER)
    assert ids(bare) == REAL


def test_an_illustration_that_was_never_wanted_stays_away_where_no_plans_are_shipped(
    empty: Tracker, own_data: Path
) -> None:
    shutil.rmtree(own_data / "plans")
    here = replace(empty, data_dir=own_data)
    initialise(here, OWNER, now=NOW, illustration=False)
    initialise(here, OWNER, now=LATER)
    assert ids(here) == []


def test_a_plan_that_was_corrected_here_stays_corrected(empty: Tracker, own_data: Path) -> None:
    here = replace(empty, data_dir=own_data)
    initialise(here, OWNER, now=NOW)
    plan = boards.read_content(here, OWNER, "SNGV-LS-2021", now=NOW)
    corrected = replace(plan, notes=())
    plan_files.load_plan(here, OWNER, corrected, now=NOW)
    assert not initialise(here, OWNER, now=LATER).loaded[0][1]
    assert boards.read_content(here, OWNER, plan.id, now=LATER) == corrected


def test_a_shipped_correction_is_loaded(empty: Tracker, own_data: Path) -> None:
    here = replace(empty, data_dir=own_data)
    initialise(here, OWNER, now=NOW)
    file = own_data / "plans" / "SNGV-LS-2021.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("short_name: ", "short_name: Sửa "), encoding="utf-8")
    ((_, changes),) = initialise(here, OWNER, now=LATER).loaded
    assert [(each.what, each.field) for each in changes.changed] == [("plan_agency", "short_name")]


def test_a_shipped_file_that_would_drop_what_somebody_reported_is_left_out(
    empty: Tracker, own_data: Path
) -> None:
    here = replace(empty, data_dir=own_data)
    initialise(here, OWNER, now=NOW)
    plan = boards.read_content(here, OWNER, "SNGV-LS-2021", now=NOW)
    task = plan.general_tasks[0]
    said = word(task.code, unit="" if task.lead else "VP")
    task_updates.update_task(here, plan.id, said, act(now=NOW))
    file = own_data / "plans" / "SNGV-LS-2021.yaml"
    fewer = replace(plan, general_tasks=plan.general_tasks[1:])
    file.write_text(write_plan(fewer), encoding="utf-8")
    done = initialise(here, OWNER, now=LATER)
    assert done.loaded == ()
    ((kept, error),) = done.kept
    assert (kept, [each.key for each in error.lost]) == (plan.id, [said.key])
    assert boards.read_content(here, OWNER, plan.id, now=LATER) == plan


def test_a_damaged_file_stops_everything_before_it_begins(bare: Tracker, own_data: Path) -> None:
    (own_data / "plans" / "zz.yaml").write_text("id: [", encoding="utf-8")
    with pytest.raises(PlanFileError):
        initialise(replace(bare, data_dir=own_data), OWNER, now=NOW)
    assert not is_current(bare)


def test_before_the_first_request_everything_is_made(bare: Tracker) -> None:
    assert not is_current(bare)
    installation.prepare(bare)
    assert is_current(bare)
    assert len(ids(bare)) == 6
    before = everything(bare)
    installation.prepare(bare)
    assert everything(bare) == before


def test_a_newer_database_is_refused_everywhere(empty: Tracker) -> None:
    set_revision(empty, "9999")
    try:
        with pytest.raises(NewerDatabase):
            initialise(empty, OWNER, now=NOW)
        with pytest.raises(NewerDatabase):
            installation.refuse_another_database(empty)
        found = {each.name: each for each in installation.examine(empty, OWNER)}
        assert not found["Migrations"].well
        assert "9999" in found["Migrations"].said(VI)
    finally:
        set_revision(empty, migrations.head())


def set_revision(tracker: Tracker, revision: str) -> None:
    with tracker.engine.begin() as connection:
        statement = text("UPDATE alembic_version SET version_num = :revision")
        connection.execute(statement, {"revision": revision})


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    here = open_tracker(
        f"sqlite:///{tmp_path / 'no' / 'ddci.sqlite3'}", data_dir=DATA, state_dir=tmp_path
    )
    with pytest.raises(StoreUnavailable) as raised:
        installation.refuse_another_database(here)
    assert raised.value.trouble is Trouble.MISSING
    found = installation.examine(here, OWNER)
    assert [each.name for each in found if not each.well] == [
        "Database",
        "Migrations",
        "Soundness",
        "Write test",
        "Folder",
    ]
    assert not (tmp_path / "no").exists(), "looking makes nothing"
    assert installation.why_sick(here) is not None


def test_no_command_works_without_the_database_that_was_here_or_on_another(tmp_path: Path) -> None:
    here, other = (
        open_tracker(f"sqlite:///{folder / 'ddci.sqlite3'}", data_dir=DATA, state_dir=folder)
        for folder in (tmp_path, tmp_path / "other")
    )
    for each in (here, other):
        initialise(each, OWNER, now=NOW, illustration=False)
        each.engine.dispose()
    installation.refuse_another_database(here)
    here.engine.dispose()
    for file in tmp_path.glob("ddci.sqlite3*"):
        file.unlink()
    for trouble in (Trouble.GONE, Trouble.REPLACED):
        anew = open_tracker(here.engine.url.render_as_string(), data_dir=DATA, state_dir=tmp_path)
        with pytest.raises(StoreUnavailable) as raised:
            installation.refuse_another_database(anew)
        assert raised.value.trouble is trouble
        anew.engine.dispose()
        shutil.copy(tmp_path / "other" / "ddci.sqlite3", tmp_path)


def test_a_database_that_is_not_made_yet_is_told(bare: Tracker) -> None:
    with pytest.raises(StoreUnavailable) as raised:
        installation.refuse_another_database(bare)
    assert raised.value.trouble in (Trouble.MISSING, Trouble.NOT_PREPARED)


def test_a_healthy_tracker_is_told_so_without_its_password(empty: Tracker) -> None:
    found = installation.examine(empty, OWNER)
    assert [each.name for each in found if not each.well] == []
    said = json.dumps([each.said(VI) for each in found])
    assert empty.engine.url.password is None or empty.engine.url.password not in said
    assert installation.why_sick(empty) is None
    assert not installation.accounts_exist(empty)
