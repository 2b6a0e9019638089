"""What is not installed is not looked for again: DuckDB's client tries to import pandas for every parameter."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Any, cast


def remember_what_is_absent() -> None:
    """For this process: where there is no pandas, the next import of it fails at once.

    A search along all of the path costs a third of a millisecond, twice a parameter, and finds nothing.
    """
    if "pandas" not in sys.modules and find_spec("pandas") is None:
        sys.modules["pandas"] = cast(Any, None)
