"""A server that really runs, asked for everything by everybody who may not have it."""

from __future__ import annotations

import http.client
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.file_util import get_static_dir
from websockets.exceptions import ConnectionClosed, InvalidStatus

from ddci_tracker.services import installation, sessions
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.sessions import hash_of
from tests.browser.people import ADMINISTRATOR, OWNER, join, token_of, tracker_in
from tests.browser.serving import (
    BY_COMMAND,
    BY_STREAMLIT,
    BY_UVICORN,
    Server,
    look,
    open_socket,
    rerun,
    running_server,
)
from tests.patience import PATIENCE_SECONDS

MINE, OTHERS = "STTTT-LS-2023", "STNMT-LS-2020"
NOT_MINE = "Tài nguyên"
SCRIPT = next((Path(get_static_dir()) / "static" / "js").glob("index.*.js")).name
SCREENS = tuple(
    f"/{path}" for path in ("tong-quan", "chi-so", "can-xu-ly", "bao-cao", "ket-qua", "ke-hoach")
)
ADDRESSES = (
    "/",
    *SCREENS,
    "/overview",
    "/leaders/overview",
    "/dashboard",
    "/password",
    f"/static/js/{SCRIPT}",
    "/static/",
    "/favicon.png",
    "/manifest.json",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/upload_file/a/b",
    "/_stcore/stream",
    "/_stcore/agent/interact",
    "/media/a.png",
    "/component/a/b",
    "/app/static/a",
    "/login/",
    "/%2e%2e/login",
    "/static/../login/x",
    "/healthz/",
    "/lich/short.ics",
    "//login",
)


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder: the shipped plans, and a coordinator of one agency."""
    folder = tmp_path_factory.mktemp("strangers")
    installation.initialise(tracker_in(folder), OWNER, now=datetime.now(UTC))
    join(folder, "quan-tri", ADMINISTRATOR)
    join(folder, "lan", AccountPlace(role=Role.COORDINATOR, agencies=("STTTT-LS",)))
    return folder


@pytest.fixture(scope="module")
def server(state: Path) -> Iterator[Server]:
    with running_server(environment=environment(state)) as running:
        yield running


def environment(state: Path) -> dict[str, str]:
    return {"DDCI_STATE_DIR": str(state), "DDCI_DATABASE_URL": ""}


def carrying(token: str) -> dict[str, str]:
    return {"Cookie": f"ddci_session={token}"}


def anonymous(_state: Path) -> dict[str, str]:
    return {}


def forged(_state: Path) -> dict[str, str]:
    return carrying("f" * 43)


def by_a_hash(state: Path) -> dict[str, str]:
    """Whoever has read the database knows hashes, which open nothing."""
    known = hash_of(token_of(state, "lan"))
    return {**carrying(known), "X-DDCI-SID": known}


def expired(state: Path) -> dict[str, str]:
    return carrying(token_of(state, "lan", now=datetime.now(UTC) - timedelta(hours=12)))


def idle(state: Path) -> dict[str, str]:
    return carrying(token_of(state, "lan", now=datetime.now(UTC) - timedelta(hours=8)))


def signed_out(state: Path) -> dict[str, str]:
    token = token_of(state, "lan")
    sessions.sign_out(tracker_in(state), hash_of(token))
    return carrying(token)


Stranger = Callable[[Path], dict[str, str]]
STRANGERS: tuple[Stranger, ...] = (anonymous, forged, by_a_hash, expired, idle, signed_out)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_gets_nothing_at_any_address(
    server: Server, state: Path, stranger: Stranger
) -> None:
    headers = stranger(state)
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
        for address in ADDRESSES:
            status, body = answer(server, method, address, headers)
            assert status == 401, (method, address)
            assert "static/js" not in body
    with pytest.raises(InvalidStatus) as refused:
        open_socket(server, headers=headers)
    assert refused.value.response.status_code == 403


def test_a_page_of_another_site_gets_nothing_with_somebodys_session(
    server: Server, state: Path
) -> None:
    mine = carrying(token_of(state, "lan"))
    for said in ({"Origin": "https://example.vn"}, {"Sec-Fetch-Site": "cross-site"}):
        for method in ("GET", "POST"):
            for address in (*ADDRESSES, "/login", "/logout"):
                assert answer(server, method, address, mine | said)[0] == 403, (method, address)
    with pytest.raises(InvalidStatus) as refused:
        open_socket(server, headers=mine, origin="https://example.vn")
    assert refused.value.response.status_code == 403
    assert server.get("/tong-quan", mine)[0] == 200


def test_a_foreign_name_gets_nothing_with_somebodys_session(server: Server, state: Path) -> None:
    mine = carrying(token_of(state, "lan"))
    for address in (*ADDRESSES, "/login"):
        assert server.get(address, mine | {"Host": "example.vn"})[0] == 403, address


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_of_another_agency_is_sent(server: Server, state: Path, screen: str) -> None:
    mine = carrying(token_of(state, "lan"))
    name = screen.removeprefix("/")
    sent = str(look(server, name, query=f"plan={OTHERS}", headers=mine))
    assert f"Không có kế hoạch {OTHERS}" in unescaped(sent)
    assert NOT_MINE not in unescaped(sent)
    assert NOT_MINE in unescaped(
        str(
            look(
                server,
                name,
                query=f"plan={OTHERS}",
                headers=carrying(token_of(state, "quan-tri")),
            )
        )
    )


def test_signing_out_cuts_off_a_page_that_is_open(server: Server, state: Path) -> None:
    token = token_of(state, "lan")
    with open_socket(server, headers=carrying(token)) as opened:
        rerun(opened, "tong-quan")
        sessions.sign_out(tracker_in(state), hash_of(token))
        with pytest.raises(ConnectionClosed) as closed:
            rerun(opened, "tong-quan")
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


@pytest.mark.parametrize(
    "start", [BY_COMMAND, BY_UVICORN, BY_STREAMLIT], ids=["serve", "uvicorn", "streamlit run"]
)
def test_every_way_to_start_asks_to_sign_in_and_keeps_who_has(
    state: Path, start: tuple[str, ...]
) -> None:
    mine = carrying(token_of(state, "lan"))
    with running_server(start=start, environment=environment(state)) as running:
        assert running.get("/tong-quan")[0] == 401
        assert running.get("/tong-quan", {"Accept": "text/html"})[0] == 303
        assert "Đăng nhập" in running.get("/login")[1]
        sent = unescaped(str(look(running, "tong-quan", query=f"plan={MINE}", headers=mine)))
        assert "Sở Thông tin và Truyền thông" in sent


def test_a_server_that_others_reach_prints_the_link_for_the_first_account(tmp_path: Path) -> None:
    start = (sys.executable, "-m", "ddci_tracker", "run", "--no-browser", "--port", "{port}")
    beyond = (*start, "--host", "0.0.0.0")  # noqa: S104 - nobody has an account yet
    with running_server(start=beyond, environment=environment(tmp_path)) as running:
        link = running.said().split("/first/")[1].split()[0]
        assert running.get(f"/first/{link}")[0] == 200
    with running_server(start=start, environment=environment(tmp_path)) as running:
        assert "/first/" not in running.said()
        assert "user add" in running.said()


@pytest.mark.parametrize(
    ("name", "value"),
    [("DDCI_ALLOWED_HOSTS", "https://ddci"), ("DDCI_TRUSTED_PROXIES", "nginx")],
)
def test_a_setting_that_makes_no_sense_is_said_at_the_start(
    tmp_path: Path, name: str, value: str
) -> None:
    start = (sys.executable, "-m", "ddci_tracker", "run", "--no-browser", "--port", "{port}")
    with (
        pytest.raises(AssertionError, match=f"{name}: {value}"),
        running_server(start=start, environment={**environment(tmp_path), name: value}),
    ):
        pass


def answer(server: Server, method: str, address: str, headers: dict[str, str]) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_SECONDS)
    try:
        connection.request(method, address, headers=headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def unescaped(messages: str) -> str:
    """What protobuf prints, with the letters instead of their bytes in octal."""
    return messages.encode().decode("unicode_escape").encode("latin-1", "ignore").decode("utf-8")
