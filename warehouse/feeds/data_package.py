"""`data/`: the whole catalogue as tables, a Data Package v2 (https://datapackage.org)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.feeds.edition import Edition
from warehouse.feeds.log_table import LogTable
from warehouse.feeds.tables import Published, TableFiles
from warehouse.queries import sql

ITEM_COLUMNS = [
    *(
        "item_id",
        "document_id",
        "county",
        "source_id",
        "unit_id",
        "unit_name",
        "category",
        "title",
        "index_number",
    ),
    *(
        "document_number",
        "publisher",
        "publisher_unit_id",
        "content_source",
        "written_on",
        "published_at",
        "theme",
    ),
    *(
        "genre",
        "validity",
        "keywords",
        "summary",
        "body_text",
        "body_html",
        "url",
        "attachment_count",
        "version",
    ),
    *("content_hash", "first_seen_at", "changed_at", "withdrawn_at", "withdrawn_reason"),
]
CHANGE_COLUMNS = ["seq", "at", "item_id", "version", "operation"]
ITEMS_WINDOW = 1_000
CHANGES_WINDOW = 100_000
"""Changes a part covers: multiples of `log.WINDOW`. Whoever changes one changes the version in `WRITERS`."""


@dataclass(frozen=True)
class TableKind:
    """A table of the package: its name outside, its name in the warehouse, its Chinese title, its key."""

    name: str
    origin: str
    title: str
    key: tuple[str, ...] = ()


ITEMS = TableKind("items", "catalogue.item", "信息目录", ("item_id",))
CHANGES = TableKind("changes", "exchange.change", "变更日志", ("seq",))
FINANCE = (
    TableKind("budget_lines", "finance.budget_line", "部门预决算"),
    TableKind("debt_amounts", "finance.debt_amount", "政府债务"),
    TableKind("bonds", "finance.bond", "政府债券"),
    TableKind("direct_funds", "finance.direct_fund", "财政直达资金"),
    TableKind("subsidy_programmes", "finance.subsidy_programme", "惠民惠农补贴项目"),
    TableKind("subsidy_payments", "finance.subsidy_payment", "补贴发放"),
)


class DataPackage:
    """The tables of an edition: items and changes as the log streams by, the money when it has ended."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._items = LogTable(edition, ITEMS.name, ITEMS_WINDOW)
        self._changes = LogTable(edition, CHANGES.name, CHANGES_WINDOW)
        self._resources: list[dict[str, Any]] = []

    def drop(self, former: pa.Table) -> None:
        """Take out the rows of items that have another now. The log itself only grows."""
        self._items.drop(former["seq"].to_pylist(), former["item_id"].to_pylist())

    def add(self, window: pa.Table) -> None:
        """Take the changes of a window, and the items that stand as it says."""
        last_seq = pc.max(window["seq"]).as_py() or 0
        current = window.filter(pc.field("is_current"))
        self._items.add(current.select(ITEM_COLUMNS), current["seq"].to_pylist(), last_seq)
        self._changes.add(window.select(CHANGE_COLUMNS), window["seq"].to_pylist(), last_seq)

    def close(self) -> None:
        """Finish all tables and describe them in `datapackage.json`."""
        comments = column_comments(self._edition)
        self._describe(CHANGES, self._changes.close(), comments)
        self._describe(ITEMS, self._items.close(), comments)
        for kind in FINANCE:
            self._describe(kind, self._finance(kind), comments)
        self._edition.folder.write("data/datapackage.json", self._descriptor(), len(self._resources))

    def _finance(self, kind: TableKind) -> Published:
        reader = self._edition.connection.execute(sql(f"feeds/{kind.name}")).to_arrow_reader(100_000)
        files = TableFiles(self._edition.folder, kind.name, reader.schema)
        for batch in reader:
            files.add(pa.Table.from_batches([batch]))
        return files.close()

    def _describe(self, kind: TableKind, table: Published, comments: Mapping[tuple[str, str], str]) -> None:
        for suffix, size, digest, columns in table.files:
            fields = [
                described_field(table.schema.field(c), comments.get((kind.origin, c), "")) for c in columns
            ]
            schema: dict[str, Any] = {"fields": fields}
            if kind.key:
                schema["primaryKey"] = list(kind.key)
            name = kind.name.replace("_", "-") + ("" if suffix == "csv" else "-parquet")
            self._resources.append(
                {"name": name, "type": "table", "title": kind.title, "path": f"{kind.name}.{suffix}"}
                | {"bytes": size, "hash": f"sha256:{digest}", **_FORMATS[suffix], "schema": schema}
            )

    def _descriptor(self) -> bytes:
        county = self._edition.county
        descriptor = {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": f"gongkai-{county.division}",
            "id": f"urn:gongkai:{county.division}:data",
            "title": f"{county.name}政府信息公开数据",
            "version": str(self._edition.as_of_seq),
            "created": self._edition.as_of,
            "resources": self._resources,
        }
        return (json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n").encode()


_FORMATS: dict[str, dict[str, Any]] = {
    "csv": {
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
    },
    "parquet": {"format": "parquet", "mediatype": "application/vnd.apache.parquet"},
}


def column_comments(edition: Edition) -> dict[tuple[str, str], str]:
    """What each column of the published tables means, by table and column."""
    rows = edition.connection.execute(sql("feeds/column_comments")).fetchall()
    return {(table, column): comment for table, column, comment in rows}


def described_field(field: pa.Field, comment: str) -> dict[str, str]:
    """A column as Table Schema describes it; `comment` is `中文名: meaning`."""
    title, _, meaning = comment.partition(": ")
    described = {"title": title, "description": meaning} if meaning else {}
    return {"name": field.name, "type": _field_type(field.type)} | described


def _field_type(kind: pa.DataType) -> str:
    """The Table Schema type of a column."""
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_decimal(kind):
        return "number"
    if pa.types.is_date(kind):
        return "date"
    if pa.types.is_boolean(kind):
        return "boolean"
    return "datetime" if pa.types.is_timestamp(kind) else "string"
