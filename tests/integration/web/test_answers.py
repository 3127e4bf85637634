"""What the server sends: the page of every screen, headers, compressed scripts, health."""

from __future__ import annotations

import gzip
import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit.file_util import get_static_dir

from ddci_tracker import __version__
from ddci_tracker.store.errors import StoreUnavailable, Trouble
from ddci_tracker.web.compression import CompressedAssets, compressed
from ddci_tracker.web.headers import CarefulHeaders
from ddci_tracker.web.health import health_route, ready_routes
from ddci_tracker.web.network import Network
from ddci_tracker.web.shell import Looks, shell_routes
from ddci_tracker.web.troubles import ToldTroubles
from ddci_tracker.words.catalogue import Language, Words
from tests.browser.serving import ROOT
from tests.integration.web.asgi import HOST, Witness, ask
from tests.markup import elements, text_of, texts, values

SCRIPTS = sorted((Path(get_static_dir()) / "static" / "js").glob("*.js"))
SCRIPT = min(SCRIPTS, key=lambda path: path.stat().st_size)
ZIPPED = (HOST, ("accept-encoding", "br, gzip"))

LOOKS = Looks(stylesheet=".ddci { color: red }", shapes='<svg><symbol id="l-red"/></svg>')
# What a page says before any screen, or when it has stopped answering.
OUR_WORDS = (
    "DDCI tracker",
    "This page needs JavaScript. Switch it on in your browser and reload.",
    "Your session has ended.",
    "Sign in again in a new tab, then come back here: this page goes on by itself, and what you"
    " were typing is kept until you sign out.",
    "Sign in again",
    "The server cannot be reached.",
    "This page connects again by itself as soon as it can, with what you were typing. If a button"
    " pressed just now has done nothing, press it again then.",
    "The tracker cannot be used just now.",
    "This page goes on by itself as soon as that is mended, with what you were typing. A button"
    " pressed meanwhile has done nothing.",
    "Please press the button once more.",
    "This page was cut off, its session had ended, or the tracker could not be used, when you"
    " pressed it: it has done nothing. What you typed is still here.",
    "Back to the page",
    "↑ ↓ to choose, Enter to open, Esc to close; / or Ctrl+K opens this again",
    "Close",
)
shell = Starlette(routes=shell_routes(LOOKS))


def test_the_start_leads_to_the_overview_and_keeps_what_was_asked() -> None:
    answer = ask(shell, "/", query="plan=STTTT-LS-2023&quarter=2023-Q3&lang=en")
    assert answer.status == 307
    assert answer.headers["location"] == ("/tong-quan?plan=STTTT-LS-2023&quarter=2023-Q3&lang=en")
    assert ask(shell, "/").headers["location"] == "/tong-quan"


@pytest.mark.parametrize(
    ("query", "language", "title"),
    [
        ("", "vi", "Theo dõi DDCI"),
        ("lang=vi", "vi", "Theo dõi DDCI"),
        ("lang=en", "en", "DDCI tracker"),
        ("lang=xx", "vi", "Theo dõi DDCI"),
    ],
)
def test_a_screen_comes_in_the_language_that_is_asked_for(
    query: str, language: str, title: str
) -> None:
    page = ask(shell, "/tong-quan", query=query)
    assert page.headers["cache-control"] == "no-cache"
    assert values(page.text, "html", "lang") == [language]
    assert texts(page.text, "title") == [title]


def test_a_screen_has_no_word_of_streamlits_own() -> None:
    page = ask(shell, "/tong-quan").text
    said = map(Words.of(Language("vi")).translate, OUR_WORDS)
    assert text_of(page).split() == " ".join(said).split()
    assert "service-desc" not in page


def test_a_screen_keeps_every_script_of_streamlit() -> None:
    original = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    page = ask(shell, "/tong-quan").text
    assert resources(page) == resources(original)


