"""No secret is shown by what a debugger, an error tracker or a log writes down of our objects."""

from __future__ import annotations

import asyncio
import copy
import pickle
import traceback
from typing import TYPE_CHECKING, Any

import entryphone
import pytest
from entryphone import Fleet, identity, oauth, webhooks

from scripted import answer, async_client, client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from entryphone.testing import MockTransport

SECRET = "dG9rOjEyMzQ1Njc4OTA="
SECRET_BYTES: Any = bytearray(SECRET.encode())
NO_BYTES: Any = "{}"
NOWHERE: Any = {"base_url": "http://127.0.0.1:1", "max_attempts": 1}
STARTED = {"job_identifier": "j1", "status": "completed", "download_url": "https://api.intercom.io/download/j1"}
EXPORT: Any = {"created_at_after": 1, "created_at_before": 2}


def refused() -> entryphone.TransportFailure:
    return entryphone.TransportFailure("broken")


def provider() -> str:
    return SECRET


def things() -> dict[str, Any]:
    """Make one of everything that a program may hold."""
    sync, _ = client(answer(body=STARTED), token=SECRET)
    asynchronous, _ = async_client(token=SECRET)
    job = sync.job("data_export.create", **EXPORT)
    job.wait()
    made = {
        "client": sync,
        "async client": asynchronous,
        "client with other options": sync.with_options(token=f"{SECRET}x"),
        "client with a provider": entryphone.Intercom(token=provider),
        "host": sync._host,
        "core": sync._core,
        "resource": sync.contacts,
        "method": sync.contacts.list,
        "async method": asynchronous.contacts.list,
        "page": client(answer(body={"data": []}), token=SECRET)[0].contacts.list(),
        "listing": asynchronous.contacts.list(),
        "response": client(answer(body={"id": "c1"}), token=SECRET)[0].contacts.find.with_response("c1"),
        "prepared": sync.contacts.find.prepare("c1"),
        "job": job,
        "async job": asynchronous.resume_job(job.handle),
        "download": job.download(),
        "fleet": Fleet(object(), name="workspace"),
        "request": sent().requests[0],
        "mock transport": sent(),
    }
    for name in ("Urllib3", "Httpx", "Requests", "AsyncHttpx", "Aiohttp"):
        made[f"{name} transport"] = getattr(entryphone, f"{name}Transport")()
    return made


def sent() -> MockTransport:
    intercom, script = client(answer(), token=SECRET)
    intercom.contacts.find("c1")
    return script


def views(thing: Any) -> Iterator[str]:
    """Show a thing in every way in which one looks at a thing."""
    yield repr(thing)
    yield str(thing)
    yield repr(getattr(thing, "__dict__", None))
    for name in dir(thing):
        if not name.startswith("__"):
            try:
                yield repr(getattr(thing, name))
            except entryphone.IntercomError as error:
                yield str(error)


@pytest.mark.parametrize("name", things())
def test_nothing_shows_a_secret_however_one_looks_at_it(name: str) -> None:
    assert not [text for text in views(things()[name]) if SECRET in text]


@pytest.mark.parametrize("name", things())
@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickle.dumps])
def test_what_holds_a_token_is_not_copied_and_what_is_copied_holds_none(name: str, again: Any) -> None:
    try:
        twin = again(things()[name])
    except (TypeError, AttributeError, pickle.PicklingError) as error:
        assert SECRET not in str(error)  # noqa: PT017 - either may come
    else:
        assert not [text for text in views(twin) if SECRET in text]


@pytest.mark.parametrize(
    "name", ["client", "async client", "resource", "method", "page", "listing", "job", "download", "fleet"]
)
@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickle.dumps])
def test_who_copies_what_holds_a_client_is_told_what_to_do(name: str, again: Any) -> None:
    with pytest.raises(TypeError, match="neither pickled nor copied"):
        again(things()[name])


