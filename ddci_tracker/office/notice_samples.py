"""Two made-up notices, one with a row of everything and one with nothing, to try a template on.

Both are marked as an illustration. They are never shown to anybody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ddci_tracker.office import samples
from ddci_tracker.office.meeting_rows import EarlierConclusion, OverdueMatter
from ddci_tracker.office.notice import EarlierGroup, Notice, NoticedConclusion, NoticeTopic
from ddci_tracker.words.catalogue import DEFAULT

FULL = Notice(
    language=DEFAULT,
    illustration=True,
    letter=samples.FULL.letter,
    year=2000,
    title="Thông báo",
    subject="Kết luận cuộc họp thử ngày 29/02/2000",
    as_of="29/02/2000",
    opening=("Câu mở đầu.",),
    topics=(
        NoticeTopic(
            name="Mục",
            conclusions=(NoticedConclusion(number=1, text="Việc", clear="Chủ trì: Đơn vị."),),
        ),
    ),
    closing="Trên đây là kết luận./.",
    earlier=(
        EarlierGroup(
            name="Đơn vị",
            rows=(
                EarlierConclusion(
                    number=1,
                    text="Việc",
                    units="Đơn vị",
                    due="31/01/2000",
                    result="Chưa báo cáo",
                    progress="Quá hạn 29 ngày",
                ),
            ),
        ),
    ),
    overdue=(
        OverdueMatter(
            number=1, what="Nhiệm vụ", units="Đơn vị", due="31/01/2000", late="Quá hạn 29 ngày"
        ),
    ),
    stamp="THU-2000 · cuộc họp 2000-02-29-1, bản 1",
    figures="Số liệu thử",
    made_on=date(2000, 2, 29),
)

EMPTY = replace(FULL, opening=(), topics=(), earlier=(), overdue=())
