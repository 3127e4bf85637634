"""The plain form of what is kept in one column, and of what a version said."""

from __future__ import annotations

from typing import Any

from ddci_tracker.domain.plain import PlainForm

_FORM = PlainForm()


def to_plain(value: object) -> Any:
    """The JSON form of a domain value; TypeError for what has none."""
    return _FORM.write(value)


def from_plain(hint: Any, data: Any) -> Any:
    """The domain value of type ``hint`` that ``to_plain`` turned into ``data``."""
    return _FORM.read(hint, data)
