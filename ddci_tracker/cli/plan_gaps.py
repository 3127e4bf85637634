"""Commands on what the print of a plan leaves open: ``plan open|set-top-group|set-members``."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Option, Typer

from ddci_tracker.cli import inputs
from ddci_tracker.cli.board import Json, PlanId
from ddci_tracker.cli.context import (
    VIETNAMESE,
    Context,
    prepared,
    print_json,
    say,
    say_recorded,
    show,
    text,
)
from ddci_tracker.cli.options import On, Revision
from ddci_tracker.services import boards, plan_gaps
from ddci_tracker.services.accounts import full_names
from ddci_tracker.services.plan_gaps import LeftOpen, OpenGroup, Setting, TopGroup
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words import formats
from ddci_tracker.words.marking import N_
from ddci_tracker.words.sources import set_by

TakeBack = Annotated[
    bool, Option("--take-back", help=text(N_("Take back what was set; it is open as printed")))
]


def add_to(plan: Typer) -> None:
    """Register the commands below ``plan``."""
    plan.command("open", help=text(N_("What the print leaves open, and who set what of it")))(
        show_open
    )
    plan.command("set-top-group", help=text(N_("Set how many places a top group has")))(
        set_top_group
    )
    plan.command("set-members", help=text(N_("Set which units a group stands for")))(set_members)


def show_open(plan: PlanId, as_json: Json = False) -> None:
    here = prepared()
    as_of = boards.usual_day(here.tracker, here.actor, plan, now=here.now)
    found = plan_gaps.left_open(here.tracker, here.actor, plan, as_of=as_of)
    if as_json:
        print_json(_document(found))
        return
    for top_group in found.top_groups:
        printed = f"{top_group.key}: “{top_group.target.text or ''}”"
        size = top_group.target.rank
        said = formats.NOTHING if size is None else formats.target(top_group.target, VIETNAMESE)
        show(f"{printed} – {said}{_by(here, top_group.set_by)}")
    for group in found.groups:
        members = group.unit.members.units if group.unit.members else ()
        said = ", ".join(members) or formats.NOTHING
        show(f"{group.unit.code}: {group.unit.name} – {said}{_by(here, group.set_by)}")
    if not found.top_groups and not found.groups:
        say(N_("The print leaves no top group and no group of units open"))


def _by(here: Context, setting: Setting | None) -> str:
    if setting is None:
        return ""
    called = full_names(here.tracker, here.actor)
    return f" ({set_by(setting.by, setting.at, called, VIETNAMESE)})"


def _document(found: LeftOpen) -> dict[str, Any]:
    return {
        "top_groups": [_top_group(each) for each in found.top_groups],
        "groups": [_group(each) for each in found.groups],
    }


def _top_group(each: TopGroup) -> dict[str, Any]:
    return {
        "target": each.key,
        "text": each.target.text,
        "size": each.target.rank,
        "revision": each.revision,
        **_setting(each.set_by),
    }


def _group(each: OpenGroup) -> dict[str, Any]:
    members = each.unit.members
    return {
        "group": each.unit.code,
        "members": list(members.units) if members else [],
        "basis": str(members.basis) if members else None,
        "revision": each.revision,
        **_setting(each.set_by),
    }


def _setting(setting: Setting | None) -> dict[str, Any]:
    return {
        "by": setting.by if setting else None,
        "at": setting.at.isoformat() if setting else None,
    }


def set_top_group(
    plan: PlanId,
    target: Annotated[
        str, Argument(metavar="TARGET", help=text(N_("The target, as `plan open` names it")))
    ],
    size: Annotated[
        int | None,
        Option(parser=inputs.whole, metavar="N", help=text(N_("How many places it has"))),
    ] = None,
    take_back: TakeBack = False,
    on: On = None,
    revision: Revision = None,
) -> None:
    if (size is None) != take_back:
        raise Refused(N_("Give either --size with a number, or --take-back"))
    here = prepared()
    act = here.act(on, revision)
    say_recorded(plan_gaps.size_top_group(here.tracker, plan, target, size, act))


def set_members(
    plan: PlanId,
    group: Annotated[str, Argument(metavar="GROUP", help=text(N_("The code of a group")))],
    units: Annotated[
        list[str] | None,
        Argument(metavar="[UNIT…]", help=text(N_("The codes of its members"))),
    ] = None,
    take_back: TakeBack = False,
    on: On = None,
    revision: Revision = None,
) -> None:
    if bool(units) == take_back:
        raise Refused(N_("Give either the members, or --take-back"))
    here = prepared()
    act = here.act(on, revision)
    members = None if take_back else tuple(units or ())
    say_recorded(plan_gaps.set_members(here.tracker, plan, group, members, act))
