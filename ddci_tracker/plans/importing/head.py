"""The head and the foot of the paper: number, day, place, title, agency, year, signer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ddci_tracker.domain.plan import Lines, Signer, Years
from ddci_tracker.plans.importing.outline import Depth, SectionRole, TextBlock
from ddci_tracker.plans.importing.wording import folded

_NUMBER = re.compile(
    r"^so\s*:?\s*(?P<serial>\d+(?:\s*/\s*20\d\d)?)?[\s.…_-]*/\s*(?P<symbol>[\w&Đđ-]+(?:-[\w&]+)*)"
)
_DAY = re.compile(
    r"(?P<place>[^,]{2,40}),\s*ngay\s*(?P<day>\d{1,2})?[\s._…]*thang\s*(?P<month>\d{1,2})?[\s._…]*"
    r"nam\s*(?P<year>20\d\d)"
)
_KINDS = re.compile(r"^(?:du thao\s+)?(?:ke hoach|chi thi|chuong trinh|de an|phuong an)$")
_SPAN = re.compile(r"(?:giai doan|cac nam)\s*(20\d\d)\s*[-/den]+\s*(20\d\d)")
_YEAR = re.compile(r"\bnam\s*(20\d\d)")
_OF_AGENCY = re.compile(
    r"\b(?P<name>Sở [A-ZĐ][^,.;:()]*?|Ban (?:Quản lý|Dân tộc)[^,.;:()]*?|Cục [A-ZĐ][^,.;:()]*?"
    r"|Bảo hiểm xã hội|Kho bạc Nhà nước|Công an|Ngân hàng Nhà nước|Chi cục [A-ZĐ][^,.;:()]*?"
    r"|Thuế"
    r"|UBND (?:huyện|thành phố|thị xã|xã|phường|đặc khu)[^,.;:()]*?|Thanh tra tỉnh)"
    r"(?=\s+(?:tỉnh|thành phố|năm|xây dựng|ban hành|giai đoạn|triển khai|đã|là|xếp|thực hiện"
    r"|yêu cầu|đề ra|đạt|nằm|phấn đấu|với|trên|trong|có|không|được|tiếp tục|cung cấp|chủ trì"
    r"|do)\b|[,.;:()/]|$)"
)
_HEAD_OF_PAPER = re.compile(
    r"(?:SỞ|BAN|CỤC|CHI CỤC|BẢO HIỂM XÃ HỘI|KHO BẠC|CÔNG AN|THUẾ|THANH TRA|NGÂN HÀNG"
    r"|UBND (?:HUYỆN|XÃ|PHƯỜNG|THÀNH PHỐ)"
    r"|ỦY BAN NHÂN DÂN (?:HUYỆN|XÃ|PHƯỜNG))\s.+"
)
_COMMITTEE = re.compile(
    r"(?:UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)\s+"
    r"(?P<of>TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ|XÃ|PHƯỜNG|ĐẶC KHU)\s+(?P<name>.+)"
)
_PROVINCE = re.compile(
    r"\b(?:tỉnh|Tỉnh|thành phố|Thành phố|TP\.?)\s+((?:[A-ZĐ][\wà-ỹ]+\s?-?\s?){1,4}|TP\. ?HCM)"
)
_OF_PROVINCE = re.compile(r"(?:(?:UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN) )?TỈNH ([^,.:;]{2,20})")
_LETTERHEAD = 8  # paragraphs
_ROLE = re.compile(
    r"^(?:(?P<behalf>(?:kt|tm|tl|tuq|q)\.\s*.+))$|^(?P<role>(?:pho )?(?:giam doc|chu tich"
    r"|cuc truong"
    r"|chi cuc truong|truong ban|chanh thanh tra|chanh van phong|bi thu)(?: so| phu trach.*)?)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A value with the lines it came from."""

    value: str
    lines: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head and foot say; ``years`` those of a plan of several. None: not printed."""

    number: Read | None
    symbol: Read | None
    issued_on: date | None
    issued_lines: Lines | None
    place: Read | None
    title: Read | None
    agency: Read | None
    year: int | None
    years: Years | None
    year_lines: Lines | None
    signer: Signer | None
    signer_lines: Lines | None
    province: Read | None


def read_head(blocks: list[TextBlock]) -> Head:
    """The head of the text and its foot."""
    opening = [each for each in blocks if each.role is SectionRole.OPENING]
    number, symbol = _number(opening)
    issued, issued_lines, place = _day(opening)
    title = _title(opening)
    office = _office(opening) if symbol and symbol.value.upper().endswith("UBND") else None
    years, year, year_lines = _years(title, opening, issued)
    signer, signer_lines = _signer(blocks)
    return Head(
        number=number,
        symbol=symbol,
        issued_on=issued,
        issued_lines=issued_lines,
        place=place,
        title=title,
        agency=office or _agency(title, blocks),
        year=year,
        years=years,
        year_lines=year_lines,
        signer=signer,
        signer_lines=signer_lines,
        province=_province(place, title, blocks),
    )


def _number(opening: list[TextBlock]) -> tuple[Read | None, Read | None]:
    for block in opening:
        plain = folded(block.text)
        found = _NUMBER.match(plain)
        if found is None:
            continue
        symbol = block.text[found.start("symbol") : found.end("symbol")].strip("-")
        lines = block.lines_of(*found.span())
        if not found["serial"]:
            return None, Read(value=symbol, lines=lines)
        serial = re.sub(r"\s", "", found["serial"])
        return Read(value=f"{serial}/{symbol}", lines=lines), Read(value=symbol, lines=lines)
    return None, None


def _day(opening: list[TextBlock]) -> tuple[date | None, Lines | None, Read | None]:
    for block in opening[:25]:
        found = _DAY.search(folded(block.text)) if len(block.text) < 90 else None
        if found is None:
            continue
        place = block.text[found.start("place") : found.end("place")].strip(" -|*")
        lines = block.lines_of(*found.span())
        known = found["day"] and found["month"]
        try:
            day = (
                date(int(found["year"]), int(found["month"]), int(found["day"])) if known else None
            )
        except ValueError:
            day = None
        return day, lines, Read(value=place.split("|")[-1].strip(), lines=lines)
    return None, None, None


def _title(opening: list[TextBlock]) -> Read | None:
    """What stands between the kind of the paper and its bases."""
    pieces: list[str] = []
    lines: list[Lines] = []
    kind = ""
    for block in opening:
        text, plain = block.text.strip(), folded(block.text).strip(" :.")
        if not kind:
            if _KINDS.match(plain):
                kind = text.strip(" :.").capitalize()
            continue
        if re.match(
            r"(?:(?:thuc hien|can cu|theo|nham|trien khai|tiep tuc|de|trong nam)\b|nam 20\d\d,)",
            plain,
        ) and (
            pieces
            or re.match(
                r"(?:can cu|thuc hien (?:ke hoach|quyet dinh|nghi quyet|chi thi|cong van))\b", plain
            )
        ):
            break
        if plain.startswith("(") or re.fullmatch(r"[-_*=.\s]+", plain):
            continue
        if len(pieces) >= 4 or (pieces and text.endswith((":", ";", ".")) and len(text) > 150):
            break
        pieces.append(text)
        lines.append(block.paragraph.lines)
    if not pieces:
        return None
    joined = " ".join(pieces)
    if joined.isupper():
        joined = joined.capitalize()
    title = (
        joined
        if folded(joined).startswith(folded(kind))
        else f"{kind} {joined[0].lower()}{joined[1:]}"
    )
    return Read(value=title[:480].rstrip(" ."), lines=Lines(lines[0].first, lines[-1].last))


def _years(
    title: Read | None, opening: list[TextBlock], issued: date | None
) -> tuple[Years | None, int | None, Lines | None]:
    texts = [(title.value, title.lines)] if title else []
    texts += [(each.text, each.paragraph.lines) for each in opening[-2:]]
    for text, lines in texts:
        plain = folded(text)
        if span := _SPAN.search(plain):
            first, last = int(span[1]), int(span[2])
            if first < last <= first + 10:
                return Years(first, last), first, lines
        found = [int(year) for year in _YEAR.findall(plain)]
        if found:
            # "khắc phục hạn chế năm 2023, ... năm 2024": a plan is for the later one.
            return None, max(found), lines
    return (None, issued.year, None) if issued else (None, None, None)


def _office(opening: list[TextBlock]) -> Read | None:
    """The committee whose letterhead a paper bears, where it is the committee's own number."""
    heads = [each for each in opening if each.text.isupper() and len(each.text) < 80]
    for at, block in enumerate(heads):
        text, lines = block.text, block.paragraph.lines
        bare = re.fullmatch(r"(?:UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)", text.strip())
        if bare and at + 1 < len(heads):
            text = f"{text} {heads[at + 1].text}"
            lines = Lines(lines.first, heads[at + 1].paragraph.lines.last)
        found = _COMMITTEE.match(text)
        if found:
            name = _cased(found["name"])
            return Read(value=f"UBND {found['of'].lower()} {name}", lines=lines)
    return None


