"""How an act that somebody starts on a screen ends: done, with a way back, or refused.

What was typed stays in its fields until the act is done. Not here: which acts there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import streamlit as st

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.domain.versions import Version
from ddci_tracker.measures import ACTS
from ddci_tracker.services.failures import Conflict, sentences_for_anybody
from ddci_tracker.services.refusals import Refused
from ddci_tracker.ui.core import drawing
from ddci_tracker.ui.core.people import full_name
from ddci_tracker.words.catalogue import Words

_TOLD = "acting.told"
_SCRIPT = """\
export default function () {
  const told = document.querySelector(".ddci.told:not(.done)")
  if (told) told.scrollIntoView({ block: "nearest" })
}
"""


class Ending(StrEnum):
    """How an act ended."""

    DONE = "done"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"  # somebody else came first


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What whoever acted is told.

    ``field`` is the input to correct, ``stood`` what stood in it then, ``undo`` the way back.
    """

    ending: Ending
    sentences: tuple[str, ...]
    field: str | None = None
    stood: object = None
    undo: Callable[[], object] | None = None


def told() -> Told | None:
    """What is still to be told of the last act."""
    found = st.session_state.get(_TOLD)
    return found if isinstance(found, Told) else None


def ending() -> Ending | None:
    """How the last act ended, while that is still to be told."""
    found = told()
    return found.ending if found else None


def tell(what: Told) -> None:
    """Tell it from the next look on, instead of what was told before."""
    ACTS.add(what.ending)
    st.session_state[_TOLD] = what


def who_came_first(conflict: Conflict, words: Words) -> str:
    """Who acted on it before, by the name that people know."""
    by = full_name(conflict.by)
    return words.text("{by} recorded this first, at {moment}.", by=by, moment=conflict.recorded_at)


def tell_overtaken(first: str, words: Words, kept: str | None = None) -> None:
    """Tell that somebody came first, and what becomes of what was typed."""
    kept = kept or words.text(
        "What stands now is shown above; what you typed is still here. "
        "Save once more to put it in its place."
    )
    tell(Told(ending=Ending.OVERTAKEN, sentences=(first, kept)))


def came_first(newest: Version[Any], words: Words) -> str:
    """Who came first, and when."""
    by = full_name(newest.recorded_by)
    return words.text("{by} came first, at {moment}.", by=by, moment=newest.recorded_at)


def forget() -> None:
    """Tell nothing any more."""
    st.session_state.pop(_TOLD, None)


def forget_unless_refused(stands_in: Callable[[str], object]) -> None:
    """Something was typed: a refusal is told on until what stands in its field is another thing.

    One that names no field is told until the next act.
    """
    what = told()
    if (
        what is None
        or what.ending is not Ending.REFUSED
        or (what.field is not None and stands_in(what.field) != what.stood)
    ):
        forget()


@inside.uninterrupted()
def attempt(
    act: Callable[[], Callable[[], object] | None],
    done: str,
    words: Words,
    *,
    overtaken: Callable[[], None] | None = None,
    besides: Callable[[], Iterable[str]] | None = None,
    stands_in: Callable[[str], object] | None = None,
) -> None:
    """Do it, from a callback; ``act`` returns the way back where there is one.

    What goes wrong is told by the sentences that are known for it; anything else is an error.
    That somebody came first is told by ``overtaken`` where it is given, what there is to say of
    what was done by ``besides``, what stands in a field by ``stands_in``. Afterwards the whole
    screen is drawn anew, not only the drawer.
    """
    forget()
    try:
        undo = act()
    except Exception as error:
        if isinstance(error, Conflict):
            if overtaken is not None:
                overtaken()
            else:
                tell(Told(ending=Ending.OVERTAKEN, sentences=(who_came_first(error, words),)))
            return
        sentences = sentences_for_anybody(error, words)
        if not sentences:
            raise
        field = error.field if isinstance(error, Refused) else None
        tell(
            Told(
                ending=Ending.REFUSED,
                sentences=tuple(sentences),
                field=field,
                stood=stands_in(field) if stands_in and field else None,
            )
        )
        return
    tell(Told(ending=Ending.DONE, sentences=(done, *(besides() if besides else ())), undo=undo))
    st.rerun()


@inside.uninterrupted()
def attempt_each(
    acts: Mapping[str, Callable[[], Callable[[], object]]], done: Callable[[int], str], words: Words
) -> None:
    """Do each of many, from a callback, whatever becomes of the others; ``acts`` by their names.

    ``done`` says how many were done; those that were not are told by name. The way back is that
    of all that were done.
    """
    forget()
    ways_back: list[Callable[[], object]] = []
    refused: list[str] = []
    for name, act in acts.items():
        try:
            ways_back.append(act())
        except Exception as error:
            sentences = sentences_for_anybody(error, words)
            if not sentences:
                raise
            refused.append(f"{name}: {' '.join(sentences)}")
    tell(
        Told(
            ending=Ending.REFUSED if refused else Ending.DONE,
            sentences=(*((done(len(ways_back)),) if ways_back else ()), *refused),
            undo=(lambda: [undo() for undo in reversed(ways_back)]) if ways_back else None,
        )
    )
    st.rerun()


def draw_told(words: Words, fields: dict[str, str] | None = None) -> None:
    """Draw what is to be told, the name of the field first, and the way back.

    ``fields`` are the labels of the inputs by their names.
    """
    what = told()
    if what is None:
        return
    field = (fields or {}).get(what.field or "")
    with st.container(horizontal=True, vertical_alignment="center", key="told"):
        drawing.put("shared/told.html", words, told=what, field=field)
        if what.ending is not Ending.DONE:
            # On a small screen it may lie out of sight of the button that was pressed.
            _into_sight()(key="told-in-sight")
        if what.undo is not None:
            st.button(
                words.text("Undo"),
                icon=":material/undo:",
                key="told-undo",
                on_click=_undo,
                args=(what.undo, words),
            )


def draw_refusal(words: Words, fields: dict[str, str] | None = None) -> None:
    """Draw it beside the button that was pressed, where the act did not end well."""
    if ending() not in (None, Ending.DONE):
        draw_told(words, fields)


@cache
def _into_sight() -> Callable[..., Any]:
    return st.components.v2.component("ddci_into_sight", js=_SCRIPT)


def _undo(undo: Callable[[], object], words: Words) -> None:
    def act() -> None:
        undo()

    attempt(act, words.text("Undone: all is as before"), words)
