"""The classes of answers: one for each schema of the catalog, and for what a field describes in place.

>>> from entryphone import types
>>> contact = types.Contact({"type": "contact", "id": "c1", "email": "ada@example.com"})
>>> match contact:
...     case types.Contact(email=str(email)):
...         print(email)
ada@example.com

A class is made when it is first named. `help(types.Contact)` lists its fields with the versions that have them.
"""

from ._core import view_class, view_classes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._core import Object


def __getattr__(name: str) -> type["Object"]:
    found = view_class(name)
    if found is None:
        raise AttributeError(_missing(name), name=name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return view_classes()


def _missing(name: str) -> str:
    hint = ""
    # Tools probe for names such as `__path__`, and have no use for a suggestion.
    if not name.startswith("_"):
        from difflib import get_close_matches

        near = get_close_matches(name, view_classes(), 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"module 'entryphone.types' has no class {name!r}{hint}"
