"""Units, leaders and outsiders by the names that a text gives them.

Which words a name takes in is learned from the whole text first: a name ends where a capital or a
known verb says so, and the same name may stand elsewhere in short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ddci_tracker.domain.plan import Lines, Members, MembersBasis, Unit, UnitKind
from ddci_tracker.plans.importing.outline import SectionRole, TextBlock
from ddci_tracker.plans.importing.verbs import begins_with_action
from ddci_tracker.plans.importing.wording import folded

# Where the name of a unit ends at the latest; a word of a name begins with a capital.
_STOP = re.compile(
    r"\s*(?:[,;:.()|\"“”]|$)|\s+(?:chủ trì|phụ trách|đầu mối|phối hợp|phôi hợp"
    r"|là\b|có trách nhiệm|chịu|cùng\b"
    r"|với\b|để\b|trong\b"
    r"|tại\b|theo\b|trên\b|từ\b|được\b|căn cứ|thuộc|trực thuộc|của\b|tổng hợp|trước|chậm nhất"
    r"|định kỳ|hàng|hằng"
    r"|gửi|báo cáo|tham mưu|nghiên cứu|tiếp tục|tiếp nhận|thực hiện|(?<!rợ )giúp|làm\b(?<!iệc làm)"
    r"|đã\b|sẽ\b|phải\b"
    r"|cần\b|cho\b"
    r"|về\b|chủ động|tích cực|thường xuyên|kịp thời|khi\b|nhằm|đảm bảo|bảo đảm|nêu\b|đến\b|do\b"
    r"|rà soát|rút ngắn"
    r"|lập\b|cập nhật|đăng tải|niêm yết|tổ chức|theo dõi|duy trì|triển khai|tăng cường|hướng dẫn"
    r"|đôn đốc"
    r"|ban hành|cung cấp|trả lời|giải quyết|đề xuất|công khai|tuyên truyền|nâng cao|đẩy mạnh"
    r"|thẩm định|thông báo|cấp (?=giấy|phiếu|phép)|thu thập|giải đáp"
    r"|xử lý (?=nghiêm|dứt|các|hồ|đơn)"
    r"|đưa\b|phát động|công bố|cắt giảm|kết nối|khảo sát|số hóa|vận hành|giải ngân|luân chuyển"
    r"|hỗ trợ (?=doanh nghiệp|người|hộ|các|tổ chức)|kiểm tra (?=việc|các|đột xuất|định kỳ)"
    r"|bố trí|cử\b|liên quan)"
    # "đầu tư xây dựng", "công trình": no verbs where they stand in a name.
    r"|(?<!ầu tư)(?<!ản lý)\s+xây dựng|(?<!công)(?<!quy)(?<!chương)(?<!lộ)\s+trình\b"
    r"|\s+và\s+(?=[^\W\d_])(?P<and>)"
)
_HEADS = (
    r"(?:Phòng|phòng|Trung tâm|trung tâm|Chi cục|chi cục|Ban|Đội|Quỹ|Trường|Tổ"
    r"|Bộ phận|Cảng vụ|Viện|Khoa|Hạt)"
)
_NAMED = re.compile(rf"(?<!Văn )(?<!văn )\b(?P<head>{_HEADS})\s+(?P<name>[^\W\d_])")
# Names of centres that print their first word small.
_SMALL_NAMES = ("công nghệ", "thông tin", "dịch vụ", "kỹ thuật", "xúc tiến", "hỗ trợ", "phát triển")
_DEPARTMENTS = (
    "Ngoại vụ|Thông tin và Truyền thông|Tài nguyên và Môi trường|Kế hoạch và Đầu tư|Công Thương"
    "|Công thương"
    "|Nội vụ|Tư pháp|Tài chính|Xây dựng|Giao thông [Vv]ận tải|Nông nghiệp và Phát triển nông thôn"
    "|Nông nghiệp và PTNT"
    "|Nông nghiệp và Môi trường|Khoa học và Công nghệ|Lao động(?:,| -|-) ?Thương binh và Xã hội"
    "|Y tế"
    "|Giáo dục và Đào tạo|Văn hóa, Thể thao và Du lịch|Văn hóa và Thể thao|Du lịch"
    "|Dân tộc và Tôn giáo|KH&ĐT|TN&MT|TT&TT"
)
_OFFICE = re.compile(
    r"\b(?:phong )?van phong(?: so| ban| cuc| hdnd(?: va| -) ubnd(?: huyen| thanh pho| xa"
    r"| phuong)?| ubnd(?: huyen| xa)?)?\b(?! dang ky| dieu phoi| chinh phu| ubnd tinh| tinh uy)"
)
_OTHER_OFFICE = re.compile(
    r"\bvan phong (?:dang ky(?: quyen su dung)? dat(?: dai)?"
    r"|dieu phoi [^,;:.()]{3,40}?(?=\s*[,;:.(]|\s+(?:va|chu tri|phoi hop)\b))"
)
_INSPECTION = re.compile(
    r"\b(?:phong )?thanh tra(?: so| cuc| ban)\b"
    r"|\b(?:phong )?thanh tra\b(?! so\b| cuc\b| ban\b| tinh| huyen| chinh phu| nhan dan"
    r"|,? (?:- )?kiem tra| - phap che"
    r"| dot xuat| tu| va phuong thuc| theo| doi moi)"
)
_INSPECTION_OF_DISTRICT = re.compile(r"\bThanh tra (?:huyện|thành phố|thị xã)\b")
_GROUP = re.compile(
    r"\b(?:cac|toan the cac|tat ca cac) (?:don vi, phong|phong|don vi|co quan, don vi"
    r"|chi cuc(?: thue| kiem lam)?(?: khu vuc)?|trung tam|doi)\b"
    r"(?:[,;]? (?:va )?(?:cac )?(?:chuyen mon|nghiep vu|don vi(?: su nghiep)?"
    r"|phong(?: chuyen mon)?|trung tam|ban|bo phan|chi cuc|cm|nv)\b)*"
    r"(?:,? (?:truc thuoc so|thuoc so|truc thuoc|thuoc|co lien quan|lien quan|khac"
    r"|cua so)\b(?: so\b)?)*"
)
_TRAILING = re.compile(
    r"(?:,? (?:truc thuoc so|thuoc so|truc thuoc|thuoc|co lien quan|lien quan|khac|cua so|so))+$"
)
_LEADERS = (
    (
        "lanh dao",
        re.compile(
            r"\b(?:tap the |ban )?lanh dao (?:so|ban|cuc|ubnd(?: huyen| xa)?)\b"
            r"|\bban giam doc(?: so)?\b"
        ),
        "Lãnh đạo Sở",
    ),
    (
        "pho giam doc",
        re.compile(r"\bcac (?:dong chi )?pho giam doc(?: so)?\b"),
        "Các Phó Giám đốc Sở",
    ),
    (
        "giam doc",
        re.compile(
            r"(?<!pho )(?<!ban )(?<!kt\. )\b(?:dong chi )?giam doc(?: so)?\b(?! trung tam"
            r"| chi nhanh| phu trach)"
        ),
        "Giám đốc Sở",
    ),
    (
        "truong",
        re.compile(
            r"\b(?:truong cac phong|truong phong)(?: chuyen mon)?(?:,? (?:va )?(?:nghiep vu"
            r"|thu truong (?:cac )?don vi|(?:cac )?don vi|trung tam"
            r"|giam doc (?:cac )?trung tam))*(?: truc thuoc| thuoc)?(?: so)?\b"
        ),
        "Trưởng các phòng, đơn vị",
    ),
)
# "Trưởng các phòng, Thủ trưởng các đơn vị trực thuộc": all who head a room or a unit.
_HEADS_OF_ALL = re.compile(
    r"\btruong (?:cac )?phong\b[^.;:()]{0,30}?,? (?:va )?thu truong (?:cac )?(?:don vi|co quan)\b"
    r"(?: truc thuoc| thuoc)?(?: so\b)?"
)
_OUTSIDE = re.compile(
    r"\b(?P<name>Thanh tra tỉnh|(?:Văn phòng )?(?:UBND|Ủy ban nhân dân) tỉnh|Văn phòng Tỉnh ủy"
    r"|(?:Ủy ban|Uỷ ban|UB)? ?(?:Mặt trận Tổ quốc|MTTQ)(?: Việt Nam)?"
    r"(?: tỉnh| thành phố| huyện| xã| phường)?"
    r"|Hội (?:Doanh nhân|Doanh nghiệp|Nông dân|Luật gia|Liên hiệp Phụ nữ)[^,;:.()]{0,20}?"
    r"(?= (?:tổng hợp|phối hợp|tổ chức|vận động|phản ánh|chủ trì)|[,;:.()]|$)"
    r"|Liên minh Hợp tác xã(?: tỉnh| thành phố)?|Công đoàn (?:ngành|Viên chức|cơ sở|Sở|cơ quan)"
    r"(?: [A-ZĐ][^\W\d_]*(?: tế| dục| thông| tạo| chính| dựng)?)?"
    r"|Báo [A-ZĐ][^\W\d_]+(?: [A-ZĐ][^\W\d_]+)*"
    r"|Đài (?:Phát thanh|PT)[^,;:.()]{2,40}?(?= (?:chủ trì|phối hợp|mở|tăng|xây)|[,;:.()]|$)"
    r"|Đoàn [Tt]hanh niên(?: Cộng sản Hồ Chí Minh)?(?: Sở| cơ quan| tỉnh)?"
    r"|Hiệp hội [Dd]oanh nghiệp(?: của)?(?: tỉnh| thành phố)?"
    r"|(?:các )?[Cc]ơ quan có thẩm quyền"
    r"|(?:(?:Giám đốc|Thủ trưởng) )?[Cc]ác sở(?:,? (?:và )?(?:ban|ngành|địa phương|cơ quan|đơn vị"
    r"|đoàn thể))+(?: cấp tỉnh| của tỉnh| tỉnh| thành phố)?"
    r"|(?:Công an|Bảo hiểm xã hội|Bộ Chỉ huy [Qq]uân sự) (?:tỉnh|thành phố|huyện|xã|phường)"
    r"|(?<!HĐND và )(?<!HĐND - )(?:Chủ tịch )?UBND "
    r"(?:(?:các )?(?:quận|huyện|cấp huyện|cấp xã)|các xã)"
    r"(?:, (?:thành phố|thị xã|huyện|phường|thị trấn))*"
    r"|Liên đoàn [^,;:.()]{5,40}|VCCI"
    rf"|Sở (?:{_DEPARTMENTS})"
    r"|Cục [A-ZĐ][^,;:.()]{2,30}?(?= tỉnh|[,;:.()])"
    r"|(?:[Cc]ác )?cơ quan(?:, [^,;.:()]{3,30})? (?:có )?liên quan(?! đến))\b"
)
_SERVICE_CENTRE = re.compile(
    r"Trung tâm (?:Phục vụ|phục vụ|Dịch vụ) hành chính công(?: (?:tỉnh|huyện|xã|phường|thành phố))?"
)
_KINDS = {
    "phòng": UnitKind.DIVISION,
    "trung tâm": UnitKind.CENTRE,
    "chi cục": UnitKind.BRANCH,
}
_LONGEST_NAME = 14
_COMMA_IN_NAME = re.compile(r", (?=[^\W\d_a-zà-ỹđ])")
# Who stands before the name of what they head, and speaks for it.
_HEAD_OF_ROOM = (
    r"(?:Trưởng|[Tt]hủ trưởng|Chánh|Giám đốc|Chi cục trưởng|Đội trưởng|Hiệu trưởng|Chỉ huy trưởng"
    r"|[Tt]rưởng|[Cc]hánh)"
)
BY_ITS_HEAD = re.compile(rf"^\s*{_HEAD_OF_ROOM}\s")
# "Phòng Công chức, viên chức xây dựng ...": what may go on with a small letter behind the comma.
_SMALL_IN_NAME = re.compile(r", (?=[^\W\dA-ZĐÀ-Ỹ_])")
_NOT_IN_NAME = re.compile(
    r"(?:các|những|và|cùng|đồng thời|qua|nhất|đặc biệt|hoặc|nếu|kể|gồm|như|sau|ngoài|nhân|mỗi|một"
    r"|đơn vị|phòng|trung tâm|chi cục|ban|đội|thanh tra|lãnh đạo|cán bộ|đồng chí|ngày|quý|tháng"
    r"|năm|hết|giao|yêu cầu|đề nghị|xã|phường|huyện|thị trấn|thị xã|thành phố|sở|ngành)\b"
)
_NAME_GOES_ON = 6  # words behind the comma
_ANOTHER = re.compile(rf"{_HEADS}\b|Văn phòng|Thanh tra|Các |Lãnh đạo|Giám đốc|UBND|Sở |Hiệp hội")


@dataclass(slots=True)
class KnownUnit:
    """A unit that the text names; ``names`` in the order in which they were found."""

    code: str
    name: str
    kind: UnitKind
    lines: Lines
    names: dict[str, None] = field(default_factory=dict)
    times: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A unit as a text mentions it at a place."""

    code: str
    start: int
    end: int
    kind: UnitKind


