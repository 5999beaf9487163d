r"""Rows out of exports, while they come: inflated, unpacked and parsed in bounded memory.

>>> from entryphone import rows
>>> for batch in rows.csv([b"id,email\n1,ada@exam", b"ple.com\n"]):
...     for row in batch:
...         print(row["email"])
ada@example.com

Chunks are any iterable of bytes: of an open file, a download, a response. Gzip data and tar archives are told by their
bytes; `batch.file` names the file in an archive. Data that ends too early raises TransportError, a row that cannot be
read ApiError, and the rows before it come first.
"""

from __future__ import annotations

from ._core import Batch, Rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Batch", "csv", "jsonl", "sniff"]


def csv(
    chunks: Iterable[bytes | bytearray] | bytes | bytearray, *, max_row_bytes: int | None = None
) -> Iterator[Batch]:
    """Read CSV with a line of names."""
    return _batches(Rows("csv", max_row_bytes), chunks)


def jsonl(
    chunks: Iterable[bytes | bytearray] | bytes | bytearray, *, max_row_bytes: int | None = None
) -> Iterator[Batch]:
    """Read JSON lines."""
    return _batches(Rows("jsonl", max_row_bytes), chunks)


def sniff(
    chunks: Iterable[bytes | bytearray] | bytes | bytearray, *, max_row_bytes: int | None = None
) -> Iterator[Batch]:
    """Read JSON lines where a file begins with a brace or a bracket, and otherwise CSV."""
    return _batches(Rows("sniff", max_row_bytes), chunks)


def _batches(rows: Rows, chunks: Iterable[bytes | bytearray] | bytes | bytearray) -> Iterator[Batch]:
    for chunk in (chunks,) if isinstance(chunks, (bytes, bytearray)) else chunks:
        yield from pushed(rows, chunk)
    yield from finished(rows)


def pushed(rows: Rows, chunk: bytes | bytearray) -> Iterator[Batch]:
    """Give the rows that a chunk completes."""
    batch = rows.push(chunk)
    yield from _known(batch)
    while batch.more_follows:
        batch = rows.push(b"")
        yield from _known(batch)


def finished(rows: Rows) -> Iterator[Batch]:
    """Give the rows that the end completes."""
    batch = rows.finish()
    yield from _known(batch)
    while batch.more_follows:
        batch = rows.finish()
        yield from _known(batch)


def _known(batch: Batch) -> tuple[Batch, ...]:
    """Pass over a batch that says nothing."""
    return (batch,) if len(batch) or batch.begins_file else ()
