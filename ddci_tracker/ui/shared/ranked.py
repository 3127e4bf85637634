"""What is scored and ranked: whole indices and their sub-indices, for the screen Kết quả."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ddci_tracker.domain.plan import Result
from ddci_tracker.domain.views import OverallView, Standing, SubIndexView
from ddci_tracker.ui.core import paths
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.words import plan_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """What has results: a whole index (``code`` None) or one of its sub-indices."""

    index: str
    code: str | None
    name: str
    short: str
    standing: Standing
    section: str | None
    printed: tuple[Result, ...]
    link: str | None

    @property
    def key(self) -> str:
        """Names it in an address."""
        return _key(self.index, self.code)

    @property
    def results(self) -> tuple[Result, ...]:
        return (*self.standing.results.published, *self.standing.results.estimates)


def _key(index: str, code: str | None) -> str:
    return f"{index}.{code}" if code else index


def key_of(view: SubIndexView) -> str:
    """What an address calls a sub-index."""
    return _key(view.index, view.code)


@lru_cache(maxsize=KEPT)
def wholes_of(seen: Seen) -> tuple[Ranked, ...]:
    """The whole indices of a plan."""
    return tuple(_whole(seen.look, view) for view in seen.look.board.overall)


@lru_cache(maxsize=KEPT)
def subs_of(seen: Seen) -> tuple[Ranked, ...]:
    """The sub-indices of a plan, in its order."""
    return tuple(_sub(seen.look, view) for view in seen.look.board.sub_indices)


@lru_cache(maxsize=KEPT)
def all_of(seen: Seen) -> tuple[Ranked, ...]:
    """Each whole index before its sub-indices."""
    return tuple(
        thing
        for whole in wholes_of(seen)
        for thing in (whole, *(sub for sub in subs_of(seen) if sub.index == whole.index))
    )


def _whole(look: Look, view: OverallView) -> Ranked:
    printed = (each.results for each in look.board.plan.overall if each.index == view.index)
    return Ranked(
        index=view.index,
        code=None,
        name=look.words.text("Whole index {index}", index=view.index),
        short=view.index,
        standing=view.standing,
        section=None,
        printed=next(printed, ()),
        link=None,
    )


def _sub(look: Look, view: SubIndexView) -> Ranked:
    short = plan_names.short_sub_index_name(view, look.words)
    several = len({each.index for each in look.board.sub_indices}) > 1
    return Ranked(
        index=view.index,
        code=view.code,
        name=plan_names.sub_index_name(view, look.words),
        short=f"{view.index} · {short}" if several else short,
        standing=view.standing,
        section=view.sub_index.section,
        printed=view.sub_index.results,
        link=look.link(paths.SUB_INDEX, index=view.index, sub=view.code),
    )