class UnitBook:
    """The units of one text, learned by reading it once."""

    def __init__(self, blocks: Sequence[TextBlock], agency: str) -> None:
        self.units: dict[str, KnownUnit] = {}
        self._agency = folded(agency)
        self._is_department = self._agency.startswith("so ")
        self._names: dict[str, str] = {}  # a folded name, and the code of its unit
        self._learn(blocks)
        self._used: set[str] = set()

    def _learn(self, blocks: Sequence[TextBlock]) -> None:
        found: dict[str, list[tuple[str, Lines]]] = {}
        for block in blocks:
            if block.role is SectionRole.CLOSING:
                continue
            for head, name, start, end in _named_units(block.text):
                key = _key(f"{head} {name}")
                found.setdefault(key, []).append((f"{head} {name}", block.lines_of(start, end)))
        # What begins like another, longer name is that name cut off by a verb the rules know.
        for key, places in sorted(
            found.items(), key=lambda each: (_is_short(each[1][0][0]), each[0])
        ):
            whole = self._whole_of(places[0][0]) if _is_short(places[0][0]) else None
            if whole:
                self._names[key] = whole
                self.units[whole].names[places[0][0]] = None
                continue
            shown = max((text for text, _ in places), key=_capitals)
            self._add(shown, _KINDS.get(folded_head(key), UnitKind.OTHER), places[0][1], key)

    def _add(self, name: str, kind: UnitKind, lines: Lines, key: str) -> str:
        code = _code(name, kind)
        while code in self.units and folded(self.units[code].name) != folded(name):
            code += "2"
        unit = self.units.setdefault(code, KnownUnit(code, _titled(name), kind, lines))
        unit.names[name] = None
        self._names[key] = code
        return code

    def _whole_of(self, short: str) -> str | None:
        """The unit whose name a few letters stand for."""
        head, letters = short.rsplit(" ", 1)
        for code, unit in self.units.items():
            rest = unit.name[len(head) :] if _key(unit.name).startswith(folded(head)) else ""
            words = [word for word in re.findall(r"[^\W_]+", rest) if word != "và"]
            if rest and "".join(folded(word)[0] for word in words) == folded(letters):
                return code
        return None

    def mentions(self, text: str, start: int = 0) -> list[Mention]:
        """Every unit that a text mentions from a place on, none within another."""
        plain = folded(text)
        found: list[Mention] = []

        def take(begin: int, end: int, code: str) -> None:
            if begin >= start and not any(m.start < end and begin < m.end for m in found):
                found.append(Mention(code=code, start=begin, end=end, kind=self.units[code].kind))

        for match in _OUTSIDE.finditer(text):
            if folded(match["name"]) not in (self._agency, "co quan"):
                take(*match.span(), self._known(match["name"], UnitKind.EXTERNAL))
        for match in _OTHER_OFFICE.finditer(plain):
            take(*match.span(), self._known(text[slice(*match.span())], UnitKind.OTHER))
        for match in _HEADS_OF_ALL.finditer(plain):
            printed = text[slice(*match.span())]
            take(*match.span(), self._leader(_titled(printed), printed))
        for match in self._groups(text, plain):
            listed = self._listed(text, match)
            if listed:
                for begin, end, code in listed:
                    take(begin, end, code)
            elif not re.match(r" (?:gom|nhu)\b", plain[match.end() :]):
                take(*match.span(), self._group(text[slice(*match.span())]))
        for _key, words, name in _LEADERS:
            for match in words.finditer(plain):
                if match[0] == "truong phong" and re.match(
                    r" [^\W\da-zà-ỹđ_]", text[match.end() :]
                ):
                    continue  # "Trưởng phòng Cải cách hành chính": that room
                take(*match.span(), self._leader(name, text[slice(*match.span())]))
        for match in _SERVICE_CENTRE.finditer(text):
            # Elsewhere it is where somebody goes, and nobody's task.
            if _stands_alone(text, match) or BY_ITS_HEAD.fullmatch(text[: match.start()][-10:]):
                take(*match.span(), self._known(match[0], UnitKind.OTHER))
        for head, name, begin, end in _named_units(text):
            take(begin, end, self._unit_of(f"{head} {name}"))
        for match in _OFFICE.finditer(plain):
            # A committee's office bears its own name.
            name = "Văn phòng Sở" if self._is_department else _titled(text[slice(*match.span())])
            take(*match.span(), self._fixed("VP", name, UnitKind.OFFICE, text, match))
        for match in _INSPECTION.finditer(plain):
            if text[match.start()].isupper() or "so" in match[0]:
                take(
                    *match.span(),
                    self._fixed("TTr", "Thanh tra Sở", UnitKind.INSPECTORATE, text, match),
                )
        if not self._is_department:
            for match in _INSPECTION_OF_DISTRICT.finditer(text):
                take(
                    *match.span(),
                    self._fixed("TTr", match[0], UnitKind.INSPECTORATE, text, match),
                )
        for key, code in self._names.items():
            bare = _bare(key)
            if bare and self.units[code].kind is UnitKind.DIVISION:
                for match in re.finditer(rf"\b{re.escape(bare)}\b", plain):
                    if text[match.start()].isupper() and _stands_alone(text, match):
                        take(*match.span(), code)
        if len(centres := [u for u in self.units.values() if u.kind is UnitKind.CENTRE]) == 1:
            for match in re.finditer(
                r"\bTrung tâm\b(?! (?:Phục vụ|phục vụ|hành chính|Hành chính))(?:\s+(?:thuộc Sở"
                r"|[A-ZĐ]{2,}\w*))?",
                text,
            ):
                take(*match.span(), self._alias(centres[0].code, match[0]))
        return sorted(found, key=lambda each: each.start)

    def whole(self, text: str) -> str | None:
        """The unit that a text is the name of, and nothing besides; None where it is none."""
        if re.search(r"[,.:()]|\b(?:các|phối hợp|và các)\b", text, re.IGNORECASE):
            return None
        if not (_NAMED.match(text) and text[0].isupper() and len(text.split()) <= _LONGEST_NAME):
            return None
        if len(_named_units(text)) > 1 or _ANOTHER.search(text, 1):
            return None
        return self._unit_of(text)

    def sequence(self, text: str, start: int = 0) -> tuple[list[Mention], int]:
        """The units that stand one after another from a place on, and where they end."""
        mentions = [each for each in self.mentions(text) if each.start >= start]
        run: list[Mention] = []
        at = start
        for each in mentions:
            between = text[at : each.start]
            if not run:
                # "Trưởng các phòng ...": the rooms, by their heads.
                between = BY_ITS_HEAD.sub("", between)
            else:
                between = re.sub(_HEAD_OF_ROOM + r"\s$", "", between)
            if not re.fullmatch(
                r"\s*(?:tỉnh|thành phố)?\s*(?:(?:,|;|và|cùng với|cùng|các phòng:?"
                r"|Các phòng:?|\+|-|giao|Giao|lãnh đạo"
                r"|đồng chí|cán bộ|Tập thể|tập thể|mà đứng đầu là)\s*)*",
                between,
            ):
                break
            run.append(each)
            at = each.end
        return run, at

    def is_nobody(self, run: Sequence[Mention]) -> bool:
        """Whether only groups of rooms are named, and the text names no room at all."""
        rooms = any(each.kind in _KINDS.values() for each in self.units.values())
        return not rooms and all(each.kind is UnitKind.GROUP for each in run)

    def _groups(self, text: str, plain: str) -> Iterator[re.Match[str]]:
        """The groups that a text names; a centre with a name of its own is in none."""
        for match in _GROUP.finditer(plain):
            end = match.end()
            if re.match(r" [^\W\d_]", text[end:]) and text[end + 1].isupper():
                shorter = re.search(r",? (?:va )?(?:cac )?(?:trung tam|chi cuc|ban)$", match[0])
                if shorter:
                    cut = _GROUP.fullmatch(plain, match.start(), match.start() + shorter.start())
                    if cut:
                        yield cut
                    continue
            yield match

    def use(self, codes: Iterable[str]) -> None:
        """Note that units are part of the plan."""
        for code in codes:
            self._used.add(code)

    def used(self) -> list[tuple[Unit, Lines]]:
        """The units that the plan uses, groups with their members, in the order of the text."""
        own = [u for u in self.units.values() if u.code in self._used or self._is_room(u)]
        rooms = [u.code for u in own if self._is_room(u)]
        found = []
        for unit in sorted(
            own, key=lambda each: (each.kind is UnitKind.EXTERNAL, each.lines.first)
        ):
            made = Unit(
                code=unit.code,
                name=unit.name,
                kind=unit.kind,
                aliases=tuple(
                    dict.fromkeys(
                        _titled(name) for name in unit.names if folded(name) != folded(unit.name)
                    )
                ),
            )
            if unit.kind is UnitKind.GROUP:
                made = replace(
                    made,
                    members=Members(units=self._members(unit, rooms), basis=MembersBasis.INFERRED),
                )
                if not made.members or not made.members.units:
                    made = replace(made, kind=UnitKind.OTHER, members=None)
            found.append((made, unit.lines))
        return found

    def _is_room(self, unit: KnownUnit) -> bool:
        return unit.kind not in (UnitKind.GROUP, UnitKind.EXTERNAL, UnitKind.LEADERSHIP) and (
            unit.code in self._used or unit.kind is not UnitKind.OTHER
        )

    def _members(self, group: KnownUnit, rooms: list[str]) -> tuple[str, ...]:
        """The named rooms that a group stands for: with "đơn vị" all of them."""
        plain = folded(group.name)
        if "don vi" in plain:
            return tuple(rooms)
        wanted = {UnitKind.DIVISION}
        if "chuyen mon" in plain or "phong" in plain:
            wanted.add(UnitKind.INSPECTORATE) if any(
                "phòng thanh tra" in name.casefold()
                for u in self.units.values()
                for name in u.names
            ) else None
        if "trung tam" in plain:
            wanted.add(UnitKind.CENTRE)
        return tuple(code for code in rooms if self.units[code].kind in wanted)

    def _unit_of(self, name: str) -> str:
        key = _key(name)
        if key not in self._names:
            return self._add(name, _KINDS.get(folded_head(key), UnitKind.OTHER), Lines(1, 1), key)
        return self._names[key]

    def _known(self, name: str, kind: UnitKind) -> str:
        key = _key(re.sub(r"^Ủy ban nhân dân", "UBND", name)).replace(" cua ", " ")
        if key not in self._names:
            self._add(re.sub(r"^Ủy ban nhân dân", "UBND", name), kind, Lines(999_999, 999_999), key)
        return self._names[key]

    def _fixed(self, code: str, name: str, kind: UnitKind, text: str, match: re.Match[str]) -> str:
        unit = self.units.setdefault(code, KnownUnit(code, name, kind, Lines(1, 1)))
        unit.names[text[slice(*match.span())].strip()] = None
        return code

    def _leader(self, name: str, printed: str) -> str:
        code = {"Lãnh đạo Sở": "LDS", "Các Phó Giám đốc Sở": "PGD", "Giám đốc Sở": "GD"}.get(
            name, "TPDV"
        )
        unit = self.units.setdefault(
            code, KnownUnit(code, name, UnitKind.LEADERSHIP, Lines(999_998, 999_998))
        )
        unit.names[printed] = None
        return code

    def _alias(self, code: str, printed: str) -> str:
        self.units[code].names[printed] = None
        return code

    def _group(self, printed: str) -> str:
        """The group of a name, whatever it says of belonging ("liên quan", "thuộc Sở")."""
        plain = folded(printed)
        core = _TRAILING.sub("", plain)
        core = re.sub(r"\bcm\b", "chuyen mon", re.sub(r"\bnv\b", "nghiep vu", core))
        key = re.sub(
            r"[^a-z ]",
            "",
            core.replace(" va ", " ").replace("toan the ", "").replace("tat ca ", ""),
        )
        key = re.sub(r"\s+", " ", key).strip()
        if key == "cac phong" and (known := self._group_of_rooms()):
            self.units[known].names[printed] = None
            return known
        if key not in self._names:
            shown = printed[: len(core)] if len(core) <= len(printed) else printed
            name = shown[0].upper() + shown[1:]
            self._add(name, UnitKind.GROUP, Lines(999_997, 999_997), key)
        code = self._names[key]
        self.units[code].names[printed[0].upper() + printed[1:]] = None
        return code

    def _group_of_rooms(self) -> str | None:
        groups = [
            u
            for u in self.units.values()
            if u.kind is UnitKind.GROUP and u.name.casefold().startswith("các phòng")
        ]
        return groups[0].code if groups else None

    def _listed(self, text: str, match: re.Match[str]) -> list[tuple[int, int, str]]:
        """The rooms of a list after "các phòng:", which bear no word of their own."""
        if not folded(match[0]).endswith("phong"):
            return []
        after = re.match(r":?\s+(?=[^\W\d_])", text[match.end() :])
        begin = match.end() + (after.end() if after else 0)
        if not after or not text[begin].isupper():
            return []
        found: list[tuple[int, int, str]] = []
        at = begin
        while True:
            end = _end_of_name(text, at)
            name = text[at:end].strip()
            if (
                not name
                or not name[0].isupper()
                or re.match(rf"{_HEADS}\b|Văn phòng|Thanh tra", name)
            ):
                break
            # The first of them takes "các phòng" in.
            found.append((at if found else match.start(), end, self._unit_of(f"Phòng {name}")))
            comma = re.match(r"\s*(?:,|và)\s+", text[end:])
            if not comma:
                break
            at = end + comma.end()
        return found


