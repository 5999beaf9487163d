"""The default transport against servers that misbehave, on real loopback sockets."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import entryphone
import pytest
from entryphone import Urllib3Transport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


class Server:
    """Accepts connections one after the other, and hands each to the next of its scripts."""

    def __init__(self, *scripts: Callable[[socket.socket], None]) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.thread = threading.Thread(target=self.serve, args=(scripts,), daemon=True)
        self.thread.start()

    def serve(self, scripts: tuple[Callable[[socket.socket], None], ...]) -> None:
        for script in scripts:
            connection, _ = self.listener.accept()
            with connection:
                script(connection)

    def close(self) -> None:
        self.thread.join(10)
        self.listener.close()


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    servers: list[Server] = []

    def make(*scripts: Callable[[socket.socket], None]) -> Server:
        servers.append(Server(*scripts))
        return servers[-1]

    yield make
    for server in servers:
        server.close()


def read_request(connection: socket.socket) -> None:
    """Read all of it: what is left unread turns the end of a connection into a reset."""
    with connection.makefile("rb") as stream:
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.lower().partition(b":")
            length = int(value) if name == b"content-length" else length
        stream.read(length)


def replying(*pieces: bytes) -> Callable[[socket.socket], None]:
    def script(connection: socket.socket) -> None:
        read_request(connection)
        for piece in pieces:
            connection.sendall(piece)

    return script


def resetting(connection: socket.socket) -> None:
    read_request(connection)
    # With a linger time of zero, closing sends a reset instead of an end.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def silent(connection: socket.socket) -> None:
    """Wait until the client hangs up."""
    while connection.recv(65536):
        pass


def client(url: str, **options: Any) -> entryphone.Intercom:
    return entryphone.Intercom(token="t", base_url=url, max_attempts=1, **options)


def failure(url: str, **options: Any) -> entryphone.TransportFailure:
    """What the transport raised under the error that the caller sees."""
    with client(url, **options) as intercom, pytest.raises(entryphone.TransportError) as caught:
        intercom.contacts.create(email="ada@example.com")
    cause = caught.value.__cause__
    assert isinstance(cause, entryphone.TransportFailure)
    assert caught.value.maybe_applied == (cause.sent == "maybe")
    assert isinstance(caught.value, entryphone.TimeoutError) == (cause.kind == "timeout")
    return cause


def test_a_refused_connection_sent_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    lost = failure(f"http://127.0.0.1:{port}")
    assert (lost.kind, lost.sent) == ("connection", "no")
    assert "refused" in str(lost)


def test_a_name_that_does_not_resolve_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    lost = failure("https://intercom.invalid")
    assert (lost.kind, lost.sent) == ("connection", "no")


def test_a_failed_handshake_sent_nothing(serve: Callable[..., Server]) -> None:
    def no_tls(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    lost = failure(serve(no_tls).url.replace("http:", "https:"))
    assert (lost.kind, lost.sent) == ("connection", "no")
    assert "handshake failed" in str(lost)


def test_a_handshake_without_an_answer_runs_out_of_time_and_sent_nothing(serve: Callable[..., Server]) -> None:
    server = serve(silent)
    lost = failure(server.url.replace("http:", "https:"), timeout=0.05)
    assert (lost.kind, lost.sent) == ("timeout", "no")


def test_a_connection_closed_without_an_answer_may_have_been_served(serve: Callable[..., Server]) -> None:
    lost = failure(serve(replying()).url)
    assert (lost.kind, lost.sent) == ("connection", "maybe")


def test_a_reset_connection_may_have_been_served(serve: Callable[..., Server]) -> None:
    lost = failure(serve(resetting).url)
    assert (lost.kind, lost.sent) == ("connection", "maybe")


def test_silence_runs_out_of_time(serve: Callable[..., Server]) -> None:
    server = serve(silent)
    lost = failure(server.url, timeout=0.05)
    assert (lost.kind, lost.sent) == ("timeout", "maybe")


def test_silence_in_the_middle_of_an_answer_runs_out_of_time(serve: Callable[..., Server]) -> None:
    def half(connection: socket.socket) -> None:
        replying(HEAD + b"Content-Length: 100\r\n\r\n{")(connection)
        silent(connection)

    lost = failure(serve(half).url, idle_timeout=0.05)
    assert (lost.kind, lost.sent) == ("timeout", "maybe")


def test_an_answer_that_trickles_is_cut_off_although_it_is_never_silent(serve: Callable[..., Server]) -> None:
    def trickle(connection: socket.socket) -> None:
        replying(HEAD + b"Content-Length: 1000000000\r\n\r\n")(connection)
        # Until the client hangs up, as it should.
        with suppress(OSError):
            while True:
                connection.sendall(b" ")

    lost = failure(serve(trickle).url, timeout=0.05, idle_timeout=5)
    assert (lost.kind, lost.sent) == ("timeout", "maybe")


@pytest.mark.parametrize(
    "reply",
    [
        HEAD + b"Content-Length: 100\r\n\r\n{}",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{}",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
        b"garbage\r\n\r\n",
        HEAD + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
    ],
    ids=["cut short", "chunk cut short", "chunk without length", "not HTTP", "not gzip"],
)
def test_what_is_not_a_whole_answer_is_a_broken_protocol(serve: Callable[..., Server], reply: bytes) -> None:
    lost = failure(serve(replying(reply)).url)
    assert (lost.kind, lost.sent) == ("protocol", "maybe")


@pytest.mark.parametrize("coded", [False, True], ids=["plain", "a bomb"])
def test_an_answer_that_is_too_large_is_not_taken_into_memory(serve: Callable[..., Server], coded: bool) -> None:
    body = b"[" + b" " * 1_000_000 + b"]"
    reply = HEAD + (b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(body) if coded else b"\r\n" + body)

    def script(connection: socket.socket) -> None:
        # The client hangs up, as it should.
        with suppress(OSError):
            replying(reply)(connection)

    lost = failure(serve(script).url, max_body_bytes=100_000)
    assert (lost.kind, lost.sent) == ("too_large", "maybe")


def test_codings_are_undone_and_headers_come_as_they_are(serve: Callable[..., Server]) -> None:
    body = gzip.compress(b'{"id": "c1"}')
    head = HEAD + b"X-Twice: 1\r\nX-Twice: 2\r\nX-Name: Zo\xeb\r\nContent-Encoding: gzip\r\n"
    with client(serve(replying(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)).url) as intercom:
        result = intercom.contacts.find.with_response("c1")
    assert result.data == {"id": "c1"}
    assert result.headers["x-NAME"] == "Zoë"
    assert result.headers.all("x-twice") == ["1", "2"]
    assert list(result.headers) == ["content-type", "x-twice", "x-name", "content-encoding", "content-length"]


def test_a_redirect_is_not_followed(serve: Callable[..., Server]) -> None:
    server = serve(replying(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"))
    with client(server.url) as intercom, pytest.raises(entryphone.ApiError) as caught:
        intercom.contacts.find("c1")
    assert caught.value.status == 302


def test_connections_are_kept_and_closed(serve: Callable[..., Server]) -> None:
    seen: list[bytes] = []

    def twice(connection: socket.socket) -> None:
        for _ in range(2):
            replying(HEAD + b"Content-Length: 2\r\n\r\n{}")(connection)
        seen.append(connection.recv(1))

    server = serve(twice)
    with client(server.url) as intercom:
        intercom.contacts.find("c1")
        intercom.with_options(timeout=5).contacts.find("c2")
    server.thread.join(10)
    assert seen == [b""]


def test_a_forked_process_opens_its_own_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    transport = Urllib3Transport()
    pool = transport._pool.use()
    assert transport._pool.use() is pool
    monkeypatch.setattr("os.getpid", lambda: -1)
    assert transport._pool.use() is not pool


def test_the_pool_may_be_the_callers(serve: Callable[..., Server]) -> None:
    import urllib3

    made: list[urllib3.PoolManager] = []

    def pool() -> urllib3.PoolManager:
        made.append(urllib3.PoolManager(headers={"X-Proxy": "1"}))
        return made[-1]

    server = serve(replying(HEAD + b"Content-Length: 2\r\n\r\n{}"))
    with client(server.url, transport=Urllib3Transport(pool)) as intercom:
        assert intercom.contacts.find("c1") == {}
    assert len(made) == 1
