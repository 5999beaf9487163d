"""A little server on loopback that behaves as it is told, and remembers what it was sent."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from typing_extensions import Self

    Behaviour: TypeAlias = Callable[[socket.socket], bool]
    """Answers on a connection, and says whether it is kept."""


class Received(NamedTuple):
    """A request as it came over the wire."""

    connection: int
    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        """Give the value of a header."""
        return next((value for known, value in self.headers if known.lower() == name.lower()), None)


class Server:
    """Serves each connection in a thread of its own; the path of a request says how."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.behaviours: dict[str, Behaviour] = {}
        self.received: list[Received] = []

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        # What waits in `accept` wakes up by this and not by `close`.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        self._threads.append(threading.Thread(target=work, args=arguments, daemon=True))
        self._threads[-1].start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self._open.append(connection)
                self._start(self._serve, connection, len(self._open))

    def _serve(self, connection: socket.socket, number: int) -> None:
        with suppress(OSError), connection, connection.makefile("rb") as stream:
            while line := stream.readline():
                method, target, _ = line.decode("latin-1").split(" ", 2)
                headers: list[tuple[str, str]] = []
                while line := stream.readline().strip():
                    name, _, value = line.decode("latin-1").partition(":")
                    headers.append((name, value.strip()))
                length = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
                self.received.append(Received(number, method, target, headers, stream.read(length)))
                if not self.behaviours[target.partition("?")[0]](connection):
                    return


def reply(body: bytes = b"{}", *headers: str, status: str = "200 OK", length: int | None = None) -> Behaviour:
    """Answer whole, or with less than was announced."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers, "", ""]
    message = "\r\n".join(lines).encode("latin-1") + body

    def behave(connection: socket.socket) -> bool:
        connection.sendall(message)
        return length is None

    return behave


def hang_up(_: socket.socket) -> bool:
    """Close without an answer."""
    return False


def reset(head: bytes = b"") -> Behaviour:
    """Break the connection, after a part of an answer."""

    def behave(connection: socket.socket) -> bool:
        connection.sendall(head)
        # With a linger time of zero, closing sends a reset instead of an end.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False

    return behave


def fall_silent(head: bytes = b"") -> Behaviour:
    """Say no more until the client hangs up."""

    def behave(connection: socket.socket) -> bool:
        connection.sendall(head)
        while connection.recv(65536):
            pass
        return False

    return behave


def trickle(connection: socket.socket) -> bool:
    """Go on for as long as the client listens."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
    while True:
        connection.sendall(b" ")
