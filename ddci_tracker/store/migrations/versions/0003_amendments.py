"""Amendments and units over time: that a plan, or the units of an agency, changed from a day."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _versions(
        "amendment",
        sa.Column("basis", sa.String()),
        sa.CheckConstraint('closed OR ("basis" IS NOT NULL)', name=op.f("ck_amendment_complete")),
        sa.ForeignKeyConstraint(["owner"], ["plan.id"], name="fk_amendment_owner_plan"),
    )
    required = ("kind", "before", "after", "decided_on", "in_force_on", "basis", "tasks")
    filled = " AND ".join(f'"{name}" IS NOT NULL' for name in required)
    kinds = sa.Enum(
        "merged",
        "split",
        "renamed",
        name="unitchangekind",
        native_enum=False,
        create_constraint=True,
    )
    _versions(
        "unit_change",
        sa.Column("kind", kinds),
        sa.Column("before", sa.JSON()),
        sa.Column("after", sa.JSON()),
        sa.Column("decided_on", sa.Date()),
        sa.Column("in_force_on", sa.Date()),
        sa.Column("basis", sa.String()),
        sa.Column("tasks", sa.JSON()),
        sa.CheckConstraint(f"closed OR ({filled})", name=op.f("ck_unit_change_complete")),
    )


def _versions(name: str, *value: Any) -> None:
    """A table of versions: who recorded which of them when, and then the value."""
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
        sa.CheckConstraint(
            "revision > 0 AND (replaces IS NULL OR replaces < revision)",
            name=op.f(f"ck_{name}_revision"),
        ),
        sa.PrimaryKeyConstraint("row_id", name=f"pk_{name}"),
        sa.UniqueConstraint("owner", "key", "revision", name=f"uq_{name}_owner_key_revision"),
    )
    op.create_index(f"ix_{name}_owner_key_on_revision", name, ["owner", "key", "on", "revision"])
