"""nginx before several processes, by the configuration that is documented: ``deploy/nginx.conf``.

Only places are changed: ports, the name, files, and how long a process that does not answer is
left out.
"""

from __future__ import annotations

import http.client
import os
import re
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.browser.serving import ROOT, free_port
from tests.patience import PATIENCE_SECONDS

_AROUND = """\
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/main.error.log;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/ddci.conf;
}}
"""
_CERTIFICATE = (
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    " -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout privkey.pem"
    " -out fullchain.pem"
)


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running nginx: its port, and the folder with its logs."""

    port: int
    folder: Path

    @property
    def address(self) -> str:
        return f"https://localhost:{self.port}"

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Status and body of one request."""
        connection = http.client.HTTPSConnection(
            "localhost", self.port, timeout=PATIENCE_SECONDS, context=_trusting()
        )
        try:
            connection.request("GET", path, headers=dict(headers or {}))
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def open_socket(self, token: str) -> ClientConnection:
        """The websocket of a page of whoever has a session."""
        return connect(
            f"wss://localhost:{self.port}/_stcore/stream",
            ssl=_trusting(),
            origin=Origin(self.address),
            additional_headers={"Cookie": cookie_of(token)},
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            open_timeout=PATIENCE_SECONDS,
        )

    def port_for(self, token: str) -> int:
        """Which process answers whoever has a session."""
        log = self.folder / "ddci.access.log"
        before = len(_asked_alive(log))
        self.get("/livez", {"Cookie": cookie_of(token)})
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(told := _asked_alive(log)) == before:
            assert time.monotonic() < deadline, "nginx logs nothing"
            time.sleep(0.01)
        # Of several that were asked the last one answered.
        return int(told[-1].rpartition(":")[2])


def cookie_of(token: str) -> str:
    """The cookie of a session over HTTPS."""
    return f"__Host-ddci_session={token}"


@contextmanager
def nginx_before(ports: Sequence[int], nginx: str, folder: Path) -> Iterator[Proxy]:
    """nginx before the processes on these two ports, until the block ends."""
    folder.mkdir()
    subprocess.run(_CERTIFICATE.split(), cwd=folder, check=True, capture_output=True)
    proxy = Proxy(free_port(), folder)
    (folder / "ddci.conf").write_text(_configured(proxy, ports), encoding="utf-8")
    # Its workers must read what is this user's alone.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, user=user), encoding="utf-8")
    running = subprocess.Popen(
        [
            nginx,
            "-p",
            str(folder),
            "-c",
            str(folder / "nginx.conf"),
            "-e",
            str(folder / "first.log"),
        ]
    )
    try:
        _wait_until_answering(proxy, running)
        yield proxy
    finally:
        running.terminate()
        running.wait(timeout=PATIENCE_SECONDS)


def _configured(proxy: Proxy, ports: Sequence[int]) -> str:
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"\n *listen \[::\]:.+", "", text)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{proxy.port} ssl")
    text = text.replace("ddci.example.gov.vn", "localhost")
    text = text.replace("/etc/ssl/ddci", str(proxy.folder))
    text = text.replace("/var/log/nginx", str(proxy.folder))
    text = text.replace("fail_timeout=5s", "fail_timeout=1s")
    for number, port in enumerate(ports, start=8501):
        text, found = re.subn(
            rf"#?server 127\.0\.0\.1:{number}\b", f"server 127.0.0.1:{port}", text
        )
        assert found == 1
    return text


def _wait_until_answering(proxy: Proxy, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while running.poll() is None and time.monotonic() < deadline:
        try:
            if proxy.get("/livez")[0] == 200:
                return
        except OSError:
            time.sleep(0.02)
    said = [file.read_text() for file in proxy.folder.glob("*.log")]
    raise AssertionError(f"nginx does not answer; it said:\n{said}")


def _asked_alive(log: Path) -> list[str]:
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return [line for line in lines if " /livez " in line]


def _trusting() -> ssl.SSLContext:
    """Its certificate is one that the test has made."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
