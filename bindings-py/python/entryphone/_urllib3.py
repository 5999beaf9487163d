"""The default transport: urllib3, without its own ideas about repeats and redirects."""

from __future__ import annotations

import ssl

import urllib3
from urllib3 import exceptions
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util import make_headers

from ._adapter import CHUNK_BYTES, CONNECTIONS, RAW, Adapter, Held
from ._transport import TransportFailure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ._core import Request


class Urllib3Transport(Adapter):
    """Sends requests with urllib3.

    pool: a `urllib3.PoolManager` with proxies or certificates of its own, such as a `urllib3.ProxyManager`; or a
        function that makes one, which is called again after a fork, because two processes cannot share a connection.
    """

    def __init__(self, pool: urllib3.PoolManager | Callable[[], urllib3.PoolManager] | None = None) -> None:
        self._pool = Held(pool, _make_pool)
        self._encodings = make_headers(accept_encoding=True)

    def close(self) -> None:
        """Close idle connections. A later request opens new ones. A pool that was given is closed by who gave it."""
        pool = self._pool.drop()
        if pool is not None:
            pool.clear()

    def _open(self, request: Request, timeout: float, *, raw: bool) -> Urllib3Stream:
        try:
            response = self._pool.use().request(
                request.method,
                request.url,
                body=request.body,
                headers={**(RAW if raw else self._encodings), **request.headers},
                timeout=urllib3.Timeout(total=timeout, read=request.idle_timeout),
                retries=False,
                redirect=False,
                preload_content=False,
            )
        except exceptions.HTTPError as error:
            raise failure(error) from error
        return Urllib3Stream(response, raw=raw)


class Urllib3Stream:
    """An answer of urllib3 that is read piece by piece."""

    def __init__(self, response: urllib3.BaseHTTPResponse, *, raw: bool) -> None:
        self._response = response
        self._decodes = not raw
        self._is_whole = False
        self.status = response.status
        # http.client reads headers as Latin-1, which every byte has a character in.
        self.headers = list(response.headers.items())

    def read(self, timeout: float, /) -> bytes:
        """Return some more bytes; none at the end."""
        # The time limit that the connection has is for one silence; what is left of the attempt may be less.
        socket = getattr(self._response.connection, "sock", None)
        if socket is not None:
            socket.settimeout(timeout)
        try:
            piece = self._response.read1(CHUNK_BYTES, decode_content=self._decodes)
        except exceptions.HTTPError as error:
            raise failure(error) from error
        self._is_whole = not piece
        return piece

    def close(self) -> None:
        """Let go of the connection."""
        if self._is_whole:
            self._response.release_conn()
        else:
            # What is left of the answer would be taken for the beginning of the next one.
            self._response.close()


def failure(error: exceptions.HTTPError) -> TransportFailure:
    """Say truthfully what failed. The request can have reached the server, unless it is certain that it cannot."""
    if isinstance(error, exceptions.ProxyError) and isinstance(error.original_error, exceptions.HTTPError):
        error = error.original_error
    # A refused connection is a subclass of one that took too long.
    if isinstance(error, exceptions.NewConnectionError):
        return TransportFailure(str(error), kind="connection", sent="no")
    if isinstance(error, exceptions.ConnectTimeoutError):
        return TransportFailure(str(error), kind="timeout", sent="no")
    if isinstance(error, exceptions.TimeoutError):
        return TransportFailure(str(error), kind="timeout")
    if isinstance(error, exceptions.SSLError) and any(isinstance(cause, ssl.CertificateError) for cause in error.args):
        # Certificates are looked at before anything is sent.
        return TransportFailure(str(error), kind="connection", sent="no")
    if isinstance(error, (exceptions.ProtocolError, exceptions.IncompleteRead, exceptions.DecodeError)):
        cause = error.args[1] if len(error.args) > 1 else error
        return TransportFailure(str(cause), kind="connection" if isinstance(cause, OSError) else "protocol")
    return TransportFailure(str(error))


class _Connection(HTTPSConnection):
    """Tells a failed handshake, before which nothing is sent, from a connection that breaks later."""

    def connect(self) -> None:
        try:
            super().connect()
        except TimeoutError as error:
            raise exceptions.ConnectTimeoutError(self, "the TLS handshake took too long") from error
        except OSError as error:
            raise exceptions.NewConnectionError(self, f"the TLS handshake failed: {error}") from error


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Connection  # pyright: ignore[reportAssignmentType] - as urllib3 itself assigns its own


def tell_handshakes(pool: urllib3.PoolManager) -> urllib3.PoolManager:
    """Let a pool tell a failed handshake from what fails later."""
    pool.pool_classes_by_scheme = {"http": HTTPConnectionPool, "https": _SecurePool}
    return pool


def _make_pool() -> urllib3.PoolManager:
    return tell_handshakes(urllib3.PoolManager(maxsize=CONNECTIONS))
