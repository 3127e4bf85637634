"""Everything that reads what others wrote, with what it is given and the refusals it may answer by.

Any other error is a fault. ``run`` tries each for minutes, ``test_parsers`` for a moment.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from docx import Document
from hypothesis import strategies as st

from ddci_tracker.cli import inputs
from ddci_tracker.domain.periods import Period
from ddci_tracker.office import template_check
from ddci_tracker.office.default_template import default_template
from ddci_tracker.office.printed.opening import UnfitText, open_text
from ddci_tracker.office.template_check import UnfitTemplate
from ddci_tracker.plans import PlanFileError, write_plan
from ddci_tracker.plans.files import parse_plan
from ddci_tracker.plans.importing.reading import read_text
from ddci_tracker.plans.tables import write_tables
from ddci_tracker.services import (
    block_tables,
    plan_workbooks,
    searches,
    typed_numbers,
    unit_forms,
)
from ddci_tracker.services.failures import Conflict
from ddci_tracker.services.permissions import Forbidden
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.table_problems import WrongCells
from ddci_tracker.services.templates import layout_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.unit_forms import FormOf
from ddci_tracker.store.engine import make_engine
from ddci_tracker.store.errors import UnknownPlan
from ddci_tracker.store.migrations import upgrade
from ddci_tracker.web.api import parameters
from ddci_tracker.web.api.parameters import ApiParameter
from ddci_tracker.web.network import Network
from ddci_tracker.words.catalogue import Language, Words
from tests.fuzz.mutations import Made, spoiled_bytes, spoiled_package, spoiled_text
from tests.integration.services.made import CATALOG, DATA, NOW, OWNER, PLAN, Q3, act, load
from tests.unit.plans.importing.test_reading import PLAN as PRINTED

VI = Words.of(Language("vi"))
SMALL = write_plan(PLAN)
BLOCK = "Đơn vị;Điểm;Hạng\nSở A;70,12;1\nSở B;65,00;2\nSở C;;3\n"
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 128>>stream
BT /F1 12 Tf 72 700 Td (KE HOACH nang cao chi so DDCI nam 2021) Tj 0 -20 Td (I. MUC TIEU: dat tren 7,80 diem, hang 3) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""  # noqa: E501 - as a program writes it


@dataclass(frozen=True, slots=True, kw_only=True)
class Parser:
    """What reads, what it is given, and by what it may refuse. ``made`` is called when needed."""

    name: str
    made: Made
    reads: Callable[[Any], object]
    refuses: tuple[type[Exception], ...]

    def read(self, given: object) -> None:
        """Read what was made; whatever is raised that is no refusal is a fault."""
        with suppress(*self.refuses):
            self.reads(given)


@cache
def place() -> Tracker:
    """A tracker on a database of its own that knows one plan."""
    folder = Path(mkdtemp(prefix="fuzz-"))
    engine = make_engine(f"sqlite:///{(folder / 'ddci.sqlite3').as_posix()}")
    upgrade(engine)
    tracker = Tracker(engine=engine, catalog=CATALOG, data_dir=DATA, state_dir=folder)
    load(tracker, PLAN)
    return tracker


@cache
def word_file() -> bytes:
    document = Document()
    for line in PRINTED:
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).text, table.cell(1, 2).text = "Nhiệm vụ", "30/6/2021"
    body = BytesIO()
    document.save(body)
    return body.getvalue()


@cache
def workbook() -> bytes:
    return plan_workbooks.book_of(CATALOG, write_tables(PLAN), PLAN.id, VI, now=NOW)


@cache
def unit_form() -> bytes:
    return unit_forms.export_form(place(), act(), FormOf(plan=PLAN.id, unit="A", quarter=Q3), VI)


@cache
def template() -> bytes:
    return default_template(layout_of(DATA), Language("vi"))


def read_printed(body: bytes) -> None:
    read_text(open_text("kế hoạch", body), CATALOG)


def read_block(text: str) -> None:
    block_tables.add_table(place(), PLAN.id, "DDCI", 2020, text, act())


def read_parameters(written: str) -> None:
    for each in vars(parameters).values():
        if isinstance(each, ApiParameter):
            try:
                each.read(written)
            except ValueError:
                continue


def read_typed(written: str) -> None:
    """Each reader by itself: what one refuses the next may take."""
    for read in (
        *(typed_numbers.decimal, typed_numbers.score, typed_numbers.whole, typed_numbers.percent),
        *(inputs.day, inputs.moment, inputs.period, inputs.quarter, inputs.revision, inputs.port),
        *(inputs.day_of_year, inputs.dispute, inputs.list_rank, Period.parse),
    ):
        try:
            read(written)
        except (Refused, ValueError):
            continue


def read_arrival(headers: list[tuple[bytes, bytes]]) -> None:
    network = Network.of(["ddci.example.gov.vn"], ["10.0.0.0/8"])
    scope = {"type": "http", "scheme": "http", "client": ("10.0.0.1", 1), "headers": headers}
    network.answers_to(network.arrival(scope).host)


def _headers() -> st.SearchStrategy[object]:
    names = st.sampled_from((b"host", b"x-forwarded-for", b"x-forwarded-proto", b"forwarded"))
    sound = st.sampled_from(
        ("ddci.example.gov.vn:443", "10.0.0.9, 203.0.113.7", "[::1]:80", "https")
    )
    values = sound.flatmap(lambda each: spoiled_bytes(each.encode()))
    return st.lists(st.tuples(names, values), max_size=5)


def _typed() -> st.SearchStrategy[object]:
    sound = (
        "7,80",
        "2021-Q2",
        "05/06/2021",
        "2021-06-05T17:30",
        "2021-9M",
        "before 15/06",
        "X=1/2",
    )
    return st.sampled_from(sound).flatmap(spoiled_text)


PARSERS: tuple[Parser, ...] = (
    Parser(
        name="plan file",
        made=lambda: spoiled_text(SMALL),
        reads=lambda text: parse_plan(text, "x.yaml", CATALOG),
        refuses=(PlanFileError,),
    ),
    Parser(
        name="workbook of a plan",
        made=lambda: spoiled_package(workbook()),
        reads=lambda body: plan_workbooks.plan_of(CATALOG, "x.xlsx", body),
        refuses=(WrongCells, Refused),
    ),
    Parser(
        name="form of a unit",
        made=lambda: spoiled_package(unit_form()),
        reads=lambda body: unit_forms.read_form(place(), "x.xlsx", body, act()),
        refuses=(WrongCells, Refused, UnknownPlan, Forbidden),
    ),
    Parser(
        name="printed text, Word",
        made=lambda: spoiled_package(word_file()),
        reads=read_printed,
        refuses=(UnfitText,),
    ),
    Parser(
        name="printed text, PDF",
        made=lambda: spoiled_bytes(PDF),
        reads=read_printed,
        refuses=(UnfitText,),
    ),
    Parser(
        name="printed text, plain",
        made=lambda: spoiled_text("\n".join(PRINTED)).map(
            lambda text: text.encode("utf-8", "replace")
        ),
        reads=read_printed,
        refuses=(UnfitText,),
    ),
    Parser(
        name="table of results",
        made=lambda: spoiled_text(BLOCK),
        reads=read_block,
        refuses=(Refused, Conflict),
    ),
    Parser(
        name="template",
        made=lambda: spoiled_package(template()),
        reads=lambda body: template_check.refuse_unfit("x.docx", body, layout_of(DATA)),
        refuses=(UnfitTemplate,),
    ),
    Parser(name="parameters of the API", made=_typed, reads=read_parameters, refuses=()),
    Parser(name="what is typed", made=_typed, reads=read_typed, refuses=()),
    Parser(
        name="what is searched for",
        made=lambda: spoiled_text('đấu giá "7,80" T1 nghiệm-thu*'),
        reads=lambda text: searches.search(place(), OWNER, text, now=NOW),
        refuses=(),
    ),
    Parser(name="addresses and names of hosts", made=_headers, reads=read_arrival, refuses=()),
)
