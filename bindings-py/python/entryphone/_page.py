"""One page of a listing, from which the others are reached."""

from __future__ import annotations

from typing import Any, Generic, TypeVar, cast

from ._base import seed
from ._core import Object
from ._errors import ApiError, refused
from ._flow import iterate, run
from ._progress import Meter
from ._uncopied import Uncopied

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator, Iterator, Sequence

    from typing_extensions import Self

    from ._base import BaseClient
    from ._core import Done, Pager
    from ._options import Progress

Item = TypeVar("Item")


class BasePage(Uncopied, Generic[Item]):
    """What a page is, apart from how others are fetched."""

    _instead = "hand on its items, or its checkpoint()"
    __slots__ = ("_client", "_done", "_next", "_progress", "data")

    def __init__(
        self, client: BaseClient, pager: Pager, done: Done | None, items: Sequence[Item], progress: Progress
    ) -> None:
        self._client = client
        self._done = done
        self._progress: Progress = progress
        self._next, count = (pager, 0) if done is None else pager.turn(done, client._now_ms())
        if done is not None:
            client._host.tell_all(self._next.events(), "listing")
        self.data: Sequence[Item] = items[:count] if count < len(items) else items
        """The items of this page."""

    @classmethod
    async def first(cls, client: BaseClient, pager: Pager, progress: Progress) -> tuple[Any, Done | None]:
        """Fetch the first page of a listing, or the answer as it is when it holds no list.

        A listing that was resumed at its end, or may bring nothing, has an empty one.
        """
        done = await _fetch(client, pager)
        if done is None:
            return cls(client, pager, None, [], progress), None
        items = pager.items(done)
        return (done.data if items is None else cls(client, pager, done, items, progress)), done

    @property
    def body(self) -> Any:
        """The whole answer: totals and whatever else stands around the items. None when nothing was left to ask for."""
        return None if self._done is None else self._done.data

    @property
    def has_next(self) -> bool:
        """Whether there is a further page. It may turn out to be empty."""
        return not self._next.is_over

    def checkpoint(self) -> str:
        """Make the text with which the same listing goes on after this page, here or elsewhere: `list(…, resume=text)`.

        It holds a cursor, counts and a hash of the arguments, and no token. Raises ArgumentError amid a scroll, which
        Intercom forgets after a minute.
        """
        return self._next.checkpoint()

    async def _following(self) -> Self | None:
        done = await _fetch(self._client, self._next)
        if done is None:
            return None
        return type(self)(self._client, self._next, done, self._next.items(done) or [], self._progress)

    def _total(self) -> int | None:
        body = self.body
        total = body.get("total_count") if isinstance(body, Object) else None
        return total if isinstance(total, int) else None

    def __len__(self) -> int:
        return len(self.data)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self.data)} items>"


class Page(BasePage[Item]):
    """One page of a listing. Iterating goes over the items of this page and of all that follow; `.data` is this one's.

    Further pages are fetched when they are reached. Each page knows its successor, so that `next_page()` can be asked
    again, and gives the same page anew; only a scroll gives each page once.
    """

    __slots__ = ()

    def next_page(self) -> Page[Item] | None:
        """Fetch the page after this one; None after the last."""
        return run(self._following())

    def pages(self) -> Iterator[Page[Item]]:
        """Go over this page and all that follow."""
        return iterate(_pages(self))

    def __iter__(self) -> Iterator[Item]:
        return _items(self.pages())


class AsyncPage(BasePage[Item]):
    """One page of a listing. Iterating goes over the items of this page and of all that follow; `.data` is this one's.

    Further pages are fetched when they are reached. Each page knows its successor, so that `next_page()` can be asked
    again, and gives the same page anew; only a scroll gives each page once.
    """

    __slots__ = ()

    def next_page(self) -> Awaitable[AsyncPage[Item] | None]:
        """Fetch the page after this one; None after the last."""
        return self._following()

    def pages(self) -> AsyncGenerator[AsyncPage[Item], None]:
        """Go over this page and all that follow."""
        return _pages(self)

    def __aiter__(self) -> AsyncIterator[Item]:
        return _async_items(_pages(self))


class AsyncListing(Uncopied, Generic[Item]):
    """A listing that was asked for and not yet fetched: await it for its first page, or iterate over all its items."""

    _instead = "await it, and hand on the items of its pages or their checkpoints"
    __slots__ = ("_first",)

    def __init__(self, first: Callable[[], Awaitable[AsyncPage[Item]]]) -> None:
        self._first = first

    def __await__(self) -> Generator[Any, None, AsyncPage[Item]]:
        return self._first().__await__()

    async def pages(self) -> AsyncGenerator[AsyncPage[Item], None]:
        """Go over all pages."""
        first: Any = await self._first()
        if not isinstance(first, AsyncPage):
            raise refused("the answer holds no list, so there is nothing to go over")
        pages = _pages(cast("AsyncPage[Item]", first))
        try:
            async for page in pages:
                yield page
        finally:
            await pages.aclose()

    def __aiter__(self) -> AsyncIterator[Item]:
        return _async_items(self.pages())

    def __repr__(self) -> str:
        return "<AsyncListing: await it, or iterate over it with async for>"


async def _fetch(client: BaseClient, pager: Pager) -> Done | None:
    """Fetch the page of a listing; None when there is none."""
    call = pager.call(client._core, client._now_ms(), seed())
    if call is None:
        return None
    try:
        return await client._drive(call)
    except ApiError as error:
        after = pager.fail(error.status)
        # A listing that starts again brings items twice, so it is the caller who starts it.
        if after is None or not after[0].is_over:
            raise
        return None


Each = TypeVar("Each", bound=BasePage[Any])


# Functions and not methods, so that a listing holds on to no page but the one it is at.
async def _pages(page: Each | None) -> AsyncGenerator[Each, None]:
    if page is None:
        return
    with Meter(page._progress, "items") as meter:
        while page is not None:
            meter.advance(len(page.data), page._total())
            yield page
            page = await page._following()


def _items(pages: Iterator[Page[Item]]) -> Iterator[Item]:
    for page in pages:
        yield from page.data


async def _async_items(pages: AsyncGenerator[AsyncPage[Item], None]) -> AsyncIterator[Item]:
    try:
        async for page in pages:
            for item in page.data:
                yield item
    finally:
        await pages.aclose()
