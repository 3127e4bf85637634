"""The slides that open and close the talk: what stands out of the month, and what units ask for.

Not here: what is late, which the slides on what to act on say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.requests import asked
from ddci_tracker.domain.views import TaskView
from ddci_tracker.office.slide_parts import BODY, SlideColumn, SlidePlace
from ddci_tracker.office.slide_story import TOP, SlideRow, SlideStory, bold, plain
from ddci_tracker.office.slide_template import MARGIN
from ddci_tracker.words import formats
from ddci_tracker.words.marking import N_
from ddci_tracker.words.sentences import ended, inside, listed, shortened

_SLIDES_OF_RESULTS, _SLIDES_OF_REQUESTS = 1, 2
_TITLE, _REQUEST = 80, 160  # characters; what is longer stands whole in the Excel form
_HIGHLIGHTS, _ASKING = N_("Highlights"), N_("Asking for directions")
_NONE_DONE, _NOTHING_ASKED = N_("no task done yet"), N_("no request")


def draw_results(story: SlideStory) -> None:
    """Kết quả nổi bật: the tasks that were done in the month, in the words of their units."""
    done = [
        (view, said)
        for _, view in story.board.all_tasks()
        if (said := view.said) and said.status is TaskStatus.DONE and _in_month(story, view)
    ]
    text, words = story.text, story.words
    month = formats.period(story.month.month, words)
    count = words.plural("{count} task done", "{count} tasks done", count=len(done))
    title = f"{text(_HIGHLIGHTS)}: {count if done else text(_NONE_DONE)}"
    if not done:
        none = text(N_("No unit finished a task in {month}"), month=month)
        _nothing(story, title, formats.capital(month), none)
        return
    story.table(
        title,
        formats.capital(month),
        [
            SlideColumn(title=text("Task"), width=5.2),
            SlideColumn(title=text("Unit"), width=2.6),
            SlideColumn(title=text(N_("Done so far")), width=4.53),
        ],
        [_result(story, view, said) for view, said in done],
        said=text(N_("Table of the tasks that were done in the month")),
        most=_SLIDES_OF_RESULTS,
    )


def _nothing(story: SlideStory, title: str, subtitle: str, none: str) -> None:
    slide = story.deck.slide(title, subtitle, [none])
    slide.text(SlidePlace(MARGIN, TOP, BODY, 0.4), [plain(none)])


def _in_month(story: SlideStory, view: TaskView) -> bool:
    month, word = story.month.month, view.word
    if word is None:
        return False
    days = (word.on, vietnamese_day(word.recorded_at))
    return any(month.first_day <= day <= month.last_day for day in days)


def _result(story: SlideStory, view: TaskView, said: TaskUpdate) -> SlideRow:
    title, unit, told = view.task.title, story.units([said.unit]), inside(said.note or "")
    return SlideRow(
        cells=(bold(inside(title)), plain(unit), plain(told or formats.NOTHING)),
        note=ended(f"{inside(title)} ({unit}){f': {told}' if told else ''}"),
    )


def draw_requests(story: SlideStory) -> None:
    """Xin ý kiến chỉ đạo: every request, marked or only told of, none left out.

    Of more than two slides have room for, a row says how many one unit has and what the first is;
    each of them stands in the notes and in the Excel form.
    """
    asking = [
        (view, said)
        for _, view in story.board.all_tasks()
        if (said := view.said) and asked(said) is not None
    ]
    text, words = story.text, story.words
    count = words.plural("{count} request", "{count} requests", count=len(asking))
    title = f"{text(_ASKING)}: {count if asking else text(_NOTHING_ASKED)}"
    subtitle = words.text("As of {day}", day=story.board.as_of)
    if not asking:
        _nothing(story, title, subtitle, text(N_("No unit asks for help")))
        return
    columns = [
        SlideColumn(title=text("Unit"), width=2.6),
        SlideColumn(title=text("Task"), width=4.2),
        SlideColumn(title=text(N_("What is asked")), width=5.53),
    ]
    rows = [_request(story, view, said) for view, said in asking]
    if not story.fits(columns, rows, most=_SLIDES_OF_REQUESTS):
        whole = text(N_("each of them in the Excel form of this briefing"))
        subtitle = f"{subtitle} · {whole}"
        columns = [
            SlideColumn(title=text("Unit"), width=2.6),
            SlideColumn(title=text(N_("Requests")), width=1.3, right=True),
            SlideColumn(title=text(N_("The first of them")), width=8.43),
        ]
        rows = list(_by_unit(story, asking))
    story.table(
        title,
        subtitle,
        columns,
        rows,
        said=text(N_("Table of what units ask for")),
        most=_SLIDES_OF_REQUESTS,
    )


def _request(story: SlideStory, view: TaskView, said: TaskUpdate) -> SlideRow:
    title, unit, request = view.task.title, story.units([said.unit]), _asked(story, said)
    return SlideRow(
        cells=(bold(unit), plain(title), plain(shortened(request, _REQUEST))),
        note=ended(f"{unit}, {inside(title)}: {request}"),
    )


def _by_unit(
    story: SlideStory, asking: Sequence[tuple[TaskView, TaskUpdate]]
) -> Iterator[SlideRow]:
    """A row for each unit, those that ask most first."""
    by_unit: dict[str, list[tuple[TaskView, TaskUpdate]]] = {}
    for view, said in asking:
        by_unit.setdefault(said.unit, []).append((view, said))
    for code, requests in sorted(by_unit.items(), key=lambda each: -len(each[1])):
        unit = story.units([code])
        told = [
            f"{shortened(view.task.title, _TITLE)}: {shortened(_asked(story, said), _REQUEST)}"
            for view, said in requests
        ]
        yield SlideRow(
            cells=(bold(unit), plain(str(len(requests))), plain(told[0])),
            note=f"{unit}: {listed(told)}",
        )


def _asked(story: SlideStory, said: TaskUpdate) -> str:
    return formats.capital(inside(asked(said) or story.text(N_("asks for support"))))
