"""Arguments find their places, and answers come as what they are."""

from __future__ import annotations

import io
import json
from typing import Any

import entryphone
import pytest

from scripted import answer, client

CONTACT = {"type": "contact", "id": "c1"}


def body_of(request: entryphone.Request) -> Any:
    return None if request.body is None else json.loads(request.body)


def test_arguments_find_their_places() -> None:
    intercom, script = client(*[answer(200, CONTACT)] * 4)
    intercom.contacts.update("c/1", name="Ada", phone=None, role=entryphone.omit)
    intercom.contacts.update(contact_id="c1", extra_query={"a": 1}, extra_body={"b": 2}, extra_headers={"X-C": "3"})
    intercom.call("contacts.update", path="c1", body={"name": "Ada"})
    intercom.call("contacts.update", path={"contact_id": "c1"}, query={})
    first, second, third, _ = script.requests
    assert (first.method, first.url) == ("PUT", "https://api.intercom.io/contacts/c%2F1")
    assert body_of(first) == {"name": "Ada", "phone": None}
    assert (second.url, body_of(second)) == ("https://api.intercom.io/contacts/c1?a=1", {"b": 2})
    assert second.headers["X-C"] == "3"
    assert body_of(third) == {"name": "Ada"}


def test_names_that_are_keywords_of_python_take_an_underscore() -> None:
    intercom, script = client(answer())
    intercom.messages.create(from_={"type": "admin", "id": 1}, body="Hello")
    assert body_of(script.requests[0]) == {"from": {"type": "admin", "id": 1}, "body": "Hello"}


def test_a_dry_run_sends_nothing_and_masks_the_token() -> None:
    intercom, script = client()
    prepared = intercom.contacts.update.prepare("c1", name="Ada")
    assert prepared.headers["Authorization"] == "Bearer ***"
    assert (prepared.method, prepared.body) == ("PUT", b'{"name":"Ada"}')
    assert "$INTERCOM_ACCESS_TOKEN" in prepared.curl()
    twin = intercom.prepare("contacts.update", path=["c1"], body={"name": "Ada"})
    assert twin.curl() == prepared.curl()
    assert script.requests == []


def test_with_response_tells_what_stands_around_the_answer() -> None:
    headers = {"X-Request-Id": "r-1", "X-RateLimit-Limit": "10", "X-RateLimit-Remaining": "9"}
    intercom, _ = client(answer(200, CONTACT, headers))
    result = intercom.contacts.find.with_response("c1")
    assert (result.data.id, result.status, result.request_id) == ("c1", 200, "r-1")
    assert (result.headers["x-request-id"], result.rate_limit) == ("r-1", entryphone.RateLimit(10, 9, None))
    assert [attempt.end for attempt in result.attempts] == ["answered"]


def test_the_door_past_the_catalog() -> None:
    intercom, script = client(answer(200, {"ok": True}), answer(200, {"ok": True}))
    assert intercom.request("GET", "/new/thing", query={"a": "b c"}) == {"ok": True}
    intercom.request("post", "/new/thing", body=[1])
    assert script.requests[0].url == "https://api.intercom.io/new/thing?a=b%20c"
    assert (script.requests[1].method, body_of(script.requests[1])) == ("POST", [1])
    with pytest.raises(entryphone.ArgumentError, match="uses no method"):
        intercom.request("BREW", "/new/thing")


def test_each_kind_of_answer_is_what_it_is() -> None:
    intercom, script = client(
        answer(200, b"[00:00] Hello \xc3\xbc"),
        answer(200, b"\x1f\x8b"),
        answer(302, None, {"Location": "https://files.example/recording?signature=1"}),
        answer(200, b"RIFF"),
        answer(204),
        version="2.16",
    )
    assert intercom.calls.transcript("7") == "[00:00] Hello ü"
    assert intercom.data_export.download("job") == b"\x1f\x8b"
    assert intercom.calls.recording("7") == b"RIFF"
    assert "Authorization" not in script.requests[-1].headers
    assert intercom.contacts.delete("c1") is None


def test_files_are_bytes_named_bytes_or_open_files(tmp_path: Any) -> None:
    row = next(row for row in entryphone.operations() if "upload_catalog" in row.id)
    intercom, script = client(*[answer()] * 4, version="Preview")
    field = row.body[0]
    path = ["x"] * len(row.path_params)
    saved = tmp_path / "saved.jsonl"
    saved.write_bytes(b"{}")
    with saved.open("rb") as opened:
        for file in (b"{}", ("named.jsonl", b"{}"), opened, io.BytesIO(b"{}")):
            intercom.call(row.id, path=path, body={field: file})
    names = [f'filename="{name}"'.encode() for name in (field, "named.jsonl", "saved.jsonl", field)]
    assert [name in (request.body or b"") for name, request in zip(names, script.requests, strict=True)] == [True] * 4
    with saved.open() as text, pytest.raises(entryphone.ArgumentError, match='open it in mode "rb"'):
        intercom.call(row.id, path=path, body={field: text})


def test_bytes_are_no_file_where_none_is_taken() -> None:
    intercom, _ = client()
    with pytest.raises(entryphone.ArgumentError, match=r"contacts\.update: name is of type bytes"):
        intercom.contacts.update("c1", name=b"Ada")  # type: ignore[arg-type]  # a mistake on purpose
