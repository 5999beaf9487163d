"""What a client writes into the log, and what it never does."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from scripted import answer, client

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


@pytest.mark.parametrize("set_up", ["", "import logging; logging.basicConfig()"], ids=["no log", "a log of its own"])
def test_the_environment_turns_it_on_without_a_line_of_code_and_shows_it_once(set_up: str) -> None:
    program = f"""
{set_up}
import entryphone
from entryphone.testing import MockTransport, answer
client = entryphone.Intercom(token="secret-token", transport=MockTransport([answer({{"id": "c1"}})]))
client.contacts.find("c1")
"""
    environment = {"ENTRYPHONE_LOG": "info"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert done.stderr.count("call 1 contacts.find: done status=200") == 1
    assert "secret-token" not in done.stderr
