"""`queryList`, the search behind newer hanweb columns (江西): a script names channel and unit, JSON answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from connectors.families.jsonrows import read_json
from connectors.families.markup import text_of
from connectors.families.model import LayoutChanged, ListPage, Reader
from connectors.families.paged import by_page
from connectors.fetch.model import Request, Response

_CALL = re.compile(r"\bqueryList\b|\bloadPageData\s*\(")
_ADDRESS = re.compile(r"""['"]([^'"\s]*/queryList)['"]""")
_PARAMETERS = re.compile(r"\{([^{}]*\bchannelCode\b[^{}]*)\}")
_PAIR = re.compile(r"""(\w+)['"]?\s*:\s*(?:\[([^\]]*)\]|'([^']*)'|"([^"]*)"|([\w.-]+))""")


@dataclass(frozen=True, slots=True)
class Query:
    """What a column's script asks for."""

    url: str
    form: dict[str, str]
    page_url: str

    def request(self, number: int) -> Request:
        """The request for page `number`, counted from 1."""
        return Request(self.url, "list", form=self.form | {"current": str(number)})

    def read(self, response: Response) -> ListPage:
        """Raises `LayoutChanged` where the answer holds no list."""
        answer = read_json(text_of(response), self.page_url)
        return ListPage(response.url, answer.rows, "more", answer.total)


def query_of(text: str, url: str, page_size: int | None) -> Query | None:
    """The query that a column's page declares; None where it calls no `queryList`.

    Raises `LayoutChanged` where it asks for several channels or sites at once.
    """
    parameters = _PARAMETERS.search(text) if _CALL.search(text) else None
    if parameters is None:
        return None
    form: dict[str, str] = {}
    for name, several, *single in _PAIR.findall(parameters[1]):
        values = re.findall(r"""['"]([^'"]*)['"]""", several)
        if len(values) > 1:
            raise LayoutChanged(f"its script asks for {len(values)} {name} at once; one is read")
        form[f"{name}[]" if values else name] = values[0] if values else next(filter(None, single), "")
    if page_size:
        form["perPage"] = str(page_size)
    address = _ADDRESS.search(text)
    return Query(urljoin(url, address[1] if address else "/queryList"), form, url)


def pages(query: Query, reader: Reader) -> Iterator[ListPage]:
    """All pages, until the declared total is reached or one is empty."""
    return by_page(reader, query.request, query.read)
