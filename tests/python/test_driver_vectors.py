"""Every shared vector once more, through what drives calls for sync and for async clients."""

from __future__ import annotations

import asyncio
import json
import queue
import re
import threading
from typing import TYPE_CHECKING, Any
from unittest import mock

import entryphone
import pytest
from entryphone import IntercomError, _core
from entryphone._flow import at_once, awaited, run
from entryphone._host import Host
from entryphone.testing import MockTransport, VirtualClock

from test_vectors import FOLDERS, Setup
from vectors import client_of, compare, compare_events, described, load, parsed, parts_of, wire

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from entryphone._core import _Step


class Ask:
    """What a driver is asked for, and waits for."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __await__(self) -> Generator[Ask, Any, Any]:
        given = yield self
        if isinstance(given, BaseException):
            raise given
        return given


class AsyncRope:
    """Holds an async driver, which goes as far as its next question."""

    settle = staticmethod(awaited)

    def ask(self, kind: str) -> Any:
        return Ask(kind)

    def begin(self, flow: Any) -> Any:
        self.flow = flow
        return self.pull(None)

    def pull(self, given: Any) -> Any:
        try:
            return self.flow.send(given).kind
        except StopIteration:
            return "done"
        except BaseException as error:  # noqa: BLE001 - a driver may end with whatever it is given
            return error

    def drop(self) -> None:
        self.flow.close()


class SyncRope:
    """Holds a sync driver in a thread of its own."""

    settle = staticmethod(at_once)

    def __init__(self) -> None:
        self.questions: queue.Queue[Any] = queue.Queue()
        self.answers: queue.Queue[Any] = queue.Queue()

    def ask(self, kind: str) -> Any:
        self.questions.put(kind)
        given = self.answers.get()
        if isinstance(given, BaseException):
            raise given
        return given

    def begin(self, flow: Any) -> Any:
        self.thread = threading.Thread(target=self.work, args=(flow,), daemon=True)
        self.thread.start()
        return self.questions.get(timeout=10)

    def work(self, flow: Any) -> None:
        try:
            run(flow)
            self.questions.put("done")
        except BaseException as error:  # noqa: BLE001 - a driver may end with whatever it is given
            self.questions.put(error)

    def pull(self, given: Any) -> Any:
        self.answers.put(given)
        return self.questions.get(timeout=10)

    def drop(self) -> None:
        self.answers.put(SystemExit())
        self.thread.join(10)


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


def both(vector: dict[str, Any], answers: list[Any], play: Any, play_async: Any) -> dict[str, Any]:
    """Do the same with both clients; what they came to, which is the same."""
    outcomes: list[dict[str, Any]] = []
    for kind, player in ((entryphone.Intercom, play), (entryphone.AsyncIntercom, play_async)):
        script = MockTransport(answers)
        clock = VirtualClock(0)
        client: Any = kind(token="test-token", transport=script, clock=clock)
        client._quiet = client_of({**vector["config"], "max_attempts": 1})
        outcome: dict[str, Any] = {"items": []}
        try:
            # The same dice for both.
            with mock.patch("os.urandom", return_value=bytes(8)):
                asyncio.run(player(client, outcome)) if player is play_async else player(client, outcome)
        except (IntercomError, AssertionError) as error:
            outcome["error"] = str(error)
        outcome["slept"] = clock.slept
        outcome["asked"] = [(request.url, parsed(request.body)) for request in script.requests]
        outcome["wires"] = script.requests
        outcomes.append(outcome)
    wires = [outcome.pop("wires") for outcome in outcomes]
    assert outcomes[0] == outcomes[1]
    return outcomes[0] | {"wires": wires[0] + wires[1]}


def response(status: int, body: Any, headers: Any = ()) -> entryphone.Response:
    content = body if isinstance(body, str) else json.dumps(body)
    return entryphone.Response(status, [(name, text) for name, text in headers], content.encode())


@pytest.mark.parametrize(
    "vector", [param for param in load(*FOLDERS) if "request" in param.values[0].get("expect", {})]
)
def test_both_clients_send_the_same_request(vector: dict[str, Any]) -> None:
    call = vector["call"]
    parts = parts_of(call)

    def begin(client: Any) -> Any:
        if "request" in call:
            return client._request(call["request"]["method"], call["request"]["path"], parts)
        return client._finish(client._core.operation(call["operation"]), parts, {})

    def play(client: Any, _: Any) -> None:
        run(begin(client))

    async def play_async(client: Any, _: Any) -> None:
        await begin(client)

    outcome = both(vector, [entryphone.TransportFailure("enough")], play, play_async)
    assert len(outcome["wires"]) == 2
    for request in outcome["wires"]:
        expected = vector["expect"]["request"]
        assert wire(request, expected) == expected


@pytest.mark.parametrize("vector", [param for param in load("pages", "events") if "pages" in param.values[0]])
def test_both_clients_walk_the_same_pages(vector: dict[str, Any]) -> None:
    lines = [line for line in vector["pages"] if line.get("pager", 0) == 0]
    answers = [
        response(200, line["answer"]) if "answer" in line else response(line["fails"] or 0, {})
        for line in lines
        if "answer" in line or line.get("fails")
    ]
    call = vector["call"]
    options = {"limit": vector.get("limit"), "resume": vector.get("resume")}

    def play(client: Any, outcome: dict[str, Any]) -> None:
        first = run(client._finish(client._core.operation(call["operation"]), parts_of(call), options))
        if isinstance(first, entryphone.Page):
            outcome["items"] += [len(page.data) for page in first.pages()]

    async def play_async(client: Any, outcome: dict[str, Any]) -> None:
        first = await client._finish(client._core.operation(call["operation"]), parts_of(call), options)
        if isinstance(first, entryphone.AsyncPage):
            outcome["items"] += [len(page.data) async for page in first.pages()]

    outcome = both(vector, answers, play, play_async)
    # After a failure it is the caller who goes on.
    if all("answer" in line and "asks" in line for line in lines):
        for line, (url, body) in zip(lines, outcome["asked"], strict=False):
            compare({"url": url, "body": body}, line["asks"])


@pytest.mark.parametrize("vector", [param for param in load("jobs") if "steps" in param.values[0]])
def test_both_clients_follow_the_same_job(vector: dict[str, Any]) -> None:
    answers = [ending for line in vector["steps"] if (ending := ended(line)) is not None]

    def begin(client: Any) -> Any:
        if "resume" in vector:
            handle = vector["resume"]["handle"]
            return client.resume_job(handle if isinstance(handle, str) else json.dumps(handle))
        call = vector["call"]
        core = client._core
        return client._job_class()(
            client, core.job(core.operation(call["operation"]), parts_of(call), 0, **call.get("options", {}))
        )

    def play(client: Any, outcome: dict[str, Any]) -> None:
        job = begin(client)
        if "call" in vector:
            run(job._begin())
        outcome["end"] = job.wait()
        outcome["items"].append(job.download().to_bytes())

    async def play_async(client: Any, outcome: dict[str, Any]) -> None:
        job = begin(client)
        if "call" in vector:
            await job._begin()
        outcome["end"] = await job.wait()
        outcome["items"].append(await job.download().to_bytes())

    outcome = both(vector, answers, play, play_async)
    lines = vector["steps"]
    if "asks" in lines[0] and not any("cancel" in line for line in lines):
        request = outcome["wires"][0]
        actual = {"method": request.method, "url": request.url, "body": parsed(request.body)}
        compare(actual, {name: wanted for name, wanted in lines[0]["asks"].items() if name in actual})


def ended(line: dict[str, Any]) -> entryphone.Response | entryphone.TransportFailure | None:
    """How a call of a job ends, if the line says so."""
    if "response" in line:
        return response(**({"body": ""} | line["response"]))
    if "lost" in line:
        return entryphone.TransportFailure("", kind=line["lost"]["kind"], sent=line["lost"]["sent"])
    return None
