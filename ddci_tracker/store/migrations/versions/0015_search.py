"""The words by which tasks, conclusions, reports and results are found, and the databases' own
index over them: filled from every version that was recorded so far."""

import re
import unicodedata
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_RESULT = ("year", "score", "source", "text", "of")
_TEXTS = {
    "task": ("code", "title", "section"),
    "task_update": ("note", "difficulty", "recovery"),
    "conclusion": ("text", "product", "person", "note", "returned"),
    "report_duty": ("code", "text"),
    "report_act": ("note",),
    "sub_index": ("printed_name",),
    "result": _RESULT,
    "result_entry": _RESULT,
}
_OF_AN_AGENCY = "result_entry"
_LONGEST = 40
_AT_ONCE = 1000


def upgrade() -> None:
    table = op.create_table(
        "search_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_text"),
        sa.UniqueConstraint("owner", "what", "key", name="uq_search_text_owner_what_key"),
    )
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        _index_on_sqlite()
    else:
        op.execute(
            "CREATE INDEX search_index ON search_text"
            " USING gin (array_to_tsvector(string_to_array(words, ' '))) WITH (fastupdate = off)"
        )
    for what in _TEXTS:
        rows = list(_rows(connection, what))
        for begin in range(0, len(rows), _AT_ONCE):
            connection.execute(sa.insert(table), rows[begin : begin + _AT_ONCE])


def _index_on_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(words, content='search_text',"
        " content_rowid='id', detail='none', columnsize=0,"
        " tokenize=\"unicode61 remove_diacritics 0 tokenchars '#@%_'\", prefix='1 2 3 4 5 6 7')"
    )
    put = "INSERT INTO search_index(rowid, words) VALUES (NEW.id, NEW.words);"
    take = (
        "INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', OLD.id, OLD.words);"
    )
    for event, does in (("INSERT", put), ("DELETE", take), ("UPDATE", f"{take} {put}")):
        op.execute(
            f"CREATE TRIGGER search_text_on_{event.lower()} AFTER {event} ON search_text"
            f" BEGIN {does} END"
        )


def _rows(connection: sa.Connection, what: str) -> Iterator[dict[str, str]]:
    table = sa.Table(what, sa.MetaData(), autoload_with=connection, resolve_fks=False)
    plan = sa.table("plan", sa.column("id"), sa.column("agency"))
    agencies = {row.id: row.agency for row in connection.execute(sa.select(plan))}
    place = [name for name in ("parent", "index", "sub_index") if name in table.c]
    columns = [table.c[name] for name in ("owner", "key", *_TEXTS[what], *place)]
    found: dict[tuple[str, str], set[str]] = {}
    for row in connection.execute(sa.select(*columns).where(~table.c.closed)):
        cells = row._mapping
        said = found.setdefault((row.owner, row.key), set())
        for name in _TEXTS[what]:
            if cells[name] is not None:
                said.update(_words(str(cells[name])))
        part = cells.get("parent")
        if what == _OF_AN_AGENCY:
            part = "/".join(each for each in (cells["index"], cells["sub_index"]) if each)
        if part:
            said.add(_mark("%", part))
    for (owner, key), said in found.items():
        if said:
            whose = {_mark("@", owner), _mark("@", agencies.get(owner, owner))}
            words = " ".join(sorted({*said, *whose, _mark("#", what)}))
            yield {"what": what, "owner": owner, "key": key, "words": words}


def _words(text: str) -> Iterator[str]:
    return (word[:_LONGEST] for word in re.split(r"[\W_]+", _fold(text)) if word)


def _mark(sign: str, code: str) -> str:
    return sign + re.sub(r"\W", "_", _fold(code))


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))
