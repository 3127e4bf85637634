"""What a plan file may say of targets and results, and what is refused with its line."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ddci_tracker.domain.checks import check_plan
from ddci_tracker.domain.findings import CheckCode
from ddci_tracker.domain.plan import (
    ListRank,
    Overall,
    OwnSubIndex,
    Plan,
    RankList,
    Result,
    ScoreBand,
    SubIndex,
    Target,
    TargetKind,
    TargetOf,
    Years,
)
from ddci_tracker.domain.policy import Band, Policy
from ddci_tracker.domain.scales import stand_for_total, sub_index_scale
from ddci_tracker.plans import PlanFileError, parse_plan, read_catalog, read_with_lines, write_plan
from ddci_tracker.plans.problems import ProblemCode
from ddci_tracker.words.catalogue import Language, Words
from ddci_tracker.words.labels import BLOCKS
from ddci_tracker.words.reasons import sentence
from tests.unit.domain.build import published

HERE = Path(__file__).parent
SAMPLE = (HERE / "files" / "sample.yaml").read_text(encoding="utf-8")
CATALOG = read_catalog(HERE.parents[2] / "data" / "catalog")

TARGET = "{kind: rank_at_most, rank: 5, out_of: 25, text: nhóm 05 đơn vị, lines: [23, 23]}"
RESULT = '{year: 2022, kind: published, score: "64.5", rank: 9, out_of: 25}'


def about(value: str) -> Target:
    return Target(kind=TargetKind.ABOUT, value=Decimal(value))


def least(value: str) -> Target:
    return Target(kind=TargetKind.AT_LEAST, value=Decimal(value))


def above(value: str) -> Target:
    return Target(kind=TargetKind.ABOVE, value=Decimal(value))


def between(low: str, high: str) -> Target:
    return Target(kind=TargetKind.RANGE, low=Decimal(low), high=Decimal(high))


def top(rank: int) -> Target:
    return Target(kind=TargetKind.RANK_AT_MOST, rank=rank)


def places(low: str, high: str) -> Target:
    return Target(kind=TargetKind.RANK_RANGE, low=Decimal(low), high=Decimal(high))


def up(low: str, of: TargetOf = TargetOf.PLACES, *, high: str | None = None) -> Target:
    end = Decimal(high) if high else None
    return Target(kind=TargetKind.INCREASE, of=of, low=Decimal(low), high=end)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def read(old: str, new: str) -> Plan:
    assert SAMPLE.count(old) == 1, old
    return parse_plan(SAMPLE.replace(old, new), "x.yaml", CATALOG)


@pytest.mark.parametrize(
    "target",
    [
        '{kind: increase, of: percent, low: "5", base_year: 2019, text: tăng 5 %}',
        "{kind: hold_score, base_year: 2020}",
        '{kind: about, value: "68.9"}',
        "{kind: versus, of: median, strict: true}",
        '{kind: versus, of: mean, margin: "2"}',
        "{kind: versus, of: best, list: block}",
        '{kind: versus, of: best, margin: "-3", strict: true, text: kém dưới 3 điểm}',
        "{kind: band, band: khá}",
        "{kind: rank_at_most, rank: 10, list: national, year: 2030}",
    ],
)
def test_a_target_of_the_field_is_read(target: str) -> None:
    assert len(read(TARGET, target).overall[0].targets) == 1


@pytest.mark.parametrize(
    ("target", "code", "field"),
    [
        ('{kind: hold_score, value: "7"}', "forbidden_for_kind", "value"),
        ("{kind: about}", "missing_for_kind", "value"),
        ("{kind: versus, of: points}", "bad_choice", "of"),
        ("{kind: versus}", "missing_for_kind", "of"),
        ('{kind: increase, of: median, low: "2"}', "bad_choice", "of"),
        ("{kind: band}", "missing_for_kind", "band"),
        ('{kind: above, value: "7", list: block}', "forbidden_for_kind", "list"),
        ("{kind: rank_at_most, rank: 5, list: world}", "bad_choice", "list"),
        ("{kind: rank_at_most, rank: 5, year: 2022}", "target_before_plan", "year"),
        ("{kind: hold_score, base_year: 2023}", "base_year_not_before", "base_year"),
        ('{kind: increase, of: places, low: "1.5"}', "rank_not_whole", "low"),
        ('{kind: reach, value: "101"}', "out_of_scale", "value"),
    ],
)
def test_a_target_that_cannot_be_is_refused_with_its_line(
    target: str, code: str, field: str
) -> None:
    with pytest.raises(PlanFileError) as refused:
        read(TARGET, target)
    (problem,) = refused.value.problems
    assert (str(problem.code), problem.field) == (code, f"overall[0].targets[0].{field}")
    assert problem.line == line_of(SAMPLE, TARGET)


@pytest.mark.parametrize(
    ("result", "code", "field"),
    [
        ("{year: 2024, kind: published, rank: 9}", "result_after_plan", "year"),
        ("{year: 2022, kind: published, rank: 9, rank_over: 5}", "rank_and_beyond", "rank_over"),
        ('{year: 2022, kind: published, median: "100.5"}', "out_of_scale", "median"),
        (
            "{year: 2022, kind: published, ranks: [{list: national, rank: 40, out_of: 34}]}",
            "rank_beyond_list",
            "ranks[0].rank",
        ),
        (
            "{year: 2022, kind: published, "
            "ranks: [{list: block, rank: 4}, {list: block, rank: 5}]}",
            "duplicate_list",
            "ranks[1].list",
        ),
    ],
)
def test_a_result_that_cannot_be_is_refused_with_its_line(
    result: str, code: str, field: str
) -> None:
    with pytest.raises(PlanFileError) as refused:
        read(RESULT, result)
    (problem,) = refused.value.problems
    assert (str(problem.code), problem.field) == (code, f"overall[0].results[0].{field}")


def test_a_predecessors_result_of_the_same_year_is_another_one() -> None:
    plan = read(RESULT, f"{RESULT}, {RESULT[:-1]}, of: Sở cũ}}")
    assert [each.of for each in plan.overall[0].results] == [None, "Sở cũ"]


def test_a_score_below_the_least_of_its_scale_is_refused() -> None:
    text = SAMPLE.replace("indices: [DDCI, PCI]", "indices: [DDCI, PCI, PAPI]").replace(
        "overall:\n",
        "overall:\n  - {index: PAPI, targets: [], results: [{year: 2022, kind: "
        'published, score: "7.99"}]}\n',
    )
    with pytest.raises(PlanFileError) as refused:
        parse_plan(text, "x.yaml", CATALOG)
    (problem,) = refused.value.problems
    assert dict(problem.arguments)["minimum"] == "8"


def test_a_block_may_have_a_scale_and_bands_of_its_own() -> None:
    own = """  - index: DDCI
    minimum: "20"
    maximum: "70"
    bands: [{name: Khá, from: "45"}, {name: Tốt, from: "60"}]
