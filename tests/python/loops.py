"""The event loops that an async client runs on, and what each has its own words for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import trio
from entryphone._clock import under_trio

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable


def with_asyncio(function: Callable[[], Awaitable[Any]]) -> Any:
    async def main() -> Any:
        return await function()

    return asyncio.run(main())


@pytest.fixture(params=[with_asyncio, trio.run], ids=["asyncio", "trio"])
def run(request: pytest.FixtureRequest) -> Any:
    """Run an async function on each of the loops."""
    return request.param


async def all_at_once(functions: Iterable[Callable[[], Awaitable[object]]]) -> None:
    if not under_trio():
        await asyncio.gather(*(function() for function in functions))
        return
    async with trio.open_nursery() as nursery:
        for function in functions:
            nursery.start_soon(function)


async def give_way() -> None:
    """Let the other tasks go on."""
    if under_trio():
        await trio.lowlevel.checkpoint()
    else:
        await asyncio.sleep(0)