def resources(page: str) -> list[tuple[str, list[str]]]:
    """The scripts, styles and pictures that a page brings along, by what asks for them."""
    asked = [
        (attribute, values(page, f"[{attribute}^='./{place}']", attribute))
        for attribute in ("src", "href")
        for place in ("static", "favicon")
    ]
    assert any(found for _, found in asked)
    return asked


def test_the_browsers_frame_has_the_colours_of_the_two_themes() -> None:
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    page = ask(shell, "/tong-quan").text
    for scheme in ("light", "dark"):
        colour = settings["theme"][scheme]["backgroundColor"]
        of_scheme = f'meta[media="(prefers-color-scheme: {scheme})"]'
        assert values(page, of_scheme, "content") == [colour]


def test_a_screen_brings_our_looks_after_those_of_streamlit() -> None:
    page = ask(shell, "/tong-quan").text
    ours = f'link[rel=stylesheet][href="{LOOKS.address}"]'
    assert not elements(page, f"head {ours}")
    assert elements(page, f"body > {ours} + svg + dialog")
    assert LOOKS.shapes in page


def test_the_stylesheet_stays_in_the_browser_until_it_is_another_one() -> None:
    answer = ask(shell, LOOKS.address)
    assert answer.text == LOOKS.stylesheet
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert Looks(stylesheet=".ddci { color: blue }").address != LOOKS.address


def test_the_mark_is_ours() -> None:
    answer = ask(shell, "/favicon.png")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.body.startswith(b"<svg")


@pytest.mark.parametrize("path", ["/_stcore/health", "/manifest.json", "/static/a.js", "/a/b"])
def test_streamlits_own_addresses_are_left_to_it(path: str) -> None:
    assert ask(shell, path).status == 404


def test_a_script_is_sent_compressed() -> None:
    behind = Witness()
    answer = ask(CompressedAssets(behind), f"/static/js/{SCRIPT.name}", headers=ZIPPED)
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "immutable" in answer.headers["cache-control"]
    assert gzip.decompress(answer.body) == SCRIPT.read_bytes()
    assert behind.scopes == []


def test_a_script_is_compressed_once() -> None:
    assert compressed(f"js/{SCRIPT.name}") is compressed(f"js/{SCRIPT.name}")


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (f"/static/js/{SCRIPT.name}", [HOST]),
        (f"/static/js/{SCRIPT.name}", [*ZIPPED, ("range", "bytes=0-9")]),
        ("/static/js/no-such-script.js", ZIPPED),
        ("/static/js/../../index.html", ZIPPED),
        ("/static/js/../../../config.py.js", ZIPPED),
        ("/static/media/font.woff2", ZIPPED),
        ("/tong-quan", ZIPPED),
    ],
)
def test_what_is_not_to_be_compressed_is_left_to_streamlit(
    path: str, headers: list[tuple[str, str]]
) -> None:
    assert ask(CompressedAssets(Witness()), path, headers=headers).text == "behind the gate"


def test_every_answer_carries_the_careful_headers() -> None:
    answer = ask(CarefulHeaders(Witness(), network=Network.of()), "/")
    assert answer.headers == {
        "x-content-type-options": "nosniff",
        # What is no page of ours runs nothing where somebody opens it as one.
        "content-security-policy": (
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:;"
            " base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
        ),
        "referrer-policy": "same-origin",
        "permissions-policy": (
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(),"
            " display-capture=()"
        ),
    }


@pytest.mark.parametrize(("scheme", "told"), [("https", "max-age=31536000"), ("http", None)])
def test_who_came_by_https_comes_by_nothing_else(scheme: str, told: str | None) -> None:
    app = CarefulHeaders(Witness(), network=Network.of())
    assert ask(app, "/", scheme=scheme).headers.get("strict-transport-security") == told


def test_health_tells_version_and_database() -> None:
    app = Starlette(routes=[health_route(lambda: None)])
    answer = ask(app, "/healthz")
    assert answer.status == 200
    assert answer.text == f'{{"ok":true,"version":"{__version__}","database":true}}'
    assert answer.headers["cache-control"] == "no-store"


