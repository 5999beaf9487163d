"""What belongs to a process: it holds a token, connections, or a client that does."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


class Uncopied:
    """Neither pickled nor copied, and says what to do instead."""

    __slots__ = ()
    _holds = "its client"
    _instead: str

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} holds {self._holds}, so it is neither pickled nor copied; {self._instead}"
        )
