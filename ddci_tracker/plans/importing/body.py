"""Walks through the body of a text: each paragraph goes to the rules that its section is for.

What a paragraph leaves open it takes from above: the sub-index of its heading, the unit that the
bullet above it names, the year that its section speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from ddci_tracker.domain.imported import Doubt
from ddci_tracker.domain.plan import Lines, Result, ResultKind, SubIndexGroup, Target, TargetKind
from ddci_tracker.plans.importing import annexes
from ddci_tracker.plans.importing.cadence import cadence_of
from ddci_tracker.plans.importing.duties import FoundDuty, duties_in
from ddci_tracker.plans.importing.gathered import (
    Gathered,
    GatheredDuty,
    GatheredPart,
    GatheredPerson,
    GatheredResult,
    GatheredTarget,
    GatheredTask,
)
from ddci_tracker.plans.importing.leads import Assignment, assignment_in, person_in
from ddci_tracker.plans.importing.names import NamedPart, NameReader, code_of, indices_in, own_name
from ddci_tracker.plans.importing.outline import Depth, SectionRole, TextBlock
from ddci_tracker.plans.importing.results import contradict, merged, result_in
from ddci_tracker.plans.importing.sentences import Part, clauses, sentences
from ddci_tracker.plans.importing.targets import speaks_of_targets, targets_in
from ddci_tracker.plans.importing.tasks import (
    FoundTask,
    due_in_period,
    due_of,
    is_general,
    tasks_in,
)
from ddci_tracker.plans.importing.units import UnitBook
from ddci_tracker.plans.importing.verbs import begins_with_action
from ddci_tracker.plans.importing.wording import folded

_YEAR = re.compile(r"\bnam\s*(20\d\d)")
_COMPARED = re.compile(r"so voi (?:cung ky |ket qua )?nam 20\d\d")
_OF_ONE_NAMED = re.compile(r"\bcua (?:cac )?chi so(?: thanh phan)?\s*[\"'(]?\s*$")
_HELD = re.compile(r"^(?:tiep tuc )?(?:duy tri|phat huy|giu vung)")
_RAISED = re.compile(
    r"^(?:tap trung )?(?:cai thien|khac phuc|nang cao)[^.]{0,40}\b(?:thap|duoi trung vi|giam diem)"
)
_BELOW = re.compile(r"chi so(?: thanh phan)?[^.;:]{0,40}\b(?:duoi|thap hon) (?:muc )?trung vi")
_ALL_PARTS = re.compile(r"\b(?:0?\d{1,2} |tat ca (?:cac )?|cac )chi so thanh phan\b")
_RAISES = re.compile(r"\b(?:cai thien|nang cao|duy tri|phat huy)\b")
_RESULT_WORDS = re.compile(r"\b(?:xep|dung|vi tri|hang|diem|bac)\b")
# "từ 57,63 điểm (năm 2020) lên ...": where it stood.
_FROM_SCORE = re.compile(r"\btu\s+[\d.,]+\s*diem\s*\(?\s*nam 20\d\d")
_LONG_HEADING = 90
# What is said of one of several in a list: a bracket, or up to the comma, and its place.
_FIGURES_OF_ONE = re.compile(
    r"[\"”'\s]*(?:\([^)]*\)|(?:[^,;]|,(?=\d))*)"
    r"(?:, (?:xếp|đứng)(?: (?:thứ|hạng|vị trí|thứ hạng))* 0?\d{1,3}(?:\s*/\s*\d{1,3})?)?"
)
_HANDS_IN = re.compile(r"(?:(?:theo doi|don doc),? )*(?:tong hop|bao cao|gui|trinh)\b")
_TAKES_PART = re.compile(
    r"^(?:la don vi )?(?:chu tri|dau moi|chiu trach nhiem|theo doi|tham muu)\b"
)
# Whom a heading of a directive speaks to, in words that name no unit known here.
_ADDRESSED = re.compile(
    r"(?:cac (?:so|ban|nganh|co quan|don vi|phong|dia phuong|huyen|to chuc)\b"
    r"|giam doc|thu truong|chu tich|truong (?:cac )?(?:phong|ban)"
    r"|van phong |phong |doi |so |ban |chi cuc|cuc "
    r"|cong an|ngan hang|kho bac|cong ty|dien luc|hiep hoi|hoi |trung tam|ubnd|de nghi )"
)
# "Để phấn đấu năm 2023 ..., Chủ tịch UBND tỉnh yêu cầu:", after the index was named above.
_ASKED = re.compile(r"\b(?:yeu cau|chi thi|giao)\b[^.;]{0,120}:$")
# What a paper cites of another one is no target of its own.
_CITES = re.compile(r"\b(?:ke hoach|nghi quyet|quyet dinh|chi thi|chuong trinh) so\b")
# "..., công nghệ" behind the name of a unit: a word or four that say nothing of who does what.
_GOES_ON = re.compile(
    r"(?!(?:cac|va|cung|phoi hop|thuc hien|lien quan|chu tri|tham muu|theo|trong)\b)"
    r"[^\W\d]+(?: [^\W\d]+){0,3}$|(?:thu )?truong (?:cac )?"
)
_NAMES_MORE = re.compile(
    r"(?:va )?(?:cac|can bo|cong chuc|ca nhan|phong|trung tam|chi cuc|ban|doi|hoi|ubnd)\b"
)
# "Thời gian thực hiện: Thường xuyên."
_WHEN = re.compile(r"(?:thoi gian|thoi han|tien do)(?: thuc hien| hoan thanh)?\s*:\s*")
_NAMES_ANOTHER = re.compile(r"[Cc]hỉ số(?: thành phần)? [\"“]?[A-ZĐ]")
_TASK_LABEL = re.compile(
    r"(?:nhiem vu|noi dung|giai phap|cong viec)(?: thuc hien| cu the| trong tam)?\s*:\s*(?=\S)"
)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_AIMS_AFTER = re.compile(r"[,;:]?\s*(?:phan dau|muc tieu|chi tieu)\b")
# "Thanh tra huyện chủ trì:", and what they do stands below.
_NAMES_SOMEBODY = re.compile(
    r"^[^:]{3,160}\b(?:chu tri|phu trach|thuc hien|phoi hop)\b[^:.;]{0,40}:$"
)
# Indices whose scores are printed as percent as well.
_IN_PERCENT = ("PAR", "SIPAS", "DTI")
# "các chỉ số giảm điểm phải tăng ít nhất 0,5 điểm": those whose last result fell.
_THOSE_THAT_FELL = re.compile(
    r"\b(?:cac|nhung|\d{1,2}) chi so(?: thanh phan)? (?:bi )?(?:giam|tut|xuong) (?:diem|hang|bac)\b"
)
# "05/08 chỉ số thành phần trong top 5": about some of the parts, no figure of any one of them.
_SOME_PARTS = re.compile(r"\b\d{1,2}(?:\s*/\s*\d{1,2})? chi so(?: thanh phan)?\b")


class Among(Enum):
    """Which sub-indices a target is printed for that names none of them."""

    ALL = "all"
    BELOW = "below"  # the median
    FELL = "fell"  # since the year before


class Body:
    """Reads the body of one text into what was gathered."""

    def __init__(
        self,
        names: NameReader,
        book: UnitBook,
        indices: Sequence[str],
        year: int,
        *,
        several: bool = False,
    ) -> None:
        self._several = several
        self.gathered = Gathered()
        self._names, self._book, self._year = names, book, year
        self._indices = tuple(indices)
        self._index: str | None = None
        self._part: GatheredPart | None = None
        self._told: GatheredPart | None = None  # whose results a section of review tells
        self._group: SubIndexGroup | None = None
        self._group_section = ""
        self._said_year: int | None = None
        self._over: Assignment | None = None  # whom the bullet above names
        self._over_depth: Depth | None = None
        self._unknown_lead = False  # the paragraph above names somebody in words unknown here
        self._unknown_section: str | None = None  # its heading speaks to somebody unknown here
        self._section_leads: list[tuple[str, Assignment]] = []
        self._pending: list[GatheredTask] = []
        self._label_open = False
        self._led_by_dash = False  # the part is led by whom its first bullet names
        self._listing_below = False
        self._copied: list[tuple[Target, Lines, Among]] = []
        self._table = annexes.AnnexReader(names, book, year)

    def read(self, blocks: Sequence[TextBlock]) -> Gathered:
        """Read all paragraphs; then what was printed once for several goes to each."""
        for number, block in enumerate(blocks):
            if block.role is SectionRole.CLOSING:
                continue
            if block.depth is Depth.ROW:
                self._table.row(block, self.gathered, self._preferred(), self._part)
                continue
            if number and blocks[number - 1].depth is Depth.ROW:
                self._table.end()
            self._read(block)
        self._copy()
        self._finish_leads()
        return self.gathered

    @property
    def _section_lead(self) -> Assignment | None:
        """Whom the heading of this section, or of one above it, names."""
        return self._section_leads[-1][1] if self._section_leads else None

    def _preferred(self) -> str | None:
        return self._index or (self._indices[0] if self._indices else None)

    def _read(self, block: TextBlock) -> None:
        if block.depth is Depth.HEADING:
            self._enter(block)
            if (more := self._after_name(block)) is not None:
                self._read_tasks(more)
                return
            if self._named_with_figures(block):
                return
            if block.is_title and not self._says_more(block):
                return
        elif block.depth is Depth.DASH and self._over_depth is not Depth.PLAIN:
            self._over = None
        if block.depth is not Depth.HEADING and self._opens_part(block):
            return
        match block.role:
            case SectionRole.OPENING | SectionRole.REVIEW:
                self._read_results(block)
                if block.role is SectionRole.OPENING:
                    self._read_opening(block)
                if block.role is SectionRole.REVIEW:
                    self._note_listing(block)
            case SectionRole.AIMS if self._aims_of_part(block):
                pass
            case SectionRole.PURPOSE | SectionRole.AIMS:
                self._read_aims(block)
            case SectionRole.TASKS:
                self._read_tasks(block)
            case SectionRole.DOING:
                self._read_doing(block)

    # Headings.

    def _enter(self, block: TextBlock) -> None:
        """A new section: what the sections beside it said holds no more."""
        self._over, self._unknown_lead = None, False
        self._pending, self._label_open = [], False
        self._listing_below = False
        text, plain = block.text, folded(block.text)
        if self._part and not _within(block.section, self._part.section):
            self._part = None
        if self._group and not _within(block.section, self._group_section):
            self._group = None
        if block.level <= 1:
            self._told = None
        self._section_leads = [
            each for each in self._section_leads if _below(block.section, each[0])
        ]
        if not (block.is_title or len(text) < 200 or self._named_with_figures(block)):
            return
        years = [int(found) for found in _YEAR.findall(_COMPARED.sub("", plain))]
        if block.role is SectionRole.REVIEW or any(year < self._year for year in years):
            past = [year for year in years if year < self._year]
            self._said_year = past[-1] if past else self._said_year
        elif block.level <= 0:
            self._said_year = None
        part = (
            self._names.heading(text, self._preferred())
            if block.is_title
            else self._named_with_figures(block)
        )
        if part is not None:
            self.gathered.place(block.paragraph.lines)
            if block.role in (SectionRole.REVIEW, SectionRole.PURPOSE):
                self._told = self.gathered.part(part.index, part.code, part.name)
            elif (
                not self._part
                or self._part.section is None
                or not _within(block.section, self._part.section)
            ):
                self._open(part.index, part.code, part.name, block, exact=part.exact)
                self._read_bracket(block)
            return
        if (
            block.is_title
            and block.role in (SectionRole.TASKS, SectionRole.DOING)
            and (own := own_name(text))
        ):
            index = self._preferred()
            if index:
                self._open(index, code_of(own), own, block, exact=False, own=True)
                return
        named = [each for each in indices_in(text) if each in self._indices]
        if named and block.is_title:
            self._index = named[0]
        if block.is_title and (_HELD.match(plain) or _RAISED.match(plain)) and "chi so" in plain:
            self._group = SubIndexGroup.MAINTAIN if _HELD.match(plain) else SubIndexGroup.IMPROVE
            self._group_section = block.section
        if _BELOW.search(plain) and _RAISES.search(plain) and block.is_title:
            self._listing_below = True
            self._copied.append(
                (self._qualitative(block, 0, len(text)), block.paragraph.lines, Among.BELOW)
            )
            self.gathered.place(block.paragraph.lines)
        assigned = assignment_in(text, self._book)
        if block.is_title and not _within(block.section, self._unknown_section):
            unknown = assigned is None and _ADDRESSED.match(plain)
            self._unknown_section = block.section if unknown else None
        if assigned and block.is_title and not self._begins_doing(text[assigned.rest :]):
            self._section_leads.append((block.section, assigned))
            self._book.use((*assigned.lead, *assigned.helpers))
            self.gathered.place(block.paragraph.lines)
            if (
                self._part
                and not self._part.lead
                and assigned.given
                and block.role is SectionRole.TASKS
            ):
                self._lead_part(self._part, assigned, block, Doubt.INHERITED)

    def _after_name(self, block: TextBlock) -> TextBlock | None:
        """What a heading says after the name of the sub-index that it opens; None if it opens none.

        "1. Về chi phí thời gian: Phòng A chủ trì:" is a heading and what stands below it at once.
        """
        head, colon, rest = block.text.partition(":")
        if block.role is not SectionRole.TASKS or self._part or not (colon and rest.strip()):
            return None
        part = self._names.heading(head, self._preferred())
        own = own_name(head) if part is None else None
        index = self._preferred()
        if part is not None:
            self._open(part.index, part.code, part.name, block, exact=part.exact)
        elif own and index:
            self._open(index, code_of(own), own, block, exact=False, own=True)
        else:
            return None
        skipped = len(head) + 1 + len(rest) - len(rest.lstrip())
        return replace(block, offset=block.offset + skipped, depth=Depth.PLAIN)

    def _named_with_figures(self, block: TextBlock) -> NamedPart | None:
        """The sub-index of a heading that is a sentence: its name, where it stood, what it aims at.

        "2. Chỉ số X (năm 2021 đạt 6,92 điểm); mục tiêu năm 2022 đạt trên 7,5 điểm." None for
        any other.
        """
        if (
            block.is_title
            or block.role is not SectionRole.TASKS
            or _TAKES_PART.match(folded(block.text))
        ):
            return None
        bare = _IN_BRACKETS.sub("", block.text)
        aim = next((each.start() for each in _AIMS_AFTER.finditer(folded(bare))), len(bare))
        if bare[aim:].strip(" .;") and (
            not targets_in(bare[aim:], self._year) or len(list(sentences(bare[aim:]))) > 1
        ):
            return None
        return self._names.heading(bare[:aim].strip(" .;,:"), self._preferred())

    def _read_bracket(self, block: TextBlock) -> None:
        """What a heading says of where its sub-index stood, in brackets, and is to stand."""
        if self._part is None:
            return
        self._past_in_brackets(block, block.text, 0, self._part)
        aim = _AIMS_AFTER.search(folded(block.text))
        if aim and block.role is SectionRole.TASKS:
            self._targets(block, block.text[aim.start() :], aim.start(), self._part, doubt=None)

    def _open(
        self, index: str, code: str, name: str, block: TextBlock, *, exact: bool, own: bool = False
    ) -> None:
        part = self.gathered.part(index, code, name)
        # The order of the sections that say what to do is the order of the plan.
        # One that was only aimed at above is told what to do here.
        anew = block.role is SectionRole.TASKS and not part.tasks
        if part.section is None or (anew and not _within(block.section, part.section)):
            del self.gathered.parts[index, code]
            self.gathered.parts[index, code] = part
            part.section, part.name = block.section or None, name
            part.exact, part.own, part.lines = exact, own, block.paragraph.lines
            part.group = self._group
        self._part, self._index, self._led_by_dash = part, index, False
        self.gathered.place(block.paragraph.lines)

    def _opens_part(self, block: TextBlock) -> bool:
        """Whether a paragraph without a number is the heading of a sub-index."""
        text = block.text
        if block.role not in (SectionRole.TASKS, SectionRole.AIMS) or len(text) > 150:
            return False
        part = self._names.heading(text, self._preferred())
        if part is None or not part.exact:
            return False
        if (
            self._part
            and self._part.section
            and self._part.section == block.section
            and self._part.lines
            and self._part.lines.last == block.paragraph.lines.first
        ):
            return False
        self._open(part.index, part.code, part.name, block, exact=True)
        return True

    def _says_more(self, block: TextBlock) -> bool:
        """Whether a heading is a paragraph as well: it says what is to be done, or by when."""
        text = block.text
        if block.role in (SectionRole.PURPOSE, SectionRole.AIMS, SectionRole.REVIEW):
            return bool(speaks_of_targets(text) and targets_in(text, self._year))
        if text.isupper() or block.level <= 0:
            return False
        # "Nâng cao chỉ số X (năm 2022 đạt 6,90 điểm), phấn đấu đạt 7,5 điểm" only names and aims.
        bare = _IN_BRACKETS.sub("", text)
        aim = next((each.start() for each in _AIMS_AFTER.finditer(folded(bare))), len(bare))
        if is_general(bare[:aim]):
            return False
        inside = self._part is not None and len(text) >= _LONG_HEADING
        return (inside and begins_with_action(folded(text))) or (
            assignment_in(text, self._book) is not None and self._begins_doing(text)
        )

    def _begins_doing(self, text: str) -> bool:
        bare = text.strip(" :,.")
        return len(bare.split()) > 4 and not is_general(bare) and begins_with_action(folded(bare))

    # Aims and earlier results.

    def _read_opening(self, block: TextBlock) -> None:
        """Targets that a paper without a section for them names before its first one."""
        for sentence in sentences(block.text):
            plain = folded(sentence.text)
            named = [each for each in indices_in(sentence.text) if each in self._indices]
            if not named and len(self._indices) == 1 and _ASKED.search(plain):
                named = list(self._indices)
            if not named or not speaks_of_targets(plain) or _CITES.search(plain):
                continue
            if any(int(year) == self._year for year in _YEAR.findall(plain)):
                part = self.gathered.part(named[0])
                self._targets(block, sentence.text, sentence.start, part, doubt=Doubt.SEVERAL)

    def _read_aims(self, block: TextBlock) -> None:
        plain = folded(block.text)
        years = [int(found) for found in _YEAR.findall(plain)]
        if block.text.rstrip().endswith(":"):
            past = [year for year in years if year < self._year]
            self._said_year = past[-1] if past else self._said_year
        for sentence in sentences(block.text):
            mentioned = self._names.mentions(sentence.text, self._meant(sentence.text))
            if mentioned and not self._copies(sentence.text):
                self._by_mention(block, sentence, mentioned)
            else:
                self._overall(block, sentence)
        if block.role is SectionRole.PURPOSE and _asks_for_a_check(plain):
            self._tasks_of(block, block.text, 0, None)

    def _aims_of_part(self, block: TextBlock) -> bool:
        """Whether a paragraph below the heading of a sub-index says what that one is to reach."""
        named = self._names.mentions(block.text, self._preferred())
        return self._part is not None and not named and self._reads_figures(block, aiming=True)

    def _meant(self, text: str) -> str | None:
        """The index that a sentence speaks of: the only one it names, else that of the section."""
        named = [each for each in indices_in(text) if each in self._indices]
        return named[0] if len(named) == 1 else self._preferred()

    def _by_mention(self, block: TextBlock, sentence: Part, parts: Sequence[NamedPart]) -> None:
        """Each part that a sentence names gets what stands from its name to the next."""
        head = sentence.text[: parts[0].start]
        before = targets_in(head, self._year) if speaks_of_targets(head) else []
        if len(parts) == 1 and _OF_ONE_NAMED.search(folded(head)):
            named = self.gathered.part(parts[0].index, parts[0].code, parts[0].name)
            if self._targets(block, head, sentence.start, named, doubt=Doubt.SEVERAL):
                before = []
        if before:
            self._overall(block, Part(head, sentence.start, sentence.start + parts[0].start))
        aiming = speaks_of_targets(sentence.text) or block.role is SectionRole.AIMS
        for number, part in enumerate(parts):
            end = parts[number + 1].start if number + 1 < len(parts) else len(sentence.text)
            text = sentence.text[part.start : end]
            gathered = self.gathered.part(part.index, part.code, part.name)
            at = sentence.start + part.start
            if aiming and self._targets(
                block,
                text,
                at,
                gathered,
                doubt=None if block.role is SectionRole.AIMS else Doubt.SEVERAL,
            ):
                self._past_in_brackets(block, text, at, gathered)
                continue
            self._result(block, text, at, gathered)

    def _overall(self, block: TextBlock, sentence: Part) -> None:
        text, plain = sentence.text, folded(sentence.text)
        named = [each for each in indices_in(text) if each in self._indices]
        preferred = self._preferred()
        wanted = named or ([preferred] if preferred else [])
        told = False
        for part_of in clauses(text):
            clause = folded(part_of.text)
            where = sentence.start + part_of.start
            lines = block.lines_of(where, where + len(part_of.text))
            if self._copies(part_of.text):
                self._gather_copies(block, part_of, where)
                continue
            if _THOSE_THAT_FELL.search(clause):
                for each in targets_in(part_of.text, self._year):
                    self._copied.append((each.target, lines, Among.FELL))
                continue
            some = _SOME_PARTS.search(clause)
            if (
                some
                and wanted
                and any(each.start > some.start() for each in targets_in(part_of.text, self._year))
            ):
                told = True
                continue
            aimed = speaks_of_targets(text) or block.role is SectionRole.AIMS or "chi so" in clause
            if aimed and wanted:
                index = (
                    [each for each in indices_in(part_of.text) if each in self._indices] or wanted
                )[0]
                doubt = None if named or len(self._indices) == 1 else Doubt.INFERRED
                if _NAMES_ANOTHER.search(part_of.text) and not indices_in(part_of.text):
                    doubt = Doubt.NAME  # of a sub-index that the catalogue calls otherwise
                if index and self._targets(
                    block, part_of.text, where, self.gathered.part(index), doubt=doubt
                ):
                    told = True
                    self._past_in_brackets(block, part_of.text, where, self.gathered.part(index))
                    found = result_in(part_of.text, None, self._year)
                    if found and found.result.score is not None and _FROM_SCORE.search(clause):
                        self._take_result(
                            self.gathered.part(index), found.result, lines, Doubt.SEVERAL
                        )
                    continue
            years = [int(found) for found in _YEAR.findall(clause)]
            if wanted and years and max(years) < self._year and _figures(clause):
                # "...; năm 2021 đạt 76,4 điểm": the clause beside the target, where it stood.
                if speaks_of_targets(text) and _RESULT_WORDS.search(clause):
                    self._result(block, part_of.text, where, self.gathered.part(wanted[0]))
                continue
            if (
                _RAISES.search(clause)
                and named
                and block.role is SectionRole.PURPOSE
                and not _figures(clause)
            ):
                # A later clause of the sentence that names none says what it takes.
                for index in [each for each in indices_in(part_of.text) if each in named]:
                    self._soft(index, block, part_of, where)
        if (
            _RESULT_WORDS.search(plain)
            and named
            and not told
            and not speaks_of_targets(text)
            and _figures(plain)
        ):
            self._result(block, text, sentence.start, self.gathered.part(named[0]))

    def _past_in_brackets(self, block: TextBlock, text: str, at: int, part: GatheredPart) -> None:
        """Where an index stood, in brackets behind what it is to reach."""
        for bracket in re.finditer(r"\([^()]*\d[^()]*\)", text):
            said = bracket[0][1:]
            # "(năm 2023: 8,11 điểm; mục tiêu năm 2024: giữ hạng 3)": up to what is to be reached.
            aim = next(
                (each for each in _YEAR.finditer(folded(said)) if int(each[1]) >= self._year), None
            )
            if aim:
                said = said[: max(said.rfind(";", 0, aim.start()), 0)]
            if _YEAR.search(folded(said)):
                self._result(block, said, at + bracket.start() + 1, part)

    def _soft(self, index: str, block: TextBlock, clause: Part, where: int) -> None:
        """A wish without a figure, for a whole index; kept only where nothing better is printed."""
        lines = block.lines_of(where, where + len(clause.text))
        target = Target(kind=TargetKind.QUALITATIVE, text=clause.text[:400], lines=lines)
        self.gathered.part(index).targets.append(
            GatheredTarget(target=target, lines=lines, doubt=Doubt.NO_FIGURE)
        )
        self.gathered.place(lines)

    def _copies(self, text: str) -> bool:
        plain = folded(text)
        aims = speaks_of_targets(text) or _RAISES.search(plain)
        return bool(
            aims
            and (_BELOW.search(plain) or _ALL_PARTS.search(plain))
            and (_BELOW.search(plain) or re.search(r"cai thien (?:tich cuc|ro ret|manh)", plain))
        )

    def _gather_copies(self, block: TextBlock, clause: Part, where: int) -> None:
        """Targets for all parts, or for those below the median, are copied once all are known."""
        plain = folded(clause.text)
        lines = block.lines_of(where, where + len(clause.text))
        below, every = _BELOW.search(plain), _ALL_PARTS.search(plain)
        found = targets_in(clause.text, self._year)
        if every and not below:
            # Before and after the words for all parts, the whole index is meant.
            for each in found:
                index = self._preferred()
                if index:
                    self._take_target(self.gathered.part(index), each.target, lines, each.doubt)
            wish = re.search(r"[^,]*" + _ALL_PARTS.pattern + r"[^,;.]*", plain)
            start, end = wish.span() if wish else (0, len(clause.text))
            self._copied.append(
                (self._qualitative(block, where + start, where + end), lines, Among.ALL)
            )
        elif found:
            for each in found:
                text = clause.text[below.start() if below else 0 :].strip(" ,.;")
                self._copied.append(
                    (replace(each.target, text=text, lines=lines), lines, Among.BELOW)
                )
        else:
            self._copied.append(
                (self._qualitative(block, where, where + len(clause.text)), lines, Among.BELOW)
            )
        self.gathered.place(lines)

    def _qualitative(self, block: TextBlock, start: int, end: int) -> Target:
        text = block.text[start:end].strip(" ,;:.")
        return Target(
            kind=TargetKind.QUALITATIVE, text=text[:400], lines=block.lines_of(start, end)
        )

    def _note_listing(self, block: TextBlock) -> None:
        plain = folded(block.text)
        if block.text.rstrip().endswith(":") and _BELOW.search(plain) and _RAISES.search(plain):
            self._copied.append(
                (self._qualitative(block, 0, len(block.text)), block.paragraph.lines, Among.BELOW)
            )

    def _read_results(self, block: TextBlock) -> None:
        text = block.text
        if block.role is SectionRole.OPENING and not re.search(
            r"\b(?:xep|hang|diem)\b", folded(text)
        ):
            return
        told = self._names.mentions(text, self._preferred())
        if (
            block.depth in (Depth.DASH, Depth.PLUS)
            and told
            and told[0].start < 40
            and len({(p.index, p.code) for p in told}) == 1
        ):
            part = told[0]
            self._result(
                block,
                text[part.end :],
                part.end,
                self.gathered.part(part.index, part.code, part.name),
            )
            return
        said = self._said_year
        for sentence in sentences(text):
            parts = self._names.mentions(sentence.text, self._preferred())
            if not parts and self._told is not None:
                self._result(block, sentence.text, sentence.start, self._told)
                continue
            head = sentence.text[: parts[0].start] if parts else sentence.text
            years = [int(found) for found in _YEAR.findall(folded(head))]
            if block.role is SectionRole.OPENING and (past := [y for y in years if y < self._year]):
                self._said_year = self._said_year or past[0]
            if not parts:
                continue
            for number, part in enumerate(parts):
                end = parts[number + 1].start if number + 1 < len(parts) else len(sentence.text)
                self._result(
                    block,
                    sentence.text[part.end : end],
                    sentence.start + part.end,
                    self.gathered.part(part.index, part.code, part.name),
                    only_first=len(parts) > 1,
                )
        whole = re.split(r"\b(?:Cụ thể|cụ thể|trong đó|Trong đó)\b", text)[0]
        # What is said before any sub-index is named is said of the whole.
        for sentence in sentences(whole):
            if self._names.mentions(sentence.text, self._preferred()):
                whole = whole[: sentence.start]
                break
        said_of = [each for each in indices_in(whole) if each in self._indices]
        index = said_of[0] if said_of else self._preferred()
        if (
            index
            and not self._names.mentions(whole, index)
            and self._told is None
            and self._part is None
            and _figures(folded(whole))
        ):
            self._result(block, whole, 0, self.gathered.part(index))
        if block.role is SectionRole.OPENING:
            self._said_year = said

    def _result(
        self, block: TextBlock, text: str, at: int, part: GatheredPart, *, only_first: bool = False
    ) -> bool:
        if only_first:
            bracket = _FIGURES_OF_ONE.match(text)
            text = bracket[0] if bracket else text
        if not _figures(folded(text)) and "khong co su thay doi" not in folded(text):
            return False
        found = result_in(text, self._said_year, self._year)
        if found is None:
            return False
        lines = block.lines_of(at + found.start, at + found.end)
        self._take_result(part, found.result, lines, found.doubt)
        # "(năm 2018 xếp thứ 16/21 đơn vị)": the year before, with a list of its own.
        before = re.search(
            r"\(\s*năm\s*(20\d\d)[^()]*?(?:thứ|hạng)\s*0?(\d{1,3})\s*/\s*(\d{1,3})[^()]*\)", text
        )
        if before and int(before[1]) < found.result.year:
            self._take_result(
                part,
                Result(
                    year=int(before[1]),
                    kind=ResultKind.PUBLISHED,
                    rank=int(before[2]),
                    out_of=int(before[3]),
                    text=before[0].strip("() "),
                ),
                block.lines_of(at + before.start(), at + before.end()),
                None,
            )
        return True

    def _take_result(
        self, part: GatheredPart, result: Result, lines: Lines, doubt: Doubt | None
    ) -> None:
        self.gathered.place(lines)
        result = replace(result, lines=lines)
        for known in part.results:
            if known.result.year == result.year:
                if contradict(known.result, result):
                    known.doubt = Doubt.SEVERAL
                known.result = merged(known.result, result)
                known.lines = known.result.lines or known.lines
                return
        part.results.append(GatheredResult(result=result, lines=lines, doubt=doubt))

    # Targets.

    def _targets(
        self, block: TextBlock, text: str, at: int, part: GatheredPart, *, doubt: Doubt | None
    ) -> bool:
        found = targets_in(
            text, self._year, several=self._several, shares=part.index in _IN_PERCENT
        )
        # A word for a target somewhere before a comma may be about something else.
        for each in found:
            lines = block.lines_of(at + each.start, at + each.end)
            self._take_target(part, each.target, lines, each.doubt or doubt)
        return bool(found)

    def _take_target(
        self, part: GatheredPart, target: Target, lines: Lines, doubt: Doubt | None
    ) -> None:
        self.gathered.place(lines)
        if part.own:
            doubt = doubt or Doubt.OWN
        part.targets.append(
            GatheredTarget(target=replace(target, lines=lines), lines=lines, doubt=doubt)
        )

    # What is to be done.

    def _read_tasks(self, block: TextBlock) -> None:
        text = block.text
        if self._part and (person := person_in(text)):
            self._part.person = person.name
            self._part.person_lines = block.paragraph.lines
            self.gathered.people.setdefault(
                folded(person.name),
                GatheredPerson(name=person.name, role=person.role, lines=block.paragraph.lines),
            )
            self.gathered.place(block.paragraph.lines)
            return
        if self._reads_figures(block) or (block.depth is Depth.PLAIN and text.isupper()):
            return
        if (
            self._part is None
            and speaks_of_targets(text)
            and any(each in self._indices for each in indices_in(text))
            and targets_in(text, self._year)
            and not self._names.mentions(text, self._preferred())
        ):
            for sentence in sentences(text):
                self._overall(block, sentence)
            return
        if (label := _TASK_LABEL.match(folded(text))) and len(text[label.end() :].split()) > 3:
            block = replace(block, offset=block.offset + label.end(), depth=Depth.DASH)
            text = block.text
        if (when := _WHEN.match(folded(text))) and (timed := self._above(block)):
            self._all_by(timed, block, text[when.end() :])
            return
        assigned = assignment_in(text, self._book)
        if assigned:
            self._unknown_lead = False
            self._book.use((*assigned.lead, *assigned.helpers))
        elif _NAMES_SOMEBODY.search(folded(text)):
            self._unknown_lead = True
            return
        if assigned and assigned.label:
            self._labelled(block, assigned)
            return
        if self._label_open and assigned:
            self._also_leads(assigned, block)
        elif (
            self._label_open and block.depth is Depth.DASH and not begins_with_action(folded(text))
        ):
            self._leads_unknown()
        elif block.depth is not Depth.DASH:
            self._label_open = self._label_open and block.depth is Depth.PLAIN
        if is_general(text) and not assigned and (self._part is None or len(text) < 80):
            if self._part is None and (taken := self._taken_on(block)):
                self._reads_aim(block, taken)
                self.gathered.place(block.paragraph.lines)
            return
        if duties := duties_in(text, self._book, self._senders(assigned)):
            self._take_duties(block, duties)
            spoken = tasks_in(text, whole=False)
            if len(spoken) <= 1 or all(_HANDS_IN.match(folded(each.title)) for each in spoken):
                return
        if assigned is None:
            above = self._part
            taken = self._taken_on(block) if above is None else None
            if taken and self._reads_aim(block, taken):
                return
            self._part = above or taken
            self._tasks_of(block, text, 0, None)
            self._part = above
            return
        rest = text[assigned.rest :]
        empty = len(rest.strip(" .:,").split()) < 4 or (
            is_general(rest) and not tasks_in(rest, whole=False)
        )
        if empty or self._speaks_of_the_whole(rest):
            self._assign(block, assigned)
            after = re.search(r":\s+(?=\S)", rest)
            if not empty and after:
                self._tasks_of(block, text, assigned.rest + after.end(), assigned)
            elif not empty:
                self._tasks_of(block, text, assigned.rest, assigned, whole=False)
            return
        if (
            self._part
            and not self._part.lead
            and assigned.given
            and not self._part.tasks
            and _hands_over(rest)
        ):
            self._lead_part(self._part, assigned, block, None)
        if self._part and assigned.given and assigned.lead:
            self._leads_besides(self._part, assigned, block)
        self._tasks_of(block, text, assigned.rest, assigned)
        if rest.rstrip().endswith(":"):
            self._over, self._over_depth = assigned, block.depth

    def _taken_on(self, block: TextBlock) -> GatheredPart | None:
        """The sub-index that the section's addressee is to see to: "a) Chủ trì cải thiện ..."."""
        who = self._section_lead
        if who is None or not who.lead or not _TAKES_PART.match(folded(block.text)):
            return None
        named = self._names.mentions(block.text, self._preferred())
        if len({(each.index, each.code) for each in named}) != 1:
            return None
        part = self.gathered.part(named[0].index, named[0].code, named[0].name)
        part.section = part.section or block.section or None
        part.lines = part.lines or block.paragraph.lines
        if not part.lead:
            self._lead_part(part, who, block, Doubt.INHERITED)
        return part

    def _reads_aim(self, block: TextBlock, part: GatheredPart) -> bool:
        """Whether an addressee is told nothing but to raise a sub-index, and how far.

        "a) Chủ trì cải thiện chỉ số X (năm 2022 đạt 7,12 điểm), phấn đấu đạt trên 7,5 điểm."
        """
        self._past_in_brackets(block, block.text, 0, part)
        bare = _IN_BRACKETS.sub(lambda match: " " * len(match[0]), block.text)
        aim = next((each.start() for each in _AIMS_AFTER.finditer(folded(bare))), len(bare))
        self._targets(block, block.text[aim:], aim, part, doubt=None)
        self.gathered.place(block.paragraph.lines)
        return is_general(_TAKES_PART.sub("", folded(bare[:aim])).strip(" ,"))

    def _speaks_of_the_whole(self, rest: str) -> bool:
        """Whether a unit is given the whole sub-index, before its tasks are named."""
        first = next(iter(clauses(rest)), None)
        if first is None:
            return False
        plain = folded(first.text.split(":")[0])
        return bool(
            re.search(
                r"(?:cai thien|nang cao|tong hop)[^;.]{0,30}chi so\b|chi so \"|cac (?:nhiem vu"
                r"|noi dung)(?: \w+)? sau$",
                plain,
            )
        )

    def _assign(self, block: TextBlock, assigned: Assignment) -> None:
        """A paragraph that only names units: for the sub-index, and for what stands below it."""
        self.gathered.place(block.paragraph.lines)
        self._over, self._over_depth = assigned, block.depth
        part = self._part
        if part is None or not (assigned.lead and assigned.given):
            return
        if not part.lead:
            self._lead_part(part, assigned, block, None)
            below = block.depth is Depth.DASH and block.text.rstrip().endswith(":")
            self._led_by_dash = below and not self._names_part(block, part)
        else:
            self._leads_besides(part, assigned, block)

    def _names_part(self, block: TextBlock, part: GatheredPart) -> bool:
        """Whether a paragraph speaks of the whole sub-index."""
        named = self._names.mentions(block.text, part.index)
        return "chi so" in folded(block.text) or any(each.code == part.code for each in named)

    def _leads_besides(self, part: GatheredPart, assigned: Assignment, block: TextBlock) -> None:
        """The next bullet that names somebody, where the one before it led the part."""
        if self._led_by_dash and block.depth is Depth.DASH:
            part.lead = (*part.lead, *(u for u in assigned.lead if u not in part.lead))
            part.lead_doubt = Doubt.INHERITED

    def _lead_part(
        self, part: GatheredPart, assigned: Assignment, block: TextBlock, doubt: Doubt | None
    ) -> None:
        part.lead, part.helpers = assigned.lead, assigned.helpers
        part.lead_lines, part.lead_doubt = block.paragraph.lines, doubt

    def _labelled(self, block: TextBlock, assigned: Assignment) -> None:
        """ "Đơn vị chủ trì: ...": for what stands above it in the section."""
        self.gathered.place(block.paragraph.lines)
        if assigned.trailing and not assigned.lead and not assigned.helpers:
            self._label_open = True
            return
        for task in self._pending:
            if assigned.lead:
                task.lead = (
                    *(task.lead or ()),
                    *(u for u in assigned.lead if u not in (task.lead or ())),
                )
            if assigned.helpers or task.helpers is None:
                task.helpers = (
                    *(task.helpers or ()),
                    *(u for u in assigned.helpers if u not in (task.helpers or ())),
                )
        if self._part:
            part = self._part
            part.lead = (*part.lead, *(u for u in assigned.lead if u not in part.lead))
            part.helpers = tuple(
                u
                for u in (*part.helpers, *(v for v in assigned.helpers if v not in part.helpers))
                if u not in part.lead
            )
            part.lead_lines = part.lead_lines or block.paragraph.lines
            # Words behind the names may belong to the last of them, or name another one.
            behind = folded(block.text[assigned.rest :]).strip(" .;:")
            if assigned.lead and (_GOES_ON.match(behind) or _NAMES_MORE.match(behind)):
                self._leads_unknown()
        if not assigned.trailing or not self._pending:
            self._over, self._over_depth = assigned, block.depth
        if assigned.lead:
            self._pending = []
        rest = block.text[assigned.rest :].lstrip(" .;")
        more = tasks_in(rest, whole=False) if len(rest.split()) > 4 else []
        if more:
            self._tasks_of(block, block.text, len(block.text) - len(rest), assigned, whole=False)

    def _above(self, block: TextBlock) -> Sequence[GatheredTask]:
        """The tasks that stand above a paragraph in its section, or in the points beside it."""
        if self._pending or self._part is None:
            return self._pending
        beside = block.section.rpartition(".")[0]
        return [each for each in self._part.tasks if each.section.rpartition(".")[0] == beside]

    def _all_by(self, tasks: Sequence[GatheredTask], block: TextBlock, said: str) -> None:
        """ "Thời gian thực hiện: ...": for the tasks above it that say nothing of when."""
        self.gathered.place(block.paragraph.lines)
        cadence = cadence_of(said)
        due = due_of(said, self._year) or due_in_period(said, self._year)
        for task in tasks:
            if task.cadence is None and task.due is None:
                task.cadence, task.due = cadence, None if cadence else due

    def _also_leads(self, assigned: Assignment, block: TextBlock) -> None:
        """A bullet below an empty "Đơn vị chủ trì thực hiện:"."""
        for task in self._pending:
            task.lead = (
                *(task.lead or ()),
                *(u for u in assigned.lead if u not in (task.lead or ())),
            )
        if self._part:
            part = self._part
            part.lead = (*part.lead, *(u for u in assigned.lead if u not in part.lead))
            part.helpers = tuple(
                u for u in (*part.helpers, *assigned.helpers) if u not in part.lead
            )
            part.lead_lines = part.lead_lines or block.paragraph.lines

    def _leads_unknown(self) -> None:
        """Somebody leads, too, in words unknown here: who leads is to be looked at."""
        if self._part:
            self._part.lead_doubt = Doubt.SEVERAL
        for task in self._pending:
            task.doubt = task.doubt or Doubt.INHERITED

    def _reads_figures(self, block: TextBlock, *, aiming: bool = False) -> bool:
        """Whether a paragraph of a sub-index says where it stands and where it should be.

        ``aiming``: it stands where targets are named.
        """
        text, plain = block.text, folded(block.text)
        if self._part is None:
            return False
        stands = re.match(r"^(?:nam 20\d\d|ket qua nam|diem nam)\b", plain) is not None
        aims = aiming or (
            re.match(r"^(?:-\s*)?(?:cac )?(?:chi tieu|muc tieu|phan dau)\b", plain) is not None
        )
        if not (stands or aims):
            if self._part.lead and not re.search(r"duy tri xep hang", plain):
                return False
            inside = re.search(r"(?:duy tri|giu vung)[^.;]{0,40}(?:xep hang|thu hang)", plain)
            if inside and (found := targets_in(text, self._year)):
                for each in found:
                    if each.target.kind is TargetKind.HOLD_RANK:
                        self._take_target(
                            self._part,
                            each.target,
                            block.lines_of(each.start, each.end),
                            each.doubt,
                        )
            return False
        done = False
        for sentence in sentences(text):
            aiming = speaks_of_targets(sentence.text)
            if aiming or (aims and not stands):
                aimed = self._targets(block, sentence.text, sentence.start, self._part, doubt=None)
                if not aimed and aiming and not _figures(folded(sentence.text)):
                    target = self._qualitative(block, sentence.start, sentence.end)
                    self._take_target(
                        self._part, target, target.lines or block.paragraph.lines, Doubt.NO_FIGURE
                    )
                    aimed = True
                done = done or aimed
            bracket = re.search(r"\([^()]*\d[^()]*\)", sentence.text) if aiming else None
            said = bracket[0] if bracket else (None if aiming else sentence.text)
            if said and _YEAR.search(folded(said)):
                at = sentence.start + (bracket.start() if bracket else 0)
                done = self._result(block, said, at, self._part) or done
        return done

    def _tasks_of(
        self,
        block: TextBlock,
        text: str,
        at: int,
        assigned: Assignment | None,
        *,
        whole: bool = True,
    ) -> None:
        said = text[at:]
        counts = block.depth in (Depth.DASH, Depth.PLUS) or (
            block.depth is Depth.PLAIN and self._part is not None and self._over is not None
        )
        begun = text[:at].rstrip()
        found = tasks_in(
            said,
            whole=whole and counts and not is_general(said),
            year=self._year,
            named=assigned is not None and bool(assigned.lead) and bool(begun),
        )
        over = self._over if block.depth is not Depth.DASH or assigned is None else None
        who = self._who(assigned, over)
        for each in found:
            unknown = self._unknown_lead or _within(block.section, self._unknown_section)
            guessed = self._part is not None and self._part.lead_doubt is Doubt.SEVERAL
            doubt = Doubt.INHERITED if (unknown or guessed) and not who[0] else None
            task, lines = self._gathered(block, each, at, who, doubt)
            (self._part.tasks if self._part else self.gathered.general).append(task)
            self._pending.append(task)
            self.gathered.place(lines)

    def _gathered(
        self,
        block: TextBlock,
        said: FoundTask,
        at: int,
        who: tuple[tuple[str, ...] | None, tuple[str, ...] | None],
        doubt: Doubt | None,
    ) -> tuple[GatheredTask, Lines]:
        """A task that is said from a place of a block on, and its lines.

        ``who`` leads and helps; ``doubt`` holds where reading the task itself left none.
        """
        lines = block.lines_of(at + said.start, at + said.end)
        lead, helpers = who
        task = GatheredTask(
            title=said.title,
            section=block.section,
            lines=lines,
            lead=lead,
            helpers=helpers,
            cadence=said.cadence,
            due=said.due,
            kpi=said.kpi,
            doubt=said.doubt or doubt,
        )
        return task, lines

    def _who(
        self, assigned: Assignment | None, over: Assignment | None
    ) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
        """Who leads and helps: named here, by the bullet above, or by the heading."""
        for each in (assigned, over, self._section_lead):
            if each is None:
                continue
            if each.helping_only:
                inherited = self._who(None, over if each is assigned else self._section_lead)[0]
                return inherited, each.helpers
            if each.lead:
                return each.lead, each.helpers
        return None, None

    def _senders(self, assigned: Assignment | None) -> tuple[str, ...]:
        for each in (assigned, self._over, self._section_lead):
            if each and each.lead:
                return each.lead
        return ()

    def _inherited(self, text: str) -> list[FoundDuty]:
        """Duties of a paragraph that names nobody: those of whom the one before it speaks."""
        before = self.gathered.duties[-1]
        found = duties_in(text, self._book, before.senders, before.receivers)
        return [each for each in found if each.due is not None]

    def _take_duties(
        self, block: TextBlock, duties: Sequence[FoundDuty], doubt: Doubt | None = None
    ) -> None:
        for duty in duties:
            lines = block.lines_of(duty.start, duty.end)
            self.gathered.duties.append(
                GatheredDuty(
                    senders=duty.senders,
                    receivers=tuple(code for code in duty.receivers if code not in duty.senders),
                    cadence=duty.cadence,
                    due=duty.due,
                    text=block.text[duty.start : duty.end].strip(" .;,")[:1000],
                    lines=lines,
                    doubt=duty.doubt or doubt,
                )
            )
            self._book.use((*duty.senders, *duty.receivers))
            self.gathered.place(lines)

    def _read_doing(self, block: TextBlock) -> None:
        """How the plan is carried out: duties to report, and what single units are to do."""
        text = block.text
        assigned = assignment_in(text, self._book)
        named = bool(assigned or self._section_lead or self._over)
        duties = duties_in(text, self._book, self._senders(assigned))
        if duties:
            self._take_duties(block, duties)
        elif self.gathered.duties and not named and (inherited := self._inherited(text)):
            self._take_duties(block, inherited, Doubt.INHERITED)
        if assigned and len(text[assigned.rest :].strip(" .:").split()) < 3:
            self._over, self._over_depth = assigned, block.depth
            self._book.use((*assigned.lead, *assigned.helpers))
            if not text[assigned.rest :].strip(" .:"):
                self.gathered.place(block.paragraph.lines)
            return
        if not named:
            return
        rest_at = assigned.rest if assigned else 0
        rest = text[rest_at:]
        spoken = [
            each
            for each in tasks_in(rest, whole=False, year=self._year)
            if not any(
                rest_at + each.start < duty.end and duty.start < rest_at + each.end
                for duty in duties
            )
        ]
        if not spoken or (assigned and _everybody(assigned, self._book)):
            return
        if assigned:
            self._book.use((*assigned.lead, *assigned.helpers))
        who = self._who(assigned, self._over)
        for each in spoken:
            task, lines = self._gathered(block, each, rest_at, who, Doubt.SEVERAL)
            self.gathered.general.append(task)
            self.gathered.place(lines)

    # At the end.

    def _copy(self) -> None:
        """What was printed once for all parts, or for those below the median, goes to each."""
        parts = [part for part in self.gathered.parts.values() if part.code]
        for target, lines, among in self._copied:
            for part in parts:
                if among is Among.FELL and not _fell(part, self._year):
                    continue
                if among is Among.BELOW and not _is_below(part, self._year):
                    continue
                if (
                    among is Among.BELOW
                    and target.kind is TargetKind.QUALITATIVE
                    and part.group is None
                ):
                    part.group = SubIndexGroup.IMPROVE
                part.targets.append(
                    GatheredTarget(
                        target=replace(target, lines=lines), lines=lines, doubt=Doubt.COPIED
                    )
                )
        for part in self.gathered.parts.values():
            _drop_repeated(part)

    def _finish_leads(self) -> None:
        """Where a sub-index names nobody, those of its tasks lead it, in their order."""
        for part in self.gathered.parts.values():
            if not part.code or part.lead:
                continue
            named = [code for task in part.tasks for code in task.lead or ()]
            part.lead = tuple(dict.fromkeys(named))
            part.lead_doubt, part.led_by_tasks = Doubt.INHERITED, bool(named)
            part.lead_lines = part.tasks[0].lines if part.tasks else None


