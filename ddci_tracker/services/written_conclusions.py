"""What holds for a conclusion as it is written down, in a meeting or by itself.

For the services beside this module; whoever is outside calls those.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ddci_tracker.domain.acts import Conclusion
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Plan
from ddci_tracker.services.acts import says_nothing
from ddci_tracker.services.refusals import Refused, first_unknown
from ddci_tracker.store import queries
from ddci_tracker.store.engine import Session
from ddci_tracker.store.kinds import CONCLUSION, MEETING_CONCLUSION
from ddci_tracker.words.marking import N_

# What a meeting writes down; all else of a conclusion comes later.
_WRITTEN = (
    *("about", "text", "units", "due", "ongoing", "with_units"),
    *("person", "authority", "product"),
)


def checked(plan: Plan, concluded: Conclusion, met_on: date) -> Conclusion:
    """A conclusion that may be written down, its matter by the name that the plan has for it.

    ``Refused`` without a text or a unit, for units or a matter that the plan does not have, a due
    day before the meeting, or one of a standing duty.
    """
    if says_nothing(concluded.text):
        raise Refused(N_("Say what was concluded"), field="text")
    if not concluded.units:
        raise Refused(N_("Say which unit answers for it"), field="units")
    known = tuple(unit.code for unit in plan.units)
    stranger = first_unknown((*concluded.units, *concluded.with_units), known)
    if stranger is not None:
        raise Refused(
            N_("Plan {plan} has no unit {unit}"), field="units", plan=plan.id, unit=stranger
        )
    if concluded.ongoing and concluded.due is not None:
        raise Refused(N_("What is ongoing has no due day; say one of the two"), field="due")
    if concluded.due is not None and concluded.due < met_on:
        raise Refused(N_("It cannot be due before the meeting, {on}"), field="due", on=met_on)
    if concluded.about is None:
        return concluded
    about = _matter(plan, concluded.about)
    if about is None:
        raise Refused(
            N_("Plan {plan} has no sub-index, no task and no report {key}"),
            field="about",
            plan=plan.id,
            key=concluded.about,
        )
    return replace(concluded, about=about)


def rewritten(before: Conclusion, concluded: Conclusion, *, met_on: date) -> Conclusion:
    """A conclusion that is written anew: what became of it since stays."""
    written = {name: getattr(concluded, name) for name in _WRITTEN}
    return replace(before, **written, met_on=met_on)


def next_id(session: Session, plan_id: str, met_on: date) -> str:
    """The day of the meeting and the next number of that day, which no conclusion had before."""
    taken = {
        version.key
        for kind in (CONCLUSION, MEETING_CONCLUSION)
        for version in queries.versions(
            session, kind, plan_id, as_of=queries.ALWAYS, known_at=queries.EVER
        )
    }
    number = 1
    while f"{met_on}-{number}" in taken:
        number += 1
    return f"{met_on}-{number}"


def _matter(plan: Plan, about: str) -> str | None:
    """What a conclusion may be about: a sub-index (also by its code alone), a task, a report."""
    parts = [f"{part.index}/{part.code}" for part in plan.sub_indices]
    if about in parts or any(task.code == about for _, task in plan.all_tasks()):
        return about
    by_code = [part for part in parts if part.partition("/")[2] == about]
    if len(by_code) == 1:
        return by_code[0]
    return about if _is_report(plan, about) else None


def _is_report(plan: Plan, about: str) -> bool:
    """Whether it is the key of a report: a duty of the plan, one of its senders, a period."""
    duty, _, rest = about.partition("/")
    unit, _, period = rest.partition("/")
    found = next((each for each in plan.report_duties if each.code == duty), None)
    if found is None or unit not in plan.expand(found.from_units):
        return False
    try:
        Period.parse(period)
    except ValueError:
        return False
    return True
