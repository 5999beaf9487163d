"""Async calls that are canceled, under asyncio and trio."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import entryphone
import pytest
import trio
import trio.testing
from entryphone.testing import MockTransport, answer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path


def test_a_call_that_is_canceled_in_flight_is_ended_and_says_that_it_may_have_taken_effect(run: Any) -> None:
    heard: list[str] = []
    notes: list[str] = []

    async def main() -> None:
        async def hang(request: entryphone.Request, timeout: float) -> entryphone.Response:
            del request, timeout
            await forever(run)
            raise AssertionError

        client = entryphone.AsyncIntercom(
            token="t", transport=hang, on_event=lambda event: heard.append(event["event"])
        )

        async def call() -> None:
            try:
                await client.contacts.create(email="x")
            except BaseException as interruption:
                notes.extend(getattr(interruption, "__notes__", []))
                raise

        await cancel_soon(run, call)

    run(main)
    assert heard[-1] == "failed"
    if sys.version_info >= (3, 11):
        assert "it may have taken effect" in notes[0]


def test_a_wait_is_canceled_and_gives_its_place_back(run: Any) -> None:
    heard: list[str] = []

    async def main() -> None:
        class Endless(entryphone.AsyncClock):
            async def sleep(self, seconds: float) -> None:
                del seconds
                await forever(run)

        script = MockTransport([answer(None, 429, {"Retry-After": "9"}), answer({"id": "c1"})])
        client = entryphone.AsyncIntercom(
            token="t", transport=script, clock=Endless(), on_event=lambda event: heard.append(event["event"])
        )
        await cancel_soon(run, lambda: client.contacts.find("c1"))
        assert len(script.requests) == 1

    run(main)
    assert heard[-1] == "failed"


def test_a_download_that_is_canceled_is_closed_and_leaves_no_file(run: Any, tmp_path: Path) -> None:
    told: list[str] = []

    class Stalling:
        status = 200
        headers: tuple[tuple[str, str], ...] = ()

        async def __call__(self, _request: entryphone.Request, _timeout: float, /) -> entryphone.Response:
            return answer({"job_identifier": "j1", "status": "completed"})

        async def open(self, _request: entryphone.Request, _timeout: float, /) -> Stalling:
            told.append("opened")
            return self

        async def read(self, _timeout: float, /) -> bytes:
            await forever(run)
            return b""

        async def close(self) -> None:
            told.append("closed")

    async def main() -> None:
        job = await entryphone.AsyncIntercom(token="t", transport=Stalling()).job("data_export.create")
        await job.wait()
        await cancel_soon(run, lambda: job.download().to_file(tmp_path / "export"))

    run(main)
    assert (told, list(tmp_path.iterdir())) == (["opened", "closed"], [])


async def forever(run: Any) -> None:
    if run is trio.run:
        await trio.sleep_forever()
    await asyncio.Event().wait()


async def cancel_soon(run: Any, function: Callable[[], Awaitable[object]]) -> None:
    """Cancel what a function does, once it waits."""
    if run is trio.run:
        async with trio.open_nursery() as nursery:

            async def call() -> None:
                await function()

            nursery.start_soon(call)
            await trio.testing.wait_all_tasks_blocked()
            nursery.cancel_scope.cancel()
        return

    async def main() -> None:
        await function()

    task = asyncio.ensure_future(main())
    for _ in range(20):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
