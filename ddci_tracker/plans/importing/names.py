"""Names of indices and sub-indices in a text, found through the catalogue of its year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ddci_tracker.domain.catalog import Catalog, fold_name
from ddci_tracker.plans.importing.wording import folded

# How indices are printed, the longer before the shorter.
_INDICES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("DDCI", re.compile(r"\bddci\b|nang luc canh tranh (?:cap )?(?:so|cac so)\b")),
    ("PCI", re.compile(r"(?<!d)\bpci\b|nang luc canh tranh cap tinh")),
    ("PAR", re.compile(r"\bpar(?:[ -]?index)?\b|chi so cai cach hanh chinh")),
    ("PAPI", re.compile(r"\bpapi\b")),
    ("SIPAS", re.compile(r"\bsipas\b")),
    ("DTI", re.compile(r"\bdti\b")),
    ("PGI", re.compile(r"\bpgi\b")),
)
_LEAD_IN = re.compile(
    r"^(?:(?:doi voi|ve|nang cao|cai thien|noi dung"
    r"|nhom|giai phap|nhiem vu)\s+)*"
    r"(?:(?:cac )?chi so(?: thanh phan)?(?: so)?\s*(?:\d{1,2})?)\s*[:.-]?\s*"
)
_SCORE_IN_TITLE = re.compile(r"\s*\((?:[^()]*)\)\s*$")
_CLOSE = 0.88


_SHORTEST = 4  # words of a name that is left when its first ones are not printed
_NAMED_BEFORE = re.compile(r"\bchi so(?: thanh phan)?\s*$")
_NAMED_AFTER = re.compile(r"[\"”'’]?\s*(?::|\([^()]*\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPart:
    """A sub-index that a name means; ``exact`` where the catalogue has this very name."""

    index: str
    code: str
    name: str
    exact: bool
    start: int = 0
    end: int = 0


def indices_in(text: str) -> list[str]:
    """The indices that a text names, in order."""
    plain = folded(text)
    found = [(match.start(), code) for code, words in _INDICES if (match := words.search(plain))]
    return [code for _, code in sorted(found)]


_Known = tuple[str, str, str, str]  # folded name, index, code, name


def _in_short(known: Sequence[_Known], tiles: Sequence[_Known]) -> list[_Known]:
    """Names in short: as ``tiles`` have them, or without their first word or two.

    "Tính minh bạch", "Hỗ trợ doanh nghiệp", "Gia nhập thị trường".

    One that two sub-indices could be called by is none.
    """
    whole = {each[0] for each in known}
    found: dict[str, set[_Known]] = {}
    for each in tiles:
        if each[0] not in whole:
            found.setdefault(each[0], set()).add(each)
    for name, index, code, shown in known:
        words = name.split()
        for skipped in (1, 2):
            short = " ".join(words[skipped:])
            if len(words) - skipped >= _SHORTEST and short not in whole:
                found.setdefault(short, set()).add((short, index, code, shown))
    return sorted(
        (next(iter(each)) for each in found.values() if len({(k[1], k[2]) for k in each}) == 1),
        key=lambda each: (-len(each[0]), each[0]),
    )


class NameReader:
    """Finds sub-indices by name in the sets that hold for one plan."""

    def __init__(
        self, catalog: Catalog, indices: Sequence[str], year: int, province: str, block: str
    ) -> None:
        self._known: list[_Known] = []
        tiles: list[_Known] = []
        for code in indices:
            index = catalog.index(code)
            chosen = index.set_for(year, province, block) if index else None
            for each in chosen.sub_indices if chosen else ():
                for name in (each.name, *each.aliases):
                    self._known.append((fold_name(name), code, each.code, each.name))
                tiles.append((fold_name(each.short_name), code, each.code, each.name))
        self._short = _in_short(self._known, tiles)
        # The longer name first: "thiết chế pháp lý và an ninh trật tự" before its beginning.
        self._known.sort(key=lambda known: -len(known[0]))

    def heading(self, title: str, prefer: str | None) -> NamedPart | None:
        """The sub-index that a heading names and nothing else; None where it names none."""
        bare = _SCORE_IN_TITLE.sub("", title.strip().rstrip(" :.;,"))
        plain = folded(bare)
        lead = _LEAD_IN.match(plain)
        named = bare[lead.end() :] if lead else bare
        wanted = fold_name(named.strip(" \"'“”«»:.;,*"))
        if not wanted:
            return None
        exact = [known for known in self._known if known[0] == wanted]
        if exact:
            return self._part(self._preferred(exact, prefer), exact=True, printed=named)
        close = [
            known
            for known in self._known
            if SequenceMatcher(None, known[0], wanted).ratio() >= _CLOSE
        ]
        if not close and (lead or len(wanted.split()) <= 14):
            close = [
                known for known in self._known if re.search(rf"\b{re.escape(known[0])}\b", wanted)
            ]
            longest = max((len(known[0]) for known in close), default=0)
            close = [known for known in close if len(known[0]) == longest]
            others = {known[2] for known in self._mentioned(wanted)}
            if len(others) > 1 or not re.search(r"\bchi so\b", plain):
                close = []
        if not close:
            close = [known for known in self._short if known[0] == wanted]
        about = re.match(r"^(?:(?:cac )?chi so|ve|doi voi)\b", plain)
        wanted = re.sub(r"^(?:ve|doi voi) ", "", wanted)
        if not close and about and len(wanted.split()) > 2:
            # The name in short: "Hỗ trợ doanh nghiệp" of "Dịch vụ hỗ trợ doanh nghiệp".
            close = [
                known for known in self._known if re.search(rf"\b{re.escape(wanted)}\b", known[0])
            ]
            if len({known[2] for known in close}) > 1:
                close = []
        if close:
            return self._part(self._preferred(close, prefer), exact=False, printed=named)
        return None

    def _mentioned(self, wanted: str) -> list[tuple[str, str, str, str]]:
        found: list[tuple[str, str, str, str]] = []
        rest = wanted
        for known in self._known:
            if re.search(rf"\b{re.escape(known[0])}\b", rest):
                found.append(known)
                rest = rest.replace(known[0], " ")
        return found

    def mentions(self, text: str, prefer: str | None) -> list[NamedPart]:
        """Every sub-index that a text names, in order, none within another."""
        plain = re.sub(r"[^\w\s]", lambda match: " " * len(match[0]), folded(text))
        found: list[NamedPart] = []
        for name, index, code, shown in self._known:
            words = r"\s+".join(map(re.escape, name.split()))
            for match in re.finditer(rf"\b{words}\b", plain):
                if any(each.start < match.end() and match.start() < each.end for each in found):
                    continue
                same = [known for known in self._known if known[0] == name]
                index, code, shown = self._preferred(same, prefer)[1:]
                found.append(
                    NamedPart(
                        index=index,
                        code=code,
                        name=shown,
                        exact=True,
                        start=match.start(),
                        end=match.end(),
                    )
                )
        for name, index, code, shown in self._short:
            words = r"\s+".join(map(re.escape, name.split()))
            for match in re.finditer(rf"\b{words}\b", plain):
                start, end = match.span()
                if any(each.start < end and start < each.end for each in found):
                    continue
                # The same words say what somebody does; as a name they stand where names do.
                if not (_NAMED_BEFORE.search(plain[:start]) or _NAMED_AFTER.match(text[end:])):
                    continue
                found.append(
                    NamedPart(index=index, code=code, name=shown, exact=False, start=start, end=end)
                )
        return sorted(found, key=lambda each: each.start)

    def _preferred(
        self, known: list[tuple[str, str, str, str]], prefer: str | None
    ) -> tuple[str, str, str, str]:
        return next((each for each in known if each[1] == prefer), known[0])

    def _part(self, known: tuple[str, str, str, str], *, exact: bool, printed: str) -> NamedPart:
        return NamedPart(
            index=known[1],
            code=known[2],
            name=printed.strip(" \"'“”«»:.;,*") if exact else known[3],
            exact=exact,
        )


_OWN = re.compile(
    r"^(?:doi voi |ve "
    r"|(?:nang cao|cai thien|duy tri) (?=chi so(?: thanh phan)? [\"']))?chi so(?: thanh"
    r" phan)?\s*(?:\d{1,2})?\s*[:.-]?\s*(?P<name>[\"']?[^\"':;.()]{6,80}[\"']?)\s*[:.]?$"
)


def own_name(title: str) -> str | None:
    """The name of a sub-index that no catalogue knows, where a heading is nothing but one."""
    found = _OWN.match(folded(title.strip()))
    if found is None or indices_in(title):
        return None
    name = title.strip()[found.start("name") : found.end("name")].strip(" \"'“”«»*")
    words = len(name.split())
    small = folded(name)
    if not 2 <= words <= 12 or re.search(
        r"\b(?:cac|cao diem|thap diem|tang|giam|nam 20\d\d|con lai|thanh phan)\b", small
    ):
        return None
    return name


def code_of(name: str) -> str:
    """A code for a name of its own."""
    return "_".join(re.findall(r"[a-z0-9]+", folded(name)))[:40] or "chi_so"
