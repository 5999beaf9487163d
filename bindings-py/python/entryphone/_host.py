"""The loop that does what the core says."""

from __future__ import annotations

from ._core import Collect, Done, NeedToken, Reserve, Send, Wait
from ._errors import IntercomError
from ._log import line_writer
from ._secret import masked
from ._transport import TransportFailure, gather

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from ._clock import AsyncClock, Clock
    from ._core import Call, Object, _Step
    from ._fleet import Fleet
    from ._flow import Settle
    from ._protocol import AsyncStream, AsyncTransport, Stream, Transport


class Host:
    """What a client does for its calls: sending, waiting, asking, telling."""

    def __init__(
        self,
        *,
        settle: Settle,
        transport: Transport | AsyncTransport,
        clock: Clock | AsyncClock,
        provider: Callable[[], str | Awaitable[str]] | None,
        fleet: Fleet | None,
        on_event: Callable[[Object], object] | None,
    ) -> None:
        self.settle = settle
        self.transport = transport
        self.clock = clock
        self.provider = provider
        self.fleet = fleet
        self.on_event = on_event

    def with_others(self, provider: Callable[[], str | Awaitable[str]] | None, fleet: Fleet | None) -> Host:
        """Make one that asks another provider and another fleet."""
        return Host(
            settle=self.settle,
            transport=self.transport,
            clock=self.clock,
            provider=provider,
            fleet=fleet,
            on_event=self.on_event,
        )

    def __repr__(self) -> str:
        return f"<Host with {self.transport!r}>"

    async def drive(self, call: Call) -> Done:
        """Take a call to its end. Raises IntercomError when it fails, and what the transport raises as it is."""
        return (await self._drive(call, streams=False))[0]

    async def open(self, call: Call) -> tuple[Done, Stream | AsyncStream | None]:
        """Take a call to the head of its answer, and give the stream of its body, which the caller closes.

        None where the transport cannot stream: then the answer holds the body.
        """
        return await self._drive(call, streams=hasattr(self.transport, "open"))

    def tell_all(self, events: list[Object], name: str) -> None:
        """Tell those who listen what a machine made of calls did."""
        if events:
            for listener in self._listeners(name):
                for event in events:
                    listener(event)

    async def sleep_until(self, until_ms: int) -> None:
        """Sleep until the clock shows that time."""
        await self.settle(self.clock.sleep(max(0, until_ms - self.clock.now_ms()) / 1000))

    async def _drive(self, call: Call, *, streams: bool) -> tuple[Done, Stream | AsyncStream | None]:
        tell = self._teller(call)
        stream: Stream | AsyncStream | None = None
        try:
            step = call.start(self.clock.now_ms())
            while not isinstance(step, Done):
                tell()
                if streams and isinstance(step, Send) and step.stream:
                    step, stream = await self._stream(call, step)
                else:
                    step = await self._act(call, step)
        except IntercomError:
            raise
        except BaseException as interruption:
            self._cancel(call, interruption)
            raise
        finally:
            tell()
        return step, stream

    def _teller(self, call: Call) -> Callable[[], None]:
        """Make what tells the call's events to those who listen."""
        listeners = self._listeners("call")
        if not listeners:
            return _nothing

        def tell() -> None:
            for event in call.drain_events():
                for listener in listeners:
                    listener(event)

        return tell

    def _listeners(self, name: str) -> list[Callable[[Object], object]]:
        return [listener for listener in (self.on_event, line_writer(name)) if listener is not None]

    async def _act(self, call: Call, step: _Step) -> _Step:
        """Do what a step says, and tell the call what came of it."""
        if isinstance(step, Send):
            return await self._send(call, step)
        if isinstance(step, Wait):
            await self.sleep_until(step.until_ms)
            return call.woke(self.clock.now_ms())
        if isinstance(step, NeedToken):
            return await self._ask(call)
        if isinstance(step, Reserve) and self.fleet is not None:
            reply, problem = await self.fleet.reserve(step, self.settle)
            if reply is None:
                return call.unavailable(self.clock.now_ms(), problem)
            return call.reserved(self.clock.now_ms(), reply)
        raise AssertionError(f"{step!r} asks for what nobody asked for")

    async def _send(self, call: Call, send: Send) -> _Step:
        try:
            response = await self.settle(self.transport(send.request, send.timeout))
        except (TransportFailure, OSError) as error:
            return self._lost(call, send, error)
        return call.answered(self.clock.now_ms(), send.attempt, response.status, response.headers, response.body)

    async def _stream(self, call: Call, send: Send) -> tuple[_Step, Stream | AsyncStream | None]:
        stream: Any = None
        try:
            transport: Any = self.transport
            stream = await self.settle(transport.open(send.request, send.timeout))
            status, headers = stream.status, stream.headers
            step = call.head(self.clock.now_ms(), send.attempt, status, headers)
            if isinstance(step, Collect):
                body = await gather(self.settle, stream, step.max_bytes, send.timeout, send.request.idle_timeout)
                step = call.answered(self.clock.now_ms(), send.attempt, status, headers, body[: step.max_bytes])
            if isinstance(step, Done):
                kept, stream = stream, None
                return step, kept
        except (TransportFailure, OSError) as error:
            return self._lost(call, send, error), None
        finally:
            if stream is not None:
                await self.settle(stream.close())
        return step, None

    def _lost(self, call: Call, send: Send, error: TransportFailure | OSError) -> _Step:
        if isinstance(error, TransportFailure):
            kind, sent = error.kind, error.sent
        else:
            kind, sent = ("timeout" if isinstance(error, TimeoutError) else "connection"), "maybe"
        try:
            return call.lost(self.clock.now_ms(), send.attempt, kind, sent, str(error))
        except IntercomError as problem:
            raise problem from error

    async def _ask(self, call: Call) -> _Step:
        failure: Exception = LookupError("the function that is asked for tokens gave None")
        try:
            token: Any = None if self.provider is None else masked(await self.settle(self.provider()))
        except Exception as error:  # noqa: BLE001 - whatever a provider raises says why there is no token
            failure, token = error, None
        if token is not None:
            return call.token(self.clock.now_ms(), token)
        try:
            return call.no_token(self.clock.now_ms(), str(failure) or type(failure).__name__)
        except IntercomError as error:
            raise error from failure

    def _cancel(self, call: Call, interruption: BaseException) -> None:
        """End the call, and leave word with what interrupted it when the request may have taken effect."""
        try:
            call.cancel(self.clock.now_ms())
        except IntercomError as canceled:
            # Exceptions take notes since Python 3.11.
            note = getattr(interruption, "add_note", None)
            if canceled.maybe_applied and note is not None:
                note(str(canceled))


def _nothing() -> None:
    """Tell nobody."""
