"""The default transport: urllib3, without its own ideas about repeats and redirects."""

from __future__ import annotations

import os
import time

import urllib3
from urllib3 import exceptions
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util import make_headers

from ._transport import Response, TransportFailure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ._core import Request

_CHUNK_BYTES = 64 << 10
_CONNECTIONS = 32
"""Idle connections that are kept for each host: as many threads can call at once without connecting anew."""


class Urllib3Transport:
    """Sends requests with urllib3.

    pool: makes the pool of connections, by default a `urllib3.PoolManager`. Another one brings proxies or certificates,
        such as `lambda: urllib3.ProxyManager("http://proxy:3128")`. It is called again after a fork, because two
        processes cannot share a connection.
    """

    def __init__(self, pool: Callable[[], urllib3.PoolManager] | None = None) -> None:
        self._make = pool or _make_pool
        self._pool: urllib3.PoolManager | None = None
        self._pid = 0
        self._encodings = make_headers(accept_encoding=True)

    def __call__(self, request: Request, timeout: float, /) -> Response:
        """Send `request` and return the whole answer. Raises TransportFailure."""
        deadline = time.monotonic() + timeout
        try:
            response = self._open().request(
                request.method,
                request.url,
                body=request.body,
                headers={**self._encodings, **request.headers},
                timeout=urllib3.Timeout(total=timeout, read=request.idle_timeout),
                retries=False,
                redirect=False,
                preload_content=False,
            )
            try:
                body = _read(response, request, deadline)
            except BaseException:
                # What is left of the answer would be taken for the beginning of the next one.
                response.close()
                raise
            response.release_conn()
        except exceptions.HTTPError as error:
            raise _failure(error) from error
        # http.client reads headers as Latin-1, which every byte has a character in.
        return Response(response.status, list(response.headers.items()), body)

    def close(self) -> None:
        """Close idle connections. A later request opens new ones."""
        if self._pool is not None and self._pid == os.getpid():
            self._pool.clear()

    def _open(self) -> urllib3.PoolManager:
        if self._pool is None or self._pid != os.getpid():
            self._pool = self._make()
            self._pid = os.getpid()
        return self._pool


def _read(response: urllib3.BaseHTTPResponse, request: Request, deadline: float) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TransportFailure("the answer took too long", kind="timeout")
        # The time limit of a socket is for one silence; what is left of the attempt may be less.
        socket = getattr(response.connection, "sock", None)
        if socket is not None:
            socket.settimeout(min(left, request.idle_timeout))
        chunk = response.read1(_CHUNK_BYTES)
        if not chunk:
            return b"".join(chunks)
        size += len(chunk)
        if size > request.max_body_bytes:
            raise TransportFailure(f"it is larger than {request.max_body_bytes} bytes", kind="too_large")
        chunks.append(chunk)


def _failure(error: exceptions.HTTPError) -> TransportFailure:
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


def _make_pool() -> urllib3.PoolManager:
    pool = urllib3.PoolManager(maxsize=_CONNECTIONS)
    pool.pool_classes_by_scheme = {"http": HTTPConnectionPool, "https": _SecurePool}
    return pool
