"""The vectors of what needs no machine: one function, what goes in, what comes out."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from entryphone import IntercomError, _core, identity, oauth, rows, search, webhooks

from vectors import check, client_of, compare, described, load, wire

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDERS = ("downloads", "identity", "oauth", "search", "webhooks")
VECTORS = load(*FOLDERS)


def run(vector: dict[str, Any]) -> None:
    ((name, runner),) = [(name, runner) for name, runner in RUNNERS.items() if name in vector]
    expected = vector["expect"]
    if "error" in expected:
        with pytest.raises(IntercomError) as caught:
            runner(vector[name], vector)
        assert "very-secret" not in f"{caught.value} {caught.value!r} {vars(caught.value)}"
        return compare(described(caught.value), expected["error"])
    outcome = runner(vector[name], vector)
    ((member, wanted),) = expected.items()
    if isinstance(wanted, dict):
        if isinstance(wanted.get("summary"), dict):
            compare(outcome["summary"], wanted["summary"])
            outcome["summary"] = wanted["summary"]
        return compare(outcome, wanted)
    assert (member, outcome) == (member, wanted)
    return None


def raw(value: Any) -> bytes:
    """A text stands for its UTF-8, an object for what is no text."""
    if isinstance(value, str):
        return value.encode()
    return bytes.fromhex(value["hex"]) if "hex" in value else base64.b64decode(value["base64"])


def unwrap(call: dict[str, Any], _: Any) -> dict[str, Any]:
    headers = [(name, raw(value)) for name, value in call["headers"]]
    notification = webhooks.unwrap(raw(call["body"]), headers, secret=[raw(secret) for secret in call["secrets"]])
    fields = described(notification)
    return fields | {
        "type": notification.object_type,
        "self": notification.self_url,
        "item": plain(notification.item),
        "links": plain(notification.links),
    }


def plain(value: Any) -> Any:
    return value.to_dict() if isinstance(value, _core.Object) else value


def exchange(call: dict[str, Any], vector: dict[str, Any]) -> dict[str, Any]:
    client = client_of({"token": None} | call.get("config", {}))
    started = _core.exchange(client, call["client_id"], call["client_secret"], call["code"], 0)
    send = started.start(0)
    assert isinstance(send, _core.Send)
    if "answer" in vector:
        body = vector["answer"]["body"]
        body = body if isinstance(body, str) else json.dumps(body)
        done = started.answered(1, 1, vector["answer"]["status"], [], body.encode())
    elif "lost" in vector:
        done = started.lost(1, 1, **({"message": ""} | vector["lost"]))
    else:
        return wire(send.request, vector["expect"]["request"])
    assert isinstance(done, _core.Done), "a code works once"
    grant = oauth.Grant.read(done)
    return {"token": grant.token, "token_type": grant.token_type}


def checked(call: dict[str, Any], _: Any) -> bool:
    search.check(call["resource"], call["version"], call["query"], unchecked=call.get("unchecked", ()))
    return True


def watch(call: dict[str, Any], vector: dict[str, Any]) -> dict[str, Any]:
    headers = [(name, value) for name, value in call["headers"]]
    download = _core.Download(0, 200, headers, call.get("decoded", False), call.get("verify", False))
    *before, last = call.get("steps") or [{"resume": True}]
    for step in before:
        assert watch_step(download, step) is None
    if "error" in vector["expect"]:
        with pytest.raises(IntercomError) as caught:
            watch_step(download, last)
        with pytest.raises(IntercomError, match=re.escape(caught.value.message)):
            download.on_end()
        raise caught.value
    summary = watch_step(download, last)
    return described(download) | {"summary": summary and described(summary)}


def watch_step(download: _core.Download, step: dict[str, Any]) -> _core.Summary | None:
    now = step.get("now", 0)
    if "chunk" in step:
        download.on_chunk(now, raw(step["chunk"]))
    elif "length" in step:
        download.on_length(now, step["length"])
    elif "check" in step:
        download.check(now)
    elif "resume" in step:
        download.resume(now)
    else:
        assert step["end"]
        return download.on_end()
    return None


def read_rows(call: dict[str, Any], vector: dict[str, Any]) -> None:
    """Check the files here, since an error may come after them."""
    chunks = [raw(chunk) for chunk in call["chunks"]]
    whole = b"".join(chunks)
    failures: list[IntercomError | None] = []
    for cut in (chunks, [whole], [whole[at : at + 1] for at in range(len(whole))]):
        files: list[dict[str, Any]] = []
        failures.append(None)
        try:
            for batch in getattr(rows, call["syntax"])(cut, max_row_bytes=call.get("max_row_bytes")):
                if batch.begins_file:
                    files.append({"file": batch.file, "columns": list(batch.columns), "rows": []})
                files[-1]["rows"] += batch.lists()
                assert len(list(batch)) == len(batch)
        except IntercomError as error:
            failures[-1] = error
        assert files == vector["expect"].get("files", [])
    expected = vector["expect"].get("error")
    for failure in failures:
        assert (failure is None) == (expected is None), failure
        if failure is not None:
            compare(described(failure), expected)


RUNNERS: dict[str, Callable[[Any, dict[str, Any]], Any]] = {
    "unwrap": unwrap,
    "sign": lambda call, _: webhooks.sign(raw(call["body"]), raw(call["secret"])),
    "user_hash": lambda call, _: identity.user_hash(raw(call["secret"]), call["user"]),
    "messenger_jwt": lambda call, _: identity.messenger_jwt(
        raw(call["secret"]), call["claims"], call.get("expires_at")
    ),
    "authorize_url": lambda call, _: oauth.authorize_url(**call),
    "exchange": exchange,
    "check": checked,
    "download": watch,
}


@pytest.mark.parametrize("vector", VECTORS)
def test_vector(vector: dict[str, Any]) -> None:
    if "rows" in vector:
        check(vector, lambda vector: read_rows(vector["rows"], vector))
    else:
        check(vector, run)
