"""An address that nobody would write, on every screen: told in Vietnamese or passed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.screens.conftest import PAGES
from tests.screens.seeing import Screen

See = Callable[..., Screen]

LONG, NUL = "x" * 5000, "a\0b"
PLAN = "STTTT-LS-2023"
# What opens something on one screen or another.
OPENS = (
    *(
        "task",
        "report",
        "enter",
        "restore",
        "ahead",
        "account",
        "open",
        "panel",
        "act",
        "unit",
        "to",
        "conclusion",
        "meeting",
        "edit",
    ),
    *(
        "index",
        "sub",
        "month",
        "since",
        "day",
        "p",
        "trang",
        "part",
        "view",
        "many",
        "duty",
        "edit",
        "draft",
        "place",
        "does",
        "still",
        "show",
        "aim",
        "way",
        "rises",
        "wording",
    ),
)
ADDRESSES: dict[str, dict[str, str]] = {
    "days out of reach": {
        "plan": PLAN,
        "known_at": "9999-12-31T23:59:59Z",
        "as_of": "0001-01-01",
        "quarter": "99",
    },
    "days before there were any": {
        "plan": PLAN,
        "known_at": "0001-01-01T00:00:00+14:00",
        "as_of": "9999-12-31",
        "quarter": "-1",
    },
    "a day to come": {"plan": PLAN, "as_of": "2199-12-31", "quarter": "9999-Q9"},
    "a moment before anything was known": {"plan": PLAN, "known_at": "2000-01-01T00:00:00Z"},
    "a wrong plan": {"plan": "KHONG-CO-2021", "lang": "xx"},
    "a long text": dict.fromkeys(("plan", "quarter", "as_of", "known_at", *OPENS), LONG),
    "a NUL": dict.fromkeys(("plan", "quarter", "as_of", "known_at", *OPENS), NUL),
    "what opens something": {"plan": PLAN, **dict.fromkeys(OPENS, "-1")},
    "days where names belong": {"plan": PLAN, **dict.fromkeys(OPENS, "9999-12-31")},
}


@pytest.mark.parametrize("said", ADDRESSES)
@pytest.mark.parametrize("page", PAGES)
def test_no_address_breaks_a_screen(see: See, page: str, said: str) -> None:
    # Opening it asserts that no run fails.
    screen = see(page, **ADDRESSES[said])
    told = [each.value for each in (*screen.app.error, *screen.app.warning)]
    assert screen.text or told
    assert not [each for each in told if "Traceback" in each or "Error" in each]


def test_every_page_is_tried() -> None:
    folder = Path(__file__).parents[2] / "pages"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.py")} == set(PAGES)
