"""The file itself: lease, migrations, comments, queries."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse.county import County, many
from warehouse.database import QueryError, WriterBusyError, migrate, open_warehouse, query
from warehouse.queries import names
from warehouse.snapshot import publish_snapshot

HOLD = """
import sys, time
from pathlib import Path
from warehouse.database import open_warehouse
with open_warehouse(Path(sys.argv[1]), owner="the first"):
    print("open", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    with holder, holder.stdout:
        assert holder.stdout.readline() == "open\n"
        with (
            pytest.raises(WriterBusyError, match=f"pid {holder.pid}, the first, since 20"),
            open_warehouse(tmp_path, owner="the second"),
        ):
            pass
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    with open_warehouse(tmp_path, owner="the second") as warehouse:
        assert warehouse.connection.execute("SELECT count(*) FROM catalogue.item").fetchall() == [(0,)]


def test_migrations_are_applied_once_and_recorded(county: County) -> None:
    assert migrate(county.warehouse) == []
    assert [row[0] for row in county.rows("SELECT name FROM operations.migration ORDER BY number")] == list(
        names("migrations")
    )


def test_every_table_view_and_column_has_a_comment(county: County) -> None:
    bare = county.rows(
        """
        SELECT schema_name || '.' || table_name || '.' || column_name FROM duckdb_columns()
        WHERE database_name = 'warehouse' AND NOT internal AND comment IS NULL
        UNION ALL SELECT schema_name || '.' || table_name FROM duckdb_tables()
        WHERE database_name = 'warehouse' AND NOT internal AND comment IS NULL
        UNION ALL SELECT schema_name || '.' || view_name FROM duckdb_views()
        WHERE database_name = 'warehouse' AND NOT internal AND comment IS NULL
        """
    )
    assert bare == []
    described = county.rows(
        "SELECT count(*) FROM duckdb_columns() WHERE database_name = 'warehouse' AND NOT internal"
    )
    assert described[0][0] > 400


def test_the_item_has_the_columns_of_the_contract(county: County) -> None:
    columns = [row[0] for row in county.rows("DESCRIBE catalogue.item")]
    assert columns == [
        "item_id",
        "document_id",
        "county",
        "source_id",
        "unit_id",
        "unit_name",
        "category",
        "title",
        "index_number",
        "document_number",
        "publisher",
        "publisher_unit_id",
        "content_source",
        "written_on",
        "published_at",
        "theme",
        "genre",
        "validity",
        "keywords",
        "summary",
        "body_text",
        "body_html",
        "url",
        "attachment_count",
        "version",
        "content_hash",
        "first_seen_at",
        "last_seen_at",
        "changed_at",
        "withdrawn_at",
        "withdrawn_reason",
        "run_id",
    ]


def test_the_views_in_chinese_can_be_read(county: County) -> None:
    county.harvest(*many(2, files=(("a.pdf", "1"),)))
    counts = {
        view: county.rows(f'SELECT count(*) FROM "公开"."{view}"')[0][0]
        for view in ("信息目录", "附件", "部门预决算", "政府债务", "补贴发放", "报送回执", "问题清单")
    }
    assert counts == {
        "信息目录": 2,
        "附件": 2,
        "部门预决算": 0,
        "政府债务": 0,
        "补贴发放": 0,
        "报送回执": 2,
        "问题清单": 0,
    }
    assert county.rows('SELECT DISTINCT "信息类别", "公开主体" FROM "公开"."信息目录"') == [
        ("其他政策文件", "友谊县人民政府办公室")
    ]


def test_a_query_runs_over_the_snapshot_and_says_what_is_wrong(county: County, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no snapshot"):
        query(tmp_path, "SELECT 1")
    county.harvest(*many(2))
    publish_snapshot(county.warehouse, tmp_path)
    found = query(tmp_path, "SELECT title FROM catalogue.item ORDER BY title")
    assert found.records() == [{"title": "第0号通知"}, {"title": "第1号通知"}]
    with pytest.raises(QueryError, match="no_such_table"):
        query(tmp_path, "FROM no_such_table")
    with pytest.raises(QueryError, match="read-only"):
        query(tmp_path, "DROP SCHEMA finance CASCADE")


def test_a_transaction_that_fails_leaves_nothing(county: County) -> None:
    def fail() -> None:
        with county.warehouse.transaction() as connection:
            connection.execute(
                "INSERT INTO catalogue.unit (unit_id, name, kind) VALUES ('s', '某局', 'department')"
            )
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert county.rows("SELECT count(*) FROM catalogue.unit") == [(0,)]
