"""What an answer says besides its body."""

from __future__ import annotations

from typing import NamedTuple


class RateLimit(NamedTuple):
    """The state of the rate limit, as of one answer. What the answer did not say is None."""

    limit: int | None
    """Calls allowed in the current window."""
    remaining: int | None
    """Calls left in it."""
    resets_in: float | None
    """Seconds from the answer to the end of the window."""


class Attempt(NamedTuple):
    """One sending of a request and its end."""

    number: int
    """Counted from 1."""
    end: str
    """`answered`, `connection`, `timeout`, `protocol`, `too_large` or `canceled`."""
    status: int | None
    """The HTTP status, when it was answered."""
    request_id: str | None
    """The server's name for the request."""
    sent: str | None
    """`no` or `maybe`, when it was lost: whether the request can have reached the server."""
    duration: float
    """Seconds it took."""
    waited: float | None
    """Seconds of waiting that followed, when the call went on."""


class ErrorDetail(NamedTuple):
    """One entry of the list of errors in an answer."""

    code: str | None
    """Intercom's word for it. The list of codes is open."""
    message: str | None
    """Intercom's sentence about it."""
    field: str | None
    """The field it is about."""


class Drift(NamedTuple):
    """One way in which an answer differs from what the catalog describes. It tells places and types, never values."""

    path: str
    """Where, such as `data[].custom_attributes.*`; empty for the answer itself."""
    kind: str
    """`unknown_field`, `wrong_type` or `outside_version`."""
    expected: str | None
    """The types or versions that are described; None for a field that is not."""
    got: str
    """The type that came."""
    times: int
    """How often."""