"""
    plan = read("overall:\n  - index: DDCI\n", "overall:\n" + own)
    assert [each.name for each in plan.overall[0].bands] == ["Khá", "Tốt"]
    with pytest.raises(PlanFileError):
        read("overall:\n  - index: DDCI\n", "overall:\n" + own.replace('"70"', '"60"'))


def test_a_sub_index_may_have_a_scale_of_its_own() -> None:
    name = "    printed_name: Tinh minh bạch và tiếp cận thông tin\n"
    own = name + '    minimum: "1"\n    maximum: "12.5"\n'
    plan = read(name, own)
    part = plan.sub_indices[0]
    assert (part.minimum, part.maximum) == (Decimal(1), Decimal("12.5"))
    scale = sub_index_scale(plan, CATALOG.index("DDCI"), part.index, part.code)
    assert (scale.minimum, scale.maximum) == (Decimal(1), Decimal("12.5"))
    assert parse_plan(write_plan(plan), "x.yaml", CATALOG) == plan
    # The sample prints a score of 9.82.
    for end, wrong, code in (("12.5", "9", "out_of_scale"), ("1", "13", "scale_reversed")):
        with pytest.raises(PlanFileError) as refused:
            read(name, own.replace(f'"{end}"', f'"{wrong}"'))
        assert code in {problem.code for problem in refused.value.problems}


def test_a_sub_index_that_can_score_less_or_more_makes_no_mean_of_a_total() -> None:
    name = "    printed_name: Tinh minh bạch và tiếp cận thông tin\n"
    ddci = CATALOG.index("DDCI")
    assert ddci is not None
    known = ddci.set_for(2023, "Lạng Sơn", "departments")
    assert known is not None
    codes = [each.code for each in known.sub_indices]
    for own, told in (("", True), ('    maximum: "12"\n', False)):
        assert stand_for_total(read(name, name + own), ddci, codes, 2023) is told


def test_a_highest_score_that_nobody_gives_is_noted_where_each_has_its_own() -> None:
    text = (HERE / "provinces" / "SNV-TB-2026-PAR.yaml").read_text(encoding="utf-8")
    told = [
        each.reason.arguments
        for each in check_plan(parse_plan(text, "x.yaml", CATALOG), CATALOG)
        if each.reason.code is CheckCode.HIGHEST_SCORE_UNKNOWN
    ]
    (arguments,) = map(dict, told)
    assert arguments["names"] == ("Cải cách tài chính công",)


def test_a_plan_of_several_years_names_them_in_the_place_of_one() -> None:
    text = SAMPLE.replace("  year: 2023\n", "  years: [2023, 2025]\n", 1)
    for name in ("STTTT-LS-2023", "STTTT-LS-2023-2025", "STTTT-LS-2023-2025-PAR"):
        plan = parse_plan(text.replace("id: STTTT-LS-2023", f"id: {name}"), "x.yaml", CATALOG)
        assert (plan.year, plan.document.years) == (2023, Years(2023, 2025))


@pytest.mark.parametrize(
    ("years", "code"),
    [
        ("years: [2025, 2023]", "years_reversed"),
        ("years: [2023, 2023]", "years_equal"),
        ("years: 2023", "expected_years"),
        ("years: [2023]", "expected_years"),
        ("year: 2023\n  years: [2023, 2025]", "either_of"),
        ("title: x", "duplicate_key"),
    ],
)
def test_years_that_are_none_are_refused(years: str, code: str) -> None:
    with pytest.raises(PlanFileError) as refused:
        parse_plan(SAMPLE.replace("  year: 2023\n", f"  {years}\n", 1), "x.yaml", CATALOG)
    assert code in {str(problem.code) for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("hgih", "high"),
        ("lists", "list"),
        ("below", None),
        ("lower", None),
        ("min", None),
        ("ranks", None),
    ],
)
def test_a_hint_for_a_target_is_a_slip_of_the_finger_or_none(key: str, near: str | None) -> None:
    with pytest.raises(PlanFileError) as refused:
        read(TARGET, f'{{kind: versus, of: best, {key}: "3"}}')
    (problem,) = refused.value.problems
    assert dict(problem.arguments).get("near") == near


@pytest.mark.parametrize("written", ["2023-04", "04/2023", "4-2023"])
def test_a_month_without_its_day_is_called_that(written: str) -> None:
    with pytest.raises(PlanFileError) as refused:
        parse_plan(SAMPLE.replace("2023-04-13", written, 1), "x.yaml", CATALOG)
    (problem,) = refused.value.problems
    assert str(problem.code) == "month_without_day"


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("issued_onn", "issued_on"),
        ("isued_on", "issued_on"),
        ("titel", "title"),
        ("issuedon", "issued_on"),
        # of other words: something else is meant
        ("issued_by", None),
        ("base_year", None),
        ("first_year", None),
        ("signed_on", None),
        ("until", None),
        # a key of another place
        ("ranks", None),
    ],
)
def test_a_hint_never_proposes_what_would_change_the_meaning(key: str, near: str | None) -> None:
    text = SAMPLE.replace("  symbol: KH-STTTT\n", f"  symbol: KH-STTTT\n  {key}: x\n", 1)
    with pytest.raises(PlanFileError) as refused:
        parse_plan(text, "x.yaml", CATALOG)
    problem = next(each for each in refused.value.problems if str(each.code).startswith("unknown"))
    assert dict(problem.arguments).get("near") == near


def found(plan: Plan) -> set[str]:
    return {str(each.reason.code) for each in check_plan(plan, CATALOG)}


def of(part: SubIndex) -> Plan:
    plan = parse_plan(SAMPLE, "x.yaml", CATALOG)
    return replace(plan, sub_indices=(part,), overall=())


PART = SubIndex(index="DDCI", code="transparency", printed_name="Tính minh bạch")


def test_a_change_of_rank_that_is_none_is_told() -> None:
    falls = replace(published(2022, rank=9), previous_rank=12, rank_change=-3)
    assert CheckCode.RANK_CHANGE_CONTRADICTS in found(of(replace(PART, results=(falls,))))
    rises = replace(falls, rank_change=3)
    assert CheckCode.RANK_CHANGE_CONTRADICTS not in found(of(replace(PART, results=(rises,))))


def test_a_change_of_score_that_is_none_is_told() -> None:
    results = (
        published(2021, "7.00"),
        replace(published(2022, "7.50"), score_change=Decimal("-0.50")),
    )
    assert CheckCode.SCORE_CHANGE_CONTRADICTS in found(of(replace(PART, results=results)))
    right = (results[0], replace(results[1], score_change=Decimal("0.50")))
    assert CheckCode.SCORE_CHANGE_CONTRADICTS not in found(of(replace(PART, results=right)))


def test_a_list_that_changes_its_length_is_told() -> None:
    results = (published(2021, rank=28, out_of=63), published(2022, rank=22, out_of=34))
    assert CheckCode.LIST_SIZE_CHANGES in found(of(replace(PART, results=results)))
    longer = (published(2021, rank=22, out_of=34), published(2022, rank=28, out_of=63))
    assert CheckCode.LIST_SIZE_CHANGES in found(of(replace(PART, results=longer)))
    same = (results[0], published(2022, rank=22, out_of=63))
    assert CheckCode.LIST_SIZE_CHANGES not in found(of(replace(PART, results=same)))


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        # the one implies the other
        (top(5), top(10), False),
        (least("7"), least("8"), False),
        (least("7"), above("8"), False),
        (Target(kind=TargetKind.HOLD_RANK, rank=5), top(3), False),
        (between("7", "8"), least("8"), False),
        # no result can be both
        (between("7", "8"), above("8"), True),
        (between("7", "8"), least("8.01"), True),
        (between("7", "8"), between("8.5", "9"), True),
        (places("10", "15"), top(9), True),
        (places("10", "15"), top(10), False),
        (places("10", "15"), places("16", "20"), True),
        # from rank 9 of the year before: 7 to 6
        (up("2", high="3"), top(5), True),
        (up("2"), top(5), False),
        (up("2", high="3"), top(6), False),
        # from 7.00: to 7.50 at the most
        (up("0.2", TargetOf.POINTS, high="0.5"), above("7.5"), True),
        (up("2", TargetOf.PERCENT, high="5"), least("7.36"), True),
        (up("2", TargetOf.PERCENT, high="5"), least("7.35"), False),
        # what nobody knows before the year is over
        (Target(kind=TargetKind.VERSUS, of=TargetOf.MEDIAN), between("5", "6"), False),
        # places of two lists, a score and a place
        (places("10", "15"), replace(top(5), list=RankList.NATIONAL), False),
        (least("9"), places("10", "15"), False),
    ],
)
def test_only_targets_that_no_result_can_meet_as_printed_exclude_each_other(
    one: Target, other: Target, told: bool
) -> None:
    base = replace(published(2022, "7.00", rank=9), median=Decimal(9))
    for targets in ((one, other), (other, one)):
        part = replace(PART, targets=targets, results=(base,))
        assert (CheckCode.TARGETS_EXCLUDE in found(of(part))) is told
        apart = replace(part, targets=(one, replace(other, year=2025)))
        of_two_years = replace(apart, targets=(replace(one, year=2024), apart.targets[1]))
        assert CheckCode.TARGETS_EXCLUDE not in found(of(of_two_years))


def test_a_target_of_every_year_excludes_one_of_a_year_of_the_plan() -> None:
    part = replace(PART, targets=(between("5", "6"), replace(least("7"), year=2025)))
    assert CheckCode.TARGETS_EXCLUDE in found(of(part))


def test_targets_that_exclude_each_other_are_told_with_their_figures() -> None:
    aims = (replace(places("10", "15"), text="giữ vững thứ hạng"), top(5))
    (excluded,) = (
        each
        for each in check_plan(of(replace(PART, targets=aims)), CATALOG)
        if each.reason.code == CheckCode.TARGETS_EXCLUDE
    )
    said = sentence(excluded.reason, Words.of(Language("vi")))
    assert said.endswith("giữ vững thứ hạng (hạng 10–15) và top 5")


@pytest.mark.parametrize(
    ("index", "ranks", "told"),
    [
        ("PAR", (), True),
        ("PAR", (ListRank(list=RankList.BLOCK, rank=6),), False),
        # the places of this one count in the block
        ("DDCI", (), False),
    ],
)
def test_a_place_in_a_list_that_nobody_can_name_is_asked_about(
    index: str, ranks: tuple[ListRank, ...], told: bool
) -> None:
    result = replace(published(2022, "88.1", rank=6), ranks=ranks)
    target = replace(top(2), list=RankList.BLOCK)
    overall = Overall(index=index, targets=(target,), results=(result,))
    plan = replace(parse_plan(SAMPLE, "x.yaml", CATALOG), overall=(overall,), sub_indices=())
    assert (CheckCode.RANK_WITHOUT_LIST in found(plan)) is told
    of_any = replace(overall, targets=(top(2),))
    assert CheckCode.RANK_WITHOUT_LIST not in found(replace(plan, overall=(of_any,)))


def test_a_mark_above_the_best_is_asked_about_and_one_below_it_is_not() -> None:
    best = Target(kind=TargetKind.VERSUS, of=TargetOf.BEST)
    for target, told in (
        (best, False),
        (replace(best, margin=Decimal(-3)), False),
        (replace(best, margin=Decimal(-3), strict=True), False),
        (replace(best, margin=Decimal(3)), True),
        (replace(best, strict=True), True),
        (replace(best, of=TargetOf.MEAN, margin=Decimal(3)), False),
    ):
        part = replace(PART, targets=(target,))
        assert (CheckCode.ABOVE_THE_BEST in found(of(part))) is told


@pytest.mark.parametrize(("aim", "told"), [("80.00", False), ("80.01", True)])
def test_targets_that_add_up_to_the_overall_one_are_not_asked_about(aim: str, told: bool) -> None:
    part = replace(PART, code="own", targets=(least("8"),))
    plan = replace(
        of(part),
        own_sub_indices=(OwnSubIndex(index="DDCI", code="own", name="own"),),
        overall=(Overall(index="DDCI", targets=(least(aim),)),),
    )
    assert (CheckCode.TARGETS_FALL_SHORT in found(plan)) is told


@pytest.mark.parametrize(
    ("target", "below"),
    [(least("6.99"), True), (least("7.00"), False), (top(6), True), (top(5), False)],
)
def test_a_target_below_what_was_reached_is_noted_and_the_same_is_not(
    target: Target, below: bool
) -> None:
    part = replace(PART, targets=(target,), results=(published(2022, "7.00", rank=5, out_of=25),))
    codes = {CheckCode.TARGET_BELOW_LAST, CheckCode.TARGET_RANK_BELOW_LAST}
    assert bool(codes & found(of(part))) is below


@pytest.mark.parametrize("of_block", [TargetOf.MEDIAN, TargetOf.MEAN, TargetOf.BEST])
def test_the_block_of_last_year_is_no_mark_that_the_plan_prints(of_block: TargetOf) -> None:
    versus = Target(kind=TargetKind.VERSUS, of=of_block, margin=Decimal("0.1"))
    marks = {str(of_block) if of_block is not TargetOf.BEST else "best_score": Decimal("6.5")}
    about = {CheckCode.TARGET_BELOW_LAST, CheckCode.TARGETS_FALL_SHORT, CheckCode.BEYOND_SCALE}
    for result in (published(2022, "7.00"), published(2022, "1.00")):
        last = replace(result, **marks)  # type: ignore[arg-type]
        part = replace(PART, targets=(versus,), results=(last,))
        whole = replace(least("99"), text="trên 99 điểm")
        plan = replace(of(part), overall=(Overall(index="DDCI", targets=(whole,)),))
        assert not about & found(plan)
        printed = replace(part, targets=(least("6.6"),))
        assert about & found(replace(plan, sub_indices=(printed,)))


def test_rank_6_of_27_is_no_weak_point_though_short_of_its_target() -> None:
    part = replace(
        PART,
        targets=(Target(kind=TargetKind.RANK_AT_MOST, rank=5),),
        results=(published(2022, "8.1", rank=6, out_of=27),),
    )
    codes = found(of(part))
    assert CheckCode.WEAK_WITHOUT_TASK not in codes
    assert CheckCode.BELOW_TARGET_WITHOUT_TASK in codes
    for rank, out_of, is_weak in ((20, 27, True), (13, 25, False), (14, 25, True)):
        placed = replace(part, results=(published(2022, "8.1", rank=rank, out_of=out_of),))
        assert (CheckCode.WEAK_WITHOUT_TASK in found(of(placed))) is is_weak, (rank, out_of)


@pytest.mark.parametrize(("score", "rank", "told"), [("9.50", 2, True), ("10", 1, False)])
def test_the_same_score_and_place_twice_is_asked_about_but_for_a_full_first_place(
    score: str, rank: int, told: bool
) -> None:
    one = replace(PART, results=(published(2022, score, rank=rank, out_of=25),))
    other = replace(one, code="time_cost", printed_name="Chi phí thời gian")
    plan = replace(of(one), sub_indices=(one, other))
    assert (CheckCode.PRINTED_TWICE in found(plan)) is told


def test_a_missing_day_of_issue_is_told() -> None:
    plan = read("issued_on: 2023-04-13", "issued_on: null")
    assert CheckCode.NO_DAY_OF_ISSUE in found(plan)
    document = replace(plan.document, issued_not_before=plan.document.counts_from)
    assert CheckCode.NO_DAY_OF_ISSUE not in found(replace(plan, document=document))


@pytest.mark.parametrize(
    ("targets", "told"),
    [
        ((about("6.9"), about("7")), False),  # 6,9 is about 7
        ((about("7"), about("7.4")), False),
        ((about("7"), about("7.5")), False),  # from 7,45, which is about 7 still
        ((about("7"), about("7.6")), True),
        ((about("6.9"), about("7.0")), True),
        ((about("7"), least("7.2")), False),
        ((about("7"), least("6")), False),  # about 7 is 6 at least
        ((least("7.5"), about("7")), True),
    ],
)
def test_what_is_only_about_so_much_excludes_what_it_cannot_mean(
    targets: tuple[Target, ...], told: bool
) -> None:
    assert (CheckCode.TARGETS_EXCLUDE in found(of(replace(PART, targets=targets)))) is told


@pytest.mark.parametrize(
    ("target", "base", "code"),
    [
        (up("30"), published(2022, rank=12, out_of=25), CheckCode.BEYOND_FIRST_PLACE),
        (up("12"), published(2022, rank=12, out_of=25), CheckCode.BEYOND_FIRST_PLACE),
        (up("11"), published(2022, rank=12, out_of=25), None),
        (up("25"), published(2022, "7.00", out_of=25), CheckCode.MORE_PLACES_THAN_LIST),
        (up("24"), published(2022, "7.00", out_of=25), None),
        (replace(up("30"), out_of=25), None, CheckCode.MORE_PLACES_THAN_LIST),
        (up("4", TargetOf.POINTS), published(2022, "7.00"), CheckCode.BEYOND_SCALE),
        (up("3", TargetOf.POINTS), published(2022, "7.00"), None),
        (up("50", TargetOf.PERCENT), published(2022, "7.00"), CheckCode.BEYOND_SCALE),
    ],
)
def test_a_rise_that_nobody_can_make_is_asked_about(
    target: Target, base: Result | None, code: CheckCode | None
) -> None:
    part = replace(PART, targets=(target,), results=(base,) if base else ())
    asked = {
        CheckCode.BEYOND_FIRST_PLACE,
        CheckCode.MORE_PLACES_THAN_LIST,
        CheckCode.BEYOND_SCALE,
    }
    assert asked & set(found(of(part))) == ({code} if code else set())


BANDS = (
    ScoreBand(name="Tốt", from_score=Decimal(80)),
    ScoreBand(name="Khá", from_score=Decimal(65)),
)


@pytest.mark.parametrize(
    ("band", "bands", "code"),
    [
        ("nhóm khá", BANDS, None),
        ("tuyệt vời", BANDS, CheckCode.BAND_UNKNOWN),
        ("khá", (), CheckCode.BAND_WITHOUT_BOUNDS),
    ],
)
def test_a_band_that_nobody_has_defined_is_asked_about(
    band: str, bands: tuple[ScoreBand, ...], code: CheckCode | None
) -> None:
    target = Target(kind=TargetKind.BAND, band=band)
    whole = Overall(index="DDCI", targets=(target,), bands=bands)
    plan = replace(of(PART), overall=(whole,))
    asked = {CheckCode.BAND_UNKNOWN, CheckCode.BAND_WITHOUT_BOUNDS}
    assert asked & set(found(plan)) == ({code} if code else set())


def test_bands_that_the_agency_set_count() -> None:
    target = Target(kind=TargetKind.BAND, band="khá")
    plan = replace(of(PART), overall=(Overall(index="DDCI", targets=(target,)),))
    policy = Policy(bands=(Band(name="Yếu", low=Decimal(0)), Band(name="Khá", low=Decimal(65))))
    codes = {each.reason.code for each in check_plan(plan, CATALOG, policy=policy)}
    assert not codes & {CheckCode.BAND_UNKNOWN, CheckCode.BAND_WITHOUT_BOUNDS}


@pytest.mark.parametrize(
    ("block", "told"),
    [("departments", False), ("vertical", False), ("communes", False), ("x", True)],
)
def test_a_block_that_is_not_known_is_asked_about(block: str, told: bool) -> None:
    plan = of(PART)
    plan = replace(plan, agency=replace(plan.agency, block=block))
    assert (CheckCode.BLOCK_UNKNOWN in found(plan)) is told


def test_every_block_has_a_name() -> None:
    assert set(CATALOG.blocks) == set(BLOCKS)


def test_a_question_about_a_block_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(SAMPLE.replace("block: departments", "block: x"), encoding="utf-8")
    plan, lines = read_with_lines(path, CATALOG)
    asked = [each for each in check_plan(plan, CATALOG) if each.reason.code == "block_unknown"]
    assert [lines.of(each) for each in asked] == [(line_of(path.read_text("utf-8"), "block: x"),)]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('"-1"', ProblemCode.NEGATIVE),
        ('"-7,5"', ProblemCode.NEGATIVE),
        ('"−1"', ProblemCode.NEGATIVE),
        ('"7.5 điểm"', ProblemCode.NO_DECIMAL),
        ('"1e1"', ProblemCode.NO_DECIMAL),
        ('"64,5"', ProblemCode.DECIMAL_COMMA),
        ("64.5", ProblemCode.DECIMAL_UNQUOTED),
        ("[1]", ProblemCode.EXPECTED_DECIMAL),
    ],
)
def test_a_score_that_is_none_is_refused_for_what_it_is(written: str, code: ProblemCode) -> None:
    with pytest.raises(PlanFileError) as error:
        read('score: "64.5"', f"score: {written}")
    assert [each.code for each in error.value.problems] == [code]