def _key(name: str) -> str:
    """A name by which it is found again, however its dashes are set."""
    return re.sub(r"\s*-\s*", " - ", folded(name))


def folded_head(key: str) -> str:
    """The kind of a unit's name as it is printed."""
    for head in _KINDS:
        if key.startswith(folded(head)):
            return head
    return ""


def _named_units(text: str) -> list[tuple[str, str, int, int]]:
    """Kind, name and place of every unit with a name of its own."""
    plain = folded(text)
    found: list[tuple[str, str, int, int]] = []
    for match in _NAMED.finditer(text):
        head = match["head"]
        begin = match.start("name")
        small = head.casefold() == "trung tâm" and text[begin:].startswith(_SMALL_NAMES)
        if not (text[begin].isupper() or (small and head[0].isupper())):
            continue
        if re.match(
            r"(?:phong )?(?:thanh tra(?!,? (?:- )?(?:kiem tra|phap che)\b)|van phong)\b",
            plain[match.start() :],
        ):
            continue
        if re.match(
            r"Trung tâm (?:Phục vụ|phục vụ|Hành chính|hành chính)", text[match.start() :]
        ) or re.match(r"ban (?:giam doc|thanh tra nhan dan|lanh dao|hanh)", plain[match.start() :]):
            continue
        end = _past_commas(text, _end_of_name(text, begin), head)
        name = text[begin:end].strip(" -–")
        if 1 <= len(name.split()) <= 14 and len(name) > 2:
            found.append((head[0].upper() + head[1:], name, match.start(), begin + len(name)))
    return found


