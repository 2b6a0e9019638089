"""How a posting is known again: canonical addresses, aliases and hashes. Pure functions.

`item_id` never contains a raw address. It is drawn once, at first sight, and found again by alias, in this
order: address, native id, valid index number with title, document number with publisher and body.
"""

from __future__ import annotations

import hashlib
import json
import re
import string
import unicodedata
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from schemas.item import Attachment, Item

_IDEOGRAPHS = re.compile("([\u4e00-\u9fff]+)")
_PLAIN = re.compile(
    "[\x00-\x1b\x20-\x7f\u4e00-\u9fff\u3000-\u3002\u3008-\u3011\u3014\u3015\u201c\u201d]*"
).fullmatch
_LOWER = bytes(range(256)).lower()
_WIDE = [(mark, unicodedata.normalize("NFKC", mark)) for mark in "，：；！？（）"]
_SAFE = "/:@!$&'()*+,;=~-._"
_STATIC = re.compile(r"\.(?:s?html?|xml|txt|pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar)$", re.IGNORECASE)
_ESCAPE = re.compile("%[0-9a-fA-F]{2}")
_SESSION_KEYS = re.compile(r"^(jsessionid|phpsessid|spm|_|utm_\w+)$", re.IGNORECASE)


def canonical_address(url: str) -> str:
    """An address without scheme, default port, fragment, session keys and accidental case: `host/path?query`.

    http and https, `HOST` and `host`, `%E4%B8%AD` and its raw character give the same result. A fragment is
    kept where it is a route (`#/…` or `#!…`), since there it names the page.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower()
    if parts.port and parts.port not in (80, 443):
        host = f"{host}:{parts.port}"
    path = _unescaped(parts.path or "/")
    path = re.sub(r";jsessionid=[^/]*", "", path, flags=re.IGNORECASE)
    path = re.sub(r"/(\./)+", "/", re.sub(r"/{2,}", "/", path))
    bare_tells = not _STATIC.search(path)  # behind the name of a file, a bare word is there against caches
    query = "&".join(filter(None, (_parameter(part, bare_tells) for part in parts.query.split("&"))))
    route = f"#{parts.fragment}" if parts.fragment[:1] in ("/", "!") else ""
    return f"{host}{path}" + (f"?{query}" if query else "") + route


def _unescaped(path: str) -> str:
    """Escapes that are not UTF-8 (GBK, on old sites) stay, in capitals: decoded, all of them would look the same."""
    try:
        return quote(unquote(path, errors="strict"), safe=_SAFE)
    except UnicodeDecodeError:
        return quote(_ESCAPE.sub(lambda escape: escape[0].upper(), path), safe=_SAFE + "%")


def _parameter(part: str, bare_tells: bool) -> str:
    """One of a query; "" where it tells no pages apart. Of some sites the number of the page is all of the query."""
    if "=" not in part:
        return _unescaped(part) if bare_tells and part and not _SESSION_KEYS.match(part) else ""
    try:
        pairs = parse_qsl(part, errors="strict")
    except UnicodeDecodeError:
        return _unescaped(part)
    return urlencode([(name, value) for name, value in pairs if not _SESSION_KEYS.match(name)])


def page_key(url: str) -> str:
    """The key of a page: 32 hex digits of the sha256 of its canonical address."""
    return _digest(canonical_address(url))[:32]


def new_item_id(county: str, source_id: str, key: str) -> str:
    """A stable id of 24 hex digits for a posting seen for the first time on a page."""
    return _digest(f"{county}\n{source_id}\n{key}")[:24]


def folded(text: str) -> str:
    """Text for comparison: width folded (NFKC), lower case, no white space.

    Nearly every Chinese text is plain once its wide marks are narrow. In others ideographs, which are their own normal
    form and never compose, are left alone and only what stands between them is folded.
    """
    if text.isascii():
        return "".join(text.lower().split())
    text = _narrow(text)
    return "".join(text.lower().split()) if _PLAIN(text) else _folded_runs(text)


def _folded_bytes(text: str) -> bytes:
    """The same in UTF-8, for a digest: in bytes letters become small a dozen times as fast, and plain text has none
    but those of ASCII, as it has no white space but that of ASCII and the ideographic one."""
    text = _narrow(text)
    if _PLAIN(text):
        return text.replace("\u3000", "").encode().translate(_LOWER, string.whitespace.encode())
    return _folded_runs(text).encode()


def _narrow(text: str) -> str:
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return text


def _folded_runs(text: str) -> str:
    parts = _IDEOGRAPHS.split(text)
    parts[::2] = map(_folded_run, parts[::2])
    return "".join(parts)


@lru_cache(maxsize=4096)
def _folded_run(run: str) -> str:
    return "".join(unicodedata.normalize("NFKC", run).lower().split())


def body_hash(item: Item) -> str:
    """sha256 of the folded body text with the attachments' digests: the same document, however marked up."""
    files = sorted(a.sha256 or a.file_name for a in item.attachments)
    told = "\n" + "\n".join(files)
    return hashlib.sha256(_folded_bytes(item.body_text or "") + told.encode()).hexdigest()


def content_hash(item: Item) -> str:
    """sha256 of all that a reader of the page sees, and nothing of the run.

    `publisher_unit_id` stays out: a longer alias table is no change of the page. An attachment that could
    not be loaded counts by its name and address alone.
    """
    seen = item.model_dump(mode="json", exclude={"publisher_unit_id", "attachments"})
    seen["attachments"] = [_seen(a) for a in item.attachments]
    return _digest(json.dumps(seen, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def document_id(item: Item) -> str:
    """The id shared by postings of one document: same number and title, or same title and body."""
    same = item.document_number or body_hash(item)
    return _digest(f"{folded(item.title)}\n{folded(same)}")[:24]


def index_number_alias(item: Item) -> str | None:
    """The name an item answers to by a valid index number (索引号): with its title."""
    return folded(f"{item.index_number}|{item.title}") if item.index_number else None


def document_alias(item: Item) -> str | None:
    """The name an item answers to by its document number: with its publisher and body; None unless it has all."""
    if not (item.document_number and item.publisher and item.body_text):
        return None
    return f"{folded(f'{item.document_number}|{item.publisher}')}|{body_hash(item)[:32]}"


def _seen(attachment: Attachment) -> list[str | None]:
    return [attachment.file_name, attachment.url, attachment.sha256]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
