"""What stands of a result before somebody enters one, in words: in print, and as entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ddci_tracker.domain.acts import ResultEntry
from ddci_tracker.domain.plan import RankList, Result, ResultKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.services.acts import today_of
from ddci_tracker.ui.core import state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.shared.ranked import Ranked
from ddci_tracker.words import labels, plan_names, sources
from ddci_tracker.words.catalogue import Words

# No index is older.
FIRST_DAY = date(2000, 1, 1)
# How many years back somebody may choose.
_YEARS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """Figures and where they come from; None where there are none."""

    printed: str | None
    printed_where: str | None
    entered: str | None
    entered_by: str | None
    further: str | None


def stands_of(
    thing: Ranked,
    year: int,
    kind: ResultKind,
    held: Version[ResultEntry] | None,
    people: Mapping[str, str],
    words: Words,
) -> Stands:
    """What stands of one result; ``held`` is what was entered of it."""
    printed = printed_of(thing, year, kind)
    entered = held.value.result if held and held.value else None
    further = [
        words.text("published on {day}", day=entered.published_on)
        if entered and entered.published_on
        else None,
        words.text("source: {source}", source=entered.source) if entered and entered.source else "",
    ]
    return Stands(
        printed=plan_names.result_text(printed, words, " · ") if printed else None,
        printed_where=sources.of_printed(printed, thing.printed, words) if printed else None,
        entered=plan_names.result_text(entered, words, " · ") if entered else None,
        entered_by=sources.set_by(held.recorded_by, held.recorded_at, people, words)
        if held
        else None,
        further="; ".join(part for part in further if part) or None,
    )


def printed_of(thing: Ranked, year: int, kind: ResultKind) -> Result | None:
    """What is printed of a year, in this plan or another one of the agency."""
    results = thing.standing.results
    found = next((r for r in thing.results if (r.year, r.kind) == (year, kind)), None)
    if found is None or found.derived:
        return None
    entry = results.entry_of(found)
    return entry.printed if entry else found


def with_what_has_no_field(result: Result, before: Result) -> Result:
    """Keep the further figures of a press release, which the form does not ask for."""
    return replace(
        result,
        score_change=before.score_change if result.score == before.score else None,
        rank_change=before.rank_change if result.rank == before.rank else None,
        previous_rank=before.previous_rank,
        improvement_rank=before.improvement_rank,
        best_score=before.best_score,
        median=before.median,
        mean=before.mean,
        ranks=before.ranks,
        rank_over=before.rank_over if result.rank is None else None,
        of=before.of,
        disputed_by=before.disputed_by,
    )


def rank_field(chosen: RankList) -> str:
    """The field of a form in which the place in one list is typed, such as 12/34."""
    return f"rank_{chosen}"


def years_of(look: Look) -> list[int]:
    """The years whose results show on a plan, as far as they have begun; the newest first."""
    last = min(look.board.plan.year, today_of(look.board.plan, state.now()).year)
    return list(range(last, last - _YEARS, -1))


def field_labels(words: Words) -> dict[str, str]:
    """What the inputs are called, by the field that is refused."""
    return {
        "score": words.text("Score"),
        "rank": words.text("Rank"),
        "out_of": words.text("Of how many"),
        "median": words.text("Median of the block"),
        "mean": words.text("Mean of the block"),
        "best_score": words.text("Best score of the block"),
        "rank_over": words.text("Only known: beyond place"),
        "ranks": words.text("Ranks in other lists"),
        **{
            rank_field(each): words.text("Rank {list}", list=labels.label(each, words))
            for each in RankList
        },
        "of": words.text("Predecessor"),
        "dispute_source": words.text("Other source"),
        "dispute_score": words.text("Its score"),
        "dispute_rank": words.text("Its rank"),
        "dispute_why": words.text("Why it is not the one used"),
        "published_on": words.text("Day of publication"),
        "on": words.text("Day"),
        "year": words.text("Year"),
    }
