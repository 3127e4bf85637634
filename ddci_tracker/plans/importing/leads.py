"""Who leads and who helps, as a paragraph says it, and where what they do begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ddci_tracker.plans.importing.units import BY_ITS_HEAD, Mention, UnitBook
from ddci_tracker.plans.importing.verbs import begins_with_action
from ddci_tracker.plans.importing.wording import folded

_LABEL = re.compile(
    r"^(?:don vi|co quan|phong|bo phan|unit)?\s*(?P<what>chu tri|thuc hien|phoi hop"
    r"|theo doi,? tong hop(?: bao cao)?|dau moi|trach nhiem|phan cong)"
    r"(?: thuc hien| tham muu)?(?: \([^)]*\))?\s*:\s*"
)
_TRAILING = re.compile(
    r"^(?:don vi|co quan|bo phan)\s+(?:chu tri|phoi hop|thuc hien|theo doi|dau moi)"
)
_GIVEN = re.compile(r"^(?:giao(?: nhiem vu)?(?: cho)?|phan cong|de nghi|yeu cau)\s*:?\s+")
_LEADS = re.compile(
    r"^[\s,]*(?:(?:lam |la )?(?:don vi |co quan )?"
    r"(?:chu tri|phu trach|dau moi(?: chung)?|chiu trach nhiem(?=[^,;.:]{0,30}:))"
    r"(?:,? (?=(?:lam |la )?(?:chu tri|dau moi"
    r"|phu trach)\b)|\s*))+(?:(?:,"
    r"|va)?\s*(?:tham muu|thuc hien|theo doi|chiu trach nhiem chinh)\b(?=[\s,]*(?:,|:|va phoi hop"
    r"|phoi hop|$)))?"
)
_HELPS = re.compile(
    r"^[\s,;]*(?:va\s+|dong thoi\s+|tham muu,?\s+)?(?:(?:tich cuc |tiep tuc |thuong xuyen "
    r"|chu dong )?(?:phoi hop|phoi ket hop)(?: chat che)?(?: voi)?"
    r"|voi su phoi hop cua)\s*(?:cung\s+)?"
)
_HELPING_LABEL = re.compile(
    r"^\s*[.;,]?\s*(?:(?:don vi|co quan|phong|bo phan) )?phoi hop(?: thuc hien)?\s*:\s*"
)
_BY_FUNCTION = re.compile(
    r"^[\s,]*(?:theo|can cu(?: vao)?|trong pham vi) chuc nang(?:,| va)? nhiem vu(?: duoc giao)?,?"
)
_DOES = re.compile(
    r"^[\s,]*(?:thuc hien|tham muu thuc hien|to chuc thuc hien|tham muu)?\s*(?:cac (?:noi dung"
    r"|nhiem vu)[^:]{0,40})?\s*[:.]?\s*$"
)
_PERSON = re.compile(
    r"lanh dao (?:so |ubnd )?(?:phu trach|chi dao)(?: chi so)?\s*:\s*(?:dong chi\s+|d/c\s+|ong\s+"
    r"|ba\s+)?(?P<role>(?:pho )?(?:giam doc|chu tich|cuc truong|truong ban)(?: phu trach(?: so)?"
    r"| so)?)?\s*,?\s*(?:dong chi\s+|ong\s+|ba\s+|-\s*)?"
)
_WHO = re.compile(r"((?:[^\W\d_]+\s?){2,6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Units that a paragraph names for what it says from ``rest`` on.

    ``given``: by a word that makes answerable ("giao", "chủ trì", "đầu mối"). ``label``: the
    paragraph is nothing but a line such as "Đơn vị chủ trì: ...", and ``trailing`` where it speaks
    of what stands above it.
    """

    lead: tuple[str, ...]
    helpers: tuple[str, ...]
    rest: int
    given: bool
    label: bool = False
    trailing: bool = False
    helping_only: bool = False


