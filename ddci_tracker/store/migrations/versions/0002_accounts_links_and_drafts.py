"""Sign-in as it is: accounts of several agencies, links with a secret; drafts; briefing settings.

Before this one no account could be made, so its tables are made anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _accounts()
    _links()
    _drafts()
    _briefing()


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _accounts() -> None:
    op.drop_table("login_session")
    op.drop_table("account")
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String()),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("agencies", sa.JSON(none_as_null=True)),
        sa.Column("unit", sa.String()),
        sa.Column("active", sa.Boolean(), nullable=False),
        _moment("created_at"),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("name", name="uq_account_name"),
    )
    op.create_table(
        "login_session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        _moment("created_at"),
        _moment("last_seen_at"),
        _moment("expires_at"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name="fk_login_session_account_id_account",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_login_session"),
    )
    op.create_index("ix_login_session_account_id", "login_session", ["account_id"])
    op.create_index("ix_login_session_expires_at", "login_session", ["expires_at"])
    op.create_table(
        "sign_in_failures",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        _moment("since"),
        sa.PrimaryKeyConstraint("key", name="pk_sign_in_failures"),
    )
    op.create_index("ix_sign_in_failures_since", "sign_in_failures", ["since"])


def _links() -> None:
    op.create_table(
        "secret_link",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer()),
        sa.Column("agency", sa.String()),
        sa.Column("unit", sa.String()),
        _moment("created_at"),
        sa.Column("created_by", sa.String(), nullable=False),
        _moment("expires_at", nullable=True),
        _moment("last_used_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name="fk_secret_link_account_id_account",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_secret_link"),
    )
    op.create_index("ix_secret_link_account_id", "secret_link", ["account_id"])


def _drafts() -> None:
    op.create_table(
        "draft",
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        _moment("saved_at"),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name="fk_draft_plan_id_plan", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("author", "plan_id", "form", name="pk_draft"),
    )


def _briefing() -> None:
    op.create_table(
        "freeze_day",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        _moment("set_at"),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name="fk_freeze_day_plan_id_plan", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", name="pk_freeze_day"),
    )
    op.create_table(
        "briefing_template",
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _moment("uploaded_at"),
        sa.Column("uploaded_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("agency", name="pk_briefing_template"),
    )
