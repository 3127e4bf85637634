"""The briefing as a workbook: a summary, what to act on, sub-indices, tasks by quarter, reports,
conclusions, proposals, changes, and notes on how to read them.

From the frozen month alone, without any office program. Numbers and days are real ones, in the
places that were printed; lights are words with their colours.
"""

from __future__ import annotations

from ddci_tracker.briefing.change_sentences import ToldChange
from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.office import figures
from ddci_tracker.office.sheet_story import SheetStory
from ddci_tracker.office.sheet_summary import write_notes, write_summary
from ddci_tracker.office.sheet_tables import (
    write_attention,
    write_changes,
    write_conclusions,
    write_proposals,
    write_reports,
    write_results,
    write_sub_indices,
    write_tasks,
)
from ddci_tracker.office.sheets import Book
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_


def write(month: FrozenMonth, told: tuple[ToldChange, ...] | None, words: Words) -> bytes:
    """The workbook as an Excel file.

    ``told`` are the changes since the frozen month before, None where there is none. The same
    arguments give the same bytes.
    """
    agency, stamp = month.board.plan.agency.name, figures.stamp(month, words)
    illustration = words.text("Illustration") if month.illustration else ""
    title = words.text(
        N_("Briefing of {month}: {agency}"),
        month=formats.period(month.month, words),
        agency=agency,
    )
    book = Book(
        foot=" · ".join(filter(None, (stamp, illustration))),
        made=month.frozen_at,
        properties={
            "title": title,
            "subject": stamp,
            "author": agency,
            "company": agency,
            "keywords": illustration,
        },
    )
    story = SheetStory(month=month, told=told, words=words, book=book)
    write_summary(story)
    write_attention(story)
    write_sub_indices(story)
    write_tasks(story)
    write_results(story)
    write_reports(story)
    write_conclusions(story)
    write_proposals(story)
    write_changes(story)
    write_notes(story)
    return book.written()
