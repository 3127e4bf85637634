"""HTML as tests read it: elements picked by selectors, and what a reader would read of them."""

from __future__ import annotations

from functools import lru_cache

from bs4 import BeautifulSoup


def elements(html: str, selector: str) -> list[str]:
    """The HTML of every element that a CSS selector picks, in order."""
    return [str(found) for found in _parsed(html).select(selector)]


def element(html: str, selector: str) -> str:
    """The HTML of the first element that a CSS selector picks; there must be one."""
    return elements(html, selector)[0]


def texts(html: str, selector: str) -> list[str]:
    """What can be read of every element that a CSS selector picks."""
    return [text_of(found) for found in elements(html, selector)]


def values(html: str, selector: str, attribute: str) -> list[str]:
    """An attribute of every element that a CSS selector picks."""
    return [str(found[attribute]) for found in _parsed(html).select(selector)]


def text_of(html: str) -> str:
    """What can be read of it; spaces as in print."""
    return " ".join(_parsed(html).get_text(" ").split())


@lru_cache(maxsize=256)  # many questions are asked of one page; nobody changes what was parsed
def _parsed(html: str) -> BeautifulSoup:
    # A class stays as it is written, as every other attribute does; selectors tell its words apart.
    return BeautifulSoup(html, "html.parser", multi_valued_attributes=None)
