"""What is not installed is not looked for anew: DuckDB's client asks for pandas at every parameter of every statement,
and each time Python looks along the whole path for it, a third of the time of small statements."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType


class NoPandas:
    """Says at once that pandas is not there, as Python would after its search."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """None for any other module. Raises `ModuleNotFoundError` for pandas."""
        if name.partition(".")[0] == "pandas":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


def remember_absence() -> None:
    """Do so for the rest of this process, where pandas is indeed not installed."""
    if NoPandas not in sys.meta_path and importlib.util.find_spec("pandas") is None:
        sys.meta_path.insert(0, NoPandas)
