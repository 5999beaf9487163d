"""Threads and forks."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import sysconfig
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import entryphone
import pytest
import urllib3
from entryphone import Urllib3Transport, _core
from entryphone._default import DefaultTransport
from entryphone.testing import MockTransport, VirtualClock, answer
from entryphone.testing._server import Server, reply

from scripted import USED_UP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no forks")


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        server.behaviours = {"/contacts/c1": reply(b'{"type": "contact", "id": "c1"}')}
        yield server


def in_child(function: Callable[[], bool]) -> bool:
    """Tell whether a function is true in a child; a child that hangs is ended, and is not."""
    pid = os.fork()
    if pid == 0:
        threading.Timer(20, os._exit, (3,)).start()
        os._exit(0 if function() else 1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def test_one_client_serves_32_threads(server: Server) -> None:
    with entryphone.Intercom(token="t", base_url=server.url) as client, ThreadPoolExecutor(32) as threads:
        found = list(threads.map(lambda _: client.contacts.find("c1").id, range(320)))
    assert found == ["c1"] * 320
    assert len({request.connection for request in server.received}) <= 32


def test_threads_that_come_first_share_what_one_of_them_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = threading.Barrier(2, timeout=20)

    class Transport(Urllib3Transport):
        def __init__(self) -> None:
            super().__init__()
            everybody.wait()

    def make_pool() -> urllib3.PoolManager:
        everybody.wait()
        return urllib3.PoolManager()

    monkeypatch.setattr("entryphone._urllib3.Urllib3Transport", Transport)
    makers: list[Callable[[], object]] = [DefaultTransport()._transport, Urllib3Transport(make_pool)._pool.use]
    for make in makers:
        with ThreadPoolExecutor(2) as threads:
            first, second = [threads.submit(make) for _ in range(2)]
        assert first.result() is second.result() is make()


def test_large_answers_are_read_by_many_threads_at_once() -> None:
    body = {"data": [{"id": str(number), "name": "x" * 100} for number in range(1_000)]}
    client = entryphone.Intercom(token="t", transport=MockTransport(lambda _: answer(body)), clock=VirtualClock())
    with ThreadPoolExecutor(32) as threads:
        sizes = list(threads.map(lambda _: len(client.contacts.list().data), range(96)))
    assert sizes == [1_000] * 96


@forks
@pytest.mark.parametrize(
    "make", [None, entryphone.Urllib3Transport, entryphone.HttpxTransport, entryphone.RequestsTransport]
)
def test_a_child_calls_over_connections_of_its_own(server: Server, make: Any) -> None:
    transport = None if make is None else make()
    client = entryphone.Intercom(token="t", base_url=server.url, transport=transport)
    assert client.contacts.find("c1").id == "c1"
    assert in_child(lambda: client.contacts.find("c1").id == "c1")
    assert client.contacts.find("c1").id == "c1"
    assert [request.connection for request in server.received] == [1, 2, 1]
    (transport or client).close()


@forks
def test_a_child_does_not_wait_for_what_its_parent_used_up_or_for_threads_it_has_not() -> None:
    asked, answered = threading.Event(), threading.Event()

    parent = os.getpid()

    def provide() -> str:
        asked.set()
        if os.getpid() == parent:
            answered.wait(30)
        return "t"

    client = entryphone.Intercom(token=provide, transport=MockTransport(lambda _: answer({"id": "c1"})))
    thread = threading.Thread(target=lambda: client.contacts.find("c1"))
    thread.start()
    asked.wait(20)
    # In the child nobody is asked any more.
    answered_there = in_child(lambda: client.contacts.find("c1").id == "c1")
    answered.set()
    thread.join()
    assert answered_there


@forks
def test_a_child_of_one_that_used_up_its_window_starts_anew() -> None:
    core = _core.Client(registered=True, token="forked-token")
    call = core.start(core.operation("contacts.list"), {}, 0)
    step = call.start(0)
    assert isinstance(step, _core.Send)
    call.answered(100, step.attempt, 200, USED_UP, b"{}")

    def goes_at_once(client: _core.Client) -> bool:
        return isinstance(client.start(client.operation("contacts.list"), {}, 0).start(200), _core.Send)

    assert not goes_at_once(core)
    assert in_child(lambda: goes_at_once(core.renewed()))
    assert in_child(lambda: goes_at_once(_core.Client(registered=True, token="forked-token")))
    assert not goes_at_once(core)


@forks
def test_forks_while_others_are_inside_the_core_leave_no_lock_behind() -> None:
    body = answer({"data": [{"id": str(number), "name": "x" * 100} for number in range(2_000)]})
    client = entryphone.Intercom(token="t", transport=MockTransport(lambda _: body), clock=VirtualClock())
    is_over = threading.Event()

    def call() -> None:
        while not is_over.is_set():
            client.contacts.list()

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    children = [in_child(lambda: len(client.contacts.list().data) == 2_000) for _ in range(20)]
    is_over.set()
    for thread in threads:
        thread.join()
    assert all(children)


def test_a_process_that_was_spawned_makes_its_own_client_and_hands_back_errors() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool, pytest.raises(entryphone.NotFoundError) as caught:
        pool.apply(call_in_vain)
    assert (caught.value.status, caught.value.request_id) == (404, "r-1")
    assert caught.value.rate_limit == entryphone.RateLimit(10, 9, None)
    assert [attempt.status for attempt in caught.value.attempts] == [404]


def call_in_vain() -> None:
    headers = {"X-Request-Id": "r-1", "X-RateLimit-Limit": "10", "X-RateLimit-Remaining": "9"}
    entryphone.Intercom(token="t", transport=MockTransport([answer({}, 404, headers)])).contacts.find("c1")


def test_other_threads_run_while_a_large_answer_is_read() -> None:
    """The answer is one that takes long to index; a thread that counts must get on meanwhile."""
    client = entryphone.Intercom(token="t", transport=MockTransport(lambda _: large), clock=VirtualClock())
    large = entryphone.Response(200, {}, b'{"data":[' + b",".join([b'{"id":"c1"}'] * 100_000) + b"]}")
    ticks = [0]
    is_over = threading.Event()

    def tick() -> None:
        while not is_over.is_set():
            ticks[0] += 1
            # Gives way of its own accord.
            time.sleep(0)

    def ticks_of_one_answer() -> int:
        call = client._core.start(client._core.operation("contacts.find"), {"path": ("c1",)}, 0)
        step = call.start(0)
        assert isinstance(step, _core.Send)
        before = ticks[0]
        call.answered(0, step.attempt, 200, {}, large.body)
        return ticks[0] - before

    interval = sys.getswitchinterval()
    # So long that nobody is made to give way: who gets on does because the lock was let go.
    sys.setswitchinterval(60)
    thread = threading.Thread(target=tick)
    try:
        thread.start()
        # A busy machine may not give the thread a processor while one answer is read; a held lock never would.
        gets_on = any(ticks_of_one_answer() > 0 for _ in range(1000))
    finally:
        is_over.set()
        sys.setswitchinterval(interval)
        thread.join()
    assert gets_on


@pytest.mark.skipif(not sysconfig.get_config_var("Py_GIL_DISABLED"), reason="this Python has a GIL")
def test_a_python_without_a_gil_is_asked_to_have_one() -> None:
    is_on: Callable[[], bool] = sys._is_gil_enabled  # type: ignore[attr-defined]  # since 3.13
    assert is_on()


def test_a_client_that_is_dropped_is_forgotten() -> None:
    client = entryphone.Intercom(token="t")
    client.contacts.find  # noqa: B018 - makes the resource, which knows its client
    dropped = weakref.ref(client)
    del client
    gc.collect()
    assert dropped() is None
