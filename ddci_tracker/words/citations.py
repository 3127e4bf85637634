"""How a plan is cited in an official paper: number, day, issuer and what it is about.

What the print leaves blank stays blank, as dots that whoever signs fills in. Not here: the papers.
"""

from __future__ import annotations

from ddci_tracker.domain.plan import Document, Plan
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.sentences import inside

BLANK = "……"
_PLAN = "kế hoạch "  # how titles of plans begin; the word stands before the number


def cited_in_full(plan: Plan, words: Words) -> str:
    """At its first mention: Kế hoạch số 60/KH-SX ngày 11 tháng 6 năm 2020 của Sở X về …."""
    document = plan.document
    return words.text(
        N_("Plan No. {number} of {day} of {issuer} on {subject}"),
        number=_number(document),
        day=_day(document, words),
        issuer=inside(plan.agency.name),
        subject=_subject(document),
    )


def paper_number(document: Document, kind: str) -> str:
    """The number of a paper of this kind that the agency will issue: ……/BC-STTTT.

    By the symbol of the plan; blank where the plan prints none.
    """
    symbol = document.symbol or (document.number or "").rpartition("/")[2]
    _, dash, office = symbol.partition("-")
    return f"{BLANK}/{kind}-{inside(office)}" if dash and office else f"{BLANK}/{kind}-{BLANK}"


def _number(document: Document) -> str:
    if document.number:
        return inside(document.number)
    return f"{BLANK}/{inside(document.symbol)}" if document.symbol else BLANK


def _day(document: Document, words: Words) -> str:
    if document.issued_on:
        return formats.written_day(document.issued_on, words)
    return words.text(
        N_("day {day} month {month} year {year}"), day=BLANK, month=BLANK, year=str(document.year)
    )


def _subject(document: Document) -> str:
    title = inside(document.title)
    if not title.lower().startswith(_PLAN):
        return f"“{title}”"
    subject = title[len(_PLAN) :]
    return subject[:1].lower() + subject[1:]
