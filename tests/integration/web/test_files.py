"""Files in memory: a session gets its own and no other's, and uploads have an end."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.web import files
from ddci_tracker.web.files import OwnFiles
from tests.browser.serving import Server, look, open_socket, rerun, running_server, write_entry
from tests.integration.web.asgi import Witness, ask
from tests.patience import PATIENCE_SECONDS

SCRIPT = """\
import streamlit as st
st.download_button("Tải về", b"everything", file_name="copy.zip")
st.download_button("Làm rồi tải", lambda: b"made", file_name="made.zip", key="made")
"""
# Every token is somebody's session.
ANYBODYS = """\
lambda token_hash: CurrentSession(
                actor=Actor(name="lan", role=Role.STAFF, agencies=None),
                account=None,
                must_change_password=False,
                expires_at=None,
            )"""
TOKENS = ("a" * 43, "b" * 43)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = write_entry(tmp_path_factory.mktemp("files"), SCRIPT, accounts_exist="True")
    entry = (folder / "dashboard.py").read_text(encoding="utf-8")
    known = (
        "from ddci_tracker.services.permissions import Actor, Role\n"
        "from ddci_tracker.services.sessions import CurrentSession\n"
    )
    entry = known + entry.replace("lambda token_hash: None", ANYBODYS)
    (folder / "dashboard.py").write_text(entry, encoding="utf-8")
    with running_server(folder) as server:
        yield server


def cookie(token: str) -> dict[str, str]:
    return {"Cookie": f"ddci_session={token}"}


def answer(server: Server, path: str, token: str) -> tuple[int, str | None, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers=cookie(token))
    got = connection.getresponse()
    found = got.status, got.getheader("cache-control"), got.read()
    connection.close()
    return found


def address_in(sent: Sequence[object]) -> str:
    found = re.search(r"/media/[0-9a-f]+\.\w+", str(sent))
    assert found
    return found[0]


@pytest.mark.parametrize("address", sorted(inside.NOBODY_ASKS))
def test_its_figures_are_for_nobody(server: Server, address: str) -> None:
    for path in (address, f"{address}/", f"{address}?families=session_events"):
        status, _, body = answer(server, path, TOKENS[0])
        assert (status, body.decode()[:8]) == (404, "Địa chỉ ")


def test_a_file_is_for_the_session_that_made_it_alone(server: Server) -> None:
    mine, another = TOKENS
    with open_socket(server, headers=cookie(mine)) as opened:
        address = address_in(rerun(opened))
        assert answer(server, address, mine) == (200, "no-store", b"everything")
        stem = address.partition(".")[0]
        # It answers the same file under any ending.
        for each in (address, stem, *(f"{stem}.{ending}" for ending in ("x-y", "%20", "zip%0a"))):
            assert answer(server, each, another)[0] == 404
        look(server, headers=cookie(another))
        assert answer(server, address, mine)[0] == 200
    assert server.get(address)[0] == 401


def test_so_is_one_that_is_made_when_it_is_asked_for(server: Server) -> None:
    mine, another = TOKENS
    with open_socket(server, headers=cookie(mine)) as opened:
        sent = rerun(opened)
        (placeholder,) = re.findall(r'deferred_file_id: "(\w+)"', str(sent))
        asked = BackMsg()
        asked.backend_operation_request.request_id = "1"
        session_id = next(each for each in sent if each.WhichOneof("type") == "new_session")
        asked.backend_operation_request.session_id = session_id.new_session.initialize.session_id
        asked.backend_operation_request.deferred_file.file_id = placeholder
        opened.send(asked.SerializeToString())
        told = ""
        while "/media/" not in told:
            told = str(ForwardMsg.FromString(opened.recv(PATIENCE_SECONDS, decode=False)))
        address = address_in([told])
        assert answer(server, address, another)[0] == 404
        assert answer(server, address, mine) == (200, "no-store", b"made")


def test_a_file_of_nobody_is_not_there(server: Server) -> None:
    assert answer(server, f"/media/{'0' * 56}.zip", TOKENS[0])[0] == 404


@pytest.mark.parametrize(
    ("own", "everybodys", "size", "status"),
    [
        (0, 0, 20, 200),
        (files.OF_ONE_SESSION - 20, files.OF_ONE_SESSION, 20, 200),
        (files.OF_ONE_SESSION - 20, files.OF_ONE_SESSION, 21, 413),
        (0, files.OF_ALL_SESSIONS - 20, 21, 413),
    ],
)
def test_uploads_have_an_end_for_a_session_and_for_all(
    monkeypatch: pytest.MonkeyPatch, own: int, everybodys: int, size: int, status: int
) -> None:
    monkeypatch.setattr(inside, "is_open", lambda session: True)
    monkeypatch.setattr(inside, "bytes_uploaded", lambda session: (own, everybodys))
    sent = [("content-length", str(size))]
    path = "/_stcore/upload_file/a-session/a-file"
    answer = ask(OwnFiles(Witness()), path, method="PUT", headers=sent)
    assert answer.status == status
    assert status == 200 or "Hãy tải lại trang" in answer.text, "a way out"


@pytest.mark.parametrize("file", ["a.file", "a file", "ă"])
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_an_upload_by_a_name_that_no_page_gives_is_not_here(file: str, method: str) -> None:
    path = f"/_stcore/upload_file/a-session/{file}"
    assert ask(OwnFiles(Witness()), path, method=method).status == 404


def test_uploads_at_once_count_before_all_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inside, "is_open", lambda session: True)
    monkeypatch.setattr(inside, "bytes_uploaded", lambda session: (0, 0))
    sent = [("content-length", str(files.OF_ONE_SESSION))]

    def put(session: str) -> int:
        path = f"/_stcore/upload_file/{session}/a-file"
        return ask(uploads, path, method="PUT", headers=sent).status

    class Slow(Witness):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            if "/one/" in scope["path"]:
                meanwhile.extend((put("one"), put("another")))
            await super().__call__(scope, receive, send)

    meanwhile: list[int] = []
    uploads = OwnFiles(Slow())
    assert put("one") == 200
    assert meanwhile == [413, 200]
    assert put("one") == 200, "what came is counted where it is kept"


def test_an_upload_of_unknown_length_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inside, "is_open", lambda session: True)
    monkeypatch.setattr(inside, "bytes_uploaded", lambda session: (0, 0))
    path = "/_stcore/upload_file/a-session/a-file"
    assert ask(OwnFiles(Witness()), path, method="PUT").status == 413


def test_an_upload_for_a_page_of_another_process_is_not_here(server: Server) -> None:
    """By which a proxy before several processes learns to ask at another one."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_SECONDS)
    path = "/_stcore/upload_file/of-another-process/a-file"
    connection.request("PUT", path, body=b"x", headers=cookie(TOKENS[0]))
    assert connection.getresponse().status == 404
    connection.close()


def test_what_was_uploaded_is_counted(tmp_path: Path) -> None:
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
    from streamlit.runtime.uploaded_file_manager import UploadedFileRec

    manager = MemoryUploadedFileManager("/_stcore/upload_file")
    manager.add_file("one", UploadedFileRec("1", "a.xlsx", "", b"12345"))
    manager.add_file("two", UploadedFileRec("2", "b.xlsx", "", b"123"))
    assert inside.sizes_of(manager) == {"one": 5, "two": 3}
