"""Deadlines of every form: due rules by weekday, working days and lists, periods of a duty, the
close of a plan, days that are worked or not, the day on which a hand-in was entered."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

Column = sa.Column[Any]

_REVISION = "revision > 0 AND (replaces IS NULL OR replaces < revision)"
_CADENCES = (
    *("once", "weekly", "monthly", "quarterly", "half_yearly", "nine_months", "yearly"),
    *("continuous", "seasonal", "ad_hoc"),
)


def upgrade() -> None:
    cadence = ", ".join(f"'{word}'" for word in _CADENCES)
    _reshape(
        "task",
        required=["code", "title", "lead", "with_units"],
        words={"cadence": f"cadence IN ({cadence})"},
    )
    _reshape(
        "report_duty",
        sa.Column("periods", sa.JSON()),
        required=["code", "from_units", "to_units", "periods"],
        words={"cadence": f"cadence IN ({cadence})"},
        fill={"periods": "'[]'"},
    )
    _reshape(
        "due_day",
        sa.Column("of_next_year", sa.Boolean()),
        sa.Column("weekday", sa.Integer()),
        sa.Column("working_days", sa.Integer()),
        sa.Column("after_day", sa.Integer()),
        sa.Column("days", sa.JSON()),
        required=["inclusive", "of_next_period", "of_next_year", "days"],
        fill={"of_next_year": "false", "days": "'[]'"},
    )
    _reshape(
        "policy",
        sa.Column("green_share", sa.String()),
        required=[
            *("amber_share", "amber_places", "green_lag", "amber_lag", "red_share"),
            *("amber_task_share", "spoken_share", "green_share", "due_soon_days", "bands"),
        ],
        fill={"green_share": "'0.5'"},
    )
    op.add_column("report_act", sa.Column("entered_on", sa.Date()))
    _versions("plan_close", sa.Column("day", sa.Date()), required=["day"], owner="plan")
    _versions(
        "special_day",
        sa.Column("day", sa.Date()),
        sa.Column("worked", sa.Boolean()),
        sa.Column("name", sa.String()),
        required=["day", "worked", "name"],
    )


def _reshape(
    name: str,
    *columns: Column,
    required: Sequence[str],
    words: Mapping[str, str] | None = None,
    fill: Mapping[str, str] | None = None,
) -> None:
    """Give a table of versions more columns, and say anew what the database holds it to."""
    for column in columns:
        op.add_column(name, column)
    if fill:
        values = ", ".join(f"{column} = {value}" for column, value in fill.items())
        op.execute(f"UPDATE {name} SET {values} WHERE NOT closed")  # noqa: S608 - our own words
    filled = " AND ".join(f'"{column}" IS NOT NULL' for column in required)
    rules = {"complete": f"closed OR ({filled})", **(words or {})}
    with op.batch_alter_table(name) as batch:
        for what, rule in rules.items():
            batch.drop_constraint(op.f(f"ck_{name}_{what}"), type_="check")
            batch.create_check_constraint(op.f(f"ck_{name}_{what}"), sa.text(rule))


def _versions(name: str, *value: Column, required: Sequence[str], owner: str | None = None) -> None:
    """A table of versions: who recorded which of them when, and then the value's columns."""
    filled = " AND ".join(f'"{column}" IS NOT NULL' for column in required)
    checks = {"revision": _REVISION, "complete": f"closed OR ({filled})"}
    references = [
        sa.ForeignKeyConstraint(["owner"], [f"{owner}.id"], name=f"fk_{name}_owner_{owner}")
    ]
    op.create_table(
        name,
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("replaces", sa.Integer()),
        sa.Column("closed", sa.Boolean(), nullable=False),
        *value,
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_{name}_{what}"))
            for what, rule in checks.items()
        ),
        *(references if owner else []),
        sa.PrimaryKeyConstraint("row_id", name=f"pk_{name}"),
        sa.UniqueConstraint("owner", "key", "revision", name=f"uq_{name}_owner_key_revision"),
    )
    op.create_index(f"ix_{name}_owner_key_on_revision", name, ["owner", "key", "on", "revision"])
