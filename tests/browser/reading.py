"""Somebody who reads the board in a browser, and what can be seen there that should not be.

Every measure answers with sentences, one for each thing found, so that a failing test tells all
of them at once.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from ddci_tracker.domain.moments import vietnamese_day
from tests.browser.serving import Server
from tests.patience import PATIENCE_SECONDS

# The illustration is always one of this year.
YEAR = vietnamese_day(datetime.now(UTC)).year
ILLUSTRATION = f"SKHCN-MH-{YEAR}"
PLANS = (
    ILLUSTRATION,
    "SNGV-LS-2021",
    "STTTT-LS-2023",
    "STNMT-LS-2020",
    "SCT-KG-2021",
    "SNGV-LS-2024",
)
SCREENS = (
    "tong-quan",
    "chi-so",
    "can-xu-ly",
    "don-vi",
    "dien-bien",
    "ket-luan",
    "viec-cua-toi",
    "bao-cao",
    "ket-qua",
    "ke-hoach",
    "ban-tin",
    "lich-su",
    "quan-tri",
    "hop",
    "toan-tinh",
)

Size = tuple[int, int]
PROJECTOR: Size = (1920, 1080)
DESK: Size = (1366, 768)
PHONE: Size = (390, 844)

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]:has(.ddci)"


@dataclass(frozen=True, slots=True)
class Sight:
    """How a reader's screen shows the board."""

    size: Size = DESK
    theme: Literal["light", "dark"] = "light"
    scale: float = 1


@contextmanager
def own_profile(
    browser: Browser, sight: Sight | None = None, *, trusts_any_name: bool = False
) -> Iterator[BrowserContext]:
    """A browser of somebody's own, which knows nothing yet and is patient.

    ``trusts_any_name``: it asks nobody whether a server is who it says.
    """
    sight = sight or Sight()
    width, height = sight.size
    profile = browser.new_context(
        viewport={"width": width, "height": height},
        locale="vi-VN",
        color_scheme=sight.theme,
        device_scale_factor=sight.scale,
        ignore_https_errors=trusts_any_name,
    )
    profile.set_default_timeout(PATIENCE_SECONDS * 1000)
    yield profile
    profile.close()


