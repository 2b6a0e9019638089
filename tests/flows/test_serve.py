"""The served feeds over real HTTP: files with how long they keep, and OAI-PMH as an independent harvester reads it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests
import uvicorn
from lxml import etree
from oaipmh_scythe import Scythe

from connectors.serving import oai, serving_app
from schemas.base import now
from tests.warehouse.feeds.log_book import COUNTY, START, LogBook
from tests.warehouse.template import fresh_warehouse
from warehouse.feeds import publish_feeds, resource_sync
from warehouse.records import EditionRecords

SERVED = COUNTY.model_copy(update={"contact": "zwgk@youyi.example"})
OAI = "{http://www.openarchives.org/OAI/2.0/}"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LogBook]:
    monkeypatch.setattr(oai, "PAGE", 3)
    monkeypatch.setattr(resource_sync, "PAGE", 3)
    with fresh_warehouse(tmp_path) as warehouse:
        yield LogBook(warehouse)


@pytest.fixture
def site(book: LogBook) -> Iterator[str]:
    """Eight items, one withdrawn, one of them in another category; served."""
    for name in "abcdefgh":
        book.upsert(name, category="budget" if name == "h" else "plan")
    book.withdraw("b")
    publish(book)
    current = book.warehouse.home / "feeds" / "current"
    app = serving_app(current, EditionRecords(current), SERVED, clock=now)
    server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def publish(book: LogBook) -> Path:
    return publish_feeds(book.warehouse, book.warehouse.home, SERVED).path


def ask(site: str, **arguments: str) -> etree._Element:
    answer = requests.get(f"{site}/oai", params=arguments, timeout=10)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    return etree.fromstring(answer.content)


def error(site: str, **arguments: str) -> str | None:
    found = ask(site, **arguments).find(f"{OAI}error")
    return None if found is None else found.get("code")


def test_a_harvester_gets_everything_page_by_page(site: str, book: LogBook) -> None:
    with Scythe(f"{site}/oai") as scythe:
        records = list(scythe.list_records(metadata_prefix="oai_dc"))
        assert len(records) == 8
        standing = {r.header.identifier.rsplit(":", 1)[1] for r in records if not r.deleted}
        assert standing == set(book.standing)
        first = records[0].metadata
        assert first["title"] == ["关于a的通知"]
        assert "urn:gongkai:230522:a" in first["identifier"]
        assert [h.identifier for h in scythe.list_identifiers(set_="budget", metadata_prefix="gongkai")] == [
            "urn:gongkai:230522:h"
        ]
        assert {s.setSpec for s in scythe.list_sets()} >= {"plan", "budget"}
        assert scythe.identify().deletedRecord == "persistent"
        one = scythe.get_record(identifier="urn:gongkai:230522:b", metadata_prefix="gongkai")
        assert one.deleted
        assert "关于b" not in one.raw


def test_what_changed_since_is_given_and_nothing_else(site: str, book: LogBook) -> None:
    seen = START + timedelta(minutes=9)
    book.upsert("c", title="改过的标题")
    publish(book)
    with Scythe(f"{site}/oai") as scythe:
        since = (seen - timedelta(hours=8) + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        (changed,) = scythe.list_records(metadata_prefix="oai_dc", from_=since)
        assert changed.metadata["title"] == ["改过的标题"]


@pytest.mark.parametrize("until", ["9999-12-31", "9999-12-31T23:59:59Z"])
def test_until_may_be_the_end_of_time(site: str, until: str) -> None:
    answer = ask(site, verb="ListIdentifiers", metadataPrefix="oai_dc", until=until)
    assert len(list(answer.iter(f"{OAI}identifier"))) > 0
    answer = ask(site, verb="ListIdentifiers", metadataPrefix="oai_dc", **{"from": "0001-01-01"})
    assert len(list(answer.iter(f"{OAI}identifier"))) > 0


def test_our_own_format_holds_every_field_and_keeps_to_its_schema(site: str) -> None:
    answer = ask(site, verb="GetRecord", identifier="urn:gongkai:230522:a", metadataPrefix="gongkai")
    (item,) = answer.iter("{urn:gongkai:item:1}item")
    schema = etree.XMLSchema(etree.fromstring(requests.get(f"{site}/gongkai-item-1.xsd", timeout=10).content))
    assert schema.validate(item), schema.error_log
    assert item.findtext("{urn:gongkai:item:1}title") == "关于a的通知"
    assert item.findtext("{urn:gongkai:item:1}body_text")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Nonsense"}, "badVerb"),
        ({"verb": "GetRecord", "identifier": "a\x01", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "ListSets", "\x01": "a"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "other": "1"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "yesterday"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-02-01", "until": "2026-01"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc21"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "resumptionToken": "bm9uc2Vuc2U="}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "x", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "2001-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "nowhere"}, "noRecordsMatch"),
        ({"verb": "GetRecord", "identifier": "urn:gongkai:230522:z", "metadataPrefix": "oai_dc"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "identifier": "urn:gongkai:230522:a", "metadataPrefix": "x"}, "cannotDisseminateFormat"),
    ],
)  # fmt: skip
def test_every_wrong_request_has_its_code(site: str, arguments: dict[str, str], code: str) -> None:
    assert error(site, **arguments) == code


def test_a_token_holds_over_a_change_of_edition(site: str, book: LogBook) -> None:
    first = ask(site, verb="ListIdentifiers", metadataPrefix="oai_dc")
    token = first.findtext(f".//{OAI}resumptionToken")
    assert token
    book.withdraw("d")
    publish(book)
    seen = {e.text for e in first.iter(f"{OAI}identifier")}
    while token:
        page = ask(site, verb="ListIdentifiers", resumptionToken=token)
        seen |= {e.text for e in page.iter(f"{OAI}identifier")}
        token = page.findtext(f".//{OAI}resumptionToken")
    assert seen == {f"urn:gongkai:230522:{name}" for name in "abcdefgh"}


def test_files_say_how_long_they_may_be_kept(site: str, book: LogBook) -> None:
    newest = requests.get(f"{site}/feeds/current/atom/all.xml", timeout=10)
    assert newest.headers["cache-control"] == "public, max-age=300"
    again = {"If-None-Match": newest.headers["etag"]}
    assert requests.get(f"{site}/feeds/current/atom/all.xml", headers=again, timeout=10).status_code == 304
    settled = requests.get(f"{site}/feeds/current/resourcesync/changelist-000001.xml", timeout=10)
    assert "immutable" in settled.headers["cache-control"]
    before = requests.get(f"{site}/feeds/current/manifest.json", timeout=10).json()["as_of_seq"]
    book.upsert("i")
    publish(book)
    assert requests.get(f"{site}/feeds/current/manifest.json", timeout=10).json()["as_of_seq"] == before + 1


@pytest.mark.parametrize(
    "path", ["/feeds/../warehouse.duckdb", "/feeds/current/..%2f..%2fwarehouse.duckdb", "/feeds/"]
)
def test_nothing_but_the_current_edition_is_served(site: str, path: str) -> None:
    prepared = requests.Request("GET", site).prepare()
    prepared.url = site + path
    with requests.Session() as session:
        assert session.send(prepared, timeout=10).status_code == 404
