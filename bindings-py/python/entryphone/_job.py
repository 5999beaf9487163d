"""A job of the API, followed to its end."""

from __future__ import annotations

from threading import Lock

from ._base import seed
from ._core import Call, Finished, Wait
from ._errors import IntercomError, refused
from ._flow import run
from ._uncopied import Uncopied

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any, Literal

    from typing_extensions import Self

    from . import _core
    from ._base import BaseClient
    from ._download import AsyncDownload, Download


class BaseJob(Uncopied):
    """What a job is, apart from how it is waited for."""

    _instead = "hand on its handle"

    def __init__(self, client: BaseClient, core: _core.Job) -> None:
        self._client = client
        self._core = core
        self._in_use = Lock()
        self._is_lost = False
        self._cause: BaseException | None = None
        self.end: Literal["complete", "partial", "empty"] | None = None
        """How it came to a good end: `partial` when some items failed, `empty` when there was nothing to export."""
        self.status: str | None = None
        """The server's last word about it, such as `in_progress`."""
        self.answer: Any = None
        """The server's last answer about it. Of a job that makes no file, the last one is the result."""

    @property
    def id(self) -> str:
        """The server's name for it."""
        return self._core.id or ""

    @property
    def handle(self) -> str:
        """The text that resumes it. It holds no token and no host."""
        return self._core.handle or ""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}: {self.end or self.status or 'not looked at'}>"

    async def _begin(self) -> None:
        """Start it, or raise why it did not start."""
        step = self._next(self._core)
        if isinstance(step, Call):
            await self._follow(self._core, step)
        if self._core.handle is None:
            self._next(self._core)

    async def _wait(
        self, deadline: float | None, progress: Callable[[Any], object] | None
    ) -> Literal["complete", "partial", "empty"]:
        if not self._in_use.acquire(blocking=False):
            return await self._wait_besides(deadline, progress)
        try:
            if self.end is None and (self._is_lost or deadline is not None):
                self._resume(deadline)
            core = self._core
            while self.end is None:
                step = self._next(core)
                if isinstance(step, Finished):
                    self.end = step.end
                elif isinstance(step, Wait):
                    await self._client._host.sleep_until(step.until_ms)
                else:
                    await self._follow(core, step)
                    if progress is not None:
                        progress(self)
        finally:
            self._in_use.release()
        return self.end

    async def _wait_besides(
        self, deadline: float | None, progress: Callable[[Any], object] | None
    ) -> Literal["complete", "partial", "empty"]:
        twin = self._twin()
        end = await twin._wait(deadline, progress)
        self._core, self.end, self.status, self.answer = twin._core, end, twin.status, twin.answer
        return end

    async def _cancel(self) -> None:
        if not self._in_use.acquire(blocking=False):
            twin = self._twin()
            await twin._cancel()
            self.status, self.answer = twin.status, twin.answer
            return
        try:
            if self._is_lost:
                self._resume(None)
            self._core.cancel()
            step = self._next(self._core)
            if isinstance(step, Call):
                await self._follow(self._core, step)
            if self._cause is not None:
                self._next(self._core)
        finally:
            self._in_use.release()

    def _twin(self) -> Self:
        """Make another that follows the same job: no two threads or tasks can share a machine."""
        return type(self)(self._client, self._client._core.resume_job(self.handle, seed()))

    def _file(self) -> Callable[[], Call]:
        """Make what makes the call for its file. Raises ArgumentError when there is none."""
        self._core.download(self._client._core)
        return lambda: self._core.download(self._client._core)

    def _next(self, core: _core.Job) -> Call | Wait | Finished:
        try:
            return core.next(self._client._core, self._client._now_ms())
        except IntercomError as error:
            self._is_lost = True
            raise error from self._cause

    async def _follow(self, core: _core.Job, call: Call) -> None:
        """Drive a call of the job to its end. What comes of it is the job's to judge, but for what interrupted it."""
        self._cause = None
        try:
            done = await self._client._drive(call)
        except IntercomError as failure:
            self._cause = failure
            core.failed(self._client._now_ms(), call)
        except BaseException:
            self._is_lost = True
            core.failed(self._client._now_ms(), call)
            raise
        else:
            core.answered(self._client._now_ms(), done, done.retry_after_ms)
            self.status, self.answer = core.status, done.data
        finally:
            self._client._host.tell_all(core.drain_events(), "job")

    def _resume(self, deadline: float | None) -> None:
        """Follow it anew, by its handle."""
        self._core = self._client._core.resume_job(self.handle, seed(), deadline_ms=_milliseconds(deadline))
        self._is_lost, self._cause = False, None


class Job(BaseJob):
    """A job that was started: an export, a bulk change, a ticket to be made.

    Whatever goes wrong here, it goes on there. `handle` is a text that `client.resume_job` takes in another process.
    While one thread or task waits for it, another may cancel it.
    """

    def wait(
        self, *, deadline: float | None = None, progress: Callable[[Job], object] | None = None
    ) -> Literal["complete", "partial", "empty"]:
        """Follow the job to its end, and return how it ended.

        deadline: seconds for that; by default an hour from its start. After a TimeoutError, or whatever else
            interrupted it, `wait` may be called again.
        progress: called with the job after each look at it.

        Raises JobError when the job failed or was canceled.
        """
        return run(self._wait(deadline, progress))

    def cancel(self) -> None:
        """Ask Intercom to cancel the job.

        It ends when the server says so, which `wait` sees: it may be finished by then.

        Raises ArgumentError where the API cannot cancel such a job, and when it is over.
        """
        return run(self._cancel())

    def download(self, *, verify: bool = True) -> Download:
        """Download what the finished job made: the methods of what is returned do it.

        verify: inflate gzip data to compare its checksums.

        Raises ArgumentError when there is nothing to download.
        """
        from ._download import Download

        return Download(self._client, self._file(), verify=verify)


class AsyncJob(BaseJob):
    """A job that was started: an export, a bulk change, a ticket to be made.

    Whatever goes wrong here, it goes on there. `handle` is a text that `client.resume_job` takes in another process.
    While one thread or task waits for it, another may cancel it.
    """

    def wait(
        self, *, deadline: float | None = None, progress: Callable[[AsyncJob], object] | None = None
    ) -> Awaitable[Literal["complete", "partial", "empty"]]:
        """Follow the job to its end, and return how it ended.

        deadline: seconds for that; by default an hour from its start. After a TimeoutError, or whatever else
            interrupted it, `wait` may be called again.
        progress: called with the job after each look at it.

        Raises JobError when the job failed or was canceled.
        """
        return self._wait(deadline, progress)

    def cancel(self) -> Awaitable[None]:
        """Ask Intercom to cancel the job.

        It ends when the server says so, which `wait` sees: it may be finished by then.

        Raises ArgumentError where the API cannot cancel such a job, and when it is over.
        """
        return self._cancel()

    def download(self, *, verify: bool = True) -> AsyncDownload:
        """Download what the finished job made: the methods of what is returned do it.

        verify: inflate gzip data to compare its checksums.

        Raises ArgumentError when there is nothing to download.
        """
        from ._download import AsyncDownload

        return AsyncDownload(self._client, self._file(), verify=verify)


_LONGEST_SECONDS = 1e12


def _milliseconds(deadline: float | None) -> int | None:
    if deadline is None:
        return None
    if not 0 < deadline <= _LONGEST_SECONDS:
        raise refused(f"deadline is {deadline}; it must be a number of seconds greater than 0")
    return max(1, round(deadline * 1000))
