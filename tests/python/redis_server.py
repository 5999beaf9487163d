"""A Redis of one's own, for tests of what is kept in one."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SKIP = os.environ.get("ENTRYPHONE_SKIP_REDIS")
"""Why there is none here, where there is none."""


class Store:
    """A `redis-server` on a free port of loopback."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        settings = ["--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--dir", tempfile.gettempdir()]
        self.process = subprocess.Popen(["redis-server", *settings], stdout=subprocess.PIPE, text=True)  # noqa: S607 - wherever it is
        assert self.process.stdout is not None
        assert any("Ready to accept connections" in line for line in self.process.stdout)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def store() -> Iterator[Store]:
    """Start a store for a test."""
    made = Store()
    yield made
    made.stop()
