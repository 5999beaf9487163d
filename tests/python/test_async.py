"""The async client does what the sync one does, under asyncio and trio."""

from __future__ import annotations

import asyncio
import gzip
import sys
from typing import TYPE_CHECKING, Any

import entryphone
import pytest
import trio
import trio.testing
from entryphone import oauth
from entryphone.testing import MockTransport, VirtualClock, answer

from scripted import async_client

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

CONTACT = {"type": "contact", "id": "c1"}
FILE = gzip.compress(b"id\n1\n2\n")


def with_asyncio(function: Callable[[], Awaitable[Any]]) -> Any:
    async def main() -> Any:
        return await function()

    return asyncio.run(main())


@pytest.fixture(params=[with_asyncio, trio.run], ids=["asyncio", "trio"])
def run(request: pytest.FixtureRequest) -> Any:
    """Run an async function on each of the loops."""
    return request.param


def page_of(*ids: str, cursor: str | None = None) -> entryphone.Response:
    pages = {"next": {"starting_after": cursor}} if cursor else {}
    return answer({"data": [{"id": known} for known in ids], "pages": pages, "total_count": 9})


def test_a_call_is_awaited(run: Any) -> None:
    async def main() -> None:
        client, script = async_client(answer(CONTACT), answer(None, 503), answer(CONTACT), answer({"ok": 1}))
        async with client:
            assert (await client.contacts.update("c1", name="Ada")).id == "c1"
            result = await client.contacts.find.with_response("c1")
            assert [attempt.status for attempt in result.attempts] == [503, 200]
            assert (await client.request("GET", "/new/thing")).ok == 1
        assert [request.method for request in script.requests] == ["PUT", "GET", "GET", "GET"]
        assert client.contacts.update.prepare("c1", name="Ada").method == "PUT"

    run(main)


def test_a_listing_is_iterated_without_being_awaited_or_awaited_for_its_first_page(run: Any) -> None:
    pages = [page_of("a", "b", cursor="x"), page_of(cursor="y"), page_of("c")]

    async def main() -> None:
        client, script = async_client(*pages * 3, page_of("a", "b", cursor="x"), page_of("c", "d", cursor="y"))
        assert [item.id async for item in client.contacts.list(per_page=2)] == ["a", "b", "c"]
        page = await client.contacts.list(per_page=2)
        assert (len(page), page.has_next, page.body.total_count) == (2, True, 9)
        assert [item.id async for item in page] == ["a", "b", "c"]
        sizes = [len(part) async for part in client.contacts.list(per_page=2).pages()]
        assert sizes == [2, 0, 1]
        assert len(script.requests) == 9
        assert [item.id async for item in client.call("contacts.list", limit=3)] == ["a", "b", "c"]
        nothing = await client.contacts.list(limit=0)
        assert await nothing.next_page() is None

    run(main)


def test_a_page_carries_its_response_and_resumes_elsewhere(run: Any) -> None:
    async def main() -> None:
        client, _ = async_client(page_of("a", cursor="x"), page_of("b"))
        result = await client.contacts.list.with_response()
        assert isinstance(result.data, entryphone.AsyncPage)
        rest = client.contacts.list(resume=result.data.checkpoint())
        assert [item.id async for item in rest] == ["b"]
        one, _ = async_client(answer({"type": "company", "id": "1"}))
        assert await one.companies.retrieve(company_id="acme") == {"type": "company", "id": "1"}

    run(main)


def export(status: str = "pending") -> entryphone.Response:
    return answer({"job_identifier": "j1", "status": status})


def test_a_job_is_waited_for_and_downloaded(run: Any, tmp_path: Path) -> None:
    async def main() -> None:
        client, _ = async_client(export(), export("completed"), *[answer(FILE)] * 4)
        job = await client.job("data_export.create", created_at_after=1, created_at_before=2)
        seen: list[str | None] = []
        assert await job.wait(progress=lambda job: seen.append(job.status)) == "complete"
        assert seen == ["completed"]
        download = job.download()
        await download.to_file(tmp_path / "export")
        assert [path.name for path in tmp_path.iterdir()] == ["export"]
        assert (tmp_path / "export").read_bytes() == await download.to_bytes() == FILE
        assert b"".join([piece async for piece in download.iter_bytes()]) == FILE
        assert [row async for row in download.rows()] == [{"id": "1"}, {"id": "2"}]
        assert client.resume_job(job.handle).id == "j1"

    run(main)


def test_a_job_is_canceled_and_its_failures_are_raised(run: Any) -> None:
    async def main() -> None:
        client, _ = async_client(export(), export("canceled"), answer({}, 422))
        job = await client.job("data_export.create")
        await job.cancel()
        with pytest.raises(entryphone.JobError, match="canceled"):
            await job.wait()
        with pytest.raises(entryphone.UnprocessableError):
            await client.job("data_export.create")

    run(main)


def test_a_provider_of_tokens_may_be_async(run: Any) -> None:
    tokens = iter(["old", "new"])

    async def provide() -> str:
        return next(tokens)

    async def sealed() -> str:
        raise RuntimeError("the vault is sealed")

    async def main() -> None:
        client, script = async_client(answer(), answer(None, 401), answer(), token=provide)
        await client.contacts.find("c1")
        await client.with_options(timeout=5).contacts.find("c1")
        sent = [request.headers["Authorization"] for request in script.requests]
        assert sent == ["Bearer old", "Bearer old", "Bearer new"]
        with pytest.raises(entryphone.AuthenticationError, match="the vault is sealed"):
            await async_client(token=sealed)[0].contacts.find("c1")

    run(main)


