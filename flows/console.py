"""What a person at a terminal sees: bars while it runs, and at the end where things stand and lie."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn
from rich.table import Table

from schemas.harvest import SourceReport
from warehouse.report import Summary

MARKS = {"proven": "[green]√[/]", "unproven": "[yellow]~[/]", "broken": "[red]×[/]", "skipped": "·"}
"""All of them in GBK too, so that a Chinese terminal tells them apart."""
SEVERITY_STYLE = {"fatal": "bold red", "error": "red", "warning": "yellow", "info": "dim"}
DONE = ("accepted", "rejected", "unknown", "sent", "pending")


class ConsoleProgress:
    """A bar a source that is being read, a line a step, and a summary. Used as a context manager."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description:<22}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TextColumn("{task.fields[step]}"),
            console=console,
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}
        self.summary: Summary | None = None
        """Of the run, once it is over."""

    def __enter__(self) -> ConsoleProgress:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def step(self, text: str) -> None:
        self._console.print(f"[bold]›[/] {text}", highlight=False)

    def begin(self, source_id: str) -> None:
        self._tasks[source_id] = self._bars.add_task(source_id, total=None, step="list")

    def advance(self, source_id: str, step: str, done: int, of: int | None) -> None:
        self._bars.update(self._tasks[source_id], completed=done, total=of, step=step)

    def end(self, report: SourceReport) -> None:
        self._bars.remove_task(self._tasks.pop(report.source_id))
        told = (
            f"{report.listed:>4} = {report.accepted} accepted + {report.unchanged} unchanged"
            f" + {report.rejected} rejected + {report.skipped} skipped"
        )
        why = f"  [red]{report.error}[/]" if report.completeness == "broken" else ""
        self._console.print(
            f"  {MARKS[report.completeness]} {report.source_id:<16} {told}{why}",
            highlight=False,
            soft_wrap=True,
        )

    def conclude(self, summary: Summary, home: Path) -> None:
        self._bars.stop()
        self.summary = summary
        print_summary(self._console, summary, home)


def print_summary(console: Console, summary: Summary, home: Path) -> None:
    """Items by unit and category, red sources, deliveries by column, and where lies what there is."""
    console.print()
    console.print(_pairs("Items by category 信息类别", summary.items_by_category, columns=3))
    console.print(_pairs("Items by unit 公开主体", summary.items_by_unit, columns=2))
    console.print(_deliveries(summary))
    if summary.nothing_changed:
        console.print(f"\n[bold]Nothing changed[/]: {summary.items} items stand as before.", highlight=False)
    else:
        console.print(
            f"\n[bold]{summary.items} items[/]: {summary.created} new, {summary.changed} changed, "
            f"{summary.withdrawn} withdrawn, {summary.returned} returned.",
            highlight=False,
        )
    for source in summary.red_sources:
        console.print(f"[red]× {source.source_id}[/]: {source.error}", highlight=False)
    for source in summary.held_sources:
        console.print(f"[red]× {source.source_id}[/]: held, too much vanished at once", highlight=False)
    if not summary.red_sources:
        console.print(f"No red source among {summary.sources}.", highlight=False)
    console.print(f"Open findings that are errors: {summary.findings}.", highlight=False)
    for name, path in (
        ("snapshot", home / "snapshot" / "gongkai.duckdb"),
        ("feeds", home / "feeds" / "current"),
        ("report", home / "reports" / "latest.html"),
    ):
        if path.exists():
            console.print(f"  {name:<9}{path}", highlight=False, soft_wrap=True)


def _pairs(title: str, counts: dict[str, int], *, columns: int) -> Table:
    table = Table(title=title, title_justify="left", show_header=False, box=None, padding=(0, 2, 0, 0))
    pairs = list(counts.items())
    height = -(-len(pairs) // columns)
    for _ in range(columns):
        table.add_column()
        table.add_column(justify="right")
    for row in range(height):
        cells = [pairs[row + height * c] for c in range(columns) if row + height * c < len(pairs)]
        table.add_row(*[text for name, number in cells for text in (name, str(number))])
    return table


def _deliveries(summary: Summary) -> Table:
    table = Table(title="Deliveries 报送回执", title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column("column 专栏")
    for state in DONE:
        table.add_column(state, justify="right")
    for line in summary.deliveries:
        table.add_row(line.name, *[str(getattr(line, state)) for state in DONE])
    return table
