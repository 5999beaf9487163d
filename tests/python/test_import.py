"""What a program pays before its first call."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


def test_what_is_tested_is_what_was_installed() -> None:
    import entryphone

    checkout = Path(__file__).parents[2] / "bindings-py"
    assert not Path(entryphone.__file__).resolve().is_relative_to(checkout), (
        "install the wheel, as cargo xtask test does"
    )


def test_everything_that_is_exported_is_there() -> None:
    import entryphone

    assert all(hasattr(entryphone, name) for name in entryphone.__all__)
    assert dir(entryphone) == entryphone.__all__
