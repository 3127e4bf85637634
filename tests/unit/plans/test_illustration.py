"""What the illustration plan must show a newcomer, on its own today and in any year.

The ledger is made of its acts alone, each recorded in the morning of its day.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from ddci_tracker.domain.acts import (
    Conclusion,
    Extension,
    ReportAct,
    ReportStep,
    ResultEntry,
    TaskStatus,
    TaskUpdate,
)
from ddci_tracker.domain.board import decide_board, default_day, default_quarter
from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.checks import check_plan
from ddci_tracker.domain.execution import start_of
from ddci_tracker.domain.findings import Level
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.lights import Colour, Light, LightCounts
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import (
    DueRule,
    Overall,
    ResultKind,
    SubIndex,
    TargetKind,
    TargetOf,
    UnitKind,
)
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.reports import Acceptance, ReportTotals, Timeliness
from ddci_tracker.domain.tasks import speakers_of
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import AttentionKind, Board, OverallView, SubIndexView
from ddci_tracker.plans import (
    Illustration,
    PlanFileError,
    ProblemCode,
    parse_plan,
    read_catalog,
    read_illustration,
    read_plan,
    write_plan,
)

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = ROOT / "data" / "templates" / "illustration.yaml"
REAL_PLANS = sorted((ROOT / "data" / "plans").glob("*.yaml"))

YEARS = (2020, 2023, 2024, 2026, 2028, 2099)
WORST = {"business_support", "informal_cost"}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_catalog(ROOT / "data" / "catalog")


@pytest.fixture(scope="module", params=YEARS)
def illustration(request: pytest.FixtureRequest, catalog: Catalog) -> Illustration:
    return read_illustration(TEMPLATE, request.param, catalog)


@pytest.fixture(scope="module")
def board(illustration: Illustration, catalog: Catalog) -> Board:
    """The board that a newcomer opens: of the plan's own today, with the default policy."""
    ledger = Ledger(
        plan=illustration.plan,
        catalog=catalog,
        updates=versions(illustration, TaskUpdate),
        report_acts=versions(illustration, ReportAct),
        extensions=versions(illustration, Extension),
        due_days=versions(illustration, DueRule),
        results=versions(illustration, ResultEntry),
        conclusions=versions(illustration, Conclusion),
    )
    day = default_day(illustration.plan, date(illustration.plan.year, 1, 1), date.max)
    look = Viewpoint(as_of=day, known_at=morning(day))
    return decide_board(ledger, look, default_quarter(illustration.plan, day))


def morning(day: date) -> datetime:
    """Nine in the morning in Vietnam."""
    return datetime.combine(day, time(2), UTC)


def versions(illustration: Illustration, kind: type[T]) -> tuple[Version[T], ...]:
    revisions: Counter[str] = Counter()
    made = []
    for act in illustration.acts:
        if isinstance(act.value, kind):
            revisions[act.key] += 1
            made.append(
                Version(
                    key=act.key,
                    revision=revisions[act.key],
                    on=act.on,
                    recorded_at=morning(act.on),
                    recorded_by=act.by,
                    value=act.value,
                )
            )
    return tuple(made)


def task_lights(board: Board) -> list[Light]:
    tasks = [view for each in board.sub_indices for view in each.tasks]
    return [view.light for view in (*tasks, *board.general)]


def texts_in(value: object) -> Iterator[str]:
    """Every text in a value that is written in words rather than as a code."""
    if isinstance(value, str):
        if " " in value:
            yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_in(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))


# The plan and its acts


def test_it_is_an_illustration_with_a_today_of_its_own(illustration: Illustration) -> None:
    plan = illustration.plan
    assert plan.illustration
    assert plan.id == f"SKHCN-MH-{plan.year}"
    assert plan.today == date(plan.year, 8, 20)
    assert plan.agency.province == "Minh họa"