def assignment_in(text: str, book: UnitBook) -> Assignment | None:
    """Who is named at the beginning of a paragraph; None where nobody is."""
    plain = folded(text)
    if label := _LABEL.match(plain):
        return _labelled(text, plain, label, book)
    at = 0
    given = _GIVEN.match(plain)
    if given:
        at = given.end()
    run, end = book.sequence(text, at)
    helpers: list[Mention] = []
    if not run or BY_ITS_HEAD.sub("", text[at : run[0].start]).strip(" :,-"):
        if re.match(r"chu tri,? phoi hop", plain):
            helping = _HELPS.match(plain, 0) or re.match(
                r"chu tri,?\s*(?:va\s+)?phoi hop (?:voi )?", plain
            )
            helpers, after = _run_after(text, helping.end() if helping else 0, book)
            if helpers:
                return Assignment(
                    lead=(),
                    helpers=_codes(helpers),
                    rest=_skip(text, after),
                    given=False,
                    helping_only=True,
                )
        return None
    if text[at : run[0].start].strip(" :,-") and not given and book.is_nobody(run):
        return None
    # "Văn phòng Đăng ký đất đai tỉnh": the place behind a name.
    if place := re.match(r"\s+(?:tinh|thanh pho|huyen|thi xa)\b", plain[end:]):
        end += place.end()
    if by_function := _BY_FUNCTION.match(plain[end:]):
        end += by_function.end()
    leads = _LEADS.match(plain[end:])
    if leads and leads.end():
        end += leads.end()
    helpers = []
    helping = _HELPS.match(plain[end:])
    if helping:
        helpers, after = _run_after(text, end + helping.end(), book)
        if helpers:
            end = after
    elif leads and leads.end():
        begin = end + len(re.split(r"[^\s,;]", text[end:], maxsplit=1)[0])
        after_lead, after = _run_after(text, begin, book)
        also = re.match(r"\s*(?:cung )?phoi hop(?: thuc hien)?", plain[after:])
        if after_lead and also:
            helpers, end = after_lead, after + also.end()
    if not helping and not (leads and leads.end()) and not given:
        follows = plain[end:].lstrip(" ,")
        if not (
            plain[end:].lstrip().startswith(":")
            or begins_with_action(follows)
            or _names_only(follows)
        ):
            return None
    return Assignment(
        lead=_codes(run),
        helpers=tuple(code for code in _codes(helpers) if code not in _codes(run)),
        rest=_skip(text, end),
        given=bool(given or (leads and leads.end())),
    )


def _labelled(text: str, plain: str, label: re.Match[str], book: UnitBook) -> Assignment:
    trailing = _TRAILING.match(plain) is not None
    run, end = book.sequence(text, label.end())
    leads = _LEADS.match(plain[end:])
    if leads:
        end += leads.end()
    helpers: list[Mention] = []
    if helping := (_HELPS.match(plain[end:]) or _HELPING_LABEL.match(plain[end:])):
        helpers, after = _run_after(text, end + helping.end(), book)
        end = after if helpers else end
    elif re.match(r"\s*;", plain[end:]):
        helpers, after = _run_after(text, end + 1, book)
        end = after if helpers else end
    if label["what"] == "phoi hop":
        return Assignment(
            lead=(),
            helpers=_codes(run),
            rest=_skip(text, end),
            given=True,
            label=True,
            trailing=trailing,
        )
    return Assignment(
        lead=_codes(run),
        helpers=tuple(code for code in _codes(helpers) if code not in _codes(run)),
        rest=_skip(text, end),
        given=True,
        label=True,
        trailing=trailing,
    )


def _run_after(text: str, at: int, book: UnitBook) -> tuple[list[Mention], int]:
    run, end = book.sequence(text, at)
    if run and text[at : run[0].start].strip(" :,"):
        return [], at
    return run, end


def _codes(run: list[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.code for each in run))


def _skip(text: str, end: int) -> int:
    """Past the mark or the little words between who and what."""
    gap = re.match(
        r"[\s,]*(?:(?:chủ trì|tham mưu)?,?\s*(?:và các cơ quan liên quan)?\s*(?:thực hiện"
        r"|tổ chức thực hiện)?\s*:)?[\s,]*",
        text[end:],
    )
    return end + (gap.end() if gap else 0)


def _names_only(rest: str) -> bool:
    """Whether nothing but an empty phrase follows."""
    return _DOES.match(rest) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class InCharge:
    """A leader in charge (lãnh đạo phụ trách)."""

    name: str
    role: str | None


def person_in(text: str) -> InCharge | None:
    """The leader whom a paragraph puts in charge."""
    found = _PERSON.match(folded(text))
    if found is None:
        return None
    role = text[found.start("role") : found.end("role")].strip() if found["role"] else None
    name = _WHO.match(text[found.end() :])
    if name is None:
        return None
    words = []
    for word in name[0].split():
        if not word[0].isupper():
            break
        words.append(word)
    return InCharge(name=" ".join(words), role=role) if len(words) >= 2 else None