def _hands_over(rest: str) -> bool:
    """Whether what follows a unit is about the sub-index as a whole, and its tasks besides."""
    return re.search(r"giai phap[^.;]{0,50}chi so", folded(rest)[:160]) is not None


def _within(section: str, above: str | None) -> bool:
    """Whether a section is another one or lies in it."""
    return bool(above) and (section == above or section.startswith(f"{above}."))


def _below(section: str, above: str) -> bool:
    """Whether a section lies in another one."""
    return section.startswith(f"{above}.")


def _figures(plain: str) -> bool:
    """Whether a text prints a figure that is neither a year nor a count of indices."""
    bare = re.sub(r"nam\s*20\d\d|20\d\d|\d{1,2} chi so", "", plain)
    return re.search(r"\d", bare) is not None


def _asks_for_a_check(plain: str) -> bool:
    """Whether a demand names an action of its own that somebody can be asked about."""
    return (
        re.match(
            r"(?:ra soat|danh gia|khao sat|lap|cung cap) (?:cac |danh sach|thuc trang|dung)", plain
        )
        is not None
    )


def _everybody(assigned: Assignment, book: UnitBook) -> bool:
    """Whether only all heads of rooms are spoken to: that the plan be carried out."""
    return all(book.units[code].code == "TPDV" for code in assigned.lead)


