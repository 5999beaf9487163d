"""Every Python block of the READMEs and the guides does what it says, against the emulator."""

from __future__ import annotations

import ast
import asyncio
import inspect
import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import entryphone
import httpx
import pytest
from entryphone import webhooks
from entryphone.testing import VirtualClock

from emulator import Emulator
from redis_server import SKIP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from redis_server import Store

ROOT = Path(__file__).parents[2]
ADDRESS = "http://127.0.0.1:4010"
"""Where the guides have the emulator."""
STORE = "port=6379"
"""Where they have Redis."""


class Block(NamedTuple):
    """A block of code, and the file it stands in."""

    path: str
    code: str


def blocks() -> Iterator[Block]:
    files = [ROOT / "README.md", ROOT / "bindings-py" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    for path in files:
        for _, code in re.findall(r"^( *)```python\n(.*?)^\1```$", path.read_text("utf-8"), re.DOTALL | re.MULTILINE):
            yield Block(path.relative_to(ROOT).as_posix(), textwrap.dedent(code))


BLOCKS = list(blocks())
MARKED = [
    pytest.param(
        block,
        id=f"{block.path}-{number}",
        marks=pytest.mark.skipif(STORE in block.code and bool(SKIP), reason=SKIP or ""),
    )
    for number, block in enumerate(BLOCKS, 1)
]


@pytest.fixture(scope="module")
def emulator_process() -> Iterator[Emulator]:
    """Start one whose jobs are over at once, by its clock as by that of the clients here."""
    with Emulator(job_seconds=0) as started:
        yield started


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Have what the guides take for granted."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("entryphone._client.Clock", VirtualClock)
    monkeypatch.setenv("INTERCOM_ACCESS_TOKEN", "emulator-token")
    monkeypatch.setenv("INTERCOM_CLIENT_SECRET", "client-secret")


@pytest.mark.parametrize("block", MARKED)
def test_the_block_runs_as_written(block: Block, emulator_url: str, request: pytest.FixtureRequest) -> None:
    code = block.code
    if STORE in code:
        store: Store = request.getfixturevalue("store")
        code = code.replace(STORE, f"port={store.port}")
    run(code, emulator_url)


def test_the_first_block_prints_what_a_newcomer_should_see(
    emulator_url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INTERCOM_ACCESS_TOKEN")
    run(BLOCKS[0].code, emulator_url)
    printed = capsys.readouterr().out
    assert "Ada Lovelace ada@lovelace.example" in printed
    assert "curl -X PUT" in printed
    assert "404 not_found" in printed.splitlines()[-1]
    assert "emulator-token" not in printed


NOTIFICATION = b'{"type": "notification_event", "id": "notif_1", "topic": "contact.user.created", "data": {"item": {}}}'


@pytest.mark.parametrize("framework", ["flask", "fastapi"])
def test_an_endpoint_of_the_guide_takes_what_is_signed_and_nothing_else(
    framework: str, emulator_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (block,) = [block for block in BLOCKS if f"from {framework} import" in block.code]
    app = run(block.code, emulator_url)["app"]

    def send(signature: str) -> int:
        message = httpx.Request(
            "POST", "http://here/intercom", headers={"X-Hub-Signature": signature}, content=NOTIFICATION
        )
        if framework == "flask":
            return httpx.WSGITransport(app).handle_request(message).status_code
        return asyncio.run(httpx.ASGITransport(app).handle_async_request(message)).status_code

    assert send(webhooks.sign(NOTIFICATION, "client-secret")) == 200
    assert "contact.user.created" in capsys.readouterr().out
    assert send(webhooks.sign(NOTIFICATION, "another-secret")) == 401
    assert capsys.readouterr().out == ""


class Here(ast.NodeTransformer):
    """Has clients call the emulator where they would call Intercom itself."""

    def __init__(self, emulator_url: str) -> None:
        self.address = ast.keyword("base_url", ast.Constant(emulator_url))

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in {"Intercom", "AsyncIntercom"}:
            given = {word.arg: word.value for word in node.keywords}
            if "transport" not in given and "base_url" not in given:
                node.keywords.append(self.address)
            # A token that stands for one is none.
            node.keywords = [word for word in node.keywords if ast.unparse(word.value) != "'…'"]
        return node


def run(block: str, emulator_url: str) -> dict[str, Any]:
    """Run a block, and give its variables."""
    # What stands before is the code of another package.
    block = block.rpartition("# after\n")[2].replace(ADDRESS, emulator_url)
    tree = ast.fix_missing_locations(Here(emulator_url).visit(ast.parse(block)))
    code = compile(tree, "README.md", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    client = entryphone.Intercom(token="emulator-token", base_url=emulator_url)
    scope: dict[str, Any] = {"__name__": "__main__", "client": client, "AsyncIntercom": entryphone.AsyncIntercom}
    # The result is a coroutine where the block awaits something.
    flow = eval(code, scope)  # noqa: S307 - the guides are our own
    if inspect.iscoroutine(flow):
        asyncio.run(flow)
    return scope
