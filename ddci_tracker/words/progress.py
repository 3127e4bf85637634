"""The progress of a conclusion in words: quá hạn 20 ngày, hoàn thành, chưa báo cáo."""

from __future__ import annotations

from ddci_tracker.domain.conclusions import ConclusionPart, ConclusionState, ConclusionView
from ddci_tracker.domain.plan import Plan
from ddci_tracker.words import labels
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.plan_names import unit_name


def timing(view: ConclusionView, words: Words) -> str:
    """Where its due day is, small: còn 2 ngày, quá hạn 20 ngày, thường xuyên, chưa rõ thời gian."""
    days = view.days or 0
    match view.state:
        case ConclusionState.DONE:
            return words.text("completed")
        case ConclusionState.DONE_LATE:
            return words.plural(
                "completed {count} day late", "completed {count} days late", count=days
            )
        case ConclusionState.OVERDUE:
            return words.plural("{count} day overdue", "{count} days overdue", count=days)
        case ConclusionState.DUE_TODAY:
            return words.text("due today")
        case ConclusionState.OPEN if view.said.ongoing:
            return words.text("ongoing")
        case ConclusionState.OPEN if view.said.due is None:
            return labels.label(ConclusionPart.DUE, words)
        case _:
            return words.plural("{count} day left", "{count} days left", count=days)


def dated_timing(view: ConclusionView, words: Words) -> str:
    """The same, of one that is done also when: hoàn thành ngày 20/08/2026, quá hạn 5 ngày."""
    done_on = view.said.done_on
    if done_on is None or not view.done:
        return timing(view, words)
    if view.state is ConclusionState.DONE:
        return words.text("completed on {day}", day=done_on)
    return words.plural(
        "completed on {day}, {count} day late",
        "completed on {day}, {count} days late",
        count=view.days or 0,
        day=done_on,
    )


def dated(view: ConclusionView, words: Words) -> str:
    """The same for a paper that is read on a later day: its due day, not how far off that is."""
    due = view.said.due
    if due is None or view.done:
        return dated_timing(view, words)
    day = words.text(N_("due on {due}"), due=due)
    return f"{timing(view, words)}, {day}" if view.state is ConclusionState.OVERDUE else day


def standing(view: ConclusionView, words: Words) -> str:
    """The same where the due day stands beside it: quá hạn 20 ngày, chưa đến hạn.

    Of a standing duty what was last declared: đúng tiến độ, chưa báo cáo.
    """
    said = view.said
    if said.ongoing and not view.done:
        return labels.label(said.status, words) if said.status else words.text("not reported yet")
    if said.due is None or view.done or view.state is ConclusionState.OVERDUE:
        return dated_timing(view, words)
    return words.text(N_("not overdue"))


def progress(view: ConclusionView, plan: Plan, words: Words) -> str:
    """What was last said of it, never blank: the note, else the status, else chưa báo cáo.

    Under the name of the unit that said so where that only supports those who answer for it.
    """
    said = view.said
    if said.returned is not None:
        return words.text("returned: {reason}", reason=said.returned)
    told = said.note or (labels.label(said.status, words) if said.status is not None else None)
    if told is not None:
        helps = said.said_by is not None and said.said_by not in said.units
        return f"{unit_name(plan, said.said_by)}: {told}" if helps and said.said_by else told
    return words.text("completed") if view.done else words.text("not reported yet")


def unclear(view: ConclusionView, words: Words) -> list[str]:
    """What a conclusion is not clear about: chưa rõ thời gian, chưa rõ kết quả."""
    return [labels.label(part, words) for part in view.missing]
