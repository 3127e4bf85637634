"""What a unit asks of others in its word on a task: by its mark, or in so many words.

Units write "đề nghị …" without setting the mark as often as with it; a request is put to the
leaders either way. Not here: how it is worded on a paper.
"""

from __future__ import annotations

import re

from ddci_tracker.domain.acts import TaskUpdate

# A clause ends with a stop or a line, but not with the point of a number or of a short form.
_CLAUSES = re.compile(r"[.;!?…]+(?:\s+|$)|\n+")
_BEGINS = re.compile(r"(?:kính\s+)?(?:đề nghị|kiến nghị|đề xuất|xin)\s+(?!\d)", re.IGNORECASE)
# Within a clause, unless it is a request of others that is told of: "trả lời đề nghị của …".
_WITHIN = re.compile(
    r"(?<!\w)(?<!theo )(?<!các )(?<!những )(?<!trả lời )(?<!văn bản )(?<!hồ sơ )(?<!đơn )"
    r"(?:kính\s+)?đề nghị(?!\s+(?:của|từ)\b)(?!\w)",
    re.IGNORECASE,
)


def asked(said: TaskUpdate) -> str | None:
    """What a unit asks for in its own words; None where it asks for nothing.

    Empty where it marked that it needs help and did not say for what.
    """
    if said.needs_help:
        return said.difficulty or said.note or ""
    found = [
        *(
            each
            for each in _clauses(said.difficulty)
            if _BEGINS.match(each) or _WITHIN.search(each)
        ),
        *(each for each in _clauses(said.note) if _BEGINS.match(each)),
    ]
    return "; ".join(found) or None


def _clauses(text: str | None) -> list[str]:
    return [each.strip() for each in _CLAUSES.split(text or "") if each.strip()]
