"""What happens to the sites between Monday and Tuesday, and what a correct harvest makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

from examples.youyi.addresses import address, folder_of
from examples.youyi.county import FIRST_PORT, SitePlan, plans
from examples.youyi.items import SHANGHAI, monday
from examples.youyi.model import Day, Fault, Posting

EMPTY_ONCE = "xfj"
"""Its list is empty at the first ask and full at the second."""
EMPTY = "tyjr"
"""Its list stays empty."""
DEAD = "jcj-cg"
"""Its socket does not listen."""
_TODAY = datetime(2026, 11, 24, 8, 40, tzinfo=SHANGHAI)


@dataclass(frozen=True, slots=True)
class Expected:
    """What the run of Tuesday must do, by address of Tuesday unless said otherwise."""

    new: tuple[str, ...]
    edited: tuple[str, ...]
    """The list shows that they changed."""
    silent: tuple[str, ...]
    """Only a full run, or the rolling sample, finds these edits."""
    moved: tuple[str, ...]
    """Another column, so another category."""
    readdressed: tuple[tuple[str, str], ...]
    """Old and new address of one item."""
    withdrawn: tuple[str, ...]
    """Gone from the list, and 404 at their address: withdrawn in the first run."""
    withdrawn_later: tuple[str, ...]
    """Gone from the list, their address answers: withdrawn in the second run."""
    held: tuple[str, ...]
    """More than 20 % of one source: not withdrawn, though 404."""
    unreadable: tuple[str, ...]
    """New on the list; the detail is a login page or breaks off: no item."""
    undated: tuple[str, ...]
    """New, without publication date: an item here, rejected by the columns."""
    broken: tuple[str, ...]
    """Sources that cannot be read."""


@dataclass(frozen=True, slots=True)
class Change:
    """The postings of one site after the change, and those it still serves without listing them."""

    listed: tuple[Posting, ...]
    unlisted: tuple[Posting, ...] = ()
    touched: tuple[int, ...] = ()
    """Serials that the change is about."""


def postings(source_id: str, day: Day) -> tuple[Posting, ...]:
    """What a site lists on that day, oldest serial first."""
    return monday(source_id) if day == "monday" else changed(source_id).listed


def unlisted(source_id: str, day: Day) -> tuple[Posting, ...]:
    """What a site still serves though no list shows it."""
    return () if day == "monday" else changed(source_id).unlisted


@cache
def changed(source_id: str) -> Change:
    """The site as of Tuesday."""
    before = monday(source_id)
    change = _CHANGES.get(source_id)
    return change(before) if change else Change(before)


def expected(ports_from: int = FIRST_PORT) -> Expected:
    """What must come of Tuesday."""
    plan = plans(ports_from)

    def now(source_id: str) -> tuple[str, ...]:
        return tuple(_addresses(plan[source_id], changed(source_id).listed, changed(source_id).touched))

    def then(source_id: str) -> tuple[str, ...]:
        return tuple(_addresses(plan[source_id], monday(source_id), changed(source_id).touched))

    return Expected(
        new=now("county") + now("zjj"),
        edited=now("fgj"),
        silent=now("czj"),
        moved=now("wjj"),
        readdressed=tuple(zip(then("sfj") + then("rsj"), now("sfj") + now("rsj"), strict=True)),
        withdrawn=then("nyj"),
        withdrawn_later=then("scjg"),
        held=then("tjj"),
        unreadable=now("lcj") + now("wlj"),
        undated=now("jtj"),
        broken=(EMPTY, DEAD),
    )


def _addresses(plan: SitePlan, listed: tuple[Posting, ...], serials: tuple[int, ...]) -> list[str]:
    return [address(p, plan) for p in listed if p.serial in serials]


def _plain(before: tuple[Posting, ...], column: int, count: int) -> tuple[int, ...]:
    """Serials of the first ordinary postings of a column."""
    found = [
        p.serial for p in before if p.columns == (column,) and not (p.offsite or p.personal or p.text_of)
    ]
    return tuple(found[3 : 3 + count * 5 : 5])


def _each(
    change: Callable[[Posting], Posting], column: int, count: int
) -> Callable[[tuple[Posting, ...]], Change]:
    def apply(before: tuple[Posting, ...]) -> Change:
        chosen = _plain(before, column, count)
        return Change(tuple(change(p) if p.serial in chosen else p for p in before), touched=chosen)

    return apply


def _remove(column: int, count: int, *, gone: bool) -> Callable[[tuple[Posting, ...]], Change]:
    def apply(before: tuple[Posting, ...]) -> Change:
        chosen = _plain(before, column, count)
        left = tuple(p for p in before if p.serial not in chosen)
        removed = () if gone else tuple(p for p in before if p.serial in chosen)
        return Change(left, removed, chosen)

    return apply


def _vanish(before: tuple[Posting, ...]) -> Change:
    """Every third posting, which is more than 20 %."""
    chosen = tuple(p.serial for p in before if p.serial % 3 == 0)
    return Change(tuple(p for p in before if p.serial not in chosen), touched=chosen)


def _add(
    column: int, days: tuple[int, ...], fault: Fault | None = None
) -> Callable[[tuple[Posting, ...]], Change]:
    """New postings, each published so many days before Tuesday: the backdated stand deep in the list."""

    def apply(before: tuple[Posting, ...]) -> Change:
        model = next(
            p
            for p in reversed(before)
            if p.columns == (column,) and not (p.offsite or p.personal or p.text_of)
        )
        last = max(p.serial for p in before)
        new = tuple(_new(model, last + n, back, fault) for n, back in enumerate(days, 1))
        return Change(before + new, touched=tuple(p.serial for p in new))

    return apply


def _new(model: Posting, serial: int, back: int, fault: Fault | None) -> Posting:
    published = _TODAY - timedelta(days=back)
    number = f"友政办发〔2026〕{serial}号" if model.document_number else None
    index = (
        None
        if model.index_number is None
        else f"{model.index_number.partition('/')[0]}/{published.year}-{serial:05d}"
    )
    return replace(
        model,
        serial=serial,
        title=f"{model.title}（{serial}号补充）",
        published=published,
        written=published.date() if back else date(2026, 11, 23),
        document_number=number,
        index_number=index,
        fault=fault,
    )


def _retitled(posting: Posting) -> Posting:
    return replace(posting, title=f"{posting.title}（更正）", revision=1)


def _moved(posting: Posting) -> Posting:
    """From 民生 to 公共企事业单位; its address stays."""
    return replace(posting, columns=(1,), folder=folder_of(posting, plans()[posting.source_id]))


_CHANGES: dict[str, Callable[[tuple[Posting, ...]], Change]] = {
    "county": _add(1, (0, 0, 0)),
    "zjj": _add(0, (900,)),
    "fgj": _each(_retitled, 1, 3),
    "czj": _each(lambda p: replace(p, revision=1), 0, 2),
    "wjj": _each(_moved, 2, 1),
    "sfj": _each(lambda p: replace(p, folder="/fuyi"), 0, 2),
    "rsj": _each(lambda p: replace(p, folder="/rsj/c108888"), 0, 2),
    "nyj": _remove(0, 2, gone=True),
    "scjg": _remove(1, 2, gone=False),
    "tjj": _vanish,
    EMPTY: lambda before: Change((), before),
    "lcj": _add(0, (0,), "login"),
    "wlj": _add(0, (0,), "truncated"),
    "jtj": _add(0, (0,), "undated"),
}
