"""Resources and their methods, made from the catalog when they are first named."""

from __future__ import annotations

from ._core import names, omit, operation
from ._uncopied import Uncopied

TYPE_CHECKING = False
if TYPE_CHECKING:
    from inspect import Signature
    from typing import Any

    from ._base import BaseClient
    from ._core import Operation, Prepared
    from ._options import Listing, Parts

_RESERVED = ("extra_query", "extra_body", "extra_headers", "repeatable")
_LISTING = ("limit", "resume", "progress")


def member(client: BaseClient, prefix: str, name: str) -> Resource | Method:
    """Make what the catalog has under that name. Raises AttributeError, which names the nearest."""
    path = f"{prefix}.{name}" if prefix else name
    row = None if name.startswith("_") else operation(path, client.version)
    if row is not None:
        return Method(client, row)
    if not name.startswith("_") and names(path):
        return Resource(client, path)
    raise AttributeError(_missing(prefix, name), name=name, obj=client)


def _missing(prefix: str, name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, names(prefix), 1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"{prefix or 'the client'} has no {name!r}{hint}"


class Resource(Uncopied):
    """A part of the API. Its attributes are its methods and the resources inside it."""

    _instead = "take it from a client where it is needed"

    def __init__(self, client: BaseClient, name: str) -> None:
        self._client = client
        self._name = name

    def __getattr__(self, name: str) -> Any:
        found = member(self._client, self._name, name)
        # The next access finds it without coming here.
        self.__dict__[name] = found
        return found

    def __dir__(self) -> list[str]:
        return sorted([*super().__dir__(), *names(self._name)])

    def __repr__(self) -> str:
        return f"<Resource {self._name}: {', '.join(names(self._name))}>"


class Method(Uncopied):
    """One operation of the API. Calling it sends the request and returns the answer.

    Arguments of the path come first, by position or by name; everything else is named. Besides the operation's own
    arguments, `extra_query`, `extra_body` and `extra_headers` take dicts that pass the catalog by, and
    `repeatable=True` vouches that sending the request twice does no harm. Where the answer is a list, `limit=10` ends
    it after so many items, `resume=text` goes on at the checkpoint of a page, and `progress=True` shows how far an
    iteration is, with tqdm or rich, or tells it to a function of (items so far, all or None).
    """

    _instead = "take it from a client where it is needed"

    def __init__(self, client: BaseClient, row: Operation) -> None:
        self._client = client
        self._operation = row
        self.__name__ = row.id.rpartition(".")[2]
        self.__qualname__ = row.id
        self.__doc__ = _describe(row)

    def __call__(self, /, *path: Any, **named: Any) -> Any:
        """Send the request, and return the answer."""
        listing = self._listing(named)
        return self._client._run(self._operation, arguments(path, named), **listing)

    def with_response(self, /, *path: Any, **named: Any) -> Any:
        """Send the request, and return the answer as `.data`, with its status, headers, rate limit and attempts."""
        listing = self._listing(named)
        return self._client._run_with_response(self._operation, arguments(path, named), **listing)

    def prepare(self, /, *path: Any, **named: Any) -> Prepared:
        """Make the request without sending it. Its token is masked."""
        return self._client._core.prepare(self._operation, arguments(path, named))

    def _listing(self, named: dict[str, Any]) -> Listing:
        if self._operation.paging is None:
            return {}
        limit, resume, progress = (named.pop(name, None) for name in _LISTING)
        return {"limit": limit, "resume": resume, "progress": progress}

    @property
    def __signature__(self) -> Signature:
        return _signature(self._operation)

    def __repr__(self) -> str:
        return f"<Method {self._operation.id}: {self._operation.method} {self._operation.path}>"


def arguments(path: tuple[Any, ...], named: dict[str, Any]) -> Parts:
    """Sort the arguments of a method into what is the operation's and what is the call's."""
    parts: Parts = {"path": path, "named": named}
    for name in _RESERVED:
        if name in named:
            parts[name] = named.pop(name)  # type: ignore[literal-required]  # these are names of parts
    return parts


def _describe(row: Operation) -> str:
    """Write what `help()` shows."""
    versions = row.since if row.since == row.until else f"{row.since} to {row.until}"
    given = [*row.path_params, *(["name=…"] if row.query or row.body else [])]
    call = f"client.{row.id}({', '.join(given)})"
    lines = [row.doc, "", call, "", f"{row.method} {row.path}", f"Versions: {versions}"]
    if row.status != "current":
        lines[-1] += f" ({row.status})"
    for label, known in (("Path", row.path_params), ("Query", row.query), ("Body", row.body)):
        if known:
            lines.append(f"{label}: {', '.join(known)}")
    lines += ["", "with_response(…) also gives its status and headers; prepare(…) makes the request and sends nothing."]
    if row.link:
        lines += ["", row.link]
    return "\n".join(lines)


def _signature(row: Operation) -> Signature:
    from inspect import Parameter, Signature
    from keyword import iskeyword

    # A name may stand in the query and in the body alike.
    named: dict[str, object] = dict.fromkeys(
        (f"{name}_" if iskeyword(name) else name for name in (*row.query, *row.body)), omit
    )
    named.update(dict.fromkeys(_RESERVED), repeatable=False)
    if row.paging is not None:
        named.update(dict.fromkeys(_LISTING))
    return Signature(
        [
            *(Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in row.path_params),
            *(
                Parameter(name, Parameter.KEYWORD_ONLY, default=default)
                for name, default in named.items()
                if name.isidentifier() and name not in row.path_params
            ),
        ]
    )
