"""What a transport must do, one check each. The first line of a check says what it is that it found broken."""

from __future__ import annotations

import asyncio
import gzip
import os
import socket
import tempfile
import threading
from typing import TYPE_CHECKING
from unittest import mock

from entryphone._clock import under_trio
from entryphone._flow import at_once, run
from entryphone._transport import TransportFailure

from ._bench import TOKEN, expect, expect_equal
from ._server import fall_silent, hang_up, reply, reset, trickle

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from ._bench import Bench

_HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"
_LARGE = 3_000_000


async def sends_exactly(bench: Bench) -> None:
    """A request does not arrive as it was given."""
    bench.server.behaviours = {"/a%2Fb": reply(), "/empty": reply()}
    options: dict[str, Any] = {"query": {"q": "a b+c/~"}, "extra_headers": {"X-Exact": "Value; q=1"}}
    for method, body in (("GET", None), ("POST", {"name": "Zoë"}), ("PUT", {}), ("DELETE", None)):
        await bench.send(method, "/a%2Fb", body=body, **options)
        request, got = bench.request(method, "/a%2Fb", body=body, **options), bench.last()
        expect_equal("its method", got.method, method)
        expect_equal("its target", got.target, request.url.removeprefix(bench.server.url))
        expect_equal("its body", got.body, request.body or b"")
        for name, value in request.headers.items():
            values = [known.strip() for key, known in got.headers if key.lower() == name.lower()]
            expect_equal(f"its header {name}", values, [value.strip()])


async def sends_large_bodies(bench: Bench) -> None:
    """A large body does not arrive whole."""
    bench.server.behaviours = {"/": reply()}
    body = {"text": "x" * _LARGE}
    await bench.send("POST", "/", body=body)
    expect_equal("the bytes that came", len(bench.last().body), len(bench.request("POST", "/", body=body).body or b""))


async def gives_answers_as_they_are(bench: Bench) -> None:
    """An answer is not given as it came."""
    headers = ("X-Twice: 1", "X-Twice: 2", "X-Name: Zo\xeb")
    bench.server.behaviours = {"/": reply(b'{"id":1}', *headers, status="418 Teapot"), "/none": reply(b"")}
    answer = await bench.send("GET", "/")
    given: Any = answer.headers
    items: list[tuple[str, str]] = list(given.items() if hasattr(given, "items") else given)
    pairs = [(name.lower(), value) for name, value in items]
    expect_equal("its status and body", (answer.status, answer.body), (418, b'{"id":1}'))
    expect_equal("a header that came twice", [value for name, value in pairs if name == "x-twice"], ["1", "2"])
    expect_equal("a header of Latin-1", [value for name, value in pairs if name == "x-name"], ["Zo\xeb"])
    expect_equal("an empty body", (await bench.send("GET", "/none")).body, b"")


async def reads_large_bodies(bench: Bench) -> None:
    """A large answer does not arrive whole, or is taken into memory although it is too large."""
    bench.server.behaviours = {"/": reply(b" " * _LARGE)}
    expect_equal("the bytes that came", len((await bench.send("GET", "/")).body), _LARGE)
    await bench.fails("too_large", "maybe", "GET", "/", max_body_bytes=_LARGE // 10)


async def undoes_codings(bench: Bench) -> None:
    """A content coding that was asked for is not undone, or one that is damaged is not noticed."""
    coded = gzip.compress(b'{"id": "c1"}')
    bench.server.behaviours = {
        "/": reply(coded, "Content-Encoding: gzip"),
        "/bad": reply(b"{}", "Content-Encoding: gzip"),
    }
    await bench.send("GET", "/")
    if "gzip" in (bench.last().header("Accept-Encoding") or ""):
        expect_equal("a body that was gzip", (await bench.send("GET", "/")).body, b'{"id": "c1"}')
        await bench.fails("protocol", "maybe", "GET", "/bad")


async def follows_no_redirect(bench: Bench) -> None:
    """A redirect is followed."""
    bench.server.behaviours = {"/": reply(b"", "Location: /other", status="302 Found"), "/other": reply()}
    expect_equal("the status of a redirect", (await bench.send("GET", "/")).status, 302)
    expect_equal("the requests that came", len(bench.server.received), 1)


async def repeats_nothing(bench: Bench) -> None:
    """A request is sent more than once."""
    bench.server.behaviours = {"/ok": reply(), "/busy": reply(status="502 Busy"), "/gone": hang_up}
    for method in ("GET", "PUT", "POST"):
        # The second time on a connection that was kept: some libraries take its end for an invitation.
        await bench.send("GET", "/ok")
        before = len(bench.server.received)
        await bench.fails("connection|protocol", "maybe", method, "/gone")
        await bench.send(method, "/busy")
        expect_equal(f"the requests that came of two with {method}", len(bench.server.received) - before, 2)


async def keeps_no_cookies(bench: Bench) -> None:
    """A cookie is kept and sent."""
    bench.server.behaviours = {"/": reply(b"{}", "Set-Cookie: seen=1; Path=/")}
    await bench.send("GET", "/")
    await bench.send("GET", "/")
    expect_equal("the header Cookie", bench.last().header("Cookie"), None)


async def adds_no_credentials(bench: Bench) -> None:
    """A password from a file takes the token's place."""
    bench.server.behaviours = {"/": reply()}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "netrc")  # noqa: PTH118 - as environments have it
        with open(path, "w", encoding="utf-8") as file:  # noqa: ASYNC230, PTH123 - as small as can be
            file.write("machine 127.0.0.1 login somebody password else\n")
        with mock.patch.dict(os.environ, {"NETRC": path}):
            await bench.send("GET", "/")
    expect_equal("the header Authorization", bench.last().header("Authorization"), f"Bearer {TOKEN}")


