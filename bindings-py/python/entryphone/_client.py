"""The client."""

from __future__ import annotations

from ._base import BaseClient
from ._clock import Clock
from ._default import DefaultTransport
from ._flow import at_once, run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from typing_extensions import Self, Unpack

    from ._job import Job
    from ._methods import Sync
    from ._options import Settings
    from ._page import Page
    from ._protocol import Transport
    from ._resources import Resources

    class _Base(BaseClient, Resources[Sync]): ...
else:
    _Base = BaseClient


class Intercom(_Base):
    """A client for Intercom's REST API.

    `client.contacts.list()`: every resource is an attribute, and every operation a method of its resource. A client may
    be used by several threads at once, and after a fork.

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
    fleet: a Fleet, for processes that share the token and its rate limit through Redis.
    strict: compare answers with the catalog; `with_response` then tells the differences as `.drift`.
    on_event: a function that is told what calls do, as it happens: requests, waits, repeats, answers. What it is given
        is an Object without tokens, ids or bodies, as logs want it.
    any_version: send operations and parameters that the version does not have.
    clock: for tests; see Clock.
    """

    _settle = staticmethod(at_once)
    _perform = staticmethod(run)

    if TYPE_CHECKING:

        def __init__(
            self, *, transport: Transport | None = None, clock: Clock | None = None, **settings: Unpack[Settings]
        ) -> None: ...
        def job(self, operation: str, /, *path: Any, **named: Any) -> Job: ...
        def resume_job(self, handle: str) -> Job: ...

    def close(self) -> None:
        """Close the connections of the default transport. A transport that was given is closed by who gave it."""
        if isinstance(self._host.transport, DefaultTransport):
            self._host.transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _default_transport(self) -> Transport:
        return DefaultTransport()

    def _default_clock(self) -> Clock:
        return Clock()

    def _page_class(self) -> type[Page[Any]]:
        from ._page import Page

        return Page

    def _job_class(self) -> type[Job]:
        from ._job import Job

        return Job
