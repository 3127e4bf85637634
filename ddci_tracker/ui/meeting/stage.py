"""A meeting that is held: what is talked about right now, alike on every screen that follows it.

Whoever runs it moves it on by keys, buttons or the list; who writes its conclusions does so beside.
All screens draw from what is stored, and look for something new four times a second.
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
from ddci_tracker.services.meeting_stages import steps_of
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

# What was new when the whole screen was last drawn.
PULSE = "meeting-pulse"
_FOLLOWED_EVERY = 0.25
_MOVER = "meeting-mover"
# What opens on top of a screen has Esc to itself: a drawer, a list of choices, a calendar.
_SCRIPT = """\
const ON_TOP = '[role="dialog"], [role="listbox"]'
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

export default function ({ setTriggerValue }) {
  bring()
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
  return () => {
    watcher.disconnect()
    document.removeEventListener("click", move)
    document.removeEventListener("keydown", press, true)
  }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageWay:
    """A way from the stage: into another window, or out of the meeting."""

    name: str
    link: str
    elsewhere: bool = False
    leaves: bool = False


def draw_stage(look: Look, view: MeetingView) -> None:
    """Draw the step that a meeting is on; ``look`` is at the figures of the meeting."""
    words, here = look.words, steps.current_step(view)
    is_projected = st.query_params.get(VIEW) == PROJECTOR
    runs = may(look, Action.RUN_MEETING)
    writes = may(look, Action.CONCLUDE) and not is_projected
    plan = look.board.plan.id
    is_newer = meetings.has_newer_figures(
        state.tracker(), state.actor(), plan, view, now=state.now()
    )
    _listen(look, view)
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
        _follow(look, view)
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


@st.fragment(run_every=_FOLLOWED_EVERY)
def _follow(look: Look, view: MeetingView) -> None:
    """Draw the clock, and the whole screen anew once there is something new to show."""
    pulse = pulse_of(look, view)
    if pulse != st.session_state.get(PULSE):
        st.session_state[PULSE] = pulse
        st.rerun()
    stage, now = view.stage, state.now()
    if stage is not None:
        drawing.put(
            "meeting/clock.html",
            look.words,
            on_item=_clock(stage.on_item(stage.item, now)),
            in_all=_clock(stage.whole(now)),
        )


def pulse_of(look: Look, view: MeetingView) -> meeting_stages.Pulse:
    """Differs once there is something new in a meeting."""
    plan = look.board.plan.id
    return meeting_stages.pulse_of(state.tracker(), state.actor(), plan, view.meeting.id)


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


def _listen(look: Look, view: MeetingView) -> None:
    """Take up clicks on the list of steps, and the keys that have no button."""

    def moved() -> None:
        step = st.session_state[_MOVER].step
        _move(look, view, step if isinstance(step, str) else None)

    with st.container(key=f"{_MOVER}-box"):
        _component()(key=_MOVER, on_step_change=moved)


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
