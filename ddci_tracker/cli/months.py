"""Commands on frozen months: ``month freeze|list|show|diff|export``."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option, Typer

from ddci_tracker.cli import inputs
from ddci_tracker.cli import text as plain_text
from ddci_tracker.cli.board import Json, PlanId
from ddci_tracker.cli.context import (
    VIETNAMESE,
    prepared,
    print_json,
    print_list,
    say,
    say_recorded,
    show,
    text,
)
from ddci_tracker.cli.options import Revision
from ddci_tracker.cli.templates import template
from ddci_tracker.domain.periods import Period
from ddci_tracker.services import (
    exports,
    freeze_schedule,
    frozen_months,
    month_summaries,
    security_log,
)
from ddci_tracker.services.documents import month_document
from ddci_tracker.services.exports import ExportFormat
from ddci_tracker.services.frozen_months import SECTIONS, KeptMonth
from ddci_tracker.services.month_summaries import MonthSummary, SummaryPart
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words import labels
from ddci_tracker.words.marking import N_


def _month(name: str) -> Any:
    return Argument(metavar=name, parser=inputs.period, help=text(N_("Such as 2021-06")))


Month = Annotated[Period, _month("MONTH")]
Number = Annotated[
    int | None,
    Option(
        "--edition", parser=inputs.whole, metavar="N", help=text(N_("Which edition (the newest)"))
    ),
]


def add_to(app: Typer) -> None:
    """Register the commands."""
    month = Typer(help=text(N_("Frozen months")), no_args_is_help=True)
    month.command("freeze", help=text(N_("Freeze the figures of a month")))(freeze)
    month.command("list", help=text(N_("The months that were frozen")))(list_months)
    month.command("show", help=text(N_("The board as it was frozen")))(show_month)
    month.command("diff", help=text(N_("What changed between two frozen months")))(diff)
    month.command("export", help=text(N_("Write a frozen month to a file")))(export)
    month.command("schedule", help=text(N_("The day on which a plan freezes by itself")))(schedule)
    month.command(
        "summary", help=text(N_("The sentences of a month's report that the Office may write"))
    )(summary)
    month.command("template", help=text(N_("The Word template of the briefing")))(template)
    app.add_typer(month, name="month")


def freeze(
    plan: PlanId,
    month: Month,
    as_of: Annotated[
        date | None,
        Option(
            parser=inputs.day,
            metavar="DAY",
            help=text(N_("A day of the month (its last one)")),
        ),
    ] = None,
) -> None:
    here = prepared()
    kept = frozen_months.freeze(here.tracker, here.actor, plan, month, now=here.now, as_of=as_of)
    say(
        N_("Froze {month} as of {day}, edition {edition}, checksum {checksum}"),
        month=kept.month,
        day=kept.as_of,
        edition=kept.edition,
        checksum=kept.checksum,
    )


def schedule(
    plan: PlanId,
    day: Annotated[
        int | None,
        Option(
            "--day",
            parser=inputs.whole,
            metavar="N",
            help=text(N_("Freeze once this day of each month is over (31: the last one)")),
        ),
    ] = None,
    never: Annotated[bool, Option("--never", help=text(N_("Freeze by hand only")))] = False,
) -> None:
    here = prepared()
    if day is not None and never:
        raise Refused(N_("Give either --day or --never"))
    if day is not None or never:
        freeze_schedule.set_freeze_day(here.tracker, here.actor, plan, day, now=here.now)
    stands = freeze_schedule.freeze_day_of(here.tracker, here.actor, plan)
    if stands is None:
        say(N_("{plan} is frozen by hand only"), plan=plan)
        return
    say(
        N_("{plan} freezes by itself once day {day} of each month is over; set by {name}"),
        plan=plan,
        day=stands.day,
        name=stands.set_by,
    )


def _sentence(part: SummaryPart) -> Any:
    return Option(f"--{part}", metavar="TEXT", help=labels.label(part, VIETNAMESE))


def summary(
    plan: PlanId,
    month: Month,
    opening: Annotated[str | None, _sentence(SummaryPart.OPENING)] = None,
    achieved: Annotated[str | None, _sentence(SummaryPart.ACHIEVED)] = None,
    shortcomings: Annotated[str | None, _sentence(SummaryPart.SHORTCOMINGS)] = None,
    causes: Annotated[str | None, _sentence(SummaryPart.CAUSES)] = None,
    upcoming: Annotated[str | None, _sentence(SummaryPart.UPCOMING)] = None,
    requests: Annotated[str | None, _sentence(SummaryPart.REQUESTS)] = None,
    revision: Revision = None,
    as_json: Json = False,
) -> None:
    here = prepared()
    said = (opening, achieved, shortcomings, causes, upcoming, requests)
    given = {part: each for part, each in zip(SummaryPart, said, strict=True) if each is not None}
    last = month_summaries.summary_of(here.tracker, here.actor, plan, month)
    if given:
        stood = (last.value if last else None) or MonthSummary(month=month)
        last = month_summaries.write_summary(
            here.tracker, plan, stood.rewritten(given), here.act(revision=revision)
        )
        if not as_json:
            say_recorded(last)
            return
    proposed = month_summaries.proposed_sentences(
        here.tracker, here.actor, plan, month, words=VIETNAMESE, now=here.now
    )
    written = last.value.written if last and last.value else {}
    if as_json:
        parts = {
            str(part): {"written": written.get(part), "proposed": proposed[part]}
            for part in SummaryPart
        }
        number = last.revision if last else 0
        print_json({"plan": plan, "month": str(month), "revision": number, "parts": parts})
        return
    for part in SummaryPart:
        show(f"{labels.label(part, VIETNAMESE)}: {written.get(part) or proposed[part]}")


def list_months(plan: PlanId, as_json: Json = False) -> None:
    here = prepared()
    kept = frozen_months.list_months(here.tracker, here.actor, plan)
    none = N_("No month has been frozen yet")
    print_list(kept, month_document if as_json else None, _line, none)


def show_month(plan: PlanId, month: Month, edition: Number = None) -> None:
    here = prepared()
    frozen = frozen_months.read(here.tracker, here.actor, plan, month, edition)
    show(
        text(
            N_("{month}, edition {edition}, frozen by {by} {moment}"),
            month=frozen.month,
            edition=frozen.edition,
            by=frozen.frozen_by,
            moment=frozen.frozen_at,
        )
    )
    show(f"SHA-256 {frozen.checksum}")
    show()
    for line in plain_text.board(frozen.board, VIETNAMESE):
        show(line)


def diff(
    plan: PlanId,
    earlier: Annotated[Period, _month("EARLIER")],
    later: Annotated[Period, _month("LATER")],
    as_json: Json = False,
) -> None:
    here = prepared()
    found = frozen_months.diff(here.tracker, here.actor, plan, earlier, later)
    if as_json:
        print_json(found.document(VIETNAMESE))
        return
    for section, rows in groupby(found.told(VIETNAMESE), key=lambda row: row.section):
        show(text(SECTIONS[section]))
        for row in rows:
            show(f"  {row.sentence}")
    if not found.changes:
        say(N_("Nothing changed"))


def export(
    plan: PlanId,
    month: Month,
    out: Annotated[Path, Option(metavar="FILE", help=text(N_("The file to write")))],
    form: Annotated[
        ExportFormat,
        Option(
            "--format",
            parser=inputs.one_of(ExportFormat),
            metavar="FORM",
            help=" | ".join(ExportFormat),
        ),
    ] = ExportFormat.JSON,
    edition: Number = None,
) -> None:
    here = prepared()
    exported = exports.export(
        here.tracker, here.actor, plan, month, form, words=VIETNAMESE, edition=edition
    )
    out.write_bytes(exported.body)
    security_log.note_taken(here.tracker, here.actor.name, exported.name)
    say(N_("Wrote {path}"), path=str(out))


def _line(kept: KeptMonth) -> str:
    return text(
        N_("{month}, edition {edition}: as of {day}, frozen by {by} {moment}"),
        month=kept.month,
        edition=kept.edition,
        day=kept.as_of,
        by=kept.frozen_by,
        moment=kept.frozen_at,
    )
