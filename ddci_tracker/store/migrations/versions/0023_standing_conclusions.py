"""Conclusions that are a standing duty and have no due day.

What was concluded before is none: its day is given or lacking.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_REQUIRED = ("id", "text", "units", "with_units", "accepted", "ongoing")


def upgrade() -> None:
    filled = " AND ".join(f'"{column}" IS NOT NULL' for column in _REQUIRED)
    for table in ("conclusion", "meeting_conclusion"):
        op.add_column(table, sa.Column("ongoing", sa.Boolean()))
        op.execute(f"UPDATE {table} SET ongoing = false WHERE NOT closed")  # noqa: S608
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_complete"), type_="check")
            batch.create_check_constraint(
                op.f(f"ck_{table}_complete"), sa.text(f"closed OR ({filled})")
            )
