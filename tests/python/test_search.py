"""Queries are built, sent as they are, and checked when that is asked for."""

from __future__ import annotations

import json
from typing import Any

import entryphone
import pytest
from entryphone import search
from entryphone.search import all_of, any_of, field

from scripted import answer, client


def test_conditions_are_sent_as_they_are_built() -> None:
    intercom, script = client(answer(200, {"data": []}))
    query = all_of(
        field("role").equals("user"),
        any_of(field("custom_attributes.plan").one_of(("pro", "team")), field("owner_id").not_equals(None)),
    )
    search.check("contacts", "2.16", query)
    list(intercom.contacts.search(query=query))
    sent = json.loads(script.requests[0].body or b"")
    assert sent["query"] == query.to_dict() == json.loads(query.to_json())
    assert query.to_dict()["value"][1]["value"][0] == {
        "field": "custom_attributes.plan",
        "operator": "IN",
        "value": ["pro", "team"],
    }
    assert query == all_of(*[field("role").equals("user"), query_part(query)])


def query_part(query: search.Condition) -> search.Condition:
    first, second = query.to_dict()["value"][1]["value"]
    return any_of(*[field(part["field"]).compare(part["operator"], part["value"]) for part in (first, second)])


@pytest.mark.parametrize(
    ("method", "operator"),
    [
        ("greater_than", ">"),
        ("less_than", "<"),
        ("at_least", ">="),
        ("at_most", "<="),
        ("contains", "~"),
        ("not_contains", "!~"),
        ("starts_with", "^"),
        ("ends_with", "$"),
    ],
)
def test_every_comparison_has_its_operator(method: str, operator: str) -> None:
    condition = getattr(field("name"), method)(1.5)
    assert condition.to_dict() == {"field": "name", "operator": operator, "value": 1.5}


def test_a_field_that_is_not_known_is_refused_until_it_is_vouched_for() -> None:
    query = {"field": "emial", "operator": "=", "value": "x"}
    with pytest.raises(entryphone.ArgumentError, match="email"):
        search.check("contacts", "2.16", query)
    search.check("contacts", "2.16", query, unchecked=["emial"])
    with pytest.raises(entryphone.NotInVersionError):
        search.check("companies", "2.10", field("name").equals("x"))


@pytest.mark.parametrize("values", ["pro", b"pro", {"pro": 1}])
def test_a_text_is_no_list_of_its_characters(values: Any) -> None:
    with pytest.raises(entryphone.ArgumentError, match="must be a list"):
        field("plan").one_of(values)


def test_what_is_no_condition_is_refused() -> None:
    unfinished: Any = field("role")
    with pytest.raises(entryphone.ArgumentError, match="not Subject"):
        all_of(unfinished)
    with pytest.raises(entryphone.ArgumentError, match="no operator"):
        field("role").compare("==", "user")
