"""Conclusions with all that they should be clear about, and what became of them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_STATUSES = ("not_started", "on_track", "behind", "blocked", "done", "not_applicable")
_REQUIRED = ("id", "text", "units", "with_units", "accepted")


def upgrade() -> None:
    for column in (
        sa.Column("met_on", sa.Date()),
        sa.Column("with_units", sa.JSON(none_as_null=True)),
        sa.Column("person", sa.String()),
        sa.Column("authority", sa.String()),
        sa.Column("product", sa.String()),
        sa.Column("first_due", sa.Date()),
        sa.Column("approver", sa.String()),
        sa.Column("basis", sa.String()),
        sa.Column("status", sa.String(length=14)),
        sa.Column("said_by", sa.String()),
        sa.Column("note", sa.String()),
        sa.Column("accepted", sa.Boolean()),
        sa.Column("returned", sa.String()),
    ):
        op.add_column("conclusion", column)
    op.execute("UPDATE conclusion SET with_units = '[]', accepted = false WHERE NOT closed")
    filled = " AND ".join(f'"{column}" IS NOT NULL' for column in _REQUIRED)
    statuses = ", ".join(f"'{status}'" for status in _STATUSES)
    with op.batch_alter_table("conclusion") as batch:
        batch.drop_constraint(op.f("ck_conclusion_complete"), type_="check")
        batch.create_check_constraint(
            op.f("ck_conclusion_complete"), sa.text(f"closed OR ({filled})")
        )
        batch.create_check_constraint(
            op.f("ck_conclusion_taskstatus"), sa.text(f"status IN ({statuses})")
        )
