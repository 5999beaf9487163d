"""Rows come out of chunks in batches."""

from __future__ import annotations

import gzip
import json
from typing import Any

import entryphone
import pytest
from entryphone import rows


def test_rows_are_dicts_however_the_file_is_cut() -> None:
    data = gzip.compress(b"id,email\n1,ada@example.com\n2,\n")
    for chunks in (data, bytearray(data), [data], [bytearray(data)], [data[at : at + 1] for at in range(len(data))]):
        found = [row for batch in rows.csv(chunks) for row in batch]
        assert found == [{"id": "1", "email": "ada@example.com"}, {"id": "2", "email": ""}]


def test_lists_hide_no_column() -> None:
    (batch,) = rows.sniff([b"id,id\n1,2\n"])
    assert (batch.columns, batch.file, batch.lists(), len(batch)) == (("id", "id"), None, [["1", "2"]], 1)
    assert repr(batch) == "<Batch of 1 rows>"


def test_lines_of_json_are_their_values() -> None:
    lines = [{"id": 2**70, "tags": ["a", None]}, [1.5], "x"]
    data = "\n".join(json.dumps(line) for line in lines).encode()
    assert [value for batch in rows.jsonl(data) for value in batch] == lines


def test_a_large_file_comes_in_several_batches() -> None:
    batches = list(rows.csv(gzip.compress(b"n\n" + b"0123456789\n" * 300_000)))
    assert len(batches) > 1
    assert sum(len(batch) for batch in batches) == 300_000


def test_rows_before_an_error_come_first() -> None:
    found: list[Any] = []
    with pytest.raises(entryphone.ApiError, match="line 3"):
        for batch in rows.csv([b"a,b\n1,2\n3\n"]):
            found += batch
    assert found == [{"a": "1", "b": "2"}]
    with pytest.raises(entryphone.TransportError):
        list(rows.csv(gzip.compress(b"a\n1\n")[:-1]))


def test_chunks_that_are_no_bytes_are_refused() -> None:
    chunks: Any = ["id\n"]
    with pytest.raises(entryphone.ArgumentError, match="chunks of bytes, not of str"):
        list(rows.csv(chunks))
