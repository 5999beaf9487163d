"""A transport that keeps what another one sends and is answered."""

from __future__ import annotations

import json
import threading
from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING

from entryphone._clock import Clock
from entryphone._core import Cassette
from entryphone._default import DefaultTransport
from entryphone._transport import TransportFailure

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from types import TracebackType
    from typing import Any

    from typing_extensions import Self

    from entryphone._clock import AsyncClock
    from entryphone._core import Request
    from entryphone._protocol import AsyncTransport, Transport
    from entryphone._transport import Response


class Recording:
    """A transport that keeps what another one sends and is answered. `record` makes it."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        transport: Transport | AsyncTransport | None,
        clock: Clock | AsyncClock | None,
        hide: Iterable[str],
        *,
        append: bool,
    ) -> None:
        # Of the kind that its client takes, sync or async, which nobody but the caller knows.
        self.clock: Any = clock
        """The client's time; None for the usual one."""
        self._now_ms = (Clock() if clock is None else clock).now_ms
        file = Path(path)
        self._is_ours = transport is None
        self._transport: Any = DefaultTransport() if transport is None else transport
        self._lock = threading.Lock()
        goes_on = append and file.exists()
        # A text is one name; as names it would be its letters, and hide nothing.
        names = [hide] if isinstance(hide, str) else list(hide)
        # What goes on hides what was hidden from the beginning.
        self._cassette = Cassette.read(file.read_text("utf-8")) if goes_on else Cassette(names)
        self._file = file.open("a" if goes_on else "w", encoding="utf-8", newline="\n")
        if not goes_on:
            self._file.write(self._cassette.head())
            self._file.flush()
        self._began = self._now_ms()
        if hasattr(self._transport, "open"):
            self.open = self._open

    def __call__(self, request: Request, timeout: float, /) -> Any:
        """Send `request`, and keep the answer."""
        take = _Take(self, request)
        try:
            answer = self._transport(request, timeout)
        except (TransportFailure, OSError) as error:
            take.lost(error)
            raise
        return self._awaited(take, answer) if hasattr(answer, "__await__") else take.answered(answer)

    def _open(self, request: Request, timeout: float, /) -> Any:
        take = _Take(self, request)
        try:
            stream = self._transport.open(request, timeout)
        except (TransportFailure, OSError) as error:
            take.lost(error)
            raise
        return self._opened(take, stream) if hasattr(stream, "__await__") else _Stream(stream, take)

    @staticmethod
    async def _awaited(take: _Take, answer: Any) -> Response:
        try:
            response = await answer
        except (TransportFailure, OSError) as error:
            take.lost(error)
            raise
        return take.answered(response)

    @staticmethod
    async def _opened(take: _Take, opening: Any) -> _AsyncStream:
        try:
            stream = await opening
        except (TransportFailure, OSError) as error:
            take.lost(error)
            raise
        return _AsyncStream(stream, take)

    def close(self) -> None:
        """Close the file, and the transport, unless it was given."""
        with self._lock:
            self._file.close()
        if self._is_ours:
            self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Recording to {fspath(self._file.name)}>"


class _Take:
    """An exchange that is being recorded, which is written once."""

    def __init__(self, recording: Recording, request: Request) -> None:
        self._recording = recording
        self._request = request
        self._began = recording._now_ms()
        self._is_written = False

    def answered(self, response: Response) -> Response:
        self.write(response.status, response.headers, response.body)
        return response

    def lost(self, error: Exception, status: int | None = None, headers: Any = (), body: bytes = b"") -> None:
        lost = {"kind": "timeout" if isinstance(error, TimeoutError) else "connection", "sent": "maybe"}
        if isinstance(error, TransportFailure):
            lost = {"kind": error.kind, "sent": error.sent}
        self.write(status, headers, body, lost={**lost, "message": str(error)})

    def write(self, status: int | None, headers: Any, body: bytes, **told: Any) -> None:
        if status is not None:
            pairs = headers.items() if hasattr(headers, "items") else headers
            told["answer"] = {"status": status, "headers": [[*map(_text, pair)] for pair in pairs]}
        recording = self._recording
        with recording._lock:
            if self._is_written:
                return
            self._is_written = True
            at_ms, took_ms = self._began - recording._began, recording._now_ms() - self._began
            line = recording._cassette.line(self._request, json.dumps(told), body, at_ms, took_ms)
            recording._file.write(line)
            recording._file.flush()


class _Recorded:
    """A stream that keeps what is read from it."""

    def __init__(self, stream: Any, take: _Take) -> None:
        self._stream = stream
        self._take = take
        self._pieces: list[bytes] = []
        self.status: int = stream.status
        # What goes over them may do so once.
        self.headers = list(stream.headers.items() if hasattr(stream.headers, "items") else stream.headers)

    def _answer(self) -> tuple[int, Any, bytes]:
        return self.status, self.headers, b"".join(self._pieces)

    def _keep(self, piece: bytes) -> bytes:
        self._pieces.append(piece)
        if not piece:
            self._take.write(*self._answer())
        return piece

    def _lose(self, error: Exception) -> None:
        self._take.lost(error, *self._answer())

    def _end(self) -> None:
        # Whoever stops early is given as much when it is played.
        self._take.write(*self._answer())


class _Stream(_Recorded):
    def read(self, timeout: float, /) -> bytes:
        try:
            return self._keep(self._stream.read(timeout))
        except (TransportFailure, OSError) as error:
            self._lose(error)
            raise

    def close(self) -> object:
        self._end()
        return self._stream.close()


class _AsyncStream(_Recorded):
    async def read(self, timeout: float, /) -> bytes:
        try:
            return self._keep(await self._stream.read(timeout))
        except (TransportFailure, OSError) as error:
            self._lose(error)
            raise

    async def close(self) -> object:
        self._end()
        return await self._stream.close()


def _text(header: str | bytes) -> str:
    return header if isinstance(header, str) else header.decode("latin-1")
