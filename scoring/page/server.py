"""The page on this computer's own address: for whoever knows the token, on this computer, and nobody else.

It listens on 127.0.0.1 alone. A request is answered where its path begins with the token, where it
names this address as its host (a name that a stranger lets point here does not), and where no other
page sent it. There are the page, its code, and messages; no folder is listed, no file is read.
"""

from __future__ import annotations

import hmac
import re
import secrets
import socket
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, cast

from scoring.page.engine_process import EngineEnded, EngineProcess
from scoring.page.frames import unpack_frame
from scoring.value_class import dataclass

HOST: Final = "127.0.0.1"
PORTS: Final = range(47_610, 47_620)
"""Tried in turn: a browser keeps drafts by address, so that it should be the same one every time."""
MOST_BYTES: Final = 512 * 1024 * 1024
"""A longer message is refused before it is read."""
MOST_WINDOWS: Final = 8
"""Windows that have an engine at the same time."""
MOST_CONNECTIONS: Final = 32
_STEP: Final = 1 << 18
_WINDOW: Final = re.compile(r"[0-9a-f]{32}")
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src blob: data:; "
    "frame-src blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_TYPES: Final = {
    "": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
}
_FRAMES: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class ServedCode:
    """The files that are served, by name; the page itself has the empty name."""

    files: Mapping[str, bytes]


class RequestRefused(Exception):
    """A request that is not answered; the status says why."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class PageServer(ThreadingHTTPServer):
    """Serves the page until it is closed; its engines end with it."""

    daemon_threads = True
    request_queue_size = 2 * MOST_CONNECTIONS
    block_on_close = False
    # Elsewhere it would let another program listen on the same port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(
        self, code: ServedCode, *, folder: Path | None = None, port: int = 0, patience: float = 60
    ) -> None:
        """``folder`` keeps the ledger; ``patience`` is how many seconds a request may take to arrive."""
        self.code = code
        self.folder = folder
        self.token = secrets.token_urlsafe(24)
        self.patience = patience
        self._engines: dict[str, EngineProcess] = {}
        self._engines_lock = threading.Lock()
        self._places = threading.BoundedSemaphore(MOST_CONNECTIONS)
        super().__init__((HOST, port), _Handler)

    @property
    def origin(self) -> str:
        """The address without the token."""
        return f"http://{HOST}:{self.server_port}"

    @property
    def address(self) -> str:
        """Return the address of the page, token and all."""
        return f"{self.origin}/{self.token}/"

    def server_bind(self) -> None:
        """Take the port; nobody is asked what this computer is called."""
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        if self.allow_reuse_address:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = HOST, self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread of its own, unless very many are being answered."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer one request, and make its place free."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing about a client that went away."""

    def begin_engine(self) -> str:
        """Give a window an engine of its own; return the window's name."""
        with self._engines_lock:
            if len(self._engines) >= MOST_WINDOWS:
                raise RequestRefused(HTTPStatus.SERVICE_UNAVAILABLE)
            window = secrets.token_hex(16)
            self._engines[window] = EngineProcess(self.folder)
            return window

    def engine(self, window: str) -> EngineProcess:
        """Return the engine of a window."""
        with self._engines_lock:
            try:
                return self._engines[window]
            except KeyError:
                raise RequestRefused(HTTPStatus.GONE) from None

    def end_engine(self, window: str) -> None:
        """End the engine of a window, whatever it is doing."""
        with self._engines_lock:
            engine = self._engines.pop(window, None)
        if engine is not None:
            engine.end()

    def server_close(self) -> None:
        """Close the port, and end all engines."""
        super().server_close()
        for window in list(self._engines):
            self.end_engine(window)


