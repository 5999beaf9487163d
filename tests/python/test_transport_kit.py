"""Every transport keeps its contract, as the kit that users run on theirs has it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import TYPE_CHECKING

import entryphone
import pytest
from entryphone.testing import check_async_transport, check_transport

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("make", [entryphone.Urllib3Transport, entryphone.HttpxTransport, entryphone.RequestsTransport])
def test_a_sync_transport_keeps_its_contract(make: Callable[[], entryphone.Transport]) -> None:
    check_transport(make)


@pytest.mark.parametrize("make", [entryphone.AsyncHttpxTransport, entryphone.AiohttpTransport])
def test_an_async_transport_keeps_its_contract(make: Callable[[], entryphone.AsyncTransport]) -> None:
    asyncio.run(check_async_transport(make))


def test_httpx_keeps_it_under_trio() -> None:
    import trio

    trio.run(check_async_transport, entryphone.AsyncHttpxTransport)


def test_a_users_own_clients_keep_it() -> None:
    import httpx
    import requests
    import urllib3

    check_transport(lambda: entryphone.RequestsTransport(requests.Session))
    check_transport(lambda: entryphone.HttpxTransport(httpx.Client))
    check_transport(lambda: entryphone.Urllib3Transport(urllib3.PoolManager))


@pytest.mark.parametrize("options", [[], ["-O"]])
def test_the_kit_finds_what_is_broken_in_every_python(options: list[str]) -> None:
    program = """
from entryphone.testing import MockTransport, answer, check_transport
try:
    check_transport(lambda: MockTransport(lambda _: answer({})))
except AssertionError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, *options, "-c", program], capture_output=True, text=True, check=True)
    assert "the transport breaks its contract" in done.stdout
    assert "A large answer does not arrive whole" in done.stdout
    assert "the bytes that came: found 2, where 3000000 should be" in done.stdout
