"""The baseline: plans, their content and the acts on them as versions, accounts, frozen months."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Column = sa.Column[Any]


def _words(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True)


def _versions(
    name: str, *value: Column, required: Sequence[str], owner: str | None = "plan"
) -> None:
    """A table of versions: who recorded which of them when, and then the value's columns."""
    checks = [("revision", "revision > 0 AND (replaces IS NULL OR replaces < revision)")]
    if required:
        filled = " AND ".join(f'"{column}" IS NOT NULL' for column in required)
        checks.append(("complete", f"closed OR ({filled})"))
    references = [
        sa.ForeignKeyConstraint(["owner"], [f"{owner}.id"], name=f"fk_{name}_owner_{owner}")
    ]
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
        *(sa.CheckConstraint(rule, name=op.f(f"ck_{name}_{what}")) for what, rule in checks),
        *(references if owner else []),
        sa.PrimaryKeyConstraint("row_id", name=f"pk_{name}"),
        sa.UniqueConstraint("owner", "key", "revision", name=f"uq_{name}_owner_key_revision"),
    )
    op.create_index(f"ix_{name}_owner_key_on_revision", name, ["owner", "key", "on", "revision"])


def _content(name: str, *value: Column, required: Sequence[str]) -> None:
    """A table of a plan's content: versions with their place in the plan."""
    place = (sa.Column("parent", sa.String()), sa.Column("position", sa.Integer(), nullable=False))
    _versions(name, *place, *value, required=required)


def upgrade() -> None:
    _plain_tables()
    _plan_content()
    _acts()


