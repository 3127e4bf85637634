"""How often something is to be done, as a clause prints it."""

from __future__ import annotations

import re

from ddci_tracker.domain.plan import Cadence
from ddci_tracker.plans.importing.wording import folded

_EVERY = r"(?:hang|hằng|moi|tung|dinh ky(?: hang)?|theo|01|1|mot)"
_RULES: tuple[tuple[Cadence, re.Pattern[str]], ...] = (
    (Cadence.WEEKLY, re.compile(r"\b(?:hang|moi) tuan\b|tuan/lan|lan/tuan")),
    (
        Cadence.MONTHLY,
        re.compile(
            r"\b(?:hang|moi|tung) thang\b|(?<!\d )(?<!\d)\b(?:0?1 )?thang/lan|lan/thang"
            r"|\bngay cuoi thang\b(?! \d)"
        ),
    ),
    (
        Cadence.HALF_YEARLY,
        re.compile(
            r"\b0?6 thang(?:/lan|\s*(?:mot|0?1) lan|\b)|nua nam|sau thang|2 lan/nam|02 lan/nam"
        ),
    ),
    (Cadence.NINE_MONTHS, re.compile(r"\b0?9 thang\b|chin thang")),
    (
        Cadence.QUARTERLY,
        re.compile(
            r"\b(?:hang|moi|tung|theo|dinh ky) quy\b(?! (?:dinh|che|trinh|hoach|mo|chuan))"
            r"|(?:0?1 )?quy/lan|lan/quy|quy (?:mot|01|1) lan"
        ),
    ),
    (Cadence.YEARLY, re.compile(r"\b(?:hang|moi) nam\b|nam/lan|lan/nam|nam (?:mot|01|1) lan")),
    (Cadence.SEASONAL, re.compile(r"\bmua vu\b|theo mua\b")),
    (
        Cadence.AD_HOC,
        re.compile(r"\bdot xuat\b|khi co (?:yeu cau|de nghi|phat sinh)|theo yeu cau\b"),
    ),
    (
        Cadence.CONTINUOUS,
        re.compile(r"\bthuong xuyen\b(?! tiep xuc)(?! lam viec)|\bduy tri\b|\blien tuc\b"),
    ),
)
# "kế hoạch cải cách hành chính hàng năm" is a plan's name.
_NAMES = re.compile(
    r"(?:ke hoach|chuong trinh|tai san|du toan|danh muc)[^,;.]{0,40}\b(?:hang|moi) nam\b"
)


def cadence_of(clause: str) -> Cadence | None:
    """The cadence that a clause prints; None where it prints none."""
    plain = _NAMES.sub(" ", folded(clause))
    return next((cadence for cadence, words in _RULES if words.search(plain)), None)


def is_inferred(clause: str, cadence: Cadence | None) -> bool:
    """Whether a word such as "duy trì" was taken for a cadence."""
    plain = folded(clause)
    return cadence is Cadence.CONTINUOUS and not re.search(r"thuong xuyen|lien tuc", plain)
