"""The catalogues of translations and the object that speaks one language.

Message ids are English sentences with named placeholders; what they are in another language
stands in its catalogue in ``locale``. The language belongs to each call, never to the process: the
sessions of different people run side by side in threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from ddci_tracker.words import formats
from ddci_tracker.words.language import DEFAULT, Language, Shown, catalogue_of, languages
from ddci_tracker.words.marking import N_, NP_

__all__ = ["DEFAULT", "NP_", "N_", "Language", "Shown", "Words", "languages"]


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language. Get one by ``Words.of``; it is safe to share."""

    language: Language
    translations: NullTranslations

    @classmethod
    def of(cls, language: Language = DEFAULT) -> Words:
        """The words of a language; the catalogue is read at the first use in the process."""
        return _words_of(language)

    def translate(self, message: str) -> str:
        """The translation of a message id, placeholders left as they are."""
        # What gettext keeps under the empty message are notes of the catalogue about itself.
        return self.translations.gettext(message) if message else ""

    def text(self, message: str, /, **arguments: Shown) -> str:
        """A message with its arguments, each formatted by its type (``formats.shown``).

        A placeholder without an argument is a KeyError. Nothing is escaped: what goes into HTML
        is escaped where the HTML is made.
        """
        return _filled(self, self.translate(message), arguments)

    def plural(self, singular: str, plural: str, /, *, count: int, **arguments: Shown) -> str:
        """Like ``text``, by number: ``{count}`` is filled with the count.

        How many forms there are for it is the language's matter; Vietnamese has one.
        """
        message = self.translations.ngettext(singular, plural, count)
        return _filled(self, message, {"count": count, **arguments})

    def name(self, printed: str, english: str | None) -> str:
        """A name that plans print and the indices know in English, as this language has it.

        Plans print the default language. Elsewhere it is what the catalogue says for the English
        name, then that name itself, then what is printed.
        """
        return printed if self.language == DEFAULT or not english else self.translate(english)


def _filled(words: Words, template: str, arguments: Mapping[str, Shown]) -> str:
    written = {name: formats.argument(name, value, words) for name, value in arguments.items()}
    return template.format_map(written)


def read_catalogue(path: Path) -> Catalog:
    """A catalogue as it stands in its file, with everything that belongs to a message."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


@cache
def _words_of(language: Language) -> Words:
    # Two threads that come first at the same time may both read; they read the same.
    path = catalogue_of(language)
    return Words(language, _compiled(path) if path.exists() else NullTranslations())


def _compiled(path: Path) -> NullTranslations:
    """The translations of a catalogue; what is missing or doubtful is said as its message."""
    file = BytesIO()
    write_mo(file, read_catalogue(path))
    file.seek(0)
    return Translations(file)


def ids_of(message: Message) -> tuple[str, ...]:
    """The message id; singular and plural where there are two."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translations_of(message: Message) -> tuple[str, ...]:
    """The translation in each of its forms; empty where it is missing."""
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string or ("",))
