"""The tables without versions: plans, accounts and what goes with them, drafts, frozen months.

The versioned ones are in ``versioned``. All share a registry of our own: the default one would
refuse to define a table again when Streamlit reloads a module.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, MetaData, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from ddci_tracker.domain.periods import Period
from ddci_tracker.store.types import Json, Moment, PeriodText

_CODES: Any = Json(tuple[str, ...])
_SECONDS: Any = JSON()

# Names are written out so that a migration can speak of every constraint on both databases.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class StoredRow(SQLModel, registry=registry(metadata=METADATA)):
    """The base of every table."""


class InstallationRow(StoredRow, table=True):
    """The installation whose database this is, by an id of its own that travels with copies."""

    __tablename__ = "installation"

    id: str = Field(primary_key=True)


class PlanRow(StoredRow, table=True):
    """What a plan is kept under: what never changes about it, and when it last changed.

    ``data_version`` grows with every transaction that could change what a look at the plan
    shows; it never repeats, even when an illustration is removed and made again. ``changed_at``
    is the moment of the last such transaction.
    """

    __tablename__ = "plan"

    id: str = Field(primary_key=True)
    agency: str = Field(index=True)
    year: int
    illustration: bool
    data_version: int = Field(sa_type=BigInteger)
    changed_at: datetime | None = Field(default=None, sa_type=Moment)


class ClockStepRow(StoredRow, table=True):
    """That the clock said ``clock`` when something of a plan was recorded under a later moment."""

    __tablename__ = "clock_step"

    plan_id: str = Field(primary_key=True, foreign_key="plan.id", ondelete="CASCADE")
    recorded_at: datetime = Field(primary_key=True, sa_type=Moment)
    clock: datetime = Field(sa_type=Moment)


class Account(StoredRow, table=True):
    """Who may sign in, as what, for which agencies and unit. ``role`` is a word of the services.

    ``agencies`` None is every one. Without a ``password_hash`` nobody signs in by a password: a
    meeting-room screen comes by its link. ``last_used_at`` is the last sign-in; ``unused_told_at``
    is since when the administrator has been told that nobody uses it. ``left_as`` is the post that
    stands for the name of somebody who left.
    """

    __tablename__ = "account"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    full_name: str
    password_hash: str | None = None
    must_change_password: bool = False
    role: str
    agencies: tuple[str, ...] | None = Field(default=None, sa_type=_CODES)
    unit: str | None = None
    active: bool = True
    created_at: datetime = Field(sa_type=Moment)
    created_by: str
    password_set_at: datetime | None = Field(default=None, sa_type=Moment)
    last_used_at: datetime | None = Field(default=None, sa_type=Moment)
    unused_told_at: datetime | None = Field(default=None, sa_type=Moment)
    left_as: str | None = None


class LoginSession(StoredRow, table=True):
    """A signed-in browser, by the SHA-256 of its token; the token itself is never stored.

    ``address`` and ``browser`` are what it said when it signed in, so that its owner knows it.
    ``proven``: the second factor was shown, too.
    """

    __tablename__ = "login_session"

    token_hash: str = Field(primary_key=True)
    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    created_at: datetime = Field(sa_type=Moment)
    last_seen_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment, index=True)
    address: str | None = None
    browser: str | None = None
    proven: bool = False


class SecondFactor(StoredRow, table=True):
    """What an account shows beside its password: codes of an app, and codes for when it is lost.

    Only a salt is kept: without the key in the state folder, whose digest is ``key_id``, no code
    can be worked out from it. ``last_step`` is the time step of the last code that was taken, so
    that none is taken twice; ``recovery`` are the SHA-256 of the codes that are left. It asks for
    nothing before ``confirmed_at``.
    """

    __tablename__ = "second_factor"

    account_id: int = Field(primary_key=True, foreign_key="account.id", ondelete="CASCADE")
    salt: str
    key_id: str
    made_at: datetime = Field(sa_type=Moment)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
    last_step: int | None = None
    recovery: tuple[str, ...] = Field(default=(), sa_type=_CODES)


class SecurityEvent(StoredRow, table=True):
    """Something that happened to who may get in: a sign-in, a failure, another role, a link.

    ``what`` is a word of the services; ``account`` whom it is about, ``by`` who did it,
    ``address`` where from. Facts of plans have their versions and are never here.
    """

    __tablename__ = "security_event"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment, index=True)
    what: str
    account: str | None = None
    by: str | None = None
    address: str | None = None
    detail: str | None = None


class SignInFailures(StoredRow, table=True):
    """How often signing in has failed for an account or from an address, ``since`` the last time.

    ``since`` moves with every failure: whoever has been quiet for long enough starts anew.
    """

    __tablename__ = "sign_in_failures"

    key: str = Field(primary_key=True)
    count: int
    since: datetime = Field(sa_type=Moment, index=True)


class SecretLink(StoredRow, table=True):
    """What an address with a secret in it opens, by the SHA-256 of that secret.

    ``purpose`` is a word of the services: the first account, a meeting-room screen, a calendar.
    A link is revoked by deleting it.
    """

    __tablename__ = "secret_link"

    token_hash: str = Field(primary_key=True)
    purpose: str
    account_id: int | None = Field(
        default=None, foreign_key="account.id", ondelete="CASCADE", index=True
    )
    agency: str | None = None
    unit: str | None = None
    created_at: datetime = Field(sa_type=Moment)
    created_by: str
    expires_at: datetime | None = Field(default=None, sa_type=Moment)
    last_used_at: datetime | None = Field(default=None, sa_type=Moment)


class ApiTokenRow(StoredRow, table=True):
    """What another system reads by, by the SHA-256 of its secret; revoked by deleting it.

    ``agencies`` None is every one.
    """

    __tablename__ = "api_token"

    token_hash: str = Field(primary_key=True)
    name: str
    agencies: tuple[str, ...] | None = Field(default=None, sa_type=_CODES)
    created_at: datetime = Field(sa_type=Moment)
    created_by: str
    last_used_at: datetime | None = Field(default=None, sa_type=Moment)


class Draft(StoredRow, table=True):
    """What somebody has typed into a form and not saved yet; ``body`` is the form's own JSON.

    ``revision`` is the one of the thing that the form was opened on. ``form`` names the window as
    well where two windows of one author type into the same form.
    """

    __tablename__ = "draft"

    author: str = Field(primary_key=True)
    plan_id: str = Field(primary_key=True, foreign_key="plan.id", ondelete="CASCADE")
    form: str = Field(primary_key=True)
    revision: int
    body: str
    saved_at: datetime = Field(sa_type=Moment)


class PlanDraftRow(StoredRow, table=True):
    """A plan that an Office is bringing in; ``ended`` says how it ended, None while it is open."""

    __tablename__ = "plan_draft"

    id: str = Field(primary_key=True)
    agency: str
    holder: str
    ended: str | None = Field(default=None)


class PlanDraftVersionRow(StoredRow, table=True):
    """What a draft of a plan held after a change: its tables as JSON, and what was done.

    ``review`` says where the facts of its text stand in them, as JSON, where it was read from one.
    """

    __tablename__ = "plan_draft_version"

    draft_id: str = Field(primary_key=True, foreign_key="plan_draft.id", ondelete="CASCADE")
    revision: int = Field(primary_key=True)
    what: str
    body: str
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: str
    review: str | None = Field(default=None)


class PlanDraftTextRow(StoredRow, table=True):
    """The text that a draft was read from: the name of its file, and its lines as JSON."""

    __tablename__ = "plan_draft_text"

    draft_id: str = Field(primary_key=True, foreign_key="plan_draft.id", ondelete="CASCADE")
    name: str
    lines: str


class PlanDraftSeenRow(StoredRow, table=True):
    """That somebody has looked at a fact which a draft was read with."""

    __tablename__ = "plan_draft_seen"

    draft_id: str = Field(primary_key=True, foreign_key="plan_draft.id", ondelete="CASCADE")
    fact: int = Field(primary_key=True)
    seen_at: datetime = Field(sa_type=Moment)
    seen_by: str


class MeetingStageRow(StoredRow, table=True):
    """What a meeting talks about right now; ``spent`` are seconds by item, as JSON.

    No fact and without a history: where a meeting stood at a moment is nobody's question later.
    """

    __tablename__ = "meeting_stage"

    plan_id: str = Field(primary_key=True, foreign_key="plan.id", ondelete="CASCADE")
    meeting: str = Field(primary_key=True)
    revision: int
    item: str
    since: datetime = Field(sa_type=Moment)
    spent: dict[str, int] = Field(sa_type=_SECONDS)
    moved_by: str


class SearchTextRow(StoredRow, table=True):
    """What a thing of an owner is found by: every word that it ever said, folded, one blank
    between two. ``what`` is the name of its kind.
    """

    __tablename__ = "search_text"
    __table_args__ = (UniqueConstraint("owner", "what", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    what: str
    owner: str
    key: str
    words: str


class FreezeDayRow(StoredRow, table=True):
    """The day of the following month on which a plan's month is frozen by itself."""

    __tablename__ = "freeze_day"

    plan_id: str = Field(primary_key=True, foreign_key="plan.id", ondelete="CASCADE")
    day: int
    since: date
    set_at: datetime = Field(sa_type=Moment)
    set_by: str


