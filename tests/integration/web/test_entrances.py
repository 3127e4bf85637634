"""What nobody needs a session for, and where somebody is led back to."""

from __future__ import annotations

import pytest

from ddci_tracker.web.entrances import asked_for, needs_no_session, way_back
from tests.integration.web.asgi import request

TOKEN = "a" * 43


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/login"),
        ("POST", "/login"),
        ("POST", "/logout"),
        ("GET", f"/first/{TOKEN}"),
        ("POST", f"/first/{TOKEN}"),
        ("GET", f"/man-hinh/{TOKEN}"),
        ("HEAD", f"/man-hinh/{TOKEN}"),
        ("GET", f"/lich/{TOKEN}.ics"),
        ("HEAD", f"/lich/{TOKEN}.ics"),
    ],
)
def test_what_leads_to_a_session_or_brings_a_secret_needs_none(method: str, path: str) -> None:
    assert needs_no_session(request(path, method=method))
    assert not needs_no_session(request(path, method="PUT"))
    assert not needs_no_session(request(path, method=method, kind="websocket"))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/logout"),
        ("GET", "/login/"),
        ("GET", "/login/x"),
        ("GET", "/LOGIN"),
        ("GET", "/password"),
        ("POST", f"/man-hinh/{TOKEN}"),
        ("POST", f"/lich/{TOKEN}.ics"),
        ("GET", f"/lich/{TOKEN}"),
        ("GET", f"/lich/../{TOKEN}.ics"),
        ("GET", f"/lich/{TOKEN}.ics/x"),
        ("GET", f"/lich/{TOKEN}.ics\n"),
        ("GET", "/lich/short.ics"),
        ("GET", "/first/"),
        ("GET", "/man-hinh"),
        ("GET", "/nhanh"),
    ],
)
def test_everything_else_does(method: str, path: str) -> None:
    assert not needs_no_session(request(path, method=method))


@pytest.mark.parametrize(
    "address",
    ["/tong-quan", "/bao-cao?plan=STTTT-LS-2023&quarter=2023-Q3", "/chi-so?sub=%C4%91", "/a/b"],
)
def test_an_address_of_ours_is_led_back_to(address: str) -> None:
    assert way_back(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "tong-quan",
        "https://example.vn/",
        "//example.vn/",
        "/\\example.vn/",
        "/\\/example.vn",
        "\\\\example.vn",
        "/\t/example.vn",
        "/\n/example.vn",
        "/tong-quan\r\nset-cookie: a=b",
        " /tong-quan",
        "javascript:alert(1)",
        "/" + "a" * 2000,
    ],
)
def test_nobody_is_led_to_another_site(address: str | None) -> None:
    assert way_back(address) is None


@pytest.mark.parametrize("address", ["/", "/login", "/login?next=/login", "/logout", "/password"])
def test_signing_in_does_not_lead_in_a_circle(address: str) -> None:
    assert way_back(address) is None


def test_what_was_asked_for_is_written_as_an_address() -> None:
    assert asked_for(request("/bao-cao", query="plan=A&q=%C4%91")) == "/bao-cao?plan=A&q=%C4%91"
    assert asked_for(request("/kế hoạch")) == "/k%E1%BA%BF%20ho%E1%BA%A1ch"
