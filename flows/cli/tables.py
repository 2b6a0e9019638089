"""`tables`: one file as datasets."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click
from rich.console import Console
from rich.table import Table

from connectors.datasets import READERS
from flows.cli.options import at_home, print_json, wants_json
from flows.tables import grids as read_grids
from flows.tables import tables as read_tables
from schemas.finance import Kind


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--kind", type=click.Choice(list(READERS)), help="Read it as this kind of dataset.")
@click.option("--grids", is_flag=True, help="Show the grids as read, before any reader.")
@at_home
def tables(file: Path, kind: str | None, grids: bool) -> int:
    """One spreadsheet, PDF or saved page parsed: its records, its checks, what needs a hand."""
    if grids:
        print_json(read_grids(file))
        return 0
    result = read_tables(file, cast("Kind | None", kind))
    if wants_json() or not sys.stdout.isatty():
        print_json(result)
        return 0
    console = Console()
    failed = [check for check in result["checks"] if check["verdict"] == "fail"]
    table = Table("rule", "place", "expected", "found", "cells", box=None)
    for check in failed:
        table.add_row(
            check["rule_id"], check["place"], check["expected"], check["found"], " ".join(check["cells"][:4])
        )
    console.print(table if failed else "every identity that could be tested holds")
    for finding in result["findings"]:
        console.print(f"{finding['severity']:<8}{finding['check_id']}: {finding['message']}", highlight=False)
    console.print(f"{len(result['records'])} records, {len(result['checks'])} checks, {len(failed)} failed")
    return 0
