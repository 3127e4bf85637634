"""Texts as people type and paste them: put into the one form, refused where they are too long.

Every service that keeps a text, or looks something up by one, reads it here first, so that no way
in has a rule of its own. What the form is, ``domain.texts`` says; numbers are read in
``typed_numbers``.
"""

from __future__ import annotations

from dataclasses import is_dataclass, replace
from types import NoneType
from typing import Any, TypeVar, get_args

from ddci_tracker.domain import texts
from ddci_tracker.domain.plain import field_names, type_hints
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_

T = TypeVar("T")


def read(typed: str, field: str, *, longest: int | None = None) -> str:
    """The text of a field in its one form; ``Refused`` where it is too long."""
    text = texts.in_form(typed, field)
    most = longest or texts.longest(field)
    if len(text) > most:
        raise Refused(
            N_("This has {length} characters; at most {most} can be kept"),
            field=field,
            length=len(text),
            most=most,
        )
    return text


def tidy(value: T) -> T:
    """An act with every text in it read; one that may be missing and says nothing is None."""
    if not is_dataclass(value) or isinstance(value, type):
        return value
    hints = type_hints(type(value))
    changed = {
        name: found
        for name in field_names(type(value))
        if (found := _tidy(stood := getattr(value, name), name, hints[name])) is not stood
    }
    return replace(value, **changed) if changed else value


def _tidy(value: Any, field: str, hint: Any) -> Any:
    if type(value) is str:
        text = read(value, field)
        if not text and NoneType in get_args(hint):
            return None
        return value if text == value else text
    if isinstance(value, tuple):
        found = tuple(_tidy(each, field, None) for each in value)
        return value if found == value else found
    return tidy(value)
