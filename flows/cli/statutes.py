"""Statutes on the county's pages against the reference library: `statutes list`, `statutes diff`, `statutes rules`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from connectors.registry import load_registry
from flows.cli.names import must_be_known
from flows.cli.options import at_home, chosen, print_json, wants_json
from schemas.base import now
from schemas.statute_changes import Change, pieces
from schemas.statutes import VERDICT_WORDS
from warehouse.statute_feed import rules_feed
from warehouse.statute_looks import Difference, differences, rules_in_force, statute_verdicts

CHANGE_WORDS = {"changed": "文字不符", "missing": "缺少", "added": "多出"}
STYLE = {"current": "green", "pending": "dim", "unknown": "yellow"}
MARKS = {"same": "{}", "gone": "[red][−{}−][/]", "new": "[green]{{+{}+}}[/]"}
"""Official words that the page lacks, and words that only the page has; readable without colours too."""
_day = click.DateTime(formats=["%Y-%m-%d"])
_as_of = click.option("--as-of", type=_day, help="By the versions in force on this day. Default: today.")


@click.group()
def statutes() -> None:
    """Texts of statutes (法规规章) against the reference library."""


@statutes.command("list")
@click.option("--unit", help="Only this unit's.")
@_as_of
@at_home
def list_statutes(unit: str | None, as_of: datetime | None) -> int:
    """How each posting of a statute stands, faults first."""
    must_be_known("unit", unit)
    rows = statute_verdicts(chosen().home, _on(as_of), unit)
    if wants_json():
        print_json(rows.records())
        return 0
    console = Console(highlight=False, soft_wrap=True)
    for row in rows.records():
        verdict = f"[{STYLE.get(row['verdict'], 'red')}]{VERDICT_WORDS[row['verdict']]}[/]"
        where = f"（附件：{row['file_name']}）" if row["file_name"] else ""
        console.print(f"{verdict} 《{row['name']}》 {row['unit_name']}{where} [dim]{row['item_id']}[/]")
        versions = (("登载", row["shown_version"]), ("现行", row["version_in_force"]))
        told = "；".join(f"{word} {version}" for word, version in versions if version)
        if told:
            console.print(f"    [dim]{told}[/]")
    return 0


@statutes.command("diff")
@click.argument("item_id")
@_as_of
@at_home
def show_differences(item_id: str, as_of: datetime | None) -> int:
    """A posting against the version in force, article by article."""
    found = differences(chosen().home, item_id, _on(as_of))
    if wants_json():
        print_json([_told(one) for one in found])
        return 0
    console = Console(highlight=False, soft_wrap=True)
    for one in found:
        _print(console, one)
    return 0


@statutes.command("rules")
@_as_of
@click.option("--atom", type=click.Path(path_type=Path, dir_okay=False), help="Write them as an Atom feed.")
@at_home
def list_rules(as_of: datetime | None, atom: Path | None) -> int:
    """The rules (规章) in force, and where the county shows them."""
    rows = rules_in_force(chosen().home, _on(as_of))
    if atom is not None:
        county = load_registry(chosen().registry).county
        atom.write_bytes(rules_feed(chosen().home, county, _on(as_of)))
        click.echo(atom, err=wants_json())
    if wants_json():
        print_json(rows.records())
    if wants_json() or atom is not None:
        return 0
    table = Table("规章", "现行版本", "施行日期", "集中公开", "现行文本", "其他文本", box=None)
    for row in rows.records():
        central = "是" if row["central"] else "[yellow]否[/]"
        counts = (str(row["current_texts"]), str(row["other_texts"]))
        table.add_row(row["name"], row["version_in_force"], str(row["effective_on"]), central, *counts)
    Console().print(table)
    return 0


def _on(as_of: datetime | None) -> date:
    return (as_of or now()).date()


def _print(console: Console, one: Difference) -> None:
    where = f"（附件：{one.file_name}）" if one.file_name else ""
    console.print(f"[bold]《{one.name}》[/] {escape(one.title)}{where}")
    console.print(
        f"结果：{VERDICT_WORDS[one.verdict]}；登载版本：{one.shown_version or '不明'}；对照：{one.official_version}"
    )
    for change in one.changes:
        console.print(f"\n[bold]{change.label}[/] {CHANGE_WORDS[change.kind]}")
        words = (MARKS[kind].format(escape(text)) for kind, text in _pieces(change))
        console.print("  " + "".join(words))
    console.print(f"\n共 {len(one.changes)} 条不符" if one.changes else "\n逐条相符")


def _pieces(change: Change) -> list[tuple[str, str]]:
    return [(kind, text) for kind, text in pieces(change.expected or "", change.shown or "")]


def _told(one: Difference) -> dict[str, Any]:
    changes = [asdict(c) | {"pieces": [{"kind": k, "text": t} for k, t in _pieces(c)]} for c in one.changes]
    return asdict(one) | {"changes": changes}
