"""The catalogue search of hanweb (信息公开目录, `/module/xxgk/search.jsp`): table rows, by POST."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urldefrag, urljoin

from connectors.families.markup import Element, document
from connectors.families.model import ListPage, Reader
from connectors.families.paged import by_page
from connectors.families.static import Sheet
from connectors.fetch.model import Request

PATH = "/module/xxgk/search.jsp"
_CALL = re.compile(r"""['"=]([^'"\s<>=]*/module/xxgk/search\.jsp)(\?[^'"\s<>]*)?""")
_FIELDS = (
    "infotypeId", "jdid", "area", "divid", "vc_title", "vc_number", "sortfield", "currpage", "vc_filenumber",
    "vc_all", "texttype", "fbtime", "standardXxgk",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Search:
    """Where and with which form a catalogue is searched."""

    url: str
    form: dict[str, str]

    def request(self, number: int) -> Request:
        """The request for page `number`, counted from 1."""
        return Request(self.url, "list", form=self.form | {"currpage": str(number)})


def search_of(text: str, url: str) -> Search | None:
    """The search that a column's page calls, from its address and its hidden fields; None where it calls none."""
    call = _CALL.search(text.replace("&amp;", "&"))
    if call is None:
        return None
    asked = parse_qsl((call[2] or "").removeprefix("?"), keep_blank_values=True)
    return given(urljoin(url, call[1]), _hidden(document(text)) | dict(asked))


def given(url: str, form: Mapping[str, str]) -> Search:
    """A search by fields that are known; those that are not are sent empty, as the product's script does."""
    return Search(urldefrag(url)[0], {**dict.fromkeys(_FIELDS, ""), **form})


def pages(search: Search, reader: Reader) -> Iterator[ListPage]:
    """As many pages as the answer declares, else until one is empty."""
    sheet = Sheet()
    first = reader.page(search.request(1), sheet.read)
    count = sheet.pager.pages
    if not count:
        yield from by_page(reader, search.request, sheet.read, first)
        return
    page = first
    for number in range(2, count + 1):
        yield page
        page = reader.page(search.request(number), sheet.read)
    yield sheet.last(page)


def _hidden(root: Element) -> dict[str, str]:
    fields = (
        (field.get("name") or field.get("id") or "", field.get("value")) for field in root.iter("input")
    )
    return {name: value or "" for name, value in fields if name in _FIELDS}
