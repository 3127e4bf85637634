"""Turns view models into HTML through templates that escape every value.

The templates say what stands where; the words come from the catalogue, the looks from the
stylesheets. Both lie beside the screen that they belong to. Not here: charts and anything that
people click to act.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ddci_tracker.ui.core import paths
from ddci_tracker.words import formats, labels, meetings, province, reasons, sources
from ddci_tracker.words.catalogue import Language, Words
from ddci_tracker.words.last_update import last_update

# Templates and stylesheets lie in the room of the screen that they belong to.
_ROOMS = Path(__file__).parents[1]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_ROOMS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["paths"] = paths
    return environment


def stylesheet() -> str:
    """The looks of everything that we draw ourselves; the page has it before any screen."""
    # What holds everywhere comes first, so that a screen may say otherwise.
    files = sorted(_ROOMS.glob("*/*.css"), key=lambda file: (file.parent.name != "core", file))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@cache
def looks_mark() -> str:
    """Tells this stylesheet from that of another version; its address ends with it."""
    return sha256(stylesheet().encode()).hexdigest()[:16]


def shapes() -> str:
    """The shapes of the lights, which every screen points to; the page has them as well."""
    return _environment().get_template("core/symbols.html").render()


def put(template: str, words: Words, **shown: Any) -> None:
    """Draw a template where the script stands."""
    put_block(block(template, words, **shown))


def put_kept(template: str, words: Words, **shown: Hashable) -> None:
    """Draw a template that depends on nothing but these values; kept as it was drawn."""
    put_block(_kept_block(template, words.language, tuple(shown.items())))


@lru_cache(maxsize=256)
def _kept_block(template: str, language: Language, shown: tuple[tuple[str, Hashable], ...]) -> str:
    return block(template, Words.of(language), **dict(shown))


def put_block(html: str) -> None:
    """Draw what ``block`` made."""
    st.markdown(html, unsafe_allow_html=True)


def block(template: str, words: Words, **shown: Any) -> str:
    """A template as a block of HTML that may stand in Markdown."""
    # A blank line would end the block and let Markdown read what follows.
    lines = map(str.strip, draw(template, words, **shown).splitlines())
    return "\n".join(line for line in lines if line)


def draw(template: str, words: Words, **shown: Any) -> Markup:
    """A template as HTML; every value that it shows is escaped."""
    vocabulary = _vocabulary(words)
    return Markup(_environment().get_template(template).render(**vocabulary, **shown))  # noqa: S704


def _vocabulary(words: Words) -> dict[str, Callable[..., Any]]:
    """What a template may call: words, formats and names in one language."""

    def spoken(function: Callable[..., str]) -> Callable[..., str]:
        return lambda *values: function(*values, words)

    return {
        "t": words.text,
        "tn": words.plural,
        "decimal": spoken(formats.decimal),
        "whole": spoken(formats.whole),
        "day": spoken(formats.day),
        "short_day": spoken(formats.short_day),
        "moment": spoken(formats.moment),
        "period": spoken(formats.period),
        "short_period": spoken(formats.short_period),
        "target": spoken(formats.target),
        "threshold": spoken(formats.threshold),
        "listed": spoken(formats.listed),
        "lines": spoken(sources.printed_lines),
        "label": spoken(labels.label),
        "execution_label": spoken(labels.execution_label),
        "result_label": spoken(labels.result_label),
        "part_result": spoken(province.part_result),
        "sentence": spoken(reasons.sentence),
        "short": spoken(reasons.short),
        "last_update": spoken(last_update),  # type: ignore[arg-type]
        "compared": spoken(reasons.compared),
        "meeting_day": spoken(meetings.meeting_day),
        "dated_meeting": spoken(meetings.dated_meeting),
        "carried": spoken(reasons.carried_note),  # type: ignore[arg-type]
        "rank": formats.rank,
        "roman": formats.roman,
        "capital": formats.capital,
    }


def link(path: str, **parameters: str | date | datetime | Decimal | None) -> str:
    """The address of a screen with the parameters that are set."""
    given = {name: str(value) for name, value in parameters.items() if value is not None}
    return f"{path}?{urlencode(given)}" if given else path
