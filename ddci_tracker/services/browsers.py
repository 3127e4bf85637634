"""What a browser is called by its owner, from what it says of itself when it asks.

Only for people to know their own sessions again: any program can say anything, so nothing is
decided by it.
"""

from __future__ import annotations

from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

# The first mark that is found counts: many browsers also name those that they stem from.
_BROWSERS = (
    ("Zalo", "Zalo"),
    ("coc_coc_browser", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def name_of(browser: str | None, words: Words) -> str:
    """A browser and what it runs on: "Chrome trên Windows"."""
    called, system = _first(_BROWSERS, browser), _first(_SYSTEMS, browser)
    if called and system:
        return words.text(N_("{browser} on {system}"), browser=called, system=system)
    return called or system or words.text(N_("Unknown browser"))


def _first(marks: tuple[tuple[str, str], ...], said: str | None) -> str | None:
    return next((name for mark, name in marks if mark in (said or "")), None)
