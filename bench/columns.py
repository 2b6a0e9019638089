"""Real columns: for how many a registry entry says list, paging and body, without code.

    python -m bench.columns [--shared ../shared] [--verbose]

449 columns of real sites, from the selectors of two public collections of crawlers (2020 and 2025). Each record
becomes a `[[source]]`, which is validated as a registry; then a site in memory is built from the record alone (its
addresses, forms and selectors, three pages of three rows, an article), and the entry must read it: every row of every
page with its title, and the article's body. What this does not show: that the sites still look so today.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from pydantic import ValidationError

from bench.columns_entries import UnexpressibleError, entry_of
from bench.columns_records import Record, read_records
from bench.columns_sites import BODY, ROWS, Site, title
from connectors.families import FAMILIES
from connectors.families.model import LayoutChanged
from connectors.fetch.model import FetchError, Request
from connectors.fields import NotAPageError, read_page
from connectors.harvest.reader import ListReader
from schemas.registry import Source


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    options.add_argument("--verbose", action="store_true", help="every record, not only those that fail")
    given = options.parse_args()
    families: Counter[str] = Counter()
    total = 0
    for record in read_records(given.shared / "pages"):
        total += 1
        try:
            family = tried(record)
        except UnexpressibleError as error:
            print(f"- {record.name}: {error}")
            continue
        families[family] += 1
        if given.verbose:
            print(f"  {record.name}: {family}")
    done = families.total()
    print(
        f"{done} of {total} columns ({done / total:.1%}): "
        + ", ".join(f"{k} {v}" for k, v in families.items())
    )


def tried(record: Record) -> str:
    """The family whose entry reads the record's site. Raises `UnexpressibleError` with the reason."""
    try:
        source = Source.model_validate(entry_of(record))
    except ValidationError as error:
        raise UnexpressibleError(f"not a valid entry: {error}") from error
    site = Site(record)
    try:
        _walk(source, site)
        _read_article(source, site)
    except (FetchError, LayoutChanged, NotAPageError, ValueError) as error:
        raise UnexpressibleError(f"{source.family}: {error}") from error
    return source.family


def _walk(source: Source, site: Site) -> None:
    family, reader = FAMILIES[source.family], ListReader(site, pause_seconds=0)
    for column in source.column:
        pages = list(family.pages(source, column, reader))
        titles = {row.title for page in pages for row in page.rows}
        is_counted = column.page_path or column.form or source.family != "selectors"
        wanted = {title(n) for n in range(1, ROWS * (site.count if is_counted else 1) + 1)}
        if not wanted <= titles:
            raise UnexpressibleError(f"{source.family} reads {len(wanted & titles)} of {len(wanted)} rows")


def _read_article(source: Source, site: Site) -> None:
    response = site(Request(f"{source.base_url}/article/1.html", "detail"))
    reading = read_page(response.body, response.url, selectors=source.selectors)
    if str(reading.values.get("body_text")).count(BODY) != 4:
        raise UnexpressibleError(f"the body at {source.selectors.body} is not read")


if __name__ == "__main__":
    main()
