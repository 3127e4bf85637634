"""The frozen month: one self-contained JSON document, written once and read for ever.

It holds the whole board with every reason in code, arguments and words, the acts behind it, who
froze it and when, and a checksum over itself. The same inputs give the same bytes. Only what was
frozen is read back; nothing is decided again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from ddci_tracker.domain.acts import Conclusion, Extension, ReportAct, ResultEntry, TaskUpdate
from ddci_tracker.domain.ledger import Ledger
from ddci_tracker.domain.month_summary import Sentences, SummaryPart
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plain import PlainForm, written
from ddci_tracker.domain.plan import DueRule
from ddci_tracker.domain.reasons import Argument, Reason, ReasonCode, Subject
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import Board
from ddci_tracker.words.catalogue import DEFAULT, Words, languages
from ddci_tracker.words.reasons import sentence

FORMAT = "ddci-frozen-month"
# 2: conclusions with all that they should be clear about, and what became of them.
# 3: conclusions that say of which meeting they are.
# 4: what the Office wrote of the month.
# 5: what tells two meetings of one day apart.
# 6: conclusions that are a standing duty.
VERSION = 6

# By the codes of languages, also of one that is no longer spoken.
Texts = Mapping[str, str]


class DamagedMonth(Exception):
    """The bytes are no frozen month as it was written: cut short, or changed since."""


class NewerMonth(Exception):
    """A newer tracker froze this month, in a ``version`` of the format that is not known here."""

    def __init__(self, version: int) -> None:
        super().__init__(f"version {version} of the frozen month is not known")
        self.version = version


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """The acts behind a board, with their days and moments; what a later diff asks for."""

    updates: tuple[Version[TaskUpdate], ...] = ()
    report_acts: tuple[Version[ReportAct], ...] = ()
    extensions: tuple[Version[Extension], ...] = ()
    due_days: tuple[Version[DueRule], ...] = ()
    results: tuple[Version[ResultEntry], ...] = ()
    conclusions: tuple[Version[Conclusion], ...] = ()

    @classmethod
    def of(cls, ledger: Ledger) -> Acts:
        """The acts of a ledger, in an order of their own: by key, then as they were recorded."""
        return cls(
            updates=_ordered(ledger.updates),
            report_acts=_ordered(ledger.report_acts),
            extensions=_ordered(ledger.extensions),
            due_days=_ordered(ledger.due_days),
            results=_ordered(ledger.results),
            conclusions=_ordered(ledger.conclusions),
        )


def _ordered(versions: tuple[Version[Any], ...]) -> tuple[Version[Any], ...]:
    return tuple(sorted(versions, key=lambda version: (version.key, version.revision)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Names one frozen month: the edition counts from 1, the checksum is that of its document."""

    month: Period
    edition: int
    checksum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenMonth:
    """A frozen month as it is read back: the board as it was, and how it was said.

    ``since`` names the frozen month before it, which a briefing compares it with. ``summary`` is
    what the Office wrote of it. ``texts`` are the sentences of every reason on the board, by reason
    and language.
    """

    month: Period
    edition: int
    frozen_at: datetime
    frozen_by: str
    since: Edition | None
    board: Board
    acts: Acts
    summary: Sentences = field(default_factory=lambda: MappingProxyType({}))
    checksum: str = ""
    texts: Mapping[Reason, Texts] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def plan_id(self) -> str:
        return self.board.plan.id

    @property
    def is_frozen(self) -> bool:
        """Whether it was kept; else it is only what was seen at a moment."""
        return self.edition > 0

    @property
    def illustration(self) -> bool:
        """Whether every export must say that the figures are invented."""
        return self.board.plan.illustration

    @property
    def as_of(self) -> date:
        return self.board.as_of

    @property
    def known_at(self) -> datetime:
        return self.board.known_at

    @property
    def named(self) -> Edition:
        """What this edition is called by."""
        return Edition(month=self.month, edition=self.edition, checksum=self.checksum)

    def said(self, reason: Reason, words: Words) -> str:
        """A reason in the words of the day it was frozen; a language of later has the default's."""
        texts = self.texts.get(reason)
        return texts.get(words.language, texts[DEFAULT]) if texts else sentence(reason, words)


