"""Texts that drafts of plans were read from, where their facts stand, and who looked at them."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("plan_draft_version", sa.Column("review", sa.String()))
    _of_draft(
        "plan_draft_text",
        ("draft_id",),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lines", sa.String(), nullable=False),
    )
    _of_draft(
        "plan_draft_seen",
        ("draft_id", "fact"),
        sa.Column("fact", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_by", sa.String(), nullable=False),
    )


def _of_draft(name: str, key: tuple[str, ...], *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("draft_id", sa.String(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["plan_draft.id"],
            name=f"fk_{name}_draft_id_plan_draft",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"),
    )
