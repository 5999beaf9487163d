"""What tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from emulator import emulator, emulator_process
from loops import run
from redis_server import store

if TYPE_CHECKING:
    from emulator import Emulator

__all__ = ["emulator", "emulator_process", "emulator_url", "run", "store"]


@pytest.fixture
def emulator_url(emulator: Emulator) -> str:
    """Where an emulator with fresh data is."""
    return emulator.url
