"""Answers are of the class of their schema, and their fields are read out of the bytes."""

# What is tried here goes beyond what is declared.
# mypy: disable-error-code="attr-defined,union-attr,index,misc"

from __future__ import annotations

import copy
import inspect
import json
import pickle
import pydoc
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

import entryphone
import pytest
from entryphone import List, Object, types, webhooks

from scripted import answer, client

TAG = {"type": "tag", "id": "t1"}
CONTACT: dict[str, Any] = {
    "type": "contact",
    "id": "c1",
    "name": None,
    "created_at": 1734537253,
    "owner_id": 2**70,
    "location": {"type": "location", "city": "Zürich"},
    "avatar": {"image_url": "https://example.com/a.png"},
    "tags": {"type": "list", "data": [TAG, {"type": "tag", "id": "t2"}], "total_count": 2},
    "custom_attributes": {"plan": "pro", "email": 7},
    "shoe_size": {"eu": 38},
}
PAGE = {"type": "list", "data": [CONTACT, {"type": "contact", "id": "c2"}], "pages": {"next": None}}


def contact() -> Any:
    return types.Contact(CONTACT)


def test_fields_read_what_came_and_none_where_nothing_did() -> None:
    view = contact()
    assert (view.id, view.created_at, view.owner_id) == ("c1", 1734537253, 2**70)
    assert view.name is None
    assert view.email is None
    assert ("name" in view, "email" in view) == (True, False)
    with pytest.raises(KeyError):
        view["email"]


def test_members_have_the_class_of_their_own_schema() -> None:
    view = contact()
    assert isinstance(view.location, types.ContactLocation)
    assert view.location.city == view["location"]["city"] == view.get("location").city == "Zürich"
    assert isinstance(view["location"], types.ContactLocation)
    assert [type(tag) for tag in view.tags.data] == [types.AddressableList] * 2
    assert type(view.custom_attributes) is Object
    assert (view.custom_attributes.plan, view.custom_attributes.email) == ("pro", 7)


def test_what_a_field_describes_in_place_is_called_after_both() -> None:
    avatar = contact().avatar
    assert (avatar.__schema__.name, Object.__schema__) == ("contact.avatar", None)
    assert type(avatar) is types.ContactAvatar


def test_answers_have_the_class_of_their_operation() -> None:
    intercom, _ = client(answer(200, CONTACT), answer(200, CONTACT), answer(200, PAGE), answer(200, {"id": "c1"}))
    assert type(intercom.contacts.find("c1")) is types.Contact
    assert type(intercom.contacts.find.with_response("c1").data) is types.Contact
    page = intercom.contacts.list()
    assert type(page.body) is types.ContactList
    assert type(page.data) is List
    assert [type(item) for item in page] == [types.Contact] * 2
    assert type(intercom.request("GET", "/contacts/c1")) is Object


def test_items_of_every_listing_have_a_class_where_the_catalog_knows_one() -> None:
    untyped = set()
    for row in entryphone.operations():
        if row.paging is None:
            continue
        intercom, _ = client(answer(200, {"type": "list", "data": []}), version=row.until)
        path, place = list(row.path_params), None
        page = intercom.call(row.id, path=path)
        place = type(page.body if isinstance(page, entryphone.Page) else page)
        if place is Object:
            untyped.add(row.id)
    assert len(untyped) < 10, untyped


def test_a_polled_job_has_the_class_of_its_answer() -> None:
    intercom, _ = client(
        answer(200, {"job_identifier": "j1", "status": "pending"}),
        answer(200, {"job_identifier": "j1", "status": "completed", "download_url": ""}),
    )
    job = intercom.job("data_export.create", created_at_after=1, created_at_before=2)
    job.wait()
    assert type(job.answer) is types.DataExport


def test_a_union_is_told_apart_by_its_type_or_is_the_sum_of_its_members() -> None:
    feed = types.PaginatedResponse({"data": [{"type": "news-item", "id": "1"}, {"type": "newsfeed"}, {"type": "?"}]})
    assert [type(item) for item in feed.data] == [types.NewsItem, types.Newsfeed, Object]
    attribute = types.ConversationAttributeList({"data": [{"data_type": "list", "options": []}]}).data[0]
    assert type(attribute) is types.ConversationAttribute
    assert attribute.options == []


