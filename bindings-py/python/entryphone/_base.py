"""What a client is, apart from how it waits: settings, resources, and requests that are not sent."""

from __future__ import annotations

import os

from ._core import Client, names
from ._errors import ArgumentError
from ._resource import member

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, NoReturn, TypedDict

    from typing_extensions import Self, Unpack

    from ._core import Omit, Operation, Prepared

    class Options(TypedDict, total=False):
        """What a client can be told."""

        token: str | Callable[[], str] | Omit | None
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
        events: bool | None
        any_version: bool | None

    class Listing(TypedDict, total=False):
        """How a listing is read, of which the API knows nothing."""

        limit: int | None
        resume: str | None

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


_TOKEN_VARIABLE = "INTERCOM_ACCESS_TOKEN"  # noqa: S105 - the name of it


class BaseClient:
    """What a client is, apart from how it waits."""

    _core: Client
    _provider: Callable[[], str]

    def __init__(self, options: Options, *, registered: bool) -> None:
        if options.get("token") is None:
            options["token"] = os.environ.get(_TOKEN_VARIABLE)
            if not options["token"]:
                raise _refused(f'there is no access token; give token="…", or set {_TOKEN_VARIABLE}')
        _check_place(options)
        self._core = Client(registered=registered, **options)
        self._provider = _provider(options)

    def with_options(self, **options: Unpack[Options]) -> Self:
        """Make a client with some settings changed. It shares the transport of this one."""
        _check_place(options)
        other = object.__new__(type(self))
        other.__dict__.update({name: value for name, value in vars(self).items() if name in self._SHARED})
        other._core = self._core.with_options(**options)
        other._provider = self._provider if options.get("token") is None else _provider(options)
        return other

    _SHARED: tuple[str, ...] = ()
    """The attributes that clients made by `with_options` have in common."""

    @property
    def version(self) -> str:
        """The version of the API this client speaks."""
        return self._core.version

    @property
    def base_url(self) -> str:
        """Where requests go."""
        return self._core.base_url

    def prepare(
        self,
        operation: str,
        *,
        path: str | Sequence[Any] | Mapping[str, Any] = (),
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Prepared:
        """Make the request of an operation, such as `contacts.update`, without sending it. Its token is masked."""
        parts: Parts = {
            "path": _path(path),
            "query": query,
            "body": body,
            "extra_query": extra_query,
            "extra_body": extra_body,
            "extra_headers": extra_headers,
        }
        return self._core.prepare(self._core.operation(operation), parts)

    if TYPE_CHECKING:
        # How a client waits is its own; these are what its methods are driven by.
        def _run(self, operation: Operation, parts: Parts, **listing: Unpack[Listing]) -> Any: ...
        def _run_with_response(self, operation: Operation, parts: Parts, **listing: Unpack[Listing]) -> Any: ...

    if not TYPE_CHECKING:
        # Type checkers know the resources, and should find what is misspelt.
        def __getattr__(self, name: str) -> Any:
            found = member(self, "", name)
            # The next access finds it without coming here.
            self.__dict__[name] = found
            return found

    def __dir__(self) -> list[str]:
        return sorted([*super().__dir__(), *names("")])

    def __repr__(self) -> str:
        return f"{type(self).__name__}(version={self.version!r}, base_url={self.base_url!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} holds a token and connections, so it is neither pickled nor copied; "
            "make one where it is needed, or derive one with with_options()"
        )


def seed() -> int:
    """Roll the dice for one call.

    Not from `random`: its sequence belongs to the program, and may be the same in every worker of it.
    """
    return int.from_bytes(os.urandom(8), "little")


def _path(path: str | Sequence[Any] | Mapping[str, Any]) -> Sequence[Any] | Mapping[str, Any]:
    """Take a path of one argument bare, too."""
    return (path,) if isinstance(path, (str, int)) else path


def _provider(options: Options) -> Callable[[], str]:
    token = options.get("token")
    return token if callable(token) else _no_provider


def _no_provider() -> str:
    raise LookupError("the client was given no function to ask for one")


def _check_place(options: Options) -> None:
    if options.get("region") is not None and options.get("base_url") is not None:
        raise _refused("region and base_url both say where requests go; give one of them")


def _refused(message: str) -> ArgumentError:
    error = ArgumentError(message)
    error.kind, error.message = "argument", message
    return error