def _is_below(part: GatheredPart, year: int) -> bool:
    """Whether the last place lies below the middle of its list."""
    results = [each.result for each in part.results if each.result.year < year and each.result.rank]
    if not results:
        return False
    last = max(results, key=lambda each: each.year)
    return last.rank is not None and last.out_of is not None and last.rank > (last.out_of + 1) // 2


def _fell(part: GatheredPart, year: int) -> bool:
    """Whether the last result is lower than the one before it."""
    results = [each.result for each in part.results if each.result.year < year]
    if not results:
        return False
    last = max(results, key=lambda each: each.year)
    return any(each is not None and each < 0 for each in (last.score_change, last.rank_change))


def _drop_repeated(part: GatheredPart) -> None:
    """The same target printed twice is one; a wish gives way to a figure."""
    kept: list[GatheredTarget] = []
    for each in part.targets:
        same = replace(each.target, text=None, lines=None)
        if any(
            replace(known.target, text=None, lines=None) == same
            for known in kept
            if same.kind is not TargetKind.QUALITATIVE
        ):
            continue
        kept.append(each)
    if not part.code and any(each.target.kind is not TargetKind.QUALITATIVE for each in kept):
        kept = [each for each in kept if each.target.kind is not TargetKind.QUALITATIVE]
    part.targets = kept
