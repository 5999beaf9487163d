"""Queries for the searches of contacts, conversations, tickets and companies: built, and checked before they are sent.

>>> from entryphone.search import all_of, any_of, field
>>> query = all_of(
...     field("role").equals("user"),
...     any_of(field("custom_attributes.plan").one_of(["pro", "team"]), field("signed_up_at").greater_than(1700000000)),
... )

`client.contacts.search(query=query)` takes it as it is. A condition becomes whatever it is told; `check` holds a query,
built here or anywhere else, against what the searches are known to take.
"""

from __future__ import annotations

from ._core import Condition, Subject, search_all, search_any, search_check, search_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

__all__ = ["Condition", "Subject", "all_of", "any_of", "check", "field"]


def field(name: str) -> Subject:
    """Begin a filter of this field; its methods compare it with something."""
    return search_field(name)


def all_of(*conditions: Condition) -> Condition:
    """Make a condition that holds where all of these hold."""
    return search_all(*conditions)


def any_of(*conditions: Condition) -> Condition:
    """Make a condition that holds where one of these holds."""
    return search_any(*conditions)


def check(resource: str, version: str, query: Condition | Mapping[str, Any], *, unchecked: Iterable[str] = ()) -> None:
    """Check the query of a search: its shape, its fields, and what they may be compared with in that version.

    resource: "contacts", "conversations", "tickets" or "companies".
    unchecked: fields that may be compared in any way, since they are newer than this package.

    Raises ArgumentError, or NotInVersionError where another version would take it.
    """
    search_check(resource, version, query, list(unchecked))
