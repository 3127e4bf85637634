"""What a template of the Word briefing may say: fields, rows that repeat, parts that are left out.

Nothing else of the template language is let through, so that a template can neither run away nor
reach anything but the values it is given. Every source is examined before it is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from ddci_tracker.words.catalogue import Shown
from ddci_tracker.words.marking import N_

_NEAR_SHOWN = 60  # characters of the paragraph in which something is wrong
# What a repeated row knows of its place.
_LOOP: Mapping[str, Any] = {"index": 1, "first": True, "last": True, "length": 1}


class UnfitTemplate(Exception):
    """A template that no briefing can be filled into: a message id and its arguments."""

    def __init__(self, message: str, **arguments: Shown) -> None:
        super().__init__(message)
        self.message = message
        self.arguments = arguments


def badly_written(near: str) -> UnfitTemplate:
    """What is said of a mark that cannot be read; ``near`` is the text around it."""
    return UnfitTemplate(
        N_(
            "A mark is written wrongly near “{near}”: check its braces, and that every for "
            "has its endfor and every if its endif"
        ),
        near=near,
    )


class Examining(SandboxedEnvironment):
    """Evaluates templates that name known fields; raises ``UnfitTemplate`` for any other.

    ``sample`` has every field with a value of its kind, and of each list at least one item.
    """

    def __init__(self, sample: Mapping[str, Any]) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self._sample = sample

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Any:
        """A template of a part of the document, examined."""
        try:
            tree = self.parse(source)
        except TemplateSyntaxError as error:
            raise badly_written(_near(source, error.lineno)) from error
        _Examination(source, self._sample).examine(tree)
        return super().from_string(source, *args, **kwargs)


class _Examination:
    """One pass over a source; names are looked up in the sample as they would be in the data."""

    def __init__(self, source: str, sample: Mapping[str, Any]) -> None:
        self._source, self._sample = source, sample
        self._unknown: dict[str, tuple[str, ...]] = {}

    def examine(self, tree: nodes.Template) -> None:
        self._block(tree.body, {})
        if not self._unknown:
            return
        near = {name for names in self._unknown.values() for name in names}
        message = (
            N_("The template asks for {unknown}, which does not exist; nearest to it: {known}")
            if near
            else N_("The template asks for {unknown}, which does not exist; there are: {known}")
        )
        raise UnfitTemplate(
            message,
            unknown=", ".join(self._unknown),
            known=", ".join(sorted(near or self._sample)),
        )

    def _block(self, body: Sequence[nodes.Node], rows: Mapping[str, Any]) -> None:
        """``rows`` are the names that stand for a row that repeats, each with its sample."""
        for node in body:
            match node:
                case nodes.Output():
                    for part in node.nodes:
                        self._shown(part, rows)
                case nodes.If():
                    self._condition(node.test, rows)
                    for inner in (node.body, node.elif_, node.else_):
                        self._block(inner, rows)
                case nodes.For(target=nodes.Name(name=name), test=None, recursive=False) if (
                    name not in self._sample and name not in rows
                ):
                    row = self._row(node.iter, rows)
                    self._block(node.body, {**rows, name: row, "loop": _LOOP})
                    self._block(node.else_, rows)
                case _:
                    self._refuse(node)

    def _shown(self, node: nodes.Node, rows: Mapping[str, Any]) -> None:
        if isinstance(node, nodes.TemplateData):
            return
        value = self._value(node, rows)
        if isinstance(value, list | Mapping):
            raise UnfitTemplate(
                N_("{field} is no single value: name a value of it, or repeat it with for"),
                field=_written(node),
            )

    def _condition(self, node: nodes.Node, rows: Mapping[str, Any]) -> None:
        match node:
            case nodes.Not():
                self._condition(node.node, rows)
            case nodes.And() | nodes.Or():
                self._condition(node.left, rows)
                self._condition(node.right, rows)
            case _:
                self._value(node, rows)

    def _row(self, node: nodes.Node, rows: Mapping[str, Any]) -> Any:
        # Inside a repeated row only what belongs to it repeats: nothing multiplies.
        if rows and isinstance(node, nodes.Name):
            self._refuse(node)
        value = self._value(node, rows)
        if value is _UNKNOWN:
            return value
        if not isinstance(value, list):
            raise UnfitTemplate(
                N_("{field} is a single value and cannot be repeated with for"),
                field=_written(node),
            )
        return value[0]

    def _value(self, node: nodes.Node, rows: Mapping[str, Any]) -> Any:
        """The sample of what is named, ``_UNKNOWN`` where no such thing is."""
        match node:
            case nodes.Name(name=name):
                return self._value_in({**self._sample, **rows}, name, node)
            case nodes.Getattr(node=owner, attr=name):
                return self._value_in(self._value(owner, rows), name, node)
            case nodes.Getitem(node=owner, arg=nodes.Const(value=int(place))):
                values = self._value(owner, rows)
                known = dict(enumerate(values)) if isinstance(values, list) else {}
                return known[place] if place in known else self._miss(node, ())
            case _:
                return self._refuse(node)

    def _value_in(self, owner: Any, name: str, node: nodes.Node) -> Any:
        if owner is _UNKNOWN:
            return owner
        known = owner if isinstance(owner, Mapping) else {}
        return known[name] if name in known else self._miss(node, get_close_matches(name, known))

    def _miss(self, node: nodes.Node, near: Iterable[str]) -> Any:
        self._unknown[_written(node)] = tuple(near)
        return _UNKNOWN

    def _refuse(self, node: nodes.Node) -> Any:
        raise UnfitTemplate(
            N_(
                "A template names fields, repeats rows (for) and leaves parts out (if), and does "
                "nothing else; see “{near}”"
            ),
            near=_near(self._source, node.lineno),
        )


_UNKNOWN = object()


def _written(node: nodes.Node) -> str:
    """A name as it is written in a template."""
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=owner, attr=name):
            return f"{_written(owner)}.{name}"
        case nodes.Getitem(node=owner, arg=nodes.Const(value=place)):
            return f"{_written(owner)}[{place}]"
    return ""


def _near(source: str, line: int) -> str:
    """The text of the paragraph on a line, or of the last one before that has any."""
    lines = source.splitlines()[:line]
    return next(_texts(reversed(lines)), "")


def _texts(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        text = " ".join(re.sub(r"<[^>]+>", "", line).split())
        if text:
            yield text if len(text) <= _NEAR_SHOWN else f"…{text[-_NEAR_SHOWN:]}"
