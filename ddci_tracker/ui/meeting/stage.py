"""A meeting that is held: what is talked about right now, alike on every screen that follows it.

Whoever runs it moves it on by keys, buttons or the list; who writes its conclusions does so beside.
All screens draw from what is stored. Their pages ask four times a second whether there is something
new (``web/pulses.py``), and are drawn anew only then: a part of a screen that Streamlit runs again
by itself would have a button done twice that is pressed as its time comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import streamlit as st

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.services import meeting_stages, meetings
from ddci_tracker.services.failures import sentences_for
from ddci_tracker.services.meeting_stages import Pulse, steps_of
from ddci_tracker.services.meetings import MeetingView
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.refusals import Refused
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.meeting import steps
from ddci_tracker.ui.meeting.acting import ALL, MEETING, PROJECTOR, VIEW, act_button, may
from ddci_tracker.ui.meeting.writing import draw_writing
from ddci_tracker.ui.shared import outcome
from ddci_tracker.words.meetings import meeting_day

_MOVER = "meeting-mover"
# What opens on top of a screen has Esc to itself: a drawer, a list of choices, a calendar.
_SCRIPT = """\
const ASKS_EVERY = 250
// Nobody answers for a while; the page itself says so.
const ANSWERED_WITHIN = 5000
const ASKS_AGAIN_AFTER = 2000
const NOT_FOUND = 404
// What was told is drawn by then, or was cut short.
const DRAWN_WITHIN = 2000
// The server has begun what was pressed by then: a run for news would stop what has not begun.
const BEGUN_WITHIN = 1000
const CHOICES = '[role="listbox"]'
const ON_TOP = `[role="dialog"], ${CHOICES}`
const TYPED_IN = "input, textarea, [contenteditable=true]"

// A date that is only left takes the focus back; the step that stands takes it for good.
const leave = (field) => {
  const step = document.querySelector(".stage-list .here a")
  if (step) step.focus()
  else field.blur()
}

// On a phone the steps lie in one line, of which the one that is talked about stands in the middle.
let shown = null
const bring = () => {
  const here = document.querySelector(".stage-list .here")
  const line = here?.parentElement
  const wanted = here && `${here.textContent} ${line.clientWidth}`
  if (!here || wanted === shown) return
  shown = wanted
  line.scrollLeft = here.offsetLeft - line.offsetLeft - (line.clientWidth - here.offsetWidth) / 2
}

const clock = (seconds) => {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const two = (number) => String(number).padStart(2, "0")
  const left = two(seconds % 60)
  return hours ? `${hours}:${two(minutes)}:${left}` : `${minutes}:${left}`
}
const go = (clocks, since) => {
  const gone = Math.floor((Date.now() - since) / 1000)
  document.querySelectorAll(".meeting-clock b").forEach((shown, place) => {
    const now = clock(clocks[place] + gone)
    if (shown.textContent !== now) shown.textContent = now
  })
}

