"""Printed figures: scores with a comma or a point, places and the length of their list."""

from __future__ import annotations

import re
from decimal import Decimal

# A score or a number of places; thousands do not occur.
NUMBER = r"\d{1,3}(?:[.,]\d{1,3})?"
MINUS = r"(?:-\s*)"
PLACE = r"(?:so |thu |hang )*0?(?P<rank>\d{1,3})"


def decimal(text: str) -> Decimal:
    """A printed number with exactly its printed places."""
    return Decimal(re.sub(r"\s", "", text).replace(",", ".").lstrip("+"))


def whole(text: str) -> int:
    """A printed whole number; a zero before it is only ink."""
    return int(text)