def _end_of_name(text: str, begin: int) -> int:
    """Where a name ends: at a mark, at a word that no name holds, or before another unit."""
    at = begin
    while stop := _STOP.search(text, at):
        if stop["and"] is None:
            return stop.start()
        after = text[stop.end() :]
        if after[0].islower() or _ANOTHER.match(after):
            return stop.start()
        at = stop.end()
    return len(text)


def _past_commas(text: str, end: int, head: str) -> int:
    """The end of a name that has commas: "Trung tâm Văn hóa, Thể thao và Truyền thông".

    What stands behind a comma belongs to the name of a single unit where it begins with a
    capital, is no other unit, and ends in "và" with a further word of the name.
    """
    while head[0].isupper() and (comma := _COMMA_IN_NAME.match(text, end)):
        after = _end_of_name(text, comma.end())
        said = text[comma.end() : after].split()
        if _ANOTHER.match(text, comma.end()) or said[0].isupper():
            break
        if not (" và " in text[comma.end() : after] or head == "Trung tâm"):
            break
        end = after
    if head[0].isupper() and (small := _SMALL_IN_NAME.match(text, end)):
        after = _end_of_small(text, small.end())
        said = text[small.end() : after].split()
        if 1 < len(said) <= _NAME_GOES_ON and _ends_a_name(text, after):
            return after
    return end


