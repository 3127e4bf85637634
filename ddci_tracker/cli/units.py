"""Commands on units over time: ``units``, ``unit merge|split|rename``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from typer import Argument, Option, Typer

from ddci_tracker.cli import inputs
from ddci_tracker.cli import text as plain_text
from ddci_tracker.cli.board import Json
from ddci_tracker.cli.context import VIETNAMESE, prepared, print_json, say, show, tell, text
from ddci_tracker.domain.plan import UnitKind
from ddci_tracker.domain.unit_changes import RegisteredUnit, UnitChange, UnitChangeKind
from ddci_tracker.services import unit_reversals
from ddci_tracker.services import units as service
from ddci_tracker.services.documents import changes_document
from ddci_tracker.services.failures import acts_touched
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.unit_reversals import TakenBack
from ddci_tracker.services.units import Followed, UnitEntry
from ddci_tracker.words import formats, labels
from ddci_tracker.words.marking import N_

Agency = Annotated[str, Argument(metavar="AGENCY", help=text(N_("The code of an agency")))]
DecidedOn = Annotated[
    date,
    Option(
        "--decided-on", parser=inputs.day, metavar="DAY", help=text(N_("The day of the decision"))
    ),
]
InForceOn = Annotated[
    date,
    Option(
        "--in-force-on",
        parser=inputs.day,
        metavar="DAY",
        help=text(N_("The day from which it counts")),
    ),
]
Basis = Annotated[str, Option("--basis", help=text(N_("Who decided it, and in which document")))]
Preview = Annotated[bool, Option("--preview", help=text(N_("Only show what would follow")))]
DropRecorded = Annotated[
    bool,
    Option(
        "--drop-recorded",
        help=text(N_("Even where what was recorded would lose what it is about")),
    ),
]


def add_to(app: Typer) -> None:
    """Register the commands."""
    app.command("units", help=text(N_("The units of an agency or a plan over time")))(list_units)
    unit = Typer(help=text(N_("Merging, splitting and renaming units")), no_args_is_help=True)
    unit.command("merge", help=text(N_("Merge units into one of them or into a new one")))(merge)
    unit.command("split", help=text(N_("Split a unit into several")))(split)
    unit.command("rename", help=text(N_("Give a unit another name")))(rename)
    unit.command("undo", help=text(N_("Take a change of units back while nothing rests on it")))(
        undo
    )
    app.add_typer(unit, name="unit")


def list_units(
    named: Annotated[
        str, Argument(metavar="PLAN|AGENCY", help=text(N_("A plan's id, or an agency's code")))
    ],
    as_json: Json = False,
) -> None:
    here = prepared()
    found = service.register(here.tracker, here.actor, named)
    if as_json:
        print_json([_entry_document(each) for each in found])
        return
    for each in found:
        show(_line(each))


def merge(
    agency: Agency,
    units: Annotated[list[str], Argument(metavar="UNIT…", help=text(N_("The units to merge")))],
    into: Annotated[str, Option("--into", metavar="UNIT", help=text(N_("What they become")))],
    decided_on: DecidedOn,
    in_force_on: InForceOn,
    basis: Basis,
    name: Annotated[str | None, Option("--name", help=text(N_("The name of the new unit")))] = None,
    preview: Preview = False,
    drop_recorded: DropRecorded = False,
    as_json: Json = False,
) -> None:
    here = prepared()
    known = {each.code: each for each in service.register(here.tracker, here.actor, agency)}
    before = tuple(dict.fromkeys((*units, *([into] if into in known else []))))
    change = UnitChange(
        kind=UnitChangeKind.MERGED,
        before=before,
        after=(_made(into, name, known, known.get(units[0])),),
        decided_on=decided_on,
        in_force_on=in_force_on,
        basis=basis,
    )
    _record(agency, change, preview=preview, drop_recorded=drop_recorded, as_json=as_json)


def split(
    agency: Agency,
    unit: Annotated[str, Argument(metavar="UNIT", help=text(N_("The unit to split")))],
    into: Annotated[
        list[str],
        Option(
            "--into",
            metavar="UNIT=NAME",
            help=text(N_("What it becomes; the first takes over what is open")),
        ),
    ],
    decided_on: DecidedOn,
    in_force_on: InForceOn,
    basis: Basis,
    task: Annotated[
        list[str] | None,
        Option("--task", metavar="TASK=UNIT", help=text(N_("A task that passes to another one"))),
    ] = None,
    preview: Preview = False,
    drop_recorded: DropRecorded = False,
    as_json: Json = False,
) -> None:
    here = prepared()
    known = {each.code: each for each in service.register(here.tracker, here.actor, agency)}
    pairs = [_pair(each) for each in into]
    change = UnitChange(
        kind=UnitChangeKind.SPLIT,
        before=(unit,),
        after=tuple(_made(code, name, known, known.get(unit)) for code, name in pairs),
        decided_on=decided_on,
        in_force_on=in_force_on,
        basis=basis,
        tasks=tuple((code, taker or "") for code, taker in map(_pair, task or ())),
    )
    _record(agency, change, preview=preview, drop_recorded=drop_recorded, as_json=as_json)


def rename(
    agency: Agency,
    unit: Annotated[str, Argument(metavar="UNIT", help=text(N_("The unit to rename")))],
    name: Annotated[str, Option("--name", help=text(N_("The new name")))],
    decided_on: DecidedOn,
    in_force_on: InForceOn,
    basis: Basis,
    preview: Preview = False,
    as_json: Json = False,
) -> None:
    here = prepared()
    known = {each.code: each for each in service.register(here.tracker, here.actor, agency)}
    change = UnitChange(
        kind=UnitChangeKind.RENAMED,
        before=(unit,),
        after=(_made(unit, name, known, known.get(unit)),),
        decided_on=decided_on,
        in_force_on=in_force_on,
        basis=basis,
    )
    _record(agency, change, preview=preview, drop_recorded=False, as_json=as_json)


def undo(
    agency: Agency,
    change: Annotated[
        str,
        Argument(
            metavar="CHANGE", help=text(N_("The change, as in 2026-07-01/merged/A+B; units shows"))
        ),
    ],
    preview: Preview = False,
    as_json: Json = False,
) -> None:
    here = prepared()
    back = unit_reversals.take_back(here.tracker, agency, change, here.act(), preview=preview)
    if as_json:
        print_json(
            {
                "agency": agency,
                "change": change,
                "undone": not preview,
                "plans": [
                    {"plan": plan_id, **changes_document(changes)}
                    for plan_id, changes in back.plans
                ],
                "conclusions": list(back.conclusions),
                "extensions": list(back.extensions),
                "updates": list(back.updates),
                "handed_in": list(back.handed_in),
                "accounts": list(back.accounts),
                "calendars": back.calendars,
            }
        )
        return
    if preview:
        say(N_("Nothing was recorded; this would follow:"))
    _show_followed(back)


def _pair(typed: str) -> tuple[str, str | None]:
    """``CODE=TEXT``; what has no sign of equality is a code alone."""
    code, sign, rest = typed.partition("=")
    return code.strip(), rest.strip() if sign else None


def _made(
    code: str, name: str | None, known: dict[str, UnitEntry], like: UnitEntry | None
) -> RegisteredUnit:
    """A unit by its code: one that is known keeps its name unless it is given another."""
    stands = known.get(code)
    called = stands.name if name is None and stands else name
    if called is None:
        raise Refused(
            N_("{unit} is new: say what it is called, with --name or as CODE=NAME"), unit=code
        )
    of_kind = stands or like
    return RegisteredUnit(
        code=code, name=called, kind=of_kind.kind if of_kind else UnitKind.DIVISION
    )


def _record(
    agency: str, change: UnitChange, *, preview: bool, drop_recorded: bool, as_json: bool
) -> None:
    here = prepared()
    followed = service.change_units(
        here.tracker,
        agency,
        change,
        here.act(),
        preview=preview,
        drop_recorded=drop_recorded,
    )
    if as_json:
        print_json(_followed_document(agency, change, followed, preview=preview))
        return
    if preview:
        say(N_("Nothing was recorded; this would follow:"))
    _show_followed(followed, followed.reports)


def _show_followed(followed: Followed | TakenBack, reports: tuple[str, ...] = ()) -> None:
    for plan_id, changes in followed.plans:
        show(plan_id)
        for line in plain_text.changes(changes, VIETNAMESE):
            show(line)
        tell(acts_touched(changes, VIETNAMESE))
    for message, keys in (
        (N_("Open reports that pass on: {keys}"), reports),
        (N_("Conclusions that pass on: {keys}"), followed.conclusions),
        (N_("Extensions that pass on: {keys}"), followed.extensions),
        (N_("Updates since that pass on: {keys}"), followed.updates),
        (N_("Reports handed in since that pass on: {keys}"), followed.handed_in),
        (N_("Accounts that follow: {keys}"), followed.accounts),
    ):
        if keys:
            show(text(message, keys=keys))


def _followed_document(
    agency: str, change: UnitChange, followed: Followed, *, preview: bool
) -> dict[str, Any]:
    return {
        "agency": agency,
        "change": str(change.kind),
        "before": list(change.before),
        "after": [each.code for each in change.after],
        "decided_on": change.decided_on.isoformat(),
        "in_force_on": change.in_force_on.isoformat(),
        "basis": change.basis,
        "recorded": not preview,
        "plans": [
            {"plan": plan_id, **changes_document(changes)} for plan_id, changes in followed.plans
        ],
        "reports": list(followed.reports),
        "conclusions": list(followed.conclusions),
        "extensions": list(followed.extensions),
        "updates": list(followed.updates),
        "handed_in": list(followed.handed_in),
        "accounts": list(followed.accounts),
        "calendars": followed.calendars,
    }


def _entry_document(entry: UnitEntry) -> dict[str, Any]:
    return {
        "code": entry.code,
        "name": entry.name,
        "kind": str(entry.kind),
        "names": [{"from": day.isoformat(), "name": name} for day, name in entry.names],
        "valid_from": entry.valid_from.isoformat() if entry.valid_from else None,
        "valid_until": entry.valid_until.isoformat() if entry.valid_until else None,
        "changes": [each.key for each in entry.changes],
        "came_from": _change_document(entry.came),
        "went_into": _change_document(entry.went),
        "plans": list(entry.plans),
    }


def _change_document(change: UnitChange | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {
        "key": change.key,
        "change": str(change.kind),
        "before": list(change.before),
        "after": [each.code for each in change.after],
        "decided_on": change.decided_on.isoformat(),
        "in_force_on": change.in_force_on.isoformat(),
        "basis": change.basis,
    }


def _line(entry: UnitEntry) -> str:
    said = f"{entry.code:<10} {entry.name} ({labels.label(entry.kind, VIETNAMESE)})"
    if entry.went is not None and entry.valid_until is not None:
        until = formats.day(entry.valid_until, VIETNAMESE)
        successors = tuple(each.code for each in entry.went.after)
        said = f"{said}, " + text(N_("until {day}, then {units}"), day=until, units=successors)
    keys = " ".join(each.key for each in entry.changes)
    return f"{said}  [{keys}]" if keys else said
