"""What the screens show is what the command line says, on any day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.commands import ask
from tests.browser.reading import ILLUSTRATION, PROJECTOR, YEAR, Reader, Sight, measure

ReaderWith = Callable[[Sight], Reader]
Document = dict[str, Any]

DAYS = {
    ILLUSTRATION: (
        f"{YEAR}-01-20",
        f"{YEAR}-03-05",
        f"{YEAR}-03-06",
        f"{YEAR}-04-01",
        f"{YEAR}-06-30",
        f"{YEAR}-07-01",
        f"{YEAR}-08-19",
        f"{YEAR}-08-20",
    ),
    "STNMT-LS-2020": (
        "2020-04-30",
        "2020-06-30",
        "2020-07-01",
        "2020-09-15",
        "2020-11-30",
        "2020-12-14",
        "2020-12-15",
        "2020-12-16",
        "2020-12-31",
        "2021-05-01",
    ),
}
# Reports whose state counts days.
COUNTED = ("overdue", "late", "due_soon")
EACH_DAY = [(plan, day) for plan, days in DAYS.items() for day in days]


@pytest.mark.parametrize(("plan", "day"), EACH_DAY)
def test_the_overview_says_what_the_board_says(
    reader: ReaderWith, board_state: Path, plan: str, day: str
) -> None:
    board = ask(board_state, "board", plan, "--as-of", day)
    page = reader(Sight(PROJECTOR)).open("tong-quan", plan=plan, as_of=day)
    panels = panels_seen(page)
    for panel, told in panels_told(board).items():
        assert told.items() <= panels[panel].items()
    assert tiles_seen(page) == {part["code"]: tile_told(part) for part in board["sub_indices"]}
    matters = board["attention"]
    seen = matters_seen(page)
    for (colour, what, said), told in zip(seen, matters, strict=False):
        assert (colour, what) == (told["colour"], told["what"])
        # The state and the reason are told side by side, nothing twice.
        assert set(re.findall(r"\d+", told["reason"])) <= set(re.findall(r"\d+", said))
    assert len(seen) >= min(len(matters), 3)
    if matters:
        assert (
            f"Xem cả {len(matters)} mục →" in page.locator(".ddci.overview .more").all_inner_texts()
        )


@pytest.mark.parametrize(("plan", "day"), EACH_DAY)
def test_the_matrix_of_reports_says_what_the_reports_say(
    reader: ReaderWith, board_state: Path, plan: str, day: str
) -> None:
    told = ask(board_state, "reports", plan, "--as-of", day)
    page = reader(Sight(PROJECTOR)).open("bao-cao", plan=plan, as_of=day)
    cells = measure(
        page,
        """() => [...document.querySelectorAll('.ddci .duty td')].map(cell => [
            cell.closest('.duty').id, cell.classList[0],
            cell.querySelector('.state').textContent.trim()])""",
    )
    shown = Counter((duty, state, days_in(text, state)) for duty, state, text in cells)
    owed = Counter(
        (f"bc-{row['duty']}", row["state"], row["days"] if row["state"] in COUNTED else None)
        for row in told
    )
    assert shown == owed


def panels_seen(page: Page) -> Document:
    """The figures of each panel at the top of the overview, by the words below them."""
    seen: Document = measure(
        page,
        """() => Object.fromEntries([...document.querySelectorAll('.ddci .panel')].map(panel => [
            words(panel.querySelector('.head span')),
            Object.fromEntries([...panel.querySelectorAll('.figures p, .counts > *')]
                .filter(each => each.querySelector('b'))
                .map(each => ['small', 'b'].map(
                    part => words(each.querySelector(part)).split(', ')[0]))),
        ]))""",
    )
    return seen


def panels_told(board: Document) -> Document:
    """Those of the figures at the top that the command line tells too, in the same shape."""
    (whole,), reports = board["overall"], board["reports"]
    latest, estimate = whole["latest"] or {}, whole["estimate"] or {}
    scores = {"chưa có tổng điểm công bố": "–"}
    if latest.get("score"):
        scores = {f"công bố {latest['year']}": written(latest["score"])}
    if estimate.get("score"):
        scores[f"ước tính {estimate['year']}"] = written(estimate["score"])
    ranks = {"chưa có hạng công bố": "–"}
    if latest.get("rank"):
        ranks = {f"công bố {latest['year']}": place_of(latest)}
    return {
        "Tổng điểm": scores,
        "Hạng": ranks,
        f"Báo cáo năm {board['quarter'][:4]}": {
            "còn thiếu": str(reports["missing"]),
            "nộp trễ": str(reports["late"]),
            "đúng hạn": str(reports["on_time"]),
        },
    }


def tiles_seen(page: Page) -> Document:
    """What the tiles show, by the code of the sub-index that each leads to."""
    seen: Document = measure(
        page,
        """() => Object.fromEntries([...document.querySelectorAll('.ddci .tile')].map(tile => {
            const lights = [...tile.querySelectorAll('.light use')]
                .map(use => use.getAttribute('href').match(/#l-(\\w+)/)[1]);
            return [new URL(tile.href).searchParams.get('sub'), {
                lights,
                reasons: [...tile.querySelectorAll('.why')].map(why => why.title),
                score: words(tile.querySelector('.line > b')),
                rank: words(tile.querySelector('.place')).match(/\\d+(\\/\\d+)?/)?.[0] ?? null,
            }];
        }))""",
    )
    return seen


def tile_told(part: Document) -> Document:
    """A sub-index by the command line, in the shape of ``tiles_seen``."""
    latest = part["latest"] or {}
    lights = part["execution_light"], part["result_light"]
    return {
        "lights": [light["colour"] or "none" for light in lights],
        "reasons": [light["reason"] for light in lights],
        "score": written(latest["score"]) if latest.get("score") else "–",
        "rank": place_of(latest) if latest.get("rank") else None,
    }


def matters_seen(page: Page) -> list[list[str]]:
    """The rows of "Cần xử lý" on the overview: colour, matter, reason."""
    seen: list[list[str]] = measure(
        page,
        """() => [...document.querySelectorAll('.ddci a.item')].map(row => [
            row.querySelector('use').getAttribute('href').replace('#l-', ''),
            row.querySelector('.what').textContent, row.textContent])""",
    )
    return seen


def place_of(result: Document) -> str:
    return "/".join(str(result[name]) for name in ("rank", "out_of") if result[name])


def written(decimal: str) -> str:
    """A decimal as Vietnamese write it; none here reaches a thousand."""
    return decimal.replace(".", ",")


def days_in(text: str, state: str) -> int | None:
    """The days that a state of a report counts, as its words say."""
    found = re.search(r"\d+", text) if state in COUNTED else None
    return int(found[0]) if found else None
