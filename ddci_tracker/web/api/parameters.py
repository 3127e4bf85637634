"""What other systems may say in an address of ``/api/v1``: each parameter with how it is read.

Stricter than what people type: one form of each, the one that the description of the API names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from starlette.datastructures import QueryParams

from ddci_tracker.domain.periods import Period
from ddci_tracker.services.refusals import Refused
from ddci_tracker.web import language
from ddci_tracker.words.language import codes
from ddci_tracker.words.marking import N_

_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_YEAR = "(19|2[0-9])[0-9]{2}"
_MONTH = _YEAR + "-(0[1-9]|1[0-2])"
_DAY = _MONTH + "-(0[1-9]|[12][0-9]|3[01])"
_MOMENT = _DAY + (
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])"
)
_QUARTER = _YEAR + "-Q[1-4]"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiParameter:
    """A parameter: its name, what it is for (a message), its JSON schema, and how it is read.

    ``read`` raises ValueError for what it cannot read, which ``form`` shows how to write.
    """

    name: str
    about: str
    schema: Mapping[str, Any]
    read: Callable[[str], object]
    form: str


def _day(written: str) -> date:
    if not re.fullmatch(_DAY, written, re.ASCII):
        raise ValueError(written)
    return date.fromisoformat(written)


def _moment(written: str) -> datetime:
    if not re.fullmatch(_MOMENT, written, re.ASCII):
        raise ValueError(written)
    return datetime.fromisoformat(written).astimezone(UTC)


def _period(pattern: str) -> Callable[[str], Period]:
    def read(written: str) -> Period:
        if not re.fullmatch(pattern, written, re.ASCII):
            raise ValueError(written)
        return Period.parse(written)

    return read


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(written: str) -> int:
        if not re.fullmatch("[0-9]{1,9}", written, re.ASCII) or not least <= int(written) <= most:
            raise ValueError(written)
        return int(written)

    return read


def _code(written: str) -> str:
    if written not in codes():
        raise ValueError(written)
    return written


AS_OF = ApiParameter(
    name="as_of",
    about=N_("The day that is looked at; without it today, or the close of the plan"),
    schema={"type": "string", "format": "date", "pattern": f"^{_DAY}$"},
    read=_day,
    form="2021-06-05",
)
KNOWN_AT = ApiParameter(
    name="known_at",
    about=N_("The moment whose knowledge counts; without it now"),
    schema={"type": "string", "format": "date-time", "pattern": f"^{_MOMENT}$"},
    read=_moment,
    form="2021-06-05T17:30:00+07:00",
)
QUARTER = ApiParameter(
    name="quarter",
    about=N_("The quarter that is looked at; without it that of the day"),
    schema={"type": "string", "pattern": f"^{_QUARTER}$"},
    read=_period(_QUARTER),
    form="2021-Q2",
)
YEAR = ApiParameter(
    name="year",
    about=N_("Of a plan of several years, the one to look at"),
    schema={"type": "integer", "minimum": _FIRST_YEAR, "maximum": _LAST_YEAR},
    read=_whole(_FIRST_YEAR, _LAST_YEAR),
    form="2021",
)
EDITION = ApiParameter(
    name="edition",
    about=N_("Which edition of the month; without it the newest"),
    schema={"type": "integer", "minimum": 1, "maximum": 999_999_999},
    read=_whole(1, 999_999_999),
    form="1",
)
LANGUAGE = ApiParameter(
    name=language.PARAMETER,
    about=N_("The language of sentences"),
    schema={"type": "string", "enum": list(codes())},
    read=_code,
    form="vi",
)
PLAN = ApiParameter(
    name="plan",
    about=N_("The id of a plan, as the list of plans gives it"),
    schema={"type": "string", "minLength": 1},
    read=str,
    form="STTTT-LS-2023",
)
MONTH = ApiParameter(
    name="month",
    about=N_("A month, such as 2021-06"),
    schema={"type": "string", "pattern": f"^{_MONTH}$"},
    read=_period(_MONTH),
    form="2021-06",
)


def read_all(query: QueryParams, known: Iterable[ApiParameter]) -> Mapping[str, object]:
    """What a query says, each parameter at most once; ``Refused`` with the field that is wrong."""
    by_name = {each.name: each for each in known}
    read: dict[str, object] = {}
    for name, written in query.multi_items():
        if name not in by_name:
            raise Refused(
                N_("There is no parameter {name} here; there are: {known}"),
                field=name,
                name=name,
                known=tuple(by_name),
            )
        if name in read:
            raise Refused(N_("{name} is given twice"), field=name, name=name)
        read[name] = read_one(by_name[name], written)
    return MappingProxyType(read)


def read_one(parameter: ApiParameter, written: str) -> Any:
    """The value of one parameter; ``Refused`` where it cannot be read."""
    try:
        return parameter.read(written)
    except (ValueError, OverflowError):
        raise Refused(
            N_("{typed} is no {name}; write it like {form}"),
            field=parameter.name,
            typed=written,
            name=parameter.name,
            form=parameter.form,
        ) from None
