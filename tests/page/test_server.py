"""`ziping serve`: answers the page that it handed out, and nobody who only knows where it listens."""

from __future__ import annotations

import http.client
import json
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import NamedTuple

import pytest

from scoring.page.frames import pack_frame, unpack_frame
from scoring.page.pipe import HEAD
from scoring.page.server import (
    HOST,
    MOST_BYTES,
    MOST_CONNECTIONS,
    MOST_WINDOWS,
    PageServer,
    ServedCode,
)

CODE = ServedCode({"": b"<p>page</p>", "page.js": b"1", "page.css": b"p{}"})
HELLO = pack_frame(json.dumps({"id": 1, "op": "hello", "rev": 2, "body": {}}))


class Answered(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@contextmanager
def running(patience: float = 60) -> Iterator[PageServer]:
    with PageServer(CODE, patience=patience) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


@pytest.fixture
def server() -> Iterator[PageServer]:
    with running() as server:
        yield server


class Window(NamedTuple):
    server: PageServer
    name: str


@pytest.fixture(scope="module")
def window() -> Iterator[Window]:
    """A window whose engine is running, for tests that leave it as it is."""
    with running() as server:
        yield Window(server, begin(server))


def ask(
    server: PageServer,
    method: str,
    path: str,
    body: bytes | None = None,
    **headers: str | None,
) -> Answered:
    """Ask as the page does, save for what ``headers`` changes; None leaves one out."""
    usual: dict[str, str | None] = {"Host": f"{HOST}:{server.server_port}"}
    if method == "POST":
        usual |= {"Origin": server.origin, "Content-Type": "application/octet-stream"}
    usual |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection(HOST, server.server_port, timeout=60)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in usual.items():
        if value is not None:
            connection.putheader(name, value)
    if body is not None and "Content-Length" not in usual:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    response = connection.getresponse()
    answered = Answered(response.status, response.headers, response.read())
    connection.close()
    return answered


def begin(server: PageServer) -> str:
    answered = ask(server, "POST", f"/{server.token}/begin", b"")
    assert answered.status == HTTPStatus.OK
    return answered.body.decode()


def message(server: PageServer, window: str, frame: bytes = HELLO) -> Answered:
    return ask(server, "POST", f"/{server.token}/message", frame, X_Ziping_Window=window)


def frames(body: bytes) -> list[tuple[bool, dict[str, object]]]:
    found = []
    while body:
        length, is_answer = HEAD.unpack(body[: HEAD.size])
        frame = unpack_frame(body[HEAD.size : HEAD.size + length])
        assert frame is not None
        found.append((is_answer, json.loads(frame.text)))
        body = body[HEAD.size + length :]
    return found


def test_it_listens_on_this_computer_alone(server: PageServer) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{server.server_port}/{server.token}/"
    assert len(server.token) >= 32


@pytest.mark.parametrize("name", CODE.files)
def test_the_page_and_its_code_bear_the_policy(server: PageServer, name: str) -> None:
    answered = ask(server, "GET", f"/{server.token}/{name}")
    assert (answered.status, answered.body) == (200, CODE.files[name])
    policy = answered.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "script-src 'self';" in policy
    assert answered.headers["Cache-Control"] == "no-store"
    assert answered.headers["Access-Control-Allow-Origin"] is None
    assert "Python" not in answered.headers["Server"]


def test_a_message_is_answered_and_a_second_one_too(server: PageServer) -> None:
    window = begin(server)
    for _ in range(2):
        [(is_answer, answer)] = frames(message(server, window).body)
        assert is_answer
        assert (answer["id"], answer["rev"], answer["ok"]) == (1, 2, True)


@pytest.mark.parametrize(
    "path",
    [
        "/", "", "/{token}", "/{token}//", "/{token}/.", "/{token}/../", "/x/../{token}/",
        "/{token}/..%2f", "/{token}/%2e%2e/etc/passwd", "/{token}/../../etc/passwd", "/{token}/dist/",
        "/{token}/page.js/", "/{token}/page.js?x", "/{token}/page.js%00", "/{token}/C:\\Windows",
        "/{start}", "/{start}/", "/{token}x/", "/{upper}/", "/%s/", "/" + "a" * 60_000 + "/",
        "http://127.0.0.1/{token}/", "/\u00ff/",
    ],
)  # fmt: skip
def test_every_other_path_leads_nowhere(server: PageServer, path: str) -> None:
    token = server.token
    path = path.format(token=token, start=token[:-1], upper=token.swapcase())
    sent = f"GET {path} HTTP/1.1\r\nHost: {HOST}:{server.server_port}\r\n\r\n".encode("latin-1")
    with socket.create_connection((HOST, server.server_port), 60) as connection:
        connection.sendall(sent)
        answer = b""
        while part := connection.recv(65_536):
            answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.split()[1] in {b"404", b"400", b"414"}, head
    assert not any(content in body for content in CODE.files.values() if len(content) > 1)
    assert token.encode() not in answer


@pytest.mark.parametrize(
    "host",
    [
        None, "", "evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", "localhost:{port}",
        "evil.example:{port}", "127.0.0.1.evil.example:{port}", "127.0.0.1:{port}.evil.example",
        "127.0.0.1:{port}, evil.example", "[::1]:{port}", "0.0.0.0:{port}", "2130706433:{port}",
    ],
)  # fmt: skip
def test_a_name_that_a_stranger_lets_point_here_is_refused(
    server: PageServer, host: str | None
) -> None:
    host = host and host.format(port=server.server_port)
    for method, name in (("GET", ""), ("POST", "begin")):
        answered = ask(server, method, f"/{server.token}/{name}", b"", Host=host)
        assert answered.status == HTTPStatus.MISDIRECTED_REQUEST
    assert server._engines == {}


def test_two_hosts_are_none(server: PageServer) -> None:
    with socket.create_connection((HOST, server.server_port), 60) as connection:
        here = f"Host: {HOST}:{server.server_port}\r\n"
        connection.sendall(
            f"GET /{server.token}/ HTTP/1.1\r\n{here}Host: evil.example\r\n\r\n".encode()
        )
        assert b" 421 " in connection.recv(100)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": None}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "https://127.0.0.1:{port}"}, 403),
        ({"Origin": "http://localhost:{port}"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Type": None}, 415),
    ],
)
def test_what_another_page_sends_is_refused(
    server: PageServer, headers: dict[str, str | None], status: int
) -> None:
    sent = {
        name: value and value.format(port=server.server_port) for name, value in headers.items()
    }
    answered = ask(server, "POST", f"/{server.token}/begin", b"", **sent)
    assert answered.status == status
    assert answered.headers["Access-Control-Allow-Origin"] is None
    assert server._engines == {}


def test_a_page_elsewhere_can_neither_frame_it_nor_ask_beforehand(server: PageServer) -> None:
    framed = ask(server, "GET", f"/{server.token}/", Sec_Fetch_Site="cross-site")
    assert framed.status == HTTPStatus.FORBIDDEN
    headers = ask(server, "GET", f"/{server.token}/").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    for method in ("OPTIONS", "PUT", "DELETE", "HEAD", "TRACE", "CONNECT", "BREW"):
        answered = ask(server, method, f"/{server.token}/message")
        assert answered.status in {404, 501}
        assert answered.headers["Access-Control-Allow-Methods"] is None


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content_Length": str(MOST_BYTES + 1)}, 413),
        ({"Content_Length": "9" * 12}, 413),
        ({"Content_Length": "9" * 400}, 411),
        ({"Content_Length": "-1"}, 411),
        ({"Content_Length": "+5"}, 411),
        ({"Content_Length": "0x5"}, 411),
        ({"Content_Length": ""}, 411),
        ({"Transfer_Encoding": "chunked", "Content_Length": "5"}, 411),
    ],
)
def test_a_body_of_no_or_huge_length_is_refused_unread(
    window: Window, headers: dict[str, str], status: int
) -> None:
    server, name = window
    path = f"/{server.token}/message"
    answered = ask(server, "POST", path, None, X_Ziping_Window=name, **headers)
    assert answered.status == status
    assert frames(message(server, name).body)[0][1]["ok"]


