"""How fast answers are read and calls are made, beside orjson and the official client."""

# What is tried here goes beyond what is declared.
# mypy: disable-error-code="arg-type"

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import entryphone
import orjson
from entryphone import types

import bodies
from measure import interleaved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def pages() -> dict[str, float]:
    """Tell how long a page takes, in multiples of `orjson.loads` of the same bytes."""
    page, every = bodies.page(), reader_of(list(bodies.contact(1)))
    times = interleaved(
        {
            "orjson.loads": lambda: orjson.loads(page),
            "150 contacts, parse and 5 fields of each": lambda: read_views(page),
            "150 contacts, every field of each": lambda: each(every, types.ContactList(page).data),
            "150 contacts, to_dict()": lambda: types.ContactList(page).to_dict(),
        }
    )
    loads = times.pop("orjson.loads")
    return {name: taken / loads for name, taken in times.items()}


def single() -> dict[str, float]:
    """Tell how long one contact takes in multiples of `orjson.loads`, and one call in microseconds."""
    one = bodies.written(bodies.contact(1))
    times = interleaved(
        {
            "orjson.loads": lambda: orjson.loads(one),
            "one contact, parse and 5 fields": lambda: five_of_view(types.Contact(one)),
            "one call": calls(one),
        },
        rounds=300,
        repeats=100,
    )
    ratio = times["one contact, parse and 5 fields"] / times["orjson.loads"]
    return {"one contact, parse and 5 fields": ratio, "one call": times["one call"]}


def official() -> dict[str, float]:
    """Tell how many times as long the official client takes for a page."""
    page = bodies.page()
    times = interleaved({"ours": lambda: read_views(page), "theirs": official_reader(page)}, rounds=20)
    return {"150 contacts, python-intercom over entryphone": times["theirs"] / times["ours"]}


def official_reader(page: bytes) -> Callable[[], None]:
    """Make a function that reads a page as the official client does."""
    # It is slow to import, and leaves much behind for the collector of garbage.
    from intercom import ContactList  # type: ignore[import-not-found]  # only installed where it is measured
    from intercom.core.unchecked_base_model import construct_type  # type: ignore[import-not-found]  # as above

    def read() -> None:
        answer: Any = construct_type(type_=ContactList, object_=json.loads(page))
        each(five_of_view, answer.data)

    return read


def read_views(page: bytes) -> None:
    each(five_of_view, types.ContactList(page).data)


def five_of_view(contact: Any) -> tuple[Any, ...]:
    return contact.id, contact.email, contact.name, contact.created_at, contact.location.city


def each(read: Callable[[Any], object], items: Iterable[Any]) -> None:
    """Read each item, as a program does that keeps none."""
    for item in items:
        read(item)


def reader_of(names: list[str]) -> Callable[[Any], None]:
    """Make a function that reads these attributes, as a program writes it."""
    scope: dict[str, Callable[[Any], None]] = {}
    exec("def read(contact):\n" + "".join(f"    contact.{name}\n" for name in names), scope)
    return scope["read"]


def calls(body: bytes) -> Callable[[], object]:
    """Make a whole call with a transport that answers at once."""
    response = entryphone.Response(200, {"Content-Type": "application/json", "X-Request-Id": "r-1"}, body)
    client = entryphone.Intercom(token="token", transport=lambda _request, _timeout: response, limiter=False)
    return lambda: client.contacts.update("5ba682d23d7cf92bef87bfd4", name="Ada", custom_attributes={"plan": "pro"})
