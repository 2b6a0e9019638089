"""The process that reads files for another: `python -m connectors.documents.worker IN OUT SECONDS BYTES`."""

from __future__ import annotations

import resource
import signal
import sys
from multiprocessing.connection import Connection

OUT_OF_MEMORY = 3
"""Exit code."""


def main(task_handle: int, answer_handle: int, seconds: int, memory_bytes: int) -> None:
    """Answers calls until the pipe is closed. The alarm is not caught, so that it ends a library that is stuck
    too; a memory that is full ends the process, or is told as an error."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks = Connection(task_handle, writable=False)
    answers = Connection(answer_handle, readable=False)
    while True:
        try:
            function, arguments = tasks.recv()
        except EOFError:
            return
        signal.alarm(seconds)
        try:
            answer = (True, function(*arguments))
        except MemoryError:
            raise SystemExit(OUT_OF_MEMORY) from None
        except Exception as error:
            answer = (False, error)
        signal.alarm(0)
        answers.send(answer)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:5]))
