"""Amendments: that a plan was changed from a day on, and on what basis."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "amendment",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("replaces", sa.Integer()),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("basis", sa.String()),
        sa.CheckConstraint(
            "revision > 0 AND (replaces IS NULL OR replaces < revision)",
            name=op.f("ck_amendment_revision"),
        ),
        sa.CheckConstraint('closed OR ("basis" IS NOT NULL)', name=op.f("ck_amendment_complete")),
        sa.ForeignKeyConstraint(["owner"], ["plan.id"], name="fk_amendment_owner_plan"),
        sa.PrimaryKeyConstraint("row_id", name="pk_amendment"),
        sa.UniqueConstraint("owner", "key", "revision", name="uq_amendment_owner_key_revision"),
    )
    op.create_index(
        "ix_amendment_owner_key_on_revision", "amendment", ["owner", "key", "on", "revision"]
    )
