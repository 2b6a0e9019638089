"""Asks for list pages: counts every request, and asks a page without rows once more before believing it."""

from __future__ import annotations

import time

from connectors.families.model import LayoutChanged, ListPage, Parse
from connectors.fetch.model import Fetch, Request, Response


class Meter:
    """A `Fetch` that counts what passes through it."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self.requests = 0

    def __call__(self, request: Request) -> Response:
        """Raises what the fetcher raises; an attempt counts all the same."""
        self.requests += 1
        return self._fetch(request)


class ListReader:
    """The `Reader` that the families are given."""

    def __init__(self, fetch: Fetch, pause_seconds: float) -> None:
        self._fetch = fetch
        self._pause = pause_seconds

    def page(self, request: Request, parse: Parse) -> ListPage:
        """One list page. A page that shows no rows, or not the layout looked for, is asked once more after a
        pause: many sites publish by writing the page anew, and it is empty for a moment."""
        try:
            page = parse(self._fetch(request))
        except LayoutChanged:
            page = None
        if page is not None and page.rows:
            return page
        time.sleep(self._pause)
        return parse(self._fetch(request))

    def raw(self, request: Request) -> Response:
        """A response that is no list page. Raises `FetchError`."""
        return self._fetch(request)
