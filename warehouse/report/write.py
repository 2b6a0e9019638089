"""Writes the report of a run: a page that needs nothing else, and the same figures as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from schemas.harvest import Run
from warehouse.database import Warehouse
from warehouse.report.figures import Figures, read_figures
from warehouse.report.health import health_section
from warehouse.report.summary import summarise
from warehouse.report.words import WORDS, advice, particulars, reason


def write_report(warehouse: Warehouse, home: Path, run: Run) -> Path:
    """Write `index.html` and `report.json` in `home/reports/<run_id>`, the page as `reports/latest.html` too.

    Returns the path of the page. Raises `LookupError` for a run the warehouse does not know.
    """
    figures = read_figures(warehouse, run)
    page = render(figures)
    folder = home / "reports" / run.run_id
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "report.json", json.dumps(asdict(figures), ensure_ascii=False, indent=1))
    _write(folder / "index.html", page)
    _write(home / "reports" / "latest.html", page)
    return folder / "index.html"


def render(figures: Figures) -> str:
    """The page, self-contained: no script, no address it would load from."""
    source = files("warehouse.report").joinpath("report.html.j2").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    environment.filters["words"] = lambda code: WORDS.get(code, code)
    environment.filters["clock"] = lambda instant: instant[:16].replace("T", " ") if instant else "—"
    shown = {code for unit in figures.units for code in unit.items}
    return environment.from_string(source).render(
        figures=figures,
        summary=summarise(figures),
        shown=[code for code in figures.categories if code in shown],
        empty=[name for code, name in figures.categories.items() if code not in shown],
        health=health_section(figures.health),
        advice=advice,
        reason=reason,
        particulars=particulars,
    )


def _write(path: Path, text: str) -> None:
    """Whole or not at all: somebody may have the page open."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
