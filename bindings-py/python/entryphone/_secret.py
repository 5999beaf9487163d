"""Secrets on their way through our own frames, whose variables tracebacks may show."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    T = TypeVar("T")


class Masked(str):
    """A secret that shows itself as stars."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


class MaskedBytes(bytes):
    """The same of bytes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "b'***'"


def masked(value: T) -> T:
    """Mask what is text or bytes; everything else is no secret yet."""
    secret: Any = value
    if isinstance(value, str):
        secret = Masked(value)
    elif isinstance(value, (bytes, bytearray)):
        secret = MaskedBytes(value)
    return secret  # type: ignore[no-any-return]  # what is masked is used as it was


def each_masked(value: T) -> T:
    """Mask one secret or several."""
    secret: Any = masked(value)
    if not isinstance(secret, (str, bytes)) and hasattr(secret, "__iter__"):
        secret = [masked(one) for one in secret]
    return secret  # type: ignore[no-any-return]  # what is masked is used as it was