def test_it_has_eight_sub_indices_and_42_tasks(
    illustration: Illustration, catalog: Catalog
) -> None:
    index = catalog.index("DDCI")
    assert index is not None
    known = index.set_for(illustration.plan.year, illustration.plan.agency.province)
    assert known is not None
    in_plan = [sub_index.code for sub_index in illustration.plan.sub_indices]
    assert in_plan == [sub_index.code for sub_index in known.sub_indices]
    assert len(list(illustration.plan.all_tasks())) == 42


def test_its_plan_is_a_plan_file_like_any_other(
    illustration: Illustration, catalog: Catalog
) -> None:
    text = write_plan(illustration.plan)
    assert parse_plan(text, "illustration", catalog) == illustration.plan


def test_its_plan_raises_no_error_and_no_question(
    illustration: Illustration, catalog: Catalog
) -> None:
    assert {finding.level for finding in check_plan(illustration.plan, catalog)} == {Level.NOTE}


def test_its_targets_are_of_many_kinds(illustration: Illustration) -> None:
    plan = illustration.plan
    parts: list[Overall | SubIndex] = [*plan.overall, *plan.sub_indices]
    targets = [target for part in parts for target in part.targets]
    assert {target.kind for target in targets} == {
        TargetKind.ABOVE,
        TargetKind.AT_LEAST,
        TargetKind.REACH,
        TargetKind.RANGE,
        TargetKind.RANK_AT_MOST,
        TargetKind.HOLD_RANK,
        TargetKind.TOP_GROUP,
        TargetKind.INCREASE,
    }
    assert {target.of for target in targets if target.of} == {TargetOf.POINTS, TargetOf.PLACES}


def test_its_tasks_are_led_in_many_ways(illustration: Illustration) -> None:
    plan = illustration.plan
    tasks = [task for _, task in plan.all_tasks()]
    leads = [plan.unit(task.lead[0]) for task in tasks if task.lead]
    helpers = [plan.unit(code) for task in tasks for code in task.with_units]
    lead_kinds = Counter(unit.kind for unit in leads if unit)
    assert lead_kinds[UnitKind.GROUP] >= 1
    assert lead_kinds[UnitKind.LEADERSHIP] == 1
    assert lead_kinds[UnitKind.EXTERNAL] == 0
    assert sum(not task.lead for task in tasks) == 1
    assert UnitKind.EXTERNAL in {unit.kind for unit in helpers if unit}
    assert len({task.cadence for task in tasks}) >= 7
    assert any(task.start for task in tasks)
    assert any(task.due for task in tasks)


def test_it_names_roles_and_units_but_no_person(illustration: Illustration) -> None:
    plan = illustration.plan
    role = re.compile(r"(Phó )?Giám đốc( phụ trách [\w ,]+)?")
    assert all(role.fullmatch(person.name) for person in plan.people)
    assert all(person.role == person.name for person in plan.people)
    signer = plan.document.signer
    assert signer is not None
    assert signer.name == signer.role == "Giám đốc"
    assert {act.by for act in illustration.acts} <= {f"Cán bộ {unit.name}" for unit in plan.units}
    extensions = [act.value for act in illustration.acts if isinstance(act.value, Extension)]
    roles = {person.role for person in plan.people}
    assert {extension.approver for extension in extensions} <= roles


def test_nothing_in_it_comes_from_a_real_plan() -> None:
    template = TEMPLATE.read_text(encoding="utf-8")
    for path in REAL_PLANS:
        plan = read_plan(path)
        names = [plan.id, plan.agency.code, plan.agency.province, plan.document.number]
        names += [person.name for person in plan.people]
        names += [plan.document.signer.name] if plan.document.signer else []
        assert [name for name in names if name and name in template] == []
        titles = {task.title for _, task in plan.all_tasks()}
        assert [title for title in titles if title in template] == []


