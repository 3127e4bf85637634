"""Counts that the print announces: how many sub-indices and targets it says that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ddci_tracker.domain.plan import Lines
from ddci_tracker.plans.importing.outline import SectionRole, TextBlock
from ddci_tracker.plans.importing.wording import folded

_PARTS = re.compile(
    r"(?<![\d/])0?(?P<n>\d{1,2})\s*(?:/\s*0?(?P<of>\d{1,2})\s*)?chi so(?: thanh phan"
    r"| con)\b(?P<tail>[^.;]{0,60})"
)
_TARGETS = re.compile(r"\b(?:gom|voi|co|dat)\s+0?(?P<n>\d{1,2})\s+chi tieu\b(?! thanh phan)")
_TASKS = re.compile(r"\b(?:gom|voi)\s+0?(?P<n>\d{1,3})\s+nhiem vu\b")


def announced_in(blocks: list[TextBlock]) -> Iterator[tuple[str, int, Lines]]:
    """What is announced, how many, and where; each kind and number once."""
    seen: set[tuple[str, int]] = set()
    for block in blocks:
        if block.role is SectionRole.CLOSING:
            continue
        plain = folded(block.text)
        for what, words in (("sub_indices", _PARTS), ("targets", _TARGETS), ("tasks", _TASKS)):
            for match in words.finditer(plain):
                share = what == "sub_indices" and match["of"]
                count = int(match["of"] if share else match["n"])
                if (
                    (
                        share
                        or not (
                            what == "sub_indices"
                            and re.search(
                                r"tren trung vi|duoi trung vi|dan dau|thap|cao|nay", match["tail"]
                            )
                        )
                    )
                    and count > 1
                    and (what, count) not in seen
                ):
                    seen.add((what, count))
                    yield what, count, block.lines_of(*match.span())
