"""What clients and calls are told, for type checkers."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypedDict

from ._core import Object, Omit
from ._fleet import Fleet

Progress: TypeAlias = bool | Callable[[int, int | None], object] | None

class Options(TypedDict, total=False):
    """What a client can be told."""

    token: str | Callable[[], str | Awaitable[str]] | Omit | None
    version: str | None
    region: str | None
    base_url: str | None
    timeout: float | None
    idle_timeout: float | None
    deadline: float | None
    max_attempts: int | None
    max_body_bytes: int | None
    user_agent: str | None
    limiter: bool | None
    lane: str | None
    strict: bool | None
    any_version: bool | None
    fleet: Fleet | None

class Settings(Options, total=False):
    """What only its first construction can tell a client."""

    on_event: Callable[[Object], object] | None

class Listing(TypedDict, total=False):
    """How a listing is read, of which the API knows nothing."""

    limit: int | None
    resume: str | None
    progress: Progress

class Parts(TypedDict, total=False):
    """What a call can be given, before each part finds its place."""

    path: Sequence[Any] | Mapping[str, Any]
    named: Mapping[str, Any]
    query: Mapping[str, Any] | None
    body: Any
    extra_query: Mapping[str, Any] | None
    extra_body: Mapping[str, Any] | None
    extra_headers: Mapping[str, str] | None
    repeatable: bool
