"""Second factors, when an account was last used, and what stands for somebody who left."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "second_factor",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=True),
        sa.Column("recovery", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name="fk_second_factor_account_id_account",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", name="pk_second_factor"),
    )
    op.add_column(
        "login_session",
        sa.Column("proven", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    for name in ("last_used_at", "unused_told_at"):
        op.add_column("account", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("account", sa.Column("left_as", sa.String(), nullable=True))
    # Nobody knows when an account was last used: it counts from the upgrade.
    used = sa.table("account", sa.column("last_used_at", sa.DateTime(timezone=True)))
    op.execute(used.update().values(last_used_at=datetime.now(UTC)))
