"""A client for Intercom's REST API.

>>> from entryphone import Intercom
>>> client = Intercom()  # the token is in INTERCOM_ACCESS_TOKEN
>>> contact = client.contacts.create(role="user", email="ada@example.com")
>>> for contact in client.contacts.list():
...     print(contact.id, contact.email)
"""

from ._client import Intercom
from ._core import Object, Operation, Prepared, __version__, omit, operations
from ._drive import Clock
from ._errors import (
    ApiError,
    ArgumentError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    GoneError,
    IntercomError,
    JobError,
    NotFoundError,
    NotInVersionError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    SignatureError,
    TimeoutError,  # noqa: A004 - it is read as entryphone.TimeoutError
    TransportError,
    UnprocessableError,
)
from ._transport import Request, Response, TransportFailure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._facts import Attempt, ErrorDetail, RateLimit
    from ._page import Page
    from ._protocol import Transport
    from ._response import Headers, WithResponse
    from ._urllib3 import Urllib3Transport

__all__ = [
    "ApiError",
    "ArgumentError",
    "Attempt",
    "AuthenticationError",
    "BadRequestError",
    "Clock",
    "ConflictError",
    "ErrorDetail",
    "GoneError",
    "Headers",
    "Intercom",
    "IntercomError",
    "JobError",
    "NotFoundError",
    "NotInVersionError",
    "Object",
    "Operation",
    "Page",
    "PermissionDeniedError",
    "Prepared",
    "RateLimit",
    "RateLimitError",
    "Request",
    "Response",
    "ServerError",
    "SignatureError",
    "TimeoutError",
    "Transport",
    "TransportError",
    "TransportFailure",
    "UnprocessableError",
    "Urllib3Transport",
    "WithResponse",
    "__version__",
    "omit",
    "operations",
]

# Imported when they are first named: they bring modules with them that a program may never need.
_LATER = {
    "Attempt": "_facts",
    "ErrorDetail": "_facts",
    "Headers": "_response",
    "Page": "_page",
    "RateLimit": "_facts",
    "Transport": "_protocol",
    "Urllib3Transport": "_urllib3",
    "WithResponse": "_response",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module 'entryphone' has no attribute {name!r}", name=name)
    from importlib import import_module

    found: object = getattr(import_module(f".{_LATER[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
