"""The further pages of an article that a site shows in parts (正文分页): by its product's pager or by links below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml.etree import _Element

from connectors.fields.body import Body
from connectors.fields.page import Page, text_of
from connectors.fields.sanitise import absolute

_PAGER = re.compile(
    r"""createPageHTML\(\s{0,9}(\d{1,3})\s{0,9},\s{0,9}0\s{0,9},\s{0,9}["']([^"']{1,120})["']\s{0,9},\s{0,9}["'](\w{2,6})["']"""
)
"""On the first page, which has the number 0; the others follow from it."""
_NEXT = re.compile(r"[\[【]?\s?(?:\d{1,2}|下一?页)\s?[>»\]】]{0,2}")
"""What a link to a part says."""
_ABOVE, _BELOW = 4, 8
"""So far around the end of the body its pager stands, in lines."""


def further_pages(page: Page, url: str, body: Body | None) -> list[str]:
    """The addresses of the other parts of the article at `url`, in order. They are called like the page itself, with a
    number behind its name; whatever else a pager leads to is another article or a list."""
    stem, _, suffix = url.rpartition("/")[2].rpartition(".")
    for _, script in page.scripts:
        if stem and "createPageHTML" in script and (found := _PAGER.search(script)) and found[2] == stem:
            return [urljoin(url, f"{stem}_{n}.{found[3]}") for n in range(1, int(found[1]))]
    if body is None or not stem:
        return []
    found_at: dict[int, str] = {}
    for link in _links_below(page, body):
        address = (link.get("href") or "").strip()
        if address and _NEXT.fullmatch(text_of(link)) and (there := absolute(url, address)):
            number = there.removeprefix(url.removesuffix(f".{suffix}")).removesuffix(f".{suffix}")
            if number[:1] in ("_", "-") and number[1:].isdecimal() and len(number) <= 3 and int(number[1:]):
                found_at.setdefault(int(number[1:]), there)
    return [found_at[number] for number in sorted(found_at)]


def _links_below(page: Page, body: Body) -> Iterator[_Element]:
    """Links around the end of the body, those of a pager that was passed over included."""
    near = range(body.end - _ABOVE, body.end + _BELOW)
    yield from (link.element for link in page.links if link.line in near and link.element.tag == "a")
    for line, element in page.dropped:
        if line in near:
            yield from element.iter("a")
