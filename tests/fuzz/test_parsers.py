"""Every parser takes or refuses what it is given: the same few inputs each time.

``make fuzz`` tries thousands of new ones. What it found stands here as examples of its own.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ddci_tracker.office import template_check
from ddci_tracker.office.file_kinds import kind_of
from ddci_tracker.office.printed.opening import UnfitText, open_text
from ddci_tracker.office.template_check import UnfitTemplate
from ddci_tracker.services.templates import layout_of
from tests.fuzz.parsers import PARSERS, Parser, template, word_file
from tests.integration.services.made import DATA

# Those that draw or lay out what they read take a tenth of a second for each.
FEW, MANY = 4, 25
SLOW = {"template", "workbook of a plan", "plan file"}


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_whatever_is_given_is_read_or_refused(parser: Parser) -> None:
    @settings(
        max_examples=FEW if parser.name in SLOW else MANY,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def tried(data: st.DataObject) -> None:
        parser.read(data.draw(parser.made()))

    tried()


def damaged_within(sound: bytes, name: str) -> bytes:
    """A package whose part of this name begins with what no deflated data begins with."""
    with ZipFile(BytesIO(sound)) as package:
        part = package.getinfo(name)
    lengths = part.header_offset + 26
    names, more = (int.from_bytes(sound[at : at + 2], "little") for at in (lengths, lengths + 2))
    start = part.header_offset + 30 + names + more
    return sound[:start] + b"\x07" + sound[start + 1 :]


def test_packed_data_that_is_damaged_is_refused_by_everything_that_opens_packages() -> None:
    document = damaged_within(word_file(), "word/document.xml")
    with pytest.raises(UnfitText):
        open_text("kế hoạch", document)
    with pytest.raises(UnfitTemplate):
        template_check.refuse_unfit(
            "x.docx", damaged_within(template(), "word/document.xml"), layout_of(DATA)
        )
    assert kind_of(word_file()) == "docx"
    assert kind_of(damaged_within(word_file(), "[Content_Types].xml")) is None


def test_a_part_that_lies_before_the_beginning_is_refused() -> None:
    """A table of contents that is said to stand further behind moves every part to the front."""
    whole = template()
    at = whole.rindex(b"PK\x05\x06") + 16
    place = int.from_bytes(whole[at : at + 4], "little") + 380
    spoiled = whole[:at] + place.to_bytes(4, "little") + whole[at + 4 :]
    with pytest.raises(UnfitTemplate):
        template_check.refuse_unfit("x.docx", spoiled, layout_of(DATA))
    assert kind_of(spoiled) is None
