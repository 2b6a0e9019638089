"""Files that belong to an article (附件): found wherever real sites put them, and nothing else.

A link is a file by its suffix, by a download gateway, by the names that a CMS gives to files, or by words
such as
附件1 on an address that is no page. Icons, empty anchors, scripts and links to other articles are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from lxml.etree import _Element

from connectors.fields.beside import is_beside
from connectors.fields.model import FileLink
from connectors.fields.page import EMBEDDED, Link, Page, collapse, text_of
from connectors.fields.sanitise import absolute
from connectors.fields.scripted import named_in

_SUFFIX = re.compile(
    r"\.(?:pdf|docx?|xlsx?|xlsm|pptx?|wps|et|dps|ofd|zip|rar|7z|rtf|txt|csv|odt|ods|tif|tiff|dwg|ceb)$",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"\.(?:jpe?g|png|bmp|gif)$", re.IGNORECASE)
_PAGE = re.compile(r"(?:\.(?:s?html?|jhtml|xhtml|aspx?|jsp|php|do|action)|/)$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:\.s?html?|/)(?:[?#][^.]*)?$", re.IGNORECASE)
"""An address that can only be a page."""
_PAGES = (".html", ".htm", ".shtml", "/")
"""How nearly all of them end; found out without a search."""
_GATEWAY = re.compile(
    r"downfile|download(?:file)?\d?(?:\.(?:jsp|do|action|aspx?|php)|$|/)|filedown|downloadattach|/attach(?:ment)?s?/|getfile|down\.(?:jsp|do|aspx?|php)",
    re.IGNORECASE,
)
_CMS_FILE = re.compile(r"/P0\d{15,}\.\w+$")
_WORDS = re.compile(
    r"^[（(]?附\s?[件表录]|附\s?件\s?\d*\s?[:：]|\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|pptx?)\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"^(?:点击|点此|立即|附件|文件|原文|查看|全文|在线)*(?:下载|预览|查看|浏览|打开)?(?:附件|文件|原文|此处|PDF)?$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"""["']([^"'\s]{4,300})["']""")
_ICON = re.compile(
    r"\.gif$|fileTypeImages|(?:^|[/_.-])(?:ico|icon|icons|logo|ewm|erweima|qr\w*|share|weixin|wx|wb|weibo|print|btn|banner|blank)"
    r"(?:$|[/_.-])",
    re.IGNORECASE,
)
"""Addresses of pictures that belong to the page."""
_ICON_SIZE = 120
_INTERPRETS = re.compile(r"(?:相关|关联)?(?:政策|文件)?解读\s?[:：]")
"""How a line begins that leads to other pages and their files."""
_NOT_FILE = ("javascript:", "mailto:", "tel:", "#", "data:", "about:")


def find_files(
    page: Page, base: str, start: int, end: int, about: int | None, chosen: Sequence[_Element] = ()
) -> list[FileLink]:
    """The files linked or embedded between lines `start` and `end`, each address once, in document order. What stands
    in the line `end` itself is of the foot; what has no text stands before it. `about` is a line of the article, where
    one is known: menus and boxes beside it have files of their own.

    `chosen` elements (by a selector of the registry) are files whatever they look like, and then the only
    ones.
    """
    found: dict[str, str] = {}
    for link in page.links:
        if (link.element not in chosen) if chosen else (link.noise or not start <= link.line <= end):
            continue
        address = _address(link.element)
        if not address or (not chosen and (address.endswith(_PAGES) or _ARTICLE.search(address))):
            continue
        if address.lower().startswith(_NOT_FILE):
            continue
        url = absolute(base, address)
        if url is None or found.get(url):
            continue
        text, parts = text_of(link.element), urlsplit(url)
        if not chosen and ((link.line == end and text) or _is_of_another(page, link.line)):
            continue
        if chosen or (
            _is_file(link.element, text, parts) and (about is None or not is_beside(page, link, text, about))
        ):
            found[url] = _name(page, link, text, parts)
    if not chosen:
        for line, script in page.scripts:
            if start <= line <= end:
                found = _written(script, base) | found
    return [FileLink(url, name or _base_name(url)) for url, name in found.items()]


def _is_of_another(page: Page, number: int) -> bool:
    """Whether a line offers what interprets this page, and is none of it."""
    return number < len(page.lines) and _INTERPRETS.match(page.lines[number].text) is not None


def find_images(page: Page, base: str, start: int, end: int) -> list[FileLink]:
    """The pictures between two lines: for pages whose whole text is a scan or a drawing (扫描件、图解).

    Icons, buttons (they stand in links to no picture) and what belongs to navigation or is hidden are not.
    """
    unwanted = {element for _, element in page.dropped}
    found: dict[str, str] = {}
    for image in page.root.iter("img"):
        late = image.get("data-src") or image.get("data-original")  # `src` shows a placeholder until then
        address = (late or image.get("src") or "").strip()
        drawn = _drawn(image)
        enlarged = _enlarged(image)
        address = drawn or enlarged or address
        url = absolute(base, address) if drawn or _IMAGE.search(_path(address)) else None
        if url is None or _ICON.search(address) or _is_small(image):
            continue
        around = list(image.iterancestors())
        span = next((page.spans[e] for e in around if e in page.spans), None)
        if (
            span is None
            or not start <= span[0] <= end
            or any((e.tag == "a" and not enlarged) or e in unwanted for e in around)
        ):
            continue
        found.setdefault(url, collapse(image.get("title") or image.get("alt") or ""))
    return [FileLink(url, _named(name, url)) for url, name in found.items()]


def _enlarged(image: _Element) -> str:
    """The picture in full size to which a small one leads; empty where it leads nowhere or elsewhere."""
    link = next(image.iterancestors("a"), None)
    address = (link.get("href") or "").strip() if link is not None else ""
    return address if _IMAGE.search(_path(address)) else ""


def _drawn(image: _Element) -> str:
    """The document whose first leaf a picture shows (`data-powerurl="….pdf"`); empty where it is a picture."""
    given = (str(value) for name, value in image.items() if str(name).startswith("data-"))
    return next((value for value in given if _SUFFIX.search(_path(value))), "")


def _named(shown: str, url: str) -> str:
    """The name of a picture: what it is called, unless that is a line of a page (`时间：2017-11-08 20:26`)."""
    shown = "" if ":" in shown or "：" in shown else shown
    suffix = _IMAGE.search(_path(url))
    if not shown or _IMAGE.search(shown) or suffix is None:
        return shown or _base_name(url)
    return shown + suffix[0].lower()


def _is_small(image: _Element) -> bool:
    """Whether its size is given and is that of an icon, in pixels."""
    sizes = [image.get(name, "").removesuffix("px") for name in ("width", "height")]
    return any(size.isdigit() and int(size) < _ICON_SIZE for size in sizes)


def _written(script: str, base: str) -> dict[str, str]:
    """Address and name of the files that a script links or shows; by their suffix alone."""
    links = ((absolute(base, address), text) for address, text in named_in(script))
    return {url: collapse(text) for url, text in links if url and _SUFFIX.search(_path(url))}


def _address(element: _Element) -> str | None:
    """Where a link or an embedded viewer points; `data-href`, what a click calls, `file=` of a viewer
    included."""
    if element.tag == "a":
        href = (element.get("href") or "").strip()
        if not href or href.lower().startswith(("javascript:", "#")):
            given = element.get("data-href") or element.get("data-url") or element.get("data-file")
            return given.strip() if given else _called(href + (element.get("onclick") or ""))
        return href
    source = next(filter(None, map(element.get, ("src", "data", "data-src", EMBEDDED))), "").strip()
    query = parse_qs(urlsplit(source).query) if "?" in source else {}
    for key in ("file", "url", "pdf", "src"):
        if query.get(key) and _SUFFIX.search(urlsplit(query[key][0]).path):
            return query[key][0]
    return source if _SUFFIX.search(_path(source)) else None


def _called(script: str) -> str:
    """The file's address among what a link's script is called with; empty where there is none."""
    quoted = (m[1].strip() for m in _QUOTED.finditer(script))
    return next((q for q in quoted if _GATEWAY.search(q) or ("/" in q and _SUFFIX.search(_path(q)))), "")


def _is_file(element: _Element, text: str, parts: SplitResult) -> bool:
    """Whether a link with this text to this address leads to a file."""
    path = unquote(parts.path)
    if parts.scheme not in ("http", "https", "ftp", ""):
        return False
    if element.tag == "a" and not text and element.find(".//img") is None:
        return False  # left behind by the editor: nobody sees it
    if _SUFFIX.search(path) or _CMS_FILE.search(path) or element.get("appendix") == "true":
        return True
    if _IMAGE.search(path):
        return bool(_WORDS.search(text) or _IMAGE.search(text))
    if _GATEWAY.search(path) or any(_SUFFIX.search(v) for v in _query_values(parts.query)):
        return True
    return bool(_WORDS.search(text)) and not _PAGE.search(path)


def _name(page: Page, link: Link, text: str, parts: SplitResult) -> str:
    """The file's name as shown: link text, else title or download attribute, with the suffix of the
    address."""
    element = link.element
    if not text or _GENERIC.fullmatch(text):
        text = (
            next((collapse(v) for a in ("download", "title", "textvalue") if (v := element.get(a))), "")
            or text
        )
    if (not text or _GENERIC.fullmatch(text)) and link.line < len(page.lines):
        around = re.sub(
            r"[\[【（(]?(?:点击|立即)?(?:下载|预览)[\]】）)]?$", "", page.lines[link.line].text
        ).strip(" :：")
        text = around if 2 <= len(around) <= 120 and not _GENERIC.fullmatch(around) else text
    if not text:
        return ""
    places = (unquote(parts.path), *_query_values(parts.query))
    suffix = next((m for place in places if (m := _SUFFIX.search(place) or _IMAGE.search(place))), None)
    if suffix and not _SUFFIX.search(text) and not _IMAGE.search(text):
        text += suffix[0].lower()
    return text


def _base_name(url: str) -> str:
    parts = urlsplit(url)
    named = next((v for v in _query_values(parts.query) if _SUFFIX.search(v) and v[0] != "."), None)
    return named or unquote(parts.path).rsplit("/", 1)[-1] or "附件"


def _query_values(query: str) -> list[str]:
    return [value for values in parse_qs(query).values() for value in values] if query else []


def _path(url: str) -> str:
    return unquote(urlsplit(url).path)
