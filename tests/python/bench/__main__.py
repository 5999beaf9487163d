"""What the Python package promises, beside others: `python tests/python/bench` prints figures and comparisons."""

from __future__ import annotations

import json

import comparisons
import memory
import size
import startup
import views

MEASUREMENTS = (views.pages, views.single, startup.startup, memory.held, size.module, views.official)


def main() -> None:
    figures: dict[str, float] = {}
    for measure in MEASUREMENTS:
        figures |= measure()
    print(json.dumps({"figures": figures, "comparisons": comparisons.all_of_them()}))


if __name__ == "__main__":
    main()
