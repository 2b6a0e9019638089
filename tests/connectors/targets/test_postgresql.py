"""Delivery through tables, to a real PostgreSQL."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import asyncpg
import pytest

from connectors.targets import ask_status, send
from schemas.registry import Target
from tests.connectors.targets.column import entry, outgoing, target, withdrawal
from tests.connectors.targets.servers import POSTGRES, Postgres, needs, postgres_server

pytestmark = needs(POSTGRES, "postgresql")

TABLES = files("connectors.targets").joinpath("drop_tables.sql").read_text(encoding="utf-8")
ADD_RECEIPT = (
    "INSERT INTO gongkai_receipt (batch_id, item_id, version, status) VALUES ('{}', '{}', {}, 'accepted')"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres_server() as server:
        yield server


@pytest.fixture
def column(server: Postgres, request: pytest.FixtureRequest) -> Target:
    """A database of its own with the tables."""
    name = f"d{abs(hash(request.node.name))}"
    ask(server, "postgres", f"CREATE DATABASE {name}")
    ask(server, name, TABLES)
    return to(server, name)


def to(server: Postgres, database: str) -> Target:
    url = server.url.replace("/postgres", f"/{database}").replace("postgresql:/" + database, "postgresql:/")
    return target(url.rpartition("/")[0] + f"/{database}", transport="postgresql", key_id="")


def ask(server: Postgres, database: str, statement: str) -> list[dict[str, Any]]:
    async def asked() -> list[dict[str, Any]]:
        connection = await asyncpg.connect(
            f"postgresql://gongkai@127.0.0.1:{server.port}/{database}", password=server.password.decode()
        )
        try:
            if not statement.startswith("SELECT"):
                await connection.execute(statement)
                return []
            return [dict(row) for row in await connection.fetch(statement)]
        finally:
            await connection.close()

    return asyncio.run(asked())


def database(column: Target) -> str:
    return column.url.rpartition("/")[2]


def test_a_batch_is_rows_and_so_are_its_receipts(server: Postgres, column: Target) -> None:
    out = outgoing("b-1", entry(1, body_text="甲\0乙"), withdrawal(2, "item9", 3))
    assert send(column, out, server.password).kind == "accepted_later"
    (batch,) = ask(server, database(column), "SELECT * FROM gongkai_batch")
    assert (batch["schema"], batch["division"], batch["entries"]) == ("gongkai.batch/1", "230522", 2)
    first, second = ask(server, database(column), "SELECT * FROM gongkai_entry ORDER BY position")
    assert json.loads(first["item"])["body_text"] == "甲\ufffd乙"
    assert (second["operation"], second["item"], second["reason"]) == ("withdraw", None, "来源已删除")
    ask(server, database(column), ADD_RECEIPT.format("b-1", "item1", 1))
    assert [r.item_id for r in ask_status(column, out, server.password).receipts] == ["item1"]
    ask(server, database(column), ADD_RECEIPT.format("b-1", "item9", 3))
    assert len(send(column, out, server.password).receipts) == 2
    assert len(ask(server, database(column), "SELECT * FROM gongkai_entry")) == 2, "sent again, added once"


def test_a_batch_is_one_transaction(server: Postgres, column: Target) -> None:
    ask(server, database(column), "ALTER TABLE gongkai_entry ADD CHECK (item_id <> 'item2')")
    answer = send(column, outgoing("b-1", entry(1), entry(2)), server.password)
    assert (answer.kind, "CheckViolation" in (answer.message or "")) == ("no_answer", True)
    assert ask(server, database(column), "SELECT * FROM gongkai_batch") == []
    assert ask(server, database(column), "SELECT * FROM gongkai_entry") == []


def test_the_same_key_with_other_content_is_refused(server: Postgres, column: Target) -> None:
    send(column, outgoing("b-1", entry(1)), server.password)
    assert send(column, outgoing("b-1", entry(1, title="另一个")), server.password).kind == "refused"


def test_an_empty_batch_is_answered(server: Postgres, column: Target) -> None:
    assert send(column, outgoing("check-1"), server.password).kind == "receipts"


def test_a_wrong_password_is_told_without_it(server: Postgres, column: Target) -> None:
    answer = send(column, outgoing("b-1", entry(1)), b"hunter2-secret")
    assert answer.kind == "unauthorized"
    assert "hunter2" not in (answer.message or "")


def test_a_database_without_the_tables(server: Postgres) -> None:
    answer = send(to(server, "postgres"), outgoing("b-1", entry(1)), server.password)
    assert (answer.kind, "drop_tables.sql" in (answer.message or "")) == ("no_answer", True)


def test_nobody_there(server: Postgres) -> None:
    nobody = target("postgresql://gongkai@127.0.0.1:9/x", transport="postgresql", key_id="")
    assert send(nobody, outgoing("b-1", entry(1)), server.password).kind == "no_answer"
