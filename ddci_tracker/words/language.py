"""The languages that can be spoken: that of the messages, and each that has a catalogue of them.

A language more is a folder more in ``locale``; nothing else has to know of it.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Protocol, Self

from babel import Locale
from babel.core import get_global

from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Target

# What a message may be filled with; each is written by its type.
Shown = (
    bool
    | int
    | str
    | Decimal
    | date
    | datetime
    | Period
    | tuple[str, ...]
    | tuple[Target, ...]
    | None
)

LOCALE = Path(__file__).parent / "locale"

_SOURCE = "en"
_DEFAULT = "vi"
# The messages are written in British English; of other languages the most usual form is meant.
_TAGS = {_SOURCE: "en-GB"}


class Language(str):
    """A language by its code; ValueError for a code that nobody speaks."""

    __slots__ = ()

    def __new__(cls, code: str) -> Self:
        if code not in codes():
            raise ValueError(f"{code} is not spoken")
        return super().__new__(cls, code)

    @classmethod
    def asked(cls, code: str | None) -> Language:
        """The language of a code that somebody asked for; the default where nobody speaks it."""
        return cls(code) if code in codes() else DEFAULT

    @property
    def parameter(self) -> str | None:
        """As an address says it; the default goes without saying."""
        return None if self == DEFAULT else str(self)

    @property
    def locale(self) -> Locale:
        """What Babel knows of it: names of months, signs of numbers."""
        return _locale(self)

    @property
    def own_name(self) -> str:
        """What its speakers call it, with a capital: Tiếng Việt."""
        name = self.locale.get_display_name(self.locale) or str(self)
        return name[:1].upper() + name[1:]

    @property
    def tag(self) -> str:
        """As pages name it: vi."""
        return self.replace("_", "-")

    @property
    def full_tag(self) -> str:
        """With the country that it is written for, as office files name it: vi-VN."""
        return _full_tag(self)


def codes() -> tuple[str, ...]:
    """The codes of all languages: the default, that of the messages, the others in order."""
    return _codes(LOCALE)


def languages() -> tuple[Language, ...]:
    """All languages, in the order of their codes."""
    return tuple(Language(code) for code in codes())


def catalogue_of(code: str) -> Path:
    """Where the catalogue of a language stands; that of the messages has none."""
    return LOCALE / code / "LC_MESSAGES" / "ddci.po"


@cache
def _codes(folder: Path) -> tuple[str, ...]:
    found = {path.parents[1].name for path in folder.glob("*/LC_MESSAGES/ddci.po")}
    return (_DEFAULT, _SOURCE, *sorted(found - {_DEFAULT, _SOURCE}))


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)


@lru_cache
def _full_tag(code: str) -> str:
    if code in _TAGS:
        return _TAGS[code]
    likely = get_global("likely_subtags").get(code, code)
    full = Locale.parse(likely)
    return "-".join(part for part in (full.language, full.territory) if part)


DEFAULT: Final = Language(_DEFAULT)


class Translator(Protocol):
    """What it takes to say messages in one language; ``Words`` of the catalogue is one."""

    @property
    def language(self) -> Language: ...

    def translate(self, message: str) -> str: ...

    def text(self, message: str, /, **arguments: Shown) -> str: ...

    def plural(self, singular: str, plural: str, /, *, count: int, **arguments: Shown) -> str: ...
