"""A kit that checks whether a transport keeps its contract, against a server of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entryphone._flow import at_once, awaited, run

from ._bench import Bench
from ._checks import CHECKS
from ._server import Server

if TYPE_CHECKING:
    from collections.abc import Callable

    from entryphone._flow import Settle
    from entryphone._protocol import AsyncTransport, Transport


def check_transport(make_transport: Callable[[], Transport]) -> None:
    """Check a transport for Intercom; `make_transport` makes a new one for each check.

    It is sent through what networks do: whole and broken answers, silence, resets, refusals, redirects. Only loopback
    is used. Takes some seconds, for the silences.

    Raises AssertionError, which lists everything that is wrong.
    """
    run(_check(at_once, make_transport))


async def check_async_transport(make_transport: Callable[[], AsyncTransport]) -> None:
    """Check a transport for AsyncIntercom, as `check_transport` does."""
    await _check(awaited, make_transport)


async def _check(settle: Settle, make: Callable[[], Transport | AsyncTransport]) -> None:
    wrong: list[str] = []
    for check in CHECKS:
        transport = make()
        with Server() as server:
            try:
                await check(Bench(settle, transport, server))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is wrong
                wrong.append(f"{check.__doc__} {type(error).__name__}: {error}")
            for name in ("aclose", "close"):
                if hasattr(transport, name):
                    await settle(getattr(transport, name)())
                    break
    if wrong:
        raise AssertionError("the transport breaks its contract:\n" + "\n".join(wrong))
