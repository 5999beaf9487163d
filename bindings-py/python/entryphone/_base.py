"""What a client is, apart from how it waits: settings, resources, and requests that are not sent."""

from __future__ import annotations

import os

from . import _fork, _log
from ._core import Client, names
from ._errors import refused
from ._host import Host
from ._resource import arguments, member
from ._secret import masked
from ._uncopied import Uncopied

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
    from typing import Any

    from typing_extensions import Self, Unpack

    from ._clock import AsyncClock, Clock
    from ._core import Call, Done, Object, Omit, Operation, Pager, Prepared
    from ._fleet import Fleet
    from ._options import Listing, Options, Parts, Progress
    from ._page import BasePage
    from ._protocol import AsyncTransport, Transport

_TOKEN_VARIABLE = "INTERCOM_ACCESS_TOKEN"  # noqa: S105 - the name of it
_TWO_PLACES = "region and base_url both say where requests go; give one of them"


class BaseClient(Uncopied):
    """What a client is, apart from how it waits."""

    _holds = "a token and connections"
    _instead = "make one where it is needed, or derive one with with_options()"

    def __init__(
        self,
        *,
        token: str | Callable[[], str | Awaitable[str]] | Omit | None = None,
        version: str | None = None,
        region: str | None = None,
        base_url: str | None = None,
        transport: Transport | AsyncTransport | None = None,
        timeout: float | None = None,
        idle_timeout: float | None = None,
        deadline: float | None = None,
        max_attempts: int | None = None,
        max_body_bytes: int | None = None,
        user_agent: str | None = None,
        limiter: bool | None = None,
        lane: str | None = None,
        fleet: Fleet | None = None,
        strict: bool | None = None,
        on_event: Callable[[Object], object] | None = None,
        any_version: bool | None = None,
        clock: Clock | AsyncClock | None = None,
    ) -> None:
        if token is None:
            token = os.environ.get(_TOKEN_VARIABLE)
            if not token:
                raise refused(f'there is no access token; give token="…", or set {_TOKEN_VARIABLE}')
        # Before anything can fail: a traceback shows the variables of its frames.
        token = masked(token)
        if region is not None and base_url is not None:
            raise refused(_TWO_PLACES)
        self._quiet = Client(
            # Clients of one token share its rate limit, when they live by the same clock.
            registered=clock is None,
            token=token,
            version=version,
            region=region,
            base_url=base_url,
            timeout=timeout,
            idle_timeout=idle_timeout,
            deadline=deadline,
            max_attempts=max_attempts,
            max_body_bytes=max_body_bytes,
            user_agent=user_agent,
            limiter=limiter,
            lane=lane,
            fleet=_settings(fleet),
            strict=strict,
            any_version=any_version,
        )
        self._loud: Client | None = None
        provider = token if callable(token) else None
        transport = self._default_transport() if transport is None else _transport(transport)
        if on_event is not None and not callable(on_event):
            raise refused(f"on_event must be a function, not {type(on_event).__name__}")
        clock = self._default_clock() if clock is None else clock
        self._host = Host(
            settle=self._settle, transport=transport, clock=clock, provider=provider, fleet=fleet, on_event=on_event
        )
        self._generation = _fork.generation
        _log.set_up()

    def with_options(self, **options: Unpack[Options]) -> Self:
        """Make a client with some settings changed. It shares the transport of this one."""
        token, fleet = options.get("token"), options.get("fleet")
        if token is not None:
            # Before anything can fail, as in the constructor.
            options["token"] = token = masked(token)
        if options.get("region") is not None and options.get("base_url") is not None:
            raise refused(_TWO_PLACES)
        host = self._host
        if token is not None or fleet is not None:
            provider = host.provider if token is None else token if callable(token) else None
            host = host.with_others(provider, fleet or host.fleet)
        other = object.__new__(type(self))
        settings: dict[str, Any] = {**options, "fleet": _settings(fleet)}
        self._renew_after_fork()
        other._quiet, other._loud, other._host = self._quiet.with_options(**settings), None, host
        other._generation = self._generation
        return other

    @property
    def _core(self) -> Client:
        """The machine, which records what it does only while somebody listens."""
        self._renew_after_fork()
        if self._host.on_event is None and not _log.is_on():
            return self._quiet
        loud = self._loud
        if loud is None:
            self._loud = loud = self._quiet.with_options(events=True)
        return loud

    def _renew_after_fork(self) -> None:
        """Go on in a child, without what belongs to threads that are not there."""
        if self._generation != _fork.generation:
            self._quiet, self._loud = self._quiet.renewed(), None
            self._generation = _fork.generation

    @property
    def version(self) -> str:
        """The version of the API this client speaks."""
        return self._core.version

    @property
    def base_url(self) -> str:
        """Where requests go."""
        return self._core.base_url

    def prepare(
        self,
        operation: str,
        *,
        path: str | Sequence[Any] | Mapping[str, Any] = (),
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Prepared:
        """Make the request of an operation, such as `contacts.update`, without sending it. Its token is masked."""
        parts: Parts = {
            "path": _path(path),
            "query": query,
            "body": body,
            "extra_query": extra_query,
            "extra_body": extra_body,
            "extra_headers": extra_headers,
        }
        return self._core.prepare(self._core.operation(operation), parts)

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
        limit: int | None = None,
        resume: str | None = None,
        progress: Progress = None,
    ) -> Any:
        """Call an operation by its id, such as `contacts.update`.

        Where the answer is a list, `limit`, `resume` and `progress` are what they are for its method.
        """
        parts: Parts = {
            "path": _path(path),
            "query": query,
            "body": body,
            "extra_query": extra_query,
            "extra_body": extra_body,
            "extra_headers": extra_headers,
            "repeatable": repeatable,
        }
        row = self._core.operation(operation)
        listing: Listing = {"limit": limit, "resume": resume, "progress": progress}
        if row.paging is None:
            for name, value in listing.items():
                if value is not None:
                    raise refused(f"{operation} answers no list, so there is nothing that {name} could mean")
            listing = {}
        return self._run(row, parts, **listing)

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
        return self._perform(self._request(method, path, parts))

    def job(self, operation: str, /, *path: Any, **named: Any) -> Any:
        """Start a job, such as `data_export.create`, with the arguments of its operation.

        What its polls and its download need besides its id, such as the `app_id` of a reporting export, is given here.
        """
        return self._perform(self._start_job(operation, path, named))

    def resume_job(self, handle: str) -> Any:
        """Follow a job that was started before, here or elsewhere, by its handle."""
        return self._job_class()(self, self._core.resume_job(handle, seed()))

    def _run(self, operation: Operation, parts: Parts, **listing: Unpack[Listing]) -> Any:
        return self._perform(self._finish(operation, parts, listing))

    def _run_with_response(self, operation: Operation, parts: Parts, **listing: Unpack[Listing]) -> Any:
        return self._perform(self._finish_with_response(operation, parts, listing))

    # What follows are flows, and what they need of the kind of client.

    async def _finish(self, operation: Operation, parts: Parts, listing: Listing) -> Any:
        return (await self._answer(operation, parts, listing))[0]

    async def _finish_with_response(self, operation: Operation, parts: Parts, listing: Listing) -> Any:
        from ._response import WithResponse

        data, done = await self._answer(operation, parts, listing)
        if done is None:
            raise refused("the listing has no further page, so there is no response to it")
        return WithResponse(data, done)

    async def _answer(self, operation: Operation, parts: Parts, listing: Listing) -> tuple[Any, Done | None]:
        if operation.paging is not None:
            pager = self._pager(operation, parts, listing.get("limit"), listing.get("resume"))
            return await self._page_class().first(self, pager, listing.get("progress"))
        done = await self._drive(self._core.start(operation, parts, seed()))
        return done.data, done

    async def _request(self, method: str, path: str, parts: Parts) -> Any:
        return (await self._drive(self._core.start_raw(method, path, parts, seed()))).data

    async def _start_job(self, operation: str, path: tuple[Any, ...], named: dict[str, Any]) -> Any:
        core = self._core
        job = self._job_class()(self, core.job(core.operation(operation), arguments(path, named), seed()))
        await job._begin()
        return job

    def _pager(self, operation: Operation, parts: Parts, limit: int | None, resume: str | None) -> Pager:
        if resume is None:
            pager = self._core.pages(operation, parts, seed())
        else:
            pager = self._core.resume_pages(operation, parts, resume, seed())
        return pager if limit is None else pager.limit(limit)

    def _drive(self, call: Call) -> Coroutine[Any, Any, Done]:
        return self._host.drive(call)

    def _now_ms(self) -> int:
        return self._host.clock.now_ms()

    if TYPE_CHECKING:

        @staticmethod
        def _settle(value: Any) -> Coroutine[Any, Any, Any]: ...
        @staticmethod
        def _perform(flow: Coroutine[Any, Any, Any]) -> Any: ...
        def _default_transport(self) -> Transport | AsyncTransport: ...
        def _default_clock(self) -> Clock | AsyncClock: ...
        def _page_class(self) -> type[BasePage[Any]]: ...
        def _job_class(self) -> Any: ...

    if not TYPE_CHECKING:
        # Type checkers know the resources, and should find what is misspelt.
        def __getattr__(self, name: str) -> Any:
            if "_quiet" not in self.__dict__:
                raise AttributeError(f"the {type(self).__name__} was not made", name=name, obj=self)
            found = member(self, "", name)
            # The next access finds it without coming here.
            self.__dict__[name] = found
            return found

    def __dir__(self) -> list[str]:
        return sorted([*super().__dir__(), *names("")])

    def __repr__(self) -> str:
        if "_quiet" not in self.__dict__:
            # As a traceback shows it when its settings are refused.
            return f"<{type(self).__name__} that was not made>"
        return f"{type(self).__name__}(version={self.version!r}, base_url={self.base_url!r})"


def seed() -> int:
    """Roll the dice for one call.

    Not from `random`: its sequence belongs to the program, and may be the same in every worker of it.
    """
    return int.from_bytes(os.urandom(8), "little")


def _path(path: str | Sequence[Any] | Mapping[str, Any]) -> Sequence[Any] | Mapping[str, Any]:
    """Take a path of one argument bare, too."""
    return (path,) if isinstance(path, (str, int)) else path


def _settings(fleet: Any) -> dict[str, Any] | None:
    if fleet is None:
        return None
    from ._fleet import Fleet

    if not isinstance(fleet, Fleet):
        raise refused(f"fleet must be a Fleet, not {type(fleet).__name__}")
    return fleet._settings


def _transport(given: Transport | AsyncTransport) -> Transport | AsyncTransport:
    """Tell a transport from the client of a library, and from a class of transports."""
    if isinstance(given, type):
        shown = "a class of them"
    elif callable(given):
        return given
    else:
        shown = type(given).__name__
    raise refused(f"transport must be one that is called with each request, such as HttpxTransport(), not {shown}")
