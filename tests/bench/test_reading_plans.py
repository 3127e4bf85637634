"""How well and how fast texts are read: the shipped plans against the texts that they came from.

The made-up papers of other bodies besides. What is wrong although it was marked sure is counted by
itself: there should be none. The texts of the shipped plans are public and not shipped: they
are looked for where ``DDCI_PLAN_TEXTS`` says, else in ``shared/plans`` beside the sources.
"""

from __future__ import annotations

import os
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from ddci_tracker.domain.imported import ReadText
from ddci_tracker.domain.plan import Overall, Plan, SubIndex, Task
from ddci_tracker.office.printed.opening import open_text
from ddci_tracker.plans import read_plan
from ddci_tracker.plans.importing.reading import read_text
from ddci_tracker.plans.importing.wording import folded
from tests.bench.figures import Figures
from tests.integration.services.made import CATALOG
from tests.unit.plans.importing.marked import papers
from tests.unit.plans.importing.test_marked_papers import held
from tests.unit.plans.importing.test_reading import PLAN

ROOT = Path(__file__).resolve().parents[2]
TEXTS = Path(os.environ.get("DDCI_PLAN_TEXTS", ROOT.parent / "shared" / "plans"))
TARGET = (*("kind", "value", "low", "high", "rank", "of", "base_year", "margin", "strict", "year"),)
RESULT = (
    *("year", "score", "rank", "out_of", "score_change", "rank_change", "previous_rank"),
    "improvement_rank",
)
PAGES, LETTERS_OF_A_PAGE = 100, 2500

Fact = tuple[object, ...]
Told = tuple[Fact, str]  # what a fact says, and where in the plan it stands


