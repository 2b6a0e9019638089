"""The process that reads: what kills or stalls it is told, and the next file is read by another."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from connectors.documents.apart import ReaderProcess
from connectors.documents.model import UnreadableError


@pytest.fixture
def reader() -> Iterator[ReaderProcess]:
    reader = ReaderProcess(seconds=1, memory_bytes=1 << 30)
    yield reader
    reader.close()


def test_one_process_answers_all_calls(reader: ReaderProcess) -> None:
    assert reader.call(os.getpid) == reader.call(os.getpid) != os.getpid()


def test_errors_come_back_as_they_are(reader: ReaderProcess) -> None:
    with pytest.raises(ZeroDivisionError):
        reader.call(divmod, 1, 0)
    assert reader.call(divmod, 7, 2) == (3, 1)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ((time.sleep, 30), "not read within 1 seconds"),
        ((os.abort,), "broken or too large: the reader broke down over it (SIGABRT)"),
        ((bytes, 3 << 30), "it needs more memory than a document may"),
    ],
    ids=["stalls", "dies", "swells"],
)
def test_what_it_cannot_bear_is_said_and_the_next_call_is_answered(
    call: tuple[object, ...], said: str, reader: ReaderProcess
) -> None:
    before = reader.call(os.getpid)
    function, *arguments = call
    assert callable(function)
    with pytest.raises(UnreadableError) as caught:
        reader.call(function, *arguments)
    assert str(caught.value) == said
    assert reader.call(os.getpid) != before


def test_it_ends_with_the_pipes(reader: ReaderProcess) -> None:
    number = reader.call(os.getpid)
    reader.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    assert reader.call(len, b"abc") == 3
