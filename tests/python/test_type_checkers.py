"""Type checkers see every method and every field, and find the mistakes that people make."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

TYPED = Path(__file__).parents[1] / "fixtures" / "typed"
CORRECT = TYPED / "every_method.py"
WRONG = TYPED / "mistakes.py"


def line_numbers() -> list[int]:
    """List the lines that say they are wrong."""
    lines = WRONG.read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if "# wrong: " in line]


@cache
def found_by_mypy() -> set[tuple[str, int]]:
    """Find the files and lines that mypy objects to."""
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "/dev/null", str(CORRECT), str(WRONG)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, cwd=TYPED)
    assert said.returncode in (0, 1), said.stdout + said.stderr
    found = re.findall(r"^(.*?):(\d+): error: ", said.stdout, re.MULTILINE)
    return {(Path(file).name, int(line)) for file, line in found}


@cache
def found_by_pyright() -> set[tuple[str, int]]:
    """Find the files and lines that pyright objects to."""
    command = [
        sys.executable,
        "-m",
        "pyright",
        "--outputjson",
        "--pythonpath",
        sys.executable,
        str(CORRECT),
        str(WRONG),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=False, cwd=TYPED)
    report: dict[str, Any] = json.loads(said.stdout)
    assert report["summary"]["filesAnalyzed"] == 2, said.stdout
    errors = [one for one in report["generalDiagnostics"] if one["severity"] == "error"]
    return {(Path(one["file"]).name, one["range"]["start"]["line"] + 1) for one in errors}


CHECKERS = pytest.mark.parametrize("checker", [found_by_mypy, found_by_pyright])


@CHECKERS
def test_every_method_can_be_called_and_every_field_be_read(checker: Any) -> None:
    assert [line for file, line in checker() if file == CORRECT.name] == []


@CHECKERS
@pytest.mark.parametrize("line", line_numbers())
def test_a_mistake_is_found(checker: Any, line: int) -> None:
    assert (WRONG.name, line) in checker()


@CHECKERS
def test_nothing_else_is_objected_to(checker: Any) -> None:
    assert {line for file, line in checker() if file == WRONG.name} == set(line_numbers())
