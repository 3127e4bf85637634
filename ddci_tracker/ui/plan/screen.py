"""Kế hoạch: the plan as it was printed, each fact with its lines, and what looks wrong in it.

Everything stands on one page, which can be searched and printed. Nothing here says how the plan
is doing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TypeVar

import streamlit as st

from ddci_tracker.domain.findings import Finding
from ddci_tracker.services import plan_things, plan_workbooks, units
from ddci_tracker.services.boards import check
from ddci_tracker.services.plan_files import export_plan
from ddci_tracker.services.plan_gaps import LeftOpen
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.people import FullNames, known_names
from ddci_tracker.ui.core.search import Search
from ddci_tracker.ui.core.seen import KEPT, Seen
from ddci_tracker.ui.plan import drafts, open_points, row_drawer
from ddci_tracker.ui.plan.facts import (
    Aim,
    BasisLine,
    DutyLine,
    Fact,
    Facts,
    PersonLine,
    RecipientLine,
    RetiredLine,
    TaskSection,
    UnitLine,
    UnitsOverTime,
    retired_lines,
    texts_of,
)
from ddci_tracker.ui.plan.findings import FindingGroup, finding_groups
from ddci_tracker.ui.shared import downloads, drawer_links, filters, outcome

T = TypeVar("T")

SEARCH = "q"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSheet:
    """What is left of a plan by a search, part by part."""

    head: tuple[Fact, ...]
    findings: tuple[FindingGroup, ...]
    aims: tuple[Aim, ...]
    sections: tuple[TaskSection, ...]
    units: tuple[UnitLine, ...]
    people: tuple[PersonLine, ...]
    duties: tuple[DutyLine, ...]
    bases: tuple[BasisLine, ...]
    recipients: tuple[RecipientLine, ...]
    retired: tuple[RetiredLine, ...]

    @property
    def tasks(self) -> int:
        """How many tasks there are."""
        return sum(len(section.tasks) for section in self.sections)

    @property
    def count(self) -> int:
        """How many lines there are in all."""
        lines = (self.head, self.aims, self.units, self.people, self.duties, self.bases)
        found = sum(len(group.lines) for group in self.findings)
        return sum(map(len, (*lines, self.recipients, self.retired))) + self.tasks + found


def draw_plans(look: Look | None) -> None:
    """Draw the plan as printed, or the drafts where there is none yet or the address asks."""
    if look is None or drafts.is_open():
        drafts.draw_drafts(look)
    else:
        draw_plan(look)


def draw_plan(look: Look) -> None:
    """Draw a plan as printed."""
    words, may_set, left_open = look.words, open_points.may_set(look), open_points.left_open(look)
    may_edit = row_drawer.may_edit(look)
    drawing.put(
        "plan/title.html",
        words,
        amendments=look.board.amendments,
        kept_back=row_drawer.is_kept_back(look),
    )
    with st.container(horizontal=True, gap="small", key="plan-filters"):
        typed = filters.search(
            SEARCH,
            words.text("Search the plan"),
            hint=words.text("Search the plan, with or without accents"),
        )
        if may_set:
            open_points.draw_button(left_open, words)
        _download(look)
        _download_book(look)
        drafts.draw_button(words)
    if not (open_points.is_open() or row_drawer.is_open()):
        outcome.draw_told(words)
    # Not Markdown: a plan is long, has no drawings, and its links stay on the page.
    findings = check(state.tracker(), state.actor(), look.board.plan.id, now=state.now())
    may = {"may_set": may_set, "may_edit": may_edit}
    gone, over_time = _retired(look, may_edit=may_edit), _units_over_time(look, may_edit=may_edit)
    seen = Seen(look)
    st.html(_printed(seen, typed, findings, left_open, gone, over_time, known_names(), **may))
    if may_set or may_edit:
        drawer_links.listen(open_points.OPEN, row_drawer.EDIT)
    if may_edit and row_drawer.is_open():
        row_drawer.draw_drawer(look)
    elif may_set:
        open_points.draw_drawer(look)


def _retired(look: Look, *, may_edit: bool) -> tuple[RetiredLine, ...]:
    """What amendments took out of the plan."""
    if not look.board.amendments:
        return ()
    gone = plan_things.retired(state.tracker(), state.actor(), look.board.plan.id, now=state.now())
    return retired_lines(gone, look.words, row_drawer.RowLinks(look) if may_edit else None)


def _units_over_time(look: Look, *, may_edit: bool) -> UnitsOverTime:
    """What became of the units of the plan, where anything did."""
    if not look.board.amendments:
        return UnitsOverTime()
    register = units.register(state.tracker(), state.actor(), look.board.plan.id)
    return UnitsOverTime.of(register, look.words, row_drawer.RowLinks(look) if may_edit else None)


@lru_cache(maxsize=KEPT)
def _printed(
    seen: Seen,
    typed: str,
    findings: tuple[Finding, ...],
    left_open: LeftOpen,
    gone: tuple[RetiredLine, ...],
    over_time: UnitsOverTime,
    called: FullNames,
    *,
    may_set: bool,
    may_edit: bool,
) -> str:
    """The plan with what a search leaves of it."""
    look, search = seen.look, Search(typed)
    links = row_drawer.RowLinks(look) if may_edit else None
    facts = Facts(
        look,
        left_open,
        called,
        partial(open_points.opens, look) if may_set else None,
        links,
        over_time,
    )
    whole = _whole(look, facts, findings, gone)
    return drawing.draw(
        "plan/plan.html",
        look.words,
        plan=look.board.plan,
        sheet=_searched(whole, search),
        entire=whole,
        searching=bool(search),
        typed=typed,
        m=search.marked,
        reports=look.link(paths.REPORTS),
        edits=facts.edits,
        notes=facts.note_links(),
        adds=facts.adds,
        many=links.many if links else None,
        gone_units=over_time.gone,
        unit_changes=over_time.changes,
        of_units=links.of_units() if links else (),
        of_agency=links.of_agency() if links else None,
    )


def _download(look: Look) -> None:
    """The plan file of the day looked at; it is written when it is asked for."""
    tracker, actor, now = state.tracker(), state.actor(), state.now()
    plan_id, day = look.board.plan.id, look.board.as_of
    downloads.offer(
        look.words.text("Download the plan file (YAML)"),
        lambda: export_plan(tracker, actor, plan_id, now=now, as_of=day),
        file_name=f"{plan_id}.yaml",
        media_type="application/yaml",
        key="plan-file",
    )


def _download_book(look: Look) -> None:
    """The workbook of the plan as it holds today."""
    tracker, actor, now, words = state.tracker(), state.actor(), state.now(), look.words
    plan_id = look.board.plan.id
    downloads.offer(
        words.text("Download the workbook"),
        lambda: plan_workbooks.export_book(tracker, actor, plan_id, words, now=now),
        file_name=f"{plan_id}.xlsx",
        media_type=drafts.XLSX,
        key="plan-workbook",
    )


def _whole(
    look: Look, facts: Facts, findings: tuple[Finding, ...], gone: tuple[RetiredLine, ...]
) -> PlanSheet:
    """The plan, part by part."""
    return PlanSheet(
        head=tuple(facts.head()),
        findings=tuple(finding_groups(findings, look.words)),
        aims=tuple(facts.aims()),
        sections=tuple(facts.task_sections()),
        units=tuple(facts.units()),
        people=tuple(facts.people()),
        duties=tuple(facts.duties()),
        bases=tuple(facts.bases()),
        recipients=tuple(facts.recipients()),
        retired=gone,
    )


def _searched(whole: PlanSheet, search: Search) -> PlanSheet:
    """What a search leaves; a group stays while one of its lines does."""
    if not search:
        return whole

    def found(items: Iterable[T]) -> tuple[T, ...]:
        return tuple(each for each in items if search.finds(texts_of(each)))

    groups = (replace(group, lines=found(group.lines)) for group in whole.findings)
    sections = (replace(section, tasks=found(section.tasks)) for section in whole.sections)
    return PlanSheet(
        head=found(whole.head),
        findings=tuple(group for group in groups if group.lines),
        aims=found(whole.aims),
        sections=tuple(section for section in sections if section.tasks),
        units=found(whole.units),
        people=found(whole.people),
        duties=found(whole.duties),
        bases=found(whole.bases),
        recipients=found(whole.recipients),
        retired=found(whole.retired),
    )
