"""Asks for list pages: counts every request, and asks a page without rows once more before believing it."""

from __future__ import annotations

import time
from dataclasses import replace
from urllib.parse import urldefrag

from connectors.families.model import LayoutChanged, ListPage, Parse
from connectors.fetch.model import EmptyBody, Fetch, Request, Response


class Meter:
    """A `Fetch` that counts what passes through it."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._asked = 0
        self._sent_before = self._sent()

    def __call__(self, request: Request) -> Response:
        """Raises what the fetcher raises; an attempt counts all the same."""
        self._asked += 1
        return self._fetch(request)

    @property
    def requests(self) -> int:
        """What went onto the wire, retries and redirects included, where the fetcher counts that itself."""
        sent, before = self._sent(), self._sent_before
        return self._asked if sent is None or before is None else sent - before

    def _sent(self) -> int | None:
        count = getattr(self._fetch, "requests", None)
        return count if isinstance(count, int) else None


class ListReader:
    """The `Reader` that the families are given."""

    def __init__(self, fetch: Fetch, pause_seconds: float) -> None:
        self._fetch = fetch
        self._pause = pause_seconds
        self._referer: str | None = None

    def page(self, request: Request, parse: Parse) -> ListPage:
        """One list page. A page that shows no rows, or not the layout looked for, is asked once more after a
        pause: many sites publish by writing the page anew, and it is empty for a moment. What the script of a
        page asks for carries that page's address (Referer), without which some sites refuse."""
        if self._referer:
            request = replace(request, headers={"Referer": self._referer, **request.headers})
        try:
            page = parse(self._fetch(request))
        except (LayoutChanged, EmptyBody):
            page = None
        if page is not None and page.rows:
            return page
        time.sleep(self._pause)
        return parse(self._fetch(request))

    def raw(self, request: Request) -> Response:
        """A response that is no list page. Raises `FetchError`."""
        response = self._fetch(request)
        self._referer = urldefrag(response.url)[0]
        return response
