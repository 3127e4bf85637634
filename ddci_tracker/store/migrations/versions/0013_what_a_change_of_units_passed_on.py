"""Whose accounts and addresses were before a change of units gave them to the successor."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "passed_on",
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("agency", "change", "what", "name", name="pk_passed_on"),
    )
