"""What every test may ask for: a state folder, a PostgreSQL database, a Chromium.

A test that needs a part which this machine lacks is skipped with the reason; with
``DDCI_TEST_REQUIRE_ALL=1`` it fails instead, so that a full run cannot pass by skipping.
Fixtures of one room (a filled store, a signed-in browser) live beside that room's tests.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import database_of_its_own

NO_POSTGRES = (
    "PostgreSQL: no server here. Install one (Debian: apt-get install postgresql) and use "
    "`make test`, or set DDCI_TEST_POSTGRES_URL to an empty database"
)
NO_CHROMIUM = "Chromium: not here. Install it (Debian: apt-get install chromium libatomic1)"

NO_NGINX = "nginx: not here. Install it (Debian: apt-get install nginx openssl)"


def _postgres_url() -> str | None:
    return os.environ.get("DDCI_TEST_POSTGRES_URL") or None


def find_chromium() -> str | None:
    """The path of the machine's Chromium, None where it has none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def find_nginx() -> str | None:
    """The path of nginx, None where it, or what makes a certificate for it, is lacking."""
    # Debian keeps it where only root looks.
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    return shutil.which("nginx", path=path) if shutil.which("openssl") else None


def _needed(part: str | None, lacking: str) -> str:
    """The part, or a skip with the reason it is lacking; a failure when nothing may lack."""
    if part is not None:
        return part
    if os.environ.get("DDCI_TEST_REQUIRE_ALL") == "1":
        pytest.fail(lacking, pytrace=False)
    pytest.skip(lacking)


def pytest_report_header() -> list[str]:
    """Name what this machine lacks before the first test runs."""
    parts = (
        (_postgres_url(), NO_POSTGRES),
        (find_chromium(), NO_CHROMIUM),
        (find_nginx(), NO_NGINX),
    )
    return [f"lacking {reason}" for part, reason in parts if part is None]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The SQLAlchemy address of a PostgreSQL database that tests may fill and empty.

    Where tests run in several processes, each has a database of its own.
    """
    url = _needed(_postgres_url(), NO_POSTGRES)
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        yield url
    else:
        with database_of_its_own(url, worker) as own:
            yield own


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the machine's Chromium."""
    return _needed(find_chromium(), NO_CHROMIUM)


@pytest.fixture(scope="session")
def nginx() -> str:
    """The path of the machine's nginx."""
    return _needed(find_nginx(), NO_NGINX)


@pytest.fixture
def state_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty state folder that the settings point to, with the default database inside."""
    folder = tmp_path / "state"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("DDCI_STATE_DIR", str(folder))
    monkeypatch.delenv("DDCI_DATABASE_URL", raising=False)
    return folder


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Put the main module back: a test that draws a screen leaves the screen's script there.

    Processes that another test starts would run it in their turn.
    """
    kept = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = kept
