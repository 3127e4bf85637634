"""A draft looked through beside the text that it was read from, by keyboard or by mouse.

The address says which place is looked at; everything else is kept with the draft, so that nothing
is lost by loading the page anew. Whoever prefers the tables of the draft goes on there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any, Final

import streamlit as st
from markupsafe import Markup

from ddci_tracker.domain.plan_tables import PlanCellKind, PlanTable, TableColumn, table
from ddci_tracker.services import plan_drafts, plan_reviews
from ddci_tracker.services.plan_reviews import ReviewView
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.people import full_name
from ddci_tracker.ui.plan import draft_screen
from ddci_tracker.ui.plan.review_places import PlaceLine, PlaceState, ReviewPlaces
from ddci_tracker.ui.shared import drawer_links, outcome, seen_revision
from ddci_tracker.ui.shared.autosave import choices_closed, kept_choice, kept_fields, let_go
from ddci_tracker.words import plan_tables
from ddci_tracker.words.catalogue import Words

TABLES: Final = "bang"
_PLACE, _DOES, _ONLY = "place", "does", "still"
_EDIT, _SPLIT = "edit", "split"
_WIDTH: Final = 640
# Cells that are not typed: where it was printed, and what the tracker counts by itself.
_NOT_TYPED = ("index", "sub", "lines.first", "lines.last")
_SEVERAL_LINES = (PlanCellKind.PROSE, PlanCellKind.NAMES, PlanCellKind.DAYS_OF_YEAR)
_SCRIPT = """\
const where = (window.ddciScrolled ??= {})
export default function ({ data }) {
  const note = ({ target }) => {
    const name = target.dataset?.scrolls
    if (name) where[name] = target.scrollTop
  }
  const show = () => {
    const boxes = document.querySelectorAll(".ddci.review [data-scrolls]")
    for (const box of boxes) {
      box.scrollTop = where[box.dataset.scrolls] ?? 0
      const chosen = box.querySelector(".chosen, .here")
      if (!chosen || box.scrollHeight <= box.clientHeight) continue
      const top = chosen.getBoundingClientRect().top - box.getBoundingClientRect().top
      const below = top + chosen.offsetHeight - box.clientHeight
      if (top < 0 || below > 0) box.scrollTop += top - box.clientHeight / 3
    }
    return boxes.length
  }
  // A page that is drawn for the first time has neither its text nor its style at once.
  let tries = 0
  const soon = () => {
    const stands = show() && document.fonts.status === "loaded"
    if (++tries < 2 || (!stands && tries < 40)) waiting = setTimeout(soon, 120)
  }
  const first = requestAnimationFrame(show)
  let waiting = setTimeout(soon, 120)
  document.addEventListener("scroll", note, true)
  return () => {
    cancelAnimationFrame(first)
    clearTimeout(waiting)
    document.removeEventListener("scroll", note, true)
  }
}
"""


def is_asked_for() -> bool:
    """Whether the address asks for the text rather than for the tables."""
    return TABLES not in st.query_params


def open_text() -> None:
    """Let the address ask for the text. From a callback."""
    state.choose(TABLES, None)


def draw(view: ReviewView, words: Words) -> None:
    """Draw the text, the draft, and what can be done with the place that is looked at."""
    only = _ONLY in st.query_params
    places = ReviewPlaces(view, words, only_open=only)
    chosen = places.chosen(st.query_params.get(_PLACE))
    _draw_head(view, words)
    outcome.draw_told(words)
    address = partial(drawing.link, paths.PLAN, **{draft_screen.OPEN: view.draft.entry.id})

    def opens(key: int, *, still: bool = only) -> Markup:
        asked = {_PLACE: str(key)} | ({_ONLY: "1"} if still else {})
        return drawer_links.attributes(address(**asked), **asked)

    # Not Markdown: a text is long, and has no drawings.
    st.html(
        drawing.draw(
            "plan/review.html",
            words,
            groups=places.groups,
            count=len(view.steps),
            counts=places.said_of_counts(),
            printed=list(places.printed(chosen)),
            lines_in_all=len(view.text.lines),
            chosen=chosen,
            opens=opens,
            only=only,
            shown=places.shown(chosen),
        )
    )
    drawer_links.listen(_PLACE, _ONLY)
    with st.container(key="review-scroll-box"):
        _scrolling()(key="review-scroll", data={"place": chosen.key if chosen else 0})
    if chosen is not None:
        _draw_bar(view, places, chosen, words)
        _draw_drawer(view, chosen, words)


def _draw_head(view: ReviewView, words: Words) -> None:
    still = view.still
    with st.container(horizontal=True, vertical_alignment="center", key="review-head"):
        drawing.put(
            "plan/review_head.html",
            words,
            entry=view.draft.entry,
            file=view.text.name,
            open=still,
            count=len(view.steps),
            sure=view.sure,
            seen=view.looked_at,
        )
        st.button(
            words.text("Tables of the draft"),
            icon=":material/table_view:",
            on_click=state.choose,
            args=(TABLES, "1"),
        )
        st.button(
            words.text("Close, keep the draft"),
            on_click=draft_screen.open_draft,
            args=(draft_screen.LIST,),
        )


def _draw_bar(view: ReviewView, places: ReviewPlaces, chosen: PlaceLine, words: Words) -> None:
    """What can be done, each with its key."""
    act = partial(_do, view, words=words)

    def changing(change: Callable[..., int]) -> Callable[[], int]:
        entry = view.draft.entry
        whose = state.tracker(), state.actor(), entry.id, chosen.key
        return partial(change, *whose, revision=entry.revision, now=state.now())

    after = places.beside(chosen, 1)
    beside = after if after != chosen else places.beside(chosen, -1)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="review-bar"):
        _button(words.text("Up"), "Up", _go, places.beside(chosen, -1).key)
        _button(words.text("Down"), "Down", _go, after.key)
        if chosen.state is PlaceState.OPEN:
            step = places.open_beside(chosen)
            several = words.plural("Accept {count} task", "Accept {count} tasks", count=len(step))
            label = several if len(step) > 1 else words.text("Accept it")
            accept = partial(_accept, view, places, chosen, words)
            _button(label, "Enter", accept, step, kind="primary")
            if len(step) > 1:
                _button(words.text("Only this one"), "O", accept, [chosen.key])
        elif chosen.state is PlaceState.SEEN and not chosen.is_left:
            # Not by Enter: who goes on quickly would take back what they have just accepted.
            _button(words.text("Look again"), "L", _look_again, view, chosen)
        if chosen.is_left:
            place = changing(plan_reviews.place)
            _button(words.text("Make it a task"), "A", act, place, words.text("A task was added"))
        else:
            _button(words.text("Correct or move"), "E", _open, _EDIT)
            if chosen.of == "tasks":
                _button(words.text("Split it"), "S", _open, _SPLIT)
                join = changing(plan_reviews.join)
                joined = words.text("Joined with the task before it")
                _button(words.text("Join"), "J", act, join, joined)
            drop = changing(plan_reviews.drop)
            _button(words.text("Drop"), "X", act, drop, words.text("Dropped"), beside.key)
        if view.open:
            _button(words.text("Consider all as seen"), None, _accept_all, view, words)
            onward = places.next_step(chosen) or places.next_open(chosen)
            _button(
                words.text("Next place to look at"),
                "N",
                _go,
                (onward or chosen).key,
                kind="primary" if chosen.state is not PlaceState.OPEN else "secondary",
            )
        else:
            blocked = view.draft.blocking
            st.button(
                words.plural("{count} error", "{count} errors", count=blocked)
                if blocked
                else words.text("No errors"),
                disabled=not blocked,
                on_click=state.choose,
                args=(TABLES, "1"),
            )
            st.button(
                words.text("Take into tracking"),
                type="primary",
                disabled=blocked > 0,
                on_click=draft_screen.adopt,
                args=(view.draft, words),
            )


def _button(
    label: str,
    shortcut: str | None,
    act: Callable[..., Any],
    *args: Any,
    kind: Any = "secondary",
) -> None:
    # By a key of its own, so that it stays in the page, and takes its key, whatever it looks like.
    key = f"review-{shortcut or 'all'}"
    st.button(label, key=key, shortcut=shortcut, type=kind, on_click=act, args=args)


def _go(key: int) -> None:
    outcome.forget()
    state.choose(_DOES, None)
    state.choose(_PLACE, str(key))


def _accept(
    view: ReviewView, places: ReviewPlaces, chosen: PlaceLine, words: Words, keys: list[int]
) -> None:
    """Accept one place, or all tasks of its paragraph at once, and go on to the next."""
    tracker, actor, draft = state.tracker(), state.actor(), view.draft.entry.id
    whole = len(keys) > 1
    onward = places.next_step(chosen) if whole else places.next_open(chosen)
    _go((onward or chosen).key)
    if not whole:
        plan_reviews.accept(tracker, actor, draft, keys, now=state.now())
        return

    def take_back() -> None:
        plan_reviews.take_back(tracker, actor, draft, keys)
        state.choose(_PLACE, str(chosen.key))

    def act() -> Any:
        plan_reviews.accept(tracker, actor, draft, keys, now=state.now())
        return take_back

    done = words.plural("{count} task accepted", "{count} tasks accepted", count=len(keys))
    outcome.attempt(act, done, words)


def _look_again(view: ReviewView, chosen: PlaceLine) -> None:
    plan_reviews.take_back(state.tracker(), state.actor(), view.draft.entry.id, {chosen.key})


def _accept_all(view: ReviewView, words: Words) -> None:
    keys = {each.key for each in view.open}
    tracker, actor, draft = state.tracker(), state.actor(), view.draft.entry.id

    def act() -> Any:
        plan_reviews.accept(tracker, actor, draft, keys, now=state.now())
        return lambda: plan_reviews.take_back(tracker, actor, draft, keys)

    outcome.attempt(act, words.text("Everything counts as looked at"), words)


def _do(
    view: ReviewView,
    change: Callable[[], int],
    done: str,
    onward: int | None = None,
    *,
    words: Words,
) -> None:
    """Change the draft, with a way back to how it was."""
    tracker, actor, entry = state.tracker(), state.actor(), view.draft.entry

    def act() -> Any:
        revision = change()
        if onward is not None:
            state.choose(_PLACE, str(onward))
        return lambda: plan_drafts.restore_version(
            tracker, actor, entry.id, entry.revision, revision=revision, now=state.now()
        )

    outcome.attempt(act, done, words)


def _draw_drawer(view: ReviewView, chosen: PlaceLine, words: Words) -> None:
    does = st.query_params.get(_DOES)
    if chosen.is_left or does not in (_EDIT, _SPLIT):
        return
    if does == _SPLIT and chosen.of != "tasks":
        return
    titles = {_EDIT: words.text("Correct or move"), _SPLIT: words.text("Split the task")}
    drawer = st.dialog(titles[does], width=_WIDTH, position="right", on_dismiss=_close)
    drawer({_EDIT: _draw_edit, _SPLIT: _draw_split}[does])(view, chosen, words)


def _open(does: str) -> None:
    seen_revision.forget()
    state.choose(_DOES, does)


def _close() -> None:
    outcome.forget()
    seen_revision.forget()
    choices_closed()
    state.choose(_DOES, None)


def _form(view: ReviewView, chosen: PlaceLine, does: str) -> str:
    return f"review/{view.draft.entry.id}/{chosen.key}/{does}"


def _tell_if_overtaken(view: ReviewView, form: str, words: Words) -> None:
    """Tell whoever fills in a form where the draft was changed since they saw it."""
    entry = view.draft.entry
    if seen_revision.seen(form, entry.revision) == entry.revision:
        return
    seen_revision.sees(form, entry.revision)
    first = words.text(
        "{by} changed this draft at {moment}.", by=full_name(entry.saved_by), moment=entry.saved_at
    )
    kept = words.text(
        "The fields that you left alone say what stands now; what you typed is still here. "
        "Save once more to put it in its place."
    )
    outcome.tell_overtaken(first, words, kept)


def _say(key: str, stands: str) -> None:
    """Let a field say what stands, unless something else was typed there."""
    stood = f"{key}/stood"
    if key not in st.session_state or st.session_state[key] == st.session_state.get(stood):
        st.session_state[key] = stands
    st.session_state[stood] = stands


def _draw_split(view: ReviewView, chosen: PlaceLine, words: Words) -> None:
    form = _form(view, chosen, _SPLIT)
    fact = next(each for each in view.facts if each.key == chosen.key)
    title = fact.cells.get("title", "")
    _draw_printed(view, chosen, words)
    _tell_if_overtaken(view, form, words)
    _say(form, "\n".join(_pieces(title)))
    with kept_fields(form, {"titles": form}, revision=view.draft.entry.revision):
        st.text_area(words.text("The tasks, one a line"), key=form, height=180)
    outcome.draw_refusal(words)
    st.button(
        words.text("Split it"),
        key=f"{form}-save",
        type="primary",
        on_click=_split,
        args=(view, chosen, form, words),
    )


def _pieces(title: str) -> list[str]:
    """A title in the pieces that a reader would make of it."""
    found = [each.strip() for each in title.split(";") if each.strip()]
    return [each[:1].upper() + each[1:] for each in found]


def _split(view: ReviewView, chosen: PlaceLine, form: str, words: Words) -> None:
    entry, titles = view.draft.entry, str(st.session_state[form]).splitlines()

    def change() -> int:
        revision = plan_reviews.split(
            state.tracker(),
            state.actor(),
            entry.id,
            chosen.key,
            titles,
            revision=entry.revision,
            now=state.now(),
        )
        let_go(form, {"titles": form})
        _close()
        return revision

    _do(view, change, words.text("The task was split"), words=words)


def _draw_printed(view: ReviewView, chosen: PlaceLine, words: Words) -> None:
    printed = view.text.between(*chosen.lines)
    text = " ".join(" | ".join(line.cells) or line.text for line in printed)
    drawing.put("plan/review_printed.html", words, lines_of=chosen.lines, text=text)


def _draw_edit(view: ReviewView, chosen: PlaceLine, words: Words) -> None:
    form = _form(view, chosen, _EDIT)
    fact = next(each for each in view.facts if each.key == chosen.key)
    of = table(fact.fact.table)
    columns = [
        each
        for each in of.columns
        if each.key not in _NOT_TYPED
        and (fact.fact.column is None or each.key in _corrected_with(fact.fact.column))
    ]
    keys = {each.key: _key(form, each, fact.cells, words) for each in columns}
    _draw_printed(view, chosen, words)
    _tell_if_overtaken(view, form, words)
    if any(each.key == "sub" for each in of.columns):
        parts = _parts(view, words, general=of.key == "tasks")
        stands = (fact.cells.get("index", ""), fact.cells.get("sub", ""))
        known, key = list(dict.fromkeys((*parts, stands))), _part_key(form, fact.cells)
        # Beside the cells, which are kept under another name.
        with kept_fields(key, {}, revision=view.draft.entry.revision):
            st.selectbox(
                words.text("Part of the plan"),
                known,
                index=known.index(stands),
                format_func=lambda each: parts.get(each, " ".join(each)),
                key=kept_choice(key, "part", key, known, stands=stands),
            )
    revision = view.draft.entry.revision
    _draw_cells(form, keys, columns, of, fact.cells, words, revision=revision)
    outcome.draw_refusal(words)
    st.button(
        words.text("Save"),
        key=f"{form}-save",
        type="primary",
        on_click=_edit,
        args=(view, chosen, form, columns, words),
    )


def _key(form: str, column: TableColumn, cells: Mapping[str, str], words: Words) -> str:
    """The key of a field; a choice is another one where something else stands meanwhile."""
    key = f"{form}/{column.key}"
    return f"{key}@{cells.get(column.key, '')}" if plan_tables.choices(column, words) else key


def _part_key(form: str, cells: Mapping[str, str]) -> str:
    return f"{form}/part@{cells.get('index', '')}/{cells.get('sub', '')}"


def _corrected_with(column: str) -> tuple[str, ...]:
    """Columns that are corrected together with one, which comes first."""
    return (column, "with") if column == "lead" else (column,)


def _parts(view: ReviewView, words: Words, *, general: bool) -> dict[tuple[str, str], str]:
    tables = view.draft.tables
    wholes = {
        (row.cells.get("index", ""), ""): words.text(
            "{index} as a whole", index=row.cells.get("index", "")
        )
        for row in tables.get("overall", ())
    }
    parts = {
        (row.cells.get("index", ""), row.cells.get("code", "")): row.cells.get("printed_name", "")
        for row in tables.get("sub_indices", ())
    }
    first = {("", ""): words.text("General tasks")} if general else wholes
    return {**first, **parts}


def _draw_cells(
    form: str,
    keys: Mapping[str, str],
    columns: Sequence[TableColumn],
    of: PlanTable,
    cells: Mapping[str, str],
    words: Words,
    *,
    revision: int,
) -> None:
    """Draw the cells of a row as people read them."""
    said = {each.key: plan_tables.shown(each, cells.get(each.key, ""), words) for each in columns}
    options = {each.key: list(plan_tables.choices(each, words).values()) for each in columns}
    for name, choices in options.items():
        if not choices:
            _say(keys[name], said[name])
    typed = {name: key for name, key in keys.items() if not options[name]}
    with kept_fields(form, typed, revision=revision):
        for each in columns:
            key, heading = keys[each.key], plan_tables.heading(of, each, words)
            rule = plan_tables.rule(of, each, words)
            if options[each.key]:
                known = list(dict.fromkeys(("", *options[each.key], said[each.key])))
                place = known.index(said[each.key])
                st.selectbox(
                    heading,
                    known,
                    index=place,
                    key=kept_choice(form, each.key, key, known, stands=said[each.key]),
                    help=rule,
                )
            elif each.kind in _SEVERAL_LINES:
                st.text_area(heading, key=key, height=80, help=rule)
            else:
                st.text_input(heading, key=key, help=rule)


def _edit(
    view: ReviewView, chosen: PlaceLine, form: str, columns: list[TableColumn], words: Words
) -> None:
    entry, typed = view.draft.entry, st.session_state
    stand = next(each.cells for each in view.facts if each.key == chosen.key)
    keys = {each.key: _key(form, each, stand, words) for each in columns}
    cells = {
        each.key: plan_tables.meant(each, str(typed.get(keys[each.key]) or ""), words)
        for each in columns
    }
    texts = {keys[each.key] for each in columns if not plan_tables.choices(each, words)}
    if _part_key(form, stand) in typed:
        cells["index"], cells["sub"] = typed[_part_key(form, stand)]

    def change() -> int:
        revision = plan_reviews.edit(
            state.tracker(),
            state.actor(),
            entry.id,
            chosen.key,
            cells,
            revision=entry.revision,
            now=state.now(),
        )
        let_go(form, {each: key for each, key in keys.items() if key in texts})
        _close()
        return revision

    _do(view, change, words.text("Corrected"), words=words)


@cache
def _scrolling() -> Callable[..., Any]:
    return st.components.v2.component("ddci_review_scroll", js=_SCRIPT)