def _agency(title: Read | None, blocks: list[TextBlock]) -> Read | None:
    """The agency: of the title, else who makes the plan, else whose paper the head says it is."""
    if title:
        found = re.search(r"\bcủa\s+" + _OF_AGENCY.pattern.removeprefix(r"\b"), title.value)
        if found:
            name = _whole_name(_named(found["name"]), title.value, blocks)
            return Read(value=name, lines=title.lines)
    counted: dict[str, tuple[int, Lines]] = {}
    for block in blocks:
        weight = 3 if block.role in (SectionRole.OPENING, SectionRole.CLOSING) else 1
        text = block.text
        for found in _OF_AGENCY.finditer(text):
            if re.search(r"(?:gửi|kính gửi|về)\s*$", text[: found.start()], re.IGNORECASE):
                continue
            after = text[found.end() : found.end() + 25]
            made = re.match(
                r"\s+(?:tỉnh [^,]{2,20} )?(?:xây dựng|ban hành|đề ra|triển khai|yêu cầu)", after
            )
            name = _named(found["name"])
            times, lines = counted.get(name, (0, block.lines_of(*found.span())))
            counted[name] = times + weight + (20 if made else 0), lines
        heads = block.role is SectionRole.OPENING and len(text) < 80 and text.isupper()
        if heads and (head := _HEAD_OF_PAPER.match(text)):
            name = _cased(head[0])
            times, lines = counted.get(name, (0, block.paragraph.lines))
            counted[name] = times + 10, lines
    by_fold: dict[str, tuple[str, int, Lines]] = {}
    for name, (times, lines) in counted.items():
        key = folded(name)
        known = by_fold.get(key)
        # A letterhead has no small letters that would say how the name is written.
        shown = name if known is None or _capitals(name) < _capitals(known[0]) else known[0]
        by_fold[key] = shown, times + (known[1] if known else 0), known[2] if known else lines
    if not by_fold:
        return None
    name, _, lines = max(by_fold.values(), key=lambda each: each[1])
    return Read(value=name, lines=lines)


