"""One search: what it finds, in which order and for whom, and that it says what holds today."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ddci_tracker.domain.acts import Conclusion, ReportStep, update_key
from ddci_tracker.domain.plan import Plan
from ddci_tracker.services import conclusions, plan_files
from ddci_tracker.services.evidence import add_link
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.plan_lists import plans_by_name
from ddci_tracker.services.searches import MOST, Found, FoundKind, search
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import (
    NEXT_YEAR,
    NOW,
    OFFICE,
    OWNER,
    PLAN,
    Q2,
    Q3,
    act,
    enter,
    load,
    person,
    published,
    say,
    step,
    take,
    word,
)
from tests.unit.domain.build import make_task


def titled(title: str, *, code: str = "T1", plan_id: str = PLAN.id, agency: str = "") -> Plan:
    """The plan with another title of a task, under another id or of another agency if need be."""
    (part,) = PLAN.sub_indices
    tasks = tuple(replace(each, title=title) if each.code == code else each for each in part.tasks)
    whose = replace(PLAN.agency, code=agency, name=f"Sở {agency}") if agency else PLAN.agency
    return replace(PLAN, id=plan_id, agency=whose, sub_indices=(replace(part, tasks=tasks),))


def found(
    tracker: Tracker, typed: str, *, by: Actor = OWNER, first: str | None = None
) -> list[Found]:
    groups = search(tracker, by, typed, now=NEXT_YEAR, first=first)
    return [each for group in groups for each in group.found]


def keys(tracker: Tracker, typed: str, *, by: Actor = OWNER) -> list[tuple[FoundKind, str]]:
    return [(each.what, each.key) for each in found(tracker, typed, by=by)]


@pytest.mark.parametrize(
    "typed", ["ra soat dat dai", "Đất đai RÀ", "rà so", "  công  khai ", "thủ tục, đất", "30/nq-cp"]
)
def test_a_task_is_found_by_beginnings_of_its_words_however_they_are_typed(
    tracker: Tracker, typed: str
) -> None:
    load(tracker, titled("Rà soát, công khai thủ tục, đất đai theo 30/NQ-CP"))
    (task,) = found(tracker, typed)
    assert (task.what, task.key, task.sub_index) == (FoundKind.TASK, "T1", "transparency")
    assert task.agency == PLAN.agency.name
    assert task.units == ("Phòng A",)


@pytest.mark.parametrize(
    "typed", ["", "r", "rà soát xây dựng", "oat", "'", '"', "NEAR(a b)", "%", "#task"]
)
def test_nothing_is_found_by_too_little_or_by_a_word_that_does_not_occur(
    tracker: Tracker, typed: str
) -> None:
    load(tracker, titled("Rà soát"))
    assert not found(tracker, typed)


def test_what_was_said_leads_to_the_thing_it_was_said_of(tracker: Tracker) -> None:
    say(tracker, word("T2", note="Đã họp với Chi cục Thuế"))
    take(tracker, step(), act(OFFICE))
    take(tracker, step(ReportStep.RETURNED, note="Thiếu biểu số 3"), act(OFFICE))
    (task,) = found(tracker, "chi cuc thue")
    assert (task.key, task.said) == ("T2", "Đã họp với Chi cục Thuế")
    (report,) = found(tracker, "bieu so 3")
    assert (report.what, report.key, report.period) == (FoundKind.REPORT, f"R1/A/{Q2}", Q2)


def test_evidence_leads_to_the_task_or_the_report_that_it_belongs_to(tracker: Tracker) -> None:
    say(tracker, word("T2", note="Xong"))
    take(tracker, step(), act(OFFICE))
    for about, name in ((update_key("T2", Q3), "Biên bản số 7"), (f"R1/A/{Q2}", "Biên bản số 8")):
        add_link(tracker, PLAN.id, about, "A", "https://so.vn/a", name, act(OFFICE))
    of_task, of_report = sorted(found(tracker, "bien ban"), key=lambda each: each.title)
    assert (of_task.what, of_task.of, of_task.key) == (FoundKind.EVIDENCE, FoundKind.TASK, "T2")
    assert (of_report.of, of_report.key) == (FoundKind.REPORT, f"R1/A/{Q2}")
    assert keys(tracker, "so.vn") == [
        (FoundKind.EVIDENCE, each.key) for each in (of_task, of_report)
    ]


def test_a_conclusion_is_found_as_it_was_changed_and_not_as_it_was_before(tracker: Tracker) -> None:
    said = Conclusion(id="", about=None, text="Lắp bảng điện tử", units=("A",), due=None)
    made = conclusions.conclude(tracker, PLAN.id, replace(said, met_on=date(2021, 7, 1)), act())
    assert keys(tracker, "bang dien tu") == [(FoundKind.CONCLUSION, made.key)]
    changed = replace(said, id=made.key, text="Lắp màn hình", met_on=date(2021, 7, 1))
    conclusions.conclude(tracker, PLAN.id, changed, act(revision=1))
    assert keys(tracker, "man hinh") == [(FoundKind.CONCLUSION, made.key)]
    assert not found(tracker, "bang dien tu")


def test_a_result_is_found_by_the_name_of_its_sub_index_its_year_and_its_figures(
    tracker: Tracker,
) -> None:
    enter(tracker, published("7.90", year=2021))
    results = [each for each in found(tracker, "minh bạch 2021 7,9") if each.result]
    assert [each.result.score for each in results if each.result] == [Decimal("7.90")]
    assert {each.result.year for each in found(tracker, "minh bach") if each.result} == {2020, 2021}


def test_a_task_that_is_gone_is_not_found(tracker: Tracker) -> None:
    (part,) = PLAN.sub_indices
    extra = replace(make_task("T9"), title="Khảo sát hài lòng")
    more = replace(PLAN, sub_indices=(replace(part, tasks=(*part.tasks, extra)),))
    load(tracker, more)
    assert keys(tracker, "hai long") == [(FoundKind.TASK, "T9")]
    load(tracker, PLAN)
    assert not found(tracker, "hai long")


def test_before_an_amendment_counts_and_after_it_each_says_what_holds_today(
    tracker: Tracker,
) -> None:
    amended = titled("Khảo sát doanh nghiệp")
    plan_files.amend(tracker, PLAN.id, amended, act(on=date(2021, 7, 10)), basis="QĐ 12/QĐ-STNMT")
    assert keys(tracker, "khao sat doanh") == [(FoundKind.TASK, "T1")]
    before = next(each.title for each in PLAN.sub_indices[0].tasks if each.code == "T1")
    assert before not in [each.title for each in found(tracker, before)]


def test_nobody_finds_what_they_may_not_read(tracker: Tracker) -> None:
    load(tracker, titled("Rà soát đất đai"))
    load(tracker, titled("Rà soát xây dựng", plan_id="SXD-2021", agency="SXD"))
    assert [each.plan.id for each in found(tracker, "ra soat", first="SXD-2021")] == [
        "SXD-2021",
        PLAN.id,
    ]
    for role in Role:
        theirs = found(tracker, "ra soat", by=person(role, "A", agency="SXD"))
        assert [each.plan.id for each in theirs] == ["SXD-2021"]
    nobody = replace(person(Role.LEADER, agency="SXD"), held=True)
    assert not found(tracker, "ra soat", by=nobody)
    assert not found(tracker, "ra soat", by=person(Role.LEADER, agency="SYT"))


def test_of_very_many_the_first_are_shown(tracker: Tracker) -> None:
    (part,) = PLAN.sub_indices
    many = tuple(
        replace(make_task(f"M{number}"), title="Tuyên truyền") for number in range(MOST + 1)
    )
    load(tracker, replace(PLAN, sub_indices=(replace(part, tasks=(*part.tasks, *many)),)))
    (group,) = search(tracker, OWNER, "tuyen truyen", now=NOW)
    assert (len(group.found), group.more) == (MOST, True)


def test_plans_are_listed_by_agency_the_one_looked_at_first_and_of_each_that_of_this_year(
    tracker: Tracker,
) -> None:
    for agency, year in (("SXD", 2020), ("SXD", 2022), ("SXD", 2021), ("SYT", 2021)):
        document = replace(PLAN.document, year=year, issued_on=date(year, 1, 4))
        plan = titled("Việc", plan_id=f"{agency}-{year}", agency=agency)
        load(tracker, replace(plan, document=document), now=NEXT_YEAR)

    def listed(typed: str = "", by: Actor = OWNER) -> list[str]:
        plans = plans_by_name(tracker, by, now=NOW, typed=typed, first="SXD-2020")
        return [each.entry.id for each in plans]

    assert listed() == ["SXD-2021", "SXD-2022", "SXD-2020", "SYT-2021", PLAN.id]
    assert listed("sở sxd 2020") == ["SXD-2020"]
    assert listed("ddci 2021", by=person(Role.LEADER, agency="SYT")) == ["SYT-2021"]
    assert not listed("pci")
