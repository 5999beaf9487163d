"""A transport that answers with what was recorded."""

from __future__ import annotations

import json
import threading
from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING

from entryphone._core import Cassette
from entryphone._transport import Response, TransportFailure

from ._clock import VirtualClock

if TYPE_CHECKING:
    import os
    from types import TracebackType
    from typing import Any

    from typing_extensions import Self

    from entryphone._core import Request

_PIECE_BYTES = 64 << 10


class Replay:
    """A transport that answers with what was recorded, for Intercom and AsyncIntercom alike. `replay` makes it."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = fspath(path)
        self._cassette = Cassette.read(Path(path).read_text("utf-8"))
        self._lock = threading.Lock()
        self.clock = VirtualClock()
        """Time for the client: it passes when somebody waits, and as answers take it."""

    @property
    def left(self) -> int:
        """How many exchanges nobody has asked for."""
        return self._cassette.left

    def __call__(self, request: Request, timeout: float, /) -> Response:
        """Give the answer that was recorded for `request`."""
        played = self.open(request, timeout)
        return Response(played.status, played.headers, played._rest())

    def open(self, request: Request, timeout: float, /) -> _Played:  # noqa: ARG002 - as transports are called
        """Give the head of the answer that was recorded for `request`."""
        with self._lock:
            told, body = self._cassette.play(request)
            played = json.loads(told)
            self.clock.now += played["took_ms"]
        if played["status"] is None:
            raise _failure(played["lost"])
        headers = [(name, value) for name, value in played["headers"]]
        return _Played(played["status"], headers, body, played["lost"])

    def close(self) -> None:
        """Do nothing: nothing is open."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def __repr__(self) -> str:
        return f"<Replay of {self._path}: {self.left} left>"


class _Played:
    """An answer that is read piece by piece."""

    def __init__(self, status: int, headers: list[tuple[str, str]], body: bytes, lost: dict[str, Any] | None) -> None:
        self.status = status
        self.headers = headers
        self._body = body
        self._lost = lost

    def read(self, timeout: float, /) -> bytes:  # noqa: ARG002 - as streams are read
        piece, self._body = self._body[:_PIECE_BYTES], self._body[_PIECE_BYTES:]
        if not piece and self._lost is not None:
            raise _failure(self._lost)
        return piece

    def close(self) -> None:
        pass

    def _rest(self) -> bytes:
        if self._lost is not None:
            raise _failure(self._lost)
        return self._body


def _failure(lost: dict[str, Any]) -> TransportFailure:
    return TransportFailure(lost["message"], kind=lost["kind"], sent=lost["sent"])
