"""A third language is one catalogue more: a pretend one visits every screen and every document."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from babel.messages.catalog import Catalog

from ddci_tracker.briefing.frozen import FrozenMonth, read_month
from ddci_tracker.cli import text as plain_text
from ddci_tracker.domain.views import Board, SubIndexView
from ddci_tracker.office import pdf, slides, word, workbook
from ddci_tracker.office.default_template import default_template
from ddci_tracker.office.layout import read_layout
from ddci_tracker.office.material import material_of
from ddci_tracker.web import html_pages
from ddci_tracker.web.shell import NO_LOOKS, shell_page
from ddci_tracker.words import formats, language
from ddci_tracker.words.catalogue import DEFAULT, Words, ids_of, languages, read_catalogue
from ddci_tracker.words.extract import written
from ddci_tracker.words.language import Language, catalogue_of
from tests.markup import values
from tests.screens.seeing import Screen

ROOT = Path(__file__).parents[2]
PAGES = sorted(path.relative_to(ROOT / "pages").as_posix() for path in ROOT.glob("pages/*/*.py"))
TEMPLATES = ROOT / "data" / "templates"
OLD = ROOT / "tests" / "unit" / "briefing" / "old"
# It has three forms for numbers, commas in decimals and names of months that are no numbers.
CODE = "pl"

See = Callable[..., Screen]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped catalogues and one in which every message stands in brackets."""
    place: Path = tmp_path_factory.mktemp("words") / "locale"
    shutil.copytree(language.LOCALE, place)
    pretend = Catalog(locale=CODE)
    for message in read_catalogue(catalogue_of(DEFAULT)):
        if message.id:
            ids = ids_of(message)
            said = [f"⟦{each}⟧" for each in (*ids, ids[-1])]
            pretend.add(message.id, said[0] if len(ids) == 1 else said).flags.clear()
    path = place / CODE / "LC_MESSAGES" / "ddci.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(written(pretend))
    return place


@pytest.fixture(scope="module")
def shipped() -> tuple[Language, ...]:
    """The languages that are there without it."""
    return languages()


@pytest.fixture(autouse=True)
def third(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Words:
    """The words of the pretend language, which everybody may choose meanwhile."""
    monkeypatch.setattr(language, "LOCALE", folder)
    return Words.of(Language(CODE))


@pytest.fixture
def frozen() -> FrozenMonth:
    """A month that was frozen before the language was there."""
    return read_month((OLD / "version-1.json").read_bytes())


def test_it_is_offered_by_its_own_name(shipped: tuple[Language, ...]) -> None:
    assert set(languages()) == {*shipped, Language(CODE)}
    assert {"Tiếng Việt", "English", "Polski"} <= {each.own_name for each in languages()}


def test_numbers_and_months_are_its_own(third: Words) -> None:
    at = datetime(2021, 6, 5, tzinfo=UTC)
    assert formats.day(at.date(), third) == "⟦5 cze 2021⟧"
    assert third.plural("{count} place", "{count} places", count=1) == "⟦1 place⟧"
    assert third.plural("{count} place", "{count} places", count=5) == "⟦5 places⟧"


@pytest.mark.parametrize("page", PAGES)
def test_every_screen_is_drawn(see: See, page: str, plan_ids: tuple[str, ...]) -> None:
    for plan in plan_ids[:2]:
        assert "⟦" in see(page, plan=plan, lang=CODE).text


def test_names_of_sub_indices_are_those_of_the_catalogue(
    see: See, board_of: Callable[[str], Board], plan_ids: tuple[str, ...]
) -> None:
    view: SubIndexView = board_of(plan_ids[0]).sub_indices[0]
    assert f"⟦{view.english_name}⟧" in see("leaders/overview.py", plan=plan_ids[0], lang=CODE).text


def test_a_board_is_told_at_the_terminal(
    third: Words, board_of: Callable[[str], Board], plan_ids: tuple[str, ...]
) -> None:
    assert any("⟦" in line for line in plain_text.board(board_of(plan_ids[0]), third))


def test_pages_without_scripts_are_in_it_and_offer_the_others(third: Words) -> None:
    answer = html_pages.page(
        "said.html", third, title="", switch_at="/a", sentence="", address="/", onward=""
    )
    page = bytes(answer.body).decode()
    assert values(page, "html", "lang") == ["pl"]
    assert "Tiếng Việt" in page
    assert "English" in page
    assert values(shell_page(Language(CODE), NO_LOOKS), "html", "lang") == ["pl"]


def test_a_month_of_before_shows_the_words_of_the_default(
    third: Words, frozen: FrozenMonth
) -> None:
    reason, texts = next(iter(frozen.texts.items()))
    assert frozen.said(reason, third) == texts[DEFAULT]


@pytest.mark.parametrize("form", ["docx", "pptx", "xlsx", "pdf"])
def test_every_document_of_a_month_of_before_is_written(
    form: str, third: Words, frozen: FrozenMonth
) -> None:
    layout = read_layout(TEMPLATES / "briefing-layout.toml")
    material = material_of(frozen, None, third)
    match form:
        case "docx":
            template = default_template(layout, third.language)
            body = word.write(material, third, layout, template)
        case "pptx":
            template = (TEMPLATES / "briefing.pptx").read_bytes()
            body = slides.write(frozen, None, third, template)
        case "xlsx":
            body = workbook.write(frozen, None, third)
        case _:
            body = pdf.write(material, third, layout, TEMPLATES / "briefing.typ")
            assert body.startswith(b"%PDF")
            return
    with ZipFile(io.BytesIO(body)) as package:
        assert any("⟦".encode() in package.read(name) for name in package.namelist())
