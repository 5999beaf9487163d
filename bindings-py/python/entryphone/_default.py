"""The transports of clients that were given none, imported with their first request."""

from __future__ import annotations

from ._clock import under_trio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._aiohttp import AiohttpTransport
    from ._core import Request
    from ._httpx import AsyncHttpxTransport
    from ._protocol import AsyncStream, Stream
    from ._transport import Response
    from ._urllib3 import Urllib3Transport


class DefaultTransport:
    """urllib3."""

    def __init__(self) -> None:
        self._made: list[Urllib3Transport] = []

    def __call__(self, request: Request, timeout: float, /) -> Response:
        """Send `request` and return the whole answer."""
        return self._transport()(request, timeout)

    def open(self, request: Request, timeout: float, /) -> Stream:
        """Send `request` and return the head of its answer."""
        return self._transport().open(request, timeout)

    def close(self) -> None:
        """Close idle connections. A later request opens new ones."""
        for made in self._made:
            made.close()

    def _transport(self) -> Urllib3Transport:
        if not self._made:
            from ._urllib3 import Urllib3Transport

            # Threads that come at once make several, and all take the first.
            self._made.append(Urllib3Transport())
        return self._made[0]


class DefaultAsyncTransport:
    """httpx where it is installed, which runs under asyncio and trio; otherwise aiohttp."""

    def __init__(self) -> None:
        self._made: list[AsyncHttpxTransport | AiohttpTransport] = []

    async def __call__(self, request: Request, timeout: float, /) -> Response:
        """Send `request` and return the whole answer."""
        return await self._transport()(request, timeout)

    async def open(self, request: Request, timeout: float, /) -> AsyncStream:
        """Send `request` and return the head of its answer."""
        return await self._transport().open(request, timeout)

    async def aclose(self) -> None:
        """Close idle connections. A later request opens new ones."""
        for made in self._made:
            await made.aclose()

    def _transport(self) -> AsyncHttpxTransport | AiohttpTransport:
        if not self._made:
            # Threads that come at once make several, and all take the first.
            self._made.append(_choose())
        return self._made[0]


def _choose() -> AsyncHttpxTransport | AiohttpTransport:
    from ._httpx import AsyncHttpxTransport

    try:
        return AsyncHttpxTransport()
    except ImportError as error:
        missing = error
    if under_trio():
        raise ImportError(
            "AsyncIntercom needs httpx under trio: pip install 'entryphone[httpx]', or give it a transport"
        ) from missing
    from ._aiohttp import AiohttpTransport

    try:
        return AiohttpTransport()
    except ImportError:
        raise ImportError(
            "AsyncIntercom needs an HTTP library: pip install 'entryphone[httpx]' or 'entryphone[aiohttp]', "
            "or give it a transport"
        ) from missing
