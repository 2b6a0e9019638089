"""Pictures of the money (图): SVG made by a template, with every number as text beside its bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import duckdb

from warehouse.queries import sql
from warehouse.report.heat import HeatMap, heat_map
from warehouse.report.svg import template

WIDTH = 640
_LABEL, _BAR, _TOP = 150, 11, 58
_SPACE = 120
"""Points to the right of the longest bar, for its number."""


@dataclass(frozen=True)
class Line:
    """One group of bars: a year, a township."""

    label: str
    values: tuple[float | None, ...]
    """One a series, in its order."""
    notes: tuple[str, ...]
    """What stands beside each bar."""


@dataclass(frozen=True)
class Plot:
    """A picture that answers one question."""

    name: str
    title: str
    series: tuple[str, ...]
    lines: tuple[Line, ...]
    section: ClassVar[Literal["money"]] = "money"

    def svg(self) -> str:
        """Horizontal bars from zero, one colour a series, numbers as text: it can be read without colours."""
        highest = max((value for line in self.lines for value in line.values if value), default=1.0)
        return template("plot.svg.j2").render(
            plot=self,
            scale=(WIDTH - _LABEL - _SPACE) / highest,
            height=_TOP + len(self.lines) * self.step + 12,
            width=WIDTH,
            left=_LABEL,
            top=_TOP,
            bar=_BAR,
        )

    @property
    def step(self) -> int:
        """Points from one group to the next."""
        return len(self.series) * (_BAR + 3) + 10


def read_plots(connection: duckdb.DuckDBPyConnection) -> tuple[Plot | HeatMap, ...]:
    """The pictures that have something to show: “三公” budgets that rose, debt a head against its limit, subsidies by
    the mu, catalogues by field and township."""
    rises = connection.execute(sql("report/three_public_rise")).fetchall()
    debt = connection.execute(sql("report/debt_a_head")).fetchall()
    subsidy = connection.execute(sql("report/subsidy_a_mu")).fetchall()
    drawn = (
        Plot(
            "three-public-rise",
            f"{rises[0][3] if rises else ''}年“三公”经费预算增加的部门（元）",
            ("本年", "上年"),
            tuple(_line(unit, (now, before)) for unit, now, before, _ in rises),
        ),
        Plot(
            "debt-a-head",
            "人均政府债务余额与限额（元）",
            ("余额", "限额"),
            tuple(_line(f"{year}年", (balance, limit)) for year, balance, limit in debt),
        ),
        Plot(
            "subsidy-a-mu",
            f"各乡镇亩均补贴（元/亩）{subsidy[0][2] if subsidy else ''}",
            ("亩均补贴",),
            tuple(_line(township, (rate,)) for township, rate, _ in subsidy),
        ),
    )
    cells = connection.execute(sql("report/catalogue_heat")).fetchall()
    heat = heat_map("catalogue-coverage", "标准目录覆盖情况（有公开/可核验）", cells)
    return (*(plot for plot in drawn if plot.lines), *((heat,) if heat.rows else ()))


def _line(label: str, values: Sequence[float | None]) -> Line:
    return Line(label, tuple(values), tuple("—" if v is None else f"{v:,.2f}" for v in values))
