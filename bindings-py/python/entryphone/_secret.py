"""Secrets on their way through our own frames, whose variables tracebacks may show."""

from __future__ import annotations


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


def masked(value: object) -> object:
    """Mask what is text or bytes; everything else is no secret yet."""
    if isinstance(value, str):
        return Masked(value)
    return MaskedBytes(value) if isinstance(value, bytes) else value
