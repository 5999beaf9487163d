"""What a client is told, what it shows, and what it shares."""

from __future__ import annotations

import pickle
from typing import Any

import entryphone
import pytest

from scripted import answer, client


def test_the_token_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERCOM_ACCESS_TOKEN", "from-environment")
    intercom, script = client(answer(), token=None)
    intercom.contacts.find("c1")
    assert script.requests[0].headers["Authorization"] == "Bearer from-environment"


def test_without_a_token_the_message_says_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTERCOM_ACCESS_TOKEN", raising=False)
    with pytest.raises(entryphone.ArgumentError, match=r"token=.*INTERCOM_ACCESS_TOKEN"):
        entryphone.Intercom()


def test_omit_sends_no_token() -> None:
    intercom, script = client(answer(), token=entryphone.omit, base_url="http://localhost:1/intercom")
    intercom.contacts.find("c1")
    assert "Authorization" not in script.requests[0].headers
    assert script.requests[0].url == "http://localhost:1/intercom/contacts/c1"


def test_a_function_is_asked_for_tokens_once_and_again_when_one_is_rejected() -> None:
    tokens = iter(["old", "new"])
    intercom, script = client(answer(), answer(401), answer(), token=lambda: next(tokens))
    intercom.contacts.find("c1")
    intercom.with_options(timeout=5).contacts.find("c1")
    sent = [request.headers["Authorization"] for request in script.requests]
    assert sent == ["Bearer old", "Bearer old", "Bearer new"]


def test_a_function_that_gives_no_token_says_why() -> None:
    def sealed() -> str:
        raise RuntimeError("the vault is sealed")

    intercom, _ = client(token=sealed)
    with pytest.raises(entryphone.AuthenticationError, match="the vault is sealed") as caught:
        intercom.contacts.find("c1")
    assert isinstance(caught.value.__cause__, RuntimeError)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"region": "eu", "base_url": "https://api.eu.intercom.io"}, "give one of them"),
        ({"region": "mars"}, "the regions are"),
        ({"version": "9.9"}, "unknown version"),
        ({"timeout": 0}, "timeout is 0; it must be a number of seconds greater than 0"),
        ({"deadline": float("nan")}, "deadline is nan"),
        ({"timeout": float("inf")}, "timeout is inf"),
        ({"max_attempts": 0}, "at least 1"),
        ({"timeout": 1e13}, "timeout is 10000000000000.0; it must be a number of seconds greater than 0, up to 1e12"),
        ({"max_attempts": -1}, "max_attempts is -1; it must be a positive integer"),
        ({"max_attempts": 2**32}, "max_attempts is 4294967296; it must be a positive integer of up to 32 bits"),
        ({"max_attempts": "3"}, "max_attempts must be a positive integer, not str"),
        ({"token": 7}, "token must be a string, not int"),
        ({"token": "two words"}, "copy it again"),
        ({"base_url": "http://api.intercom.io"}, "unencrypted"),
        ({"transport": object()}, "such as HttpxTransport(), not object"),
        ({"transport": entryphone.HttpxTransport}, "such as HttpxTransport(), not a class of them"),
        ({"fleet": object()}, "fleet must be a Fleet, not object"),
        ({"on_event": 7}, "on_event must be a function, not int"),
    ],
)
def test_a_setting_that_cannot_work_is_refused(options: dict[str, Any], words: str) -> None:
    with pytest.raises(entryphone.ArgumentError) as caught:
        entryphone.Intercom(**{"token": "two-words", **options})
    assert words in str(caught.value)
    assert "two words" not in str(caught.value)


def test_a_client_shows_where_it_talks_and_never_its_token() -> None:
    intercom = entryphone.Intercom(token="secret-token", region="eu", version="2.14")
    assert repr(intercom) == "Intercom(version='2.14', base_url='https://api.eu.intercom.io')"
    assert "secret-token" not in f"{vars(intercom)} {intercom._core!r}"


def test_a_client_is_not_pickled() -> None:
    with pytest.raises(TypeError, match=r"with_options\(\)"):
        pickle.dumps(entryphone.Intercom(token="t"))


def test_with_options_changes_what_it_names_and_shares_the_transport() -> None:
    intercom, script = client(answer(), answer(), timeout=7)
    other = intercom.with_options(version="2.11", deadline=3)
    other.contacts.find("c1")
    intercom.contacts.find("c1")
    assert [request.headers["Intercom-Version"] for request in script.requests] == ["2.11", intercom.version]
    assert script.timeouts == [3, 7]
