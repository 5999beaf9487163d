"""What sync and async share: flows, which are written once.

A flow is a coroutine that calls what the caller gave (a transport, a clock, a provider) and settles what comes back.
For an async client that is awaited, on whatever loop runs. For a sync client it is there already, so that the flow
never waits and `run` takes it to its end at once.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
    from typing import Any, TypeAlias, TypeVar

    T = TypeVar("T")
    Settle: TypeAlias = Callable[[Any], Coroutine[Any, Any, Any]]


async def at_once(value: Any) -> Any:
    """Settle a value of a sync client: it is what it is."""
    if not hasattr(value, "__await__"):
        return value
    getattr(value, "close", bool)()
    raise TypeError("a sync client was given something async; AsyncIntercom is the client for it")


async def awaited(value: Any) -> Any:
    """Settle a value of an async client, which may come from something sync all the same."""
    return await value if hasattr(value, "__await__") else value


def run(flow: Coroutine[Any, Any, T]) -> T:
    """Take a flow that never waits to its end."""
    try:
        flow.send(None)
    except StopIteration as end:
        value: T = end.value
        return value
    flow.close()
    raise AssertionError("a flow of a sync client waits for an event loop")


def iterate(flow: AsyncGenerator[T, None]) -> Generator[T, None, None]:
    """Give the items of a flow that never waits."""
    try:
        while True:
            try:
                item = run(flow.__anext__())
            except StopAsyncIteration:
                return
            yield item
    finally:
        run(flow.aclose())
