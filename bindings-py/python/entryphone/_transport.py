"""What carries requests to the server and answers back."""

from __future__ import annotations

import time

from ._core import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Literal

    from ._flow import Settle
    from ._protocol import AsyncStream, Stream

__all__ = ["Request", "Response", "TransportFailure"]


class Response:
    """The answer to a request."""

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, headers: Mapping[str, str] | Iterable[tuple[str, str]], body: bytes = b"") -> None:
        self.status = status
        """The HTTP status."""
        self.headers = headers
        """A mapping, or pairs where a name may come several times."""
        self.body = body
        """The whole body, without transfer and content codings."""

    def __repr__(self) -> str:
        return f"Response({self.status}, {len(self.body)} bytes)"


class TransportFailure(Exception):  # noqa: N818 - callers see TransportError; this is what transports raise
    """No whole answer came. What transports raise, and callers see as TransportError or TimeoutError."""

    def __init__(
        self,
        message: str = "",
        *,
        kind: Literal["connection", "timeout", "protocol", "too_large"] = "connection",
        sent: Literal["no", "maybe"] = "maybe",
    ) -> None:
        super().__init__(message)
        self.message = message
        """What went wrong, for a person."""
        self.kind = kind
        """What failed."""
        self.sent = sent
        """Whether the request can have reached the server. When in doubt, it can."""


async def gather(settle: Settle, stream: Stream | AsyncStream, most: int, timeout: float, idle_timeout: float) -> bytes:
    """Read a stream to its end, or until there is more than `most`. Raises TransportFailure when time runs out.

    `timeout` is for all of it, `idle_timeout` for one silence.
    """
    deadline = time.monotonic() + timeout
    pieces: list[bytes] = []
    size = 0
    while size <= most:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TransportFailure("the answer took too long", kind="timeout")
        piece = await settle(stream.read(min(left, idle_timeout)))
        if not piece:
            break
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)