// What was drawn last and when; with another theme the same is told anew.
let drawn = null
let since = 0
// Each run listens anew; only the last one is told when the screen goes.
let stop = null
export default function ({ data, setTriggerValue }) {
  stop?.()
  bring()
  if (data !== drawn) [drawn, since] = [data, Date.now()]
  let asking = null
  let told = 0
  let pressed = 0
  // Typed letters leave it be, or whoever writes would not follow.
  const note = ({ type, key, ctrlKey, metaKey }) => {
    if (type === "click" || key?.length > 1 || ctrlKey || metaKey) pressed = Date.now()
  }
  const isNews = async () => {
    const signal = AbortSignal.timeout(ANSWERED_WITHIN)
    const answer = await fetch(data.pulseAt, { cache: "no-store", signal })
    // Who may read it no more, or whose plan is gone, is told so by the screen.
    if (answer.status === NOT_FOUND) return true
    if (!answer.ok) throw answer
    return (await answer.text()) !== data.pulse
  }
  const mayDisturb = () => {
    const now = Date.now()
    const isAtWork = now - pressed < BEGUN_WITHIN || !window.ddciConnection.isSettled()
    // What is being drawn may be that already; and a list of choices would close.
    return !isAtWork && now - told > DRAWN_WITHIN && !document.querySelector(CHOICES)
  }
  const ask = async () => {
    let again = ASKS_EVERY
    try {
      const isNew = window.ddciConnection.isOpen() && await isNews()
      if (isNew && asking !== null && mayDisturb()) {
        told = Date.now()
        setTriggerValue("news", told)
      }
    } catch {
      again = ASKS_AGAIN_AFTER
    }
    if (asking !== null) asking = setTimeout(ask, again)
  }
  asking = setTimeout(ask, ASKS_EVERY)
  const ticking = setInterval(() => go(data.clocks, since), ASKS_EVERY)
  const watcher = new MutationObserver(bring)
  watcher.observe(document.body, { childList: true, subtree: true })
  const move = (event) => {
    const link = event.target.closest("a[data-step]")
    if (!link) return
    event.preventDefault()
    setTriggerValue("step", link.dataset.step)
  }
  const press = (event) => {
    // What keeps a draft while somebody types tells its field so by keys of its own.
    if (!event.isTrusted || event.isComposing || event.altKey) return
    const field = event.target.closest(TYPED_IN)
    const save = document.querySelector(".st-key-meeting-conclusion-save button")
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && save) {
      // As with a mouse: the field hands over what is typed before the button is pressed. A day
      // does so only to what has the focus after it.
      event.preventDefault()
      event.stopPropagation()
      if (event.repeat) return
      save.focus()
      save.click()
      return
    }
    if (event.ctrlKey || event.metaKey) return
    if (event.key === "Escape" && !document.querySelector(ON_TOP)) {
      if (field) leave(field)
      else document.querySelector("a[data-leave]")?.click()
    } else if (event.key.toLowerCase() === "f" && !field) {
      if (document.fullscreenElement) document.exitFullscreen()
      else document.documentElement.requestFullscreen()
    } else if (event.key.toLowerCase() === "g" && !field) {
      // The letter itself is not typed into the field.
      event.preventDefault()
      document.querySelector(".st-key-typed-on-page textarea")?.focus()
    } else if (event.key === " " && event.target.closest("a[data-step]")) {
      // As on any button.
      event.preventDefault()
      event.target.click()
    }
  }
  document.addEventListener("click", move)
  document.addEventListener("keydown", press, true)
  for (const act of ["click", "keydown"]) document.addEventListener(act, note, true)
  stop = () => {
    clearTimeout(asking)
    asking = null
    clearInterval(ticking)
    watcher.disconnect()
    document.removeEventListener("click", move)
    document.removeEventListener("keydown", press, true)
    for (const act of ["click", "keydown"]) document.removeEventListener(act, note, true)
  }
  return stop
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageWay:
    """A way from the stage: into another window, or out of the meeting."""

    name: str
    link: str
    elsewhere: bool = False
    leaves: bool = False


def draw_stage(look: Look, view: MeetingView, pulse: Pulse) -> None:
    """Draw the step that a meeting is on; ``look`` is at the figures of the meeting.

    ``pulse`` is from before these were read: what is new since is drawn next.
    """
    words, here = look.words, steps.current_step(view)
    is_projected = st.query_params.get(VIEW) == PROJECTOR
    runs = may(look, Action.RUN_MEETING)
    writes = may(look, Action.CONCLUDE) and not is_projected
    plan = look.board.plan.id
    is_newer = meetings.has_newer_figures(
        state.tracker(), state.actor(), plan, view, now=state.now()
    )
    _listen(look, view, pulse)
    drawing.put(
        "meeting/list_of_steps.html",
        words,
        name=words.text("meeting of {day}", day=meeting_day(view.called, words)),
        board=look.board,
        entries=steps.entries_of(look, view),
        movable=runs,
        writable=writes,
        known_at=view.meeting.known_at,
        is_newer=is_newer,
        ways=_ways(look, view, is_projected=is_projected),
    )
    key = "meeting-projected" if is_projected or not writes else "meeting-written"
    with st.container(key=key):
        drawing.put_block(steps.head_block(look, view, here))
        left, right = st.columns([1.06, 1], gap="medium")
        with left:
            drawing.put_block(steps.step_block(look, view, here))
        with right:
            drawing.put_block(steps.concluded_block(look, view, here, editable=writes))
            if writes:
                draw_writing(look, view, view.meeting.item(here))
            if runs and not is_projected:
                _draw_ending(look, view, here, is_newer=is_newer)
    _draw_foot(look, view, here, runs=runs)


