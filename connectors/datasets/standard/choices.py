"""Check lists and ticks: what is chosen, what is not, and what nobody can tell any more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from schemas.standard import Channel, standard_data

_STRAY = " \u3000、，,;；。:：()（）[]【】"
_NARROW = str.maketrans("（）／", "()/")


@dataclass(frozen=True, slots=True)
class Channels:
    """Channels of a row. `chosen` is None where the cell shows no filled box: its ticks are lost."""

    chosen: tuple[str, ...] | None
    notes: tuple[str, ...] = ()


def read_channels(text: str) -> Channels:
    """Codes of the chosen channels, and what stands after one (an address, the name of a portal).

    With boxes, the filled ones count; 口 is a box where a channel follows it. Without boxes the channels named are
    chosen, unless nearly all of the form are named: then that is the printed list, and its ticks are lost.
    """
    parts = _parts(text)
    if parts:
        chosen = [label for is_chosen, label in parts if is_chosen]
        if not chosen:
            return Channels(None)
        return _of(chosen)
    named = [part for part in re.split(r"[、，,；;。\s]+", text) if part]
    if not named:
        return Channels(None)
    found = _of(named)
    return Channels(None) if found.chosen and len(found.chosen) >= len(_channels()) - 3 else found


def read_options(text: str) -> dict[str, bool] | None:
    """Labels of a cell like `■全社会 □特定群体` with what was done to their boxes; None where it has no boxes."""
    parts = _parts(text)
    return {label: is_chosen for is_chosen, label in parts} or None


def is_ticked(text: str) -> bool | None:
    """True for a tick, False for what says no, None for a blank cell. Other words count as a tick."""
    marks = standard_data().marks
    bare = text.strip()
    if bare in marks.ticks:
        return True
    if not bare:
        return None
    return bare not in marks.blanks


def _of(labels: list[str]) -> Channels:
    codes: list[str] = []
    notes: list[str] = []
    for label in labels:
        channel, note = _channel("".join(label.split()).translate(_NARROW))
        codes += [channel.code] if channel.code not in codes else []
        notes += [f"{channel.name}：{note}"] if note else []
    return Channels(tuple(codes), tuple(notes))


def _channel(label: str) -> tuple[Channel, str]:
    """The channel that a label names, and what else it says; words of no channel are a note to 其他."""
    channel = next((c for c, pattern in _channels() if pattern.search(label)), _channels()[0][0])
    plain = next(
        (word for word in sorted(channel.plain, key=len, reverse=True) if label.startswith(word)), ""
    )
    return channel, label[len(plain) :].strip(_STRAY)


@cache
def _channels() -> tuple[tuple[Channel, re.Pattern[str]], ...]:
    return tuple((c, re.compile("|".join(c.words))) for c in standard_data().channel)


@cache
def _box() -> re.Pattern[str]:
    """Any box; 口 only before a channel or an option, and not as the end of a word (窗口, 人口)."""
    marks = standard_data().marks
    typed = f"(?<![窗人入出港户]){marks.typed_box}(?=\\s*(?:{'|'.join(marks.options)}))"
    return re.compile(f"[{re.escape(marks.chosen + marks.not_chosen)}]|{typed}")


def _parts(text: str) -> list[tuple[bool, str]]:
    """Each box with the words after it, up to the next."""
    boxes = list(_box().finditer(text))
    ends = [box.start() for box in boxes[1:]] + [len(text)]
    chosen = standard_data().marks.chosen
    found = [(box[0] in chosen, text[box.end() : end].strip()) for box, end in zip(boxes, ends, strict=False)]
    return [(is_chosen, label) for is_chosen, label in found if label]
