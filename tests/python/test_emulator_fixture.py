"""The emulator's fixture, without any client of Intercom's."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from emulator import TOKEN, Emulator


def get(emulator: Emulator, path: str) -> Any:
    headers = {"authorization": f"Bearer {TOKEN}", "accept": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(f"{emulator.url}{path}", headers=headers)) as answer:
        return json.load(answer)


def test_options_are_those_of_the_command_line() -> None:
    with Emulator(contacts=3, job_seconds=10, strict=True, cors=["http://a.example", "http://b.example"]) as emulator:
        assert get(emulator, "/contacts")["total_count"] == 3
        assert repr(emulator) == f"Emulator({emulator.url})"
    with pytest.raises(OSError, match="refused"):
        get(emulator, "/contacts")


def test_a_program_that_does_not_start_says_so() -> None:
    with pytest.raises(RuntimeError, match="instead of its address"):
        Emulator(port=-1)


def test_faults_strike_and_are_recorded(emulator: Emulator) -> None:
    emulator.faults({"html": 502, "match": {"method": "GET", "path": "/me"}}, {"drop": "before"})
    with pytest.raises(urllib.error.HTTPError):
        get(emulator, "/me")
    with pytest.raises(OSError, match="closed connection"):
        get(emulator, "/me")
    assert [(row["status"], row["fault"]) for row in emulator.requests()] == [(502, "html"), (None, "drop before")]
    assert emulator.applied() == []


def test_an_unsound_fault_is_refused_with_the_reason(emulator: Emulator) -> None:
    with pytest.raises(ValueError, match="exactly one of"):
        emulator.faults({"status": 503, "html": 502})


def test_the_clock_moves_when_it_is_told_to(emulator: Emulator) -> None:
    assert emulator.clock(now_ms=1_700_000_000_000) == 1_700_000_000_000
    assert emulator.advance(1.5) == 1_700_000_001_500 == emulator.clock()
    emulator.reset()
    assert emulator.clock() > 1_700_000_001_500


def test_every_test_has_the_data_of_the_start(emulator: Emulator) -> None:
    assert (emulator.requests(), emulator.applied()) == ([], [])
