"""A transport and a clock that follow a script."""

from __future__ import annotations

import json
from typing import Any

import entryphone


class VirtualClock(entryphone.Clock):
    """Time that passes when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000
        self.slept: list[float] = []

    def now_ms(self) -> int:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += round(seconds * 1000)


class Script:
    """Answers requests from a list, raises what is an exception, and keeps what was sent."""

    def __init__(self, *answers: entryphone.Response | BaseException) -> None:
        self.answers = list(answers)
        self.requests: list[entryphone.Request] = []
        self.timeouts: list[float] = []

    def __call__(self, request: entryphone.Request, timeout: float) -> entryphone.Response:
        self.requests.append(request)
        self.timeouts.append(timeout)
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer


def answer(status: int = 200, body: Any = None, headers: dict[str, str] | None = None) -> entryphone.Response:
    """Make an answer of JSON, or of bytes as they are; no body by default."""
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    return entryphone.Response(status, headers or {}, content)


def client(*answers: entryphone.Response | BaseException, **options: Any) -> tuple[entryphone.Intercom, Script]:
    """Make a client whose time is virtual and whose answers stand in a script."""
    script = Script(*answers)
    options = {"token": "secret-token", "clock": VirtualClock(), **options}
    return entryphone.Intercom(transport=script, **options), script
