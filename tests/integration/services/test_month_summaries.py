"""The wording of a month's report: proposed, written by the Office, frozen with the month."""

import json
from dataclasses import replace
from datetime import date

import pytest

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.periods import Period
from ddci_tracker.office.material import material_of
from ddci_tracker.services import earlier_versions, frozen_months, history, month_summaries
from ddci_tracker.services.month_summaries import MonthSummary, Sentences, SummaryPart
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.errors import Conflict
from ddci_tracker.words.catalogue import Language, Words
from tests.integration.services.made import NEXT_YEAR, NOW, OWNER, PLAN, Q2, act, say, word

VIETNAMESE = Words.of(Language("vi"))
MAY, JUNE, JULY = (Period.month(2021, number) for number in (5, 6, 7))
LED = "Tháng 6, toàn Sở tập trung xử lý hồ sơ chậm."
WRITTEN = MonthSummary(month=JUNE, opening=LED, requests="Kính trình Giám đốc quyết định.")


def write(tracker: Tracker, summary: MonthSummary = WRITTEN, revision: int | None = None) -> int:
    done = month_summaries.write_summary(tracker, PLAN.id, summary, act(revision=revision))
    return done.revision


def proposed(tracker: Tracker, month: Period = JUNE) -> Sentences:
    return month_summaries.proposed_sentences(
        tracker, OWNER, PLAN.id, month, words=VIETNAMESE, now=NOW
    )


def stands(tracker: Tracker) -> MonthSummary | None:
    found = month_summaries.summary_of(tracker, OWNER, PLAN.id, JUNE)
    return found.value if found else None


def frozen(tracker: Tracker, month: Period = JUNE) -> frozen_months.KeptMonth:
    return frozen_months.freeze(tracker, OWNER, PLAN.id, month, now=NOW)


def printed(tracker: Tracker, edition: int | None = None) -> Sentences:
    """The sentences of the paper of June."""
    month = frozen_months.read(tracker, OWNER, PLAN.id, JUNE, edition)
    since = frozen_months.since_last(tracker, OWNER, month)
    report = material_of(month, since.told(VIETNAMESE) if since else None, VIETNAMESE).report
    return dict(zip(SummaryPart, (report.lead, *report.closings), strict=True))


def test_sentences_are_proposed_from_the_figures_and_what_changed_since_the_month_before(
    tracker: Tracker,
) -> None:
    say(tracker, word("T1", Q2, TaskStatus.ON_TRACK), act(on=date(2021, 5, 20)))
    say(tracker, word("T2", Q2, TaskStatus.ON_TRACK, unit="A"), act(on=date(2021, 5, 20)))
    assert "So với" not in proposed(tracker)[SummaryPart.OPENING]
    frozen(tracker, MAY)
    say(tracker, word("T1", Q2, TaskStatus.DONE), act(on=date(2021, 6, 3)))
    behind = word("T2", Q2, TaskStatus.BEHIND, unit="A")
    needy = replace(behind, difficulty="Thiếu người", needs_help=True)
    say(tracker, needy, act(on=date(2021, 6, 4)))
    said = proposed(tracker)
    assert "So với tháng 5/2021: thêm 1 nhiệm vụ hoàn thành." in said[SummaryPart.OPENING]
    assert said[SummaryPart.SHORTCOMINGS] == (
        "So với tháng 5/2021, thêm 2 nhiệm vụ có tiến độ kém hơn."
    )
    assert "1 đề xuất" in said[SummaryPart.REQUESTS]
    assert (said[SummaryPart.ACHIEVED], said[SummaryPart.CAUSES]) == ("", "")
    frozen(tracker)
    assert printed(tracker) == said, "a month for which nothing was written is as proposed"


def test_what_the_office_wrote_is_frozen_with_the_month_and_stays_in_its_edition(
    tracker: Tracker,
) -> None:
    frozen(tracker)
    before, as_proposed = (
        frozen_months.read_document(tracker, OWNER, PLAN.id, JUNE),
        printed(tracker),
    )
    write(tracker)
    assert printed(tracker) == as_proposed, "a frozen month never changes"
    frozen(tracker)
    write(tracker, replace(WRITTEN, opening="Đã viết lại sau khi chốt."))
    assert printed(tracker) == {
        **as_proposed,
        SummaryPart.OPENING: LED,
        SummaryPart.REQUESTS: WRITTEN.requests,
    }
    assert frozen_months.read_document(tracker, OWNER, PLAN.id, JUNE, 1) == before
    assert json.loads(frozen_months.read_document(tracker, OWNER, PLAN.id, JUNE))["summary"] == {
        "opening": LED,
        "requests": WRITTEN.requests,
    }


def test_what_was_written_is_versioned_taken_back_and_brought_back(tracker: Tracker) -> None:
    first = write(tracker)
    second = write(tracker, replace(WRITTEN, opening="  "), revision=first)
    assert stands(tracker) == replace(WRITTEN, opening=None), "a blank one is as proposed"
    with pytest.raises(Conflict):
        write(tracker, WRITTEN, revision=first)
    taken = month_summaries.take_back(tracker, PLAN.id, JUNE, act(revision=second))
    assert stands(tracker) == WRITTEN
    earlier_versions.restore_version(
        tracker, PLAN.id, "month_summary", "2021-06", second, act(revision=taken.revision)
    )
    assert stands(tracker) == replace(WRITTEN, opening=None)
    entries = history.history_of(tracker, OWNER, PLAN.id, now=NOW)
    assert [each.revision for each in entries if each.what == "month_summary"] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("month", "field", "said"),
    [
        (Q2, "month", "“quý II/2021” không phải là tháng; hãy viết dạng 2021-06"),
        (Period.month(2021, 12), "month", "Chưa đến ngày 01/12/2021"),
        (Period.month(2020, 12), "month", "Đến 04/01/2021 kế hoạch mới được ban hành"),
    ],
)
def test_a_month_without_a_report_is_refused(
    tracker: Tracker, month: Period, field: str, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        write(tracker, MonthSummary(month=month, opening=LED))
    assert refused.value.field == field
    assert said in refused.value.said(VIETNAMESE)
    with pytest.raises(Refused):
        proposed(tracker, month)


def test_what_nobody_wrote_cannot_be_taken_back(tracker: Tracker) -> None:
    with pytest.raises(Refused) as refused:
        month_summaries.take_back(tracker, PLAN.id, JUNE, act(now=NEXT_YEAR))
    assert refused.value.field == "revision"
