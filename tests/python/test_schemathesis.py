"""The emulator under schemathesis: requests made from the catalog, answers held against it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from emulator import program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"

EXAMPLES = os.environ.get("ENTRYPHONE_EXAMPLES")
"""How many requests to make for each operation of every version that differs much; 50 take minutes."""

VERSIONS = ["2.9", "2.14", "2.16", "Preview"] if EXAMPLES else ["2.9", "2.16"]
"""Without a number of requests, one for each operation of an old version and the newest numbered one."""


@pytest.fixture(scope="module")
def unlimited_emulator_url() -> Iterator[str]:
    """Start an emulator that never says to wait."""
    arguments = [str(program()), "--port", "0", "--limit", "1000000000"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
        process.terminate()


@pytest.mark.parametrize("version", VERSIONS)
def test_every_answer_has_a_shape_that_is_declared(unlimited_emulator_url: str, version: str, tmp_path: Path) -> None:
    schemathesis = [sys.executable, "-m", "schemathesis.cli", "run"]
    description = f"{unlimited_emulator_url}/_emulator/openapi/{version}"
    options = {
        "--url": unlimited_emulator_url,
        "--header": "Authorization: Bearer emulator-token",
        "--checks": CHECKS,
        "--phases": "fuzzing",
        "--max-examples": EXAMPLES or "1",
        "--generation-database": "none",
        "--seed": "1",
        "--request-timeout": "10",
        "--suppress-health-check": "all",
        "--warnings": "off",
    }
    flags = [part for pair in options.items() for part in pair]
    # A request that says no version is answered in the app's own, whose shapes another description does not know.
    flags += ["--header", f"Intercom-Version: {version}"]
    command = [*schemathesis, description, *flags, "--no-color", "--no-shrink", "--continue-on-failure"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
