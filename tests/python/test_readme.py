"""Every Python block of the READMEs and of the guide for those who move does what it says, against the emulator."""

from __future__ import annotations

import ast
import asyncio
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

import entryphone
import pytest
from entryphone.testing import VirtualClock

from emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
ADDRESS = "http://127.0.0.1:4010"
"""Where the READMEs have the emulator."""
BLOCKS = [
    pytest.param(block, id=f"{path.relative_to(ROOT)}-{number}")
    for path in (
        ROOT / "README.md",
        ROOT / "bindings-py" / "README.md",
        ROOT / "docs" / "migrating-from-python-intercom.md",
    )
    for number, block in enumerate(re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.DOTALL), 1)
]


@pytest.fixture(scope="module")
def emulator_process() -> Iterator[Emulator]:
    """Start one whose jobs are over at once, by its clock as by that of the clients here."""
    with Emulator(job_seconds=0) as started:
        yield started


@pytest.mark.parametrize("block", BLOCKS)
def test_the_block_runs_as_written(
    block: str, emulator_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("entryphone._client.Clock", VirtualClock)
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
    # What stands before is the code of another package.
    block = block.rpartition("# after\n")[2]
    block = block.replace(ADDRESS, emulator_url)
    block = re.sub(r'Intercom\((token="…")?\)', f"Intercom(base_url={emulator_url!r})", block)
    calls = block.replace("import Intercom", "").count("Intercom(")
    assert calls == block.count(emulator_url) + block.count("transport=transport"), "a client would leave this machine"
    code = compile(block, "README.md", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    client = entryphone.Intercom(token="emulator-token", base_url=emulator_url)
    scope = {"__name__": "__main__", "client": client, "AsyncIntercom": entryphone.AsyncIntercom}
    # The result is a coroutine where the block awaits something.
    flow = eval(code, scope)  # noqa: S307 - the READMEs are our own
    if inspect.iscoroutine(flow):
        asyncio.run(flow)
