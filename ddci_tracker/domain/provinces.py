"""What a province is called: its rank and its name, whichever of the usual ways it was written.

Plans write "Lào Cai", "Tỉnh Lào Cai", "TP. Hồ Chí Minh" or "TPHCM"; official papers want the rank
and the name. How a name is spelled otherwise is the writer's choice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

# The cities of the rank of a province.
_CITIES = frozenset({"Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ"})
_SHORT = {"HCM": "Hồ Chí Minh", "HN": "Hà Nội", "TPHCM": "Hồ Chí Minh"}
# Named after a person: papers never leave the word for its rank out.
_NEVER_BARE = frozenset({"Hồ Chí Minh"})
_RANK = re.compile(
    r"(?:(?P<city>th(?:ành|\.)\s*phố|t\.\s*phố|thủ\s+đô|t\.?\s*p\.|t\.\s*p(?=\s)|t/p)"
    r"|(?P<province>tỉnh|t(?:\.|(?=\s))))(?:\s*[.:]\s*|\s+|(?<=\.))"
    r"|(?P<short>tp)(?=[\s.]|[^\W\d_]{3})\s*",
    re.IGNORECASE,
)
# The people's committee of the province, where the paper's head was copied.
_COMMITTEE = re.compile(r"^(?:ubnd|[uủ][yỷ] ban nhân dân)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province or a city of that rank; ``name`` without the word for the rank."""

    name: str
    is_city: bool

    @property
    def place(self) -> str:
        """How the place is named where a paper is dated and signed."""
        return f"Thành phố {self.name}" if self.name in _NEVER_BARE else self.name


@cache
def province(written: str) -> Province:
    """The province that was written with or without its rank."""
    name, city = _COMMITTEE.sub("", " ".join(written.split()), count=1), False
    if name.upper() not in _SHORT and (rank := _RANK.match(name)):
        city = rank["province"] is None
        name = name[rank.end() :].lstrip(". ") or name
    name = _SHORT.get(name.upper(), name)
    if name.isupper() or name.islower():
        name = name.title()
    return Province(name=name, is_city=city or name in _CITIES)
