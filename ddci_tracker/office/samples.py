"""Two made-up briefings, one with a row of everything and one with nothing, to try a template on.

Both are marked as an illustration. They are never shown to anybody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ddci_tracker.domain.lights import Colour
from ddci_tracker.office.light_styles import SHAPES
from ddci_tracker.office.material import (
    ChangeGroup,
    ChangeRow,
    LateRow,
    LightMark,
    Material,
    PartRow,
    ReportsRow,
    TaskFigures,
)
from ddci_tracker.words.catalogue import DEFAULT

_MARK = LightMark(shape=SHAPES[Colour.RED], word="chậm", colour=Colour.RED)

FULL = Material(
    language=DEFAULT,
    illustration=True,
    superior="Ủy ban nhân dân tỉnh thử",
    agency="Sở Thử mẫu",
    place="Tỉnh thử",
    year=2000,
    title="Báo cáo",
    subject="Về việc thử mẫu tháng 2/2000",
    as_of="29/02/2000",
    overall=("Câu chung.",),
    quarter="quý I/2000",
    parts=(
        PartRow(
            name="Chỉ số",
            lead="Đơn vị",
            execution=_MARK,
            execution_why="Lý do",
            result=_MARK,
            result_why="Lý do",
            target="trên 7,00",
            latest="6,00",
            score=0.6,
            goal=0.7,
        ),
    ),
    late=(
        LateRow(
            code="1",
            title="Nhiệm vụ",
            units="Đơn vị",
            mark=_MARK,
            reason="Lý do",
            said="Ý kiến",
            recovery="Khắc phục",
        ),
    ),
    more_late=1,
    reports=(ReportsRow(unit="Đơn vị", expected=3, on_time=1, late=1, missing=1, owed=("Quý I",)),),
    reports_said="Đã đến hạn 3 báo cáo.",
    since="tháng 1/2000",
    changes=(
        ChangeGroup(
            name="Mục",
            rows=(ChangeRow(what="Nội dung", old="Cũ", new="Mới", sentence="Nội dung: mới."),),
            more=1,
        ),
    ),
    proposals=("Đề xuất",),
    more_proposals=1,
    signer="Giám đốc",
    recipients=("Như trên;", "Lưu: VT."),
    quarters=("I", "II", "III", "IV"),
    annex=(
        TaskFigures(
            code="1",
            title="Nhiệm vụ",
            part="Chỉ số",
            units="Đơn vị",
            due="31/03/2000",
            quarters=(_MARK,) * 4,
            now=_MARK,
            why="Lý do",
        ),
    ),
    stamp="THU-2000 · chốt lần 1 · mã kiểm 000000000000",
    frozen="Số liệu thử",
    frozen_on=date(2000, 3, 1),
)

EMPTY = replace(
    FULL,
    overall=(),
    parts=(),
    late=(),
    more_late=0,
    reports=(),
    since="",
    changes=(),
    proposals=(),
    more_proposals=0,
    quarters=(),
    annex=(),
)
