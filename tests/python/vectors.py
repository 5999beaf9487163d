"""What the runners of vectors share: reading them, and comparing what came out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from entryphone import _core

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent.parent / "vectors"
EXCEPTIONS: dict[str, str] = json.loads((FOLDER / "exceptions.json").read_text("utf-8"))["python"]
NO_PARTS = {"operation", "request", "seed", "options", "arguments"}
"""What else a vector says about its call."""


def load(*folders: str) -> list[Any]:
    """Read the vectors of some folders, as parameters of a test."""
    return [
        pytest.param(vector, id=f"{folder}/{path.stem}: {vector['name']}")
        for folder in folders
        for path in sorted((FOLDER / folder).glob("*.json"))
        for vector in json.loads(path.read_text("utf-8"))["vectors"]
    ]


def check(vector: dict[str, Any], run: Callable[[dict[str, Any]], None]) -> None:
    """Run a vector, which passes unless it is an exception, and then must fail."""
    if vector["name"] not in EXCEPTIONS:
        run(vector)
        return
    with pytest.raises(BaseException):  # noqa: B017, PT011 - an exception that passes is to be taken out of the list
        run(vector)


def client_of(config: dict[str, Any]) -> _core.Client:
    """Make the client that a vector's config describes."""
    options: Any = {"token": "test-token"} | config
    if options["token"] is None:
        options["token"] = _core.omit
    if options.pop("token_provider", False):
        options["token"] = lambda: "never called: the vector hands the token in"
    for name in [name for name in options if name.endswith("_ms")]:
        options[name.removesuffix("_ms")] = options.pop(name) / 1000
    return _core.Client(**options)


def parts_of(call: dict[str, Any]) -> Any:
    """Give the arguments of a vector's call."""
    parts = {name: value for name, value in call.items() if name not in NO_PARTS}
    return parts | ({"named": call["arguments"]} if "arguments" in call else {})


def wire(request: _core.Request, expected: dict[str, Any]) -> dict[str, Any]:
    """The request as vectors write it."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    assert headers.pop("user-agent"), "every request says who sends it"
    content_type, _, boundary = headers.get("content-type", "").partition("; boundary=")
    body = parsed(request.body)
    if boundary:
        headers["content-type"] = content_type
        parts = re.findall(r'name="([^"]*)".*?\r\n\r\n(.*?)\r\n--', (request.body or b"").decode(), re.DOTALL)
        body = {"multipart": [{"name": name, "value": value} for name, value in parts]}
    assert list(expected) == ["method", "url", "headers", "body"], "the vector says everything"
    return {"method": request.method, "url": request.url, "headers": headers, "body": body}


def parsed(body: bytes | None) -> Any:
    try:
        return None if body is None else json.loads(body)
    except ValueError:
        return None


def described(thing: Any) -> dict[str, Any]:
    """The fields of a step or an error, in the names and units of vectors."""
    names = [name for name in dir(thing) if not name.startswith("_") and not callable(getattr(thing, name))]
    fields = {name: getattr(thing, name) for name in names}
    for name in ("timeout", "retry_after"):
        if fields.get(name) is not None:
            fields[f"{name}_ms"] = round(fields[name] * 1000)
    if "request" in fields:
        request = fields["request"]
        fields |= {"method": request.method, "url": request.url, "authorization": request.headers.get("Authorization")}
        fields["idle_timeout_ms"] = round(request.idle_timeout * 1000)
    if fields.get("rate_limit"):
        limit, remaining, resets_in = fields["rate_limit"]
        resets = None if resets_in is None else round(resets_in * 1000)
        fields["rate_limit"] = {"limit": limit, "remaining": remaining, "resets_in_ms": resets}
    if "drift" in fields:
        entries = [entry._asdict() for entry in fields["drift"]]
        fields["drift"] = [entry | {"count": entry.pop("times")} for entry in entries]
    if "attempts" in fields:
        fields["attempts"] = len(fields["attempts"])
    if "errors" in fields:
        fields |= {"errors": [error._asdict() for error in fields["errors"]], "text": str(thing)}
    return fields


def compare_events(actual: list[_core.Object], expected: list[dict[str, Any]] | None) -> None:
    """Compare what a machine recorded with all that it should have."""
    if expected is not None:
        assert [event["event"] for event in actual] == [event["event"] for event in expected]
        for event, wanted in zip(actual, expected, strict=True):
            compare(event.to_dict(), wanted)


def compare(actual: dict[str, Any], expected: dict[str, Any]) -> None:
    for name, wanted in expected.items():
        if name.endswith("_has"):
            assert wanted in actual[name[:-4]]
        elif isinstance(wanted, dict) and "from" in wanted:
            assert wanted["from"] <= actual[name] <= wanted["to"], name
        else:
            assert actual.get(name) == wanted, (name, actual)
