"""Half a place from the median of an even list, as the overview tells it of a whole index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ddci_tracker.domain.plan import Overall, Result, ResultKind, Target, TargetKind, TargetOf
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.plan_files import load_plan
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PLAN = "STNMT-LS-2020"
MEDIAN = Target(kind=TargetKind.VERSUS, of=TargetOf.MEDIAN, text="từ trung vị trở lên")

Page = Callable[..., Screen]


@pytest.mark.parametrize(("rank", "said"), [(11, "0,5"), (14, "3,5")])
def test_the_overview_tells_half_a_place(
    own_state: Path, monkeypatch: pytest.MonkeyPatch, see_own: Page, rank: int, said: str
) -> None:
    monkeypatch.setenv("DDCI_STATE_DIR", str(own_state))
    monkeypatch.delenv("DDCI_DATABASE_URL", raising=False)
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    last = Result(year=2019, kind=ResultKind.PUBLISHED, rank=rank, out_of=20)
    whole = Overall(index="DDCI", targets=(MEDIAN,), results=(last,))
    plan = replace(read_content(tracker, OWNER, PLAN, now=now), overall=(whole,))
    load_plan(tracker, OWNER, plan, now=now)
    assert f"Đầu kỳ còn {said} bậc" in see_own("leaders/overview.py", plan=PLAN).text
