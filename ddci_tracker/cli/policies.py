"""Commands on the thresholds of an agency: ``policy show|set``."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Option, Typer

from ddci_tracker.cli.board import Json
from ddci_tracker.cli.context import (
    VIETNAMESE,
    prepared,
    print_json,
    say,
    say_recorded,
    show,
    text,
)
from ddci_tracker.cli.options import On, Revision
from ddci_tracker.cli.text import SHAPES
from ddci_tracker.domain.plain import PlainForm
from ddci_tracker.domain.policy import AdoptedPolicy, Policy
from ddci_tracker.domain.versions import Version
from ddci_tracker.services import policies
from ddci_tracker.services.boards import plan_of
from ddci_tracker.services.policies import FIELDS, PlanEffect, PolicyView
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_
from ddci_tracker.words.policies import turned_thing, turning, value_of
from ddci_tracker.words.recorded import threshold_name

OfAgency = Annotated[
    str, Argument(metavar="AGENCY", help=text(N_("The code of an agency, or the id of a plan")))
]


def _threshold(field: str) -> Any:
    name = f"--{field}".replace("_", "-")
    return Option(name, metavar="N", help=threshold_name(field, VIETNAMESE))


def add_to(app: Typer) -> None:
    """Register the commands."""
    policy = Typer(help=text(N_("The thresholds of an agency")), no_args_is_help=True)
    policy.command("show", help=text(N_("By which thresholds an agency judges today")))(show_policy)
    policy.command("set", help=text(N_("Set thresholds from a day on; the others stay")))(
        set_policy
    )
    app.add_typer(policy, name="policy")


def show_policy(agency: OfAgency, as_json: Json = False) -> None:
    here = prepared()
    view = policies.policy_of(here.tracker, here.actor, plan_of(here.tracker, agency), now=here.now)
    if as_json:
        print_json(_document(view))
        return
    usual = Policy()
    for field in FIELDS:
        value, default = (value_of(each, field, VIETNAMESE) for each in (view.policy, usual))
        said = text(N_("usually {value}"), value=default) if value != default else ""
        show(f"{threshold_name(field, VIETNAMESE)}: {value}" + (f" ({said})" if said else ""))
    if view.held is None:
        say(N_("{agency} judges by the usual thresholds"), agency=view.agency.name)
        return
    say(
        N_("Set by {by} {moment}, counting from {on}: {basis}"),
        by=view.held.recorded_by,
        moment=view.held.recorded_at,
        on=view.held.on,
        basis=_basis(view.held) or "–",
    )


def set_policy(
    agency: OfAgency,
    amber_share: Annotated[str | None, _threshold("amber_share")] = None,
    amber_places: Annotated[str | None, _threshold("amber_places")] = None,
    green_lag: Annotated[str | None, _threshold("green_lag")] = None,
    amber_lag: Annotated[str | None, _threshold("amber_lag")] = None,
    red_share: Annotated[str | None, _threshold("red_share")] = None,
    amber_task_share: Annotated[str | None, _threshold("amber_task_share")] = None,
    spoken_share: Annotated[str | None, _threshold("spoken_share")] = None,
    green_share: Annotated[str | None, _threshold("green_share")] = None,
    due_soon_days: Annotated[str | None, _threshold("due_soon_days")] = None,
    bands: Annotated[
        list[str] | None,
        Option(
            "--band",
            metavar="BAND",
            help=text(N_("A band: its first score and its name; once for each, '' for none")),
        ),
    ] = None,
    usual: Annotated[
        bool, Option("--default", help=text(N_("Begin with the usual thresholds")))
    ] = False,
    basis: Annotated[str, Option(metavar="TEXT", help=text(N_("Why, or on what basis")))] = "",
    on: On = None,
    preview: Annotated[
        bool, Option("--preview", help=text(N_("Only show which lights would turn")))
    ] = False,
    revision: Revision = None,
    as_json: Json = False,
) -> None:
    typed = {
        "amber_share": amber_share,
        "amber_places": amber_places,
        "green_lag": green_lag,
        "amber_lag": amber_lag,
        "red_share": red_share,
        "amber_task_share": amber_task_share,
        "spoken_share": spoken_share,
        "green_share": green_share,
        "due_soon_days": due_soon_days,
        "bands": None if bands is None else "\n".join(bands),
    }
    given = {field: value for field, value in typed.items() if value is not None}
    if not given and not usual:
        raise Refused(N_("Name at least one threshold, or --default"))
    here = prepared()
    plan = plan_of(here.tracker, agency)
    view = policies.policy_of(here.tracker, here.actor, plan, now=here.now)
    policy = policies.read_policy(given, Policy() if usual else view.policy)
    act = here.act(on, revision)
    effects = policies.preview(here.tracker, plan, policy, act)
    made = None
    if not preview:
        made = policies.set_policy(here.tracker, plan, policy, basis, act)
    if as_json:
        turns = [turn for effect in effects for turn in _turns(effect)]
        print_json(
            {
                "agency": view.agency.code,
                "on": (made.on if made else on or view.today).isoformat(),
                "revision": made.revision if made else view.revision,
                "preview": preview,
                "thresholds": PlainForm().write(policy),
                "turns": turns,
            }
        )
        return
    _show(effects)
    if made:
        say_recorded(made)


def _show(effects: tuple[PlanEffect, ...]) -> None:
    for effect in effects:
        show(f"{effect.board.plan.id}, {effect.board.quarter}")
        for each in effect.turned:
            thing = turned_thing(each, effect.board, VIETNAMESE)
            shapes = f"{SHAPES[each.before]}→{SHAPES[each.after]}"
            show(f"  {shapes} {thing}: {turning(each.before, each.after, VIETNAMESE)}")
    if not effects:
        say(N_("No light of today turns"))


def _turns(effect: PlanEffect) -> list[dict[str, str | None]]:
    return [
        {
            "plan": effect.board.plan.id,
            "quarter": str(effect.board.quarter),
            "of": str(each.of),
            "key": each.key,
            "name": turned_thing(each, effect.board, VIETNAMESE),
            "before": str(each.before) if each.before else None,
            "after": str(each.after) if each.after else None,
        }
        for each in effect.turned
    ]


def _document(view: PolicyView) -> dict[str, Any]:
    held, form = view.held, PlainForm()
    return {
        "agency": view.agency.code,
        "as_of": view.today.isoformat(),
        "thresholds": form.write(view.policy),
        "defaults": form.write(Policy()),
        "since": held.on.isoformat() if held else None,
        "basis": _basis(held) if held else None,
        "by": held.recorded_by if held else None,
        "at": held.recorded_at.isoformat() if held else None,
        "revision": view.revision,
        "first_day": view.first_day.isoformat(),
    }


def _basis(held: Version[AdoptedPolicy]) -> str | None:
    return held.value.basis if held.value else None
