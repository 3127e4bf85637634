"""The headings and fixed lines of the papers for a meeting."""

from __future__ import annotations

from typing import Any

from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_


def papers_headings(words: Words) -> dict[str, Any]:
    """What the papers of every meeting say alike, by the names that a layout calls them."""
    say = words.text
    row, unit, due = say(N_("Row")), say("Unit"), say(N_("Time limit"))
    return {
        "illustration": say("Illustration"),
        "agenda": say("Agenda"),
        "agenda_columns": [
            row,
            say(N_("Item")),
            say(N_("Who answers")),
            say(N_("Where it stands")),
            say(N_("Question to be answered")),
        ],
        "earlier": say(N_("Conclusions of earlier meetings that are not done")),
        "earlier_columns": [row, say("Task"), say(N_("Lead")), due, say("Progress")],
        "nothing_earlier": say(N_("Every conclusion of earlier meetings is done.")),
        "overdue": say(N_("Overdue tasks and reports")),
        "overdue_columns": [row, say(N_("Task or report")), unit, due, say(N_("How late"))],
        "nothing_overdue": say(N_("Nothing is overdue.")),
        "asked": say("What units ask for"),
        "asked_columns": [row, say("Task"), unit, say(N_("Difficulty, proposal"))],
        "nothing_asked": say(N_("No unit asks for anything.")),
    }
