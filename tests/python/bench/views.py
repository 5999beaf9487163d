"""How fast answers are read and calls are made, beside orjson in one run: `python tests/python/bench/views.py`.

It prints a line for each budget: the median, the ratio to `orjson.loads` of the same bytes, and what is allowed.
"""

# What is tried here goes beyond what is declared.
# mypy: disable-error-code="arg-type"

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import entryphone
import orjson
from entryphone import types

import bodies
import memory
from measure import interleaved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def five_of_view(contact: Any) -> tuple[Any, ...]:
    return contact.id, contact.email, contact.name, contact.created_at, contact.location.city


def five_of_dict(contact: dict[str, Any]) -> tuple[Any, ...]:
    return contact["id"], contact["email"], contact["name"], contact["created_at"], contact["location"]["city"]


def reader_of(names: list[str]) -> Callable[[Any], None]:
    """Make a function that reads these attributes, as a program writes it."""
    scope: dict[str, Callable[[Any], None]] = {}
    exec("def read(contact):\n" + "".join(f"    contact.{name}\n" for name in names), scope)
    return scope["read"]


def each(read: Callable[[Any], object], items: Iterable[Any]) -> None:
    """Read each item, as a program does that keeps none."""
    for item in items:
        read(item)


def calls(body: bytes) -> Callable[[], object]:
    """Make a whole call with a transport that answers at once."""
    response = entryphone.Response(200, {"Content-Type": "application/json", "X-Request-Id": "r-1"}, body)
    client = entryphone.Intercom(token="token", transport=lambda _request, _timeout: response, limiter=False)
    return lambda: client.contacts.update("5ba682d23d7cf92bef87bfd4", name="Ada", custom_attributes={"plan": "pro"})


def main() -> None:
    page, one = bodies.page(), bodies.written(bodies.contact(1))
    every = reader_of(list(bodies.contact(1)))
    print(f"a page of {bodies.CONTACTS} contacts in {len(page)} bytes, one contact in {len(one)}")
    lists = interleaved(
        {
            "orjson.loads": lambda: orjson.loads(page),
            "orjson + 5 fields": lambda: each(five_of_dict, orjson.loads(page)["data"]),
            "index": lambda: types.ContactList(page),
            "parse + 5 fields": lambda: each(five_of_view, types.ContactList(page).data),
            "every field": lambda: each(every, types.ContactList(page).data),
            "to_dict()": lambda: types.ContactList(page).to_dict(),
        }
    )
    singles = interleaved(
        {
            "orjson.loads": lambda: orjson.loads(one),
            "one contact + 5 fields": lambda: five_of_view(types.Contact(one)),
            "one call": calls(one),
        },
        rounds=300,
        repeats=100,
    )
    allowed = {"parse + 5 fields": 0.40, "every field": 0.90, "to_dict()": 1.40, "one contact + 5 fields": 0.60}
    missed = []
    for times in (lists, singles):
        loads = times["orjson.loads"].median
        for name, (median, best) in times.items():
            ratio, limit = median / loads, allowed.get(name)
            print(f"{name:24} {median:9.2f} µs  best {best:9.2f}  {ratio:5.2f} x orjson.loads", end="")
            print(f"  (at most {limit})" if limit else "")
            missed += [name] if limit and ratio > limit else []
    missed += ["one call"] if singles["one call"].median > 30 else []
    for name, ratio in memory.figures().items():
        print(f"{name:40} {ratio:.2f} x body  (at most 2.2)")
        missed += [name] if ratio > 2.2 else []
    if missed:
        sys.exit(f"over budget: {', '.join(missed)}")


if __name__ == "__main__":
    main()
