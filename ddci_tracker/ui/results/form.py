"""The form of one result: of what it is, and what stands in its fields.

Not here: how the form is drawn and what its buttons do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from ddci_tracker.domain import texts
from ddci_tracker.domain.acts import ResultEntry, result_key
from ddci_tracker.domain.plan import Dispute, ListRank, RankList, Result, ResultKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.services import results
from ddci_tracker.services.acts import today_of
from ddci_tracker.services.drafts import KeptDraft
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.results import EnteredResult
from ddci_tracker.services.typed_numbers import score as read_score
from ddci_tracker.services.typed_numbers import whole
from ddci_tracker.ui.core import state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.seen import Seen
from ddci_tracker.ui.results.wording import rank_field, with_what_has_no_field, years_of
from ddci_tracker.ui.shared import ranked
from ddci_tracker.ui.shared.draft_form import DraftForm, Opening, Values
from ddci_tracker.ui.shared.ranked import Ranked
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_


def typed_result(form: DraftForm, year: int, kind: ResultKind, *, score: str, rank: str) -> Result:
    """A result by what was typed of it and, in the form, beside it; ``Refused`` for no number."""
    out_of = form.typed("out_of")
    return Result(
        year=year,
        kind=kind,
        score=read_score(score, field="score") if score else None,
        rank=whole(rank, field="rank") if rank else None,
        out_of=whole(out_of, field="out_of") if out_of else None,
        published_on=form.day("on") if kind is ResultKind.PUBLISHED else None,
        source=form.typed("source") or None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPlace:
    """Of what a result is: an index or sub-index, a year, published or an estimate.

    ``of`` names the predecessor whose result it is; blank: the agency's own.
    """

    thing: Ranked
    year: int
    kind: ResultKind
    of: str = ""

    @property
    def key(self) -> str:
        thing = self.thing
        return result_key(thing.index, thing.code, self.year, self.kind, self.of or None)

    def values(self) -> Values:
        """The place as its fields say it."""
        return {
            "thing": self.thing.key,
            "year": self.year,
            "kind": str(self.kind),
            "of": self.of,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultForm(DraftForm):
    """The form that an address asks for, with what was entered by the time it is drawn."""

    PREFIX: ClassVar[str] = "entry"
    CHOICES: ClassVar[tuple[str, ...]] = ("thing", "year", "kind")
    COMPANIONS: ClassVar[tuple[str, ...]] = (*CHOICES, "of")
    OF_THE_BLOCK: ClassVar[tuple[str, ...]] = ("median", "mean", "best_score")
    LISTS: ClassVar[tuple[str, ...]] = tuple(map(rank_field, RankList))
    DISPUTE: ClassVar[tuple[str, ...]] = (
        "dispute_source",
        "dispute_score",
        "dispute_rank",
        "dispute_why",
    )
    FIELDS: ClassVar[tuple[str, ...]] = (
        *COMPANIONS,
        *("score", "rank", "out_of", "source", "on"),
        *OF_THE_BLOCK,
        "rank_over",
        *LISTS,
        *DISPUTE,
    )
    DAYS: ClassVar[tuple[str, ...]] = ("on",)
    ANCHOR: ClassVar[str | None] = "thing"

    look: Look
    asked: str
    known: Mapping[str, EnteredResult]

    @classmethod
    def of(cls, look: Look, asked: str) -> ResultForm:
        """The form that an address asks for, as things stand now."""
        plan = look.board.plan.id
        known = results.entered_results(state.tracker(), state.actor(), plan)
        return cls(plan=plan, name=f"result/{asked}", look=look, asked=asked, known=known)

    @property
    def words(self) -> Words:
        return self.look.words

    @property
    def things(self) -> dict[str, Ranked]:
        """What may be chosen, by what an address calls it."""
        return {thing.key: thing for thing in ranked.all_of(Seen(self.look))}

    @property
    def place(self) -> ResultPlace:
        """The place that is chosen."""
        place = self._place_in({field: self.value(field) for field in self.COMPANIONS})
        return place or self._place_asked_for()

    @property
    def held(self) -> Version[ResultEntry] | None:
        """What is entered of the place that is chosen."""
        return self._held_of(self.place)

    def entry(self) -> ResultEntry:
        """What was typed; ``Refused`` for what is no number."""
        place = self.place
        score, rank = self.typed("score"), self.typed("rank")
        result = typed_result(self, place.year, place.kind, score=score, rank=rank)
        held = self.held
        if held is not None and held.value is not None:
            result = with_what_has_no_field(result, held.value.result)
        result = replace(result, **self._further(), of=place.of or None)
        others = result.disputed_by[1:]
        result = replace(result, disputed_by=(*self._dispute(), *others))
        return ResultEntry(index=place.thing.index, sub_index=place.thing.code, result=result)

    def _further(self) -> dict[str, Any]:
        """The figures of the block and the places in other lists; None where nothing is typed."""
        figures: dict[str, Any] = {
            field: read_score(typed, field=field) if typed else None
            for field in self.OF_THE_BLOCK
            for typed in (self.typed(field),)
        }
        over = self.typed("rank_over")
        figures["rank_over"] = whole(over, field="rank_over") if over else None
        figures["ranks"] = tuple(
            _list_rank(each, typed) for each in RankList if (typed := self.typed(rank_field(each)))
        )
        return figures

    def _dispute(self) -> tuple[Dispute, ...]:
        """The other source that was typed, or none."""
        source, score, rank, why = map(self.typed, self.DISPUTE)
        if not (source or score or rank or why):
            return ()
        if not source:
            raise Refused(N_("Name the other source"), field="dispute_source")
        return (
            Dispute(
                source=source,
                score=read_score(score, field="dispute_score") if score else None,
                rank=whole(rank, field="dispute_rank") if rank else None,
                why=why or None,
            ),
        )

    def read(self, body: str) -> Values:
        """What was typed; a place that can be chosen no more is left out."""
        typed = DraftForm.read(self, body)
        if self._place_in(typed) is not None:
            return typed
        return {field: typed[field] for field in typed if field not in self.COMPANIONS}

    def start(self, draft: KeptDraft | None) -> Opening:
        """What was entered of the place that the draft or the address is about."""
        place = self._place_in(self.read(draft.body)) if draft else None
        return self.stands_at(place or self._place_asked_for())

    def stands_at(self, place: ResultPlace) -> Opening:
        """The fields as what was entered of a place fills them; blank where nothing was."""
        held, known = self._held_of(place), self.known.get(place.key)
        result = held.value.result if held and held.value else None
        score = result.score if result else None
        today = today_of(self.look.board.plan, state.now())
        usual = today if place.kind is ResultKind.ESTIMATE else None
        base = {
            **place.values(),
            "score": formats.decimal(score, self.words) if score is not None else "",
            "rank": str(result.rank or "") if result else "",
            "out_of": str(result.out_of or "") if result else "",
            "source": (result.source or "") if result else "",
            **self._further_of(result),
            "on": min(held.on, today) if held else usual,
        }
        return Opening(base=base, revision=known.revision if known else 0)

    def _further_of(self, result: Result | None) -> Values:
        """The further fields as what was entered fills them."""
        figures = {field: getattr(result, field, None) for field in self.OF_THE_BLOCK}
        places = {each.list: each for each in result.ranks} if result else {}
        return {
            **{
                field: "" if figure is None else formats.decimal(figure, self.words)
                for field, figure in figures.items()
            },
            "rank_over": str(result.rank_over or "") if result else "",
            **self._dispute_of(result),
            **{
                rank_field(each): formats.rank(found.rank, found.out_of)
                if (found := places.get(each))
                else ""
                for each in RankList
            },
        }

    def _dispute_of(self, result: Result | None) -> Values:
        """The fields of the other source as what was entered fills them."""
        other = result.disputed_by[0] if result and result.disputed_by else None
        said = (
            other.source if other else "",
            formats.decimal(other.score, self.words) if other and other.score is not None else "",
            str(other.rank or "") if other else "",
            (other.why or "") if other else "",
        )
        return dict(zip(self.DISPUTE, said, strict=True))

    def follow(self) -> None:
        """Where another place was chosen, fields that nobody touched say what stands there."""
        place, base = self.place, self.opening.base
        if place.values() == {field: base[field] for field in self.COMPANIONS}:
            return
        touched = self.changed().keys() - set(self.COMPANIONS)
        stands = self.stands_at(place)
        self.build_on(stands.base, stands.revision)
        if not touched:
            self.fill(stands.base)
        self.keep()

    def _held_of(self, place: ResultPlace) -> Version[ResultEntry] | None:
        known = self.known.get(place.key)
        return known.held if known else None

    def _place_in(self, typed: Values) -> ResultPlace | None:
        """The place that fields name; None where it is none of this plan's."""
        thing, year = self.things.get(str(typed.get("thing"))), typed.get("year")
        if thing is None or year not in years_of(self.look):
            return None
        kind = ResultKind(typed.get("kind") or ResultKind.PUBLISHED)
        of = texts.line(str(typed.get("of") or ""))
        return ResultPlace(thing=thing, year=year, kind=kind, of=of)

    def _place_asked_for(self) -> ResultPlace:
        """The place whose key is asked for; else the newest year of the first index."""
        things, years = list(self.things.values()), years_of(self.look)
        held = self.known[self.asked].held if self.asked in self.known else None
        of = (held.value.result.of if held and held.value else None) or ""
        for thing in things:
            for year in years:
                for kind in ResultKind:
                    place = ResultPlace(thing=thing, year=year, kind=kind, of=of)
                    if place.key == self.asked:
                        return place
        return ResultPlace(thing=things[0], year=years[0], kind=ResultKind.PUBLISHED)


def _list_rank(chosen: RankList, typed: str) -> ListRank:
    """``12/34``, or ``12`` where the length of the list is not known."""
    field = rank_field(chosen)
    rank, _, out_of = typed.partition("/")
    return ListRank(
        list=chosen,
        rank=whole(rank, field=field),
        out_of=whole(out_of, field=field) if out_of.strip() else None,
    )


def open_form(look: Look, asked: str) -> ResultForm:
    """The form as it was left: open already, from its draft, or from what was entered."""
    form = ResultForm.of(look, asked)
    form.open(form.start)
    form.follow()
    return form
