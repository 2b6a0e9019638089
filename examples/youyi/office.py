"""What the county's officers keep: the registry, and beside it the plan and the library of statutes that it names."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from examples.youyi.county import FIRST_PORT, registry
from examples.youyi.statutes import write_library


def write_registry(folder: Path, ports_from: int = FIRST_PORT) -> Path:
    """Write the registry and what it names. Returns the path of the registry."""
    for name in ("plan-2021.toml", "powers.csv"):
        text = files("examples.youyi").joinpath(name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8")
    write_library(folder)
    path = folder / "registry.toml"
    path.write_text(registry(ports_from), encoding="utf-8")
    return path
