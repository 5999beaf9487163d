"""The client."""

from __future__ import annotations

from ._base import BaseClient, _path, _refused, seed
from ._drive import Clock, drive
from ._errors import ApiError
from ._resource import _parts
from ._transport import DefaultTransport

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from typing_extensions import Self, Unpack

    from ._base import Listing, Parts
    from ._core import Call, Done, Object, Omit, Operation, Pager
    from ._job import Job
    from ._methods import Sync
    from ._protocol import Transport
    from ._resources import Resources

    class _Base(BaseClient, Resources[Sync]): ...
else:
    _Base = BaseClient


class Intercom(_Base):
    """A client for Intercom's REST API.

    `client.contacts.list()`: every resource is an attribute, and every operation a method of its resource. A client may
    be used by several threads at once.

    token: the access token, or a function that is asked for one when it is needed; by default the environment variable
        INTERCOM_ACCESS_TOKEN. `omit` where something behind `base_url` adds it.
    version: the version of the API, such as "2.14"; by default the newest with a number.
    region: "us", "eu" or "au". Or else base_url: the whole address.
    transport: what sends requests; see Transport. By default urllib3.
    timeout: seconds for one attempt. idle_timeout: the longest silence of a connection that is answering.
    deadline: seconds for a whole call, repeats and waits included.
    max_attempts: how often one call may be sent.
    max_body_bytes: the largest answer that is taken into memory.
    limiter: False to run into the rate limit instead of waiting for a turn under it.
    lane: "bulk" for calls that nobody waits for, which let the others go first.
    strict: compare answers with the catalog; `with_response` then tells the differences as `.drift`.
    on_event: a function that is told what calls do, as it happens: requests, waits, repeats, answers. What it is given
        is an Object without tokens, ids or bodies, as logs want it.
    any_version: send operations and parameters that the version does not have.
    clock: for tests; see Clock.
    """

    _SHARED = ("_clock", "_on_event", "_transport")

    def __init__(
        self,
        *,
        token: str | Callable[[], str] | Omit | None = None,
        version: str | None = None,
        region: str | None = None,
        base_url: str | None = None,
        transport: Transport | None = None,
        timeout: float | None = None,
        idle_timeout: float | None = None,
        deadline: float | None = None,
        max_attempts: int | None = None,
        max_body_bytes: int | None = None,
        user_agent: str | None = None,
        limiter: bool | None = None,
        lane: str | None = None,
        strict: bool | None = None,
        on_event: Callable[[Object], object] | None = None,
        any_version: bool | None = None,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(
            {
                "token": token,
                "version": version,
                "region": region,
                "base_url": base_url,
                "timeout": timeout,
                "idle_timeout": idle_timeout,
                "deadline": deadline,
                "max_attempts": max_attempts,
                "max_body_bytes": max_body_bytes,
                "user_agent": user_agent,
                "limiter": limiter,
                "lane": lane,
                "strict": strict,
                "events": None if on_event is None else True,
                "any_version": any_version,
            },
            # Clients of one token share its rate limit, when they live by the same clock.
            registered=clock is None,
        )
        self._transport: Transport = DefaultTransport() if transport is None else transport
        self._clock = Clock() if clock is None else clock
        self._on_event = on_event

    def call(
        self,
        operation: str,
        *,
        path: str | Sequence[Any] | Mapping[str, Any] = (),
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        repeatable: bool = False,
    ) -> Any:
        """Call an operation by its id, such as `contacts.update`."""
        parts: Parts = {
            "path": _path(path),
            "query": query,
            "body": body,
            "extra_query": extra_query,
            "extra_body": extra_body,
            "extra_headers": extra_headers,
            "repeatable": repeatable,
        }
        return self._run(self._core.operation(operation), parts)

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        extra_headers: Mapping[str, str] | None = None,
        repeatable: bool = False,
    ) -> Any:
        """Send any method to any path below the base URL, past the catalog."""
        parts: Parts = {"query": query, "body": body, "extra_headers": extra_headers, "repeatable": repeatable}
        return self._drive(self._core.start_raw(method, path, parts, seed())).data

    def job(self, operation: str, /, *path: Any, **named: Any) -> Job:
        """Start a job, such as `data_export.create`, with the arguments of its operation.

        What its polls and its download need besides its id, such as the `app_id` of a reporting export, is given here.
        """
        from ._job import start

        return start(self, self._core.job(self._core.operation(operation), _parts(path, named), seed()))

    def resume_job(self, handle: str) -> Job:
        """Follow a job that was started before, here or elsewhere, by its handle."""
        from ._job import Job

        return Job(self, self._core.resume_job(handle, seed()))

    def close(self) -> None:
        """Close the connections of the default transport. A transport that was given is closed by who gave it."""
        if isinstance(self._transport, DefaultTransport):
            self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _drive(self, call: Call) -> Done:
        return drive(call, self._transport, self._clock, self._provider, self._on_event)

    def _finish(self, operation: Operation, parts: Parts, listing: Listing) -> tuple[Any, Done | None]:
        if operation.paging is not None:
            from ._page import first

            return first(self, self._pages(operation, parts, **listing))
        done = self._drive(self._core.start(operation, parts, seed()))
        return done.data, done

    def _pages(self, operation: Operation, parts: Parts, limit: int | None = None, resume: str | None = None) -> Pager:
        if resume is None:
            pager = self._core.pages(operation, parts, seed())
        else:
            pager = self._core.resume_pages(operation, parts, resume, seed())
        return pager if limit is None else pager.limit(limit)

    def _run(self, operation: Operation, parts: Parts, **listing: Unpack[Listing]) -> Any:
        return self._finish(operation, parts, listing)[0]

    def _run_with_response(self, operation: Operation, parts: Parts, **listing: Unpack[Listing]) -> Any:
        from ._response import WithResponse

        data, done = self._finish(operation, parts, listing)
        if done is None:
            raise _refused("the listing has no further page, so there is no response to it")
        return WithResponse(data, done)

    def _fetch(self, pager: Pager) -> Done | None:
        """Fetch the page of a listing; None when there is none."""
        call = pager.call(self._core, self._clock.now_ms(), seed())
        if call is None:
            return None
        try:
            return self._drive(call)
        except ApiError as error:
            after = pager.fail(error.status)
            # A listing that starts again brings items twice, so it is the caller who starts it.
            if after is None or not after[0].is_over:
                raise
            return None
