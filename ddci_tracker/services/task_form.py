"""A task's form as somebody fills it in: what was typed, kept as a draft, read as an update.

Whatever was typed can be kept, right or wrong; only what is to be saved has to make sense. What
the rules of an update refuse beyond that, ``task_updates`` refuses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Task
from ddci_tracker.services.acts import is_blank, says_nothing
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.typed_numbers import decimal
from ddci_tracker.services.typed_numbers import percent as read_percent
from ddci_tracker.words.marking import N_

# Who: what (by when). The day is written the Vietnamese way, in every language.
_RECOVERY = re.compile(
    r"(?P<who>[^:]+): (?P<what>.+) \((?P<when>[0-3][0-9]/[01][0-9]/[0-9]{4})\)", re.DOTALL
)
_DAY = "%d/%m/%Y"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """What is to be done about a blocked task: who does what, by when."""

    who: str = ""
    what: str = ""
    when: date | None = None

    @classmethod
    def read(cls, line: str | None) -> Recovery:
        """The parts of a line; one that was written freely is all "what"."""
        found = _RECOVERY.fullmatch((line or "").strip())
        if found is not None:
            try:
                when = _read_day(found["when"])
            except ValueError:
                pass
            else:
                return cls(who=found["who"].strip(), what=found["what"].strip(), when=when)
        return cls(what=(line or "").strip())

    def written(self) -> str | None:
        """The line that stands for the parts; None for nothing at all."""
        who, what = self.who.strip(), self.what.strip()
        line = f"{who}: {what}" if who else what
        if self.when is not None:
            line = f"{line} ({self.when.strftime(_DAY)})".strip()
        return line or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What stands in the form of a task; ``status`` None: none was chosen yet.

    ``percent`` is what was typed, whatever it is, and ``actual`` what the task's own figure has
    reached, as it was typed; both are read when the form is to be saved.
    """

    status: TaskStatus | None = None
    percent: str = ""
    actual: str = ""
    done_on: date | None = None
    note: str = ""
    difficulty: str = ""
    needs_help: bool = False
    recovery: Recovery = Recovery()

    @classmethod
    def of(cls, said: TaskUpdate | None) -> Filled:
        """The form of a word that was given; an empty one where there is none."""
        if said is None:
            return cls()
        return cls(
            status=said.status,
            percent="" if said.percent is None else str(said.percent),
            actual="" if said.actual is None else f"{said.actual:f}".replace(".", ","),
            done_on=said.done_on,
            note=said.note or "",
            difficulty=said.difficulty or "",
            needs_help=said.needs_help,
            recovery=Recovery.read(said.recovery),
        )

    @classmethod
    def from_json(cls, body: str) -> Filled:
        """What ``to_json`` wrote; a part that makes no sense counts as not typed."""
        kept = json.loads(body)
        recovery = kept.get("recovery") or {}
        return cls(
            status=_or_none(TaskStatus, kept.get("status")),
            percent="" if kept.get("percent") is None else str(kept["percent"]),
            actual=str(kept.get("actual") or ""),
            done_on=_or_none(date.fromisoformat, kept.get("done_on")),
            note=str(kept.get("note") or ""),
            difficulty=str(kept.get("difficulty") or ""),
            needs_help=kept.get("needs_help") is True,
            recovery=Recovery(
                who=str(recovery.get("who") or ""),
                what=str(recovery.get("what") or ""),
                when=_or_none(date.fromisoformat, recovery.get("when")),
            ),
        )

    def to_json(self) -> str:
        """The form as a draft keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=str)

    def has_text_beside(self, earlier: TaskUpdate) -> bool:
        """Whether something else is typed where an earlier quarter has words."""
        last = Filled.of(earlier)
        pairs = (
            (self.note, last.note),
            (self.difficulty, last.difficulty),
            (self.recovery.written() or "", last.recovery.written() or ""),
        )
        return any(
            not is_blank(mine) and not is_blank(theirs) and _bare(mine) != _bare(theirs)
            for mine, theirs in pairs
        )

    def replaced_by_text_of(self, earlier: TaskUpdate) -> Filled:
        """Like this, with the words of an earlier quarter wherever it has any."""
        last = Filled.of(earlier)
        return replace(
            self,
            note=last.note or self.note,
            difficulty=last.difficulty or self.difficulty,
            recovery=last.recovery if last.recovery.written() else self.recovery,
        )

    def with_text_of(self, earlier: TaskUpdate) -> Filled:
        """Like this, with the words of an earlier quarter where nothing was typed yet."""
        last = Filled.of(earlier)
        return replace(
            self,
            note=last.note if is_blank(self.note) else self.note,
            difficulty=last.difficulty if is_blank(self.difficulty) else self.difficulty,
            recovery=self.recovery if self.recovery.written() else last.recovery,
        )

    def update(self, task: Task, quarter: Period) -> TaskUpdate:
        """The update that the form says; ``Refused`` names the field that is to be corrected.

        The unit is left open: who saves it speaks.
        """
        if self.status is None:
            raise Refused(N_("Choose how far the task is"), field="status")
        if self.status is TaskStatus.BLOCKED:
            _refuse_half_a_recovery(self.recovery)
        percent = read_percent(self.percent) if not is_blank(self.percent) else None
        if percent is not None and not has_an_end(task):
            raise Refused(
                N_("This task goes on without an end, so it has no percentage"), field="percent"
            )
        done = self.status is TaskStatus.DONE
        return TaskUpdate(
            task=task.code,
            quarter=quarter,
            unit="",
            status=self.status,
            percent=None if self.status is TaskStatus.NOT_APPLICABLE else percent,
            actual=None if is_blank(self.actual) else decimal(self.actual, field="actual"),
            done_on=self.done_on if done else None,
            note=self.note.strip() or None,
            difficulty=self.difficulty.strip() or None,
            needs_help=self.needs_help,
            recovery=self.recovery.written(),
        )


def asks_for_a_figure(task: Task) -> bool:
    """Whether a task has a figure of its own (a KPI with a value) that can be reached."""
    return task.kpi is not None and task.kpi.value is not None


def has_an_end(task: Task) -> bool:
    """Whether a share of a task can be done: it is done once, or by a day."""
    return task.due is not None or not task.recurs


def differing(one: Filled, other: Filled) -> tuple[str, ...]:
    """The fields in which two forms say different things, in their order; spaces do not count."""
    return tuple(
        each.name
        for each in fields(Filled)
        if _bare(getattr(one, each.name)) != _bare(getattr(other, each.name))
    )


class Take(StrEnum):
    """Whose words are taken where two people changed the same form."""

    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"  # of texts: theirs, then mine


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChoice:
    """A field in which my form and theirs differ, and what is taken unless told otherwise.

    What I changed stays mine, whether or not they changed it too (``both_changed``).
    """

    field: str
    suggested: Take
    both_changed: bool

    @property
    def takes(self) -> tuple[Take, ...]:
        """What can be taken: texts also one after the other."""
        return tuple(Take) if self.field in _TEXTS else (Take.THEIRS, Take.MINE)


_TEXTS = ("note", "difficulty")


def choices(base: Filled, theirs: Filled, mine: Filled) -> tuple[FieldChoice, ...]:
    """What is to be decided where two people changed the same form from the same ``base``."""
    by_me, by_them = differing(base, mine), differing(base, theirs)
    return tuple(
        FieldChoice(
            field=name,
            suggested=Take.MINE if name in by_me else Take.THEIRS,
            both_changed=name in by_me and name in by_them,
        )
        for name in differing(theirs, mine)
    )


def merged(theirs: Filled, mine: Filled, taken: Mapping[str, Take]) -> Filled:
    """Their form with what was chosen of mine, by field."""
    chosen: dict[str, Any] = {}
    for name, take in taken.items():
        if take is Take.MINE:
            chosen[name] = getattr(mine, name)
        elif take is Take.BOTH:
            texts = (getattr(theirs, name), getattr(mine, name))
            chosen[name] = "\n".join(text.strip() for text in texts if text.strip())
    return replace(theirs, **chosen)


def _refuse_half_a_recovery(recovery: Recovery) -> None:
    """A blocked task says who does what by when: all three."""
    if says_nothing(recovery.what):
        raise Refused(N_("A blocked task needs a recovery line: say what is done"), field="what")
    if says_nothing(recovery.who):
        raise Refused(N_("A blocked task needs a recovery line: say who does it"), field="who")
    if recovery.when is None:
        raise Refused(N_("A blocked task needs a recovery line: say by when"), field="when")


def _bare(value: object) -> object:
    if isinstance(value, Recovery):
        return value.written()
    return value.strip() if isinstance(value, str) else value


def _read_day(written: str) -> date:
    day, month, year = written.split("/")
    return date(int(year), int(month), int(day))


def _or_none(read: Any, written: Any) -> Any:
    try:
        return None if written is None else read(written)
    except (TypeError, ValueError):
        return None
