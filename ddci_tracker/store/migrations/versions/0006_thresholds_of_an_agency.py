"""Thresholds of an agency, and what they rest on.

Until now they belonged to the installation: each agency that has a plan gets what was set there,
as it was set, so that every look stays what it was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_COPIED = (
    'key, revision, "on", recorded_at, recorded_by, replaces, closed, amber_share, amber_places, '
    "green_lag, amber_lag, red_share, amber_task_share, spoken_share, green_share, "
    "due_soon_days, bands"
)


def upgrade() -> None:
    op.add_column("policy", sa.Column("basis", sa.String()))
    op.execute(
        f"INSERT INTO policy (owner, {_COPIED}) "  # noqa: S608 - nothing in it is given
        f"SELECT agencies.agency, {_COPIED} FROM policy "
        "CROSS JOIN (SELECT DISTINCT agency FROM plan) AS agencies "
        "WHERE policy.owner = 'installation' ORDER BY agencies.agency, policy.row_id"
    )
    op.execute("DELETE FROM policy WHERE owner = 'installation'")