def test_a_code_is_exchanged(run: Any) -> None:
    async def main() -> None:
        client, _ = async_client(answer({"token": "granted", "token_type": "Bearer"}), token=entryphone.omit)
        grant = await oauth.exchange(client, client_id="i", client_secret="s", code="c")
        assert grant.token == "granted"

    run(main)


def test_a_call_that_is_canceled_in_flight_is_ended_and_says_that_it_may_have_taken_effect(run: Any) -> None:
    heard: list[str] = []
    notes: list[str] = []

    async def main() -> None:
        async def hang(request: entryphone.Request, timeout: float) -> entryphone.Response:
            del request, timeout
            await forever(run)
            raise AssertionError

        client = entryphone.AsyncIntercom(
            token="t", transport=hang, on_event=lambda event: heard.append(event["event"])
        )

        async def call() -> None:
            try:
                await client.contacts.create(email="x")
            except BaseException as interruption:
                notes.extend(getattr(interruption, "__notes__", []))
                raise

        await cancel_soon(run, call)

    run(main)
    assert heard[-1] == "failed"
    if sys.version_info >= (3, 11):
        assert "it may have taken effect" in notes[0]


def test_a_wait_is_canceled_and_gives_its_place_back(run: Any) -> None:
    heard: list[str] = []

    async def main() -> None:
        class Endless(entryphone.AsyncClock):
            async def sleep(self, seconds: float) -> None:
                del seconds
                await forever(run)

        script = MockTransport([answer(None, 429, {"Retry-After": "9"}), answer(CONTACT)])
        client = entryphone.AsyncIntercom(
            token="t", transport=script, clock=Endless(), on_event=lambda event: heard.append(event["event"])
        )
        await cancel_soon(run, lambda: client.contacts.find("c1"))
        assert len(script.requests) == 1

    run(main)
    assert heard[-1] == "failed"


async def forever(run: Any) -> None:
    if run is trio.run:
        await trio.sleep_forever()
    await asyncio.Event().wait()


async def cancel_soon(run: Any, function: Callable[[], Awaitable[object]]) -> None:
    """Cancel what a function does, once it waits."""
    if run is trio.run:
        async with trio.open_nursery() as nursery:

            async def call() -> None:
                await function()

            nursery.start_soon(call)
            await trio.testing.wait_all_tasks_blocked()
            nursery.cancel_scope.cancel()
        return

    async def main() -> None:
        await function()

    task = asyncio.ensure_future(main())
    for _ in range(20):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_many_calls_run_at_once_on_one_client(run: Any) -> None:
    client = entryphone.AsyncIntercom(
        token="t", transport=MockTransport(lambda request: answer({"id": request.url[-2:]})), clock=VirtualClock()
    )
    found: list[str] = []

    async def fetch(number: int) -> None:
        found.append((await client.contacts.find(f"c{number:02}")).id)

    async def main() -> None:
        if run is trio.run:
            async with trio.open_nursery() as nursery:
                for number in range(50):
                    nursery.start_soon(fetch, number)
        else:
            await asyncio.gather(*map(fetch, range(50)))

    run(main)
    assert sorted(found) == [f"{number:02}" for number in range(50)]


def test_something_async_in_a_sync_client_is_told_apart() -> None:
    async def send(request: entryphone.Request, timeout: float) -> entryphone.Response:
        raise AssertionError((request, timeout))

    transport: Any = send
    with pytest.raises(TypeError, match="AsyncIntercom is the client for it"):
        entryphone.Intercom(token="t", transport=transport).contacts.find("c1")


@pytest.mark.parametrize("missing", ["httpx", "aiohttp", "requests"])
def test_a_library_that_is_missing_is_named_with_what_to_install(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    make = {
        "httpx": entryphone.HttpxTransport,
        "aiohttp": entryphone.AiohttpTransport,
        "requests": entryphone.RequestsTransport,
    }[missing]
    with pytest.raises(ImportError, match=rf"pip install 'entryphone\[{missing}\]'"):
        make()


def test_an_async_client_without_any_library_says_which_there_are(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    monkeypatch.setitem(sys.modules, "aiohttp", None)

    async def main() -> None:
        with pytest.raises(ImportError, match=r"entryphone\[httpx\]"):
            await entryphone.AsyncIntercom(token="t").contacts.find("c1")

    run(main)


def test_the_default_transport_calls_the_emulator_and_serves_one_loop_after_the_other(
    run: Any, emulator_url: str
) -> None:
    client = entryphone.AsyncIntercom(token="emulator-token", base_url=emulator_url)

    async def main() -> None:
        assert len([contact async for contact in client.contacts.list(per_page=10)]) == 25
        await client.aclose()

    run(main)
    run(main)


def test_aiohttp_serves_where_httpx_is_missing(emulator_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)

    async def main() -> None:
        async with entryphone.AsyncIntercom(token="emulator-token", base_url=emulator_url) as client:
            assert len((await client.contacts.list(per_page=10)).data) == 10

    asyncio.run(main())