@pytest.mark.parametrize(
    "body", [b"", b"\0", b"\xff" * 100, b"\0\0\0\1\xff\xff\xff\xff", HELLO[:-1]]
)
def test_bytes_that_are_no_message_reach_no_engine(window: Window, body: bytes) -> None:
    server, name = window
    assert message(server, name, body).status == HTTPStatus.BAD_REQUEST
    assert frames(message(server, name).body)[0][1]["ok"]


def test_what_never_arrives_is_hung_up_on_and_others_are_answered() -> None:
    with running(patience=0.3) as server:
        here = (HOST, server.server_port)
        start = f"POST /{server.token}/begin HTTP/1.1\r\nHost: {HOST}:{server.server_port}\r\n"
        rest = f"Origin: {server.origin}\r\nContent-Type: application/octet-stream\r\n"
        slow = [
            "", "G", start, start + "X: " + "y" * 1000, start + rest + "Content-Length: 100\r\n\r\nabc",
        ]  # fmt: skip
        waiting = [socket.create_connection(here, 60) for _ in slow]
        for connection, sent in zip(waiting, slow, strict=True):
            connection.sendall(sent.encode())
        for connection in waiting:
            with connection:
                said = b""
                while part := connection.recv(1000):  # ends because the other side hangs up
                    said += part
                assert b" 200 " not in said
        assert server._engines == {}
        assert ask(server, "GET", f"/{server.token}/").status == HTTPStatus.OK


