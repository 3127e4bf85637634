"""The tables of the workbook: what to act on, sub-indices, tasks, reports, conclusions, changes.

The columns that are read on paper stand first. Not here: how a table looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ddci_tracker.briefing.change_sentences import SECTIONS, ToldChange
from ddci_tracker.briefing.changes import LightChange, TaskChange
from ddci_tracker.domain.acts import TaskUpdate
from ddci_tracker.domain.arithmetic import in_places
from ddci_tracker.domain.conclusions import ConclusionView, moves_of
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Result
from ddci_tracker.domain.reports import WAITING, ReportRow, Timeliness, colour_of
from ddci_tracker.domain.requests import asked
from ddci_tracker.domain.targets import Measure
from ddci_tracker.domain.views import SubIndexView, TaskView
from ddci_tracker.office.sheet_story import SheetStory
from ddci_tracker.office.sheets import Cell, Lit, SheetField, Struck
from ddci_tracker.office.targets import TARGET, targets_as_printed
from ddci_tracker.words import formats, labels, plan_names, progress
from ddci_tracker.words.attention import why_in_full
from ddci_tracker.words.marking import N_
from ddci_tracker.words.report_names import approved, duty_text, period_of

# Every other table takes one sheet of paper, so that a month takes ten; the results of all years
# take none.
PAGES_OF_TASKS = 2


def write_attention(story: SheetStory) -> None:
    """Cần xử lý: every matter, the worst first."""
    field = story.field
    fields = [
        field(N_("Level"), 9, N_("Red before amber before grey")),
        field("Kind", 20, N_("What the matter is about")),
        field(N_("Matter"), 60, N_("The task, report or conclusion")),
        field("Unit", 30, N_("Who answers for it")),
        field(N_("Days late"), 10, N_("Days past the due day, where one has passed")),
        field("Why", 60, N_("The reason as it was said when the month was frozen")),
    ]
    because = why_in_full(story.board, story.words, story.said)
    rows: list[Sequence[Cell]] = [
        (
            _level(story, row.colour),
            labels.label(row.kind, story.words),
            story.matter(row),
            story.units(row.units),
            row.days,
            because(row),
        )
        for row in story.board.attention
    ]
    levels = [_level(story, colour) for colour in Colour]
    story.table("To act on", fields, rows, frozen=3, words_of=levels, empty="Nothing to act on")


def _level(story: SheetStory, colour: Colour) -> Lit:
    return Lit(formats.capital(labels.label(colour, story.words)), colour)


def write_sub_indices(story: SheetStory) -> None:
    """Each sub-index with targets, results and both lights, in the order of the plan."""
    field = story.field
    fields = [
        field("Index", 9, N_("The index that it belongs to")),
        field(N_("Sub-index"), 34, N_("Its name in the catalogue")),
        field("Lead", 24, N_("The lead unit, as the plan prints it")),
        field(N_("Targets"), 26, N_("Every target in few words")),
        field("Execution", 15, N_("Whether the tasks are on time")),
        field("Result", 15, N_("Whether the score reaches the target")),
        field(N_("Target score"), 9, N_("The score that the first target of scores asks for")),
        field(N_("Target rank"), 9, N_("The rank that the first target of ranks asks for")),
        field(N_("Published year"), 9, N_("The year of the newest published result")),
        field(N_("Published score"), 9, N_("In the places that were printed")),
        field("Rank", 8, N_("The published rank; 1 is best")),
        field("Of", 8, N_("How many agencies are in the list")),
        field("Change of score", 9, N_("Against the year before")),
        field("Change of rank", 9, N_("Against the year before; positive is up the list")),
        field(N_("Estimated year"), 9, N_("The year of the department's own estimate")),
        field(N_("Estimated score"), 9, N_("Never to be taken for a published one")),
        field(N_("Gap"), 9, N_("Newest published result minus the first target; negative: short")),
        field(N_("Gap counts"), 9, N_("Points or places")),
        field("with", 24, N_("The coordinating units")),
        field(N_("Leader in charge"), 24, N_("Empty where the plan names none")),
        field(N_("Why so (execution)"), 40, N_("The reason of the execution light")),
        field(N_("By an estimate"), 9, N_("Yes where an estimate coloured the result light")),
        field(N_("Why so (result)"), 40, N_("The reason of the result light")),
        *(
            field(labels.EXECUTION[colour], 9, N_("How many of its tasks have this light"))
            for colour in (Colour.RED, Colour.AMBER, Colour.GREY, Colour.GREEN, None)
        ),
    ]
    rows = (_sub_index(story, view) for view in story.board.sub_indices)
    story.table(
        "Sub-indices",
        fields,
        rows,
        frozen=3,
        words_of=story.all_lights(),
        empty="The plan names no sub-index",
    )


def _sub_index(story: SheetStory, view: SubIndexView) -> Sequence[Cell]:
    words, standing, counts = story.words, view.standing, view.counts
    latest, estimate = standing.latest, standing.estimate
    score, rank = (standing.goals.get(each) for each in (Measure.POINTS, Measure.PLACES))
    gap = next((each for each in standing.current if each.gap is not None), None)
    return (
        view.index,
        plan_names.sub_index_name(view, words),
        story.units(view.sub_index.lead),
        targets_as_printed(standing, words, TARGET) if standing.targets else None,
        story.execution(view.execution.colour),
        story.result(standing),
        score.threshold.at if score else None,
        in_places(rank.threshold.at) if rank and standing.in_own_list(rank.threshold) else None,
        latest.year if latest else None,
        latest.score if latest else None,
        latest.rank if latest else None,
        latest.out_of if latest else None,
        standing.score_change,
        standing.rank_change,
        estimate.year if estimate else None,
        estimate.score if estimate else None,
        gap.gap if gap else None,
        labels.label(gap.measure, words) if gap and gap.measure else None,
        story.units(view.sub_index.with_units),
        plan_names.in_charge(story.board.plan, view.sub_index),
        story.why(view.execution),
        formats.shown(standing.light.estimated, words),
        story.said(standing.light.reason),
        *(counts.red, counts.amber, counts.grey, counts.green, counts.none),
    )


def write_results(story: SheetStory) -> None:
    """Every result that is known, a row for each index or sub-index, year and kind."""
    field = story.field
    fields = [
        field("Index", 9, N_("The index that it belongs to")),
        field(N_("Sub-index"), 34, N_("Empty for the whole index")),
        field("Year", 8, N_("The year that the result is of")),
        field(
            "Kind",
            12,
            N_("Published, or an estimate: the department's own, or counted from the sub-indices"),
        ),
        field("Predecessor", 24, N_("Whose result it is, where not the department's own")),
        field("Score", 9, N_("In the places that were printed")),
        field("Rank", 8, N_("1 is best")),
        field("Of", 8, N_("How many agencies are in the list")),
        field("Ranked beyond", 9, N_("Only known: the rank lies beyond this place")),
        field("Change of score", 9, N_("As printed")),
        field("Change of rank", 9, N_("As printed; positive is up the list")),
        field("Rank of the year before", 9, N_("As printed")),
        field("Rank by improvement", 9, N_("As printed")),
        field("Median of the block", 9, N_("Printed, entered, or from the table of the block")),
        field("Mean of the block", 9, N_("Printed, entered, or from the table of the block")),
        field("Best score", 9, N_("Printed, entered, or from the table of the block")),
        field("Ranks in other lists", 26, N_("Places in the country, the region or the block")),
        field("Other sources", 40, N_("What other sources say of the same result")),
    ]
    words = story.words
    parts = [
        *((each.index, None, each.standing) for each in story.board.overall),
        *(
            (each.index, plan_names.sub_index_name(each, words), each.standing)
            for each in story.board.sub_indices
        ),
    ]
    rows = (
        _result(story, index, name, result)
        for index, name, standing in parts
        for result in sorted(
            (
                *standing.results.published,
                *standing.results.estimates,
                *standing.results.predecessors,
            ),
            key=lambda each: (-each.year, each.of or "", each.kind),
        )
    )
    story.table("Results", fields, rows, frozen=3, empty="No result is known", pages=0)


def _result(story: SheetStory, index: str, name: str | None, result: Result) -> Sequence[Cell]:
    words = story.words
    return (
        index,
        name,
        result.year,
        labels.label(result.kind, words),
        result.of,
        result.score,
        result.rank,
        result.out_of,
        result.rank_over,
        result.score_change,
        result.rank_change,
        result.previous_rank,
        result.improvement_rank,
        result.median,
        result.mean,
        result.best_score,
        "; ".join(plan_names.list_ranks(result, words)) or None,
        "; ".join(plan_names.other_sources(result, words)) or None,
    )


def write_tasks(story: SheetStory) -> None:
    """Each task with its light in every quarter and what its unit said last."""
    field, words = story.field, story.words
    quarters = Period.all_in(PeriodKind.QUARTER, story.board.plan.year)
    named = [formats.capital(formats.short_period(quarter, words)) for quarter in quarters]
    fields = [
        field(N_("Row"), 6, N_("As in the annex of the Word form")),
        field(N_("Section"), 10, N_("The section of the plan that prints it")),
        field("Task", 50, N_("Its title")),
        field("Lead", 24, N_("The lead unit, as the plan prints it")),
        field("Due", 11, N_("Empty: the plan prints no day")),
        *(
            SheetField(
                title=name, width=15, meaning=story.text(N_("The execution light of the quarter"))
            )
            for name in named
        ),
        field("Light", 15, N_("The execution light of the quarter looked at")),
        field(N_("Days late"), 9, N_("Days past the due day, where one has passed")),
        field(N_("Sub-index"), 30, N_("Empty for general tasks")),
        field("with", 24, N_("The coordinating units")),
        field(N_("Answers"), 24, N_("Who answers for it")),
        field(N_("Starts"), 11, N_("Empty: with the plan")),
        field(N_("First due day"), 12, N_("Before a meeting gave the task a later one")),
        field(N_("Extension"), 40, N_("Who approved it and on what basis")),
        field("Why", 44, N_("The reason as it was said when the month was frozen")),
        field("State", 14, N_("What the unit declared last")),
        field(N_("Percent"), 9, N_("How much is done, as the unit said")),
        field(N_("Spoken on"), 11, N_("The day for which the last word counts")),
        field(N_("Spoken by"), 24, N_("The unit that gave the last word")),
        field(N_("Done so far"), 44, N_("What was done, in the unit's words")),
        field(N_("Difficulties"), 44, N_("What stands in the way, in the unit's words")),
        field(N_("Help asked for"), 9, N_("Whether the unit asks for help")),
        field(N_("Recovery"), 44, N_("Who does what by when")),
        field("Figure asked for", 30, N_("The figure that the plan prints for the task")),
        field("Figure reached", 12, N_("What that figure has reached, as the unit said")),
    ]
    tasks = enumerate(story.board.all_tasks(), start=1)
    rows = (_task(story, number, part, view) for number, (part, view) in tasks)
    story.table(
        N_("Tasks × quarters"),
        fields,
        rows,
        frozen=3,
        words_of=story.all_lights(),
        empty="The plan prints no task",
        pages=PAGES_OF_TASKS,
    )


def _task(
    story: SheetStory, number: int, part: SubIndexView | None, view: TaskView
) -> Sequence[Cell]:
    task, words = view.task, story.words
    said, moves = view.said, moves_of(task, story.board.followed)
    return (
        number,
        task.section,
        task.title,
        story.units(task.lead),
        task.due,
        *(story.execution(each.light.colour) for each in view.quarters),
        story.execution(view.light.colour),
        view.light.days,
        plan_names.sub_index_name(part, words) if part else None,
        story.units(task.with_units),
        story.units([view.answering]),
        task.start,
        moves[-1].first_due if moves else task.due,
        approved(moves[0]) if moves else None,
        story.why(view.light),
        labels.label(said.status, words) if said else None,
        said.percent if said else None,
        view.word.on if view.word else None,
        story.units([said.unit]) if said else None,
        said.note if said else None,
        said.difficulty if said else None,
        formats.shown(said.needs_help, words) if said else None,
        said.recovery if said else None,
        task.kpi.text if task.kpi else None,
        said.actual if said else None,
    )


def write_reports(story: SheetStory) -> None:
    """Each report that a unit owes for a period."""
    field = story.field
    fields = [
        field("Unit", 30, N_("Who owes the report")),
        field("Report duty", 40, N_("What the plan asks for")),
        field(N_("Period"), 18, N_("What the report is about")),
        field(N_("Period begins"), 11, N_("Its first day, to sort by")),
        field("To", 24, N_("To whom it goes")),
        field(N_("First due day"), 12, N_("The last day in time by the rule; empty: none is set")),
        field(N_("Due day"), 12, N_("The last day in time after an extension")),
        field("State", 16, N_("Whether it came in time")),
        field(N_("Days late"), 9, N_("Days late or overdue")),
        field(N_("Days left"), 9, N_("Days until the last day in time")),
        field("Handed in", 12, N_("The day of the first hand-in")),
        field("Entered on", 12, N_("The day on which that was entered, where it is a later one")),
        field(N_("Acceptance"), 16, N_("What the Office made of it")),
        field(N_("Extension"), 40, N_("Who approved it and on what basis")),
        field(
            N_("Set by the Office"),
            10,
            N_("Yes where the plan prints no day"),
        ),
        field("Why", 50, N_("The reason as it was said when the month was frozen")),
    ]
    states = [Lit(labels.label(each, story.words), colour_of(each)) for each in Timeliness]
    states += (_state(story, row) for row in story.board.reports)
    story.table(
        "Reports",
        fields,
        (_report(story, row) for row in story.board.reports),
        frozen=3,
        words_of=(each for each in states if each.colour),
        empty="The plan asks for no periodic report",
    )


def _state(story: SheetStory, row: ReportRow) -> Lit:
    """Whether it came in time, and that it came back: cells are coloured by their words."""
    said = labels.label(row.timeliness, story.words)
    if row.returned and row.acceptance is not None:
        said = f"{said}, {labels.label(row.acceptance, story.words).lower()}"
    return Lit(said, row.colour)


def _report(story: SheetStory, row: ReportRow) -> Sequence[Cell]:
    waiting = row.timeliness in WAITING
    return (
        story.units([row.from_unit]),
        duty_text(story.board.plan, row.duty) or None,
        period_of(row, story.words),
        None if row.once else row.period.first_day,
        story.units(row.to_units),
        row.first_last_day,
        row.last_day,
        _state(story, row),
        None if waiting else row.days,
        row.days if waiting else None,
        row.handed_in_on,
        row.entered_on,
        labels.label(row.acceptance, story.words) if row.acceptance else None,
        approved(row.extension),
        formats.shown(row.set_by_office, story.words),
        story.month.said(row.reason, story.words),
    )


def write_changes(story: SheetStory) -> None:
    """What changed since the frozen month before, a row for each."""
    field, since = story.field, story.month.since
    fields = [
        field(N_("About"), 22, N_("What kind of change it is")),
        field("What", 50, N_("What changed")),
        field("Before", 30, N_("As it stood in the frozen month before")),
        field("Now", 30, N_("As it stands in this one")),
        field(N_("In a sentence"), 80, N_("The change as a sentence to read aloud")),
    ]
    became = [each for each in map(_new, story.told or ()) if isinstance(each, Lit) and each.colour]
    if story.told is None or since is None:
        empty = "This is the first frozen month of the plan: there is none to compare it with."
        rows: Iterator[Sequence[Cell]] = iter(())
    else:
        empty = "Nothing changed"
        rows = (_change(story, row) for row in story.told)
    lights = (*story.all_lights(), *became)
    story.table(N_("Changes"), fields, rows, frozen=2, words_of=lights, empty=empty)


def _change(story: SheetStory, row: ToldChange) -> Sequence[Cell]:
    return (
        story.text(SECTIONS[row.section]),
        row.what,
        Struck(row.old),
        _new(row),
        row.sentence,
    )


def _new(row: ToldChange) -> Cell:
    change = row.change
    if isinstance(change, LightChange | TaskChange) and change.new is not None:
        return Lit(row.new, change.new.colour)
    return row.new


def write_conclusions(story: SheetStory) -> None:
    """Each conclusion of a meeting and what became of it."""
    field = story.field
    fields = [
        field(N_("Conclusion"), 60, N_("What was concluded")),
        field("Unit", 30, N_("Who carries it out")),
        field(N_("First due day"), 12, N_("The day that the meeting named; empty where none")),
        field("Due", 12, N_("“Ongoing” for a standing duty; empty where none was named")),
        field(N_("Extension"), 40, N_("Who approved it and on what basis")),
        field("State", 24, N_("Where its due day is")),
        field(N_("Last word"), 50, N_("What was last said of it")),
        field(N_("Said on"), 11, N_("The day of the last word")),
    ]
    story.table(
        N_("Conclusions"),
        fields,
        (_conclusion(story, view) for view in story.board.followed),
        frozen=1,
        empty=N_("No conclusion is followed"),
    )


def _conclusion(story: SheetStory, view: ConclusionView) -> Sequence[Cell]:
    return (
        view.said.text,
        story.units(view.said.units),
        view.said.first_due or view.said.due,
        formats.capital(story.words.text("ongoing")) if view.said.ongoing else view.said.due,
        approved(view.said),
        formats.capital(progress.standing(view, story.words)),
        formats.capital(progress.progress(view, story.board.plan, story.words)),
        view.said_on,
    )


def write_proposals(story: SheetStory) -> None:
    """What units ask for and what stands in their way, a row for each task."""
    field = story.field
    fields = [
        field("Unit", 30, N_("Who asks")),
        field("Task", 50, N_("The task that it is about")),
        field(N_("Help asked for"), 9, N_("Whether the unit asks for help")),
        field(N_("Difficulties"), 50, N_("What stands in the way, in the unit's words")),
        field(N_("Recovery"), 44, N_("Who does what by when")),
        field(N_("Spoken on"), 11, N_("The day for which the last word counts")),
    ]
    story.table(
        N_("Proposals"),
        fields,
        (
            _proposal(story, view, said)
            for _, view in story.board.all_tasks()
            if (said := view.said) and (said.difficulty or asked(said) is not None)
        ),
        frozen=1,
        empty=N_("No unit has asked for anything"),
    )


def _proposal(story: SheetStory, view: TaskView, said: TaskUpdate) -> Sequence[Cell]:
    return (
        story.units([said.unit]),
        view.task.title,
        formats.shown(asked(said) is not None, story.words),
        said.difficulty or asked(said) or None,
        said.recovery,
        view.word.on if view.word else None,
    )
