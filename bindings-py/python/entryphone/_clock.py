"""Time as clients see it."""

from __future__ import annotations

import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import TypeVar

    T = TypeVar("T")


class Clock:
    """Time as a client sees it. Tests give a client another one, such as `entryphone.testing.VirtualClock`."""

    def now_ms(self) -> int:
        """Milliseconds of a clock that never runs backwards."""
        return time.monotonic_ns() // 1_000_000

    def sleep(self, seconds: float) -> None:
        """Do nothing for so long."""
        time.sleep(seconds)


class AsyncClock:
    """Time as an async client sees it, under asyncio and trio alike."""

    def now_ms(self) -> int:
        """Milliseconds of a clock that never runs backwards."""
        return time.monotonic_ns() // 1_000_000

    async def sleep(self, seconds: float) -> None:
        """Let others work for so long."""
        if under_trio():
            import trio

            await trio.sleep(seconds)
        else:
            import asyncio

            await asyncio.sleep(seconds)


def under_trio() -> bool:
    """Tell whether trio runs this code, which nobody who has not imported it does."""
    trio = sys.modules.get("trio")
    return trio is not None and bool(trio.lowlevel.in_trio_task())


async def in_thread(function: Callable[..., T], *arguments: object) -> T:
    """Do what may block where it blocks nobody."""
    if under_trio():
        import trio

        return await trio.to_thread.run_sync(function, *arguments)
    import asyncio

    return await asyncio.to_thread(function, *arguments)


async def within(seconds: float, answer: Awaitable[T]) -> T:
    """Await an answer for so long. Raises TimeoutError."""
    if under_trio():
        import trio

        with trio.move_on_after(seconds):
            return await answer
        raise TimeoutError(f"there was no answer in {seconds} seconds")
    import asyncio

    try:
        return await asyncio.wait_for(answer, seconds)
    except asyncio.TimeoutError as error:
        raise TimeoutError(f"there was no answer in {seconds} seconds") from error
