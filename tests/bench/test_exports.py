"""How long the forms of a briefing of 300 tasks take, each for itself and all four together.

The target is three seconds for all four on two cores; nothing here fails for being slow, the table
is for people. A first call also loads the libraries, which a server does once.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from ddci_tracker.domain.periods import Period
from ddci_tracker.services import exports, frozen_months
from ddci_tracker.services.exports import ExportFormat
from ddci_tracker.words.catalogue import Words
from tests.bench.test_freezing import OWNER, TASKS, filled, plan_of_300, timed

FORMS = (ExportFormat.DOCX, ExportFormat.PPTX, ExportFormat.XLSX, ExportFormat.PDF)


def test_how_long_the_forms_of_a_briefing_take(tmp_path: Path) -> None:
    tracker = filled(tmp_path)
    now = datetime(2022, 1, 5, 2, tzinfo=UTC)
    plan_id, december = plan_of_300().id, Period.month(2021, 12)
    for month in (Period.month(2021, 11), december):
        frozen_months.freeze(tracker, OWNER, plan_id, month, now=now)

    def export(form: ExportFormat) -> bytes:
        made = exports.export(tracker, OWNER, plan_id, december, form, words=Words.of())
        return made.body

    def all_four() -> None:
        for form in FORMS:
            export(form)

    firsts = {}
    for form in FORMS:
        began = time.perf_counter()
        size = len(export(form)) / 1024
        firsts[form] = (time.perf_counter() - began) * 1000, size
    print(f"\n{TASKS} tasks, with what changed since the month before")
    for form, (first, size) in firsts.items():
        median, worst = timed(lambda form=form: export(form))  # type: ignore[misc]
        print(
            f"{form:<8} first {first:6.0f} ms   median {median:6.0f} ms   worst {worst:6.0f} ms   "
            f"{size:5.0f} KB"
        )
    median, worst = timed(all_four)
    together = sum(first for first, _ in firsts.values())
    print(f"all four first {together:6.0f} ms   median {median:6.0f} ms   worst {worst:6.0f} ms")
    tracker.engine.dispose()
