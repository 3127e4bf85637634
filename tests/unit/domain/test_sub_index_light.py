"""The execution light of a sub-index from the lights of its tasks, at every share."""

from decimal import Decimal

import pytest

from ddci_tracker.domain.execution import sub_index_light
from ddci_tracker.domain.lights import Colour, Light, LightCounts, worst
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.reasons import Reason, ReasonCode
from tests.unit.domain.build import DEFAULT_POLICY, period


def lights(
    *,
    red: int = 0,
    amber: int = 0,
    green: int = 0,
    carried: int = 0,
    grey: int = 0,
    spoken_grey: int = 0,
    none: int = 0,
) -> list[Light]:
    """Task lights; ``carried`` are green ones that rest on an earlier quarter's word."""
    return [
        *[_light(Colour.RED)] * red,
        *[_light(Colour.AMBER)] * amber,
        *[_light(Colour.GREEN)] * green,
        *[
            Light(
                colour=Colour.GREEN,
                reason=Reason.of(ReasonCode.ON_TRACK),
                carried=period("2021-Q1"),
                spoken=True,
            )
        ]
        * carried,
        *[Light(colour=Colour.GREY, reason=Reason.of(ReasonCode.NEVER_UPDATED))] * grey,
        *[_light(Colour.GREY)] * spoken_grey,
        *[_light(None)] * none,
    ]


def _light(colour: Colour | None) -> Light:
    return Light(colour=colour, reason=Reason.of(ReasonCode.ON_TRACK), spoken=True)


@pytest.mark.parametrize(
    ("tasks", "colour", "code"),
    [
        # red: a quarter or more are red
        (lights(red=1, green=3), Colour.RED, ReasonCode.TASKS_RED),
        (lights(red=2, green=6), Colour.RED, ReasonCode.TASKS_RED),
        (lights(red=1), Colour.RED, ReasonCode.TASKS_RED),
        (lights(red=1, grey=3), Colour.RED, ReasonCode.TASKS_RED),
        # amber: any is red
        (lights(red=1, green=4), Colour.AMBER, ReasonCode.TASKS_RED),
        (lights(red=2, green=7), Colour.AMBER, ReasonCode.TASKS_RED),
        (lights(red=1, grey=9), Colour.AMBER, ReasonCode.TASKS_RED),
        # amber: a quarter or more are amber
        (lights(amber=1, green=3), Colour.AMBER, ReasonCode.TASKS_AMBER),
        (lights(amber=2, green=6), Colour.AMBER, ReasonCode.TASKS_AMBER),
        (lights(amber=1, grey=3), Colour.AMBER, ReasonCode.TASKS_AMBER),
        # fewer ambers leave the sub-index to those who spoke
        (lights(amber=1, green=4), Colour.GREEN, ReasonCode.TASKS_GREEN),
        (lights(amber=2, green=7), Colour.GREEN, ReasonCode.TASKS_GREEN),
        # green: at least three quarters have a word that still holds
        (lights(green=3, grey=1), Colour.GREEN, ReasonCode.TASKS_GREEN),
        (lights(green=6, grey=2), Colour.GREEN, ReasonCode.TASKS_GREEN),
        (lights(green=5, grey=2), Colour.GREY, ReasonCode.FEW_UPDATED),
        (lights(green=2, grey=1), Colour.GREY, ReasonCode.FEW_UPDATED),
        (lights(carried=3, grey=1), Colour.GREEN, ReasonCode.TASKS_GREEN),
        (lights(green=2, spoken_grey=1, grey=1), Colour.GREEN, ReasonCode.TASKS_GREEN),
        # else grey
        (lights(green=1, grey=8), Colour.GREY, ReasonCode.FEW_UPDATED),
        (lights(grey=9), Colour.GREY, ReasonCode.FEW_UPDATED),
        # no task in play: no light
        (lights(), None, ReasonCode.NO_TASK),
        (lights(none=4), None, ReasonCode.NO_TASK),
        # what is not in play leaves the denominator
        (lights(red=1, green=3, none=9), Colour.RED, ReasonCode.TASKS_RED),
        (lights(green=3, grey=1, none=9), Colour.GREEN, ReasonCode.TASKS_GREEN),
    ],
)
def test_a_sub_index_by_the_shares_of_its_tasks(
    tasks: list[Light], colour: Colour | None, code: ReasonCode
) -> None:
    for order in (tasks, tasks[::-1]):
        found = sub_index_light(order, DEFAULT_POLICY)
        assert (found.colour, found.reason.code) == (colour, code)


def test_a_green_sub_index_says_how_many_words_are_carried() -> None:
    found = sub_index_light(lights(green=4, carried=2, grey=1, none=3), DEFAULT_POLICY)
    assert found.colour is Colour.GREEN
    assert (found.reason["count"], found.reason["total"], found.reason["carried"]) == (6, 7, 2)


def test_a_grey_sub_index_says_how_many_have_spoken() -> None:
    found = sub_index_light(lights(green=1, grey=8), DEFAULT_POLICY)
    assert (found.reason["count"], found.reason["total"]) == (1, 9)
    begun = sub_index_light(lights(amber=1, green=1, spoken_grey=3), DEFAULT_POLICY)
    assert (begun.colour, begun.reason.code) == (Colour.GREY, ReasonCode.FEW_STARTED)
    assert (begun.reason["count"], begun.reason["total"]) == (2, 5), "what is at risk has begun"


def test_the_shares_follow_the_policy() -> None:
    half = Policy(
        red_share=Decimal("0.5"), amber_task_share=Decimal("0.5"), spoken_share=Decimal(1)
    )
    assert sub_index_light(lights(red=1, green=3), half).colour is Colour.AMBER
    assert sub_index_light(lights(red=2, green=2), half).colour is Colour.RED
    assert sub_index_light(lights(amber=1, green=3), half).colour is Colour.GREEN
    assert sub_index_light(lights(amber=2, green=2), half).colour is Colour.AMBER
    assert sub_index_light(lights(green=3, grey=1), half).colour is Colour.GREY


def test_worse_orders_green_amber_red_and_grey_stands_outside() -> None:
    green, amber, red, grey = (
        _light(colour) for colour in (Colour.GREEN, Colour.AMBER, Colour.RED, Colour.GREY)
    )
    assert worst([green, amber]) == amber
    assert worst([red, amber]) == red
    assert worst([green, grey]) == green
    assert worst([grey, amber]) == amber
    assert worst([]) is None


def test_lights_are_counted_by_colour_and_those_out_of_play_apart() -> None:
    counted = LightCounts.of(lights(red=1, amber=2, green=3, grey=4, none=5))
    assert counted == LightCounts(red=1, amber=2, green=3, grey=4, none=5)
    assert counted.in_play == 10
