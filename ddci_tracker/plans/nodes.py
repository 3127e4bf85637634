"""From text to YAML nodes with their lines, refusing what a plan file has no use for.

Nothing is constructed: what a scalar means is the reader's business. A file is read in the one
form of texts (``domain.texts``), whatever letters and spaces its editor wrote. Refused are files
that are too large or too deep, anchors and aliases (a short file could unfold into an endless
one), tags, tabs and characters that stand in no text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NoReturn

import yaml

from ddci_tracker.domain import texts
from ddci_tracker.plans.problems import Argument, PlanFileError, Problem, ProblemCode

LIMIT_MEGABYTES = 2
LIMIT_DEPTH = 20

# The C parser where PyYAML was built with it, ten times as fast; both accept the same files.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_OPENS = (
    yaml.DocumentStartEvent,
    yaml.MappingStartEvent,
    yaml.SequenceStartEvent,
)
_CLOSES = (yaml.DocumentEndEvent, yaml.MappingEndEvent, yaml.SequenceEndEvent)

# A break inside a line, as word processors leave it: YAML would end the line there, or refuse the
# file. Until the text it belongs to is read, the last private character stands for it.
_BREAKS = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
_STAND_IN = "\U0010fffd"
# The end of a line as old editors write it: what comes after it is another line of the file, and
# not the rest of a text.
_OLD_LINE_END = re.compile(r"\r(?= *(?:[a-z_]+:(?:[ \r\n]|$)|- |#|[\r\n]|$))")

# What the parser's words come to for the writer of a file; the first that fits.
_HINTS = (
    ("mapping values are not allowed", ProblemCode.SYNTAX_COLON),
    ("unexpected end of stream", ProblemCode.SYNTAX_QUOTE),
    ("parsing a flow", ProblemCode.SYNTAX_BRACKET),
    ("cannot start any token", ProblemCode.SYNTAX_START),
    ("sequence entries are not allowed", ProblemCode.SYNTAX_START),
    ("scanning a block scalar", ProblemCode.SYNTAX_START),
    ("scanning an alias", ProblemCode.ALIAS),
    ("scanning an anchor", ProblemCode.ALIAS),
    ("scanning a tag", ProblemCode.TAG),
)
_ABOUT_AN_OPENING = (ProblemCode.SYNTAX_QUOTE, ProblemCode.SYNTAX_BRACKET)


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without the mark that Windows puts first.

    Raises PlanFileError where the file is missing, too large or not UTF-8.
    """
    name = path.as_posix()
    try:
        with path.open("rb") as file:
            content = file.read(_limit() + 1)
    except FileNotFoundError:
        _refuse(ProblemCode.NO_SUCH_FILE, name)
    except OSError:
        _refuse(ProblemCode.UNREADABLE_FILE, name)
    if len(content) > _limit():
        _refuse(ProblemCode.FILE_TOO_LARGE, name, limit=LIMIT_MEGABYTES)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        _refuse(ProblemCode.NOT_UTF8, name, line)


def compose(text: str, name: str) -> yaml.Node:
    """The root node of a YAML text; ``name`` is what problems call the file.

    Raises PlanFileError where the text is not one plain YAML document within the limits.
    """
    if len(text.encode("utf-8", "surrogatepass")) > _limit():
        _refuse(ProblemCode.FILE_TOO_LARGE, name, limit=LIMIT_MEGABYTES)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    text = _OLD_LINE_END.sub("\n", text) if "\n" in text else text.replace("\r", "\n")
    _refuse_broken_characters(text, name)
    text = "\n".join(map(_in_form, text.split("\n")))
    try:
        _refuse_odd_events(text, name)
        root: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, name) from error
    if root is None:
        _refuse(ProblemCode.EMPTY_FILE, name)
    return root


def broken_character(text: str) -> str | None:
    """The first character that stands in no text, or None; breaks are none."""
    if text.isprintable():
        return None
    return next(
        (
            each
            for each in text
            if each not in "\n\t" and not _BREAKS.match(each) and texts.is_broken(each)
        ),
        None,
    )


def written(node: yaml.ScalarNode) -> str:
    """The text of a scalar, with the breaks that stood inside its lines."""
    return str(node.value).replace(_STAND_IN, "\x0b")


def _in_form(line: str) -> str:
    """A line of a file in the one form of texts; its indentation stays."""
    indented = len(line) - len(line.lstrip())
    start, rest = " " * indented, line[indented:]
    ended = rest.rstrip()
    parts = (texts.prose(f"|{part}|")[1:-1] for part in _BREAKS.split(ended))
    return start + _STAND_IN.join(parts)


def _refuse_broken_characters(text: str, name: str) -> None:
    problems = []
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line:
            problems.append(Problem(code=ProblemCode.TAB, file=name, line=number))
        elif (broken := broken_character(line)) is not None:
            shown = (("character", f"U+{ord(broken):04X}"),)
            code = ProblemCode.CONTROL_CHARACTER
            problems.append(Problem(code=code, file=name, line=number, arguments=shown))
    if problems:
        raise PlanFileError(problems)


def _refuse_odd_events(text: str, name: str) -> None:
    depth = documents = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            _refuse(ProblemCode.ALIAS, name, line)
        if getattr(event, "tag", None):
            _refuse(ProblemCode.TAG, name, line)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                _refuse(ProblemCode.SEVERAL_DOCUMENTS, name, line)
        depth += isinstance(event, _OPENS)
        depth -= isinstance(event, _CLOSES)
        if depth > LIMIT_DEPTH:
            _refuse(ProblemCode.TOO_DEEP, name, line, limit=LIMIT_DEPTH)


def _syntax_error(error: yaml.MarkedYAMLError, name: str) -> PlanFileError:
    """The parser's complaint as the hint that helps most; its own words are English."""
    complaint = f"{error.context or ''}: {error.problem or ''}"
    code = next((code for words, code in _HINTS if words in complaint), ProblemCode.SYNTAX)
    mark = error.problem_mark or error.context_mark
    if code in _ABOUT_AN_OPENING and error.context_mark:
        mark = error.context_mark
    if mark is None:
        return PlanFileError([Problem(code=code, file=name, arguments=(("column", 1),))])
    column = (("column", mark.column + 1),)
    return PlanFileError([Problem(code=code, file=name, line=mark.line + 1, arguments=column)])


def _refuse(
    code: ProblemCode, name: str, line: int | None = None, **arguments: Argument
) -> NoReturn:
    problem = Problem(code=code, file=name, line=line, arguments=tuple(arguments.items()))
    raise PlanFileError([problem])


def _limit() -> int:
    return LIMIT_MEGABYTES * 1024 * 1024
