"""What the rules gather while a text is read, before it is a plan: facts with lines and doubts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ddci_tracker.domain.imported import Doubt
from ddci_tracker.domain.plan import (
    Cadence,
    DueRule,
    Kpi,
    Lines,
    Result,
    SubIndexGroup,
    Target,
)


@dataclass(slots=True, kw_only=True)
class GatheredTarget:
    """A target with where it was printed."""

    target: Target
    lines: Lines
    doubt: Doubt | None


@dataclass(slots=True, kw_only=True)
class GatheredResult:
    """A result with where it was printed."""

    result: Result
    lines: Lines
    doubt: Doubt | None


@dataclass(slots=True, kw_only=True)
class GatheredTask:
    """A task; ``lead`` None: whoever leads the part that it stands in."""

    title: str
    section: str
    lines: Lines
    lead: tuple[str, ...] | None
    helpers: tuple[str, ...] | None
    cadence: Cadence | None
    kpi: Kpi | None
    doubt: Doubt | None
    due: date | None = None


@dataclass(slots=True, kw_only=True)
class GatheredDuty:
    """A duty to report."""

    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    cadence: Cadence | None
    due: DueRule | None
    text: str
    lines: Lines
    doubt: Doubt | None


@dataclass(slots=True, kw_only=True)
class GatheredPart:
    """A sub-index, or a whole index where ``code`` is ""; ``own``: no catalogue knows it."""

    index: str
    code: str
    name: str = ""
    section: str | None = None
    exact: bool = True
    own: bool = False
    lines: Lines | None = None
    group: SubIndexGroup | None = None
    person: str | None = None
    person_lines: Lines | None = None
    lead: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    lead_lines: Lines | None = None
    lead_doubt: Doubt | None = None
    led_by_tasks: bool = False  # its lead is only that of its tasks
    targets: list[GatheredTarget] = field(default_factory=list)
    results: list[GatheredResult] = field(default_factory=list)
    tasks: list[GatheredTask] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class GatheredPerson:
    """A leader in charge."""

    name: str
    role: str | None
    lines: Lines


@dataclass(slots=True)
class Gathered:
    """All of it; parts by index and code in the order in which they were opened."""

    parts: dict[tuple[str, str], GatheredPart] = field(default_factory=dict)
    general: list[GatheredTask] = field(default_factory=list)
    duties: list[GatheredDuty] = field(default_factory=list)
    people: dict[str, GatheredPerson] = field(default_factory=dict)
    placed: set[int] = field(default_factory=set)

    @property
    def names_leads(self) -> bool:
        """Whether the text says of most of its tasks who leads them."""
        led = [bool(task.lead) for task in self.general]
        for part in self.parts.values():
            led += [bool(task.lead or part.lead) for task in part.tasks]
        return 2 * sum(led) > len(led)

    def part(self, index: str, code: str = "", name: str = "") -> GatheredPart:
        """A sub-index or a whole index, made where it is new."""
        key = index, code
        if key not in self.parts:
            self.parts[key] = GatheredPart(index=index, code=code, name=name)
        return self.parts[key]

    def place(self, lines: Lines) -> None:
        """Note that something came of some lines."""
        self.placed.update(range(lines.first, lines.last + 1))
