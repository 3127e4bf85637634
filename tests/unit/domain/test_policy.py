"""Thresholds: the defaults of the rules, and refusal of gaps and overlaps."""

from decimal import Decimal

import pytest

from ddci_tracker.domain.policy import BadPolicy, Band, Policy, PolicyFlaw

BANDS = (
    Band(name="Rất thấp", low=Decimal(0)),
    Band(name="Trung bình", low=Decimal(50)),
    Band(name="Khá", low=Decimal(60)),
    Band(name="Tốt", low=Decimal(70)),
    Band(name="Rất tốt", low=Decimal(80)),
)


def bands(*lows: str) -> tuple[Band, ...]:
    return tuple(Band(name=low, low=Decimal(low)) for low in lows)


def test_the_defaults_are_those_of_the_rules() -> None:
    policy = Policy()
    assert policy.amber_share * 10 == Decimal("0.5")
    assert policy.amber_share * 100 == 5
    assert policy.amber_places == 3
    assert (policy.green_lag, policy.amber_lag) == (10, 25)
    assert (policy.red_share, policy.amber_task_share) == (Decimal("0.25"), Decimal("0.25"))
    assert policy.spoken_share == Decimal("0.75")
    assert policy.due_soon_days == 3


@pytest.mark.parametrize(
    ("score", "name"),
    [
        ("0", "Rất thấp"),
        ("49.99", "Rất thấp"),
        ("50", "Trung bình"),
        ("79.99", "Tốt"),
        ("79.999999", "Tốt"),
        ("80.00", "Rất tốt"),
        ("100", "Rất tốt"),
    ],
)
def test_79_99_and_80_00_fall_in_exactly_one_band_each(score: str, name: str) -> None:
    band = Policy(bands=BANDS).band_of(Decimal(score))
    assert band is not None
    assert band.name == name


def test_without_bands_no_score_has_one() -> None:
    assert Policy().band_of(Decimal(80)) is None


@pytest.mark.parametrize(
    ("wrong", "flaw"),
    [
        (bands("10", "50"), PolicyFlaw.BANDS_START),  # a gap below 10
        (bands("0", "50", "50"), PolicyFlaw.BANDS_ORDER),  # an empty band
        (bands("0", "60", "50"), PolicyFlaw.BANDS_ORDER),  # an overlap
        (bands("0", "100.01"), PolicyFlaw.BANDS_END),
        ((BANDS[0], Band(name=" rất THẤP", low=Decimal(50))), PolicyFlaw.BANDS_NAMES),
        ((Band(name=" ", low=Decimal(0)),), PolicyFlaw.BANDS_NAMES),
    ],
)
def test_bands_with_gaps_or_overlaps_are_refused(wrong: tuple[Band, ...], flaw: PolicyFlaw) -> None:
    with pytest.raises(BadPolicy) as refused:
        Policy(bands=wrong)
    assert (refused.value.field, refused.value.flaw) == ("bands", flaw)


def test_thresholds_that_cross_are_refused_and_named() -> None:
    for green, amber, field, flaw in (
        (10, 10, "amber_lag", PolicyFlaw.LAG_ORDER),
        (30, 25, "amber_lag", PolicyFlaw.LAG_ORDER),
        (-1, 25, "green_lag", PolicyFlaw.LAG),
        (10, 101, "amber_lag", PolicyFlaw.LAG),
    ):
        with pytest.raises(BadPolicy) as refused:
            Policy(green_lag=green, amber_lag=amber)
        assert (refused.value.field, refused.value.flaw) == (field, flaw)


def test_the_strictest_and_the_laxest_thresholds_are_allowed() -> None:
    strict = Policy(green_lag=0, amber_lag=1, amber_places=0, due_soon_days=0)
    lax = Policy(green_lag=99, amber_lag=100, spoken_share=Decimal(1), bands=bands("0"))
    assert (strict.green_lag, lax.amber_lag) == (0, 100)


@pytest.mark.parametrize("share", ["0", "-0.1", "1.01"])
def test_shares_lie_above_nothing_and_up_to_all(share: str) -> None:
    with pytest.raises(BadPolicy) as refused:
        Policy(red_share=Decimal(share))
    assert refused.value.field == "red_share"
    with pytest.raises(BadPolicy) as refused:
        Policy(spoken_share=Decimal(share))
    assert refused.value.field == "spoken_share"
    with pytest.raises(BadPolicy) as refused:
        Policy(amber_task_share=Decimal(share))
    assert refused.value.field == "amber_task_share"
    with pytest.raises(BadPolicy) as refused:
        Policy(amber_share=Decimal(share))
    assert refused.value.field == "amber_share"


def test_negative_places_and_days_are_refused_and_more_than_there_are() -> None:
    for places in (-1, 1000):
        with pytest.raises(BadPolicy) as refused:
            Policy(amber_places=places)
        assert (refused.value.field, refused.value.flaw) == ("amber_places", PolicyFlaw.PLACES)
    for days in (-1, 367):
        with pytest.raises(BadPolicy) as refused:
            Policy(due_soon_days=days)
        assert (refused.value.field, refused.value.flaw) == ("due_soon_days", PolicyFlaw.DAYS)
