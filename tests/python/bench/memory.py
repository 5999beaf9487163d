"""What a thousand contacts take that a program holds on to, as growth of the resident set of a process of its own."""

# What is tried here goes beyond what is declared.
# mypy: disable-error-code="arg-type"

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

from entryphone import types

import bodies

HELD = 1000


def held() -> dict[str, float]:
    """Tell the memory of contacts that came one by one, and in pages, in multiples of their bodies."""
    return {f"1,000 held contacts, {manner}": _in_a_process(manner) for manner in ("one by one", "in pages")}


def _in_a_process(manner: str) -> float:
    done = subprocess.run([sys.executable, __file__, manner], capture_output=True, text=True, check=True)
    return float(done.stdout)


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _measure(manner: str) -> float:
    # What happens once, and is not of the contacts, happens before.
    warm = types.ContactList(bodies.page()).data
    del warm
    gc.collect()
    before = _resident()
    held, size = [], 0
    if manner == "one by one":
        for number in range(HELD):
            body = bodies.written(bodies.contact(number))
            size += len(body)
            held.append(types.Contact(body))
    else:
        for first in range(0, HELD, bodies.CONTACTS):
            body = bodies.page(first)
            size += len(body)
            held += types.ContactList(body).data
    gc.collect()
    return (_resident() - before) / size


if __name__ == "__main__":
    print(_measure(sys.argv[1]))