def _end_of_small(text: str, begin: int) -> int:
    """Where a name ends that goes on with small letters behind a comma; its begin where it ends.

    "Phòng Quản lý vận tải, phương tiện và người lái": up to what somebody does.
    """
    if _NOT_IN_NAME.match(text, begin) or begins_with_action(folded(text[begin:])):
        return begin
    end = _end_of_name(text, begin)
    if (more := re.match(r"\s+và\s+(?=[^\W\dA-ZĐÀ-Ỹ_])", text[end:])) and not (
        _NOT_IN_NAME.match(text, end + more.end())
        or begins_with_action(folded(text[end + more.end() :]))
    ):
        end = _end_of_name(text, end + more.end())
    words = list(re.finditer(r"\s+(?=\S)", text[begin:end]))
    does = (
        begin + each.start()
        for each in words[1:]
        if begins_with_action(folded(text[begin + each.end() :]))
    )
    return next(does, end)


def _ends_a_name(text: str, end: int) -> bool:
    """Whether what follows says what the unit before it does, or names another one."""
    rest = text[end:].lstrip(" ,;.:")
    return (
        not rest
        or text[end : end + 1] in ":."
        or begins_with_action(folded(rest))
        or re.match(r"(?:chủ trì|phối hợp|và|có trách nhiệm|là )\b", rest) is not None
        or _ANOTHER.match(rest) is not None
    )


