"""What it takes to import and construct, in processes of their own."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

PROCESSES = 15

# It times itself, and so leaves out what Python takes to start.
PROGRAM = """
import os, time
before = time.process_time_ns()
import {module}
{module}.Intercom(token="token")
taken = time.process_time_ns() - before
with open("/proc/self/statm") as file:
    resident = int(file.read().split()[1])
print(taken, resident)
"""


def startup() -> dict[str, float]:
    """Tell the milliseconds of the processor, and the memory of the whole process in MiB."""
    times, residents = zip(*(_run("entryphone") for _ in range(PROCESSES)), strict=True)
    return {"import and construct": statistics.median(times), "memory after it": statistics.median(residents)}


def beside_the_official() -> dict[str, float]:
    """Tell the milliseconds of the processor that each client takes."""
    rounds = [(_run("entryphone")[0], _run("intercom")[0]) for _ in range(PROCESSES)]
    ours, theirs = zip(*rounds, strict=True)
    return {"entryphone": statistics.median(ours), "python-intercom": statistics.median(theirs)}


def _run(module: str) -> tuple[float, float]:
    program = PROGRAM.format(module=module)
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)
    taken, resident = map(int, done.stdout.split())
    return taken / 1e6, resident * os.sysconf("SC_PAGE_SIZE") / 2**20
