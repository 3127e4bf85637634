"""Targets and results in every printed form, plans of several years, tables of blocks, KPI figures.

What was stored before says none of it: its new fields are empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_HISTORY = "revision > 0 AND (replaces IS NULL OR replaces < revision)"


def upgrade() -> None:
    op.add_column("plan_document", sa.Column("years", sa.JSON(none_as_null=True)))
    op.add_column("task_update", sa.Column("actual", sa.String()))
    _whole_indices()
    _targets()
    _results("result", "year")
    _results("result_entry", "index", "year")
    _block_tables()


def _whole_indices() -> None:
    op.add_column("overall", sa.Column("minimum", sa.String()))
    op.add_column("overall", sa.Column("maximum", sa.String()))
    op.add_column("overall", sa.Column("bands", sa.JSON(none_as_null=True)))
    op.execute("UPDATE overall SET bands = '[]' WHERE NOT closed")
    _hold("overall", {"complete": _complete("index", "bands")}, before=("complete",))


def _targets() -> None:
    op.add_column("target", sa.Column("base_year", sa.Integer()))
    op.add_column("target", sa.Column("margin", sa.String()))
    op.add_column("target", sa.Column("strict", sa.Boolean()))
    op.add_column("target", sa.Column("band", sa.String()))
    op.add_column("target", sa.Column("list", sa.String(8)))
    op.execute("UPDATE target SET strict = false WHERE NOT closed")
    _hold(
        "target",
        {
            "complete": _complete("kind", "strict"),
            "targetkind": "kind IN ('above', 'at_least', 'reach', 'range', 'rank_at_most', "
            "'rank_range', 'hold_rank', 'top_group', 'increase', 'hold_score', 'about', 'versus', "
            "'band', 'qualitative')",
            "targetof": "\"of\" IN ('points', 'places', 'percent', 'median', 'mean', 'best')",
            "ranklist": "list IN ('national', 'region', 'block')",
        },
        before=("complete", "targetkind", "increaseof"),
        wider={"of": 7},
    )


def _results(table: str, *named_by: str) -> None:
    op.add_column(table, sa.Column("ranks", sa.JSON(none_as_null=True)))
    op.add_column(table, sa.Column("rank_over", sa.Integer()))
    op.add_column(table, sa.Column("of", sa.String()))
    op.add_column(table, sa.Column("median", sa.String()))
    op.add_column(table, sa.Column("mean", sa.String()))
    op.add_column(table, sa.Column("disputed_by", sa.JSON(none_as_null=True)))
    said = sa.table(table, sa.column("ranks"), sa.column("disputed_by"), sa.column("closed"))
    nothing = sa.text("'[]'")
    op.execute(said.update().where(~said.c.closed).values(ranks=nothing, disputed_by=nothing))
    _hold(
        table,
        {
            "complete": _complete(*named_by, "kind", "ranks", "disputed_by", "derived"),
            "resultkind": "kind IN ('published', 'estimate')",
        },
        before=("complete", "resultkind"),
    )


def _block_tables() -> None:
    op.create_table(
        "block_table",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("replaces", sa.Integer()),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("index", sa.String()),
        sa.Column("year", sa.Integer()),
        sa.Column("rows", sa.JSON(none_as_null=True)),
        sa.CheckConstraint(_HISTORY, name=op.f("ck_block_table_revision")),
        sa.CheckConstraint(
            _complete("index", "year", "rows"), name=op.f("ck_block_table_complete")
        ),
        sa.PrimaryKeyConstraint("row_id", name="pk_block_table"),
        sa.UniqueConstraint("owner", "key", "revision", name="uq_block_table_owner_key_revision"),
    )
    op.create_index(
        "ix_block_table_owner_key_on_revision", "block_table", ["owner", "key", "on", "revision"]
    )


def _complete(*columns: str) -> str:
    filled = " AND ".join(f'"{column}" IS NOT NULL' for column in columns)
    return f"closed OR ({filled})"


def _hold(
    table: str,
    checks: dict[str, str],
    *,
    before: tuple[str, ...],
    wider: dict[str, int] | None = None,
) -> None:
    """Hold a table to other checks than ``before``, and make columns of words wider."""
    with op.batch_alter_table(table) as batch:
        for name in before:
            batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        for name, length in (wider or {}).items():
            batch.alter_column(name, type_=sa.String(length))
        for name, rule in checks.items():
            batch.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)
