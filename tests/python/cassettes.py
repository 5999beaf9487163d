"""What the tests of cassettes share: running the calls of their scripts, and recording one anew."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import entryphone
from entryphone.testing import VirtualClock, record

from emulator import TOKEN, Emulator
from vectors import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

NOW_MS = 1_767_225_600_000
"""The time at which scripts are recorded: the first of January 2026."""


def result(client: entryphone.Intercom, call: dict[str, Any]) -> dict[str, Any]:
    """Make a call of a script, and give what it comes to."""
    try:
        if "job" in call:
            job = client.job(call["job"], **call["arguments"])
            return {"end": job.wait(), "bytes": len(job.download().to_bytes())}
        parts = {name: call[name] for name in ("path", "query", "body") if name in call}
        answer = client.call(call["operation"], **parts)
        if hasattr(answer, "checkpoint"):
            return {"ids": [item.id for item in answer]}
    except entryphone.IntercomError as error:
        return {"error": {"kind": error.kind, "maybe_applied": error.maybe_applied}}
    return {"id": answer.id}


def record_anew(script: dict[str, Any], path: Path) -> None:
    """Record a script on the emulator, whose clock stands still, and compare what its calls come to."""
    emulator = Emulator(**script["emulator"])
    try:
        emulator.clock(now_ms=NOW_MS)
        tape = record(path, clock=VirtualClock())
        client = entryphone.Intercom(token=TOKEN, base_url=emulator.url, transport=tape, clock=tape.clock)
        for vector in script["vectors"]:
            emulator.faults(*vector.get("faults", []))
            assert result(client, vector["call"]) == vector["expect"], vector["name"]
        tape.close()
    finally:
        emulator.stop()


def facts(text: str) -> list[dict[str, Any]]:
    """Read the lines of a cassette, without what differs from recording to recording and from library to library."""
    lines = [json.loads(line) for line in re.sub(r"127\.0\.0\.1:\d+", "emulator", text).splitlines()]
    for line in lines:
        for name in ("at_ms", "took_ms"):
            line.pop(name, None)
        line.get("lost", {}).pop("message", None)
        if "answer" in line:
            line["answer"]["headers"] = sorted(line["answer"]["headers"])
    return lines


if __name__ == "__main__":
    # Records the shared cassettes anew, after a script or the emulator has changed.
    for file in (FOLDER / "cassettes").glob("*.json"):
        record_anew(json.loads(file.read_text("utf-8")), file.with_suffix(".jsonl"))
