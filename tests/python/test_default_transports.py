"""What clients send with that were given nothing, and what they say where it is not installed."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import entryphone
import pytest


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
