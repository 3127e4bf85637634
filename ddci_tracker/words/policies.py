"""Thresholds in words: what each one means, what it counts, how its value is written.

What they are called is in ``recorded``, where the history names them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.policy import SHARES, Policy
from ddci_tracker.domain.policy_effects import LightOf, TurnedLight
from ddci_tracker.domain.views import Board
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.plan_names import part_name
from ddci_tracker.words.recorded import Recorded

_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "amber_share": N_("% of the scale"),
        "amber_places": N_("places"),
        "green_lag": N_("percentage points"),
        "amber_lag": N_("percentage points"),
        "red_share": N_("% of the tasks"),
        "amber_task_share": N_("% of the tasks"),
        "spoken_share": N_("% of the tasks"),
        "green_share": N_("% of the tasks"),
        "due_soon_days": N_("days"),
        "bands": N_("points of 100"),
    }
)
_MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "amber_share": N_(
            "A result that falls short of its target by no more than this is amber, else red. "
            "5% are 0.5 points of 10 and 5 of 100."
        ),
        "amber_places": N_(
            "The same for ranks: short by no more than these places is amber, else red."
        ),
        "green_lag": N_(
            "A task that says how many percent are done is green up to this far behind the "
            "straight line from its start to its due day."
        ),
        "amber_lag": N_("Up to this far behind that line it is amber, farther behind red."),
        "red_share": N_(
            "A sub-index is red once this share of its tasks is red; fewer red tasks make it amber."
        ),
        "amber_task_share": N_("Without a red task it is amber once this share is amber."),
        "spoken_share": N_(
            "Else it is green once this share of its tasks has a word that still holds; with "
            "fewer it is grey."
        ),
        "green_share": N_("And only where at least this share of its tasks is green; else grey."),
        "due_soon_days": N_(
            "A report, a task or a conclusion is nearly due this many days before its last day."
        ),
        "bands": N_(
            "For targets such as “good”: one band a line, its first score and then its name. "
            "A band ends where the next begins. Empty: the bands of the province."
        ),
    }
)


def unit_of(field: str, words: Words) -> str:
    """What a threshold counts."""
    return words.text(_UNITS[field])


def meaning_of(field: str, words: Words) -> str:
    """What a threshold does, in plain words."""
    return words.text(_MEANINGS[field])


def typed_value(policy: Policy, field: str, words: Words) -> str:
    """The value of a threshold as it is typed: 25 for a share of 0.25, bands one a line."""
    value = getattr(policy, field)
    if field in SHARES:
        return formats.decimal(Decimal(f"{(value * 100).normalize():f}"), words)
    if field == "bands":
        return "\n".join(f"{formats.decimal(band.low, words)} {band.name}" for band in value)
    return str(value)


def value_of(policy: Policy, field: str, words: Words) -> str:
    """The value of a threshold with its unit, on one line; "–" where there are no bands."""
    typed = typed_value(policy, field, words)
    if field == "bands":
        return typed.replace("\n", "; ") or formats.NOTHING
    unit = unit_of(field, words)
    return f"{typed}{unit}" if unit.startswith("%") else f"{typed} {unit}"


def turned_thing(turned: TurnedLight, board: Board, words: Words) -> str:
    """Whose light turns: kết quả Tính minh bạch; thực hiện Chi phí thời gian; nhiệm vụ II.1-01."""
    key = turned.key or ""
    index, _, code = key.partition("/")
    match turned.of:
        case LightOf.RESULT | LightOf.EXECUTION:
            part = board.sub_index(index, code) if code else None
            name = part_name(part, words) if part or not index else index
            if turned.of is LightOf.RESULT:
                return words.text("Result light: {name}", name=name)
            return words.text("Execution light: {name}", name=name)
        case LightOf.TASK:
            title = next(v.task.title for _, v in board.all_tasks() if v.task.code == key)
            return words.text("Task {task}: {title}", task=key, title=title)
        case LightOf.REPORT:
            return formats.capital(Recorded(board.plan, words).thing("report_act", key))
    return words.text("Conclusion: {text}", text=key)


def turning(before: Colour | None, after: Colour | None, words: Words) -> str:
    """From which colour to which a light turns: xanh → vàng."""
    return f"{_colour(before, words)} → {_colour(after, words)}"


def _colour(colour: Colour | None, words: Words) -> str:
    return labels.label(colour, words) if colour else words.text("no light")
