"""The headings and fixed lines of a printed briefing, and what it says of what it leaves out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ddci_tracker.domain.lights import Colour
from ddci_tracker.office.material import Material
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_JUDGED = frozenset({Colour.GREEN, Colour.AMBER, Colour.RED})


def left_out(material: Material, words: Words) -> dict[str, Any]:
    """What is left out, in words; empty where nothing is."""

    def more(count: int) -> str:
        if not count:
            return ""
        return words.plural(
            "… and {count} more, in the annex.", "… and {count} more, in the annex.", count=count
        )

    return {
        "more_late": more(material.more_late),
        "more_proposals": more(material.more_proposals),
        "changes": [
            {
                **asdict(group),
                "more": words.plural("… and {count} more.", "… and {count} more.", count=group.more)
                if group.more
                else "",
            }
            for group in material.changes
        ],
    }


def labels_of(material: Material, words: Words) -> dict[str, Any]:
    """Headings and fixed lines of one briefing, by the names that a layout calls them."""
    say, fixed = words.text, headings(words)
    since = material.since
    return {
        **fixed,
        "dated": say(
            N_("{place}, day …… month …… year {year}"),
            place=material.place,
            year=str(material.year),
        ),
        "as_of": say(N_("(figures as of {day})"), day=material.as_of),
        "changes": say(N_("V. Changes since {month}"), month=since)
        if since
        else say(N_("V. Changes since last month")),
        "no_late": fixed["no_late"]
        if any(row.now.colour in _JUDGED for row in material.annex)
        else say(N_("No task has been judged yet.")),
        "annex_columns": [*fixed["annex_first"], *material.quarters, fixed["annex_last"]],
    }


def headings(words: Words) -> dict[str, Any]:
    """What every briefing says alike."""
    say = words.text
    return {
        "nation": say(N_("SOCIALIST REPUBLIC OF VIET NAM")),
        "motto": say(N_("Independence - Freedom - Happiness")),
        "number": say(N_("No.: ……/BC-……")),
        "illustration": say("Illustration"),
        "overall": say(N_("I. Overall")),
        "parts": say(N_("II. By sub-index")),
        "no_parts": say(N_("The plan names no sub-index.")),
        "part_columns": [
            say(N_("Sub-index, lead")),
            say("Execution"),
            say("Result"),
            say("Target"),
            say(N_("Latest published")),
        ],
        "bullet_key": say(N_("Grey bar: latest published score; black mark: the score aimed at.")),
        "late": say(N_("III. Tasks that are late or at risk")),
        "no_late": say(N_("No task is late or at risk.")),
        "late_columns": [say("Task"), say("Unit"), say(N_("Why")), say(N_("What the unit says"))],
        "recovery": say(N_("Recovery:")),
        "reports": say(N_("IV. Periodic reports")),
        "report_columns": [
            say("Unit"),
            say(N_("Fallen due")),
            say(N_("On time")),
            say(N_("Late")),
            say(N_("Missing")),
            say(N_("Still owed")),
        ],
        "first_month": say(
            "This is the first frozen month of the plan: there is none to compare it with."
        ),
        "no_changes": say(N_("Nothing has changed since then.")),
        "change_columns": [say("What"), say("Before"), say("Now")],
        "proposals": say(N_("VI. Difficulties and proposals of the units")),
        "no_proposals": say(N_("No unit has named any.")),
        "recipients": say(N_("Recipients:")),
        "annex": say(N_("Annex")),
        "annex_title": say(N_("All tasks of the plan")),
        "annex_first": [
            say(N_("Code")),
            say("Task"),
            say("Sub-index"),
            say(N_("Lead")),
            say(N_("Due")),
        ],
        "annex_last": say(N_("Why")),
        "no_tasks": say(N_("The plan names no task.")),
    }
