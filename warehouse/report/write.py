"""Writes the report of a run: a page that needs nothing else, and the same figures as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from schemas.harvest import Run
from warehouse.database import Warehouse
from warehouse.report.figures import Figures, SourceLine, read_figures
from warehouse.report.summary import summarise

_WORDS = {
    "proven": "完整",
    "unproven": "未能证明完整",
    "broken": "失败",
    "skipped": "未采集",
    "done": "正常完成",
    "attention": "已完成，有待处理事项",
    "failed": "失败",
    "running": "运行中",
    "created": "新增",
    "changed": "变更",
    "withdrawn": "撤下",
    "returned": "恢复",
    "missing": "列表中已不再出现",
    "gone": "网址已失效",
    "fatal": "致命",
    "error": "错误",
    "warning": "警告",
    "info": "提示",
    "county": "县级",
    "municipal": "市级",
    "provincial": "省级",
    "national": "国家级",
}


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
    environment.filters["words"] = lambda code: _WORDS.get(code, code)
    environment.filters["clock"] = lambda instant: instant[:16].replace("T", " ") if instant else "—"
    shown = {code for unit in figures.units for code in unit.items}
    return environment.from_string(source).render(
        figures=figures,
        summary=summarise(figures),
        shown=[code for code in figures.categories if code in shown],
        empty=[name for code, name in figures.categories.items() if code not in shown],
        advice=advice,
    )


def advice(source: SourceLine) -> str:
    """What to do about a source that is red or held."""
    if source.is_held:
        return (
            "一次消失的信息超过该信息源的 20 %，系统未作撤下处理。请与单位核实："
            "属正常清理的，下次运行前告知管理员；属网站故障的，待恢复后自动核对。"
        )
    return (
        f"请先在浏览器中打开网址核实；网站正常而采集仍失败的，运行 gongkai source check {source.source_id} "
        "查看所读页面，网站改版的需更新登记信息。已入库的信息不受影响，未作撤下处理。"
    )


def _write(path: Path, text: str) -> None:
    """Whole or not at all: somebody may have the page open."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
