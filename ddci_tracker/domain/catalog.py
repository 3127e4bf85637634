"""Indices and their sub-indices: codes, names, scales, and how a printed name finds its code.

Sets differ by province and year, so each set says for which years and provinces it is valid.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from ddci_tracker.domain.plan import RankList, ScoreBand
from ddci_tracker.domain.provinces import province as named

# The blocks that departments are ranked in: departments of the province, vertical agencies,
# districts (until 2025), communes with wards and special zones.
BLOCKS = ("departments", "vertical", "districts", "communes")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogSubIndex:
    """A sub-index that the catalogue knows; ``short_name`` fits a narrow tile.

    ``weight`` is its share in the total, in any unit; None where none is known. ``maximum`` is the
    most that it can score where that is not what its index says of all.
    """

    code: str
    name: str
    short_name: str
    english_name: str
    aliases: tuple[str, ...] = ()
    weight: Decimal | None = None
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubIndexSet:
    """The sub-indices of an index for a span of years, in their usual order.

    ``from_year`` and ``to_year`` are inclusive, None is open. ``provinces`` and ``blocks`` empty:
    all. ``note`` says what of it is uncertain.
    """

    from_year: int | None
    to_year: int | None
    provinces: tuple[str, ...]
    blocks: tuple[str, ...] = ()
    note: str | None = None
    sub_indices: tuple[CatalogSubIndex, ...]

    def weights(self) -> dict[str, Decimal] | None:
        """The weights by code, None unless every sub-index has one."""
        known = {each.code: each.weight for each in self.sub_indices if each.weight is not None}
        return known if known and len(known) == len(self.sub_indices) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BandSet:
    """How the scores of an index are called (xếp loại), for a span of years and some blocks.

    ``from_year`` and ``to_year`` are inclusive, None is open. ``blocks`` empty: all.
    """

    from_year: int | None
    to_year: int | None
    blocks: tuple[str, ...]
    bands: tuple[ScoreBand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index (DDCI, PCI, ...): the scale of its sub-indices and of its total.

    ``list`` is the one in which a plain rank counts, None where that differs. ``total_by_mean``:
    the total can be estimated by the mean of all sub-indices; not where each has a most of its own.
    """

    code: str
    name: str
    english_name: str
    sub_index_min: Decimal = Decimal(0)
    sub_index_max: Decimal
    total_min: Decimal = Decimal(0)
    total_max: Decimal
    total_by_mean: bool = True
    list: RankList | None = None
    bands: tuple[BandSet, ...] = ()
    sets: tuple[SubIndexSet, ...] = ()

    def set_for(self, year: int, province: str, block: str = "") -> SubIndexSet | None:
        """The set valid in a year for a province and block.

        One that names the province comes first, then one that names the block.
        """
        valid = [each for each in self._sets_of(province, block) if _holds_in(each, year)]
        return min(valid, key=lambda each: (not each.provinces, not each.blocks), default=None)

    def measures(self, code: str, year: int, province: str, block: str = "") -> bool:
        """Whether the index has this sub-index in a year.

        It has not where the set of that year leaves out what that of another year has; of what no
        set knows, nobody can say that it is left out.
        """
        chosen = self.set_for(year, province, block)
        if chosen is None or code in (known.code for known in chosen.sub_indices):
            return True
        sets = self._sets_of(province, block)
        return code not in (known.code for each in sets for known in each.sub_indices)

    def _sets_of(self, province: str, block: str) -> tuple[SubIndexSet, ...]:
        """The sets of every year that can be those of a province and block."""
        return tuple(
            each
            for each in self.sets
            if (not each.provinces or named(province) in map(named, each.provinces))
            and (not each.blocks or block in each.blocks)
        )

    def bands_for(self, year: int, block: str) -> tuple[ScoreBand, ...]:
        """The bands of the total in a year: those of the block before those of all."""
        valid = [
            each
            for each in self.bands
            if _holds_in(each, year) and (not each.blocks or block in each.blocks)
        ]
        chosen = min(valid, key=lambda each: not each.blocks, default=None)
        return chosen.bands if chosen else ()


def _holds_in(what: SubIndexSet | BandSet, year: int) -> bool:
    return (what.from_year or year) <= year <= (what.to_year or year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """All indices by code."""

    indices: tuple[Index, ...] = ()

    @property
    def blocks(self) -> tuple[str, ...]:
        """The blocks that are known, those of single sets included."""
        of_sets = [each.blocks for index in self.indices for each in index.sets]
        of_bands = [each.blocks for index in self.indices for each in index.bands]
        named = (block for blocks in (*of_sets, *of_bands) for block in blocks)
        return tuple(dict.fromkeys((*BLOCKS, *named)))

    def index(self, code: str) -> Index | None:
        """The index with this code, or None."""
        return next((index for index in self.indices if index.code == code), None)

    def sub_index(
        self, index: str, code: str, year: int, province: str, block: str = ""
    ) -> CatalogSubIndex | None:
        """The sub-index with this code in the set of a year, province and block, or None."""
        found = self.index(index)
        chosen = found.set_for(year, province, block) if found else None
        if chosen is None:
            return None
        return next((known for known in chosen.sub_indices if known.code == code), None)

    def find(self, index: str, printed: str, year: int, province: str) -> CatalogSubIndex | None:
        """The sub-index that a printed name means, through names and aliases; None if none.

        Quotes, case, accents lost in scanning and the word "Chỉ số" do not matter.
        """
        found = self.index(index)
        chosen = found.set_for(year, province) if found else None
        wanted = fold_name(printed)
        for known in chosen.sub_indices if chosen else ():
            if wanted in {
                fold_name(name) for name in (known.name, known.short_name, *known.aliases)
            }:
                return known
        return None


def fold(text: str) -> str:
    """Vietnamese text without case and marks, for searching ("Đỗ" and "do" meet)."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


_NOT_A_WORD = re.compile(r"[\W_]+")


def fold_name(printed: str) -> str:
    """A sub-index name reduced to what identifies it: folded words without "chi so"."""
    words = _NOT_A_WORD.sub(" ", fold(printed)).strip()
    return words.removeprefix("chi so thanh phan ").removeprefix("chi so ").strip()
