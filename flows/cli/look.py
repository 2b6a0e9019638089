"""Looking: `preview`, `query`, `search`, `gazette`, `status`. None of them writes or waits for a writer."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import cast, get_args

import click
from rich.console import Console
from rich.table import Column, Table

from flows.cli.options import at_home, chosen, print_json, wants_json
from flows.cli.page_view import show
from flows.preview import preview as read_preview
from schemas.base import SHANGHAI
from schemas.registry import Family
from warehouse.database import Rows
from warehouse.database import query as run_query
from warehouse.looks import gazettes, search_items, standing


@click.command()
@click.argument("place", metavar="URL|FILE")
@click.option("--url", help="The address that a saved file had.")
@click.option("--family", type=click.Choice(get_args(Family)), help="The family of its site.")
@at_home
def preview(place: str, url: str | None, family: str | None) -> int:
    """One page parsed: every field, where it was read, what to look at. JSON unless a person looks on."""
    result = read_preview(place, url=url, family=cast("Family | None", family), at=chosen())
    if wants_json() or not sys.stdout.isatty():
        print_json(result)
        return 0
    show(result)
    return 0


@click.command()
@click.argument("statement", metavar="SQL")
@at_home
def query(statement: str) -> int:
    """Ask the snapshot, in SQL."""
    _print(run_query(chosen().home, statement))
    return 0


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@at_home
def search(words: tuple[str, ...], limit: int) -> int:
    """Standing items that hold all the words in title, number, body or attachments, newest first."""
    _print(search_items(chosen().home, words, limit))
    return 0


@click.command()
@click.argument("words", nargs=-1)
@click.option("--year", type=int, help="Only issues of this year.")
@at_home
def gazette(words: tuple[str, ...], year: int | None) -> int:
    """Issues of the gazettes (政府公报) and the articles they list; with words, those that hold all of them."""
    _print(gazettes(chosen().home, words, year))
    return 0


@click.command()
@at_home
def status() -> int:
    """What ran, what is red, what the gate holds back, what waits for a receipt."""
    tables = {name: rows.records() for name, rows in standing(chosen().home).items()}
    if wants_json():
        print_json(tables)
    else:
        for name, rows in standing(chosen().home).items():
            click.echo(f"\n{name}" + ("" if rows.rows else ": none"))
            if rows.rows:
                _print(rows)
    return int(bool(tables["red sources"] or tables["held back"]))


def _print(rows: Rows) -> None:
    if wants_json():
        print_json(rows.records())
        return
    table = Table(*[Column(name, overflow="fold") for name in rows.columns], box=None)
    for row in rows.rows:
        table.add_row(*[_shown(value) for value in row])
    Console().print(table)


def _shown(value: object) -> str:
    """A cell for people: instants to the second, in the time of the county."""
    if isinstance(value, datetime):
        return f"{value.astimezone(SHANGHAI) if value.tzinfo else value:%Y-%m-%d %H:%M:%S}"
    return "" if value is None else str(value)
