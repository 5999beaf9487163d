"""Every Python block of the READMEs does what it says, against the emulator."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ADDRESS = "http://127.0.0.1:4010"
"""Where the READMEs have the emulator."""
BLOCKS = [
    pytest.param(block, id=f"{path.relative_to(ROOT)}-{number}")
    for path in (ROOT / "README.md", ROOT / "bindings-py" / "README.md")
    for number, block in enumerate(re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.DOTALL), 1)
]


@pytest.mark.parametrize("block", BLOCKS)
def test_the_block_runs_as_written(block: str, emulator_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERCOM_ACCESS_TOKEN", "emulator-token")
    run(block, emulator_url)


def test_the_first_block_prints_what_a_newcomer_should_see(
    emulator_url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INTERCOM_ACCESS_TOKEN", raising=False)
    block = BLOCKS[0].values[0]
    assert isinstance(block, str)
    run(block, emulator_url)
    printed = capsys.readouterr().out
    assert "Ada Lovelace ada@lovelace.example" in printed
    assert "curl -X PUT" in printed
    assert "404 not_found" in printed.splitlines()[-1]
    assert "emulator-token" not in printed


def run(block: str, emulator_url: str) -> None:
    """Run a block. Where it would call Intercom itself, it calls the emulator."""
    block = block.replace(ADDRESS, emulator_url).replace("Intercom()", f"Intercom(base_url={emulator_url!r})")
    assert emulator_url in block, "a block that names no address would leave this machine"
    exec(compile(block, "README.md", "exec"), {"__name__": "__main__"})
