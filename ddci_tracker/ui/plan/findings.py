"""What the checks of a plan found, in sentences by level, for the screen Kế hoạch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ddci_tracker.domain.findings import CheckCode, Finding, Level
from ddci_tracker.domain.plan import Lines
from ddci_tracker.words import reasons
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

# Of a finding about many places as many are named, so that its sentence stays in sight.
PLACES_NAMED = 10

# The kinds of remarks that people write into a plan file; others are called notes.
_REMARKS: Mapping[str, str] = MappingProxyType(
    {
        "suspected_misprint": N_("suspected misprint"),
        "contradiction": N_("contradiction in print"),
        "missing": N_("missing in print"),
        "breaks_off": N_("where it breaks off"),
        "reading": N_("how it was read"),
        "inferred": N_("inferred"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """A finding; ``remark`` is the kind of a remark that the reader of the print wrote."""

    text: str
    remark: str | None
    where: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingGroup:
    """The findings of one level."""

    level: Level
    lines: tuple[FindingLine, ...]


def finding_groups(findings: Iterable[Finding], words: Words) -> list[FindingGroup]:
    """Findings by level, errors first; levels without any are left out."""
    by_level: dict[Level, list[FindingLine]] = {level: [] for level in Level}
    for finding in findings:
        by_level[finding.level].append(_line(finding, words))
    return [
        FindingGroup(level=level, lines=tuple(lines)) for level, lines in by_level.items() if lines
    ]


def _line(finding: Finding, words: Words) -> FindingLine:
    remark = None
    if finding.reason.code == CheckCode.WRITTEN_NOTE:
        remark = words.text(_REMARKS.get(str(finding.reason["kind"]), N_("note")))
    return FindingLine(
        text=reasons.sentence(finding.reason, words),
        remark=remark,
        where=_places(finding.lines, words),
    )


def _places(lines: tuple[Lines, ...], words: Words) -> str | None:
    """Where a finding is seen: dòng 29, 37, 39–41 và 12 chỗ nữa."""
    spans = list(
        dict.fromkeys(
            str(each.first) if each.first == each.last else f"{each.first}–{each.last}"
            for each in lines
        )
    )
    if not spans:
        return None
    if len(spans) == 1 and "–" not in spans[0]:
        return words.text("line {number}", number=spans[0])
    said = words.text("lines {span}", span=", ".join(spans[:PLACES_NAMED]))
    if len(spans) <= PLACES_NAMED:
        return said
    return words.text("{lines} and {count} more", lines=said, count=len(spans) - PLACES_NAMED)