SECRETS: dict[str, Callable[[], Any]] = {
    "a call": lambda: client(refused(), token=SECRET, max_attempts=1)[0].contacts.create(email="x"),
    "an answer": lambda: client(answer(500), token=SECRET, max_attempts=1)[0].contacts.create(email="x"),
    "a listing": lambda: list(client(answer(403), token=SECRET)[0].contacts.list()),
    "a job": lambda: client(answer(403), token=SECRET)[0].job("data_export.create", **EXPORT),
    "a constructor": lambda: entryphone.Intercom(token=f"{SECRET} and more"),
    "an async constructor": lambda: entryphone.AsyncIntercom(token=f"{SECRET} and more"),
    "two settings at once": lambda: entryphone.Intercom(token=SECRET, region="eu", base_url="http://127.0.0.1:1"),
    "other options": lambda: entryphone.Intercom(token="t").with_options(token=f"{SECRET} and more"),
    "a provider": lambda: client(token=lambda: f"{SECRET} and more")[0].contacts.find("c1"),
    "a code": lambda: oauth.exchange(client(answer(401))[0], client_id="i", client_secret=SECRET, code=SECRET),
    "an async call": lambda: asyncio.run(find(async_client(refused(), token=SECRET, max_attempts=1)[0])),
    "a file": lambda: broken_download().to_bytes(),
    "urllib3": lambda: entryphone.Intercom(token=SECRET, **NOWHERE).contacts.find("c1"),
    "requests": lambda: over(entryphone.RequestsTransport()),
    "httpx": lambda: over(entryphone.HttpxTransport()),
    "async httpx": lambda: over_async(entryphone.AsyncHttpxTransport),
    "aiohttp": lambda: over_async(entryphone.AiohttpTransport),
    "a signature": lambda: webhooks.unwrap(b"{}", {"X-Hub-Signature": "sha1=0"}, secret=SECRET),
    "a signature of several": lambda: webhooks.verify(b"{}", {}, secret=[SECRET, SECRET.encode()]),
    "what is signed": lambda: webhooks.sign(NO_BYTES, secret=SECRET_BYTES),
    "a hash": lambda: identity.user_hash(SECRET.encode(), ""),
    "a token of the Messenger": lambda: identity.messenger_jwt(SECRET, {}),
}


async def find(intercom: entryphone.AsyncIntercom) -> Any:
    async with intercom:
        return await intercom.contacts.find("c1")


def over(transport: entryphone.Transport) -> Any:
    return entryphone.Intercom(token=SECRET, transport=transport, **NOWHERE).contacts.find("c1")


def over_async(make: Callable[[], entryphone.AsyncTransport]) -> Any:
    async def call() -> Any:
        transport: Any = make()
        try:
            await find(entryphone.AsyncIntercom(token=SECRET, transport=transport, **NOWHERE))
        finally:
            await transport.aclose()

    return asyncio.run(call())


def broken_download() -> entryphone.Download:
    job = client(answer(body=STARTED), answer(403), token=SECRET)[0].job("data_export.create", **EXPORT)
    job.wait()
    return job.download()


@pytest.mark.parametrize("name", SECRETS)
def test_no_variable_in_a_traceback_shows_a_secret(name: str) -> None:
    """Those of the HTTP libraries count, but for the bytes on the wire, which http.client has at hand."""
    with pytest.raises((entryphone.IntercomError, TypeError)) as caught:
        SECRETS[name]()
    ours = 0
    for report in chain(traceback.TracebackException.from_exception(caught.value, capture_locals=True)):
        for frame in report.stack:
            path = frame.filename.replace("\\", "/")
            if "tests/python" not in path and not path.endswith("/http/client.py"):
                ours += "entryphone" in path
                assert SECRET not in str(frame.locals), (frame.filename, frame.lineno)
        assert SECRET not in str(report)
    assert ours


def chain(report: traceback.TracebackException | None) -> Iterator[traceback.TracebackException]:
    """Go over an error, its causes, and what they happened amid."""
    if report is not None:
        yield report
        yield from chain(report.__cause__)
        yield from chain(report.__context__)


def test_a_secret_that_is_masked_works_as_it_is() -> None:
    body = b'{"id": "n1"}'
    signed = webhooks.sign(body, SECRET)
    assert signed == webhooks.sign(body, SECRET.encode())
    for secret in (SECRET, SECRET.encode(), ["old", SECRET], iter([b"old", SECRET.encode()])):
        assert webhooks.unwrap(body, {"X-Hub-Signature": signed}, secret=secret).id == "n1"
    headers = sent().requests[0].headers
    assert headers["Authorization"] == f"Bearer {SECRET}"
    assert f"{headers['Authorization']}" == f"Bearer {SECRET}"
    assert SECRET not in repr(headers)
