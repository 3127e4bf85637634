"""Writes the office files of many made-up months into a folder, for a validator to read.

Usage: python -m tests.unit.office.write_documents FOLDER
"""

import sys
from pathlib import Path

from ddci_tracker.briefing.change_sentences import ToldChange
from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.domain.conclusions import CalledMeeting
from ddci_tracker.domain.meetings import Meeting, agenda_of
from ddci_tracker.office import (
    notice_word,
    papers_word,
    reminder_word,
    slides,
    word,
    workbook,
)
from ddci_tracker.office.default_template import default_template
from ddci_tracker.office.layout import read_layout
from ddci_tracker.office.material import material_of
from ddci_tracker.office.notice import NoticeSource, notice_of
from ddci_tracker.office.notice_template import notice_template
from ddci_tracker.office.papers import papers_of
from ddci_tracker.office.papers_template import papers_template
from ddci_tracker.office.reminder import reminder_of
from ddci_tracker.plans.tables import write_tables
from ddci_tracker.services import plan_workbooks, table_files
from ddci_tracker.settings import load_settings
from ddci_tracker.words.catalogue import Words
from tests.unit.domain.build import CATALOG
from tests.unit.office import made

TEMPLATES = load_settings({}).data_dir / "templates"
_WITH_PAPERS = ("june", "nothing", "odd")
Told = tuple[ToldChange, ...] | None


def documents(month: FrozenMonth, told: Told, words: Words) -> dict[str, bytes]:
    """The files of a month, by their endings."""
    layout = read_layout(TEMPLATES / "briefing-layout.toml")
    template = default_template(layout, words.language)
    deck = (TEMPLATES / "briefing.pptx").read_bytes()
    return {
        "docx": word.write(material_of(month, told, words), words, layout, template),
        "pptx": slides.write(month, told, words, deck),
        "xlsx": workbook.write(month, told, words),
    }


def papers_and_tables(month: FrozenMonth, words: Words) -> dict[str, bytes]:
    """The papers, the notice and the reminder of a month, its tables and its plan, by their names.

    The same board serves a meeting of its day.
    """
    layout, board = read_layout(TEMPLATES / "briefing-layout.toml"), month.board
    meeting = Meeting(id="1", met_on=month.as_of, agenda=agenda_of(board))
    called = CalledMeeting(key="1", met_on=meeting.met_on)
    source = NoticeSource(
        meeting=meeting,
        called=called,
        board=board,
        conclusions=board.followed,
        previous=board.followed,
    )
    template = notice_template(layout, words.language)
    papers = papers_of(meeting, called, board, board.followed, layout, words)
    reminder = reminder_of(board, words)
    tables = write_tables(board.plan)
    now = month.frozen_at
    return {
        "papers.docx": papers_word.write(papers, words, papers_template(layout, words.language)),
        "notice.docx": notice_word.write(notice_of(source, words), words, layout, template),
        **({"reminder.docx": reminder_word.write(reminder, words, layout)} if reminder else {}),
        "plan.xlsx": plan_workbooks.book_of(CATALOG, tables, "Kế hoạch", words, now=now),
        "reports.xlsx": table_files.reports_file(board, made=now, words=words),
        "attention.xlsx": table_files.attention_file(board, board.attention, made=now, words=words),
        "tasks.xlsx": table_files.tasks_file(
            board, "Nhiệm vụ", (view for _, view in board.all_tasks()), made=now, words=words
        ),
        "conclusions.xlsx": table_files.conclusions_file(
            board, board.followed, made=now, words=words
        ),
    }


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    months: dict[str, tuple[FrozenMonth, Told]] = {
        "spring": (made.spring(), None),
        "june": made.june(),
        "nothing": (made.nothing(), None),
        "typed": (made.typed(), None),
        "illustration": (made.illustration(), None),
        "long": (made.of_everything_at_length(), None),
        "odd": (made.odd(), None),
    }
    for name, (month, told) in months.items():
        for words in (made.VIETNAMESE, made.ENGLISH) if name == "june" else (made.VIETNAMESE,):
            made_here = documents(month, told, words)
            if name in _WITH_PAPERS:
                made_here |= papers_and_tables(month, words)
            for ending, body in made_here.items():
                (folder / f"{name}-{words.language}.{ending}").write_bytes(body)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