def _plain_tables() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("agency", sa.String()),
        sa.Column("unit", sa.String()),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("name", name="uq_account_name"),
    )
    op.create_table(
        "login_session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
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
        "plan",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("illustration", sa.Boolean(), nullable=False),
        sa.Column("data_version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
    )
    op.create_index("ix_plan_agency", "plan", ["agency"])
    op.create_table(
        "frozen_month",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_by", sa.String(), nullable=False),
        sa.Column("format_version", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_frozen_month_plan_id_plan"),
        sa.PrimaryKeyConstraint("plan_id", "month", "edition", name="pk_frozen_month"),
    )


def _plan_content() -> None:
    _content(
        "plan_header",
        sa.Column("source", sa.String()),
        sa.Column("complete", sa.Boolean()),
        sa.Column("indices", sa.JSON()),
        sa.Column("today", sa.Date()),
        required=["complete", "indices"],
    )
    _content(
        "plan_agency",
        sa.Column("code", sa.String()),
        sa.Column("name", sa.String()),
        sa.Column("short_name", sa.String()),
        sa.Column("province", sa.String()),
        sa.Column("block", sa.String()),
        required=["code", "name", "short_name", "province", "block"],
    )
    _content(
        "plan_document",
        sa.Column("title", sa.String()),
        sa.Column("year", sa.Integer()),
        sa.Column("number", sa.String()),
        sa.Column("symbol", sa.String()),
        sa.Column("issued_on", sa.Date()),
        sa.Column("issued_not_before", sa.Date()),
        sa.Column("signer", sa.JSON()),
        required=["title", "year"],
    )
    _content(
        "legal_basis",
        sa.Column("number", sa.String()),
        sa.Column("issued_on", sa.Date()),
        sa.Column("issuer", sa.String()),
        sa.Column("about", sa.String()),
        sa.Column("note", sa.String()),
        required=[],
    )
    _content(
        "unit",
        sa.Column("code", sa.String()),
        sa.Column("name", sa.String()),
        sa.Column(
            "kind",
            _words(
                "office",
                "inspectorate",
                "division",
                "centre",
                "branch",
                "other",
                "group",
                "external",
                "leadership",
                name="unitkind",
            ),
        ),
        sa.Column("aliases", sa.JSON()),
        sa.Column("members", sa.JSON()),
        required=["code", "name", "kind", "aliases"],
    )
    _content(
        "person",
        sa.Column("code", sa.String()),
        sa.Column("name", sa.String()),
        sa.Column("role", sa.String()),
        required=["code", "name"],
    )
    _content(
        "own_sub_index",
        sa.Column("index", sa.String()),
        sa.Column("code", sa.String()),
        sa.Column("name", sa.String()),
        sa.Column("aliases", sa.JSON()),
        required=["index", "code", "name", "aliases"],
    )
    _content(
        "overall",
        sa.Column("index", sa.String()),
        required=["index"],
    )
    _content(
        "sub_index",
        sa.Column("index", sa.String()),
        sa.Column("code", sa.String()),
        sa.Column("printed_name", sa.String()),
        sa.Column("section", sa.String()),
        sa.Column("group", _words("maintain", "improve", name="subindexgroup")),
        sa.Column("person", sa.String()),
        sa.Column("lead", sa.JSON()),
        sa.Column("with_units", sa.JSON()),
        required=["index", "code", "printed_name", "lead", "with_units"],
    )
    _content(
        "target",
        sa.Column(
            "kind",
            _words(
                "above",
                "at_least",
                "reach",
                "range",
                "rank_at_most",
                "rank_range",
                "hold_rank",
                "top_group",
                "increase",
                "qualitative",
                name="targetkind",
            ),
        ),
        sa.Column("value", sa.String()),
        sa.Column("low", sa.String()),
        sa.Column("high", sa.String()),
        sa.Column("rank", sa.Integer()),
        sa.Column("of", _words("points", "places", name="increaseof")),
        sa.Column("out_of", sa.Integer()),
        sa.Column("year", sa.Integer()),
        sa.Column("text", sa.String()),
        sa.Column("lines", sa.JSON()),
        required=["kind"],
    )
    _content(
        "result",
        sa.Column("year", sa.Integer()),
        sa.Column("kind", _words("published", "estimate", name="resultkind")),
        sa.Column("score", sa.String()),
        sa.Column("rank", sa.Integer()),
        sa.Column("out_of", sa.Integer()),
        sa.Column("score_change", sa.String()),
        sa.Column("rank_change", sa.Integer()),
        sa.Column("previous_rank", sa.Integer()),
        sa.Column("improvement_rank", sa.Integer()),
        sa.Column("best_score", sa.String()),
        sa.Column("derived", sa.Boolean()),
        sa.Column("published_on", sa.Date()),
        sa.Column("source", sa.String()),
        sa.Column("text", sa.String()),
        sa.Column("lines", sa.JSON()),
        required=["year", "kind", "derived"],
    )
    _content(
        "task",
        sa.Column("code", sa.String()),
        sa.Column("title", sa.String()),
        sa.Column("section", sa.String()),
        sa.Column("lines", sa.JSON()),
        sa.Column("lead", sa.JSON()),
        sa.Column("with_units", sa.JSON()),
        sa.Column(
            "cadence",
            _words(
                "once",
                "monthly",
                "quarterly",
                "half_yearly",
                "yearly",
                "continuous",
                "seasonal",
                "ad_hoc",
                name="cadence",
            ),
        ),
        sa.Column("start", sa.Date()),
        sa.Column("due", sa.Date()),
        sa.Column("kpi", sa.JSON()),
        required=["code", "title", "lead", "with_units"],
    )
    _content(
        "report_duty",
        sa.Column("code", sa.String()),
        sa.Column("from_units", sa.JSON()),
        sa.Column("to_units", sa.JSON()),
        sa.Column(
            "cadence",
            _words(
                "once",
                "monthly",
                "quarterly",
                "half_yearly",
                "yearly",
                "continuous",
                "seasonal",
                "ad_hoc",
                name="cadence",
            ),
        ),
        sa.Column("due", sa.JSON()),
        sa.Column("text", sa.String()),
        sa.Column("lines", sa.JSON()),
        required=["code", "from_units", "to_units"],
    )
    _content(
        "recipient",
        sa.Column("name", sa.String()),
        sa.Column("mark", sa.String()),
        required=["name"],
    )
    _content(
        "note",
        sa.Column("kind", sa.String()),
        sa.Column("text", sa.String()),
        sa.Column("lines", sa.JSON()),
        required=["kind", "text"],
    )


def _acts() -> None:
    _versions(
        "task_update",
        sa.Column("task", sa.String()),
        sa.Column("quarter", sa.String()),
        sa.Column("unit", sa.String()),
        sa.Column(
            "status",
            _words(
                "not_started",
                "on_track",
                "behind",
                "blocked",
                "done",
                "not_applicable",
                name="taskstatus",
            ),
        ),
        sa.Column("percent", sa.Integer()),
        sa.Column("done_on", sa.Date()),
        sa.Column("note", sa.String()),
        sa.Column("difficulty", sa.String()),
        sa.Column("needs_help", sa.Boolean()),
        sa.Column("recovery", sa.String()),
        required=["task", "quarter", "unit", "status", "needs_help"],
    )
    _versions(
        "report_act",
        sa.Column("duty", sa.String()),
        sa.Column("unit", sa.String()),
        sa.Column("period", sa.String()),
        sa.Column(
            "step", _words("handed_in", "withdrawn", "accepted", "returned", name="reportstep")
        ),
        sa.Column("note", sa.String()),
        required=["duty", "unit", "period", "step"],
    )
    _versions(
        "extension",
        sa.Column("duty", sa.String()),
        sa.Column("unit", sa.String()),
        sa.Column("period", sa.String()),
        sa.Column("last_day", sa.Date()),
        sa.Column("approver", sa.String()),
        sa.Column("basis", sa.String()),
        required=["duty", "unit", "period", "last_day", "approver", "basis"],
    )
    _versions(
        "due_day",
        sa.Column("inclusive", sa.Boolean()),
        sa.Column("day", sa.Integer()),
        sa.Column("month_of_quarter", sa.Integer()),
        sa.Column("month_of_half", sa.Integer()),
        sa.Column("month", sa.Integer()),
        sa.Column("of_next_period", sa.Boolean()),
        required=["inclusive", "day", "of_next_period"],
    )
    _versions(
        "conclusion",
        sa.Column("id", sa.String()),
        sa.Column("about", sa.String()),
        sa.Column("text", sa.String()),
        sa.Column("units", sa.JSON()),
        sa.Column("due", sa.Date()),
        sa.Column("done_on", sa.Date()),
        required=["id", "text", "units"],
    )
    _versions(
        "result_entry",
        sa.Column("index", sa.String()),
        sa.Column("sub_index", sa.String()),
        sa.Column("year", sa.Integer()),
        sa.Column("kind", _words("published", "estimate", name="resultkind")),
        sa.Column("score", sa.String()),
        sa.Column("rank", sa.Integer()),
        sa.Column("out_of", sa.Integer()),
        sa.Column("score_change", sa.String()),
        sa.Column("rank_change", sa.Integer()),
        sa.Column("previous_rank", sa.Integer()),
        sa.Column("improvement_rank", sa.Integer()),
        sa.Column("best_score", sa.String()),
        sa.Column("derived", sa.Boolean()),
        sa.Column("published_on", sa.Date()),
        sa.Column("source", sa.String()),
        sa.Column("text", sa.String()),
        sa.Column("lines", sa.JSON()),
        required=["index", "year", "kind", "derived"],
        owner=None,
    )
    _versions(
        "policy",
        sa.Column("amber_share", sa.String()),
        sa.Column("amber_places", sa.Integer()),
        sa.Column("green_lag", sa.Integer()),
        sa.Column("amber_lag", sa.Integer()),
        sa.Column("red_share", sa.String()),
        sa.Column("amber_task_share", sa.String()),
        sa.Column("spoken_share", sa.String()),
        sa.Column("due_soon_days", sa.Integer()),
        sa.Column("bands", sa.JSON()),
        required=[
            "amber_share",
            "amber_places",
            "green_lag",
            "amber_lag",
            "red_share",
            "amber_task_share",
            "spoken_share",
            "due_soon_days",
            "bands",
        ],
        owner=None,
    )
