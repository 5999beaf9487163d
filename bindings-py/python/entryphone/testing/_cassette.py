"""What went over the wire once, recorded and played again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ._recording import Recording
from ._replay import Replay

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from typing import Literal, TypeAlias

    from entryphone._clock import AsyncClock, Clock
    from entryphone._protocol import AsyncTransport, Transport

    Place: TypeAlias = str | os.PathLike[str]


def cassette(
    path: Place,
    mode: Literal["once", "none", "all", "append"] = "once",
    *,
    transport: Transport | AsyncTransport | None = None,
    clock: Clock | AsyncClock | None = None,
    hide: Iterable[str] = (),
) -> Recording | Replay:
    """Record the first time, and play ever after: a transport and a clock for one client.

    >>> tape = cassette("contacts.jsonl")  # doctest: +SKIP
    >>> client = Intercom(token="…", transport=tape, clock=tape.clock)  # doctest: +SKIP

    mode: "once" plays the file if there is one, and records it otherwise; "none" only plays; "all" records anew;
        "append" records behind what the file has.
    transport: what sends while recording. AsyncIntercom needs an async one, such as AsyncHttpxTransport().
    clock: the time of the client while recording, where it is not the usual one.
    hide: names of members and parameters whose texts are not kept, such as "email"; or one name.
    """
    if mode not in ("once", "none", "all", "append"):
        raise ValueError(f'mode must be "once", "none", "all" or "append", not {mode!r}')
    if mode == "none" or (mode == "once" and Path(path).exists()):
        return replay(path)
    return record(path, transport=transport, clock=clock, hide=hide, append=mode == "append")


def record(
    path: Place,
    *,
    transport: Transport | AsyncTransport | None = None,
    clock: Clock | AsyncClock | None = None,
    hide: Iterable[str] = (),
    append: bool = False,
) -> Recording:
    """Record what a client sends and is answered. A transport; its `clock` is the one that was given, or None.

    Each exchange is in the file when its answer has been read. No token, and nothing else that is secret by its name,
    gets there.
    """
    return Recording(path, transport, clock, hide, append=append)


def replay(path: Place) -> Replay:
    """Play a cassette, whoever recorded it. A transport, with a `clock` in which waits pass at once.

    Raises ArgumentError when the file is no cassette; and for a request that was not recorded, which its message
    compares with the nearest one that was.
    """
    return Replay(path)
