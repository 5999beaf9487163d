"""Transports on httpx, sync and async."""

from __future__ import annotations

from ._adapter import CONNECTIONS, RAW, Adapter, AsyncAdapter, Held, need
from ._clock import under_trio
from ._transport import TransportFailure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from typing import Any

    import httpx

    from ._core import Request


class HttpxTransport(Adapter):
    """Sends requests with httpx.

    Its proxies, certificates, hooks and headers are the client's; its cookies, redirects and credentials stay out.
    httpx can end a silence, but not look at the time amid one: an answer may outlast its time by one silence.

    client: an `httpx.Client`; or a function that makes one, which is called again after a fork.
    """

    def __init__(self, client: httpx.Client | Callable[[], httpx.Client] | None = None) -> None:
        need("httpx")
        self._client = Held(client, _make)

    def close(self) -> None:
        """Close idle connections. A later request opens new ones. A client that was given is closed by who gave it."""
        client = self._client.drop()
        if client is not None:
            client.close()

    def _open(self, request: Request, timeout: float, *, raw: bool) -> _Stream:
        import httpx

        client = self._client.use()
        progress = _Progress()
        prepared = _prepare(request, client.headers, timeout, progress.note, raw=raw)
        try:
            response = client.send(prepared, stream=True, auth=None, follow_redirects=False)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _failure(error, progress) from error
        return _Stream(response, raw=raw)


class AsyncHttpxTransport(AsyncAdapter):
    """Sends requests with httpx, under asyncio and trio.

    Its proxies, certificates, hooks and headers are the client's; its cookies, redirects and credentials stay out.

    client: an `httpx.AsyncClient`; or a function that makes one, which is called again for each event loop.
    """

    def __init__(self, client: httpx.AsyncClient | Callable[[], httpx.AsyncClient] | None = None) -> None:
        need("httpx")
        self._client = Held(client, _make_async)

    async def aclose(self) -> None:
        """Close idle connections. A later request opens new ones. A client that was given is closed by who gave it."""
        client = self._client.drop(_loop())
        if client is not None:
            await client.aclose()

    async def _open(self, request: Request, timeout: float, *, raw: bool) -> _AsyncStream:
        import anyio
        import httpx

        client = self._client.use(_loop())
        progress = _Progress()

        async def note(event: str, about: Any) -> None:
            progress.note(event, about)

        prepared = _prepare(request, client.headers, timeout, note, raw=raw)
        try:
            with anyio.fail_after(timeout):
                response = await client.send(prepared, stream=True, auth=None, follow_redirects=False)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise _failure(error, progress) from error
        return _AsyncStream(response, raw=raw)


class _Progress:
    """How far a request came, as far as the client tells: one of another kind than httpx's own tells nothing."""

    def __init__(self) -> None:
        self.is_connecting = False

    def note(self, event: str, _: object) -> None:
        if event.startswith("connection.") and event.endswith(".started"):
            self.is_connecting = True
        elif "send_request" in event:
            self.is_connecting = False


class _Stream:
    def __init__(self, response: httpx.Response, *, raw: bool) -> None:
        self._response = response
        self._pieces: Iterator[bytes] = response.iter_raw() if raw else response.iter_bytes()
        self.status = response.status_code
        self.headers = _pairs(response)

    def read(self, _: float, /) -> bytes:
        import httpx

        try:
            return next(filter(None, self._pieces), b"")
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise _failure(error, None) from error

    def close(self) -> None:
        self._response.close()


class _AsyncStream:
    def __init__(self, response: httpx.Response, *, raw: bool) -> None:
        self._response = response
        self._pieces: AsyncIterator[bytes] = response.aiter_raw() if raw else response.aiter_bytes()
        self.status = response.status_code
        self.headers = _pairs(response)

    async def read(self, timeout: float, /) -> bytes:
        import anyio
        import httpx

        try:
            with anyio.fail_after(timeout):
                async for piece in self._pieces:
                    if piece:
                        return piece
        except (httpx.HTTPError, httpx.StreamError, TimeoutError) as error:
            raise _failure(error, None) from error
        return b""

    async def close(self) -> None:
        await self._response.aclose()


def _prepare(request: Request, usual: httpx.Headers, timeout: float, note: object, *, raw: bool) -> httpx.Request:
    """Make the request without the client, which would add its cookies."""
    import httpx

    headers = httpx.Headers(usual)
    headers.update({**(RAW if raw else {}), **request.headers})
    silence = min(timeout, request.idle_timeout)
    limits = {"connect": timeout, "pool": timeout, "write": timeout, "read": silence}
    extensions = {"timeout": limits, "trace": note}
    return httpx.Request(request.method, request.url, headers=headers, content=request.body, extensions=extensions)


def _pairs(response: httpx.Response) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw]


def _failure(error: Exception, progress: _Progress | None) -> TransportFailure:
    """Say truthfully what failed. The request can have reached the server, unless it is certain that it cannot."""
    import httpx

    message = str(error) or type(error).__name__
    is_slow = isinstance(error, (httpx.TimeoutException, TimeoutError))
    before = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
    if isinstance(error, before) or (progress is not None and progress.is_connecting):
        return TransportFailure(message, kind="timeout" if is_slow else "connection", sent="no")
    if is_slow:
        return TransportFailure(message, kind="timeout")
    is_broken = isinstance(error, (httpx.ProtocolError, httpx.DecodingError))
    return TransportFailure(message, kind="protocol" if is_broken else "connection")


def _loop() -> object:
    """Tell which event loop runs: connections belong to one."""
    if under_trio():
        import trio

        return trio.lowlevel.current_trio_token()
    import asyncio

    return asyncio.get_running_loop()


def _settings() -> dict[str, Any]:
    from http.cookiejar import CookieJar, DefaultCookiePolicy

    import httpx

    limits = httpx.Limits(max_connections=None, max_keepalive_connections=CONNECTIONS)
    return {"limits": limits, "cookies": CookieJar(DefaultCookiePolicy(allowed_domains=[]))}


def _make() -> httpx.Client:
    import httpx

    return httpx.Client(**_settings())


def _make_async() -> httpx.AsyncClient:
    import httpx

    return httpx.AsyncClient(**_settings())