def test_every_text_in_it_is_vietnamese_and_composed(illustration: Illustration) -> None:
    texts = [*texts_in(illustration.plan), *texts_in(illustration.acts)]
    assert len(texts) > 300
    for text in texts:
        assert unicodedata.is_normalized("NFC", text)
        assert "$" not in text
        # Two words may do without marks ("Thanh tra"), a sentence does not.
        assert not text.isascii() or text.count(" ") < 2


def test_the_same_year_gives_the_same_illustration(illustration: Illustration) -> None:
    assert read_illustration(TEMPLATE, illustration.plan.year) == illustration


def test_its_acts_come_by_day_and_none_after_its_today(illustration: Illustration) -> None:
    days = [act.on for act in illustration.acts]
    assert days == sorted(days)
    assert illustration.plan.today is not None
    assert days[-1] == illustration.plan.today


def test_units_speak_of_their_own_tasks_in_the_quarter_they_speak_of(
    illustration: Illustration,
) -> None:
    plan = illustration.plan
    tasks = {task.code: task for _, task in plan.all_tasks()}
    spoken_by_helper = False
    for act in illustration.acts:
        if not isinstance(act.value, TaskUpdate):
            continue
        said, task = act.value, tasks[act.value.task]
        assert said.unit in speakers_of(plan, task)
        assert max(said.quarter.first_day, start_of(plan, task)) <= act.on
        assert act.on <= said.quarter.last_day
        assert said.done_on is None or said.done_on <= act.on
        assert (said.recovery is not None) == (said.status is TaskStatus.BLOCKED)
        assert said.note is not None
        spoken_by_helper = spoken_by_helper or said.unit in plan.expand(task.with_units)
    assert spoken_by_helper


def test_senders_hand_in_and_the_office_accepts_or_returns(illustration: Illustration) -> None:
    names = {unit.code: f"Cán bộ {unit.name}" for unit in illustration.plan.units}
    steps = [(act.by, act.value) for act in illustration.acts if isinstance(act.value, ReportAct)]
    assert {step.step for _, step in steps} == set(ReportStep)
    for by, step in steps:
        by_sender = step.step in (ReportStep.HANDED_IN, ReportStep.WITHDRAWN)
        assert by == names[step.unit if by_sender else "VP"]
        assert step.note is not None or step.step is not ReportStep.RETURNED


# The board of its today


def test_the_two_worst_sub_indices_have_both_lights_red(board: Board) -> None:
    execution = {view.code for view in board.sub_indices if view.execution.colour is Colour.RED}
    result = {view.code for view in board.sub_indices if view.standing.light.colour is Colour.RED}
    assert execution == result == WORST


def test_sub_indices_show_every_execution_light(board: Board) -> None:
    colours = Counter(view.execution.colour for view in board.sub_indices)
    assert colours == {Colour.RED: 2, Colour.AMBER: 3, Colour.GREEN: 2, Colour.GREY: 1}
    assert {view.execution.reason.code for view in board.sub_indices} == {
        ReasonCode.TASKS_RED,
        ReasonCode.TASKS_AMBER,
        ReasonCode.TASKS_GREEN,
        ReasonCode.FEW_UPDATED,
    }


def test_tasks_show_every_execution_light_and_every_reason(board: Board) -> None:
    assert board.counts == LightCounts(green=24, amber=7, red=6, grey=3, none=2)
    shown = {(light.colour, light.reason.code) for light in task_lights(board)}
    assert shown == {
        (Colour.GREEN, ReasonCode.DONE),
        (Colour.GREEN, ReasonCode.DONE_LATE),
        (Colour.GREEN, ReasonCode.ON_TRACK),
        (Colour.GREEN, ReasonCode.ON_LINE),
        (Colour.AMBER, ReasonCode.BEHIND),
        (Colour.AMBER, ReasonCode.NEEDS_HELP),
        (Colour.AMBER, ReasonCode.BEHIND_LINE),
        (Colour.AMBER, ReasonCode.STILL_NOT_STARTED),
        (Colour.AMBER, ReasonCode.MISSED_ONE_UPDATE),
        (Colour.RED, ReasonCode.BEHIND_LINE),
        (Colour.RED, ReasonCode.PAST_DUE),
        (Colour.RED, ReasonCode.BLOCKED),
        (Colour.RED, ReasonCode.MISSED_UPDATES),
        (Colour.GREY, ReasonCode.JUST_NOT_STARTED),
        (Colour.GREY, ReasonCode.NEVER_UPDATED),
        (None, ReasonCode.NOT_APPLICABLE),
        (None, ReasonCode.BEFORE_START),
    }


