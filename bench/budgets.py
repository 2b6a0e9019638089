"""Budgets from files to checked records: beside pdfplumber and openpyxl, and a county's whole year.

    python -m bench.budgets [pdf|sheets|year|planted]...

`pdf`: whole files to checked records, beside pdfplumber's `extract_tables` over all pages of the same files, with the
share of printed numbers that each puts into a cell as a whole. Published files in `../shared/budgets`, where that
folder is there, else files made on the spot. `sheets`: rows a second of a large sheet to validated records, beside
openpyxl in read-only mode, which stops at values. `year`: 60 units, budget and final accounts, nine tables each, from
files to checked tables in the warehouse, with the peak memory. `planted`: 200 copies with one wrong digit.
CPU seconds of the best of three rounds, in turns, in one process.
"""

from __future__ import annotations

import io
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pdfplumber
import pypdfium2

from connectors.datasets import Context, read_dataset
from connectors.documents.kinds import media_type
from connectors.documents.model import Limits
from connectors.tables import GridReading
from connectors.tables.reading import READERS
from examples.youyi.forms.budget import forms
from examples.youyi.forms.figures import BudgetPlan
from examples.youyi.forms.files import FORMATS, as_pdf, as_xlsx
from examples.youyi.forms.model import Form
from schemas.harvest import Run
from tests.connectors.datasets.plant import copies
from tests.warehouse.feeds.log_book import START
from warehouse.database import open_warehouse
from warehouse.datasets import FileReading, WaitingFile, load_readings

SHARED = Path(__file__).parents[2] / "shared" / "budgets"
NUMBER = re.compile(r"(?<![\d,.])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![\d,])")
ROUNDS = 3


def read_grids(content: bytes, name: str) -> GridReading:
    """As the public one, but in this process, so that its CPU time is counted."""
    return READERS[media_type(content) or name](content, Limits())


def best(*works: Callable[[], object]) -> list[float]:
    """CPU seconds of each, the best of the rounds, taken in turns."""
    seconds = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for n, work in enumerate(works):
            start = time.process_time()
            work()
            seconds[n] = min(seconds[n], time.process_time() - start)
    return seconds


def pdf_files() -> dict[str, bytes]:
    """The published files, or five made ones."""
    found = {path.name: path.read_bytes() for path in sorted(SHARED.glob("*.pdf"))} if SHARED.is_dir() else {}
    plans = (BudgetPlan(f"友谊县第{n}局", 2026, "budget" if n % 2 else "final") for n in range(5))
    return found or {plan.organ: as_pdf(*forms(plan)) for plan in plans}


def pdf() -> None:
    files = pdf_files()
    pages = sum(len(pypdfium2.PdfDocument(content)) for content in files.values())

    def ours() -> None:
        for name, content in files.items():
            read_dataset("budget", read_grids(content, name), Context(file_name=name))

    def theirs() -> None:
        for content in files.values():
            list(plumbed(content))

    mine, other = best(ours, theirs)
    right = [accuracy(files, cells) for cells in (our_cells, plumbed)]
    print(
        f"{len(files)} PDF files, {pages} pages: to checked records {mine:.2f} s ({pages / mine:.0f} pages/s)"
    )
    print(
        f"pdfplumber extract_tables {other:.2f} s ({pages / other:.1f} pages/s): {other / mine:.1f} times ours"
    )
    print(f"numbers in a cell as printed: ours {right[0]:.2%}, pdfplumber {right[1]:.2%}")


