"""Numbers with a fraction are read as Python's own `json` reads them, to the last bit."""

from __future__ import annotations

import json
import random

import pytest
from entryphone import Object

SPECIAL = ["0.0", "-0.0", "155.5", "0.1", "-12.25", "1.0", "99999999.5", "123456789012.345", "0.00000000000001", "1e5"]
SPECIAL += ["1.5e-3", "9007199254740993.0", "179769313486231570000.0", "0.1234567890123456", "1E400"]


@pytest.mark.parametrize("text", SPECIAL)
def test_a_float_is_the_nearest(text: str) -> None:
    assert repr(Object(f'{{"at":{text}}}'.encode()).to_dict()["at"]) == repr(json.loads(text))


def test_many_floats_are_the_nearest() -> None:
    dice = random.Random(7)  # noqa: S311 - no secret is made of it
    texts = [f"{dice.randrange(10**7)}.{dice.randrange(10 ** dice.randrange(1, 10))}" for _ in range(2000)]
    body = f'{{"all":[{",".join(texts)}]}}'
    assert Object(body.encode()).to_dict() == json.loads(body)
