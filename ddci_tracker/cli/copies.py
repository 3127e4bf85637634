"""Commands for safe copies: ``backup``, ``restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option, Typer

from ddci_tracker.cli.board import Json
from ddci_tracker.cli.context import context, print_json, show, text
from ddci_tracker.services import backups
from ddci_tracker.services.backups import Copy
from ddci_tracker.words.marking import N_


def add_to(app: Typer) -> None:
    """Register the commands."""
    app.command("backup", help=text(N_("Copy everything into one file")))(backup)
    app.command("restore", help=text(N_("Restore a copy into an empty place")))(restore)


def backup(
    file: Annotated[Path, Argument(metavar="FILE", help=text(N_("The file to write")))],
    overwrite: Annotated[
        bool, Option("--overwrite", help=text(N_("Replace a file that is there")))
    ] = False,
    as_json: Json = False,
) -> None:
    here = context()
    copy = backups.back_up(here.tracker, here.actor, file, now=here.now, overwrite=overwrite)
    if as_json:
        print_json(_document(copy))
    else:
        message = N_("Copied {rows} rows into {file}; it was opened and tried out")
        show(text(message, rows=sum(copy.rows.values()), file=str(file)))


def restore(
    file: Annotated[Path, Argument(metavar="FILE", help=text(N_("A file that backup wrote")))],
    as_json: Json = False,
) -> None:
    here = context()
    copy = backups.restore(here.tracker, here.actor, file)
    if as_json:
        print_json(_document(copy))
    else:
        message = N_("Restored {rows} rows as they were at {moment}")
        show(text(message, rows=sum(copy.rows.values()), moment=copy.made_at))


def _document(copy: Copy) -> dict[str, object]:
    return {
        "file": str(copy.file),
        "made_at": copy.made_at.isoformat(),
        "revision": copy.revision,
        "size": copy.size,
        "rows": dict(copy.rows),
    }
