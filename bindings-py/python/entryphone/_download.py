"""A file that Intercom made."""

from __future__ import annotations

import os

from . import _core

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._core import Done, Summary
    from ._drive import Clock


class Download:
    """A file that Intercom made, and that arrived whole.

    It is in memory, and so no larger than the client's `max_body_bytes`.
    """

    def __init__(self, done: Done, clock: Clock, *, verify: bool) -> None:
        self._bytes: bytes = done.data
        # A transport undoes content codings.
        guard = _core.Download(clock.now_ms(), done.status, done.headers, True, verify)
        guard.on_chunk(clock.now_ms(), self._bytes)
        self.summary: Summary = guard.on_end()
        """How many `bytes` came, their `format`, and the `proof` that it is whole: `checksum`, `length`, `framing`."""
        self.file_name: str | None = guard.file_name
        """The name the server gives the file, made harmless: one name without folders."""
        self.content_type: str | None = guard.content_type
        """The media type, as the server has it."""

    def to_bytes(self) -> bytes:
        """Give the bytes of the file."""
        return self._bytes

    def to_file(self, path: str | os.PathLike[str]) -> None:
        """Write the file to `path`, which is there whole or not at all."""
        partial = f"{os.fspath(path)}.part"
        try:
            # Not with pathlib, which brings a dozen modules with it.
            with open(partial, "wb") as file:  # noqa: PTH123
                file.write(self._bytes)
            os.replace(partial, path)  # noqa: PTH105
        except BaseException:
            if os.path.exists(partial):  # noqa: PTH110
                os.remove(partial)  # noqa: PTH107
            raise

    def __repr__(self) -> str:
        return f"<Download of {self.summary.bytes} bytes>"
