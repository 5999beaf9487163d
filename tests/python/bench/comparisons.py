"""The same work done by this package, by the official client, and by what people use without either."""

# What is tried here goes beyond what is declared.
# mypy: disable-error-code="arg-type"

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import entryphone
import httpx
import orjson

import bodies
import startup
import views
from measure import interleaved

if TYPE_CHECKING:
    from collections.abc import Callable


def all_of_them() -> list[dict[str, Any]]:
    """Tell what each way takes of each work, in one unit."""
    return [
        _comparison("A page of 150 contacts, parsed, 5 fields of each read", "ms", _reading(), 1000),
        _comparison("One call over httpx, with an answer at once", "µs", _calling(), 1),
        _comparison("Import and construct", "ms", startup.beside_the_official(), 1),
    ]


def _comparison(name: str, unit: str, ways: dict[str, float], scale: float) -> dict[str, Any]:
    return {"name": name, "unit": unit, "ways": {way: taken / scale for way, taken in ways.items()}}


def _reading() -> dict[str, float]:
    page = bodies.page()
    return interleaved(
        {
            "entryphone": lambda: views.read_views(page),
            "orjson": lambda: views.each(_five_of_dict, orjson.loads(page)["data"]),
            "json": lambda: views.each(_five_of_dict, json.loads(page)["data"]),
            "python-intercom": views.official_reader(page),
        },
        rounds=20,
    )


def _five_of_dict(contact: dict[str, Any]) -> tuple[Any, ...]:
    return contact["id"], contact["email"], contact["name"], contact["created_at"], contact["location"]["city"]


def _calling() -> dict[str, float]:
    body = bodies.written(bodies.contact(1))
    ways: dict[str, Callable[[], object]] = {}

    def client() -> httpx.Client:
        answer = {"Content-Type": "application/json", "X-Request-Id": "r-1"}
        return httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, headers=answer, content=body)))

    ours = entryphone.Intercom(token="token", transport=entryphone.HttpxTransport(client()), limiter=False)
    ways["entryphone"] = lambda: ours.contacts.find("5ba682d23d7cf92bef87bfd4")

    bare = client()
    address = "https://api.intercom.io/contacts/5ba682d23d7cf92bef87bfd4"
    ways["httpx alone"] = lambda: bare.get(address, headers={"Authorization": "Bearer token"}).json()

    from intercom import Intercom  # type: ignore[import-not-found]  # only installed where it is measured

    theirs = Intercom(token="token", httpx_client=client())
    ways["python-intercom"] = lambda: theirs.contacts.find("5ba682d23d7cf92bef87bfd4")
    return interleaved(ways, rounds=60, repeats=10)
