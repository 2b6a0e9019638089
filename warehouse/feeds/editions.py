"""The editions side by side: how one is begun from the one before, switched to, and used again.

home/feeds/<as_of_seq>/    an edition, never touched once it has its name
home/feeds/current         a link to the newest one
home/feeds/.spare/         one that nobody needs any longer: the next edition is made of it

An edition is a folder with a file an item. To copy or to remove such a folder costs a call an item; so the oldest
edition is not removed but brought up to date, which costs a call a change.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from warehouse.feeds.folder import PreviousEdition, listed_lines, manifest_header, published_files

KEPT = 2
"""Editions that stay, so that a reader who is in the middle of one can finish; the older one until the next is made."""

_BUILDING = ".building-"
_SPARE = ".spare"

Header = dict[str, Any]
ChangedItems = Callable[[int, int], Iterable[str]]
"""Ids of the items that changed after one row of the log, up to another."""


def begin(feeds: Path, seq: int) -> Path:
    """An empty folder for an edition that is made from nothing."""
    folder = feeds / f"{_BUILDING}{seq}"
    folder.mkdir()
    (folder / "items").mkdir()
    return folder


def begin_from(
    feeds: Path,
    seq: int,
    previous: PreviousEdition,
    is_ours: Callable[[Header | None], bool],
    changed: ChangedItems,
) -> Path:
    """A folder that holds what the edition before holds.

    Raises `FileNotFoundError` where files of the edition before have been lost.
    """
    folder = feeds / f"{_BUILDING}{seq}"
    spare = feeds / _SPARE
    header = manifest_header(spare)
    if header and is_ours(header) and header["as_of_seq"] <= previous.seq:
        spare.rename(folder)
        _catch_up(folder, previous, changed(header["as_of_seq"], previous.seq))
    else:
        _twin(previous.path, folder)
    return folder


def _catch_up(folder: Path, previous: PreviousEdition, changed: Iterable[str]) -> None:
    shutil.rmtree(folder / "signatures", ignore_errors=True)  # of another manifest
    had = listed_lines(folder)
    for path in had.keys() - previous.listed.keys():
        (folder / path).unlink(missing_ok=True)
    for path, line in previous.listed.items():
        if had.get(path) != line:
            _take_over(previous.path, folder, path)
    for item_id in changed:
        _take_over(previous.path, folder, f"items/{item_id}.json")


def _take_over(origin: Path, folder: Path, path: str) -> None:
    target = folder / path
    target.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    os.link(origin / path, target)


def _twin(origin: Path, folder: Path) -> None:
    """The same files under another folder."""
    folder.mkdir()
    (folder / "items").mkdir()
    source, target = str(origin), str(folder)
    for file in published_files(origin):
        path = file["path"]
        try:
            os.link(f"{source}/{path}", f"{target}/{path}")
        except FileNotFoundError:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            os.link(f"{source}/{path}", f"{target}/{path}")
    shutil.copyfile(origin / "manifest.json", folder / "manifest.json")


def put_in_place(folder: Path, feeds: Path, seq: int) -> Path:
    """Give a finished folder its name. One of another history under that name is removed."""
    target = feeds / str(seq)
    if target.exists():
        target.rename(feeds / f"{_BUILDING}{seq}-replaced")
    folder.rename(target)
    return target


def switch(feeds: Path, seq: int) -> None:
    """Let `current` point to an edition, in one step."""
    link = feeds / f"{_BUILDING}current"
    link.unlink(missing_ok=True)
    link.symlink_to(str(seq), target_is_directory=True)
    link.replace(feeds / "current")
    _fsync_folder(feeds)


def sweep(feeds: Path) -> None:
    """Remove what a killed process left behind."""
    for leftover in feeds.glob(f"{_BUILDING}*"):
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()


def retire(feeds: Path, keep: int) -> None:
    """Keep the current edition and the newest others up to `keep`; the oldest becomes the spare one."""
    current = (feeds / "current").resolve()
    others = sorted(
        (p for p in feeds.iterdir() if p.name.isdigit() and p != current), key=lambda p: int(p.name)
    )
    spare = feeds / _SPARE
    for edition in others[: max(0, len(others) - keep + 1)]:
        if not spare.exists():
            edition.rename(spare)
        else:
            # Under another name first: nobody shall find half an edition under its number.
            doomed = feeds / f"{_BUILDING}{edition.name}-retired"
            edition.rename(doomed)
            shutil.rmtree(doomed)


def provide_spare(feeds: Path, is_ours: Callable[[Header | None], bool]) -> None:
    """Where no edition can be used again yet, make a twin of the current one, for the next to be made of."""
    spare = feeds / _SPARE
    if spare.exists() and not is_ours(manifest_header(spare)):
        doomed = feeds / f"{_BUILDING}spare"
        spare.rename(doomed)
        shutil.rmtree(doomed)
    editions = [p for p in feeds.iterdir() if p.name.isdigit()]
    if not spare.exists() and len(editions) < KEPT:
        twin = feeds / f"{_BUILDING}spare"
        with suppress(FileNotFoundError):  # a file was lost: the next edition is made from nothing
            _twin((feeds / "current").resolve(), twin)
            twin.rename(spare)


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
