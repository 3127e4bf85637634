"""Meetings: prepared, held and ended, with what they conclude until they have ended."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_STATUSES = ("not_started", "on_track", "behind", "blocked", "done", "not_applicable")


def upgrade() -> None:
    for name in ("meeting", "item"):
        op.add_column("conclusion", sa.Column(name, sa.String()))
    _versions(
        "meeting",
        ("id", "met_on", "state", "units", "agenda", "edition"),
        sa.Column("id", sa.String()),
        sa.Column("met_on", sa.Date()),
        sa.Column("state", _one_of("meetingstate", "preparing", "held", "ended")),
        sa.Column("title", sa.String()),
        sa.Column("chair", sa.String()),
        sa.Column("units", sa.JSON(none_as_null=True)),
        sa.Column("others", sa.String()),
        sa.Column("agenda", sa.JSON(none_as_null=True)),
        sa.Column("as_of", sa.Date()),
        sa.Column("known_at", sa.DateTime(timezone=True)),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("edition", sa.Integer()),
    )
    _versions(
        "meeting_conclusion",
        ("id", "text", "units", "with_units", "accepted"),
        sa.Column("id", sa.String()),
        sa.Column("about", sa.String()),
        sa.Column("text", sa.String()),
        sa.Column("units", sa.JSON(none_as_null=True)),
        sa.Column("due", sa.Date()),
        sa.Column("done_on", sa.Date()),
        sa.Column("met_on", sa.Date()),
        sa.Column("with_units", sa.JSON(none_as_null=True)),
        sa.Column("person", sa.String()),
        sa.Column("authority", sa.String()),
        sa.Column("product", sa.String()),
        sa.Column("first_due", sa.Date()),
        sa.Column("approver", sa.String()),
        sa.Column("basis", sa.String()),
        sa.Column("status", _one_of("taskstatus", *_STATUSES)),
        sa.Column("said_by", sa.String()),
        sa.Column("note", sa.String()),
        sa.Column("accepted", sa.Boolean()),
        sa.Column("returned", sa.String()),
        sa.Column("meeting", sa.String()),
        sa.Column("item", sa.String()),
    )
    op.create_table(
        "meeting_stage",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("spent", sa.JSON(), nullable=False),
        sa.Column("moved_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name="fk_meeting_stage_plan_id_plan", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", "meeting", name="pk_meeting_stage"),
    )
    op.create_table(
        "notice_template",
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("agency", name="pk_notice_template"),
    )


def _one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True)


def _versions(name: str, required: tuple[str, ...], *value: Any) -> None:
    """A table of versions of a plan: who recorded which of them when, and then the value."""
    filled = " AND ".join(f'"{column}" IS NOT NULL' for column in required)
    op.create_table(
        name,
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("replaces", sa.Integer()),
        sa.Column("closed", sa.Boolean(), nullable=False),
        *value,
        sa.CheckConstraint(f"closed OR ({filled})", name=op.f(f"ck_{name}_complete")),
        sa.CheckConstraint(
            "revision > 0 AND (replaces IS NULL OR replaces < revision)",
            name=op.f(f"ck_{name}_revision"),
        ),
        sa.ForeignKeyConstraint(["owner"], ["plan.id"], name=f"fk_{name}_owner_plan"),
        sa.PrimaryKeyConstraint("row_id", name=f"pk_{name}"),
        sa.UniqueConstraint("owner", "key", "revision", name=f"uq_{name}_owner_key_revision"),
    )
    op.create_index(f"ix_{name}_owner_key_on_revision", name, ["owner", "key", "on", "revision"])
