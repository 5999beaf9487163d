"""What a client writes into the log, and what it never does."""

from __future__ import annotations

import logging
import subprocess
import sys
import traceback
from typing import TYPE_CHECKING, Any

import entryphone
import pytest
from entryphone import oauth

from scripted import answer, client

if TYPE_CHECKING:
    from collections.abc import Callable

SECRET = "very-secret-token"
CONTACT = {"type": "contact", "id": "c-17", "email": "ada@example.com"}


def test_each_step_is_a_line_with_the_number_of_its_call(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "entryphone")
    intercom, _ = client(answer(503), answer(200, CONTACT), answer(200, CONTACT))
    intercom.contacts.find("c-17")
    intercom.contacts.find("c-17")
    lines = [record.getMessage() for record in caplog.records if record.name == "entryphone"]
    first, second = lines[0].split(": ")[0], lines[-1].split(": ")[0]
    assert first != second
    kinds = [line.removeprefix(f"{first}: ").split(" ")[0] for line in lines if line.startswith(first)]
    assert kinds == ["request", "response", "retry", "wait", "request", "response", "done"]
    assert "path=/contacts/{contact_id}" in lines[0]
    assert not any(word in "".join(lines) for word in ("c-17", "ada@", "secret-token"))


def test_info_shows_ends_and_repeats(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "entryphone")
    intercom, _ = client(answer(503), answer(200, CONTACT))
    intercom.contacts.find("c-17")
    assert [record.getMessage().split(": ")[1].split(" ")[0] for record in caplog.records] == ["retry", "done"]


def test_a_log_that_nobody_reads_costs_no_events(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "entryphone")
    intercom, _ = client(answer(200, CONTACT))
    intercom.contacts.find("c-17")
    assert caplog.records == []
    assert intercom._loud is None


def test_the_environment_turns_it_on_without_a_line_of_code() -> None:
    program = """
import entryphone
from entryphone.testing import MockTransport, answer
client = entryphone.Intercom(token="secret-token", transport=MockTransport([answer({"id": "c1"})]))
client.contacts.find("c1")
"""
    environment = {"ENTRYPHONE_LOG": "info"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert "entryphone call 1 contacts.find: done status=200" in done.stderr
    assert "secret-token" not in done.stderr


def failing() -> entryphone.TransportFailure:
    return entryphone.TransportFailure("broken")


def provider() -> str:
    return f"{SECRET} and more"


FAILURES: dict[str, Callable[[], Any]] = {
    "a call": lambda: client(failing(), token=SECRET, max_attempts=1)[0].contacts.create(email="x"),
    "an answer": lambda: client(answer(500), token=SECRET, max_attempts=1)[0].contacts.create(email="x"),
    "a listing": lambda: list(client(answer(403), token=SECRET)[0].contacts.list()),
    "a constructor": lambda: entryphone.Intercom(token=f"{SECRET} and more"),
    "other options": lambda: entryphone.Intercom(token="t").with_options(token=f"{SECRET} and more"),
    "a provider": lambda: client(token=provider)[0].contacts.find("c1"),
    "a code": lambda: oauth.exchange(client(answer(401))[0], client_id="i", client_secret=SECRET, code=SECRET),
    "a real connection": lambda: entryphone.Intercom(
        token=SECRET, base_url="http://127.0.0.1:1", max_attempts=1
    ).contacts.find("c1"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_no_variable_of_ours_in_a_traceback_shows_a_token(name: str) -> None:
    with pytest.raises(entryphone.IntercomError) as caught:
        FAILURES[name]()
    report = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    ours = 0
    while report is not None:
        for frame in report.stack:
            if "entryphone" in frame.filename and "tests" not in frame.filename:
                ours += 1
                assert SECRET not in str(frame.locals), (frame.filename, frame.lineno)
        assert SECRET not in str(report)
        report = report.__cause__  # type: ignore[assignment]
    assert ours


def test_no_view_of_a_client_shows_its_token() -> None:
    intercom = entryphone.Intercom(token=SECRET)
    resource = intercom.contacts
    shown = [repr(thing) for thing in (intercom, vars(intercom), intercom._host, vars(intercom._host), vars(resource))]
    assert not any(SECRET in text for text in shown)
