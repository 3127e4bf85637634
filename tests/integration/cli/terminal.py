"""Typing a command and reading its answer, within the process of the test."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ddci_tracker.cli.app import run

ROOT = Path(__file__).resolve().parents[3]
PLANS = ROOT / "data" / "plans"
SHIPPED = ("SCT-KG-2021", "SNGV-LS-2021", "SNGV-LS-2024", "STNMT-LS-2020", "STTTT-LS-2023")
ILLUSTRATION = "SKHCN-MH-2026"

# Both nine in the morning in Vietnam.
SET_UP = datetime(2026, 9, 1, 2, tzinfo=UTC)
NOW = datetime(2026, 9, 11, 2, tzinfo=UTC)
YESTERDAY = "2026-09-10"


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Terminal:
    """Where commands are typed; each is a run of its own."""

    capsys: pytest.CaptureFixture[str]
    state_dir: Path

    def __call__(self, *typed: str | Path | int, now: datetime = NOW) -> Answer:
        """Type a command and wait for its answer."""
        self.capsys.readouterr()
        code = run([str(each) for each in typed], now=now)
        out, err = self.capsys.readouterr()
        return Answer(code, out, err)

    def json(self, *typed: str | Path | int, now: datetime = NOW) -> Any:
        """The document that a command prints with ``--json``, and nothing beside it."""
        answer = self(*typed, "--json", now=now)
        assert (answer.code, answer.err) == (0, ""), answer
        return answer.json

    def does(self, *typed: str | Path | int, now: datetime = NOW) -> Answer:
        """A command that must succeed."""
        answer = self(*typed, now=now)
        assert answer.code == 0, answer
        return answer
