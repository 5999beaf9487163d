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
        self._transport: Urllib3Transport | None = None

    def __call__(self, request: Request, timeout: float, /) -> Response:
        """Send `request` and return the whole answer."""
        return self._made()(request, timeout)

    def open(self, request: Request, timeout: float, /) -> Stream:
        """Send `request` and return the head of its answer."""
        return self._made().open(request, timeout)

    def close(self) -> None:
        """Close idle connections. A later request opens new ones."""
        if self._transport is not None:
            self._transport.close()

    def _made(self) -> Urllib3Transport:
        if self._transport is None:
            from ._urllib3 import Urllib3Transport

            self._transport = Urllib3Transport()
        return self._transport


class DefaultAsyncTransport:
    """httpx where it is installed, which runs under asyncio and trio; otherwise aiohttp."""

    def __init__(self) -> None:
        self._transport: AsyncHttpxTransport | AiohttpTransport | None = None

    async def __call__(self, request: Request, timeout: float, /) -> Response:
        """Send `request` and return the whole answer."""
        return await self._made()(request, timeout)

    async def open(self, request: Request, timeout: float, /) -> AsyncStream:
        """Send `request` and return the head of its answer."""
        return await self._made().open(request, timeout)

    async def aclose(self) -> None:
        """Close idle connections. A later request opens new ones."""
        if self._transport is not None:
            await self._transport.aclose()

    def _made(self) -> AsyncHttpxTransport | AiohttpTransport:
        if self._transport is None:
            self._transport = _choose()
        return self._transport


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
