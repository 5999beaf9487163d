"""Letting a workspace grant an app access: send its admin to `authorize_url`, and `exchange` the code that comes back.

What the app may do is set where it is registered, not asked for here. A token does not expire and is not refreshed.
"""

from __future__ import annotations

from . import _core
from ._base import seed
from ._core import Grant
from ._secret import Masked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable
    from typing import overload

    from ._async_client import AsyncIntercom
    from ._base import BaseClient
    from ._client import Intercom

__all__ = ["Grant", "authorize_url", "exchange"]


def authorize_url(client_id: str, state: str, *, redirect_uri: str | None = None, region: str = "us") -> str:
    """Make the address to send an admin to, who comes back to `redirect_uri` with a `code` and the `state`.

    state: a value that nobody can guess. Take a code only when it comes with the state of the same browser's session.
    redirect_uri: one of the addresses the app is registered with; by default the first of them.
    region: "us", "eu" or "au".
    """
    return _core.authorize_url(region, client_id, state, redirect_uri)


if TYPE_CHECKING:

    @overload
    def exchange(client: Intercom, *, client_id: str, client_secret: str, code: str) -> Grant: ...
    @overload
    def exchange(client: AsyncIntercom, *, client_id: str, client_secret: str, code: str) -> Awaitable[Grant]: ...


def exchange(client: BaseClient, *, client_id: str, client_secret: str, code: str) -> Grant | Awaitable[Grant]:
    """Exchange the code of an admin who granted access for a token; of an AsyncIntercom, that is awaited.

    The call goes where the client's calls go, and without the client's token: `Intercom(token=omit)` will do. It is
    sent again only when it cannot have arrived, since a code works once. No error shows the secret or the code.
    """
    client_secret, code = Masked(client_secret), Masked(code)
    granted: Grant | Awaitable[Grant] = client._perform(_exchange(client, client_id, client_secret, code))
    return granted


async def _exchange(client: BaseClient, client_id: str, client_secret: str, code: str) -> Grant:
    call = _core.exchange(client._core, client_id, client_secret, code, seed())
    return Grant.read(await client._drive(call))
