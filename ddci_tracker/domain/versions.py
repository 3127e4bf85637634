"""Two axes of history: the day an act counts for, and the moment it was recorded.

Every fact that a screen shows is a chain of versions of one thing. This module decides which
of them holds; it neither stores them nor knows what they say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Generic[T]):
    """One version of the thing that ``key`` names.

    ``revision`` counts from 1 within the key. ``recorded_at`` is an aware UTC moment.
    ``replaces`` names the revision whose day this one corrects. ``value`` None closes the
    thing: it is gone from ``on`` and stays in the history.
    """

    key: str
    revision: int
    on: date
    recorded_at: datetime
    recorded_by: str
    value: T | None
    replaces: int | None = None


def qualifying(
    versions: Iterable[Version[T]], *, as_of: date, known_at: datetime
) -> dict[str, list[Version[T]]]:
    """The versions to be looked at as of a day and known at a moment, by key.

    Those recorded by ``known_at`` whose ``on`` is not after ``as_of``, without the ones whose
    day a known version corrects (whatever the corrected day is), in the order in which they
    take effect: by (``on``, ``revision``). The last one holds.
    """
    known: dict[str, list[Version[T]]] = {}
    for version in versions:
        if version.recorded_at <= known_at:
            known.setdefault(version.key, []).append(version)
    chosen: dict[str, list[Version[T]]] = {}
    for key, chain in known.items():
        corrected = {version.replaces for version in chain}
        standing = [v for v in chain if v.on <= as_of and v.revision not in corrected]
        if standing:
            chosen[key] = sorted(standing, key=lambda v: (v.on, v.revision))
    return chosen


def holding(
    versions: Iterable[Version[T]], *, as_of: date, known_at: datetime
) -> dict[str, Version[T]]:
    """The version of each thing that holds, closed ones left out.

    Of the versions that qualify the one with the highest (``on``, ``revision``) holds: what is
    entered late with an earlier day does not displace what came after.
    """
    chosen = qualifying(versions, as_of=as_of, known_at=known_at)
    return {key: chain[-1] for key, chain in chosen.items() if chain[-1].value is not None}
