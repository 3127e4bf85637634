"""Markers that tell the extractor of messages which constants are message ids.

A marked constant is translated where it is shown, by ``Words.text`` or ``Words.plural``.
"""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - the marker's usual name, which extractors look for
    """Mark a message id for translation."""
    return message


def NP_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - goes with N_
    """Mark a message id that has a plural form for translation."""
    return singular, plural
