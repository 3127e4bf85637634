"""The outline of a text: its sections with what each is for, and the paragraphs in them.

A section is known by its number ("II.1.1"), a paragraph by how deep its dash lies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ddci_tracker.domain.plan import Lines
from ddci_tracker.plans.importing.paragraphs import Paragraph, mark_of
from ddci_tracker.plans.importing.wording import folded


class SectionRole(StrEnum):
    """What a section is for."""

    OPENING = "opening"  # before the first section: title and bases
    PURPOSE = "purpose"
    AIMS = "aims"
    REVIEW = "review"  # what came out in earlier years
    TASKS = "tasks"
    DOING = "doing"  # how the plan is carried out: reports, who watches
    CLOSING = "closing"  # recipients and signature


class Depth(StrEnum):
    """How a paragraph begins."""

    HEADING = "heading"  # with a number or a letter
    DASH = "dash"
    PLUS = "plus"
    PLAIN = "plain"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A paragraph in its place; ``text`` is without its mark, which ends at ``offset``.

    ``role`` and ``section`` are those of the section that it stands in, or opens.
    """

    paragraph: Paragraph
    offset: int
    depth: Depth
    section: str
    level: int
    role: SectionRole

    @property
    def text(self) -> str:
        """What it says, without its mark."""
        return self.paragraph.text[self.offset :]

    @property
    def is_title(self) -> bool:
        """Whether it only names a section and says nothing more."""
        text = self.text
        return self.depth is Depth.HEADING and (
            (len(text) < 220 and not text.rstrip().endswith((".", ";"))) or text.isupper()
        )

    def lines_of(self, start: int, end: int) -> Lines:
        """The lines of a part of ``text``."""
        return self.paragraph.lines_of(self.offset + start, self.offset + end)


# The first rule that finds its words in a heading says what the section is for.
_ROLES: tuple[tuple[SectionRole, re.Pattern[str]], ...] = (
    (
        SectionRole.DOING,
        re.compile(
            r"^(?:cong tac )?to chuc thuc hien|phan cong (?:to chuc )?thuc hien$"
            r"|che do (?:thong tin,? )?bao cao"
            r"|trach nhiem thuc hien|kinh phi|thoi gian thuc hien|cong tac bao cao"
        ),
    ),
    (
        SectionRole.REVIEW,
        re.compile(
            r"^(?:danh gia )?(?:thuc trang|tinh hinh|ket qua)(?: chung| thuc hien)?\W*$"
            r"|(?:danh gia|ket qua|thuc trang|tinh hinh)\b.*\b(?:ket qua|nam 20\d\d|thuc hien|ddci"
            r"|pci|chi so)|ton tai|han che,? nguyen nhan|nguyen nhan"
        ),
    ),
    (
        SectionRole.TASKS,
        re.compile(
            r"nhiem vu|giai phap|noi dung|phan cong|cac chi so thanh phan|cai thien|nang cao"
        ),
    ),
    (SectionRole.PURPOSE, re.compile(r"muc dich|yeu cau|quan diem|su can thiet|pham vi|doi tuong")),
    (SectionRole.AIMS, re.compile(r"muc tieu|chi tieu")),
)
_AIMS_FIRST = re.compile(r"^(?:cac )?(?:muc tieu|chi tieu)")
# "2. Mục tiêu năm 2022: ..." below "Kết quả năm 2021 và mục tiêu năm 2022".
_AIMS_OF_YEAR = re.compile(
    r"^(?:cac )?(?:muc tieu|chi tieu)(?: phan dau| de ra)? (?:cua )?(?:so )?nam 20\d\d\b"
    r"(?!.*\b(?:da dat|dat duoc|chua dat|khong dat|hoan thanh)\b)"
)
_PURPOSE_FIRST = re.compile(r"^(?:muc dich|yeu cau|muc tieu,? yeu cau|quan diem)")
_CLOSING = re.compile(r"noi nhan\s*:?")
_ANNEX = re.compile(r"(?:phu luc|bieu (?:so|phu luc|tong hop|phan cong)|danh muc nhiem vu)\b")
_ASKS = re.compile(r"nhiem vu|giai phap|noi dung|phan cong")
_OWED = re.compile(r"\bbao cao\b.*\b(?:truoc|cham nhat|dinh ky|hang (?:thang|quy|nam))\b")
_LONGEST_NAME = 60  # letters of the name of a section that ends in a full stop
_PARTS = {"nhất": "I", "hai": "II", "ba": "III", "tư": "IV", "năm": "V"}
_ROMAN, _CAPITAL, _NUMBER, _LETTER = 0, 0, 1, 6


