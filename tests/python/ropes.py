"""Drivers on a rope: they go as far as their next question, which a test answers."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Any

from entryphone._flow import at_once, awaited, run

if TYPE_CHECKING:
    from collections.abc import Generator


class Ask:
    """What a driver is asked for, and waits for."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __await__(self) -> Generator[Ask, Any, Any]:
        given = yield self
        if isinstance(given, BaseException):
            raise given
        return given


class AsyncRope:
    """Holds an async driver, which goes as far as its next question."""

    settle = staticmethod(awaited)

    def ask(self, kind: str) -> Any:
        return Ask(kind)

    def begin(self, flow: Any) -> Any:
        self.flow = flow
        return self.pull(None)

    def pull(self, given: Any) -> Any:
        try:
            return self.flow.send(given).kind
        except StopIteration:
            return "done"
        except BaseException as error:  # noqa: BLE001 - a driver may end with whatever it is given
            return error

    def drop(self) -> None:
        self.flow.close()


class SyncRope:
    """Holds a sync driver in a thread of its own."""

    settle = staticmethod(at_once)

    def __init__(self) -> None:
        self.questions: queue.Queue[Any] = queue.Queue()
        self.answers: queue.Queue[Any] = queue.Queue()

    def ask(self, kind: str) -> Any:
        self.questions.put(kind)
        given = self.answers.get()
        if isinstance(given, BaseException):
            raise given
        return given

    def begin(self, flow: Any) -> Any:
        self.thread = threading.Thread(target=self.work, args=(flow,), daemon=True)
        self.thread.start()
        return self.questions.get(timeout=10)

    def work(self, flow: Any) -> None:
        try:
            run(flow)
            self.questions.put("done")
        except BaseException as error:  # noqa: BLE001 - a driver may end with whatever it is given
            self.questions.put(error)

    def pull(self, given: Any) -> Any:
        self.answers.put(given)
        return self.questions.get(timeout=10)

    def drop(self) -> None:
        self.answers.put(SystemExit())
        self.thread.join(10)
