"""A reminder (công văn đôn đốc) to units that owe reports: as a text to copy, or as a Word file.

Of a board that somebody may look at; nothing of it is recorded.
"""

from __future__ import annotations

from pathlib import Path

from ddci_tracker.domain.views import Board
from ddci_tracker.office.reminder import as_text, reminder_of
from ddci_tracker.services.exports import FORMS, Exported, ExportFormat
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.templates import layout_of
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_


def reminder(
    board: Board, words: Words, unit: str | None = None, earlier: tuple[Board, ...] = ()
) -> str | None:
    """The text of a reminder to one unit, or to all that owe; None where nothing is owed.

    ``earlier`` are the years of the plan that still run beside the one that is looked at.
    """
    said = reminder_of(board, words, unit, earlier)
    return as_text(said, words) if said else None


def name_of_reminder(board: Board, unit: str | None, ending: str) -> str:
    """The name of a file that every system takes: plan, unit and day."""
    parts = ("don-doc", board.plan.id, unit, board.as_of.isoformat())
    return f"{'-'.join(part for part in parts if part)}.{ending}"


def reminder_file(
    data_dir: Path,
    board: Board,
    words: Words,
    unit: str | None = None,
    earlier: tuple[Board, ...] = (),
) -> Exported:
    """The same as a Word file, laid out as an official letter; ``data_dir`` holds the layout.

    ``Refused`` where nothing is owed, or for a damaged layout.
    """
    said = reminder_of(board, words, unit, earlier)
    if said is None:
        raise Refused(N_("No unit owes a report"))
    from ddci_tracker.office import reminder_word

    return Exported(
        name=name_of_reminder(board, unit, ExportFormat.DOCX),
        media_type=FORMS[ExportFormat.DOCX].media_type,
        body=reminder_word.write(said, words, layout_of(data_dir)),
    )
