"""The meeting room's screen (``/man-hinh``): pages that turn by themselves, the worst first.

First all sub-indices together, then each one with a red or amber light and the tasks behind it,
then what belongs to none of them: reports, silence, tasks without an owner.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.views import (
    AttentionKind,
    SubIndexView,
    TaskView,
    tasks_of_concern,
    worst_first,
)
from ddci_tracker.ui.core import drawing
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.faces.opening import FaceAsked, opened
from ddci_tracker.ui.faces.page import drawn
from ddci_tracker.ui.shared.attention_rows import attention_items
from ddci_tracker.ui.shared.concluded import ShortConclusion, concluded
from ddci_tracker.ui.shared.tiles import Tile, goal_of, tile_of
from ddci_tracker.words import formats, plan_names, reasons
from ddci_tracker.words.attention import own_words

WALL = "wall"
TURNED_EVERY = timedelta(seconds=20)

_PAGE = "trang"
_TASKS_SHOWN, _TASKS_BESIDE_A_CONCLUSION, _CONCLUSIONS_SHOWN = 3, 2, 1
_ROWS_SHOWN = 6
_OF_CONCERN = (Colour.RED, Colour.AMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class WallTask:
    """A task that keeps a sub-index from green: its light, what was last said, who answers."""

    light: Light
    title: str
    said: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WallPage:
    """One page: a sub-index with the worst of its tasks, or one of all together.

    ``more`` is how many tasks of concern have no room.
    """

    name: str
    tile: Tile | None = None
    tasks: tuple[WallTask, ...] = ()
    conclusions: tuple[ShortConclusion, ...] = ()
    more: int = 0


def wall_page(asked: FaceAsked) -> str:
    """The wall as a whole page; the address says which of its pages stands first."""
    shown = opened(asked)
    look = shown.look
    if look is None:
        return drawn(WALL, asked, shown)
    words, board = look.words, look.board
    tiles = [tile_of(look, view) for view in worst_first(board.sub_indices)]
    others = [row for row in board.attention if row.kind is not AttentionKind.TASK]
    pages = [WallPage(name=words.text("All sub-indices"))]
    pages += [_page_of(look, tile) for tile in tiles if _is_of_concern(tile.view)]
    if others:
        pages.append(WallPage(name=words.text("To act on")))
    here = _page_asked(asked.query.get(_PAGE), len(pages))
    following = str(here % len(pages) + 1)
    return drawn(
        WALL,
        asked,
        shown,
        tiles=tiles,
        goals={view.index: goal_of(view.standing, words) for view in board.overall},
        rows=attention_items(look, others[:_ROWS_SHOWN]),
        rows_more=max(len(others) - _ROWS_SHOWN, 0),
        pages=pages,
        here=here,
        turned_every=int(TURNED_EVERY.total_seconds()),
        following=drawing.link(
            "", plan=asked.query.get("plan"), lang=asked.language.parameter, **{_PAGE: following}
        ),
    )


def _page_asked(written: str | None, count: int) -> int:
    """The page that an address names, from 1; the first where it names none that there is."""
    read = int(written) if written and written.isascii() and written.isdigit() else 1
    return read if 1 <= read <= count else 1


def _is_of_concern(view: SubIndexView) -> bool:
    return any(light.colour in _OF_CONCERN for light in (view.execution, view.standing.light))


def _page_of(look: Look, tile: Tile) -> WallPage:
    concern = tasks_of_concern(tile.view.tasks)
    about = f"{tile.view.index}/{tile.view.code}"
    open_ones = (view for view in look.board.followed if view.said.about == about and not view.done)
    conclusions = tuple(concluded(look, open_ones))[:_CONCLUSIONS_SHOWN]
    room = _TASKS_BESIDE_A_CONCLUSION if conclusions else _TASKS_SHOWN
    return WallPage(
        name=tile.name,
        tile=tile,
        tasks=tuple(_task(look, each) for each in concern[:room]),
        conclusions=conclusions,
        more=max(len(concern) - room, 0),
    )


def _task(look: Look, view: TaskView) -> WallTask:
    reason = reasons.sentence(view.light.reason, look.words)
    told = own_words(view.said, reason, look.words) if view.said else []
    return WallTask(
        light=view.light,
        title=view.task.title,
        said=formats.capital(plan_names.quoted(look.board.plan, view, "; ".join(told)) or reason),
        unit=plan_names.unit_name(look.board.plan, view.answering) if view.answering else "",
    )
