"""`villages/<code>/`: what a township pins up on its village boards (村（居）务公开栏), one Data Package each, with a
page for the screen (HTML) and one for the pin (PDF).

A township is written anew only where its rows have changed since the edition before.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
from jinja2 import Environment, PackageLoader, StrictUndefined

from warehouse.feeds.board import SUMS, Board, board_of
from warehouse.feeds.board_pdf import board_pdf
from warehouse.feeds.board_words import money, number, quantity
from warehouse.feeds.csv_twin import BOM, spreadsheet_text
from warehouse.feeds.data_package import column_comments, described_field
from warehouse.feeds.edition import Edition
from warehouse.queries import sql

_COMMENTS = {
    "source_title": "来源标题: title of the posting it was read from",
    "source_url": "来源网址: address of that posting",
}
"""Of columns that finance.subsidy_payment does not have."""


class VillageBoards:
    """The boards of all townships, brought up to the edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        loader = PackageLoader("warehouse", "feeds")
        environment = Environment(
            loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
        )
        environment.filters |= {"money": money, "number": number, "quantity": quantity}
        self._page = environment.get_template("board.html.j2")

    def drop(self, former: pa.Table) -> None:
        """Nothing: a board is a function of the tables as they stand."""

    def add(self, window: pa.Table) -> None:
        """Nothing: a board is a function of the tables as they stand."""

    def close(self) -> None:
        """Write the boards whose rows have changed, and remember what was written."""
        connection, previous = self._edition.connection, self._edition.previous
        before = previous.index.get("villages", {}) if previous else {}
        known: dict[str, str] = {}
        for code, name in connection.execute(sql("feeds/boards/townships")).fetchall():
            cursor = connection.execute(sql("feeds/boards/payments"), {"township": code})
            table = cursor.to_arrow_table()
            known[code] = _digest(self._edition.county.name, name, table)
            if before.get(code) != known[code]:
                self._write(code, board_of(self._edition.county.name, name, table.to_pylist()), table)
        self._edition.folder.index["villages"] = known

    def _write(self, code: str, board: Board, payments: pa.Table) -> None:
        folder, place = self._edition.folder, f"villages/{code}"
        comments = {
            column: comment
            for (table, column), comment in column_comments(self._edition).items()
            if table == "finance.subsidy_payment"
        }
        sums = pa.Table.from_pylist(board.sums(), schema=SUMS)
        resources = []
        for name, title, table in (("payments", "补贴发放明细", payments), ("villages", "分村汇总", sums)):
            content = _csv(table)
            folder.write(f"{place}/{name}.csv", content, table.num_rows)
            resources.append(_resource(name, title, table.schema, content, comments | _COMMENTS))
        folder.write(f"{place}/index.html", self._page.render(board=board).encode(), payments.num_rows)
        folder.write(f"{place}/board.pdf", board_pdf(board), payments.num_rows)
        folder.write(f"{place}/datapackage.json", _descriptor(code, board, resources), len(resources))


def _descriptor(code: str, board: Board, resources: list[dict[str, Any]]) -> bytes:
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"gongkai-{code}-villages",
        "id": f"urn:gongkai:{code}:villages",
        "title": f"{board.county}{board.township}惠民惠农补贴公开",
        "description": "领款人只留姓，身份证号、银行卡号和电话不在其中；每行带原文件、工作表（页）和单元格。",
        "resources": resources,
    }
    return (json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(
    name: str, title: str, schema: pa.Schema, content: bytes, comments: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "name": name,
        "type": "table",
        "title": title,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": [described_field(field, comments.get(field.name, "")) for field in schema]},
    }


def _csv(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    options = pa_csv.WriteOptions(quoting_style="needed")
    pa_csv.write_csv(spreadsheet_text(table), sink, options)
    return BOM + sink.getvalue()


def _digest(county: str, township: str, table: pa.Table) -> str:
    return hashlib.sha256(repr((county, township)).encode() + _csv(table)).hexdigest()[:32]
