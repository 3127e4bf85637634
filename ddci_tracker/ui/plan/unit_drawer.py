"""The drawer of Kế hoạch in which units are merged, split or renamed, by one act with a preview.

Which of the three it is stands in the address. What was typed is a draft until it is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Final

import streamlit as st

from ddci_tracker.domain.plan import UnitKind
from ddci_tracker.domain.unit_changes import UnitChangeKind
from ddci_tracker.services import units
from ddci_tracker.services.acts import Act, today_of
from ddci_tracker.services.failures import acts_touched
from ddci_tracker.services.plan_edits import PlanChanges
from ddci_tracker.services.units import Followed, UnitEntry
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.people import full_name
from ddci_tracker.ui.plan import act_ending, row_preview
from ddci_tracker.ui.plan.unit_forms import FIELDS, FORMS, UnitChangeForm
from ddci_tracker.ui.shared import draft_form, outcome
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.recorded import KIND_NAMES, Recorded

# Before the kind of change in the address.
CHANGE: Final = "units-"
_NO_ROOMS: Final = (UnitKind.GROUP, UnitKind.EXTERNAL, UnitKind.LEADERSHIP)


def asked(address: str) -> UnitChangeKind | None:
    """Which change of units an address asks for, if any."""
    kind = address.removeprefix(CHANGE)
    known = address.startswith(CHANGE) and kind in list(UnitChangeKind)
    return UnitChangeKind(kind) if known else None


def draw(look: Look, kind: UnitChangeKind, close: Callable[[], None]) -> None:
    """Draw the form of a change of units; ``close`` leaves the drawer."""
    words, form = look.words, _form(look, kind)
    form.open(form.start)
    drawing.put("plan/row_head.html", words, part=form.about(), printed=None)
    draft_form.draw_restored(form, words)
    with draft_form.frame(form, words):
        form.draw_fields()
        form.draw_days()
        _draw_preview(look, form)
        outcome.draw_refusal(words, _labels(words))
        _draw_foot(look, form, close)


def _form(look: Look, kind: UnitChangeKind) -> UnitChangeForm:
    plan, tracker, actor = look.board.plan, state.tracker(), state.actor()
    register = units.register(tracker, actor, plan.agency.code)
    return FORMS[kind](
        plan=plan.id,
        name=f"plan/{CHANGE}{kind}",
        known={each.code: each for each in register if _may_change(each)},
        first_day=plan.document.counts_from + timedelta(days=1),
        today=today_of(plan, state.now()),
        revision=units.changes_so_far(tracker, actor, plan.agency.code),
        words=look.words,
    )


def _may_change(unit: UnitEntry) -> bool:
    return unit.kind not in _NO_ROOMS and unit.went is None


def _labels(words: Words) -> dict[str, str]:
    return {field: words.text(message) for field, message in FIELDS.items()}


def _draw_preview(look: Look, form: UnitChangeForm) -> None:
    """What would follow, or what keeps it from being told."""
    words = form.words
    if not form.changed().keys() - set(form.COMPANIONS):
        return
    try:
        found = units.change_units(
            state.tracker(),
            look.board.plan.agency.code,
            form.change(),
            _act(),
            preview=True,
            drop_recorded=True,
        )
    except Exception as error:
        row_preview.draw_unknown(error, words)
        return
    drawing.put(
        "plan/unit_preview.html",
        words,
        plans=[(plan, list(counted(changes, words))) for plan, changes in found.plans],
        touched=[said for _, changes in found.plans for said in acts_touched(changes, words)],
        passing=list(_passing(look, found)),
        calendars=found.calendars,
        goes_back=False,
    )


def counted(changes: PlanChanges, words: Words) -> Iterator[tuple[str, int]]:
    """How many things of each kind a plan would say otherwise."""
    things = [(each.what, each.key) for each in (*changes.added, *changes.closed)]
    things += [(each.what, each.key) for each in changes.changed]
    for kind in dict.fromkeys(what for what, _ in things):
        yield (
            words.text(KIND_NAMES[kind]),
            len({key for what, key in things if what == kind}),
        )


def _passing(look: Look, found: Followed) -> Iterator[tuple[str, list[str]]]:
    """What is open and passes to the successor, each in words."""
    words, told = look.words, Recorded(look.board.plan, look.words)
    for name, kind, keys in (
        (words.text("Open reports"), "report_act", found.reports),
        (words.text("Conclusions"), "conclusion", found.conclusions),
        (words.text("Extensions"), "extension", found.extensions),
        (words.text("Updates since"), "task_update", found.updates),
        (words.text("Reports handed in since"), "report_act", found.handed_in),
    ):
        if keys:
            yield name, [told.thing(kind, key) for key in keys]
    if found.accounts:
        yield words.text("Accounts"), [full_name(each) for each in found.accounts]


def _draw_foot(look: Look, form: UnitChangeForm, close: Callable[[], None]) -> None:
    words = form.words
    send = partial(_save, look, form, close)
    with draft_form.foot(form, words.text("Record the change of units"), send):
        if act_ending.may_lose(form):
            st.button(
                words.text("Save all the same"),
                key="units-save-losing",
                on_click=partial(send, drop=True),
            )
        st.button(
            words.text("Close, keep the draft"),
            key="units-close",
            on_click=_leave,
            args=(form, close),
        )


def _leave(form: UnitChangeForm, close: Callable[[], None]) -> None:
    form.keep()
    close()
    st.rerun()


def _save(
    look: Look, form: UnitChangeForm, close: Callable[[], None], *, drop: bool = False
) -> None:
    def record() -> None:
        with act_ending.losses_told(form, form.words):
            units.change_units(
                state.tracker(),
                look.board.plan.agency.code,
                form.change(),
                _act(form.opening.revision),
                drop_recorded=drop,
            )

    done = form.words.text("Recorded: {change}", change=form.called())
    form.send(record, done, form.words, then=close)


def _act(revision: int | None = None) -> Act:
    return Act(actor=state.actor(), now=state.now(), revision=revision)
