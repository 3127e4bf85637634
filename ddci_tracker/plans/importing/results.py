"""Results of earlier years: scores, places, how both changed, each as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from ddci_tracker.domain.imported import Doubt
from ddci_tracker.domain.plan import Lines, Result, ResultKind
from ddci_tracker.plans.importing.figures import NUMBER, decimal, whole
from ddci_tracker.plans.importing.wording import folded

_YEAR = re.compile(r"nam\s*(20\d\d)|\((20\d\d)\)")
_N = rf"(?P<n>{NUMBER})"
_SCORE = re.compile(
    rf"(?:dat|duoc|la|len|diem so|diem|tu)\s*(?:duoc |muc |so |diem |toi da |tuyet doi "
    rf"|tong )*{_N}(?:\s*diem\b|(?=\s+(?:tang|giam|dung|xep|tut|nam 20))|(?=\s*[.,;(]|\s\s|\s*$))"
)
_SCORE_ALONE = re.compile(rf"{_N}\s*diem\b")
_SCORE_OF = re.compile(rf"\b{_N}\s*/\s*100\b")
_RANK_OF = re.compile(
    r"(?:xep|dung|vi tri|hang|thu|bac|o)\s+(?:(?:hang|thu|vi tri|bac|so|o"
    r"|thu hang)\s+)*0?(?P<rank>\d{1,3})"
    r"\s*(?:/|tren(?: tong so)?|trong (?:tong )?so)\s*0?(?P<of>\d{1,3})"
)
_RANK = re.compile(
    r"(?:xep|dung|dong)\s+(?:(?:hang|thu|vi tri|bac|so|o"
    r"|trong)\s+)*0?(?P<rank>\d{1,3})(?!\s*(?:[.,/]\d|diem|bac|don vi))"
)
_FROM_TO = re.compile(
    r"tu\s+(?:(?:vi tri|hang|thu|bac|so|thu hang)\s+)*0?(?P<from>\d{1,3})\s+(?:(?:len|xuong|den"
    r"|sang)\s+)(?:(?:dong|vi tri|hang|thu|bac|so"
    r"|thu hang)\s+)*0?(?P<to>\d{1,3})(?:\s*/\s*(?P<of>\d{1,3}))?"
)
_PREVIOUS = re.compile(
    r"\(\s*nam\s*(?P<year>20\d\d)\s*,?\s*(?:xep|dung|la|o)?\s*(?:(?:hang|thu|vi tri|o"
    r"|so)\s+)*0?(?P<rank>\d{1,3})(?:\s*/\s*(?P<of>\d{1,3}))?[^)]*\)"
)
_PLACES = re.compile(
    r"(?P<way>tang|len|giam|tut|xuong|sut)\s+(?:them\s+)?0?(?P<n>\d{1,3})\s*(?:bac|hang|vi tri"
    r"|thu hang)\b"
)
_CHANGE = re.compile(
    rf"(?:(?:muc )?do cai thien|muc cai thien|diem cai thien|cai thien diem|tang"
    rf"|giam)(?:\s+(?:chi so|giai doan|diem|la|so voi nam|20\d\d|-|tang|giam|them|duoc"
    rf"|xep hang)\b|\s*-(?=\s*20\d\d))*\s*(?P<sign>-\s*)?{_N}\s*(?:diem|cung la)\b"
)
_SAME = re.compile(r"khong (?:co su )?thay doi(?! dang ke| ve diem)|giu nguyen (?:vi tri|thu hang)")
_IMPROVED = re.compile(
    r"(?:muc do cai thien(?! chi so)[^,;.]{0,12}?xep\s+(?:thu|hang)|xep\s+(?:thu"
    r"|hang))\s*0?(?P<rank>\d{1,3})(?:\s*/\s*\d{1,3})?(?P<after>[^,;.]{0,40})"
)
_BEST = re.compile(
    rf"(?:don vi (?:dung dau|dan dau|cao nhat)|cao nhat)\s*(?:la|dat|:)?\s*{_N}\s*diem"
)
_BEYOND = re.compile(r"ngoai (?:nhom|top)\s*0?(?P<n>\d{1,3})")
_MEDIAN = re.compile(rf"trung vi\s*(?:la|dat|:)?\s*{_N}\s*diem")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundResult:
    """A result as one sentence prints it; ``lines`` are filled in where it is placed."""

    result: Result
    start: int
    end: int
    doubt: Doubt | None = None


def result_in(text: str, year: int | None, plan_year: int) -> FoundResult | None:
    """What a sentence says of one thing's result; ``year`` where the context gave one.

    None where it names no figure, or none of an earlier year.
    """
    plain = folded(text)
    found_year, named = _year_of(plain, year, plan_year)
    if found_year is None or found_year >= plan_year:
        return None
    spans: list[tuple[int, int]] = []
    fields: dict[str, object] = {}
    doubt = None if named or year is not None else Doubt.INFERRED

    def take(match: re.Match[str] | None) -> re.Match[str] | None:
        if match is None or any(a < match.end() and match.start() < b for a, b in spans):
            return None
        spans.append(match.span())
        return match

    if match := take(_PREVIOUS.search(plain)):
        fields["previous_rank"] = whole(match["rank"])
        plain = _blank(plain, match)
    if match := take(_BEST.search(plain)):
        fields["best_score"] = decimal(match["n"])
        plain = _blank(plain, match)
    if match := take(_MEDIAN.search(plain)):
        fields["median"] = decimal(match["n"])
        plain = _blank(plain, match)
    for match in _IMPROVED.finditer(plain):
        if "cai thien" in match[0] and "rank" not in fields:
            fields["improvement_rank"] = whole(match["rank"])
            spans.append(match.span())
            plain = _blank(plain, match)
            break
    if match := take(_PLACES.search(plain)):
        sign = 1 if match["way"] in ("tang", "len") else -1
        fields["rank_change"] = sign * whole(match["n"])
        plain = _blank(plain, match)
    elif match := take(_SAME.search(plain)):
        fields["rank_change"] = 0
        plain = _blank(plain, match)
    if match := take(_CHANGE.search(plain)):
        value = decimal(match["n"])
        down = match["sign"] is not None or match[0].startswith("giam")
        fields["score_change"] = -value if down else value
        plain = _blank(plain, match)
    if match := take(_FROM_TO.search(plain)):
        fields["previous_rank"] = whole(match["from"])
        fields["rank"] = whole(match["to"])
        if match["of"]:
            fields["out_of"] = whole(match["of"])
        plain = _blank(plain, match)
    if match := take(_RANK_OF.search(plain)):
        fields["rank"], fields["out_of"] = whole(match["rank"]), whole(match["of"])
        plain = _blank(plain, match)
    elif "rank" not in fields and (match := take(_RANK.search(plain))):
        fields["rank"] = whole(match["rank"])
        plain = _blank(plain, match)
    elif "rank" not in fields and (match := take(_BEYOND.search(plain))):
        fields["rank_over"] = whole(match["n"])
        plain = _blank(plain, match)
    if match := take(_SCORE.search(plain) or _SCORE_ALONE.search(plain)):
        fields["score"] = decimal(match["n"])
    # A year that only stands beside a change says nothing by itself.
    if not fields.keys() & {"score", "rank", "score_change", "rank_change", "rank_over"}:
        return None
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    return FoundResult(
        result=Result(
            year=found_year,
            kind=ResultKind.PUBLISHED,
            **fields,  # type: ignore[arg-type]
            text=text[start:end].strip(" ,;:"),
        ),
        start=start,
        end=end,
        doubt=doubt,
    )


def _blank(plain: str, match: re.Match[str]) -> str:
    return plain[: match.start()] + " " * (match.end() - match.start()) + plain[match.end() :]


def _year_of(plain: str, year: int | None, plan_year: int) -> tuple[int | None, bool]:
    """The year that the figures are of: the first that is not only compared with."""
    for match in _YEAR.finditer(plain):
        found = int(match[1] or match[2])
        before, after = plain[: match.start()], plain[match.end() :]
        if re.search(r"so voi(?: ket qua| cung ky)?\s*$", before) or match[2]:
            continue
        # Where the section is about a year, only a sentence that says it outright is of another.
        outright = re.match(
            r"\s*,?\s*(?:so |don vi )?[^,;.]{0,40}?\b(?:dat|duoc|xep|dung)\b", after
        )
        if year is not None and not outright:
            continue
        if found < plan_year:
            return found, True
        if outright:
            return None, False
    return (year, False) if year is not None else (plan_year - 1, False)


def merged(first: Result, second: Result) -> Result:
    """One result out of two sentences; what the first says holds."""
    changes = {
        name: getattr(second, name)
        for name in (
            *("score", "rank", "out_of", "score_change", "rank_change", "previous_rank"),
            *("improvement_rank", "best_score", "rank_over", "median"),
        )
        if getattr(first, name) is None and getattr(second, name) is not None
    }
    if not changes:
        return first
    lines = first.lines
    if first.lines and second.lines:
        lines = Lines(
            min(first.lines.first, second.lines.first), max(first.lines.last, second.lines.last)
        )
    text = f"{first.text} … {second.text}" if first.text and second.text else first.text
    return replace(first, **changes, lines=lines, text=text)


def contradict(first: Result, second: Result) -> bool:
    """Whether two sentences give one figure differently."""
    return any(
        getattr(first, name) is not None
        and getattr(second, name) is not None
        and Decimal(getattr(first, name)) != Decimal(getattr(second, name))
        for name in ("score", "rank", "out_of")
    )