class PassedOnRow(StoredRow, table=True):
    """An account or an address that a change of units gave to another unit, and whose it was."""

    __tablename__ = "passed_on"

    agency: str = Field(primary_key=True)
    change: str = Field(primary_key=True)
    what: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    unit: str


class BriefingTemplate(StoredRow, table=True):
    """The template of an agency's own for the briefing; without one the shipped one is used."""

    __tablename__ = "briefing_template"

    agency: str = Field(primary_key=True)
    file_name: str
    body: bytes
    uploaded_at: datetime = Field(sa_type=Moment)
    uploaded_by: str


class NoticeTemplate(StoredRow, table=True):
    """The template of an agency's own for the notice of a meeting's conclusions."""

    __tablename__ = "notice_template"

    agency: str = Field(primary_key=True)
    file_name: str
    body: bytes
    uploaded_at: datetime = Field(sa_type=Moment)
    uploaded_by: str


class PapersTemplate(StoredRow, table=True):
    """The template of an agency's own for the papers that are sent out before a meeting."""

    __tablename__ = "papers_template"

    agency: str = Field(primary_key=True)
    file_name: str
    body: bytes
    uploaded_at: datetime = Field(sa_type=Moment)
    uploaded_by: str


class FrozenMonthRow(StoredRow, table=True):
    """A month's figures as they were frozen: never changed, only followed by another edition."""

    __tablename__ = "frozen_month"

    plan_id: str = Field(primary_key=True, foreign_key="plan.id")
    month: Period = Field(primary_key=True, sa_type=PeriodText)
    edition: int = Field(primary_key=True)
    as_of: date
    known_at: datetime = Field(sa_type=Moment)
    frozen_at: datetime = Field(sa_type=Moment)
    frozen_by: str
    format_version: int
    checksum: str
    body: bytes
