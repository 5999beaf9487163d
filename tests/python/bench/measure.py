"""Time several things in turn, so that whatever slows the machine down slows each of them.

It is the processor's time that counts, since other programs may run besides.
"""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def interleaved(
    candidates: Mapping[str, Callable[[], object]], *, rounds: int = 200, repeats: int = 1
) -> dict[str, float]:
    """Run each candidate `repeats` times in each round, and tell the median of one run in microseconds."""
    taken: dict[str, list[float]] = {name: [] for name in candidates}
    for run in candidates.values():
        run()
    gc.collect()
    for _ in range(rounds):
        for name, run in candidates.items():
            started = time.thread_time_ns()
            for _ in range(repeats):
                run()
            taken[name].append((time.thread_time_ns() - started) / repeats / 1000)
    return {name: statistics.median(times) for name, times in taken.items()}
