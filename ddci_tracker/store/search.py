"""What can be found by its words: the index over tasks, conclusions, reports, evidence
and results.

A row a thing, with every word that any of its versions ever said; the database's own index of
words stands over it (FTS5 on SQLite, GIN on PostgreSQL). It is kept by whatever records a version,
in the same transaction. It says where to look; what holds there, the versions say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import delete, insert, select, text, update
from sqlmodel import Session

from ddci_tracker.domain.catalog import fold
from ddci_tracker.domain.searching import index_words
from ddci_tracker.store.kinds import (
    CONCLUSION,
    EVIDENCE,
    METADATA,
    REPORT_ACT,
    REPORT_DUTY,
    RESULT,
    RESULT_ENTRY,
    SUB_INDEX,
    TASK,
    TASK_UPDATE,
    Kind,
    Scope,
)
from ddci_tracker.store.types import to_plain

_PLAN = METADATA.tables["plan"]
_TABLE = METADATA.tables["search_text"]
_RESULT_TEXTS = ("year", "score", "source", "text", "of")
# Which columns of which kind are texts that people look for.
SEARCHED: Mapping[Kind[Any], tuple[str, ...]] = MappingProxyType(
    {
        TASK: ("code", "title", "section"),
        TASK_UPDATE: ("note", "difficulty", "recovery"),
        CONCLUSION: ("text", "product", "person", "note", "returned"),
        REPORT_DUTY: ("code", "text"),
        REPORT_ACT: ("note",),
        EVIDENCE: ("name", "url"),
        SUB_INDEX: ("printed_name",),
        RESULT: _RESULT_TEXTS,
        RESULT_ENTRY: _RESULT_TEXTS,
    }
)
# So many keys of one owner are asked for by name; more, by reading all of its rows.
_BY_NAME = 500
_NO_LETTER = re.compile(r"\W")
_ON_SQLITE = text(
    "SELECT found.owner, found.key FROM search_index JOIN search_text AS found"
    " ON found.id = search_index.rowid WHERE search_index MATCH :asked"
    " LIMIT :most"
)
_ON_POSTGRESQL = text(
    "SELECT owner, key FROM search_text"
    " WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(:asked AS tsquery)"
    " LIMIT :most"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One way to be found: by words that something says, and by what it is about.

    The ``last`` may be the beginning of a word: it is still being typed. Were each of them one,
    the databases would put together long lists for all that begins so. ``part``: a sub-index as
    ``DDCI/transparency``.
    """

    words: tuple[str, ...] = ()
    last: str | None = None
    part: str | None = None


def find(
    session: Session,
    kind: Kind[Any],
    ways: Sequence[Asked],
    *,
    of: Collection[str] | None,
    most: int,
) -> tuple[tuple[str, str], ...]:
    """Owner and key of things of a kind that one of the ways finds; no more than asked for.

    ``of`` are codes of agencies or plans, None is all. A thing may have said so once and say it
    no longer.
    """
    if not ways or (of is not None and not of):
        return ()
    is_sqlite = session.connection().dialect.name == "sqlite"
    write = _on_sqlite if is_sqlite else _on_postgresql
    both, either = (" AND ", " OR ") if is_sqlite else (" & ", " | ")
    of_ways = either.join(
        f"({both.join(write(term, begins=begins) for term, begins in _terms(way))})" for way in ways
    )
    terms = [write(_mark("#", kind.name), begins=False), f"({of_ways})"]
    if of is not None:
        marks = sorted(_mark("@", code) for code in of)
        terms.append(f"({either.join(write(mark, begins=False) for mark in marks)})")
    found = session.connection().execute(
        _ON_SQLITE if is_sqlite else _ON_POSTGRESQL, {"asked": both.join(terms), "most": most}
    )
    return tuple((row.owner, row.key) for row in found)


def keep_words(
    session: Session, kind: Kind[Any], owner: str, rows: Iterable[Mapping[str, Any]]
) -> None:
    """Let the versions that were just recorded be found by their words."""
    columns = SEARCHED.get(kind)
    if columns is None:
        return
    said: dict[str, set[str]] = {}
    for row in rows:
        said.setdefault(row["key"], set()).update(_words(row, columns))
    connection = session.connection()
    known = select(_TABLE.c.id, _TABLE.c.key, _TABLE.c.words).where(
        _TABLE.c.owner == owner, _TABLE.c.what == kind.name
    )
    if len(said) <= _BY_NAME:
        known = known.where(_TABLE.c.key.in_(said))
    for kept in connection.execute(known).all():
        before = set(kept.words.split())
        if more := said.pop(kept.key, before) - before:
            joined = " ".join(sorted(before | more))
            of_row = update(_TABLE).where(_TABLE.c.id == kept.id)
            connection.execute(of_row.values(words=joined))
    new = {key: words for key, words in said.items() if words}
    if not new:
        return
    agency = owner
    if kind.scope is not Scope.AGENCY:
        agency = connection.execute(select(_PLAN.c.agency).where(_PLAN.c.id == owner)).scalar_one()
    marks = {_mark("#", kind.name), _mark("@", agency), _mark("@", owner)}
    connection.execute(
        insert(_TABLE),
        [
            {
                "what": kind.name,
                "owner": owner,
                "key": key,
                "words": " ".join(sorted(words | marks)),
            }
            for key, words in new.items()
        ],
    )


def forget_words(session: Session, owner: str) -> None:
    """Let nothing of an owner be found any more."""
    session.connection().execute(delete(_TABLE).where(_TABLE.c.owner == owner))


def _words(row: Mapping[str, Any], columns: tuple[str, ...]) -> set[str]:
    if row["closed"]:
        return set()
    said = {
        word
        for name in columns
        if row[name] is not None
        for word in index_words(str(to_plain(row[name])))
    }
    part = row.get("parent")
    if "sub_index" in row:
        part = "/".join(each for each in (row["index"], row["sub_index"]) if each)
    return said | {_mark("%", part)} if part else said


def _mark(sign: str, code: str) -> str:
    """A word that nobody types: it says of what a row is."""
    return sign + _NO_LETTER.sub("_", fold(code))


def _terms(way: Asked) -> Iterable[tuple[str, bool]]:
    """Each word of a way, and whether it is the beginning of one."""
    if way.part is not None:
        yield _mark("%", way.part), False
    for word in way.words:
        yield word, False
    if way.last is not None:
        yield way.last, True


def _on_sqlite(term: str, *, begins: bool) -> str:
    return f'"{term}"*' if begins else f'"{term}"'


def _on_postgresql(term: str, *, begins: bool) -> str:
    return f"'{term}':*" if begins else f"'{term}'"
