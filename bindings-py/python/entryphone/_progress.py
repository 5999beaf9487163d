"""How far something is: told to a function, or shown with what is installed."""

from __future__ import annotations

from ._errors import refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from typing_extensions import Self

    from ._options import Progress


class Meter:
    """Counts what came, and tells it."""

    def __init__(self, progress: Progress, unit: str) -> None:
        self._bar: _Tqdm | _Rich | None = None
        if callable(progress):
            self._tell: Any = progress
        elif progress:
            self._bar = _bar(unit)
            self._tell = self._bar.tell
        else:
            self._tell = None
        self.done = 0

    def advance(self, count: int, total: int | None) -> None:
        """So many more came, of so many if that is known."""
        self.done += count
        if self._tell is not None:
            self._tell(self.done, total)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.close()


def _bar(unit: str) -> _Tqdm | _Rich:
    try:
        return _Tqdm(unit)
    except ImportError:
        pass
    try:
        return _Rich(unit)
    except ImportError:
        raise refused(
            "progress=True needs tqdm or rich; install one of them, or give a function of (done, total)"
        ) from None


class _Tqdm:
    def __init__(self, unit: str) -> None:
        from tqdm import tqdm

        is_bytes = unit == "B"
        self._bar = tqdm(unit=unit if is_bytes else f" {unit}", unit_scale=is_bytes, unit_divisor=1024)

    def tell(self, done: int, total: int | None) -> None:
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        self._bar.close()


class _Rich:
    def __init__(self, unit: str) -> None:
        from rich.progress import Progress

        self._progress = Progress()
        self._task = self._progress.add_task(unit, total=None)
        self._progress.start()

    def tell(self, done: int, total: int | None) -> None:
        self._progress.update(self._task, completed=done, total=total)

    def close(self) -> None:
        self._progress.stop()
