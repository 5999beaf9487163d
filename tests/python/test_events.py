"""What a client tells about its calls."""

from __future__ import annotations

from typing import Any

import pytest
from entryphone import ServerError

from scripted import answer, client


def test_a_listener_hears_what_a_call_does_and_nothing_about_whom() -> None:
    heard: list[Any] = []
    intercom, _ = client(answer(503), answer(200, {"type": "contact", "id": "c-17"}), on_event=heard.append)
    intercom.contacts.find("c-17")
    assert [event.event for event in heard] == ["request", "response", "retry", "wait", "request", "response", "done"]
    assert "c-17" not in repr([event.to_dict() for event in heard])
    assert "secret-token" not in repr([event.to_dict() for event in heard])


def test_a_listener_hears_of_failures_and_of_pages() -> None:
    heard: list[Any] = []
    page = answer(200, {"type": "list", "data": [{"id": "1"}], "pages": {"next": {"starting_after": "n"}}})
    intercom, _ = client(page, answer(500), on_event=heard.append)
    first = intercom.contacts.list()
    assert heard[-1].event == "page"
    assert heard[-1]["items"] == 1
    with pytest.raises(ServerError):
        intercom.with_options(max_attempts=1).contacts.create(role="lead")
    assert heard[-1].event == "failed"
    assert heard[-1].maybe_applied is True
    assert first.has_next


def test_a_strict_client_tells_how_an_answer_differs_and_refuses_nothing() -> None:
    body = {"type": "contact", "id": 17, "newer_than_us": {"x": 1}}
    intercom, _ = client(answer(200, body), answer(200, body), strict=True)
    told = intercom.contacts.find.with_response("c1")
    assert {(entry.path, entry.kind) for entry in told.drift} == {
        ("id", "wrong_type"),
        ("newer_than_us", "unknown_field"),
    }
    assert told.data["newer_than_us"].x == 1
    assert intercom.with_options(strict=False).contacts.find.with_response("c1").drift == ()
