"""Arguments and options that commands have in common, each with its one help text."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from typer import Option

from ddci_tracker.cli import inputs
from ddci_tracker.cli.context import text
from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.words.marking import N_

On = Annotated[
    date | None,
    Option(
        "--on", parser=inputs.day, metavar="DAY", help=text(N_("The day it counts for (today)"))
    ),
]
Revision = Annotated[
    int | None,
    Option(
        "--revision",
        parser=inputs.revision,
        metavar="N",
        help=text(N_("The revision it builds on; 0: nothing yet")),
    ),
]
Replaces = Annotated[
    int | None,
    Option(
        "--replaces",
        parser=inputs.revision,
        metavar="N",
        help=text(N_("The revision whose day this corrects")),
    ),
]
# What a unit says.
Status = Annotated[
    TaskStatus,
    Option(parser=inputs.one_of(TaskStatus), metavar="STATUS", help=" | ".join(TaskStatus)),
]
Speaker = Annotated[
    str, Option(metavar="UNIT", help=text(N_("The unit that speaks (the one that answers)")))
]
DoneOn = Annotated[
    date | None,
    Option(
        parser=inputs.day, metavar="DAY", help=text(N_("When it was done (the day it counts for)"))
    ),
]
DoneNote = Annotated[
    str | None,
    Option(metavar="TEXT", help=text(N_("What was done; required when not applicable"))),
]
# How something is returned or extended.
Reason = Annotated[str, Option(metavar="TEXT", help=text(N_("Why it is returned")))]
NewLastDay = Annotated[
    date, Option(parser=inputs.day, metavar="DAY", help=text(N_("The new last day")))
]
Approver = Annotated[str, Option(metavar="TEXT", help=text(N_("Who approved it")))]
Basis = Annotated[str, Option(metavar="TEXT", help=text(N_("On what basis")))]
# What a meeting concludes.
ConcludedText = Annotated[
    str, Option("--text", metavar="TEXT", help=text(N_("What is to be done")))
]
Answering = Annotated[list[str], Option(metavar="UNIT", help=text(N_("Who answers for it")))]
Supporting = Annotated[
    list[str] | None, Option("--with", metavar="UNIT", help=text(N_("Who supports it")))
]
NamedPerson = Annotated[
    str | None, Option(metavar="TEXT", help=text(N_("The post or person that is named")))
]
Authority = Annotated[
    str | None, Option(metavar="TEXT", help=text(N_("Who decided, and who may decide next")))
]
DueDay = Annotated[
    date | None, Option(parser=inputs.day, metavar="DAY", help=text(N_("The due day")))
]
Ongoing = Annotated[
    bool, Option("--ongoing", help=text(N_("It is a standing duty and has no due day")))
]
Product = Annotated[str | None, Option(metavar="TEXT", help=text(N_("What must come of it")))]
About = Annotated[
    str | None,
    Option(
        metavar="KEY",
        help=text(N_("A sub-index, such as DDCI/time_cost, a task, or a report")),
    ),
]
