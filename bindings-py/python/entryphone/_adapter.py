"""What the adapters of HTTP libraries have in common: each opens an answer, reads on, and names its failures."""

from __future__ import annotations

import os
import time
from typing import Generic, TypeVar

from ._flow import at_once, awaited, run
from ._transport import Response, TransportFailure, gather

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from ._core import Request
    from ._flow import Settle
    from ._protocol import AsyncStream, Stream

Client = TypeVar("Client")

CONNECTIONS = 32
"""Idle connections that are kept for each host: as many threads can call at once without connecting anew."""
CHUNK_BYTES = 64 << 10
RAW = {"Accept-Encoding": "identity"}
"""What the header of a stream says: a file is wanted as it is, and not coded on top."""


def need(library: str) -> None:
    """Raise ImportError, which says what to install, when a library is missing."""
    try:
        __import__(library)
    except ModuleNotFoundError as error:
        message = f"this transport needs {library}: pip install 'entryphone[{library}]'"
        raise ImportError(message, name=library) from error


class Held(Generic[Client]):
    """A library's own client: the caller's, or one that is made when it is needed, and made again after a fork."""

    def __init__(self, given: Client | Callable[[], Client] | None, make: Callable[[], Client]) -> None:
        given_or_maker: Any = given
        self._given: Client | None = None if callable(given) else given_or_maker
        self._make: Callable[[], Client] = given_or_maker if callable(given) else make
        self._made: dict[object, Client] = {}

    def use(self, place: object = None) -> Client:
        """Give the client; another one in each place that cannot share connections."""
        if self._given is not None:
            return self._given
        here = (os.getpid(), place)
        made = self._made.get(here)
        if made is None:
            # Of threads that come at once, all take what one of them has put there.
            made = self._made.setdefault(here, self._make())
            for other in list(self._made):
                if other != here:
                    self._made.pop(other, None)
        return made

    def drop(self, place: object = None) -> Client | None:
        """Give up the client that was made here, which the caller closes."""
        return self._made.pop((os.getpid(), place), None)


class Adapter:
    """A sync transport on top of what opens its answers."""

    def __call__(self, request: Request, timeout: float, /) -> Response:
        """Send `request` and return the whole answer. Raises TransportFailure."""
        return run(_whole(at_once, self._open, request, timeout))

    def open(self, request: Request, timeout: float, /) -> Stream:
        """Send `request` and return the head of its answer, whose body is read from it. Raises TransportFailure."""
        return self._open(request, timeout, raw=True)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    if TYPE_CHECKING:
        # How an answer is opened is each adapter's own.
        def _open(self, request: Request, timeout: float, *, raw: bool) -> Stream: ...


class AsyncAdapter:
    """An async transport on top of what opens its answers."""

    async def __call__(self, request: Request, timeout: float, /) -> Response:
        """Send `request` and return the whole answer. Raises TransportFailure."""
        return await _whole(awaited, self._open, request, timeout)

    async def open(self, request: Request, timeout: float, /) -> AsyncStream:
        """Send `request` and return the head of its answer, whose body is read from it. Raises TransportFailure."""
        return await self._open(request, timeout, raw=True)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    if TYPE_CHECKING:
        # How an answer is opened is each adapter's own.
        async def _open(self, request: Request, timeout: float, *, raw: bool) -> AsyncStream: ...


async def _whole(
    settle: Settle,
    opening: Callable[..., Stream | Awaitable[AsyncStream]],
    request: Request,
    timeout: float,
) -> Response:
    deadline = time.monotonic() + timeout
    stream: Stream | AsyncStream = await settle(opening(request, timeout, raw=False))
    try:
        left, most = deadline - time.monotonic(), request.max_body_bytes
        body = await gather(settle, stream, most, left, request.idle_timeout)
        if len(body) > most:
            raise TransportFailure(f"it is larger than {most} bytes", kind="too_large")
    finally:
        await settle(stream.close())
    return Response(stream.status, stream.headers, body)
