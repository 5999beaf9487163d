"""Python values in requests become what the wire wants."""

# What is tried here goes beyond what is declared.
# mypy: disable-error-code="arg-type,call-arg,union-attr,index"

from __future__ import annotations

import datetime as dt
import decimal
import enum
import json
import uuid
from operator import attrgetter
from types import MappingProxyType
from typing import Any

import entryphone
import pytest
from entryphone import types

from scripted import client

UTC = dt.timezone.utc
NOON = dt.datetime(2026, 1, 31, 12, 0, 0, 700_000, tzinfo=dt.timezone(dt.timedelta(hours=1)))


class Role(enum.Enum):
    USER = "user"


class Priority(enum.IntEnum):
    HIGH = 2


class Measured(float):
    """A float that shows its type, as those of NumPy do."""

    def __repr__(self) -> str:
        return f"Measured({float.__repr__(self)})"


def sent(operation: str, *path: Any, version: str = "2.16", **named: Any) -> Any:
    intercom, _ = client(version=version)
    method = attrgetter(operation)(intercom)
    return json.loads(method.prepare(*path, **named).body, parse_float=decimal.Decimal)


def contact(**fields: Any) -> Any:
    return sent("contacts.create", **fields)


def test_a_moment_is_sent_as_unix_seconds() -> None:
    assert contact(signed_up_at=NOON) == {"signed_up_at": 1769857200}
    assert contact(signed_up_at=dt.datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC)) == {"signed_up_at": -1}
    assert contact(custom_attributes={"renewal": NOON, "timestamp": NOON}) == {
        "custom_attributes": {"renewal": 1769857200, "timestamp": 1769857200}
    }


def test_members_that_want_text_get_text() -> None:
    article = sent("articles.create", title="T", author_id=1, scheduled_publish_at=NOON)
    assert article["scheduled_publish_at"] == "2026-01-31T12:00:00.700000+01:00"
    history = [{"timestamp": NOON, "metadata": {"timestamp": NOON}, "created_at": NOON}, {"timestamp": NOON}]
    replied = sent("fin_agent.start", conversation_metadata={"history": history})["conversation_metadata"]["history"]
    assert replied[0]["timestamp"] == replied[1]["timestamp"] == "2026-01-31T12:00:00.700000+01:00"
    assert replied[0]["metadata"]["timestamp"] == replied[0]["created_at"] == 1769857200


def test_a_day_is_sent_where_a_day_is_wanted_and_nowhere_else() -> None:
    row = next(row for row in entryphone.operations("2.16") if "exception_date" in row.body and row.method == "POST")
    assert sent(row.id, 1, exception_date=dt.date(2026, 1, 31)) == {"exception_date": "2026-01-31"}
    with pytest.raises(entryphone.ArgumentError, match=r"exception_date is a datetime.*give its date\(\)"):
        sent(row.id, 1, exception_date=NOON)
    with pytest.raises(entryphone.ArgumentError, match=r"signed_up_at is a day.*give a datetime with a time zone"):
        contact(signed_up_at=dt.date(2026, 1, 31))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(
        entryphone.ArgumentError, match=r"contacts\.create: signed_up_at is a datetime without a time zone"
    ):
        contact(signed_up_at=dt.datetime(2026, 1, 31))  # noqa: DTZ001 - it has none, and is refused


def test_times_in_queries_and_searches_are_seconds_too() -> None:
    intercom, _ = client()
    url = intercom.admins.list_all_activity_logs.prepare(created_at_after=NOON).url
    assert url.endswith("created_at_after=1769857200")
    condition = entryphone.search.field("created_at").greater_than(NOON)
    assert condition.to_dict() == {"field": "created_at", "operator": ">", "value": 1769857200}


def test_numbers_keep_their_digits() -> None:
    body = contact(
        custom_attributes={
            "big": 2**70,
            "price": decimal.Decimal("19.90"),
            "float": 0.1,
            "large": 1e300,
            "measured": Measured(2.5),
            "huge": decimal.Decimal("1E+3"),
        }
    )
    assert body["custom_attributes"]["big"] == 2**70
    assert str(body["custom_attributes"]["price"]) == "19.90"
    assert body["custom_attributes"]["float"] == decimal.Decimal("0.1")
    assert body["custom_attributes"]["large"] == decimal.Decimal("1e300")
    assert body["custom_attributes"]["measured"] == decimal.Decimal("2.5")
    assert body["custom_attributes"]["huge"] == 1000


