"""What can go wrong, as a tree of exceptions."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._facts import Attempt, ErrorDetail, RateLimit


class IntercomError(Exception):
    """Anything that went wrong with a call. `str()` of it says everything that is known, in one line."""

    kind: str = "error"
    """What kind of thing went wrong, in one word, such as `not_found`."""
    message: str = ""
    """One sentence: the server's where it gave one, otherwise ours."""
    operation: str = ""
    """The operation, such as `contacts.create`, or the method and path of a request past the catalog."""
    status: int | None = None
    """The HTTP status of the last answer."""
    code: str | None = None
    """The first of the server's codes, such as `not_found`."""
    errors: tuple[ErrorDetail, ...] = ()
    """Every error the server listed."""
    request_id: str | None = None
    """The server's name for the request; Intercom's support asks for it."""
    retry_after: float | None = None
    """Seconds to wait before trying again, when that is known."""
    rate_limit: RateLimit | None = None
    """What the last answer said about the rate limit."""
    maybe_applied: bool = False
    """Whether the call may have taken effect all the same. When False, trying again cannot double anything."""
    attempts: tuple[Attempt, ...] = ()
    """What was tried, in order."""


class ArgumentError(IntercomError):
    """An argument or a setting is wrong. Nothing was sent."""


class NotInVersionError(IntercomError):
    """The client's version of the API does not have the operation or the parameter. Nothing was sent."""


class TransportError(IntercomError):
    """No whole answer came: the connection failed, broke off, or brought something that is not HTTP."""


class TimeoutError(TransportError):  # noqa: A001 - it is read as entryphone.TimeoutError
    """No whole answer came in time."""


class ApiError(IntercomError):
    """Intercom, or something in between, answered with something other than success."""


class BadRequestError(ApiError):
    """The request is malformed."""


class AuthenticationError(ApiError):
    """The token is missing, wrong or revoked."""


class PermissionDeniedError(ApiError):
    """The token may not do this, or the workspace's plan does not include it."""


class NotFoundError(ApiError):
    """There is no such thing."""


class ConflictError(ApiError):
    """It collides with something that exists."""


class GoneError(ApiError):
    """It is gone, such as a contact that was merged into another."""


class UnprocessableError(ApiError):
    """The request is well formed, and its values are not acceptable."""


class RateLimitError(ApiError):
    """Too many calls in this window, or too many jobs at once."""


class ServerError(ApiError):
    """The server failed."""


class JobError(IntercomError):
    """A job ended without a result: it failed or was canceled, and its handle still names it."""


class SignatureError(IntercomError):
    """A webhook or a token is not signed by who it says it is from."""


_CLASSES: dict[str, type[IntercomError]] = {
    "argument": ArgumentError,
    "not_in_version": NotInVersionError,
    "transport": TransportError,
    "timeout": TimeoutError,
    "bad_request": BadRequestError,
    "authentication": AuthenticationError,
    "permission_denied": PermissionDeniedError,
    "not_found": NotFoundError,
    "conflict": ConflictError,
    "gone": GoneError,
    "unprocessable": UnprocessableError,
    "rate_limit": RateLimitError,
    "server": ServerError,
    "api": ApiError,
    "job": JobError,
    "signature": SignatureError,
}


def refused(message: str) -> IntercomError:
    """Make the exception of an argument that the core never sees."""
    return from_core("argument", message, {"message": message})


def from_core(kind: str, line: str, fields: dict[str, Any]) -> IntercomError:
    """Make the exception of the core's error, whose kinds without a class are plain IntercomErrors."""
    error = _CLASSES.get(kind, IntercomError)(line)
    error.kind = kind
    # Attributes, not arguments: what stands in the dictionary of an exception is pickled and copied with it.
    error.__dict__.update(fields)
    return error
