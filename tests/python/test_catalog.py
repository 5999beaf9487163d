"""Every operation is a method that can be found, and a row that can be read."""

from __future__ import annotations

import pickle
from operator import attrgetter

import entryphone
import pytest


def test_every_operation_is_a_method() -> None:
    intercom = entryphone.Intercom(token="t")
    for row in entryphone.operations():
        assert attrgetter(row.id)(intercom).__qualname__ == row.id
    assert intercom.help_centers.collections.list is intercom.help_centers.collections.list


def test_dir_lists_resources_and_methods() -> None:
    intercom = entryphone.Intercom(token="t")
    assert {"contacts", "help_centers", "with_options"} <= set(dir(intercom))
    assert {"list", "find"} <= set(dir(intercom.contacts))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("contcts", "the client has no 'contcts'; did you mean 'contacts'?"),
        ("contacts.lst", "contacts has no 'lst'; did you mean 'list'?"),
        ("zzz", "the client has no 'zzz'"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(path: str, words: str) -> None:
    with pytest.raises(AttributeError) as caught:
        attrgetter(path)(entryphone.Intercom(token="t"))
    assert str(caught.value) == words


def test_rows_of_the_catalog_are_attributes_and_items() -> None:
    row = next(row for row in entryphone.operations("2.14") if row.id == "contacts.update")
    assert row.method == row["method"] == "PUT"
    assert dict(row)["path_params"] == ("contact_id",)
    assert (row.repeatable, row.paging, row.status) == (True, None, "current")
    assert "name" in row.body
    assert pickle.loads(pickle.dumps(row)).id == row.id
    assert len(entryphone.operations()) > len(entryphone.operations("2.7")) > 0
    with pytest.raises(KeyError):
        row["keys"]
