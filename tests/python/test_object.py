"""Answers as lazy objects, and Python values as JSON."""

from __future__ import annotations

import copy
import decimal
import enum
import gc
import json
import pickle
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import entryphone
import pytest
from entryphone import Object, types

CONTACT = Object(
    {"type": "contact", "id": "c1", "name": None, "tags": {"data": [{"id": "t1"}, 7]}, "score": 1.5, "keys": 0}
)


def test_fields_are_read_as_attributes_and_as_items() -> None:
    assert CONTACT.id == CONTACT["id"] == "c1"
    assert CONTACT.tags.data[0].id == "t1"
    assert CONTACT["tags"]["data"][1] == 7
    assert CONTACT["keys"] == 0


def test_missing_and_null_read_as_none_and_only_in_tells_them_apart() -> None:
    assert CONTACT.name is None
    assert CONTACT.nickname is None
    assert "name" in CONTACT
    assert "nickname" not in CONTACT
    assert 7 not in CONTACT
    assert CONTACT.get("name", "x") is None
    assert CONTACT.get("nickname", "x") == "x"
    for missing in ("nickname", 7):
        with pytest.raises(KeyError):
            CONTACT[cast("str", missing)]


def test_tools_that_probe_for_special_names_are_told_that_there_are_none() -> None:
    assert not hasattr(CONTACT, "__array_interface__")
    assert not hasattr(CONTACT, "_repr_html_")


def test_it_is_a_mapping_to_dict_and_stars() -> None:
    assert list(CONTACT) == CONTACT.keys() == ["type", "id", "name", "tags", "score", "keys"]
    assert len(CONTACT) == 6
    assert dict(CONTACT)["id"] == dict(**CONTACT)["id"] == "c1"
    assert {"id", "tags", "to_dict"} <= set(dir(CONTACT))


def test_duplicate_keys_count_once_and_the_last_one_wins() -> None:
    twice = Object(b'{"a": 1, "b": 2, "\\u0061": 3}')
    assert (twice.a, list(twice), len(twice), twice.to_dict()) == (3, ["a", "b"], 2, {"a": 3, "b": 2})


def test_it_equals_objects_and_dicts_of_the_same_members() -> None:
    assert CONTACT.to_dict() == CONTACT
    assert Object(json.dumps(CONTACT.to_dict(), indent=1)) == CONTACT
    assert CONTACT != {"id": "c1"}
    assert CONTACT != "c1"
    assert CONTACT.tags.data == [{"id": "t1"}, 7]
    with pytest.raises(TypeError, match="unhashable"):
        hash(CONTACT)


def test_its_repr_names_it_without_showing_what_is_in_it() -> None:
    assert repr(CONTACT) == 'Object(type="contact", id="c1")'
    assert repr(Object({"email": "ada@example.com"})) == "Object(1 fields)"


def test_it_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        CONTACT.name = "Ada"  # type: ignore[attr-defined]  # a mistake on purpose


@pytest.mark.parametrize("again", [lambda thing: pickle.loads(pickle.dumps(thing)), copy.copy, copy.deepcopy])
def test_it_survives_pickling_and_copying(again: Callable[[Object], Object]) -> None:
    assert again(CONTACT) == CONTACT
    assert again(CONTACT.tags).to_json() == b'{"data":[{"id":"t1"},7]}'


def test_numbers_keep_their_digits() -> None:
    numbers = Object(b'{"big": 123456789012345678901234567890, "minus": -0, "float": 1e3, "huge": 1e999}')
    assert numbers.big == 123456789012345678901234567890
    assert (numbers.minus, numbers.float, numbers.huge) == (0, 1000.0, float("inf"))
    assert isinstance(numbers.float, float)


def test_text_keeps_its_characters() -> None:
    assert Object('{"a": "Zoë \\ud83d\\ude00 \\ud800"}').a == "Zoë 😀 \ufffd"


@pytest.mark.parametrize("wrong", [b"[1]", b"{", "nope", [1, 2]])
def test_what_is_no_json_object_makes_no_object(wrong: Any) -> None:
    with pytest.raises(ValueError, match="an Object is made of"):
        Object(wrong)


