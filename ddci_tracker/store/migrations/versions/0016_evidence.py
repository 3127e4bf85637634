"""Evidence of updates and hand-ins; the bytes of files lie in the state folder."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    _versions(
        "evidence",
        ("about", "unit", "name"),
        sa.Column("about", sa.String()),
        sa.Column("unit", sa.String()),
        sa.Column("name", sa.String()),
        sa.Column("url", sa.String()),
        sa.Column("sha256", sa.String()),
        sa.Column("size", sa.Integer()),
        sa.Column("ending", sa.String()),
    )


def _versions(name: str, required: tuple[str, ...], *value: Any) -> None:
    """A table of versions of a plan: who recorded which of them when, and then the value."""
    filled = " AND ".join(f'"{column}" IS NOT NULL' for column in required)
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
        sa.CheckConstraint(f"closed OR ({filled})", name=op.f(f"ck_{name}_complete")),
        sa.CheckConstraint(
            "revision > 0 AND (replaces IS NULL OR replaces < revision)",
            name=op.f(f"ck_{name}_revision"),
        ),
        sa.ForeignKeyConstraint(["owner"], ["plan.id"], name=f"fk_{name}_owner_plan"),
        sa.PrimaryKeyConstraint("row_id", name=f"pk_{name}"),
        sa.UniqueConstraint("owner", "key", "revision", name=f"uq_{name}_owner_key_revision"),
    )
    op.create_index(f"ix_{name}_owner_key_on_revision", name, ["owner", "key", "on", "revision"])
