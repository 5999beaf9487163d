"""The vectors of jobs, which are a machine of their own."""

from __future__ import annotations

import json
from typing import Any

import pytest
from entryphone import IntercomError, _core

from vectors import check, client_of, compare, compare_events, described, load, parsed, parts_of

FOLDERS = ("jobs",)
VECTORS = load(*FOLDERS)


def run(vector: dict[str, Any]) -> None:
    client = client_of(vector["config"])
    if "steps" not in vector:
        with pytest.raises(IntercomError) as caught:
            begin(client, vector)
        return compare(described(caught.value), vector["expect"]["error"])
    script = Script(client, begin(client, vector))
    for line in vector["steps"]:
        script.play(line)
    return None


def begin(client: _core.Client, vector: dict[str, Any]) -> _core.Job:
    given = vector.get("call") or vector["resume"]
    options, seed = given.get("options", {}), given.get("seed", 0)
    if "call" in vector:
        return client.job(client.operation(given["operation"]), parts_of(given), seed, **options)
    handle = given["handle"]
    return client.resume_job(handle if isinstance(handle, str) else json.dumps(handle), seed, **options)


class Script:
    """A job, and the call of it that is under way."""

    def __init__(self, client: _core.Client, job: _core.Job) -> None:
        self.client = client
        self.job = job
        self.call: _core.Call | None = None

    def play(self, line: dict[str, Any]) -> None:
        now = line["now"]
        verb, wanted = next((verb, wanted) for verb, wanted in line.items() if verb != "now")
        if verb in ("response", "lost", "abandoned"):
            return self.report(line, now)
        if verb == "failed":
            with pytest.raises(IntercomError) as caught:
                self.job.next(self.client, now)
            return compare(described(caught.value), wanted)
        if isinstance(wanted, dict) and "error" in wanted:
            with pytest.raises(IntercomError) as caught:
                self.act(verb, now)
            return compare(described(caught.value), wanted["error"])
        actual = self.act(verb, now)
        if verb == "events":
            return compare_events(actual, wanted)
        if isinstance(wanted, dict) and verb != "handle":
            return compare(actual, wanted)
        assert actual == wanted
        return None

    def act(self, verb: str, now: int) -> Any:
        if verb == "events":
            return self.job.drain_events()
        if verb == "cancel":
            self.job.cancel()
            return "ok"
        if verb == "download":
            return first(self.job.download(self.client), now)
        if verb == "handle":
            return None if self.job.handle is None else json.loads(self.job.handle)
        return getattr(self.job, verb) if verb in ("id", "status") else self.next(verb, now)

    def next(self, verb: str, now: int) -> Any:
        step = self.job.next(self.client, now)
        if isinstance(step, _core.Call):
            assert verb == "asks"
            self.call = step
            return first(step, now)
        if isinstance(step, _core.Wait):
            assert verb == "waits"
            return described(step)
        assert verb == "finished"
        return step.end

    def report(self, line: dict[str, Any], now: int) -> None:
        """End the call as the line says, and tell the job."""
        call = self.call
        assert call is not None, "no call is under way"
        try:
            done = end(call, line, now)
        except IntercomError:
            self.job.failed(now, call)
        else:
            self.job.answered(now, done, line.get("retry_after_ms"))


def end(call: _core.Call, line: dict[str, Any], now: int) -> _core.Done:
    if "response" in line:
        response = line["response"]
        body = response.get("body", "")
        body = body if isinstance(body, str) else json.dumps(body)
        headers = [(name, value) for name, value in response.get("headers", [])]
        step = call.answered(now, 1, response["status"], headers, body.encode())
    elif "lost" in line:
        step = call.lost(now, 1, **({"message": ""} | line["lost"]))
    else:
        step = call.cancel(now)
    assert isinstance(step, _core.Done), "the call goes on"
    return step


def first(call: _core.Call, now: int) -> dict[str, Any]:
    """What a call sends first."""
    send = call.start(now)
    assert isinstance(send, _core.Send)
    request = send.request
    return described(send) | {"body": parsed(request.body), "accept": request.headers.get("Accept")}


@pytest.mark.parametrize("vector", VECTORS)
def test_vector(vector: dict[str, Any]) -> None:
    check(vector, run)
