"""From a response to text and to a tree, whatever the page says its encoding is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from connectors.charset import decode
from connectors.families.model import LayoutChanged
from connectors.fetch.model import Response

Element: TypeAlias = etree._Element

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_BARE_AMPERSAND = re.compile(rb"(<!\[CDATA\[.*?\]\]>)|&(?!#?\w+;)", re.DOTALL)
"""One that begins no entity (`?id=1&cid=2`): the parser would drop it with the name behind it."""
_CLOSED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SILENT = frozenset({"script", "style", "template", "noscript", "select", "textarea", "title"})


def text_of(response: Response) -> str:
    """The body as text, whatever the page says of its encoding."""
    header = response.headers.get("content-type", "").encode()
    declared = _DECLARED.search(header) or _DECLARED.search(response.body[:4096])
    return _CONTROL.sub("", decode(response.body, declared[1].decode() if declared else None).text)


def document(text: str) -> Element:
    """The tree of a page or of a fragment of one. Raises `LayoutChanged` where there is no markup at all."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except etree.ParserError as error:
        raise LayoutChanged("the page is empty: no markup was found") from error
    return root


def is_cut(text: str) -> bool:
    """Whether a page breaks off: it opens a body and never closes it. Some sites never do; such a page is whole where
    it ends with a tag and has closed every list and block."""
    if not re.search(r"<(?:html|body)\b", text, re.IGNORECASE) or _CLOSED.search(text):
        return False
    unclosed = (
        len(re.findall(rf"<{tag}\b", text, re.IGNORECASE))
        > len(re.findall(rf"</{tag}\s*>", text, re.IGNORECASE))
        for tag in ("ul", "ol", "table", "div")
    )
    return re.search(r"</\w+\s*>\s*(?:<!--[^<]*-->\s*)*$", text) is None or any(unclosed)


def xml(response: Response) -> etree._Element:
    """The root of an XML document; small faults are mended. Raises `LayoutChanged` where it is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    body = response.body.lstrip()
    if b"\0" not in body[:64]:  # in UTF-16 no character is one byte
        body = _BARE_AMPERSAND.sub(lambda found: found[1] or b"&amp;", body)
    root: Element | None = etree.fromstring(body, parser=parser) if body else None
    if root is None:
        raise LayoutChanged("the answer is no XML document")
    return root


def base_of(root: Element, url: str) -> str:
    """The address that relative links of the page are relative to."""
    for base in root.iter("base"):
        if href := (base.get("href") or "").strip():
            return join(url, href) or url
    return url


def join(base: str, href: str) -> str | None:
    """`href` made absolute, or None where it cannot be an address."""
    try:
        url = urljoin(base, re.sub(r"[\t\r\n]", "", href.strip()))
        parts = urlsplit(url)
        if "/." in parts.path and not parts.path.startswith("//"):  # urljoin leaves an absolute one as it is
            url = urljoin(url, parts._replace(scheme="", netloc="").geturl())
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def scripts(root: Element) -> str:
    """The text of all inline scripts, one after the other."""
    return "\n".join(script.text or "" for script in root.iter("script"))


def texts(element: Element) -> Iterator[str]:
    """The visible text nodes of an element in order, squeezed, empty ones left out."""
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    if element.text and (text := squeeze(element.text)):
        yield text
    for child in element:
        yield from texts(child)
        if child.tail and (text := squeeze(child.tail)):
            yield text


def squeeze(text: str) -> str:
    """White space of every kind folded to single spaces and trimmed."""
    return " ".join(text.replace("\u3000", " ").replace("\xa0", " ").replace("\u200b", "").split())