def test_the_item_of_a_notification_has_the_class_that_its_type_names() -> None:
    for item, kind in (({"type": "contact", "id": "c1"}, types.Contact), ({"type": "new-thing"}, Object)):
        body = json.dumps({"topic": "contact.user.created", "data": {"item": item}}).encode()
        headers = {"X-Hub-Signature": webhooks.sign(body, "secret")}
        assert type(webhooks.unwrap(body, headers, secret="secret").item) is kind


def test_unknown_fields_survive() -> None:
    view = contact()
    assert view.shoe_size.eu == view["shoe_size"]["eu"] == 38
    assert view.extra == {"shoe_size": {"eu": 38}}
    assert types.Contact({"id": "c1"}).extra == {}
    assert Object({"a": 1}).extra == {"a": 1}
    assert "shoe_size" in dir(view)


def test_a_field_that_neither_came_nor_is_known_is_a_mistake() -> None:
    with pytest.raises(AttributeError, match=r"this Contact has no field \"emial\"") as caught:
        contact().emial  # noqa: B018 - it is never read
    assert (caught.value.name, type(caught.value.obj)) == ("emial", types.Contact)
    assert not hasattr(contact(), "_repr_html_")
    assert contact().get("emial") is None
    assert contact().custom_attributes.whatever is None


def test_methods_are_not_shadowed_by_fields() -> None:
    view = types.Contact({"keys": 1, "to_dict": 2, "extra": 3})
    assert view.to_dict() == {"keys": 1, "to_dict": 2, "extra": 3}
    assert (view["to_dict"], view.to_dict_, view.keys_) == (2, 2, 1)
    component = types.DataTableComponent({"items": [{"type": "field-value"}]})
    assert component.items_ == component["items"] == [{"type": "field-value"}]
    assert types.DataTableComponent({}).items_ is None
    assert Object({"from": 1}).from_ == 1


def test_views_cannot_be_changed() -> None:
    view = contact()
    with pytest.raises(AttributeError, match="its email cannot be changed"):
        view.email = "new@example.com"
    with pytest.raises(AttributeError, match="its email cannot be changed"):
        del view.email
    with pytest.raises(AttributeError):
        view.anything = 1
    with pytest.raises(TypeError):
        view["email"] = "new@example.com"


def test_views_are_mappings() -> None:
    assert isinstance(contact(), Mapping)
    view = contact()
    assert dict(view) == view == CONTACT == view.to_dict()
    assert dict(view.items()) == dict(zip(view.keys(), view.values(), strict=True)) == CONTACT
    assert view == Object(CONTACT)
    assert view != types.Contact({"id": "c1"})


def test_views_match_patterns() -> None:
    match contact():
        case types.Company():
            pytest.fail("a contact is no company")
        case types.Contact("c1", location=types.ContactLocation(city=city), tags={"data": [first, *_]}):
            assert (city, first.id) == ("Zürich", "t1")
        case _:
            pytest.fail("it matches by its id, its attributes and its items")
    match contact():
        case {"type": "contact", "id": found, **rest}:
            assert (found, "location" in rest, "type" in rest) == ("c1", True, False)
        case _:
            pytest.fail("it matches as a mapping")


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda view: pickle.loads(pickle.dumps(view))])
def test_copies_keep_class_and_bytes(again: Any) -> None:
    Customer = globals()["Customer"] = type("Customer", (types.Contact,), {"__module__": __name__})  # noqa: N806 - a class
    for view in (contact(), contact().location, contact().avatar, Customer(CONTACT)):
        twin = again(view)
        assert (type(twin), twin, twin.to_json()) == (type(view), view, view.to_json())


def test_a_pickle_is_read_where_nobody_has_named_the_class() -> None:
    pickled = pickle.dumps([contact().location, contact().tags.data])
    program = f"import pickle; a, b = pickle.loads({pickled!r}); print(type(a), a.city.encode(), type(b[0]))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    expected = (
        "<class 'entryphone.types.ContactLocation'> b'Z\\xc3\\xbcrich' <class 'entryphone.types.AddressableList'>"
    )
    assert done.stdout.strip() == expected


