"""The sites of the county: the registry, joined with what the generator must know of each (sites.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from examples.youyi.numbers import credit_code
from schemas.column import MIXED

FIRST_PORT = 18101
FARM_OFFSET = 59
"""The farm's port, counted from the county's first."""


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """A column: where its list is, what it holds, how many postings it has on Monday."""

    position: int
    path: str
    category: str
    count: int
    quiet_days: int = 0
    """So many days ago it was last filled."""


@dataclass(frozen=True, slots=True)
class SitePlan:
    """A source with its generator settings."""

    id: str
    number: int
    """Position in the registry; seeds the native ids."""
    unit_id: str
    unit_name: str
    short_name: str
    family: str
    base_url: str
    port: int
    columns: tuple[ColumnPlan, ...]
    styles: tuple[str, ...]
    mark: str
    """发文机关代字, e.g. 友财."""
    rows: int
    """Rows a list page shows."""
    index: str
    """Dialect of its index numbers: credit, organ, date, none."""
    charset: str
    template: int
    validators: bool
    """Whether it sends ETag and Last-Modified."""
    farm_url: str
    """The site of 友谊农场: linked from the county's lists, in no registry."""
    credit: str
    """统一社会信用代码; characters 9 to 17 are the organisation code."""


def registry(ports_from: int = FIRST_PORT) -> str:
    """The registry of the sample county as TOML, its loopback ports moved: the first is `ports_from`."""
    text = files("examples.youyi").joinpath("registry.toml").read_text(encoding="utf-8")
    shift = ports_from - FIRST_PORT
    return re.sub(r"127\.0\.0\.1:(\d+)", lambda m: f"127.0.0.1:{int(m[1]) + shift}", text)


def data(name: str) -> dict[str, Any]:
    """One of the generator's code lists."""
    return tomllib.loads(files("examples.youyi").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def plans(ports_from: int = FIRST_PORT) -> dict[str, SitePlan]:
    """All sources by id, in the order of the registry."""
    entries = tomllib.loads(registry(ports_from))
    units = {unit["id"]: unit for unit in entries["unit"]}
    settings = data("sites")
    quiet = {(entry["source"], entry["column"]): entry["days"] for entry in data("platform")["quiet"]}
    marks = settings["marks"]
    found = {}
    for number, source in enumerate(entries["source"]):
        own = (
            settings["defaults"]
            | settings["family"].get(source["family"], {})
            | settings["site"][source["id"]]
        )
        unit = units[source["unit"]]
        columns = tuple(
            ColumnPlan(i, c["path"], category, n, quiet.get((source["id"], category), 0))
            for i, (c, n) in enumerate(zip(source["column"], own["counts"], strict=True))
            for category in [own["mixed"] if c["category"] == MIXED else c["category"]]
        )
        base = source.get("base_url", "")
        found[source["id"]] = SitePlan(
            id=source["id"],
            number=number,
            unit_id=unit["id"],
            unit_name=unit["name"],
            short_name=_short(unit),
            family=source["family"],
            base_url=base,
            port=int(base.rpartition(":")[2]) if base else 0,
            columns=columns,
            styles=tuple(own["styles"]),
            mark=marks.get(unit["id"], "友"),
            rows=own["rows"],
            index=own["index"],
            charset=own["charset"],
            template=own["template"],
            validators=own["validators"],
            farm_url=f"http://127.0.0.1:{ports_from + FARM_OFFSET}",
            credit=unit.get("credit_code") or credit_code(7390000 + number),
        )
    return found


def _short(unit: dict[str, Any]) -> str:
    """How titles call a unit: its first alias that names the county or the township."""
    named = (a for a in unit["aliases"] if a.startswith("友谊县") or a.endswith(("镇", "乡")))
    return str(next(named, unit["name"]))
