"""One rate limit for many processes, kept in Redis."""

from __future__ import annotations

from typing import cast

from ._clock import within
from ._flow import awaited
from ._uncopied import Uncopied

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    from ._core import Reserve
    from ._flow import Settle


class Fleet(Uncopied):
    """The processes and machines that share a token, and the rate limit with it, through a Redis they all reach.

    redis: a `redis.Redis`, for AsyncIntercom a `redis.asyncio.Redis`; any client with `evalsha` and `eval` like theirs.
        A sync one should have a `socket_timeout` of a second: it stands between a caller and its call.
    name: what all processes with the token call it, and no others: the workspace's id, never the token.
    limit_hint: calls allowed in ten seconds, until an answer says how many there are.
    without_store: "open" sends all the same when Redis does not answer, "closed" fails.
    """

    _holds = "connections"
    _instead = "make one where it is needed"

    def __init__(
        self,
        redis: Any,
        *,
        name: str,
        limit_hint: int | None = None,
        without_store: Literal["open", "closed"] = "open",
    ) -> None:
        self._redis = redis
        self._settings: dict[str, Any] = {"name": name, "without_store": without_store}
        if limit_hint is not None:
            self._settings["limit_hint"] = limit_hint

    async def reserve(self, step: Reserve, settle: Settle) -> tuple[list[int] | None, str]:
        """Run the script of a step: its reply, or why there is none."""
        try:
            reply = await self._run(step, settle)
        except TypeError:
            # An async store in a sync client is a mistake, and no failure of the store.
            raise
        except Exception as error:  # noqa: BLE001 - whatever the store's client raises says why there is no reply
            return None, str(error) or type(error).__name__
        if isinstance(reply, list) and all(isinstance(number, int) for number in cast("list[object]", reply)):
            return cast("list[int]", reply), ""
        return None, f"it answered {type(cast('object', reply)).__name__}, where a list of integers was expected"

    async def _run(self, step: Reserve, settle: Settle) -> Any:
        try:
            answer = self._redis.evalsha(step.script_sha1, 1, step.key, *step.arguments)
            return await _settled(settle, answer, step.timeout)
        except Exception as error:
            # By its name: Redis has more than one client, and each its own classes.
            if type(error).__name__ != "NoScriptError":
                raise
        answer = self._redis.eval(step.script, 1, step.key, *step.arguments)
        return await _settled(settle, answer, step.timeout)

    def __repr__(self) -> str:
        return f"Fleet(name={self._settings['name']!r})"


async def _settled(settle: Settle, answer: Any, timeout: float) -> Any:
    return await (within(timeout, answer) if settle is awaited and hasattr(answer, "__await__") else settle(answer))
