"""Tasks in a paragraph: one for each thing that one party can be asked about.

A paragraph is parted at semicolons and full stops, and at a comma where a new verb with its own
object follows. The title is the clause without what it is meant to bring about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ddci_tracker.domain.imported import Doubt
from ddci_tracker.domain.plan import Cadence, Direction, Kpi
from ddci_tracker.plans.importing.cadence import cadence_of, is_inferred
from ddci_tracker.plans.importing.sentences import Part, clauses
from ddci_tracker.plans.importing.verbs import ACTION, begins_with_action
from ddci_tracker.plans.importing.wording import folded

LONGEST_TITLE = 140
_SHORT, _FEW_WORDS = 60, 4
_FAR = 400  # letters behind a comma within which another task would begin
# Demands on how the whole plan is carried out; nobody can be asked about them one by one.
_GENERAL = re.compile(
    r"^(?:va )?(?:co trach nhiem )?(?:chiu trach nhiem|can cu|tren co so|quan triet"
    r"|to chuc quan triet|neu cao|nang cao (?:y thuc|nhan thuc)"
    r"|phoi hop (?:chat che|tot)|tap trung to chuc thuc hien"
    r"|chu dong (?:co ke hoach )?trien khai (?:ngay )?(?:cac|thuc hien|ke hoach)"
    r"|trien khai,? thuc hien nghiem tuc,? hieu qua"
    r"|to chuc (?:trien khai )?thuc hien (?:nghiem tuc|tot|co hieu qua) (?:cac "
    r"|nhung )?(?:noi dung|nhiem vu|ke hoach)"
    r"|nghiem tuc (?:trien khai|thuc hien)|tao su (?:tin tuong|chuyen bien)|gop phan|qua do|tu do"
    r"|nhat la|dac biet|trong do|ke ca|bao gom|cu the|nhu|neu co|xay dung tac phong|thich ung)\b"
)
_OF_THE_WHOLE = re.compile(
    r"^(?:tham muu|thuc hien|to chuc|trien khai|tich cuc|xay dung|cac|giai phap|phu hop|de xuat"
    r"|tiep tuc|va|\s|,)*"
    r"(?:thuc hien |trien khai )?(?:nhiem vu |giai phap |noi dung )*(?:cai thien|nang cao"
    r"|khac phuc)?\s*(?:diem )?chi so\b[^.;:]{0,90}$"
)
_LABELS = re.compile(
    r"^(?:cac )?(?:nhiem vu|giai phap|noi dung|bien phap)(?:,? (?:cac )?(?:nhiem vu|giai phap"
    r"|bien phap))*(?: cu the| thuc hien| trong tam| chu yeu)*\s*:?$|^cu the(?: nhu sau)?\s*:?$"
    r"|^(?:chu tri,? |to chuc |trien khai |tham muu |va )*thuc hien (?:cac |mot so )?"
    r"(?:nhiem vu|noi dung|giai phap|cong viec)(?:[\w ,]{0,30})? sau\s*:?$"
)
# "Công khai, niêm yết, tuyên truyền, phổ biến ...": one thing that much is done to, or several.
_MANY_VERBS = re.compile(r"(?:[\w ]{3,16}, ){2}")
# "thanh tra, kiểm tra", "tuyên truyền, phổ biến": two words for one thing that is done.
_PAIRED = r"(?:thanh tra|kiem tra|giam sat|tuyen truyen|pho bien|dao tao|boi duong)"
_ONE_OF_A_PAIR = re.compile(rf"^{_PAIRED}\b|\b{_PAIRED}$")
_OF_AN_INDEX = re.compile(r"\bchi so\b|\bxep hang\b|:")
_ONLY_DEMANDS = re.compile(r"(?:can|phai)\b")
_REMARK = re.compile(
    r"^(?:day la|so voi|nam 20\d\d|nhin chung|trong nam|tuy nhien|mac du|noi dung chi tiet"
    r"|\(noi dung|chi tiet tai|ket qua|hien nay|nham|vi vay|do vay|theo do|tren day)\b"
)
_STARTS_WITH_SHARE = re.compile(
    r"^(?:phan dau |dam bao |bao dam |it nhat |toi thieu "
    r"|tren )*(?P<n>\d{1,3}(?:[.,]\d+)?)\s*%\s*(?P<what>[^,;.]{3,80})"
)
_SHARE = re.compile(
    r"(?P<way>giam|cat giam|rut ngan|tang|dat|tren|it nhat|toi thieu|phan dau)?\s*(?:duoc |tu "
    r"|len )*(?P<n>\d{1,3}(?:[.,]\d+)?)\s*%"
)
# What comes of the clause before it in the same sentence; nobody is asked about it by itself.
_CONSEQUENCE = re.compile(
    r"^(?:va |dong thoi |qua do |tu do )*(?:kip thoi |tung buoc )?(?:phat hien|xu ly|khen thuong"
    r"|bieu duong|ngan chan|bao dam|dam bao|khong de|phuc vu|gop phan|tranh"
    r"|siet chat)\b"
)
_DUE = re.compile(
    r"\b(?P<way>xong truoc|truoc|cham nhat(?: la| vao)?|muon nhat(?: la)?|den het|den)\s+"
    r"(?:ngay\s+)?"
    r"(?P<day>\d{1,2})\s*[/.]\s*(?P<month>\d{1,2})(?:\s*[/.]\s*(?P<year>20\d\d))?(?![\d/])"
)
_WITHIN_PERIOD = re.compile(
    r"\b(?:hoan thanh|xong|thoi gian)(?: thuc hien)?\s*:?\s*(?:trong |vao )*"
    r"(?P<period>(?:thang \d{1,2}|quy (?:iv|i{1,3}|[1-4]))(?:\s*(?:/|nam)\s*20\d\d)?)(?!\w)"
)
# "..., xong cuối tháng 6", "... trong tháng 3/2026": the only time that ends a clause.
_ENDS_WITH_PERIOD = re.compile(
    r"\b(?:(?:vao |den |het |truoc )?(?:ngay )?cuoi"
    r" (?P<end>thang \d{1,2}(?:\s*(?:/|nam)\s*20\d\d)?)"
    r"|trong (?P<within>(?:thang \d{1,2}|quy (?:iv|i{1,3}|[1-4]))(?:\s*(?:/|nam)\s*20\d\d)?))$"
)
_A_MONTH = re.compile(r"\bthang \d{1,2}\b")
_ONLY_ENDS = re.compile(
    r"(?:hoan thanh|xong|thoi gian|thoi han)(?: hoan thanh| thuc hien)?\s*:?\s*(?:truoc|trong|vao"
    r"|den|cham nhat|quy|thang)\b[^,;.]{0,40}\.?$"
)
_ONLY_DAY = re.compile(r"(?:ngay\s+)?\d{1,2}\s*[/.]\s*\d{1,2}(?:\s*[/.]\s*20\d\d)?")
_ONLY_MONTH = re.compile(
    r"(?:trong |den |het )*thang\s*(?P<month>\d{1,2})(?:\s*(?:/|nam)\s*(?P<year>20\d\d))?"
)
_ONLY_QUARTER = re.compile(
    r"(?:trong |den |het )*quy\s*(?P<quarter>iv|i{1,3}|[1-4])(?:\s*(?:/|nam)\s*(?P<year>20\d\d))?"
)
_QUARTERS = {"i": 1, "1": 1, "ii": 2, "2": 2, "iii": 3, "3": 3, "iv": 4, "4": 4}
_OPENLY = re.compile(r"(?:,? (?:công khai|minh bạch|đầy đủ|kịp thời|niêm yết))*")
_THINGS = re.compile(
    r"^(?:cac|nhung|toan bo|danh muc|dia chi|thong tin|ket qua|quy (?:che|trinh|hoach|dinh)"
    r"|ke hoach|van ban|bao cao|muc|thu tuc|chinh sach|so (?:lieu|dien thoai)|ho so|noi dung"
    r"|danh sach|lich|bieu mau|tai lieu|ban do|bang gia|don gia|lo trinh|tien do|phuong an|de an)\b"
)
_PURPOSE = re.compile(
    r"[\s,]+(?:nhằm|để|đảm bảo|bảo đảm|góp phần|phục vụ|tạo điều kiện|theo đúng|theo quy định"
    r"|đáp ứng|qua đó|từ đó|nhất là|đặc biệt|trong đó|lấy|hướng tới|không để|tránh)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTask:
    """A task with the place of its clause in the paragraph."""

    title: str
    start: int
    end: int
    cadence: Cadence | None
    kpi: Kpi | None
    doubt: Doubt | None
    due: date | None = None


def tasks_in(text: str, *, whole: bool, year: int = 0, named: bool = False) -> list[FoundTask]:
    """The tasks of what a paragraph says; ``whole``: one that begins with no verb counts too.

    ``year`` is that of days which are printed without one; ``named``: the text begins behind who
    does it, and so with a small letter.
    """
    found: list[FoundTask] = []
    parts = [part for part in clauses(text) if not is_general(part.text) or _listed(text, part)]
    pieces = [piece for part in parts for piece in _pieces(part)]
    said: list[Part] = []
    verb = ""
    ends: dict[int, str] = {}  # by which day, where a clause of its own says it
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if before is None or "." in text[before.end : piece.start].replace("...", ""):
            verb = ""
        if said and _ONLY_ENDS.match(folded(piece.text)):
            ends[len(said) - 1] = piece.text
        elif _is_task(piece.text):
            verb = verb or _verb_of(piece.text)
            if not _comes_of(text, before, piece):
                said.append(piece)
        elif verb and _names_another(piece.text):
            said.append(piece._replace(text=f"{verb} {piece.text}"))
    if not said and whole:
        said = [part for part in parts[:1] if len(part.text.split()) >= _FEW_WORDS]
    for number, piece in enumerate(said):
        if is_general(piece.text):
            continue
        cadence = cadence_of(piece.text)
        doubt: Doubt | None = None
        # Whether more follow is the question: the first is as certain as one alone.
        if len(said) > 1 and (number or piece.start or _MANY_VERBS.match(folded(piece.text))):
            doubt = Doubt.SPLIT
        elif not begins_with_action(folded(piece.text)):
            doubt = Doubt.SEVERAL
        elif is_inferred(piece.text, cadence):
            doubt = Doubt.INFERRED
        elif named and not piece.start and not _OF_AN_INDEX.search(folded(piece.text)):
            doubt = Doubt.WORDS if _is_cut(piece.text) else None
        elif (
            ":" in piece.text
            or _ONLY_DEMANDS.match(folded(piece.text))
            or not piece.text[0].isupper()
        ):
            doubt = Doubt.SEVERAL
        elif _is_cut(piece.text):
            doubt = Doubt.WORDS
        found.append(
            FoundTask(
                title=title_of(piece.text),
                start=piece.start,
                end=piece.end,
                cadence=cadence,
                kpi=_kpi(piece.text),
                doubt=doubt,
                due=_due(piece.text, ends.get(number, ""), year, cadence),
            )
        )
    return found


def due_in_period(text: str, year: int) -> date | None:
    """The last day of the only day, month or quarter that a cell about time names."""
    plain = folded(text).strip(" .")
    if _ONLY_DAY.fullmatch(plain):
        return due_of(f"den {plain}", year)
    if found := _ONLY_MONTH.fullmatch(plain):
        last = int(found["month"])
    elif found := _ONLY_QUARTER.fullmatch(plain):
        last = 3 * _QUARTERS[found["quarter"]]
    else:
        return None
    of = int(found["year"] or year)
    if not (of and 1 <= last <= 12):
        return None
    return date(of + last // 12, last % 12 + 1, 1) - timedelta(days=1)


def due_of(text: str, year: int) -> date | None:
    """The last day in time: "trước ngày 30/6" excludes it, "chậm nhất ngày 30/6" does not."""
    if period := _WITHIN_PERIOD.search(folded(text)):
        return due_in_period(period["period"], year)
    plain = folded(text).strip(" .;,)")
    if (ends := _ENDS_WITH_PERIOD.search(plain)) and len(_A_MONTH.findall(plain)) < 2:
        return due_in_period(ends["end"] or ends["within"], year)
    found = _DUE.search(folded(text))
    if found is None or not (found["year"] or year):
        return None
    try:
        day = date(int(found["year"] or year), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return day - timedelta(days=1) if found["way"] in ("truoc", "xong truoc") else day


def is_general(text: str) -> bool:
    """Whether a clause only demands that the plan be carried out, or remarks on something."""
    plain = folded(text).strip(" .:,")
    return (
        _GENERAL.match(plain) is not None
        or _LABELS.match(plain) is not None
        or _REMARK.match(plain) is not None
        or _OF_THE_WHOLE.match(plain) is not None
    )


def _is_task(text: str) -> bool:
    plain = folded(text)
    return len(text.split()) >= _FEW_WORDS - 1 and (
        begins_with_action(plain) or _STARTS_WITH_SHARE.match(plain) is not None
    )


def _verb_of(text: str) -> str:
    """What a clause does: its verb, with what belongs to it."""
    action = ACTION.match(folded(text))
    if action is None:
        return ""
    return text[: action.end()] + (_OPENLY.match(text, action.end()) or [""])[0]


def _listed(text: str, part: Part) -> bool:
    """Whether a clause stands in a list: "công khai danh mục; kết quả xếp hạng; số điện thoại"."""
    after_semicolon = text[: part.start].rstrip().endswith(";")
    return after_semicolon and part.text[0].islower() and _names_another(part.text)


def _names_another(text: str) -> bool:
    """Whether a clause without a verb is another thing that the verb before it is about."""
    return _THINGS.match(folded(text)) is not None and len(text.split()) >= _FEW_WORDS


def _comes_of(text: str, before: Part | None, piece: Part) -> bool:
    """Whether a clause only says what comes of the one before it in its sentence."""
    if before is None or _CONSEQUENCE.match(folded(piece.text)) is None:
        return False
    return "." not in text[before.end : piece.start].replace("...", "")


def _pieces(part: Part) -> list[Part]:
    """A clause parted where a comma is followed by another verb with an object of its own."""
    cuts = [0]
    text = part.text
    depth = 0
    for match in re.finditer(r"[()“”]|,\s+(?:đồng thời,?\s+)?", text):
        if match[0] in "()“”":
            depth += 1 if match[0] in "(“" else -1
            continue
        after = text[match.end() : match.end() + _FAR]
        before = text[cuts[-1] : match.start()]
        if depth <= 0 and _begins_another(before, after):
            cuts.append(match.end())
    ends = [*(cut for cut in cuts[1:]), len(text)]
    return [_stripped(text, begin, end, part.start) for begin, end in zip(cuts, ends, strict=True)]


def _begins_another(before: str, after: str) -> bool:
    """Whether what follows a comma is another task, and no further verb of the same one."""
    if len(before.split()) < 8 or _in_purpose(before):
        return False
    if _ONE_OF_A_PAIR.search(folded(before)) and _ONE_OF_A_PAIR.match(folded(after)):
        return False
    rest = folded(after)
    action = ACTION.match(rest)
    if action is None or is_general(after):
        return False
    first = re.split(r"[,;:(]", after)[0]
    return len(first.split()) >= 8


def _in_purpose(before: str) -> bool:
    """Whether a clause is already saying what it is for."""
    return _PURPOSE.search(before) is not None


def _stripped(text: str, begin: int, end: int, offset: int) -> Part:
    piece = text[begin:end]
    inner = piece.strip(" ,")
    start = begin + piece.index(inner) if inner else begin
    return Part(inner, offset + start, offset + start + len(inner))


def _due(said: str, after: str, year: int, cadence: Cadence | None) -> date | None:
    """By when: as a clause says itself, or the one behind it that says nothing else."""
    once = cadence in (None, Cadence.ONCE)
    return (due_of(said, year) or due_of(after, year)) if once else None


def _is_cut(clause: str) -> bool:
    """Whether a title ends where no mark of the clause does."""
    title = title_of(clause)
    after = clause[clause.casefold().find(title.casefold()) + len(title) :]
    return len(clause) > LONGEST_TITLE and re.match(r" [^\W_]", after) is not None


def title_of(clause: str) -> str:
    """A clause as the title of a task: what is done, without what for."""
    text = re.sub(r"\s*\([^)]*\)", "", clause).strip(" .;:,")
    purpose = next(
        (match for match in _PURPOSE.finditer(text) if len(text[: match.start()].split()) >= 5),
        None,
    )
    if purpose and len(text) > _SHORT:
        text = text[: purpose.start()]
    if len(text) > LONGEST_TITLE:
        comma = [
            match.start()
            for match in re.finditer(r"[,:]", text[:LONGEST_TITLE])
            if match.start() > _SHORT
        ]
        cut = comma[-1] if comma else text.rfind(" ", 0, LONGEST_TITLE)
        text = text[:cut]
    text = text.strip(" .;:,-–/")
    return text[0].upper() + text[1:] if text else clause[:LONGEST_TITLE]


def _kpi(clause: str) -> Kpi | None:
    """The share that a task has to reach, where it prints one."""
    plain = folded(clause)
    found = _SHARE.search(plain)
    if found is None:
        return None
    start, end = found.span()
    tail = re.match(r"[^,;.]{0,70}", clause[end:])
    down = found["way"] in ("giam", "cat giam", "rut ngan")
    return Kpi(
        text=clause[start : end + (tail.end() if tail else 0)].strip(" ,;"),
        value=Decimal(found["n"].replace(",", ".")),
        unit="%",
        direction=Direction.DOWN if down else Direction.UP,
    )
