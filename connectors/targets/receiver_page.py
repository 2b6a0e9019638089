"""The front page of the reference column: what came and went last, for whoever looks in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from starlette.responses import HTMLResponse

SHOWN = 20
_LEVELS = {"county": "县级", "municipal": "市级", "provincial": "省级", "national": "国家级"}


def front_page(level: str, counts: Mapping[str, int], rows: Sequence[Mapping[str, Any]]) -> HTMLResponse:
    """Numbers by their Chinese label, and the newest `rows`, newest first."""
    source = files("connectors.targets").joinpath("receiver.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)
    return HTMLResponse(template.render(level=_LEVELS.get(level, level), counts=counts, rows=rows))
