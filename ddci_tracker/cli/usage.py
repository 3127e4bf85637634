"""What is wrong with a command as it was typed, in one Vietnamese sentence.

Typer says it in English. Its errors are told apart by the names of their classes, which it does
not export; one that is not known here is told as a command that is not right.
"""

from __future__ import annotations

from typing import Any

from typer.exceptions import TyperException

from ddci_tracker.cli.context import text
from ddci_tracker.words.marking import N_

# However it is called from, this works.
CALLED = "python -m ddci_tracker"


def told(error: TyperException) -> str:
    """The sentence; for a command without anything behind it, its help."""
    context: Any = getattr(error, "ctx", None)
    command = context.command_path if context else CALLED
    known = tuple(getattr(context.command, "commands", ())) if context else ()
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return error.format_message()
        case "MissingParameter":
            return text(
                N_("{parameter} is missing; see {command} --help"),
                parameter=_parameter(error),
                command=command,
            )
        case "NoSuchOption":
            return text(
                N_("There is no option {option}; see {command} --help"),
                option=str(getattr(error, "option_name", "")),
                command=command,
            )
        case "BadOptionUsage":
            return text(
                N_("Option {option} lacks its value or takes none; see {command} --help"),
                option=str(getattr(error, "option_name", "")),
                command=command,
            )
        case "UsageError" if known:
            return text(N_("There is no such command; known are {commands}"), commands=known)
        case "UsageError":
            return text(N_("Too much was given; see {command} --help"), command=command)
        case _:
            return text(N_("The command is not right; see {command} --help"), command=command)


def _parameter(error: TyperException) -> str:
    """What an option or an argument is called on the command line."""
    parameter: Any = getattr(error, "param", None)
    if parameter is None:
        return ""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name)
