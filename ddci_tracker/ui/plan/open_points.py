"""Setting what the print of a plan leaves open: the size of a top group, the members of a group.

A drawer of Kế hoạch; the address names the fact that it is about, or all of them. Due days that
are open are set on Báo cáo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import streamlit as st
from markupsafe import Markup

from ddci_tracker.domain.plan import Members, MembersBasis
from ddci_tracker.services import plan_gaps
from ddci_tracker.services.acts import Act
from ddci_tracker.services.permissions import Action
from ddci_tracker.services.plan_gaps import LeftOpen, OpenGroup, Setting, TopGroup
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.typed_numbers import whole
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.people import known_names
from ddci_tracker.ui.shared import drawer_links, outcome, seen_revision
from ddci_tracker.ui.shared.autosave import choices_closed, kept_choice, kept_fields, let_go
from ddci_tracker.words import sources
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

OPEN, EVERYTHING = "open", "all"
_WIDTH = 560

OpenFact = TopGroup | OpenGroup


def may_set(look: Look) -> bool:
    """Whether whoever looks may set from here what the plan leaves open."""
    agency = look.board.plan.agency.code
    return not look.read_only and state.actor().may(Action.COMPLETE_PLAN, agency=agency)


def left_open(look: Look) -> LeftOpen:
    """What the plan looked at leaves open, and who set what."""
    return plan_gaps.left_open(
        state.tracker(),
        state.actor(),
        look.board.plan.id,
        as_of=look.board.as_of,
        known_at=look.selection.known_at,
    )


def key_of(fact: OpenFact) -> str:
    """Names a fact among all that are open."""
    return fact.key if isinstance(fact, TopGroup) else fact.unit.code


def opens(look: Look, fact: OpenFact) -> Markup:
    """The attributes of a link that opens the form of a fact."""
    key = key_of(fact)
    return drawer_links.attributes(look.link(paths.PLAN, **{OPEN: key}), **{OPEN: key})


def draw_button(facts: LeftOpen, words: Words) -> None:
    """Draw the button that opens the drawer, where anything is open."""
    if facts.top_groups or facts.groups:
        st.button(
            words.text("What the plan leaves open"),
            icon=":material/edit_square:",
            on_click=_open,
        )


def is_open() -> bool:
    """Whether the drawer is what the address asks for."""
    return OPEN in st.query_params


def draw_drawer(look: Look) -> None:
    """Draw the drawer that the address asks for, if any."""
    asked = st.query_params.get(OPEN)
    if asked is not None:
        title = look.words.text("What the plan leaves open")
        drawer = st.dialog(title, width=_WIDTH, position="right", on_dismiss=_close)
        drawer(_draw_facts)(look, asked)


def _open() -> None:
    _forget()
    state.choose(OPEN, EVERYTHING)


def _close() -> None:
    _forget()
    choices_closed()
    state.choose(OPEN, None)


def _forget() -> None:
    outcome.forget()
    seen_revision.forget()


def _draw_facts(look: Look, asked: str) -> None:
    words, found = look.words, left_open(look)
    facts: list[OpenFact] = [*found.top_groups, *found.groups]
    outcome.draw_told(
        words, {"size": words.text("Places"), "members": words.text("Members of the group")}
    )
    for fact in [each for each in facts if key_of(each) == asked] or facts:
        if isinstance(fact, TopGroup):
            _draw_top_group(look, fact)
        else:
            _draw_group(look, fact)


def _seen(fact: OpenFact) -> int:
    """The revision of a fact that whoever types has seen; it moves when they are told."""
    return seen_revision.seen(_form(fact), fact.revision)


def _form(fact: OpenFact) -> str:
    """What the browser calls the form of a fact."""
    return f"open/{key_of(fact)}"


def _draw_top_group(look: Look, fact: TopGroup) -> None:
    words = look.words
    drawing.put(
        "plan/open_top_group.html",
        words,
        name=name_of(look, fact),
        fact=fact,
        who=_who(fact.set_by, words),
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = _size_key(fact)
        with kept_fields(_form(fact), {"size": key}, revision=_seen(fact)):
            stands = "" if key in st.session_state else str(fact.target.rank or "")
            st.text_input(
                words.text("How many places the group has"), value=stands, key=key, width=240
            )
        st.button(
            words.text("Save"),
            type="primary",
            key=f"open-save:{fact.key}",
            on_click=_size,
            args=(look, fact),
        )
        if fact.target.rank is not None:
            _draw_take_back(look, fact, _leave_open)


def _draw_group(look: Look, fact: OpenGroup) -> None:
    words, plan, unit = look.words, look.board.plan, fact.unit
    set_here = unit.members is not None and unit.members.basis is MembersBasis.ENTERED
    drawing.put(
        "plan/open_group.html",
        words,
        unit=unit,
        set_here=set_here,
        who=_who(fact.set_by, words),
        duties=[duty.code for duty in plan.report_duties if unit.code in duty.from_units],
    )
    units = {each.code: each.name for each in plan.units if each.may_have_staff}
    stand = [code for code in unit.members.units if code in units] if unit.members else []
    key = f"open-members:{unit.code}"
    with kept_fields(_form(fact), {}, revision=_seen(fact)):
        st.multiselect(
            words.text("Members of the group"),
            list(units),
            default=stand,
            format_func=units.__getitem__,
            key=kept_choice(_form(fact), "members", key, list(units), stands=stand),
            select_all=False,
        )
    with st.container(horizontal=True):
        st.button(
            words.text("Save"),
            type="primary",
            key=f"open-save:{unit.code}",
            on_click=_name_members,
            args=(look, fact),
        )
        if set_here:
            _draw_take_back(look, fact, _infer_again)


def _draw_take_back(look: Look, fact: OpenFact, act: Callable[..., None]) -> None:
    st.button(
        look.words.text("Take back"),
        icon=":material/undo:",
        key=f"open-back:{key_of(fact)}",
        on_click=act,
        args=(look, fact),
    )


def name_of(look: Look, fact: TopGroup) -> str:
    """What a target is for, as the plan calls it."""
    if fact.sub_index is None:
        return look.words.text("Whole index {index}", index=fact.index)
    found: Iterator[str] = (
        each.printed_name
        for each in look.board.plan.sub_indices
        if (each.index, each.code) == (fact.index, fact.sub_index)
    )
    return next(found, fact.sub_index)


def _who(setting: Setting | None, words: Words) -> str | None:
    return sources.set_by(setting.by, setting.at, known_names(), words) if setting else None


def _size_key(fact: TopGroup) -> str:
    """The key of the field for the size of a group."""
    return f"open-size:{fact.key}"


def _size(look: Look, fact: TopGroup) -> None:
    key = _size_key(fact)
    typed = st.session_state[key]
    done = look.words.text("Saved: the group has {count} places", count=typed.strip())

    def size(revision: int) -> int:
        if not typed.strip():
            raise Refused(N_("Write how many places the group has"), field="size")
        made = _sized(look, fact, whole(typed, field="size"), revision)
        let_go(_form(fact), {"size": key})
        return made

    _attempt(look, fact, size, done)


def _leave_open(look: Look, fact: TopGroup) -> None:
    done = look.words.text("Taken back: the size is open again")
    _attempt(look, fact, partial(_sized, look, fact, None), done)


def _sized(look: Look, fact: TopGroup, places: int | None, revision: int) -> int:
    made = plan_gaps.size_top_group(
        state.tracker(), look.board.plan.id, fact.key, places, _act(revision)
    )
    return made.revision


def _name_members(look: Look, fact: OpenGroup) -> None:
    units = tuple(st.session_state[f"open-members:{fact.unit.code}"])
    done = look.words.text("Saved: the members of {group}", group=fact.unit.name)
    _attempt(look, fact, partial(_named, look, fact, units), done)


def _infer_again(look: Look, fact: OpenGroup) -> None:
    done = look.words.text("Taken back: the members are inferred again")
    _attempt(look, fact, partial(_named, look, fact, None), done)


def _named(look: Look, fact: OpenGroup, units: tuple[str, ...] | None, revision: int) -> int:
    made = plan_gaps.set_members(
        state.tracker(), look.board.plan.id, fact.unit.code, units, _act(revision)
    )
    st.session_state.pop(f"open-members:{fact.unit.code}", None)
    return made.revision


def _act(revision: int) -> Act:
    return Act(actor=state.actor(), now=state.now(), revision=revision)


def _attempt(look: Look, fact: OpenFact, act: Callable[[int], int], done: str) -> None:
    """Do it from the revision that was seen; who came first is told, and may be overruled then."""

    def record() -> Callable[[], object]:
        seen_revision.sees(_form(fact), act(_seen(fact)))
        return partial(_bring_back, look, fact)

    outcome.attempt(record, done, look.words)
    if outcome.ending() is outcome.Ending.OVERTAKEN:
        _tell_who_came_first(look, key_of(fact))


def _tell_who_came_first(look: Look, key: str) -> None:
    words, found = look.words, left_open(look)
    facts: list[OpenFact] = [*found.top_groups, *found.groups]
    now = next(each for each in facts if key_of(each) == key)
    seen_revision.sees(_form(now), now.revision)
    who = _who(now.set_by, words)
    first = (
        words.text("Set meanwhile by {who}.", who=who)
        if who
        else words.text("Somebody else has changed this meanwhile.")
    )
    outcome.tell_overtaken(first, words)


def _bring_back(look: Look, fact: OpenFact) -> None:
    """What stood before, as another version."""
    if isinstance(fact, TopGroup):
        made = _sized(look, fact, fact.target.rank, _seen(fact))
        st.session_state.pop(_size_key(fact), None)
    else:
        made = _named(look, fact, _entered(fact.unit.members), _seen(fact))
    seen_revision.sees(_form(fact), made)


def _entered(members: Members | None) -> tuple[str, ...] | None:
    """The members to be set again; None where they were inferred."""
    entered = members is not None and members.basis is MembersBasis.ENTERED
    return members.units if members is not None and entered else None
