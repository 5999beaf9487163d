"""Shared vectors through whole clients: the sync one and the async one do the same."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from unittest import mock

import entryphone
import pytest
from entryphone import IntercomError
from entryphone._flow import run
from entryphone.testing import MockTransport, VirtualClock

from test_vectors import FOLDERS
from vectors import client_of, compare, load, parsed, parts_of, wire


def both(vector: dict[str, Any], answers: list[Any], play: Any, play_async: Any) -> dict[str, Any]:
    """Do the same with both clients; what they came to, which is the same."""
    outcomes: list[dict[str, Any]] = []
    for kind, player in ((entryphone.Intercom, play), (entryphone.AsyncIntercom, play_async)):
        script = MockTransport(answers)
        clock = VirtualClock(0)
        client: Any = kind(token="test-token", transport=script, clock=clock)
        client._quiet = client_of({**vector["config"], "max_attempts": 1})
        outcome: dict[str, Any] = {"items": []}
        try:
            # The same dice for both.
            with mock.patch("os.urandom", return_value=bytes(8)):
                asyncio.run(player(client, outcome)) if player is play_async else player(client, outcome)
        except (IntercomError, AssertionError) as error:
            outcome["error"] = str(error)
        outcome["slept"] = clock.slept
        outcome["asked"] = [(request.url, parsed(request.body)) for request in script.requests]
        outcome["wires"] = script.requests
        outcomes.append(outcome)
    wires = [outcome.pop("wires") for outcome in outcomes]
    assert outcomes[0] == outcomes[1]
    return outcomes[0] | {"wires": wires[0] + wires[1]}


def response(status: int, body: Any, headers: Any = ()) -> entryphone.Response:
    content = body if isinstance(body, str) else json.dumps(body)
    return entryphone.Response(status, [(name, text) for name, text in headers], content.encode())


@pytest.mark.parametrize(
    "vector", [param for param in load(*FOLDERS) if "request" in param.values[0].get("expect", {})]
)
def test_both_clients_send_the_same_request(vector: dict[str, Any]) -> None:
    call = vector["call"]
    parts = parts_of(call)

    def begin(client: Any) -> Any:
        if "request" in call:
            return client._request(call["request"]["method"], call["request"]["path"], parts)
        return client._finish(client._core.operation(call["operation"]), parts, {})

    def play(client: Any, _: Any) -> None:
        run(begin(client))

    async def play_async(client: Any, _: Any) -> None:
        await begin(client)

    outcome = both(vector, [entryphone.TransportFailure("enough")], play, play_async)
    assert len(outcome["wires"]) == 2
    for request in outcome["wires"]:
        expected = vector["expect"]["request"]
        assert wire(request, expected) == expected


@pytest.mark.parametrize("vector", [param for param in load("pages", "events") if "pages" in param.values[0]])
def test_both_clients_walk_the_same_pages(vector: dict[str, Any]) -> None:
    lines = [line for line in vector["pages"] if line.get("pager", 0) == 0]
    answers = [
        response(200, line["answer"]) if "answer" in line else response(line["fails"] or 0, {})
        for line in lines
        if "answer" in line or line.get("fails")
    ]
    call = vector["call"]
    options = {"limit": vector.get("limit"), "resume": vector.get("resume")}

    def play(client: Any, outcome: dict[str, Any]) -> None:
        first = run(client._finish(client._core.operation(call["operation"]), parts_of(call), options))
        if isinstance(first, entryphone.Page):
            for page in first.pages():
                outcome["items"].append(len(page.data))

    async def play_async(client: Any, outcome: dict[str, Any]) -> None:
        first = await client._finish(client._core.operation(call["operation"]), parts_of(call), options)
        if isinstance(first, entryphone.AsyncPage):
            async for page in first.pages():
                outcome["items"].append(len(page.data))

    outcome = both(vector, answers, play, play_async)
    for size, line in zip(outcome["items"], (line for line in lines if "answer" in line), strict=False):
        assert size == line.get("gives", {}).get("items", size)
    # After a failure it is the caller who goes on.
    if all("answer" in line and "asks" in line for line in lines):
        for line, (url, body) in zip(lines, outcome["asked"], strict=False):
            compare({"url": url, "body": body}, line["asks"])


@pytest.mark.parametrize("vector", [param for param in load("jobs") if "steps" in param.values[0]])
def test_both_clients_follow_the_same_job(vector: dict[str, Any]) -> None:
    answers = [ending for line in vector["steps"] if (ending := ended(line)) is not None]

    def begin(client: Any) -> Any:
        if "resume" in vector:
            handle = vector["resume"]["handle"]
            return client.resume_job(handle if isinstance(handle, str) else json.dumps(handle))
        call = vector["call"]
        core = client._core
        return client._job_class()(
            client, core.job(core.operation(call["operation"]), parts_of(call), 0, **call.get("options", {}))
        )

    def play(client: Any, outcome: dict[str, Any]) -> None:
        job = begin(client)
        if "call" in vector:
            run(job._begin())
        outcome["end"] = job.wait()
        outcome["items"].append(job.download().to_bytes())

    async def play_async(client: Any, outcome: dict[str, Any]) -> None:
        job = begin(client)
        if "call" in vector:
            await job._begin()
        outcome["end"] = await job.wait()
        outcome["items"].append(await job.download().to_bytes())

    outcome = both(vector, answers, play, play_async)
    lines = vector["steps"]
    if "asks" in lines[0] and not any("cancel" in line for line in lines):
        request = outcome["wires"][0]
        actual = {"method": request.method, "url": request.url, "body": parsed(request.body)}
        compare(actual, {name: wanted for name, wanted in lines[0]["asks"].items() if name in actual})


def ended(line: dict[str, Any]) -> entryphone.Response | entryphone.TransportFailure | None:
    """How a call of a job ends, if the line says so."""
    if "response" in line:
        return response(**({"body": ""} | line["response"]))
    if "lost" in line:
        return entryphone.TransportFailure("", kind=line["lost"]["kind"], sent=line["lost"]["sent"])
    return None
