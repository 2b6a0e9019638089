"""JSON Feed, ResourceSync, sitemap and DCAT as independent readers see them."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyshacl import validate
from rdflib import Graph
from rdflib.namespace import DCAT, DCTERMS, RDF

from tests.warehouse.feeds.log_book import COUNTY, LogBook
from tests.warehouse.feeds.readers import SITEMAP, replay_json_feed
from warehouse.feeds import json_feed, publish_feeds, resource_sync

# pyshacl 0.40 still makes a graph of a kind that rdflib 7.6 has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

URL = "https://www.youyi.example/feeds/current/"
SERVED = COUNTY.model_copy(update={"feeds_url": URL})
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix spdx: <http://spdx.org/rdf/terms#> .

[] a sh:NodeShape ; sh:targetClass dcat:Catalog ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:uniqueLang true ] ;
  sh:property [ sh:path dct:description ; sh:minCount 1 ] ;
  sh:property [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ;
  sh:property [ sh:path dct:modified ; sh:datatype xsd:dateTime ; sh:maxCount 1 ] ;
  sh:property [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] .

[] a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ] ;
  sh:property [ sh:path dct:description ; sh:minCount 1 ] ;
  sh:property [ sh:path dct:identifier ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path dcat:distribution ; sh:minCount 2 ; sh:class dcat:Distribution ] .

[] a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path dcat:byteSize ; sh:datatype xsd:nonNegativeInteger ; sh:maxCount 1 ] ;
  sh:property [ sh:path spdx:checksum ; sh:class spdx:Checksum ] .
"""


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_feed, "PAGE", 3)
    monkeypatch.setattr(resource_sync, "PAGE", 3)


def test_a_json_feed_says_what_a_reader_needs(book: LogBook, tmp_path: Path) -> None:
    book.upsert("a", category="budget", title='2026年"预算"', summary=None)
    book.attach("a", "预算.xlsx", media_type=None, byte_size=17)
    feed = json.loads(
        (publish_feeds(book.warehouse, tmp_path, COUNTY).path / "jsonfeed/all.json").read_bytes()
    )
    (item,) = feed["items"]
    assert (item["title"], item["content_text"], item["tags"]) == ('2026年"预算"', '2026年"预算"', ["预算"])
    assert item["attachments"][0]["mime_type"] == "application/octet-stream"
    assert item["attachments"][0]["size_in_bytes"] == 17
    assert item["date_published"] == "2026-10-24T09:30:00+08:00"
    assert "summary" not in item


def test_a_withdrawal_takes_the_title_out_of_every_page(book: LogBook, tmp_path: Path) -> None:
    for name in "abcdefgh":
        book.upsert(name, title=f"张三丰{name}低保公示" if name == "b" else name)
    publish_feeds(book.warehouse, tmp_path, COUNTY)
    book.withdraw("b")
    edition = publish_feeds(book.warehouse, tmp_path, COUNTY).path
    assert replay_json_feed(edition) == book.standing
    pages = [
        p.read_text(encoding="utf-8")
        for folder in ("jsonfeed", "resourcesync")
        for p in (edition / folder).iterdir()
    ]
    assert len(pages) > 8
    assert not any("张三丰" in page for page in pages)


def test_a_full_list_of_changes_is_never_written_again(book: LogBook, tmp_path: Path) -> None:
    for name in "abcd":
        book.upsert(name)
    first = publish_feeds(book.warehouse, tmp_path, COUNTY).path / "resourcesync/changelist-000001.xml"
    before = first.read_bytes()
    book.withdraw("a")
    book.upsert("b")
    again = publish_feeds(book.warehouse, tmp_path, COUNTY).path / "resourcesync/changelist-000001.xml"
    assert again.read_bytes() == before


def test_addresses_are_absolute_where_the_county_says_where_it_serves(book: LogBook, tmp_path: Path) -> None:
    for name in "abcd":
        book.upsert(name)
    edition = publish_feeds(book.warehouse, tmp_path, SERVED).path
    for path in ("sitemap.xml", *(f"resourcesync/{p.name}" for p in (edition / "resourcesync").iterdir())):
        locs = [loc.text for loc in ElementTree.parse(edition / path).getroot().iter(f"{SITEMAP}loc")]
        assert locs, path
        for loc in locs:
            assert loc is not None
            assert loc.startswith(URL)
            assert (edition / loc.removeprefix(URL)).is_file()
    feed = json.loads((edition / "jsonfeed/all.json").read_bytes())
    assert feed["next_url"] == f"{URL}jsonfeed/all-000001.json"


def test_another_address_makes_the_edition_anew(book: LogBook, tmp_path: Path) -> None:
    book.upsert("a")
    publish_feeds(book.warehouse, tmp_path, COUNTY)
    moved = publish_feeds(book.warehouse, tmp_path, SERVED)
    assert moved.changed
    assert URL in (moved.path / "sitemap.xml").read_text(encoding="utf-8")


def test_dcat_is_a_catalogue_whose_files_are_there(book: LogBook, tmp_path: Path) -> None:
    book.upsert("a")
    edition = publish_feeds(book.warehouse, tmp_path, SERVED).path
    graph = Graph().parse(edition / "dcat/catalog.jsonld", format="json-ld")
    conforms, _, told = validate(graph, shacl_graph=Graph().parse(data=SHAPES, format="turtle"))
    assert conforms, told
    described = json.loads((edition / "data/datapackage.json").read_bytes())["resources"]
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == len(
        {r["path"].partition(".")[0] for r in described}
    )
    for distribution in graph.subjects(RDF.type, DCAT.Distribution):
        path = edition / str(graph.value(distribution, DCAT.downloadURL)).removeprefix(URL)
        assert path.stat().st_size == int(graph.value(distribution, DCAT.byteSize))
    assert str(graph.value(next(graph.subjects(RDF.type, DCAT.Catalog)), DCTERMS.title)).startswith("友谊县")


def test_shapes_find_a_catalogue_without_title(book: LogBook, tmp_path: Path) -> None:
    edition = publish_feeds(book.warehouse, tmp_path, COUNTY).path
    text = (edition / "dcat/catalog.jsonld").read_text(encoding="utf-8").replace("dct:title", "dct:subject")
    graph = Graph().parse(data=text, format="json-ld", publicID=URL)
    conforms, _, _ = validate(graph, shacl_graph=Graph().parse(data=SHAPES, format="turtle"))
    assert not conforms
