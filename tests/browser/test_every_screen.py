"""Every screen of every plan, as a projector, a desk and a phone show it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from http import HTTPStatus
from itertools import product
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ddci_tracker.ui.core import paths
from ddci_tracker.words.catalogue import ids_of, read_catalogue, translations_of
from ddci_tracker.words.language import DEFAULT, catalogue_of
from tests.browser.barriers import COLOURS, LANDMARKS, barriers
from tests.browser.reading import (
    DESK,
    ILLUSTRATION,
    PHONE,
    PLANS,
    PROJECTOR,
    SCREENS,
    Reader,
    Sight,
    cut_off,
    downwards,
    faint,
    leads_nowhere,
    links,
    own_profile,
    plain_words,
    poking_out,
    readable_text,
    sideways,
    spoken_text,
    squeezed,
)
from tests.browser.serving import ROOT, Server, open_socket, rerun

ReaderWith = Callable[[Sight], Reader]
Follow = Callable[[str], bool]

# Cut off on purpose: what there is too much of in a row or a tile stands behind it in full.
CUT_ON_PURPOSE: tuple[str, ...] = ()

# Seen where a control of Streamlit is left to itself, and not in our catalogue.
OTHER_ENGLISH = plain_words("app pages choose option options select upload browse drag files skip")


@pytest.fixture(scope="module")
def english() -> set[str]:
    """Words of the English interface that are neither Vietnamese words nor in a plan's print."""
    messages = list(read_catalogue(catalogue_of(DEFAULT)))
    ours = words_of(text for each in messages for text in ids_of(each))
    vietnamese = words_of(text for each in messages for text in translations_of(each))
    files = [file.read_text("utf-8") for file in (ROOT / "data").glob("*/*.yaml")]
    # The names of fields are English; lines that are not ASCII alone hold Vietnamese text.
    lines = (re.sub(r"\w+:", "", line) for file in files for line in file.splitlines())
    printed = words_of(line for line in lines if not line.isascii())
    return (ours | OTHER_ENGLISH) - vietnamese - printed


def words_of(texts: Iterable[str]) -> set[str]:
    """The words of these texts, without what is filled in."""
    return set().union(*(plain_words(re.sub(r"\{\w+\}", "", text)) for text in texts))


# The sizes of the head: its height and edge, the words of the navigation, the agency, a button.
_HEAD = """() => {
  const of = (where) => document.querySelector(where);
  const size = (where) => Math.round(parseFloat(getComputedStyle(of(where)).fontSize) * 10) / 10;
  const box = (where) => of(where).getBoundingClientRect();
  return [
    Math.round(box('[data-testid="stHeader"]').height),
    Math.round(box('.ddci.header').x),
    size('[data-testid="stTopNavLink"] span'),
    size('.ddci.header'),
    size('.ddci.header .title'),
    Math.round(box('.st-key-ddci-header .stPopover button').height),
  ];
}"""

# What stands in an empty field of a day, on every screen that has one outside of a drawer.
OF_A_DAY = {"yyyy"}


@pytest.mark.parametrize(("plan", "screen"), [*product(PLANS, SCREENS)])
def test_a_screen_fits_every_window_speaks_vietnamese_and_leads_on(
    reader: ReaderWith, english: set[str], follow: Follow, plan: str, screen: str
) -> None:
    somebody = reader(Sight(PROJECTOR))
    found: list[str] = []
    page = somebody.turn_to(screen, plan=plan)
    for size in (PROJECTOR, DESK, PHONE):
        somebody.resize(size)
        cut = cut_off(page, titles=size != PHONE)  # A finger cannot ask for a title.
        seen = [each for each in cut if not each.startswith(CUT_ON_PURPOSE)]
        seen += [*sideways(page), *poking_out(page), *squeezed(page)]
        if screen == "tong-quan" and size != PHONE:
            seen += downwards(page)
        if size != DESK:
            text = readable_text(page)
            seen += [f"English: {word}" for word in (plain_words(text) & english) - OF_A_DAY]
        found += [f"{size[0]}x{size[1]} {each}" for each in seen]
    found += somebody.complaints()
    found += [f"leads nowhere: {link}" for link in leads_nowhere(page)]
    led = sorted(links(page))
    assert led
    for link in some_of_each_kind(led):
        address = f"/{screen}{link}" if link.startswith("?") else link
        if not link.startswith("#") and not follow(address):
            found.append(f"does not draw: {address}")
    assert found == []


