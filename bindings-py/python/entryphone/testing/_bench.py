"""What the checks of a transport work with: a transport and a server, and how to say what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entryphone import _core
from entryphone._transport import TransportFailure

if TYPE_CHECKING:
    from typing import Any

    from entryphone._flow import Settle
    from entryphone._protocol import AsyncTransport, Transport
    from entryphone._transport import Response

    from ._server import Received, Server

TOKEN = "the-token"  # noqa: S105 - of our own making


class Bench:
    """A transport and a server to try it on."""

    def __init__(self, settle: Settle, transport: Transport | AsyncTransport, server: Server) -> None:
        self.settle = settle
        self.transport = transport
        self.server = server

    def request(self, method: str, path: str, *, url: str | None = None, **options: Any) -> _core.Request:
        """Make a request as the core does."""
        parts: Any = {name: options.pop(name) for name in ("body", "query", "extra_headers") if name in options}
        client = _core.Client(token=TOKEN, base_url=url or self.server.url, **options)
        send = client.start_raw(method, path, parts, 0).start(0)
        if not isinstance(send, _core.Send):
            raise AssertionError(f"found {send!r}, where a request should be sent")  # noqa: TRY004 - it judges
        return send.request

    async def send(self, method: str, path: str, *, timeout: float = 10, **options: Any) -> Response:
        """Send a request."""
        answer: Response = await self.settle(self.transport(self.request(method, path, **options), timeout))
        return answer

    async def fails(self, kinds: str, sent: str, method: str, path: str, **options: Any) -> None:
        """Send a request that must fail in one of these ways."""
        try:
            answer = await self.send(method, path, **options)
        except TransportFailure as failure:
            expect(failure.kind in kinds.split("|"), f"its kind was {failure.kind}, where it should be {kinds}")
            expect(failure.sent in sent.split("|"), f"its `sent` was {failure.sent}, where it should be {sent}")
        else:
            raise AssertionError(f"found {answer}, where TransportFailure should be raised")

    def last(self) -> Received:
        """Give the request the server received last."""
        return self.server.received[-1]


# Not `assert`, which is nothing where Python runs with -O.
def expect(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - what it is about stands beside it
    """Raise AssertionError with `otherwise`, unless it holds."""
    if not holds:
        raise AssertionError(otherwise)


def expect_equal(what: str, found: object, wanted: object) -> None:
    """Raise AssertionError unless both are equal."""
    expect(found == wanted, f"{what}: found {found!r}, where {wanted!r} should be")
