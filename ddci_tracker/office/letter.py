"""The frame of an official paper: who issues it, to whom it goes, who signs and receives it.

All of it comes from the plan; what the plan does not say stays blank, for whoever registers and
signs the paper. Not here: what the paper says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ddci_tracker.domain.plan import Plan, Recipient, UnitKind
from ddci_tracker.domain.provinces import Province, province
from ddci_tracker.office.packing import one_line
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.citations import BLANK, paper_number
from ddci_tracker.words.marking import N_
from ddci_tracker.words.sentences import inside

NO_BREAK = "\u00a0"  # a space at which no line ends
_ARCHIVES = "lưu"  # how the line of the archives begins in every official paper
_REPORTED_TO = "b/c"
# How plans write the people's committee of their own province.
_COMMITTEE = frozenset(
    f"{body} {rank}" for body in ("ubnd", "ủy ban nhân dân") for rank in ("tỉnh", "thành phố")
)
_ITSELF_A_COMMITTEE = re.compile(
    r"(?:ubnd|[uủ][yỷ] ban nhân dân)\s+"
    r"(?P<of>(?:tỉnh|thành phố|tp\.?|thị xã|quận|huyện|phường|xã|thị trấn|đặc khu)\s+(?P<name>.+))",
    re.IGNORECASE,
)
# The block of agencies that answer to a ministry, not to the province.
_VERTICAL = "vertical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The frame in one language; every text is plain and stands on one line.

    ``agency`` is who issues it, ``heading`` what stands of it in the head, beneath ``superior``:
    whose department it is, empty where the plan cannot say it, of an agency that answers to a
    ministry. ``place`` is where it is signed. ``addressees`` are the bodies that the plan reports
    to. ``capacity`` is for whom the signer signs ("KT. GIÁM ĐỐC"), empty where for nobody; ``name``
    empty where the plan has none. ``recipients`` are the lines of "Nơi nhận" with their stops.
    """

    superior: str
    heading: str
    agency: str
    place: str
    number: str
    addressees: tuple[str, ...]
    capacity: str
    role: str
    name: str
    recipients: tuple[str, ...]


def letter_of(plan: Plan, kind: str, words: Words) -> Letter:
    """The frame of a paper of a kind, such as "BC", that the agency of a plan issues."""
    home, signer = province(plan.agency.province), plan.document.signer
    issuer, committee = _issuer(plan, home, words), _committee(home, words)
    role = one_line((signer.role if signer else None) or issuer.role)
    name = one_line((signer.name if signer else None) or "")
    return Letter(
        superior=issuer.superior,
        heading=issuer.heading,
        agency=one_line(plan.agency.name),
        place=issuer.place,
        number=one_line(paper_number(plan.document, kind)),
        addressees=tuple(
            committee if name.casefold() in _COMMITTEE else name
            for name in (one_line(each.name) for each in _addressees(plan))
        ),
        capacity=one_line((signer.on_behalf_of if signer else None) or issuer.capacity),
        role=role,
        # The illustration names roles, never a person.
        name="" if name.casefold() == role.casefold() else name,
        recipients=tuple(_recipients(plan, words)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issuer:
    """Who issues a paper, and who signs it where the plan names nobody."""

    superior: str
    heading: str
    place: str
    role: str
    capacity: str = ""


def _issuer(plan: Plan, home: Province, words: Words) -> _Issuer:
    agency = one_line(plan.agency.name)
    itself = _ITSELF_A_COMMITTEE.fullmatch(agency)
    if itself is not None:
        of_province = province(itself["of"]).name == home.name
        return _Issuer(
            superior=words.text(N_("People's Committee")),
            heading=itself["of"],
            place=one_line(home.place if of_province else itself["name"]),
            role=words.text(N_("Chairperson")),
            capacity=words.text(N_("For the People's Committee")),
        )
    vertical = plan.agency.block == _VERTICAL
    return _Issuer(
        superior="" if vertical else _committee(home, words),
        heading=agency,
        place=one_line(home.place),
        role=words.text(N_("Head of the agency") if vertical else N_("Director")),
    )


def _committee(home: Province, words: Words) -> str:
    return words.text(
        N_("People's Committee of the city of {province}")
        if home.is_city
        else N_("People's Committee of {province}"),
        # Where it takes two lines, the name of the province stays together.
        province=one_line(home.name).replace(" ", NO_BREAK),
    )


def _addressees(plan: Plan) -> list[Recipient]:
    """Who gets the paper to be reported to: by its mark, or since a duty of the plan says so."""
    reported = {unit for duty in plan.report_duties for unit in duty.to_units}
    called = {
        name.casefold()
        for unit in plan.units
        if unit.kind is UnitKind.EXTERNAL and unit.code in reported
        for name in (unit.name, *unit.aliases)
    }
    return [
        each
        for each in plan.recipients
        if (each.mark or "").strip().casefold() == _REPORTED_TO or each.name.casefold() in called
    ]


def _recipients(plan: Plan, words: Words) -> Iterator[str]:
    """The recipients with their marks; the archives always, and last."""
    addressed = _addressees(plan)
    if addressed:
        yield words.text(N_("As above;"))
    for each in plan.recipients:
        if each not in addressed and not _is_archives(each):
            yield f"{_marked(inside(one_line(each.name)), each)};"
    yield _archives(next(filter(_is_archives, plan.recipients), None), words)


def _is_archives(recipient: Recipient) -> bool:
    first, *_ = [*recipient.name.replace(":", " ").split(), ""]
    return first.casefold() == _ARCHIVES


def _archives(printed: Recipient | None, words: Words) -> str:
    """Lưu: VT, VP (NNT). The registry has every paper, also where the plan forgot it."""
    if printed is None:
        return words.text(N_("Archives: VT."))
    _, _, places = one_line(printed.name).replace(":", " ").strip().partition(" ")
    return words.text(N_("Archives: {places}."), places=_marked(inside(places) or "VT", printed))


def _marked(name: str, recipient: Recipient) -> str:
    mark = inside(one_line(recipient.mark or ""))
    return f"{name} ({mark})" if mark else name


def addressed(letter: Letter) -> str:
    """To whom it goes, in one line; dots where the plan names nobody, empty where it names many."""
    if len(letter.addressees) > 1:
        return ""
    return f"{letter.addressees[0]}." if letter.addressees else BLANK * 6
