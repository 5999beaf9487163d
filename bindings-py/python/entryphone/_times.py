"""The times of answers as Python's own."""

from __future__ import annotations

import datetime as dt
from typing import overload


@overload
def to_datetime(time: None) -> None: ...
@overload
def to_datetime(time: float | str) -> dt.datetime: ...
def to_datetime(time: float | str | None) -> dt.datetime | None:
    """Make a datetime in UTC of a time as the API writes it: UNIX seconds, or a text of ISO 8601. None stays None.

    >>> print(to_datetime(1717041529))
    2024-05-30 03:58:49+00:00
    """
    if time is None:
        return None
    if isinstance(time, str):
        # Before Python 3.11 the letter that stands for UTC is not read.
        read = dt.datetime.fromisoformat(f"{time[:-1]}+00:00" if time.endswith(("Z", "z")) else time)
        return read.replace(tzinfo=dt.timezone.utc) if read.tzinfo is None else read.astimezone(dt.timezone.utc)
    return dt.datetime.fromtimestamp(time, dt.timezone.utc)
