"""A download goes from the socket to its place in pieces, and is there whole or not at all."""

from __future__ import annotations

import asyncio
import gzip
import os
import tracemalloc
from typing import TYPE_CHECKING, Any

import entryphone
import pytest
from entryphone.testing._server import Server, fall_silent, reply, reset

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

FILE = b"id,text\n" + b"".join(b"%d,%s\n" % (number, os.urandom(500).hex().encode()) for number in range(8_000))
LARGE = gzip.compress(FILE, 1)
PATH = "/download/content/data/j1"
HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nid,text\n"
TRANSPORTS = [entryphone.Urllib3Transport, entryphone.HttpxTransport, entryphone.RequestsTransport]
ASYNC_TRANSPORTS = [entryphone.AsyncHttpxTransport, entryphone.AiohttpTransport]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        done = b'{"job_identifier": "j1", "status": "completed"}'
        server.behaviours = {
            "/export/content/data": reply(done),
            "/export/content/data/j1": reply(done),
            PATH: reply(LARGE, 'Content-Disposition: attachment; filename="export.csv.gz"'),
        }
        yield server


def finished(server: Server, make: Any, **options: Any) -> entryphone.Job:
    client = entryphone.Intercom(token="t", base_url=server.url, transport=make(), max_attempts=1, **options)
    job = client.job("data_export.create", created_at_after=1, created_at_before=2)
    job.wait()
    return job


async def async_finished(server: Server, make: Any) -> entryphone.AsyncJob:
    client = entryphone.AsyncIntercom(token="t", base_url=server.url, transport=make(), max_attempts=1)
    job = await client.job("data_export.create", created_at_after=1, created_at_before=2)
    await job.wait()
    return job


@pytest.mark.parametrize("make", TRANSPORTS)
def test_a_file_larger_than_an_answer_may_be_is_written_in_bounded_memory(
    server: Server, make: Any, tmp_path: Path
) -> None:
    job = finished(server, make, max_body_bytes=1_000_000)
    download = job.download()
    tracemalloc.start()
    download.to_file(tmp_path / "export")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(LARGE) > 4_000_000
    assert peak < len(LARGE) / 2
    assert (tmp_path / "export").read_bytes() == LARGE
    assert download.summary is not None
    assert (download.summary.proof, download.file_name) == ("checksum", "export.csv.gz")
    # Content codings would be undone on the way, and a file that is gzip data would no longer be.
    assert server.received[-1].header("Accept-Encoding") == "identity"
    assert sum(1 for _ in download.rows()) == 8_000


@pytest.mark.parametrize("make", ASYNC_TRANSPORTS)
def test_an_async_client_writes_it_alike(server: Server, make: Any, tmp_path: Path) -> None:
    async def main() -> int:
        job = await async_finished(server, make)
        await job.download().to_file(tmp_path / "export")
        return len([row async for row in job.download().rows()])

    assert asyncio.run(main()) == 8_000
    assert (tmp_path / "export").read_bytes() == LARGE


@pytest.mark.parametrize("behaviour", [reset(HALF), reply(LARGE[:-9], length=len(LARGE)), reply(LARGE[:-9])])
@pytest.mark.parametrize("make", [*TRANSPORTS, *ASYNC_TRANSPORTS])
def test_a_file_that_does_not_come_whole_is_an_error_and_leaves_nothing(
    server: Server, make: Any, behaviour: Any, tmp_path: Path
) -> None:
    async def write() -> None:
        await (await async_finished(server, make)).download().to_file(tmp_path / "export")

    server.behaviours[PATH] = behaviour
    with pytest.raises(entryphone.TransportError):
        if make in ASYNC_TRANSPORTS:
            asyncio.run(write())
        else:
            finished(server, make).download().to_file(tmp_path / "export")
    assert list(tmp_path.iterdir()) == []


def test_a_stream_that_falls_silent_is_given_up(server: Server) -> None:
    class Impatient(entryphone.Urllib3Transport):
        def open(self, request: entryphone.Request, timeout: float, /) -> Any:
            stream: Any = super().open(request, timeout)
            read = stream.read
            stream.read = lambda _: read(0.1)
            return stream

    server.behaviours[PATH] = fall_silent(HALF)
    pieces = finished(server, Impatient).download().iter_bytes()
    assert next(pieces) == b"id,text\n"
    with pytest.raises(entryphone.TimeoutError, match="broke off after 8 bytes"):
        next(pieces)


def test_an_error_is_read_from_the_stream_and_the_call_repeated(server: Server) -> None:
    answers = [reply(b'{"errors": [{"code": "busy"}]}', status="500 Busy"), reply(LARGE)]

    def behave(connection: socket.socket) -> bool:
        return answers.pop(0)(connection)

    server.behaviours[PATH] = behave
    job = finished(server, entryphone.Urllib3Transport)
    with pytest.raises(entryphone.ServerError) as caught:
        job.download().to_bytes()
    assert caught.value.code == "busy"
    assert job.download().to_bytes() == LARGE


def test_a_reader_that_stops_lets_go_of_the_connection(server: Server) -> None:
    job = finished(server, entryphone.Urllib3Transport)
    pieces: Any = job.download().iter_bytes()
    assert next(pieces)
    pieces.close()
    assert job.download().to_bytes() == LARGE
