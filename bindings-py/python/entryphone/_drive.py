"""The loop that does what the core says."""

from __future__ import annotations

import time

from ._core import Done, NeedToken, Send, Wait
from ._errors import IntercomError
from ._transport import TransportFailure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ._core import Call, Object, _Step
    from ._protocol import Transport


class Clock:
    """Time as a client sees it. Tests give a client another one."""

    def now_ms(self) -> int:
        """Milliseconds of a clock that never runs backwards."""
        return time.monotonic_ns() // 1_000_000

    def sleep(self, seconds: float) -> None:
        """Do nothing for so long."""
        time.sleep(seconds)


def drive(
    call: Call,
    transport: Transport,
    clock: Clock,
    provider: Callable[[], str],
    listener: Callable[[Object], object] | None,
) -> Done:
    """Take a call to its end. Raises IntercomError when it fails, and what the transport raises as it is."""
    try:
        step = call.start(clock.now_ms())
        while not isinstance(step, Done):
            _tell(call, listener)
            step = _act(call, step, transport, clock, provider)
    except IntercomError:
        raise
    except BaseException as interruption:
        _cancel(call, clock, interruption)
        raise
    finally:
        _tell(call, listener)
    return step


def _tell(call: Call, listener: Callable[[Object], object] | None) -> None:
    if listener is not None:
        for event in call.drain_events():
            listener(event)


def _act(call: Call, step: _Step, transport: Transport, clock: Clock, provider: Callable[[], str]) -> _Step:
    """Do what a step says, and tell the call what came of it."""
    if isinstance(step, Send):
        return _send(call, step, transport, clock)
    if isinstance(step, Wait):
        clock.sleep(max(0, step.until_ms - clock.now_ms()) / 1000)
        return call.woke(clock.now_ms())
    if isinstance(step, NeedToken):
        return _ask(call, provider, clock)
    raise AssertionError(f"{step!r} answers the head of a stream, and this driver tells whole answers")


def _send(call: Call, send: Send, transport: Transport, clock: Clock) -> _Step:
    try:
        response = transport(send.request, send.timeout)
    except TransportFailure as failure:
        lost: Exception = failure
        kind, sent = failure.kind, failure.sent
    except OSError as error:
        lost = error
        kind, sent = ("timeout" if isinstance(error, TimeoutError) else "connection"), "maybe"
    else:
        return call.answered(clock.now_ms(), send.attempt, response.status, response.headers, response.body)
    try:
        return call.lost(clock.now_ms(), send.attempt, kind, sent, str(lost))
    except IntercomError as error:
        raise error from lost


def _ask(call: Call, provider: Callable[[], str], clock: Clock) -> _Step:
    try:
        token = provider()
    except Exception as error:  # noqa: BLE001 - whatever a provider raises says why there is no token
        failure = error
    else:
        return call.token(clock.now_ms(), token)
    try:
        return call.no_token(clock.now_ms(), str(failure) or type(failure).__name__)
    except IntercomError as error:
        raise error from failure


def _cancel(call: Call, clock: Clock, interruption: BaseException) -> None:
    """End the call, and leave word with what interrupted it when the request may have taken effect."""
    try:
        call.cancel(clock.now_ms())
    except IntercomError as canceled:
        # Exceptions take notes since Python 3.11.
        note = getattr(interruption, "add_note", None)
        if canceled.maybe_applied and note is not None:
            note(str(canceled))
