"""Who may do what: one table of roles and actions, asked by every service before it acts.

Everything that the table does not allow is denied. Hiding a button is courtesy, not protection.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Who somebody is to an agency."""

    DISPLAY = "display"  # a meeting-room screen
    LEADER = "leader"  # Giám đốc, Phó Giám đốc
    STAFF = "staff"  # of one unit
    COORDINATOR = "coordinator"  # Văn phòng Sở
    ADMINISTRATOR = "administrator"
    PROVINCE = "province"  # reads several agencies
    OWNER = "owner"  # whoever sits at this computer while no account exists


class Action(StrEnum):
    """What a service does."""

    READ_PLAN = "read_plan"
    READ_HISTORY = "read_history"
    UPDATE_TASK = "update_task"
    HAND_IN_REPORT = "hand_in_report"
    REVIEW_REPORT = "review_report"  # accept, return, extend, set a due day
    UPDATE_CONCLUSION = "update_conclusion"  # say how far one is
    CONCLUDE = "conclude"  # write, change, accept, return and extend conclusions of meetings
    RUN_MEETING = "run_meeting"  # prepare, hold and end a meeting
    ENTER_RESULT = "enter_result"
    COMPLETE_PLAN = "complete_plan"  # the size of a top group, members of a group, its close
    READ_WORK_CALENDAR = "read_work_calendar"
    EDIT_WORK_CALENDAR = "edit_work_calendar"  # which days are worked, for everybody
    LOAD_PLAN = "load_plan"
    FREEZE_MONTH = "freeze_month"
    EDIT_BRIEFING = "edit_briefing"  # the template that a briefing is printed by
    SET_POLICY = "set_policy"  # the thresholds of an agency
    KEEP_DRAFT = "keep_draft"  # have what one types kept until it is saved
    MANAGE_ILLUSTRATION = "manage_illustration"
    KEEP_INSTALLATION = "keep_installation"  # make it, bring it up to date, examine it
    MANAGE_ACCOUNTS = "manage_accounts"
    MAKE_LINK = "make_link"  # an address with a secret: a meeting-room screen, a calendar
    MAKE_API_TOKEN = "make_api_token"  # noqa: S105 - lets another system read


_READ = frozenset({Action.READ_PLAN})
_STAFF = _READ | {
    Action.READ_HISTORY,
    Action.UPDATE_TASK,
    Action.HAND_IN_REPORT,
    Action.UPDATE_CONCLUSION,
    Action.READ_WORK_CALENDAR,
    Action.KEEP_DRAFT,
}
_OFFICE = _STAFF | {
    Action.REVIEW_REPORT,
    Action.CONCLUDE,
    Action.RUN_MEETING,
    Action.ENTER_RESULT,
    Action.COMPLETE_PLAN,
    Action.EDIT_WORK_CALENDAR,
    Action.LOAD_PLAN,
    Action.FREEZE_MONTH,
    Action.EDIT_BRIEFING,
    Action.SET_POLICY,
    Action.MAKE_LINK,
    Action.MAKE_API_TOKEN,
}
_KEEPER = _READ | {
    Action.READ_HISTORY,
    Action.READ_WORK_CALENDAR,
    Action.EDIT_WORK_CALENDAR,
    Action.LOAD_PLAN,
    Action.EDIT_BRIEFING,
    Action.SET_POLICY,
    Action.KEEP_DRAFT,
    Action.MANAGE_ILLUSTRATION,
    Action.KEEP_INSTALLATION,
    Action.MANAGE_ACCOUNTS,
    Action.MAKE_LINK,
    Action.MAKE_API_TOKEN,
}
# What is not about the data of any agency.
_OF_NO_AGENCY = frozenset(
    {
        Action.KEEP_INSTALLATION,
        Action.MANAGE_ACCOUNTS,
        Action.READ_WORK_CALENDAR,
        Action.EDIT_WORK_CALENDAR,
    }
)

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.DISPLAY: _READ,
    Role.LEADER: _READ | {Action.READ_HISTORY, Action.CONCLUDE, Action.KEEP_DRAFT},
    Role.STAFF: _STAFF,
    Role.COORDINATOR: _OFFICE,
    Role.ADMINISTRATOR: _KEEPER,
    Role.PROVINCE: _READ,
    Role.OWNER: frozenset(Action),
}


class Forbidden(Exception):
    """Somebody may not do this; says who and what, never what would have come out."""

    def __init__(self, actor: Actor, action: Action) -> None:
        super().__init__(f"{actor.name} ({actor.role}) may not {action}")
        self.actor = actor
        self.action = action


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts. ``agencies`` None means every agency; ``unit`` limits staff to their own.

    ``held`` is somebody who must choose a password first, and may do nothing until then.
    """

    name: str
    role: Role
    agencies: frozenset[str] | None = frozenset()
    unit: str | None = None
    held: bool = False

    @classmethod
    def owner(cls, name: str) -> Actor:
        """Whoever sits at this computer, under the name to be recorded."""
        return cls(name=name, role=Role.OWNER, agencies=None)

    @property
    def actions(self) -> frozenset[Action]:
        """What the table allows this role, on whichever agencies and units it is for."""
        return frozenset() if self.held else ALLOWED[self.role]

    def may(
        self, action: Action, *, agency: str | None, units: Iterable[str] | None = None
    ) -> bool:
        """Whether the table allows it, for this agency and, for staff, one of these units.

        ``agency`` None is for what concerns the installation alone. ``units`` None: the action
        is not about particular units.
        """
        if action not in self.actions:
            return False
        if agency is None:
            return action in _OF_NO_AGENCY
        if self.agencies is not None and agency not in self.agencies:
            return False
        return self.role is not Role.STAFF or units is None or self.unit in set(units)


def require(
    actor: Actor, action: Action, *, agency: str | None, units: Iterable[str] | None = None
) -> None:
    """Pass, or raise Forbidden."""
    if not actor.may(action, agency=agency, units=units):
        raise Forbidden(actor, action)