def test_a_detached_view_holds_nothing_but_its_own_bytes() -> None:
    page = types.ContactList(json.dumps({"data": [CONTACT], "filler": "x" * 5_000_000}))
    kept = page.data[0].detach()
    assert kept == CONTACT
    assert len(pickle.dumps(kept)) < 2_000
    assert isinstance(kept, types.Contact)


def test_the_repr_names_class_type_and_id_and_nothing_else() -> None:
    assert repr(contact()) == 'Contact(type="contact", id="c1")'
    assert repr(contact().custom_attributes) == "Object(2 fields)"


def test_views_are_written_as_json() -> None:
    whole = {"contact": contact(), "tags": contact().tags.data}
    assert json.loads(json.dumps(whole, default=entryphone.to_plain)) == {
        "contact": CONTACT,
        "tags": CONTACT["tags"]["data"],
    }
    assert contact().to_json() == contact().detach().to_json()
    body = b'{ "id" : "c1" ,\n"n":1.10}'
    assert types.Contact(body).to_json() == body
    with pytest.raises(TypeError, match="Object of type complex is not JSON serializable"):
        json.dumps({"a": 1j}, default=entryphone.to_plain)


def test_times_become_datetimes_when_asked() -> None:
    created = datetime(2024, 12, 18, 15, 54, 13, tzinfo=timezone.utc)
    assert entryphone.to_datetime(contact().created_at) == created
    assert (
        entryphone.to_datetime("2024-12-18T16:54:13+01:00") == entryphone.to_datetime("2024-12-18T15:54:13Z") == created
    )
    assert entryphone.to_datetime("2024-12-18T15:54:13").tzinfo is timezone.utc
    assert entryphone.to_datetime(contact().signed_up_at) is None


def test_classes_are_documented() -> None:
    text = inspect.getdoc(types.Contact) or ""
    assert "The schema `contact` of the API, 2.7 to Preview" in text
    assert "owner_id: int | None, 2.7 to 2.15; str | None, 2.16 to Preview" in text
    assert "    external_id: str | None\n" in text
    shown = pydoc.plain(pydoc.render_doc(types.ContactLocation))
    assert "class ContactLocation(entryphone.Object)" in shown
    assert "city\n |      str | None, 2.7 to Preview" in shown
    field = contact().__schema__.fields["formatted_phone"]
    assert (field.__name__, field.since, field.until) == ("formatted_phone", "Preview", "Preview")


def test_every_class_can_be_made_and_none_is_made_before_it_is_named() -> None:
    program = "from entryphone import types; a = len(vars(types)); dir(types); types.Tag; print(len(vars(types)) - a)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
    names = dir(types)
    assert len(names) == len(set(names)) > 400
    for name in names:
        made = getattr(types, name)
        assert made is getattr(types, name)
        assert (made.__name__, made.__module__, issubclass(made, Object)) == (name, "entryphone.types", True)
        assert name in pydoc.describe(made)
        assert made.__schema__ is not None
        for field in made.__schema__.fields:
            view = made({field: 1})
            assert view[field] == getattr(view, field if not hasattr(Object, field) else f"{field}_") == 1


def test_a_class_that_does_not_exist_names_the_nearest() -> None:
    with pytest.raises(AttributeError, match="no class 'Contcat'; did you mean 'Contact'"):
        types.Contcat  # noqa: B018 - it is never made


def test_every_read_of_a_large_object_finds_its_field() -> None:
    names = [name for name in types.Contact.__schema__.fields if name not in CONTACT]
    body = CONTACT | {name: number for number, name in enumerate(names)}
    for _ in range(3):
        view = types.Contact(body)
        for name in (*names, *reversed(names), *names[::3], *names[::-7]):
            assert getattr(view, name) == body[name]
            assert view.shoe_size.eu == 38


def test_the_last_of_several_members_of_a_name_counts_however_often_one_asks() -> None:
    members = ",".join(f'"field_{number}": {number}' for number in range(40))
    for view in (types.Contact(f'{{"id": "first", {members}, "id": "last"}}') for _ in range(3)):
        assert {view.id for _ in range(20)} == {"last"} == {view["id"]}
