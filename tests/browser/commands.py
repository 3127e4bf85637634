"""The command line over the state folder that a server serves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from ddci_tracker.cli.app import run
from tests.browser.serving import ROOT
from tests.patience import PATIENCE_SECONDS


def tell(state: Path, *arguments: str) -> None:
    """Run a command in a process of its own, as somebody at another window would."""
    subprocess.run(
        [sys.executable, "-m", "ddci_tracker", *arguments],
        cwd=ROOT,
        env={**os.environ, **_environment(state)},
        capture_output=True,
        check=True,
        timeout=PATIENCE_SECONDS,
    )


def ask(state: Path, *arguments: str) -> Any:
    """The JSON document that a command prints, asked in this process because it is quicker."""
    with patch.dict(os.environ, _environment(state)), redirect_stdout(StringIO()) as printed:
        assert run([*arguments, "--json"]) == 0
    return json.loads(printed.getvalue())


def _environment(state: Path) -> dict[str, str]:
    return {"DDCI_STATE_DIR": str(state), "DDCI_DATABASE_URL": ""}
