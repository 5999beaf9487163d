"""Clients of one token keep one rate limit, as they do on the server."""

from __future__ import annotations

from entryphone import _core

from scripted import USED_UP


def begun(client: _core.Client, now_ms: int) -> tuple[_core.Call, object]:
    call = client.start(client.operation("contacts.list"), {}, 0)
    return call, call.start(now_ms)


def use_up(client: _core.Client) -> None:
    call, step = begun(client, 0)
    assert isinstance(step, _core.Send)
    assert isinstance(call.answered(100, step.attempt, 200, USED_UP, b"{}"), _core.Done)


def test_registered_clients_of_one_token_wait_for_each_other() -> None:
    first, second = (_core.Client(registered=True, token="shared-token") for _ in range(2))
    other = _core.Client(registered=True, token="other-token")
    alone = _core.Client(token="shared-token")
    use_up(first)
    assert isinstance(begun(second, 200)[1], _core.Wait)
    assert isinstance(begun(other, 200)[1], _core.Send)
    assert isinstance(begun(alone, 200)[1], _core.Send)