@dataclass(slots=True)
class Reader:
    """A tab of the browser, with what it asked for and what went wrong in it."""

    server: Server
    page: Page
    sight: Sight
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def at(cls, server: Server, browser: Browser, sight: Sight) -> Iterator[Reader]:
        """A reader with a browser profile of their own."""
        with own_profile(browser, sight) as profile:
            reader = cls(server, profile.new_page(), sight)
            reader._listen()
            yield reader

    def _listen(self) -> None:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on(
            "console",
            lambda said: self.wrong.append(said.text) if said.type == "error" else None,
        )

    def open(self, screen: str, **parameters: str) -> Page:
        """Open a screen by its address, and wait until it stands."""
        self._sit_down()
        self.page.goto(self._address(screen, parameters))
        return self.wait()

    def turn_to(self, screen: str, **parameters: str) -> Page:
        """Like ``open``, as one who is here already: only the screen is drawn, not the page.

        Loading Streamlit anew takes a browser four times what the screen takes it.
        """
        self._sit_down()
        address = self._address(screen, parameters)
        if not self.page.url.startswith(self.server.address) or self.page.url == address:
            self.page.goto(address)
        else:
            self.page.evaluate(_TURN, address)
            self.page.wait_for_function("() => !document.querySelector('.header[data-left]')")
        return self.wait()

    def _sit_down(self) -> None:
        """See the window as large as the reader's own, whatever a test before made of it."""
        if self.page.viewport_size != dict(zip(("width", "height"), self.sight.size, strict=True)):
            self.resize(self.sight.size)

    def _address(self, screen: str, parameters: Mapping[str, str]) -> str:
        """The address of a screen that is about to be seen; nothing was said of it yet."""
        self.asked.clear()
        self.wrong.clear()
        query = f"?{urlencode(parameters)}" if parameters else ""
        return f"{self.server.address}/{screen}{query}"

    def wait(self) -> Page:
        """Wait until the script has run and everything has been drawn."""
        self.page.wait_for_selector(SETTLED)
        self.page.wait_for_function(_DRAWN)
        return self.page

    def resize(self, size: Size) -> None:
        """Give the window another size, and wait until the page has taken it in."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        wait_until_still(self.page)

    def complaints(self) -> list[str]:
        """What the page did that it must not: errors, and requests to other computers."""
        here = f"localhost:{self.server.port}"
        away = [url for url in self.asked if urlsplit(url).netloc not in {here, ""}]
        return [f"asked {url}" for url in away] + [f"said {text}" for text in self.wrong]


def wait_until_still(page: Page) -> None:
    """Wait until nothing on the page has moved or changed its size for some frames."""
    page.evaluate(_STILL)


def wait_until(page: Page, holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds that the page itself does not show; ``what`` is said if not."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, f"not in {PATIENCE_SECONDS} seconds: {what}"
        # The page goes on meanwhile.
        page.wait_for_timeout(50)


# As going back and forth does; the head of the screen that is left tells when it is gone.
_TURN = """address => {
    document.querySelectorAll('.ddci.header').forEach(head => head.dataset.left = '');
    history.pushState({}, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
}"""

_STILL = """() => new Promise(done => {
    let before = '', frames = 0;
    const look = () => {
        const now = [...document.querySelectorAll('body *')].map(each => {
            const {x, y, width, height} = each.getBoundingClientRect();
            return [x, y, width, height].join();
        }).join(' ');
        frames = now === before ? frames + 1 : 0;
        before = now;
        frames === 8 ? done() : requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})"""

# Charts come after the script has ended; the bars of a finished page are gone.
_DRAWN = """() =>
    !document.querySelector('[data-testid=stSkeleton]')
    && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
        .every(chart => chart.querySelector('.main-svg'))
"""

# A name for an element that a reader of a failing test recognises, and the classes that lead to it.
_NAMED = """
const named = element => {
    const part = each => [each.tagName.toLowerCase(), ...each.classList].join('.');
    const within = element.parentElement?.closest('.ddci [class]');
    return (within ? part(within) + ' ' : '') + part(element);
};
const shown = element => element.checkVisibility({visibilityProperty: true, opacityProperty: true});
const words = element => element.textContent.trim().replace(/\\s+/g, ' ').slice(0, 60);
// Whether text stands in an element itself.
const speaks = element => [...element.childNodes].some(
    node => node.nodeType == Node.TEXT_NODE && node.textContent.trim());
// Text for screen readers alone is clipped to nothing, or stands in something that is.
const unseen = element => {
    for (let up = element; up; up = up.parentElement) {
        const nothing = up.offsetWidth <= 1 || up.offsetHeight <= 1;
        if (nothing && getComputedStyle(up).overflowX == 'hidden') return true;
    }
    return false;
};
"""


def measure(page: Page, script: str, *given: Any) -> Any:
    """What a function of the page answers; it may use ``named``, ``shown`` and ``words``."""
    return page.evaluate(f"given => {{ {_NAMED} return ({script})(...given); }}", list(given))


def sideways(page: Page) -> list[str]:
    """The page where it scrolls sideways; wide tables may, in boxes of their own."""
    found: list[str] = measure(
        page,
        """() => [document.documentElement, document.querySelector('.stMain')]
            .filter(box => box.scrollWidth > box.clientWidth)
            .map(box => `${named(box)}: ${box.scrollWidth} px wide in ${box.clientWidth}`)""",
    )
    return found


def downwards(page: Page) -> list[str]:
    """The page where it scrolls down."""
    found: list[str] = measure(
        page,
        """() => [document.documentElement, document.querySelector('.stMain')]
            .filter(box => box.scrollHeight > box.clientHeight)
            .map(box => `${named(box)}: ${box.scrollHeight} px high in ${box.clientHeight}`)""",
    )
    return found


def cut_off(page: Page, *, titles: bool = True) -> list[str]:
    """Elements of ours whose text does not fit; ``titles``: a title beside it may say the rest."""
    found: list[str] = measure(
        page,
        """titles => [...document.querySelectorAll('.ddci *')]
            .filter(box => {
                const style = getComputedStyle(box);
                const wide = box.scrollWidth > box.clientWidth + 1
                    && ['hidden', 'clip'].includes(style.overflowX);
                const high = box.scrollHeight > box.clientHeight + 2
                    && ['hidden', 'clip'].includes(style.overflowY) && style.display != 'inline';
                return (wide || high) && words(box) && shown(box) && !unseen(box)
                    && !(titles && box.closest('[title]'));
            })
            .map(box => `${named(box)}: ${words(box)}`)""",
        titles,
    )
    return found


def poking_out(page: Page) -> list[str]:
    """Text of ours that sticks out of the window or of a card, where nothing scrolls or clips."""
    found: list[str] = measure(
        page,
        """() => {
            const holder = box => {
                for (let up = box; up; up = up.parentElement) {
                    if (up.classList.contains('stMain')) return up;
                    if (getComputedStyle(up).overflowX != 'visible') return null;
                    if (up.matches('.ddci .card, .ddci .tile, .ddci .panel')) return up;
                }
            };
            return [...document.querySelectorAll('.ddci *')]
                .filter(box => speaks(box) && shown(box) && !unseen(box) && !box.closest('svg'))
                .filter(box => {
                    const within = holder(box)?.getBoundingClientRect();
                    const text = document.createRange();
                    text.selectNodeContents(box);
                    const own = text.getBoundingClientRect();
                    return within && (own.right > within.right + 1 || own.left < within.left - 1);
                })
                .map(box => `${named(box)}: ${words(box)}`);
        }""",
    )
    return found


def squeezed(page: Page) -> list[str]:
    """Text of ours that has so little room that it stands letter below letter."""
    found: list[str] = measure(
        page,
        """() => [...document.querySelectorAll('.ddci *')]
            .filter(box => {
                if (box.children.length || words(box).length < 3 || !shown(box) || unseen(box)) {
                    return false;
                }
                const size = parseFloat(getComputedStyle(box).fontSize);
                const {width, height} = box.getBoundingClientRect();
                return width < 2 * size && height > 3 * size;
            })
            .map(box => `${named(box)}: ${words(box)}`)""",
    )
    return found


def faint(page: Page, least: float = 4.5) -> list[str]:
    """Text of ours that stands out less from what is behind it than WCAG 2 asks for."""
    found: list[str] = measure(
        page,
        """least => {
            const canvas = document.createElement('canvas').getContext('2d', {
                willReadFrequently: true});
            const rgba = colour => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = colour;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data].map(part => part / 255);
            };
            const linear = part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4;
            const light = ([r, g, b]) => .2126 * linear(r) + .7152 * linear(g) + .0722 * linear(b);
            const behind = box => {
                for (let up = box; up; up = up.parentElement) {
                    const style = getComputedStyle(up);
                    if (style.backgroundImage != 'none') return null;
                    const colour = rgba(style.backgroundColor);
                    if (colour[3] == 1) return colour;
                }
                return [1, 1, 1, 1];
            };
            return [...document.querySelectorAll('.ddci *')]
                .filter(box => speaks(box) && shown(box) && !unseen(box) && !box.closest('svg'))
                .map(box => {
                    const ground = behind(box);
                    if (!ground) return null;
                    const [high, low] = [light(rgba(getComputedStyle(box).color)), light(ground)]
                        .sort((one, other) => other - one);
                    const contrast = (high + .05) / (low + .05);
                    return contrast < least
                        ? `${named(box)}: ${words(box)} at ${contrast.toFixed(1)}:1` : null;
                })
                .filter(Boolean);
        }""",
        least,
    )
    return found


def readable_text(page: Page) -> str:
    """Everything on the page that people read, without the icons, which are letters too."""
    text: str = measure(
        page,
        """() => {
            const icons = [...document.querySelectorAll('[data-testid=stIconMaterial]')];
            icons.forEach(icon => icon.style.display = 'none');
            const text = document.body.innerText;
            icons.forEach(icon => icon.style.display = '');
            return text;
        }""",
    )
    return text


def spoken_text(page: Page) -> set[str]:
    """What only some people are told: labels, hints, titles and alternative texts."""
    said: list[str] = measure(
        page,
        """() => ['aria-label', 'placeholder', 'title', 'alt'].flatMap(name =>
            [...document.querySelectorAll(`[${name}]`)]
                .filter(shown).map(element => element.getAttribute(name)))""",
    )
    return {text for text in said if text.strip()}


def links(page: Page) -> set[str]:
    """Where our own links lead, without the address of the server; one that is a button acts."""
    found: list[str] = measure(
        page,
        """() => [...document.querySelectorAll('.ddci a[href]:not([role=button])')]
            .map(link => link.getAttribute('href'))""",
    )
    return set(found)


def leads_nowhere(page: Page) -> list[str]:
    """Links to a place on the same page that is not there."""
    return [
        link
        for link in links(page)
        if link.startswith("#") and not page.locator(f'[id="{link[1:]}"]').count()
    ]


def plain_words(text: str) -> set[str]:
    """The words of a text, small, from three letters on."""
    return {word.lower() for word in re.findall(r"[^\W\d_]{3,}", text)}
