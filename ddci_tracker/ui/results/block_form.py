"""Entering the table of a block on Kết quả: a paste from Excel of who scored what in a year.

From it follow the median, the mean and the best of the block, and who stands next to the agency.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import streamlit as st

from ddci_tracker.domain.block_tables import BlockTable
from ddci_tracker.domain.versions import Version
from ddci_tracker.services import block_tables
from ddci_tracker.services.acts import Act
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.people import known_names
from ddci_tracker.ui.core.seen import Seen
from ddci_tracker.ui.results.about import choose_index_and_year
from ddci_tracker.ui.results.wording import field_labels
from ddci_tracker.ui.shared import draft_form, outcome, ranked
from ddci_tracker.ui.shared.autosave import kept_fields
from ddci_tracker.ui.shared.draft_form import DraftForm, Opening
from ddci_tracker.words import reasons, sources
from ddci_tracker.words.catalogue import Words

_HEIGHT = 260


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockForm(DraftForm):
    """The table of one index and year, as it is pasted; ``newest`` is what was recorded last."""

    PREFIX: ClassVar[str] = "block"
    FIELDS: ClassVar[tuple[str, ...]] = ("table",)
    ANCHOR: ClassVar[str | None] = "table"

    look: Look
    index: str
    year: int
    newest: Version[BlockTable] | None

    @property
    def words(self) -> Words:
        return self.look.words

    @property
    def revision(self) -> int:
        return self.newest.revision if self.newest else 0

    @property
    def held(self) -> BlockTable | None:
        return self.newest.value if self.newest else None

    def start(self, _draft: KeptDraft | None) -> Opening:
        """An empty field: a new table takes the place of the one before."""
        return Opening(base={"table": ""}, revision=self.revision)


def draw_block(look: Look) -> None:
    """Draw the choice of index and year, what stands, and the field for the paste."""
    words = look.words
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        form = _chosen(look)
    form.open(form.start)
    with draft_form.frame(form, words):
        stood = _stands(form)
        drawing.put("results/block_form.html", words, stood=stood, index=form.index, year=form.year)
        draft_form.draw_restored(form, words)
        st.text_area(
            words.text("The table with its head: agency, score, rank, and sub-indices if known"),
            key=form.key("table"),
            height=_HEIGHT,
            on_change=form.keep,
        )
        outcome.draw_told(words, field_labels(words))
        with draft_form.foot(form, words.text("Save the table"), partial(_save, form)):
            pass


def _chosen(look: Look) -> BlockForm:
    plan = look.board.plan.id
    indices = list(dict.fromkeys(thing.index for thing in ranked.all_of(Seen(look))))
    about = f"block-about/{plan}"
    with kept_fields(about, {}):
        index, year = choose_index_and_year(look, about, indices)
    return BlockForm(
        plan=plan,
        name=f"results/block:{index}:{year}",
        look=look,
        index=index,
        year=year,
        newest=block_tables.newest_table(state.tracker(), state.actor(), plan, index, year),
    )


def _stands(form: BlockForm) -> str | None:
    """How long the table is that was recorded, by whom and when."""
    if form.newest is None or form.held is None:
        return None
    words, newest = form.words, form.newest
    who = sources.set_by(newest.recorded_by, newest.recorded_at, known_names(), words)
    counted = words.plural("{count} agency", "{count} agencies", count=len(form.held.rows))
    return f"{counted}; {who}"


def _save(form: BlockForm) -> None:
    words, stood = form.words, form.held

    def record() -> Callable[[], object]:
        made = block_tables.add_table(
            state.tracker(),
            form.plan,
            form.index,
            form.year,
            str(form.value("table") or ""),
            _act(form.opening.revision),
        )
        form.build_on(form.opening.base, made.revision)
        return partial(_put_back, form, made.key, stood, made.revision)

    done = words.text(
        "Saved: the table of the block in {index} for {year}", index=form.index, year=form.year
    )
    form.send(record, done, words, then=partial(_empty, form), besides=lambda: tuple(_doubts(form)))


def _empty(form: BlockForm) -> None:
    form.fill({"table": ""})
    form.build_on({"table": ""}, form.opening.revision)


def _doubts(form: BlockForm) -> Iterator[str]:
    """What contradicts the table that was saved."""
    for each in block_tables.contradictions(
        state.tracker(),
        state.actor(),
        form.plan,
        now=state.now(),
        index=form.index,
        year=form.year,
    ):
        yield form.words.text(
            "Please check: {doubt}.", doubt=reasons.sentence(each.reason, form.words)
        )


def _put_back(form: BlockForm, key: str, stood: BlockTable | None, revision: int) -> None:
    made = block_tables.put_back(state.tracker(), form.plan, key, stood, _act(revision))
    if form.is_open:
        form.build_on(form.opening.base, made.revision)


def _act(revision: int) -> Act:
    return Act(actor=state.actor(), now=state.now(), revision=revision)
