"""What carries requests to the server and answers back."""

from __future__ import annotations

from ._core import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Literal

    from ._urllib3 import Urllib3Transport

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


class DefaultTransport:
    """urllib3, which is imported with the first request."""

    def __init__(self) -> None:
        self._transport: Urllib3Transport | None = None

    def __call__(self, request: Request, timeout: float, /) -> Response:
        """Send `request` and return the whole answer."""
        if self._transport is None:
            from ._urllib3 import Urllib3Transport

            self._transport = Urllib3Transport()
        return self._transport(request, timeout)

    def close(self) -> None:
        """Close idle connections. A later request opens new ones."""
        if self._transport is not None:
            self._transport.close()
