"""What many people ask for at the same moment is found out once.

Right after a change fifty open pages ask for the same board: were each of them to decide it, all
would wait for fifty boards. One decides, the others wait for it and take what is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, update_wrapper
from threading import Lock
from typing import Generic, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

# So many answers are found out at the same time without one waiting for another by chance.
_DOORS = 64
# Whoever decides may be in want of what those who wait hold, as a connection: they wait no longer.
_PATIENCE_SECONDS = 2.0


class KeptAnswers(Generic[P, T]):
    """A function whose answers are kept, so many of them, and found out but once at a time."""

    def __init__(self, ask: Callable[P, T], most: int) -> None:
        self._kept = lru_cache(maxsize=most)(ask)
        self._doors = tuple(Lock() for _ in range(_DOORS))
        update_wrapper(self, ask)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        asked = cast("tuple[Hashable, ...]", args)
        door = self._doors[hash(asked) % _DOORS]
        has_the_door = door.acquire(timeout=_PATIENCE_SECONDS)
        try:
            return self._kept(*asked, **cast("dict[str, Hashable]", kwargs))
        finally:
            if has_the_door:
                door.release()

    def forget(self) -> None:
        """Keep nothing of what was found out so far."""
        self._kept.cache_clear()


def asked_at_once(most: int) -> Callable[[Callable[P, T]], KeptAnswers[P, T]]:
    """Keep the last ``most`` answers of a function whose arguments say all that they depend on.

    The function must not ask itself again.
    """
    return lambda ask: KeptAnswers(ask, most)
