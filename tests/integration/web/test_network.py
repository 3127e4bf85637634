"""Who really asks, and by which names the tracker lets itself be called."""

from __future__ import annotations

import socket

import pytest

from ddci_tracker.services.refusals import Refused
from ddci_tracker.web.network import Network
from tests.integration.web.asgi import HOST, Header, request

PROXY = ("10.0.0.1", 40000)
BEHIND_OURS = Network.of(proxies=["10.0.0.0/24"])
TOLD = [HOST, ("x-forwarded-for", "192.168.1.20"), ("x-forwarded-proto", "https")]


def test_a_proxy_of_ours_is_believed() -> None:
    arrival = BEHIND_OURS.arrival(request(client=PROXY, headers=TOLD))
    assert (arrival.address, arrival.secure) == ("192.168.1.20", True)


@pytest.mark.parametrize("client", ["10.0.1.1", "127.0.0.1", "192.168.1.20"])
def test_anybody_else_could_write_the_same_headers_and_is_not_believed(client: str) -> None:
    arrival = BEHIND_OURS.arrival(request(client=(client, 1), headers=TOLD))
    assert (arrival.address, arrival.secure) == (client, False)


def test_no_proxy_is_believed_unless_one_is_named() -> None:
    arrival = Network.of().arrival(request(client=("127.0.0.1", 1), headers=TOLD))
    assert (arrival.address, arrival.secure) == ("127.0.0.1", False)


@pytest.mark.parametrize(
    ("told", "address"),
    [
        (["203.0.113.9"], "203.0.113.9"),
        (["1.1.1.1, 203.0.113.9"], "203.0.113.9"),
        (["1.1.1.1", "203.0.113.9"], "203.0.113.9"),
        (["203.0.113.9, 10.0.0.2"], "203.0.113.9"),
        (["203.0.113.9, somebody, 10.0.0.2"], "10.0.0.2"),
        (["somebody"], "10.0.0.1"),
        (["::ffff:203.0.113.9"], "203.0.113.9"),
        ([], "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_saw_counts(told: list[str], address: str) -> None:
    headers: list[Header] = [HOST, *(("x-forwarded-for", line) for line in told)]
    assert BEHIND_OURS.arrival(request(client=PROXY, headers=headers)).address == address


@pytest.mark.parametrize("scheme", ["https", "wss"])
def test_a_server_that_speaks_https_itself_is_secure(scheme: str) -> None:
    assert Network.of().arrival(request(scheme=scheme)).secure


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:8501", "127.0.0.1:80", "[::1]:8501", "192.168.1.5", "[2001:db8::5]"],
)
def test_without_a_list_this_computer_and_any_address_in_figures_are_ours(host: str) -> None:
    assert Network.of().answers_to(host)


def test_without_a_list_the_name_of_this_computer_is_ours() -> None:
    own = socket.gethostname()
    assert Network.of().answers_to(f"{own}:8501")
    assert Network.of().answers_to(own.partition(".")[0].upper())


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "ddci.example.vn",
        "localhost.example.vn",
        "evil@localhost",
        "localhost:port",
        "localhost, localhost",
        "localhost/",
        "1.2.3",
    ],
)
def test_no_other_name_is_ours(host: str | None) -> None:
    assert not Network.of().answers_to(host)


def test_with_a_list_only_the_names_on_it_are_ours() -> None:
    listed = Network.of(["ddci.Example.vn", "10.1.2.3:8501"])
    for host in ("ddci.example.vn", "DDCI.example.vn.", "ddci.example.vn:443", "10.1.2.3"):
        assert listed.answers_to(host), host
    for host in ("www.ddci.example.vn", "example.vn", "10.1.2.4", socket.gethostname()):
        assert not listed.answers_to(host), host


def test_this_computer_reaches_itself_whatever_is_listed() -> None:
    assert Network.of(["ddci.example.vn"]).answers_to("localhost:8501")


@pytest.mark.parametrize("host", ["https://ddci.example.vn", "*.example.vn", "a b"])
def test_what_is_no_name_is_refused_at_the_start(host: str) -> None:
    with pytest.raises(Refused) as refused:
        Network.of([host])
    assert refused.value.arguments == {"host": host}


@pytest.mark.parametrize("address", ["nginx", "10.0.0.0/33", "10.0.0.1:80"])
def test_a_proxy_that_is_no_address_is_refused_at_the_start(address: str) -> None:
    with pytest.raises(Refused) as refused:
        Network.of(proxies=[address])
    assert refused.value.arguments == {"address": address}
