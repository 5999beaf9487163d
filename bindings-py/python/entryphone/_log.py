"""What clients do, as lines of the logger `entryphone`.

Each line has the number of its call, so that the lines of calls at the same time can be told apart. There are no
addresses, ids, bodies or tokens in them. ENTRYPHONE_LOG=info or =debug shows them without a line of code.
"""

from __future__ import annotations

import os
import sys
from itertools import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from logging import Logger
    from typing import Any

    from ._core import Object

_VARIABLE = "ENTRYPHONE_LOG"
_INFO = 20
_DEBUG = 10
_OF_INTEREST = frozenset({"done", "failed", "retry", "job", "drift", "dropped"})
"""What `info` shows; `debug` shows every step."""
_calls = count(1)
_logger: Logger | None = None


def set_up() -> None:
    """Write to stderr when the environment says so."""
    level = os.environ.get(_VARIABLE, "").strip().upper()
    if level not in ("INFO", "DEBUG"):
        return
    import logging

    logger = logging.getLogger("entryphone")
    # A program that writes its own log gets these lines there, and not twice.
    if not logger.hasHandlers():
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        logger.addHandler(handler)
    logger.setLevel(level)


def is_on() -> bool:
    """Tell whether anybody reads the log."""
    logger = _found()
    return logger is not None and logger.isEnabledFor(_INFO)


def _found() -> Logger | None:
    """Find the logger, once. A program that has not imported `logging` has nobody who reads it."""
    global _logger  # noqa: PLW0603 - looking it up takes a lock
    if _logger is None and "logging" in sys.modules:
        import logging

        _logger = logging.getLogger("entryphone")
    return _logger


def line_writer(name: str = "call") -> Callable[[Object], None] | None:
    """Make what writes the events of one call; None when nobody reads them."""
    if not is_on() or _logger is None:
        return None
    logger, number = _logger, next(_calls)

    def write(event: Object) -> None:
        fields = event.to_dict()
        fields.pop("at_ms", None)
        kind, operation = fields.pop("event"), fields.pop("operation", None)
        level = _INFO if kind in _OF_INTEREST else _DEBUG
        if logger.isEnabledFor(level):
            rest = " ".join(f"{key}={_short(value)}" for key, value in fields.items() if value is not None)
            logger.log(level, "%s %d %s: %s %s", name, number, operation or "request", kind, rest)

    return write


def _short(value: Any) -> object:
    if hasattr(value, "items"):
        return ",".join(f"{key}:{entry}" for key, entry in value.items())
    return value if isinstance(value, str) or not hasattr(value, "__len__") else len(value)
