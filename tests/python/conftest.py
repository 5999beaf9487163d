"""What tests share."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


def emulator_program() -> Path:
    """Find the emulator: where ENTRYPHONE_EMULATOR says, or where cargo builds it."""
    named = os.environ.get("ENTRYPHONE_EMULATOR")
    target = os.environ.get("CARGO_TARGET_DIR", str(Path(__file__).parents[2] / "target"))
    return Path(named) if named else Path(target) / "debug" / "entryphone-emulator"


@pytest.fixture(scope="session")
def emulator_url() -> Iterator[str]:
    """Start one emulator for all tests."""
    program = emulator_program()
    assert program.exists(), f"there is no emulator at {program}; build it, or say in ENTRYPHONE_EMULATOR where it is"
    with subprocess.Popen([str(program), "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
        process.terminate()
