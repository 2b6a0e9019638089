"""`gongkai` as the shell calls it, without a Python process that imports the house anew for every call."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from flows.cli import main


@dataclass(frozen=True)
class Said:
    """What a command ended with and printed."""

    returncode: int
    stdout: str
    stderr: str


def gongkai(*arguments: str | Path, home: Path | None = None) -> Said:
    """Run a command in this process, to its exit."""
    words = ["gongkai", *(["--home", str(home)] if home else []), *map(str, arguments)]
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with patch.object(sys, "argv", words), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code
    assert isinstance(code, int)
    return Said(code, out.getvalue(), err.getvalue())
