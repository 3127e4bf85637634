"""When somebody else came first: who, when, both texts side by side, and what is taken of each.

Nothing typed is lost: it stays in the draft until it is saved or given up. What is suggested
comes from ``services.task_form``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

import streamlit as st
from markupsafe import Markup, escape

from ddci_tracker.services.my_work import OpenedTask
from ddci_tracker.services.task_form import FieldChoice, Filled, Take, choices, merged
from ddci_tracker.ui.core import drawing
from ddci_tracker.ui.core.people import full_name
from ddci_tracker.ui.my_work.form import FIELDS, TaskForm, filled_of, values_of
from ddci_tracker.ui.shared import outcome
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

_TAKES = {
    Take.THEIRS: N_("Theirs"),
    Take.MINE: N_("Mine"),
    Take.BOTH: N_("Both"),
}

# Saves a form on the revision that it was settled against.
Send = Callable[[Filled, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settling:
    """Two forms of one task, and what is to be decided between them."""

    form: TaskForm
    theirs: Filled
    mine: Filled
    revision: int
    choices: tuple[FieldChoice, ...]

    def key(self, field: str) -> str:
        return f"{self.form.key('take')}:{self.revision}:{field}"

    @property
    def taken(self) -> dict[str, Take]:
        """What was chosen for each field, else what is suggested."""
        return {
            each.field: Take(st.session_state.get(self.key(each.field)) or each.suggested)
            for each in self.choices
        }

    @property
    def result(self) -> Filled:
        return merged(self.theirs, self.mine, self.taken)


def draw_settling(
    form: TaskForm, opened: OpenedTask, words: Words, *, send: Send, close: Callable[[], None]
) -> None:
    """Draw both forms and what may be done; ``send`` saves, ``close`` closes the drawer."""
    mine, theirs = form.filled, opened.filled
    settling = _Settling(
        form=form,
        theirs=theirs,
        mine=mine,
        revision=opened.revision,
        choices=choices(filled_of(form.opening.base), theirs, mine),
    )
    drawing.put(
        "my_work/conflict.html",
        words,
        by=full_name(opened.newest.recorded_by) if opened.newest else "",
        at=opened.newest.recorded_at if opened.newest else None,
        gone=opened.holds is None,
    )
    for choice in settling.choices:
        _draw_choice(settling, choice, words)
    drawing.put(
        "shared/say.html",
        words,
        said=words.text("Both versions stay in the history of this task."),
    )
    with st.container(horizontal=True, gap="small", key="work-foot"):
        st.button(
            words.text("Save what was chosen"),
            type="primary",
            key="work-settle",
            on_click=_send,
            args=(settling, send, close, words),
        )
        st.button(words.text("Edit it further"), key="work-edit", on_click=_edit, args=(settling,))
        st.button(
            words.text("Give mine up"),
            key="work-give-up",
            type="tertiary",
            on_click=_give_up,
            args=(settling, close),
        )


def _draw_choice(settling: _Settling, choice: FieldChoice, words: Words) -> None:
    theirs, mine = _marked(
        _said(settling.theirs, choice.field, words), _said(settling.mine, choice.field, words)
    )
    label = words.text(FIELDS[choice.field])
    taken = settling.taken[choice.field]
    with st.container(key=f"work-choice-{choice.field}", gap="xsmall"):
        drawing.put(
            "my_work/choice.html",
            words,
            name=label,
            theirs=theirs,
            mine=mine,
            taken=taken,
            both_changed=choice.both_changed,
        )
        st.segmented_control(
            words.text("Taken for {field}", field=label),
            list(choice.takes),
            format_func=lambda each: words.text(_TAKES[Take(each)]),
            default=choice.suggested,
            key=settling.key(choice.field),
            required=True,
            label_visibility="collapsed",
        )


def _said(filled: Filled, field: str, words: Words) -> str:
    """What a field says, in words; empty for nothing."""
    match field:
        case "status":
            return labels.label(filled.status, words) if filled.status else ""
        case "percent":
            return f"{filled.percent.removesuffix('%').strip()}%" if filled.percent else ""
        case "done_on":
            return formats.day(filled.done_on, words) if filled.done_on else ""
        case "needs_help":
            return words.text("yes") if filled.needs_help else words.text("no")
        case "recovery":
            return filled.recovery.written() or ""
    return str(getattr(filled, field)).strip()


def _marked(theirs: str, mine: str) -> tuple[Markup, Markup]:
    """Two texts with the words marked in which they differ."""
    left, right = theirs.split(), mine.split()
    pieces: tuple[list[Markup], list[Markup]] = ([], [])
    for kind, i1, i2, j1, j2 in SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes():
        for into, told in zip(pieces, (left[i1:i2], right[j1:j2]), strict=True):
            if told:
                text = escape(" ".join(told))
                into.append(text if kind == "equal" else Markup("<mark>{}</mark>").format(text))
    return Markup(" ").join(pieces[0]), Markup(" ").join(pieces[1])


def _send(settling: _Settling, send: Send, close: Callable[[], None], words: Words) -> None:
    result = settling.result
    if result == settling.theirs:
        _give_up(settling, close)
        return
    send(result, settling.revision)


def _edit(settling: _Settling) -> None:
    outcome.forget()
    form, result = settling.form, settling.result
    form.build_on(values_of(settling.theirs), settling.revision)
    form.fill(values_of(result))
    form.keep()


def _give_up(settling: _Settling, close: Callable[[], None]) -> None:
    settling.form.throw_away()
    close()
    st.rerun()
