"""Processes that share a token keep its rate limit through a real Redis."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import entryphone
import pytest
import redis
import redis.asyncio
from entryphone import _core
from entryphone.testing import MockTransport, VirtualClock, answer
from redis.backoff import NoBackoff
from redis.exceptions import NoScriptError
from redis.retry import Retry

from redis_server import SKIP
from scripted import client

if TYPE_CHECKING:
    from redis_server import Store

pytestmark = pytest.mark.skipif(bool(SKIP), reason=SKIP or "")


def connect(store: Store) -> Any:
    return redis.Redis(port=store.port, socket_timeout=5, retry=Retry(NoBackoff(), 0))


class Timed:
    """A Redis whose scripts live by the clock of a test: the one look at the clock is replaced."""

    def __init__(self, connection: Any, clock: VirtualClock) -> None:
        self.connection = connection
        self.clock = clock

    def evalsha(self, *_: object) -> Any:
        # What is known by its hash is the script as it was.
        raise NoScriptError

    def eval(self, script: str, keys: int, *arguments: str) -> Any:
        count = len(arguments) - keys
        assert script.count("redis.call('TIME')") == 1
        timed = script.replace("redis.call('TIME')", f"{{ ARGV[{count + 1}], ARGV[{count + 2}] }}")
        seconds, rest = divmod(self.clock.now, 1000)
        return self.connection.eval(timed, keys, *arguments, seconds, rest * 1000)


def test_two_processes_share_one_pace(store: Store) -> None:
    """Each alone would be let through; together they keep to what the token has."""
    clock = VirtualClock()
    sent: list[int] = []

    def send(_: entryphone.Request) -> entryphone.Response:
        sent.append(clock.now)
        return answer({"id": "c1"})

    members = [
        entryphone.Intercom(
            token="fleet-token",
            transport=MockTransport(send),
            clock=clock,
            fleet=entryphone.Fleet(Timed(connect(store), clock), name="workspace", limit_hint=20),
        )
        for _ in range(2)
    ]
    for _ in range(30):
        for member in members:
            member.contacts.find("c1")
    assert len(sent) == 60
    windows = [sum(1 for other in sent if at <= other < at + 10_000) for at in sent]
    assert max(windows) <= 20
    assert sent[-1] - sent[0] < 40_000
    assert connect(store).keys() == [b"entryphone:workspace"]


def test_an_async_client_uses_an_async_redis(store: Store) -> None:
    clock = VirtualClock()

    async def main() -> list[str]:
        connection = redis.asyncio.Redis(port=store.port)
        waited: list[str] = []
        intercom = entryphone.AsyncIntercom(
            token="fleet-token",
            transport=MockTransport(lambda _: answer({"id": "c1"})),
            clock=clock,
            fleet=entryphone.Fleet(Timed(connection, clock), name="workspace", limit_hint=10),
            on_event=lambda event: waited.append(event.get("reason") or ""),
        )
        for _ in range(10):
            await intercom.contacts.find("c1")
        await connection.aclose()
        return waited

    assert "fleet" in asyncio.run(main())
    assert connect(store).keys() == [b"entryphone:workspace"]


def test_a_store_that_lost_its_scripts_is_given_them_again(store: Store) -> None:
    connection = connect(store)
    intercom, script = client(*[answer({"id": "c1"})] * 2, fleet=entryphone.Fleet(connection, name="w"))
    intercom.contacts.find("c1")
    connection.script_flush()
    intercom.contacts.find("c1")
    assert len(script.requests) == 2
    assert connection.script_exists(_sha1()) == [True]


def _sha1() -> str:
    core = _core.Client(token="t", fleet={"name": "w"})
    step = core.start(core.operation("contacts.list"), {}, 0).start(0)
    assert isinstance(step, _core.Reserve)
    return step.script_sha1


def test_a_store_that_is_gone_costs_the_fleet_its_pace_or_its_calls(store: Store) -> None:
    store.stop()
    is_open, _ = client(answer({"id": "c1"}), fleet=entryphone.Fleet(connect(store), name="w"))
    assert is_open.contacts.find("c1").id == "c1"
    closed = is_open.with_options(fleet=entryphone.Fleet(connect(store), name="w", without_store="closed"))
    with pytest.raises(entryphone.TransportError, match="the store of the fleet gave no slot"):
        closed.contacts.find("c1")


def test_a_reply_that_is_none_counts_as_no_store() -> None:
    class Odd:
        def evalsha(self, *_: object) -> object:
            return b"OK"

    fleet = entryphone.Fleet(Odd(), name="w", without_store="closed")
    with pytest.raises(entryphone.TransportError, match="a list of integers was expected"):
        client(fleet=fleet)[0].contacts.find("c1")


def test_an_async_redis_in_a_sync_client_is_told_apart(store: Store) -> None:
    fleet = entryphone.Fleet(redis.asyncio.Redis(port=store.port), name="w")
    with pytest.raises(TypeError, match="AsyncIntercom is the client for it"):
        client(fleet=fleet)[0].contacts.find("c1")


def test_a_fleet_shows_its_name_only() -> None:
    fleet = entryphone.Fleet(redis.Redis(password="hidden"), name="w")
    assert repr(fleet) == "Fleet(name='w')"
