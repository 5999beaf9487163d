"""What the methods of resources are, for type checkers. At run time `_resource.py` makes them from the catalog."""

from collections.abc import Callable, Mapping
from typing import IO, Any, Concatenate, Generic, ParamSpec, TypeAlias, TypedDict, TypeVar, overload

from ._core import Prepared
from ._options import Progress
from ._page import AsyncListing, AsyncPage, Page
from ._response import WithResponse

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")
_Item = TypeVar("_Item")
_Kind = TypeVar("_Kind")

class Sync:
    """The kind of client whose methods return answers."""

class Async:
    """The kind of client whose methods are awaited."""

class Resource(Generic[_Kind]):
    """A part of the API, of a client of that kind."""

File: TypeAlias = bytes | bytearray | IO[bytes] | tuple[str, bytes | bytearray | IO[bytes]]

class CallOptions(TypedDict, total=False):
    """What every call takes besides its own arguments."""

    extra_query: Mapping[str, Any] | None
    extra_body: Mapping[str, Any] | None
    extra_headers: Mapping[str, str] | None
    repeatable: bool

class ListOptions(CallOptions, total=False):
    """What a listing takes besides its own arguments."""

    limit: int | None
    resume: str | None
    progress: Progress

class Method(Generic[_Given, _Answer]):
    """One operation of the API."""

    def __call__(self, *args: _Given.args, **kwargs: _Given.kwargs) -> _Answer:
        """Send the request, and return the answer."""

    def with_response(self, *args: _Given.args, **kwargs: _Given.kwargs) -> WithResponse[_Answer]:
        """Send the request, and return the answer as `.data`, with its status, headers, rate limit and attempts."""

    def prepare(self, *args: _Given.args, **kwargs: _Given.kwargs) -> Prepared:
        """Make the request without sending it. Its token is masked."""

class AsyncMethod(Generic[_Given, _Answer]):
    """One operation of the API, of a client that is awaited."""

    async def __call__(self, *args: _Given.args, **kwargs: _Given.kwargs) -> _Answer:
        """Send the request, and return the answer."""

    async def with_response(self, *args: _Given.args, **kwargs: _Given.kwargs) -> WithResponse[_Answer]:
        """Send the request, and return the answer as `.data`, with its status, headers, rate limit and attempts."""

    def prepare(self, *args: _Given.args, **kwargs: _Given.kwargs) -> Prepared:
        """Make the request without sending it. Its token is masked."""

class AsyncListMethod(Generic[_Given, _Item]):
    """One operation of the API that lists, of a client that is awaited."""

    def __call__(self, *args: _Given.args, **kwargs: _Given.kwargs) -> AsyncListing[_Item]:
        """Ask for the list: await it for the first page, or iterate over all items with `async for`."""

    async def with_response(self, *args: _Given.args, **kwargs: _Given.kwargs) -> WithResponse[AsyncPage[_Item]]:
        """Send the request, and return the first page as `.data`, with its status, headers, rate limit and attempts."""

    def prepare(self, *args: _Given.args, **kwargs: _Given.kwargs) -> Prepared:
        """Make the request without sending it. Its token is masked."""

class call(Generic[_Given, _Answer]):  # noqa: N801 - a decorator
    """Makes the method of an operation out of what it takes and gives."""

    def __init__(self, function: Callable[Concatenate[Any, _Given], _Answer]) -> None: ...
    @overload
    def __get__(self, resource: Resource[Sync], owner: type[Any]) -> Method[_Given, _Answer]: ...
    @overload
    def __get__(self, resource: Resource[Async], owner: type[Any]) -> AsyncMethod[_Given, _Answer]: ...

class listing(Generic[_Given, _Item]):  # noqa: N801 - a decorator
    """Makes the method of an operation that lists."""

    def __init__(self, function: Callable[Concatenate[Any, _Given], Page[_Item]]) -> None: ...
    @overload
    def __get__(self, resource: Resource[Sync], owner: type[Any]) -> Method[_Given, Page[_Item]]: ...
    @overload
    def __get__(self, resource: Resource[Async], owner: type[Any]) -> AsyncListMethod[_Given, _Item]: ...

class PageOrOne(Generic[_Item, _Answer]):
    """A page of items, or one thing, as the arguments say."""

class listing_or_one(Generic[_Given, _Item, _Answer]):  # noqa: N801 - a decorator
    """Makes the method of an operation that lists, or answers one thing, as its arguments say."""

    def __init__(self, function: Callable[Concatenate[Any, _Given], PageOrOne[_Item, _Answer]]) -> None: ...
    @overload
    def __get__(self, resource: Resource[Sync], owner: type[Any]) -> Method[_Given, Page[_Item] | _Answer]: ...
    @overload
    def __get__(
        self, resource: Resource[Async], owner: type[Any]
    ) -> AsyncMethod[_Given, AsyncPage[_Item] | _Answer]: ...
