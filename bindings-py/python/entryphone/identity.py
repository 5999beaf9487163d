"""Proof of who a visitor of the Messenger is, made on the server and handed to the page."""

from __future__ import annotations

from . import _core
from ._secret import masked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

__all__ = ["messenger_jwt", "user_hash"]


def user_hash(secret: str | bytes, user: str) -> str:
    """Make the `user_hash` of a user, which is the older way.

    secret: the identity verification secret of the platform: web, iOS and Android have one each.
    user: the user's id, or the email where there is no id.
    """
    # Before anything can fail: a traceback shows the variables of its frames.
    secret = masked(secret)
    return _core.user_hash(secret, user)


def messenger_jwt(secret: str | bytes, claims: Mapping[str, Any], expires_at: int | None = None) -> str:
    """Make the `intercom_user_jwt` of a user, which is the way Intercom advises.

    secret: the Messenger API secret.
    claims: at least `user_id`, and whatever else the page must not be able to change.
    expires_at: when the token ends, in UNIX seconds.
    """
    secret = masked(secret)
    return _core.messenger_jwt(secret, claims, expires_at)
