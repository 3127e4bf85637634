"""Two made-up briefings, one with a row of everything and one with nothing, to try a template on.

Both are marked as an illustration. They are never shown to anybody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ddci_tracker.domain.lights import Colour
from ddci_tracker.office.letter import Letter
from ddci_tracker.office.light_styles import SHAPES
from ddci_tracker.office.material import (
    ChangeGroup,
    ChangeRow,
    ConclusionFigures,
    LateRow,
    LightMark,
    Material,
    PartRow,
    ReportsRow,
    TaskFigures,
)
from ddci_tracker.office.report import Annexes, Group, LateTask, Report
from ddci_tracker.words.catalogue import DEFAULT

_GROUP = Group(name="Mục", lines=("Dòng.",), more="… và 1 mục khác.")
_MARK = LightMark(shape=SHAPES[Colour.RED], word="chậm", colour=Colour.RED)

FULL = Material(
    language=DEFAULT,
    illustration=True,
    letter=Letter(
        superior="Ủy ban nhân dân tỉnh thử",
        heading="Sở Thử mẫu",
        agency="Sở Thử mẫu",
        place="Tỉnh thử",
        number="……/BC-STM",
        addressees=("Ủy ban nhân dân tỉnh thử", "Sở Kế hoạch thử"),
        capacity="KT. Giám đốc",
        role="Phó Giám đốc",
        name="Họ và tên",
        recipients=("Như trên;", "Lưu: VT."),
    ),
    report=Report(
        basis="Thực hiện kế hoạch thử",
        lead="Câu mở đầu.",
        done=(_GROUP,),
        more_done="… và 1 mục khác.",
        standing=("Câu về thứ hạng.",),
        late=(LateTask(title="Nhiệm vụ", unit="Đơn vị", stands="Chậm", recovery="Khắc phục"),),
        more_late="… và 1 mục khác.",
        shortcomings=(_GROUP,),
        causes=("Nguyên nhân.",),
        more_causes="… và 1 mục khác.",
        upcoming=(_GROUP,),
        requests=("Kiến nghị.",),
        more_requests="… và 1 mục khác.",
        closings=("Câu kết.",) * 5,
        end="Trên đây là báo cáo thử./.",
        whole=("Câu mở đầu đầy đủ.",),
        annexes=Annexes(
            tasks="Phụ lục I",
            reports="Phụ lục II",
            conclusions="Phụ lục III",
            changes="Phụ lục IV",
        ),
    ),
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
            section="I.1",
            title="Nhiệm vụ",
            units="Đơn vị",
            mark=_MARK,
            reason="Lý do",
            said="Ý kiến",
            recovery="Khắc phục",
        ),
    ),
    reports=(ReportsRow(unit="Đơn vị", expected=3, on_time=1, late=1, missing=1, owed=("Quý I",)),),
    reports_said="Đã đến hạn 3 báo cáo.",
    since="tháng 1/2000",
    changes=(
        ChangeGroup(
            name="Mục",
            rows=(ChangeRow(what="Nội dung", old="Cũ", new="Mới", sentence="Nội dung: mới."),),
        ),
    ),
    conclusions=(
        ConclusionFigures(
            text="Kết luận", units="Đơn vị", due="31/03/2000", stands="Chưa xong", said="Ý kiến"
        ),
    ),
    proposals=("Đề xuất",),
    quarters=("I", "II", "III", "IV"),
    annex=(
        TaskFigures(
            section="I.1",
            title="Nhiệm vụ",
            part="Chỉ số",
            units="Đơn vị",
            due="31/03/2000",
            quarters=(_MARK,) * 4,
            now=_MARK,
            why="Lý do",
            stands="Tình hình",
            done="Kết quả",
            difficulty="Khó khăn dài. " * 30,  # has a row of its own
            proposal="Đề xuất",
        ),
    ),
    stamp="THU-2000 · chốt lần 1 · mã kiểm 000000000000",
    frozen="Số liệu thử",
    frozen_on=date(2000, 3, 1),
)

EMPTY = replace(
    FULL,
    letter=replace(FULL.letter, addressees=(), capacity="", name="", recipients=("Lưu: VT.",)),
    report=replace(
        FULL.report,
        lead="",
        done=(),
        more_done="",
        standing=(),
        late=(),
        more_late="",
        shortcomings=(),
        causes=(),
        more_causes="",
        upcoming=(),
        requests=(),
        more_requests="",
        closings=("",) * 5,
        whole=(),
        annexes=Annexes(tasks="Phụ lục", reports="", conclusions="", changes=""),
    ),
    overall=(),
    parts=(),
    late=(),
    reports=(),
    since="",
    changes=(),
    conclusions=(),
    proposals=(),
    quarters=(),
    annex=(),
)
