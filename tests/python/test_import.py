"""What a program pays before its first call."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "urllib3",
    "ssl",
    "json",
    "http.client",
    "socket",
    "typing",
    "random",
    "inspect",
    "difflib",
    "weakref",
    "logging",
)


def test_importing_and_constructing_loads_nothing_that_is_only_needed_for_calls() -> None:
    program = f"""
import sys
before = set(sys.modules)
import entryphone
from entryphone import identity, oauth, rows, search, types, webhooks
client = entryphone.Intercom(token="t")
client.contacts.update.prepare("id", name="Ada").curl()
print(sorted((set(sys.modules) - before) & set({HEAVY!r})))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_everything_that_is_exported_is_there() -> None:
    import entryphone

    assert all(hasattr(entryphone, name) for name in entryphone.__all__)
    assert dir(entryphone) == entryphone.__all__
