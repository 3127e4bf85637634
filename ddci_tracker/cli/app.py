"""The commands put together, and what becomes of an error."""

from __future__ import annotations

import sys

from typer import Typer
from typer.exceptions import Abort, Exit, TyperException

from ddci_tracker.cli import deeds, house, looks, plans
from ddci_tracker.cli.context import VIETNAMESE, say, text
from ddci_tracker.services.failures import Conflict, sentences_for
from ddci_tracker.words.marking import N_

BAD_INPUT = 2
CAME_SECOND = 3


def make_app() -> Typer:
    """Every command."""
    app = Typer(
        name="ddci_tracker",
        help=text(N_("Follows how a department carries out its plan to raise its score")),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for commands in (house, plans, looks, deeds):
        commands.add_to(app)
    return app


def main(arguments: list[str] | None = None) -> None:
    """Run one command and end the process with its code; never a traceback for bad input."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run one command: 0 answered, 2 bad input, 3 somebody else came first."""
    try:
        code = make_app()(arguments, standalone_mode=False)
    except Exit as ended:
        return ended.exit_code
    except Abort:
        return BAD_INPUT
    except TyperException as error:
        say(N_("The command is not complete or not right: {detail}"), detail=error.format_message())
        return BAD_INPUT
    except Exception as error:
        sentences = sentences_for(error, VIETNAMESE)
        if not sentences:
            raise
        print("\n".join(sentences), file=sys.stderr)
        return CAME_SECOND if isinstance(error, Conflict) else BAD_INPUT
    return code if isinstance(code, int) else 0
