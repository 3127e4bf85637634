"""Agencies that took the place of others."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_FILLED = ("predecessor", "name", "decided_on", "in_force_on", "basis")


def upgrade() -> None:
    filled = " AND ".join(f'"{column}" IS NOT NULL' for column in _FILLED)
    op.create_table(
        "succession",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("replaces", sa.Integer()),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("predecessor", sa.String()),
        sa.Column("name", sa.String()),
        sa.Column("decided_on", sa.Date()),
        sa.Column("in_force_on", sa.Date()),
        sa.Column("basis", sa.String()),
        sa.CheckConstraint(f"closed OR ({filled})", name=op.f("ck_succession_complete")),
        sa.CheckConstraint(
            "revision > 0 AND (replaces IS NULL OR replaces < revision)",
            name=op.f("ck_succession_revision"),
        ),
        sa.PrimaryKeyConstraint("row_id", name="pk_succession"),
        sa.UniqueConstraint("owner", "key", "revision", name="uq_succession_owner_key_revision"),
    )
    op.create_index(
        "ix_succession_owner_key_on_revision", "succession", ["owner", "key", "on", "revision"]
    )