def test_some_lights_are_carried_from_the_second_quarter(board: Board) -> None:
    carried = [light.carried for light in task_lights(board) if light.carried]
    assert carried == [Period.quarter(board.plan.year, 2)] * 4


def test_the_quarter_not_begun_has_no_light(board: Board) -> None:
    for view in board.sub_indices:
        assert view.quarters[-1].light.colour is None
        assert all(each.light.colour is not None for each in view.quarters[:-1])


def test_result_lights_show_every_colour_and_estimates_say_so(board: Board) -> None:
    lights = [view.standing.light for view in board.sub_indices]
    assert Counter((light.reason.code, light.estimated) for light in lights) == {
        (ReasonCode.TARGET_MISSED, True): 2,
        (ReasonCode.TARGET_NEAR, True): 2,
        (ReasonCode.TARGET_MET, True): 2,
        (ReasonCode.NO_RESULT_YET, False): 2,
    }
    assert Counter(light.colour for light in lights) == dict.fromkeys(Colour, 2)


def test_the_total_was_published_below_its_target_and_its_estimate_is_amber(board: Board) -> None:
    (overall,) = board.overall
    standing = overall.standing
    assert standing.latest is not None
    assert (standing.latest.score, standing.latest.rank) == (Decimal("74.62"), 11)
    assert standing.targets[0].gap == Decimal("-7.38")
    assert standing.estimate is not None
    assert standing.estimate.score == Decimal("78.71")
    assert standing.light.colour is Colour.AMBER
    assert standing.light.estimated


def test_results_go_back_five_years_with_score_and_rank_of_25(board: Board) -> None:
    year = board.plan.year
    views: list[OverallView | SubIndexView] = [*board.overall, *board.sub_indices]
    for view in views:
        published = view.standing.results.published
        assert [result.year for result in published] == list(range(year - 5, year))
        assert all(result.kind is ResultKind.PUBLISHED for result in published)
        assert all(result.score and result.rank and result.out_of == 25 for result in published)
        # What last year's result prints of its change agrees with the year before.
        before, last = published[-2:]
        assert before.rank is not None
        assert last.rank is not None
        assert last.rank_change == before.rank - last.rank


def test_reports_show_every_state(board: Board) -> None:
    assert {row.timeliness for row in board.reports} == set(Timeliness)
    assert {row.acceptance for row in board.reports} == {None, *Acceptance}
    assert board.report_totals == ReportTotals(
        on_time=24, late=4, missing=2, upcoming=34, no_due_day=4
    )


def test_one_report_was_extended_and_is_in_time_by_its_new_day(board: Board) -> None:
    (row,) = [row for row in board.reports if row.extension]
    year = board.plan.year
    assert (row.first_last_day, row.last_day) == (date(year, 6, 5), date(year, 6, 20))
    assert row.timeliness is Timeliness.ON_TIME
    assert row.handed_in_on == date(year, 6, 18)


def test_one_duty_has_a_day_that_the_office_set(board: Board) -> None:
    set_rows = [row for row in board.reports if row.set_by_office]
    assert {row.duty for row in set_rows} == {"BC3"}
    due_today = {row.key for row in set_rows if row.timeliness is Timeliness.DUE_TODAY}
    assert due_today == {f"BC3/{unit}/{board.plan.year}-08" for unit in ("TTr", "HTS")}


