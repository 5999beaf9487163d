"""Every shared vector, through the machine of this face."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from entryphone import IntercomError, _core

import test_function_vectors
import test_job_vectors
from vectors import (
    EXCEPTIONS,
    FOLDER,
    check,
    client_of,
    compare,
    compare_events,
    described,
    load,
    parsed,
    parts_of,
    wire,
)

FOLDERS = ("drift", "errors", "events", "pages", "repeats", "requests", "security", "versions")
VECTORS = load(*FOLDERS)


class Setup:
    """The client of a vector and its one call."""

    def __init__(self, vector: dict[str, Any]) -> None:
        self.call = vector["call"]
        self.client = client_of(vector["config"])
        self.parts = parts_of(self.call)

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
        compare_events(calls[number].drain_events(), line.get("events"))


def feed(call: _core.Call, now: int, given: Any, attempt: int) -> Any:
    if isinstance(given, str):
        return getattr(call, given)(now)
    ((name, value),) = given.items()
    if name in ("token", "no_token", "reserved", "unavailable"):
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
        compare_events(pager.events(), line.get("events"))
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


@pytest.mark.parametrize("vector", VECTORS)
def test_vector(vector: dict[str, Any]) -> None:
    check(vector, run)


def test_no_folder_is_overlooked() -> None:
    known = {"cassettes", *FOLDERS, *test_function_vectors.FOLDERS, *test_job_vectors.FOLDERS}
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} <= known


def test_exceptions_name_vectors_that_exist() -> None:
    files = [json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*/*.json")]
    assert EXCEPTIONS.keys() <= {vector["name"] for file in files for vector in file["vectors"]}
