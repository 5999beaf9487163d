"""How large what was installed is."""

from __future__ import annotations

from pathlib import Path

import entryphone._core


def module() -> dict[str, float]:
    """Tell the size of the compiled module in kilobytes."""
    return {"compiled module": Path(entryphone._core.__file__).stat().st_size / 1000}
