"""The catalogue of translations and the object that speaks one language.

Message ids are English sentences with named placeholders; the Vietnamese ones stand in
``locale/vi/LC_MESSAGES/ddci.po``. The language belongs to each call, never to the process: the
sessions of different people run side by side in threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from ddci_tracker.words import formats
from ddci_tracker.words.formats import Shown
from ddci_tracker.words.language import Language
from ddci_tracker.words.marking import N_, NP_

__all__ = ["NP_", "N_", "Language", "Shown", "Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language. Get one by ``Words.of``; it is safe to share.

    ``messages`` maps message ids to translations; English needs none, since the ids are English.
    """

    language: Language
    messages: Mapping[str, str]

    @classmethod
    def of(cls, language: Language = Language.VI) -> Words:
        """The words of a language; the catalogue is read at the first use in the process."""
        return _words_of(language)

    def translate(self, message: str) -> str:
        """The translation of a message id, placeholders left as they are."""
        return self.messages.get(message, message)

    def text(self, message: str, /, **arguments: Shown) -> str:
        """A message with its arguments, each formatted by its type (``formats.shown``).

        A placeholder without an argument is a KeyError. Nothing is escaped: what goes into HTML
        is escaped where the HTML is made.
        """
        return _filled(self, self.translate(message), arguments)

    def plural(self, singular: str, plural: str, /, *, count: int, **arguments: Shown) -> str:
        """Like ``text``, by number: ``{count}`` is filled with the count.

        Vietnamese has one form for all numbers.
        """
        message = singular if self.language is Language.VI or count == 1 else plural
        return _filled(self, self.translate(message), {"count": count, **arguments})


def _filled(words: Words, template: str, arguments: Mapping[str, Shown]) -> str:
    written = {name: formats.argument(name, value, words) for name, value in arguments.items()}
    return template.format_map(written)


CATALOGUE = Path(__file__).parent / "locale" / "vi" / "LC_MESSAGES" / "ddci.po"


def read_catalogue(path: Path = CATALOGUE) -> Catalog:
    """The catalogue as it stands in its file, with everything that belongs to a message."""
    with path.open("rb") as file:
        return read_po(file, locale="vi")


@cache
def _words_of(language: Language) -> Words:
    # Two threads that come first at the same time may both read; they read the same.
    translations = _translations() if language is Language.VI else {}
    return Words(language, MappingProxyType(translations))


def _translations() -> dict[str, str]:
    """Translations by message id, by the singular where there is a plural; doubtful ones not."""
    return {
        ids_of(message)[0]: translations_of(message)[0]
        for message in read_catalogue()
        if message.id and not message.fuzzy and all(translations_of(message))
    }


def ids_of(message: Message) -> tuple[str, ...]:
    """The message id; singular and plural where there are two."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translations_of(message: Message) -> tuple[str, ...]:
    """The translation in each of its forms (Vietnamese has one); empty where it is missing."""
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string or ("",))
