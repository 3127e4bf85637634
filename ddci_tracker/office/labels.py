"""The headings and fixed lines of a printed briefing, and what it says of what it leaves out."""

from __future__ import annotations

from typing import Any

from ddci_tracker.domain.lights import Colour
from ddci_tracker.office.material import Material
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_JUDGED = frozenset({Colour.GREEN, Colour.AMBER, Colour.RED})


def left_out(count: int, words: Words, *, in_annex: bool) -> str:
    """How many are left out, in words; empty where none is."""
    if count <= 0:
        return ""
    if in_annex:
        return words.plural(
            "… and {count} more, in the annex.", "… and {count} more, in the annex.", count=count
        )
    return words.plural("… and {count} more.", "… and {count} more.", count=count)


def labels_of(material: Material, words: Words) -> dict[str, Any]:
    """Headings and fixed lines of one briefing, by the names that a layout calls them."""
    say, fixed = words.text, headings(words)
    since, number = material.since, material.letter.number
    return {
        **fixed,
        "number": say(N_("No.: {number}"), number=number),
        "dated": say(
            N_("{place}, day …… month …… year {year}"),
            place=material.letter.place,
            year=str(material.year),
        ),
        "attached": say(
            N_("(Attached to report No. {number} of …… …… {year} of {agency})"),
            number=number,
            year=str(material.year),
            agency=material.letter.agency,
        ),
        "as_of": say(N_("(figures as of {day})"), day=material.as_of),
        "changes": say(N_("Changes since {month}"), month=since)
        if since
        else say(N_("Changes since last month")),
        "no_late": fixed["no_late"]
        if any(row.now.colour in _JUDGED for row in material.annex)
        else say(N_("No task has been judged yet.")),
        "parts_caption": _caption(1, fixed["parts_table"], words),
        "late_caption": _caption(2 if material.parts else 1, fixed["late_table"], words),
        "quarters": material.quarters,
    }


def _caption(number: int, title: str, words: Words) -> str:
    return words.text(N_("Table {number}. {title}"), number=number, title=title)


def headings(words: Words) -> dict[str, Any]:
    """What every briefing says alike."""
    say = words.text
    number = say(N_("Row"))
    return {
        "nation": say(N_("SOCIALIST REPUBLIC OF VIET NAM")),
        "motto": say(N_("Independence - Freedom - Happiness")),
        "draft": say(N_("DRAFT")),
        "illustration": say("Illustration"),
        "addressed": say(N_("Respectfully to:")),
        "as_follows": say(N_("as follows:")),
        # The five sections.
        "achieved": say(N_("I. RESULTS ACHIEVED")),
        "done": say(N_("1. Tasks carried out in the month")),
        "nothing_done": say(N_("In the month no unit has told of a task carried out.")),
        "ranks": say(N_("2. Scores and ranks")),
        "no_parts": say(N_("The plan names no sub-index.")),
        "parts_table": say(N_("Where each sub-index stands")),
        "part_columns": [
            number,
            say(N_("Sub-index, lead")),
            say("Target"),
            say(N_("Latest published")),
            say("Execution"),
            say("Result"),
        ],
        "bullet_key": say(N_("Grey bar: latest published score; black mark: the score aimed at.")),
        "shortcomings": say(N_("II. SHORTCOMINGS")),
        "late": say(N_("1. Tasks that are late, at risk or blocked")),
        "no_late": say(N_("No task is late or at risk.")),
        "late_table": say(N_("Tasks that are late, at risk or blocked")),
        "late_columns": [
            number,
            say("Task"),
            say("Unit"),
            say(N_("How it stands")),
            say("Recovery"),
        ],
        "recovery": say(N_("Recovery:")),
        "causes": say(N_("III. CAUSES")),
        "no_causes": say(N_("No unit has named a difficulty.")),
        "upcoming": say(N_("IV. DIRECTION AND TASKS OF NEXT MONTH")),
        "nothing_upcoming": say(N_("Nothing of the plan falls due next month.")),
        "requests": say(N_("V. PROPOSALS AND REQUESTS")),
        "no_requests": say(N_("No unit has asked for anything.")),
        "recipients": say(N_("Recipients:")),
        # The annexes.
        "annex_title": say(N_("All tasks of the plan")),
        "annex_columns": [
            number,
            say("Task"),
            say(N_("Lead")),
            say(N_("Due")),
            *([""] * 4),
            say(N_("How it stands")),
            say(N_("Done so far")),
            say(N_("Difficulties")),
            say(N_("Proposals, recovery")),
        ],
        "no_tasks": say(N_("The plan names no task.")),
        "reports_title": say(N_("Periodic reports of the units")),
        "report_columns": [
            number,
            say("Unit"),
            say(N_("Fallen due")),
            say(N_("On time")),
            say(N_("Late")),
            say(N_("Missing")),
            say(N_("Still owed")),
        ],
        "conclusions_title": say(N_("Conclusions of meetings")),
        "conclusion_columns": [
            number,
            say(N_("Conclusion")),
            say("Unit"),
            say(N_("Due")),
            say(N_("How it stands")),
            say(N_("What the unit says")),
        ],
        "change_columns": [say("What"), say("Before"), say("Now")],
        # What templates of before the five sections say.
        "first_month": say(
            "This is the first frozen month of the plan: there is none to compare it with."
        ),
        "no_changes": say(N_("Nothing has changed since then.")),
        "no_proposals": say(N_("No unit has named any.")),
    }
