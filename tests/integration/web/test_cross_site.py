"""Pages of other sites can send requests with our cookie; none of them counts."""

from __future__ import annotations

import pytest

from ddci_tracker.web.cross_site import is_foreign
from tests.integration.web.asgi import HOST, Header, request

OWN = ("origin", "http://localhost:8501")
LINK: list[Header] = [("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")]


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [OWN],
        # Behind a proxy that ends HTTPS the scheme is another one.
        [("origin", "https://localhost:8501")],
        [OWN, ("sec-fetch-site", "same-origin")],
        [("sec-fetch-site", "none")],
    ],
)
@pytest.mark.parametrize(("kind", "method"), [("http", "GET"), ("http", "POST"), ("websocket", "")])
def test_our_own_page_and_a_program_get_through(
    headers: list[Header], kind: str, method: str
) -> None:
    assert not is_foreign(request(kind=kind, method=method, headers=[HOST, *headers]))


@pytest.mark.parametrize(
    "headers",
    [
        [("origin", "https://example.vn")],
        [("origin", "http://localhost:9999")],
        [("origin", "http://localhost")],
        [("origin", "null")],
        [("origin", "http://[")],
        [OWN, ("origin", "https://example.vn")],
        [("origin", "https://example.vn"), ("sec-fetch-site", "same-origin")],
        [OWN, ("sec-fetch-site", "cross-site")],
        [OWN, ("sec-fetch-site", "same-site")],
        [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")],
    ],
)
@pytest.mark.parametrize(("kind", "method"), [("http", "GET"), ("http", "POST"), ("websocket", "")])
def test_the_page_of_another_site_does_not(headers: list[Header], kind: str, method: str) -> None:
    assert is_foreign(request(kind=kind, method=method, headers=[HOST, *headers]))


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_link_from_another_site_is_followed(site: str) -> None:
    headers = [HOST, ("sec-fetch-site", site), *LINK]
    assert not is_foreign(request(headers=headers))
    assert is_foreign(request(method="POST", headers=headers))


def test_a_frame_on_another_site_is_no_link() -> None:
    headers = [HOST, ("sec-fetch-site", "cross-site"), LINK[0], ("sec-fetch-dest", "iframe")]
    assert is_foreign(request(headers=headers))


def test_without_a_name_no_origin_is_ours() -> None:
    assert is_foreign(request(headers=[OWN]))
