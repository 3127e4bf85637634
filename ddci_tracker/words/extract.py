"""Brings the catalogues of translations up to date with the source: ``make words``.

Finds every message in the Python sources, the page templates and the names of the sub-indices,
adds the new ones to each catalogue with an empty translation, drops those that nobody says any
more, and lists what it did and what is still to be translated. Translations and their order stay
as they are. A code behind it (``python -m ddci_tracker.words.extract fr``) begins a new catalogue.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import write_po

from ddci_tracker.words.catalogue import ids_of, read_catalogue, translations_of
from ddci_tracker.words.language import catalogue_of, codes

ROOT = Path(__file__).resolve().parents[2]

# One string, or singular and plural.
MessageId = tuple[str, ...]

PYTHON_FILES = ("ddci_tracker/**/*.py", "pages/**/*.py", "dashboard.py")
MARKERS = {"N_": None, "NP_": (1, 2)}
SPOKEN = {**MARKERS, "text": None, "plural": (1, 2)}
# These rooms cannot speak, they can only mark; a `text(...)` there is SQL, for one.
SILENT_ROOMS = frozenset({"domain", "plans", "store"})
TEMPLATE_FILES = (
    "ddci_tracker/ui/*/*.html",
    "ddci_tracker/web/templates/**/*.*",
)
# The indices know their sub-indices in English; every other language translates that.
INDEX_FILES = ("data/catalog/*.yaml",)
JINJA = "jinja2.ext:babel_extract"
TEMPLATE_KEYWORDS = {"t": None, "tn": (1, 2)}

# Written here rather than by Babel, whose head names a day and a version and so changes by itself.
HEAD = """\
# What the tracker says, in {name}. Translations are edited here; `make words` keeps the rest.
msgid ""
msgstr ""
"Language: {code}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What an update did: messages added, those dropped, and those without a translation."""

    added: tuple[MessageId, ...]
    dropped: tuple[Message, ...]
    missing: tuple[MessageId, ...]


def messages_in(root: Path) -> tuple[MessageId, ...]:
    """Every message of the sources under ``root``, each once, in their order."""
    return tuple(dict.fromkeys(_extracted(root)))


def _extracted(root: Path) -> Iterator[MessageId]:
    for path in _files(root, PYTHON_FILES):
        silent = SILENT_ROOMS.intersection(path.relative_to(root).parts[1:2])
        yield from _said_in(path, "python", MARKERS if silent else SPOKEN)
    for path in _files(root, TEMPLATE_FILES):
        yield from _said_in(path, JINJA, TEMPLATE_KEYWORDS)
    for path in _files(root, INDEX_FILES):
        yield from _named_in(path)


def _said_in(path: Path, method: str, keywords: Mapping[str, Any]) -> Iterator[MessageId]:
    # "silent" is Jinja's: a template that it cannot read must stop the update.
    options = {"silent": "false", "encoding": "utf-8"}
    with path.open("rb") as file:
        for _, message, _, _ in extract(method, file, keywords=keywords, options=options):
            yield _as_id(message)


def _named_in(path: Path) -> Iterator[MessageId]:
    index = yaml.safe_load(path.read_text(encoding="utf-8"))
    for each in index["sets"]:
        for known in each["sub_indices"]:
            yield (known["english_name"],)


def _as_id(extracted: str | tuple[str, ...]) -> MessageId:
    return (extracted,) if isinstance(extracted, str) else extracted


def _files(root: Path, patterns: tuple[str, ...]) -> list[Path]:
    return sorted(path for pattern in patterns for path in root.glob(pattern) if path.is_file())


def updated(catalogue: Catalog, said: tuple[MessageId, ...]) -> tuple[Catalog, Differences]:
    """The catalogue with exactly the messages of the sources, and what that changed."""
    kept = Catalog(locale=catalogue.locale)
    known = {ids_of(message): message for message in catalogue if message.id}
    for message_id, message in known.items():
        if message_id in said:
            _add(kept, message_id, message)
    added = tuple(message_id for message_id in said if message_id not in known)
    for message_id in added:
        _add(kept, message_id, None)
    return kept, Differences(
        added=added,
        dropped=tuple(message for name, message in known.items() if name not in said),
        missing=tuple(
            ids_of(message)
            for message in kept
            if message.id and (message.fuzzy or not all(translations_of(message)))
        ),
    )


def _add(catalogue: Catalog, message_id: MessageId, old: Message | None) -> None:
    message = catalogue.add(
        message_id if len(message_id) > 1 else message_id[0],
        old.string if old else "",
        user_comments=old.user_comments if old else (),
        flags={"fuzzy"} if old and old.fuzzy else (),
    )
    # Messages are filled by name; a percent sign in them is only a percent sign.
    message.flags.discard("python-format")


def written(catalogue: Catalog) -> bytes:
    """A catalogue as it stands in its file."""
    file = BytesIO()
    write_po(file, catalogue, width=100, omit_header=True)
    code = str(catalogue.locale)
    name = Locale.parse(code).get_display_name("en")
    head = HEAD.format(name=name, code=code, plurals=catalogue.plural_forms)
    return head.encode() + file.getvalue()


def main(*new: str, root: Path = ROOT) -> int:
    """Update every catalogue in place and begin new ones; 1 while a translation is missing."""
    said = messages_in(root)
    paths = [path for path in map(catalogue_of, (*codes(), *new)) if path.exists()]
    for code in new:
        paths += _begun(code)
    return max(update(path, said) for path in paths)


def _begun(code: str) -> Iterator[Path]:
    path = catalogue_of(code)
    if not path.exists():
        path.parent.mkdir(parents=True)
        path.write_bytes(written(Catalog(locale=code)))
        yield path


def update(path: Path, said: tuple[MessageId, ...]) -> int:
    """Update a catalogue in place; 1 while a translation is missing, else 0."""
    catalogue, differences = updated(read_catalogue(path), said)
    beside = path.with_suffix(".po.new")
    beside.write_bytes(written(catalogue))
    beside.replace(path)
    if len(differences.added) < len(catalogue):  # a catalogue that begins lists them itself
        _list(differences)
    print(
        f"{catalogue.locale}: {len(catalogue)} messages,"
        f" {len(differences.missing)} without a translation"
    )
    return 1 if differences.missing else 0


def _list(differences: Differences) -> None:
    for message_id in differences.added:
        print(f"new: {message_id[0]}")
    for message in differences.dropped:
        print(f"dropped: {ids_of(message)[0]} = {translations_of(message)[0]}")
    for message_id in differences.missing:
        print(f"to be translated: {message_id[0]}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
