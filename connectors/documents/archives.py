"""Archives (.zip, .rar): the files inside, each by its name and, where it has one, its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from connectors.documents.model import DocumentText, Limits, UnreadableError

_MAC = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
"""What file managers leave in archives."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive."""

    name: str
    size: int
    """Unpacked, as declared."""
    load: Callable[[], bytes]
    """Raises `UnreadableError`."""


@dataclass(slots=True)
class Budget:
    """What may still be unpacked from one attachment, all archives inside it together."""

    depth: int
    files: int
    unpacked_bytes: int

    @classmethod
    def of(cls, limits: Limits) -> Budget:
        return cls(limits.max_depth, limits.max_files, limits.max_unpacked_bytes)


def archive_text(
    members: Iterable[Member], budget: Budget, read: Callable[[bytes, str], DocumentText]
) -> tuple[str, str | None]:
    """The names of all files, each followed by its text, or by why it has none in brackets.

    Once the budget is used up, what follows is only named. Raises `UnreadableError` where the archive holds
    nothing, or is too deep inside others.
    """
    if budget.depth < 1:
        raise UnreadableError("an archive too deep inside others")
    blocks: list[str] = []
    unread = 0
    budget.depth -= 1
    for member in members:
        if any(mark in f"{member.name.lower()}" for mark in _MAC):
            continue
        text, note = _member(member, budget, read)
        unread += text is None
        blocks.append("\n".join(filter(None, (f"{member.name} ({note})" if note else member.name, text))))
    budget.depth += 1
    if not blocks:
        raise UnreadableError("the archive holds no file")
    note = f"{unread} of {len(blocks)} files inside without text" if unread else None
    return "\n".join(blocks), note


def _member(
    member: Member, budget: Budget, read: Callable[[bytes, str], DocumentText]
) -> tuple[str | None, str | None]:
    """Text and note of one file."""
    if budget.files < 1:
        return None, "not opened: too many files"
    if member.size > budget.unpacked_bytes:
        return None, f"not opened: it unpacks to {member.size} bytes"
    budget.files -= 1
    budget.unpacked_bytes -= member.size
    try:
        document = read(member.load(), member.name)
    except UnreadableError as error:
        return None, str(error)
    return document.text, document.note
