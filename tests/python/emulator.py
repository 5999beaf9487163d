"""The emulator as a pytest fixture: an Intercom of one's own, which can be told to fail.

It needs pytest and a built emulator, and nothing else of this project. A `conftest.py` that imports the two fixtures
has them::

    from emulator import emulator, emulator_process
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from typing_extensions import Self

TOKEN = "emulator-token"
"""The access token an emulator accepts, unless it is started with another one."""


def program() -> Path:
    """Find the emulator: where ENTRYPHONE_EMULATOR says, or where cargo builds it."""
    named = os.environ.get("ENTRYPHONE_EMULATOR")
    target = os.environ.get("CARGO_TARGET_DIR", str(Path(__file__).parents[2] / "target"))
    suffix = ".exe" if sys.platform == "win32" else ""
    return Path(named) if named else Path(target) / "debug" / f"entryphone-emulator{suffix}"


class Emulator:
    """A running emulator.

    Its options are those of the command line, with underscores: `Emulator(contacts=100, job_seconds=10, strict=True)`.
    It listens on a free port, unless `port` names one, and stops at the end of a `with` block or by `stop`.
    """

    def __init__(self, **options: str | float | bool | list[str]) -> None:
        found = program()
        if not found.exists():
            message = f"there is no emulator at {found}; build it, or say in ENTRYPHONE_EMULATOR where it is"
            raise FileNotFoundError(message)
        arguments = [str(found), *(part for name, value in options.items() for part in _argument(name, value))]
        self._process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.startswith("listening on "):
            self.stop()
            message = f"the emulator said {line!r} instead of its address"
            raise RuntimeError(message)
        self.url = line.split()[-1]
        """Its base URL, such as `http://127.0.0.1:50123`."""

    def faults(self, *faults: dict[str, Any]) -> None:
        """Append faults to the queue, such as `{"status": 503, "match": {"path": "/contacts*"}, "times": 2}`."""
        self._control("POST", "faults", list(faults))

    def requests(self) -> list[dict[str, Any]]:
        """List what arrived: the latest 10,000 requests, in the order of their arrival."""
        recorded: list[dict[str, Any]] = self._control("GET", "requests")
        return recorded

    def applied(self) -> list[dict[str, Any]]:
        """List what took effect, and how often: the latest 10,000 changes."""
        changes: list[dict[str, Any]] = self._control("GET", "applied")
        return changes

    def clock(self, *, now_ms: int | None = None, virtual: bool | None = None) -> int:
        """Read the clock in milliseconds since 1970. `now_ms` sets it and stops it; `virtual=False` lets it run."""
        if now_ms is not None:
            change: dict[str, Any] | None = {"virtual": True, "now_ms": now_ms}
        else:
            change = None if virtual is None else {"virtual": virtual}
        state = self._control("POST" if change else "GET", "clock", change)
        return int(state["now_ms"])

    def advance(self, seconds: float) -> int:
        """Stop the clock, move it forward by so many seconds, and return where it is."""
        change = {"virtual": True, "advance_ms": round(seconds * 1000)}
        return int(self._control("POST", "clock", change)["now_ms"])

    def reset(self) -> None:
        """Go back to the data of the start and to a clock that runs; forget faults, requests and changes."""
        self._control("POST", "reset", {})
        self.clock(virtual=False)

    def stop(self) -> None:
        """End the program."""
        self._process.terminate()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def __repr__(self) -> str:
        return f"Emulator({self.url})"

    def _control(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_emulator/{path}", data=data, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise ValueError(json.load(error)["error"]) from None


def _argument(name: str, value: str | float | bool | list[str]) -> list[str]:
    option = f"--{name.replace('_', '-')}"
    if isinstance(value, bool):
        return [option] if value else []
    values = value if isinstance(value, list) else [value]
    return [part for one in values for part in (option, str(one))]


@pytest.fixture(scope="session")
def emulator_process() -> Iterator[Emulator]:
    """Start one emulator for all tests; override it to start it with options of your own."""
    with Emulator() as started:
        yield started


@pytest.fixture
def emulator(emulator_process: Emulator) -> Emulator:
    """Give a test the emulator as it was at its start."""
    emulator_process.reset()
    return emulator_process
