"""A transport and a clock that follow a script."""

from __future__ import annotations

import json
from typing import Any

import entryphone
from entryphone.testing import MockTransport, VirtualClock

__all__ = ["USED_UP", "MockTransport", "VirtualClock", "answer", "async_client", "client"]

USED_UP = [
    ("Date", "Mon, 22 Sep 2031 10:00:03 GMT"),
    ("X-RateLimit-Limit", "167"),
    ("X-RateLimit-Remaining", "0"),
    ("X-RateLimit-Reset", "1947837610"),
]
"""The headers of an answer that says that the window has no calls left."""


def answer(status: int = 200, body: Any = None, headers: dict[str, str] | None = None) -> entryphone.Response:
    """Make an answer of JSON, or of bytes as they are; no body by default."""
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    return entryphone.Response(status, headers or {}, content)


def client(*answers: entryphone.Response | BaseException, **options: Any) -> tuple[entryphone.Intercom, MockTransport]:
    """Make a client whose time is virtual and whose answers stand in a script."""
    script = MockTransport(answers)
    options = {"token": "secret-token", "clock": VirtualClock(), **options}
    return entryphone.Intercom(transport=script, **options), script


def async_client(
    *answers: entryphone.Response | BaseException, **options: Any
) -> tuple[entryphone.AsyncIntercom, MockTransport]:
    """Make an async client whose time is virtual and whose answers stand in a script."""
    script = MockTransport(answers)
    options = {"token": "secret-token", "clock": VirtualClock(), **options}
    return entryphone.AsyncIntercom(transport=script, **options), script