def unreachable() -> Exception | None:
    raise OSError("postgresql://ddci:secret@db: no route")


def without_a_disk() -> Exception | None:
    return OSError(28, "No space left on device", "/srv/ddci/state")


@pytest.mark.parametrize(
    ("question", "said"), [(unreachable, ""), (without_a_disk, "Ổ đĩa đã đầy")]
)
def test_health_says_what_is_wrong_and_tells_no_secret(
    question: Callable[[], Exception | None], said: str
) -> None:
    answer = ask(Starlette(routes=[health_route(question)]), "/healthz")
    assert answer.status == 503
    told = json.loads(answer.text)
    assert (told["ok"], told["database"]) == (False, False)
    assert told["said"].startswith(said)
    assert "secret" not in answer.text
    assert "/srv" not in answer.text


def test_ready_is_who_can_be_asked_who_comes_in_and_alive_is_who_answers() -> None:
    def away() -> bool:
        raise StoreUnavailable("postgresql://ddci:secret@db: no route", Trouble.UNREACHABLE)

    for accounts_exist, status in ((lambda: True, 200), (lambda: False, 200), (away, 503)):
        app = Starlette(routes=ready_routes(accounts_exist))
        answer = ask(app, "/readyz")
        assert (answer.status, json.loads(answer.text)["ok"]) == (status, status == 200)
        assert "secret" not in answer.text
        assert (ask(app, "/livez").status, ask(app, "/livez").text) == (200, '{"ok":true}')


def fill_the_disk(_request: Request) -> Response:
    raise OSError(28, "No space left on device", "/srv/ddci/state")


def break_down(_request: Request) -> Response:
    raise ZeroDivisionError("a secret")


_BARE = {"long": 413, "often": 429, "odd": 418}


def refuse_with(status: int) -> Callable[[Request], Response]:
    def refuse(_request: Request) -> Response:
        return PlainTextResponse("No", status, headers={"retry-after": "7"})

    return refuse


BROKEN = ToldTroubles(
    Starlette(
        routes=[
            Route("/full", fill_the_disk),
            Route("/broken", break_down),
            *(Route(f"/{name}", refuse_with(status)) for name, status in _BARE.items()),
        ]
    )
)


@pytest.mark.parametrize(
    ("path", "method", "status", "said"),
    [
        ("/full", "GET", 503, "Ổ đĩa đã đầy"),
        ("/broken", "GET", 500, "Không hiển thị được trang này."),
        ("/nothing", "GET", 404, "Địa chỉ này không có gì."),
        ("/broken", "POST", 405, "Địa chỉ này không nhận loại yêu cầu ấy."),
        ("/long", "GET", 413, "Hãy rút gọn rồi gửi lại."),
        ("/often", "GET", 429, "Đã thử quá nhiều lần."),
        ("/odd", "GET", 418, "Không trả lời được yêu cầu này."),
    ],
)
def test_no_bare_error_reaches_a_person(path: str, method: str, status: int, said: str) -> None:
    answer = ask(BROKEN, path, method=method, headers=[("accept", "text/html,*/*")])
    assert answer.status == status
    assert answer.headers["content-type"].startswith("text/html")
    assert said in answer.text
    assert '<body class="trouble">' in answer.text, "a wall tells it from other pages"
    assert "secret" not in answer.text
    assert "/srv" not in answer.text


def test_a_script_is_told_the_same_in_the_language_of_its_page() -> None:
    said = ask(BROKEN, "/nothing")
    assert (said.status, said.text.split(".")[0]) == (404, "Địa chỉ này không có gì")
    assert said.headers["content-type"].startswith("text/plain")
    page = [("referer", "http://localhost:8501/bao-cao?plan=X&lang=en")]
    assert ask(BROKEN, "/long", headers=page).text.startswith("What was sent is too long.")
    refused = ask(BROKEN, "/often")
    assert refused.headers["retry-after"] == "7", "what programs go by stays"
