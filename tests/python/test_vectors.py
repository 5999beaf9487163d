"""Every shared vector, through the machine of this face."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from entryphone import IntercomError, _core

FOLDER = Path(__file__).parent.parent / "vectors"
FOLDERS = {"errors", "pages", "repeats", "requests", "security", "versions"}
NOT_YET = {"identity", "oauth", "search", "webhooks"}
"""Folders of things this face does not offer yet."""
EXCEPTIONS: dict[str, str] = json.loads((FOLDER / "exceptions.json").read_text("utf-8"))["python"]
SETTINGS = {"version", "region", "base_url", "max_attempts", "any_version"}
PARTS = {"path", "query", "body", "extra_query", "extra_body", "extra_headers", "repeatable"}
VECTORS = [
    (f"{path.relative_to(FOLDER).with_suffix('').as_posix()}: {vector['name']}", vector)
    for path in sorted(FOLDER.rglob("*.json"))
    if path.parent.name in FOLDERS
    for vector in json.loads(path.read_text("utf-8"))["vectors"]
]


class Setup:
    """The client of a vector and its one call."""

    def __init__(self, vector: dict[str, Any]) -> None:
        config, self.call = vector["config"], vector["call"]
        options: Any = {name: value for name, value in config.items() if name in SETTINGS}
        options |= {name[:-3]: value / 1000 for name, value in config.items() if name.endswith("_ms")}
        token = config.get("token", "test-token")
        options["token"] = _core.omit if token is None else token
        if config.get("token_provider"):
            options["token"] = lambda: "never called: the vector hands the token in"
        self.client = _core.Client(**options)
        self.parts: Any = {name: value for name, value in self.call.items() if name in PARTS}
        if "arguments" in self.call:
            self.parts["named"] = self.call["arguments"]

    def start(self, number: int = 0) -> _core.Call:
        seed = self.call.get("seed", 0) + number
        if "request" in self.call:
            raw = self.call["request"]
            return self.client.start_raw(raw["method"], raw["path"], self.parts, seed)
        return self.client.start(self.client.operation(self.call["operation"]), self.parts, seed)

    def pages(self) -> _core.Pager:
        return self.client.pages(self.client.operation(self.call["operation"]), self.parts, 0)


def run(vector: dict[str, Any]) -> None:
    expected = vector.get("expect", {})
    if "error" in expected:
        with pytest.raises(IntercomError) as caught:
            Setup(vector).start()
        return compare(described(caught.value), expected["error"])
    setup = Setup(vector)
    if "steps" in vector:
        return run_steps(setup, vector["steps"])
    if "pages" in vector:
        return run_pages(setup, vector["pages"], vector["end"])
    step = setup.start().start(0)
    assert isinstance(step, _core.Send)
    assert wire(step.request, expected["request"]) == expected["request"]
    return None


def run_steps(setup: Setup, steps: list[dict[str, Any]]) -> None:
    calls: dict[int, _core.Call] = {}
    attempts: dict[int, int] = {}
    for line in steps:
        number = line.get("call", 0)
        if number not in calls:
            calls[number] = setup.start(number)
        try:
            step = feed(calls[number], line["now"], line["input"], attempts.get(number, 0))
            if isinstance(step, _core.Send):
                attempts[number] = step.attempt
            named = {re.sub(r"(?<=\w)([A-Z])", r"_\1", type(step).__name__).lower(): described(step)}
        except IntercomError as error:
            named = {"failed": described(error)}
        assert named.keys() == line["expect"].keys(), named
        for name, fields in line["expect"].items():
            compare(named[name], fields)


def feed(call: _core.Call, now: int, given: Any, attempt: int) -> Any:
    if isinstance(given, str):
        return getattr(call, given)(now)
    ((name, value),) = given.items()
    if name in ("token", "no_token"):
        return getattr(call, name)(now, value)
    attempt = value.get("attempt", attempt)
    if name == "lost":
        return call.lost(now, attempt, value["kind"], value["sent"], value.get("message", ""))
    pairs = [(name, text) for name, text in value.get("headers", [])]
    if name == "head":
        return call.head(now, attempt, value["status"], pairs)
    body = value.get("body", "")
    body = body if isinstance(body, str) else json.dumps(body)
    return call.answered(now, attempt, value["status"], pairs, body.encode())


def run_pages(setup: Setup, pages: list[dict[str, Any]], end: Any) -> None:
    pager: _core.Pager | None = setup.pages()
    for line in pages:
        assert pager is not None, "the listing ended early"
        call = pager.call(setup.client, 0)
        step = call.start(0)
        assert isinstance(step, _core.Send)
        compare({"url": step.request.url, "body": parsed(step.request.body)}, line["asks"])
        done = call.answered(0, step.attempt, 200, [], json.dumps(line["answer"]).encode())
        assert isinstance(done, _core.Done)
        try:
            pager = pager.next(done)
        except IntercomError as error:
            return compare(described(error), end["error"])
    assert end == ("over" if pager is None else "more")
    return None


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
    if "attempts" in fields:
        fields["attempts"] = len(fields["attempts"])
    if "errors" in fields:
        fields |= {"errors": [error._asdict() for error in fields["errors"]], "text": str(thing)}
    return fields


def compare(actual: dict[str, Any], expected: dict[str, Any]) -> None:
    for name, wanted in expected.items():
        if name.endswith("_has"):
            assert wanted in actual[name[:-4]]
        elif isinstance(wanted, dict) and "from" in wanted:
            assert wanted["from"] <= actual[name] <= wanted["to"], name
        else:
            assert actual.get(name) == wanted, (name, actual)


@pytest.mark.parametrize("vector", [pytest.param(vector, id=name) for name, vector in VECTORS])
def test_vector(vector: dict[str, Any]) -> None:
    if vector["name"] not in EXCEPTIONS:
        run(vector)
        return
    with pytest.raises(BaseException):  # noqa: B017, PT011 - an exception that passes is to be taken out of the list
        run(vector)


def test_no_folder_is_overlooked() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} <= FOLDERS | NOT_YET


def test_exceptions_name_vectors_that_exist() -> None:
    assert EXCEPTIONS.keys() <= {vector["name"] for _, vector in VECTORS}
