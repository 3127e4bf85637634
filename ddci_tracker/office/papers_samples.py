"""Two made-up papers for a meeting, one with a row of everything and one with nothing.

A template is tried on both. Both are marked as an illustration and never shown to anybody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ddci_tracker.office.meeting_rows import OverdueMatter
from ddci_tracker.office.papers import AgendaRow, AskedRow, Papers, WaitingRow
from ddci_tracker.words.catalogue import DEFAULT

FULL = Papers(
    language=DEFAULT,
    illustration=True,
    superior="Ủy ban nhân dân thử",
    agency="Sở thử",
    title="Tài liệu họp",
    subject="Cuộc họp thử ngày 29/02/2000",
    opening=("Câu mở đầu.",),
    agenda=(
        AgendaRow(number=1, name="Mục", units="Đơn vị", stands="Tình hình", question="Câu hỏi"),
    ),
    more_agenda="Còn nữa",
    earlier=(
        WaitingRow(
            number=1, what="Việc", units="Đơn vị", due="31/01/2000", progress="Quá hạn 29 ngày"
        ),
    ),
    more_earlier="Còn nữa",
    overdue=(
        OverdueMatter(
            number=1, what="Nhiệm vụ", units="Đơn vị", due="31/01/2000", late="Quá hạn 29 ngày"
        ),
    ),
    more_overdue="Còn nữa",
    asked=(AskedRow(number=1, what="Nhiệm vụ", units="Đơn vị", asked="Đề xuất"),),
    more_asked="Còn nữa",
    figures="Số liệu thử",
    stamp="THU-2000 · 2000-02-29-1",
    made_on=date(2000, 2, 29),
)

EMPTY = replace(
    FULL,
    opening=(),
    agenda=(),
    more_agenda="",
    earlier=(),
    more_earlier="",
    overdue=(),
    more_overdue="",
    asked=(),
    more_asked="",
)
