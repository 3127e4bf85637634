"""Duties to report: who, to whom, how often and by which day.

"trước ngày N" excludes N, "chậm nhất ngày N" includes it. A sentence that gives a day to the rooms
and a later one to whoever sums up prints two duties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ddci_tracker.domain.imported import Doubt
from ddci_tracker.domain.plan import Cadence, DayOfYear, DueRule
from ddci_tracker.plans.importing.leads import assignment_in
from ddci_tracker.plans.importing.sentences import Part, sentences
from ddci_tracker.plans.importing.units import UnitBook
from ddci_tracker.plans.importing.wording import folded

_REPORTS = re.compile(r"(?<!\bnghe )\bbao cao\b")
_OWED = re.compile(
    r"bao cao (?:ket qua|tinh hinh|danh gia|ve |tien do|so ket|tong ket|thang|quy|nam|6 thang"
    r"|dinh ky|ubnd|so |gui|bang van ban|van phong)|dinh ky[^.;]{0,60}bao cao|tong hop,? bao cao"
    r"|gui bao cao|che do (?:thong tin,? )?bao cao|bao cao (?:ket qua )?(?:thuc hien )?(?:hang"
    r"|dinh ky)"
)
_FREQUENCIES: tuple[tuple[Cadence, re.Pattern[str]], ...] = (
    (Cadence.WEEKLY, re.compile(r"\b(?:hang |moi )tuan\b")),
    (
        Cadence.MONTHLY,
        re.compile(
            r"\b(?:hang |moi |tung )thang\b|bao cao thang\b|\bngay cuoi thang\b(?! (?:\d|cuoi))"
        ),
    ),
    (
        Cadence.QUARTERLY,
        re.compile(
            r"\b(?:hang |moi |tung |theo |dinh ky )?quy\b(?! (?:dinh|che|mo|trinh|hoach|i\b|ii"
            r"|iii|iv|[1-4]))"
        ),
    ),
    (Cadence.HALF_YEARLY, re.compile(r"\b(?<!ngay )(?<!ngay 0)(?:0?6|sau) thang\b(?! cuoi)")),
    (Cadence.NINE_MONTHS, re.compile(r"\b(?<!ngay )(?<!ngay 0)(?:0?9|chin) thang\b(?! cuoi)")),
    (
        Cadence.YEARLY,
        re.compile(
            r"\b(?:hang nam|moi nam|tong ket nam|ca nam|bao cao nam|va nam(?! 20)"
            r"|thang, nam\b(?! 20)|,? nam (?=\(|truoc)|nam \("
            r"|ket qua thuc hien (?:cua )?(?:ca )?nam|hang nam)"
        ),
    ),
)
_REQUEST = re.compile(r"theo yeu cau|dot xuat|khi co yeu cau")
_DUE = re.compile(
    r"(?P<way>truoc|cham nhat(?: la)?(?: vao| truoc)?|muon nhat|khong qua|vao|xong truoc|,"
    r"|\()\s*(?:ngay\s*)?(?P<days>0?\d{1,2}(?:\s*[/.]\s*0?\d{1,2}(?:\s*[/.]\s*20\d\d)?)?"
    r"(?:\s*(?:,|va|;)\s*(?:truoc )?(?:ngay )?0?\d{1,2}\s*[/.]\s*0?\d{1,2})*)"
    r"(?P<tail>[^,;.()]{0,60})"
)
_DUE_NEEDS = re.compile(r"(?:truoc|cham nhat|muon nhat|khong qua|ngay)")
_OF_QUARTER = re.compile(
    r"thang (?:cuoi|thu ba|thu 3)(?: cua)?(?: moi)? ?quy\b|cuoi (?:moi )?quy\b"
)
_ONE_DAY = re.compile(r"0?(\d{1,2})(?:\s*[/.]\s*0?(\d{1,2}))?")
_OF_YEAR = re.compile(r"\s*[/.]\s*20\d\d")
_DAY_OF_MONTH = re.compile(r"\b(\d{1,2}) thang (\d{1,2})\b(?! (?:cua )?quy)")
_WITHIN = re.compile(
    r"(?:trong(?: vong)?|sau)\s*0?(?P<n>\d{1,2})\s*ngay(?P<work> lam viec)?(?:\s*,?\s*(?:ke tu"
    r"|sau|tinh tu)(?: khi)?\s*(?P<after>ngay 0?(?P<day>\d{1,2})|ket thuc|het|ngay ket thuc"
    r"|cuoi)?)?"
)
_WEEKDAYS = {"hai": 1, "ba": 2, "tu": 3, "nam": 4, "sau": 5, "bay": 6}
_WEEKDAY = re.compile(
    r"thu (hai|ba|tu|nam|sau|bay|[2-7])\b(?=[^.;]{0,20}(?:tuan|hang))|chieu thu (hai|ba|tu|nam|sau)"
)
_TO = re.compile(
    r"(?:\bgui(?: ve| den| cho)?|\bve\b(?! (?:viec|tinh|ket qua|cong tac|ddci|chi so|cac|muc))"
    r"|\bvoi\b|\bcho\b|\bbao cao(?: ket qua)?(?=\s+(?:ubnd|so |van phong|lanh dao|chu tich"
    r"|giam doc)))\s+(?=\S)"
)
_SECOND = re.compile(
    r"[,;]?\s*(?:va |de )?(?:(?P<who>[^,;.]{2,60}?)\s+)?tong hop(?:,? (?:bao cao|gui"
    r"|trinh)[^,;.]{0,60})?\s*(?:truoc|cham nhat|vao)?\s*ngay\s*0?(?P<day>\d{1,2})(?!\s*/)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDuty:
    """A duty with the place of its words; units by code."""

    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    cadence: Cadence | None
    due: DueRule | None
    start: int
    end: int
    doubt: Doubt | None
    periods: tuple[str, ...] = ()


def duties_in(
    text: str, book: UnitBook, senders: tuple[str, ...], receivers: tuple[str, ...] = ()
) -> list[FoundDuty]:
    """The duties that a paragraph prints; ``senders`` where it names none itself."""
    found: list[FoundDuty] = []
    for sentence in sentences(text):
        # "ngày 10 tháng 6" as "ngày 10/6", in as many letters.
        plain = _DAY_OF_MONTH.sub(_as_figures, folded(sentence.text))
        if not (_REPORTS.search(plain) and (_OWED.search(plain) or _DUE_NEEDS.search(plain))):
            continue
        found += _in_sentence(sentence, plain, book, senders, receivers)
        # Whom a paragraph names first, its later sentences speak of as well.
        senders = found[0].senders if found else senders
    return found


def _as_figures(match: re.Match[str]) -> str:
    return f"{match[1]}/{match[2]}".ljust(len(match[0]))


def _in_sentence(
    sentence: Part,
    plain: str,
    book: UnitBook,
    senders: tuple[str, ...],
    receivers: tuple[str, ...],
) -> list[FoundDuty]:
    own = assignment_in(sentence.text, book)
    run, _ = book.sequence(sentence.text)
    who = tuple(each.code for each in run) or (own.lead if own else ())
    who = who or _named_before(sentence.text, plain, book) or senders
    begin = _reporting_from(plain)
    to = _receivers(sentence.text, plain, begin, book) or receivers
    rest = plain[begin:]
    frequencies = _frequencies(rest)
    due = [match for match in _DUE.finditer(rest) if _is_due(match)]
    within = _WITHIN.search(rest)
    if not frequencies and not due and not within and not _WEEKDAY.search(rest):
        if not to or (
            not _REQUEST.search(rest) and not re.search(r"bao cao (?:tinh hinh|ket qua)", rest)
        ):
            return []
        return [_duty(who, to, None, None, sentence, begin, Doubt.NO_PERIOD)] if who else []
    if not who:
        return []
    found: list[FoundDuty] = []
    if [cadence for _, cadence in frequencies] == [Cadence.YEARLY]:
        # "trước ngày 10/6 và 10/12 hằng năm": on each of its days.
        often = _cadence_of_days(due) if len(due) == 1 else None
        frequencies = [(frequencies[0][0], often or Cadence.YEARLY)]
    quarter = _OF_QUARTER.search(rest)
    quarterly = any(cadence is Cadence.QUARTERLY for _, cadence in frequencies)
    if frequencies and quarter and not quarterly and quarter.start() < frequencies[0][0]:
        # "trước ngày 15 của tháng cuối quý; báo cáo năm trước ngày 10/12": the first says its own.
        frequencies = [(0, Cadence.QUARTERLY), *frequencies]
    marks: list[tuple[int, Cadence | None]] = [*frequencies] or [
        (0, Cadence.QUARTERLY if _OF_QUARTER.search(rest) else _cadence_of_days(due))
    ]
    for number, (at, cadence) in enumerate(marks):
        until = marks[number + 1][0] if number + 1 < len(marks) else len(rest)
        first = at if number else 0
        segment = rest[first:until]
        rule = _rule(segment, cadence)
        if rule is None and len(marks) == 1:
            rule = _rule(rest, cadence)
        doubt = None if rule is not None else Doubt.NO_DAY
        if cadence is None:
            doubt = Doubt.NO_PERIOD
        found.append(_duty(who, to, cadence, rule, sentence, begin, doubt))
    if len(due) > len(found):
        found = [replace(each, doubt=each.doubt or Doubt.SEVERAL) for each in found]
    second = _SECOND.search(rest)
    if second and found and found[0].due is not None and found[0].due.day != int(second["day"]):
        collectors = tuple(m.code for m in book.mentions(second["who"] or "")) or to
        if collectors:
            rule = replace(found[0].due, inclusive="truoc" not in second[0], day=int(second["day"]))
            found.append(
                _duty(collectors, (), found[0].cadence, rule, sentence, begin, Doubt.SEVERAL)
            )
    return found


def _named_before(text: str, plain: str, book: UnitBook) -> tuple[str, ...]:
    """Who stands right before the word for reports: "Trước ngày 20, các phòng báo cáo ..."."""
    report = _REPORTS.search(plain)
    at = report.start() if report else 0
    found: list[str] = []
    for each in reversed(book.mentions(text)):
        if each.end > at:
            continue
        if not re.fullmatch(r"\s*(?:,|và|gửi|có)?\s*", text[each.end : at]):
            break
        found.insert(0, each.code)
        at = each.start
    return tuple(dict.fromkeys(found))


def _duty(
    senders: tuple[str, ...],
    to: tuple[str, ...],
    cadence: Cadence | None,
    rule: DueRule | None,
    sentence: Part,
    begin: int,
    doubt: Doubt | None,
) -> FoundDuty:
    if not to and doubt is None:
        doubt = Doubt.LEFT_BLANK
    return FoundDuty(
        senders=senders,
        receivers=to,
        cadence=cadence,
        due=rule,
        start=sentence.start + begin,
        end=sentence.end,
        doubt=doubt,
    )


def _reporting_from(plain: str) -> int:
    """Where the sentence begins to speak of reports."""
    found = re.search(
        r"(?:dinh ky|thuc hien che do|hang (?:thang|quy|nam|tuan)|truoc ngay"
        r"|cham nhat)[^.;]{0,140}\bbao cao\b",
        plain,
    )
    report = _REPORTS.search(plain)
    places = [match.start() for match in (found, report) if match]
    return min(places, default=0)


def _frequencies(rest: str) -> list[tuple[int, Cadence]]:
    found: list[tuple[int, Cadence]] = []
    for cadence, words in _FREQUENCIES:
        for match in words.finditer(rest):
            if cadence is Cadence.QUARTERLY and re.search(r"thang cuoi\s*$", rest[: match.start()]):
                continue
            if (
                cadence is Cadence.MONTHLY
                and re.search(
                    r"(?:truoc|cham nhat|ngay)[^,;.]{0,25}$|giao ban\s*$", rest[: match.start()]
                )
                and any(each is not Cadence.MONTHLY for _, each in found)
            ):
                continue
            if "giao ban" in rest[max(match.start() - 12, 0) : match.start()]:
                continue
            if all(each is not cadence for _, each in found):
                found.append((match.start(), cadence))
            break
    return sorted(found)


def _is_due(match: re.Match[str]) -> bool:
    way = match["way"]
    words = match[0]
    if way in (",", "(", "vao") and "ngay" not in words[: len(way) + 6]:
        return False
    return "/" in match["days"] or "ngay" in words or "thang" in match["tail"]


def _cadence_of_days(due: list[re.Match[str]]) -> Cadence | None:
    """How often, where only days of the year are printed: each of them once a year."""
    days = [each for match in due for each in _ONE_DAY.findall(_OF_YEAR.sub("", match["days"]))]
    if len(days) == 1 and days[0][1]:
        return Cadence.YEARLY
    if len(days) == 2:
        return Cadence.HALF_YEARLY
    if len(days) == 4:
        return Cadence.QUARTERLY
    return None


def _rule(segment: str, cadence: Cadence | None) -> DueRule | None:
    if weekday := _WEEKDAY.search(segment):
        word = weekday[1] or weekday[2]
        number = _WEEKDAYS.get(word) or int(word) - 1
        return DueRule(inclusive="truoc" not in segment[: weekday.start()][-12:], weekday=number)
    if (within := _WITHIN.search(segment)) and within["work"]:
        after = within["day"]
        return DueRule(
            inclusive=True,
            working_days=int(within["n"]),
            after_day=int(after) if after else None,
        )
    for match in _DUE.finditer(segment):
        if _is_due(match) and (rule := _by_days(match, segment, cadence)):
            return rule
    return None


def _by_days(match: re.Match[str], segment: str, cadence: Cadence | None) -> DueRule | None:
    inclusive = not match["way"].startswith(("truoc", "xong truoc")) and "truoc" not in match["way"]
    days = [
        (int(day), int(month) if month else None)
        for day, month in _ONE_DAY.findall(match["days"])
        if 1 <= int(day) <= 31
    ]
    days = [each for each in days if each[1] is None or 1 <= each[1] <= 12]
    if not days:
        return None
    tail = segment[match.start("tail") : match.start("tail") + 80]
    # Several days of the year are the days of its reports one by one.
    if len(days) > 1 and all(month for _, month in days):
        ordered = sorted(days, key=lambda each: (each[1] or 0, each[0]))
        if {Cadence.QUARTERLY: 4, Cadence.HALF_YEARLY: 2}.get(cadence or Cadence.ONCE) == len(days):
            return DueRule(
                inclusive=inclusive,
                days=tuple(
                    DayOfYear(inclusive=inclusive, day=day, month=month or 1)
                    for day, month in ordered
                ),
            )
    day, month = days[0]
    if re.match(
        r"[\s/]*(?:hang )?thang (?:cuoi|thu ba|thu 3)(?: cua)?(?: moi)? ?(?:quy)?"
        r"|[^,;]{0,20}cuoi quy",
        tail,
    ):
        return DueRule(inclusive=inclusive, day=day, month_of_quarter=3)
    if re.match(
        r"[^,;]{0,12}(?:dau )?(?:thang|quy|ky)? ?(?:dau )?(?:tiep theo|sau|ke tiep|lien ke)"
        r"|[^,;]{0,10}thang dau quy",
        tail,
    ):
        return DueRule(inclusive=inclusive, day=day, of_next_period=True)
    if found := re.match(r"\s*thang\s*0?(\d{1,2})\b", tail):
        month = int(found[1])
    if month is not None:
        if cadence is Cadence.QUARTERLY:
            return None
        return DueRule(inclusive=inclusive, day=day, month=month)
    return DueRule(inclusive=inclusive, day=day)


def _receivers(text: str, plain: str, begin: int, book: UnitBook) -> tuple[str, ...]:
    found: list[str] = []
    for match in _TO.finditer(plain, max(begin - 10, 0)):
        run, _ = book.sequence(text, match.end())
        if run and not text[match.end() : run[0].start].strip():
            found += dict.fromkeys(each.code for each in run if each.code not in found)
            break
    return tuple(found)
