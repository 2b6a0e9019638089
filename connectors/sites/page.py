"""A home page read for its links, its dates and its words."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from hashlib import sha256
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree, html

_DAY = re.compile(r"(?<!\d)(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_FILE = re.compile(r"\.(?:css|js|ico|png|jpe?g|gif|svg|zip|rar|pdf|docx?|xlsx?)$", re.IGNORECASE)


def links_of(body: bytes, base: str) -> list[str]:
    """Addresses of pages that a page links, in its order, each once, without fragments; none where it is no page."""
    try:
        root = html.document_fromstring(body)
    except (etree.LxmlError, ValueError):
        return []
    found = (urldefrag(urljoin(base, a.get("href", "").strip()))[0] for a in root.iter("a"))
    return list(dict.fromkeys(a for a in found if _is_page(a) and a != base))


def _is_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and not _FILE.search(parts.path)


def newest_day(body: bytes, today: date) -> date | None:
    """The newest day that a page prints, not later than today."""
    found = []
    for year, month, day in _DAY.findall(body.decode("utf-8", "replace")):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return max((day for day in found if day <= today), default=None)


def likeness(one: bytes, other: bytes) -> float:
    """Share of the lines that two pages show alike, from 0 to 1; scripts and numbers are no lines of a reader."""
    ours, theirs = _lines(one), _lines(other)
    both, either = (ours & theirs).total(), (ours | theirs).total()
    return both / either if either else float(one == other)


def _lines(body: bytes) -> Counter[str]:
    try:
        root = html.document_fromstring(body)
    except (etree.LxmlError, ValueError):
        return Counter([sha256(body).hexdigest()])
    etree.strip_elements(root, "script", "style", "noscript", etree.Comment, with_tail=False)
    texts = (re.sub(r"[\d\s]+", "", str(text)) for text in root.itertext())
    return Counter(text for text in texts if text)


def chosen(addresses: list[str], number: int, today: date) -> list[str]:
    """So many of the addresses, others each day, the same the whole day."""
    return sorted(addresses, key=lambda a: sha256(f"{today}{a}".encode()).digest())[:number]
