"""Safe copies as the administrator meets them: a folder of their own, and before each upgrade."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ddci_tracker.services import backups, identity
from ddci_tracker.services.history import history_of
from ddci_tracker.services.installation import initialise
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import copies, migrations
from ddci_tracker.store.copies import Copy
from ddci_tracker.store.engine import Engine, make_engine
from ddci_tracker.store.errors import NotEmpty, StoreUnavailable
from tests.databases import empty_schema
from tests.integration.services.made import CATALOG, DATA, NOW, OWNER, PLAN, look, say, word
from tests.integration.store.test_migrations import OLD, run_script


@pytest.fixture
def elsewhere(tracker: Tracker, tmp_path: Path) -> Iterator[Tracker]:
    """A tracker in an empty place."""
    engine = make_engine(f"sqlite:///{(tmp_path / 'elsewhere' / 'ddci.sqlite3').as_posix()}")
    yield Tracker(engine=engine, catalog=CATALOG, data_dir=DATA, state_dir=tmp_path / "elsewhere")
    engine.dispose()


def test_a_board_restored_elsewhere_is_the_same(tracker: Tracker, elsewhere: Tracker) -> None:
    say(tracker, word())
    backups.restore(elsewhere, OWNER, backups.keep_copy(tracker, OWNER, now=NOW).file)
    assert look(elsewhere) == look(tracker)


def test_kept_copies_are_listed_the_newest_first(tracker: Tracker) -> None:
    made = [
        backups.keep_copy(tracker, OWNER, now=NOW + timedelta(minutes=minute)) for minute in (0, 5)
    ]
    listed = backups.list_copies(tracker, OWNER)
    assert [each.copy for each in listed] == made[::-1]
    assert backups.read_copy(tracker, OWNER, listed[0].name) == made[1].file.read_bytes()


def test_a_copy_that_was_damaged_since_is_told(tracker: Tracker) -> None:
    file = backups.keep_copy(tracker, OWNER, now=NOW).file
    assert backups.list_copies(tracker, OWNER)[0].error is None
    file.write_bytes(file.read_bytes()[:-9])
    (listed,) = backups.list_copies(tracker, OWNER)
    assert (listed.copy, listed.name) == (None, file.name)
    assert listed.error is not None


def test_nothing_is_read_but_what_is_in_the_list(tracker: Tracker) -> None:
    (tracker.state_dir / "secret.zip").write_bytes(b"PK")
    for name in ("../secret.zip", "none.zip", ""):
        with pytest.raises(Refused) as refused:
            backups.read_copy(tracker, OWNER, name)
        assert refused.value.field == "name"


def test_a_file_is_written_over_only_when_told_and_a_folder_never(tracker: Tracker) -> None:
    file = tracker.state_dir / "copy.zip"
    backups.back_up(tracker, OWNER, file, now=NOW)
    for place in (file, tracker.state_dir):
        with pytest.raises(Refused) as refused:
            backups.back_up(tracker, OWNER, place, now=NOW)
        assert refused.value.field == "file"
    backups.back_up(tracker, OWNER, file, now=NOW, overwrite=True)


def test_an_upgrade_copies_the_database_as_it_was_first(database_url: str, tmp_path: Path) -> None:
    engine = make_engine(database_url)
    run_script(engine, OLD / f"0001.{engine.dialect.name}.sql")
    here = Tracker(engine=engine, catalog=CATALOG, data_dir=DATA, state_dir=tmp_path / "state")
    initialise(here, OWNER, now=NOW)
    initialise(here, OWNER, now=NOW)
    (listed,) = backups.list_copies(here, OWNER)
    assert listed.copy is not None
    assert listed.copy.revision == "0001" != migrations.current(engine)
    assert listed.copy.rows["task_update"] == 3
    assert listed.name.startswith("ddci-0001-")
    engine.dispose()


def test_a_new_database_needs_no_copy(database_url: str, tmp_path: Path) -> None:
    engine = make_engine(database_url)
    here = Tracker(engine=engine, catalog=CATALOG, data_dir=DATA, state_dir=tmp_path / "state")
    initialise(here, OWNER, now=NOW)
    assert backups.list_copies(here, OWNER) == ()
    engine.dispose()


def test_the_folder_of_copies_may_be_emptied_at_any_time(tracker: Tracker) -> None:
    backups.keep_copy(tracker, OWNER, now=NOW)
    shutil.rmtree(tracker.state_dir / "backups")
    assert backups.list_copies(tracker, OWNER) == ()
    backups.keep_copy(tracker, OWNER, now=NOW)


@pytest.fixture
def place(request: pytest.FixtureRequest, tracker: Tracker, tmp_path: Path) -> Iterator[Tracker]:
    """An empty place to move to."""
    with ExitStack() as stack:
        url = f"sqlite:///{(tmp_path / 'moved.sqlite3').as_posix()}"
        if request.param == "postgresql":
            url = stack.enter_context(empty_schema(request.getfixturevalue("postgres_url")))
        engine = make_engine(url)
        stack.callback(engine.dispose)
        yield replace(tracker, engine=engine)


@pytest.mark.parametrize(
    ("database_kind", "place"),
    [("sqlite", "postgresql"), ("postgresql", "sqlite")],
    indirect=["place"],
)
def test_a_database_moves_into_one_of_the_other_kind_and_is_proved_the_same(
    tracker: Tracker, place: Tracker
) -> None:
    say(tracker, word())
    moved = backups.move(tracker, OWNER, place, now=NOW)
    assert (moved.rows["task_update"], moved.boards) == (1, 1)
    assert history_of(place, OWNER, PLAN.id, now=NOW) == history_of(
        tracker, OWNER, PLAN.id, now=NOW
    )
    with pytest.raises(NotEmpty):
        backups.move(tracker, OWNER, place, now=NOW)


@pytest.mark.parametrize(("database_kind", "place"), [("sqlite", "sqlite")], indirect=["place"])
def test_what_differs_where_it_was_moved_to_is_told(
    tracker: Tracker, place: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(tracker, word())
    restore = copies.restore

    def restore_and_change(engine: Engine, copy: Copy, *, evidence: Path | None = None) -> None:
        restore(engine, copy, evidence=evidence)
        if engine is place.engine:
            with engine.begin() as connection:
                connection.exec_driver_sql("UPDATE plan SET data_version = data_version + 1")

    monkeypatch.setattr(copies, "restore", restore_and_change)
    with pytest.raises(Refused) as refused:
        backups.move(tracker, OWNER, place, now=NOW)
    assert refused.value.arguments["place"] == "plan"


def test_a_day_has_one_copy_and_those_that_are_too_old_go(tracker: Tracker) -> None:
    folder = tracker.state_dir / "nightly"
    made = [
        backups.keep_daily(tracker, OWNER, folder, now=NOW, keep_days=3),
        backups.keep_daily(tracker, OWNER, folder, now=NOW + timedelta(hours=1), keep_days=3),
    ]
    assert [each.name for each in folder.iterdir()] == [made[1].copy.file.name]
    assert made[1].removed == ()
    today = date.fromisoformat(made[1].copy.file.stem.removeprefix("ddci-daily-"))
    old = [today - timedelta(days=days) for days in range(1, 40)]
    for day in old:
        (folder / f"ddci-daily-{day.isoformat()}.zip").touch()
    others = [folder / "ddci-daily-cuoi-nam.zip", folder / "ddci-daily-2020-02-31.zip"]
    for each in others:
        each.touch()
    done = backups.keep_daily(tracker, OWNER, folder, now=NOW, keep_days=3)
    left = {each.name for each in folder.iterdir()}
    assert left == {
        made[0].copy.file.name,
        *(each.name for each in others),
        *(
            f"ddci-daily-{day.isoformat()}.zip"
            for day in backups.days_to_keep([today, *old], today=today, keep_days=3)
        ),
    }
    assert len(done.removed) == len(old) + 1 + len(others) - len(left) > 20


def test_the_first_of_each_month_stays_longer_and_the_newest_whatever_the_clock_says() -> None:
    today = date(2026, 9, 20)
    every = [today - timedelta(days=days) for days in range(500)]
    stay = backups.days_to_keep(every, today=today, keep_days=10)
    first = [day for day in every if day.day == 1 and day > today - timedelta(days=400)]
    assert set(stay) == {*every[:10], *first}
    # The month's first one where the computer slept through its first day.
    slept = [date(2026, 6, 4), date(2026, 6, 5), *every[:10]]
    stay = backups.days_to_keep(slept, today=today, keep_days=10)
    assert date(2026, 6, 4) in stay
    assert date(2026, 6, 5) not in stay
    ahead = backups.days_to_keep(every, today=date(2040, 1, 1), keep_days=10)
    assert set(ahead) == set(every[:7])


def test_no_copy_of_another_database_takes_the_place_of_a_daily_one(tracker: Tracker) -> None:
    identity.remember(tracker)
    other = replace(tracker, state_dir=tracker.state_dir / "other")
    other.state_dir.mkdir()
    (other.state_dir / identity.FILE).write_text(
        '{"installation": "another", "accounts": false}', encoding="utf-8"
    )
    with pytest.raises(StoreUnavailable):
        backups.keep_daily(other, OWNER, None, now=NOW, keep_days=1)
    assert backups.list_copies(other, OWNER) == ()
