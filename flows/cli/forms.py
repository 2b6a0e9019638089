"""`annual-report`: a report in the official form, from a unit's input."""

from __future__ import annotations

import tomllib
from pathlib import Path

import click
from pydantic import ValidationError

from connectors.datasets import Context, read_dataset
from connectors.tables import read_grids
from flows.cli.options import at_home, chosen
from flows.forms.annual_report import InputError, compose
from flows.forms.register import from_register
from flows.forms.write import as_docx, as_html
from schemas.annual_report import AnnualReportInput

WRITERS = {".html": as_html, ".docx": as_docx}


@click.command("annual-report")
@click.argument("given", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="INPUT")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to write, .docx or .html.",
)
@click.option("--register", is_flag=True, help="Count tables 3 and 4 from the register of applications.")
@at_home
def annual_report(given: Path, out: Path, register: bool) -> int:
    """Write an annual report in the official form, and check it as a published one is checked."""
    write = WRITERS.get(out.suffix.lower())
    if write is None:
        raise click.UsageError(f"--out wants a file that ends in {' or '.join(WRITERS)}, not {out.name!r}")
    report = _read(given)
    title = f"{report.unit}{report.year}年政府信息公开工作年度报告"
    try:
        if register:
            report = from_register(report, chosen().home)
        content = write(title, compose(report))
    except InputError as error:
        raise click.UsageError(f"{given.name}: {error}") from None
    out.write_bytes(content)
    reading = read_dataset("annual_report", read_grids(content, out.name), Context(title=title))
    failed = [check.message for check in reading.checks if check.verdict != "pass"]
    failed += [finding.message for finding in reading.findings]
    click.echo(f"{out}: {len(reading.checks)} checks, {len(failed)} not passed")
    for line in failed:
        click.echo(f"  {line}")
    return int(bool(failed))


def _read(path: Path) -> AnnualReportInput:
    try:
        return AnnualReportInput.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path.name}: {error}") from None
    except ValidationError as error:
        told = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_url=False)]
        raise click.UsageError(f"{path.name}: " + "; ".join(told)) from None
