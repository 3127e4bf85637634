"""A PostgreSQL server of a test's own, and a standby that follows it: Debian's own programs.

Unlike the server of ``.ci/with-postgres`` these may be stopped, started anew and promoted. They
listen on this computer alone and run as ``postgres`` where the tests run as root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.browser.serving import free_port

_FOLDERS = "/usr/lib/postgresql"
# Nothing outlives the test, so the disk is not waited for; the standby is.
_QUICK = (
    "-c fsync=off -c full_page_writes=off -c max_connections=60"
    " -c wal_retrieve_retry_interval=100ms"
)


def programs() -> Path:
    """The folder of the newest PostgreSQL that this machine has."""
    found = sorted(Path(_FOLDERS).glob("*/bin/initdb"), key=lambda each: int(each.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(str(on_path)).parent


@dataclass(frozen=True, slots=True)
class Postgres:
    """One server: its folder and its port on 127.0.0.1."""

    folder: Path
    port: int

    def start(self) -> None:
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1"
            f" -c unix_socket_directories={self.folder.parent} {_QUICK}"
        )
        _as_owner(
            "pg_ctl", "-D", self.folder, "-w", "-l", f"{self.folder}.log", "-o", options, "start"
        )

    def stop(self, mode: str = "fast") -> None:
        """``fast`` ends everybody's transaction, ``immediate`` is a crash."""
        _as_owner("pg_ctl", "-D", self.folder, "-w", "-m", mode, "stop")

    def run(self, *statements: str) -> None:
        """Run statements, each by itself."""
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user="ddci", dbname="postgres", autocommit=True
        ) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def ask(self, question: str) -> object:
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user="ddci", dbname="postgres", autocommit=True
        ) as connection:
            row = connection.execute(question.encode()).fetchone()
            return row and row[0]


@contextmanager
def postgres_with_standby() -> Iterator[tuple[Postgres, Postgres]]:
    """A server with an empty database ``ddci``, and one that confirms each of its commits."""
    # Not in a test's own folder: the path of a socket must be short.
    home = Path(tempfile.mkdtemp(prefix="ddci-standby."))
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    primary, standby = (Postgres(home / name, free_port()) for name in ("one", "two"))
    try:
        _as_owner(
            *("initdb", "-D", primary.folder, "-U", "ddci", "-A", "trust"),
            *("-E", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        )
        primary.start()
        primary.run("CREATE DATABASE ddci")
        _as_owner(
            *("pg_basebackup", "-h", "127.0.0.1", "-p", str(primary.port), "-U", "ddci"),
            *("-D", standby.folder, "-R", "-c", "fast", "--no-sync"),
        )
        standby.start()
        # From now on a commit is confirmed once the standby has it, too.
        primary.run("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
        yield primary, standby
    finally:
        for server in (primary, standby):
            if (server.folder / "postmaster.pid").exists():
                server.stop("immediate")
        shutil.rmtree(home)


def _as_owner(program: str, *arguments: object) -> None:
    command = [str(programs() / program), *map(str, arguments)]
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        command = ["runuser", "-u", "postgres", "--", *command]
    # A server keeps what it was started with open: its output is no pipe that is waited for.
    ended = subprocess.run(
        command,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    assert ended.returncode == 0, " ".join(command)