class _Handler(BaseHTTPRequestHandler):
    """One request. Each has its own connection: a page and its few messages need no more."""

    server: PageServer
    server_version, sys_version = "ziping", ""
    protocol_version = default_request_version = "HTTP/1.0"

    def setup(self) -> None:
        """Begin to wait for the request, but not for ever."""
        super().setup()
        self._late = threading.Timer(self.server.patience, self._give_up)
        self._late.daemon = True
        self._late.start()

    def finish(self) -> None:
        """End the request."""
        self._late.cancel()
        with suppress(OSError):
            super().finish()

    def do_GET(self) -> None:
        """Hand out the page or its code."""
        self._late.cancel()
        try:
            name = self._asked_for()
            content = self.server.code.files.get(name)
            if content is None:
                raise RequestRefused(HTTPStatus.NOT_FOUND)
        except RequestRefused as refused:
            self.send_error(refused.status)
            return
        self._begin(HTTPStatus.OK, _TYPES[name.rpartition(".")[2]], len(content))
        self.wfile.write(content)

    def do_POST(self) -> None:
        """Take a message to the engine of its window, or begin or end that engine."""
        try:
            name = self._asked_for()
            if self.headers.get("Origin") != self.server.origin:
                raise RequestRefused(HTTPStatus.FORBIDDEN)
            if self.headers.get("Content-Type") != _FRAMES:
                raise RequestRefused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
            do = {"begin": self._begin_engine, "message": self._message, "end": self._end_engine}
            if name not in do:
                raise RequestRefused(HTTPStatus.NOT_FOUND)
            body = self._body()
            self._late.cancel()
            do[name](body)
        except RequestRefused as refused:
            self.send_error(refused.status)

    def _asked_for(self) -> str:
        """Return the name behind the token, of a request that this computer's own page sent."""
        if self.headers.get_all("Host") != [f"{HOST}:{self.server.server_port}"]:
            raise RequestRefused(HTTPStatus.MISDIRECTED_REQUEST)
        if self.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
            raise RequestRefused(HTTPStatus.FORBIDDEN)
        token, slash, name = self.path.removeprefix("/").partition("/")
        right = hmac.compare_digest(token.encode("latin-1", "replace"), self.server.token.encode())
        if not right or not slash or not self.path.startswith("/"):
            raise RequestRefused(HTTPStatus.NOT_FOUND)
        return name

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") is not None:
            raise RequestRefused(HTTPStatus.LENGTH_REQUIRED)
        lengths = self.headers.get_all("Content-Length") or [""]
        if len(lengths) != 1 or not re.fullmatch(r"[0-9]{1,12}", lengths[0]):
            raise RequestRefused(HTTPStatus.LENGTH_REQUIRED)
        left = int(lengths[0])
        if left > MOST_BYTES:
            raise RequestRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body = bytearray()
        while left:
            part = self.rfile.read(min(left, _STEP))
            if not part:
                raise RequestRefused(HTTPStatus.BAD_REQUEST)
            body += part
            left -= len(part)
        return bytes(body)

    def _window(self) -> str:
        window = self.headers.get("X-Ziping-Window", "")
        if not _WINDOW.fullmatch(window):
            raise RequestRefused(HTTPStatus.BAD_REQUEST)
        return window

    def _begin_engine(self, body: bytes) -> None:
        del body
        window = self.server.begin_engine().encode()
        self._begin(HTTPStatus.OK, "text/plain", len(window))
        self.wfile.write(window)

    def _end_engine(self, body: bytes) -> None:
        del body
        self.server.end_engine(self._window())
        self._begin(HTTPStatus.OK, "text/plain", 0)

    def _message(self, body: bytes) -> None:
        engine = self.server.engine(self._window())
        if unpack_frame(body) is None:
            raise RequestRefused(HTTPStatus.BAD_REQUEST)
        self._begin(HTTPStatus.OK, _FRAMES, None)

        def take(frame: bytes) -> None:
            # Nobody listens any more: the answer is read to its end all the same, as the next one follows.
            with suppress(OSError, ValueError):
                self.wfile.write(frame)

        # A page whose answer is cut off asks again.
        with suppress(EngineEnded):
            engine.ask(body, take)

    def _begin(self, status: HTTPStatus, kind: str, length: int | None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse a request in as many words as are needed, and hang up."""
        del message, explain
        self.close_connection = True
        text = _WORDS.get(HTTPStatus(code), _NOT_HERE).encode()
        with suppress(OSError):
            self._begin(HTTPStatus(code), "text/plain; charset=utf-8", len(text))
            self.wfile.write(text)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep no record of what was asked."""

    def _give_up(self) -> None:
        with suppress(OSError):
            cast("socket.socket", self.connection).shutdown(socket.SHUT_RDWR)


_NOT_HERE: Final = "这里没有。请从运行 ziping serve 的窗口里抄地址，一字不差。"
_WORDS: Final = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "文件太大。",
    HTTPStatus.SERVICE_UNAVAILABLE: "打开的窗口太多，请先关掉几个。",
    HTTPStatus.GONE: "这个窗口的计分程序已经停了，请重新打开本页。",
}
