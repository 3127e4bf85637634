"""Commands on the block that an agency is ranked in: ``block add``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option, Typer

from ddci_tracker.cli.acts import Index, Year
from ddci_tracker.cli.context import VIETNAMESE, prepared, say_recorded, tell, text
from ddci_tracker.cli.options import On, Revision
from ddci_tracker.cli.text import finding_line
from ddci_tracker.services import block_tables, boards
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_


def add_to(app: Typer) -> None:
    """Register the commands."""
    block = Typer(help=text(N_("The block that an agency is ranked in")), no_args_is_help=True)
    block.callback()(lambda: None)
    block.command("add", help=text(N_("Enter the table of a block: agencies, scores, ranks")))(add)
    app.add_typer(block, name="block")


def add(
    plan: Annotated[
        str, Argument(metavar="PLAN|AGENCY", help=text(N_("The id of a plan, or an agency's code")))
    ],
    index: Index,
    year: Year,
    file: Annotated[
        Path,
        Option(
            metavar="FILE",
            help=text(N_("The table: agency, score, rank, and scores by sub-index")),
        ),
    ],
    on: On = None,
    revision: Revision = None,
) -> None:
    here = prepared()
    plan_id, act = boards.plan_of(here.tracker, plan), here.act(on, revision)
    say_recorded(block_tables.add_table(here.tracker, plan_id, index, year, _text(file), act))
    doubts = block_tables.contradictions(
        here.tracker, here.actor, plan_id, now=here.now, index=index, year=year
    )
    tell(finding_line(each, VIETNAMESE) for each in doubts)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Refused(N_("There is no file {path}"), path=str(file)) from None
    except (OSError, UnicodeDecodeError):
        raise Refused(N_("{file} cannot be read as UTF-8 text"), file=str(file)) from None
