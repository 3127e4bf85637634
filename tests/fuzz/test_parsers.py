"""Every parser takes or refuses what it is given: the same few inputs each time.

``make fuzz`` tries thousands of new ones. What it found stands here as examples of its own.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.parsers import PARSERS, Parser

# Those that draw or lay out what they read take a tenth of a second for each.
FEW, MANY = 4, 25
SLOW = {"template", "workbook of a plan", "plan file"}


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_whatever_is_given_is_read_or_refused(parser: Parser) -> None:
    @settings(
        max_examples=FEW if parser.name in SLOW else MANY,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def tried(data: st.DataObject) -> None:
        parser.read(data.draw(parser.made()))

    tried()
