"""The command ``upgrade``: the database to this version, or back to where it was."""

from __future__ import annotations

from typer import Exit, Typer

from ddci_tracker.cli.board import Json
from ddci_tracker.cli.context import (
    VIETNAMESE,
    context,
    kept_trace,
    print_json,
    say,
    show,
    tell,
    text,
)
from ddci_tracker.cli.installation import NOT_WELL, checks_document, show_checks, show_initialised
from ddci_tracker.services import upgrades
from ddci_tracker.services.failures import sentences_for
from ddci_tracker.services.upgrades import UpgradeFailed
from ddci_tracker.words.marking import N_

# The exit code of an upgrade that was undone.
UNDONE = 1


def add_to(app: Typer) -> None:
    """Register the command."""
    app.command("upgrade", help=text(N_("Bring the database to this version, or back")))(upgrade)


def upgrade(as_json: Json = False) -> None:
    here = context()
    try:
        done = upgrades.upgrade(here.tracker, here.actor, now=here.now)
    except UpgradeFailed as error:
        _tell_failure(error)
        raise Exit(UNDONE) from None
    if as_json:
        print_json(
            {
                "before": done.before,
                "now": done.now,
                "copy": str(done.copy.file),
                **checks_document(done.checks),
            }
        )
    else:
        message = N_("The database went from {before} to {now}; a copy of before stands in {copy}")
        show(text(message, before=done.before, now=done.now, copy=str(done.copy.file)))
        show_initialised(done.initialised)
        show_checks(done.checks)
    if not done.well:
        raise Exit(NOT_WELL)


def _tell_failure(error: UpgradeFailed) -> None:
    """What became of the database, why, and where the trace stands for whoever mends it."""
    cause = error.__cause__
    assert cause is not None  # noqa: S101 - it is raised from what ended it
    tell(sentences_for(error, VIETNAMESE))
    say(N_("What is known of the failure stands in {path}"), path=kept_trace(cause))
