"""A result together with what the answer said besides it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar, cast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._core import Done
    from ._facts import Attempt, Drift, RateLimit

Data = TypeVar("Data")


class Headers(Mapping[str, str]):
    """The headers of an answer. Names are looked up without regard to case; a repeated header gives its first value."""

    __slots__ = ("_pairs",)

    def __init__(self, pairs: Mapping[str, str] | Iterable[tuple[str, str]]) -> None:
        items = cast("Mapping[str, str]", pairs).items() if isinstance(pairs, Mapping) else pairs
        self._pairs: list[tuple[str, str]] = list(items)

    def __getitem__(self, name: str) -> str:
        for value in self.all(name):
            return value
        raise KeyError(name)

    def all(self, name: str) -> list[str]:
        """Every value of a header, in order."""
        wanted = name.lower()
        return [value for known, value in self._pairs if known.lower() == wanted]

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as they came."""
        return list(self._pairs)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name.lower() for name, _ in self._pairs))

    def __len__(self) -> int:
        return len({name.lower() for name, _ in self._pairs})

    def __repr__(self) -> str:
        return f"Headers({self._pairs!r})"


class WithResponse(Generic[Data]):
    """A result together with what the answer said besides it."""

    __slots__ = ("attempts", "data", "drift", "headers", "rate_limit", "request_id", "status")

    def __init__(self, data: Data, done: Done) -> None:
        self.data: Data = data
        """What the call returns without `with_response`."""
        self.status: int = done.status
        """The HTTP status."""
        self.headers: Headers = Headers(done.headers)
        """The headers of the answer."""
        self.request_id: str | None = done.request_id
        """The server's name for the request; Intercom's support asks for it."""
        self.rate_limit: RateLimit | None = done.rate_limit
        """What the answer said about the rate limit."""
        self.attempts: tuple[Attempt, ...] = done.attempts
        """What was tried, in order; the last one is this answer."""
        self.drift: tuple[Drift, ...] = done.drift
        """How the answer differs from what the catalog describes; empty unless the client is strict."""

    def __repr__(self) -> str:
        return f"WithResponse({self.data!r}, status={self.status}, request_id={self.request_id!r})"
