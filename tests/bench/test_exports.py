"""How long the forms of a briefing of 300 tasks take, each for itself and all four together.

A first call also loads the libraries, which a server does once.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from ddci_tracker.domain.periods import Period
from ddci_tracker.services import exports, frozen_months
from ddci_tracker.services.exports import ExportFormat
from ddci_tracker.words.catalogue import Words
from tests.bench.figures import Figures
from tests.bench.test_freezing import OWNER, TASKS, filled, plan_of_300, timed

TOGETHER_SECONDS = 3
FORMS = (ExportFormat.DOCX, ExportFormat.PPTX, ExportFormat.XLSX, ExportFormat.PDF)


def test_how_long_the_forms_of_a_briefing_take(tmp_path: Path, figures: Figures) -> None:
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

    part, together = f"exports of {TASKS} tasks", 0.0
    for form in FORMS:
        began = time.perf_counter()
        size = len(export(form)) / 1024
        first = (time.perf_counter() - began) * 1000
        together += first
        median, _ = timed(lambda form=form: export(form))  # type: ignore[misc]
        figures.add(part, f"{form}, the first", first, "ms")
        figures.add(part, f"{form}, p50", median, "ms")
        figures.add(part, f"{form}, size", size, "kB")
    median, _ = timed(all_four)
    figures.add(part, "all four, the first", together / 1000, "s", most=TOGETHER_SECONDS)
    figures.add(part, "all four, p50", median / 1000, "s", most=TOGETHER_SECONDS)
    tracker.engine.dispose()
