"""What can be found by its words: the index over tasks, conclusions, reports, evidence
and results.

A row a thing, with every word that any of its versions ever said; the database's own index of
words stands over it (FTS5 on SQLite, GIN on PostgreSQL). It is kept by whatever records a version,
in the same transaction. It says where to look; what holds there, the versions say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    bindparam,
    column,
    delete,
    exists,
    func,
    insert,
    select,
    table,
    text,
    union_all,
    update,
)
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
_INDEX = table("search_index", column("rowid"))
_MATCHES_ON_POSTGRESQL = text(
    "array_to_tsvector(string_to_array(words, ' ')) @@ CAST(:asked AS tsquery)"
)
# PostgreSQL would rather read the whole table than its index of words where it guesses that many
# rows say them; it often guesses wrong.
_BY_INDEX, _AS_BEFORE = (text(f"SET LOCAL enable_seqscan = {each}") for each in ("off", "on"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One way to be found: by words that something says, and by what it is about.

    The ``last`` may be the beginning of a word: it is still being typed. Were each of them one,
    the databases would put together long lists for all that begins so, and anew each time that it
    is named. ``parts``: one of these sub-indices, as ``DDCI/transparency``.
    """

    words: tuple[str, ...] = ()
    last: str | None = None
    parts: tuple[str, ...] = ()


def find(
    session: Session,
    asked: Mapping[Kind[Any], Sequence[Asked]],
    *,
    of: Collection[str] | None,
    most: int,
) -> dict[Kind[Any], tuple[tuple[str, str], ...]]:
    """Owner and key of things of each kind that one of its ways finds; so many of each at most.

    ``of`` are codes of agencies or plans, None is all. A thing may have said so once and say it
    no longer.
    """
    if not asked or (of is not None and not of):
        return {}
    connection = session.connection()
    find_on = _find_on_sqlite if connection.dialect.name == "sqlite" else _find_on_postgresql
    rows = find_on(connection, asked, of, most)
    return {
        kind: tuple((row.owner, row.key) for row in rows if row.what == kind.name) for kind in asked
    }


def _find_on_sqlite(
    connection: Connection,
    asked: Mapping[Kind[Any], Sequence[Asked]],
    of: Collection[str] | None,
    most: int,
) -> Sequence[Row[Any, Any, Any]]:
    """Each kind for itself: the index is read no further than to so many of it."""
    parts = []
    for kind, ways in asked.items():
        question = _question((kind,), ways, of, is_sqlite=True)
        matching = text("search_index MATCH :asked").bindparams(
            bindparam("asked", question, unique=True)
        )
        places = select(_TABLE.c.what, _TABLE.c.owner, _TABLE.c.key)
        of_kind = places.join(_INDEX, _INDEX.c.rowid == _TABLE.c.id).where(matching).limit(most)
        part = of_kind.subquery()
        parts.append(select(part.c.what, part.c.owner, part.c.key))
    # One question for all kinds: the way to the database and back costs more than an answer.
    return connection.execute(union_all(*parts)).all()


def _find_on_postgresql(
    connection: Connection,
    asked: Mapping[Kind[Any], Sequence[Asked]],
    of: Collection[str] | None,
    most: int,
) -> Sequence[Row[Any, Any, Any]]:
    """All kinds at once: for what a word begins with, the index puts together all rows that say
    it, each time that it is asked, however few are wanted."""
    alike: dict[tuple[Asked, ...], list[Kind[Any]]] = {}
    for kind, ways in asked.items():
        alike.setdefault(tuple(ways), []).append(kind)
    question = " | ".join(
        f"({_question(kinds, ways, of, is_sqlite=False)})" for ways, kinds in alike.items()
    )
    number = func.row_number().over(partition_by=_TABLE.c.what).label("number")
    places = select(_TABLE.c.what, _TABLE.c.owner, _TABLE.c.key, number)
    found = places.where(_MATCHES_ON_POSTGRESQL.bindparams(asked=question)).subquery()
    wanted = select(found.c.what, found.c.owner, found.c.key).where(found.c.number <= most)
    connection.execute(_BY_INDEX)
    rows = connection.execute(wanted).all()
    connection.execute(_AS_BEFORE)
    return rows


def _question(
    kinds: Iterable[Kind[Any]],
    ways: Sequence[Asked],
    of: Collection[str] | None,
    *,
    is_sqlite: bool,
) -> str:
    """What the index of words is asked: one of the kinds, of one of these, by one of the ways."""
    write = _on_sqlite if is_sqlite else _on_postgresql
    both, either = (" AND ", " OR ") if is_sqlite else (" & ", " | ")

    def one_of(sign: str, codes: Iterable[str]) -> str:
        marks = (write(_mark(sign, code), begins=False) for code in sorted(codes))
        return f"({either.join(marks)})"

    def whole(way: Asked) -> Iterable[str]:
        if way.parts:
            yield one_of("%", way.parts)
        for word in way.words:
            yield write(word, begins=False)
        if way.last is not None:
            yield write(way.last, begins=True)

    of_ways = either.join(f"({both.join(whole(way))})" for way in ways)
    terms = [one_of("#", (kind.name for kind in kinds)), f"({of_ways})"]
    if of is not None:
        terms.append(one_of("@", of))
    return both.join(terms)


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


def rows_without_words(
    session: Session,
) -> Iterator[tuple[Kind[Any], str, list[Mapping[str, Any]]]]:
    """Versions that say something, of things that nothing finds: of each kind, by owner."""
    connection = session.connection()
    for kind, columns in SEARCHED.items():
        of_kind = kind.table.c
        found = exists().where(
            _TABLE.c.owner == of_kind.owner, _TABLE.c.what == kind.name, _TABLE.c.key == of_kind.key
        )
        lost: dict[str, list[Mapping[str, Any]]] = {}
        for cells in connection.execute(select(kind.table).where(~found)).mappings():
            row = dict(cells)
            if _words(row, columns):
                lost.setdefault(row["owner"], []).append(row)
        for owner, rows in lost.items():
            yield kind, owner, rows


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


def _on_sqlite(term: str, *, begins: bool) -> str:
    return f'"{term}"*' if begins else f'"{term}"'


def _on_postgresql(term: str, *, begins: bool) -> str:
    return f"'{term}':*" if begins else f"'{term}'"
