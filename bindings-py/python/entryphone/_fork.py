"""Forks: a child goes on with its parent's clients, and without its connections, its threads and what they wait for."""

from __future__ import annotations

import os

from ._core import after_fork, after_fork_in_child, before_fork

generation: int = 0
"""How many forks lie between this process and the one that imported this package."""


def _in_child() -> None:
    global generation  # noqa: PLW0603 - clients compare it with that of their birth
    after_fork_in_child()
    generation += 1


# Windows has no forks.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=before_fork, after_in_parent=after_fork, after_in_child=_in_child)
