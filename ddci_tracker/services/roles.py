"""What roles and actions are called, for whoever shows accounts or the table of permissions."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ddci_tracker.services.permissions import Action, Role
from ddci_tracker.words.marking import N_

ROLE_NAMES: Mapping[Role, str] = MappingProxyType(
    {
        Role.DISPLAY: N_("Meeting-room screen"),
        Role.LEADER: N_("Leader"),
        Role.STAFF: N_("Unit staff"),
        Role.COORDINATOR: N_("Coordinator"),
        Role.ADMINISTRATOR: N_("Administrator"),
        Role.PROVINCE: N_("Province"),
        Role.OWNER: N_("Owner of this computer"),
    }
)

ACTION_NAMES: Mapping[Action, str] = MappingProxyType(
    {
        Action.READ_PLAN: N_("Look at the board and the plan"),
        Action.READ_HISTORY: N_("See who recorded what"),
        Action.UPDATE_TASK: N_("Update tasks"),
        Action.HAND_IN_REPORT: N_("Hand in reports"),
        Action.REVIEW_REPORT: N_("Accept, return and extend reports, and set due days"),
        Action.UPDATE_CONCLUSION: N_("Say how far conclusions of meetings are"),
        Action.CONCLUDE: N_("Write, accept and extend conclusions of meetings"),
        Action.RUN_MEETING: N_("Prepare, hold and end meetings"),
        Action.ENTER_RESULT: N_("Enter results"),
        Action.COMPLETE_PLAN: N_(
            "Set what a plan leaves open: top groups, members of groups, its close"
        ),
        Action.READ_WORK_CALENDAR: N_("Read which days are worked"),
        Action.EDIT_WORK_CALENDAR: N_("Say which days are worked"),
        Action.LOAD_PLAN: N_("Load and correct plans"),
        Action.FREEZE_MONTH: N_("Freeze months"),
        Action.EDIT_BRIEFING: N_("Change the template of the briefing"),
        Action.SET_POLICY: N_("Set the thresholds of the lights"),
        Action.KEEP_DRAFT: N_("Have what is typed kept as a draft"),
        Action.MANAGE_ILLUSTRATION: N_("Add and remove the illustration"),
        Action.KEEP_INSTALLATION: N_("Keep the installation: backup, upgrade, settings"),
        Action.MANAGE_ACCOUNTS: N_("Manage accounts"),
        Action.MAKE_LINK: N_("Make links for screens and calendars"),
        Action.MAKE_API_TOKEN: N_("Let other systems read, by tokens"),
    }
)
