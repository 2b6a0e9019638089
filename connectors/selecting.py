"""Selectors of the registry: XPath, or CSS after `css:`. Compiled once."""

from __future__ import annotations

from functools import lru_cache

from cssselect import HTMLTranslator, SelectorError
from lxml.etree import XPath, XPathError

_CSS = "css:"


@lru_cache(maxsize=1024)
def compiled(selector: str) -> XPath:
    """What is called with an element and yields what the selector selects below it. Raises `ValueError` naming
    a selector that is not well formed."""
    if not selector.startswith(_CSS):
        return _xpath(selector, selector)
    try:
        return _xpath(HTMLTranslator().css_to_xpath(selector.removeprefix(_CSS)), selector)
    except SelectorError as error:
        raise ValueError(f"{selector!r} is no CSS selector: {error}") from error


def _xpath(expression: str, selector: str) -> XPath:
    try:
        return XPath(expression)
    except XPathError as error:
        raise ValueError(f"{selector!r} is no XPath: {error}") from error
