"""One example or more for every reason, subject and finding: what it says, and what in short.

The arguments are those that the rules give; another test holds that they do.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ddci_tracker.domain.findings import CheckCode
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Cadence, RankList, Target, TargetKind, TargetOf
from ddci_tracker.domain.reasons import Argument, Reason, ReasonCode, Subject
from ddci_tracker.domain.targets import Measure

POINTS, PLACES = Measure.POINTS, Measure.PLACES
DUE, HANDED_IN = date(2021, 6, 5), date(2021, 6, 7)
Q2 = Period.quarter(2021, 2)
UP_30 = Target(kind=TargetKind.INCREASE, of=TargetOf.PLACES, low=Decimal(30), text="tăng 30 bậc")


@dataclass(frozen=True, slots=True)
class Example:
    """A reason, its Vietnamese and English sentences, and its Vietnamese few words if any."""

    reason: Reason
    vietnamese: str
    english: str
    short: str | None = None


def _gap(gap: str, measure: Measure = POINTS) -> dict[str, Argument]:
    return {"gap": Decimal(gap), "measure": measure}


def _of(code: StrEnum, **arguments: Argument) -> Reason:
    return Reason.of(code, **arguments)


def _start(gap: str, measure: Measure = POINTS) -> Reason:
    return _of(ReasonCode.NO_RESULT_YET, year=2020, base_year=2019, **_gap(gap, measure))


NO_RESULT = "Chưa có kết quả năm 2020; năm 2019"
NO_RESULT_EN = "No result for 2020 yet; 2019 was"

RESULTS = (
    Example(
        _of(ReasonCode.NO_RESULT_YET, year=2020, base_year=2019, over=30),
        "Chưa có kết quả năm 2020; năm 2019 ngoài nhóm 30",
        "No result for 2020 yet; 2019 was beyond place 30",
        "đầu kỳ ngoài nhóm 30",
    ),
    Example(
        _of(ReasonCode.TARGET_MISSED, over=30, estimated=True),
        "Chưa đạt: ngoài nhóm 30 (ước tính)",
        "Missed: beyond place 30 (estimate)",
        "ngoài nhóm 30",
    ),
    Example(
        _of(ReasonCode.TARGET_MISSED, over=30, estimated=False),
        "Chưa đạt: ngoài nhóm 30",
        "Missed: beyond place 30",
        "ngoài nhóm 30",
    ),
    Example(
        _of(
            ReasonCode.TARGET_MET,
            **_gap("1", PLACES),
            from_list=63,
            to_list=34,
            estimated=False,
        ),
        "Đạt, vượt 1 bậc (danh sách khi đó có 63, nay có 34)",
        "Met, 1 place beyond (the list had 63 then, 34 now)",
        "vượt 1 bậc (63→34)",
    ),
    Example(
        _of(ReasonCode.NOT_MEASURED, index="PCI", year=2025),
        "Bộ PCI năm 2025 không có chỉ số này",
        "PCI of 2025 does not have this sub-index",
        "không thuộc PCI 2025",
    ),
    Example(
        _of(ReasonCode.NO_TARGET), "Không đặt mục tiêu", "No target is set", "không đặt mục tiêu"
    ),
    Example(
        _start("-1.03"),
        f"{NO_RESULT} còn thiếu 1,03 điểm",
        f"{NO_RESULT_EN} still 1.03 points short",
        "đầu kỳ thiếu 1,03",
    ),
    Example(
        _of(
            ReasonCode.NO_RESULT_YET,
            year=2020,
            base_year=2019,
            **_gap("0.00"),
            missed=True,
        ),
        f"{NO_RESULT} vừa bằng mốc, cần cao hơn",
        f"{NO_RESULT_EN} equal to the mark that was to be passed",
        "đầu kỳ vừa bằng mốc, cần cao hơn",
    ),
    Example(
        _start("0.14"),
        f"{NO_RESULT} vượt 0,14 điểm",
        f"{NO_RESULT_EN} 0.14 points beyond",
        "đầu kỳ vượt 0,14",
    ),
    Example(
        _start("0.00"),
        f"{NO_RESULT} bằng mục tiêu",
        f"{NO_RESULT_EN} exactly on target",
        "đầu kỳ bằng mục tiêu",
    ),
    Example(
        _start("-6", PLACES),
        f"{NO_RESULT} còn thiếu 6 bậc",
        f"{NO_RESULT_EN} still 6 places short",
        "đầu kỳ thiếu 6 bậc",
    ),
    Example(
        _of(ReasonCode.NO_RESULT_NO_BASE, year=2020),
        "Chưa có kết quả năm 2020, cũng chưa so được kết quả trước với mục tiêu",
        "No result for 2020 yet, nor a starting gap to the target",
        "chưa có kết quả",
    ),
    Example(
        _of(ReasonCode.UNDECIDABLE, texts=("cải thiện thứ hạng", "top_group")),
        "Chưa xét được mục tiêu: cải thiện thứ hạng và nhóm đứng đầu",
        "Cannot be decided: cải thiện thứ hạng and leading group",
        "chưa xét được",
    ),
    Example(
        _of(ReasonCode.TARGET_MET, **_gap("0.05"), estimated=True),
        "Đạt, vượt 0,05 điểm (ước tính)",
        "Met, 0.05 points beyond (estimate)",
        "vượt 0,05 điểm",
    ),
    Example(
        _of(ReasonCode.TARGET_MET, **_gap("0", PLACES), estimated=False),
        "Đạt, bằng mục tiêu",
        "Met, exactly on target",
        "bằng mục tiêu",
    ),
    Example(
        _of(ReasonCode.TARGET_NEAR, **_gap("-0.40"), estimated=True),
        "Gần đạt, thiếu 0,40 điểm (ước tính)",
        "Nearly met, 0.40 points short (estimate)",
        "thiếu 0,40 điểm",
    ),
    Example(
        _of(ReasonCode.TARGET_NEAR, **_gap("0.00"), estimated=False),
        "Gần đạt, vừa bằng mốc, cần cao hơn",
        "Nearly met, equal to the mark that was to be passed",
        "vừa bằng mốc, cần cao hơn",
    ),
    Example(
        _of(ReasonCode.TARGET_MISSED, **_gap("-2.40"), estimated=False),
        "Chưa đạt, thiếu 2,40 điểm",
        "Missed, 2.40 points short",
        "thiếu 2,40 điểm",
    ),
    Example(
        _of(ReasonCode.TARGET_MISSED, **_gap("-1", PLACES), estimated=True),
        "Chưa đạt, thiếu 1 bậc (ước tính)",
        "Missed, 1 place short (estimate)",
        "thiếu 1 bậc",
    ),
    Example(
        _of(ReasonCode.TARGET_MISSED, **_gap("-0.5", PLACES), estimated=False),
        "Chưa đạt, thiếu 0,5 bậc",
        "Missed, 0.5 places short",
        "thiếu 0,5 bậc",
    ),
    Example(
        _of(ReasonCode.MAXIMUM_UNKNOWN, **_gap("-0.35"), estimated=False),
        "Chưa đạt, thiếu 0,35 điểm; chưa rõ điểm tối đa nên chưa biết là gần đạt hay còn xa",
        "Missed, 0.35 points short; near or far is open, the highest score is not given",
        "thiếu 0,35 điểm, chưa rõ điểm tối đa",
    ),
    Example(
        _of(ReasonCode.MAXIMUM_UNKNOWN, **_gap("-0.35"), estimated=True),
        "Chưa đạt, thiếu 0,35 điểm (ước tính); chưa rõ điểm tối đa nên chưa biết là gần đạt hay "
        "còn xa",
        "Missed, 0.35 points short (estimate); near or far is open, the highest score is not given",
        "thiếu 0,35 điểm, chưa rõ điểm tối đa",
    ),
)

TASKS = (
    Example(
        _of(ReasonCode.NOT_TRACKED),
        "Chưa theo dõi trên hệ thống",
        "Not tracked in the system",
        "chưa theo dõi",
    ),
    Example(
        _of(ReasonCode.NOT_APPLICABLE, note="không có hồ sơ"),
        "Không phát sinh trong kỳ: không có hồ sơ",
        "Does not arise in this period: không có hồ sơ",
        "không phát sinh",
    ),
    Example(
        _of(ReasonCode.NOT_APPLICABLE, note="không có hồ sơ", by="Phòng Quy hoạch"),
        "Phòng Quy hoạch báo không phát sinh trong kỳ: không có hồ sơ",
        "Phòng Quy hoạch says that it does not arise in this period: không có hồ sơ",
        "không phát sinh",
    ),
    Example(
        _of(ReasonCode.NOT_APPLICABLE, note=None),
        "Không phát sinh trong kỳ",
        "Does not arise in this period",
        "không phát sinh",
    ),
    Example(
        _of(ReasonCode.BEFORE_START, start=date(2021, 10, 1)),
        "Bắt đầu từ ngày 01/10/2021",
        "Begins on 1 Oct 2021",
        "từ 01/10",
    ),
    Example(
        _of(ReasonCode.LEFT_THE_PLAN, since=date(2021, 7, 1)),
        "Không còn trong kế hoạch từ ngày 01/07/2021",
        "No part of the plan from 1 Jul 2021 on",
        "đã rời kế hoạch",
    ),
    Example(
        _of(ReasonCode.QUARTER_NOT_BEGUN, first_day=date(2021, 10, 1)),
        "Quý chưa tới, bắt đầu ngày 01/10/2021",
        "The quarter begins on 1 Oct 2021",
        "chưa tới",
    ),
    Example(
        _of(ReasonCode.DONE, done_on=date(2021, 8, 28)),
        "Hoàn thành ngày 28/08/2021",
        "Done on 28 Aug 2021",
        "xong 28/08",
    ),
    Example(
        _of(ReasonCode.DONE_LATE, days=5, done_on=date(2021, 8, 28)),
        "Hoàn thành ngày 28/08/2021, trễ 5 ngày",
        "Done on 28 Aug 2021, 5 days late",
        "xong, trễ 5 ngày",
    ),
    Example(
        _of(ReasonCode.PAST_DUE, days=73, due=date(2021, 6, 30)),
        "Quá hạn 73 ngày, hạn 30/06/2021",
        "73 days overdue, due on 30 Jun 2021",
        "quá hạn 73 ngày",
    ),
    Example(
        _of(ReasonCode.PAST_DUE, days=1, due=date(2021, 6, 30)),
        "Quá hạn 1 ngày, hạn 30/06/2021",
        "1 day overdue, due on 30 Jun 2021",
        "quá hạn 1 ngày",
    ),
    Example(
        _of(ReasonCode.BLOCKED, recovery="trình ký trước 18/09"),
        "Vướng; khắc phục: trình ký trước 18/09",
        "Blocked; recovery: trình ký trước 18/09",
        "vướng",
    ),
    Example(
        _of(ReasonCode.BLOCKED, recovery="trình ký", by="Phòng Quy hoạch"),
        "Phòng Quy hoạch báo vướng; khắc phục: trình ký",
        "Phòng Quy hoạch says that it is blocked; recovery: trình ký",
        "vướng",
    ),
    Example(
        _of(ReasonCode.BLOCKED, recovery=None),
        "Vướng, chưa có phương án khắc phục",
        "Blocked, with no recovery planned",
        "vướng",
    ),
    Example(
        _of(ReasonCode.BEHIND, by="Phòng Quy hoạch"),
        "Phòng Quy hoạch báo chậm tiến độ",
        "Phòng Quy hoạch says that it is running behind",
        "báo chậm",
    ),
    Example(
        _of(ReasonCode.BEHIND),
        "Đơn vị báo chậm tiến độ",
        "The unit says that it is running behind",
        "báo chậm",
    ),
    Example(
        _of(ReasonCode.NEEDS_HELP, by="Phòng Quy hoạch"),
        "Phòng Quy hoạch đề nghị hỗ trợ",
        "Phòng Quy hoạch asks for help",
        "cần hỗ trợ",
    ),
    Example(
        _of(ReasonCode.NEEDS_HELP),
        "Đơn vị đề nghị hỗ trợ",
        "The unit asks for help",
        "cần hỗ trợ",
    ),
    Example(
        _of(ReasonCode.BLOCKED, recovery=None, by="Phòng Quy hoạch"),
        "Vướng, chưa có phương án khắc phục (theo Phòng Quy hoạch)",
        "Blocked, with no recovery planned (Phòng Quy hoạch says so)",
        "vướng",
    ),
    Example(
        _of(ReasonCode.ON_LINE, percent=60, expected=69, lag=9, stated_on=DUE),
        "Xong 60%, theo kế hoạch phải 69%",
        "60% done, 69% expected by plan",
        "đúng tiến độ",
    ),
    Example(
        _of(ReasonCode.BEHIND_LINE, percent=55, expected=69, lag=14, stated_on=DUE),
        "Xong 55%, theo kế hoạch phải 69%: chậm 14 điểm phần trăm",
        "55% done, 69% expected by plan: 14 percentage points late",
        "chậm 14 điểm phần trăm",
    ),
    Example(
        _of(ReasonCode.ON_TRACK, by="Phòng Quy hoạch"),
        "Phòng Quy hoạch báo đúng tiến độ",
        "Phòng Quy hoạch says that it is on track",
        "đúng tiến độ",
    ),
    Example(
        _of(ReasonCode.ON_TRACK),
        "Đơn vị báo đúng tiến độ",
        "The unit says that it is on track",
        "đúng tiến độ",
    ),
    Example(
        _of(ReasonCode.JUST_NOT_STARTED),
        "Chưa làm, đang trong quý đầu",
        "Not started, in its first quarter",
        "chưa làm",
    ),
    Example(
        _of(ReasonCode.STILL_NOT_STARTED),
        "Đã qua quý đầu vẫn chưa làm",
        "Still not started after its first quarter",
        "vẫn chưa làm",
    ),
    Example(_of(ReasonCode.NEVER_UPDATED), "Chưa cập nhật", "No update yet", "chưa cập nhật"),
    Example(
        _of(ReasonCode.MISSED_ONE_UPDATE, day=DUE, last_word=Period.quarter(2021, 1)),
        "Quá hạn cập nhật 05/06/2021; lần cuối quý I/2021",
        "The update due on 5 Jun 2021 is missing; last word Q1 2021",
        "quá hạn cập nhật",
    ),
    Example(
        _of(ReasonCode.MISSED_ONE_UPDATE, day=DUE, last_word=None),
        "Quá hạn cập nhật 05/06/2021; chưa từng cập nhật",
        "The update due on 5 Jun 2021 is missing; none ever came",
        "quá hạn cập nhật",
    ),
    Example(
        _of(ReasonCode.MISSED_UPDATES, count=2, day=DUE, last_word=Period.quarter(2021, 1)),
        "Thiếu 2 lần cập nhật, từ hạn 05/06/2021; lần cuối quý I/2021",
        "2 updates missing since 5 Jun 2021; last word Q1 2021",
        "thiếu 2 lần cập nhật",
    ),
    Example(
        _of(ReasonCode.MISSED_UPDATES, count=2, day=DUE, last_word=None),
        "Thiếu 2 lần cập nhật, từ hạn 05/06/2021; chưa từng cập nhật",
        "2 updates missing since 5 Jun 2021; none ever came",
        "thiếu 2 lần cập nhật",
    ),
    #
    Example(
        _of(ReasonCode.NO_TASK),
        "Không có nhiệm vụ trong kỳ",
        "No task in this period",
        "không có nhiệm vụ trong kỳ",
    ),
    Example(
        _of(ReasonCode.TASKS_RED, count=2, total=6),
        "2/6 nhiệm vụ chậm",
        "2/6 tasks are behind",
        "2/6 nhiệm vụ chậm",
    ),
    Example(
        _of(ReasonCode.TASKS_AMBER, count=2, total=5),
        "2/5 nhiệm vụ có nguy cơ",
        "2/5 tasks are at risk",
        "2/5 nhiệm vụ có nguy cơ",
    ),
    Example(
        _of(ReasonCode.TASKS_GREEN, count=6, total=8, carried=2),
        "6/8 nhiệm vụ đã cập nhật, trong đó 2 theo quý trước",
        "6/8 tasks are updated, 2 by an earlier quarter's word",
        "6/8 (2 theo quý trước)",
    ),
    Example(
        _of(ReasonCode.TASKS_GREEN, count=4, total=4, carried=0),
        "4/4 nhiệm vụ đã cập nhật",
        "4/4 tasks are updated",
        "4/4 đã cập nhật",
    ),
    Example(
        _of(ReasonCode.FEW_UPDATED, count=1, total=9),
        "Mới cập nhật 1/9 nhiệm vụ",
        "Only 1/9 tasks are updated",
        "mới cập nhật 1/9",
    ),
    Example(
        _of(ReasonCode.FEW_UPDATED, count=0, total=9),
        "Chưa cập nhật nhiệm vụ nào trong 9 nhiệm vụ",
        "None of 9 tasks is updated",
        "mới cập nhật 0/9",
    ),
    Example(
        _of(ReasonCode.FEW_STARTED, count=0, total=4),
        "Mới bắt đầu 0/4 nhiệm vụ",
        "Only 0/4 tasks have begun",
        "mới bắt đầu 0/4",
    ),
)

REPORTS = (
    Example(
        _of(ReasonCode.REPORT_NOT_APPLICABLE, issued=date(2021, 3, 11), issue_known=True),
        "Không phải nộp: kế hoạch ban hành ngày 11/03/2021",
        "Not owed: the plan was issued on 11 Mar 2021",
        "không phải nộp",
    ),
    Example(
        _of(ReasonCode.REPORT_NOT_APPLICABLE, issued=date(2021, 3, 11), issue_known=False),
        "Không phải nộp: kế hoạch ban hành sớm nhất ngày 11/03/2021",
        "Not owed: the plan was issued on 11 Mar 2021 at the earliest",
        "không phải nộp",
    ),
    Example(
        _of(ReasonCode.REPORT_NOT_ASKED_YET, since=date(2021, 7, 1)),
        "Không phải nộp: yêu cầu báo cáo từ ngày 01/07/2021",
        "Not owed: asked for from 1 Jul 2021 on",
        "không phải nộp",
    ),
    Example(
        _of(ReasonCode.REPORT_NO_DUE_DAY),
        "Kế hoạch không định hạn nộp",
        "The plan sets no due day",
        "chưa định hạn",
    ),
    Example(
        _of(ReasonCode.REPORT_UPCOMING, days=30, due=DUE),
        "Còn 30 ngày, hạn cuối 05/06/2021",
        "30 days left, last day in time 5 Jun 2021",
        "còn 30 ngày",
    ),
    Example(
        _of(ReasonCode.REPORT_DUE_SOON, days=1, due=DUE),
        "Sắp đến hạn, còn 1 ngày, hạn cuối 05/06/2021",
        "Due soon: 1 day left, last day in time 5 Jun 2021",
        "còn 1 ngày",
    ),
    Example(
        _of(ReasonCode.REPORT_DUE_TODAY, days=0, due=DUE),
        "Hạn cuối hôm nay, 05/06/2021",
        "Due today, 5 Jun 2021",
        "hạn hôm nay",
    ),
    Example(
        _of(ReasonCode.REPORT_OVERDUE, days=6, due=DUE),
        "Quá hạn 6 ngày, hạn cuối 05/06/2021",
        "6 days overdue, last day in time 5 Jun 2021",
        "quá hạn 6 ngày",
    ),
    Example(
        _of(ReasonCode.REPORT_ON_TIME, days=None, handed_in=date(2021, 6, 3), due=DUE),
        "Nộp đúng hạn ngày 03/06/2021, hạn cuối 05/06/2021",
        "Handed in on time on 3 Jun 2021, last day in time 5 Jun 2021",
        "đúng hạn 03/06",
    ),
    Example(
        _of(
            ReasonCode.REPORT_ON_TIME,
            days=None,
            handed_in=date(2021, 6, 3),
            due=DUE,
            entered=HANDED_IN,
            confirmed=True,
        ),
        "Nộp đúng hạn ngày 03/06/2021 (nhập ngày 07/06/2021, Văn phòng đã xác nhận), "
        "hạn cuối 05/06/2021",
        "Handed in on time on 3 Jun 2021 (entered on 7 Jun 2021, confirmed by the Office), "
        "last day in time 5 Jun 2021",
        "đúng hạn 03/06",
    ),
    Example(
        _of(
            ReasonCode.REPORT_ON_TIME,
            days=None,
            handed_in=date(2021, 6, 3),
            due=DUE,
            entered=DUE,
            confirmed=False,
        ),
        "Nhập đúng hạn ngày 05/06/2021, ghi nộp ngày 03/06/2021, hạn cuối 05/06/2021",
        "Entered on time on 5 Jun 2021 as handed in on 3 Jun 2021, last day in time 5 Jun 2021",
        "đúng hạn 03/06",
    ),
    Example(
        _of(
            ReasonCode.REPORT_LATE,
            days=1,
            handed_in=date(2021, 6, 6),
            due=DUE,
            entered=HANDED_IN,
            confirmed=True,
        ),
        "Nộp ngày 06/06/2021 (nhập ngày 07/06/2021, Văn phòng đã xác nhận), trễ 1 ngày, "
        "hạn cuối 05/06/2021",
        "Handed in on 6 Jun 2021 (entered on 7 Jun 2021, confirmed by the Office), 1 day late, "
        "last day in time 5 Jun 2021",
        "trễ 1 ngày",
    ),
    Example(
        _of(
            ReasonCode.REPORT_LATE,
            days=2,
            handed_in=date(2021, 6, 3),
            due=DUE,
            entered=HANDED_IN,
            confirmed=False,
        ),
        "Nhập ngày 07/06/2021, đơn vị ghi nộp ngày 03/06/2021, Văn phòng chưa xác nhận: "
        "trễ 2 ngày, hạn cuối 05/06/2021",
        "Entered on 7 Jun 2021 as handed in on 3 Jun 2021, not confirmed by the Office: "
        "2 days late, last day in time 5 Jun 2021",
        "trễ 2 ngày",
    ),
    Example(
        _of(ReasonCode.REPORT_HANDED_IN, handed_in=DUE, entered=HANDED_IN, confirmed=False),
        "Đã nộp ngày 05/06/2021, nhập ngày 07/06/2021",
        "Handed in on 5 Jun 2021, entered on 7 Jun 2021",
        "đã nộp 05/06",
    ),
    Example(
        _of(ReasonCode.REPORT_LATE, days=2, handed_in=HANDED_IN, due=DUE),
        "Nộp ngày 07/06/2021, trễ 2 ngày, hạn cuối 05/06/2021",
        "Handed in on 7 Jun 2021, 2 days late, last day in time 5 Jun 2021",
        "trễ 2 ngày",
    ),
    Example(
        _of(ReasonCode.REPORT_HANDED_IN, handed_in=HANDED_IN),
        "Đã nộp ngày 07/06/2021",
        "Handed in on 7 Jun 2021",
        "đã nộp 07/06",
    ),
    Example(
        _of(
            ReasonCode.REPORT_HANDED_IN,
            handed_in=HANDED_IN,
            returned=date(2021, 6, 10),
            again=date(2021, 6, 14),
        ),
        "Đã nộp ngày 07/06/2021; trả lại ngày 10/06/2021, nộp lại ngày 14/06/2021",
        "Handed in on 7 Jun 2021; returned on 10 Jun 2021, handed in again on 14 Jun 2021",
        "đã nộp 07/06",
    ),
    Example(
        _of(ReasonCode.REPORT_RETURNED, on=date(2021, 6, 10), note="thiếu phụ lục", handed_in=DUE),
        "Bị trả lại ngày 10/06/2021: thiếu phụ lục",
        "Returned on 10 Jun 2021: thiếu phụ lục",
        "trả lại 10/06",
    ),
    Example(
        _of(
            ReasonCode.REPORT_RETURNED,
            on=date(2021, 6, 10),
            note="thiếu phụ lục",
            handed_in=DUE,
            entered=date(2021, 6, 9),
        ),
        "Nộp ngày 05/06/2021, nhập ngày 09/06/2021; bị trả lại ngày 10/06/2021: thiếu phụ lục",
        "Handed in on 5 Jun 2021, entered on 9 Jun 2021; returned on 10 Jun 2021: thiếu phụ lục",
        "trả lại 10/06",
    ),
    Example(
        _of(ReasonCode.REPORT_RETURNED, on=date(2021, 6, 10), note=None, handed_in=DUE),
        "Bị trả lại ngày 10/06/2021",
        "Returned on 10 Jun 2021",
        "trả lại 10/06",
    ),
)

ATTENTION = (
    Example(
        _of(ReasonCode.UNIT_SILENT, count=23, day=DUE),
        "Đã qua hạn cập nhật 05/06/2021",
        "The update day 5 Jun 2021 has passed",
        "quá hạn cập nhật",
    ),
    Example(
        _of(ReasonCode.NO_OWNER, count=3),
        "Kế hoạch không nêu đơn vị chủ trì",
        "The plan names no lead unit",
        "chưa có chủ trì",
    ),
    Example(
        _of(ReasonCode.PLAN_NOT_TRACKED),
        "Chưa theo dõi trên hệ thống",
        "Not tracked in the system",
        "chưa theo dõi",
    ),
    Example(
        _of(ReasonCode.CONCLUSION_OVERDUE, days=4, due=DUE),
        "Quá hạn 4 ngày, hạn 05/06/2021",
        "4 days overdue, due on 5 Jun 2021",
        "quá hạn 4 ngày",
    ),
    Example(
        _of(ReasonCode.CONCLUSION_DUE_SOON, days=1, due=DUE),
        "Sắp đến hạn, còn 1 ngày, hạn 05/06/2021",
        "Due soon: 1 day left, due on 5 Jun 2021",
        "còn 1 ngày",
    ),
    Example(
        _of(ReasonCode.CONCLUSION_DUE_SOON, days=0, due=DUE),
        "Hạn cuối hôm nay, 05/06/2021",
        "Due today, 5 Jun 2021",
        "hạn hôm nay",
    ),
    Example(
        _of(Subject.TASK, title="Công khai phí, lệ phí"),
        "Công khai phí, lệ phí",
        "Công khai phí, lệ phí",
    ),
    Example(
        _of(Subject.REPORT, period=Q2, duty="R1"),
        "Báo cáo quý II/2021 (R1)",
        "Report of Q2 2021 (R1)",
    ),
    Example(
        _of(Subject.REPORT, period=Q2, printed="báo cáo từng quý"),
        "Báo cáo quý II/2021 (“báo cáo từng quý”)",
        "Report of Q2 2021 (“báo cáo từng quý”)",
    ),
    Example(_of(Subject.REPORT, period=Q2), "Báo cáo quý II/2021", "Report of Q2 2021"),
    Example(
        _of(Subject.ONE_TIME_REPORT, printed="tổng kết đợt kiểm tra"),
        "Báo cáo một lần (“tổng kết đợt kiểm tra”)",
        "One-time report (“tổng kết đợt kiểm tra”)",
    ),
    Example(_of(Subject.ONE_TIME_REPORT, duty="R9"), "Báo cáo một lần R9", "One-time report R9"),
    Example(
        _of(Subject.SILENT_TASKS, count=23),
        "23 nhiệm vụ quá hạn cập nhật",
        "23 tasks lack an update",
    ),
    Example(
        _of(Subject.SILENT_TASKS, count=3, red=2),
        "3 nhiệm vụ quá hạn cập nhật, 2 ở mức đỏ",
        "3 tasks lack an update, 2 of them red",
    ),
    Example(
        _of(Subject.UNOWNED_TASKS, count=1),
        "1 nhiệm vụ chưa có đơn vị chủ trì",
        "1 task without a lead unit",
    ),
    Example(_of(Subject.PLAN), "Toàn bộ kế hoạch", "The whole plan"),
    Example(
        _of(Subject.CONCLUSION, text="Trình ký quy chế"), "Trình ký quy chế", "Trình ký quy chế"
    ),
)

CHECKS = (
    Example(
        _of(CheckCode.BREAKS_OFF, line=123),
        "Văn bản bị ngắt sau dòng 123",
        "The document breaks off after line 123",
    ),
    Example(
        _of(CheckCode.BREAKS_OFF, line=None),
        "Văn bản bị ngắt giữa chừng",
        "The document breaks off",
    ),
    Example(
        _of(CheckCode.BELOW_TARGET_WITHOUT_TASK, name="Chi phí thời gian"),
        "Chi phí thời gian: chưa đạt mục tiêu nhưng không có nhiệm vụ",
        "Chi phí thời gian: the target is not reached yet, but there is no task",
    ),
    Example(
        _of(CheckCode.RANK_CHANGE_CONTRADICTS, name="PCI", year=2025, before=12, rank=9, change=-3),
        "PCI: từ hạng 12 đến hạng 9 năm 2025 không phải là thay đổi −3 bậc",
        "PCI: from rank 12 to 9 in 2025 is not a change of −3 places",
    ),
    Example(
        _of(
            CheckCode.SCORE_CHANGE_CONTRADICTS,
            name="PCI",
            year=2025,
            before=Decimal("60.10"),
            score=Decimal("62.10"),
            change=Decimal("-2.00"),
        ),
        "PCI: từ 60,10 đến 62,10 năm 2025 không phải là thay đổi −2,00 điểm",
        "PCI: from 60.10 to 62.10 in 2025 is not a change of −2.00 points",
    ),
    Example(
        _of(
            CheckCode.PREVIOUS_RANK_CONTRADICTS,
            name="PCI",
            year=2025,
            before_year=2024,
            told=12,
            rank=10,
        ),
        "PCI: số liệu năm 2025 ghi hạng năm 2024 là 12, còn kết quả năm đó là hạng 10",
        "PCI: the figures of 2025 say rank 12 for 2024, but rank 10 was published then",
    ),
    Example(
        _of(
            CheckCode.BEST_BELOW_SCORE,
            name="PCI",
            year=2025,
            best=Decimal("8.20"),
            score=Decimal("8.50"),
        ),
        "PCI: điểm cao nhất năm 2025 là 8,20, thấp hơn điểm của chính đơn vị là 8,50",
        "PCI: the best score of 2025, 8.20, is below the own score, 8.50",
    ),
    Example(
        _of(
            CheckCode.BEST_BELOW_MIDDLE,
            name="PCI",
            year=2025,
            best=Decimal("8.20"),
            figure=TargetOf.MEDIAN,
            score=Decimal("8.50"),
        ),
        "PCI: điểm cao nhất năm 2025 là 8,20, thấp hơn trung vị là 8,50",
        "PCI: the best score of 2025, 8.20, is below the median of the block, 8.50",
    ),
    Example(
        _of(
            CheckCode.FIRST_BELOW_BEST,
            name="PCI",
            year=2025,
            best=Decimal("8.50"),
            score=Decimal("8.20"),
        ),
        "PCI: hạng 1 năm 2025 với 8,20 điểm, nhưng điểm cao nhất lại là 8,50",
        "PCI: rank 1 in 2025 with 8.20, but the best score is 8.50",
    ),
    Example(
        _of(
            CheckCode.RANK_AGAINST_MEDIAN,
            name="PCI",
            year=2025,
            rank=14,
            out_of=25,
            score=Decimal("8.10"),
            median=Decimal("7.00"),
        ),
        "PCI: hạng 14/25 năm 2025 không khớp với điểm 8,10 so với trung vị 7,00",
        "PCI: rank 14 of 25 in 2025 does not fit a score of 8.10 beside a median of 7.00",
    ),
    Example(
        _of(CheckCode.RANKS_OF_ONE_LIST, name="PCI", year=2025, rank=3, other=4),
        "PCI: năm 2025 có hai hạng trong cùng một danh sách: 3 và 4",
        "PCI: two ranks in one list in 2025: 3 and 4",
    ),
    Example(
        _of(
            CheckCode.LIST_SIZES_DIFFER,
            name="PCI",
            year=2025,
            out_of=25,
            other="Chi phí thời gian",
            other_size=24,
        ),
        "Năm 2025 danh sách của PCI có 25 đơn vị, của Chi phí thời gian có 24",
        "In 2025 the list of PCI has 25 places, that of Chi phí thời gian 24",
    ),
    Example(
        _of(
            CheckCode.BLOCK_SCORE_CONTRADICTS,
            name="DDCI",
            year=2025,
            agency="Sở Y tế",
            in_table=Decimal("80.10"),
            score=Decimal("81.10"),
        ),
        "DDCI: bảng của khối năm 2025 ghi Sở Y tế được 80,10 điểm, còn kết quả là 81,10",
        "DDCI: the table of the block has 80.10 for Sở Y tế in 2025, the result says 81.10",
    ),
    Example(
        _of(
            CheckCode.BLOCK_RANK_CONTRADICTS,
            name="DDCI",
            year=2025,
            agency="Sở Y tế",
            in_table=2,
            rank=1,
        ),
        "DDCI: theo bảng của khối năm 2025, Sở Y tế đứng hạng 2, còn kết quả là hạng 1",
        "DDCI: by the table of the block Sở Y tế has rank 2 in 2025, the result says rank 1",
    ),
    Example(
        _of(
            CheckCode.BLOCK_FIGURE_CONTRADICTS,
            name="DDCI",
            year=2025,
            figure=TargetOf.MEDIAN,
            in_table=Decimal("70.00"),
            score=Decimal("71.00"),
        ),
        "DDCI: theo bảng của khối năm 2025, trung vị là 70,00, còn kết quả ghi 71,00",
        "DDCI: by the table of the block the median of 2025 is 70.00, the result says 71.00",
    ),
    Example(
        _of(CheckCode.BLOCK_SIZE_DIFFERS, name="DDCI", year=2025, rows=24, out_of=25),
        "DDCI: bảng của khối năm 2025 có 24 đơn vị, còn kết quả ghi danh sách 25 đơn vị",
        "DDCI: the table of the block of 2025 has 24 rows, the result says 25 places",
    ),
    Example(
        _of(
            CheckCode.BLOCK_ORDER_CONTRADICTS,
            name="DDCI",
            year=2025,
            agency="A",
            rank=1,
            score=Decimal("70"),
            other="B",
            other_rank=2,
            other_score=Decimal("80"),
        ),
        "DDCI, bảng của khối năm 2025: hạng 1 (A) có 70 điểm, hạng 2 (B) lại có 80",
        "DDCI, table of the block of 2025: rank 1 (A) has 70, rank 2 (B) has 80",
    ),
    Example(
        _of(CheckCode.DUE_DAY_MISSING, duty="R2", day=31, month=6),
        "Chế độ báo cáo R2: tháng 6 không có ngày 31; hạn khi đó là ngày cuối tháng",
        "Report duty R2: month 6 has no day 31; the last of the month is meant there",
    ),
    Example(
        _of(
            CheckCode.LIST_SIZE_CHANGES, name="PCI", year=2024, before=63, out_of=34, list_year=2025
        ),
        "PCI: danh sách năm 2024 có 63 đơn vị, năm 2025 có 34; không so sánh thẳng hạng được",
        "PCI: the list has 63 places in 2024 and 34 in 2025; places in them cannot be compared as "
        "they are",
    ),
    Example(
        _of(CheckCode.DUE_DAYS_OUT_OF_ORDER, duty="R2"),
        "Chế độ báo cáo R2: các ngày không theo thứ tự trong năm; báo cáo lần thứ nhất có hạn là "
        "ngày ghi đầu tiên",
        "Report duty R2: its days are not in the order of the year; the first report falls due on "
        "the first of them",
    ),
    Example(
        _of(CheckCode.BEYOND_FIRST_PLACE, name="PCI", targets=(UP_30,), rank=12, year=2025),
        "PCI: tăng 30 bậc từ hạng 12 năm 2025 thì vượt quá hạng 1",
        "PCI: tăng 30 bậc from rank 12 in 2025 would be above the first place",
    ),
    Example(
        _of(CheckCode.BEYOND_FIRST_PLACE, name="PCI", targets=(UP_30,), rank=None, year=None),
        "PCI: tăng 30 bậc thì vượt quá hạng 1",
        "PCI: tăng 30 bậc would be above the first place",
    ),
    Example(
        _of(CheckCode.MORE_PLACES_THAN_LIST, name="PCI", targets=(UP_30,), out_of=25),
        "PCI: tăng 30 bậc, nhưng danh sách chỉ có 25 đơn vị",
        "PCI: tăng 30 bậc, but the list has only 25 places",
    ),
    Example(
        _of(
            CheckCode.BEYOND_SCALE,
            name="PCI",
            targets=(Target(kind=TargetKind.INCREASE, of=TargetOf.POINTS, low=Decimal(4)),),
            at=Decimal("11.0"),
            maximum=Decimal(10),
        ),
        "PCI: tăng 4 điểm sẽ là 11,0 điểm, vượt quá điểm tối đa 10",
        "PCI: up 4 points would be 11.0 points, above the highest score, 10",
    ),
    Example(
        _of(
            CheckCode.HIGHEST_SCORE_UNKNOWN,
            index="PAR",
            names=("Cải cách thể chế", "Tài chính công"),
        ),
        "PAR: chưa ghi điểm tối đa của Cải cách thể chế và Tài chính công nên mục tiêu chưa đạt "
        "không được xếp là gần đạt hay còn xa; hãy ghi điểm tối đa (maximum) của chỉ số thành phần",
        "PAR: the highest score of Cải cách thể chế and Tài chính công is not given, so that a "
        "missed target is called neither near nor far; write it as the maximum of the sub-index",
    ),
    Example(
        _of(
            CheckCode.ABOVE_THE_BEST,
            name="DDCI",
            targets=(Target(kind=TargetKind.VERSUS, of=TargetOf.BEST, margin=Decimal(3)),),
        ),
        "DDCI: cao hơn điểm cao nhất khối 3 điểm, nhưng không đơn vị nào cao hơn đơn vị đứng đầu; "
        "nếu là kém không quá bấy nhiêu thì chênh lệch (margin) ghi số âm",
        "DDCI: 3 points above the best of the block, but nobody is above the best of the block; a "
        "score that may lie below it by so much has a margin with a minus",
    ),
    Example(
        _of(
            CheckCode.RANK_WITHOUT_LIST,
            name="PAR",
            targets=(Target(kind=TargetKind.RANK_AT_MOST, rank=2, list=RankList.BLOCK),),
            rank=6,
            year=2025,
        ),
        "PAR: top 2 trong khối tính hạng trong một danh sách, nhưng chưa rõ hạng 6 năm 2025 thuộc "
        "danh sách nào; ghi danh sách ấy ở ranks",
        "PAR: top 2 in the block counts places in one list, but it is not known in which the rank "
        "6 of 2025 counts; name its list under ranks",
    ),
    Example(
        _of(
            CheckCode.SUB_INDEX_NOT_MEASURED,
            name="Đào tạo lao động",
            index="PCI",
            years=("2025", "2026"),
        ),
        "Đào tạo lao động: bộ PCI không có chỉ số này trong 2025 và 2026",
        "Đào tạo lao động: PCI does not have this sub-index in 2025 and 2026",
    ),
    Example(
        _of(CheckCode.BAND_UNKNOWN, name="DDCI", band="giỏi", known=("Tốt", "Khá")),
        "DDCI: không có mức giỏi; các mức là Tốt và Khá",
        "DDCI: there is no band giỏi; the bands are Tốt and Khá",
    ),
    Example(
        _of(CheckCode.BAND_WITHOUT_BOUNDS, name="DDCI", band="giỏi"),
        "DDCI: chưa biết mức giỏi bắt đầu từ điểm nào nên chưa xét được mục tiêu này",
        "DDCI: it is not known from which score the band giỏi begins, so that the target cannot "
        "be decided",
    ),
    Example(
        _of(CheckCode.BLOCK_UNKNOWN, block="x", known=("departments", "vertical")),
        "Không có khối x; các khối đã biết là departments và vertical",
        "x is no block that is known; known are departments and vertical",
    ),
    Example(
        _of(
            CheckCode.TARGETS_EXCLUDE,
            name="PCI",
            targets=(
                Target(kind=TargetKind.RANK_AT_MOST, rank=5),
                Target(
                    kind=TargetKind.RANK_RANGE, low=Decimal(10), high=Decimal(15), text="giữ hạng"
                ),
            ),
        ),
        "PCI: các mục tiêu này loại trừ nhau: top 5 và giữ hạng (hạng 10–15)",
        "PCI: these targets cannot both be meant: top 5 and giữ hạng (rank 10–15)",
    ),
    Example(
        _of(
            CheckCode.DISPUTED,
            name="PCI",
            year=2025,
            source="Báo A",
            score=Decimal("66.20"),
            rank=12,
        ),
        "PCI: năm 2025 nguồn khác (Báo A) ghi 66,20, hạng 12",
        "PCI: for 2025 another source (Báo A) has 66.20, rank 12",
    ),
    Example(
        _of(
            CheckCode.DISPUTED,
            name="PCI",
            year=2025,
            source="Báo A",
            score=Decimal("66.20"),
            rank=None,
        ),
        "PCI: năm 2025 nguồn khác (Báo A) ghi 66,20",
        "PCI: for 2025 another source (Báo A) has 66.20",
    ),
    Example(
        _of(CheckCode.DISPUTED, name="PCI", year=2025, source="Báo A", score=None, rank=12),
        "PCI: năm 2025 nguồn khác (Báo A) ghi hạng 12",
        "PCI: for 2025 another source (Báo A) has rank 12",
    ),
    Example(
        _of(CheckCode.DISPUTED, name="PCI", year=2025, source="Báo A", score=None, rank=None),
        "PCI: năm 2025 nguồn khác ghi khác: Báo A",
        "PCI: for 2025 another source differs: Báo A",
    ),
    Example(
        _of(CheckCode.NO_DAY_OF_ISSUE, counted_from=date(2026, 1, 1)),
        "Không rõ ngày ban hành; kế hoạch được tính từ 01/01/2026",
        "The day of issue is not known; the plan counts from 1 Jan 2026",
    ),
    Example(
        _of(CheckCode.WEAK_WITHOUT_TASK, name="Chi phí thời gian"),
        "Chi phí thời gian: điểm yếu nhưng không có nhiệm vụ nào",
        "Chi phí thời gian: the score is weak, but there is no task",
    ),
    Example(
        _of(CheckCode.TASKS_WITHOUT_LEAD, name="Chi phí thời gian", count=2),
        "Chi phí thời gian: 2 nhiệm vụ chưa có đơn vị chủ trì",
        "Chi phí thời gian: 2 tasks without a lead unit",
    ),
    Example(
        _of(CheckCode.TASKS_WITHOUT_LEAD, name=None, count=1),
        "Nhiệm vụ chung: 1 nhiệm vụ chưa có đơn vị chủ trì",
        "General tasks: 1 task without a lead unit",
    ),
    Example(
        _of(CheckCode.LEAD_OUTSIDE, unit="UBND tỉnh", count=2),
        "UBND tỉnh chủ trì 2 nhiệm vụ nhưng không phải đơn vị của cơ quan này",
        "UBND tỉnh leads 2 tasks but is not a unit of this agency",
    ),
    Example(
        _of(
            CheckCode.TARGETS_FALL_SHORT,
            index="DDCI",
            estimate=Decimal("68.50"),
            target=Decimal("70"),
        ),
        "DDCI: mọi chỉ số thành phần đạt mục tiêu thì tổng điểm cũng chỉ khoảng 68,50 (ước tính), "
        "thấp hơn mục tiêu chung 70",
        "DDCI: even if every sub-index reaches its target, the total is about 68.50 (estimate), "
        "below the overall target of 70",
    ),
    Example(
        _of(
            CheckCode.PRINTED_TWICE,
            names=("Chi phí thời gian", "Thiết chế pháp lý"),
            score=Decimal("6.77"),
            rank=16,
            year=2019,
        ),
        "Chi phí thời gian và Thiết chế pháp lý có cùng điểm 6,77 và cùng hạng 16 năm 2019",
        "Chi phí thời gian and Thiết chế pháp lý have the same score 6.77 and the same rank 16 in "
        "2019",
    ),
    Example(
        _of(
            CheckCode.BASIS_DATE_CONTRADICTS,
            number="31/KH-UBND",
            issued_on=date(2022, 2, 10),
            year=2023,
        ),
        "Văn bản 31/KH-UBND ghi ngày 10/02/2022 nhưng nói về năm 2023",
        "31/KH-UBND is dated 10 Feb 2022 but is about 2023",
    ),
    Example(
        _of(
            CheckCode.BASIS_AFTER_PLAN,
            number="31/KH-UBND",
            issued_on=date(2022, 2, 10),
            plan_issued_on=date(2021, 12, 1),
        ),
        "Văn bản 31/KH-UBND ngày 10/02/2022 có sau chính kế hoạch (01/12/2021)",
        "31/KH-UBND of 10 Feb 2022 is later than the plan itself (1 Dec 2021)",
    ),
    Example(
        _of(CheckCode.ISSUED_OUTSIDE_YEAR, issued_on=date(2021, 12, 1), year=2022),
        "Kế hoạch năm 2022 ban hành ngày 01/12/2021, ngoài năm kế hoạch",
        "The plan of 2022 was issued on 1 Dec 2021, outside its year",
    ),
    Example(
        _of(
            CheckCode.TASK_ENDS_BEFORE_START,
            title="Tập huấn",
            start=date(2021, 8, 1),
            due=date(2021, 7, 1),
        ),
        "“Tập huấn” có hạn 01/07/2021, trước ngày bắt đầu 01/08/2021",
        "“Tập huấn” is due on 1 Jul 2021, before it begins on 1 Aug 2021",
    ),
    Example(
        _of(
            CheckCode.TASK_DUE_BEFORE_ISSUE,
            title="Tập huấn",
            due=date(2021, 1, 31),
            issued_on=date(2021, 3, 11),
        ),
        "“Tập huấn” có hạn 31/01/2021, trước ngày ban hành kế hoạch 11/03/2021",
        "“Tập huấn” is due on 31 Jan 2021, before the plan was issued on 11 Mar 2021",
    ),
    Example(
        _of(
            CheckCode.TASK_FAR_BEYOND_YEARS,
            title="Tập huấn",
            day=date(2062, 7, 1),
            last_year=2026,
        ),
        "“Tập huấn” ghi ngày 01/07/2062, quá năm cuối của kế hoạch (2026) hơn một năm",
        "“Tập huấn” has the day 1 Jul 2062, more than a year beyond the plan, which ends with 2026",
    ),
    Example(
        _of(
            CheckCode.RESULT_BEFORE_YEAR_ENDS,
            name="Tính minh bạch",
            year=2026,
            issued_on=date(2026, 3, 11),
        ),
        "Tính minh bạch: kết quả năm 2026 được in trong kế hoạch ban hành ngày 11/03/2026, khi năm "
        "đó chưa kết thúc",
        "Tính minh bạch: a result of 2026 is printed in a plan issued on 11 Mar 2026, before that "
        "year was over",
    ),
    Example(
        _of(
            CheckCode.RESULT_BEFORE_YEAR_ENDS,
            name="Tính minh bạch",
            year=2026,
            published_on=date(2026, 11, 5),
        ),
        "Tính minh bạch: kết quả năm 2026 ghi công bố ngày 05/11/2026, khi năm đó chưa kết thúc",
        "Tính minh bạch: the result of 2026 was published on 5 Nov 2026, before that year was over",
    ),
    Example(
        _of(
            CheckCode.RESULT_BEFORE_PLAN,
            name="Tính minh bạch",
            year=2026,
            published_on=date(2026, 2, 1),
            issued_on=date(2026, 3, 11),
        ),
        "Tính minh bạch: kết quả năm 2026, năm của kế hoạch, ghi công bố ngày 01/02/2026, trước "
        "ngày ban hành kế hoạch 11/03/2026",
        "Tính minh bạch: the result of 2026, a year of the plan, was published on 1 Feb 2026, "
        "before the plan was issued on 11 Mar 2026",
    ),
    Example(
        _of(CheckCode.HOLIDAYS_UNKNOWN, duty="R1", years=("2028", "2029")),
        "Chế độ báo cáo R1 tính theo ngày làm việc, nhưng chưa có lịch nghỉ lễ của năm 2028 và "
        "2029",
        "Report duty R1 counts working days, but the public holidays of 2028 and 2029 are not "
        "known",
    ),
    Example(
        _of(
            CheckCode.TARGET_BELOW_LAST,
            name="Chi phí thời gian",
            target=Decimal("7.0"),
            last=Decimal("7.21"),
            year=2020,
        ),
        "Chi phí thời gian: mục tiêu 7,0 thấp hơn điểm năm 2020 là 7,21",
        "Chi phí thời gian: the target 7.0 is below the score of 2020, 7.21",
    ),
    Example(
        _of(
            CheckCode.TARGET_RANK_BELOW_LAST,
            name="Chi phí thời gian",
            target=10,
            last=7,
            year=2020,
        ),
        "Chi phí thời gian: mục tiêu hạng 10 kém hơn hạng năm 2020 là 7",
        "Chi phí thời gian: the target rank 10 is worse than the rank of 2020, 7",
    ),
    Example(
        _of(
            CheckCode.DUTY_WITHOUT_DAY,
            duty="R2",
            cadence=Cadence.HALF_YEARLY,
            text="định kỳ 6 tháng",
        ),
        "Chế độ báo cáo R2 (6 tháng một lần) không định hạn nộp: “định kỳ 6 tháng”",
        "Report duty R2 (half-yearly) has no due day: “định kỳ 6 tháng”",
    ),
    Example(
        _of(CheckCode.DUTY_WITHOUT_DAY, duty="R2", cadence=Cadence.MONTHLY, text=None),
        "Chế độ báo cáo R2 (hằng tháng) không định hạn nộp",
        "Report duty R2 (monthly) has no due day",
    ),
    Example(
        _of(CheckCode.WRITTEN_NOTE, text="Số của kế hoạch để trống.", kind="missing"),
        "Số của kế hoạch để trống.",
        "Số của kế hoạch để trống.",
    ),
)

# Reasons of a month frozen before the rules gave these arguments.
LACKING = (
    Example(
        _of(ReasonCode.UNDECIDABLE),
        "Chưa xét được mục tiêu",
        "The target cannot be decided",
        "chưa xét được",
    ),
    Example(_of(ReasonCode.DONE), "Hoàn thành", "Done", "xong"),
    Example(
        _of(ReasonCode.DONE_LATE, days=2),
        "Hoàn thành, trễ 2 ngày",
        "Done, 2 days late",
        "xong, trễ 2 ngày",
    ),
)

EXAMPLES = (*LACKING, *RESULTS, *TASKS, *REPORTS, *ATTENTION, *CHECKS)
