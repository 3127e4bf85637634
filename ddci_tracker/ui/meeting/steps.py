"""What a meeting shows on each step: all decided by the board that it looks at, here in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.meetings import AgendaItem, AgendaKind, asking, colour_of, overdue_reports
from ddci_tracker.domain.views import SubIndexView, TaskView, tasks_of_concern, worst_first
from ddci_tracker.services.meeting_stages import CLOSING, steps_of
from ddci_tracker.services.meetings import MeetingView
from ddci_tracker.ui.core import drawing, paths
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.meeting.writing import rows_of
from ddci_tracker.ui.shared.tiles import goal_of, tile_of
from ddci_tracker.words import formats, plan_names, reasons, report_names
from ddci_tracker.words.attention import own_words
from ddci_tracker.words.meetings import item_name

# How many rows a step has room for on a projector.
_TASKS_SHOWN, _ROWS_SHOWN, _CONCLUDED_SHOWN = 3, 5, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEntry:
    """A step in the list of all; ``colour`` of the worse light that it is about."""

    key: str
    name: str
    colour: Colour | None
    concluded: int
    is_here: bool
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOnStep:
    """A task that is talked about: ``recovery`` None where its unit says none."""

    light: Light
    title: str
    unit: str
    short: str
    said: str
    recovery: str | None

    @property
    def lacks_recovery(self) -> bool:
        return self.light.colour is Colour.RED and self.recovery is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOnStep:
    """A report that is talked about."""

    name: str
    timing: str


def entries_of(look: Look, view: MeetingView) -> list[StepEntry]:
    """The list of all steps."""
    here = current_step(view)
    spent = view.stage.spent if view.stage else {}
    return [
        StepEntry(
            key=key,
            name=step_name(look, view, key),
            colour=_colour(look, view, key),
            concluded=sum(each.said.item == key for each in view.conclusions),
            is_here=key == here,
            is_done=key in spent and key != here,
        )
        for key in steps_of(view.meeting)
    ]


def current_step(view: MeetingView) -> str:
    """The step that is talked about; the first where it is one that the agenda has no more."""
    steps = steps_of(view.meeting)
    return view.stage.item if view.stage and view.stage.item in steps else steps[0]


def step_name(look: Look, view: MeetingView, key: str) -> str:
    """What a step is called."""
    item = view.meeting.item(key)
    if item is None:
        return look.words.text("What was concluded")
    return item_name(view.board, item, look.words)


def step_block(look: Look, view: MeetingView, key: str) -> str:
    """What is talked about on a step, as HTML."""
    item = view.meeting.item(key)
    words = look.words
    kind = str(item.kind) if item else CLOSING
    template = f"meeting/step_{kind}.html"
    shown: dict[str, object]
    match item:
        case None:
            shown = {
                "unclear": rows_of(look, view, view.unclear, editable=False),
                "concluded": len(view.conclusions),
            }
        case AgendaItem(kind=AgendaKind.SUB_INDEX):
            return _sub_index_block(look, item)
        case AgendaItem(kind=AgendaKind.OVERVIEW):
            tiles = [tile_of(look, each) for each in worst_first(look.board.sub_indices)]
            wholes = [(each, goal_of(each.standing, words)) for each in look.board.overall]
            shown = {"tiles": tiles, "board": look.board, "wholes": wholes}
        case AgendaItem(kind=AgendaKind.PREVIOUS):
            rows = rows_of(look, view, view.previous, editable=False)
            shown = _cut(rows, look.link(paths.CONCLUSIONS)) | {"board": look.board}
        case AgendaItem(kind=AgendaKind.REPORTS):
            reports = [
                ReportOnStep(
                    name=report_names.report_of(row, words),
                    timing=formats.capital(reasons.short(row.reason, words, look.board.plan.year)),
                )
                for row in overdue_reports(look.board, item.about)
            ]
            every = look.link(paths.REPORTS, unit=item.about, state="overdue")
            shown = _cut(reports, every) | {"board": look.board}
        case AgendaItem(kind=AgendaKind.ASKED):
            asked = [_task(look, each) for _, each in asking(look.board)]
            shown = _cut(asked, look.link(paths.ATTENTION))
        case _:
            return ""
    return drawing.block(template, words, **shown)


def _cut(rows: Sequence[object], every: str) -> dict[str, object]:
    """What a step has room for; ``every`` leads to all of them."""
    return {"rows": rows[:_ROWS_SHOWN], "more": max(len(rows) - _ROWS_SHOWN, 0), "all": every}


def head_block(look: Look, view: MeetingView, key: str) -> str:
    """The head of a step: its name, who leads what it is about, how far the meeting is."""
    item = view.meeting.item(key)
    steps = steps_of(view.meeting)
    part = _part(look, item)
    leads = plan_names.unit_names(look.board.plan)(part.sub_index.lead) if part else []
    return drawing.block(
        "meeting/head.html",
        look.words,
        name=step_name(look, view, key),
        leads=", ".join(leads),
        has_lead=part is not None,
        question=item.question if item else None,
        tile=tile_of(look, part) if part else None,
        board=look.board,
        number=steps.index(key) + 1,
        count=len(steps),
    )


def concluded_block(look: Look, view: MeetingView, key: str, *, editable: bool) -> str:
    """What was concluded on a step; on the last one all of it."""
    item = view.meeting.item(key)
    shown = view.concluded_under(item) if item else view.conclusions
    # A projector has no room for all of many: what was just concluded stands there.
    fitting = shown if editable else shown[-_CONCLUDED_SHOWN:]
    return drawing.block(
        "meeting/concluded.html",
        look.words,
        rows=rows_of(look, view, fitting, editable=editable),
        more=len(shown) - len(fitting),
    )


def _part(look: Look, item: AgendaItem | None) -> SubIndexView | None:
    if item is None or item.kind is not AgendaKind.SUB_INDEX:
        return None
    index, _, code = (item.about or "").partition("/")
    return look.board.sub_index(index, code)


def _colour(look: Look, view: MeetingView, key: str) -> Colour | None:
    item = view.meeting.item(key)
    if item is not None and item.kind is AgendaKind.REPORTS:
        return Colour.RED
    part = _part(look, item)
    return colour_of(part) if part else None


def _sub_index_block(look: Look, item: AgendaItem) -> str:
    part = _part(look, item)
    if part is None:
        return drawing.block("meeting/gone.html", look.words)
    concern = tasks_of_concern(part.tasks)
    calm = [each for each in part.tasks if each.light.colour is Colour.GREEN]
    return drawing.block(
        "meeting/step_sub_index.html",
        look.words,
        tasks=[_task(look, each) for each in concern[:_TASKS_SHOWN]],
        more=max(len(concern) - _TASKS_SHOWN, 0),
        all=tile_of(look, part).link,
        calm=len(calm),
        unsaid=len(part.tasks) - len(concern) - len(calm),
    )


def _task(look: Look, view: TaskView) -> TaskOnStep:
    words = look.words
    short = formats.capital(reasons.short(view.light.reason, words, look.board.plan.year))
    said = own_words(replace(view.said, recovery=None), short, words) if view.said else []
    reason = reasons.sentence(view.light.reason, words)
    plan = look.board.plan
    return TaskOnStep(
        light=view.light,
        title=view.task.title,
        unit=plan_names.unit_name(plan, view.answering) if view.answering else "",
        short=short,
        said=formats.capital(
            plan_names.quoted(plan, view, ". ".join(map(formats.capital, said)))
            or (reason if reason != short else "")
        ),
        recovery=plan_names.quoted(plan, view, view.said.recovery or "") or None
        if view.said
        else None,
    )
