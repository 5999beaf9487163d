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
NOT_YET = {"downloads", "identity", "jobs", "oauth", "search", "webhooks"}
"""Folders of things this face does not offer yet."""
EXCEPTIONS: dict[str, str] = json.loads((FOLDER / "exceptions.json").read_text("utf-8"))["python"]
SETTINGS = {"version", "region", "base_url", "max_attempts", "limiter", "lane", "any_version"}
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

    def pages(self, vector: dict[str, Any]) -> _core.Pager:
        operation = self.client.operation(self.call["operation"])
        pager = self.client.pages(operation, self.parts, 0)
        if "resume" in vector:
            pager = self.resume(vector["resume"])
        return pager.limit(vector["limit"]) if "limit" in vector else pager

    def resume(self, checkpoint: str) -> _core.Pager:
        return self.client.resume_pages(self.client.operation(self.call["operation"]), self.parts, checkpoint, 0)


def run(vector: dict[str, Any]) -> None:
    expected = vector.get("expect", {})
    if "error" in expected:
        with pytest.raises(IntercomError) as caught:
            Setup(vector).pages(vector) if "resume" in vector else Setup(vector).start()
        return compare(described(caught.value), expected["error"])
    setup = Setup(vector)
    if "steps" in vector:
        return run_steps(setup, vector["steps"])
    if "pages" in vector:
        return run_pages(setup, vector)
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


def run_pages(setup: Setup, vector: dict[str, Any]) -> None:
    now = 0
    pagers = {0: setup.pages(vector)}
    for line in vector["pages"]:
        now, number = line.get("now", now), line.get("pager", 0)
        if "dropped" in line:
            del pagers[number]
            continue
        if number not in pagers:
            pagers[number] = setup.pages(vector)
        pagers[number] = play_page(setup, pagers[number], line, now)
    end = vector["end"]
    if isinstance(end, dict):
        return refuses(setup, pagers[0], now, end["error"])
    assert end == ("over" if pagers[0].is_over else "more")
    return None


def play_page(setup: Setup, pager: _core.Pager, line: dict[str, Any], now: int) -> _core.Pager:
    call = None
    if "asks" in line:
        call = pager.call(setup.client, now, 0)
        assert call is not None, "the listing ended early"
        step = call.start(now)
        assert isinstance(step, _core.Send)
        compare({"url": step.request.url, "body": parsed(step.request.body)}, line["asks"])
    if "refuses" in line:
        refuses(setup, pager, now, line["refuses"])
    if "answer" in line:
        pager, items = pager.turn(answered(setup, call, line["answer"], now), now)
        compare({"items": items, "restarted": False}, line.get("gives", {}))
    elif "fails" in line:
        after = pager.fail(line["fails"])
        if "gives" in line:
            assert (after is None) == (line["gives"] is None)
            compare({"items": 0, "restarted": after is not None and after[1]}, line["gives"] or {})
        pager = pager if after is None else after[0]
    checkpoint = line.get("checkpoint")
    if isinstance(checkpoint, str):
        assert pager.checkpoint() == checkpoint
        return setup.resume(checkpoint)
    if checkpoint is not None:
        with pytest.raises(IntercomError) as caught:
            pager.checkpoint()
        compare(described(caught.value), checkpoint["error"])
    return pager


def answered(setup: Setup, call: _core.Call | None, answer: Any, now: int) -> _core.Done:
    """The end of a call that is answered so; of any call where the script has none under way."""
    if call is None:
        call = setup.start()
        assert isinstance(call.start(now), _core.Send)
    done = call.answered(now, 1, 200, [], json.dumps(answer).encode())
    assert isinstance(done, _core.Done)
    return done


def refuses(setup: Setup, pager: _core.Pager, now: int, expected: dict[str, Any]) -> None:
    with pytest.raises(IntercomError) as caught:
        pager.call(setup.client, now, 0)
    compare(described(caught.value), expected)


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
