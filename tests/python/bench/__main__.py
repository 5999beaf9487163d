"""Measure what the Python package promises: `python tests/python/bench` prints figures by their budgets."""

from __future__ import annotations

import json

import memory
import size
import startup
import views

MEASUREMENTS = (views.pages, views.single, startup.startup, memory.held, size.module, views.official)


def main() -> None:
    figures: dict[str, float] = {}
    for measure in MEASUREMENTS:
        figures |= measure()
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
