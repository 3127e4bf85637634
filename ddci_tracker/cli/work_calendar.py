"""Commands on the days that are worked or not: ``workdays list|set|unset``."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from typer import Argument, Option, Typer

from ddci_tracker.cli import inputs
from ddci_tracker.cli.board import Json
from ddci_tracker.cli.context import VIETNAMESE, prepared, print_json, say, show, text
from ddci_tracker.cli.options import Revision
from ddci_tracker.domain.working_days import SpecialDay
from ddci_tracker.services import work_calendar
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words import formats, labels
from ddci_tracker.words.marking import N_

Day = Annotated[
    date, Argument(metavar="DAY", parser=inputs.day, help=text(N_("Such as 2026-01-02")))
]


def add_to(app: Typer) -> None:
    """Register the commands."""
    days = Typer(help=text(N_("Days that are worked or not")), no_args_is_help=True)
    days.command("list", help=text(N_("The days of a year that are not as usual")))(list_days)
    days.command("set", help=text(N_("Say that a day is worked, or free")))(set_day)
    days.command("unset", help=text(N_("Let a day be again as the table has it")))(unset_day)
    app.add_typer(days, name="workdays")


def list_days(
    year: Annotated[int, Argument(metavar="YEAR", parser=inputs.whole)], as_json: Json = False
) -> None:
    here = prepared()
    table = work_calendar.work_table(here.tracker, here.actor, year)
    if as_json:
        days = [
            {
                "day": each.day.day.isoformat(),
                "worked": each.day.worked,
                "name": each.day.name,
                "corrected": each.corrected,
                "basis": str(each.basis) if each.basis else None,
            }
            for each in table.days
        ]
        print_json({"year": year, "known": table.is_known, "days": days})
        return
    if not table.is_known:
        say(N_("No table of days for {year} is here; only weekends are free"), year=str(year))
    for each in table.days:
        said = text(N_("worked")) if each.day.worked else text(N_("free"))
        basis = labels.label(each.basis, VIETNAMESE) if each.basis else text(N_("corrected here"))
        show(f"{formats.day(each.day.day, VIETNAMESE)}: {said} – {each.day.name} ({basis})")


def set_day(
    day: Day,
    name: Annotated[str, Option(metavar="TEXT", help=text(N_("Why, such as the holiday's name")))],
    worked: Annotated[bool, Option("--worked", help=text(N_("It is worked")))] = False,
    free: Annotated[bool, Option("--free", help=text(N_("It is free")))] = False,
    revision: Revision = None,
) -> None:
    if worked == free:
        raise Refused(N_("Give either --worked or --free"))
    here = prepared()
    act = here.act(revision=revision)
    special = SpecialDay(day=day, worked=worked, name=name)
    work_calendar.set_day(here.tracker, special, act)
    say(N_("Recorded for {day}"), day=day)


def unset_day(day: Day, revision: Revision = None) -> None:
    here = prepared()
    act = here.act(revision=revision)
    work_calendar.take_day_back(here.tracker, day, act)
    say(N_("Recorded for {day}"), day=day)
