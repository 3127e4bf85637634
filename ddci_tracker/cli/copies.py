"""Commands for safe copies: ``backup``, ``restore``, ``copy``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

from typer import Argument, Exit, Option, Typer

from ddci_tracker.cli import inputs
from ddci_tracker.cli.board import Json
from ddci_tracker.cli.context import Context, context, print_json, show, text
from ddci_tracker.cli.installation import NOT_WELL, checks_document, show_checks
from ddci_tracker.services import backups, copy_trials
from ddci_tracker.services.backups import Copy
from ddci_tracker.services.failures import BadAddress
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker, open_tracker
from ddci_tracker.settings import load_settings
from ddci_tracker.words.marking import N_


def add_to(app: Typer) -> None:
    """Register the commands."""
    app.command("backup", help=text(N_("Copy everything into one file")))(backup)
    app.command("copy", help=text(N_("Copy the database into another one, and compare them")))(copy)
    app.command("restore", help=text(N_("Restore a copy into an empty place")))(restore)


def backup(
    file: Annotated[
        Path | None,
        Argument(
            metavar="FILE", help=text(N_("The file to write; with --daily a folder, or nothing"))
        ),
    ] = None,
    overwrite: Annotated[
        bool, Option("--overwrite", help=text(N_("Replace a file that is there")))
    ] = False,
    daily: Annotated[
        bool,
        Option("--daily", help=text(N_("The copy of this day; those that are too old go after"))),
    ] = False,
    keep: Annotated[
        int | None,
        Option(
            "--keep",
            parser=inputs.days_kept,
            metavar="N",
            help=text(N_("How many days a daily copy stays; without it, DDCI_KEEP_COPIES_DAYS")),
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    if daily:
        _back_up_daily(file, keep, as_json=as_json)
        return
    if file is None or keep is not None:
        raise Refused(N_("Name the file to write, or say --daily for one a day"))
    here = context()
    _tell_copy(
        backups.back_up(here.tracker, here.actor, file, now=here.now, overwrite=overwrite), as_json
    )


def _back_up_daily(folder: Path | None, keep: int | None, *, as_json: bool) -> None:
    here = context()
    done = backups.keep_daily(
        here.tracker,
        here.actor,
        folder,
        now=here.now,
        keep_days=keep or load_settings().keep_copies_days,
    )
    if as_json:
        print_json({**_document(done.copy), "removed": list(done.removed)})
        return
    _tell_copy(done.copy, as_json)
    for name in done.removed:
        show(text(N_("Removed {name}, which was too old"), name=name))


def _tell_copy(copy: Copy, as_json: bool) -> None:
    if as_json:
        print_json(_document(copy))
    else:
        message = N_("Copied {rows} rows into {file}; it was opened and tried out")
        show(text(message, rows=sum(copy.rows.values()), file=str(copy.file)))


def copy(
    to: Annotated[
        str, Option("--to", metavar="ADDRESS", help=text(N_("An empty database to copy into")))
    ],
    source: Annotated[
        str,
        Option(
            "--from", metavar="ADDRESS", help=text(N_("The database to copy; without it, this one"))
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    here = context()
    with ExitStack() as opened:
        before = opened.enter_context(_database(source, "source")) if source else here.tracker
        there = opened.enter_context(_database(to, "to"))
        moved = backups.move(before, here.actor, there, now=here.now)
    if as_json:
        print_json({"rows": dict(moved.rows), "boards": moved.boards})
    else:
        message = N_(
            "Copied {rows} rows of {tables} tables: as many in each, with the same checksum, and "
            "the same board of each of {boards} plans. Let DDCI_DATABASE_URL name that place"
        )
        show(
            text(
                message,
                rows=sum(moved.rows.values()),
                tables=len(moved.rows),
                boards=moved.boards,
            )
        )


def restore(
    file: Annotated[Path, Argument(metavar="FILE", help=text(N_("A file that backup wrote")))],
    only_try: Annotated[
        bool,
        Option(
            "--try", help=text(N_("Restore it into a place that is thrown away, and examine it"))
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    here = context()
    if only_try:
        _try_out(here, file, as_json=as_json)
        return
    copy = backups.restore(here.tracker, here.actor, file)
    if as_json:
        print_json(_document(copy))
    else:
        message = N_("Restored {rows} rows as they were at {moment}")
        show(text(message, rows=sum(copy.rows.values()), moment=copy.made_at))


@contextmanager
def _database(address: str, field: str) -> Iterator[Tracker]:
    """A tracker on another database, with the folders of this one."""
    settings = load_settings()
    try:
        tracker = open_tracker(address, data_dir=settings.data_dir, state_dir=settings.state_dir)
    except BadAddress:
        # Not told itself: it may hold a password.
        raise Refused(
            N_(
                "This names no database; write sqlite:///FILE or "
                "postgresql://USER:PASSWORD@HOST/NAME"
            ),
            field=field,
        ) from None
    try:
        yield tracker
    finally:
        tracker.engine.dispose()


def _try_out(here: Context, file: Path, *, as_json: bool) -> None:
    trial = copy_trials.try_copy(here.tracker, here.actor, file, now=here.now)
    if as_json:
        print_json({**_document(trial.copy), **checks_document(trial.checks)})
    else:
        show_checks(trial.checks)
    if not trial.well:
        raise Exit(NOT_WELL)
    if not as_json:
        message = N_("{file} can be restored: {rows} rows as they were at {moment}")
        rows, moment = sum(trial.copy.rows.values()), trial.copy.made_at
        show(text(message, file=str(file), rows=rows, moment=moment))


def _document(copy: Copy) -> dict[str, object]:
    return {
        "file": str(copy.file),
        "made_at": copy.made_at.isoformat(),
        "revision": copy.revision,
        "size": copy.size,
        "rows": dict(copy.rows),
    }
