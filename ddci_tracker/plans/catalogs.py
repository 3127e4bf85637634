"""The catalogue of indices: reading the files of a folder, one index each, in the order of names.

What a printed name means is asked of the catalogue itself, in the domain.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from ddci_tracker.domain.catalog import Catalog, Index, SubIndexSet, fold_name
from ddci_tracker.domain.provinces import province
from ddci_tracker.plans.form import INDEX_FORM
from ddci_tracker.plans.nodes import compose, read_text
from ddci_tracker.plans.places import Places, item, join
from ddci_tracker.plans.problems import PlanFileError, Problem, ProblemCode
from ddci_tracker.plans.reading import read_value


def read_catalog(folder: Path) -> Catalog:
    """The catalogue in a folder of YAML files; raises PlanFileError with all their problems."""
    indices: dict[str, Index] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        places = Places(path.as_posix())
        try:
            root = compose(read_text(path), places.file)
            index: Index = read_value(root, INDEX_FORM, places)
            _check_index(index, places)
            if index.code in indices:
                places.contradict(
                    "code", ProblemCode.DUPLICATE_CODE, value=index.code, first_line=1
                )
            indices.setdefault(index.code, index)
            places.raise_problems()
        except PlanFileError as error:
            problems.extend(error.problems)
    if problems:
        raise PlanFileError(problems)
    return Catalog(indices=tuple(indices.values()))


def _check_index(index: Index, places: Places) -> None:
    for number, chosen in enumerate(index.sets):
        path = item("sets", number)
        if chosen.from_year and chosen.to_year and chosen.from_year > chosen.to_year:
            places.contradict(
                join(path, "from_year"),
                ProblemCode.YEARS_REVERSED,
                first=chosen.from_year,
                last=chosen.to_year,
            )
        _check_names(path, chosen, places)
    for (first, one), (second, other) in combinations(enumerate(index.sets), 2):
        if _overlap(one, other):
            first_line = places.line(item("sets", first))
            places.contradict(item("sets", second), ProblemCode.SETS_OVERLAP, first_line=first_line)


def _check_names(path: str, chosen: SubIndexSet, places: Places) -> None:
    """Codes are unique in a set, and no name or alias means two of its sub-indices."""
    lines: dict[str, int] = {}
    meanings: dict[str, str] = {}
    for number, known in enumerate(chosen.sub_indices):
        at = item(join(path, "sub_indices"), number)
        line = places.line(at)
        first_line = lines.setdefault(known.code, line)
        if first_line != line:
            places.contradict(
                join(at, "code"),
                ProblemCode.DUPLICATE_CODE,
                value=known.code,
                first_line=first_line,
            )
        for name in (known.name, known.short_name, *known.aliases):
            other = meanings.setdefault(fold_name(name), known.code)
            if other != known.code:
                places.contradict(at, ProblemCode.AMBIGUOUS_NAME, value=name, other=other)


def _overlap(one: SubIndexSet, other: SubIndexSet) -> bool:
    """Whether two sets would both be the answer for some year and province.

    A set that names provinces or blocks comes before one for all, so those do not collide.
    """
    starts = max(one.from_year or 0, other.from_year or 0)
    ends = min(one.to_year or 9999, other.to_year or 9999)
    ours, theirs = tuple(map(province, one.provinces)), tuple(map(province, other.provinces))
    return starts <= ends and _meet(ours, theirs) and _meet(one.blocks, other.blocks)


def _meet(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether two lists of names stand for a common one; one for all comes after one for some."""
    return set(one) == set(other) or bool(set(one) & set(other))
