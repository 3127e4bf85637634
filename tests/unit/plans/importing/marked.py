"""Made-up papers of bodies that no shipped plan is of, each line marked with what it says.

What a paper says was written beside it before anything read it. Behind a line stand, between ⟦
and ⟧ and parted by ";;", its facts: ``G part kind figure`` a target, ``R part year score rank/of``
a result, ``L part = unit + unit`` who leads a part, ``T part xN = unit`` one task or N of them and
who leads them, ``D cadence due`` a duty to report. A row of a table begins with "|".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ddci_tracker.domain.plan import DueRule, Overall, Plan, SubIndex, Target, Task
from ddci_tracker.domain.printed import PrintedLine, PrintedText
from ddci_tracker.plans.importing.wording import folded

TEXTS = Path(__file__).parent / "texts" / "marked"
# Papers that came as Word files: every line of theirs is a paragraph.
WORD = ("district", "economic_zone", "science", "transport", "ward")
KINDS = {"G": "targets", "R": "results", "L": "leads", "T": "tasks", "D": "duties"}
_MARKED = re.compile(r"\s*⟦(?P<facts>.*)⟧\s*$")


class MarkedTask(NamedTuple):
    """A task that a line says, with the folded names of who leads it."""

    part: str
    line: int
    leads: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPaper:
    """A paper as it is read, and what it says by kind of fact."""

    text: PrintedText
    said: dict[str, list[str]]
    tasks: list[MarkedTask]


def papers() -> list[str]:
    """The names of all papers."""
    return sorted(each.stem for each in TEXTS.glob("*.txt"))


def paper(name: str) -> MarkedPaper:
    """One paper by its name."""
    lines: list[PrintedLine] = []
    said: dict[str, list[str]] = {kind: [] for kind in KINDS.values() if kind != "tasks"}
    tasks: list[MarkedTask] = []
    written = (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(written, start=1):
        marked = _MARKED.search(line)
        shown = line[: marked.start()] if marked else line
        cells = tuple(shown[1:-1].split("|")) if shown.startswith("|") else ()
        text = " | ".join(cells) if cells else shown
        lines.append(PrintedLine(number=number, text=text, cells=cells))
        for fact in marked["facts"].split(";;") if marked else ():
            kind, what = fact.strip().split(" ", 1)
            head, _, names = what.partition(" = ")
            units = [called(each) for each in names.split(" + ") if each not in ("", "-")]
            if kind == "T":
                part, _, times = head.partition(" x")
                tasks += [MarkedTask(part, number, frozenset(units))] * int(times or 1)
            elif kind == "L":
                said["leads"] += [f"{head} {unit}" for unit in units]
            else:
                said[KINDS[kind]].append(what)
    said["leads"] = list(dict.fromkeys(said["leads"]))
    printed = PrintedText(name=f"{name}.txt", lines=tuple(lines), whole=name in WORD)
    return MarkedPaper(text=printed, said=said, tasks=tasks)


def called(name: str) -> str:
    """What a unit is called, however belonging and its head are printed."""
    plain = re.sub(r",? (?:truc thuoc|thuoc)(?: so| cuc)?$", "", folded(name.strip()))
    return re.sub(r"^truong (?=phong |cac phong (?:chuyen mon|nghiep vu)$)", "", plain)


def told(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Kind, words and path of every fact of a plan, as papers are marked; tasks stand apart."""
    names = unit_names(plan)
    parts: list[tuple[str, Overall | SubIndex, str]] = [
        ("whole", each, f"overall[{at}]") for at, each in enumerate(plan.overall)
    ]
    for at, part in enumerate(plan.sub_indices):
        parts.append((part.code, part, f"sub_indices[{at}]"))
        for code in part.lead:
            yield "leads", f"{part.code} {names[code]}", f"sub_indices[{at}].lead"
    for code, whole, path in parts:
        for number, target in enumerate(whole.targets):
            yield (
                "targets",
                f"{code} {target.kind} {figure_of(target)}",
                f"{path}.targets[{number}]",
            )
        for number, result in enumerate(whole.results):
            score = "-" if result.score is None else result.score
            place = f"{result.rank or '-'}/{result.out_of or '-'}"
            yield "results", f"{code} {result.year} {score} {place}", f"{path}.results[{number}]"
    for number, duty in enumerate(plan.report_duties):
        yield "duties", f"{duty.cadence} {_due(duty.due)}", f"report_duties[{number}]"


def told_tasks(plan: Plan) -> Iterator[tuple[str, Task, str]]:
    """Part, task and path of every task of a plan."""
    for at, part in enumerate(plan.sub_indices):
        for number, task in enumerate(part.tasks):
            yield part.code, task, f"sub_indices[{at}].tasks[{number}]"
    for number, task in enumerate(plan.general_tasks):
        yield "none", task, f"general_tasks[{number}]"


def unit_names(plan: Plan) -> dict[str, str]:
    """What each unit of a plan is called, by its code."""
    return {each.code: called(each.name) for each in plan.units}


def figure_of(target: Target) -> str:
    """The figures that a target prints, as an answer writes them."""
    if target.low is not None and target.high is not None:
        return f"{target.low}-{target.high}"
    figures = (target.rank, target.value, target.low)
    return next((str(each) for each in figures if each is not None), "-")


def _due(rule: DueRule | None) -> str:
    if rule is None:
        return "-"
    if rule.days:
        return "+".join(f"{'' if on.inclusive else '<'}{on.day}/{on.month}" for on in rule.days)
    day = str(rule.day)
    if rule.month:
        day += f"/{rule.month}"
    elif rule.month_of_quarter:
        day += f" of {rule.month_of_quarter}"
    elif rule.of_next_period:
        day += " of next"
    return day if rule.inclusive else f"<{day}"
