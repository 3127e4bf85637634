"""The rules read a second time, slowly and by themselves, and held against what the product says.

Straightforward code for one plan that is never amended: the states of reports, their totals, the
close, the lights of tasks and of sub-indices, who has spoken. It shares no rule with the product;
only plain shapes, and what it takes to draw plans and acts.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from ddci_tracker.domain.acts import Extension, ReportAct, ReportStep, TaskStatus, TaskUpdate
from ddci_tracker.domain.board import decide_board
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Cadence, DueRule, Task
from ddci_tracker.domain.versions import T, Version
from tests.unit.domain.build import LATER
from tests.unit.domain.strategies import QUARTERS, days_looked_at, ledgers

MEMBERS = {"ROOMS": ("A", "B")}
NONE, GREY, GREEN, AMBER, RED = None, "grey", "green", "amber", "red"
WORSE = {NONE: -1, GREY: 0, GREEN: 1, AMBER: 2, RED: 3}


def in_order(versions: Iterable[Version[T]], day: date) -> dict[str, list[Version[T]]]:
    """What counts on a day, by thing, in the order in which it takes effect."""
    found: dict[str, list[Version[T]]] = {}
    for version in sorted(versions, key=lambda each: (each.on, each.revision)):
        if version.on <= day:
            found.setdefault(version.key, []).append(version)
    return found


def units_of(codes: Iterable[str]) -> list[str]:
    found: list[str] = []
    for code in codes:
        found += [unit for unit in MEMBERS.get(code, (code,)) if unit not in found]
    return found


def month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def day_of(rule: DueRule, period: Period) -> date:
    """Of monthly and quarterly reports by a day of the month, which is all that is drawn."""
    assert rule.day is not None
    year, month = period.last_day.year, period.last_day.month
    if rule.of_next_period:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    elif rule.month_of_quarter:
        month = month - 3 + rule.month_of_quarter
    day = date(year, month, 1) + timedelta(days=rule.day - (1 if rule.inclusive else 2))
    return min(day, month_end(year, month))


class Reading:
    """What the rules say of a ledger on a day."""

    def __init__(self, ledger: Ledger, as_of: date) -> None:
        self.ledger, self.as_of = ledger, as_of
        self.issued = ledger.plan.document.counts_from

    def reports(self, day: date) -> dict[str, tuple[Period, str, str, date | None]]:
        """Each report by its key: period, duty, unit, last day; as of a day."""
        extended, found = in_order(self.ledger.extensions, day), {}
        for duty in self.ledger.plan.report_duties:
            kind = {Cadence.MONTHLY: "month", Cadence.QUARTERLY: "quarter"}[duty.cadence]  # type: ignore[index]
            periods = [
                Period.month(2021, number) if kind == "month" else Period.quarter(2021, number)
                for number in range(1, 13 if kind == "month" else 5)
            ]
            for unit in units_of(duty.from_units):
                if all(to == unit for to in units_of(duty.to_units)) and duty.to_units:
                    continue
                for period in periods:
                    key = f"{duty.code}/{unit}/{period}"
                    last = self.general_day(key, duty.due, period, day)
                    until = self.extended_to(extended.get(key, []))
                    found[key] = (period, duty.code, unit, max(last, until) if last else None)
        return found

    @staticmethod
    def extended_to(chain: Iterable[Version[Extension]]) -> date:
        """The latest day that was given and not taken back."""
        until = date.min
        for each in chain:
            until = max(until, each.value.last_day) if each.value else date.min
        return until

    def general_day(
        self, key: str, printed: DueRule | None, period: Period, day: date
    ) -> date | None:
        if printed:
            return day_of(printed, period)
        last: date | None = None
        for change in in_order(self.ledger.due_days, day).get(key.split("/")[0], []):
            if change.value is None:
                last = None
            elif last is None or self.is_open(key, last, change.on):
                last = max(day_of(change.value, period), change.on)
        return last

    def is_open(self, key: str, last: date, day: date) -> bool:
        """Whether a report was still to come when its day was set anew."""
        before = day - timedelta(days=1)
        until = self.extended_to(in_order(self.ledger.extensions, before).get(key, []))
        acts = in_order(self.ledger.report_acts, before).get(key, [])
        return max(last, until) >= day and self.came(acts) is None

    @staticmethod
    def came(acts: Iterable[Version[ReportAct]]) -> date | None:
        """When a report was first handed in, since it was last withdrawn."""
        found: date | None = None
        for act in acts:
            if act.value is None or act.value.step is ReportStep.WITHDRAWN:
                found = None
            elif found is None and act.value.step is ReportStep.HANDED_IN:
                found = act.on
        return found

    def closes(self) -> date:
        days = [date(2021, 12, 31)]
        days += [last for *_, last in self.reports(self.as_of).values() if last]
        days += [task.due for _, task in self.ledger.plan.all_tasks() if task.due]
        return max(days) + timedelta(days=31)

    def applies(self, period: Period, key: str, day: date) -> bool:
        duty = key.split("/")[0]
        printed = next(d.due for d in self.ledger.plan.report_duties if d.code == duty)
        general = self.general_day(key, printed, period, day)
        return period.last_day >= self.issued and (general is None or general >= self.issued)

    def states(self) -> dict[str, tuple[str, int | None]]:
        acts = in_order(self.ledger.report_acts, self.as_of)
        today = min(self.as_of, self.closes())
        found = {}
        for key, (period, _, _, last) in self.reports(self.as_of).items():
            found[key] = self.state(period, key, last, self.came(acts.get(key, [])), today)
        return found

    def state(
        self, period: Period, key: str, last: date | None, came: date | None, today: date
    ) -> tuple[str, int | None]:
        if not self.applies(period, key, self.as_of):
            return "not_applicable", None
        if last is None:
            return "no_due_day", None
        if came is not None:
            return ("late", (came - last).days) if came > last else ("on_time", None)
        left = (last - today).days
        if left < 0:
            return "overdue", -left
        if left == 0:
            return "due_today", 0
        return ("due_soon" if left <= 3 else "upcoming"), left

    # tasks

    def judged(self, quarter: Period) -> date:
        return min(self.closes() if quarter.number == 4 else quarter.last_day, self.as_of)

    def answers(self, task: Task) -> str:
        lead = task.lead[0] if task.lead else ""
        return "VP" if lead in ("", "LEADERS", "PROVINCE") else lead

    def asks(self, task: Task, quarter: Period, day: date) -> date | None:
        """The update day of a quarter as it stood on a day; None where no word is owed."""
        begins = task.start or self.issued
        last_month = date(2021, quarter.number * 3, 1)
        if self.issued >= last_month or begins >= last_month:
            return None
        asked = [
            (self.applies(period, key, day), last)
            for key, (period, _, unit, last) in self.reports(day).items()
            if period == quarter and unit in MEMBERS.get(self.answers(task), (self.answers(task),))
        ]
        if asked and not any(applies for applies, _ in asked):
            return None
        days = [last for applies, last in asked if applies and last]
        found = min(days, default=quarter.last_day)
        return found if begins <= found else None

    def light(self, task: Task, quarter: Period) -> tuple[str | None, bool]:
        """The colour of a task in a quarter, and whether a word still holds."""
        day, begins = self.judged(quarter), task.start or self.issued
        if day < quarter.first_day or quarter.last_day < begins:
            return NONE, False
        words: dict[Period, Version[TaskUpdate]] = {}
        for chain in in_order(self.ledger.updates, day).values():
            said = chain[-1]
            if said.value and said.value.task == task.code and said.value.quarter <= quarter:
                words[said.value.quarter] = said
        own = words.get(quarter)
        past_due = RED if task.due and day > task.due else NONE
        one_time = task.cadence in (None, Cadence.ONCE)
        if own is not None and own.value:
            if own.value.status is TaskStatus.NOT_APPLICABLE:
                return NONE, True
            colour = self.declared(task, own)
            if own.value.status is TaskStatus.DONE:
                return colour, True
            return max(colour, past_due, key=WORSE.__getitem__), True
        telling = [
            each
            for each, word in words.items()
            if word.value and word.value.status is not TaskStatus.NOT_APPLICABLE
        ]
        told = max(telling, default=None)
        if told and one_time and words[told].value.status is TaskStatus.DONE:  # type: ignore[union-attr]
            return GREEN, True
        last = max(words, default=None)
        missed = sum(
            1
            for each in QUARTERS
            if each <= quarter
            and (last is None or each > last)
            and (asked := self.asks(task, each, day)) is not None
            and asked < day
        )
        silence = {0: NONE, 1: AMBER}.get(missed, RED)
        if last is None or last != told:
            return max(silence or GREY, past_due, key=WORSE.__getitem__), False
        word = words[last]
        assert word.value is not None
        if word.value.status is TaskStatus.DONE:
            past_due = NONE
        worst = max(self.declared(task, word), silence, past_due, key=WORSE.__getitem__)
        return worst, missed == 0

    def declared(self, task: Task, word: Version[TaskUpdate]) -> str:
        said = word.value
        assert said is not None
        begins = task.start or self.issued
        match said.status:
            case TaskStatus.DONE:
                return GREEN
            case TaskStatus.BLOCKED:
                return RED
            case TaskStatus.BEHIND:
                return AMBER
            case TaskStatus.NOT_STARTED:
                first = begins.year == 2021 and (begins.month + 2) // 3 >= said.quarter.number
                colour = GREY if first or said.quarter.number == 1 else AMBER
            case _:
                colour = GREEN
                if said.percent is not None and task.due is not None:
                    colour = self.by_lag(begins, task.due, word.on, said.percent)
        return max(colour, AMBER if said.needs_help else GREY, key=WORSE.__getitem__)

    @staticmethod
    def by_lag(begins: date, due: date, on: date, percent: int) -> str:
        line = Fraction(100)
        if begins < due and on < due:
            line = max(Fraction(0), Fraction((on - begins).days * 100, (due - begins).days))
        lag = line - percent
        return GREEN if lag <= 10 else AMBER if lag <= 25 else RED

    def sub_index(self, tasks: Iterable[Task], quarter: Period) -> str | None:
        seen = [self.light(task, quarter) for task in tasks]
        lights = [(colour, spoken) for colour, spoken in seen if colour is not NONE]
        total = len(lights)
        if not total:
            return NONE
        red = sum(colour == RED for colour, _ in lights)
        amber = sum(colour == AMBER for colour, _ in lights)
        green = sum(colour == GREEN for colour, _ in lights)
        spoken = sum(holds for _, holds in lights)
        if 4 * red >= total:
            return RED
        if red or 4 * amber >= total:
            return AMBER
        return GREEN if 4 * spoken >= 3 * total and 2 * green >= total else GREY

    def spoke(self, quarter: Period) -> set[str]:
        day, found = self.judged(quarter), set()
        for chain in in_order(self.ledger.updates, day).values():
            standing: list[str] = []
            for version in chain:
                if version.value is None:
                    standing = standing[:-1]
                elif version.value.quarter == quarter:
                    standing.append(version.value.unit)
            found.update(standing)
        for steps in in_order(self.ledger.report_acts, day).values():
            came: list[Version[object]] = []
            for act in steps:
                if act.value is None or act.value.step is ReportStep.WITHDRAWN:
                    came = []
                elif act.value.step is ReportStep.HANDED_IN:
                    came.append(act)
                    unit = act.value.unit
            if any(each.on >= quarter.first_day for each in came):
                found.add(unit)
        return found


@settings(max_examples=150, deadline=None)
@given(ledgers(), days_looked_at, st.sampled_from(QUARTERS))
def test_both_readings_of_the_rules_say_the_same(
    ledger: Ledger, as_of: date, quarter: Period
) -> None:
    board = decide_board(ledger, Viewpoint(as_of=as_of, known_at=LATER), quarter)
    reading = Reading(ledger, as_of)
    assert board.closes_on == reading.closes()
    assert {row.key: (str(row.timeliness), row.days) for row in board.reports} == reading.states()
    states = [state for state, _ in reading.states().values()]
    totals = board.report_totals
    assert (totals.on_time, totals.late, totals.missing, totals.no_due_day) == tuple(
        map(states.count, ("on_time", "late", "overdue", "no_due_day"))
    )
    if not board.tracked:
        return
    for part in board.sub_indices:
        for view in part.tasks:
            colours = [each.light.colour for each in view.quarters]
            assert colours == [reading.light(view.task, each)[0] for each in QUARTERS], view.task
        tasks = [view.task for view in part.tasks]
        assert part.execution.colour == reading.sub_index(tasks, quarter)
    expected = set(board.freshness.expected)
    assert set(board.freshness.updated) == expected & reading.spoke(quarter)
