"""The async client."""

from __future__ import annotations

from ._base import BaseClient
from ._clock import AsyncClock
from ._default import DefaultAsyncTransport
from ._flow import awaited

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable
    from typing import Any

    from typing_extensions import Self, Unpack

    from ._clock import Clock
    from ._core import Operation
    from ._job import AsyncJob
    from ._methods import Async
    from ._options import Listing, Parts, Settings
    from ._page import AsyncPage
    from ._protocol import AsyncTransport, Transport
    from ._resources import Resources

    class _Base(BaseClient, Resources[Async]): ...
else:
    _Base = BaseClient


class AsyncIntercom(_Base):
    """A client for Intercom's REST API, under asyncio and trio.

    It is Intercom, but that what sends requests is awaited: `await client.contacts.find("…")`. A listing is awaited for
    its first page, or iterated at once: `async for contact in client.contacts.list()`.

    A call that is canceled while its request is under way may have taken effect; a note on the exception says so.

    token: the access token, or a function, async or not, that is asked for one when it is needed; by default the
        environment variable INTERCOM_ACCESS_TOKEN. `omit` where something behind `base_url` adds it.
    version: the version of the API, such as "2.14"; by default the newest with a number.
    region: "us", "eu" or "au". Or else base_url: the whole address.
    transport: what sends requests; see AsyncTransport. By default httpx, which serves asyncio and
        trio, or aiohttp where that is installed; one of them comes with `entryphone[httpx]` or `entryphone[aiohttp]`.
    timeout: seconds for one attempt. idle_timeout: the longest silence of a connection that is answering.
    deadline: seconds for a whole call, repeats and waits included.
    max_attempts: how often one call may be sent.
    max_body_bytes: the largest answer that is taken into memory.
    limiter: False to run into the rate limit instead of waiting for a turn under it.
    lane: "bulk" for calls that nobody waits for, which let the others go first.
    fleet: a Fleet, for processes that share the token and its rate limit through Redis.
    strict: compare answers with the catalog; `with_response` then tells the differences as `.drift`.
    on_event: a function that is told what calls do, as it happens: requests, waits, repeats, answers. What it is given
        is an Object without tokens, ids or bodies, as logs want it.
    any_version: send operations and parameters that the version does not have.
    clock: for tests; see AsyncClock.
    """

    _settle = staticmethod(awaited)

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            transport: AsyncTransport | Transport | None = None,
            clock: AsyncClock | Clock | None = None,
            **settings: Unpack[Settings],
        ) -> None: ...
        def job(self, operation: str, /, *path: Any, **named: Any) -> Awaitable[AsyncJob]: ...
        def resume_job(self, handle: str) -> AsyncJob: ...

    @staticmethod
    def _perform(flow: Any) -> Any:
        return flow

    async def aclose(self) -> None:
        """Close the connections of the default transport. A transport that was given is closed by who gave it."""
        if isinstance(self._host.transport, DefaultAsyncTransport):
            await self._host.transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def _run(self, operation: Operation, parts: Parts, **listing: Unpack[Listing]) -> Any:
        if operation.paging is None:
            return super()._run(operation, parts)
        from ._page import AsyncListing

        return AsyncListing(lambda: self._finish(operation, parts, listing))

    def _default_transport(self) -> AsyncTransport:
        return DefaultAsyncTransport()

    def _default_clock(self) -> AsyncClock:
        return AsyncClock()

    def _page_class(self) -> type[AsyncPage[Any]]:
        from ._page import AsyncPage

        return AsyncPage

    def _job_class(self) -> type[AsyncJob]:
        from ._job import AsyncJob

        return AsyncJob
