"""`dcat/catalog.jsonld`: what an edition offers, in the words of DCAT 3 (W3C Recommendation, 22 August 2024)."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from warehouse.feeds.data_package import CHANGES, FINANCE, ITEMS, TableKind
from warehouse.feeds.edition import Edition

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA = "https://www.iana.org/assignments/media-types/"
_SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
_FEEDS = (
    ("atom/all.xml", "application/atom+xml", "https://www.rfc-editor.org/rfc/rfc4287", "Atom"),
    ("jsonfeed/all.json", "application/feed+json", "https://jsonfeed.org/version/1.1", "JSON Feed"),
    (
        "resourcesync/capabilitylist.xml",
        "application/xml",
        "http://www.openarchives.org/rs/1.1/toc",
        "ResourceSync",
    ),
)


class Dcat:
    """The catalogue of an edition: a dataset a table, a distribution a file; the feeds are of the items."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._base = edition.county.feeds_url or "../"
        self._name = f"urn:gongkai:{edition.county.division}"

    def drop(self, former: pa.Table) -> None:
        """Nothing of it is in the catalogue."""

    def add(self, window: pa.Table) -> None:
        """Nothing of it is in the catalogue."""

    def close(self) -> None:
        """Write the catalogue, once all files that it names are written."""
        county, at = self._edition.county, _time(self._edition.as_of)
        datasets = [self._dataset(kind) for kind in (ITEMS, CHANGES, *FINANCE)]
        catalogue = {
            "@context": _CONTEXT,
            "@id": f"{self._name}:catalog",
            "@type": "dcat:Catalog",
            "dct:title": _zh(f"{county.name}政府信息公开数据目录"),
            "dct:description": _zh(f"{county.name}各部门、各乡镇主动公开的政府信息，及其中的财政数据。"),
            "dct:publisher": self._publisher(),
            "dct:language": {"@id": "http://id.loc.gov/vocabulary/iso639-1/zh"},
            "dct:modified": at,
            "dcat:dataset": datasets,
        }
        text = json.dumps(catalogue, ensure_ascii=False, indent=1) + "\n"
        self._edition.folder.write("dcat/catalog.jsonld", text.encode(), len(datasets))

    def _publisher(self) -> dict[str, Any]:
        county = self._edition.county
        return {
            "@id": f"{self._name}:publisher",
            "@type": "foaf:Agent",
            "foaf:name": _zh(f"{county.name}人民政府"),
        }

    def _dataset(self, kind: TableKind) -> dict[str, Any]:
        files = [
            (f"data/{kind.name}.csv", "text/csv", None, "CSV"),
            (f"data/{kind.name}.parquet", "application/vnd.apache.parquet", None, "Parquet"),
            *(_FEEDS if kind is ITEMS else ()),
        ]
        return {
            "@id": f"{self._name}:dataset:{kind.name}",
            "@type": "dcat:Dataset",
            "dct:identifier": kind.name,
            "dct:title": _zh(kind.title),
            "dct:description": _zh(
                f"{self._edition.county.name}{kind.title}；各列的含义见 data/datapackage.json。"
            ),
            "dct:publisher": {"@id": f"{self._name}:publisher"},
            "dct:modified": _time(self._edition.as_of),
            "dcat:distribution": [self._distribution(*file) for file in files],
        }

    def _distribution(self, path: str, media: str, standard: str | None, title: str) -> dict[str, Any]:
        file = self._edition.folder.listed(path)
        address = {"@id": f"{self._base}{path}"}
        return {
            "@id": f"{self._name}:file:{path}",
            "@type": "dcat:Distribution",
            "dct:title": title,
            "dcat:accessURL": address,
            "dcat:downloadURL": address,
            "dcat:mediaType": {"@id": _MEDIA + media},
            "dcat:byteSize": {"@value": str(file["bytes"]), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": _SHA256},
                "spdx:checksumValue": {"@value": file["sha256"], "@type": "xsd:hexBinary"},
            },
            **({"dct:conformsTo": {"@id": standard}} if standard else {}),
        }


def _zh(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "zh"}


def _time(at: str) -> dict[str, str]:
    return {"@value": at, "@type": "xsd:dateTime"}
