"""The security log as a file, for whoever looks into it outside of the tracker: a line an event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ddci_tracker.domain.moments import VIETNAM
from ddci_tracker.services.security_log import EVENT_NAMES, Event, KeptEvent
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_COLUMNS = {
    N_("Moment"): 20,
    N_("What"): 44,
    N_("Account"): 22,
    N_("By"): 22,
    N_("From"): 20,
    N_("Detail"): 44,
}


def event_called(event: KeptEvent, words: Words) -> str:
    """What happened, in words; of attempts that came too early how many."""
    name = words.text(EVENT_NAMES[Event(event.what)])
    if event.what != Event.HELD_OFF or not event.detail:
        return name
    return words.text("{what}, {count} times", what=name, count=int(event.detail))


def security_file(events: Iterable[KeptEvent], *, made: datetime, words: Words) -> bytes:
    """A workbook with one sheet; moments are those of Viet Nam, written so that they sort."""
    # Libraries of office files are heavy, and asked for seldom.
    from ddci_tracker.office.sheets import Book, SheetField

    title = words.text("Security log")
    stands = formats.moment(made, words)
    book = Book(foot=f"{title} · {stands}", made=made, properties={"title": title})
    fields = [
        SheetField(title=formats.capital(words.text(name)), width=width, meaning="")
        for name, width in _COLUMNS.items()
    ]
    rows = [
        (
            f"{each.at.astimezone(VIETNAM):%Y-%m-%d %H:%M:%S}",
            event_called(each, words),
            each.account,
            each.by,
            each.address,
            None if each.what == Event.HELD_OFF else each.detail,
        )
        for each in events
    ]
    book.table(title, title, stands, fields, rows)
    return book.written()
