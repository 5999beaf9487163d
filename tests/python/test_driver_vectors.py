"""Every shared vector once more, through what drives calls for sync and for async clients."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import entryphone
import pytest
from entryphone import IntercomError, _core
from entryphone._host import Host

from ropes import AsyncRope, SyncRope
from test_vectors import FOLDERS, Setup
from vectors import compare, compare_events, described, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from entryphone._core import _Step


class Spy:
    """A call that remembers what it said last."""

    def __init__(self, call: _core.Call) -> None:
        self._call = call
        self.step: _Step | None = None

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._call, name)

        def told(*arguments: Any) -> Any:
            self.step = None
            self.step = method(*arguments)
            return self.step

        return method if name == "drain_events" else told


class Played:
    """One call of a vector, on a rope."""

    def __init__(self, rope: AsyncRope | SyncRope, call: _core.Call, *, streams: bool) -> None:
        self.rope = rope
        self.call = call
        self.spy: Any = Spy(call)
        self.now = 0
        self.streams = streams
        self.waits_for: Any = None
        this: Any = self
        call_as_told: Any = self.spy
        host = Host(settle=rope.settle, transport=this, clock=this, provider=self.provide, fleet=this, on_event=None)
        self.flow = host.open(call_as_told) if streams else host.drive(call_as_told)

    def __call__(self, *_: object) -> Any:
        return self.rope.ask("send")

    def __getattr__(self, name: str) -> Any:
        if name == "open" and self.streams:
            return lambda *_: self.rope.ask("send")
        raise AttributeError(name)

    def now_ms(self) -> int:
        return self.now

    def sleep(self, _: float) -> Any:
        return self.rope.ask("wait")

    def provide(self) -> Any:
        return self.rope.ask("need_token")

    async def reserve(self, _: object, settle: Any) -> Any:
        return await settle(self.rope.ask("reserve"))

    # The stream that `open` gives, when there is one.

    def read(self, _: float) -> Any:
        return self.rope.ask("collect")

    def close(self) -> None:
        pass

    def play(self, now: int, given: Any) -> str:
        """Take one input of the vector; the name of what the driver does next."""
        self.now = now
        if given == "start":
            self.waits_for = self.rope.begin(self.flow)
        elif given == "cancel":
            self.waits_for = self.rope.pull(KeyboardInterrupt())
        else:
            ((name, value),) = given.items() if isinstance(given, dict) else ((given, None),)
            assert fits(name, self.waits_for), f"{name} where the driver waits for {self.waits_for}"
            for answer in self.inputs(name, value):
                self.waits_for = self.rope.pull(answer)
        if isinstance(self.waits_for, (IntercomError, KeyboardInterrupt)):
            return "failed"
        if isinstance(self.waits_for, BaseException):
            raise self.waits_for
        return str(self.waits_for)

    def inputs(self, name: str, value: Any) -> list[Any]:
        """Give what the host hands to the driver for an input, one for each question."""
        if name in ("head", "response"):
            return self.response(name, value)
        lost = entryphone.TransportFailure
        make: dict[str, Callable[[], Any]] = {
            "woke": lambda: None,
            "token": lambda: value,
            "no_token": lambda: LookupError(value),
            "reserved": lambda: (value, ""),
            "unavailable": lambda: (None, value),
            "lost": lambda: lost(value.get("message", ""), kind=value["kind"], sent=value["sent"]),
        }
        return [make[name]()]

    def response(self, name: str, value: Any) -> list[Any]:
        pairs = [(name, text) for name, text in value.get("headers", [])]
        if name == "head":
            self.status, self.headers = value["status"], pairs
            return [self]
        body = value.get("body", "")
        body = (body if isinstance(body, str) else json.dumps(body)).encode()
        if self.waits_for == "collect":
            return [body, b""] if body else [b""]
        return [entryphone.Response(value["status"], pairs, body)]


def fits(name: str, waits_for: Any) -> bool:
    wanted = {
        "woke": ("wait",),
        "token": ("need_token",),
        "no_token": ("need_token",),
        "reserved": ("reserve",),
        "unavailable": ("reserve",),
        "head": ("send",),
        "lost": ("send", "collect"),
        "response": ("send", "collect"),
    }
    return waits_for in wanted[name]


def breaks_the_contract(vector: dict[str, Any]) -> bool:
    """Whether the host of a vector errs, or gives up before it began, which no driver does."""
    lines = vector["steps"]
    return lines[0]["input"] != "start" or any(
        line["expect"].get("failed", {}).get("kind") == "misuse" or "attempt" in str(line["input"]) for line in lines
    )


STEPS = [param for param in load(*FOLDERS) if "steps" in param.values[0]]
HOSTS_THAT_ERR = [param for param in STEPS if breaks_the_contract(param.values[0])]


@pytest.mark.parametrize("rope", [SyncRope, AsyncRope], ids=["sync", "async"])
@pytest.mark.parametrize("vector", [param for param in STEPS if param not in HOSTS_THAT_ERR])
def test_a_driver_does_what_the_machine_says(vector: dict[str, Any], rope: type[SyncRope | AsyncRope]) -> None:
    setup = Setup(vector)
    streams = any("head" in line["input"] for line in vector["steps"])
    calls: dict[int, Played] = {}
    for line in vector["steps"]:
        number = line.get("call", 0)
        if number not in calls:
            calls[number] = Played(rope(), setup.start(number), streams=streams)
        played = calls[number]
        name = played.play(line["now"], line["input"])
        ((expected, fields),) = line["expect"].items()
        assert name == expected
        if isinstance(played.waits_for, IntercomError):
            compare(described(played.waits_for), fields)
        elif not isinstance(played.waits_for, KeyboardInterrupt):
            step = played.spy.step
            # The name of a step is that of its class, in the words of vectors.
            assert re.sub(r"(?<=\w)([A-Z])", r"_\1", type(step).__name__).lower() == expected
            compare(described(step), fields)
        compare_events(played.call.drain_events(), line.get("events"))
    for played in calls.values():
        if isinstance(played.waits_for, str) and played.waits_for != "done":
            played.rope.drop()


def test_only_hosts_that_err_are_left_out() -> None:
    assert 0 < len(HOSTS_THAT_ERR) < len(STEPS) / 10
