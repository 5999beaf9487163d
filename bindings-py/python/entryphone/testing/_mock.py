"""A transport that answers by itself."""

from __future__ import annotations

import json
from collections import deque
from typing import TYPE_CHECKING, Any, cast

from entryphone._transport import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeAlias

    from entryphone._core import Request

    Answer: TypeAlias = Response | BaseException


class MockTransport:
    """Answers requests without a network, and keeps them, for Intercom and AsyncIntercom alike.

    answers: what comes next, in order; or a function that is given each request. An exception is raised: a
        TransportFailure is what real transports raise.
    """

    def __init__(self, answers: Iterable[Answer] | Callable[[Request], Answer]) -> None:
        self._answer = answers if callable(answers) else None
        self._queue: deque[Answer] = deque() if callable(answers) else deque(answers)
        self.requests: list[Request] = []
        """What was sent, in order. Their `headers` hold the token."""
        self.timeouts: list[float] = []
        """The seconds that each was given."""

    @property
    def left(self) -> int:
        """How many answers nobody has asked for."""
        return len(self._queue)

    def __call__(self, request: Request, timeout: float, /) -> Response:
        """Keep the request, and give what is next."""
        self.requests.append(request)
        self.timeouts.append(timeout)
        if self._answer is None and not self._queue:
            raise AssertionError(f"nobody expected request {len(self.requests)}: {request.method} {request.url}")
        answer = self._queue.popleft() if self._answer is None else self._answer(request)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def __repr__(self) -> str:
        return f"<MockTransport: {len(self.requests)} requests>"


def answer(
    body: Any = None, status: int = 200, headers: Mapping[str, str] | Iterable[tuple[str, str]] = ()
) -> Response:
    """Make an answer, with a body of JSON, or of bytes as they are."""
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    return Response(status, cast("Any", headers), content)
