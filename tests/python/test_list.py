"""Arrays of answers are lazy sequences."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Sequence
from typing import Any

import pytest
from entryphone import List, Object, types

RAW = b'[{"id":"t1"}, {"id":"t2"},{"id":"t3"}]'


def tags() -> Any:
    return types.TagList(b'{"data":' + RAW + b"}").data


def test_it_is_read_like_a_list() -> None:
    data = tags()
    assert (len(data), data[0].id, data[-1].id, bool(data), bool(data[:0])) == (3, "t1", "t3", True, False)
    assert [tag.id for tag in data] == ["t1", "t2", "t3"]
    assert [tag.id for tag in reversed(data)] == ["t3", "t2", "t1"]
    assert {type(tag) for tag in data} == {types.Tag}
    first, *rest = data
    assert (first.id, len(rest)) == ("t1", 2)


@pytest.mark.parametrize("wrong", [3, -4, 10**30, -(10**30)])
def test_an_index_outside_is_an_error(wrong: int) -> None:
    with pytest.raises(IndexError, match=f"the List has 3 items, and none at {wrong}"):
        tags()[wrong]


def test_only_numbers_and_slices_are_indices() -> None:
    with pytest.raises(TypeError, match="the items of a List have numbers, and this is a str"):
        tags()["id"]


def test_slices_are_those_of_a_list_and_lists_again() -> None:
    data, plain = tags(), tags().to_list()
    for start in (None, -5, -1, 0, 1, 2, 3, 9):
        for stop in (None, -5, -1, 0, 1, 2, 3, 9):
            for step in (None, -2, -1, 1, 2):
                part = data[start:stop:step]
                assert type(part) is List
                assert part == plain[start:stop:step]
    with pytest.raises(ValueError, match="slice step cannot be zero"):
        data[::0]


def test_it_is_a_sequence() -> None:
    data = tags()
    assert isinstance(data, Sequence)
    assert {"id": "t2"} in data
    assert "t2" not in data
    assert (data.index({"id": "t2"}), data.index({"id": "t3"}, -1), data.count({"id": "t2"}), data.count(1)) == (
        1,
        2,
        1,
        0,
    )
    with pytest.raises(ValueError, match="not in the List"):
        data.index({"id": "t2"}, 0, 1)
    with pytest.raises(ValueError, match="not in the List"):
        data.index("t2")
    match data:
        case [types.Tag(id="t1"), *rest]:
            assert len(rest) == 2
        case _:
            pytest.fail("it matches as a sequence")


def test_it_equals_lists_of_the_same_items() -> None:
    data = tags()
    assert data == [{"id": "t1"}, {"id": "t2"}, {"id": "t3"}]
    assert [{"id": "t1"}, {"id": "t2"}, {"id": "t3"}] == data  # noqa: SIM300 - both sides are asked
    assert data == List('[{"id": "t1"}, {"id": "t2"}, {"id": "\\u0074\\u0033"}]')
    assert data != data[:2]
    assert data != "t1"
    with pytest.raises(TypeError, match="unhashable"):
        hash(data)


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda data: pickle.loads(pickle.dumps(data)), List.detach]
)
def test_copies_keep_the_classes_of_the_items(again: Any) -> None:
    twin = again(tags()[1:])
    assert twin == [{"id": "t2"}, {"id": "t3"}]
    assert type(twin[0]) is types.Tag
    mixed = types.PaginatedResponse({"data": [{"type": "newsfeed"}, {"type": "news-item"}]}).data
    assert [type(item) for item in again(mixed)] == [types.Newsfeed, types.NewsItem]


def test_it_is_written_as_it_came() -> None:
    assert tags().to_json() == b'[{"id":"t1"},{"id":"t2"},{"id":"t3"}]'
    assert tags().to_list() == [{"id": "t1"}, {"id": "t2"}, {"id": "t3"}]


def test_arrays_hold_whatever_json_has() -> None:
    data = Object(b'{"a": [1, "x", null, true, 1.5, [2, [3]], {"b": []}]}').a
    assert list(data) == [1, "x", None, True, 1.5, [2, [3]], {"b": []}]
    assert type(data[5][1]) is List


def test_its_repr_shows_no_items() -> None:
    assert repr(tags()) == "List(3 items)"


def test_what_is_no_array_makes_no_list() -> None:
    for wrong in (b"{}", "1", b"[", {"a": 1}):
        with pytest.raises(ValueError, match="a List is made of a JSON array"):
            List(wrong)  # type: ignore[arg-type]  # a mistake on purpose
    assert List([1, 2]) == [1, 2]


def test_annotations_name_the_items() -> None:
    assert repr(List[int]) == "entryphone.List[int]"