def test_enums_and_uuids_are_their_values() -> None:
    customer = uuid.UUID("6f9619ff-8b86-d011-b42d-00cf4fc964ff")
    body = contact(role=Role.USER, external_id=customer, custom_attributes={"priority": Priority.HIGH})
    assert body == {"role": "user", "external_id": str(customer), "custom_attributes": {"priority": 2}}
    intercom, _ = client()
    assert intercom.contacts.find.prepare(customer).url.endswith(str(customer))


def test_views_and_parts_of_them_are_sent_back() -> None:
    found = types.Contact(
        b'{"id": "c1", "custom_attributes": {"plan": "pro", "n": 1.10}, "tags": {"data": [{"id": "t1"}, {"id": "t2"}]}}'
    )
    body = contact(custom_attributes=found.custom_attributes, name=found.name)
    assert body == {"custom_attributes": {"plan": "pro", "n": decimal.Decimal("1.10")}, "name": None}
    intercom, _ = client()
    assert intercom.contacts.find.prepare(found.id).url.endswith("/contacts/c1")
    body = intercom.prepare("contacts.create", body=found).body
    assert body is not None
    assert json.loads(body) == found
    body = intercom.prepare("tags.create", body={"name": "T", "users": found.tags.data[:1]}).body
    assert body == b'{"name":"T","users":[{"id": "t1"}]}'


def test_any_mapping_and_any_sequence_will_do() -> None:
    attributes = MappingProxyType({"a": (1, 2), "b": range(2), "c": ()})
    assert contact(custom_attributes=attributes) == {"custom_attributes": {"a": [1, 2], "b": [0, 1], "c": []}}


def test_none_is_null_and_omit_is_nothing_at_any_depth() -> None:
    body = contact(name=None, phone=entryphone.omit, custom_attributes={"a": None, "b": entryphone.omit})
    assert body == {"name": None, "custom_attributes": {"a": None}}
    intercom, _ = client()
    url = intercom.contacts.list.prepare(per_page=None, starting_after=entryphone.omit).url
    assert url == "https://api.intercom.io/contacts"


def test_lists_in_queries_are_joined() -> None:
    row = next(row for row in entryphone.operations("Preview") if "any_tag_ids" in row.query)
    intercom, _ = client(version="Preview")
    url = intercom.prepare(row.id, query={"any_tag_ids": (1, "2"), "tag_ids": entryphone.List([3, 4])}).url
    assert "any_tag_ids=1,2" in url
    assert "tag_ids=3,4" in url


@pytest.mark.parametrize("wrong", ["emial", "custom_atributes", "externalid"])
def test_a_typo_names_the_nearest(wrong: str) -> None:
    near = {"emial": "email", "custom_atributes": "custom_attributes", "externalid": "external_id"}[wrong]
    with pytest.raises(entryphone.ArgumentError, match=f'no argument "{wrong}"; did you mean "{near}"'):
        contact(**{wrong: 1})


def test_typos_in_options_and_queries_are_refused_too() -> None:
    with pytest.raises(entryphone.ArgumentError, match='did you mean "per_page"'):
        client()[0].prepare("contacts.list", query={"perpage": 1})
    with pytest.raises(TypeError, match="tokn"):
        entryphone.Intercom(tokn="t")


def test_what_passes_the_catalog_by_is_written_alike() -> None:
    intercom, _ = client()
    prepared = intercom.contacts.create.prepare(
        extra_query={"since": NOON, "ids": [1, 2]},
        extra_body={"when": NOON, "role": Role.USER},
        extra_headers={"X-Trace": "1"},
    )
    assert prepared.url.endswith("/contacts?since=1769857200&ids=1,2")
    assert json.loads(prepared.body or b"") == {"when": 1769857200, "role": "user"}
    assert prepared.headers["X-Trace"] == "1"


def test_path_arguments_come_by_position_or_by_name() -> None:
    intercom, _ = client()
    by_position = intercom.contacts.update.prepare(7, name="Ada")
    by_name = intercom.contacts.update.prepare(contact_id=7, name="Ada")
    assert by_position.curl() == by_name.curl()
    with pytest.raises(entryphone.ArgumentError):
        intercom.contacts.update.prepare("a", "b", name="Ada")
    with pytest.raises(entryphone.ArgumentError):
        intercom.contacts.update.prepare(None)
