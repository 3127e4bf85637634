"""The commands put together, and what becomes of an error."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import Any

from typer import Typer
from typer.exceptions import Abort, Exit, TyperException
from typer.main import get_command

from ddci_tracker.cli import (
    accounts,
    acts,
    acts_ahead,
    agencies,
    api_tokens,
    blocks,
    board,
    conclusions,
    copies,
    evidence,
    installation,
    links,
    meetings,
    months,
    plans,
    policies,
    unit_forms,
    units,
    upgrades,
    work_calendar,
)
from ddci_tracker.cli.context import VIETNAMESE, kept_trace, one_run, say, tell, text
from ddci_tracker.cli.usage import CALLED, told
from ddci_tracker.domain import texts
from ddci_tracker.services.failures import Conflict, sentences_for
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.typed_numbers import shown
from ddci_tracker.words.marking import N_

# The option that holds a field under another name.
_OPTION_OF = {
    "note": "--reason",
    "returned": "--reason",
    "url": "--link",
    "source": "--disputed-by",
    "last_day": "--until",
}

ANSWERED = 0
BROKEN = 1
BAD_INPUT = 2
CAME_SECOND = 3


@cache
def every_command() -> Callable[..., object]:
    """Every command, put together once; what differs from run to run lies in the run."""
    app = Typer(
        name="ddci_tracker",
        help=text(N_("Follows how a department carries out its plan to raise its score")),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for commands in (
        *(installation, accounts, links, api_tokens, copies, upgrades, plans, units),
        *(board, acts, acts_ahead, conclusions, meetings, blocks, months, policies),
        *(unit_forms, evidence, agencies, work_calendar),
    ):
        commands.add_to(app)
    return get_command(app)


def main() -> None:
    """Run the command that was typed and end the process with its code."""
    # Also on Windows, and where the machine's language knows no Vietnamese letters.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n")
    if isinstance(sys.stdin, io.TextIOWrapper):
        # Without the mark that Windows puts first.
        sys.stdin.reconfigure(encoding="utf-8-sig")
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the answer has seen enough; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ANSWERED
    sys.exit(code)


def run(arguments: list[str], *, now: datetime | None = None) -> int:
    """Run one command; tells what is wrong instead of raising it.

    0: answered. 1: an error of the tracker's own. 2: bad input. 3: somebody else came first.
    4: the doctor found that something is not well.
    """
    with one_run(now or datetime.now(UTC)):
        try:
            _refuse_what_is_no_text(arguments)
            arguments = [_in_form(argument) for argument in arguments]
            _refuse_what_is_too_long(arguments)
            code = every_command()(arguments, prog_name=CALLED, standalone_mode=False)
        except Exit as ended:
            return ended.exit_code
        except Abort:
            return BAD_INPUT
        except TyperException as error:
            tell([told(error)])
            return BAD_INPUT
        except SystemExit:
            # Typer ends the process where nobody reads its answer any more.
            raise BrokenPipeError from None
        except BrokenPipeError:
            raise
        except Exception as error:
            return _tell(error, arguments)
    return code if isinstance(code, int) else ANSWERED


def _refuse_what_is_no_text(arguments: list[str]) -> None:
    """A terminal may send bytes that are no letters; nothing could store or show them."""
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError:
            raise Refused(N_("{argument} is not UTF-8 text"), argument=ascii(argument)) from None


def _refuse_what_is_too_long(arguments: list[str]) -> None:
    """What no field keeps, even while it is typed, is refused before anything is read or made."""
    for argument in arguments:
        if (length := len(argument)) > texts.LONGEST_TYPED:
            raise Refused(
                N_("This has {length} characters; no text may have more than {most}"),
                length=length,
                most=texts.LONGEST_PROSE,
            )


def _in_form(argument: str) -> str:
    """An argument in the one form of texts; what names a file here is left as its folder has it."""
    names_a_file = os.path.lexists(argument) or os.path.lexists(argument.partition("=")[2])
    return argument if names_a_file else texts.prose(argument)


def _tell(error: Exception, arguments: list[str]) -> int:
    sentences = sentences_for(error, VIETNAMESE)
    if not sentences:
        say(N_("The tracker itself failed; what is known stands in {path}"), path=kept_trace(error))
        return BROKEN
    if isinstance(error, Refused) and (option := _option_of(error, arguments)):
        sentences = [f"{option}: {sentence}" for sentence in sentences]
    tell(sentences)
    return CAME_SECOND if isinstance(error, Conflict) else BAD_INPUT


def _option_of(refused: Refused, arguments: list[str]) -> str | None:
    """The option that holds what was refused, where it was one: by its field, else by its text.

    A text that is too long is known by its length.
    """
    if refused.field and (option := _option_called(refused.field, arguments)):
        return option
    pairs: list[Sequence[str]] = [
        *pairwise(arguments),
        *(argument.split("=", 1) for argument in arguments),
    ]
    options = (pair[0] for pair in pairs if _holds(pair[-1], refused))
    return next((option for option in options if option.startswith("--")), None)


def _holds(argument: str, refused: Refused) -> bool:
    """Whether an argument is the text that was refused: as it is told, or too long as it is."""
    typed, length = refused.arguments.get("typed"), refused.arguments.get("length")
    if isinstance(length, int):
        return len(argument) >= length
    return typed is not None and typed in (argument, shown(argument))


# What goes without saying in every act: named only where it was said.
_UNSAID = frozenset({"on", "revision"})


def _option_called(field: str, arguments: list[str]) -> str | None:
    """The option of the command that was typed which fills a field, by whatever name it is typed.

    One that should have been typed is named as well.
    """
    command: Any = every_command()
    for argument in arguments:
        command = getattr(command, "commands", {}).get(argument, command)
    options = (
        each.opts
        for each in command.params
        if each.param_type_name == "option" and each.name == field
    )
    names: list[str] = next(options, [])
    typed = {argument.partition("=")[0] for argument in arguments}
    called = (*names, f"--{field}".replace("_", "-"), _OPTION_OF.get(field, ""))
    said = next((name for name in called if name in typed), None)
    return said or (names[0] if names and field not in _UNSAID else None)
