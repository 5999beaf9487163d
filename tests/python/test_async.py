"""The async client does what the sync one does, under asyncio and trio."""

from __future__ import annotations

import gzip
from functools import partial
from typing import TYPE_CHECKING, Any

import entryphone
import pytest
from entryphone import oauth
from entryphone.testing import MockTransport, VirtualClock, answer

from loops import all_at_once, give_way
from scripted import async_client

if TYPE_CHECKING:
    from pathlib import Path

CONTACT = {"type": "contact", "id": "c1"}
FILE = gzip.compress(b"id\n1\n2\n")


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


def test_what_is_no_list_cannot_be_iterated(run: Any) -> None:
    async def main() -> None:
        client, _ = async_client(answer({"type": "company", "id": "1"}))
        listing: Any = client.companies.retrieve(company_id="acme")
        with pytest.raises(entryphone.ArgumentError, match="holds no list"):
            assert [item async for item in listing] == []

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


def test_two_tasks_wait_for_one_job(run: Any) -> None:
    states = iter(["pending", "pending", "pending", "completed", "completed"])

    async def send(request: entryphone.Request, _timeout: float) -> entryphone.Response:
        del request
        await give_way()
        return export(next(states))

    async def main() -> None:
        client = entryphone.AsyncIntercom(token="t", transport=send, clock=VirtualClock())
        job = await client.job("data_export.create")
        ends: list[str] = []

        async def wait() -> None:
            ends.append(await job.wait())

        await all_at_once([wait, wait])
        assert [job.end, *ends] == ["complete"] * 3
        job.download()

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


def test_many_calls_run_at_once_on_one_client(run: Any) -> None:
    client = entryphone.AsyncIntercom(
        token="t", transport=MockTransport(lambda request: answer({"id": request.url[-2:]})), clock=VirtualClock()
    )
    found: list[str] = []

    async def fetch(number: int) -> None:
        found.append((await client.contacts.find(f"c{number:02}")).id)

    run(lambda: all_at_once(partial(fetch, number) for number in range(50)))
    assert sorted(found) == [f"{number:02}" for number in range(50)]


def test_something_async_in_a_sync_client_is_told_apart() -> None:
    async def send(request: entryphone.Request, timeout: float) -> entryphone.Response:
        raise AssertionError((request, timeout))

    transport: Any = send
    with pytest.raises(TypeError, match="AsyncIntercom is the client for it"):
        entryphone.Intercom(token="t", transport=transport).contacts.find("c1")
