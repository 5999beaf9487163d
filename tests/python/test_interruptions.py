"""What is lost, interrupted, late or broken, and what the caller hears of it."""

# What is tried here goes beyond what is declared.
# mypy: disable-error-code="arg-type,list-item"

from __future__ import annotations

import sys
from typing import Any

import entryphone
import pytest

from scripted import VirtualClock, answer, client

CONTACT = {"type": "contact", "id": "c1"}


def test_what_a_transport_raises_besides_reaches_the_caller_as_it_is() -> None:
    for raised in (KeyboardInterrupt(), ZeroDivisionError("a bug")):
        intercom, script = client(raised, answer())
        with pytest.raises(type(raised)) as caught:
            intercom.contacts.create(email="x")
        assert caught.value is raised
        assert len(script.requests) == 1
        # Exceptions take notes since Python 3.11.
        notes = "".join(getattr(raised, "__notes__", []))
        assert ("it may have taken effect" in notes) == (sys.version_info >= (3, 11))


def test_an_interruption_of_a_wait_reaches_the_caller() -> None:
    class Impatient(VirtualClock):
        def sleep(self, seconds: float) -> None:
            raise KeyboardInterrupt(seconds)

    intercom, script = client(answer(429, None, {"Retry-After": "1"}), clock=Impatient())
    with pytest.raises(KeyboardInterrupt):
        intercom.contacts.find("c1")
    assert len(script.requests) == 1


@pytest.mark.parametrize(
    ("raised", "wanted"),
    [(ConnectionResetError("gone"), entryphone.TransportError), (TimeoutError("slow"), entryphone.TimeoutError)],
)
def test_an_oserror_of_a_transport_counts_as_a_lost_request(raised: OSError, wanted: type[Exception]) -> None:
    intercom, _ = client(raised)
    with pytest.raises(entryphone.TransportError) as caught:
        intercom.contacts.create(email="x")
    assert type(caught.value) is wanted
    assert caught.value.__cause__ is raised
    assert caught.value.maybe_applied


def test_a_request_that_was_never_sent_is_repeated_for_every_method() -> None:
    unsent = entryphone.TransportFailure("refused", kind="connection", sent="no")
    intercom, script = client(unsent, answer(200, CONTACT))
    assert intercom.contacts.create.with_response(email="x").attempts[0].sent == "no"
    assert len(script.requests) == 2


def test_the_caller_may_vouch_for_a_repeat() -> None:
    intercom, script = client(answer(503), answer(200, CONTACT))
    intercom.contacts.create(email="x", repeatable=True)
    assert len(script.requests) == 2


def test_a_wait_past_the_deadline_fails_at_once_and_says_how_long_it_would_be() -> None:
    clock = VirtualClock()
    intercom, _ = client(answer(429, None, {"Retry-After": "60"}), clock=clock, deadline=20)
    with pytest.raises(entryphone.RateLimitError) as caught:
        intercom.contacts.find("c1")
    assert caught.value.retry_after is not None
    assert 60 <= caught.value.retry_after < 61
    assert clock.slept == []


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (entryphone.Response(200, {}, "text"), "body as bytes, not str"),
        (entryphone.Response(200, 7, b""), "headers as a mapping or as pairs"),
        (entryphone.Response(200, [("a", 1)], b""), "headers as a mapping or as pairs"),
        (entryphone.TransportFailure(kind="dreams"), "cannot be lost by"),
    ],
)
def test_a_transport_that_breaks_its_contract_is_told_so(response: Any, words: str) -> None:
    intercom, _ = client(response)
    with pytest.raises((TypeError, ValueError), match=words):
        intercom.contacts.find("c1")


def test_a_request_shows_no_token() -> None:
    intercom, script = client(answer())
    intercom.contacts.find("c1")
    assert repr(script.requests[0]) == "Request(GET https://api.intercom.io/contacts/c1)"
    assert script.requests[0].headers["Authorization"] == "Bearer secret-token"