def _ways(look: Look, view: MeetingView, *, is_projected: bool) -> list[StageWay]:
    """The ways to the other face of this meeting, and out of it."""
    words, key = look.words, view.meeting.id
    here = {MEETING: key}
    if is_projected:
        other = StageWay(
            name=words.text("Write conclusions"), link=look.link(paths.MEETINGS, **here)
        )
    else:
        address = look.link(paths.MEETINGS, **here, **{VIEW: PROJECTOR})
        name = words.text("Open the projector's screen")
        other = StageWay(name=name, link=address, elsewhere=True)
    out = look.link(paths.MEETINGS, **{MEETING: ALL})
    return [other, StageWay(name=words.text("All meetings"), link=out, leaves=True)]


def _draw_foot(look: Look, view: MeetingView, here: str, *, runs: bool) -> None:
    """What comes before and after, and the clock between."""
    known = steps_of(view.meeting)
    place = known.index(here)
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key="meeting-foot",
    ):
        if runs:
            _draw_move(look, view, known[place - 1] if place else None, back=True)
        if view.stage is not None:
            on_item, in_all = (_clock(each) for each in _clocks(view))
            drawing.put("meeting/clock.html", look.words, on_item=on_item, in_all=in_all)
        if runs:
            following = known[place + 1] if place + 1 < len(known) else None
            _draw_move(look, view, following, back=False)


def _draw_move(look: Look, view: MeetingView, step: str | None, *, back: bool) -> None:
    end = look.words.text("the first step") if back else look.words.text("the last step")
    name = steps.step_name(look, view, step) if step else end
    st.button(
        f"← {name}" if back else f"{name} →",
        key="meeting-before" if back else "meeting-after",
        type="tertiary",
        disabled=step is None,
        shortcut="Left" if back else "Right",
        on_click=_move,
        args=(look, view, step),
    )


def _clocks(view: MeetingView) -> tuple[int, ...]:
    """For how many seconds the step and the whole meeting have been talked about."""
    stage, now = view.stage, state.now()
    return () if stage is None else (stage.on_item(stage.item, now), stage.whole(now))


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


@inside.uninterrupted()
def _move(look: Look, view: MeetingView, step: str | None) -> None:
    if step is None:
        return

    tracker, actor, plan = state.tracker(), state.actor(), look.board.plan.id
    outcome.forget()
    try:
        meeting_stages.move_to(tracker, actor, plan, view.meeting.id, step, now=state.now())
    except Refused as refused:
        # Somebody ended the meeting or took the step away; the screen is drawn anew anyway.
        sentences = tuple(sentences_for(refused, look.words))
        outcome.tell(outcome.Told(ending=outcome.Ending.REFUSED, sentences=sentences))


def _listen(look: Look, view: MeetingView, pulse: Pulse) -> None:
    """Take up clicks on the list of steps, the keys that have no button, and what is new."""

    def moved() -> None:
        step = st.session_state[_MOVER].step
        _move(look, view, step if isinstance(step, str) else None)

    asked = drawing.link(paths.MEETING_PULSE, plan=look.board.plan.id, meeting=view.meeting.id)
    data = {"pulse": str(pulse), "pulseAt": asked, "clocks": _clocks(view)}
    with st.container(key=f"{_MOVER}-box"):
        _component()(key=_MOVER, data=data, on_step_change=moved, on_news_change=_nothing)


def _nothing() -> None:
    """The run itself is all that is asked for."""


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("ddci_meeting_mover", js=_SCRIPT)


def _draw_ending(look: Look, view: MeetingView, here: str, *, is_newer: bool) -> None:
    """What is done with the whole meeting while it is held."""
    words, key = look.words, view.meeting.id
    if here == meeting_stages.CLOSING:
        unclear = len(view.unclear)
        label = words.text("End the meeting")
        if unclear:
            label = words.plural(
                "End the meeting although {count} conclusion is not clear",
                "End the meeting although {count} conclusions are not clear",
                count=unclear,
            )
        act_button(
            look,
            key,
            meetings.close,
            label,
            words.text("The meeting has ended; its conclusions are followed from now on"),
            key="meeting-close",
            primary=True,
        )
    elif is_newer:
        act_button(
            look,
            key,
            meetings.take_newer_figures,
            words.text("Take the newer figures"),
            words.text("The meeting looks at the figures of now"),
            key="meeting-newer",
            icon=":material/refresh:",
        )
