"""End to end: this face, its default transport, and the emulator."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import entryphone
import pytest

from emulator import TOKEN
from scripted import VirtualClock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from entryphone.params import SingleFilterSearchRequest

    from emulator import Emulator


class Workspace:
    """A client of the emulator, and the emulator itself."""

    def __init__(self, emulator: Emulator) -> None:
        self.clock = VirtualClock()
        self.client = entryphone.Intercom(token=TOKEN, base_url=emulator.url, clock=self.clock)
        self.requests = emulator.requests
        self.applied = emulator.applied
        self._emulator = emulator

    def fail(self, **fault: Any) -> None:
        self._emulator.faults(fault)


@pytest.fixture
def workspace(emulator: Emulator) -> Iterator[Workspace]:
    made = Workspace(emulator)
    yield made
    made.client.close()


@pytest.fixture
def client(workspace: Workspace) -> entryphone.Intercom:
    return workspace.client


def test_a_contact_is_created_found_changed_and_deleted(client: entryphone.Intercom) -> None:
    made = client.contacts.create(role="user", email="zoe@example.com", custom_attributes={"plan": "pro"})
    assert (made.type, made.email, made.custom_attributes.plan) == ("contact", "zoe@example.com", "pro")
    assert client.contacts.find(made.id) == client.contacts.find(contact_id=made.id)
    client.contacts.update(made.id, name="Zoë")
    assert client.contacts.find(made.id).name == "Zoë"
    client.contacts.delete(made.id)
    with pytest.raises(entryphone.NotFoundError) as caught:
        client.contacts.find(made.id)
    assert caught.value.request_id


def test_a_listing_goes_over_all_pages(workspace: Workspace) -> None:
    page = workspace.client.contacts.list(per_page=10)
    assert (len(page), page.has_next, page.body.total_count) == (10, True, 25)
    assert len({contact.id for contact in page}) == 25
    assert [len(part) for part in page.pages()] == [10, 10, 5]
    second, again = page.next_page(), page.next_page()
    assert second is not None
    assert again is not None
    assert [contact.id for contact in second.data] == [contact.id for contact in again.data]
    assert [row["query"].get("per_page") for row in workspace.requests()] == ["10"] * len(workspace.requests())


def test_a_search_is_paged_in_its_body(workspace: Workspace) -> None:
    query: SingleFilterSearchRequest = {"field": "role", "operator": "=", "value": "user"}
    found = workspace.client.contacts.search(query=query, pagination={"per_page": 5})
    roles = [contact.role for contact in found]
    assert set(roles) == {"user"}
    assert len(roles) > 5
    assert all(row["body"]["pagination"]["per_page"] == 5 for row in workspace.requests())


def test_tags_notes_and_companies(client: entryphone.Intercom) -> None:
    contact = client.contacts.create(role="user", email="tagged@example.com")
    tag = client.tags.create(name="vip")
    assert client.tags.tag_contact(contact.id, id=tag.id).name == "vip"
    assert [known.name for known in client.contacts.list_attached_tags(contact.id)] == ["vip"]
    note = client.notes.create(contact.id, body="<p>Hello</p>")
    assert client.notes.find(note.id).id == note.id
    company = client.companies.create_or_update(company_id="acme", name="Acme")
    client.companies.attach_contact(contact.id, id=company.id)
    assert company.id in [known.id for known in client.contacts.list_attached_companies(contact.id)]


def test_a_full_window_is_waited_out_in_virtual_time(workspace: Workspace) -> None:
    workspace.fail(status=429, headers={"retry-after": "7"}, match={"method": "POST", "path": "/contacts"})
    made = workspace.client.contacts.create.with_response(email="late@example.com")
    assert made.status == 200
    assert [attempt.status for attempt in made.attempts] == [429, 200]
    assert [7 <= slept < 7.3 for slept in workspace.clock.slept] == [True]
    assert [change["count"] for change in workspace.applied()] == [1]


def test_a_creation_that_may_have_happened_is_not_repeated(workspace: Workspace) -> None:
    workspace.fail(status=503, match={"method": "POST", "path": "/contacts"})
    with pytest.raises(entryphone.ServerError) as caught:
        workspace.client.contacts.create(email="once@example.com")
    assert caught.value.maybe_applied
    assert len(workspace.requests()) == 1
    assert workspace.applied() == []
    assert workspace.clock.slept == []


def test_a_connection_dropped_after_the_fact_says_that_it_may_have_happened(workspace: Workspace) -> None:
    workspace.fail(drop="after", match={"method": "POST", "path": "/contacts"})
    with pytest.raises(entryphone.TransportError) as caught:
        workspace.client.contacts.create(email="once@example.com")
    assert caught.value.maybe_applied
    assert [(change["method"], change["count"]) for change in workspace.applied()] == [("POST", 1)]


def test_a_reading_is_repeated_whatever_breaks(workspace: Workspace) -> None:
    for fault in ({"drop": "before"}, {"truncate": 10}, {"html": 502}):
        workspace.fail(**fault, match={"method": "GET", "path": "/contacts*"})
    page = workspace.client.contacts.list.with_response(per_page=150)
    assert [attempt.end for attempt in page.attempts] == ["connection", "protocol", "answered", "answered"]
    assert len(page.data) == 25
    assert len(workspace.clock.slept) == 3


def test_a_wrong_token_is_refused_and_not_shown(emulator_url: str) -> None:
    with (
        entryphone.Intercom(token="wrong-token", base_url=emulator_url) as client,
        pytest.raises(entryphone.AuthenticationError) as caught,
    ):
        client.admins.identify()
    assert "wrong-token" not in f"{caught.value} {vars(caught.value)} {client!r} {vars(client)}"


def test_several_threads_may_call_at_once(workspace: Workspace) -> None:
    def count(_: int) -> int:
        return len({contact.id for contact in workspace.client.contacts.list(per_page=5)})

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(count, range(16))) == [25] * 16
