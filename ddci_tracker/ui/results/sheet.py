"""The table of a year's results: what was typed into it, and what each row comes to.

Not here: how the table is drawn and saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from ddci_tracker.domain.acts import ResultEntry, result_key
from ddci_tracker.domain.plan import ResultKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.acts import today_of
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.results import EnteredResult
from ddci_tracker.ui.core import state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.results.form import typed_result
from ddci_tracker.ui.results.wording import with_what_has_no_field
from ddci_tracker.ui.shared.draft_form import Opening
from ddci_tracker.ui.shared.ranked import Ranked
from ddci_tracker.ui.shared.sheet_form import SheetForm
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words

SCORE, RANK = "score", "rank"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSheet(SheetForm):
    """The table of one index, year and kind, with what was entered when it was drawn.

    Its rows and the revision of each that whoever types has seen are fields like those that go
    for every row; ``rows`` holds what the draft kept of them.
    """

    PREFIX: ClassVar[str] = "list"
    COLUMNS: ClassVar[tuple[str, ...]] = (SCORE, RANK)
    COMPANIONS: ClassVar[tuple[str, ...]] = ("revisions",)
    FIELDS: ClassVar[tuple[str, ...]] = (*COMPANIONS, "rows", "out_of", "source", "on")
    DAYS: ClassVar[tuple[str, ...]] = ("on",)
    CHOICES: ClassVar[tuple[str, ...]] = (*COMPANIONS, "rows")
    ANCHOR: ClassVar[str | None] = "on"

    look: Look
    things: tuple[Ranked, ...]
    year: int
    kind: ResultKind
    known: Mapping[str, EnteredResult]

    @classmethod
    def of(
        cls,
        look: Look,
        things: tuple[Ranked, ...],
        year: int,
        kind: ResultKind,
        known: Mapping[str, EnteredResult],
    ) -> ResultSheet:
        """The table of the things of one index."""
        name = f"results/list:{things[0].index}:{year}:{kind}"
        plan = look.board.plan.id
        return cls(
            plan=plan, name=name, look=look, things=things, year=year, kind=kind, known=known
        )

    @property
    def words(self) -> Words:
        return self.look.words

    @property
    def row_keys(self) -> tuple[str, ...]:
        return tuple(thing.key for thing in self.things)

    def known_of(self, thing: Ranked) -> EnteredResult | None:
        return self.known.get(result_key(thing.index, thing.code, self.year, self.kind))

    def held(self, thing: Ranked) -> Version[ResultEntry] | None:
        known = self.known_of(thing)
        return known.held if known else None

    def start(self, _draft: KeptDraft | None) -> Opening:
        """The table before anything is typed."""
        known = {thing.key: self.known_of(thing) for thing in self.things}
        usual = today_of(self.look.board.plan, state.now())
        base = {
            "rows": {},
            "revisions": {key: each.revision if each else 0 for key, each in known.items()},
            "out_of": "",
            "source": "",
            "on": None if self.kind is ResultKind.PUBLISHED else usual,
        }
        return Opening(base=base, revision=0)

    def seen(self, thing: Ranked) -> int:
        """The revision of a row that whoever types has seen."""
        known = self.known_of(thing)
        revisions: dict[str, int] = self.value("revisions")
        return revisions.get(thing.key, known.revision if known else 0)

    def see(self, revisions: Mapping[str, int]) -> None:
        """From now on these revisions are seen, by row: somebody was told of them."""
        self.fill({"revisions": {**self.value("revisions"), **revisions}})


def typed_before(held: Version[ResultEntry] | None, words: Words) -> tuple[str, str]:
    """The score and the rank that were entered, as somebody would type them."""
    result = held.value.result if held and held.value else None
    if result is None:
        return "", ""
    score = formats.decimal(result.score, words) if result.score is not None else ""
    return score, str(result.rank or "")


def entry_of(sheet: ResultSheet, thing: Ranked, cells: Mapping[str, str]) -> ResultEntry | None:
    """What was typed into a row; None where nothing was, or nothing else than stands."""
    held = sheet.held(thing)
    before = held.value.result if held and held.value else None
    score, rank = (
        cells.get(column, stood).strip()
        for column, stood in zip((SCORE, RANK), typed_before(held, sheet.words), strict=True)
    )
    if not cells or not (score or rank):
        return None
    typed = typed_result(sheet, sheet.year, sheet.kind, score=score, rank=rank)
    if before is not None:
        typed = replace(
            with_what_has_no_field(typed, before),
            out_of=typed.out_of or before.out_of,
            published_on=typed.published_on or before.published_on,
            source=typed.source or before.source,
        )
        if typed == before:
            return None
    return ResultEntry(index=thing.index, sub_index=thing.code, result=typed)