def test_more_connections_than_there_are_places_are_hung_up_on() -> None:
    with running() as server:
        held = [socket.create_connection((HOST, server.server_port), 60) for _ in range(60)]
        waiting, ended = list(held), 0
        while ended < 60 - MOST_CONNECTIONS:
            readable = select.select(waiting, [], [], 60)[0]
            assert readable, "none is hung up on any more"
            for connection in readable:
                with suppress(ConnectionError):
                    assert connection.recv(1) == b""
                ended += 1
                waiting.remove(connection)
        for connection in held:
            connection.close()


def test_two_windows_have_two_engines_and_one_that_ends_leaves_the_other(
    server: PageServer,
) -> None:
    one, two = begin(server), begin(server)
    assert one != two
    ended = ask(server, "POST", f"/{server.token}/end", b"", X_Ziping_Window=one)
    assert ended.status == HTTPStatus.OK
    gone = message(server, one)
    assert gone.status == HTTPStatus.GONE
    assert "重新打开" in gone.body.decode()
    assert frames(message(server, two).body)[0][1]["ok"]


@pytest.mark.parametrize("window", ["", "x", "0" * 31, "0" * 33, "G" * 32, "../" * 8, "é" * 32])
def test_the_name_of_no_window_is_refused(server: PageServer, window: str) -> None:
    assert message(server, window).status == HTTPStatus.BAD_REQUEST


def test_a_window_that_was_never_opened_is_gone(server: PageServer) -> None:
    assert message(server, "0" * 32).status == HTTPStatus.GONE


def test_very_many_windows_are_refused_in_words(server: PageServer) -> None:
    windows = [begin(server) for _ in range(MOST_WINDOWS)]
    answered = ask(server, "POST", f"/{server.token}/begin", b"")
    assert answered.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert "请先关掉几个" in answered.body.decode()
    ask(server, "POST", f"/{server.token}/end", b"", X_Ziping_Window=windows[0])
    begin(server)


def test_a_client_that_leaves_in_the_middle_spoils_no_later_answer(server: PageServer) -> None:
    window = begin(server)
    head = (
        f"POST /{server.token}/message HTTP/1.1\r\nHost: {HOST}:{server.server_port}\r\n"
        f"Origin: {server.origin}\r\nContent-Type: application/octet-stream\r\n"
        f"X-Ziping-Window: {window}\r\nContent-Length: {len(HELLO)}\r\n\r\n"
    )
    for _ in range(3):
        with socket.create_connection((HOST, server.server_port), 60) as connection:
            connection.sendall(head.encode() + HELLO)
    for number in range(3):
        frame = pack_frame(json.dumps({"id": number, "op": "hello"}))
        [(_, answer)] = frames(message(server, window, frame).body)
        assert answer["id"] == number


def test_closing_ends_every_engine() -> None:
    with running() as server:
        window = begin(server)
        process = server.engine(window)._process
    assert process.poll() is not None


def test_an_engine_that_died_cuts_its_answer_off_and_the_server_lives(server: PageServer) -> None:
    window = begin(server)
    server.engine(window)._process.kill()
    answered = message(server, window)
    assert (answered.status, answered.body) == (200, b"")
    assert frames(message(server, begin(server)).body)[0][1]["ok"]
