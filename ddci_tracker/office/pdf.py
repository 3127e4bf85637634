"""The briefing as PDF, for archiving: set from data, tagged, with its fonts inside.

The data reach the typesetter as JSON, so that nothing that anybody typed is ever read as a command.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ddci_tracker.office.layout import Layout
from ddci_tracker.office.material import Material
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

FONTS = Path(__file__).parent / "fonts"
# For archives: everything inside the file, tagged for those who hear it.
_STANDARD: Final = "a-2a"


def write(material: Material, words: Words, layout: Layout, template: Path) -> bytes:
    """The PDF of a briefing, by a template in the typesetter's language.

    The same arguments give the same bytes.
    """
    import typst

    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "main.typ").write_bytes(template.read_bytes())
        data = {
            **asdict(material),
            **_counted(material, words),
            "frozen_on": material.frozen_on.timetuple()[:3],
            "words": _labels(material, words),
        }
        (place / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (place / "layout.json").write_text(json.dumps(asdict(layout)), encoding="utf-8")
        return bytes(
            typst.compile(
                place / "main.typ",
                root=place,
                font_paths=[FONTS],
                ignore_system_fonts=True,
                pdf_standards=[_STANDARD],
                timestamp=0,
            )
        )


def _counted(material: Material, words: Words) -> dict[str, object]:
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


def _labels(material: Material, words: Words) -> dict[str, object]:
    """Headings and fixed lines, by the names that the template calls them."""
    say = words.text
    return {
        "nation": say(N_("SOCIALIST REPUBLIC OF VIET NAM")),
        "motto": say(N_("Independence - Freedom - Happiness")),
        "number": say(N_("No.: ……/BC-……")),
        "dated": say(
            N_("{place}, day …… month …… year {year}"),
            place=material.place,
            year=str(material.year),
        ),
        "illustration": say("Illustration"),
        "as_of": say(N_("(figures as of {day})"), day=material.as_of),
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
        "late": say(N_("III. Tasks that are late or at risk")),
        "no_late": say(N_("No task is late or at risk.")),
        "late_columns": [say("Task"), say("Unit"), say(N_("Why")), say(N_("What the unit says"))],
        "recovery": say(N_("Recovery:")),
        "reports": say(N_("IV. Periodic reports")),
        "report_columns": [
            say("Unit"),
            say(N_("Expected")),
            say(N_("On time")),
            say(N_("Late")),
            say(N_("Missing")),
            say(N_("Still owed")),
        ],
        "changes": say(N_("V. Changes since {month}"), month=material.since)
        if material.since
        else say(N_("V. Changes since last month")),
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
        "annex_columns": [
            say(N_("No.")),
            say("Task"),
            say("Sub-index"),
            say(N_("Lead")),
            say(N_("Due")),
            *material.quarters,
            say(N_("Why")),
        ],
        "no_tasks": say(N_("The plan names no task.")),
    }
