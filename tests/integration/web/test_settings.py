"""How Streamlit is told to serve and look: nothing leaves this computer, everything can be read."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from tests.browser.serving import ROOT

TEXT = (ROOT / ".streamlit/config.toml").read_text(encoding="utf-8")
SETTINGS: dict[str, Any] = tomllib.loads(TEXT)
THEMES = ["light", "dark"]


def test_nothing_is_fetched_from_or_told_to_anybody() -> None:
    assert "://" not in TEXT
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["server"]["address"] == "localhost"


def test_no_page_of_another_site_may_speak_to_the_server() -> None:
    assert SETTINGS["server"]["enableCORS"] is True
    assert SETTINGS["server"]["enableXsrfProtection"] is True


def test_readers_see_nothing_of_an_error_but_what_we_tell_them() -> None:
    assert SETTINGS["client"]["showErrorDetails"] == "none"
    assert SETTINGS["client"]["showErrorLinks"] is False


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("surface", ["backgroundColor", "secondaryBackgroundColor"])
def test_words_can_be_read_on_every_surface(name: str, surface: str) -> None:
    theme = SETTINGS["theme"][name]
    for ink in ("textColor", "linkColor", "dataframeHeaderTextColor"):
        assert contrast(theme[ink], theme[surface]) >= 4.5, ink
    for colour in ("green", "yellow", "orange", "red", "gray", "blue"):
        ink, wash = theme[f"{colour}TextColor"], theme[f"{colour}BackgroundColor"]
        assert contrast(ink, theme[surface]) >= 4.5, colour
        assert contrast(ink, wash) >= 4.5, colour


@pytest.mark.parametrize("name", THEMES)
def test_a_button_can_be_seen_and_the_white_words_on_it_read(name: str) -> None:
    theme = SETTINGS["theme"][name]
    assert contrast("#FFFFFF", theme["primaryColor"]) >= 4.5
    assert contrast(theme["primaryColor"], theme["backgroundColor"]) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_every_colour_of_a_chart_can_be_seen(name: str) -> None:
    theme = SETTINGS["theme"][name]
    assert len(set(theme["chartCategoricalColors"])) == 8
    for colour in theme["chartCategoricalColors"]:
        assert contrast(colour, theme["backgroundColor"]) >= 3, colour
    # Streamlit takes exactly ten.
    assert len(theme["chartSequentialColors"]) == len(theme["chartDivergingColors"]) == 10


@pytest.mark.parametrize("name", THEMES)
def test_a_chart_does_not_borrow_the_colours_of_the_lights(name: str) -> None:
    theme = SETTINGS["theme"][name]
    lights = {theme[f"{colour}Color"] for colour in ("green", "yellow", "red")}
    assert lights.isdisjoint(theme["chartCategoricalColors"])


def contrast(one: str, other: str) -> float:
    """How much lighter the lighter of two colours is, from 1 to 21 (WCAG 2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of #RRGGBB, from 0 to 1 (WCAG 2)."""
    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
