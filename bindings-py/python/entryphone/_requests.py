"""A transport on requests, for programs whose proxies and certificates are set up there."""

from __future__ import annotations

from ._adapter import CONNECTIONS, RAW, Adapter, Held, need
from ._transport import TransportFailure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    import requests

    from ._core import Request
    from ._urllib3 import Urllib3Stream


class RequestsTransport(Adapter):
    """Sends requests with requests.

    Its adapters, proxies, certificates and headers are the session's; its cookies, hooks, redirects and credentials, of
    which some come from files, stay out of it.

    session: a `requests.Session`; or a function that makes one, which is called again after a fork.
    """

    def __init__(self, session: requests.Session | Callable[[], requests.Session] | None = None) -> None:
        need("requests")
        self._session = Held(session, _make_session)

    def close(self) -> None:
        """Close idle connections. A later request opens new ones. A session that was given is closed by who gave it."""
        session = self._session.drop()
        if session is not None:
            session.close()

    def _open(self, request: Request, timeout: float, *, raw: bool) -> Urllib3Stream:
        import requests
        from requests.structures import CaseInsensitiveDict

        from ._urllib3 import Urllib3Stream

        session = self._session.use()
        prepared = requests.Request(request.method, request.url, data=request.body).prepare()
        # As it is: what prepares a request writes some addresses in its own way.
        prepared.url = request.url
        headers: Any = {**session.headers, **prepared.headers, **(RAW if raw else {}), **request.headers}
        prepared.headers = CaseInsensitiveDict(headers)
        settings: Any = session.merge_environment_settings(request.url, {}, True, None, None)
        try:
            response = session.get_adapter(request.url).send(
                prepared, timeout=(timeout, min(timeout, request.idle_timeout)), **settings
            )
        except requests.RequestException as error:
            raise _failure(error) from error
        return Urllib3Stream(response.raw, raw=raw)


def _failure(error: requests.RequestException) -> TransportFailure:
    from requests import exceptions
    from urllib3.exceptions import HTTPError

    from ._urllib3 import failure

    cause = error.args[0] if error.args else None
    cause = getattr(cause, "reason", None) or cause
    if isinstance(cause, HTTPError):
        return failure(cause)
    if isinstance(error, exceptions.ConnectTimeout):
        return TransportFailure(str(error), kind="timeout", sent="no")
    return TransportFailure(str(error), kind="timeout" if isinstance(error, exceptions.Timeout) else "connection")


def _make_session() -> requests.Session:
    import requests
    from requests.adapters import HTTPAdapter

    from ._urllib3 import tell_handshakes

    session = requests.Session()
    adapter = HTTPAdapter(pool_maxsize=CONNECTIONS)
    tell_handshakes(adapter.poolmanager)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session