async def tells_refusals(bench: Bench) -> None:
    """A connection that is refused is not told as one that sent nothing."""
    with socket.create_server(("127.0.0.1", 0)) as gone:
        url = f"http://127.0.0.1:{gone.getsockname()[1]}"
    await bench.fails("connection", "no", "POST", "/", url=url)


async def tells_failed_handshakes(bench: Bench) -> None:
    """A failed handshake of TLS is not told as a connection that failed."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def refuse() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=refuse, daemon=True)
        thread.start()
        await bench.fails("connection", "no|maybe", "POST", "/", url=f"https://127.0.0.1:{listener.getsockname()[1]}")
        thread.join(10)


async def tells_lost_connections(bench: Bench) -> None:
    """A connection that breaks after the request is not told as one that may have been served."""
    bench.server.behaviours = {"/closed": hang_up, "/reset": reset(), "/amid": reset(_HALF)}
    for path in bench.server.behaviours:
        await bench.fails("connection|protocol", "maybe", "POST", path)


async def tells_broken_answers(bench: Bench) -> None:
    """An answer that is cut short or is not HTTP passes for one."""
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    broken = {
        "/a": b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
        "/b": chunked + b"5\r\n{}",
        "/c": b"garbage\r\n\r\n",
    }
    for path, text in broken.items():

        def behave(connection: socket.socket, text: bytes = text) -> bool:
            connection.sendall(text)
            return False

        bench.server.behaviours = {path: behave}
        await bench.fails("protocol|connection", "maybe", "GET", path)


async def ends_silences(bench: Bench) -> None:
    """A silence does not end in time."""
    bench.server.behaviours = {"/": fall_silent(), "/amid": fall_silent(_HALF), "/trickle": trickle}
    await bench.fails("timeout", "maybe", "POST", "/", timeout=0.2)
    await bench.fails("timeout", "maybe", "GET", "/amid", idle_timeout=0.2)
    await bench.fails("timeout", "maybe", "GET", "/trickle", timeout=0.2)
    # Whoever never speaks is sent nothing over TLS, which not every library can tell.
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"https://127.0.0.1:{mute.getsockname()[1]}"
        await bench.fails("timeout", "no|maybe", "POST", "/", url=url, timeout=0.2)


async def keeps_connections(bench: Bench) -> None:
    """A connection is not used again."""
    bench.server.behaviours = {"/": reply(), "/part": reply(b" " * _LARGE)}
    for _ in range(3):
        await bench.send("GET", "/")
    expect_equal("the connections used", {request.connection for request in bench.server.received}, {1})
    await bench.fails("too_large", "maybe", "GET", "/part", max_body_bytes=10)
    expect_equal("the body after an answer that was left unread", (await bench.send("GET", "/")).body, b"{}")


async def serves_many_at_once(bench: Bench) -> None:
    """Requests at the same time get in each other's way."""
    names = [f"/{number}" for number in range(32)]
    bench.server.behaviours = {name: reply(name.encode()) for name in names}
    bodies: dict[str, bytes] = {}

    async def fetch(name: str) -> None:
        for _ in range(3):
            bodies[name] = (await bench.send("GET", name)).body

    def fetch_at_once(name: str) -> None:
        run(fetch(name))

    if bench.settle is at_once:
        threads = [threading.Thread(target=fetch_at_once, args=(name,)) for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    elif under_trio():
        import trio

        async with trio.open_nursery() as nursery:
            for name in names:
                nursery.start_soon(fetch, name)
    else:
        await asyncio.gather(*map(fetch, names))
    expect_equal("the bodies by their paths", bodies, {name: name.encode() for name in names})


async def streams(bench: Bench) -> None:
    """A stream does not come as the server sends it."""
    opening: Any = getattr(bench.transport, "open", None)
    if opening is None:
        return
    rest = threading.Event()

    def behave(connection: socket.socket) -> bool:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b34")
        rest.wait(10)
        connection.sendall(b"5678")
        return True

    silent = fall_silent(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n1234")
    bench.server.behaviours = {"/": behave, "/silent": silent, "/cut": reset(_HALF), "/ok": reply()}
    stream = await bench.settle(opening(bench.request("GET", "/"), 10))
    first = await bench.settle(stream.read(10))
    expect_equal("the status and first bytes, as the server sent them", (stream.status, first), (200, b"\x1f\x8b34"))
    rest.set()
    pieces = [first]
    while piece := await bench.settle(stream.read(10)):
        pieces.append(piece)
    expect_equal("all bytes of a stream", b"".join(pieces), b"\x1f\x8b345678")
    await bench.settle(stream.close())
    for path, kinds in (("/silent", ("timeout",)), ("/cut", ("connection", "protocol"))):
        stream = await bench.settle(opening(bench.request("GET", path, idle_timeout=0.2), 10))
        try:
            while await bench.settle(stream.read(0.2)):
                pass
        except TransportFailure as failure:
            expect(failure.kind in kinds, f"its kind was {failure.kind}, where it should be {kinds[0]}")
        else:
            raise AssertionError("a stream that breaks off passes for a whole one")
        await bench.settle(stream.close())
    expect_equal("the body after a stream that broke off", (await bench.send("GET", "/ok")).body, b"{}")


CHECKS: tuple[Callable[[Bench], Coroutine[Any, Any, None]], ...] = (
    sends_exactly,
    sends_large_bodies,
    gives_answers_as_they_are,
    reads_large_bodies,
    undoes_codings,
    follows_no_redirect,
    repeats_nothing,
    keeps_no_cookies,
    adds_no_credentials,
    tells_refusals,
    tells_failed_handshakes,
    tells_lost_connections,
    tells_broken_answers,
    ends_silences,
    keeps_connections,
    serves_many_at_once,
    streams,
)
