"""Forks: a child goes on with its parent's clients, and without its connections, its threads and what they wait for."""

from __future__ import annotations

import os
from weakref import WeakSet

from ._core import after_fork, after_fork_in_child, before_fork

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._base import BaseClient

_clients: WeakSet[BaseClient] = WeakSet()


def remember(client: BaseClient) -> None:
    """Tell a client when this process is a fork."""
    _clients.add(client)


def _in_child() -> None:
    after_fork_in_child()
    for client in list(_clients):
        client._after_fork()


# Windows has no forks.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=before_fork, after_in_parent=after_fork, after_in_child=_in_child)
