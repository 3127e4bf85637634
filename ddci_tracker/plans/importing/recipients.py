"""Who gets the paper (nơi nhận)."""

from __future__ import annotations

import re

from ddci_tracker.domain.plan import Lines, Recipient
from ddci_tracker.plans.importing.outline import SectionRole, TextBlock

_MARK = re.compile(r"\s*\((?P<mark>[^()]{1,20})\)\s*$")
_ITEM = re.compile(r"^[-–•*+]\s*(?P<name>.+)$")


def read_recipients(blocks: list[TextBlock]) -> list[tuple[Recipient, Lines]]:
    """The lines below "Nơi nhận", each with its mark."""
    found: list[tuple[Recipient, Lines]] = []
    for block in blocks:
        if block.role is not SectionRole.CLOSING:
            continue
        for piece in re.split(r"(?<=;)\s+(?=[-–•])|\n", block.paragraph.text):
            item = _ITEM.match(re.sub(r"^Nơi nhận\s*:?\s*", "", piece.strip()))
            if item is None:
                continue
            name = item["name"].strip().rstrip(" ;.,")
            mark = _MARK.search(name)
            bare = name[: mark.start()].strip() if mark else name
            if bare:
                recipient = Recipient(name=bare, mark=mark["mark"] if mark else None)
                found.append((recipient, block.paragraph.lines))
    return found
