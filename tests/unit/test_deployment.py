"""The files of deploy/ fit the tracker: its settings, its limits, its secret addresses.

That a service comes up by them is tried by hand; ``docs/huong-dan-trien-khai.md`` says what was.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from ddci_tracker.cli.app import every_command
from ddci_tracker.services.links import Purpose, path_of
from ddci_tracker.services.tokens import new_token
from ddci_tracker.settings import load_settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
FILES = sorted(DEPLOY.iterdir())
GUIDES = sorted((ROOT / "docs").glob("*.md"))


def read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", [*FILES, *GUIDES], ids=lambda file: file.name)
def test_every_variable_that_is_named_is_a_setting(file: Path) -> None:
    variables = set(re.findall("DDCI_[A-Z_]+", file.read_text(encoding="utf-8")))

    settings = (ROOT / "ddci_tracker" / "settings.py").read_text(encoding="utf-8")
    tests_alone = {"DDCI_TEST_REQUIRE_ALL", "DDCI_TEST_POSTGRES_URL"}
    assert variables - set(re.findall("DDCI_[A-Z_]+", settings)) - tests_alone == set()


def test_the_settings_of_the_service_go_with_the_proxy() -> None:
    lines = re.findall(r"^#?(DDCI_\w+)=(.+)$", read("ddci.env"), re.MULTILINE)
    settings = load_settings(dict(lines))

    assert f"server_name {settings.allowed_hosts[0]};" in read("nginx.conf")
    assert read("Caddyfile").count(f"\n{settings.allowed_hosts[0]} {{") == 1
    assert f"server {settings.trusted_proxies[0]}:8501 " in read("nginx.conf")
    assert settings.log_as_json
    assert f"StateDirectory={settings.state_dir.name}\n" in read("ddci-tracker.service")


def test_what_the_services_run_are_commands() -> None:
    run = re.findall(
        r"^ExecStart=.*-m ddci_tracker (\w+)",
        read("ddci-tracker.service") + read("ddci-backup.service"),
        re.MULTILINE,
    )

    assert run == ["run", "backup"]
    assert set(run) <= set(vars(every_command())["commands"])


def test_one_of_several_processes_is_the_service_but_for_its_port() -> None:
    one = [line for line in read("ddci-tracker.service").splitlines() if line[:1] != "#"]
    several = [line for line in read("ddci-tracker@.service").splitlines() if line[:1] != "#"]

    differ = [pair for pair in zip(one, several, strict=True) if pair[0] != pair[1]]
    (named, as_named), (runs, as_run) = differ
    assert as_named == f"{named} on port %i"
    assert as_run == f"{runs} --port %i"


def test_who_has_a_session_is_led_to_one_process_by_it() -> None:
    """The token of either cookie, over HTTPS or not, wherever it stands among others."""
    pattern = re.findall(r'"~(.+ddci_session.+)" \$ddci_token', read("nginx.conf"))[0]

    token = new_token()
    for cookies in (
        f"__Host-ddci_session={token}",
        f"_streamlit_xsrf=2|a; __Host-ddci_session={token}; other=1",
        f"a=b;ddci_session={token}",
    ):
        found = re.search(pattern.replace("?<", "?P<"), cookies)
        assert found is not None
        assert found["ddci_token"] == token
    assert not re.search(pattern.replace("?<", "?P<"), f"not_ddci_session={token}")


def test_the_proxy_takes_what_the_tracker_takes() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    megabytes = int(re.findall(r"client_max_body_size (\d+)m;", read("nginx.conf"))[0])

    assert megabytes > config["server"]["maxUploadSize"]


def test_no_secret_address_stands_in_a_log_of_the_proxy() -> None:
    kept_out = re.compile(
        re.findall(r"location ~ (\S+) \{\n +access_log off;", read("nginx.conf"))[0]
    )

    for purpose in Purpose:
        assert kept_out.match(path_of(purpose, new_token()))
    # Nor what people asked for.
    logged = re.findall(r"^log_format ddci '(.+)';$", read("nginx.conf"), re.MULTILINE)[0]
    assert not re.search(r"\$(request|request_uri|args|query_string|http_referer)\b", logged)
