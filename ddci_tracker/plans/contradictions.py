"""Contradictions of a plan file that take more than one value to see, as errors of the file.

A plan with one of these cannot be worked with: a code that names nothing, two tasks of one
code, a target that no result can be compared with. Whether the print looks wrong is not asked
here: those findings are the domain's checks of a plan, and they keep no plan out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.deadlines import (
    INCLUSIVE,
    day_listed_twice,
    misfits,
    missing_day,
    months_named,
    period_kind_of,
    period_mark,
)
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import (
    Overall,
    Plan,
    ReportDuty,
    Result,
    SubIndex,
    Target,
    TargetKind,
    Task,
    UnitKind,
)
from ddci_tracker.domain.scales import sub_index_scale, total_scale
from ddci_tracker.plans.form import key_of
from ddci_tracker.plans.places import Places, item, join
from ddci_tracker.plans.problems import ProblemCode

# Which periods a kind has is the same in every year, but for a 53rd week.
_ANY_YEAR = 2026


def check_plan(plan: Plan, places: Places, catalog: Catalog | None = None) -> None:
    """Add every contradiction of a plan to the problems of its file.

    Without a catalogue no index, sub-index or scale is checked against it.
    """
    _check_head(plan, places)
    _check_codes(plan, places)
    _check_members(plan, places)
    _check_references(plan, places)
    _check_indices(plan, places)
    for path, part in _parts(plan):
        for number, target in enumerate(part.targets):
            at = item(join(path, "targets"), number)
            _check_target(at, target, places)
            _check_target_years(at, target, plan, places)
        _check_results(join(path, "results"), part.results, plan, places)
    for number, whole in enumerate(plan.overall):
        _check_own_scale(item("overall", number), whole, places)
        _check_bands(item("overall", number), whole, places)
    for number, part in enumerate(plan.sub_indices):
        _check_own_scale(item("sub_indices", number), part, places)
    for number, duty in enumerate(plan.report_duties):
        _check_due(item("report_duties", number), duty, plan, places)
    if catalog is not None:
        _check_against(catalog, plan, places)


def _check_head(plan: Plan, places: Places) -> None:
    document = plan.document
    expected = f"{plan.agency.code}-{document.first_year}"
    later = f"(-{document.last_year})?" if document.years else ""
    if not re.fullmatch(re.escape(expected) + later + "(-[0-9A-Z]+)?", plan.id):
        relies_on = ("agency.code", "document.year", "document.years")
        places.contradict(
            "id", ProblemCode.BAD_ID, relies_on=relies_on, value=plan.id, expected=expected
        )
    if plan.document.issued_on and plan.document.issued_not_before:
        places.contradict("document.issued_not_before", ProblemCode.ISSUED_TWICE)
    if plan.today and not plan.illustration:
        places.contradict("today", ProblemCode.TODAY_OF_REAL_PLAN, relies_on=("illustration",))
    if plan.illustration and not plan.today:
        places.contradict(
            "illustration", ProblemCode.ILLUSTRATION_WITHOUT_TODAY, relies_on=("today",)
        )


def _check_codes(plan: Plan, places: Places) -> None:
    """Codes are unique: of units, people, tasks (in the whole plan) and duties."""
    for key, codes in (
        ("units", [unit.code for unit in plan.units]),
        ("people", [person.code for person in plan.people]),
        ("report_duties", [duty.code for duty in plan.report_duties]),
    ):
        placed = [(_code(item(key, number)), code) for number, code in enumerate(codes)]
        _check_unique(placed, ProblemCode.DUPLICATE_CODE, places)
    tasks = [(_code(path), task.code) for path, task in _tasks(plan)]
    _check_unique(tasks, ProblemCode.DUPLICATE_CODE, places)
    for key, names in (
        ("sub_indices", [f"{part.index} {part.code}" for part in plan.sub_indices]),
        ("own_sub_indices", [f"{part.index} {part.code}" for part in plan.own_sub_indices]),
    ):
        placed = [(_code(item(key, number)), name) for number, name in enumerate(names)]
        _check_unique(placed, ProblemCode.DUPLICATE_SUB_INDEX, places)
    wholes = [
        (join(item("overall", number), "index"), overall.index)
        for number, overall in enumerate(plan.overall)
    ]
    _check_unique(wholes, ProblemCode.DUPLICATE_SUB_INDEX, places)


def _check_unique(entries: Iterable[tuple[str, str]], code: ProblemCode, places: Places) -> None:
    first: dict[str, str] = {}
    for path, value in entries:
        if not places.was_read(path):
            continue
        if value in first:
            places.contradict(path, code, value=value, first_line=places.line(first[value]))
        else:
            first[value] = path


def _check_members(plan: Plan, places: Places) -> None:
    groups = {unit.code for unit in plan.units if unit.kind is UnitKind.GROUP}
    for number, unit in enumerate(plan.units):
        path = join(item("units", number), "members.units")
        for place, member in enumerate(unit.members.units if unit.members else ()):
            _check_unit(item(path, place), member, plan, places)
            if member in groups:
                places.contradict(item(path, place), ProblemCode.GROUP_IN_GROUP, value=member)


def _check_references(plan: Plan, places: Places) -> None:
    for path, codes in _unit_lists(plan):
        for number, code in enumerate(codes):
            _check_unit(item(path, number), code, plan, places)
    people = {person.code for person in plan.people}
    for number, part in enumerate(plan.sub_indices):
        if part.person is not None and part.person not in people:
            places.contradict(
                join(item("sub_indices", number), "person"),
                ProblemCode.UNKNOWN_PERSON,
                relies_on=_codes_of("people", len(plan.people)),
                value=part.person,
            )


def _check_unit(path: str, code: str, plan: Plan, places: Places) -> None:
    if plan.unit(code) is None:
        places.contradict(
            path,
            ProblemCode.UNKNOWN_UNIT,
            relies_on=_codes_of("units", len(plan.units)),
            value=code,
        )


def _check_indices(plan: Plan, places: Places) -> None:
    own = [
        (item("own_sub_indices", number), each.index)
        for number, each in enumerate(plan.own_sub_indices)
    ]
    for path, index in [*((path, part.index) for path, part in _parts(plan)), *own]:
        if index not in plan.indices:
            places.contradict(
                join(path, "index"),
                ProblemCode.INDEX_NOT_LISTED,
                relies_on=("indices", *_items_of("indices", len(plan.indices))),
                value=index,
                listed=plan.indices,
            )


def _check_target(path: str, target: Target, places: Places) -> None:
    bounds = [("low", target.low), ("high", target.high)]
    for key, bound in bounds:
        if target.counts_places and bound is not None and not _is_place(bound):
            places.contradict(
                join(path, key),
                ProblemCode.RANK_NOT_WHOLE,
                relies_on=(join(path, "kind"),),
                value=str(bound),
            )
    if target.low is not None and target.high is not None and target.low > target.high:
        low, high = str(target.low), str(target.high)
        places.contradict(join(path, "low"), ProblemCode.LOW_ABOVE_HIGH, low=low, high=high)
    ranks: list[tuple[str, int | Decimal | None]] = [("rank", target.rank)]
    if target.kind is TargetKind.RANK_RANGE:
        ranks = [*bounds]
    for key, rank in ranks:
        _check_rank(join(path, key), rank, target.out_of, places)


def _is_place(value: Decimal) -> bool:
    return value == value.to_integral_value() and value >= 1


def _check_rank(path: str, rank: int | Decimal | None, out_of: int | None, places: Places) -> None:
    if rank is not None and out_of is not None and rank > out_of:
        places.contradict(path, ProblemCode.RANK_BEYOND_LIST, rank=str(rank), out_of=out_of)


def _check_target_years(path: str, target: Target, plan: Plan, places: Places) -> None:
    first = plan.document.first_year
    relies_on = ("document.year", "document.years")
    if target.year is not None and target.year < first:
        places.contradict(
            join(path, "year"),
            ProblemCode.TARGET_BEFORE_PLAN,
            relies_on=relies_on,
            year=target.year,
            first=first,
        )
    judged = max(target.year or plan.document.last_year, first)
    if target.base_year is not None and target.base_year >= judged:
        places.contradict(
            join(path, "base_year"),
            ProblemCode.BASE_YEAR_NOT_BEFORE,
            relies_on=relies_on,
            year=target.base_year,
            first=judged,
        )


def _check_own_scale(path: str, part: Overall | SubIndex, places: Places) -> None:
    low, high = part.minimum, part.maximum
    if low is not None and high is not None and low >= high:
        places.contradict(
            join(path, "minimum"),
            ProblemCode.SCALE_REVERSED,
            minimum=str(low),
            maximum=str(high),
        )


def _check_bands(path: str, whole: Overall, places: Places) -> None:
    starts: dict[Decimal, str] = {}
    for number, band in enumerate(whole.bands):
        other = starts.setdefault(band.from_score, band.name)
        if other != band.name:
            places.contradict(
                item(join(path, "bands"), number),
                ProblemCode.BANDS_OUT_OF_ORDER,
                name=band.name,
                other=other,
            )


def _check_ranks(at: str, result: Result, places: Places) -> None:
    """The places of a result fit their lists, and each list is named once."""
    _check_rank(join(at, "rank"), result.rank, result.out_of, places)
    # Beyond the last place there is none.
    beyond = None if result.rank_over is None else result.rank_over + 1
    _check_rank(join(at, "rank_over"), beyond, result.out_of, places)
    _check_rank(join(at, "improvement_rank"), result.improvement_rank, result.out_of, places)
    if result.rank is not None and result.rank_over is not None:
        places.contradict(
            join(at, "rank_over"),
            ProblemCode.RANK_AND_BEYOND,
            rank=result.rank,
            over=result.rank_over,
        )
    seen: set[str] = set()
    for number, other in enumerate(result.ranks):
        path = item(join(at, "ranks"), number)
        _check_rank(join(path, "rank"), other.rank, other.out_of, places)
        if str(other.list) in seen:
            places.contradict(join(path, "list"), ProblemCode.DUPLICATE_LIST, list=str(other.list))
        seen.add(str(other.list))


def _check_results(path: str, results: tuple[Result, ...], plan: Plan, places: Places) -> None:
    first: dict[tuple[int, str, str | None], str] = {}
    for number, result in enumerate(results):
        at = item(path, number)
        _check_ranks(at, result, places)
        if not (places.was_read(join(at, "year")) and places.was_read(join(at, "kind"))):
            continue
        if result.year > plan.document.last_year:
            places.contradict(
                join(at, "year"),
                ProblemCode.RESULT_AFTER_PLAN,
                relies_on=("document.year", "document.years"),
                year=result.year,
                last=plan.document.last_year,
            )
        key = (result.year, str(result.kind), result.of)
        if key in first:
            places.contradict(
                join(at, "year"),
                ProblemCode.DUPLICATE_RESULT,
                year=result.year,
                kind=key[1],
                first_line=places.line(first[key]),
            )
        else:
            first[key] = at


def _check_due(path: str, duty: ReportDuty, plan: Plan, places: Places) -> None:
    """The day that a due rule names is one of the duty's period, as are the periods it names.

    A day that only some of its months have is no contradiction; the checks of a plan tell it.
    """
    cadence = join(path, "cadence")
    kind = period_kind_of(duty)
    known = tuple(map(period_mark, Period.all_in(kind, _ANY_YEAR))) if kind else ()
    for number, mark in enumerate(duty.periods):
        if mark not in known:
            places.contradict(
                item(join(path, "periods"), number),
                ProblemCode.PERIOD_MISFIT,
                relies_on=(cadence,),
                value=mark,
                known=known,
            )
    if duty.due is None:
        return
    at = join(path, "due")
    if kind is None:
        places.contradict(at, ProblemCode.DUE_WITHOUT_CADENCE, relies_on=(cadence,))
        return
    due = duty.due
    if due.day is None and due.weekday is None and due.working_days is None and not due.days:
        return  # no day could be read, which has been told
    odd = misfits(due, duty)
    for key in map(key_of, odd):
        places.contradict(
            at,
            ProblemCode.DUE_MONTH_MISFIT,
            relies_on=(cadence, *(join(at, f"{word}.{key}") for word in INCLUSIVE)),
            key=key,
            cadence=str(duty.cadence),
        )
    named = tuple(map(key_of, months_named(due)))
    if len(named) > 1:
        places.contradict(at, ProblemCode.DUE_SEVERAL_MONTHS, keys=named)
    twice = day_listed_twice(due, plan.document.covered)
    if twice is not None:
        listed = due.days[twice]
        places.contradict(
            item(at, twice),
            ProblemCode.DUE_DAY_TWICE,
            relies_on=(cadence, "document.year", "document.years"),
            day=listed.day,
            month=listed.month,
        )
    missing = None if odd or len(named) > 1 else missing_day(due, duty, plan.document.covered)
    if missing is not None and not missing.ever:
        places.contradict(
            at,
            ProblemCode.NO_SUCH_DUE_DAY,
            relies_on=(cadence, "document.year", "document.years"),
            day=missing.day,
            month=missing.month,
        )


def _check_against(catalog: Catalog, plan: Plan, places: Places) -> None:
    known = tuple(index.code for index in catalog.indices)
    for number, index in enumerate(plan.indices):
        if index not in known:
            places.contradict(
                item("indices", number), ProblemCode.UNKNOWN_INDEX, value=index, known=known
            )
    _check_sub_indices(catalog, plan, places)
    _check_scales(catalog, plan, places)


def _check_sub_indices(catalog: Catalog, plan: Plan, places: Places) -> None:
    """Every sub-index is in the catalogue's set of the year and province, or the plan's own.

    Of a plan of several years in that of one of them.
    """
    year, province = plan.year, plan.agency.province
    years = range(plan.document.first_year, plan.document.last_year + 1)
    known = {(each.index, each.code) for each in plan.own_sub_indices}
    for number, part in enumerate(plan.sub_indices):
        entry = catalog.index(part.index)
        if entry is None or part.index not in plan.indices or (part.index, part.code) in known:
            continue
        sets = (entry.set_for(each, province, plan.agency.block) for each in years)
        codes = tuple(
            dict.fromkeys(each.code for chosen in sets if chosen for each in chosen.sub_indices)
        )
        if part.code not in codes:
            path = item("sub_indices", number)
            own = _codes_of("own_sub_indices", len(plan.own_sub_indices))
            places.contradict(
                _code(path),
                ProblemCode.UNKNOWN_SUB_INDEX,
                relies_on=("document.year", "agency.province", join(path, "index"), *own),
                value=part.code,
                index=part.index,
                year=year,
                province=province,
                known=codes or ("–",),
            )


def _check_scales(catalog: Catalog, plan: Plan, places: Places) -> None:
    """Scores lie on the scale of their index; a printed one outside is kept as text."""
    for path, part in _parts(plan):
        entry = catalog.index(part.index)
        if entry is None:
            continue
        if isinstance(part, Overall):
            scale = total_scale(plan, entry, part.index)
        else:
            scale = sub_index_scale(plan, entry, part.index, part.code)
        for at, score in _scores(path, part):
            if score is not None and not scale.minimum <= score <= scale.maximum:
                places.contradict(
                    at,
                    ProblemCode.OUT_OF_SCALE,
                    relies_on=(join(path, "index"), join(path, "minimum"), join(path, "maximum")),
                    value=str(score),
                    minimum=str(scale.minimum),
                    maximum=str(scale.maximum),
                    index=part.index,
                )


def _scores(path: str, part: Overall | SubIndex) -> Iterator[tuple[str, Decimal | None]]:
    """Every value of targets and results that is a score on the index's scale."""
    for number, target in enumerate(part.targets):
        at = item(join(path, "targets"), number)
        yield join(at, "value"), target.value
        if target.kind is TargetKind.RANGE:
            yield join(at, "low"), target.low
            yield join(at, "high"), target.high
    for number, result in enumerate(part.results):
        at = item(join(path, "results"), number)
        yield join(at, "score"), result.score
        for name in ("best_score", "median", "mean"):
            yield join(at, name), getattr(result, name)
        for place, other in enumerate(result.disputed_by):
            yield join(item(join(at, "disputed_by"), place), "score"), other.score
    if isinstance(part, Overall):
        for number, band in enumerate(part.bands):
            yield join(item(join(path, "bands"), number), "from"), band.from_score


