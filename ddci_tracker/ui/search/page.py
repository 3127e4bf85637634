"""The page of the search (``/tim-kiem``): plain HTML that stands at once.

The box that ``web/static/search.js`` opens over any screen shows the same list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from markupsafe import Markup

from ddci_tracker.domain import texts
from ddci_tracker.domain.catalog import fold
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.plan_lists import FoundPlan, plans_by_name
from ddci_tracker.services.searches import (
    FEWEST_LETTERS,
    MOST,
    Found,
    FoundGroup,
    FoundKind,
    search,
)
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui.core import drawing, paths
from ddci_tracker.ui.core.search import Search
from ddci_tracker.words import formats, labels, plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.language import Language
from ddci_tracker.words.marking import N_

_HERE = Path(__file__).parent
_TOKENS = _HERE.parent / "core" / "tokens.css"
# So much of a long text is shown, and so much of it before the words that were looked for.
_SHOWN, _BEFORE = 220, 60

_GROUP_NAMES: Mapping[FoundKind, str] = {
    FoundKind.TASK: N_("Tasks"),
    FoundKind.CONCLUSION: N_("Meeting conclusions"),
    FoundKind.REPORT: N_("Reports"),
    FoundKind.EVIDENCE: N_("Evidence"),
    FoundKind.SUB_INDEX: N_("Sub-indices"),
    FoundKind.RESULT: N_("Results"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """The search for the transport: what draws it, its style, and that it has no script."""

    draw: Callable[[Actor, Mapping[str, str], datetime], str]
    style: str
    script: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A thing that was found, in words: its name, what is known of it, what was said, and where."""

    title: Markup
    about: Markup
    said: Markup | None
    plan: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HitGroup:
    """What was found of one kind."""

    name: str
    hits: tuple[Hit, ...]
    more: bool


def search_page_of(tracker: Tracker) -> SearchPage:
    """The search as the transport asks for it."""
    style = "\n".join(
        sheet.read_text(encoding="utf-8") for sheet in (_TOKENS, _HERE / "search.css")
    )

    def draw(actor: Actor, query: Mapping[str, str], now: datetime) -> str:
        words = Words.of(Language.asked(query.get("lang")))
        typed, plan = texts.line(query.get("q") or ""), texts.line(query.get("plan") or "")
        looked_for = Search(typed)
        plans = plans_by_name(tracker, actor, now=now, typed=typed, first=plan)
        found = search(tracker, actor, typed, now=now, first=plan)
        groups = [_group(each, looked_for, words) for each in found]
        if plans:
            groups.insert(0, _plans(plans, looked_for, plan, words))
        return drawing.draw(
            "search/page.html",
            words,
            language=words.language,
            typed=typed,
            plan=plan,
            groups=groups,
            fewest=FEWEST_LETTERS,
            most=MOST,
            back=drawing.link(paths.OVERVIEW, plan=plan or None, lang=words.language.parameter),
            style=Markup(style),  # noqa: S704 - files of ours
        )

    return SearchPage(draw=draw, style=style)


def _plans(plans: Sequence[FoundPlan], looked_for: Search, here: str, words: Words) -> HitGroup:
    """The plans; all of them where nothing is typed yet."""
    shown = plans[:MOST] if looked_for else plans
    return HitGroup(
        name=words.text("Plans"),
        hits=tuple(_plan(each, looked_for, here, words) for each in shown),
        more=len(plans) > len(shown),
    )


def _plan(found: FoundPlan, looked_for: Search, here: str, words: Words) -> Hit:
    first, last = found.years[0], found.years[-1]
    years = str(first) if first == last else f"{first}–{last}"
    indices = formats.listed(found.indices, words)
    about = [words.text("looked at now")] if found.entry.id == here else []
    about += [words.text("Illustration")] if found.entry.illustration else []
    return Hit(
        title=looked_for.marked(f"{found.agency}, {indices} {years}"),
        about=looked_for.marked(" · ".join(about)),
        said=None,
        plan=found.entry.id,
        link=drawing.link(paths.OVERVIEW, plan=found.entry.id, lang=words.language.parameter),
    )


def _group(group: FoundGroup, looked_for: Search, words: Words) -> HitGroup:
    return HitGroup(
        name=words.text(_GROUP_NAMES[group.what]),
        hits=tuple(_hit(each, looked_for, words) for each in group.found),
        more=group.more,
    )


def _hit(found: Found, looked_for: Search, words: Words) -> Hit:
    part = words.name(found.part.name, found.part.english_name) if found.part else None
    index = f"{found.index}: {part}" if part else found.index
    about = (*_facts(found, words), *((index,) if found.what is FoundKind.TASK else ()))
    return Hit(
        title=looked_for.marked(_title(found, index, words)),
        about=looked_for.marked(" · ".join(each for each in about if each)),
        said=_said(found, looked_for, words),
        plan=f"{found.agency}, {found.plan.year}",
        link=_link(found, words),
    )


def _title(found: Found, index: str | None, words: Words) -> str:
    if found.result is not None:
        year = words.text("year {year}", year=found.result.year)
        kind = labels.label(found.result.kind, words)
        return f"{index}, {year} ({kind}): {plan_names.result_text(found.result, words)}"
    if found.what is FoundKind.SUB_INDEX:
        return index or found.title
    if found.what is FoundKind.TASK:
        return f"{found.key}. {found.title}"
    return found.title


def _facts(found: Found, words: Words) -> Iterator[str]:
    yield ", ".join(found.units)
    if found.day is not None:
        yield words.text("due {day}", day=found.day)
    if found.result is not None:
        yield from (each for each in (found.result.of, found.result.source) if each)


def _said(found: Found, looked_for: Search, words: Words) -> Markup | None:
    if not found.said:
        return None
    said = _around(found.said, looked_for)
    if found.period is not None:
        said = f"{formats.capital(formats.period(found.period, words))}: {said}"
    return looked_for.marked(said)


def _around(text: str, looked_for: Search) -> str:
    """A long text where the words stand, without the rest."""
    if len(text) <= _SHOWN:
        return text
    at = max(min(_places(text, looked_for.parts), default=0) - _BEFORE, 0)
    begin = text.find(" ", at) + 1 if at else 0
    piece = text[begin : begin + _SHOWN]
    return f"{'… ' if begin else ''}{piece}{'…' if begin + _SHOWN < len(text) else ''}"


def _places(text: str, parts: Iterable[str]) -> Iterator[int]:
    folded = fold(text)
    yield from (place for part in parts if (place := folded.find(part)) >= 0)


def _link(found: Found, words: Words) -> str:
    at = {"plan": found.plan.id, "lang": words.language.parameter}
    match found.of or found.what:
        case FoundKind.TASK:
            sub = found.sub_index or paths.GENERAL_TASKS
            return drawing.link(paths.SUB_INDEX, **at, index=found.index, sub=sub, task=found.key)
        case FoundKind.CONCLUSION:
            return drawing.link(paths.CONCLUSIONS, **at, conclusion=found.key)
        case FoundKind.REPORT:
            asked = "report" if found.period or found.of else "duty"
            return drawing.link(paths.REPORTS, **at, **{asked: found.key})
    if found.sub_index is None:
        return drawing.link(paths.RESULTS, **at)
    return drawing.link(paths.SUB_INDEX, **at, index=found.index, sub=found.sub_index)
