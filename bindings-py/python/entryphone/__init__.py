"""A client for Intercom's REST API.

>>> from entryphone import Intercom
>>> client = Intercom()  # the token is in INTERCOM_ACCESS_TOKEN
>>> contact = client.contacts.create(role="user", email="ada@example.com")
>>> for contact in client.contacts.list():
...     print(contact.id, contact.email)

AsyncIntercom is the same with `await` and `async for`. `help(client.contacts.create)` says what an operation takes,
`dir(client)` and `dir(client.contacts)` what there is, and `help(entryphone.types.Contact)` what an answer holds.

What goes wrong with a call is an IntercomError: ArgumentError before anything is sent, ApiError for what Intercom
answers (NotFoundError, RateLimitError, …), TransportError and TimeoutError when no answer came. `error.request_id` is
what Intercom's support asks for, `error.maybe_applied` whether the call may have taken effect all the same.

Modules: `webhooks` verifies and reads notifications, `identity` proves visitors to the Messenger, `oauth` installs
apps, `search` builds queries, `rows` reads exports, `types` has the classes of answers, `params` those of the dicts
that requests take, `testing` a transport and a clock for tests. ENTRYPHONE_LOG=info shows on stderr what calls do.
"""

from ._client import Intercom
from ._clock import AsyncClock, Clock
from ._core import List, Object, Operation, Prepared, __version__, omit, operations, to_plain
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
    from . import identity, oauth, params, rows, search, testing, types, webhooks
    from ._aiohttp import AiohttpTransport
    from ._async_client import AsyncIntercom
    from ._download import AsyncDownload, Download
    from ._facts import Attempt, ErrorDetail, RateLimit
    from ._fleet import Fleet
    from ._httpx import AsyncHttpxTransport, HttpxTransport
    from ._job import AsyncJob, Job
    from ._page import AsyncListing, AsyncPage, Page
    from ._protocol import AsyncStream, AsyncTransport, Stream, Transport
    from ._requests import RequestsTransport
    from ._response import Headers, WithResponse
    from ._times import to_datetime
    from ._urllib3 import Urllib3Transport

__all__ = [
    "AiohttpTransport",
    "ApiError",
    "ArgumentError",
    "AsyncClock",
    "AsyncDownload",
    "AsyncHttpxTransport",
    "AsyncIntercom",
    "AsyncJob",
    "AsyncListing",
    "AsyncPage",
    "AsyncStream",
    "AsyncTransport",
    "Attempt",
    "AuthenticationError",
    "BadRequestError",
    "Clock",
    "ConflictError",
    "Download",
    "ErrorDetail",
    "Fleet",
    "GoneError",
    "Headers",
    "HttpxTransport",
    "Intercom",
    "IntercomError",
    "Job",
    "JobError",
    "List",
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
    "RequestsTransport",
    "Response",
    "ServerError",
    "SignatureError",
    "Stream",
    "TimeoutError",
    "Transport",
    "TransportError",
    "TransportFailure",
    "UnprocessableError",
    "Urllib3Transport",
    "WithResponse",
    "__version__",
    "identity",
    "oauth",
    "omit",
    "operations",
    "params",
    "rows",
    "search",
    "testing",
    "to_datetime",
    "to_plain",
    "types",
    "webhooks",
]

# Imported when they are first named: they bring modules with them that a program may never need.
_LATER = {
    "AiohttpTransport": "_aiohttp",
    "AsyncDownload": "_download",
    "AsyncHttpxTransport": "_httpx",
    "AsyncIntercom": "_async_client",
    "AsyncJob": "_job",
    "AsyncListing": "_page",
    "AsyncPage": "_page",
    "AsyncStream": "_protocol",
    "AsyncTransport": "_protocol",
    "Attempt": "_facts",
    "Download": "_download",
    "ErrorDetail": "_facts",
    "Fleet": "_fleet",
    "Headers": "_response",
    "HttpxTransport": "_httpx",
    "Job": "_job",
    "Page": "_page",
    "RateLimit": "_facts",
    "RequestsTransport": "_requests",
    "Stream": "_protocol",
    "Transport": "_protocol",
    "Urllib3Transport": "_urllib3",
    "WithResponse": "_response",
    "to_datetime": "_times",
}
_MODULES = ("identity", "oauth", "params", "rows", "search", "testing", "types", "webhooks")


def __getattr__(name: str) -> object:
    if name not in _LATER and name not in _MODULES:
        raise AttributeError(f"module 'entryphone' has no attribute {name!r}", name=name)
    from importlib import import_module

    if name in _MODULES:
        return import_module(f".{name}", __name__)
    found: object = getattr(import_module(f".{_LATER[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
