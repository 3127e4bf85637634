"""What kind of paper a text is; only plans and what reads like one are taken."""

from __future__ import annotations

import re

from ddci_tracker.domain.imported import DocumentKind
from ddci_tracker.plans.importing.outline import SectionRole, TextBlock
from ddci_tracker.plans.importing.wording import folded

_PLAN = re.compile(
    r"^(?:du thao\s+)?(?:ke hoach|chi thi|chuong trinh(?: hanh dong)?|de an|phuong an)\b"
)
_OTHERS: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (
        DocumentKind.DECISION,
        re.compile(r"^quyet dinh$|^quyet dinh (?:ve|phe duyet|cong bo|ban hanh)\b|^quyet dinh:?$"),
    ),
    (DocumentKind.NOTICE, re.compile(r"^thong bao\b")),
    (DocumentKind.REPORT, re.compile(r"^(?:bao cao|to trinh|bien ban|phieu)\b")),
    (DocumentKind.INVITATION, re.compile(r"^giay moi\b")),
    (
        DocumentKind.LETTER,
        re.compile(
            r"^(?:thu (?:khen|chuc mung|cam on|ngo)|thu$|cong van|kinh gui|v/v|cong dien)\b"
        ),
    ),
    (
        DocumentKind.OTHER,
        re.compile(
            r"^(?:nghi quyet|thong tu|nghi dinh|hop dong|giay chung nhan|huong dan|quy che"
            r"|ban tin|loi)\b"
        ),
    ),
)


def kind_of(blocks: list[TextBlock], *, parts: int, tasks: int) -> DocumentKind | None:
    """What a text seems to be instead of a plan; None for a plan.

    ``parts`` and ``tasks``: how many sub-indices with a section of their own and how many tasks
    were found.
    """
    seen: DocumentKind | None = None
    for block in blocks[:40]:
        plain = folded(block.paragraph.text).strip(" .:*")
        heads = len(plain) < 160 and block.role is SectionRole.OPENING
        titled = len(plain) < 20 or block.paragraph.text.isupper() or "ban hanh" not in plain
        # A decision that a plan is annexed to is followed by that plan.
        if heads and titled and _PLAN.match(plain) and (seen is None or len(plain) < 40):
            return None if parts or tasks > 1 else DocumentKind.OTHER
        if heads and seen is None:
            seen = next((kind for kind, words in _OTHERS if words.match(plain)), None)
    if seen is not None:
        return seen
    # No head was copied along: it has to read like a plan.
    return None if parts and tasks >= parts else DocumentKind.OTHER
