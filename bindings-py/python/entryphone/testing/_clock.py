"""Time that passes when somebody sleeps."""

from __future__ import annotations

from entryphone._clock import Clock


class VirtualClock(Clock):
    """A clock for tests, of Intercom and AsyncIntercom alike: sleeping takes no time, and moves it on."""

    def __init__(self, now_ms: int = 1_000) -> None:
        self.now = now_ms
        """Milliseconds; a test may move it on as well."""
        self.slept: list[float] = []
        """Every sleep so far, in seconds."""

    def now_ms(self) -> int:
        """Say the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Move the time on."""
        self.slept.append(seconds)
        self.now += round(seconds * 1000)
