"""What a transport is, for those who write one. `entryphone.testing` has a kit that checks them."""

from __future__ import annotations

from typing import Protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable, Mapping

    from ._transport import Request, Response


class Transport(Protocol):
    """Anything that is called like `transport(request, timeout)` and returns a Response.

    It sends the request once, as it is: no redirects, no repeats, no cookies, no credentials of its own. `timeout` is
    in seconds, for everything from connecting to the last byte. When no whole answer comes it raises TransportFailure;
    any OSError does as well, and counts as a request that may have reached the server. Other exceptions end the call
    and reach the caller as they are.

    A transport with a method `open(request, timeout)`, which returns a Stream, lets downloads stream; without one they
    are taken into memory. There `timeout` is for the head of the answer.
    """

    def __call__(self, request: Request, timeout: float, /) -> Response:
        """Send `request` and return the whole answer."""
        ...


class AsyncTransport(Protocol):
    """A Transport for AsyncIntercom: what it is called for is awaited, and so is what its `open` and its streams do."""

    def __call__(self, request: Request, timeout: float, /) -> Awaitable[Response]:
        """Send `request` and return the whole answer."""
        ...


class Stream(Protocol):
    """An answer whose body has not been read."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> Mapping[str, str] | Iterable[tuple[str, str]]:
        """A mapping, or pairs where a name may come several times."""
        ...

    def read(self, timeout: float, /) -> bytes:
        """Return some more bytes, with their content coding; none at the end.

        Raises TransportFailure, of kind `timeout` when nothing came for so many seconds.
        """
        ...

    def close(self) -> object:
        """Let go of the connection, which can be used again if the body was read to its end."""
        ...


class AsyncStream(Protocol):
    """A Stream whose methods are awaited."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> Mapping[str, str] | Iterable[tuple[str, str]]:
        """A mapping, or pairs where a name may come several times."""
        ...

    def read(self, timeout: float, /) -> Awaitable[bytes]:
        """Return some more bytes, as a Stream does."""
        ...

    def close(self) -> Awaitable[object]:
        """Let go of the connection."""
        ...
