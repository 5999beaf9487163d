"""A transport on aiohttp."""

from __future__ import annotations

import asyncio

from ._adapter import RAW, AsyncAdapter, Held, need
from ._transport import TransportFailure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    import aiohttp

    from ._core import Request

_TO_CONNECT = 0.95
"""The share of the time that connecting may take: it ends before the rest, so that it is known what took so long."""


class AiohttpTransport(AsyncAdapter):
    """Sends requests with aiohttp, under asyncio.

    Its connector, proxies, certificates and headers are the session's; its cookies, redirects, repeats, middlewares and
    credentials stay out of it.

    session: an `aiohttp.ClientSession`; or a function that makes one, which is called again for each event loop.
    """

    def __init__(self, session: aiohttp.ClientSession | Callable[[], aiohttp.ClientSession] | None = None) -> None:
        need("aiohttp")
        self._session = Held(session, _make)

    async def aclose(self) -> None:
        """Close idle connections. A later request opens new ones. A session that was given is closed by who gave it."""
        session = self._session.drop(asyncio.get_running_loop())
        if session is not None:
            await session.close()

    async def _open(self, request: Request, timeout: float, *, raw: bool) -> _Stream:
        import aiohttp
        from yarl import URL

        limits = aiohttp.ClientTimeout(total=None, connect=timeout * _TO_CONNECT)
        try:
            sending = self._session.use(asyncio.get_running_loop()).request(
                request.method,
                URL(request.url, encoded=True),
                data=request.body,
                headers=RAW if raw else None,
                skip_auto_headers=("Content-Type", "Accept"),
                allow_redirects=False,
                auto_decompress=not raw,
                middlewares=(_send_once(request),),
                timeout=limits,
            )
            response = await asyncio.wait_for(sending, timeout)
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise _failure(error) from error
        return _Stream(response)


class _Stream:
    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response
        self.status = response.status
        self.headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.raw_headers]

    async def read(self, timeout: float, /) -> bytes:
        import aiohttp

        try:
            return await asyncio.wait_for(self._response.content.readany(), timeout)
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise _failure(error) from error

    async def close(self) -> None:
        # Does nothing to a connection whose answer was read to its end: that one is back in its pool.
        self._response.close()


def _send_once(request: Request) -> aiohttp.ClientMiddlewareType:
    """Send a request as it is, and hide failures of it from the session, which would repeat some."""

    async def send(prepared: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
        import aiohttp

        # Only now: with an account for the host in a file, the session refuses to be given a token.
        prepared.headers.pop("Authorization", None)
        prepared.headers.pop("Cookie", None)
        prepared.headers.update(request.headers)
        try:
            return await handler(prepared)
        except aiohttp.ClientError as error:
            raise _failure(error) from error

    return send


def _failure(error: Exception) -> TransportFailure:
    """Say truthfully what failed. The request can have reached the server, unless it is certain that it cannot."""
    import aiohttp

    message = str(error) or type(error).__name__
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return TransportFailure(message, kind="timeout", sent="no")
    before = (aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError, aiohttp.ServerFingerprintMismatch)
    if isinstance(error, before):
        return TransportFailure(message, kind="connection", sent="no")
    if isinstance(error, asyncio.TimeoutError):
        return TransportFailure(message, kind="timeout")
    is_broken = isinstance(error, (aiohttp.ClientPayloadError, aiohttp.ClientResponseError))
    return TransportFailure(message, kind="protocol" if is_broken else "connection")


def _make() -> aiohttp.ClientSession:
    import aiohttp

    connector = aiohttp.TCPConnector(limit=0, limit_per_host=0)
    return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trust_env=True)
