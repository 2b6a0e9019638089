"""Reading in a process of its own: a hostile file can kill or stall a reader written in C or Rust, and no
exception would tell. The process is started with the first file, lives as long as ours, and is replaced when a
file was its end."""

from __future__ import annotations

import atexit
import signal
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import TypeVar

from connectors.documents.kinds import media_type
from connectors.documents.model import DocumentText, Limits, UnreadableError
from connectors.documents.reading import read
from connectors.documents.worker import OUT_OF_MEMORY

T = TypeVar("T")

_ROOT = Path(__file__).parents[2]
SECONDS = 60
"""For one file; the slowest honest ones take two or three."""
MEMORY_BYTES = 2 << 30


class ReaderProcess:
    """A process that calls functions for us, one at a time, within bounds of time and memory."""

    def __init__(self, seconds: int = SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._bounds = (str(seconds), str(memory_bytes))
        self._seconds = seconds
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def call(self, function: Callable[..., T], *arguments: object) -> T:
        """What `function` returns; it must be importable, and everything must go through pickle.

        Raises what it raises, and `UnreadableError` where it took too long, too much memory, or the process
        with it.
        """
        with self._lock:
            if self._process is None:
                self._start()
            try:
                self._ours.send((function, arguments))
                succeeded, result = self._theirs.recv()
            except (EOFError, OSError) as error:
                raise UnreadableError(self._end()) from error
        if succeeded:
            return result  # type: ignore[no-any-return]  # it comes through pickle
        raise result

    def close(self) -> None:
        """End the process; the next call starts another."""
        with self._lock:
            if self._process is not None:
                self._end()

    def _start(self) -> None:
        task_end, self._ours = Pipe(duplex=False)
        self._theirs, answer_end = Pipe(duplex=False)
        handles = (task_end.fileno(), answer_end.fileno())
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "connectors.documents.worker", *map(str, handles), *self._bounds],
            pass_fds=handles, cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _close(task_end, answer_end)

    def _end(self) -> str:
        """Close the pipes, which ends a process that still lives; why it ended."""
        _close(self._ours, self._theirs)
        assert self._process is not None
        code = self._process.wait()
        self._process = None
        if code == -signal.SIGALRM:
            return f"not read within {self._seconds} seconds"
        if code == OUT_OF_MEMORY:
            return "it needs more memory than a document may"
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return f"broken or too large: the reader broke down over it ({name})"


def read_document(content: bytes, file_name: str, *, limits: Limits | None = None) -> DocumentText:
    """The type of a file by its content, and its text where the type has a reader.

    `file_name` is not believed; its suffix is told in the note on a file of no known type. Nothing is masked
    here. Never raises on bad bytes: a file that is broken, encrypted, oversized, unknown, or the end of its
    reader gives a note.
    """
    try:
        return READER.call(read, content, file_name, limits)
    except UnreadableError as error:
        return DocumentText(_media_type(content), None, str(error))
    except Exception as error:  # a reader's own fault; its words may be anything
        return DocumentText(_media_type(content), None, f"the reader failed over it ({type(error).__name__})")


def _media_type(content: bytes) -> str | None:
    """The type of a file that cannot be read, where it is told without breaking down again."""
    try:
        return READER.call(media_type, content)
    except UnreadableError:
        return None


def _close(*connections: Connection) -> None:
    for connection in connections:
        connection.close()


READER = ReaderProcess()
"""The one of this process."""
atexit.register(READER.close)
