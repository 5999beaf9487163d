"""What is declared for type checkers is what is there at run time."""

from __future__ import annotations

import ast
import inspect
import keyword
import pydoc
import typing
from operator import attrgetter
from pathlib import Path
from typing import Any

import entryphone
import pytest
from entryphone import params

from scripted import client

PACKAGE = Path(entryphone.__file__).parent
OPTIONS = {"extra_query", "extra_body", "extra_headers", "repeatable", "limit", "resume", "progress"}


def declared() -> dict[str, ast.FunctionDef]:
    """Read the declared methods, by the ids of their operations."""
    tree = ast.parse((PACKAGE / "_resources.pyi").read_text(encoding="utf-8"))
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    found: dict[str, ast.FunctionDef] = {}

    def visit(name: str, prefix: str) -> None:
        for node in classes[name].body:
            if not isinstance(node, ast.FunctionDef):
                continue
            decorator = ast.unparse(node.decorator_list[0])
            if decorator == "property" and isinstance(node.returns, ast.Subscript):
                visit(ast.unparse(node.returns.value), f"{prefix}{node.name}.")
            else:
                found[prefix + node.name] = node

    visit("Resources", "")
    return found


DECLARED = declared()
OPERATIONS = entryphone.operations()


def method(operation: str) -> Any:
    return attrgetter(operation)(client()[0].with_options(any_version=True))


def test_every_operation_is_declared() -> None:
    assert sorted(DECLARED) == [operation.id for operation in OPERATIONS]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_a_method_takes_at_run_time_what_is_declared(operation: entryphone.Operation) -> None:
    arguments = DECLARED[operation.id].args
    signature = inspect.signature(method(operation.id)).parameters.values()
    positional = [one.name for one in signature if one.kind is one.POSITIONAL_OR_KEYWORD]
    named = {one.name for one in signature if one.kind is one.KEYWORD_ONLY} - OPTIONS
    assert [one.arg for one in arguments.args if one.arg != "self"] == positional
    everything = {f"{name}_" if keyword.iskeyword(name) else name for name in (*operation.query, *operation.body)}
    assert {one.arg for one in arguments.kwonlyargs} == everything - set(positional)
    # The client lists what its own version takes.
    assert named <= everything


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_a_method_is_declared_with_its_help(operation: entryphone.Operation) -> None:
    doc = " ".join((ast.get_docstring(DECLARED[operation.id]) or "").split())
    help_text = " ".join((method(operation.id).__doc__ or "").split())
    for fact in (operation.doc, f"{operation.method} {operation.path}", operation.link or ""):
        assert fact in doc
        assert fact in help_text


def test_help_shows_what_a_method_takes() -> None:
    text = pydoc.plain(pydoc.render_doc(method("contacts.update")))
    for fact in (
        "Updates a contact",
        "PUT /contacts/{contact_id}",
        "Path: contact_id",
        "Body: role, external_id, email",
    ):
        assert fact in text


def test_a_signature_shows_that_arguments_may_be_left_out() -> None:
    text = str(inspect.signature(method("contacts.update")))
    assert text.startswith("(contact_id, *, include_merge_history=omit, role=omit, ")
    assert text.endswith("extra_query=None, extra_body=None, extra_headers=None, repeatable=False)")
    assert ", resume=None" in str(inspect.signature(method("contacts.list")))


def test_the_dicts_of_arguments_can_be_read_at_run_time() -> None:
    for name in params.__all__:
        assert typing.get_type_hints(getattr(params, name))
    assert params.Recipient.__total__ is False