def _whole_name(name: str, title: str, blocks: list[TextBlock]) -> str:
    """A name as long as its letterhead says, where a comma ended it: "Sở Văn hóa, Thể thao"."""
    for block in blocks:
        head = block.text.strip(" *|")
        if block.role is SectionRole.OPENING and head.isupper() and len(head) < 90:
            whole = folded(head)
            if whole.startswith(f"{folded(name)},") and (at := folded(title).find(whole)) >= 0:
                return title[at : at + len(whole)]
    return name


def _capitals(name: str) -> int:
    return sum(char.isupper() for char in name)


def _named(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(" -–")


def _cased(text: str) -> str:
    words = text.strip().split()
    small = {"và", "của"}
    return " ".join(
        word.lower() if word.lower() in small else (word if word == "UBND" else word.capitalize())
        for word in words
    )


def _province(place: Read | None, title: Read | None, blocks: list[TextBlock]) -> Read | None:
    """The province: of the title, of the place, else the one that is named most often."""
    for read in (title,):
        if read and (found := _PROVINCE.search(read.value)):
            return Read(value=_trimmed(found[1]), lines=read.lines)
    for block in blocks[:_LETTERHEAD]:
        head = block.text.strip(" *|")
        if head.isupper() and (found := _OF_PROVINCE.fullmatch(head)):
            return Read(value=_cased(found[1]), lines=block.paragraph.lines)
    if place:
        return Read(
            value=re.sub(r"^(?:tỉnh|thành phố|TP\.?)\s+", "", place.value, flags=re.IGNORECASE),
            lines=place.lines,
        )
    counted: dict[str, list[Lines]] = {}
    for block in blocks:
        for found in _PROVINCE.finditer(block.text):
            counted.setdefault(_trimmed(found[1]), []).append(block.lines_of(*found.span()))
    if not counted:
        return None
    name, lines = max(counted.items(), key=lambda each: len(each[1]))
    return Read(value=name, lines=lines[0])


def _trimmed(name: str) -> str:
    return name.strip(" -").split(" - ")[0].strip()


def _signer(blocks: list[TextBlock]) -> tuple[Signer | None, Lines | None]:
    """SectionRole and name below the text."""
    foot = [each for each in blocks if each.role is SectionRole.CLOSING] or blocks[-8:]
    role = behalf = name = None
    lines: list[Lines] = []
    for block in foot:
        text = block.paragraph.text.strip(" *")
        found = _ROLE.match(folded(text).strip(" ./"))
        if found and text.isupper():
            lines.append(block.paragraph.lines)
            if found["behalf"]:
                behalf = text
            else:
                role = text.capitalize()
        elif role and not name and _is_name(text):
            name = text
            lines.append(block.paragraph.lines)
    if not role and not name:
        return None, None
    return (
        Signer(name=name, role=role, on_behalf_of=behalf),
        Lines(lines[0].first, lines[-1].last),
    )


def _is_name(text: str) -> bool:
    words = re.sub(r"^(?:TS|ThS|BS|KS)\.\s*", "", text).split()
    return 2 <= len(words) <= 6 and all(word[0].isupper() and word.isalpha() for word in words)


def rows_of_head(blocks: list[TextBlock]) -> set[int]:
    """The lines that only open the paper: the motto, the name of the body above, the kind."""
    found: set[int] = set()
    for block in blocks:
        if block.role is not SectionRole.OPENING or block.depth is Depth.ROW:
            continue
        plain = folded(block.text).strip(" :.-*")
        if (
            "cong hoa xa hoi" in plain
            or "doc lap" in plain
            or _KINDS.match(plain)
            or _NUMBER.match(plain)
            or (len(plain) < 90 and _DAY.search(plain))
            or (block.text.isupper() and len(plain) < 80)
            or not re.search(r"\w", plain)
        ):
            found.update(range(block.paragraph.lines.first, block.paragraph.lines.last + 1))
    return found