def some_of_each_kind(led: Iterable[str]) -> Iterator[str]:
    """Up to five links of those that differ in a number alone: one line of a template makes them.

    A plan's printed places, codes and days hold numbers; names of units do not.
    """
    kinds: dict[str, list[str]] = {}
    for link in led:
        kinds.setdefault(re.sub(r"[^=&]*\d[^=&]*", "", link), []).append(link)
    for kind in kinds.values():
        yield from kind[:: -(-len(kind) // 5)]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_word_stands_out_from_what_is_behind_it(
    reader: ReaderWith, screen: str, theme: Literal["light", "dark"]
) -> None:
    somebody = reader(Sight(DESK, theme))
    page = somebody.turn_to(screen, plan=ILLUSTRATION)
    # Only the colours are others in the dark.
    rules = () if theme == "light" else COLOURS
    assert [*faint(page), *barriers(page, *rules), *somebody.complaints()] == []
    somebody.resize(PHONE)
    assert faint(page) == []


# Nobody can ask a wall for the rest of a title.
_CUT_TITLES = """() => [...document.querySelectorAll('h1, h2, .rows p b')]
    .filter(title => title.scrollHeight > title.clientHeight + 2)
    .map(title => title.textContent)"""


@pytest.mark.parametrize(
    "address", ["nhanh", "nhanh/toan-tinh", "man-hinh?trang=2", "tim-kiem?q=phi", "khong/co"]
)
def test_nothing_keeps_anybody_out_of_a_page_of_plain_html(
    browser: Browser, board_server: Server, address: str
) -> None:
    with own_profile(browser) as profile:
        page = profile.new_page()
        page.goto(f"{board_server.address}/{address}")
        found = [*barriers(page), *barriers(page, *LANDMARKS), *page.evaluate(_CUT_TITLES)]
        page.emulate_media(color_scheme="dark")
        assert [*found, *barriers(page, *COLOURS)] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_labels_and_hints_are_vietnamese_too(
    reader: ReaderWith, english: set[str], screen: str
) -> None:
    page = reader(Sight(PROJECTOR)).turn_to(screen, plan=ILLUSTRATION)
    page.get_by_role("button", name="Đổi cách xem").click()
    page.get_by_role("group", name="Tính đến ngày").wait_for()
    spoken = spoken_text(page)
    assert {text for text in spoken if plain_words(text) & english} == set()


def test_the_head_of_a_laptop_is_the_same_on_every_screen(reader: ReaderWith) -> None:
    """What is looked at from afar scales with the window; its head must not jump to that size."""
    of = reader(Sight(DESK))
    heads = [
        of.open(screen).evaluate(_HEAD) for screen in ("tong-quan", "don-vi", "ket-qua", "ke-hoach")
    ]
    assert heads == [heads[0]] * len(heads)


def test_a_first_visit_fetches_no_font_for_slanted_text(reader: ReaderWith) -> None:
    """A tenth of what it fetches, for marks that have no text."""
    styles = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.style)"
    loaded = reader(Sight(DESK)).open("tong-quan").evaluate(styles)
    assert "normal" in loaded
    assert "italic" not in loaded


def test_nothing_covers_what_closes_the_navigation_of_a_phone(reader: ReaderWith) -> None:
    page = reader(Sight(PHONE)).open("tong-quan", plan=ILLUSTRATION)
    page.get_by_test_id("stExpandSidebarButton").click()
    closes = page.get_by_test_id("stSidebarCollapseButton").get_by_role("button")
    # A click waits until nothing lies over it.
    closes.click(timeout=5000)
    thumb = page.locator("nav.thumb a")
    assert thumb.count() == 5
    assert all((box := each.bounding_box()) and box["height"] >= 47 for each in thumb.all())


@pytest.fixture(scope="module")
def follow(board_server: Server) -> Iterator[Follow]:
    """Whether a link of our own leads to a screen that draws; the same link is followed once."""
    with open_socket(board_server) as opened:

        @cache
        def followed(link: str) -> bool:
            address = urlsplit(link)
            if address.path in (paths.QUICK_VIEW, paths.QUICK_PROVINCE, paths.SEARCH):
                return board_server.get(link)[0] == HTTPStatus.OK
            screen = address.path.removeprefix("/")
            return screen in SCREENS and stands(rerun(opened, screen, query=address.query))

        yield followed


def stands(drawn: Sequence[ForwardMsg]) -> bool:
    """Whether a screen was drawn to its end, without an error."""
    shown = [message.delta.new_element for message in drawn if message.HasField("delta")]
    return (
        any("ddci header" in each.markdown.body for each in shown)
        and not any(each.WhichOneof("type") in {"exception", "alert"} for each in shown)
        and drawn[-1].script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    )
