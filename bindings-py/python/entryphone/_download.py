"""A file that Intercom made, on its way."""

from __future__ import annotations

import os
from contextlib import aclosing

from . import _core
from ._clock import in_thread
from ._errors import from_core
from ._flow import iterate, run
from ._progress import Meter
from ._transport import TransportFailure
from ._uncopied import Uncopied
from .rows import finished, pushed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
    from typing import Any

    from ._base import BaseClient
    from ._core import Batch, Call, Rows, Summary
    from ._errors import IntercomError
    from ._options import Progress


class BaseDownload(Uncopied):
    """What a download is, apart from how it is waited for."""

    _instead = "hand on the handle of its job"

    def __init__(self, client: BaseClient, make_call: Callable[[], Call], *, verify: bool) -> None:
        self._client = client
        self._make_call = make_call
        self._verify = verify
        self.file_name: str | None = None
        """The name the server gives the file, made harmless: one name without folders. None until it comes."""
        self.content_type: str | None = None
        """The media type, as the server has it."""
        self.content_length: int | None = None
        """How many bytes will come, when the server says so."""
        self.summary: Summary | None = None
        """How many `bytes` came, their `format`, and the `proof` that it is whole: `checksum`, `length`, `framing`.

        None until all came.
        """

    def __repr__(self) -> str:
        came = "nothing yet" if self.summary is None else f"{self.summary.bytes} bytes"
        return f"<{type(self).__name__} of {came}>"

    async def _pieces(self, progress: Progress, *, verify: bool) -> AsyncGenerator[bytes, None]:
        host = self._client._host
        done, stream = await host.open(self._make_call())
        # A transport that cannot stream undoes content codings.
        guard = _core.Download(host.clock.now_ms(), done.status, done.headers, stream is None, verify)
        self.file_name, self.content_type = guard.file_name, guard.content_type
        self.content_length = guard.content_length
        try:
            with Meter(progress, "B") as meter:
                piece: bytes = done.data if stream is None else await self._read(stream, guard)
                while piece:
                    guard.on_chunk(host.clock.now_ms(), piece)
                    meter.advance(len(piece), guard.content_length)
                    yield piece
                    piece = b"" if stream is None else await self._read(stream, guard)
            self.summary = guard.on_end()
        finally:
            if stream is not None:
                await host.settle(stream.close())

    async def _read(self, stream: Any, guard: _core.Download) -> bytes:
        host = self._client._host
        now_ms = host.clock.now_ms()
        guard.resume(now_ms)
        try:
            piece: bytes = await host.settle(stream.read(max(0.001, (guard.stalls_at_ms - now_ms) / 1000)))
        except (TransportFailure, OSError) as error:
            if isinstance(error, TimeoutError) or getattr(error, "kind", "") == "timeout":
                guard.check(host.clock.now_ms())
            raise _broken(error, guard.received) from error
        return piece

    async def _batches(self, progress: Progress) -> AsyncGenerator[Batch, None]:
        rows: Rows = _core.Rows("sniff", None)
        # Rows know by themselves whether they are whole.
        pieces = self._pieces(progress, verify=False)
        try:
            async for piece in pieces:
                for batch in pushed(rows, piece):
                    yield batch
            for batch in finished(rows):
                yield batch
        finally:
            await pieces.aclose()

    async def _to_bytes(self, progress: Progress) -> bytes:
        return b"".join([piece async for piece in self._pieces(progress, verify=self._verify)])

    async def _to_file(self, path: str | os.PathLike[str], progress: Progress, work: Callable[..., Any]) -> None:
        settle = self._client._settle
        partial = f"{os.fspath(path)}.part"
        pieces = self._pieces(progress, verify=self._verify)
        # Not with pathlib, which brings a dozen modules with it; and before there is anything to remove.
        file = open(partial, "wb")  # noqa: ASYNC230, PTH123, SIM115 - as said
        try:
            with file:
                async with aclosing(pieces):
                    async for piece in pieces:
                        await settle(work(file.write, piece))
            os.replace(partial, path)  # noqa: PTH105 - as above
        except BaseException:
            os.remove(partial)  # noqa: PTH107 - as above
            raise


class Download(BaseDownload):
    """A file that Intercom made. Each of its methods downloads it anew, and takes its bytes as they come.

    progress: True shows how far it is, with tqdm or rich; a function is told (bytes so far, all or None).

    All raise TransportError when the file does not arrive whole. The bytes are the server's own: gzip data stays what
    it is.
    """

    def iter_bytes(self, *, progress: Progress = None) -> Iterator[bytes]:
        """Give the bytes in pieces. They are the whole file only when this ends without raising."""
        return iterate(self._pieces(progress, verify=self._verify))

    def rows(self, *, progress: Progress = None) -> Iterator[Any]:
        """Give the rows of all files in it, inflated, unpacked and parsed in bounded memory; see `entryphone.rows`."""
        return (row for batch in self.batches(progress=progress) for row in batch)

    def batches(self, *, progress: Progress = None) -> Iterator[Batch]:
        """Give the rows in batches, which say of which file they are."""
        return iterate(self._batches(progress))

    def to_bytes(self, *, progress: Progress = None) -> bytes:
        """Take the whole file into memory."""
        return run(self._to_bytes(progress))

    def to_file(self, path: str | os.PathLike[str], *, progress: Progress = None) -> None:
        """Write the file to `path`, which is there whole or not at all."""
        run(self._to_file(path, progress, _here))


class AsyncDownload(BaseDownload):
    """A file that Intercom made. Each of its methods downloads it anew, and takes its bytes as they come.

    progress: True shows how far it is, with tqdm or rich; a function is told (bytes so far, all or None).

    All raise TransportError when the file does not arrive whole. The bytes are the server's own: gzip data stays what
    it is.
    """

    def iter_bytes(self, *, progress: Progress = None) -> AsyncGenerator[bytes, None]:
        """Give the bytes in pieces. They are the whole file only when this ends without raising."""
        return self._pieces(progress, verify=self._verify)

    async def rows(self, *, progress: Progress = None) -> AsyncGenerator[Any, None]:
        """Give the rows of all files in it, inflated, unpacked and parsed in bounded memory; see `entryphone.rows`."""
        batches = self._batches(progress)
        try:
            async for batch in batches:
                for row in batch:
                    yield row
        finally:
            await batches.aclose()

    def batches(self, *, progress: Progress = None) -> AsyncGenerator[Batch, None]:
        """Give the rows in batches, which say of which file they are."""
        return self._batches(progress)

    def to_bytes(self, *, progress: Progress = None) -> Awaitable[bytes]:
        """Take the whole file into memory."""
        return self._to_bytes(progress)

    def to_file(self, path: str | os.PathLike[str], *, progress: Progress = None) -> Awaitable[None]:
        """Write the file to `path`, which is there whole or not at all. The writing blocks no other task."""
        return self._to_file(path, progress, in_thread)


def _here(function: Callable[..., Any], *arguments: object) -> Any:
    return function(*arguments)


def _broken(error: Exception, received: int) -> IntercomError:
    kind = "timeout" if isinstance(error, TimeoutError) or getattr(error, "kind", "") == "timeout" else "transport"
    message = f"the download broke off after {received} bytes: {error}"
    return from_core(kind, message, {"message": message})
