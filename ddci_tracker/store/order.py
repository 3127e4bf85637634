"""Where things stand in their order, moving as few of them as possible.

A position is part of a version, so renumbering everything behind one new line would fill the
history with moves that nobody made.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

# Room left between neighbours, so that most insertions move nothing.
STEP = 1 << 10


def positions(known: Sequence[int | None]) -> list[int]:
    """Increasing positions for things in their new order, given where each stood (None: new).

    What already stands in order keeps its position; the others get one in between. Everything is
    numbered afresh where no room is left.
    """
    kept = set(_longest_increasing(known))
    placed: list[int] = []
    waiting = 0
    for at in range(len(known) + 1):
        if at < len(known) and at not in kept:
            waiting += 1
            continue
        low = placed[-1] if placed else 0
        upper = known[at] if at < len(known) else None
        high = low + STEP * (waiting + 1) if upper is None else upper
        if high - low <= waiting:
            return [STEP * number for number in range(1, len(known) + 1)]
        placed += [low + (high - low) * n // (waiting + 1) for n in range(1, waiting + 1)]
        placed += [] if upper is None else [upper]
        waiting = 0
    return placed


def _longest_increasing(known: Sequence[int | None]) -> list[int]:
    """Indices of a longest run of known positions that already increases."""
    ends: list[int] = []
    end_at: list[int] = []
    before: dict[int, int | None] = {}
    for at, position in enumerate(known):
        if position is None:
            continue
        length = bisect_left(ends, position)
        ends[length : length + 1] = [position]
        end_at[length : length + 1] = [at]
        before[at] = end_at[length - 1] if length else None
    run: list[int] = []
    step = end_at[-1] if end_at else None
    while step is not None:
        run.append(step)
        step = before[step]
    return run[::-1]