def test_january_is_before_the_plan_and_owes_no_report(board: Board) -> None:
    not_applicable = [row for row in board.reports if row.timeliness is Timeliness.NOT_APPLICABLE]
    assert {row.period for row in not_applicable} == {Period.month(board.plan.year, 1)}


def test_a_report_taken_back_counts_from_its_second_hand_in(board: Board) -> None:
    year = board.plan.year
    (row,) = [row for row in board.reports if row.key == f"BC1/TTCNS/{year}-Q2"]
    assert row.handed_in_on == date(year, 6, 5)
    assert row.timeliness is Timeliness.ON_TIME


def test_rows_of_every_kind_ask_for_attention(board: Board) -> None:
    assert {row.kind for row in board.attention} == set(AttentionKind)
    conclusions = [row for row in board.attention if row.kind is AttentionKind.CONCLUSION]
    assert [row.reason.code for row in conclusions] == [
        ReasonCode.CONCLUSION_OVERDUE,
        ReasonCode.CONCLUSION_DUE_SOON,
        ReasonCode.CONCLUSION_DUE_SOON,
    ]


def test_eight_of_nine_units_have_spoken_this_quarter(board: Board) -> None:
    assert board.quarter == Period.quarter(board.plan.year, 3)
    assert len(board.freshness.expected) == 9
    assert board.freshness.silent == ("CDS",)
    assert board.freshness.last_update == morning(date(board.plan.year, 8, 20))


# What is wrong with a template is told with its place


@pytest.mark.parametrize(
    ("written", "instead", "code", "field"),
    [
        ("task: II.1-02, quarter: 1", "task: II.9-99, quarter: 1", "BAD_CHOICE", "task"),
        (
            "by: TDC, task: II.4-04, quarter: 1",
            "by: XX, task: II.4-04, quarter: 1",
            "BAD_CHOICE",
            "by",
        ),
        ("unit: TDC, period: 3", "unit: TDC, period: 5", "OUT_OF_RANGE", "period"),
        ("duty: BC3, due:", "duty: BC9, due:", "BAD_CHOICE", "duty"),
        ("units: [HTS], due:", "units: [XX], due:", "BAD_CHOICE", "units[0]"),
        (
            "sub_index: leadership, result: {year: ${year},",
            "sub_index: nobody, result: {year: ${year},",
            "BAD_CHOICE",
            "sub_index",
        ),
        ("task: II.1-02, quarter: 1", "task: II.1-02, quarter: 5", "OUT_OF_RANGE", "quarter"),
        ("person: GD", "person: XX", "UNKNOWN_PERSON", "person"),
        ("today: ${year}-08-20", "today: ${years}-08-20", "EXPECTED_DAY", "today"),
    ],
)
def test_an_act_that_names_what_the_plan_lacks_is_refused(
    tmp_path: Path, written: str, instead: str, code: str, field: str
) -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    before, _, _ = text.partition(written)
    path = tmp_path / "template.yaml"
    path.write_text(text.replace(written, instead, 1), encoding="utf-8")
    with pytest.raises(PlanFileError) as refused:
        read_illustration(path, 2026)
    (problem,) = refused.value.problems
    assert problem.code is ProblemCode[code]
    assert problem.line == before.count("\n") + 1
    assert problem.field is not None
    assert problem.field.endswith(field)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- plan", ProblemCode.EXPECTED_MAP),
        ("plan: {}", ProblemCode.MISSING_KEY),
        ("plan: {}\nacts: {}\nmore: {}", ProblemCode.UNKNOWN_KEY),
    ],
)
def test_a_template_has_two_parts(tmp_path: Path, text: str, code: ProblemCode) -> None:
    path = tmp_path / "template.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PlanFileError) as refused:
        read_illustration(path, 2026)
    assert [problem.code for problem in refused.value.problems] == [code]
