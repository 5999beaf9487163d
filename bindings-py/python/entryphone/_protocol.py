"""What a transport is, for those who write one."""

from __future__ import annotations

from typing import Protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._transport import Request, Response


class Transport(Protocol):
    """Anything that is called like `transport(request, timeout)` and returns a Response.

    It sends the request once, as it is: no redirects, no repeats. `timeout` is in seconds, for everything from
    connecting to the last byte. When no whole answer comes it raises TransportFailure; any OSError does as well, and
    counts as a request that may have reached the server. Other exceptions end the call and reach the caller as they
    are.
    """

    def __call__(self, request: Request, timeout: float, /) -> Response:
        """Send `request` and return the whole answer."""
        ...
