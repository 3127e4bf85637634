"""Numbers as people type them, with a comma or a point; anything else is refused."""

from __future__ import annotations

import re
from decimal import Decimal

from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_

_DECIMAL = re.compile(r"[+-]?\d{1,9}([.,]\d{1,9})?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,9}", re.ASCII)


def decimal(typed: str, *, field: str | None = None) -> Decimal:
    """``7.80`` or ``7,80``, with the places it was typed with; ``field`` names where."""
    if not _DECIMAL.fullmatch(typed.strip()):
        raise Refused(
            N_("{typed} is not a number; write 7,80 or 7.80"), field=field, typed=typed.strip()
        )
    return Decimal(typed.strip().replace(",", "."))


def whole(typed: str, *, field: str | None = None) -> int:
    """A whole number; ``field`` names where it was typed."""
    if not _WHOLE.fullmatch(typed.strip()):
        raise Refused(N_("{typed} is not a whole number"), field=field, typed=typed.strip())
    return int(typed)
