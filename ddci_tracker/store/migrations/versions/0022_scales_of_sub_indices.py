"""The scale of a sub-index, where it is not that of all sub-indices of its index.

What was stored before says none: its index's holds.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.add_column("sub_index", sa.Column("minimum", sa.String()))
    op.add_column("sub_index", sa.Column("maximum", sa.String()))