def plumbed(content: bytes) -> Iterator[tuple[int, str]]:
    """Page and text of every cell that pdfplumber finds."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        for number, page in enumerate(document.pages, 1):
            for table in page.extract_tables():
                yield from ((number, cell) for row in table for cell in row if cell)


def our_cells(content: bytes) -> Iterator[tuple[int, str]]:
    """The same of our grids."""
    for grid in read_grids(content, "a.pdf").grids:
        yield from ((int(grid.place), cell) for row in grid.rows for cell in row if cell)


def accuracy(files: dict[str, bytes], cells: Callable[[bytes], Iterator[tuple[int, str]]]) -> float:
    """Share of the numbers in the text layer of pages with budget tables that are the whole text of a cell."""
    found = printed = 0
    for name, content in files.items():
        records = read_dataset("budget", read_grids(content, name), Context()).records
        pages = {int(record.sheet_or_page) for record in records}
        read: dict[int, Counter[str]] = {page: Counter() for page in pages}
        for page, cell in cells(content):
            if page in pages:
                read[page]["".join(cell.split())] += 1
        document = pypdfium2.PdfDocument(content)
        for page in pages:
            text = " ".join(document[page - 1].get_textpage().get_text_bounded().split())
            numbers = Counter(NUMBER.findall(text))
            found += (numbers & read[page]).total()
            printed += numbers.total()
    return found / printed


def sheets(rows: int = 30_000) -> None:
    """One long expense table: as many units' items as a city has."""
    lines = tuple(
        (f"2{n // 10_000:02d}{n % 10_000:04d}", f"科目{n}", f"{n}.25", f"{n}.00", "0.25") for n in range(rows)
    )
    header = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
    content = as_xlsx(Form((header, *lines), above=("2026年支出总表", "单位：元")))

    def ours() -> int:
        return len(read_dataset("budget", read_grids(content, "a.xlsx"), Context()).records)

    def grids() -> int:
        return len(read_grids(content, "a.xlsx").grids[0].rows)

    def theirs() -> int:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        return sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))

    mine, plain, other = best(ours, grids, theirs)
    print(f"a sheet of {rows} rows: openpyxl read-only, values alone {rows / other:.0f} rows/s")
    print(f"our grids {rows / plain:.0f} rows/s, {other / plain:.1f} times openpyxl")
    print(
        f"validated records, three a row, and their identities {rows / mine:.0f} rows/s, {other / mine:.1f} times"
    )


def year(units: int = 60) -> None:
    """A year of a county through readers, checks and warehouse."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for n in range(units):
            for stage in ("budget", "final"):
                suffix = ("pdf", "xlsx", "xls")[n % 3]
                plan = BudgetPlan(f"友谊县第{n}局", 2026, "budget" if stage == "budget" else "final")
                paths.append(Path(folder) / f"{n}-{stage}.{suffix}")
                paths[-1].write_bytes(FORMATS[suffix](*forms(plan)))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        start = time.perf_counter()
        with open_warehouse(Path(folder), owner="bench") as warehouse:
            run = Run(run_id="bench", started_at=START)
            loaded = failed = 0
            for at in range(0, len(paths), 32):
                batch = [_read(path) for path in paths[at : at + 32]]
                failed += sum(c.verdict == "fail" for b in batch for r in b.readings for c in r.checks)
                loaded += load_readings(warehouse, run, batch, {"budget": 1})
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(paths)} files, {9 * len(paths)} tables: {loaded} records, {failed} failures, {seconds:.1f} s"
    )
    print(f"peak memory {peak:.0f} MB ({before:.0f} MB before)")


def _read(path: Path) -> FileReading:
    reading = read_dataset("budget", read_grids(path.read_bytes(), path.name), Context(file_name=path.name))
    file = WaitingFile(
        path.name,
        path.name,
        ("budget",),
        "czj",
        None,
        path.name,
        None,
        "d",
        "",
        "budget",
        "czj",
        "财政局",
        None,
    )
    return FileReading(file, (reading,))


def planted(count: int = 200) -> None:
    """Wrong digits, one a copy."""
    files = {name: content for name, content in pdf_files().items() if "模板" not in name}
    seen = Counter[str]()
    for name, content in files.items():
        for copy in copies(read_grids(content, name), count // len(files) + 1):
            if copy.is_rounding:
                seen["within rounding"] += 1
                continue
            seen["beyond rounding"] += 1
            seen["reported with their cell"] += any(copy.cell in f.cells for f in copy.failures)
            named = {f.suspect for f in copy.failures} - {None}
            seen["named as the suspect"] += named == {copy.cell}
            seen["another cell named"] += bool(named - {copy.cell})
    print(f"{count} copies with one wrong digit: " + ", ".join(f"{n} {what}" for what, n in seen.items()))


if __name__ == "__main__":
    for part in sys.argv[1:] or ("pdf", "sheets", "planted", "year"):
        {"pdf": pdf, "sheets": sheets, "year": year, "planted": planted}[part]()
