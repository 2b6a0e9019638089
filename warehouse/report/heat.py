"""Heat maps (热力图): one cell a field and township, its share as colour and as words; SVG made by a template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

from warehouse.report.svg import template

_LETTER, _CELL, _ROW, _EDGE = 12, 31, 24, 8
"""Points: of a letter, the width and the height of a cell, and around everything."""
_RAMP = ("#eef3f7", "#c9dbe8", "#94b8d3", "#5a8db8", "#1f4e79")
"""From nothing to everything; a reader without colours has the words."""
_DARK = 3
"""From this step on words are white."""


@dataclass(frozen=True)
class HeatCell:
    """How many matters can be tested and how many are disclosed; `tested` is None where there is no catalogue."""

    tested: int | None
    covered: int | None

    @property
    def share(self) -> float | None:
        return self.covered / self.tested if self.tested and self.covered is not None else None

    @property
    def words(self) -> str:
        """`7/9`; a dash without catalogue, a question mark where nothing can be tested."""
        if self.tested is None:
            return "—"
        return f"{self.covered}/{self.tested}" if self.tested else "?"

    @property
    def step(self) -> int:
        """The place in the ramp."""
        return round((self.share or 0.0) * (len(_RAMP) - 1))

    @property
    def fill(self) -> str:
        return "#ffffff" if self.share is None else _RAMP[self.step]

    @property
    def ink(self) -> str:
        return "#8c959f" if self.share is None else "#ffffff" if self.step >= _DARK else "#1f2328"


@dataclass(frozen=True)
class HeatMap:
    """A picture of fields down and townships across."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]
    section: ClassVar[Literal["catalogue"]] = "catalogue"

    def svg(self) -> str:
        """Names of townships stand upright, one letter under the other, so that a phone shows all of them."""
        left = _EDGE + _LETTER * max((len(name) for name, _ in self.rows), default=0) + _EDGE
        top = 64 + (_LETTER + 1) * max(map(len, self.columns), default=0)
        width = max(left + _CELL * len(self.columns) + _EDGE, 330)
        return template("heat.svg.j2").render(
            map=self,
            left=left,
            top=top,
            width=width,
            height=top + _ROW * len(self.rows) + _EDGE,
            cell=_CELL,
            row=_ROW,
            letter=_LETTER,
            ramp=_RAMP,
        )


def heat_map(name: str, title: str, cells: Iterable[tuple[str, str, int | None, int | None]]) -> HeatMap:
    """A map of cells in the order of township and field: township, field, tested, covered."""
    known = {(town, field): HeatCell(tested, covered) for town, field, tested, covered in cells}
    towns, fields = (tuple(dict.fromkeys(key[n] for key in known)) for n in (0, 1))
    return HeatMap(name, title, towns, tuple((f, tuple(known[t, f] for t in towns)) for f in fields))