def _tasks(plan: Plan) -> Iterator[tuple[str, Task]]:
    for number, part in enumerate(plan.sub_indices):
        path = join(item("sub_indices", number), "tasks")
        for place, task in enumerate(part.tasks):
            yield item(path, place), task
    for place, task in enumerate(plan.general_tasks):
        yield item("general_tasks", place), task


def _unit_lists(plan: Plan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every list of unit codes outside the units themselves."""
    for number, part in enumerate(plan.sub_indices):
        path = item("sub_indices", number)
        yield join(path, "lead"), part.lead
        yield join(path, "with"), part.with_units
    for path, task in _tasks(plan):
        yield join(path, "lead"), task.lead
        yield join(path, "with"), task.with_units
    for number, duty in enumerate(plan.report_duties):
        path = item("report_duties", number)
        yield join(path, "from"), duty.from_units
        yield join(path, "to"), duty.to_units


def _parts(plan: Plan) -> Iterator[tuple[str, Overall | SubIndex]]:
    """What targets and results hang on: whole indices and sub-indices."""
    for number, overall in enumerate(plan.overall):
        yield item("overall", number), overall
    for number, part in enumerate(plan.sub_indices):
        yield item("sub_indices", number), part


def _code(path: str) -> str:
    return join(path, "code")


def _items_of(key: str, count: int) -> tuple[str, ...]:
    return tuple(item(key, number) for number in range(count))


def _codes_of(key: str, count: int) -> tuple[str, ...]:
    """The places that say which codes exist: where one was not read, none is called unknown."""
    return (key, *(_code(path) for path in _items_of(key, count)))
