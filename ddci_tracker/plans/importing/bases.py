"""Documents that the paper rests on or asks to be carried out (căn cứ)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ddci_tracker.domain.plan import LegalBasis, Lines
from ddci_tracker.plans.importing.outline import SectionRole, TextBlock
from ddci_tracker.plans.importing.wording import folded

_CITED = re.compile(
    r"(?P<kind>ke hoach|quyet dinh|nghi quyet|chi thi|cong van|van ban|nghi dinh|thong tu"
    r"|thong bao|luat"
    r"|chuong trinh|bao cao|de an|ket luan)\s+so:?\s*(?P<number>\d+[\w/.&-]*(?:-[\w&]+)*)"
    r"(?:,?\s*(?:ngay"
    r"|ban hanh ngay)\s*(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})"
    r"|,?\s*ngay\s*(?P<day2>\d{1,2})\s*thang\s*(?P<month2>\d{1,2})\s*nam\s*(?P<year2>\d{4}))?"
    r"(?:\s*,?\s*cua\s+(?P<issuer>(?:ubnd|uy ban nhan dan|chinh phu|thu tuong chinh phu|tinh uy"
    r"|tinh uy"
    r"|hdnd|hoi dong nhan dan|chu tich ubnd|(?:bo|so|ban) \w+)\b[^,;.()\"]{0,40}?)"
    r"(?=\s+(?:ve|khac phuc|cai thien|ban hanh|phe duyet|tang cuong|trien khai|quy dinh|thuc hien"
    r"|nham|tai|trong|theo)\b|[,;.()\"]|$))?"
    r"(?:\s*,?\s*(?:ve viec|ve)?\s*(?P<about>[^;.(]{4,240}))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedBasis:
    """A cited document; ``opens`` where it stands before the first section."""

    basis: LegalBasis
    lines: Lines
    sure: bool
    opens: bool


def read_bases(blocks: list[TextBlock]) -> list[CitedBasis]:
    """Every cited document once, in the order of the text; one with a day before one without."""
    found: dict[tuple[str, date | None], CitedBasis] = {}
    numbers: set[str] = set()
    for block in blocks:
        if block.role is SectionRole.CLOSING:
            continue
        for cited in _in_block(block):
            number = cited.basis.number or ""
            key = number.casefold(), cited.basis.issued_on
            if key in found or (cited.basis.issued_on is None and number.casefold() in numbers):
                continue
            numbers.add(number.casefold())
            found[key] = cited
    return list(found.values())


def _in_block(block: TextBlock) -> Iterator[CitedBasis]:
    text, plain = block.text, folded(block.text)
    at = 0
    while found := _CITED.search(plain, at):
        after = (
            found.end("issuer")
            if found["issuer"]
            else max(found.end("number"), found.end("year"), found.end("year2"))
        )
        at = after
        number = text[found.start("number") : found.end("number")].strip("-./")
        if "/" not in number:
            continue
        issued = _date(
            found["day"] or found["day2"],
            found["month"] or found["month2"],
            found["year"] or found["year2"],
        )
        issuer = (
            text[found.start("issuer") : found.end("issuer")].strip() if found["issuer"] else None
        )
        about = text[found.start("about") : found.end("about")].strip() if found["about"] else None
        if about and (again := _CITED.search(folded(about))):
            about = about[: again.start()].rstrip(" ,") or None
        end = found.end("about") if found["about"] else after
        yield CitedBasis(
            basis=LegalBasis(
                number=number,
                issued_on=issued,
                issuer=_issuer(issuer),
                about=about[:300] if about and len(about.split()) > 3 else None,
                note=None,
            ),
            lines=block.lines_of(found.start(), end),
            sure=issued is not None and issuer is not None,
            opens=block.role is SectionRole.OPENING,
        )


def _issuer(text: str | None) -> str | None:
    if text is None:
        return None
    shown = re.sub(r"^Ủy ban nhân dân", "UBND", text.strip(), flags=re.IGNORECASE)
    return shown or None


def _date(day: str | None, month: str | None, year: str | None) -> date | None:
    try:
        return date(int(year or ""), int(month or ""), int(day or ""))
    except ValueError:
        return None
