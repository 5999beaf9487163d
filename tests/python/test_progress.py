"""How far an iteration or a download is, is told."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import entryphone
import pytest

from scripted import answer, client
from test_jobs import FILE, export
from test_listings import page_of

if TYPE_CHECKING:
    from pathlib import Path


def test_a_listing_tells_items_and_their_total() -> None:
    told: list[tuple[int, int | None]] = []
    intercom, _ = client(page_of("a", "b", cursor="x"), page_of("c"))
    listing = intercom.contacts.list(progress=lambda done, total: told.append((done, total)))
    assert told == []
    assert len(list(listing)) == 3
    assert told == [(2, 9), (3, 9)]


def test_a_download_tells_bytes(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    length = {"Content-Length": str(len(FILE))}
    intercom, _ = client(export(), export("completed"), answer(200, FILE, length))
    job = intercom.job("data_export.create")
    job.wait()
    job.download().to_file(tmp_path / "x", progress=lambda done, total: told.append((done, total)))
    assert told == [(len(FILE), len(FILE))]


@pytest.mark.parametrize("missing", [(), ("tqdm",)], ids=["tqdm", "rich"])
def test_a_bar_is_drawn_with_what_is_installed(
    missing: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in missing:
        monkeypatch.setitem(sys.modules, name, None)
    intercom, _ = client(page_of("a", cursor="x"), page_of("b"))
    assert len(list(intercom.contacts.list(progress=True))) == 2
    shown = "".join(capsys.readouterr())
    assert "items" in shown
    assert ("2/9" in shown) != bool(missing)


def test_without_either_a_bar_is_refused_before_anything_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.setitem(sys.modules, "rich.progress", None)
    intercom, _ = client(page_of("a"))
    listing: Any = intercom.contacts.list(progress=True)
    with pytest.raises(entryphone.ArgumentError, match="tqdm or rich"):
        list(listing)
