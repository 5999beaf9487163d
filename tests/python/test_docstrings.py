"""The examples in docstrings do what they say."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import pytest
from entryphone import _times, rows, search, types, webhooks

if TYPE_CHECKING:
    from types import ModuleType


@pytest.mark.parametrize("module", [_times, rows, search, types, webhooks])
def test_the_examples_of_a_module_run(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert (result.failed, result.attempted > 0) == (0, True)
