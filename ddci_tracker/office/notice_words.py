"""The headings and fixed lines of the notice of a meeting."""

from __future__ import annotations

from typing import Any

from ddci_tracker.office.notice import Notice
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_


def notice_headings(notice: Notice, words: Words) -> dict[str, Any]:
    """Headings and fixed lines of one notice, by the names that a layout calls them."""
    say, letter, year = words.text, notice.letter, str(notice.year)
    return {
        **fixed_headings(words),
        "number": say(N_("No.: {number}"), number=letter.number),
        "dated": say(N_("{place}, day …… month …… year {year}"), place=letter.place, year=year),
        "attached": say(
            N_("(Attached to notice No. {number} of …… …… {year} of {agency})"),
            number=letter.number,
            year=year,
            agency=letter.agency,
        ),
        "as_of": say(N_("(figures as of {day})"), day=notice.as_of),
    }


def fixed_headings(words: Words) -> dict[str, Any]:
    """What every notice says alike."""
    say = words.text
    return {
        "nation": say(N_("SOCIALIST REPUBLIC OF VIET NAM")),
        "motto": say(N_("Independence - Freedom - Happiness")),
        "draft": say(N_("DRAFT")),
        "illustration": say("Illustration"),
        "recipients": say(N_("Recipients:")),
        "nothing_concluded": say(N_("Nothing was concluded.")),
        "annex_1": say(N_("Annex 1")),
        "annex_1_title": say(N_("Results of the conclusions of earlier meetings")),
        "annex_1_columns": [
            say(N_("Row")),
            say("Task"),
            say(N_("Lead")),
            say(N_("Time limit")),
            say(N_("Result so far")),
            say("Progress"),
        ],
        "nothing_earlier": say(N_("No earlier meeting concluded anything.")),
        "annex_2": say(N_("Annex 2")),
        "annex_2_title": say(N_("Overdue tasks and reports")),
        "annex_2_columns": [
            say(N_("Row")),
            say(N_("Task or report")),
            say("Unit"),
            say(N_("Time limit")),
            say(N_("How late")),
        ],
        "nothing_overdue": say(N_("Nothing is overdue.")),
    }
