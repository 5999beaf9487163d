"""Notifications: whether Intercom sent them, and what they say.

>>> from entryphone import webhooks
>>> def receive(body: bytes, headers: dict[str, str]) -> None:
...     notification = webhooks.unwrap(body, headers, secret="…")
...     print(notification.topic, notification.item)

There is no time in the signature, and a notification that is not answered in time comes again. Who must not act twice
remembers each `dedupe_key`.
"""

from __future__ import annotations

from ._core import Notification, webhook_sign, webhook_topics, webhook_unwrap, webhook_verify
from ._secret import each_masked, masked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._core import _Headers, _Secrets

__all__ = ["Notification", "known_topics", "sign", "unwrap", "verify"]


def unwrap(body: bytes | bytearray, headers: _Headers, *, secret: _Secrets) -> Notification:
    """Verify a notification, and only then read it.

    body: the bytes of the request as they were received, before anything decoded them.
    headers: all headers of the request, a mapping or pairs.
    secret: the client secret of the app; several while a new one takes over from an old one.

    Raises SignatureError when it was not shown to be Intercom's, ArgumentError when it cannot be verified with what was
    given, and ApiError when the signature is right and the body is not JSON.
    """
    # Before anything can fail: a traceback shows the variables of its frames.
    secret = each_masked(secret)
    return webhook_unwrap(body, headers, secret)


def verify(body: bytes | bytearray, headers: _Headers, *, secret: _Secrets) -> None:
    """Verify a notification, and do not read it. Raises as `unwrap` does."""
    secret = each_masked(secret)
    webhook_verify(body, headers, secret)


def sign(body: bytes | bytearray, secret: str | bytes) -> str:
    """Make the value of the header X-Hub-Signature that Intercom would send: for testing one's own endpoint."""
    secret = masked(secret)
    return webhook_sign(body, secret)


def known_topics() -> list[str]:
    """List the topics that are known, sorted. There are others: Intercom adds topics without a new version."""
    return webhook_topics()
