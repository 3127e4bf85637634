"""How values are written on screens and in documents, in both languages."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Cadence, Kpi, Target, TargetKind, TargetOf
from ddci_tracker.domain.reasons import Reason, ReasonCode
from ddci_tracker.domain.targets import Measure, Threshold
from ddci_tracker.words import formats, reasons
from ddci_tracker.words.catalogue import Language, Words
from ddci_tracker.words.language import Shown
from tests.unit.domain.build import make_task

VI, EN = Words.of(Language("vi")), Words.of(Language("en"))


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        ("7.80", "7,80", "7.80"),
        ("6.0", "6,0", "6.0"),
        ("10", "10", "10"),
        ("0.00", "0,00", "0.00"),
        ("-1.03", "−1,03", "−1.03"),
        ("1234.5", "1.234,5", "1,234.5"),
        ("1E+2", "100", "100"),
        ("-0.00", "0,00", "0.00"),
    ],
)
def test_a_decimal_keeps_its_printed_places(value: str, vietnamese: str, english: str) -> None:
    assert formats.decimal(Decimal(value), VI) == vietnamese
    assert formats.decimal(Decimal(value), EN) == english


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("0.33"), "+0,33"),
        (Decimal("-0.48"), "−0,48"),
        (Decimal("0.00"), "0,00"),
        (3, "+3"),
        (-9, "−9"),
        (0, "0"),
    ],
)
def test_a_change_has_its_sign(value: Decimal | int, written: str) -> None:
    assert formats.signed(value, VI) == written


def test_a_whole_number_has_its_thousands_apart() -> None:
    assert formats.whole(12500, VI) == "12.500"
    assert formats.whole(12500, EN) == "12,500"
    assert formats.whole(999, VI) == "999"
    assert formats.whole(-1, VI) == "−1"


def test_a_percentage_stands_before_its_sign() -> None:
    assert formats.percent(85, VI) == "85%"
    assert formats.percent(Decimal("87.5"), VI) == "87,5%"
    task = replace(make_task(), kpi=Kpi(text="tỷ lệ", value=Decimal(100), unit="%"))
    assert formats.kpi(task, VI) == "100%"
    rise = Target(kind=TargetKind.INCREASE, of=TargetOf.PERCENT, low=Decimal("7.5"))
    assert formats.target(rise, VI) == "tăng 7,5%"


def test_a_day_is_written_with_two_digits() -> None:
    assert formats.day(date(2021, 6, 5), VI) == "05/06/2021"
    assert formats.day(date(2021, 6, 5), EN) == "5 Jun 2021"
    assert formats.short_day(date(2021, 6, 5), 2021, VI) == "05/06"
    assert formats.short_day(date(2021, 6, 5), 2021, EN) == "5 Jun"


def test_a_day_of_another_year_than_the_plans_says_its_year() -> None:
    assert formats.short_day(date(2022, 1, 5), 2021, VI) == "05/01/2022"
    came = Reason.of(ReasonCode.REPORT_ON_TIME, handed_in=date(2022, 1, 4), due=date(2022, 1, 5))
    assert reasons.short(came, VI, 2021).endswith("04/01/2022")
    assert reasons.short(came, VI, 2022).endswith("04/01")


def test_a_moment_is_read_on_the_clocks_of_vietnam() -> None:
    before_midnight = datetime(2026, 9, 10, 17, 30, tzinfo=UTC)
    assert formats.moment(before_midnight, VI) == "00:30 ngày 11/09/2026"
    assert formats.moment(before_midnight, EN) == "00:30 on 11 Sep 2026"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        formats.moment(datetime(2026, 9, 11, 8, 30), VI)  # noqa: DTZ001 - this is the point


@pytest.mark.parametrize(
    ("period", "full", "short", "english", "english_short"),
    [
        ("2021-06", "tháng 6/2021", "tháng 6", "Jun 2021", "Jun"),
        ("2021-Q2", "quý II/2021", "quý II", "Q2 2021", "Q2"),
        ("2021-H1", "6 tháng đầu năm 2021", "6 tháng đầu năm", "first half of 2021", "first half"),
        (
            "2021-H2",
            "6 tháng cuối năm 2021",
            "6 tháng cuối năm",
            "second half of 2021",
            "second half",
        ),
        ("2021", "năm 2021", "năm 2021", "year 2021", "year 2021"),
        (
            "2026-W11",
            "tuần 11 năm 2026 (09/03–15/03)",
            "tuần 11 (09/03–15/03)",
            "week 11 of 2026 (9 Mar–15 Mar)",
            "week 11 (9 Mar–15 Mar)",
        ),
        (
            "2026-W01",
            "tuần 1 năm 2026 (29/12/2025–04/01/2026)",
            "tuần 1 (29/12–04/01)",
            "week 1 of 2026 (29 Dec 2025–4 Jan 2026)",
            "week 1 (29 Dec–4 Jan)",
        ),
    ],
)
def test_a_period_is_named_as_in_official_papers(
    period: str, full: str, short: str, english: str, english_short: str
) -> None:
    value = Period.parse(period)
    assert formats.period(value, VI) == full
    assert formats.short_period(value, VI) == short
    assert formats.period(value, EN) == english
    assert formats.short_period(value, EN) == english_short


def test_quarters_have_roman_numbers() -> None:
    quarters = [Period.quarter(2021, number) for number in (1, 2, 3, 4)]
    assert [formats.roman(quarter) for quarter in quarters] == ["I", "II", "III", "IV"]
    with pytest.raises(ValueError, match="not a quarter"):
        formats.roman(Period.month(2021, 1))


def test_a_rank_names_its_list_where_known() -> None:
    assert formats.rank(16, 23) == "16/23"
    assert formats.rank(16) == "16"


@pytest.mark.parametrize(
    ("items", "vietnamese", "english"),
    [
        ((), "", ""),
        (("A",), "A", "A"),
        (("A", "B"), "A và B", "A and B"),
        (("A", "B", "C"), "A, B và C", "A, B and C"),
    ],
)
def test_a_list_ends_with_and(items: tuple[str, ...], vietnamese: str, english: str) -> None:
    assert formats.listed(items, VI) == vietnamese
    assert formats.listed(items, EN) == english


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "–"),
        (True, "có"),
        (False, "không"),
        (12500, "12.500"),
        (Decimal("7.80"), "7,80"),
        (date(2021, 6, 5), "05/06/2021"),
        (datetime(2026, 9, 11, 1, 30, tzinfo=UTC), "08:30 ngày 11/09/2026"),
        (Period.quarter(2021, 2), "quý II/2021"),
        (Cadence.QUARTERLY, "hằng quý"),
        (("Văn phòng", "Thanh tra"), "Văn phòng và Thanh tra"),
        ("7.80 {x}", "7.80 {x}"),
    ],
)
def test_a_value_is_written_by_its_type(value: Shown, written: str) -> None:
    assert formats.shown(value, VI) == written


def _target(kind: TargetKind, **fields: object) -> Target:
    decimals = {
        name: Decimal(value) if name in ("value", "low", "high") else value
        for name, value in fields.items()
        if isinstance(value, str)
    }
    return Target(kind=kind, **{**fields, **decimals})  # type: ignore[arg-type]


def _versus(of: TargetOf, margin: str, *, strict: bool = False) -> Target:
    return Target(kind=TargetKind.VERSUS, of=of, margin=Decimal(margin), strict=strict)


@pytest.mark.parametrize(
    ("target", "vietnamese", "english"),
    [
        (_target(TargetKind.ABOVE, value="7.80"), "trên 7,80", "above 7.80"),
        (_target(TargetKind.AT_LEAST, value="70"), "từ 70", "from 70"),
        (_target(TargetKind.REACH, value="8.5"), "đạt 8,5", "reach 8.5"),
        (_target(TargetKind.RANGE, low="7", high="8"), "7–8", "7–8"),
        (_target(TargetKind.RANK_AT_MOST, rank=10), "top 10", "top 10"),
        (_target(TargetKind.RANK_AT_MOST, rank=1), "hạng 1", "rank 1"),
        (_target(TargetKind.RANK_RANGE, low="10", high="15"), "hạng 10–15", "rank 10–15"),
        (_target(TargetKind.HOLD_RANK, rank=1), "giữ hạng 1", "hold rank 1"),
        (_target(TargetKind.HOLD_RANK), "giữ vững hạng", "hold the rank"),
        (_target(TargetKind.TOP_GROUP), "nhóm đứng đầu", "leading group"),
        (_target(TargetKind.TOP_GROUP, rank=5), "top 5", "top 5"),
        (
            _target(TargetKind.INCREASE, of=TargetOf.PLACES, low="2", high="3"),
            "tăng 2–3 bậc",
            "up 2–3 places",
        ),
        (
            _target(TargetKind.INCREASE, of=TargetOf.POINTS, low="1.5"),
            "tăng 1,5 điểm",
            "up 1.5 points",
        ),
        (
            _versus(TargetOf.MEDIAN, "2"),
            "cao hơn trung vị 2 điểm",
            "2 points above the median",
        ),
        (
            _versus(TargetOf.MEDIAN, "2", strict=True),
            "cao hơn trung vị trên 2 điểm",
            "more than 2 points above the median",
        ),
        (
            _versus(TargetOf.BEST, "-3"),
            "thấp hơn điểm cao nhất khối không quá 3 điểm",
            "at most 3 points below the best of the block",
        ),
        (
            _versus(TargetOf.BEST, "-0.5", strict=True),
            "thấp hơn điểm cao nhất khối dưới 0,5 điểm",
            "less than 0.5 points below the best of the block",
        ),
        (
            _versus(TargetOf.BEST, "0"),
            "từ điểm cao nhất khối trở lên",
            "the best of the block or more",
        ),
        (Target(kind=TargetKind.QUALITATIVE, text="cải thiện"), "cải thiện", "cải thiện"),
        (Target(kind=TargetKind.ABOVE, text="vượt thang điểm"), *["vượt thang điểm"] * 2),
        (Target(kind=TargetKind.QUALITATIVE), "định tính, không có số", "without figures"),
    ],
)
def test_a_target_is_said_in_few_words(target: Target, vietnamese: str, english: str) -> None:
    assert formats.target(target, VI) == vietnamese
    assert formats.target(target, EN) == english


@pytest.mark.parametrize(
    ("threshold", "written"),
    [
        (Threshold(Measure.POINTS, Decimal("8.50")), "≥ 8,50"),
        (Threshold(Measure.POINTS, Decimal("7.80"), exclusive=True), "> 7,80"),
        (Threshold(Measure.PLACES, Decimal(18)), "hạng ≤ 18"),
    ],
)
def test_a_threshold_says_what_it_takes(threshold: Threshold, written: str) -> None:
    assert formats.threshold(threshold, VI) == written


def test_a_sentence_begins_with_a_capital() -> None:
    assert formats.capital("đúng tiến độ") == "Đúng tiến độ"
    assert formats.capital("quý II/2021") == "Quý II/2021"
    assert formats.capital("") == ""
