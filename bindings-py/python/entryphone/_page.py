"""One page of a listing, from which the others are reached."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ._client import Intercom
    from ._core import Done, Pager

Item = TypeVar("Item")


class Page(Generic[Item]):
    """One page of a listing. Iterating goes over the items of this page and of all that follow; `.data` is this one's.

    Further pages are fetched when they are reached. Each page knows its successor, so that `next_page()` can be asked
    again, and gives the same page anew; only a scroll gives each page once.
    """

    __slots__ = ("_client", "_done", "_next", "data")

    def __init__(self, client: Intercom, pager: Pager, done: Done | None, items: Sequence[Item]) -> None:
        self._client = client
        self._done = done
        self._next, count = (pager, 0) if done is None else pager.turn(done, client._clock.now_ms())
        if client._on_event is not None and done is not None:
            for event in self._next.events():
                client._on_event(event)
        self.data: Sequence[Item] = items[:count] if count < len(items) else items
        """The items of this page."""

    @property
    def body(self) -> Any:
        """The whole answer: totals and whatever else stands around the items. None when nothing was left to ask for."""
        return None if self._done is None else self._done.data

    @property
    def has_next(self) -> bool:
        """Whether there is a further page. It may turn out to be empty."""
        return not self._next.is_over

    def next_page(self) -> Page[Item] | None:
        """Fetch the page after this one; None after the last."""
        done = self._client._fetch(self._next)
        return None if done is None else Page(self._client, self._next, done, self._next.items(done) or [])

    def checkpoint(self) -> str:
        """Make the text with which the same listing goes on after this page, here or elsewhere: `list(…, resume=text)`.

        It holds a cursor, counts and a hash of the arguments, and no token. Raises ArgumentError amid a scroll, which
        Intercom forgets after a minute.
        """
        return self._next.checkpoint()

    def pages(self) -> Iterator[Page[Item]]:
        """Go over this page and all that follow."""
        return _pages(self)

    def __iter__(self) -> Iterator[Item]:
        return _items(self)

    def __len__(self) -> int:
        return len(self.data)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<Page of {len(self.data)} items>"


def first(client: Intercom, pager: Pager) -> tuple[Any, Done | None]:
    """Fetch the first page of a listing, or the answer as it is when it holds no list.

    A listing that was resumed at its end, or may bring nothing, has an empty one.
    """
    done = client._fetch(pager)
    if done is None:
        return Page[Any](client, pager, None, []), None
    items = pager.items(done)
    return (done.data if items is None else Page(client, pager, done, items)), done


# Functions and not methods, so that a listing holds on to no page but the one it is at.
def _pages(page: Page[Item] | None) -> Iterator[Page[Item]]:
    while page is not None:
        yield page
        page = page.next_page()


def _items(page: Page[Item] | None) -> Iterator[Item]:
    while page is not None:
        yield from page.data
        page = page.next_page()