class Color(str, enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    HIGH = 3


class Plan(enum.Enum):
    PRO = "pro"


class Custom(Mapping[str, int]):
    def __getitem__(self, name: str) -> int:
        return 1

    def __iter__(self) -> Iterator[str]:
        return iter(["a"])

    def __len__(self) -> int:
        return 1


def test_python_values_become_json() -> None:
    values = {
        "text": 'Zoë "\n😀', "none": None, "flags": [True, False], "tuple": (1, -2), "big": 2**200, "float": 0.1,
        "small": 1e-7, "decimal": decimal.Decimal("1.10"), "enums": [Color.RED, Level.HIGH, Plan.PRO],
        "mapping": Custom(), "ordered": OrderedDict(a=1), "range": range(3), "object": CONTACT.tags,
        "left_out": entryphone.omit,
    }  # fmt: skip
    made = Object(values)
    assert json.loads(made.to_json()) == {
        "text": 'Zoë "\n😀', "none": None, "flags": [True, False], "tuple": [1, -2], "big": 2**200, "float": 0.1,
        "small": 1e-7, "decimal": 1.1, "enums": ["red", 3, "pro"], "mapping": {"a": 1}, "ordered": {"a": 1},
        "range": [0, 1, 2], "object": {"data": [{"id": "t1"}, 7]},
    }  # fmt: skip
    assert b'"decimal":1.10' in made.to_json()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1j, "of type complex, which has no form in JSON"),
        (float("nan"), "is nan"),
        (float("inf"), "is inf"),
        (decimal.Decimal("NaN"), "is NaN"),
        ("\ud800", "half of a surrogate pair"),
        ({"\udfff": 1}, "half of a surrogate pair"),
        ({1: 2}, "has the key 1; keys must be strings"),
        (b"x", "of type bytes; decode it"),
        ({1}, "of type set; it has no order"),
        (iter([]), "of type list_iterator, which has no form in JSON"),
        ([entryphone.omit], "of type Omit"),
    ],
)
def test_what_json_has_no_form_for_is_refused_with_its_place(value: object, words: str) -> None:
    with pytest.raises(entryphone.ArgumentError) as caught:
        Object({"a": [{"b": value}]})
    assert str(caught.value).startswith("a[0].b")
    assert words in str(caught.value)


def test_cycles_and_bottomless_values_are_refused() -> None:
    cycle: list[object] = []
    cycle.append(cycle)
    deep: object = 1
    for _ in range(200):
        deep = {"a": deep}
    for value in (cycle, deep):
        with pytest.raises(entryphone.ArgumentError, match="nested deeper than 128, or contains itself"):
            Object({"a": value})


def test_what_a_value_raises_itself_reaches_the_caller() -> None:
    class Broken(Custom):
        def __getitem__(self, name: str) -> int:
            raise ZeroDivisionError(name)

    with pytest.raises(ZeroDivisionError):
        Object({"a": Broken()})


def test_a_mapping_that_changes_while_it_is_written_does_no_harm() -> None:
    outer: dict[str, object] = {}

    class Sly(Custom):
        def __getitem__(self, name: str) -> int:
            outer["more"] = 1
            return 1

    outer["sly"] = Sly()
    assert Object(outer) == {"sly": {"a": 1}}


def test_omit_is_one_of_a_kind() -> None:
    assert pickle.loads(pickle.dumps(entryphone.omit)) is entryphone.omit
    assert repr(entryphone.omit) == "omit"
    assert not entryphone.omit


def test_a_long_answer_leaves_the_collector_of_garbage_as_it_was() -> None:
    body = b'{"data":[' + b",".join([b'{"id":"c1","name":"Ada Lovelace"}'] * 4_000) + b"]}"
    assert gc.isenabled()
    assert len(types.ContactList(body).to_dict()["data"]) == 4_000
    assert gc.isenabled()
    gc.disable()
    try:
        types.ContactList(body).to_dict()
        assert not gc.isenabled()
    finally:
        gc.enable()