def outline_of(paragraphs: list[Paragraph]) -> list[TextBlock]:
    """The paragraphs with their sections, in order."""
    path: list[tuple[int, str, SectionRole]] = []
    blocks: list[TextBlock] = []
    closing = False
    for paragraph in paragraphs:
        if _CLOSING.match(folded(paragraph.text)) and blocks:
            closing = True
        elif closing and _ANNEX.match(folded(paragraph.text)):
            # What is annexed stands below the signature.
            closing, path = False, [(_ROMAN, "PL", SectionRole.TASKS)]
        if closing:
            blocks.append(_block(paragraph, path, 0, Depth.PLAIN, SectionRole.CLOSING))
            continue
        if paragraph.cells:
            blocks.append(_block(paragraph, path, 0, Depth.ROW))
            continue
        mark = mark_of(paragraph.text)
        opened = None if mark is None else _opened(mark, path)
        if mark is None or (opened is None and not mark["dash"]):
            blocks.append(_block(paragraph, path, 0, Depth.PLAIN))
        elif opened is None:
            depth = Depth.PLUS if "+" in mark["dash"] else Depth.DASH
            blocks.append(_block(paragraph, path, mark.end(), depth))
        else:
            level, name = opened
            path = [each for each in path if each[0] < level]
            above = path[-1][2] if path else SectionRole.OPENING
            path.append((level, name, _role(paragraph.text[mark.end() :], above, top=not path)))
            blocks.append(_block(paragraph, path, mark.end(), Depth.HEADING))
    return blocks


def _block(
    paragraph: Paragraph,
    path: list[tuple[int, str, SectionRole]],
    offset: int,
    depth: Depth,
    role: SectionRole | None = None,
) -> TextBlock:
    return TextBlock(
        paragraph=paragraph,
        offset=offset,
        depth=depth,
        section=".".join(name for _, name, _ in path),
        level=path[-1][0] if path else -1,
        role=role or (path[-1][2] if path else SectionRole.OPENING),
    )


def _opened(
    mark: re.Match[str], path: list[tuple[int, str, SectionRole]]
) -> tuple[int, str] | None:
    """The level and the name of the section that a mark opens; None for a dash."""
    if part := mark["part"]:
        return _ROMAN, _PARTS.get(part.casefold(), part)
    if mark["roman"] and not _is_letter_of_a_list(mark["roman"], path):
        return _ROMAN, mark["roman"]
    if capital := mark["capital"] or mark["roman"]:
        return _CAPITAL, capital
    number = mark["number"] or mark["inner"] or mark["article"]
    if number:
        parts = number.split(".")
        return _NUMBER + len(parts) - 1, _shortened(parts, path)
    if mark["letter"]:
        return _LETTER, mark["letter"]
    return None


def _is_letter_of_a_list(roman: str, path: list[tuple[int, str, SectionRole]]) -> bool:
    """Whether C or D is meant, and no number: it follows the letter before it."""
    return bool(path) and path[0][1] == chr(ord(roman[0]) - 1) and len(roman) == 1 and roman != "I"


def _shortened(parts: list[str], path: list[tuple[int, str, SectionRole]]) -> str:
    """A number without the parts that the sections above it say already."""
    above = ".".join(name for level, name, _ in path if _NUMBER <= level < _NUMBER + len(parts) - 1)
    whole = ".".join(parts)
    return whole.removeprefix(f"{above}.") if above else whole


def _role(title: str, above: SectionRole, *, top: bool) -> SectionRole:
    """What a section is for: what its heading says, else what the section above is for."""
    plain = folded(title)
    if len(plain) > 220:
        return above
    if above is SectionRole.REVIEW and _AIMS_OF_YEAR.match(plain) and not top:
        return SectionRole.AIMS
    if above in (SectionRole.DOING, SectionRole.REVIEW) and not top:
        return above
    if _AIMS_FIRST.match(plain) and not re.search(r"yeu cau|nhiem vu|giai phap", plain):
        return SectionRole.AIMS
    if _PURPOSE_FIRST.match(plain):
        return SectionRole.PURPOSE
    if above is SectionRole.TASKS and not top:
        return above
    if above is SectionRole.AIMS and not top and not _ASKS.search(plain):
        return above
    if top and len(plain) > _LONGEST_NAME and plain.rstrip().endswith((".", ";")):
        # A sentence with a number, in a paper without sections: it asks for something.
        return SectionRole.DOING if _OWED.search(plain) else SectionRole.TASKS
    for role, words in _ROLES:
        if words.search(plain):
            return role
    return SectionRole.TASKS if top else above
