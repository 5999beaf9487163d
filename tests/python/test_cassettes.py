"""Cassettes: recorded by this face as by the others, and played without a network."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import entryphone
import pytest
from entryphone.testing import MockTransport, Recording, Replay, VirtualClock, answer, cassette, record, replay

from cassettes import facts, record_anew, result
from emulator import TOKEN
from vectors import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from emulator import Emulator

SCRIPTS = sorted((FOLDER / "cassettes").glob("*.json"))
CONTACT = {"type": "contact", "id": "c1", "email": "ada@example.com"}


def _client(tape: Recording | Replay, **options: Any) -> entryphone.Intercom:
    return entryphone.Intercom(token="test-token", transport=tape, clock=tape.clock, **options)


def _recorded(path: Path, *answers: Any, **options: Any) -> None:
    with record(path, transport=MockTransport(answers), clock=VirtualClock(), **options) as tape:
        client = _client(tape)
        for _ in answers:
            client.contacts.find("c1")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_shared_cassette_plays(path: Path) -> None:
    script = json.loads(path.read_text("utf-8"))
    tape = replay(path.with_suffix(".jsonl"))
    client = _client(tape)
    began = tape.clock.now
    for vector in script["vectors"]:
        assert result(client, vector["call"]) == vector["expect"], vector["name"]
    assert tape.left == 0
    assert tape.clock.now - began >= script["takes_at_least_ms"]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_is_recorded_as_it_is_shared(path: Path, tmp_path: Path) -> None:
    """The other faces record the same, so that each plays what any of them recorded."""
    script = json.loads(path.read_text("utf-8"))
    record_anew(script, tmp_path / "anew.jsonl")
    anew = (tmp_path / "anew.jsonl").read_text("utf-8")
    assert TOKEN not in anew
    assert facts(anew) == facts(path.with_suffix(".jsonl").read_text("utf-8"))


def test_it_records_once_and_plays_ever_after(tmp_path: Path) -> None:
    path = tmp_path / "once.jsonl"
    with cassette(path, transport=MockTransport([answer(CONTACT)]), hide=["email"]) as tape:
        assert isinstance(tape, Recording)
        assert _client(tape).contacts.find("c1").email == "ada@example.com"
    with cassette(path) as tape:
        assert isinstance(tape, Replay)
        assert _client(tape).contacts.find("c1").email == "***"
    assert "ada@example.com" not in path.read_text("utf-8")


def test_one_name_is_hidden_as_a_list_of_one_is(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    with cassette(path, transport=MockTransport([answer(CONTACT)]), hide="email") as tape:
        _client(tape).contacts.find("c1")
    assert "ada@example.com" not in path.read_text("utf-8")


def test_a_mode_says_whether_it_is_played_or_recorded_anew_or_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "modes.jsonl"
    with pytest.raises(FileNotFoundError):
        cassette(path, "none")
    _recorded(path, answer(CONTACT))
    assert replay(path).left == 1
    with cassette(path, "none") as tape:
        assert isinstance(tape, Replay)
    with cassette(path, "append", transport=MockTransport([answer({**CONTACT, "id": "c2"})])) as tape:
        _client(tape).contacts.find("c1")
    tape = replay(path)
    assert [_client(tape).contacts.find("c1").id for _ in range(2)] == ["c1", "c2"]
    with cassette(path, "all", transport=MockTransport([])):
        pass
    assert replay(path).left == 0
    with pytest.raises(ValueError, match="not 'sometimes'"):
        cassette(path, "sometimes")  # type: ignore[arg-type]  # a mistake on purpose


def test_an_unknown_request_says_what_is_nearest(tmp_path: Path) -> None:
    path = tmp_path / "unknown.jsonl"
    _recorded(path, answer(CONTACT))
    tape = replay(path)
    with pytest.raises(
        entryphone.ArgumentError, match=r"nothing for GET /contacts/c2; the nearest is GET /contacts/c1"
    ):
        _client(tape).contacts.find("c2")
    with pytest.raises(entryphone.ArgumentError, match=r'version is "2\.14" where "2\.16" was recorded'):
        _client(tape, version="2.14").contacts.find("c1")
    assert tape.left == 1


def test_async_clients_record_and_play(tmp_path: Path) -> None:
    path = tmp_path / "async.jsonl"

    sent: list[entryphone.Request] = []

    async def send(request: entryphone.Request, _timeout: float, /) -> entryphone.Response:
        await asyncio.sleep(0)
        sent.append(request)
        if len(sent) < 3:
            raise entryphone.TransportFailure("reset", kind="connection", sent="maybe")
        return answer(CONTACT)

    async def find(tape: Recording | Replay) -> str:
        client = entryphone.AsyncIntercom(token="test-token", transport=tape, clock=tape.clock)
        return (await client.contacts.find("c1")).id or ""

    assert asyncio.run(find(record(path, transport=send, clock=VirtualClock()))) == "c1"
    tape = replay(path)
    assert asyncio.run(find(tape)) == "c1"
    assert len(tape.clock.slept) == 2
    # What an async client recorded, a sync one plays.
    assert _client(replay(path)).contacts.find("c1").id == "c1"


def test_a_download_breaks_off_where_it_did(emulator: Emulator, tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"

    def download(tape: Recording | Replay) -> int:
        client = entryphone.Intercom(token=TOKEN, base_url=emulator.url, transport=tape, clock=tape.clock)
        job = client.job("data_export.create", created_at_after=1, created_at_before=4102444800)
        emulator.advance(60)
        job.wait()
        emulator.faults({"truncate": 100, "match": {"path": "/download/*"}})
        received = 0
        with pytest.raises(entryphone.TransportError):
            for piece in job.download().iter_bytes():
                received += len(piece)
        return received

    tape = record(path, clock=VirtualClock())
    live = download(tape)
    tape.close()
    assert download(replay(path)) == live


def test_an_address_plays_without_its_signature(emulator: Emulator, tmp_path: Path) -> None:
    path = tmp_path / "signed.jsonl"

    def recording(tape: Recording | Replay) -> bytes:
        client = entryphone.Intercom(token=TOKEN, base_url=emulator.url, transport=tape, clock=tape.clock)
        return client.calls.recording("4005")

    with record(path, clock=VirtualClock()) as tape:
        live = recording(tape)
    text = path.read_text("utf-8")
    assert "/_storage/recordings/4005" in text
    assert "signature=" not in text
    assert recording(replay(path)) == live
