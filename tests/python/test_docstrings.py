"""The examples in docstrings do what they say."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import pytest
from entryphone import rows, search, webhooks

if TYPE_CHECKING:
    from types import ModuleType


@pytest.mark.parametrize("module", [rows, search, webhooks])
def test_the_examples_of_a_module_run(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert (result.failed, result.attempted > 0) == (0, True)
