"""The tables, as pyarrow, csv and frictionless read them."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.feeds.log_book import COUNTY, LogBook
from warehouse.feeds import publish_feeds
from warehouse.feeds.csv_twin import records, spreadsheet_text
from warehouse.feeds.parquet_footer import read_footer
from warehouse.feeds.parquet_part import BODIES, decoded, empty_footer, encoded
from warehouse.feeds.slices import cut, sliced

TABLES = (
    *("items", "changes", "budget_lines", "debt_amounts", "bonds", "direct_funds"),
    *("subsidy_programmes", "subsidy_payments"),
)


@pytest.fixture
def data(book: LogBook, tmp_path: Path) -> Path:
    """The package of a small county with every table filled."""
    book.upsert("a", category="budget", summary='第一行\n第二行,"引号"', keywords="=1+1")
    book.upsert("b", category="subsidy_payment")
    book.upsert("a", title="改过的标题")
    book.upsert("c")
    book.withdraw("c")
    place = {"item_id": "a", "sheet_or_page": "表1", "cell": "B3", "amount_yuan": Decimal("1234.50")}
    for table in ("budget_line", "debt_amount", "bond", "direct_fund", "subsidy_programme"):
        book.insert(f"finance.{table}", place)
        book.insert(f"finance.{table}", place | {"item_id": "c"})
    payment = place | {"item_id": "b", "payee": "王**", "payee_key": "k", "village": "@村"}
    book.insert("finance.subsidy_payment", payment)
    return publish_feeds(book.warehouse, tmp_path, COUNTY).path / "data"


def rows_of(data: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(data / f"{name}.parquet").to_pylist()
    return rows


def csv_of(data: Path, name: str) -> list[dict[str, str]]:
    content = (data / f"{name}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_package_is_valid(data: Path) -> None:
    descriptor = json.loads((data / "datapackage.json").read_text())
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert {r["path"] for r in descriptor["resources"]} == {
        f"{t}.{s}" for t in TABLES for s in ("csv", "parquet")
    }
    # frictionless reads Parquet only with a library that we do not have: its twins stand for it.
    readable = [r for r in descriptor["resources"] if r["format"] == "csv"]
    package = frictionless.Package.from_descriptor(descriptor | {"resources": readable}, basepath=str(data))
    report = package.validate()
    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["tasks"] == len(TABLES)


def test_items_hold_withdrawn_ones_without_their_words(data: Path) -> None:
    items = {r["item_id"]: r for r in rows_of(data, "items")}
    assert set(items) == {"a", "b", "c"}
    assert items["a"]["title"] == "改过的标题"
    assert items["a"]["version"] == 2
    gone = items["c"]
    assert gone["withdrawn_at"] is not None
    assert gone["withdrawn_reason"] == "gone"
    assert [gone[c] for c in ("title", "summary", "keywords", "body_text", "body_html")] == [None] * 5


def test_changes_are_the_whole_log(data: Path) -> None:
    log = [(r["seq"], r["item_id"], r["version"], r["operation"]) for r in rows_of(data, "changes")]
    assert log == [
        (1, "a", 1, "upsert"),
        (2, "b", 1, "upsert"),
        (3, "a", 2, "upsert"),
        (4, "c", 1, "upsert"),
        (5, "c", 2, "withdraw"),
    ]


@pytest.mark.parametrize("name", TABLES)
def test_the_twins_have_the_same_rows_and_columns(data: Path, name: str) -> None:
    parquet, twin = pq.read_table(data / f"{name}.parquet"), csv_of(data, name)
    assert len(twin) == parquet.num_rows > 0
    assert list(twin[0]) == [column for column in parquet.schema.names if column not in BODIES]


def test_money_of_withdrawn_items_and_keys_of_payees_stay_inside(data: Path) -> None:
    assert [r["item_id"] for r in rows_of(data, "budget_lines")] == ["a"]
    assert rows_of(data, "budget_lines")[0]["amount_yuan"] == Decimal("1234.50")
    assert "payee_key" not in rows_of(data, "subsidy_payments")[0]


def test_the_csv_can_be_opened_in_a_spreadsheet(data: Path) -> None:
    item = csv_of(data, "items")[1]
    assert item["keywords"] == "'=1+1"
    assert item["summary"] == '第一行\n第二行,"引号"'
    assert item["published_at"] == "2026-10-24T09:30:00+08:00"
    assert csv_of(data, "subsidy_payments")[0]["village"] == "'@村"
    assert csv_of(data, "budget_lines")[0]["amount_yuan"] == "1234.50"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=cmd()", "'=cmd()"),
        ("+1+1", "'+1+1"),
        ("-1", "-1"),
        ("+86.5", "+86.5"),
        ("-1-2", "'-1-2"),
        ("@A1", "'@A1"),
        ("\tx", "'\tx"),
        ("＝1+1", "'＝1+1"),
        ("友谊县", "友谊县"),
        ("", ""),
        (None, None),
    ],
)
def test_cells_that_could_run_are_text(cell: str | None, shown: str | None) -> None:
    table = spreadsheet_text(pa.table({"cell": pa.array([cell], pa.string())}))
    assert table.column("cell").to_pylist() == [shown]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"))))
def test_any_text_survives_the_csv(values: list[str]) -> None:
    table = pa.table({"n": pa.array(range(len(values))), "cell": pa.array(values, pa.string())})
    sink = io.BytesIO()
    import pyarrow.csv as pa_csv

    pa_csv.write_csv(spreadsheet_text(table), sink, pa_csv.WriteOptions(quoting_style="needed"))
    read = list(csv.DictReader(io.StringIO(sink.getvalue().decode(), newline="")))
    assert [row["cell"].removeprefix("'") for row in read] == [v.removeprefix("'") for v in values]


def test_row_groups_can_be_moved_into_another_file() -> None:
    """What `parquet_footer` makes of files of one row group is one file, as pyarrow reads it."""
    schema = pa.schema([("n", pa.int64()), ("word", pa.string()), ("day", pa.date32())])
    parts = [
        pa.table({"n": range(k, k + 9), "word": [f"词{k}"] * 9, "day": [None] * 9}, schema) for k in range(20)
    ]
    content, row_groups = b"PAR1", []
    for part in parts:
        file = written(schema, part)
        (row_group,) = read_footer(file).row_groups
        content += file[4 : 4 + row_group.size]
        row_groups.append(row_group)
    content += read_footer(written(schema)).with_row_groups(row_groups)
    joined = pq.ParquetFile(pa.BufferReader(content))
    assert joined.read() == pa.concat_tables(parts)
    assert [joined.read_row_group(n) for n in range(20)] == parts
    assert joined.metadata.row_group(19).column(0).statistics.min == 19
    assert read_footer(content).row_groups == tuple(row_groups)


def test_a_file_that_is_no_parquet_has_no_footer() -> None:
    with pytest.raises(ValueError, match="not the end of a Parquet file"):
        read_footer(b"PAR1 and nothing more")


def written(schema: pa.Schema, *tables: pa.Table) -> bytes:
    sink = io.BytesIO()
    with pq.ParquetWriter(sink, schema) as writer:
        for table in tables:
            writer.write_table(table)
    return sink.getvalue()


TEXTS = pa.table(
    {"item_id": ["a", "b", "c", "d"], "body_text": ["一", None, "三", ""], "body_html": ["<p>一</p>"] * 4}
)


@pytest.mark.parametrize("gone", [[0], [1, 3], [0, 1], [2, 3], [1, 2]])
def test_rows_taken_out_of_slices_leave_what_was_never_in_them(gone: list[int]) -> None:
    numbers, names = [0, 0, 3, 3], ["item_id", "body_text", "body_html"]
    keep = [n not in gone for n in range(4)]
    lighter = sliced(TEXTS.select(names[1:]), numbers).where(keep)
    kept = TEXTS.filter(pa.array(keep))
    anew = sliced(kept.select(names[1:]), [n for n, stays in zip(numbers, keep, strict=True) if stays])
    assert (lighter.slices, lighter.content) == (anew.slices, anew.content)
    assert cut(names[1:], lighter.slices, memoryview(lighter.content)).table() == kept.select(names[1:])
    row_group, chunks = encoded(kept.select(["item_id"]))
    row_group = lighter.added_to(row_group, names)
    assert decoded(empty_footer(TEXTS.schema), row_group, bytes(chunks) + lighter.content) == kept


def test_records_of_a_csv_are_told_apart() -> None:
    cells = ["a", "b\nc", 'd"e', "f\r\ng\n", ""]
    table = pa.table({"cell": cells, "next": cells[::-1]})
    sink = io.BytesIO()
    pa_csv.write_csv(table, sink, pa_csv.WriteOptions(include_header=False, quoting_style="needed"))
    found = records(sink.getvalue())
    assert [next(csv.reader(io.StringIO(r.decode(), newline=""))) for r in found] == [
        list(row) for row in zip(cells, cells[::-1], strict=True)
    ]
    assert b"".join(found) == sink.getvalue()


def test_tables_that_are_read_after_an_edition_make_another(book: LogBook, tmp_path: Path) -> None:
    """As after a better reader: same log, other rows; whoever publishes then comes to the same bytes."""
    book.upsert("a", category="budget")
    publish_feeds(book.warehouse, tmp_path, COUNTY)
    reading = {"item_id": "a", "kind": "budget", "reader_version": 2, "digest": "d"}
    book.insert("finance.reading", reading | {"run_id": "r", "record_count": 1})
    place = {"item_id": "a", "sheet_or_page": "表1", "cell": "B3", "amount_yuan": Decimal("1234.50")}
    book.insert("finance.budget_line", place)
    result = publish_feeds(book.warehouse, tmp_path, COUNTY)
    assert (result.changed, result.as_of_seq) == (True, 1)
    assert [r["item_id"] for r in rows_of(result.path / "data", "budget_lines")] == ["a"]
    anew = publish_feeds(book.warehouse, tmp_path / "anew", COUNTY).path
    assert (anew / "manifest.json").read_bytes() == (result.path / "manifest.json").read_bytes()
    assert not publish_feeds(book.warehouse, tmp_path, COUNTY).changed
