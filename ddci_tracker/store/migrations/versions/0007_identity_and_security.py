"""Know an installation again, keep what happened to its accounts, and where people signed in."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_installation"),
    )
    op.create_table(
        "security_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("account", sa.String()),
        sa.Column("by", sa.String()),
        sa.Column("address", sa.String()),
        sa.Column("detail", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_security_event"),
    )
    op.create_index("ix_security_event_at", "security_event", ["at"])
    op.add_column("account", sa.Column("password_set_at", sa.DateTime(timezone=True)))
    op.add_column("login_session", sa.Column("address", sa.String()))
    op.add_column("login_session", sa.Column("browser", sa.String()))
