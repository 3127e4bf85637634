"""Where a clock had run ahead of what was recorded after it."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "clock_step",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clock", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name="fk_clock_step_plan_id_plan", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", "recorded_at", name="pk_clock_step"),
    )
