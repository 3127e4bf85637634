"""Where things are, as the environment says."""

from pathlib import Path

from ddci_tracker.settings import load_settings

ROOT = Path(__file__).parents[2]


def test_everything_lies_in_the_data_folder_unless_told() -> None:
    settings = load_settings({})
    assert settings.data_dir == ROOT / "data"
    assert settings.state_dir == ROOT / "data" / "state"
    assert settings.database_url == f"sqlite:///{(ROOT / 'data/state/ddci.sqlite3').as_posix()}"
    assert settings.evidence_dir == ROOT / "data" / "state" / "evidence"


def test_the_state_folder_moves_what_is_written_and_not_what_is_shipped(tmp_path: Path) -> None:
    settings = load_settings({"DDCI_STATE_DIR": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{(tmp_path / 'ddci.sqlite3').as_posix()}"
    assert settings.state_dir == tmp_path
    assert settings.evidence_dir == tmp_path / "evidence"
    assert settings.data_dir == ROOT / "data"


def test_the_shipped_data_may_lie_elsewhere(tmp_path: Path) -> None:
    settings = load_settings({"DDCI_DATA_DIR": str(tmp_path)})
    assert settings.data_dir == tmp_path
    assert settings.state_dir == ROOT / "data" / "state"


def test_a_database_is_named_by_its_address() -> None:
    settings = load_settings({"DDCI_DATABASE_URL": "postgresql://ddci:secret@server/ddci"})
    assert settings.database_url == "postgresql://ddci:secret@server/ddci"


def test_an_empty_variable_counts_as_unset() -> None:
    empty = {"DDCI_DATABASE_URL": "", "DDCI_STATE_DIR": "", "DDCI_DATA_DIR": ""}
    assert load_settings(empty) == load_settings({})


def test_a_password_in_an_address_is_not_shown() -> None:
    settings = load_settings({"DDCI_DATABASE_URL": "postgresql://ddci:secret@server/ddci"})
    assert "secret" not in repr(settings)


def test_names_and_proxies_are_listed_with_commas() -> None:
    settings = load_settings(
        {"DDCI_ALLOWED_HOSTS": " ddci.example.vn, ,ddci", "DDCI_TRUSTED_PROXIES": "10.0.0.0/24"}
    )
    assert settings.allowed_hosts == ("ddci.example.vn", "ddci")
    assert settings.trusted_proxies == ("10.0.0.0/24",)
    assert load_settings({}).allowed_hosts == load_settings({}).trusted_proxies == ()


def test_what_other_systems_and_the_log_are_allowed_is_off_unless_it_is_set() -> None:
    settings = load_settings({})
    off = (settings.api_per_minute, settings.log_as_json, settings.metrics_token)
    assert off == (None, False, None)
    assert "secret" not in repr(load_settings({"DDCI_METRICS_TOKEN": "secret"}))
    for written, read in (
        ("120", 120),
        ("0", None),
        ("-1", None),
        ("nhiều", None),
        ("9" * 9, None),
    ):
        assert load_settings({"DDCI_API_PER_MINUTE": written}).api_per_minute == read
    assert load_settings({"DDCI_LOG": "json"}).log_as_json
    assert not load_settings({"DDCI_LOG": "text"}).log_as_json


def test_how_long_sessions_and_accounts_rest_is_bounded_and_zero_is_never() -> None:
    default = load_settings({})
    assert (default.idle_minutes, default.unused_account_days) == (480, 45)
    assert default.second_factor_for == default.inside_networks == ()
    said = load_settings({"DDCI_IDLE_MINUTES": "30", "DDCI_UNUSED_ACCOUNT_DAYS": "0"})
    assert (said.idle_minutes, said.unused_account_days) == (30, None)
    odd = load_settings({"DDCI_IDLE_MINUTES": "721", "DDCI_UNUSED_ACCOUNT_DAYS": "-1"})
    assert (odd.idle_minutes, odd.unused_account_days) == (480, 45)


def test_a_daily_copy_stays_five_weeks_unless_told() -> None:
    kept = [
        load_settings({"DDCI_KEEP_COPIES_DAYS": each}).keep_copies_days for each in ("", "90", "0")
    ]
    assert kept == [35, 90, 35]