def _is_short(name: str) -> bool:
    last = name.rsplit(" ", 1)[-1]
    return len(name.split()) <= 3 and len(last) > 2 and last.isupper()


def _bare(key: str) -> str | None:
    """A room's name without the word for room, where it is long enough to be known by."""
    bare = key.removeprefix("phong ")
    return bare if bare != key and len(bare.split()) >= 2 else None


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a bare name is a unit here: at the beginning, or in a list of units."""
    before = text[: match.start()].rstrip()
    return not before or before.endswith(
        (",", ":", "-", "phòng", "và", "Giao", "giao", "Giám đốc", "với")
    )


def _capitals(name: str) -> tuple[int, int]:
    return sum(char.isupper() for char in name), len(name)


def _titled(name: str) -> str:
    return re.sub(r"\s+", " ", name[0].upper() + name[1:]).strip()


def _code(name: str, kind: UnitKind) -> str:
    """The letters that a name is known by."""
    words = [
        word
        for word in re.findall(r"[^\W_]+", name)
        if word.casefold() not in ("và", "của", "các", "thuộc")
    ]
    if kind is UnitKind.DIVISION:
        words = words[1:]
    if kind is UnitKind.EXTERNAL and words[0] == "UBND":
        return (
            "UBND"
            if len(words) == 2 and words[1].casefold() == "tỉnh"
            else "UBND" + _letters(words[1:])
        )
    return _letters(words) or "DV"


def _letters(words: list[str]) -> str:
    shown = ""
    for word in words:
        plain = folded(word).upper()
        shown += plain if word.isupper() and 1 < len(word) <= 5 else plain[:1]
    return re.sub(r"[^A-Z0-9]", "", shown)[:14]