def write_month(frozen: FrozenMonth) -> tuple[bytes, str]:
    """The document of a frozen month, and its checksum, which is made here."""
    form = writing_form(frozen.texts)
    document = {
        "format": FORMAT,
        "version": VERSION,
        "plan": frozen.plan_id,
        "illustration": frozen.illustration,
        "as_of": form.write(frozen.as_of),
        "known_at": form.write(frozen.known_at),
        **{name: form.write(getattr(frozen, name)) for name in _HEAD},
        "summary": {str(part): text for part, text in frozen.summary.items()},
        "board": form.write(frozen.board),
        "acts": form.write(frozen.acts),
    }
    checksum = checksum_of(document)
    return _canonical({**document, "checksum": checksum}), checksum


def writing_form(texts: Mapping[Reason, Texts]) -> PlainForm:
    """How values with reasons in them are written: each with its words, those given or today's."""
    said: dict[Reason, dict[str, str]] = {}

    def write_reason(reason: Reason) -> dict[str, Any]:
        if reason not in said:
            known = texts.get(reason, {})
            said[reason] = {
                str(language): known.get(language) or sentence(reason, Words.of(language))
                for language in languages()
            }
        return {
            "code": str(reason.code),
            "arguments": [[name, *_write_argument(value)] for name, value in reason.arguments],
            "text": said[reason],
        }

    return PlainForm(writers={Reason: write_reason})


# Beside the board and the acts; the rest of the head says again what the board says, for readers
# who look no further.
_HEAD = ("month", "edition", "frozen_at", "frozen_by", "since")


def _canonical(document: Mapping[str, Any]) -> bytes:
    """JSON in one form only: UTF-8, sorted keys, no spaces."""
    return json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def checksum_of(document: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, over the canonical form of a document without its checksum."""
    said = {name: value for name, value in document.items() if name != "checksum"}
    return hashlib.sha256(_canonical(said)).hexdigest()


def read_month(body: bytes) -> FrozenMonth:
    """The frozen month that was written; ``DamagedMonth`` or ``NewerMonth`` for any other bytes."""
    document = _undamaged(body)
    version = document.get("version")
    if not isinstance(version, int) or version not in _READERS:
        raise NewerMonth(version if isinstance(version, int) else 0)
    return _READERS[version](document)


def _undamaged(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except ValueError as error:
        raise DamagedMonth(str(error)) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise DamagedMonth("no frozen month")
    if document.get("checksum") != checksum_of(document):
        raise DamagedMonth("the checksum does not match")
    return document


def _read(document: dict[str, Any]) -> FrozenMonth:
    texts: dict[Reason, Texts] = {}

    def read_reason(data: Any) -> Reason:
        arguments = tuple(
            (name, _ARGUMENTS[kind](value)) for name, kind, value in data["arguments"]
        )
        reason = Reason(_CODES[data["code"]], arguments)
        texts[reason] = MappingProxyType(data["text"])
        return reason

    form = PlainForm(readers={Reason: read_reason})
    return FrozenMonth(
        month=form.read(Period, document["month"]),
        edition=document["edition"],
        frozen_at=form.read(datetime, document["frozen_at"]),
        frozen_by=document["frozen_by"],
        since=form.read(Edition | None, document["since"]),
        board=form.read(Board, document["board"]),
        acts=form.read(Acts, document["acts"]),
        summary=MappingProxyType(
            {SummaryPart(part): text for part, text in document.get("summary", {}).items()}
        ),
        checksum=document["checksum"],
        texts=MappingProxyType(texts),
    )


# A reader for every version that was ever written. A new one reads an older document as it was
# written: whatever the board has gained since must have a default or be filled in there.
_READERS: Mapping[int, Callable[[dict[str, Any]], FrozenMonth]] = dict.fromkeys(
    (1, 2, 3, 4, 5, 6), _read
)

_CODES: Mapping[str, StrEnum] = {code.value: code for code in (*ReasonCode, *Subject)}


def _write_argument(value: Argument) -> tuple[str, Any]:
    """An argument with the name of its type: its hint alone would not tell."""
    match value:
        case None:
            return "none", None
        case bool():
            return "yes_no", value
        case int():
            return "whole", value
        case Decimal():
            return "decimal", written(value)
        case date():
            return "day", value.isoformat()
        case Period():
            return "period", str(value)
        case tuple():
            return "texts", list(value)
        case str():
            return "text", str(value)


_ARGUMENTS: Mapping[str, Callable[[Any], Argument]] = {
    "none": lambda _: None,
    "yes_no": bool,
    "whole": int,
    "decimal": Decimal,
    "day": date.fromisoformat,
    "period": Period.parse,
    "texts": tuple,
    "text": str,
}
