"""A slide for each red sub-index: what it is to reach, where it stands, which tasks are behind and
who answers for them. Not here: the table of all, which says so where none is red.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.views import SubIndexView, TaskView, worst_first
from ddci_tracker.office import figures, light_styles, measuring
from ddci_tracker.office.slide_parts import (
    BODY,
    TEXT,
    WORD,
    Run,
    Runs,
    Slide,
    SlideColumn,
    SlidePlace,
    light_runs,
)
from ddci_tracker.office.slide_story import TOP, SlideRow, SlideStory, plain
from ddci_tracker.office.slide_template import MARGIN
from ddci_tracker.office.targets import TARGET, targets_as_printed
from ddci_tracker.words import formats, labels, plan_names, reasons
from ddci_tracker.words.marking import N_
from ddci_tracker.words.sentences import inside

SLIDES_EACH = 2
_PANEL = 1.6


def draw_red_sub_indices(story: SlideStory) -> None:
    """One slide for each sub-index with a red light, more where its tasks need them."""
    views = worst_first(story.board.sub_indices)
    for view in views:
        if figures.is_red(view):
            _sub_index(story, view)


def _sub_index(story: SlideStory, view: SubIndexView) -> None:
    name = plan_names.sub_index_name(view, story.words)
    title = f"{name}: {_message(story, view)}"
    behind = figures.behind_first(view.tasks)
    notes = list(_notes(story, view))
    above = partial(_panel, story, view)
    if behind:
        story.table(
            title,
            _answering(story, view),
            _columns(story),
            [_row(story, task) for task in behind],
            said=story.text(N_("Table of the tasks that are behind or at risk: {name}"), name=name),
            most=SLIDES_EACH,
            notes=notes,
            above=above,
            room_above=_PANEL + 0.1,
        )
        return
    slide = story.deck.slide(title, _answering(story, view), notes)
    end = above(slide)
    none = story.text(N_("No task of this sub-index is behind or at risk"))
    slide.text(SlidePlace(MARGIN, end + 0.1, BODY, 0.4), [plain(none)], size=TEXT)


def _message(story: SlideStory, view: SubIndexView) -> str:
    """Why it is red: by its tasks, by its result, or by both."""
    execution, result = view.execution, view.standing.light
    said = [story.why(execution)] if execution.colour is Colour.RED else []
    if result.colour is Colour.RED:
        said.append(reasons.compared(result, story.words))
    return ", ".join(inside(f"{each[:1].lower()}{each[1:]}") for each in said)


def _answering(story: SlideStory, view: SubIndexView) -> str:
    """Who leads, who coordinates, and who is in charge."""
    part = view.sub_index
    lead = story.units(part.lead) if part.lead else story.text("No lead unit is printed")
    said = [f"{story.text('Lead')}: {lead}" if part.lead else lead]
    person = plan_names.in_charge(story.board.plan, part)
    if person:
        said.append(story.text("in charge: {person}", person=person))
    if part.with_units:
        said.append(f"{story.text('with')}: {story.units(part.with_units)}")
    while len(said) > 1 and measuring.width(" · ".join(said), TEXT) > BODY:
        said.pop()
    return " · ".join(said)


def _panel(story: SlideStory, view: SubIndexView, slide: Slide) -> float:
    """Both lights with their reasons, and the figures; returns where a table may begin."""
    words, standing = story.words, view.standing
    execution = labels.execution_label(view.execution.colour, words)
    result = plan_names.verdict(standing, words)
    _light(story, slide, MARGIN, story.text("Execution"), execution, view.execution, result=False)
    captioned = "Result, estimated" if standing.light.estimated else "Result"
    _light(story, slide, MARGIN + 4.1, story.text(captioned), result, standing.light, result=True)
    place = SlidePlace(MARGIN + 8.2, TOP, BODY - 8.2, _PANEL)
    slide.text(place, list(_figures(story, view)), size=TEXT)
    return TOP + _PANEL + 0.1


def _light(
    story: SlideStory,
    slide: Slide,
    left: float,
    caption: str,
    word: str,
    light: Light,
    *,
    result: bool,
) -> None:
    why = story.why(light)
    slide.light(light.colour, (left, TOP + 0.06), 0.62, f"{caption}: {word}", result=result)
    slide.text(
        SlidePlace(left + 0.78, TOP - 0.04, 3.2, 0.3),
        [[Run(caption, colour=light_styles.SECOND)]],
    )
    runs = [Run(word, bold=True, colour=light_styles.TONES[light.colour])]
    slide.text(SlidePlace(left + 0.78, TOP + 0.24, 3.2, 0.38), [runs], size=WORD)
    slide.text(SlidePlace(left + 0.78, TOP + 0.66, 3.2, 0.92), [plain(why)])


def _figures(story: SlideStory, view: SubIndexView) -> Iterator[Runs]:
    words, standing = story.words, view.standing
    targets = targets_as_printed(standing, words, TARGET)
    caption = story.text("target {year}", year=story.board.plan.year)
    yield Run(f"{formats.capital(caption)}: "), Run(targets, bold=True)
    if standing.latest:
        caption = story.text("published {year}", year=standing.latest.year)
        figure = plan_names.result_text(standing.latest, words)
        yield Run(f"{formats.capital(caption)}: "), Run(figure, bold=True)
    else:
        yield plain(formats.capital(story.text("no published result")))
    estimate = standing.estimate
    if estimate and estimate.score is not None:
        caption = story.text("estimate {year}", year=estimate.year)
        figure = words.text("{points} points", points=estimate.score)
        yield Run(f"{formats.capital(caption)}: "), Run(figure, bold=True)


def _columns(story: SlideStory) -> list[SlideColumn]:
    text = story.text
    return [
        SlideColumn(title=text("Light"), width=1.78),
        SlideColumn(title=text("Task"), width=3.95),
        SlideColumn(title=text("Unit"), width=2.1),
        SlideColumn(title=text(N_("Days late")), width=1.12, right=True),
        SlideColumn(title=text("Why"), width=3.38),
    ]


def _row(story: SlideStory, task: TaskView) -> SlideRow:
    light = task.light
    word = labels.execution_label(light.colour, story.words)
    unit = story.units([task.answering])
    return SlideRow(
        cells=(
            light_runs(light.colour, word),
            plain(task.task.title),
            plain(unit),
            plain(str(light.days) if light.days else formats.NOTHING),
            plain(story.why(light)),
        ),
        note=f"{task.task.title} ({unit}): {_told(story, task)}.",
    )


def _told(story: SlideStory, task: TaskView) -> str:
    """Why a task is behind, and what the unit says of it."""
    told, said = [story.why(task.light)], task.said
    if said:
        text = story.text
        by = story.units([task.spoken_by_another]) if task.spoken_by_another else ""
        told += [
            text(N_("in the words of {unit}"), unit=by) if by else "",
            text(N_("done so far: {text}"), text=said.note) if said.note else "",
            text(N_("difficulty: {text}"), text=said.difficulty) if said.difficulty else "",
            text(N_("recovery: {text}"), text=said.recovery) if said.recovery else "",
            text("asks for help") if said.needs_help else "",
        ]
    return "; ".join(part.rstrip(" .") for part in told if part)


def _notes(story: SlideStory, view: SubIndexView) -> Iterator[str]:
    words = story.words
    execution = labels.execution_label(view.execution.colour, words)
    yield f"{story.text('Execution')}: {execution}, {story.why(view.execution)}."
    yield f"{story.text('Result')}: {story.said(view.standing.light.reason)}."
    yield f"{_answering(story, view)}."
