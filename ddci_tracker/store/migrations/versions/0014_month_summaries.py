"""What the Office writes for the report of a month."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_NAME = "month_summary"
_PARTS = ("opening", "achieved", "shortcomings", "causes", "upcoming", "requests")


def upgrade() -> None:
    op.create_table(
        _NAME,
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("replaces", sa.Integer()),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("month", sa.String()),
        *(sa.Column(part, sa.String()) for part in _PARTS),
        sa.CheckConstraint('closed OR ("month" IS NOT NULL)', name=op.f(f"ck_{_NAME}_complete")),
        sa.CheckConstraint(
            "revision > 0 AND (replaces IS NULL OR replaces < revision)",
            name=op.f(f"ck_{_NAME}_revision"),
        ),
        sa.ForeignKeyConstraint(["owner"], ["plan.id"], name=f"fk_{_NAME}_owner_plan"),
        sa.PrimaryKeyConstraint("row_id", name=f"pk_{_NAME}"),
        sa.UniqueConstraint("owner", "key", "revision", name=f"uq_{_NAME}_owner_key_revision"),
    )
    op.create_index(f"ix_{_NAME}_owner_key_on_revision", _NAME, ["owner", "key", "on", "revision"])
