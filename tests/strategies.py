"""Hypothesis strategies for the domain's shapes: whole plans that a plan file may hold.

What they draw is sound by itself and against the shipped catalogue, and otherwise as odd as it
may be: texts that YAML would take for something else, every kind of target, empty lists.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from ddci_tracker.domain.plan import (
    Agency,
    Cadence,
    DayOfYear,
    Direction,
    Dispute,
    Document,
    DueRule,
    Kpi,
    LegalBasis,
    Lines,
    ListRank,
    Members,
    MembersBasis,
    Note,
    Overall,
    OwnSubIndex,
    Person,
    Plan,
    RankList,
    Recipient,
    ReportDuty,
    Result,
    ResultKind,
    ScoreBand,
    Signer,
    SubIndex,
    SubIndexGroup,
    Target,
    TargetKind,
    TargetOf,
    Task,
    Unit,
    UnitKind,
    Years,
)
from ddci_tracker.domain.texts import line, prose

SUB_INDICES = {
    "DDCI": ["transparency", "time_cost", "informal_cost", "fair_competition", "leadership"],
    "PCI": ["market_entry", "land_access", "transparency", "legal_security"],
}
DAYS = st.dates(min_value=date(2018, 1, 1), max_value=date(2029, 12, 31))
YEARS = st.integers(min_value=2018, max_value=2029)
PLACES = st.integers(min_value=1, max_value=60)

# Texts that a careless writer of YAML turns into something else.
_TREACHEROUS = [
    *("no", "Yes", "on", "null", "~", "true", "y", "=", "<<", "---", "...", "?", "-", "- x"),
    *("2.10", "08", "0x1F", "1_000", "1e3", "12:30", ".5", "+3", "2023-04-13", "31/KH-UBND"),
    *("a: b", "a:", ": a", "a #b", "#a", "[a]", "a, b", "{a}", "a]", "'", '"', 'a"b', "\\", "a\\n"),
    *("&a", "*a", "!a", "%a", "@a", "`a", "|", ">", " a", "a ", "a\u00a0b", "“a”", "– a", "😀"),
]
_CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"]
)
_LETTERS = st.text(alphabet=_CHARACTERS, min_size=1, max_size=12).filter(str.strip)


def texts() -> st.SearchStrategy[str]:
    """One line of any visible characters in the one form, not blank."""
    words = st.sampled_from(["Văn phòng Sở", "Phòng Lãnh sự - Hợp tác quốc tế", *_TREACHEROUS])
    long = st.lists(words, min_size=2, max_size=9).map(" ".join)
    return (words | _LETTERS | long).map(line).filter(bool)


def proses() -> st.SearchStrategy[str]:
    """One or more lines of text."""
    return texts() | st.lists(texts(), min_size=2, max_size=3).map("\n".join).map(prose)


def codes() -> st.SearchStrategy[str]:
    """Codes of units, people and duties, those that look like other things among them."""
    return st.from_regex(r"[A-ZĐ][A-Za-z0-9_.-]{0,7}", fullmatch=True) | st.sampled_from(
        ["NO", "Y", "1", "2.10", "1e3", "null", "TTĐN", "II.1.1-01"]
    )


def decimals(high: int) -> st.SearchStrategy[Decimal]:
    """Decimals from 0 to ``high`` with none to three printed places."""
    return st.integers(min_value=0, max_value=3).flatmap(
        lambda places: st.integers(min_value=0, max_value=high * 10**places).map(
            lambda number: Decimal(number).scaleb(-places)
        )
    )


def lines() -> st.SearchStrategy[Lines]:
    """First and last line, in this order."""
    numbers = st.integers(min_value=1, max_value=700)
    return st.tuples(numbers, numbers).map(lambda pair: Lines(min(pair), max(pair)))


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _tuples(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=most).map(tuple)


_INCREASES = (TargetOf.POINTS, TargetOf.PLACES, TargetOf.PERCENT)
_OF_THE_BLOCK = (TargetOf.MEDIAN, TargetOf.MEAN, TargetOf.BEST)
_SCORED = (TargetKind.ABOVE, TargetKind.AT_LEAST, TargetKind.REACH, TargetKind.ABOUT)
_RANKED = (TargetKind.RANK_AT_MOST, TargetKind.HOLD_RANK, TargetKind.TOP_GROUP)


@st.composite
def targets(draw: st.DrawFn, maximum: int, first_year: int) -> Target:
    """A target of any kind with the fields of its kind; scores up to ``maximum``."""
    kind = draw(st.sampled_from(TargetKind))
    fields: dict[str, Any] = {
        "year": draw(_maybe(st.integers(first_year, 2035))),
        "text": draw(proses() if kind is TargetKind.QUALITATIVE else _maybe(proses())),
        "lines": draw(_maybe(lines())),
    }
    places = kind is TargetKind.RANK_RANGE
    if kind is TargetKind.INCREASE:
        fields["of"] = draw(st.sampled_from(_INCREASES))
        places = fields["of"] is TargetOf.PLACES
    if kind is TargetKind.VERSUS:
        fields["of"] = draw(st.sampled_from(_OF_THE_BLOCK))
        fields["margin"] = draw(_maybe(decimals(maximum)))
        fields["strict"] = draw(st.booleans())
    if kind is TargetKind.BAND:
        fields["band"] = draw(texts())
    if kind in (TargetKind.INCREASE, TargetKind.HOLD_RANK, TargetKind.HOLD_SCORE):
        fields["base_year"] = draw(_maybe(st.integers(2000, first_year - 1)))
    if kind in _SCORED:
        fields["value"] = draw(decimals(maximum))
    if kind in (TargetKind.RANGE, TargetKind.RANK_RANGE, TargetKind.INCREASE):
        bound = PLACES.map(Decimal) if places else decimals(maximum)
        low, high = sorted(draw(st.tuples(bound, bound)))
        fields["low"] = low
        fields["high"] = draw(_maybe(st.just(high))) if kind is TargetKind.INCREASE else high
    if kind in _RANKED:
        rank = PLACES if kind is TargetKind.RANK_AT_MOST else _maybe(PLACES)
        fields["rank"] = draw(rank)
        fields["out_of"] = draw(_maybe(st.just((fields["rank"] or 1) + draw(PLACES))))
    if kind in (*_RANKED, TargetKind.RANK_RANGE, TargetKind.INCREASE, TargetKind.VERSUS):
        fields["list"] = draw(_maybe(st.sampled_from(RankList)))
    return Target(kind=kind, **fields)


@st.composite
def list_ranks(draw: st.DrawFn, chosen: RankList) -> ListRank:
    """A place in one list."""
    rank = draw(PLACES)
    return ListRank(list=chosen, rank=rank, out_of=draw(_maybe(st.just(rank + draw(PLACES)))))


@st.composite
def disputes(draw: st.DrawFn, maximum: int) -> Dispute:
    """What another source says of a result."""
    return Dispute(
        source=draw(texts()),
        score=draw(_maybe(decimals(maximum))),
        rank=draw(_maybe(PLACES)),
        why=draw(_maybe(texts())),
    )


@st.composite
def results(draw: st.DrawFn, maximum: int, last_year: int) -> Result:
    """A result of which any figure may be unknown."""
    rank = draw(_maybe(PLACES))
    improvement = draw(_maybe(PLACES))
    last_place = max(rank or 1, improvement or 1)
    return Result(
        year=draw(st.integers(2000, last_year)),
        kind=draw(st.sampled_from(ResultKind)),
        score=draw(_maybe(decimals(maximum))),
        rank=rank,
        out_of=draw(_maybe(st.just(last_place + draw(PLACES)))),
        score_change=draw(_maybe(decimals(maximum) | decimals(maximum).map(lambda each: -each))),
        rank_change=draw(_maybe(st.integers(min_value=-60, max_value=60))),
        previous_rank=draw(_maybe(PLACES)),
        improvement_rank=improvement,
        best_score=draw(_maybe(decimals(maximum))),
        ranks=tuple(
            draw(list_ranks(each))
            for each in draw(st.lists(st.sampled_from(RankList), max_size=2, unique=True))
        ),
        # No list of these is shorter than the place that a rank lies beyond.
        rank_over=None if rank else draw(_maybe(st.just(1))),
        of=draw(_maybe(texts())),
        median=draw(_maybe(decimals(maximum))),
        mean=draw(_maybe(decimals(maximum))),
        disputed_by=draw(_tuples(disputes(maximum), 1)),
        derived=draw(st.booleans()),
        published_on=draw(_maybe(DAYS)),
        source=draw(_maybe(texts())),
        text=draw(_maybe(proses())),
        lines=draw(_maybe(lines())),
    )


# How many days a year a rule lists for the periods of a cadence; a yearly one as many as it likes.
_LISTED = {
    Cadence.YEARLY: st.integers(1, 3),
    Cadence.HALF_YEARLY: st.just(2),
    Cadence.QUARTERLY: st.just(4),
}


@st.composite
def listed_days(draw: st.DrawFn, cadence: Cadence) -> DueRule:
    """A due rule that lists days of the year, each once, for a cadence that may have such ones."""
    listed = st.builds(
        DayOfYear,
        inclusive=st.booleans(),
        day=st.integers(2, 28),
        month=st.integers(1, 12),
        of_next_year=st.booleans(),
    )
    size = draw(_LISTED[cadence])
    days = st.lists(listed, min_size=size, max_size=size, unique_by=_day_meant)
    return DueRule(inclusive=True, days=tuple(draw(days)))


def _day_meant(listed: DayOfYear) -> tuple[bool, int, int]:
    """ "Trước 11/6" and "chậm nhất 10/6" are one day."""
    return listed.of_next_year, listed.month, listed.day - (not listed.inclusive)


@st.composite
def due_rules(draw: st.DrawFn, cadence: Cadence) -> DueRule:
    """A due rule that fits a cadence which has periods."""
    form = draw(st.sampled_from(["day", "within", "days"]))
    if form == "within":
        after = draw(_maybe(st.integers(1, 31)))
        return DueRule(inclusive=True, working_days=draw(st.integers(1, 99)), after_day=after)
    if form == "days" and cadence in _LISTED:
        return draw(listed_days(cadence))
    if cadence is Cadence.WEEKLY:
        return DueRule(inclusive=draw(st.booleans()), weekday=draw(st.integers(1, 7)))
    of_cadence: dict[Cadence, dict[str, Any]] = {
        Cadence.NINE_MONTHS: {"month": 9},
        Cadence.QUARTERLY: {"month_of_quarter": 3},
        Cadence.HALF_YEARLY: {"month_of_half": 6},
        Cadence.YEARLY: {"month": 12},
        Cadence.ONCE: {"month": 11},
    }
    month = draw(st.sampled_from([{}, of_cadence.get(cadence, {}), {"of_next_period": True}]))
    day = draw(st.integers(min_value=1, max_value=31))
    return DueRule(inclusive=draw(st.booleans()), day=day, **month)


@st.composite
def report_duties(draw: st.DrawFn, code: str, units: list[str]) -> ReportDuty:
    """A duty to report between units of the plan."""
    cadence = draw(_maybe(st.sampled_from(Cadence)))
    with_periods = (
        Cadence.WEEKLY,
        Cadence.NINE_MONTHS,
        Cadence.MONTHLY,
        Cadence.QUARTERLY,
        Cadence.HALF_YEARLY,
        Cadence.YEARLY,
        Cadence.ONCE,
    )
    return ReportDuty(
        code=code,
        from_units=draw(_some(units, least=1)),
        to_units=draw(_some(units)),
        cadence=cadence,
        due=draw(_maybe(due_rules(cadence))) if cadence in with_periods else None,
        text=draw(_maybe(proses())),
        lines=draw(_maybe(lines())),
    )


@st.composite
def duties_on_listed_days(draw: st.DrawFn, code: str, units: list[str]) -> ReportDuty:
    """A duty that is due on days of the year which the plan lists."""
    cadence = draw(st.sampled_from(sorted(_LISTED)))
    return ReportDuty(
        code=code,
        from_units=draw(_some(units, least=1)),
        to_units=draw(_some(units)),
        cadence=cadence,
        due=draw(listed_days(cadence)),
    )


def _some(units: list[str], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    if not units:
        return st.just(())
    return st.lists(st.sampled_from(units), min_size=least, max_size=4, unique=True).map(tuple)


def kpis() -> st.SearchStrategy[Kpi]:
    """A figure printed for a task."""
    return st.builds(
        Kpi,
        text=proses(),
        value=_maybe(decimals(1000)),
        unit=_maybe(texts()),
        direction=_maybe(st.sampled_from(Direction)),
        scope=_maybe(texts()),
    )


def tasks(code: str, units: list[str]) -> st.SearchStrategy[Task]:
    """A task of a given code between units of the plan."""
    return st.builds(
        Task,
        code=st.just(code),
        title=texts(),
        section=_maybe(st.sampled_from(["II.1.1", "2.10", "1", "II.2.a"])),
        lines=_maybe(lines()),
        lead=_some(units),
        with_units=_some(units),
        cadence=_maybe(st.sampled_from(Cadence)),
        start=_maybe(DAYS),
        due=_maybe(DAYS),
        kpi=_maybe(kpis()),
    )


@st.composite
def units(draw: st.DrawFn) -> tuple[Unit, ...]:
    """Units of one agency, groups of them last."""
    kinds = st.sampled_from([kind for kind in UnitKind if kind is not UnitKind.GROUP])
    named = draw(st.lists(codes(), max_size=5, unique=True))
    plain = [
        Unit(code=code, name=draw(texts()), kind=draw(kinds), aliases=draw(_tuples(texts(), 2)))
        for code in named
    ]
    if not named or not draw(st.booleans()):
        return tuple(plain)
    basis = draw(st.sampled_from(MembersBasis))
    members = Members(units=draw(_some(named, least=1)), basis=basis)
    group = Unit(code="CAC-PHONG", name=draw(texts()), kind=UnitKind.GROUP, members=members)
    return (*plain, group)


@st.composite
def documents(draw: st.DrawFn, year: int) -> Document:
    """A paper whose number, day and signer may be blank."""
    issued_on = draw(_maybe(DAYS))
    return Document(
        title=draw(texts()),
        year=year,
        number=draw(_maybe(texts())),
        symbol=draw(_maybe(texts())),
        issued_on=issued_on,
        issued_not_before=None if issued_on else draw(_maybe(DAYS)),
        signer=draw(
            _maybe(
                st.builds(
                    Signer,
                    name=_maybe(texts()),
                    role=_maybe(texts()),
                    on_behalf_of=_maybe(texts()),
                )
            )
        ),
        years=draw(_maybe(st.integers(1, 5).map(lambda more: Years(year, year + more)))),
    )


def _once_a_year(found: list[Result]) -> tuple[Result, ...]:
    return tuple({(result.year, result.kind, result.of): result for result in found}.values())


def _results(maximum: int, last_year: int) -> st.SearchStrategy[tuple[Result, ...]]:
    return st.lists(results(maximum, last_year), max_size=2).map(_once_a_year)


@st.composite
def overalls(draw: st.DrawFn, index: str, year: int) -> Overall:
    """A whole index, maybe with a scale and bands of its own that leave room for any score."""
    names = draw(st.lists(texts(), max_size=3, unique=True))
    starts = sorted(draw(st.lists(decimals(100), max_size=3, unique=True)))
    bands = tuple(
        ScoreBand(name=name, from_score=start) for name, start in zip(names, starts, strict=False)
    )
    return Overall(
        index=index,
        minimum=draw(_maybe(st.just(Decimal("0.0")))),
        maximum=draw(_maybe(st.just(Decimal("101.50")))),
        bands=bands,
        targets=draw(_tuples(targets(100, year), 1)),
        results=draw(_results(100, year)),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A whole plan of which every part may be missing."""
    year = draw(YEARS)
    suffix = draw(st.sampled_from(["", "-PAR", "-B"]))
    agency = draw(
        st.builds(
            Agency,
            code=st.sampled_from(["SNGV-LS", "SCT-KG"]),
            name=texts(),
            short_name=texts(),
            province=texts(),
            block=texts(),
        )
    )
    members = draw(units())
    unit_codes = [unit.code for unit in members]
    named = draw(st.lists(codes(), max_size=2, unique=True))
    people = [Person(code=code, name=draw(texts()), role=draw(_maybe(texts()))) for code in named]
    indices = draw(st.lists(st.sampled_from(["DDCI", "PCI"]), min_size=1, unique=True))
    own: tuple[OwnSubIndex, ...] = ()
    if draw(st.booleans()):
        own = (OwnSubIndex(index=indices[0], code="green_growth", name=draw(texts())),)
    possible = [(index, code) for index in indices for code in SUB_INDICES[index]]
    possible += [(each.index, each.code) for each in own]
    chosen = draw(st.lists(st.sampled_from(possible), max_size=3, unique=True))
    sub_indices = [
        SubIndex(
            index=index,
            code=code,
            printed_name=draw(texts()),
            section=draw(_maybe(texts())),
            group=draw(_maybe(st.sampled_from(SubIndexGroup))),
            person=draw(_maybe(st.sampled_from(named))) if named else None,
            lead=draw(_some(unit_codes)),
            with_units=draw(_some(unit_codes)),
            targets=draw(_tuples(targets(10, year), 2)),
            results=draw(_results(10, year)),
            tasks=tuple(
                draw(tasks(f"{place}-{number:02d}", unit_codes))
                for number in range(1, draw(st.integers(min_value=0, max_value=2)) + 1)
            ),
        )
        for place, (index, code) in enumerate(chosen, start=1)
    ]
    duties = [
        draw(report_duties(f"R{number}", unit_codes))
        for number in range(draw(st.integers(min_value=0, max_value=2)) if unit_codes else 0)
    ]
    # Few of the duties above list days; half of the plans with units are to have one that does.
    if draw(st.booleans()) and unit_codes:
        duties.append(draw(duties_on_listed_days("R-DAYS", unit_codes)))
    illustration = draw(st.booleans())
    return Plan(
        id=f"{agency.code}-{year}{suffix}",
        source=draw(_maybe(texts())),
        complete=draw(st.booleans()),
        agency=agency,
        document=draw(documents(year)),
        indices=tuple(indices),
        legal_bases=draw(
            _tuples(
                st.builds(
                    LegalBasis,
                    number=_maybe(texts()),
                    issued_on=_maybe(DAYS),
                    issuer=_maybe(texts()),
                    about=_maybe(proses()),
                    note=_maybe(proses()),
                ),
                2,
            )
        ),
        units=members,
        people=tuple(people),
        own_sub_indices=own,
        overall=tuple(draw(overalls(index, year)) for index in indices if draw(st.booleans())),
        sub_indices=tuple(sub_indices),
        general_tasks=tuple(
            draw(tasks(f"G-{number:02d}", unit_codes))
            for number in range(draw(st.integers(min_value=0, max_value=1)))
        ),
        report_duties=tuple(duties),
        recipients=draw(_tuples(st.builds(Recipient, name=texts(), mark=_maybe(texts())), 2)),
        notes=draw(_tuples(st.builds(Note, kind=codes(), text=proses(), lines=_maybe(lines())), 2)),
        illustration=illustration,
        today=draw(DAYS) if illustration else None,
    )
