"""Agencies over time: which one took the place of others, and since when.

What the predecessors reached stays theirs: it stands beside the successor's results as history.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """An agency that another one took the place of; ``name`` is what it was called."""

    predecessor: str
    name: str
    decided_on: date
    in_force_on: date
    basis: str