class Score:
    """How many facts of each kind there are, were read, and were read right."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()

    def compare(
        self, kind: str, wanted: Iterable[Told], read: Iterable[Told], sure: set[str]
    ) -> None:
        left = [fact for fact, _ in wanted]
        self.counts[kind, "wanted"] += len(left)
        for fact, path in read:
            self.counts[kind, "read"] += 1
            if fact in left:
                left.remove(fact)
                self.counts[kind, "right"] += 1
            elif path in sure:
                self.counts[kind, "sure but wrong"] += 1

    def compare_tasks(self, wanted: Plan, read: Plan, sure: set[str]) -> None:
        """Tasks are one where their lines meet within the same part; titles are our own words."""
        left = list(tasks(wanted))
        there, here = bodies(wanted), bodies(read)
        self.counts["tasks", "wanted"] += len(left)
        for part, task, path in tasks(read):
            self.counts["tasks", "read"] += 1
            same = next((each for each in left if each[0] == part and meet(each[1], task)), None)
            if same is None:
                self.counts["tasks", "sure but wrong"] += path in sure
                continue
            left.remove(same)
            self.counts["tasks", "right"] += 1
            for each in ("wanted", "read"):
                self.counts["who leads a task", each] += 1
            leads = {there[code] for code in same[1].lead} == {here[code] for code in task.lead}
            self.counts["who leads a task", "right"] += leads

    def tell(self, figures: Figures) -> None:
        """Put the figures of each kind of fact into the table."""
        for kind in dict.fromkeys(kind for kind, _ in self.counts):
            wanted, read, right, wrong = (
                self.counts[kind, each] for each in ("wanted", "read", "right", "sure but wrong")
            )
            add = partial(figures.add, f"reading texts: {kind}, {wanted}")
            add("precision", 100 * right / max(read, 1), "%")
            add("recall", 100 * right / max(wanted, 1), "%")
            add("sure but wrong", wrong, most=0)


def bodies(plan: Plan) -> dict[str, str]:
    """What units are called, whatever a paper adds: "các phòng thuộc Sở" are the same rooms."""

    def called(name: str) -> str:
        plain = re.sub(r",? (?:truc thuoc|thuoc)(?: so)?$", "", folded(name))
        plain = plain.replace("phong van phong", "van phong")
        return plain.replace("phong thanh tra", "thanh tra so")

    return {each.code: called(each.name) for each in plan.units}


def meet(one: Task, other: Task) -> bool:
    first, second = one.lines, other.lines
    return bool(first and second and first.first <= second.last and second.first <= first.last)


def parts(plan: Plan) -> Iterator[tuple[Overall | SubIndex, str, str]]:
    for number, whole in enumerate(plan.overall):
        yield whole, "", f"overall[{number}]"
    for number, part in enumerate(plan.sub_indices):
        yield part, part.code, f"sub_indices[{number}]"


def figures(plan: Plan, of: str, names: tuple[str, ...]) -> Iterator[Told]:
    for part, code, path in parts(plan):
        for number, each in enumerate(getattr(part, of)):
            said = tuple(str(getattr(each, name)) for name in names)
            yield (part.index, code, *said), f"{path}.{of}[{number}]"


def tasks(plan: Plan) -> Iterator[tuple[str, Task, str]]:
    for number, part in enumerate(plan.sub_indices):
        for at, task in enumerate(part.tasks):
            yield part.code, task, f"sub_indices[{number}].tasks[{at}]"
    for at, task in enumerate(plan.general_tasks):
        yield "", task, f"general_tasks[{at}]"


def heads(plan: Plan) -> Iterator[Told]:
    document = plan.document
    yield (folded(document.title),), "document.title"
    yield (plan.agency.name,), "agency.name"
    yield (plan.agency.province,), "agency.province"
    for name in ("year", "number", "symbol", "issued_on", "issued_not_before"):
        yield (name, getattr(document, name)), f"document.{name}"
    yield (document.signer.name if document.signer else None,), "document.signer"


def leads(plan: Plan) -> Iterator[Told]:
    called = bodies(plan)
    for number, part in enumerate(plan.sub_indices):
        for code in part.lead:
            yield (part.code, called[code]), f"sub_indices[{number}].lead"


def duties(plan: Plan) -> Iterator[Told]:
    called = bodies(plan)
    for number, duty in enumerate(plan.report_duties):
        senders, receivers = (
            tuple(sorted(called[code] for code in codes))
            for codes in (duty.from_units, duty.to_units)
        )
        yield (senders, receivers, duty.cadence, duty.due), f"report_duties[{number}]"


def bases(plan: Plan) -> Iterator[Told]:
    for number, each in enumerate(plan.legal_bases):
        if each.number:
            yield (each.number, each.issued_on), f"legal_bases[{number}]"


KINDS: dict[str, Callable[[Plan], Iterator[Told]]] = {
    "head": heads,
    "targets": lambda plan: figures(plan, "targets", TARGET),
    "results": lambda plan: figures(plan, "results", RESULT),
    "who leads a part": leads,
    "reports": duties,
    "legal bases": bases,
}


def test_how_well_the_texts_of_the_shipped_plans_are_read(figures: Figures) -> None:
    if not TEXTS.is_dir():
        pytest.skip(f"no texts in {TEXTS}; DDCI_PLAN_TEXTS says where they are")
    score = Score()
    for file in sorted((ROOT / "data" / "plans").glob("*.yaml")):
        wanted = read_plan(file, CATALOG)
        body = (TEXTS / str(wanted.source)).read_bytes()
        read: ReadText = read_text(open_text(str(wanted.source), body), CATALOG)
        assert read.plan is not None
        sure = {each.path for each in read.facts if each.sure}
        for kind, told in KINDS.items():
            score.compare(kind, told(wanted), told(read.plan), sure)
        score.compare_tasks(wanted, read.plan, sure)
        still = len(read.facts) - len(sure) + len(read.unplaced)
        figures.add(f"reading texts: {file.stem}", f"places to look at of {len(read.facts)}", still)
    score.tell(figures)


def test_how_well_papers_of_other_bodies_are_read(figures: Figures) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for name in papers():
        for kind, told in held(name).items():
            counts[kind, "wanted"] += told.wanted
            counts[kind, "read"] += told.right + len(told.wrong)
            counts[kind, "right"] += told.right
            counts[kind, "sure but wrong"] += sum(sure for _, sure in told.wrong)
    for kind in dict.fromkeys(kind for kind, _ in counts):
        wanted, read, right, wrong = (
            counts[kind, each] for each in ("wanted", "read", "right", "sure but wrong")
        )
        add = partial(figures.add, f"reading papers of others: {kind}, {wanted}")
        if wanted:
            add("precision", 100 * right / max(read, 1), "%")
            add("recall", 100 * right / wanted, "%")
        add("sure but wrong", wrong, most=0)


def test_how_long_a_hundred_pages_take(figures: Figures) -> None:
    document, letters = Document(), 0
    while letters < PAGES * LETTERS_OF_A_PAGE:
        for line in PLAN:
            document.add_paragraph(line)
            letters += len(line)
    file = BytesIO()
    document.save(file)
    begun = time.perf_counter()
    text = open_text("ke-hoach.docx", file.getvalue())
    opened = time.perf_counter()
    read_text(text, CATALOG)
    read = time.perf_counter()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    add = partial(figures.add, f"import of a text of {PAGES} pages, {len(text.lines)} lines")
    add("opened", opened - begun, "s")
    add("read", read - opened, "s")
    add("memory of the run so far, at most", megabytes, "MB")
