"""Targets (chỉ tiêu) in a sentence: their kind, value, year and list.

A rule is a pattern of words and the kind that it prints; the first that matches takes its words,
and no other looks at them again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from ddci_tracker.domain.imported import Doubt
from ddci_tracker.domain.plan import RankList, Target, TargetKind, TargetOf
from ddci_tracker.plans.importing.figures import NUMBER, decimal, whole
from ddci_tracker.plans.importing.wording import folded

_POINTS = r"(?:\s*(?:diem|d)\b)"
_LIST = (
    r"(?:\s*(?:co quan|don vi|so|nganh|ban|tinh|thanh pho|dia phuong)\b"
    r"(?:,? ?(?:so|ban|nganh|tinh|thanh pho)\b)*)"
)
_BLOCK_MARK = (
    r"(?:muc |diem |so )*(?P<what>trung vi|trung binh|binh quan|"
    r"don vi (?:dung dau|dan dau|cao nhat)|cao nhat)"
    r"(?:\s+(?:chung|cua|toan|khoi|cac|so|ban|nganh|tinh|diem)\b,?)*"
)
_RISE = r"(?:tang|cai thien|nang)(?:\s+(?:them|it nhat|toi thieu|tu))*"
_BETWEEN = r"\s*(?:diem|bac|hang)?\s*(?:-|den|toi)\s*"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTarget:
    """A target with the place of its words in the sentence."""

    target: Target
    start: int
    end: int
    doubt: Doubt | None = None


Make = Callable[[re.Match[str]], Target]


def _score(kind: TargetKind) -> Make:
    return lambda match: Target(kind=kind, value=decimal(match["n"]))


def _rank(match: re.Match[str]) -> Target:
    return Target(kind=TargetKind.RANK_AT_MOST, rank=whole(match["n"]))


def _increase(match: re.Match[str]) -> Target:
    unit = match["unit"]
    of = (
        TargetOf.PERCENT
        if unit == "%"
        else TargetOf.POINTS
        if unit.startswith("diem")
        else TargetOf.PLACES
    )
    high = match["high"]
    base = match["base"]
    return Target(
        kind=TargetKind.INCREASE,
        of=of,
        low=decimal(match["n"]),
        high=decimal(high) if high else None,
        base_year=int(base) if base else None,
    )


def _hold_rank(match: re.Match[str]) -> Target:
    return Target(kind=TargetKind.HOLD_RANK, rank=whole(match["n"]) if match["n"] else None)


def _range(match: re.Match[str]) -> Target:
    return Target(kind=TargetKind.RANGE, low=decimal(match["n"]), high=decimal(match["high"]))


def _rank_range(match: re.Match[str]) -> Target:
    return Target(kind=TargetKind.RANK_RANGE, low=Decimal(match["n"]), high=Decimal(match["high"]))


def _versus(match: re.Match[str]) -> Target:
    of = TargetOf.MEDIAN if match["what"].startswith("trung vi") else TargetOf.MEAN
    if match["what"].startswith(("don vi", "cao nhat")):
        of = TargetOf.BEST
    margin = match["margin"]
    strict = margin is None and match["way"] in ("tren", "cao hon", "vuot", "vuot tren")
    return Target(
        kind=TargetKind.VERSUS,
        of=of,
        margin=decimal(margin) if margin else None,
        strict=strict,
    )


def _below(match: re.Match[str]) -> Target:
    by = decimal(match["margin"])
    return replace(_versus(match), margin=-by, strict=match["strict"] is not None)


def _band(match: re.Match[str]) -> Target:
    return Target(kind=TargetKind.BAND, band=match["band"])


def _plain(kind: TargetKind) -> Make:
    return lambda match: Target(kind=kind)


_AT_MOST = TargetKind.RANK_AT_MOST
_N = rf"(?P<n>{NUMBER})"
_W = r"0?(?P<n>\d{1,3})"
_RULES: tuple[tuple[re.Pattern[str], Make], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        # Held against the block.
        (
            rf"(?:khong )?(?P<way>kem|thap hon)\s+(?:hon |so voi )?{_BLOCK_MARK}\s*,?\s*"
            r"(?:khong vuot qua|khong qua|qua|toi da|nhieu nhat|(?P<strict>duoi))"
            rf"\s*(?P<margin>{NUMBER}){_POINTS}",
            _below,
        ),
        (
            rf"khong (?P<way>kem|thap hon)\s+{_BLOCK_MARK}(?!\s*\d)(?P<margin>(?!))?",
            _versus,
        ),
        (
            rf"(?P<way>bang hoac cao hon|cao hon|vuot tren|vuot|tren|bang|dat|tu)\s+{_BLOCK_MARK}"
            rf"(?:\s*(?:tu|it nhat|toi thieu)?\s*(?P<margin>{NUMBER}){_POINTS})?(?:\s+tro len)?",
            _versus,
        ),
        # Held places and scores.
        (
            r"(?:giu vung|giu|duy tri|bao dam giu)\s+(?:vung\s+)?(?:(?:vi tri|thu hang|hang"
            r"|xep hang)\s+)(?:so |thu |hang |dan dau )*0?(?P<n>\d{1,3})?"
            r"(?:(?<=\d)\s*/\s*\d{1,3})?(?!\d|[.,]\d|\s*/|\s*trong (?:nhom|top))",
            _hold_rank,
        ),
        (
            r"(?:duy tri|giu vung|giu)(?! va cai thien)(?! cac chi so co)[^.;]{0,60}?\b"
            r"(?:vi tri xep hang|xep hang|thu hang)(?P<n>(?!))?",
            _hold_rank,
        ),
        (
            r"(?:giu vung|giu nguyen|giu|duy tri)\s+(?:muc |so )*diem(?: so)?|khong giam diem"
            r"|diem khong giam",
            _plain(TargetKind.HOLD_SCORE),
        ),
        # Places.
        (
            rf"(?:hang|vi tri|thu|thu hang|xep thu)\s+(?:tu\s+)?(?:thu "
            rf"|so )?0?(?P<n>\d{{1,3}}){_BETWEEN}(?:thu |hang "
            rf"|vi tri )?0?(?P<high>\d{{1,3}})(?!\s*(?:diem|[.,]\d|/))",
            _rank_range,
        ),
        (rf"(?:top|top|tp)\s*{_W}(?!\d)", _rank),
        (
            rf"(?:trong |vao |thuoc |o )*(?:nhom|tp"
            rf"|tot)\s+(?:co\s+)?{_W}(?:{_LIST})+(?:\s*(?:dan dau|dung dau|cao nhat))?",
            _rank,
        ),
        (
            rf"(?:trong |vao |thuoc |o )+nhom\s+{_W}(?![\d.,]*\d|\s*(?:chi so|nhiem vu|giai phap"
            r"|van de|tieu chi|noi dung|%))(?:\s*(?:dan dau|dung dau|cao nhat))?",
            _rank,
        ),
        (r"(?:hang|vi tri|xep)(?: thu)? nhat\b", lambda _: Target(kind=_AT_MOST, rank=1)),
        (rf"trong (?:so )?{_W}{_LIST}\s*(?:dan dau|dung dau|co|cao nhat)", _rank),
        (
            rf"(?:tu )?(?:hang|vi tri|thu|thu hang|bac)\s+(?:thu "
            rf"|so |tu )*{_W}(?:\s*/\s*\d{{1,3}})?(?!\s*[.,]\d)"
            rf"(?:{_LIST})?\s*(?:tro len|tro xuong)?",
            _rank,
        ),
        (
            r"(?:trong |vao |o |thuoc )*(?:nhom|top|tp|tot)\s*(?:cac (?:don vi|so"
            r"|co quan)[^.;]{0,15}\s)?(?:dung dau|dan dau|dau)\b",
            _plain(TargetKind.TOP_GROUP),
        ),
        # Growth.
        (
            rf"{_RISE}\s+{_N}(?:{_BETWEEN}(?P<high>{NUMBER}))?\s*(?P<unit>diem|bac|hang|vi tri"
            rf"|%)(?:\s*(?:tro len))?(?:\s*so voi (?:ket qua )?nam (?P<base>20\d\d))?",
            _increase,
        ),
        # Scores.
        (rf"(?:tren|cao hon|lon hon|vuot|>)\s*{_N}{_POINTS}", _score(TargetKind.ABOVE)),
        (rf"(?:khoang|xap xi|gan)\s+{_N}{_POINTS}", _score(TargetKind.ABOUT)),
        (rf"(?:tu\s+)?{_N}{_BETWEEN}(?P<high>{NUMBER}){_POINTS}", _range),
        (rf"(?:tu\s+)?{_N}{_POINTS}\s*tro len", _score(TargetKind.AT_LEAST)),
        (
            rf"(?:toi thieu|it nhat|khong duoi|khong thap hon|tu|>=|≥)\s*{_N}{_POINTS}",
            _score(TargetKind.AT_LEAST),
        ),
        (
            rf"(?:dat|len|la|:)\s*(?:duoc |muc |so diem |diem |toi da )*{_N}{_POINTS}",
            _score(TargetKind.REACH),
        ),
        (rf"(?<![\d.,/]){_N}{_POINTS}", _score(TargetKind.REACH)),
        # Bands.
        (
            r"(?:xep loai|thuoc nhom|xep hang|loai)\s+[\"']?(?P<band>xuat sac|rat tot|tot|kha"
            r"|trung binh|tuong doi thap)\b(?! (?:hon|cac|viec))",
            _band,
        ),
    )
)
_RANGE_TO = re.compile(rf"\btu\s+{NUMBER}\s*diem\s*(?:\([^)]*\)\s*)?len\s+(?=\d)")
# "90%" is read as "90d": as many letters, and a word for points.
_SHARE_OF = re.compile(r"(?<!tang )(?<!giam )(\d)%")
_YEAR = re.compile(r"nam (20\d\d)")
_MEANS_TARGET = re.compile(
    r"\bchi tieu\b|\bmuc tieu\b|\bphan dau\b|\bdat ra\b|\bquyet tam\b|\bdat muc\b"
)
_MISPRINT = re.compile(r"ph[ầâẩ]n đ[ầâ]u|ph[âầ]n đ[ấầ]u", re.IGNORECASE)
# What "phần đầu", the first part, is never followed by, and "phấn đấu" always is.
_CLEAR = re.compile(
    r",? (?:trong )?(?:nam 20\d\d,? )?(?:chi so [^,;.:]{0,60} )?(?:dat|dung|xep|giu|duy tri|tang"
    r"|nam trong|thuoc nhom|vao nhom|tro thanh|cai thien|nang)\b"
)
_LISTS = (
    (RankList.NATIONAL, re.compile(r"\b(?:toàn quốc|cả nước)\b", re.IGNORECASE)),
    (RankList.REGION, re.compile(r"\b(?:khu vực|vùng|trung du|đồng bằng)\b", re.IGNORECASE)),
)
_MAKES_WEAKER = re.compile(r"(?<!bang )\b(?:hoac|it nhat mot trong)\b")


def speaks_of_targets(text: str) -> bool:
    """Whether a sentence says that something is to be reached."""
    return _MEANS_TARGET.search(folded(text)) is not None


def targets_in(
    text: str, year: int, *, several: bool = False, shares: bool = False
) -> list[FoundTarget]:
    """The targets of a sentence, in order. What is said of earlier results is no target.

    ``several``: the plan covers years after this one, so that its own is told apart from them.
    ``shares``: scores of the index may be printed as percent.
    """
    plain = folded(text)
    if shares:
        plain = _SHARE_OF.sub(r"\1d", plain)
    # From 57.63 points up to 60: only where it leads is the target.
    plain = _RANGE_TO.sub(lambda match: " " * len(match[0]), plain)
    found: list[FoundTarget] = []
    taken = [False] * len(plain)
    for pattern, make in _RULES:
        for match in pattern.finditer(plain):
            if any(taken[match.start() : match.end()]) or _is_past(plain, match.start(), year):
                continue
            for at in range(match.start(), match.end()):
                taken[at] = True
            one = _found(text, plain, match, make(match), year)
            said = _said_year(plain, match.start())
            if several and said == year:
                one = replace(one, target=replace(one.target, year=year))
            found.append(one)
    return sorted(found, key=lambda each: each.start)


def _found(text: str, plain: str, match: re.Match[str], target: Target, year: int) -> FoundTarget:
    begin, end = _words(plain, match.start(), match.end())
    said = _said_year(plain, match.start())
    doubt = (
        Doubt.MISPRINT
        if (wrong := _MISPRINT.search(text[: match.start()]))
        and not _CLEAR.match(plain[wrong.end() :])
        and "phấn đấu" not in text[: match.start()].casefold()
        else None
    )
    if target.kind in (
        TargetKind.TOP_GROUP,
        TargetKind.HOLD_RANK,
        TargetKind.HOLD_SCORE,
    ) or _MAKES_WEAKER.search(plain):
        doubt = doubt or Doubt.SEVERAL
    if target.kind is TargetKind.BAND:
        target = replace(target, band=_printed_band(text, plain, match))
    listed = next(
        (kind for kind, words in _LISTS if words.search(text[match.start() : match.end() + 40])),
        None,
    )
    return FoundTarget(
        target=replace(
            target,
            year=said if said is not None and said > year else None,
            base_year=target.base_year if target.base_year != year - 1 else None,
            list=listed if target.rank is not None or target.counts_places else None,
            text=text[begin:end].strip(" ,;:-"),
        ),
        start=begin,
        end=end,
        doubt=doubt,
    )


def _printed_band(text: str, plain: str, match: re.Match[str]) -> str:
    start, end = match.span("band")
    return text[start:end]


def _words(plain: str, start: int, end: int) -> tuple[int, int]:
    """The words of a target with the verb before them."""
    before = plain[:start]
    verb = re.search(
        r"(?:dat|dung|xep|nam|vao|len)(?: (?:duoc|muc|trong|vao|o|vi tri))*\s*$", before
    )
    return (verb.start() if verb else start), end


def _said_year(plain: str, at: int) -> int | None:
    """The year that was said last before a place in the same sentence."""
    years = [int(match[1]) for match in _YEAR.finditer(plain[:at])]
    if years:
        return years[-1]
    after = re.match(r"[^;,.]{0,60}?\b(?:trong|vao|den|cua)? ?nam (20\d\d)", plain[at:])
    return int(after[1]) if after and "so voi" not in after[0] and "(" not in after[0] else None


def _is_past(plain: str, at: int, year: int) -> bool:
    """Whether a place stands in words about an earlier year: "(Năm 2019 được 6,77 điểm)"."""
    opened = plain.rfind("(", 0, at)
    inside = opened > plain.rfind(")", 0, at)
    scope = plain[opened if inside else 0 : at]
    last = scope[max(scope.rfind(","), scope.rfind(";"), 0) :] if inside else scope
    years = [
        found
        for found in _YEAR.finditer(scope)
        if not re.search(r"so voi(?: ket qua)?\s*$|\([^)]*$", scope[: found.start()]) or inside
    ]
    if re.search(r"so voi (?:don vi|nam|ket qua)?[^,;.]{0,20}$", last):
        return True
    aims = list(_MEANS_TARGET.finditer(scope))
    if years and int(years[-1][1]) < year:
        return not (aims and aims[-1].start() > years[-1].start())
    return False
